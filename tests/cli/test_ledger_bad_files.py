"""Files that are no ledger, are broken, or would do harm: each is named with what to do, and never a traceback."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from desk import add_issue
from sheets import office

from inspect_cli.store.sheets import unreadable, workbook
from inspect_cli.store.sheets.workbook import NoWorkbook, grids

NOW = ("--by", "城管局整改办", "--today", "2020-11-02")
HEADS = ["问题内容", "整改措施", "责任人"]


def plain_book() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.active.append(["甲问题。", "做", "甲"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(raw: bytes, **parts: bytes) -> bytes:
    """The archive with some parts replaced or added; `__` stands for a slash, `_DOT_` for a point."""
    names = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, names.pop(name, old.read(name)))
        for name, content in names.items():
            new.writestr(name, content)
    return out.getvalue()


SHEET = "xl__worksheets__sheet1_DOT_xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CASES = {
    "nothing.xlsx": (b"", "no sheet has a header"),
    "cut.xlsx": (plain_book()[:2000], "damaged"),
    "zip.xlsx": (b"PK\x03\x04 nothing", "damaged"),
    "old.xls": (OLE + b"\0" * 512, "Excel 97-2003"),
    "locked.xlsx": (OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "entities.xlsx": (changed(plain_book(), **{SHEET: ENTITIES}), "declares entities"),
    "utf16.xlsx": (changed(plain_book(), **{SHEET: ENTITIES.decode().encode("utf-16")}), "declares entities"),
    "bomb.xlsx": (changed(plain_book(), xl__media__a_DOT_bin=b"\0" * 60_000_000), "unpacks to more"),
    "nosheet.xlsx": (changed(plain_book(), **{SHEET: b"<worksheet"}), "damaged"),
    "binary.xlsx": (changed(plain_book(), xl__workbook_DOT_bin=b"x"), ".xlsb"),
    "word.xlsx": (None, "no Excel workbook"),
    "odd.json": (b'{"kind": "status", "data": {}}', "not that of inspect ledger export"),
    "broken.json": (
        b'{"kind": "ledger", "data": {"sheets": [{"name": "x", "rows": [{"id": [[1]]}]}]}}',
        "not that of inspect ledger export",
    ),
    "deep.json": (b'{"a":' * 100_000, "not that of inspect ledger export"),
    "odd.csv": (b"\xff\xfe\xff" + bytes(range(128, 256)), "neither an Excel workbook nor text"),
    "quotes.csv": (b'"a"b,"c\n', "no CSV"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_read_is_said_with_a_remedy(workspace, name):
    content, says = CASES[name]
    if content is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        content = out.getvalue()
    path = workspace.root / name
    path.write_bytes(content)
    if name == "nothing.xlsx":
        assert says in workspace.inspect("ledger", "import", path, *NOW, code=1).err
        return
    said = workspace.inspect("ledger", "import", path, *NOW, code=3)
    assert says in said.err and name in said.err and said.out == ""
    data = workspace.inspect("ledger", "import", path, "--json", *NOW, code=3).data
    assert says in data["findings"][0]["message"]


def test_a_file_that_is_not_there_is_a_matter_of_the_disk(workspace):
    assert "could not be read" in workspace.inspect("ledger", "import", "nowhere.xlsx", *NOW, code=6).err
    assert "could not be read" in workspace.inspect("ledger", "import", workspace.root, *NOW, code=6).err


def test_a_workbook_without_any_known_head_is_said_and_nothing_is_taken(workspace):
    path = office(workspace.root / "a.xlsx", [["姓名", "电话"], ["甲", "1"]])
    said = workspace.inspect("ledger", "import", path, *NOW, code=1)
    assert "no header was recognised" in said.out and "no sheet has a header" in said.err


def test_links_to_other_files_are_said_and_formulas_never_worked_out(workspace):
    book = openpyxl.load_workbook(io.BytesIO(plain_book()))
    book.active["C2"] = "=[1]Sheet1!A1"
    book.active["D1"] = "合计数"
    book.active["D2"] = "=SUM(1,2)"
    path = workspace.root / "a.xlsx"
    book.save(path)
    path.write_bytes(changed(path.read_bytes(), xl__externalLinks__externalLink1_DOT_xml=b"<x/>"))
    words = ("--unit", "CG", "--channel", "feedback", "--found-on", "2020-10-30", "--json")
    data = workspace.inspect("ledger", "import", path, *NOW, *words, code=1).data
    assert [one["cell"] for one in data["untaken"]] == ["C2"] and "formula" in data["untaken"][0]["message"]
    assert any("links to other files" in one["message"] for one in data["notes"])


def test_a_sheet_that_pretends_to_be_huge_costs_nothing(workspace):
    book = openpyxl.load_workbook(io.BytesIO(plain_book()))
    book.active["XFD3"] = "远"
    book.active.row_dimensions[1_048_576].height = 10
    path = workspace.root / "a.xlsx"
    book.save(path)
    words = ("--unit", "CG", "--channel", "feedback", "--found-on", "2020-10-30", "--json")
    assert len(workspace.inspect("ledger", "import", path, *NOW, *words).data["new"]) == 1


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    book = openpyxl.Workbook()
    for number in range(7):
        book.active.append([number])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NoWorkbook, match="cells below row"):
        grids(out.getvalue(), lambda done, of: None)
    assert unreadable.MAX_ROWS == 200_000


def test_a_reading_import_writes_no_record_and_takes_no_lock(workspace):
    add_issue(workspace)
    workspace.inspect("ledger", "export", "a.xlsx", *NOW[2:])
    workspace.commit()
    before = {path: path.read_bytes() for path in Path("rounds").rglob("*") if path.is_file()}
    workspace.inspect("ledger", "import", "a.xlsx", *NOW)
    assert {path: path.read_bytes() for path in Path("rounds").rglob("*") if path.is_file()} == before
    assert workspace.changed_lines() == {}


def test_a_broken_record_of_the_round_is_told_beside_the_answer(workspace):
    add_issue(workspace)
    workspace.inspect("ledger", "export", "a.json", *NOW[2:])
    workspace.issue("CG-D009").write_text("uid: [", encoding="utf-8")
    data = workspace.inspect("ledger", "import", "a.json", "--json", *NOW, code=3).data
    assert data["findings"][0]["file"].endswith("CG-D009.yaml") and data["unchanged"] == 1


def test_a_row_whose_text_no_record_can_hold_is_not_taken(workspace):
    row = {"text": "甲" + "\ud800", "title": "甲", "unit": "CG", "channel": "feedback", "found_on": "2020-10-30"}
    document = {"kind": "ledger", "data": {"sheets": [{"name": "整改台账", "rows": [row, {**row, "text": "乙" * 400_000}]}]}}
    Path("a.json").write_text(json.dumps(document), encoding="utf-8")
    data = workspace.inspect("ledger", "import", "a.json", "--json", *NOW, code=1).data
    assert len(data["untaken"]) == 2 and data["new"] == []
