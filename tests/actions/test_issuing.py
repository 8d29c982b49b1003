"""A report is issued by whoever can make its bytes; no command line is needed for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from desk import add_issue

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.issuing import FinishedPaper, ReportOrder, draft, free_place, issue, keep
from inspect_cli.domain.trouble import Misused
from inspect_cli.store.files import disk
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.drafted import Refusal
from inspect_cli.views.report import ReportKind

TODAY = date(2020, 11, 10)
ORDER = ReportOrder("2020-r2", ReportKind.DURING, "CG")
PAPER = FinishedPaper(b"the paper", "md", ("a signature",), "draft")


@pytest.fixture
def archive(workspace) -> Archive:
    """The round with one item of CG, in progress and answered."""
    add_issue(workspace)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")
    workspace.inspect("start", "CG-D001", *plan, "--today", "2020-10-30")
    workspace.inspect("progress", "CG-D001", "--note", "一台已到", "--today", "2020-11-06")
    return Archive(Workspace(workspace.saved().root))


def issued(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.workspace.root / "rounds/2020-r2/reports").glob("*"))


def test_given_bytes_are_issued_with_their_baseline(archive):
    made = issue(archive.workspace, ORDER, TODAY, lambda told: PAPER)
    assert made.issued and made.file == "rounds/2020-r2/reports/during-CG-1.md" and made.missing == ("a signature",)
    assert issued(archive) == ["during-CG-1.baseline.json", "during-CG-1.md"]
    assert (archive.workspace.root / made.file).read_bytes() == b"the paper"


def test_where_the_baseline_cannot_be_put_the_document_is_not_there_either(archive, monkeypatch):
    put = disk._put

    def refuses_baselines(step: disk.DiskStep, temporary: Path | None) -> None:
        if isinstance(step, disk.Write) and step.path.name.endswith(".json"):
            raise disk.CannotWrite(step.path, OSError("full"))
        put(step, temporary)

    monkeypatch.setattr(disk, "_put", refuses_baselines)
    with pytest.raises(disk.CannotWrite):
        issue(archive.workspace, ORDER, TODAY, lambda told: PAPER)
    assert issued(archive) == []


def by_hand(workspace, old: str, new: str, name: str = "CG-D001") -> None:
    file = workspace.issue(name)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    workspace.commit("by hand")


def test_what_check_calls_an_error_in_a_record_that_is_covered_is_named_and_nothing_is_issued(archive, workspace):
    path = workspace.root / "rounds/2020-r2/round.yaml"
    people = "people:\n  - {name: 城管局整改办, role: unit, unit: CG}\n  - {name: 巡察二组联络员, role: team}\n"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    by_hand(workspace, "state:", "waivers: [{rule: TXT02, reason: 已经核实, by: 路人, on: 2020-11-08}]\nstate:")
    refused = issue(archive.workspace, ORDER, TODAY, lambda told: PAPER)
    assert isinstance(refused, Refusal) and [(one.rule, one.issue) for one in refused.blockers] == [("STA06", "2020-r2/CG-D001")]
    assert "路人" in str(refused.blockers[0].message) and refused.blockers[0].fix.english
    by_hand(workspace, "by: 路人", "by: 巡察二组联络员")
    assert not isinstance(issue(archive.workspace, ORDER, TODAY, lambda told: PAPER), Refusal)


def test_an_error_in_what_the_report_does_not_cover_and_a_warning_stop_nothing(archive, workspace):
    add_issue(workspace, "immediate")
    add_issue(workspace, "during", "TY")
    for name in ("CG-I001", "TY-D001"):
        by_hand(workspace, "state:", "similar: [CG-D099]\nstate:", name)
    by_hand(workspace, "history:", "severity: minor\npost: 岗位\nhistory:")
    made = issue(archive.workspace, ORDER, TODAY, lambda told: PAPER)
    assert made.issued, made


def test_a_link_that_leads_nowhere_is_named(archive, workspace):
    by_hand(workspace, "state:", "similar: [CG-D099]\nstate:")
    refused = issue(archive.workspace, ORDER, TODAY, lambda told: PAPER)
    assert [one.rule for one in refused.blockers] == ["REP01"]


def test_behind_a_closed_gate_nothing_is_inked_and_every_reason_is_told(archive, workspace):
    add_issue(workspace)
    made = issue(archive.workspace, ORDER, TODAY, lambda told: pytest.fail("no paper is made"))
    assert isinstance(made, Refusal) and [one.rule for one in made.blockers] == ["GAT01"] and issued(archive) == []


def test_a_dry_run_says_what_would_be_issued(archive):
    assert issue(archive.workspace, ORDER, TODAY, lambda told: PAPER, dry_run=True).issued and issued(archive) == []


def test_a_draft_is_in_no_file_until_it_is_kept(archive, tmp_path):
    made, paper = draft(archive, ORDER, TODAY, lambda told: PAPER)
    assert (made.file, made.issued, issued(archive)) == ("", False, [])
    place = free_place(tmp_path, made.report, paper)
    keep(place, paper)
    assert place.read_bytes() == b"the paper" and free_place(tmp_path, made.report, paper) == Path(tmp_path, f"{place.stem}-2.md")
    with pytest.raises(Misused):
        keep(place, paper)


def test_the_unit_is_named_where_there_are_several(archive):
    with pytest.raises(Misused):
        draft(archive, ReportOrder("2020-r2", ReportKind.DURING), TODAY, lambda told: PAPER)
