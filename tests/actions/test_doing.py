"""What a command does, without a command line: a workspace, a hand, and what came of it. A page or a script calls the same."""

from datetime import date, datetime, timedelta, timezone

import pytest

from inspect_cli.actions.acting import Supplied, acted, decided, writes_of
from inspect_cli.actions.adding import Added, Arrival, added
from inspect_cli.actions.editing import NotValid, editable, edited
from inspect_cli.actions.founding import founded, refreshed
from inspect_cli.actions.hand import Hand
from inspect_cli.actions.opening import FeedbackRefused, fed_back, first_write, opened
from inspect_cli.actions.renumbering import planned, renumbered
from inspect_cli.domain.lifecycle.act import Act
from inspect_cli.domain.lifecycle.decision import AllRefused, Refused
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import OnSite, Person, Round, Unit
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Channel, Did, RoundKind, State
from inspect_cli.store.lookup import one_issue
from inspect_cli.store.workspace import Workspace

CHINA = timezone(timedelta(hours=8))
TODAY = date(2020, 10, 28)
NOW = datetime(2020, 10, 28, 9, 30, tzinfo=CHINA)
OFFICE = Hand(NOW, "城管局整改办")
TEAM = Hand(NOW, "巡察二组联络员")
UNITS = (Unit(code="CG", name="市城市管理局党组"), Unit(code="TY", name="市退役军人事务局党组"))
PEOPLE = (Person(name="巡察二组联络员", role="team", email="ez@example.org"), Person(name="城管局整改办", role="unit", unit="CG"))


def a_round(**changed) -> Round:
    usual = {
        "id": "2020-r2",
        "title": "第二轮",
        "kind": RoundKind.REGULAR,
        "team": "市委巡察二组",
        "units": UNITS,
        "on_site": OnSite(starts=date(2020, 10, 19), ends=date(2020, 12, 18)),
    }
    return Round(**{**usual, **changed})


def an_issue(**changed) -> Issue:
    usual = {"title": "清运不及时", "text": "部分街巷清运不及时。", "notice": "巡察立改〔2020〕3号", "found_on": TODAY}
    return Issue(**{"uid": "", "id": "", "channel": Channel.DURING, "state": State.REGISTERED, **usual, **changed})


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    """A root with one round, and no git above it."""
    made = founded(tmp_path, {})
    opened(made, a_round())
    return made


def add(workspace: Workspace, unit: str = "CG", **changed) -> Added:
    return added(workspace, OFFICE, Arrival(unit, an_issue(**changed)))


def state(workspace: Workspace, name: str) -> State:
    return one_issue(workspace, name, None, TODAY)[1].issue.state


def start(due: date | None = date(2020, 11, 10)) -> Supplied:
    act = Act(verb=Did.START, by="", at=NOW, due=due).saying(leader="分管副局长", department="环卫科")
    return Supplied(act, measures=("每日巡查",))


# -- who acts, and when ------------------------------------------------------------------------------------------------


def test_the_hand_that_is_named_acts():
    assert Hand(NOW, "督查组").actor(PEOPLE) == "督查组" and Hand(NOW).today == TODAY


def test_nobody_named_and_no_folder_of_git_is_said():
    with pytest.raises(Misused, match="nobody is named"):
        Hand(NOW).actor(PEOPLE)


@pytest.mark.parametrize(("email", "actor"), [("EZ@example.org", "巡察二组联络员"), ("other@example.org", "某科室")])
def test_gits_user_acts_under_the_name_that_the_round_knows(desk, email, actor):
    desk.git("config", "user.name", "某科室")
    desk.git("config", "user.email", email)
    assert Hand(NOW, folder=desk.root).actor(PEOPLE) == actor


@pytest.mark.parametrize(("day_given", "minutes", "moved"), [(True, 5, True), (True, -5, False), (False, 5, False), (True, 60 * 24, False)])
def test_only_a_clock_whose_day_was_given_waits_for_the_last_entry(day_given, minutes, moved):
    last = NOW + timedelta(minutes=minutes)
    assert Hand(NOW, day_given=day_given).moment_after(last) == (last if moved else NOW)


# -- a root and its rounds ---------------------------------------------------------------------------------------------


def test_a_folder_becomes_a_root_once(tmp_path):
    founded(tmp_path, {"issue.schema.json": "{}\n"})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    workspace = founded(tmp_path, {"issue.schema.json": "{}\n"})
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in before} >= {".gitkeep", ".gitattributes", "issue.schema.json"}
    assert refreshed(workspace, {"issue.schema.json": "[]\n", "round.schema.json": "{}\n"}) == [
        "schemas/issue.schema.json",
        "schemas/round.schema.json",
    ]


