"""The layout as LibreOffice shows it: lines and characters counted, places measured, on pages and not in the file."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from papers import DAY, PAPERS

from inspect_cli.gbt9704.docx import docx

MM = 72 / 25.4
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, (297 - 35) * MM, 28 * MM, (210 - 26) * MM
"""The edges of the 版心, from the upper left corner of the paper, in points."""
CHARACTER = 14
"""Of a page number, in points."""


def lacking() -> str:
    """What this machine lacks for looking at pages."""
    for program in ("soffice", "pdftotext", "fc-list"):
        if not shutil.which(program):
            return f"{program} is not here"
    chinese = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout
    return "" if chinese.strip() else "no Chinese font is here"


LACKING = lacking()
pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)


@dataclass(frozen=True)
class Word:
    """Some letters of a page, with the box that they stand in."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    def lines(self) -> list[str]:
        """What stands in the 版心 of an upright page, line by line."""
        inside = sorted((word for word in self.words if TOP - 5 < word.top < BOTTOM - 5), key=lambda word: (round(word.top / 5), word.left))
        return ["".join(word.text for word in words) for _, words in groupby(inside, key=lambda word: round(word.top / 5))]

    def first(self, start: str) -> Word:
        return next(word for word in self.words if word.text.startswith(start))

    def number(self) -> tuple[Word, Word]:
        """The dashes beside its number."""
        first, last = [word for word in self.words if word.text == "—"]
        return first, last


def pages(pdf: Path) -> list[Page]:
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    numbers = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
    found = []
    for width, height, inner in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL):
        words = (Word(*map(float, word[:4]), word[4]) for word in re.findall(rf"<word {numbers}>(.*?)</word>", inner))
        found.append(Page(float(width), float(height), tuple(words)))
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, list[Page]]:
    """The pages of every paper: one run of LibreOffice for all of them."""
    folder = tmp_path_factory.mktemp("shown")
    for number, paper in enumerate(PAPERS.values()):
        (folder / f"{number}.docx").write_bytes(docx(paper, DAY))
    files = [f"{number}.docx" for number in range(len(PAPERS))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", *files], cwd=folder, capture_output=True, check=True, timeout=120
    )
    return {name: pages(folder / f"{number}.pdf") for number, name in enumerate(PAPERS)}


def test_a_full_page_has_22_lines_of_28_characters(shown):
    full = shown["one full text"][1]
    assert [len(line) for line in full.lines()] == [28] * 22


def test_the_first_page_has_22_lines_too_with_title_and_free_line(shown):
    first = shown["one full text"][0]
    title, about, *text = first.lines()
    assert (title, about) == ("中共市城市管理局党组", "关于巡察移交立行立改问题整改情况的报告")
    assert [len(line) for line in text] == [26] + [28] * 18, "two lines of title, a free one, and 19 of text"
    tops = [word.top for word in first.words if word.text.startswith("汉汉")]
    assert max(tops) + 28.95 > BOTTOM - 28.95


def test_the_text_fills_the_width_between_the_margins(shown):
    lines = [word for word in shown["one full text"][1].words if len(word.text) == 28]
    assert {round(word.left - LEFT) for word in lines} <= {0, 1}
    assert all(abs(word.right - RIGHT) < 2 for word in lines)


@pytest.mark.parametrize("name", PAPERS)
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_seven_millimetres_below_the_text(shown, name):
    upright = [(number, page) for number, page in enumerate(shown[name], 1) if page.width < page.height]
    for number, page in upright:
        first, last = page.number()
        assert str(number) in page.text
        if number % 2:
            assert last.right == pytest.approx(RIGHT - CHARACTER, abs=2)
        else:
            assert first.left == pytest.approx(LEFT + CHARACTER, abs=2)
        assert (first.top + first.bottom) / 2 == pytest.approx(BOTTOM + 7 * MM, abs=3)


def test_pages_that_lie_across_have_their_number_where_the_sheet_turned_upright_has_it(shown):
    across = [(number, page) for number, page in enumerate(shown["thirty items"], 1) if page.width > page.height]
    assert len(across) >= 3
    assert {number % 2 for number, _ in across} == {0, 1}
    for number, page in across:
        dashes = [word for word in page.words if word.text in ("—", f"—{number}—")]
        assert all((word.left + word.right) / 2 == pytest.approx((35 - 7) * MM, abs=3) for word in dashes)
        if number % 2:
            assert max(word.bottom for word in dashes) == pytest.approx((210 - 26) * MM - CHARACTER, abs=2)
        else:
            assert min(word.top for word in dashes) == pytest.approx(28 * MM + CHARACTER, abs=2)


def test_every_page_of_a_table_has_its_head_and_no_row_is_lost(shown):
    across = [page for page in shown["thirty items"] if page.width > page.height]
    assert all("措施" in page.text for page in across)
    together = "".join(page.text for page in across)
    assert [number for number in range(1, 31) if f"D{number:03}" not in together] == []
    assert all(word.bottom < (210 - 26) * MM + 1 for page in across for word in page.words if word.text.startswith("背街"))


def test_the_mark_of_a_draft_is_on_every_page(shown):
    assert all("草稿" in page.text for page in shown["thirty items"])
    assert not any("草稿" in page.text for name, found in shown.items() if name != "thirty items" for page in found)


def test_an_attachment_has_its_number_on_the_first_and_its_title_on_the_third_line(shown):
    page = shown["one attachment"][-1]
    number, title = page.first("附件"), page.first("佐证材料目录")
    assert number.left == pytest.approx(LEFT, abs=2)
    assert TOP - 5 < number.top < TOP + 28.95
    assert TOP + 2 * 28.95 - 5 < title.top < TOP + 3 * 28.95


def test_a_name_in_the_list_of_attachments_goes_on_under_its_first_character(shown):
    page = next(page for page in shown["one attachment"] if "附件：" in page.text)
    first = page.first("附件：")
    goes_on = next(word for word in page.words if word.top > first.top + 20 and word.text[-2:] == "名称")
    assert goes_on.left == pytest.approx(first.left + 3 * 15.7, abs=2)


def test_without_a_seal_the_day_begins_two_characters_after_the_name(shown):
    page = next(page for page in shown["short"] if page.words[-1].text and "2020" in page.text)
    name = [word for word in page.words if word.text == "中共市城市管理局党组"][-1]
    day = next(word for word in page.words if word.top > name.top + 20)
    assert name.right == pytest.approx(RIGHT - 2 * 15.7, abs=2)
    assert day.left - name.left == pytest.approx(2 * 15.7, abs=2)


def test_under_a_seal_the_day_ends_four_characters_before_the_edge(shown):
    page = shown["one full text"][-1]
    (name,) = [word for word in page.words if word.text == "中共市城市管理局党组"]
    day = [word for word in page.words if 20 < word.top - name.top < 40]
    assert max(word.right for word in day) == pytest.approx(RIGHT - 4 * 15.7, abs=2)


def test_times_numbers_and_quotation_marks_stand_as_they_were_written(shown):
    text = "".join(page.text for page in shown["short"])
    for words in ("2020年11月7日16:20签收", "“立行立改”", "占33.3%……2020年10月19日—2020年12月18日", "〔2020〕3号"):
        assert words in text
