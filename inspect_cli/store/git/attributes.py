"""Whether git's attributes name a filter at all: a look at the files that say so, before git is asked. Loads next to nothing."""

from __future__ import annotations

import os
import re

from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.git import gitdir

_FILTER = re.compile(rb"\sfilter=(?!lfs(?:\s|$))", re.MULTILINE)
_LFS = re.compile(rb"^[^#\n]*\sfilter=lfs(?:\s|$)", re.MULTILINE)


def names_a_filter(root: str) -> bool:
    """One of the files that stand above the records names a filter other than that of Git LFS."""
    tree, own = gitdir.work_tree(root), gitdir.own_dir(root)
    if tree is None or own is None:
        return False
    files = dict.fromkeys((f"{tree}/.gitattributes", f"{root}/.gitattributes", f"{root}/{ROUNDS}/.gitattributes", f"{own}/info/attributes"))
    return any(_FILTER.search(_bytes(file)) for file in files)


def names_lfs(folder: str) -> bool:
    """One of the files in the folder or above it names Git LFS as a filter; for where git cannot be asked."""
    while True:
        if any(_LFS.search(_bytes(f"{place}/.gitattributes")) for place in (folder, f"{folder}/{ROUNDS}")):
            return True
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above


def _bytes(path: str) -> bytes:
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return b""
