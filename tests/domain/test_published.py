"""Published tables reproduced: synthetic records with the published counts, and the published figures to the last digit.

Sources: a district committee of Kunming, 十二届区委第二轮巡察整改进展情况, jw.km.gov.cn, 2023-01-29 (697 issues: 688 done, 4 basically
done, 5 not done, 总体完成率98.71%); 中共金华市婺城区文化和旅游体育局党组关于巡察整改情况的通报, wuch.gov.cn, 2023-05-04 (25 issues: 19 done,
6 in progress, 整改完成率76%). The records are made up; only their counts are published.
"""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import KUNMING, WUCHENG, write_round

from inspect_cli.domain.counting.counts import rate
from inspect_cli.domain.counting.deadlines import months_later


@pytest.mark.parametrize("case", [KUNMING, WUCHENG], ids=["kunming-697", "wucheng-25"])
def test_the_published_figures_are_printed_exactly(desk, case):
    write_round(desk.root, case)
    printed = desk.inspect("status", "--published", "--plain", "--today", "2023-01-17").out
    rows = [line.split("\t") for line in printed.splitlines()]
    for word, count in case["printed"]:
        assert [word, str(count)] in [row[:2] for row in rows]
    assert ["total", str(case["total"])] in [row[:2] for row in rows]
    assert any(row[-1] == case["rate"] and row[0].startswith("done rate") for row in rows)
    data = desk.inspect("status", "--json", "--today", "2023-01-17").data
    assert (data["totals"]["total"], data["totals"]["done_rate"]) == (case["total"], case["rate"])
    assert [(line["word"], line["count"]) for line in data["published"]] == case["printed"]


@pytest.mark.parametrize(
    ("part", "whole", "places", "printed"),
    [
        (688, 697, 2, "98.71%"),
        (692, 697, 2, "99.28%"),  # what it would be if 基本完成 counted: it must not
        (19, 25, 0, "76%"),
        (1156, 1157, 0, "99%"),
        (1156, 1157, 1, "99.9%"),
        (1156, 1157, 2, "99.91%"),
        (5, 5, 2, "100%"),
        (1, 8, 0, "13%"),
        (1, 8, 2, "12.5%"),
        (0, 7, 1, "0%"),
        (0, 0, 1, None),
    ],
)
def test_a_rate_is_rounded_half_up_and_never_says_all_before_it_is_all(part, whole, places, printed):
    assert rate(part, whole, places) == printed


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.integers(0, 2))
def test_only_all_is_100_percent(numbers, places):
    part, whole = numbers
    assert (rate(part, whole, places) == "100%") is (part == whole)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2019, 11, 30), 3, date(2020, 2, 29)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 10, 15), 6, date(2021, 4, 15)),
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(day, months, later):
    assert months_later(day, months) == later


def test_the_state_columns_add_up_to_the_total(desk):
    write_round(desk.root, WUCHENG)
    totals = desk.inspect("status", "--json", "--today", "2023-01-17").data["totals"]
    columns = Counter({key: totals[key] for key in ("registered", "in_progress", "basically_done", "done", "closed")})
    assert sum(columns.values()) == totals["total"] == 25
