"""The pictures of the README: fresh, loading nothing, and with every character in its own cells."""

import re
from itertools import pairwise

import picture
import pytest
from rich.cells import cell_len


@pytest.mark.parametrize("name", picture.FILES)
def test_a_picture_is_fresh(name):
    assert (picture.ROOT / name).read_text(encoding="utf-8") == picture.picture(picture.FILES[name]), "run: python tests/picture.py"


@pytest.mark.parametrize("name", picture.FILES)
def test_a_picture_loads_nothing(name):
    drawn = (picture.ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"']+", drawn)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@font-face|@import|url\((?!#)|<image|<script|href", drawn)


@pytest.mark.parametrize("name", picture.FILES)
def test_nothing_in_a_picture_stands_on_anything_else(name):
    drawn = (picture.ROOT / name).read_text(encoding="utf-8")
    lines: dict[str, list[tuple[float, float]]] = {}
    for xs, y, content in re.findall(r'<text class="status-r\d+" x="([^"]+)"[^>]* y="([\d.]+)">(.*?)</text>', drawn):
        begins = float(xs.split()[0])
        lines.setdefault(y, []).append((begins, begins + cell_len(content.replace("&#160;", " ").replace("&gt;", ">")) * picture.CHARACTER))
    assert len(lines) > 30
    for runs in lines.values():
        assert all(end <= begins + 2 for (_, end), (begins, _) in pairwise(runs)), runs
        assert runs[-1][1] <= picture.COLUMNS * picture.CHARACTER + 2
