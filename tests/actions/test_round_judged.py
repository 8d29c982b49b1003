"""What a round says of itself is judged (DIF12): every field of it, and whose word explains a change; what an edit and the feedback meeting write."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from branch import OFFICE, TEAM, found, roster
from desk import Desk, add_issue, open_round

from inspect_cli.domain.compare.amendment import admitted, amendments, differing, new_changes
from inspect_cli.domain.record.declaration import fields_of, judged_by
from inspect_cli.domain.record.round import Deadlines, Limit, OnSite, Person, Round, RoundChange, Unit
from inspect_cli.domain.words import Role, RoundKind, State

UNIT, NOBODY, DAY = "城管局整改办", "路人", ("--today", "2020-11-12")
AT = datetime(2020, 11, 12, 9, tzinfo=UTC)
TEAM_ROW, OFFICE_ROW = Person(name=TEAM, role=Role.TEAM), Person(name=OFFICE, role=Role.OFFICE)
ROUND = Round(
    id="2020-r2",
    format=2,
    title="第二轮",
    kind=RoundKind.REGULAR,
    team="二组",
    units=(Unit(code="CG", name="城管局"), Unit(code="TY", name="退役局")),
    on_site=OnSite(starts=date(2020, 10, 19), ends=date(2020, 12, 18)),
    profile={"已完成": (State.DONE, State.CLOSED)},
    people=(TEAM_ROW, OFFICE_ROW, Person(name=UNIT, role=Role.UNIT, unit="CG")),
)
CHANGED = {  # what is changed -> the pieces that then need somebody's word
    "title": (replace(ROUND, title="第三轮"), ["title"]),
    "kind": (replace(ROUND, kind=RoundKind.SPECIAL), ["kind"]),
    "team": (replace(ROUND, team="三组"), ["team"]),
    "units": (
        replace(ROUND, units=(Unit(code="CG", name="城管局党组"), Unit(code="JT", name="交通局"))),
        ["units.CG", "units.TY", "units.JT"],
    ),
    "on_site": (replace(ROUND, on_site=OnSite(starts=date(2020, 10, 20))), ["on_site.starts", "on_site.ends"]),
    "feedback_on": (replace(ROUND, feedback_on=date(2021, 1, 8)), ["feedback_on"]),
    "deadlines": (replace(ROUND, deadlines=Deadlines(feedback_report=Limit(months=3, basis="安排"))), ["deadlines.feedback_report"]),
    "rate_places": (replace(ROUND, rate_places=0), ["rate_places"]),
    "profile": (replace(ROUND, profile={"已完成": (State.DONE, State.IN_PROGRESS)}), ["profile"]),
    "people": (
        replace(ROUND, people=(replace(TEAM_ROW, until=date(2020, 11, 30)), Person(name=UNIT, role=Role.UNIT, unit="TY"))),
        [f"people.{TEAM}/team", f"people.{OFFICE}/office", f"people.{UNIT}/unit/CG", f"people.{UNIT}/unit/TY"],
    ),
}


def begun() -> bool:
    return True


def unexplained(before: Round, after: Round, is_begun=begun) -> list[str]:
    return [one.changed.field for one in amendments(before, after, is_begun) if one.is_unexplained]


def said(field: str, was: str, now: str, approved_by: str = TEAM, **more) -> RoundChange:
    return RoundChange(
        **{"field": field, "was": was, "now": now, "reason": "经批准", "by": UNIT, "at": AT, "approved_by": approved_by, **more}
    )


def entries(after: Round, approved_by: str = TEAM, **more) -> list[RoundChange]:
    made = [said(one.changed.field, one.changed.was, one.changed.now, approved_by) for one in differing(ROUND, after)]
    return [replace(one, **more) for one in made]


def test_every_field_of_a_round_is_judged_or_named_here_as_not_judged():
    assert set(fields_of(Round)) - set(judged_by(Round, "DIF12")) == {"id", "format", "changes"}
    assert set(CHANGED) == set(judged_by(Round, "DIF12"))


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_needs_for_each_piece_an_entry_that_somebody_signed_who_may(name):
    after, pieces = CHANGED[name]
    signed = entries(after)
    assert unexplained(ROUND, after) == pieces
    assert unexplained(ROUND, replace(after, changes=tuple(signed))) == []
    for at, piece in enumerate(pieces):  # half explained
        assert unexplained(ROUND, replace(after, changes=tuple(signed[:at] + signed[at + 1 :]))) == [piece]
    for forged in (
        entries(after, NOBODY),
        entries(after, UNIT),
        entries(after, ""),
        entries(after, reason=" \u200b"),
        entries(after, was="甲"),
        entries(after, now="乙"),
        entries(after, field="contacts"),
    ):
        assert unexplained(ROUND, replace(after, changes=tuple(forged))) == pieces
    known = replace(ROUND, changes=tuple(signed))  # what was said before explains nothing new
    assert unexplained(known, replace(after, changes=known.changes)) == pieces


def test_where_nobody_is_named_anybodys_word_counts_if_it_says_something():
    nobody, after = replace(ROUND, people=()), replace(ROUND, people=(), title="第三轮")
    assert unexplained(nobody, replace(after, changes=(said("title", "第二轮", "第三轮", NOBODY),))) == []
    assert unexplained(nobody, replace(after, changes=(said("title", "第二轮", "第三轮", ""),))) == ["title"]
    newly = replace(ROUND, changes=tuple(said(one.changed.field, "", one.changed.now, NOBODY) for one in differing(nobody, ROUND)))
    assert unexplained(nobody, newly) == []


def test_steps_lead_from_one_to_the_other_and_the_last_one_holds():
    first, second, back = said("title", "第二轮", "中"), said("title", "中", "第三轮"), said("title", "第三轮", "中")
    after = replace(ROUND, title="第三轮")
    assert unexplained(ROUND, replace(after, changes=(first, second))) == []
    assert unexplained(ROUND, replace(after, changes=(first, said("title", "中", "第三轮", NOBODY)))) == ["title"]
    assert unexplained(ROUND, replace(after, changes=(second, first))) == ["title"]
    assert unexplained(ROUND, replace(after, changes=(first, second, back))) == ["title"]
    assert unexplained(ROUND, replace(after, title="中", changes=(first, second, back))) == []
    other = said("title", "第二轮", "另一轮")  # two branches, each signed: either may stand
    assert unexplained(ROUND, replace(after, title="中", changes=(first, other))) == []
    assert unexplained(ROUND, replace(after, title="另一轮", changes=(first, other))) == []


def test_who_is_granted_in_the_same_version_signs_only_where_their_coming_is_signed():
    newcomer, second = Person(name="新联络员", role=Role.TEAM), Person(name="又一人", role=Role.TEAM)
    after = replace(ROUND, people=(*ROUND.people, newcomer), title="第三轮")
    coming = said("people.新联络员/team", "", "name: 新联络员, role: team")
    title = said("title", "第二轮", "第三轮", "新联络员")
    assert unexplained(ROUND, replace(after, changes=(title,))) == ["title", "people.新联络员/team"]
    assert unexplained(ROUND, replace(after, changes=(coming, title))) == []
    own = replace(coming, approved_by="新联络员")
    assert unexplained(ROUND, replace(after, changes=(own, title))) == ["title", "people.新联络员/team"]
    both = replace(after, people=(*after.people, second))
    each_other = (replace(coming, approved_by="又一人"), said("people.又一人/team", "", "name: 又一人, role: team", "新联络员"))
    assert unexplained(ROUND, replace(both, changes=(*each_other, title))) == ["title", "people.新联络员/team", "people.又一人/team"]
    assert newcomer not in admitted(ROUND, replace(after, changes=(own,)), begun).people
    assert newcomer in admitted(ROUND, replace(after, changes=(coming,)), begun).people
    moved = replace(after, on_site=OnSite(starts=date(2020, 10, 19), ends=date(2020, 10, 20)))
    assert admitted(ROUND, moved, begun).on_site == ROUND.on_site


def test_who_has_left_signs_for_no_later_day():
    known = replace(ROUND, people=(replace(TEAM_ROW, until=date(2020, 11, 12)), OFFICE_ROW))
    after = replace(known, title="第三轮")
    on_the_last_day = said("title", "第二轮", "第三轮")
    assert unexplained(known, replace(after, changes=(on_the_last_day,))) == []
    assert unexplained(known, replace(after, changes=(replace(on_the_last_day, at=AT + timedelta(days=1)),))) == ["title"]
    forged = replace(after, people=(TEAM_ROW, OFFICE_ROW), changes=(replace(on_the_last_day, at=AT + timedelta(days=1)),))
    assert unexplained(known, forged) == ["title", f"people.{TEAM}/team"]


def test_a_row_that_only_reads_the_same_is_another():
    left = replace(TEAM_ROW, email="a@b", until=date(2020, 11, 1))
    back = replace(TEAM_ROW, email="a@b, until: 2020-11-01")
    before, after = (replace(ROUND, people=(one, OFFICE_ROW)) for one in (left, back))
    assert unexplained(before, after) == [f"people.{TEAM}/team"]


def test_additions_before_the_first_issue_are_free_and_changes_are_not():
    after = replace(
        ROUND,
        title="第三轮",
        feedback_on=date(2021, 1, 8),
        people=(*ROUND.people, Person(name="新联络员", role=Role.TEAM)),
        units=(*ROUND.units, Unit(code="JT", name="交通局")),
    )
    assert unexplained(ROUND, after, lambda: False) == ["title"]
    old = replace(ROUND, format=None)  # as `feedback` wrote it before there were changes
    assert unexplained(old, replace(old, feedback_on=date(2021, 1, 8))) == []


def test_new_changes_are_counted_one_by_one():
    one = said("title", "甲", "乙")
    assert new_changes(replace(ROUND, changes=(one,)), replace(ROUND, changes=(one, one))) == [one]


# -- with git ----------------------------------------------------------------------------------------------------------

PEOPLE = f"people:\n  - {{name: {TEAM}, role: team}}\n  - {{name: {OFFICE}, role: office}}\n  - {{name: {UNIT}, role: unit, unit: CG}}\n"
ENDS = ("ends: 2020-12-18", "ends: 2021-12-18")
MOVED = ("CG-D001", "by: WHO, did: start, from: registered, to: in_progress")


@pytest.fixture
def known(desk: Desk) -> Desk:
    """CG-D001 registered in a round with people; committed and tagged."""

    def story(at: Desk) -> None:
        open_round(at)
        add_issue(at)
        path = at.root / "rounds/2020-r2/round.yaml"
        path.write_text(path.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
        at.commit("base")
        at.git("tag", "base")

    return desk.set_up(story)


def written(at: Desk) -> str:
    return (at.root / "rounds/2020-r2/round.yaml").read_text(encoding="utf-8")


def test_a_change_by_hand_is_named_staged_committed_and_squashed_until_the_changes_say_so(known):
    roster(known, *ENDS)
    assert found(known, "--since", "base") == [("DIF12", "2020-r2")]
    known.git("add", "-A")
    assert found(known, "--staged") == [("DIF12", "2020-r2")]
    known.commit("longer")
    assert found(known, "--since", "base") == found(known, "--since", "base", "--squash") == [("DIF12", "2020-r2")]
    entry = (
        "{field: on_site.ends, was: 2020-12-18, now: 2021-12-18, reason: 延长, by: WHO, at: 2020-11-12T09:00:00+08:00, approved_by: WHO}"
    )
    assert (
        '- {field: "on_site.ends", was: "2020-12-18", now: "2021-12-18", reason: …' in known.inspect("check", "--since", "base", code=1).out
    )
    for who, code in ((NOBODY, 1), (TEAM, 0)):
        roster(known, PEOPLE, f"{PEOPLE}changes:\n  - {entry.replace('WHO', who)}\n")
        known.commit("said since")
        found(known, "--since", "base", code=code)
        if code:
            known.git("reset", "-q", "--hard", "HEAD~")


def test_an_edit_asks_for_reason_and_approver_once_the_round_is_saved(known):
    draft = known.root.parent / "draft.yaml"
    draft.write_text(written(known).replace(*ENDS), encoding="utf-8")
    words = ("edit", "2020-r2", "--from", draft, *DAY)
    assert known.inspect(*words, code=4).err.count("→") == 2
    for who in (NOBODY, UNIT):
        assert who in known.inspect(*words, "--reason", "延长", "--approved-by", who, code=4).err
    known.inspect(*words, "--reason", "延长", "--approved-by", TEAM)
    assert "field: on_site.ends" in written(known) and "reason: 延长" in written(known)
    known.commit("longer")
    assert found(known, "--since", "base", code=0) == []
    assert known.inspect("diff", "base", "--json").data["changes"][0]["explained_by"]["reason"] == "延长"


def test_what_was_changed_by_hand_is_said_by_an_edit_that_changes_nothing_more(known):
    roster(known, *ENDS)
    path = known.root / "rounds/2020-r2/round.yaml"
    known.inspect("edit", "2020-r2", "--from", path, "--reason", "延长", "--approved-by", OFFICE, *DAY)
    assert found(known, "--since", "base", code=0) == []
    before = written(known)
    known.inspect("edit", "2020-r2", "--from", path)
    assert written(known) == before


def test_a_round_that_nobody_saved_is_edited_freely(desk):
    open_round(desk)
    roster(desk, "title: 第二轮", "title: 第三轮", NOBODY)
    assert "changes" not in written(desk)


@pytest.mark.parametrize(
    ("by", "more", "code"), [(TEAM, (), 0), (UNIT, (), 4), (UNIT, ("--approved-by", OFFICE), 0), (UNIT, ("--approved-by", NOBODY), 4)]
)
def test_the_feedback_meeting_is_entered_by_whoever_records_it(known, by, more, code):
    known.inspect("feedback", "2020-r2", "--on", "2020-12-20", "--by", by, *more, "--today", "2020-12-21", code=code)
    assert ("field: feedback_on" in written(known)) is (code == 0)
    assert found(known, "--since", "base", code=0) == []


@pytest.mark.parametrize("where", ["same commit", "commit before"])
def test_people_granted_without_a_word_explain_nothing(known, where):
    known.inspect("start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "丙", "--by", UNIT, *DAY)
    known.commit("started")
    known.git("tag", "started")
    roster(known, PEOPLE, f"{PEOPLE}  - {{name: {NOBODY}, role: team}}\n")
    if where == "commit before":
        known.commit("granted")
    known.inspect("extend", "CG-D001", "--to", "2020-12-10", "--reason", "延", "--approved-by", NOBODY, "--by", UNIT, *DAY)
    known.commit("extended")
    expected = [("DIF02", "CG-D001"), ("DIF12", "2020-r2")]
    assert found(known, "--since", "started", "--squash") == expected
    assert found(known, "--since", "started") == (expected if where == "same commit" else expected[1:])


def test_a_colleague_who_is_added_properly_acts_in_the_same_commit(known):
    roster(known, PEOPLE, f"{PEOPLE}  - {{name: 新来的人, role: unit, unit: CG}}\n", TEAM, *DAY)
    known.inspect(
        "start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "丙", "--by", "新来的人", *DAY
    )
    known.commit("one commit")
    assert found(known, "--since", "base", code=0) == found(known, "--since", "base", "--squash", code=0) == []


def test_a_broken_round_hides_nothing(known):
    first = written(known)
    path = known.root / "rounds/2020-r2/round.yaml"
    path.write_text("", encoding="utf-8")
    known.commit("broken")
    path.write_text(first.replace(*ENDS), encoding="utf-8")
    known.commit("mended")
    assert found(known, "--since", "base") == [("DIF12", "2020-r2")]


@pytest.mark.parametrize(("old", "new"), [("format: 2\n", ""), ("format: 2\n", "format: 1\n")])
def test_the_format_is_never_taken_back(known, old, new):
    roster(known, old, new)
    assert found(known, "--since", "base") == [("DIF12", "2020-r2")]
    path = known.root / "rounds/2020-r2/round.yaml"
    known.inspect("edit", "2020-r2", "--from", path, "--reason", "x", "--approved-by", TEAM, code=4)


@pytest.mark.parametrize(("old", "new"), [("reason: 人员变动", "reason: 别的"), ("  - {field: on_site", "#  - {field: on_site")])
def test_what_the_changes_said_is_never_unsaid(known, old, new):
    roster(known, *ENDS, TEAM, *DAY)
    known.commit("longer")
    known.git("tag", "longer")
    roster(known, old, new)
    assert ("DIF12", "2020-r2") in found(known, "--since", "longer")


def test_an_edit_enters_nothing_in_the_name_of_somebody_else(known):
    entry = f"{{field: title, was: 第二轮, now: 第三轮, reason: x, by: {TEAM}, at: 2020-11-12T09:00:00+08:00, approved_by: {TEAM}}}"
    draft = known.root.parent / "draft.yaml"
    draft.write_text(written(known).replace("title: 第二轮", "title: 第三轮") + f"changes:\n  - {entry}\n", encoding="utf-8")
    known.inspect("edit", "2020-r2", "--from", draft, "--by", UNIT, *DAY, code=4)
    known.inspect("edit", "2020-r2", "--from", draft, "--by", TEAM, *DAY)


def test_an_empty_round_may_go_and_one_with_issues_may_not(desk):
    open_round(desk)
    desk.commit("opened")
    path = desk.root / "rounds/2020-r2/round.yaml"
    first = path.read_bytes()
    path.unlink()
    assert found(desk, "--since", "HEAD", code=0) == []
    path.write_bytes(first)
    add_issue(desk)
    desk.commit("begun")
    path.unlink()
    assert found(desk, "--since", "HEAD") == [("DIF12", "2020-r2")]


# -- branches ----------------------------------------------------------------------------------------------------------


def test_two_branches_that_each_say_what_they_changed_are_joined_without_a_finding(known):
    known.git("checkout", "-q", "-b", "side")
    roster(known, "title: 第二轮", "title: 第三轮", TEAM, *DAY)
    known.commit("title")
    known.git("checkout", "-q", "main")
    roster(known, *ENDS, OFFICE, *DAY)
    known.commit("longer")
    joined = (
        written(known).replace("title: 第二轮", "title: 第三轮")
        + known.git("show", "side:rounds/2020-r2/round.yaml").split("changes:\n")[1]
    )
    assert known.inspect("check", "--since", "base").code == 0
    with_conflict(known, joined)
    assert found(known, "--since", "base", code=0) == found(known, "--since", "base", "--squash", code=0) == []


def with_conflict(at: Desk, joined: str) -> None:
    """Both sides added to the changes: somebody keeps both."""
    try:
        at.git("merge", "-q", "--no-edit", "side")
    except subprocess.CalledProcessError:
        (at.root / "rounds/2020-r2/round.yaml").write_text(joined, encoding="utf-8")
        at.git("add", "-A")
        at.git("-c", "core.editor=true", "commit", "-q", "--no-verify", "-m", "merged")


@pytest.mark.parametrize("kept", ["2021-01-18", "2021-02-18", "2020-12-18"])
def test_of_two_days_that_were_each_approved_either_may_stand_and_no_third(known, kept):
    known.git("checkout", "-q", "-b", "side")
    roster(known, "ends: 2020-12-18", "ends: 2021-01-18", TEAM, *DAY)
    known.commit("one")
    known.git("checkout", "-q", "main")
    roster(known, "ends: 2020-12-18", "ends: 2021-02-18", OFFICE, *DAY)
    known.commit("other")
    joined = (
        written(known).replace("ends: 2021-02-18", f"ends: {kept}")
        + known.git("show", "side:rounds/2020-r2/round.yaml").split("changes:\n")[1]
    )
    with_conflict(known, joined)
    assert set(found(known, "--since", "base", code=None)) == ({("DIF12", "2020-r2")} if kept == "2020-12-18" else set())
