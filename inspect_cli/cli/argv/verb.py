"""How a verb is declared: a function with its own options, to which the shared ones are added; `quick` and `program` read its words."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.values import day_value
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.trouble import Misused, NotAKnownWord
from inspect_cli.render.forms import chosen as chosen_form
from inspect_cli.render.forms import metavar

if TYPE_CHECKING:
    from inspect_cli.cli.argv.session import Session

SHARED: dict[str, Any] = {
    "round": (
        Annotated[
            str | None,
            Option(
                "--round",
                metavar="ROUND",
                help="the round; else the one open today, else the newest",
                offers=complete.rounds,
                remembered=True,
            ),
        ],
        None,
    ),
    "by": (Annotated[str, Option("--by", metavar="NAME", help="who acts; else INSPECT_BY, else git's user")], ""),
    "dry_run": (Annotated[bool, Option("--dry-run", help="show what would change and write nothing")], False),
    "no_index": (Annotated[bool, Option("--no-index", help="read every file, as if nothing were remembered")], False),
    "no_input": (
        Annotated[bool, Option("--no-input", help="never ask; fail where something is missing", remembered=True, early=True)],
        False,
    ),
    "json": (Annotated[bool, Option("--json", help="one JSON document", remembered=True, early=True)], False),
    "plain": (
        Annotated[bool, Option("--plain", help="tab-separated lines; the default to a pipe", remembered=True, early=True)],
        False,
    ),
    "today": (
        Annotated[
            str | None,
            Option("--today", metavar="DATE", help="the day to go by; else INSPECT_TODAY, else today", remembered=True, early=True),
        ],
        None,
    ),
    "lang": (
        Annotated[
            str | None,
            Option("--lang", metavar="zh|en", help="the language; else INSPECT_LANG, else the locale", remembered=True, early=True),
        ],
        None,
    ),
    "root": (
        Annotated[
            Path | None,
            Option(
                "--root",
                metavar="DIR",
                help="the folder that holds rounds/; else INSPECT_ROOT, else upward from here",
                remembered=True,
                early=True,
            ),
        ],
        None,
    ),
}
"""Options that many verbs share, in the order in which the help shows them."""

FORMAT = "--format"
"""What a verb with forms takes beside these."""
GLOBAL = tuple(name for name, (kind, _) in SHARED.items() if get_args(kind)[1].early)
"""What every verb takes, before its name and after it."""
ROUND_WRITE = ("by", "dry_run")
READ = ("round", "no_index")
WRITE = ("round", "by", "dry_run")


@dataclass(frozen=True, slots=True)
class Verb:
    """One command. What it does is said in the table of contents; by `help` only where it belongs to a group."""

    name: str
    run: Callable[..., int]
    shares: tuple[str, ...]
    help: Text = NOTHING
    forms: tuple[str, ...] = ()
    """In which its answer can be given; none for a verb that writes."""
    remembered: bool = False
    """Its answer depends on the records, the day and the words alone."""

    def parameters(self) -> list[Parameter]:
        """Its own options and arguments, then the shared ones."""
        signature = inspect.signature(self.run, eval_str=True)
        own = [Parameter(name, *_declared(one.annotation), one.default) for name, one in signature.parameters.items() if name != "session"]
        form = [Parameter("shared_form", str, _form_option(self.forms), "")] if self.forms else []
        shared = [Parameter(f"shared_{name}", *_declared(SHARED[name][0]), SHARED[name][1]) for name in (*self.shares, *GLOBAL)]
        return own + form + shared

    def __call__(self, given: dict[str, Any]) -> int:
        """Runs it with a value for every parameter."""
        shared = {name.removeprefix("shared_"): value for name, value in given.items() if name.startswith("shared_")}
        own = {name: value for name, value in given.items() if not name.startswith("shared_")}
        session = session_from(self.forms, **shared)
        if "by" in self.shares:
            from inspect_cli.cli.desk.doing import note

            session.must_have_come()
            note(session, self._words(given))
        try:
            code = self.run(session, **own)
            if session.git_is_silent and self.name != "doctor":  # which looks into that itself
                from inspect_cli.cli.desk.silence import tell_what_is_not_known

                tell_what_is_not_known(session)
            return code
        finally:
            if session.has_doubts:
                from inspect_cli.cli.desk.output import tell_doubts

                tell_doubts(session)

    def _words(self, given: dict[str, Any]) -> str:
        """The command without its options, which may hold what is nobody's business; of a file only its name."""
        words = [self.run.__module__.rpartition(".")[2]] if self.help.english else []
        for one in self.parameters():
            if isinstance(one.declared, Argument) and (value := given[one.name]):
                words.extend(each.name if isinstance(each, Path) else str(each) for each in (value if isinstance(value, list) else [value]))
        words.insert(bool(self.help.english), self.name)
        return " ".join(words)


class Parameter(NamedTuple):
    """One option or argument of a verb; without a default it is required."""

    name: str
    kind: Any
    declared: Option | Argument
    default: Any

    @property
    def is_required(self) -> bool:
        """There is no command without it."""
        return self.default is inspect.Parameter.empty


def _declared(annotation: Any) -> tuple[Any, Option | Argument]:
    kind, declared = get_args(annotation)
    return kind, declared


def _form_option(offered: tuple[str, ...]) -> Option:
    return Option(FORMAT, metavar=metavar(offered), help="the form of the answer", remembered=True)


def verb(
    name: str, shares: tuple[str, ...] = (), help: Text = NOTHING, forms: tuple[str, ...] = (), remembered: bool = False
) -> Callable[[Callable[..., int]], Verb]:
    """Declares the decorated function as a verb: it is given the session first, then its own options."""
    return lambda run: Verb(name, run, shares, help, forms, remembered)


def session_from(
    offered: tuple[str, ...],
    *,
    form: str = "",
    root: Path | None = None,
    json: bool = False,
    plain: bool = False,
    dry_run: bool = False,
    no_input: bool = False,
    by: str = "",
    today: str | None = None,
    lang: str | None = None,
    round: str | None = None,
    no_index: bool = False,
) -> Session:
    """The session of this run. Raises Misused for a day or a form that is none, and for two forms at once."""
    from inspect_cli.cli.argv.session import Session
    from inspect_cli.render.language import chosen

    if lang and lang.lower()[:2] not in ("zh", "en"):
        raise NotAKnownWord("--lang", lang, ("zh", "en"))
    stated, flag = today or os.environ.get("INSPECT_TODAY"), "--today" if today else "INSPECT_TODAY"
    return Session(
        language=chosen(lang, os.environ),
        form=_form(offered, form, json, plain),
        root=root,
        dry_run=dry_run,
        no_input=no_input,
        by=by,
        day=day_value(stated, flag) if stated else None,
        day_flag=flag,
        round=round,
        no_index=no_index,
    )


def _form(offered: tuple[str, ...], typed: str, json: bool, plain: bool) -> str:
    wanted = {*(["json"] if json else []), *(["plain"] if plain else []), *([chosen_form(offered, typed)] if typed else [])} or {"text"}
    if len(wanted) > 1:
        raise Misused(text("{words} contradict each other", words=sorted(wanted)), text("an answer has one form"))
    return wanted.pop()
