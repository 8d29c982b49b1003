"""Any two short acts aimed at one record, on two sides: joined and then clean for `check` and `check --since`, nothing lost; or a conflict that says so."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from desk import Desk, add_issue, open_round
from twosides import FourCommits, Tree, joined, record_in, tree_of

from inspect_cli.actions import editing, righting
from inspect_cli.actions.archive import Archive
from inspect_cli.actions.since import _steps
from inspect_cli.actions.walk import Walk
from inspect_cli.cli.argv.app import main
from inspect_cli.cli.argv.session import Session
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.record.links import face_of
from inspect_cli.store.addresses import issue_place
from inspect_cli.store.workspace import Workspace

UNIT, TEAM, OTHER = "城管局整改办", "巡察二组联络员", "市委巡察办督查科"
ZONE = timezone(timedelta(hours=8))
BEGIN = datetime(2020, 10, 28, 9, tzinfo=ZONE)

Step = tuple[str, ...]
"""One command; NAME is the record, TWIN the item that it was carried into, TAG another word on each side, and FREE a number nobody has."""

START: Step = (
    "start",
    "NAME",
    "--leader",
    "分管副局长",
    "--department",
    "环卫科",
    "--due",
    "2020-11-20",
    "--measure",
    "增配车辆",
    "--measure",
    "夜间巡查",
    "--by",
    UNIT,
)
DONE: Step = ("measure", "done", "NAME", "m1", "m2", "--by", UNIT)
DOCUMENT: Step = ("evidence", "add", "NAME", "--document", "照片1", "--by", UNIT)
FILE: Step = ("evidence", "add", "NAME", "proof.txt", "--by", UNIT)
FINISH: Step = ("finish", "NAME", "--note", "结果TAG", "--by", UNIT)
RETURN: Step = ("return", "NAME", "--reason", "不实TAG", "--by", TEAM)
CLOSE: Step = ("close", "NAME", "--by", TEAM)
REOPEN: Step = ("reopen", "NAME", "--reason", "反弹TAG", "--by", TEAM)
CARRY: Step = ("carry", "NAME", "--by", TEAM)
NEARLY: Step = ("nearly", "NAME", "--note", "还差TAG", "--by", UNIT)
VOID: Step = ("void", "NAME", "--reason", "误录TAG", "--approved-by", OTHER, "--by", TEAM)
M2_DROPPED: Step = ("measure", "drop", "NAME", "m2", "--reason", "并入m1", "--by", UNIT)
E1_DROPPED: Step = ("evidence", "drop", "NAME", "e1", "--reason", "误加TAG", "--by", UNIT)
PROGRESS: Step = ("progress", "NAME", "--note", "进展TAG", "--by", UNIT)
RENUMBER: Step = ("renumber", "NAME", "--to", "FREE", "--by", TEAM)
RENUMBER_TWIN: Step = ("renumber", "TWIN", "--by", TEAM)
EXTEND: Step = ("extend", "NAME", "--to", "2020-12-1TAG", "--reason", "延期TAG", "--approved-by", OTHER, "--by", UNIT)
HAND_OVER: Step = ("hand-over", "NAME", "--leader", "副局长TAG", "--note", "调整TAG", "--by", UNIT)


def CORRECT(*words: str) -> Step:
    """A correction of what both sides began with."""
    return ("correct", "NAME", *words, "--reason", "笔误TAG", "--approved-by", OTHER, "--by", UNIT)


PLANNED = (START, DONE, DOCUMENT, FILE)
STAGES: dict[str, tuple[Step, ...]] = {
    "registered": (),
    "in progress": PLANNED,
    "nearly": (*PLANNED, NEARLY),
    "done": (*PLANNED, FINISH),
    "returned": (*PLANNED, FINISH, RETURN),
    "closed": (*PLANNED, FINISH, CLOSE),
    "carried": (*PLANNED, CARRY),
}
CHANNELS = {"during": "CG-D001", "immediate": "CG-I001", "feedback": "CG-F001"}

ACTS: dict[str, tuple[Step, ...]] = {
    "start": (("start", "NAME", "--leader", "甲TAG", "--department", "乙", "--due", "2020-11-20", "--measure", "措施TAG", "--by", UNIT),),
    "progress": (PROGRESS,),
    "progress twice": (PROGRESS, PROGRESS),
    "nearly": (NEARLY,),
    "finish": (FINISH,),
    "finish with all": (("finish", "NAME", "--measures-done", "--document", "文件TAG号", "--note", "结果TAG", "--by", UNIT),),
    "drop, finish": (M2_DROPPED, FINISH),
    "finish, close": (FINISH, CLOSE),
    "finish, return": (FINISH, RETURN),
    "return": (RETURN,),
    "return, drop, finish": (RETURN, M2_DROPPED, FINISH),
    "close": (CLOSE,),
    "close, reopen": (CLOSE, REOPEN),
    "reopen": (REOPEN,),
    "reopen, drop": (REOPEN, E1_DROPPED),
    "carry": (CARRY,),
    "carry, renumber the twin": (CARRY, RENUMBER_TWIN),
    "carry, renumber": (CARRY, RENUMBER),
    "void": (VOID,),
    "extend": (EXTEND,),
    "extend, finish": (EXTEND, FINISH),
    "measure add": (("measure", "add", "NAME", "--text", "措施TAG", "--by", UNIT),),
    "measure done": (("measure", "done", "NAME", "m1", "--by", UNIT),),
    "measure drop": (M2_DROPPED,),
    "document add": (("evidence", "add", "NAME", "--document", "文件TAG号", "--by", UNIT),),
    "file add": (("evidence", "add", "NAME", "TAG.txt", "--by", UNIT),),
    "evidence drop": (E1_DROPPED,),
    "evidence drop, add": (E1_DROPPED, ("evidence", "add", "NAME", "--document", "文件TAG号", "--by", UNIT)),
    "severity": (("reclassify", "NAME", "--severity", "minor", "--reason", "核实TAG", "--approved-by", OTHER, "--by", UNIT),),
    "nature": (("reclassify", "NAME", "--nature", "conduct", "--reason", "核实TAG", "--approved-by", OTHER, "--by", UNIT),),
    "leader": (HAND_OVER,),
    "leader twice": (HAND_OVER, ("hand-over", "NAME", "--leader", "分管副局长", "--note", "复职TAG", "--by", UNIT)),
    "handler": (("hand-over", "NAME", "--handler", "经办TAG", "--note", "调整TAG", "--by", UNIT),),
    "sustain": (("sustain", "NAME", "--by", UNIT),),
    "long-term": (("long-term", "NAME", "--reason", "规划TAG", "--goal", "目标TAG", "--review-on", "2021-06-01", "--by", UNIT),),
    "renumber": (RENUMBER,),
    "renumber twice": (RENUMBER, ("renumber", "NAME", "--by", TEAM)),
    "renumber the twin": (RENUMBER_TWIN,),
    "recurs": (("add", "--unit", "TY", "--channel", "immediate", "--title", "新TAG", "--text", "新问题TAG", "--found-on", "2020-10-30", "--recurs", "NAME", "--by", UNIT),),
    "similar": (("edit", "NAME", "similar: [TY-I001]"),),
    "named as similar": (("edit", "TY-I001", "similar: [NAME]"),),
    "key post": (("edit", "NAME", "post: 岗位TAG"),),
    "correct title": (CORRECT("--title", "另一标题TAG"),),
    "correct title twice": (CORRECT("--title", "另一标题TAG"), CORRECT("--title", "又一标题TAG")),
    "correct due": (CORRECT("--due", "2020-11-18"),),
    "correct due later": (CORRECT("--due", "2020-12-1TAG"),),
    "correct leader": (CORRECT("--leader", "副局长TAG"),),
    "correct leader, hand over": (CORRECT("--leader", "副局长TAG"), HAND_OVER),
    "correct found": (CORRECT("--found-on", "2020-10-2TAG"),),
    "correct unit": (CORRECT("--unit", "TY"),),
    "correct channel": (CORRECT("--channel", "immediate"),),
    "correct m2": (CORRECT("m2", "--text", "巡查TAG"),),
    "correct e1": (CORRECT("e1", "--note", "照片TAG"),),
    "correct document": (CORRECT("e1", "--document", "照片1TAG"),),
    "correct note": (CORRECT("register", "--note", "转来TAG"),),
    "waiver": (("edit", "NAME", "waivers: [{rule: DUE02, reason: 同一进度TAG, by: 巡察二组联络员, on: 2020-11-01}]"),),
}  # fmt: skip


FEW = (
    "progress", "finish", "drop, finish", "return", "return, drop, finish", "close", "reopen, drop", "carry", "void", "extend",
    "measure add", "measure drop", "file add", "evidence drop", "severity", "leader", "renumber", "renumber the twin", "recurs", "waiver",
    "correct title", "correct due", "correct due later", "correct leader, hand over", "correct unit", "correct m2",
)  # fmt: skip
"""Those that are most at odds; all acts make 12,000 pairs."""


class Clock:
    """The moment of the next command: what `Session.now` says in these tests."""

    now = BEGIN
    base: dict[str, Issue] = {}  # noqa: RUF012  (what is saved: the record as both sides began with it)


class SavedBase:
    """What is saved while both sides work: what they began with."""

    def __init__(self, workspace: Workspace) -> None:
        del workspace

    def is_saved(self, issue: Issue, round_id: str) -> bool:
        return issue.uid in Clock.base

    def issues(self, uid: str, file: str = "") -> list[Issue]:
        return [Clock.base[uid]] if uid in Clock.base else []

    def entry(self, issue: Issue, entry: Entry) -> bool:
        return issue.uid in Clock.base and entry in Clock.base[issue.uid].history


class Version(NamedTuple):
    """A tree, and its records by their uid, each with the file."""

    tree: Tree
    issues: dict[str, tuple[str, Issue]]

    @classmethod
    def of(cls, tree: Tree) -> Version:
        read = {path: record_in(raw) for path, raw in tree.items() if issue_place(path)}
        return cls(tree, {issue.uid: (path, issue) for path, issue in read.items()})

    def links(self, uid: str) -> set[tuple[str, str]]:
        """Where the record points: the field, and the uid of what stands there."""
        names = {"/".join(issue_place(path) or ()): other for other, (path, _) in self.issues.items()}
        face = face_of(self.issues[uid][1], "2020-r2")
        return {(str(route[0]), names.get(face.full_ref(name), f"nowhere: {name}")) for route, name in face.links()}


class Bench:
    """A folder that is as the last tree says, and commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lies = tree_of(root)

    def lay(self, tree: Tree) -> None:
        """The folder as the tree says."""
        for path in self._lies.keys() - tree.keys():
            (self.root / path).unlink()
        for path, raw in tree.items():
            if self._lies.get(path) != raw:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(raw)
        self._lies = dict(tree)

    def lies(self) -> Version:
        """What lies there now."""
        self._lies = tree_of(self.root)
        return Version.of(self._lies)

    def run(self, step: Step, at: datetime, issue: Issue, tag: str) -> bool:
        """Gives the command; whether it was taken."""
        twin = issue.carried_to.split("/")[-1]
        if "TWIN" in step and not twin:
            return False
        known = {"NAME": issue.id, "TWIN": twin, "FREE": f"{issue.id[:-3]}9{tag}0", "TAG": tag}
        words = [re.sub("|".join(known), lambda found: known[found[0]], word) for word in step]
        Clock.now = at
        if words[0] == "edit":
            words = ["edit", words[1], "--from", str(self._typed(words[1], words[2])), "--by", UNIT]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
            code = main([*words, "--root", str(self.root), "--today", at.date().isoformat(), "--no-input"])
        assert code in (0, 2, 4, 5), (code, words, said.getvalue())
        return code == 0

    def _typed(self, name: str, line: str) -> Path:
        """The record with another line for a key, as somebody types it."""
        text = (self.root / "rounds/2020-r2/issues" / f"{name}.yaml").read_text(encoding="utf-8")
        lines = [one for one in text.splitlines(keepends=True) if not one.startswith(line.split(":")[0] + ":")]
        new = self.root / "typed.yaml"
        new.write_text("".join(f"{line}\n{one}" if one.startswith("state:") else one for one in lines), encoding="utf-8")
        return new

    def findings(self, tree: Tree) -> Counter[tuple[str, str]]:
        """What `check` finds, by rule and uid of the record."""
        self.lay(tree)
        uids = {path: uid for uid, (path, _) in Version.of(tree).issues.items()}
        found = Archive(Workspace(self.root), indexed=False).findings((), date(2020, 11, 12))
        return Counter((one.rule, uids.get(one.file, one.file)) for one in found)


