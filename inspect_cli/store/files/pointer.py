"""What Git LFS leaves in place of a file: a few lines that name the content, while the content itself is elsewhere.

Source: the specification of Git LFS, "The Pointer" (docs/spec.md): at most 1024 bytes of UTF-8; `version` first, then keys in the order
of the alphabet, among them `oid sha256:…` and `size`. Older programs wrote other addresses of the version.
"""

from __future__ import annotations

import re

from inspect_cli.domain.text import text

IS_POINTER = text("it is a Git LFS pointer, and not the file itself: git lfs pull first (where Git LFS is not installed yet, install it)")

NOT_SET_UP = "filter"
"""In place of an oid: the file lies there as git holds it, for this clone does not know the filter that would lay it out."""

LARGEST = 1024
"""A larger file is no pointer."""

_FORM = (
    rb"version (?:https://git-lfs\.github\.com/spec/v1|https://hawser\.github\.com/spec/v1|http://git-media\.io/v/2)\r?\n"
    rb"(?:ext-\d-[\w.-]+ sha256:[0-9a-f]{64}\r?\n)*"
    rb"oid sha256:(?P<oid>[0-9a-f]{64})\r?\n"
    rb"size \d{1,19}(?:\r?\n)?"
)


def oid_in(raw: bytes) -> str:
    """The sha256 of the content that a pointer names; "" where the bytes are no pointer."""
    if len(raw) > LARGEST or not raw.startswith(b"version "):
        return ""
    found = re.fullmatch(_FORM, raw)
    return found["oid"].decode() if found else ""
