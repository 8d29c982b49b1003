"""Two branches of real commands, joined by real git merges: loud, or what the same commands give one after the other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from desk import Desk, Said, add_issue, open_round
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from inspect_cli.cli.argv.app import main
from inspect_cli.cli.argv.session import Session
from inspect_cli.domain.record.deeds import Became, parts_that
from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.reading import read_issue

pytestmark = pytest.mark.slow

UNIT, TEAM, OTHER = "城管局整改办", "巡察二组联络员", "市委巡察办督查科"
ZONE = timezone(timedelta(hours=8))
DRIVER = f'"{sys.executable}" -m inspect_cli merge-file %O %A %B --path %P --marker-size %L'
ATTRIBUTES = "rounds/*/issues/*.yaml merge=inspect\n"


class Clock:
    """The moment of the next command: what `Session.now` says in these tests."""

    now = datetime(2020, 10, 28, 9, tzinfo=ZONE)


class Step(NamedTuple):
    """One command of a branch, and when it was given."""

    at: datetime
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {' '.join(self.words)}"


# -- what can be done --------------------------------------------------------------------------------------------------
# each makes the words of a command; `tag` is another one for every command of a pair, `issue` the record as it is now


def _start(name: str, issue: Issue, tag: str) -> list[str]:
    plan = [("--leader", "分管副局长", issue.leader), ("--department", "环卫科", issue.department), ("--due", "2020-11-20", issue.due)]
    return ["start", name, *(word for flag, value, there in plan if not there for word in (flag, value)), "--by", UNIT]


def _extend(name: str, issue: Issue, tag: str) -> list[str]:
    to = (issue.due or date(2020, 11, 20)) + timedelta(days=1 + int(tag[1:]))
    return ["extend", name, "--to", to.isoformat(), "--reason", f"延期{tag}", "--approved-by", OTHER, "--by", UNIT]


def _drop(kind: str, name: str, parts: tuple, tag: str) -> list[str]:
    return [kind, "drop", name, parts[-1].id if parts else "x1", "--reason", f"撤{tag}", "--by", UNIT]


def _done(name: str, issue: Issue, tag: str) -> list[str]:
    undone = [measure.id for measure in issue.measures if measure.done_on is None]
    return ["measure", "done", name, (undone or ["m1"])[0], "--by", UNIT]


def _reclassify(field: str, values: tuple[str, ...], name: str, issue: Issue, tag: str) -> list[str]:
    new = next(value for value in values[int(tag[1:]) % 2 :] if value != getattr(issue, field))
    return ["reclassify", name, f"--{field}", new, "--reason", f"核实{tag}", "--approved-by", OTHER, "--by", UNIT]


COMMANDS = {
    "start": _start,
    "start with a measure": lambda n, i, t: [*_start(n, i, t), "--measure", f"措施{t}"],
    "progress": lambda n, i, t: ["progress", n, "--note", f"进展{t}", "--by", UNIT],
    "nearly": lambda n, i, t: ["nearly", n, "--note", f"还差{t}", "--by", UNIT],
    "finish": lambda n, i, t: ["finish", n, "--measures-done", "--document", f"文件{t}号", "--note", f"结果{t}", "--by", UNIT],
    "finish plainly": lambda n, i, t: ["finish", n, "--note", f"结果{t}", "--by", UNIT],
    "return": lambda n, i, t: ["return", n, "--reason", f"不实{t}", "--by", TEAM],
    "close": lambda n, i, t: ["close", n, "--by", TEAM],
    "reopen": lambda n, i, t: ["reopen", n, "--reason", f"反弹{t}", "--by", TEAM],
    "carry": lambda n, i, t: ["carry", n, "--by", TEAM],
    "void": lambda n, i, t: ["void", n, "--reason", f"误录{t}", "--approved-by", OTHER, "--by", TEAM],
    "extend": _extend,
    "measure add": lambda n, i, t: ["measure", "add", n, "--text", f"措施{t}", "--by", UNIT],
    "measure done": _done,
    "measure drop": lambda n, i, t: _drop("measure", n, i.measures, t),
    "evidence add": lambda n, i, t: ["evidence", "add", n, "--document", f"文件{t}号", "--note", f"说明{t}", "--by", UNIT],
    "evidence drop": lambda n, i, t: _drop("evidence", n, i.evidence, t),
    "severity": lambda n, i, t: _reclassify("severity", ("serious", "minor", "moderate", "serious"), n, i, t),
    "nature": lambda n, i, t: _reclassify("nature", ("conduct", "corruption", "responsibility", "conduct"), n, i, t),
    "hand over the leader": lambda n, i, t: ["hand-over", n, "--leader", f"副局长{t}", "--note", f"调整{t}", "--by", UNIT],
    "hand over the handler": lambda n, i, t: ["hand-over", n, "--handler", f"经办{t}", "--note", f"调整{t}", "--by", UNIT],
    "sustain": lambda n, i, t: ["sustain", n, "--by", UNIT],
    "long-term": lambda n, i, t: ["long-term", n, "--reason", f"规划{t}", "--goal", f"目标{t}", "--review-on", "2021-06-01", "--by", UNIT],
    "edit the title": lambda n, i, t: ["edit", n, f"题目{t}", "--by", UNIT],
    "add": lambda n, i, t: ["add", "--unit", "TY", "--channel", "immediate", "--title", f"新{t}", "--text", f"新问题{t}", "--found-on", "2020-10-30", "--by", UNIT],
}  # fmt: skip

NAMES = ("CG-D001", "TY-I001")
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆", "--measure", "夜间巡查")
WAY = {  # from registered to each stage
    "registered": [],
    "in_progress": [("start", *PLAN)],
    "with evidence": [("start", *PLAN), ("evidence add", "--document", "照片1"), ("measure done", "m1")],
    "basically_done": [("start", *PLAN), ("measure done", "m1"), ("nearly", "--note", "还差一条")],
    "done": [("start", *PLAN), ("finish", "--measures-done", "--document", "照片2", "--note", "两清")],
    "closed": [("start", *PLAN), ("finish", "--measures-done", "--document", "照片3", "--note", "两清"), ("close", "--by", TEAM)],
}
BASES = [
    ("in_progress", "registered"),
    ("with evidence", "closed"),
    ("basically_done", "done"),
    ("done", "in_progress"),
    ("registered", "with evidence"),
]


def build(desk: Desk, stages: tuple[str, str]) -> None:
    """The base: two issues in a round, each brought to its stage by the real commands, and committed."""
    Clock.now = datetime(2020, 10, 28, 9, tzinfo=ZONE)
    open_round(desk)
    add_issue(desk, "during", "CG")
    add_issue(desk, "immediate", "TY")
    for name, stage in zip(NAMES, stages, strict=True):
        for day, (verb, *more) in enumerate(WAY[stage]):
            Clock.now = datetime(2020, 10, 29, 9 + day, tzinfo=ZONE)
            desk.inspect(*verb.split(), name, *more, *(() if "--by" in more else ("--by", UNIT)))
    desk.git("config", "merge.inspect.driver", DRIVER)
    desk.commit("base")


# -- a place to work at ------------------------------------------------------------------------------------------------


class Bench(Desk):
    """A desk that need not be the folder we stand in."""

    def inspect(self, *words: str | Path, code: int = 0) -> Said:
        """Runs the words here."""
        return super().inspect(*words, "--root", self.root, code=code)

    def step(self, step: Step, where: Path | None = None) -> bool:
        """Gives the command; whether it was taken."""
        Clock.now = step.at
        root = where or self.root
        words = list(step.words)
        if words[0] == "edit":
            path = root / "rounds" / "2020-r2" / "issues" / f"{words[1]}.yaml"
            new = root.parent / "typed.yaml"
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            new.write_text("".join(f"title: {words[2]}\n" if line.startswith("title:") else line for line in lines), encoding="utf-8")
            words[2:3] = ["--from", str(new)]
        code = main([*words, "--root", str(root), "--today", step.at.date().isoformat(), "--no-input"])
        self._capsys.readouterr()
        assert code in (0, 2, 4, 5), (str(step), code)
        return code == 0

    def issues(self, where: Path | None = None) -> dict[str, Issue]:
        """Every record; fails where one is none."""
        found = {}
        for path in sorted((where or self.root).glob("rounds/*/issues/*.yaml")):
            read = read_issue(path.read_bytes())
            assert read.record is not None, (path.name, read.complaints, path.read_text(encoding="utf-8"))
            found[path.stem] = read.record
        return found

    def branch(self, name: str, plan: list[tuple], letter: str) -> list[Step]:
        """A branch with the commands of the plan that were taken."""
        self.git("checkout", "-q", "-b", name, "main")
        at, taken = datetime(2020, 11, 3, 8, tzinfo=ZONE), []
        for number, (command, target, hours) in enumerate(plan):
            at += timedelta(hours=hours)
            words = COMMANDS[command](target, self.issues()[target], f"{letter}{number}")
            step = Step(at, tuple(words))
            if self.step(step):
                taken.append(step)
                self.commit(str(step))
        return taken

    def merge(self, into: str, other: str, driver: bool) -> dict[str, Issue] | None:
        """What git makes of the two branches, committed; None for a conflict, which must be loud."""
        self.git("checkout", "-q", "-f", "-B", "try", into)
        (self.root / ".git" / "info").mkdir(exist_ok=True)
        (self.root / ".git" / "info" / "attributes").write_text(ATTRIBUTES if driver else "", encoding="utf-8")
        done = subprocess.run(["git", "merge", "-q", "--no-edit", other], cwd=self.root, capture_output=True, text=True, encoding="utf-8")
        if done.returncode == 0:
            return self.issues()
        assert done.returncode == 1, done
        torn = set(self.git("diff", "--name-only", "--diff-filter=U").split())
        assert torn, done
        for name in torn:
            assert "\n<<<<<<< " in "\n" + (self.root / name).read_text(encoding="utf-8"), (name, done)
        self.git("merge", "--abort")
        return None

    def errors(self) -> Counter:
        """What check calls an error."""
        main(["check", "--json", "--no-index", "--root", str(self.root), "--today", "2020-11-10"])
        findings = json.loads(self._capsys.readouterr().out)["data"]["findings"]
        return Counter((found["rule"], found["issue"]) for found in findings if found["level"] == "error")


# -- the law -----------------------------------------------------------------------------------------------------------


def bare(issues: dict[str, Issue], known: set[str]) -> dict[str, Issue]:
    """The records without what one run and the next never have alike: new uids, and the order of entries of one moment."""
    return {
        name: replace(
            issue,
            uid=issue.uid if name in known else "new",
            history=tuple(sorted(issue.history, key=lambda entry: (entry.at, repr(entry)))),
        )
        for name, issue in issues.items()
    }


def one_after_the_other(bench: Bench, base: Path, a: list[Step], b: list[Step]):
    """What the commands give in the order of their times, and then in the two orders of the branches, where all are taken."""
    alike, rest = list(a), []  # one moment, one person, the same words on both sides: one act
    for step in b:
        if step in alike:
            alike.remove(step)
        else:
            rest.append(step)
    orders = [sorted(both, key=lambda step: step.at) for both in (a + rest, rest + a)] + [a + rest, rest + a]
    for at, order in enumerate(orders):
        if order in orders[:at]:
            continue
        where = bench.root.parent / "serial"
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(base / "rounds", where / "rounds")
        if all(bench.step(step, where) for step in order):
            yield bench.issues(where)


def judge(bench: Bench, base: Path, a: list[Step], b: list[Step], errors: Counter, one: dict[str, Issue]) -> None:
    """A clean merge is right."""
    known = set(NAMES)
    assert any(bare(one, known) == bare(serial, known) for serial in one_after_the_other(bench, base, a, b)), "no order gives this"
    new = bench.errors() - errors
    assert not new, new
    for branch in ("a", "b"):
        bench.git("checkout", "-q", "-f", branch)
        for name, issue in bench.issues().items():
            assert not Counter(issue.history) - Counter(one[name].history), "an entry is lost"
            dropped = parts_that(one[name], Became.GONE)
            for field in ("measures", "evidence"):
                ids = {part.id for part in getattr(issue, field)} - dropped
                assert ids <= {part.id for part in getattr(one[name], field)}, "a part is lost"


def run_pair(bench: Bench, base: Path, plans: tuple, figures: Counter) -> None:
    """One pair: two branches, merged both ways with the driver and both ways without."""
    a, b = bench.branch("a", plans[0], "a"), bench.branch("b", plans[1], "b")
    try:
        errors = Counter()
        for branch in ("a", "b"):
            bench.git("checkout", "-q", "-f", branch)
            errors |= bench.errors()
        there = bench.merge("a", "b", driver=True)
        if there is not None:
            judge(bench, base, a, b, errors, there)
        back = bench.merge("b", "a", driver=True)
        assert (there is None) == (back is None), "one way is clean, the other is not"
        assert there == back, "the two ways differ"
        plain = bench.merge("a", "b", driver=False)
        if plain is not None:
            judge(bench, base, a, b, errors, plain)
    except AssertionError as error:
        said = "\n".join(["", "a:", *map(str, a), "b:", *map(str, b), "", str(error)])
        raise AssertionError(said) from error
    figures["pairs"] += 1
    figures["clean" if there is not None else "conflict"] += 1
    figures["clean for git alone"] += plain is not None
    both = [name for name in NAMES if all(any(name in step.words for step in steps) for steps in (a, b))]
    figures["both on one record"] += bool(both)
    figures["both on one record, clean"] += bool(both and there is not None)


plan = st.lists(
    st.tuples(st.sampled_from(sorted(COMMANDS)), st.sampled_from([NAMES[0], *NAMES]), st.sampled_from([0, 1, 3, 26])),
    min_size=1,
    max_size=4,
)


def run_pairs(desk: Desk, tmp_path: Path, number: int, count: int) -> Counter:
    """So many pairs from the base of this number, and how they went."""
    root = tmp_path / "base"
    base = Bench(root, desk._capsys)
    shutil.copytree(desk.root, root)
    build(base, BASES[number % len(BASES)])
    figures: Counter = Counter()
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]

    @seed(number)
    @settings(max_examples=count, deadline=None, phases=[Phase.generate], database=None, suppress_health_check=checks)
    @given(st.tuples(plan, plan))
    def pair(plans):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(root, copy / "desk")
        run_pair(Bench(copy / "desk", desk._capsys), root, plans, figures)

    pair()
    return figures


@pytest.fixture
def clocked(desk, composed_once, monkeypatch):
    """A desk at which the tests say what time it is."""
    monkeypatch.setattr(Session, "now", property(lambda session: Clock.now))
    return desk


@pytest.mark.parametrize("number", range(5))
def test_two_branches_merge_to_what_their_commands_give_one_after_the_other_or_are_left_to_a_person(clocked, tmp_path, number):
    assert run_pairs(clocked, tmp_path, number, 10)["pairs"] >= 10


@pytest.mark.long
@pytest.mark.parametrize("number", range(100, 140))
def test_a_thousand_pairs(clocked, tmp_path, number):
    print(dict(run_pairs(clocked, tmp_path, number, 25)))
