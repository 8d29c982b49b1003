"""Comparing and judging without the command line: revisions, rounds, what was issued, single issues, a line of commits."""

from __future__ import annotations

from datetime import date

import pytest
from desk import Desk, add_issue

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.checking import CheckScope, checked, checked_since, scope
from inspect_cli.actions.ends import between_revisions, between_rounds, since_issued
from inspect_cli.actions.issuing import FinishedPaper, ReportOrder, issue
from inspect_cli.domain.trouble import NotFound
from inspect_cli.store.workspace import NoSuchRound, Workspace
from inspect_cli.views.report import ReportKind

TODAY = date(2020, 11, 10)
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")


@pytest.fixture
def lowered(workspace: Desk) -> Desk:
    """CG-D001, committed; then its severity was lowered without a word."""
    add_issue(workspace, "during", "CG", "--severity", "serious")
    workspace.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    workspace.inspect("progress", "CG-D001", "--note", "一台已到", "--today", "2020-11-06")
    workspace.commit()
    return workspace


def lower(at: Desk) -> None:
    path = at.issue("CG-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("severity: serious", "severity: minor"), encoding="utf-8")


def test_two_revisions_are_compared_as_git_names_them(lowered):
    place = Workspace(lowered.root)
    lower(lowered)
    found = between_revisions(place, "")
    assert (found.diff.before, found.diff.after, [one.rule for one in found.findings]) == ("HEAD", "WORKTREE", ["DIF03"])
    assert between_revisions(place, "", staged=True).findings == between_revisions(place, "HEAD..HEAD").findings == []
    assert between_revisions(place, "", round_id="2019-r5").diff.changes == []


def test_two_rounds_are_compared(lowered):
    archive = Archive(Workspace(lowered.root))
    found = between_rounds(archive, "2020-r2", "2020-r2", TODAY)
    assert (found.diff.before, found.spotted) == ("2020-r2", ())
    with pytest.raises(NoSuchRound):
        between_rounds(archive, "2020-r2", "2021-r1", TODAY)


def test_what_was_issued_is_compared_with_now(lowered):
    place = Workspace(lowered.root)
    with pytest.raises(NotFound):
        since_issued(Archive(place), "2020-r2", [], TODAY)
    issue(place, ReportOrder("2020-r2", ReportKind.DURING, "CG"), TODAY, lambda told: FinishedPaper(b"paper", "md"))
    lower(lowered)
    assert [one.rule for one in since_issued(Archive(place), "2020-r2", ["during-CG-1"], TODAY).findings] == ["DIF03"]


def test_single_issues_are_judged_now_and_over_time(lowered):
    place = Workspace(lowered.root)
    add_issue(lowered, "during", "TY")
    lower(lowered)
    mine, other = (scope(place, [name], None, TODAY) for name in ("CG-D001", "TY-D001"))
    assert mine == CheckScope(frozenset(["2020-r2"]), frozenset(["rounds/2020-r2/issues/CG-D001.yaml"]))
    assert {one.issue for one in checked(Archive(place), other, TODAY)} <= {"2020-r2/TY-D001"}
    assert [one.rule for one in checked_since(place, mine, "HEAD").findings] == ["DIF03"]
    assert checked_since(place, other, "HEAD").findings == []
