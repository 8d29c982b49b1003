"""The verbs as a person types them: names of issues, filters, dry runs, editing, evidence, who acts, questions, completion."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

from inspect_cli.cli.argv import again
from inspect_cli.cli.argv.start import Copied, answered

PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")


@pytest.fixture
def started(desk: Desk) -> Desk:
    """A round with CG-D001 in progress and CG-D002 registered, committed."""

    def story(at: Desk) -> None:
        open_round(at)
        add_issue(at)
        add_issue(at)
        at.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
        at.commit()

    return desk.set_up(story)


# -- naming ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["CG-D001", "cg-d1", "cg-D01", "2020-r2/CG-D001", "2020-r2/cg-d1", "uid"])
def test_an_issue_goes_by_any_unambiguous_form(started, form):
    uid = started.inspect("show", "CG-D001", "--json").data["record"]["uid"]
    said = started.inspect("show", uid[:6] if form == "uid" else form, "--json")
    assert said.data["issue"] == "2020-r2/CG-D001"


def test_an_id_that_is_in_two_rounds_means_the_current_one_and_elsewhere_must_be_named(started):
    when = ("--starts", "2019-06-10", "--ends", "2019-08-09")
    for name in ("2019-r5", "2019-r6"):
        started.inspect("new-round", name, "--title", "t", "--kind", "regular", "--team", "组", "--unit", "CG=局", *when)
        words = ("--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2019-07-01")
        started.inspect("add", "--round", name, *words)
        started.inspect("add", "--round", name, "--unit", "CG", "--channel", "during", "--notice", "oral", *words[4:])
    assert started.inspect("show", "CG-D001", "--json", "--today", "2020-12-01").data["issue"] == "2020-r2/CG-D001"
    ambiguous = started.inspect("show", "CG-F001", "--today", "2020-12-01", code=2)
    assert "2019-r5/CG-F001" in ambiguous.err and "2019-r6/CG-F001" in ambiguous.err


@pytest.mark.parametrize("name", ["CG-D099", "../../etc/passwd", "2020-r2/../x", "nobody", "9999-r1/CG-D001"])
def test_an_unknown_name_is_said_and_nothing_is_opened(started, name):
    said = started.inspect("show", name, "--json", code=5)
    assert said.out == "" and set(json.loads(said.err)["error"]) >= {"code", "message", "hint"}


# -- acting ------------------------------------------------------------------------------------------------------------


def test_several_issues_are_all_changed_or_none(started):
    said = started.inspect("progress", "CG-D001", "CG-D002", "--note", "n", "--today", "2020-11-02", code=4)
    assert "CG-D002" in said.err and started.changed_lines() == {}
    started.inspect("start", "CG-D002", *PLAN, "--today", "2020-11-01")
    started.commit()
    started.inspect("progress", "CG-D001", "CG-D002", "--note", "n", "--today", "2020-11-02")
    assert started.changed_lines() == {"CG-D001.yaml": (1, 0), "CG-D002.yaml": (1, 0)}


def test_a_dry_run_shows_the_difference_and_writes_nothing(started):
    said = started.inspect("progress", "CG-D001", "--note", "已清运", "--dry-run", "--today", "2020-11-02")
    assert [line for line in said.out.splitlines() if line.startswith("+ ")] == [
        line for line in said.out.splitlines() if "did: progress" in line
    ]
    assert started.changed_lines() == {}
    started.inspect("add", "--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28", "--dry-run")
    assert started.changed_lines() == {}


def test_a_refusal_in_json_is_on_stderr_with_every_reason(started):
    said = started.inspect("finish", "CG-D001", "--json", "--today", "2020-11-02", code=4)
    error = json.loads(said.err)["error"]
    assert said.out == "" and error["code"] == "refused"
    assert [reason["flag"] for reason in error["reasons"]] == ["--measures-done", "--evidence", "--note"]


def test_who_acts_is_the_flag_else_the_environment_else_git(started, monkeypatch):
    def doer():
        record = started.inspect("show", "CG-D001", "--json").data["record"]
        return record["history"][-1]["by"]

    started.inspect("progress", "CG-D001", "--note", "1", "--today", "2020-11-02")
    assert doer() == "城管局整改办"
    monkeypatch.setenv("INSPECT_BY", "环境里的人")
    started.inspect("progress", "CG-D001", "--note", "2", "--today", "2020-11-02")
    assert doer() == "环境里的人"
    started.inspect("progress", "CG-D001", "--note", "3", "--by", "旗标里的人", "--today", "2020-11-02")
    assert doer() == "旗标里的人"


def test_people_of_the_round_are_matched_by_gits_email(started):
    path = started.root / "rounds/2020-r2/round.yaml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("people:\n  - {name: 整改专班, role: unit, unit: CG, email: zgb@example.org}\n  - {name: 联络员, role: team}\n")
    started.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-02")
    assert "by: 整改专班" in started.issue("CG-D001").read_text(encoding="utf-8")
    refused = started.inspect("progress", "CG-D001", "--note", "n", "--by", "路人", "--today", "2020-11-02", code=4)
    assert "路人" in refused.err and "整改专班" in refused.err


def test_nobody_named_at_all_is_a_usage_error(started, monkeypatch):
    started.git("config", "--unset", "user.name")
    started.git("config", "--unset", "user.email")
    assert "--by" in started.inspect("progress", "CG-D001", "--note", "n", code=2).err


def test_bytes_that_are_no_text_are_refused_and_nothing_is_written(started):
    said = started.inspect("progress", "CG-D001", "--note", "\udcff清运", "--today", "2020-11-02", code=2)
    assert "\\udcff" in said.err and started.changed_lines() == {}


def test_the_text_of_a_measure_may_stand_as_the_last_word(started):
    started.inspect("measure", "add", "CG-D001", "CG-D002", "夜间巡查", "--due", "2020-11-15", "--today", "2020-11-02")
    for name in ("CG-D001", "CG-D002"):
        assert started.inspect("show", name, "--json").data["record"]["measures"][-1]["text"] == "夜间巡查"


def test_a_number_is_never_given_out_twice(started):
    started.inspect("void", "CG-D002", "--reason", "误录", "--approved-by", "联络员", "--today", "2020-11-02")
    assert add_issue(started) == "2020-r2/CG-D003"
    for _ in range(2):
        started.inspect("carry", "CG-D003", "--today", "2020-11-03", code=0 if _ == 0 else 4)
    assert add_issue(started, "feedback") == "2020-r2/CG-F002"


def test_the_text_of_an_issue_may_come_from_a_file_word_for_word(desk, tmp_path):
    open_round(desk)
    received = tmp_path / "notice.txt"
    received.write_bytes("一是清运不及时；\r\n二是台账不实。  \r\n“原话”: #1\r\n".encode())
    words = ("--unit", "CG", "--channel", "feedback", "--title", "t", "--found-on", "2020-10-28", "--text-file", str(received))
    desk.inspect("add", *words)
    assert desk.inspect("show", "CG-F001", "--json").data["record"]["text"] == "一是清运不及时；\n二是台账不实。  \n“原话”: #1"


def test_text_marked_as_classified_is_refused_and_a_mere_mention_is_not(desk):
    open_round(desk)
    words = ("--unit", "CG", "--channel", "feedback", "--found-on", "2020-10-28", "--title", "t")
    assert "classified" in desk.inspect("add", *words, "--text", "机密★1年 线索情况", code=4).err
    desk.inspect("add", *words, "--text", "保守工作秘密的制度执行不到位。")


# -- evidence ----------------------------------------------------------------------------------------------------------


def test_evidence_is_copied_hashed_and_never_covers_another_file(started, tmp_path):
    for folder, content in (("a", b"one"), ("b", b"two"), ("c", b"one"), ("d", b"three"), ("e", b"four"), ("f", b"")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "照片 1.jpg").write_bytes(content)
    for folders, code in ((["a"], 0), (["b"], 0), (["c"], 4), (["d", "e"], 0), (["f"], 4)):
        files = [tmp_path / folder / "照片 1.jpg" for folder in folders]
        started.inspect("evidence", "add", "CG-D001", *files, "--today", "2020-11-02", code=code)
    record = started.inspect("show", "CG-D001", "--json").data["record"]
    assert [piece["file"].split("/")[-1] for piece in record["evidence"]] == ["照片 1.jpg", "照片 1-2.jpg", "照片 1-3.jpg", "照片 1-4.jpg"]
    assert {piece["kind"] for piece in record["evidence"]} == {"photo"}
    assert sorted(path.read_bytes() for path in (started.root / "rounds/2020-r2/evidence/CG-D001").iterdir()) == [
        b"four",
        b"one",
        b"three",
        b"two",
    ]
    assert not [
        found for found in started.inspect("check", "--json", "--today", "2020-11-02").data["findings"] if found["rule"].startswith("EVI")
    ]


@pytest.mark.parametrize("saved", [False, True])
def test_the_file_of_a_dropped_piece_goes_unless_it_is_saved(started, tmp_path, saved):
    file = started.root / "rounds/2020-r2/evidence/CG-D001/x.txt"
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    started.inspect("evidence", "add", "CG-D001", tmp_path / "x.txt", "--today", "2020-11-02")
    if saved:
        started.commit()
    drop = ("evidence", "drop", "CG-D001", "e1", "--reason", "传错了", "--today", "2020-11-03")
    assert ("\n-x\n" in started.inspect(*drop, "--dry-run").out) is not saved and file.exists()
    said = started.inspect(*drop).err
    assert file.exists() is saved and ("stays in git's history" if saved else "gone too") in said
    started.inspect("undo")
    assert file.read_text(encoding="utf-8") == "x"


def test_the_file_of_a_dropped_piece_stays_for_another_record(started, tmp_path):
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    started.inspect("evidence", "add", "CG-D001", tmp_path / "x.txt", "--today", "2020-11-02")
    other = started.issue("CG-D002")
    piece = "evidence:\n  - {id: e1, file: evidence/CG-D001/x.txt}\nstate:"
    other.write_text(other.read_text(encoding="utf-8").replace("state:", piece), encoding="utf-8")
    assert "another record" in started.inspect("evidence", "drop", "CG-D001", "e1", "--reason", "传错了", "--today", "2020-11-03").err
    assert (started.root / "rounds/2020-r2/evidence/CG-D001/x.txt").exists()


def test_a_dropped_piece_leaves_its_entry_and_its_reason(started, tmp_path):
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    started.inspect("evidence", "add", "CG-D001", tmp_path / "x.txt", "--today", "2020-11-02")
    before = started.issue("CG-D001").read_text(encoding="utf-8")
    assert "reason" in started.inspect("evidence", "drop", "CG-D001", "e1", "--today", "2020-11-03", code=4).err
    started.inspect("evidence", "drop", "CG-D001", "e1", "--note", "传错了", "--today", "2020-11-03")
    after = started.issue("CG-D001").read_text(encoding="utf-8")
    assert "was: evidence/CG-D001/x.txt}], note: 传错了" in after and "sha256" not in after and "sha256" in before


@pytest.mark.parametrize("name", ["missing.jpg", ".", "/dev/zero"])
def test_evidence_that_cannot_be_read_is_an_error_and_writes_nothing(started, name):
    started.inspect("evidence", "add", "CG-D001", name, code=6)
    assert started.changed_lines() == {}


@pytest.mark.parametrize(
    "name",
    [
        "CON.txt",
        "-rf.txt",
        "a:b?.txt",
        ".hidden",
        "x" * 250 + ".jpg",
        "整" * 84 + ".jpg",
        "a." + "b" * 200,
        "gbk\udcd6.txt",
        "…/..".replace("/", "_"),
        "\u202egpj.exe",
    ],
)
def test_a_file_name_becomes_one_that_every_system_takes(name):
    from inspect_cli.store.files.evidence import plain_name

    made = plain_name(name)
    assert made and len(made.encode()) <= 180 and not set('<>:"/\\|?*\u202e') & set(made)
    assert not made.startswith(("-", ".", "con.", "CON.")) and not made.endswith((".", " "))


# -- list --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], ["CG-D001", "CG-D002", "TY-I001"]),
        (["--unit", "ty"], ["TY-I001"]),
        (["--channel", "during"], ["CG-D001", "CG-D002"]),
        (["--channel", "立行立改"], ["CG-D001", "CG-D002"]),
        (["--state", "in_progress"], ["CG-D001"]),
        (["--state", "in_progress", "--state", "待整改"], ["CG-D001", "CG-D002", "TY-I001"]),
        (["--overdue"], ["CG-D001"]),
        (["--leader", "分管"], ["CG-D001"]),
        (["--text", "增配"], ["CG-D001"]),
        (["--text", "没有这样的话"], []),
    ],
)
def test_a_list_shows_what_every_filter_lets_through(started, filters, found):
    add_issue(started, "immediate", "TY")
    data = started.inspect("list", *filters, "--json", "--today", "2020-12-01").data
    assert [item["issue"].split("/")[1] for item in data["issues"]] == found
    assert {"state", "title", "due", "overdue"} <= set(data["issues"][0] if found else {"state", "title", "due", "overdue"})


def test_a_unit_that_the_round_does_not_have_is_said(started):
    assert "CG" in started.inspect("list", "--unit", "XX", code=5).err


def test_a_filter_that_is_no_word_is_said_with_the_words(started):
    assert "in_progress" in started.inspect("list", "--state", "doing", code=2).err


# -- edit --------------------------------------------------------------------------------------------------------------


def edited(desk, old, new, *more, code=0, name="CG-D001"):
    draft = desk.root.parent / "draft.yaml"
    draft.write_text(desk.issue(name).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return desk.inspect("edit", name, "--from", draft, "--today", "2020-11-05", *more, code=code)


def content(desk, name="CG-D001"):
    return desk.issue(name).read_text(encoding="utf-8")


def kept(said):
    path = next(line.split("--from ")[1] for line in said.err.splitlines() if "--from " in line)
    return Path(path).read_text(encoding="utf-8")


def test_an_edit_changes_its_line_and_leaves_an_entry(started):
    edited(started, "department: 环卫科", "department: 环卫科   # 新址\nseverity: minor", "--note", "补填")
    assert started.changed_lines() == {"CG-D001.yaml": (3, 1)}


def test_an_edit_cannot_do_what_the_verbs_refuse(started):
    entries = "\n".join(
        f"  - {{at: 2020-11-0{day}T09:00:00+08:00, by: 城管局整改办, did: {did}, from: {start}, to: {to}}}"
        for day, did, start, to in ((2, "finish", "in_progress", "done"), (3, "close", "done", "closed"))
    )
    path = started.issue("CG-D001")
    draft = started.root.parent / "draft.yaml"
    draft.write_text(path.read_text(encoding="utf-8").replace("state: in_progress", "state: closed") + entries + "\n", encoding="utf-8")
    said = started.inspect("edit", "CG-D001", "--from", draft, "--today", "2020-11-05", code=4)
    assert "STA04" in said.err and "EVI01" in said.err and started.changed_lines() == {}


EVIDENCE = "evidence:\n  - {id: e9, document: 城管〔2020〕99号}\n"


@pytest.mark.parametrize("state", ["done", "closed"])
def test_an_edit_adds_and_drops_no_evidence_and_no_measure_where_the_verb_would_not(started, state):
    day = ("--today", "2020-11-05")
    started.inspect("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已清运", *day)
    if state == "closed":
        started.inspect("close", "CG-D001", "--by", "巡察二组联络员", *day)
    started.inspect("evidence", "add", "CG-D001", "--document", "城管〔2020〕99号", *day, code=4)
    said = edited(started, "evidence:\n", EVIDENCE, code=4).err
    assert (
        "DIF05 evidence e9 was added after the item was done" in said and f"inspect {'reopen' if state == 'closed' else 'return'}" in said
    )
    assert "measure m9" in edited(started, "measures:\n", "measures:\n  - {id: m9, text: 再增一项}\n", code=4).err
    assert "DIF05 evidence e1 is gone" in edited(started, re.search("  - id: e1\n(    .*\n)+", content(started))[0], "", code=4).err
    started.inspect("reopen" if state == "closed" else "return", "CG-D001", "--reason", "补", "--by", "巡察二组联络员", *day)
    edited(started, "evidence:\n", EVIDENCE)


def test_what_an_edit_adds_to_a_measure_is_told_and_what_a_hand_adds_is_named(started):
    edited(started, "增配车辆", "增配车辆，每日两清", "--note", "补充")
    assert started.inspect("check", "--since", "HEAD", "--today", "2020-11-05").code == 0
    started.commit()
    started.issue("CG-D001").write_text(content(started).replace("每日两清", "每日两清（不执行）"), encoding="utf-8")
    said = started.inspect("check", "--since", "HEAD", "--today", "2020-11-05", code=1)
    assert "DIF08" in said.out and "no entry tells of it" in said.out


def test_evidence_never_leaves_the_round_through_a_link(started, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    (started.root / "rounds/2020-r2/evidence").mkdir()
    (started.root / "rounds/2020-r2/evidence/CG-D001").symlink_to(outside)
    started.inspect("evidence", "add", "CG-D001", tmp_path / "x.txt", code=6)
    assert list(outside.iterdir()) == []


def test_a_round_that_cannot_be_read_is_not_passed_over_for_an_older_one(started):
    when = ("--starts", "2019-06-10", "--ends", "2019-08-09")
    started.inspect("new-round", "2019-r5", "--title", "t", "--kind", "regular", "--team", "组", "--unit", "CG=局", *when)
    (started.root / "rounds/2020-r2/round.yaml").write_text("", encoding="utf-8")
    assert started.inspect("status", "--json", "--today", "2020-12-01", code=3).data["round"]["id"] == "2020-r2"
    words = ("--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28")
    started.inspect("add", *words, "--today", "2020-12-01", code=3)


@pytest.mark.parametrize(
    "words",
    [
        ["add", "--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28"],
        ["progress", "CG-D001", "--note", "n"],
        ["feedback", "2020-r2", "--on", "2021-01-05"],
    ],
)
def test_a_dry_run_in_json_is_one_document_too(started, words):
    data = started.inspect(*words, "--dry-run", "--json", "--today", "2020-11-02").data
    assert data["dry_run"] is True and data["diff"] and started.changed_lines() == {}


QUIET = [  # what somebody might change quietly · the rule · the verb that does it properly
    ("due: 2020-11-20\nmeasures", "due: 2020-12-10\nmeasures", "DIF02", "inspect extend"),
    ("title: 清运不及时", "title: 清运基本及时", "DIF06", ""),
    ("leader: 分管副局长", "leader: 别人", "DIF04", "inspect hand-over"),
    ("state: in_progress", "state: done", "DIF07", ""),
    ("original_due: 2020-11-20", "original_due: 2020-11-01", "DIF10", ""),
    ("did: start", "did: edit", "DIF09", ""),
    ("channel: during", "channel: immediate", "DIF11", ""),
]


@pytest.mark.parametrize(("old", "new", "rule", "verb"), QUIET, ids=[row[2] for row in QUIET])
def test_an_edit_that_takes_something_back_quietly_is_refused_and_the_text_kept(started, old, new, rule, verb):
    said = edited(started, old, new, code=4)
    assert rule in said.err and verb in said.err
    assert new in kept(said)
    assert started.changed_lines() == {}


def test_an_edit_that_is_no_record_is_told_with_its_place_and_the_text_kept(started):
    said = edited(started, "found_on: 2020-10-28", "found_on: 2020-13-28\nduo: x", code=3)
    assert "SCH07" in said.err and "SCH05" in said.err and ":9:" in said.err
    assert "2020-13-28" in kept(said) and started.changed_lines() == {}


def test_the_editor_opens_and_a_failing_one_loses_nothing(started, monkeypatch, tmp_path):
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys; p=sys.argv[1]; s=open(p,encoding='utf-8').read(); open(p,'w',encoding='utf-8').write(s+'handler: 经办岗\\n')",
        encoding="utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    started.inspect("edit", "CG-D001", "--today", "2020-11-05")
    assert started.changed_lines() == {"CG-D001.yaml": (2, 0)}
    script.write_text("import sys; open(sys.argv[1],'a').write('# half a thought\\n'); sys.exit(3)", encoding="utf-8")
    said = started.inspect("edit", "CG-D001", code=2)
    assert "half a thought" in kept(said) and started.changed_lines() == {}
    monkeypatch.setenv("EDITOR", "true")
    assert "nothing was changed" in started.inspect("edit", "CG-D002").err


def test_without_an_editor_nothing_is_called_kept_and_what_to_type_is_said(started, monkeypatch):
    monkeypatch.setenv("INSPECT_LANG", "zh")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for editor in (None, "no-such-editor", "false"):
        if editor:
            monkeypatch.setenv("EDITOR", editor)
        said = started.inspect("edit", "CG-D001", code=2).err
        assert "EDITOR=nano inspect edit CG-D001" in said and "set EDITOR=notepad&& inspect edit CG-D001" in said and "--from" not in said
        assert not list((started.root / ".git" / "inspect" / "edits").glob("*"))


def test_a_kept_text_that_is_refused_again_is_kept_once_and_gone_when_it_is_taken(started):
    said = edited(started, "found_on: 2020-10-28", "found_on: 2020-13-28", code=3)
    (draft,) = (started.root / ".git" / "inspect" / "edits").glob("*")
    assert str(draft) in said.err
    for more, code in ((), 3), (("--dry-run",), 3):
        started.inspect("edit", "CG-D001", "--from", draft, "--today", "2020-11-05", *more, code=code)
    assert list(draft.parent.iterdir()) == [draft]
    draft.write_text(content(started).replace("department: 环卫科", "department: 环卫科\nseverity: minor"), encoding="utf-8")
    started.inspect("edit", "CG-D001", "--from", draft, "--today", "2020-11-05", "--dry-run")
    assert draft.exists()
    started.inspect("edit", "CG-D001", "--from", draft, "--today", "2020-11-05")
    assert not draft.exists() and "severity: minor" in content(started)


def test_why_says_what_to_do_about_a_mistake(started, monkeypatch):
    monkeypatch.setenv("INSPECT_LANG", "zh")
    said = started.inspect("why", "CG-D001", "--today", "2020-11-05").out
    assert all(one in said for one in ("录错了：inspect undo", "inspect correct CG-D001", "inspect help mistakes"))


def test_a_record_that_cannot_be_read_can_be_mended_by_an_edit(started):
    started.issue("CG-D002").write_text(started.issue("CG-D002").read_text(encoding="utf-8").replace("during", "duringg"), encoding="utf-8")
    edited(started, "duringg", "during", name="CG-D002")
    started.inspect("check", "--today", "2020-11-06")


def test_a_round_can_be_edited_but_keeps_its_id_and_the_units_in_use(started):
    path = started.root / "rounds/2020-r2/round.yaml"
    draft = started.root.parent / "round.yaml"
    draft.write_text(path.read_text(encoding="utf-8").replace("ends: 2020-12-18", "ends: 2020-12-25"), encoding="utf-8")
    started.inspect("edit", "2020-r2", "--from", draft, "--reason", "延长", "--approved-by", "巡察二组联络员")
    assert started.changed_lines() == {"round.yaml": (3, 1)}  # what it says, and the first entry of its changes
    draft.write_text(path.read_text(encoding="utf-8").replace("code: CG", "code: CX"), encoding="utf-8")
    assert "CG" in started.inspect("edit", "2020-r2", "--from", draft, code=4).err
    draft.write_text(path.read_text(encoding="utf-8").replace("id: 2020-r2", "id: 2020-r9"), encoding="utf-8")
    started.inspect("edit", "2020-r2", "--from", draft, code=4)


# -- the rest ----------------------------------------------------------------------------------------------------------


def test_without_git_everything_works_in_a_folder_that_ignores_itself(desk, tmp_path, monkeypatch):
    plain = tmp_path / "plain"
    plain.mkdir()
    monkeypatch.chdir(plain)
    monkeypatch.setenv("INSPECT_BY", "城管局整改办")
    open_round(desk)
    desk.inspect("add", "--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28")
    assert (plain / ".inspect" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert desk.inspect("status", "--json", "--today", "2020-12-01").data["totals"]["total"] == 1


def test_the_lock_lies_in_gits_common_directory_also_from_a_worktree(started, tmp_path, monkeypatch):
    started.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    monkeypatch.chdir(tmp_path / "tree")
    started.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-02")
    assert (started.root / ".git" / "inspect" / "lock").exists() and not (tmp_path / "tree" / ".inspect").exists()


def test_a_reading_command_never_writes_a_record_or_anything_beside_it(started):
    started.inspect("git-setup")
    started.commit()
    before = {path: path.stat().st_mtime_ns for path in started.root.rglob("*") if ".git/" not in path.as_posix()}
    for words in (
        ["status"],
        ["status", "--all"],
        ["list"],
        ["show", "CG-D001"],
        ["why", "CG-D001"],
        ["check"],
        ["rounds"],
        ["explain"],
        ["doctor"],
        ["diff"],
        ["history", "CG-D001"],
        ["trend"],
        ["check", "--since", "HEAD"],
    ):
        started.inspect(*words, "--json")
    after = {path: path.stat().st_mtime_ns for path in started.root.rglob("*") if ".git/" not in path.as_posix()}
    assert before == after


def test_the_doctor_finds_nothing_wrong_at_a_fresh_desk_and_names_what_is(started):
    assert "inspect git-setup" in started.inspect("doctor", code=1).out
    started.inspect("git-setup")
    started.inspect("doctor", code=0)
    (started.root / ".gitattributes").unlink()
    assert "inspect init" in started.inspect("doctor", code=1).out


def test_explain_prints_a_rule_and_lists_all(started):
    assert "approved extension" in started.inspect("explain", "due01").out
    assert "DUE01" in started.inspect("explain").out
    started.inspect("explain", "XYZ99", code=5)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["show", "CG-D"], "CG-D001"),
        (["status", "--round", "20"], "2020-r2"),
        (["list", "--unit", "C"], "CG"),
        (["list", "--state", "in"], "in_progress"),
        (["start", "2020-r2/CG"], "2020-r2/CG-D001"),
        (["explain", "DUE"], "DUE01"),
        (["sta"], "status"),
        (["--lang", "zh", "sta"], "status"),
        (["--json", "show", "CG-D"], "CG-D001"),
        (["--json", "measure", "--plain", "add", "CG-D"], "CG-D001"),
    ],
)
def test_the_shell_is_offered_ids_rounds_units_and_states(started, monkeypatch, typed, offered):
    monkeypatch.setenv("_INSPECT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "inspect " + " ".join(typed))
    monkeypatch.setenv("COMP_CWORD", str(len(typed)))
    assert offered in started.inspect().out.splitlines()


@pytest.mark.parametrize("typed", ["inspect --root {root} show CG-D", "inspect show --root {root} CG-D"])
def test_the_shell_is_offered_what_lies_in_the_folder_that_is_named(started, monkeypatch, tmp_path, typed):
    line = typed.format(root=started.root)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("_INSPECT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    assert "CG-D001" in started.inspect().out.splitlines()
    monkeypatch.setenv("_INSPECT_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    monkeypatch.delenv("COMP_WORDS")
    assert "CG-D001" in started.inspect().out


def test_what_the_shell_is_offered_is_no_answer_to_keep(started, monkeypatch, capsys):
    """It comes through the console script, where nothing typed would be the front door, which is remembered."""
    monkeypatch.setenv("_INSPECT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "inspect show CG-D")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setattr(again, "question", lambda words: pytest.fail(f"{words} was taken for a question"))
    assert answered([]) == 0
    assert "CG-D001" in capsys.readouterr().out


def test_only_what_a_stream_took_is_remembered():
    copied = Copied(io.StringIO())
    with pytest.raises(TypeError):
        copied.write(b"")
    copied.write("x")
    assert copied.copy == ["x"]


def test_help_of_every_verb_is_there_in_both_languages(started):
    from inspect_cli.cli.argv.contents import VERBS

    for name in VERBS:
        pages = {language: started.inspect(name, "--help", "--lang", language).out for language in ("zh", "en")}
        assert name in pages["en"] and pages["en"] != pages["zh"]
    front = started.inspect("--help").out
    assert all(f"  {name}" in front for name in VERBS)


def test_our_own_mistake_leaves_a_report_and_no_traceback(started, monkeypatch):
    from inspect_cli.cli.argv import session

    monkeypatch.setattr(session.Session, "workspace", property(lambda self: 1 // 0))
    said = started.inspect("list", code=70)
    assert "ZeroDivisionError" in said.err and str(Path.cwd()) not in said.err


def test_init_says_what_git_is_for_where_there_is_none(desk, tmp_path, monkeypatch):
    assert "git init" not in desk.inspect("init").err
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    assert "git init, inspect git-setup" in desk.inspect("init").err


def test_a_heading_is_put_right_by_its_key(started):
    started.inspect("correct", "CG-D001", "--set", "path=城市管理", "--reason", "录入有误", "--approved-by", "市委巡察办督查科")
    assert "path: [城市管理]" in started.issue("CG-D001").read_text(encoding="utf-8")
