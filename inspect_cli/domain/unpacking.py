"""How large a file may be of an office program: far above what is written with one, far below what fills the memory."""

from __future__ import annotations

from typing import NamedTuple


class FileBounds(NamedTuple):
    """Bytes of the file itself, and of everything in its archive, counted as it comes out and not as the archive says."""

    packed: int
    unpacked: int
    parts: int


WORKBOOK = FileBounds(packed=200_000_000, unpacked=1_500_000_000, parts=5_000)
"""A workbook may hold a whole city's items with pictures."""
TEMPLATE = FileBounds(packed=20_000_000, unpacked=60_000_000, parts=2_000)
"""A paper to be filled in is a few pages; all of it is held at once."""
MAX_TEMPLATE_XML = 8_000_000
"""Of one part of a template that is parsed."""
MAX_RATIO = 400
"""How many times its size an entry of a workbook of more than 20 MB may unpack to; ledgers stay under a hundred."""
