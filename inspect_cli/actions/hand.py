"""Whose hand writes, and when: what every action that changes records is given beside the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from inspect_cli.domain.record.round import Person
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused


@dataclass(frozen=True)
class Hand:
    """Who acts, by name or as git's user in `folder`, and the moment with its offset."""

    now: datetime
    named: str = ""
    folder: Path | None = None
    day_given: bool = False
    """The day was injected; the time of day is only that of the run."""
    present: date | None = None
    """The day that it really is, where an earlier one was injected."""

    @property
    def today(self) -> date:
        """The day on which it is done."""
        return self.now.date()

    def moment_after(self, last: datetime | None) -> datetime:
        """The moment for a new history entry. An injected clock has no time of day of its own: on the same day it never runs back."""
        if self.day_given and last is not None and last > self.now and last.date() == self.today:
            return last
        return self.now

    def actor(self, people: Iterable[Person]) -> str:
        """Who acts: whoever is named, else git's user, matched with the people of the round by name or email.

        Raises: Misused where nobody is named at all.
        """
        if self.named:
            return self.named
        name, email = self._git_author
        by_email = next((person.name for person in people if email and person.email.lower() == email.lower()), "")
        if by_email or name:
            return by_email or name
        raise Misused(text("nobody is named as the one who acts"), text("--by NAME, or set INSPECT_BY, or git config user.name NAME"))

    @cached_property
    def _git_author(self) -> tuple[str, str]:
        from inspect_cli.store.git.asking import author  # whoever only reads asks for nobody's name

        return author(self.folder) if self.folder else ("", "")
