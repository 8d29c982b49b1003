"""An archive of N issues in twenty rounds, in the real format and under git; the same seed makes the same bytes.

    python tests/bench/corpus.py FOLDER 10000

Records are about 2.1 KB with Chinese text and the fields of the design; three of five that are done have an evidence file, whose
hash stands in the record. `inspect check` finds nothing but what the calendar makes late. In git, one commit.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

SEED = 20201019
ROUNDS = 20
TODAY = date(2021, 3, 1)
"""The day to ask on: the newest round is on site."""

_UNITS = ("CG", "TY", "JT", "SW", "WJ", "NY", "ZJ", "MZ", "SJ", "FG")
_NAMES = (
    "城市管理局",
    "退役军人事务局",
    "交通运输局",
    "水务局",
    "卫生健康局",
    "农业农村局",
    "住房建设局",
    "民政局",
    "审计局",
    "发展改革局",
)
_ASPECTS = ("贯彻落实上级决策部署不够有力", "落实全面从严治党责任不够到位", "基层党组织建设不够扎实", "上一轮巡察整改不够彻底")
_SUBJECTS = (
    "背街小巷垃圾清运",
    "项目资金拨付",
    "公务接待审批",
    "窗口一次性告知",
    "固定资产台账",
    "工程变更签证",
    "惠民补贴发放",
    "会议记录归档",
)
_FAULTS = ("不及时", "不规范", "把关不严", "责任不清", "台账不全", "监督缺位")
_PLACES = ("城东片区", "河西街道", "开发区", "老城中心", "北部乡镇", "高铁新区")
_STEPS = (
    "增配力量并明确责任到岗",
    "修订办法并公开承诺时限",
    "逐笔核对并限期追缴",
    "开展专项清理并建立月报制度",
    "约谈有关负责人并举一反三",
)


def write(folder: Path, count: int) -> None:
    """Writes the archive of `count` issues into an empty folder and commits it."""
    dice = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitattributes").write_text("rounds/** -text\n", encoding="utf-8")
    for number in range(ROUNDS):
        _round(folder / "rounds", number, count // ROUNDS, dice)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "archive"], ["gc", "-q"]):
        author = ["-c", "user.name=整改办", "-c", "user.email=z@example.org", "-c", "gc.auto=0"]
        subprocess.run(["git", *author, *words], cwd=folder, check=True)


def _round(folder: Path, number: int, count: int, dice: random.Random) -> None:
    newest = number == ROUNDS - 1
    starts = TODAY - timedelta(days=30 + 90 * (ROUNDS - 1 - number))
    ends = starts + timedelta(days=60)
    name = f"{starts.year}-r{number + 1}"
    place = folder / name
    (place / "issues").mkdir(parents=True)
    units = "".join(f"  - code: {code}\n    name: 市{full}党组\n" for code, full in zip(_UNITS, _NAMES, strict=True))
    people = "".join(f"  - {{name: {full}整改办, role: unit, unit: {code}}}\n" for code, full in zip(_UNITS, _NAMES, strict=True))
    feedback = "" if newest else f" {ends + timedelta(days=20)}"
    (place / "round.yaml").write_text(
        f"id: {name}\ntitle: 市委第{number + 1}轮巡察\nkind: regular\nteam: 市委巡察{number % 5 + 1}组\nunits:\n{units}"
        f"on_site: {{starts: {starts}, ends: {ends}}}\nfeedback_on:{feedback}\n"
        f"deadlines:\n  feedback_report: {{months: 3, basis: 本轮巡察工作安排}}\nrate_places: 1\npeople:\n"
        f"  - {{name: 巡察联络员, role: team}}\n  - {{name: 巡察办督查科, role: office}}\n  - {{name: 机关纪委, role: supervisor}}\n{people}",
        encoding="utf-8",
        newline="\n",
    )
    for at in range(count):
        unit = at % len(_UNITS)
        channel = dice.choices("IDF", (2, 5, 0 if newest else 3))[0]
        _issue(place, f"{_UNITS[unit]}-{channel}{at + 1:03d}", channel, _NAMES[unit], starts, newest, dice)


def _issue(place: Path, name: str, channel: str, unit: str, starts: date, newest: bool, dice: random.Random) -> None:
    found = starts + timedelta(days=dice.randrange(10, 25))
    due = found + timedelta(days=dice.randrange(6, 25))
    if newest:
        state = dice.choices(("registered", "in_progress", "basically_done", "done", "closed", "void"), (6, 38, 12, 18, 24, 2))[0]
    else:
        state = dice.choices(("done", "closed", "void"), (4, 94, 2))[0]
    subject, fault, spot = dice.choice(_SUBJECTS), dice.choice(_FAULTS), dice.choice(_PLACES)
    verifier = {"I": "机关纪委", "D": "巡察联络员", "F": "巡察办督查科"}[channel]
    finished = state in ("done", "closed")
    lines = [
        "# yaml-language-server: $schema=../../../schemas/issue.schema.json",
        f"uid: {''.join(dice.choices('abcdefghijkmnpqrstuvwxyz23456789', k=10))}",
        f"id: {name}",
        f"channel: { {'I': 'immediate', 'D': 'during', 'F': 'feedback'}[channel] }",
        f"title: {spot}{subject}{fault}",
        "text: |-",
        f"  {found.year}年以来，{spot}{subject}{fault}，抽查{dice.randrange(20, 90)}处发现问题{dice.randrange(3, 20)}处，群众反映较多。",
        f"  {unit}研究不深、督促不力，科室之间衔接不畅，责任没有压实到人。",
        *([f"notice: 巡察立改〔{found.year}〕{dice.randrange(1, 90)}号"] if channel == "D" else []),
        f"found_on: {found}",
        f"severity: {dice.choice(('serious', 'moderate', 'minor'))}",
        f"path: [{dice.choice(_ASPECTS)}, {subject}]",
        f"nature: {dice.choice(('responsibility', 'corruption', 'conduct'))}",
        f"discipline: {dice.choice(('political', 'organisational', 'integrity', 'mass', 'work', 'life'))}",
        f"post: {subject[:4]}岗",
        f"power: {dice.choice(('granting', 'using', 'constraining'))}",
    ]
    history = [(found, f"{unit}整改办", "did: register, to: registered")]
    if state != "registered":
        lines += [
            "leader: 分管副局长",
            f"department: {subject[:4]}科",
            "handler: 科室经办人",
            f"original_due: {due}",
            f"due: {due}",
            "measures:",
        ]
        for number in (1, 2, 3):
            done = f" {due - timedelta(days=1)}" if finished else ""
            kind = ("corrective", "institutional", "similar")[number - 1]
            step = f"{dice.choice(_STEPS)}，{spot}先行，每周五报送进度"
            lines += [f"  - id: m{number}", f"    text: {step}", f"    kind: {kind}", f"    due: {due}", f"    done_on:{done}"]
        history.append((found + timedelta(days=1), f"{unit}整改办", "did: start, from: registered, to: in_progress, note: 已制定措施"))
        answer = f"第{dice.randrange(1, 5000)}次清单已核对{dice.randrange(3, 20)}处，其余{dice.randrange(1, 9)}处本月完成"
        history.append((found + timedelta(days=3), f"{unit}整改办", f"did: progress, note: {answer}"))
    if finished:
        lines.append("evidence:")
        if dice.random() < 0.6:
            content = f"{place.name} {name} {subject} 现场核查记录 {dice.random()}\n".encode() * dice.randrange(4, 30)
            (place / "evidence" / name).mkdir(parents=True)
            (place / "evidence" / name / "record.txt").write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            lines += ["  - id: e1", f"    file: evidence/{name}/record.txt", f"    sha256: {digest}", "    kind: minutes"]
        else:
            lines += ["  - id: e1", f"    document: 〔{found.year}〕{dice.randrange(1, 9000)}号", "    kind: rule"]
        lines += ["    note: 整改落实情况", f"    added_on: {due - timedelta(days=2)}"]
        lines += [
            f"outcomes: {{rules_made: {dice.randrange(3)}, money_recovered: {dice.randrange(900) / 100:.2f}, people: {{批评教育: {dice.randrange(3)}}}}}"
        ]
        history.append((due - timedelta(days=2), f"{unit}整改办", "did: evidence, note: e1"))
        history += [(due - timedelta(days=1), f"{unit}整改办", f"did: measure, note: m{number} done") for number in (1, 2, 3)]
        result = f"{spot}{dice.randrange(3, 900)}处问题全部整改到位，第{dice.randrange(9000)}号回单已存档"
        history.append((due - timedelta(days=1), f"{unit}整改办", f"did: finish, from: in_progress, to: done, note: {result}"))
    if state == "basically_done":
        history.append(
            (
                due - timedelta(days=2),
                f"{unit}整改办",
                f"did: nearly, from: in_progress, to: basically_done, note: 还剩{dice.randrange(1, 9)}处待验收",
            )
        )
    if state == "closed":
        history.append((due, verifier, "did: close, from: done, to: closed, note: 经抽查属实"))
    if state == "void":
        history.append((due, "巡察办督查科", "did: void, from: in_progress, to: void, note: 与另一问题重复, approved_by: 巡察办督查科"))
    lines += [f"state: {state}", "sustained: false", "history:"]
    for minute, (day, who, what) in enumerate(history):
        lines.append(f"  - {{at: {day}T{9 + minute // 2:02d}:{minute * 3 % 60:02d}:00+08:00, by: {who}, {what}}}")
    (place / "issues" / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
