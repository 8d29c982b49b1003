"""The numbers of GB/T 9704-2012, 党政机关公文格式, with their meaning, and what Word wants to be told of them.

The one place for them: an office with a custom of its own (上 3.4 厘米, 29 磅) changes a number here and nothing else.
Word measures in twips (1/20 pt, 1440 to an inch), sizes of type in half points, the grid's character space in 1/4096 pt.
"""

from __future__ import annotations

import math
import unicodedata


def twips(millimetres: float) -> int:
    """A length of the paper in twips."""
    return round(millimetres * 1440 / 25.4)


# -- the paper (5.1, 5.2.1) --------------------------------------------------------------------------------------------

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4, 210 × 297 mm, as Word writes it."""
TOP, BOTTOM = twips(37), twips(35)
"""天头 37 mm ± 1 (5.2.1); what is left under the 版心 of 225 mm."""
LEFT, RIGHT = twips(28), twips(26)
"""订口 28 mm ± 1 (5.2.1); what is left beside the 版心 of 156 mm."""
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
"""版心: 156 × 225 mm (5.2.1)."""

# -- the grid (5.2.3): 22 lines of 28 characters fill the 版心 ---------------------------------------------------------

LINES, CHARACTERS = 22, 28
LINE = TEXT_HEIGHT // LINES
"""From line to line: 579 twips, 28.95 pt, the most of which 22 go into the 版心 (15.75 pt × 15/8 by 3.3 would be 29.5 pt)."""
BODY = 16.0
"""3号, the size of the text (5.2.2), in points; the grid counts from it."""
CHARACTER_SPACE = math.floor((TEXT_WIDTH / 20 / CHARACTERS - BODY) * 4096)
"""What the grid adds to a character: −0.21 pt, in 1/4096 pt and rounded down; without it a line holds 27."""
CONDENSED = -6
"""The same as type of the text carries it, in twips: −0.3 pt; 28 characters of 15.7 pt fit and 29 do not. LibreOffice gives a character
that is wider than a cell of the grid two cells, and so 14 to a line; the text therefore carries its spacing itself and leaves the grid's
alone. −5 would do in Word; LibreOffice makes the line a little shorter, by whole cells, and then holds 27."""

# -- type (5.2.2, 7.3) -------------------------------------------------------------------------------------------------

SMALL_TITLE_SONG = "方正小标宋简体"
"""小标宋, the face of titles (7.3.1)."""
FANGSONG = "仿宋_GB2312"
"""仿宋, the face of the text and of the third and fourth level (7.3.3)."""
HEI = "黑体"
"""The first level, `一、` (7.3.3), and “附件1” (7.3.7)."""
KAI = "楷体_GB2312"
"""The second level, `（一）` (7.3.3)."""
SONG = "宋体"
"""Page numbers (7.5)."""
INSTEAD = {SMALL_TITLE_SONG: "华文中宋", FANGSONG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}
"""What Word takes where a face is not installed: none of them is free, and Windows brings those on the right."""
LATIN = ""
"""A face for digits and Latin letters. Empty: that of the text, as the standard has it; "Times New Roman" is the custom of many houses."""

TITLE = 22.0
"""2号 (7.3.1)."""
PAGE_NUMBER = 14.0
"""4号 (7.5)."""
TABLE = 12.0
"""小四, for tables; of these the standard says nothing."""
TABLE_LINE = 360
"""From line to line in a table, 18 pt; likewise."""

# -- places (7.3, 7.5), in characters where nothing else is said -------------------------------------------------------

INDENT = 2
"""每个自然段左空二字 (7.3.3); so stands 附件说明 (7.3.4)."""
SIGNATURE_RIGHT = 2
"""Without a seal: 署名右空二字; a day that is longer than the name: 成文日期右空二字 (7.3.5.2)."""
DAY_AFTER_NAME = 2
"""Without a seal: 成文日期首字比署名首字右移二字 (7.3.5.2)."""
SEALED_DAY_RIGHT = 4
"""With a seal: 成文日期右空四字, the name centred over it (7.3.5.1)."""
SEALED_LINES = 2
"""Lines left free over a name that is sealed: a seal of 42 to 45 mm, four lines and a half, sits with name and day a little under its
middle and its head within one line of the text (7.3.5.1)."""
PAGE_NUMBER_ASIDE = 1
"""单页码居右空一字，双页码居左空一字 (7.5)."""
PAGE_NUMBER_BELOW = twips(7)
"""From the lower edge of the 版心 to the dashes beside a page number, in twips (7.5)."""
PAGE_NUMBER_LINE = 320
"""The height of the line that holds it, 16 pt; the dash stands half way up."""
FOOTER = BOTTOM - PAGE_NUMBER_BELOW - PAGE_NUMBER_LINE // 2
"""What Word asks for: from the edge of the paper to the lower edge of that line."""
HEADER = twips(20)
"""From the upper edge of the paper to the mark of a draft."""


def characters(number: float) -> int:
    """So many characters of the text, in twips."""
    return round(number * (BODY * 20 + CONDENSED))


def width(words: str) -> float:
    """How many characters of a line the words take: half a character for what is narrow. Chinese quotation marks and dashes are wide."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in words if not unicodedata.combining(char))


TITLE_CHARACTERS = TEXT_WIDTH / 20 / TITLE
"""How many characters of a title go into one line: 20."""


def title_lines(title: str) -> str:
    """A title that needs more than one line is broken before 关于, so that no word is torn there and the lines make a shape (7.3.1)."""
    before, about, after = title.partition("关于")
    if not before or not after or "\n" in title or width(title) <= TITLE_CHARACTERS or width(before) > TITLE_CHARACTERS:
        return title
    return f"{before}\n{about}{after}"
