"""`inspect merge-file`: the merge driver. Like `git merge-file`, but it knows what a record means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.actions.merging.driving import merged_files, ways_on
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import print_json, tell
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.yamlsplice.markers import Marks


@verb("merge-file")
def merge_file(
    session: Session,
    base: Annotated[Path, Argument(metavar="BASE", help="the version both began with; empty where there was none")],
    ours: Annotated[Path, Argument(metavar="OURS", help="our version; the result replaces it")],
    theirs: Annotated[Path, Argument(metavar="THEIRS", help="their version")],
    output: Annotated[Path | None, Option("--output", metavar="FILE", help="write the result there instead of over OURS")] = None,
    path: Annotated[str, Option("--path", metavar="PATH", help="the file's path in the repository; its name says what it is")] = "",
    marker_size: Annotated[str, Option("--marker-size", metavar="N", help="characters of a conflict marker; else 7")] = "7",
    labels: Annotated[
        list[str] | None, Option("--labels", "-L", metavar="NAME", help="name of ours, then of theirs, in the markers")
    ] = None,
) -> int:
    """Needs no records around it and takes no lock: git calls it for files that lie somewhere else."""
    marks = _marks(marker_size, labels or [])
    target = output or ours
    outcome = merged_files((base, ours, theirs), target, marks, path)
    file = path or str(target)
    if session.json:
        print_json("merge-file", json_v1.deeds.merge_file(file, outcome.conflicts, session.language))
    for said in (*(text("{file}: {reason}", file=file, reason=reason) for reason in outcome.conflicts), *ways_on(outcome, file)):
        tell(session, said)
    return 1 if outcome.conflicts else 0


def _marks(size: str, labels: list[str]) -> Marks:
    if not (size.isascii() and size.isdigit() and 1 <= int(size[:4]) <= 200):
        raise Misused(text("{flag}: {typed} is not a number from 1 to 200", flag="--marker-size", typed=size), text("--marker-size 7"))
    if len(labels) > 2 or any(not label.isprintable() for label in labels):
        raise Misused(text("--labels is given at most twice, each on one line"), text("--labels NAME --labels NAME"))
    return Marks(**dict(zip(("ours", "theirs"), labels, strict=False)), size=int(size))