def test_a_round_opens_and_only_once(workspace):
    write = first_write(workspace, a_round(id="2021-r1"))
    assert not write.path.exists()
    assert opened(workspace, a_round(id="2021-r1")) == write and write.path.read_bytes() == write.after
    assert (write.path.parent / "issues").is_dir()
    with pytest.raises(Misused, match="is there already"):
        opened(workspace, a_round(id="2020-R2"))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"id": "../x"}, "cannot name a round"),
        ({"id": "con"}, "cannot name a round"),
        ({"units": (UNITS[0], UNITS[0])}, "named twice"),
        ({"on_site": OnSite(starts=date(2020, 12, 18), ends=date(2020, 10, 19))}, "before it starts"),
    ],
)
def test_an_impossible_round_is_refused_for_every_face(workspace, changed, why):
    with pytest.raises(Misused, match=why):
        opened(workspace, a_round(**{"id": "2021-r1", **changed}))
    assert workspace.round_ids() == ["2020-r2"]


def test_the_feedback_day_is_set_once_and_only_when_it_is_meant(workspace):
    before = (workspace.root / "rounds/2020-r2/round.yaml").read_bytes()
    tried, write = fed_back(workspace, OFFICE, "2020-r2", date(2021, 1, 8), dry_run=True)
    assert tried.feedback_on == date(2021, 1, 8) and write.path.read_bytes() == write.before == before
    after, write = fed_back(workspace, OFFICE, "2020-r2", date(2021, 1, 8))
    assert after == tried and write.path.read_bytes() == write.after != before
    with pytest.raises(FeedbackRefused):
        fed_back(workspace, OFFICE, "2020-r2", date(2021, 1, 9))


# -- issues ------------------------------------------------------------------------------------------------------------


def test_an_issue_arrives_with_its_number_and_its_first_entry(workspace):
    tried = added(workspace, OFFICE, Arrival("cg", an_issue()), dry_run=True)
    assert tried.ref == "2020-r2/CG-D001" and not tried.write.path.exists()
    done = added(workspace, OFFICE, Arrival("cg", an_issue(), ("每日巡查",), "来件"))
    entry, measure = done.issue.history
    assert (done.ref, entry.by, entry.at, entry.note, measure.did) == ("2020-r2/CG-D001", "城管局整改办", NOW, "来件", Did.MEASURE)
    assert done.write.path.read_bytes() == done.write.after
    assert add(workspace).ref == "2020-r2/CG-D002" and add(workspace, "TY").ref == "2020-r2/TY-D001"


@pytest.mark.parametrize(
    ("unit", "changed", "trouble"),
    [("ZZ", {}, Misused), ("CG", {"notice": ""}, Refused), ("CG", {"found_on": date(2020, 11, 30)}, Refused)],
)
def test_an_issue_that_may_not_arrive_leaves_nothing(workspace, unit, changed, trouble):
    with pytest.raises(trouble):
        add(workspace, unit, **changed)
    assert workspace.issue_names("2020-r2") == []


def test_an_act_is_done_to_all_and_says_what_came_of_each(workspace):
    add(workspace), add(workspace)
    one, two = acted(workspace, OFFICE, ["cg-d1", "2020-r2/CG-D002"], start())
    assert [one.ref, two.ref] == ["2020-r2/CG-D001", "2020-r2/CG-D002"]
    assert (one.before.state, one.decision.issue.state) == (State.REGISTERED, State.IN_PROGRESS)
    assert state(workspace, "CG-D001") is state(workspace, "CG-D002") is State.IN_PROGRESS
    assert [entry.by for entry in one.decision.issue.history] == ["城管局整改办"] * 3


def test_an_act_that_one_issue_refuses_is_done_to_none(workspace):
    add(workspace), add(workspace)
    acted(workspace, OFFICE, ["CG-D001"], start())
    before = workspace.issue_path("2020-r2", "CG-D002").read_bytes()
    with pytest.raises(AllRefused) as refused:
        acted(workspace, OFFICE, ["CG-D001", "CG-D002"], start())
    assert [one.ref for one in refused.value.refused] == ["2020-r2/CG-D001"] and refused.value.spared == ("CG-D002",)
    assert workspace.issue_path("2020-r2", "CG-D002").read_bytes() == before


def test_a_text_of_blanks_is_none_for_every_face(workspace):
    add(workspace)
    acted(workspace, OFFICE, ["CG-D001"], start())
    with pytest.raises(AllRefused):
        acted(workspace, OFFICE, ["CG-D001"], Supplied(Act(verb=Did.PROGRESS, by="", at=NOW, note="  ")))


def test_what_is_decided_is_not_yet_written(workspace):
    add(workspace)
    (one,) = decided(workspace, OFFICE, ["CG-D001"], start())
    (write,) = writes_of(workspace, one)
    assert write.path.read_bytes() == write.before != write.after and state(workspace, "CG-D001") is State.REGISTERED


def test_evidence_comes_with_the_act(workspace, tmp_path):
    add(workspace)
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"photo")
    brought = Supplied(Act(verb=Did.EVIDENCE, by="", at=NOW), files=(photo,), documents=("城管〔2020〕7号",), evidence_note="整改后")
    (one,) = acted(workspace, OFFICE, ["CG-D001"], brought)
    file, paper = one.decision.issue.evidence
    assert (workspace.folder("2020-r2") / file.file).read_bytes() == b"photo" and one.attachments[0].size == 5
    assert (paper.document, file.note, paper.note) == ("城管〔2020〕7号", "整改后", "整改后")


