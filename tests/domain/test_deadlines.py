"""Lateness is decided in one place: dates are subtracted and compared with due dates in `deadlines` alone."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import inspect_cli
from inspect_cli.domain.counting import deadlines

HOUSE = Path(inspect_cli.__file__).parent
HOME = "domain/counting/deadlines.py"
DUE = {"due", "ends", "review_on", "days_left"}
ALLOWED = {  # file and what stands there: why it is no question of lateness
    ("actions/opening.py", "on_site.ends < on_site.starts"): "the period is the right way round",
    ("domain/rules/due06_round_dates.py", "round_.ends < round_.starts"): "likewise",
    ("domain/counting/stages.py", "day > round_.ends"): "the round's own days, not those of an item",
    ("domain/counting/stages.py", "today <= round_.ends"): "likewise",
    ("domain/lifecycle/guards.py", "act.due <= granted"): "an extension moves the date to a later one",
    ("domain/lifecycle/guards.py", "act.review_on <= situation.today"): "a review is planned for a day to come",
    ("domain/lifecycle/correcting.py", "due > after.due"): "the dates of a step and its item",
    ("domain/lifecycle/correcting.py", "one.due > after.due"): "likewise",
    ("domain/sheet/wishes.py", "due < self._issue.due"): "the way in which the date moves",
    ("domain/rules/due01_deadline_moved.py", "issue.due > allowed"): "the way in which the date was moved",
    ("domain/rules/dif02_deadline_later.py", "measure.due > was"): "the dates of two versions",
    ("domain/rules/dif02_deadline_later.py", "measure.due > after"): "the dates of a step and its item",
    ("domain/sheet/claims.py", "due > first_due.value"): "two cells of one row",
    ("domain/sheet/days.py", "timedelta"): "the number that a spreadsheet stores for a day",
    ("store/sheets/workbook.py", "timedelta"): "a length of time in a cell",
    ("views/status.py", "report.days_left < 0"): "the sign of what deadlines said, for the words",
}


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def reckonings(tree: ast.AST) -> Iterator[str]:
    """What in a module orders due dates, subtracts dates, moves a date by days, or knows how long soon is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(one, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for one in node.ops):
            sides = [node.left, *node.comparators]
            if any(last_name(one) in DUE or (isinstance(one, ast.Constant) and one.value == 7) for one in sides):
                yield ast.unparse(node)
        elif isinstance(node, ast.Attribute) and node.attr == "days" and isinstance(node.value, ast.BinOp):
            yield ast.unparse(node)
        elif isinstance(node, ast.Name) and (node.id == "timedelta" or (node.id == "SOON" and isinstance(node.ctx, ast.Store))):
            yield node.id


def test_nobody_but_deadlines_decides_lateness():
    sources = {path.relative_to(HOUSE).as_posix(): path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}
    found = {(file, said) for file, source in sources.items() if file != HOME for said in reckonings(ast.parse(source))}
    assert found - set(ALLOWED) == set(), "ask inspect_cli.domain.counting.deadlines"
    assert set(ALLOWED) - found == set(), "no longer there"


@pytest.mark.parametrize(
    "code", ["due < today", "issue.due <= day", "(due - today).days", "item.days <= 7", "SOON = 7", "day - timedelta(3)"]
)
def test_the_search_finds_what_it_is_for(code):
    assert list(reckonings(ast.parse(code)))


@pytest.mark.parametrize(
    ("left", "late", "soon"),
    [(None, False, False), (-1, True, False), (0, False, True), (7, False, True), (8, False, False)],
)
def test_late_and_soon(left, late, soon):
    assert (deadlines.is_late(left), deadlines.is_soon(left)) == (late, soon)


def test_an_answer_holds_until_the_next_turn():
    turns = [date(2020, 11, 11), date(2020, 11, 3)]
    assert deadlines.holds(turns, date(2020, 11, 5)) == (date(2020, 11, 3), date(2020, 11, 11))
    assert deadlines.holds(turns, date(2020, 11, 11)) == (date(2020, 11, 11), date.max)
    assert deadlines.holds_today(date(2020, 11, 5)) == (date(2020, 11, 5), date(2020, 11, 6))
