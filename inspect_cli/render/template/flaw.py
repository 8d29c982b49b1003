"""What is wrong with a template, as a value: where, its words, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Level

FILE = text("the file")
BODY = text("the text")
HEADER = text("a header")
FOOTER = text("a footer")
FOOTNOTES = text("the footnotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFlaw:
    """One thing. `paragraph` counts from 1 in its part, tables included; 0 is the part as a whole."""

    level: Level = Level.ERROR
    part: Text = FILE
    paragraph: int = 0
    words: str = ""
    reason: Text
    remedy: Text = NOTHING


class UnfitTemplate(Trouble):
    """A template that cannot be filled; `flaws` say why."""

    code = "template"
    status = 2

    def __init__(self, flaws: Sequence[TemplateFlaw]) -> None:
        what = text("the template cannot be filled: {reasons}", reasons=[flaw.reason for flaw in flaws])
        super().__init__(what, text("inspect report lint TEMPLATE says where"))
        self.flaws = tuple(flaws)