class Side(NamedTuple):
    """One branch: what was done there, what came of it, and what `check` says of that."""

    act: str
    version: Version
    findings: Counter[tuple[str, str]]


def branch(bench: Bench, base: Tree, act: str, uid: str, tag: str, start: datetime) -> Side | None:
    """What the act makes of the record; None where a step of it is refused."""
    bench.lay(base)
    Clock.base = {one: issue for one, (_, issue) in bench.lies().issues.items()}
    for number, step in enumerate(ACTS[act]):
        if not bench.run(step, start + timedelta(hours=number), bench.lies().issues[uid][1], tag):
            bench.lies()
            return None
    version = bench.lies()
    return Side(act, version, bench.findings(version.tree))


# -- the law -----------------------------------------------------------------------------------------------------------


def judged(bench: Bench, base: Version, ours: Side, theirs: Side) -> str:
    """What came of the two: `joined`, `conflict`, or `refused` by the hook, which names a link; fails where it is a third thing."""
    tree = joined(base.tree, ours.version.tree, theirs.version.tree)
    if tree is None:
        return "conflict"
    repository = FourCommits(bench.root, base.tree, ours.version.tree, theirs.version.tree, tree)
    walk = Walk(repository, squash=False, revision="HEAD")
    walk.through(list(_steps(repository, repository.line)))
    named = [one.rule for one in walk.findings()]
    links, lost = [], []
    for what in _lost(base, (ours.version, theirs.version), Version.of(tree)):
        (links if what.startswith("link") else lost).append(what)
    new = [rule for rule, _ in bench.findings(tree) - (ours.findings | theirs.findings)]
    assert not lost, lost
    if links:
        assert set(named) == {"REP01"} <= set(new) <= {"REP01", "REP02"}, (links, named, new)
        return "refused"
    assert not named and not new, (named, new)
    return "joined"


