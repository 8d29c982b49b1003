"""What lies below a folder under a name that another system does not have, or takes for the name of something beside it.

Asked for where a round is surveyed, and not at a glance: listing every folder costs more than all else that a glance does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from inspect_cli.domain.filenames import folded, is_refused_somewhere


class OddName(NamedTuple):
    """A file or a folder, as a path from the root, and the names beside it that are one with its own; none: Windows has no such name."""

    path: str
    alike: tuple[str, ...] = ()
    is_folder: bool = False


def odd_names(root: str, folder: str) -> Iterator[OddName]:
    """Everything below the folder, each folder listed once; links are not followed, and what cannot be listed is passed over."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(f"{root}/{at}") as entries:
                found = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
        except OSError:
            continue
        if len(found) > 1:
            yield from _alike(at, found)
        for name, is_folder in found.items():
            if is_refused_somewhere(name):
                yield OddName(f"{at}/{name}", (), is_folder)
            if is_folder:
                waiting.append(f"{at}/{name}")


def _alike(folder: str, found: dict[str, bool]) -> Iterator[OddName]:
    if len(set(map(folded, found))) == len(found):
        return
    by_name: dict[str, list[str]] = {}
    for name in sorted(found):
        by_name.setdefault(folded(name), []).append(name)
    for names in by_name.values():
        for name in names if len(names) > 1 else ():
            if not is_refused_somewhere(name):  # which is said of it anyhow
                yield OddName(f"{folder}/{name}", tuple(one for one in names if one != name), found[name])
