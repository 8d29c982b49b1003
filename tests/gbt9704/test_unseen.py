"""A document shows by name what a terminal shows by name: two tables, which may not import each other, held alike."""

import re

from inspect_cli.gbt9704.wordml import tidy
from inspect_cli.render.language import harmless


def test_a_document_shows_by_name_exactly_what_a_terminal_shows_by_name():
    """Over the whole BMP, but for what XML cannot hold and the carriage return, which ends a line of a document."""
    apart = {"\r", "\ufffe", "\uffff", *map(chr, range(0xD800, 0xE000))}
    every = [char for char in map(chr, range(0x10000)) if char not in apart]
    assert [f"U+{ord(char):04X}" for char in every if tidy(char) != harmless(char, keep_lines=True)] == []
    shown = [char for char in every if re.fullmatch(r"<U\+[0-9A-F]{4}>", tidy(char))]
    assert all(tidy(char) == f"<U+{ord(char):04X}>" for char in shown)
    assert len(shown) > 70 and all(tidy(char) == char for char in every if char not in shown)
