"""One whole round through the program: every step's diff touches only the lines that the step is about."""

import pytest
from desk import add_issue, open_round
from latin import english

TEAM, OFFICE = "巡察二组联络员", "市委巡察办督查科"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "refusal", "carried"), [("en", "does not close it", "followed up there"), ("zh", "谁就不能销号", "在那里")]
)
def test_a_round_from_its_opening_to_its_closing(desk, tmp_path, monkeypatch, language, refusal, carried):
    monkeypatch.setenv("INSPECT_LANG", language)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 after")
    open_round(desk)
    desk.commit()

    def run(*words, code=0):
        said = desk.inspect(*words, code=code)
        assert language == "en" or "--json" in words or not english((said.out + said.err).replace(str(tmp_path), "")), said
        return said

    def step(*words, today, touched, code=0):
        said = run(*words, "--today", today, code=code)
        assert desk.changed_lines() == touched, words
        return said

    # items of all three channels arrive
    assert add_issue(desk) == "2020-r2/CG-D001"
    assert add_issue(desk) == "2020-r2/CG-D002"
    assert add_issue(desk, "immediate", "TY") == "2020-r2/TY-I001"
    assert add_issue(desk, "feedback", "TY", today="2020-11-01") == "2020-r2/TY-F001"
    assert desk.changed_lines() == {"CG-D001.yaml": (11, 0), "CG-D002.yaml": (11, 0), "TY-I001.yaml": (10, 0), "TY-F001.yaml": (10, 0)}

    # the plan: owner (2), dates (2), state (1 for 1), history (1)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20")
    step("measure", "add", "CG-D001", "CG-D002", "--text", "增配清运车辆2台", "--due", "2020-11-18", today="2020-10-29",
         touched={"CG-D001.yaml": (5, 0), "CG-D002.yaml": (5, 0)})  # fmt: skip
    step("start", "CG-D001", "CG-D002", *plan, today="2020-10-30", touched={"CG-D001.yaml": (6, 1), "CG-D002.yaml": (6, 1)})

    # evidence, measure done, progress, finish
    step("evidence", "add", "CG-D001", photo, "--note", "整改后", today="2020-11-08",
         touched={"CG-D001.yaml": (8, 0), "photo.jpg": (1, 0)})  # fmt: skip
    step("measure", "done", "CG-D001", "m1", today="2020-11-09", touched={"CG-D001.yaml": (2, 0)})
    step("progress", "CG-D001", "--note", "已清运三条街", today="2020-11-10", touched={"CG-D001.yaml": (1, 0)})
    step("nearly", "CG-D001", "--note", "还差夜间巡查", today="2020-11-11", touched={"CG-D001.yaml": (2, 1)})
    step("finish", "CG-D001", "--note", "每日两清", today="2020-11-12", touched={"CG-D001.yaml": (2, 1)})

    # sent back, finished again, closed by somebody else
    step("return", "CG-D001", "--reason", "夜间仍有积存", "--by", TEAM, today="2020-11-13", touched={"CG-D001.yaml": (2, 1)})
    step("finish", "CG-D001", "--note", "已增夜班", today="2020-11-16", touched={"CG-D001.yaml": (2, 1)})
    refused = step("close", "CG-D001", today="2020-11-17", touched={}, code=4)
    assert refusal in refused.err
    step("close", "CG-D001", "--by", TEAM, today="2020-11-17", touched={"CG-D001.yaml": (2, 1)})

    # the other one is late: extended, approved; the original date stays
    extend = ("--to", "2020-12-10", "--reason", "设备到货延迟", "--approved-by", TEAM)
    step("extend", "CG-D002", *extend, today="2020-11-19", touched={"CG-D002.yaml": (4, 1)})
    assert "original_due: 2020-11-20" in desk.issue("CG-D002").read_text(encoding="utf-8")

    # the team is about to leave: the gate names the one unanswered item; carried, it opens
    gate = run("status", "--gate", "--json", "--today", "2020-12-18", code=1).data["report"]
    assert (gate["kind"], gate["due"], gate["days_left"], gate["ready"]) == ("during", "2020-12-18", 0, False)
    assert {(b["rule"], b["issue"]) for b in gate["blockers"]} == {("GAT01", "2020-r2/CG-D002"), ("GAT02", "2020-r2/CG-D002")}
    step("carry", "CG-D002", today="2020-12-18", touched={"CG-D002.yaml": (2, 0), "CG-F001.yaml": (18, 0)})
    assert run("status", "--gate", "--json", "--today", "2020-12-18").data["report"]["ready"] is True
    assert carried in run("progress", "CG-D002", "--note", "x", "--today", "2020-12-18", code=4).err

    # the feedback meeting; its report has the round's own limit
    step("feedback", "2020-r2", "--on", "2021-01-15", today="2021-01-15", touched={"round.yaml": (3, 0)})
    assert run("status", "--json", "--today", "2021-02-01").data["round"]["stage"] == "rectifying"
    bring = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2021-03-01", "--measure", "完善清运制度")
    step("start", "CG-F001", *bring, "--today", "2021-01-20", today="2021-01-20", touched={"CG-F001.yaml": (8, 1)})
    step("finish", "CG-F001", "--measures-done", "--document", "城管〔2021〕2号", "--note", "制度已印发", today="2021-02-20",
         touched={"CG-F001.yaml": (12, 1)})  # fmt: skip
    step("close", "CG-F001", "--by", OFFICE, today="2021-02-25", touched={"CG-F001.yaml": (2, 1)})

    # the rest is done and closed too, the round is finished, and nothing is wrong anywhere
    for name, closer in (("TY-I001", "退役军人局机关纪委"), ("TY-F001", OFFICE)):
        run("start", name, *bring, "--today", "2021-01-20")
        run("finish", name, "--measures-done", "--document", f"文件-{name}", "--note", f"结果 {name} 已经落实到位", "--today", "2021-02-20")
        run("close", name, "--by", closer, "--today", "2021-02-25")
    final = run("status", "--json", "--today", "2021-03-01").data
    assert final["round"]["stage"] == "finished"
    assert (final["totals"]["total"], final["totals"]["closed"], final["totals"]["closed_rate"]) == (4, 4, "100%")
    assert run("check", "--json", "--today", "2021-03-01").data["findings"] == []
