"""The manual: a rule's page, and the list of all rules and of the gate's conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from inspect_cli.domain.lifecycle.signing import waiving_roles
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import NotFound
from inspect_cli.domain.words import Channel, Level, Word
from inspect_cli.views.page import Block, Cell, Lines, Page, Table, Tone, Verbatim, cells, columns, line, loose


@dataclass(frozen=True, slots=True)
class RulePage:
    """One page of the manual."""

    code: str
    level: Level
    title: Text
    why: Text
    fix: Text
    good: str = ""
    bad: str = ""
    also: tuple[tuple[Level, Text], ...] = ()
    """What weighs otherwise than the rest of what it finds."""
    can_be_waived: bool = False
    is_gate: bool = False

    @property
    def weighs(self) -> object:
        """The level, and what has another."""
        if self.is_gate:
            return GATE
        return (
            text("{level}; {others}", level=self.level, others=[_OTHERWISE.about(level=level, what=what) for level, what in self.also])
            if self.also
            else self.level
        )


GATE = Word("报告条件", "gate")
_OTHERWISE = text("{level} for {what}")


def entries(rules: Mapping[str, Rule], gate: Mapping[str, tuple[Text, Text, Text]]) -> dict[str, RulePage]:
    """All pages by code: the rules, then the conditions of the written report's gate."""
    pages = {
        code: RulePage(code, rule.level, rule.title, rule.why, rule.fix, rule.good, rule.bad, rule.also, rule.can_be_waived)
        for code, rule in rules.items()
    }
    return pages | {code: RulePage(code, Level.INFO, title, looks, fix, is_gate=True) for code, (title, fix, looks) in gate.items()}


def chosen(pages: Mapping[str, RulePage], typed: str) -> list[RulePage]:
    """The page of the code, in whatever case; all where none is named. Raises NotFound."""
    code = typed.upper()
    if code and code not in pages:
        near = [name for name in pages if name[:3] == code[:3]]
        raise NotFound(text("there is no rule {rule}", rule=typed), text("known rules: {rules}", rules=near or list(pages)))
    return [pages[code]] if code else list(pages.values())


def page(entry: RulePage) -> Page:
    """One rule."""
    head = text("{code}  {title}  ({level})", code=entry.code, title=entry.title, level=entry.weighs)
    blocks: list[Block] = [
        Lines([line(head, Tone.STRONG)]),
        Lines([line(entry.why)], Cell(text("Why"), Tone.STRONG)),
        Lines([line(entry.fix)], Cell(text("How to mend it"), Tone.STRONG)),
    ]
    blocks.append(Lines(list(_waiving(entry)), Cell(text("Waiver"), Tone.STRONG)))
    for title, example in ((text("Good"), entry.good), (text("Bad"), entry.bad)):
        if example.strip():
            blocks.append(Verbatim(dedent(example).strip("\n"), Cell(title, Tone.STRONG)))
    return tuple(blocks)


def _waiving(entry: RulePage) -> Iterator[tuple[Cell, Text]]:
    """Whether a waiver counts, and whose."""
    if entry.is_gate:
        yield line(text("a condition of the written report's gate cannot be waived: inspect status --gate"))
    elif not entry.can_be_waived:
        yield line(text("cannot be waived"))
    else:
        yield line(text("can be waived in the record, with the reason (inspect help rules); it counts when one of these signs it:"))
        for channel in Channel:
            yield line(text("{channel}: {roles}", channel=channel, roles=list(waiving_roles(channel))))


def list_page(found: Sequence[RulePage]) -> Page:
    """All of them, one a line."""
    heads = columns(text("rule"), text("level"), loose(text("what it finds")))
    return (
        Table(heads, [cells(one.code, GATE if one.is_gate else one.level, one.title) for one in found]),
        Lines([line(text("more about one: inspect explain CODE"))]),
    )
