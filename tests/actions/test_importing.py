"""A workbook is taken in by whoever says who acts and when; no command line is needed for it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sheets import office

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.exporting import AlreadyThere, exported, put
from inspect_cli.actions.hand import Hand
from inspect_cli.actions.importing import Apply, ImportRequest, Progress, imported
from inspect_cli.domain.sheet.intake import IntakeTerms
from inspect_cli.domain.text import Text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Channel
from inspect_cli.store.loading import load
from inspect_cli.store.workspace import Workspace

NOW = datetime.fromisoformat("2020-10-30T09:00:00+08:00")
HAND = Hand(NOW, "城管局整改办")
TERMS = IntakeTerms(unit="CG", channel=Channel.DURING, notice="巡察立改〔2020〕3号", found_on=date(2020, 10, 28))
ROWS: list[list[object]] = [
    ["问题", "责任领导", "时限"],
    ["清运不及时", "分管副局长", "2020-11-20"],
    ["路面破损未修", "分管副局长", "2020-11-25"],
]


@pytest.fixture
def archive(workspace) -> Archive:
    """An empty round."""
    return Archive(Workspace(workspace.root))


@pytest.fixture
def steps() -> list[str]:
    """What was told while it ran."""
    return []


@pytest.fixture
def progress(steps) -> Progress:
    """Tells the steps."""

    def begun(said: Text):
        steps.append(said.english)
        return lambda done, of: None

    return begun


def names(archive: Archive) -> list[str]:
    return [record.issue.id for record in load(archive.workspace, "2020-r2").records]


def test_rows_are_understood_and_nothing_is_written_until_it_is_asked_for(archive, progress, steps, tmp_path):
    file = office(tmp_path / "a.xlsx", ROWS)
    made = imported(archive, ImportRequest(file, TERMS), HAND, progress)
    assert (made.new, made.written, made.round_id, names(archive)) == (2, None, "2020-r2", [])
    assert [one.split(":")[0] for one in steps] == ["reading the sheets", "taking in the rows", "preparing the records"]
    assert imported(archive, ImportRequest(file, TERMS, apply=Apply.ALL), HAND, progress).written == 2
    assert names(archive) == ["CG-D001", "CG-D002"]
    entry = load(archive.workspace, "2020-r2").records[0].issue.history[0]
    assert (entry.by, entry.at) == ("城管局整改办", NOW)


def test_all_or_nothing_is_written_but_for_an_import_of_a_part(archive, progress, tmp_path):
    file = office(tmp_path / "a.xlsx", [*ROWS, ["占道经营", "分管副局长", "不知何时"]])
    made = imported(archive, ImportRequest(file, TERMS, apply=Apply.ALL), HAND, progress)
    assert made.intake.untaken and made.written is None and names(archive) == []
    assert imported(archive, ImportRequest(file, TERMS, apply=Apply.PARTIAL), HAND, progress).written == len(names(archive)) == 2


@pytest.mark.parametrize("odd", [{"sheet": "没有"}, {"without": ("没有",)}])
def test_a_sheet_or_a_column_that_is_not_there_is_told(archive, progress, tmp_path, odd):
    with pytest.raises(Misused):
        imported(archive, ImportRequest(office(tmp_path / "a.xlsx", ROWS), TERMS, **odd), HAND, progress)


def test_what_goes_out_is_put_beside_nobodys_work(archive, progress, tmp_path):
    imported(archive, ImportRequest(office(tmp_path / "a.xlsx", ROWS), TERMS, apply=Apply.ALL), HAND, progress)
    assert exported(archive, "2020-r2", "CG", NOW.date(), "csv").items == 2
    out = Path(tmp_path, "ledger.csv")
    put(out, b"one", archive.workspace)
    put(out, b"one", archive.workspace)
    with pytest.raises(AlreadyThere):
        put(out, b"two", archive.workspace)
    put(out, b"two", archive.workspace, force=True)
    assert out.read_bytes() == b"two"
