"""A record that only got more entries at its end, as most changes leave it: the earlier version is the later one without them.

Worth its room: between two versions of an archive half of the reading is of text that stands in both.
"""

from __future__ import annotations

import re
from dataclasses import replace

from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.reading import Reading

_ENTRY = re.compile(rb" *- \{[^\n]*\}")


def before_it_grew(earlier: bytes, later: bytes, read: Reading[Issue]) -> Reading[Issue] | None:
    """What the earlier bytes read as, told from what the later ones do; None where that cannot be told from the text alone."""
    if read.record is None or not read.is_ordinary or not later.startswith(earlier) or not earlier.endswith(b"}\n"):
        return None
    added = later[len(earlier) :].removesuffix(b"\n").split(b"\n")
    last = earlier[earlier.rfind(b"\n", 0, -1) + 1 : -1]
    column = last.find(b"-")
    if not all(_ENTRY.fullmatch(line) and line.find(b"-") == column for line in (last, *added)):
        return None
    list_of = re.findall(rb"^([a-z_]+):", later, re.MULTILINE)
    if not list_of or list_of[-1] != b"history" or len(read.record.history) <= len(added):
        return None
    return Reading(replace(read.record, history=read.record.history[: -len(added)]))