def _lost(base: Version, sides: tuple[Version, Version], one: Version) -> Iterator[str]:
    """What one side changed and the result does not say."""
    for uid in {**sides[0].issues, **sides[1].issues}:
        if uid not in one.issues:
            yield f"gone: {uid}"
            continue
        result, before = one.issues[uid][1], base.issues[uid][1] if uid in base.issues else None
        held = [side.issues[uid][1] for side in sides if uid in side.issues]
        yield from (f"entry: {entry}" for side in held for entry in (Counter(side.history) - Counter(result.history)).elements())
        for name in (field.name for field in fields(Issue) if field.name not in LINKS):
            changed = [getattr(side, name) for side in held if before is None or getattr(side, name) != getattr(before, name)]
            if len(changed) == 1 and getattr(result, name) != changed[0]:
                yield f"{name}: {getattr(result, name)} instead of {changed[0]}"
        was, links = base.links(uid) if before else set(), [side.links(uid) for side in sides if uid in side.issues]
        wanted = {link for side in links for link in side if link not in was or all(link in other for other in links)}
        if one.links(uid) != wanted:
            yield f"links: {one.links(uid)} instead of {wanted}"


LINKS = ("similar", "recurs", "carried_to", "carried_from")


def build(desk: Desk, channel: str, stage: str) -> tuple[Bench, Version, str]:
    """The record in its state, beside a neighbour that names it; and its uid."""
    Clock.now = BEGIN
    open_round(desk)
    add_issue(desk, channel, "CG", "--severity", "serious", "--by", UNIT)
    add_issue(desk, "immediate", "TY", "--recurs", CHANNELS[channel], "--by", UNIT)
    bench = Bench(desk.root)
    uid = next(issue.uid for _, issue in bench.lies().issues.values() if issue.id == CHANNELS[channel])
    for number, step in enumerate(STAGES[stage]):
        assert bench.run(step, BEGIN + timedelta(days=1, hours=number), bench.lies().issues[uid][1], "9"), step
    return bench, bench.lies(), uid


