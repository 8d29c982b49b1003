"""A legal move changes exactly the lines that it must, by every verb, on a record in the house's own style and on one styled by hand."""

import pytest
from desk import add_issue, open_round

from inspect_cli.domain.lifecycle.moves import MOVES

pytestmark = pytest.mark.slow

TEAM = "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台", "--today", "2020-10-30")
PROOF = ("--measures-done", "--document", "城管〔2020〕1号", "--note", "每日两清")

STEPS = {  # verb: (what goes before, the command, lines added and removed per file)
    "register": ((), ("add",), {"CG-D002.yaml": (11, 0)}),
    "start": ((), ("start", "CG-D001", *PLAN), {"CG-D001.yaml": (11, 1)}),
    "measure": (("start",), ("measure", "add", "CG-D001", "--text", "制定办法"), {"CG-D001.yaml": (3, 0)}),
    "measure done": (("start",), ("measure", "done", "CG-D001", "m1"), {"CG-D001.yaml": (2, 0)}),
    "measure drop": (("start",), ("measure", "drop", "CG-D001", "m1", "--reason", "并入统一采购"), {"CG-D001.yaml": (1, 3)}),
    "evidence": (("start",), ("evidence", "add", "CG-D001", "--document", "城管〔2020〕1号"), {"CG-D001.yaml": (6, 0)}),
    "evidence drop": (("start", "evidence"), ("evidence", "drop", "CG-D001", "e1", "--reason", "文号有误"), {"CG-D001.yaml": (1, 4)}),
    "progress": (("start",), ("progress", "CG-D001", "--note", "已清运三条街"), {"CG-D001.yaml": (1, 0)}),
    "nearly": (("start",), ("nearly", "CG-D001", "--note", "还差一台车"), {"CG-D001.yaml": (2, 1)}),
    "finish": (("start",), ("finish", "CG-D001", *PROOF), {"CG-D001.yaml": (10, 1)}),
    "return": (("start", "finish"), ("return", "CG-D001", "--reason", "夜间仍有积存", "--by", TEAM), {"CG-D001.yaml": (2, 1)}),
    "close": (("start", "finish"), ("close", "CG-D001", "--by", TEAM), {"CG-D001.yaml": (2, 1)}),
    "reopen": (("start", "finish", "close"), ("reopen", "CG-D001", "--reason", "反弹", "--by", TEAM), {"CG-D001.yaml": (2, 1)}),
    "carry": (("start",), ("carry", "CG-D001"), {"CG-D001.yaml": (2, 0), "CG-F001.yaml": (19, 0)}),  # one line for each field that goes on
    "void": (("start",), ("void", "CG-D001", "--reason", "误录", "--approved-by", TEAM, "--by", TEAM), {"CG-D001.yaml": (2, 1)}),
    "extend": (
        ("start",),
        ("extend", "CG-D001", "--to", "2020-12-10", "--reason", "到货延迟", "--approved-by", TEAM),
        {"CG-D001.yaml": (4, 1)},
    ),
    "reclassify": (
        (),
        ("reclassify", "CG-D001", "--severity", "minor", "--reason", "核实", "--approved-by", TEAM),
        {"CG-D001.yaml": (2, 1)},
    ),
    "hand-over": (("start",), ("hand-over", "CG-D001", "--leader", "另一位副局长", "--note", "人事调整"), {"CG-D001.yaml": (2, 1)}),
    "sustain": (("start", "finish"), ("sustain", "CG-D001"), {"CG-D001.yaml": (2, 0)}),
    "long-term": (
        (),
        ("long-term", "CG-D001", "--reason", "涉及规划", "--goal", "立项", "--review-on", "2021-06-01"),
        {"CG-D001.yaml": (5, 0)},
    ),
}


def styled(text: str) -> str:
    """The same record as somebody else would write it: other quotes, comments, deeper lists, blank lines, Windows line ends."""
    lines = []
    for line in text.splitlines():
        if line.startswith("title: "):
            line = f"title:   '{line[7:]}'   # 标题"
        elif line.startswith("  - "):
            line = "  " + line
        elif line == "history:":
            line = "\n# 办理经过\nhistory:"
        lines.append(line)
    return "\r\n".join("\n".join(lines).split("\n")) + "\r\n"


@pytest.mark.parametrize("by_hand", [False, True], ids=["as written", "styled by hand"])
@pytest.mark.parametrize("verb", STEPS)
def test_a_verb_changes_its_lines_and_no_other(desk, verb, by_hand):
    open_round(desk)
    add_issue(desk, "during", "CG", "--severity", "serious")
    path = desk.issue("CG-D001")
    if by_hand:
        path.write_bytes(styled(path.read_text(encoding="utf-8")).encode())
    before, command, touched = STEPS[verb]
    for step in before:
        desk.inspect(*STEPS[step][1], *(() if "--today" in STEPS[step][1] else ("--today", "2020-11-08")))
    desk.commit()
    if command == ("add",):
        add_issue(desk)
    else:
        desk.inspect(*command, *(() if "--today" in command else ("--today", "2020-11-09")))
    assert desk.changed_lines() == touched


def test_every_verb_of_the_lifecycle_is_in_the_table():
    assert {move.verb.value for move in MOVES} <= STEPS.keys()
