"""A file that another program has open: Windows lets nobody replace, move or delete it. Waited for a moment, then said in plain words."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from inspect_cli.domain.text import text
from inspect_cli.store.files.causes import OurRefusal

HOLDS_OPEN_FILES = os.name == "nt"
WAITS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
"""Seconds: a scanner or an indexer lets go within one of them; Word and Excel do not."""


def patiently(act: Callable[[], object]) -> None:
    """Does it, again after a while where somebody has the file open. Raises OSError, of which OurRefusal where they keep it open."""
    for wait in WAITS if HOLDS_OPEN_FILES else ():
        try:
            act()
        except PermissionError:
            time.sleep(wait)
        else:
            return
    try:
        act()
    except PermissionError as error:
        if HOLDS_OPEN_FILES:
            raise OurRefusal(
                text("another program has it open (close it in Word, Excel or the viewer), or you have no right to it")
            ) from error
        raise
