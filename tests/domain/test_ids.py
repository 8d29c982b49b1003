"""What people type for an id and what records write are told apart in one place."""

import re
from pathlib import Path

import pytest

import inspect_cli
from inspect_cli.domain.record.ids import IssueId, full_ref, numbered, split_ref, typed_id, typed_ref, unit_of

HOUSE = Path(inspect_cli.__file__).parent


@pytest.mark.parametrize(
    ("typed", "written"),
    [("CG-D003", "CG-D003"), ("cg-d3", "CG-D003"), ("Cg-F0012", "CG-F012"), ("CG-D1157", "CG-D1157"), ("CG-D000", "CG-D000")],
)
def test_an_id_is_understood_as_it_is_typed(typed, written):
    assert str(typed_id(typed)) == written


@pytest.mark.parametrize("typed", ["", "CG", "CG-X003", "CG-D", "3-D003", "CG-D1234567890", "CG-D003 ", "2020-r2/CG-D003"])
def test_anything_else_is_no_id(typed):
    assert typed_id(typed) is None


def test_an_id_may_come_with_its_round():
    assert typed_ref("2020-r2/cg-d3") == ("2020-r2", IssueId("CG-D", 3))
    assert typed_ref("cg-d3") == ("", IssueId("CG-D", 3))
    assert [typed_ref(odd) for odd in ("/CG-D003", "a/b/CG-D003", "2020 r2/CG-D003", "2020-r2/CG")] == [None] * 4
    assert (split_ref("2020-r2/CG-D003"), split_ref("CG-D003")) == (("2020-r2", "CG-D003"), ("", "CG-D003"))
    assert (full_ref("CG-D003", "2020-r2"), full_ref("2019-r5/CG-D003", "2020-r2")) == ("2020-r2/CG-D003", "2019-r5/CG-D003")
    assert unit_of("2020-r2/CG-D003") == unit_of("CG-D003") == "CG"


def test_a_name_that_ends_like_an_id_has_a_number():
    assert numbered("草稿 CG-D12") == IssueId("草稿 CG-D", 12)
    assert numbered("cg-d12") is None


def test_the_form_of_a_typed_id_is_written_once():
    form = re.compile(r"\[IDF|\[A-Za-z0-9\]\{+0,7\}-")
    found = {path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if form.search(path.read_text(encoding="utf-8"))}
    assert found - {"cli/renumber.py"} == {"domain/record/ids.py", "domain/record/shape.py"}
