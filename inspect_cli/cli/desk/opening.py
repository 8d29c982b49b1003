"""What a new round must bring, from flags or answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from inspect_cli.actions.opening import distinct
from inspect_cli.cli.argv.values import day_value, optional_day, pair_value
from inspect_cli.cli.desk.ask import Answer, Questions
from inspect_cli.domain.record.round import Unit
from inspect_cli.domain.record.shape import UNIT
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused


@dataclass(frozen=True)
class Opening:
    """Each value as it was typed, else as it is answered; without anybody to ask, Misused names what is missing."""

    questions: Questions | None

    def given(
        self, flag: str, typed: str, question: Text, read: Callable[[str], Answer], choices: Mapping[str, object] | None = None
    ) -> Answer:
        """A value that must be there."""
        if typed.strip():
            return read(typed.strip())
        answer = self.questions.ask(flag, question, read, choices) if self.questions else None
        if answer is None:
            raise Misused(text("{what} {what:is|are} missing", what=flag), text("inspect new-round --help shows what it takes"))
        return answer

    def units(self, typed: list[str]) -> tuple[Unit, ...]:
        """The inspected units, asked for until no more are named."""
        units = [_unit(each) for each in typed]
        if not units and self.questions is None:
            raise Misused(
                text("{what} {what:is|are} missing", what="--unit"), text("for example {flag} CG=市城市管理局党组", flag="--unit")
            )
        while self.questions and not typed:
            asked = self.questions.ask("--unit", text("Inspected unit as CODE=NAME"), _unit, optional=bool(units))
            if asked is None:
                break
            units.append(asked)
        return distinct(tuple(units))

    def ends(self, typed: str) -> date | None:
        """The last day on site; asked for only where other things were."""
        if typed or self.questions is None or not self.questions.typed:
            return optional_day(typed, "--ends")
        return self.questions.ask("--ends", text("Last day on site"), lambda said: day_value(said, "--ends"), optional=True)


def _unit(typed: str) -> Unit:
    code, name = pair_value(typed, "--unit")
    if not re.fullmatch(UNIT, code.upper()):
        raise Misused(text("--unit: {code} is no code", code=code), text("1 to 8 of A-Z and 0-9, starting with a letter"))
    return Unit(code=code.upper(), name=name)
