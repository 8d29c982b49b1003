"""Names of files and folders as other systems take them: which they refuse, and which they take for one and the same."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_cli.domain.text import pasted

DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"})
"""What Windows takes for a device, whatever stands behind a dot."""

ONLY_ELSEWHERE = frozenset({*'<>:"/\\|?*', *map(chr, range(32))})
"""Characters that Windows has in no name."""


def is_refused_somewhere(name: str) -> bool:
    """Windows has no file of this name, or takes it for another."""
    return not name or name[-1] in " ." or not ONLY_ELSEWHERE.isdisjoint(name) or is_device(name)


def is_device(name: str) -> bool:
    """Windows takes the name for a device: `con`, `con.txt`, `con .txt`."""
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES


def folded(name: str) -> str:
    """The same for names that Windows or macOS take for one: case, composed or decomposed signs, dots and blanks at the end."""
    return name.lower().rstrip(" .") if name.isascii() else composed(composed(name).casefold()).rstrip(" .")


def folded_path(path: str) -> str:
    """The same of a path with forward slashes."""
    return "/".join(map(folded, path.split("/")))


def one_path(path: str) -> str:
    """The path as a word for git, in which it would take `?`, `*` and brackets for any signs."""
    return pasted(path if set(path).isdisjoint("?*[\\") else f":(literal){path}")


def one_of_each_spelling(paths: Iterable[str]) -> dict[str, str]:
    """The paths by what they fold to; where several fold to one, none of them."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(folded_path(path), []).append(path)
    return {name: alike[0] for name, alike in found.items() if len(alike) == 1}


def composed(name: str) -> str:
    """The name with each sign in one piece (NFC), as nearly everybody types it; macOS hands names out in pieces (NFD)."""
    if name.isascii():
        return name
    import unicodedata  # most names need none of its tables

    return unicodedata.normalize("NFC", name)
