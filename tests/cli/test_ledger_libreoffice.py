"""The workbook in a real spreadsheet: LibreOffice opens, works out, edits and saves it, and nothing is lost on the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hostile import DOUBLY, HOSTILE
from sheets import ROOT, TODAY, export, row_of, with_samples

from inspect_cli.cli.argv.app import main
from inspect_cli.domain.words import COUNTED_STATES, Channel, word

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
UNIT = ("--by", "城管局整改办", "--today", TODAY)
FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "fods": "fods"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Converts files, as the program would save them; its profile is thrown away."""
    profile = tmp_path_factory.mktemp("profile")

    def convert(form: str, to: Path, *paths: Path) -> None:
        settings = f"-env:UserInstallation={profile.as_uri()}"
        words = [str(SOFFICE), settings, "--headless", "--convert-to", FILTERS[form], "--outdir", str(to), *map(str, paths)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": str(profile)}, check=False)
        if not all((to / f"{path.stem}.{form}").exists() for path in paths):
            pytest.skip(f"LibreOffice could not convert here: {done.stderr[-200:]}")

    return convert


@pytest.fixture(scope="module")
def saved(office, hostiles, tmp_path_factory) -> Path:
    """The ledgers of the sample rounds and of the hostile records, opened and saved by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("saved")
    made = [export(folder / f"{name}.xlsx", "--round", name) for name in ("2019-r5", "2020-r2")]
    made.append(export(folder / "hostile.xlsx", root=hostiles))
    (folder / "out").mkdir()
    office("xlsx", folder / "out", *made)
    return folder / "out"


@pytest.mark.parametrize("round_id", ["2019-r5", "2020-r2"])
def test_the_totals_that_it_works_out_are_those_of_status(saved, round_id, capsys):
    capsys.readouterr()
    main(["status", round_id, "--json", "--root", str(ROOT), "--today", TODAY])
    data = json.loads(capsys.readouterr().out)["data"]
    rows = list(openpyxl.load_workbook(saved / f"{round_id}.xlsx", data_only=True)["汇总"].iter_rows(min_row=3, values_only=True))
    keys = ["total", *COUNTED_STATES, "overdue", "answered", "done_rate", "closed_rate", "void"]
    expected = [[row[key] if row[key] is not None else "—" for key in keys] for row in [*data["rows"], data["totals"]]]
    assert [list(row[2:]) for row in rows] == expected
    assert [row[1] for row in rows[:-1]] == [word(Channel(row["channel"])).zh for row in data["rows"]]


@pytest.mark.parametrize("round_id", ["2019-r5", "2020-r2"])
def test_what_it_saves_asks_for_nothing(saved, round_id, capsys):
    capsys.readouterr()
    words = ["--root", str(ROOT), "--round", round_id, "--json", *UNIT]
    assert main(["ledger", "import", str(saved / f"{round_id}.xlsx"), *words]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert (data["new"], data["changes"], data["untaken"]) == ([], [], []) and data["unchanged"] > 5


def test_hostile_texts_survive_it(saved, hostiles, capsys):
    capsys.readouterr()
    main(["ledger", "import", str(saved / "hostile.xlsx"), "--root", str(hostiles), "--json", *UNIT])
    data = json.loads(capsys.readouterr().out)["data"]
    doubly = f"2020-r2/CG-D{HOSTILE.index(DOUBLY) + 1:03}"
    assert {one["issue"] for one in data["untaken"]} == {doubly}, "its own mistake with one of them is refused, not taken"
    assert (data["changes"], data["unchanged"]) == ([], len(HOSTILE) - 1)


def test_cells_edited_there_change_exactly_those_fields(office, desk, tmp_path):
    """Through its own flat file: opened from xlsx, two cells of one row edited, saved as xlsx again."""
    with_samples(desk)
    desk.inspect("ledger", "export", "a.xlsx", "--today", TODAY)
    office("fods", tmp_path, Path("a.xlsx"))
    flat = (tmp_path / "a.fods").read_text(encoding="utf-8")
    sheet = flat.index('table:name="整改台账"')
    begins = flat.rindex("<table:table-row", 0, flat.index("<text:p>CG-D003</text:p>", sheet))
    ends = flat.index("</table:table-row>", begins)
    row = flat[begins:ends]
    edited = row.replace("<text:p>新车到位1台", "<text:p>新车到位2台", 1).replace("<text:p>一般</text:p>", "<text:p>严重</text:p>", 1)
    assert edited.count("严重") == 1 and edited != row
    (tmp_path / "a.fods").write_text(flat[:begins] + edited + flat[ends:], encoding="utf-8")
    office("xlsx", desk.root, tmp_path / "a.fods")
    made = openpyxl.load_workbook("a.xlsx")["整改台账"]
    assert row_of(made, "CG-D003")
    before = desk.inspect("show", "CG-D003", "--json").data["record"]
    words = ("--note", "群众反映集中", "--approved-by", "巡察二组联络员", "--by", "城管局整改办", "--today", TODAY)
    data = desk.inspect("ledger", "import", "a.xlsx", "--apply", "--json", *words).data
    after = desk.inspect("show", "CG-D003", "--json").data["record"]
    assert data["written"] == 1 and {key for key in after if after[key] != before.get(key)} == {"severity", "history"}
    assert [entry["did"] for entry in after["history"][len(before["history"]) :]] == ["reclassify", "progress"]
    assert after["history"][-1]["note"].startswith("新车到位2台")
