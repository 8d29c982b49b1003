"""What changed between two versions, and what it means: record by record, the unexplained first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.compare.differences import Difference
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Entry, Evidence, Extension, LongTerm, Measure, Outcomes, Waiver, Withheld
from inspect_cli.domain.record.round import Deadlines, Limit, OnSite, Person, RoundChange, Unit
from inspect_cli.domain.text import Struck, Text, text
from inspect_cli.domain.words import Did, Level, Verdict, Word
from inspect_cli.views.noted import noted
from inspect_cli.views.page import Block, Cell, Lines, Page, Table, Tone, cells, columns, line, loose


@dataclass(frozen=True, slots=True)
class Diff:
    """`before` and `after` name the versions as git does (or INDEX, WORKTREE), or two rounds; `findings` say what cannot be read."""

    before: str
    after: str
    changes: Sequence[Difference]
    findings: Sequence[Finding] = ()

    @property
    def unexplained(self) -> int:
        """How many changes for the worse nothing explains."""
        return sum(one.is_unexplained for one in self.changes)

    @property
    def summary(self) -> dict[str, int]:
        """How many of each verdict, how many of the regressions are explained, and how many issues changed."""
        counts = Counter(one.verdict for one in self.changes)
        return {
            **{verdict.value: counts[verdict] for verdict in Verdict},
            "explained": counts[Verdict.REGRESSION] - self.unexplained,
            "unexplained": self.unexplained,
            "issues": len({one.ref for one in self.changes if "/" in one.ref}),
        }


_KINDS: dict[str, Word] = {
    **FIELDS,
    "record": Word("记录", "record"),
    "suggestion": Word("相似（仅供参考）", "alike (a guess)"),
    "evidence_file": Word("佐证文件", "evidence file"),
}


def page(diff: Diff) -> Page:
    """A table of the changes and a line that sums up."""
    blocks: list[Block] = []
    if diff.changes:
        change, why = loose(text("before → after"), 3), loose(text("rule, explanation"), 2)
        heads = columns(loose(FIELDS["id"]), text("verdict"), text("field"), change, why)
        blocks.append(Table(heads, [_row(one) for one in _by_record(diff.changes)], grouped=True, wrap=True))
    blocks.append(Lines([line(_sum(diff), Tone.BAD if diff.unexplained else Tone.PLAIN)]))
    fixes = {repr(one.fix): one.fix for one in diff.changes if one.is_unexplained and one.fix.english}
    if fixes:
        blocks.append(Lines([line(fix) for fix in fixes.values()], Cell(text("How to mend it"), Tone.STRONG)))
    for title, tone, found in (
        (text("Cannot be read"), Tone.BAD, [one for one in diff.findings if one.level is Level.ERROR]),
        (text("Not known here"), Tone.WARN, [one for one in diff.findings if one.level is not Level.ERROR]),
    ):
        if found:
            lines = [line(text("{file}: {message}", file=one.file, message=one.message), tone, one.fix) for one in found]
            blocks.append(Lines(lines, Cell(title, tone)))
    return tuple(blocks)


_HERE = {"INDEX": text("what is staged"), "WORKTREE": text("working tree")}


def _sum(diff: Diff) -> Text:
    ends = {"before": diff.before, "after": _HERE.get(diff.after, diff.after)}
    if not diff.changes:
        return text("{before} → {after}: nothing changed", **ends)
    return text(
        "{before} → {after}: {issues} {issues:issue|issues}; {progress} progress, {neutral} neutral, "
        "{regression} {regression:regression|regressions} ({unexplained} unexplained)",
        **ends,
        **diff.summary,
    )


def _by_record(changes: Sequence[Difference]) -> list[Difference]:
    """Records with something unexplained first; within a record what is worse first."""
    weight = {Verdict.REGRESSION: 1, Verdict.PROGRESS: 2, Verdict.NEUTRAL: 3}
    worst: dict[str, int] = {}
    for one in changes:
        worst[one.ref] = min(worst.get(one.ref, 9), 0 if one.is_unexplained else weight[one.verdict])
    return sorted(changes, key=lambda one: (worst[one.ref], one.ref, 0 if one.is_unexplained else weight[one.verdict]))


def _row(one: Difference) -> tuple[Cell, ...]:
    tone = Tone.BAD if one.is_unexplained else {Verdict.PROGRESS: Tone.GOOD, Verdict.REGRESSION: Tone.WARN}.get(one.verdict, Tone.DIM)
    head = text("{ref}  {title}", ref=one.ref, title=one.title) if one.title else one.ref
    return cells(head, Cell(one.verdict, tone), kind_word(one), change_of(one), Cell(_meaning(one), tone))


def kind_word(one: Difference) -> object:
    """What changed, in the words of the field."""
    kind = _KINDS.get(one.kind, one.kind)
    return text("{field} {part}", field=kind, part=one.part) if one.part else kind


def change_of(one: Difference) -> object:
    """What was, and what is."""
    if one.kind == "record":
        return text("gone") if one.before is not None else text("new: {title}", title=one.after)
    before, after = one.before, one.after
    if isinstance(before, str) and isinstance(after, str) and before and after:
        before, after = excerpts(before, after)
    if before is None:
        return text("+ {after}", after=told(after))
    if after is None:
        return text("− {before}", before=told(before))
    if isinstance(one.explained_by, Entry) and one.explained_by.did is Did.CORRECT:
        return text("{before} → {after}", before=Struck(told(before)), after=told(after))
    return text("{before} → {after}", before=told(before), after=told(after))


def _meaning(one: Difference) -> object:
    if one.rule is None:
        return one.hints or ""
    if one.explained_by is None:
        return text("{rule}  {message}", rule=one.rule, message=one.message)
    return text("{rule}  explained: {entry}", rule=one.rule, entry=told(one.explained_by))


CONTEXT = 8
"""Characters shown around what changed in a long text."""


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The parts of two texts that differ, with a few characters around them; short texts whole."""
    if max(len(before), len(after)) <= 4 * CONTEXT:
        return before, after
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    end = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    return _around(before, start, end), _around(after, start, end)


