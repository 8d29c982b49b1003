"""What one run is given: the root, the day, who acts, the language and the format. Built once, frozen, never passed whole into a room."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_cli.actions.hand import Hand
from inspect_cli.cli.argv import again
from inspect_cli.cli.desk.progress import Progress
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render.language import Language
from inspect_cli.store.git import gitdir
from inspect_cli.store.workspace import Workspace, find_root

if TYPE_CHECKING:
    from inspect_cli.actions.archive import Archive
    from inspect_cli.store.loading import LoadedRound


def machine_moment() -> datetime:
    """The moment by the machine's clock, with its offset: the one place where it is asked."""
    return datetime.now().astimezone().replace(microsecond=0)


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    language: Language
    form: str = "text"
    root: Path | None = None
    dry_run: bool = False
    no_input: bool = False
    by: str = ""
    day: date | None = None
    day_flag: str = "--today"
    """Where the day was named."""
    round: str | None = None
    no_index: bool = False

    @cached_property
    def workspace(self) -> Workspace:
        """The records. Raises NoWorkspace."""
        named = self.root or (Path(os.environ["INSPECT_ROOT"]) if os.environ.get("INSPECT_ROOT") else None)
        return find_root(named or Path.cwd())

    @property
    def has_doubts(self) -> bool:
        """What an interrupted command had noted was not believed; asked without looking for records that nobody asked for."""
        return "workspace" in self.__dict__ and "doubts" in self.workspace.__dict__

    @property
    def is_root_named(self) -> bool:
        """Somebody said where the records are: by --root, or INSPECT_ROOT."""
        return self.root is not None or bool(os.environ.get("INSPECT_ROOT"))

    @property
    def git_is_silent(self) -> bool:
        """The records lie in git, and it was not willing or able to say what it knows of them."""
        root = str(self.workspace.root) if "workspace" in vars(self) else ""
        return bool(root) and (root in gitdir.silent or bool(gitdir.refusal(root)))

    @cached_property
    def archive(self) -> Archive:
        """The rounds, for reading."""
        from inspect_cli.actions.archive import Archive  # with the index, which not every command asks

        return Archive(self.workspace, indexed=not self.no_index, told=Progress(self.language), glance=next(iter(again.early), None))

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, with its offset; `--today` replaces the day and leaves the time of day."""
        now = machine_moment()
        return now if self.day is None else datetime.combine(self.day, now.time()).astimezone()

    @property
    def today(self) -> date:
        """The day of this run."""
        return self.now.date()

    @property
    def present(self) -> date:
        """The day that it really is, or a later one that was named; an earlier one is only where somebody looks from."""
        return max(self.today, machine_moment().date())

    def must_have_come(self) -> None:
        """Nothing is recorded on a day that has not come: it would block every later step. Raises Misused."""
        from inspect_cli.domain.counting.deadlines import lies_ahead  # with the records, which a day alone does not need

        here = machine_moment().date()
        if self.day and lies_ahead(self.day, here):
            said = text("{flag} says {day}, and this machine's clock {today}: nothing is recorded on a day that has not come")
            how = text("leave {flag} away, or name a day up to {today}; where the clock is wrong, set the clock")
            raise Misused(said.about(flag=self.day_flag, day=self.day, today=here), how.about(flag=self.day_flag, today=here))

    @cached_property
    def hand(self) -> Hand:
        """Who acts, and when: --by, else INSPECT_BY, else git's user here. Raises NoWorkspace."""
        named = (self.by or os.environ.get("INSPECT_BY", "")).strip()
        return Hand(self.now, named, self.workspace.root, day_given=self.day is not None, present=self.present)

    @property
    def json(self) -> bool:
        """The answer is one JSON document."""
        return self.form == "json"

    @property
    def to_terminal(self) -> bool:
        """The page goes to a person's screen."""
        return sys.stdout.isatty() and self.form == "text"

    @property
    def may_ask(self) -> bool:
        """There is somebody who can answer a question."""
        return not self.no_input and not self.json and sys.stdin.isatty() and sys.stderr.isatty()

    def must_know_round(self) -> None:
        """A round that was named is there, also where the answer does not depend on it. Raises NoSuchRound."""
        if self.round:
            self.workspace.folder(self.round)

    def chosen_round(self) -> LoadedRound:
        """The round named by --round, else the one whose team is on site today, else the newest; without its issues."""
        from inspect_cli.store.lookup import chosen_round

        return chosen_round(self.workspace, self.round, self.today)
