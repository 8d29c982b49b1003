"""The pictures of the README: `inspect status` of the sample round on a terminal. `python tests/picture.py` draws them anew; a test proves them fresh.

Rich draws them. A picture loads nothing from anywhere: it names fonts that are there where it is seen. So that columns stand under each
other in any of these fonts, every run of narrow characters is placed by its cell and as wide as its cells, and every wide one by its own.
"""

from __future__ import annotations

import html
import io
import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from inspect_cli.render import terminal
from inspect_cli.render.language import Language
from inspect_cli.store.loading import ledger_of, load
from inspect_cli.store.workspace import Workspace
from inspect_cli.views import status as views

ROOT = Path(__file__).parent.parent
FILES = {".github/status.svg": Language.EN, ".github/status.zh.svg": Language.ZH}
WORDS = "inspect status --today 2020-12-01"
COLUMNS = 80
CHARACTER = 20 * 0.58
"""The width of a cell: Rich's letters are 20 high, and 0.58 lies between what Latin and Chinese letters want."""

FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font-family: "Sarasa Mono SC", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono",
 "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", monospace;
font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 16px; font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(language: Language) -> str:
    """The page as SVG."""
    loaded = load(Workspace(ROOT), "2020-r2")
    page = views.page(views.status(ledger_of(loaded, date(2020, 12, 1)), loaded.findings))
    console = Console(
        file=io.StringIO(), width=COLUMNS, record=True, force_terminal=True, color_system="truecolor",
        highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    terminal.show(page, language, console)
    drawn = console.export_svg(title=WORDS, code_format=FORMAT, font_aspect_ratio=CHARACTER / 20, unique_id="status")
    return _TEXT.sub(_by_cells, drawn)


_TEXT = re.compile(r'<text class="(status-r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="[^"]+">(.*?)</text>', re.DOTALL)


def _by_cells(found: re.Match[str]) -> str:
    """A text of Rich's as one text for each run; Rich takes a wide character for a narrow one."""
    style, x, y, content = found.groups()
    return "".join(
        f'<text class="{style}" {_place(float(x) + cell * CHARACTER, run)} y="{y}">{html.escape(run).replace(" ", "&#160;")}</text>\n'
        for cell, run in _runs(html.unescape(content).replace("\N{NO-BREAK SPACE}", " "))
    )


def _place(x: float, run: str) -> str:
    """Where a run begins and how wide it is; of wide characters, where each stands, in the middle of its two cells."""
    if cell_len(run) == len(run):
        return f'x="{x:g}" textLength="{len(run) * CHARACTER:g}"'
    first = x + (2 * CHARACTER - 20) / 2
    return f'x="{" ".join(f"{first + number * 2 * CHARACTER:g}" for number in range(len(run)))}"'


def _runs(content: str) -> Iterator[tuple[int, str]]:
    """The words of a text in runs of one width, each with the cell at which it begins; gaps between columns are left out."""
    cell = 0
    for part in re.split(r"( {2,})", content):
        for _, letters in groupby(part, key=cell_len):
            run = "".join(letters)
            if run.strip():
                yield cell, run
            cell += cell_len(run)


if __name__ == "__main__":
    for name, spoken in FILES.items():
        (ROOT / name).write_text(picture(spoken), encoding="utf-8")
        print(f"written: {name}", file=sys.stderr)