def pairs(desk: Desk, channel: str, stage: str, acts: Sequence[str]) -> Counter[str]:
    """Every ordered pair of the acts that are legal here, and how they went."""
    bench, base, uid = build(desk, channel, stage)
    early, late = (
        [side for act in acts if (side := branch(bench, base.tree, act, uid, tag, datetime(2020, 11, day, 9, tzinfo=ZONE)))]
        for tag, day in (("0", 3), ("1", 4))
    )
    figures: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for ours, theirs in product(early, late):
        try:
            figures[judged(bench, base, ours, theirs)] += 1
        except AssertionError as error:
            wrong.setdefault(str(error).splitlines()[0], []).append(f"{ours.act} × {theirs.act}")
    print(f"{channel}, {stage}: {figures.total()} pairs, {dict(figures)}")
    assert not wrong, "\n".join(f"{said}\n    {len(where)}: {where[:8]}" for said, where in wrong.items())
    return figures


@pytest.fixture
def clocked(desk, composed_once, monkeypatch):
    """A desk at which the tests say what time it is, with files to prove something."""
    monkeypatch.setattr(Session, "now", property(lambda session: Clock.now))
    for module in (righting, editing):
        monkeypatch.setattr(module, "saved_in", SavedBase)
    Clock.base = {}
    for name in ("proof.txt", "0.txt", "1.txt"):
        (desk.root / name).write_text(name, encoding="utf-8")
    return desk


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_two_acts_on_one_record_are_joined_rightly_or_left_to_a_person(clocked, stage):
    figures = pairs(clocked, "during", stage, FEW)
    assert figures["joined"] and figures["conflict"] and figures.total() >= 25


@pytest.mark.long
@pytest.mark.parametrize(("channel", "stage"), [pair for pair in product(CHANNELS, STAGES) if pair[1] != "carried" or pair[0] == "during"])
def test_all_pairs_of_acts_on_one_record(clocked, channel, stage):
    pairs(clocked, channel, stage, list(ACTS))
