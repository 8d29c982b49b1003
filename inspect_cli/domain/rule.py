"""What a rule is: one file under `rules/` that explains itself, tests itself, and finds what it is about.

`good` and `bad` are YAML: one or more issue documents parted by `---`, each showing only the keys that matter (the rest is
filled in with an ordinary record); in `bad`, and only there, every line that is objected to carries `# <- CODE`. A first
document that holds only `today:`, `round:` and `files:` sets the scene. For a `pair` rule the first issue document is the
version before, the second the version after; marks stand in the later one, or in the only one where the record is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inspect_cli.domain.text import Text
from inspect_cli.domain.words import Level

if TYPE_CHECKING:  # a count that asks one rule does not load what others judge
    from collections.abc import Callable, Iterator

    from inspect_cli.domain.compare.comparison import Comparison
    from inspect_cli.domain.counting.ledger import Ledger
    from inspect_cli.domain.finding import Fault, Regression
    from inspect_cli.domain.record.issue import Issue
    from inspect_cli.domain.record.links import IssueStub, Links

    IssueCheck = Callable[[Issue, Ledger], Iterator[Fault]]
    RoundCheck = Callable[[Ledger], Iterator[Fault]]
    LinkCheck = Callable[[IssueStub, Links], Iterator[Fault]]
    PairCheck = Callable[[Comparison], Iterator[Regression]]
    GoneCheck = Callable[[Issue, str], Iterator[Regression]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule and its manual page; exactly one of the checks is set, or none where reading a file finds it (`SCH`)."""

    code: str
    level: Level = Level.ERROR
    title: Text
    why: Text
    fix: Text
    also: tuple[tuple[Level, Text], ...] = ()
    """What weighs otherwise than the rest of what it finds."""
    good: str = ""
    """The examples: empty for rules about bytes, names and folders, which no YAML can show."""
    bad: str = ""
    waivable: bool = True
    """A waiver in the record may turn what it finds into information."""
    issue: IssueCheck | None = None
    """A record by itself and in its round."""
    link: LinkCheck | None = None
    """A record among all records of all rounds, by their faces."""
    round: RoundCheck | None = None
    pair: PairCheck | None = None
    """Between two versions of one record; routes lead into the later one."""
    gone: GoneCheck | None = None
    """Of a record that only the earlier version has; or of an unfinished one that the later round (named then) did not take over."""

    @property
    def subject(self) -> Literal["issue", "link", "round", "pair", "reading"]:
        """What it looks at."""
        return "issue" if self.issue else "link" if self.link else "round" if self.round else "pair" if self.pair else "reading"

    @property
    def can_be_waived(self) -> bool:
        """A waiver counts: a record that cannot be read, and a round, hold none that could."""
        return self.waivable and self.subject in ("issue", "link", "pair")
