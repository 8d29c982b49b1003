"""Two versions of records -> what changed, one `Difference` a change, each with its verdict. `diff`, `check --since` and `edit` use it."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspect_cli.domain.compare.amendment import Amendment, new_changes
from inspect_cli.domain.compare.comparison import Comparison, explains
from inspect_cli.domain.compare.pairing import Candidate
from inspect_cli.domain.finding import Fault, Regression
from inspect_cli.domain.record.declaration import Way, ways
from inspect_cli.domain.record.issue import ANSWERS, Entry, Evidence, Extension, Issue, Measure, Waiver
from inspect_cli.domain.record.round import Round, RoundChange
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.rules import all_rules, family
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import Level, State, Verdict
from inspect_cli.yamlsplice.change import Route

Explanation = Entry | Extension | Waiver | RoundChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change. `kind` is the field (`record` for a whole one, `suggestion` for a likeness); `rule` stands only at a regression."""

    ref: str
    """`ROUND/ID`, as the later version has it."""
    uid: str = ""
    title: str = ""
    kind: str
    verdict: Verdict = Verdict.NEUTRAL
    before: object = None
    after: object = None
    rule: str | None = None
    message: Text = NOTHING
    fix: Text = NOTHING
    fault: Fault | None = None
    """Where a regression stands in the later version."""
    explained_by: Explanation | None = None
    part: str = ""
    candidates: tuple[Candidate, ...] = ()
    """Of a record that is gone, or was not taken over: those that read like it, which is a hint and no more."""

    @property
    def is_unexplained(self) -> bool:
        """A change for the worse that no entry of the record explains."""
        return self.verdict is Verdict.REGRESSION and self.explained_by is None

    @property
    def is_unsaid(self) -> bool:
        """No change for the worse, but one that no entry of the record tells of."""
        return self.rule is not None and self.verdict is not Verdict.REGRESSION and self.explained_by is None

    @property
    def identity(self) -> tuple[str, str | None, str, str, str]:
        """The same for the same change, wherever it was made; what only reads alike is no part of it."""
        said = self.before if self.after is None or self.candidates else self.after
        return self.uid or self.ref, self.rule, self.kind, self.part, repr(said)

    @property
    def hints(self) -> list[Text]:
        """What the record may be now, in words."""
        return [text("perhaps {issue} now, {percent} % alike", issue=one.ref, percent=one.percent) for one in self.candidates]

    def perhaps(self, candidates: Sequence[Candidate]) -> Difference:
        """The same with what it may be now, which is also said."""
        if not candidates:
            return self
        one = replace(self, candidates=tuple(candidates), after=candidates[0].ref)
        return replace(one, message=text("{message}; {hints}", message=one.message, hints=one.hints)) if one.rule else one

    def judged(self, rule: Rule, fault: Fault | None = None) -> Difference:
        """The same as a change for the worse that the rule names, in its own words where no fault has better ones."""
        message, fix = (fault.message, fault.fix) if fault else (rule.title, NOTHING)
        verdict = Verdict.REGRESSION if rule.level is Level.ERROR else self.verdict
        return replace(self, verdict=verdict, rule=rule.code, message=message, fix=fix if fix.english else rule.fix, fault=fault)


def difference(issue: Issue, round_id: str, kind: str, before: object = None, after: object = None, part: str = "") -> Difference:
    """One change of an issue that stands in this round."""
    ref = f"{round_id}/{issue.id}"
    return Difference(ref=ref, uid=issue.uid, title=issue.title, kind=kind, before=before, after=after, part=part)


def regressed(issue: Issue, round_id: str, rule: Rule, found: Regression) -> Difference:
    """The change of the issue to which the rule objects."""
    one = difference(issue, round_id, found.changed, found.before, found.after, found.part).judged(rule, found)
    return replace(one, explained_by=_at(issue, found.explained_by))


