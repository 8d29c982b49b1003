"""What of a record nobody has seen yet, so that it may be put right without a trace; and what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import regressions
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.lifecycle.correctable import is_there, place_of, value_at
from inspect_cli.domain.record.deeds import Became, corrected, deed_of, told
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule


@dataclass(frozen=True, slots=True)
class Past:
    """What is saved of a record: whether it is at all, its versions where they can be read, and the places of entries that are not."""

    is_saved: bool = False
    versions: tuple[Issue, ...] = ()
    unsaved: frozenset[int] = frozenset()
    is_keyed: bool = True
    """Its round says in keys what entries changed."""

    def values(self, part: str, key: str) -> list[str]:
        """What the saved versions say there, of those that have the part."""
        return [told(value_at(one, part, key)) for one in self.versions if is_there(one, part)]

    def telling(self, issue: Issue, part: str, key: str) -> tuple[int, int] | None:
        """The last unsaved entry, and its change, that tells what is to stand there."""
        own = [at for at in sorted(self.unsaved) if issue.history[at].part == part]
        found = [(at, number) for at in own for number, one in enumerate(issue.history[at].changes) if one.field == key]
        return found[-1] if found else None

    def seen(self, issue: Issue, part: str, key: str) -> str:
        """What was there before anything is recorded: what stands there, where that is saved; else what is."""
        now, saved = told(value_at(issue, part, key)), self.values(part, key)
        return saved[0] if saved and now not in saved else now

    def is_unseen(self, issue: Issue, after: Issue, part: str, key: str) -> bool:
        """What stands there is saved nowhere, and what `after` says in its place needs no explanation."""
        if not self.is_saved or place_of(issue, part) in self.unsaved:
            return True
        if not self.versions:  # a report told of the record, and does not say all that it held
            deeds = [deed for at in self.unsaved if (deed := deed_of(issue.history[at]))]
            return bool(self.telling(issue, part, key)) or any(part in one.parts for one in deeds if one.became is Became.CAME)
        saved = self.values(part, key)
        if told(value_at(issue, part, key)) in saved:
            return False
        is_put_back = not saved or told(value_at(after, part, key)) in saved
        if (key, part) == ("due", "") and any(saved):
            return is_put_back or bool(self.telling(issue, part, key))
        return is_put_back or bool(self.telling(issue, part, key)) or not self.is_worse(after, part, key)

    def is_untold(self, issue: Issue, part: str, key: str) -> bool:
        """It was changed by hand, for the worse (a due date: in any way), and no entry says so: then a correction to the same says it."""
        now, saved = told(value_at(issue, part, key)), self.values(part, key)
        is_due = (key, part) == ("due", "") and now != corrected(issue, "due")
        return bool(saved) and now not in saved and (self.is_worse(issue, part, key) or (is_due and not self.telling(issue, part, key)))

    def is_worse(self, after: Issue, part: str, key: str) -> bool:
        """Against a saved version the value is a change for the worse that no entry explains."""
        kinds = {key.split(".")[0], {"m": "measures", "e": "evidence"}.get(part[:1], key)}
        return any(found.changed in kinds and part in ("", found.part) for _, found in self.worse(after))

    def worse(self, after: Issue) -> Iterator[tuple[Rule, Regression]]:
        """Against a saved version, every change for the worse that no entry explains."""
        for one in self.versions:
            for rule, found in regressions(Comparison(one, after, keyed=lambda: self.is_keyed)):
                if found.explained_by is None:
                    yield rule, found
