"""The merge of three files, as git asks for it: read, merged, written where it is wanted; and how to go on where it is not clean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from inspect_cli.actions.merging.textmerge import TextMerge, ThreeTexts, merge
from inspect_cli.domain.text import Text, text
from inspect_cli.store.files import disk
from inspect_cli.yamlsplice.markers import Marks


def merged_files(three: tuple[Path, Path, Path], target: Path, marks: Marks, name: str = "") -> TextMerge:
    """Merges base, ours and theirs into `target`; `name` is the file's path in the repository. Raises DiskTrouble."""
    base, ours, theirs = (b"" if str(file) == os.devnull else disk.read_bytes(file) for file in three)
    outcome = merge(ThreeTexts(base, ours, theirs), marks, name or target.name)
    before = disk.read_bytes(target) if target.exists() else None
    if before != outcome.raw:
        disk.write_all([disk.Write(target, before, outcome.raw)])
    return outcome


def ways_on(outcome: TextMerge, file: str) -> Iterator[Text]:
    """What somebody does next with a conflict."""
    if outcome.strangers:
        yield text(
            "nothing of the two was mixed. Begin again with another number for one of them: "
            "inspect sync --back, inspect renumber {id}, inspect sync",
            id=Path(file).stem,
        )
    elif outcome.conflicts:
        yield text("keep what holds between the markers; where an entry of the history goes, say so at its end: {entry}", entry=_ENTRY)
        yield text("then: inspect save; to begin again: inspect sync --back")


_ENTRY = "- {at: YYYY-MM-DDThh:mm:ss+08:00, by: …, did: merge, note: …}"