def regressions(c: Comparison) -> Iterator[tuple[Rule, Regression]]:
    """Every change for the worse, with the rule that names it; `explained_by` where an entry or a waiver of the record explains it.

    A record of another uid is another one, whose waivers excuse nothing here.
    """
    own = c.after.waivers if c.after.uid == c.before.uid else ()
    fresh = [(index, waiver) for index, waiver in enumerate(own) if waiver not in c.before.waivers]
    named: set[tuple[str, str]] = set()
    for rule in family("DIF").values():
        for found in rule.pair(c) if rule.pair else ():
            if rule.level is Level.ERROR:
                named |= {(found.changed, found.part)} if found.explained_by is None else set()
            elif (found.changed, found.part) in named:
                continue  # it is named already, for what is worse about it
            waived = next((index for index, waiver in fresh if rule.waivable and explains(waiver, rule.code, found, c.keyed)), None)
            if found.explained_by is not None:
                yield rule, found
            elif waived is not None:
                yield rule, replace(found, explained_by=("waivers", waived))
            else:
                yield rule, _chosen(rule, found, c) if c.others else found


def _chosen(rule: Rule, found: Regression, c: Comparison) -> Regression:
    """In a merge, what the result has as another parent has it is a choice between the two, which an entry of the merge explains.

    A parent that only lags behind (it did nothing of its own) leaves no choice; neither does another issue.
    """
    own = (one for one in c.others if one.uid == c.before.uid == c.after.uid)
    for other in (one for one in own if any(entry not in c.before.history for entry in one.history)):
        there = Comparison(other, c.after, others=(c.before,), renamed=c.renamed, files=c.files)
        if rule.pair and not any(one.identity == found.identity for one in rule.pair(there)):
            return replace(found, explained_by=c.choice, fix=_SAY_SO, is_choice=True)
    return found


_SAY_SO = text(
    "if this side is to hold, say so at the end of the history: {entry}",
    entry="- {at: YYYY-MM-DDThh:mm:ss+08:00, by: …, did: merge, note: …}",
)


def differences(c: Comparison, judged: bool = True) -> list[Difference]:
    """Everything that differs between the two versions of one issue: what is worse first, then field by field.

    `judged` is off where the two are not versions of one record but an issue and its successor: then no rule applies.
    """
    if not judged:
        return list(_changed(c))
    worse = [regressed(c.after, c.after_round, rule, found) for rule, found in regressions(c)]
    covered = {(one.kind, one.part, repr(one.before), repr(one.after)) for one in worse}
    return worse + [one for one in _changed(c) if (one.kind, one.part, repr(one.before), repr(one.after)) not in covered]


def appeared(issue: Issue, round_id: str) -> Difference:
    """A record that only the later version has."""
    return difference(issue, round_id, "record", after=issue.title)


def softened_at_birth(source: Issue, twin: Issue, round_id: str, crews: Sequence[Round] = ()) -> list[Difference]:
    """What a feedback item that only the later version has says less than the item that it was carried from."""
    from inspect_cli.domain.compare.birth import softened  # where an item of feedback appears

    rule = family("REP")["REP03"]
    waived = next((("waivers", index) for index, waiver in enumerate(twin.waivers) if waiver.rule == rule.code), None)
    return [regressed(twin, round_id, rule, replace(found, explained_by=waived)) for found in softened(source, twin, crews)]


def gone(issue: Issue, round_id: str, later_round: str = "") -> list[Difference]:
    """A record that only the earlier version has; or an unfinished one that the later round did not take over."""
    return [
        regressed(issue, round_id, rule, found) for rule in family("DIF").values() if rule.gone for found in rule.gone(issue, later_round)
    ]


def gone_unread(ref: str) -> Difference:
    """A record that only the earlier version has, and that could not be read there either."""
    return Difference(ref=ref, kind="record").judged(family("DIF")["DIF01"])


def issued_changed(round_id: str, file: str, gone: bool) -> Difference:
    """An issued report, or what it told, is another one between two versions: nothing can explain that."""
    name = file.rsplit("/", 1)[-1]
    one = Difference(ref=round_id, title=file, kind="report", part=file, before=name, after=None if gone else name)
    return one.judged(all_rules()["PUB02"])


