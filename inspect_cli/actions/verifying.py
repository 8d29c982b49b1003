"""Does the index say what the files say? Asks for everything both ways, and names what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspect_cli.actions.archive import Archive
from inspect_cli.domain.text import Text, text
from inspect_cli.store.addresses import inside
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sign import Sign, trouble


def compared(workspace: Workspace, today: date) -> Sign:
    """One sign: the index agrees in everything, or the first things in which it does not."""
    indexed, plain = Archive(workspace), Archive(workspace, indexed=False)
    wrong = list(_differences(indexed, plain, today))
    if wrong:
        folder = str(workspace.state_dir / "index")
        return trouble(
            text("the index differs from the files: {what}", what=wrong[:5]),
            text("delete {folder}: nothing is lost, and it is made anew", folder=folder),
        )
    count = sum(len(plain.round(name).records) for name in workspace.round_ids())
    return Sign(True, text("the index says what the files say: {count} {count:record|records} compared", count=count))


def _differences(indexed: Archive, plain: Archive, today: date) -> Iterator[Text | str]:
    for name in plain.workspace.round_ids():
        known, read = indexed.round(name), plain.round(name)
        if known == read:
            continue
        known_records = {record.file: record for record in known.records}
        changed = [record.file for record in read.records if known_records.get(record.file) != record]
        yield from changed or [inside(name)]
    if indexed.standings(today) != plain.standings(today):
        yield text("the counts of all rounds")
    if indexed.findings((), today) != plain.findings((), today):
        yield text("what check finds")
