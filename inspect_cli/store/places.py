"""Where things stand in one file. Places are wanted where something is wrong, so the text is read for them only then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.place import NOWHERE, Place
from inspect_cli.yamlsplice.quick import ordinary

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.document import Document


class Places:
    """The places of one record, in its file or in bytes that are not in it (yet)."""

    def __init__(self, path: Path, raw: bytes | None = None) -> None:
        self._path = path
        self._raw = raw
        self._document: Document | None = None

    def where(self, route: Route, key: bool = False) -> Place:
        """The place of the value at the route, or of its key; of the nearest parent that is there."""
        if self._document is None:
            try:
                raw = plain_bytes(self._path) if self._raw is None else self._raw
            except OSError:  # gone since it was read
                return NOWHERE
            quick = _plain_value(raw, route[0]) if len(route) == 1 and not key else None
            if quick is not None:
                return quick
            from inspect_cli.yamlsplice.document import parse

            self._document = parse(raw)
        return self._document.where(route, key=key)


def _plain_value(raw: bytes, key: str | int) -> Place | None:
    """The place of a value that stands alone on the line of a key at the top of an ordinary record; None where a document must tell."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\r" in text or ordinary(text) is None:
        return None
    found = re.search(rf"^{key}: ([^\s#|>&*!-][^#\n]*?) *$(?!\n[ -])", text, re.MULTILINE)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return Place(line, len(str(key)) + 3, len(found[1]), found[0].rstrip(" "))
