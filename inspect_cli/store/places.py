"""Where things stand in one file. Places are wanted where something is wrong, so the text is read for them only then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from inspect_cli.domain.finding import Route
from inspect_cli.store.complaint import NOWHERE, Place

if TYPE_CHECKING:
    from inspect_cli.store.document import Document


class Places:
    """The places of one record, in its file or in bytes that are not in it (yet)."""

    def __init__(self, path: Path, raw: bytes | None = None) -> None:
        self._path = path
        self._raw = raw
        self._document: Document | None = None

    def where(self, route: Route, key: bool = False) -> Place:
        """The place of the value at the route, or of its key; of the nearest parent that is there."""
        if self._document is None:
            from inspect_cli.store.document import parse

            try:
                self._document = parse(self._path.read_bytes() if self._raw is None else self._raw)
            except OSError:  # gone since it was read
                return NOWHERE
        return self._document.where(route, key=key)