def round_differences(before: Round | None, after: Round | None, round_id: str, found: Sequence[Amendment]) -> list[Difference]:
    """What changed in a round's own file (`found`: what it says otherwise), or that it is gone, which only an empty round may be."""
    rule = family("DIF")["DIF12"]
    if before is None or after is None:
        went = [Difference(ref=round_id, title=before.title, kind="record", before=before.title)] if before else []
        return [one.judged(rule, Fault((), text("the round's own file is gone"), _BACK)) for one in went]
    head = Difference(ref=round_id, title=after.title, kind="format", before=before.format, after=after.format)
    lowered = Fault(("format",), text("the format was {before}", before=before.format), _BACK)
    worse = [] if after.format == before.format else [head.judged(rule, lowered) if (after.format or 1) < (before.format or 1) else head]
    for lost in new_changes(after, before):
        gone = Fault(("changes",), text("an entry of the round's changes is gone, or says something else"), _BACK)
        worse.append(replace(head, kind="changes", before=lost, after=None).judged(rule, gone))
    said = [replace(head, kind="changes", before=None, after=one) for one in new_changes(before, after)]
    return [*worse, *(_amended(one, head, rule) for one in found), *said]


_BACK = text("put it back as it was")
_SAY_WHY = text(
    "{leaves}inspect edit {round} --reason … --approved-by …; where it is committed already, add to the changes of its round.yaml: "
    "- {{field: {field}, was: {was}, now: {now}, reason: …, by: …, at: …, approved_by: …}}"
)


def _amended(one: Amendment, head: Difference, rule: Rule) -> Difference:
    """A piece of the round that says something else."""
    (kind, _, part), change = one.changed.field.partition("."), one.changed
    found = replace(head, kind=kind, part=part, before=one.before or None, after=one.after or None)
    if one.is_free:
        return found
    was, now = change.was or "—", change.now or "—"
    said = text("{field} went from {was} to {now}, and nobody who may approve that says why", field=change.field, was=was, now=now)
    entry = _SAY_WHY.about(
        leaves=text("whoever leaves stays on the list, with until: DATE; otherwise ") if kind == "people" and not change.now else NOTHING,
        round=head.ref,
        **{name: json.dumps(getattr(change, name), ensure_ascii=False) for name in ("field", "was", "now")},
    )
    route = (kind, part) if kind in ("on_site", "deadlines") else (kind,)
    return replace(found.judged(rule, Fault(route, said, entry)), explained_by=one.said)


def _at(issue: Issue, route: Route | None) -> Explanation | None:
    if route is None:
        return None
    entries: Sequence[Explanation] = getattr(issue, str(route[0]))
    return entries[int(route[1])]


def _changed(c: Comparison) -> Iterator[Difference]:
    """Field by field; lists entry by entry."""
    for field in dataclasses.fields(Issue):
        before, after = getattr(c.before, field.name), getattr(c.after, field.name)
        if before == after:
            continue
        for old, new, part in _parts(field.name, before, after):
            verdict = Verdict.PROGRESS if _is_progress(field.name, old, new) else Verdict.NEUTRAL
            yield replace(difference(c.after, c.after_round, field.name, old, new, part), verdict=verdict)


_WAYS = ways(Issue)


def _parts(name: str, before: object, after: object) -> Iterator[tuple[object, object, str]]:
    """What changed in a field: the value itself, or the entries of a list that came, went or changed, by their id where they have one."""
    if _WAYS[name] is Way.PARTS and isinstance(before, tuple) and isinstance(after, tuple):
        old, new = ({piece.id: piece for piece in pieces} for pieces in (before, after))
        for part in dict.fromkeys([*old, *new]):
            if old.get(part) != new.get(part):
                yield old.get(part), new.get(part), part
    elif _WAYS[name] is Way.GROWING and isinstance(before, tuple) and isinstance(after, tuple):
        was, now = Counter(before), Counter(after)
        yield from ((entry, None, "") for entry in (was - now).elements())
        yield from ((None, entry, "") for entry in (now - was).elements())
    else:
        yield before, after, ""


def _is_progress(name: str, old: object, new: object) -> bool:
    """It brings the issue nearer to its end: a step forward, a measure done, a proof, an answer."""
    if isinstance(old, State) and isinstance(new, State):
        return new.rank > old.rank
    if isinstance(new, Measure):
        return new.done_on is not None and not (isinstance(old, Measure) and old.done_on)
    if isinstance(new, Entry):
        return new.did in ANSWERS
    return (isinstance(new, Evidence) and old is None) or (name == "sustained" and new is True)