def _around(string: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(string), len(string) - end + CONTEXT)
    return ("…" if first else "") + string[first:last] + ("…" if last < len(string) else "")


def told(value: object, with_time: bool = True, note: object = None) -> object:
    """A value of a record in a few words; `note` in place of an entry's own."""
    if isinstance(value, Entry):
        moved = text("{before} → {after}", before=value.from_ or "—", after=value.to) if value.to else ""
        at = value.at.strftime("%Y-%m-%d %H:%M") if with_time else ""
        return _spaced(at, value.by, value.did, moved, noted(value) if note is None else note, _approved(value.approved_by))
    if isinstance(value, RoundChange):
        changed = text("{field}: {was} → {now}", field=value.field, was=value.was or "—", now=value.now or "—")
        return _spaced(value.at.date(), value.by, changed, value.reason, _approved(value.approved_by))
    if isinstance(value, Extension):
        return text("to {to}: {reason} {approved}", to=value.to, reason=value.reason, approved=_approved(value.approved_by))
    if isinstance(value, Waiver):
        return text("waived by {by} on {on}: {reason}", by=value.by, on=value.on, reason=value.reason)
    if isinstance(value, Measure):
        days = [text("due {day}", day=value.due) if value.due else "", text("done {day}", day=value.done_on) if value.done_on else ""]
        return [part for part in (value.text, *days) if part]
    if isinstance(value, Evidence):
        return [part for part in (value.file or value.document, value.note, value.sha256[:12]) if part]
    return _other(value)


def _spaced(*parts: object) -> object:
    """What is not empty, with blanks between."""
    first, *rest = [part for part in parts if part] or [""]
    return text("{first} {rest}", first=first, rest=_spaced(*rest)) if rest else first


def _approved(name: str) -> object:
    return text("(approved by {who})", who=name) if name else ""


def _other(value: object) -> object:
    if isinstance(value, LongTerm):
        return [value.reason, value.goal, value.review_on or "—"]
    if isinstance(value, Outcomes):
        return [f"{label} {count}" for label, count in (("rules_made", value.rules_made), ("money_recovered", value.money_recovered))] + [
            f"{kind} {count}" for kind, count in value.people.items()
        ]
    if isinstance(value, Withheld):
        return [part for part in (value.reason, value.approved_by) if part]
    if isinstance(value, OnSite):
        return text("{starts} to {ends}", starts=value.starts, ends=value.ends or "—")
    if isinstance(value, Deadlines):
        return told(value.feedback_report)
    if isinstance(value, Limit):
        spans = [f"{n} {unit}" for n, unit in ((value.months, "months"), (value.days, "days")) if n is not None]
        return [*spans, *filter(None, (value.basis,))]
    if isinstance(value, Unit):
        return f"{value.code} {value.name}"
    if isinstance(value, Person):
        until = text("until {day}", day=value.until) if value.until else ""
        return [part for part in (value.name, value.role, value.unit, until) if part]
    if isinstance(value, (tuple, list)):
        return [told(item) for item in value] or "—"
    if value is None or value == "":
        return "—"
    return value if isinstance(value, (str, int, date)) or hasattr(value, "value") else str(value)
