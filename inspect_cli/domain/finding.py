"""A problem in the user's files, as a value: what, how grave, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspect_cli.domain.text import NOTHING, Text
from inspect_cli.domain.words import Level

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.change import Route  # its name alone: a finding is made where nothing is changed


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule objects to, by its route in the record; it never counts lines."""

    route: Route
    message: Text
    fix: Text = NOTHING
    key: bool = False
    """The objection is to the key itself, not to its value."""
    level: Level | None = None
    """How much this one weighs, where that is not what its rule weighs."""


@dataclass(frozen=True, slots=True)
class Regression(Fault):
    """A change for the worse between two versions; the route leads into the later one."""

    before: object = None
    after: object = None
    part: str = ""
    """The id of the measure or evidence that it is about."""
    explained_by: Route | None = None
    """The entry of the later version that explains it."""
    kind: str = ""
    """What changed, where that is not the first step of the route."""
    is_choice: bool = False
    """In a merge: the result has it as another parent has it."""

    @property
    def changed(self) -> str:
        """What changed: a field, or what `kind` says."""
        return self.kind or str(self.route[0])

    @property
    def identity(self) -> tuple[str, str, str]:
        """The same for the same change, wherever it was made."""
        return self.changed, self.part, repr(self.before if self.after is None else self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with its place. `file` is relative to the root with forward slashes; lines and columns count from 1."""

    rule: str
    level: Level
    file: str
    line: int
    column: int
    length: int = 1
    source: str = ""
    issue: str = ""
    message: Text
    fix: Text = NOTHING
    unread: bool = False
    """The file could not be taken as a record at all (exit status 3)."""
    absent: bool = False
    """What it is about lies in git and not here: nothing is wrong with it, and nothing of it is counted."""
    earlier: str = ""
    """Where the record lay in the earlier of two versions."""

    @property
    def leaves_gaps(self) -> bool:
        """Whatever is told of the round lacks something."""
        return self.unread or self.absent

    def lies_in(self, *folders: str) -> bool:
        """It is about something in one of these folders, or about what lay there before."""
        return self.file.startswith(folders) or self.earlier.startswith(folders)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Findings are told file by file, top to bottom."""
        return (self.file, self.line, self.column, self.rule)


def worst_exit(findings: Iterable[Finding], strict: bool = False) -> int:
    """The exit status that findings call for: 3 where a record is invalid, 1 on errors (`strict`: on warnings too), else 0."""
    found = tuple(findings)
    if any(finding.unread for finding in found):
        return 3
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return int(any(finding.level in failing for finding in found))
