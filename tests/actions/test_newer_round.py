"""A round in a format that is not known yet (SCH19): named by every command, and neither judged, counted nor written to by any."""

import pytest
from branch import found
from desk import Desk, add_issue, open_round

DAY = ("--today", "2020-11-12")
READING = [
    ("check",),
    ("status",),
    ("status", "--all"),
    ("list",),
    ("show", "CG-D001"),
    ("why", "CG-D001"),
    ("rounds",),
    ("report", "during"),
    ("ledger", "export", "out.xlsx"),
    ("check", "--since", "base"),
    ("diff", "base"),
]
WRITING = [
    ("add", "--unit", "CG", "--channel", "immediate", "--title", "甲", "--text", "乙", "--found-on", "2020-10-28"),
    ("start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "丙"),
    ("progress", "CG-D001", "--note", "甲"),
    ("void", "CG-D001", "--reason", "甲", "--approved-by", "乙"),
    ("measure", "add", "CG-D001", "--text", "甲"),
    ("evidence", "add", "CG-D001", "--document", "1号"),
    ("reclassify", "CG-D001", "--severity", "minor", "--reason", "甲", "--approved-by", "乙"),
    ("renumber", "CG-D001", "--reason", "甲"),
    ("feedback", "2020-r2", "--on", "2020-11-10"),
    ("edit", "CG-D001", "--from", "typed.yaml"),
    ("edit", "2020-r2", "--from", "typed.yaml"),
]


@pytest.fixture
def newer(desk: Desk) -> Desk:
    """Two issues in a round that a newer program wrote since `base`, with keys that nobody knows here; committed."""

    def story(at: Desk) -> None:
        open_round(at)
        for _ in range(2):
            add_issue(at)
        at.commit("base")
        at.git("tag", "base")
        written(at, "format: 2", "format: 3\nsheets: [甲]")
        at.issue("CG-D001").write_text(at.issue("CG-D001").read_text(encoding="utf-8") + "moods: [好]\n", encoding="utf-8")
        at.issue("CG-D002").unlink()
        at.commit("newer")

    return desk.set_up(story)


def written(at: Desk, old: str, new: str) -> None:
    path = at.root / "rounds/2020-r2/round.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def files(at: Desk) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((at.root / "rounds").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words[:2]))
def test_every_reading_command_names_it_and_says_nothing_else_of_it(newer, words):
    said = newer.inspect(*words, *DAY, code=3)
    assert "newer inspect" in said.out + said.err
    assert "moods" not in said.out + said.err and "DIF01" not in said.out


def test_check_finds_that_alone(newer):
    findings = newer.inspect("check", *DAY, "--json", code=3).data["findings"]
    assert [(one["rule"], one["issue"]) for one in findings] == [("SCH19", None)]
    assert found(newer, "--since", "base", code=3) == [("SCH19", "2020-r2")]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words[:2]))
def test_no_verb_writes_to_it(newer, words):
    (newer.root / "typed.yaml").write_text(
        (newer.root / "rounds/2020-r2/round.yaml").read_text(encoding="utf-8").replace("format: 3", "format: 2")
    )
    before = files(newer)
    assert "newer inspect" in newer.inspect(*words, *DAY, code=3).err
    assert files(newer) == before


def test_a_link_into_it_leads_somewhere(newer):
    units = ("--unit", "CG=市城市管理局党组", "--starts", "2021-03-01", "--ends", "2021-05-01")
    newer.inspect("new-round", "2021-r1", "--title", "第一轮", "--kind", "regular", "--team", "市委巡察三组", *units)
    again = ("--recurs", "2020-r2/CG-D001", "--round", "2021-r1")
    words = (
        "--unit",
        "CG",
        "--channel",
        "during",
        "--notice",
        "oral",
        "--title",
        "清运不及时",
        "--text",
        "仍不及时。",
        "--found-on",
        "2021-03-10",
    )
    newer.inspect("add", *words, *again, "--today", "2021-03-10")
    findings = newer.inspect("check", "2021-r1", "--today", "2021-03-11", "--json", code=None).data["findings"]
    assert [one for one in findings if one["rule"] == "REP01"] == []


def test_writing_the_format_down_again_is_told(newer):
    newer.git("tag", "newer")
    written(newer, "format: 3\nsheets: [甲]", "format: 2")
    assert ("DIF12", "2020-r2") in found(newer, "--since", "newer", code=None)