def test_carrying_makes_the_twin_before_the_link_to_it(workspace):
    add(workspace)
    acted(workspace, OFFICE, ["CG-D001"], start())
    carry = Supplied(Act(verb=Did.CARRY, by="", at=NOW, note="转入反馈整改", due=date(2021, 3, 31), approved_by="巡察办主任"))
    later = Hand(datetime(2021, 1, 8, 9, tzinfo=CHINA), "巡察二组联络员")
    (one,) = acted(workspace, later, ["CG-D001"], carry)
    twin, own = writes_of(workspace, one)
    assert (twin.path.stem, own.path.stem, one.decision.issue.carried_to) == ("CG-F001", "CG-D001", "2020-r2/CG-F001")
    assert one_issue(workspace, "CG-F001", None, TODAY)[1].issue.carried_from == "2020-r2/CG-D001"


# -- a text typed anew -------------------------------------------------------------------------------------------------


def test_an_edit_gets_its_entry(workspace):
    add(workspace)
    file = editable(workspace, "cg-d1", None, TODAY)
    typed = file.before.replace(b"state:", "post: 环卫科科长\nstate:".encode(), 1)
    tried = edited(workspace, OFFICE, file, typed, "漏填", dry_run=True)
    assert file.path.read_bytes() == file.before
    done = edited(workspace, OFFICE, file, typed, "漏填")
    issue = one_issue(workspace, "CG-D001", None, TODAY)[1].issue
    assert done == tried and file.path.read_bytes() == done.after
    entry = issue.history[-1]
    assert (issue.post, entry.did, entry.by, entry.note) == ("环卫科科长", Did.EDIT, "城管局整改办", "漏填")


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        (b"state: registered", b"state: gone", NotValid),
        (b"id: CG-D001", b"id: CG-D009", NotValid),
        (b"state: registered", b"state: closed", Refused),
    ],
)
def test_an_edit_that_is_not_valid_or_takes_something_back_leaves_the_file(workspace, old, new, trouble):
    add(workspace)
    file = editable(workspace, "CG-D001", None, TODAY)
    assert old in file.before
    with pytest.raises(trouble) as raised:
        edited(workspace, OFFICE, file, file.before.replace(old, new))
    assert raised.value.findings if trouble is NotValid else raised.value.reasons
    assert file.path.read_bytes() == file.before


def test_a_round_is_edited_and_keeps_its_id_and_its_units(workspace):
    add(workspace)
    file = editable(workspace, "2020-r2", None, TODAY)
    assert (file.issue, file.path.name) == ("", "round.yaml")
    assert edited(workspace, TEAM, file, file.before.replace(b"rate_places: 1", b"rate_places: 2")).after == file.path.read_bytes()
    file = editable(workspace, "2020-r2", None, TODAY)
    with pytest.raises(Refused) as refused:
        edited(workspace, TEAM, file, file.before.replace(b"id: 2020-r2", b"id: 2020-r3").replace(b"CG", b"XX"))
    assert len(refused.value.reasons) == 2


# -- another number ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("to", "number"), [(None, "CG-D003"), ("cg-d7", "CG-D007"), ("2020-r2/CG-D0009", "CG-D009")])
def test_a_record_gets_another_number_and_the_links_follow(workspace, to, number):
    add(workspace), add(workspace, recurs=("2020-r2/CG-D001",))
    plan = planned(workspace, OFFICE, "CG-D001", to, "撞号")
    assert workspace.issue_names("2020-r2") == ["CG-D001", "CG-D002"]
    done = renumbered(workspace, OFFICE, "CG-D001", to, "撞号")
    assert done == plan and (done.before, done.after) == ("2020-r2/CG-D001", f"2020-r2/{number}")
    assert done.linked == (("2020-r2/CG-D002", "recurs"),) and done.file == f"rounds/2020-r2/issues/{number}.yaml"
    assert workspace.issue_names("2020-r2") == ["CG-D002", number]
    assert one_issue(workspace, "CG-D002", None, TODAY)[1].issue.recurs == (f"2020-r2/{number}",)


@pytest.mark.parametrize(
    ("to", "trouble"),
    [("", Misused), ("7", Misused), ("CG-D000", Misused), ("2019-r1/CG-D007", Misused), ("CG-D002", Refused), ("TY-D007", Refused)],
)
def test_a_number_that_is_none_or_taken_is_refused(workspace, to, trouble):
    add(workspace), add(workspace)
    with pytest.raises(trouble):
        renumbered(workspace, OFFICE, "CG-D001", to)
    assert workspace.issue_names("2020-r2") == ["CG-D001", "CG-D002"]


# -- nothing of a screen -----------------------------------------------------------------------------------------------


def test_nothing_is_printed(workspace, capsys):
    add(workspace)
    acted(workspace, OFFICE, ["CG-D001"], start())
    renumbered(workspace, OFFICE, "CG-D001")
    fed_back(workspace, OFFICE, "2020-r2", date(2021, 1, 8))
    assert capsys.readouterr() == ("", "")
