"""JSON for machines, format 1: what an answer looks like (`shapes`), its envelope, and what fills it.

Keys and values are never translated, and change only by addition. What the rest of the house calls its fields does not matter here.
Its modules are loaded when they are named: an answer that is a page waits for none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_cli.render.json_v1 import deeds as deeds
    from inspect_cli.render.json_v1 import envelope as envelope
    from inspect_cli.render.json_v1 import followed as followed
    from inspect_cli.render.json_v1 import judged as judged
    from inspect_cli.render.json_v1 import papers as papers
    from inspect_cli.render.json_v1 import schemas as schemas
    from inspect_cli.render.json_v1 import sheets as sheets
    from inspect_cli.render.json_v1 import standing as standing
else:  # hidden from mypy, which would otherwise believe in a module of any name
    LATE = ("deeds", "envelope", "followed", "judged", "papers", "schemas", "sheets", "standing")

    def __getattr__(name):
        if name not in LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f"{__name__}.{name}")
