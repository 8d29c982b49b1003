"""`inspect merge-file`: the merge driver. Like `git merge-file`, but it knows what a record means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.actions.merging.textmerge import TextMerge, ThreeTexts, merge
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.render.language import say
from inspect_cli.store.files import disk
from inspect_cli.yamlsplice.markers import Marks


@verb("merge-file", ("json", "lang"))
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
    three = ThreeTexts(*(disk.read_bytes(one) for one in (base, ours, theirs)))
    outcome = merge(three, marks, path or (output or ours).name)
    _write(output or ours, outcome.raw)
    if session.json:
        conflicts = [say(reason, session.language) for reason in outcome.conflicts]
        print(json_v1.document("merge-file", {"file": path or str(output or ours), "clean": not conflicts, "conflicts": conflicts}))
    _say(session, outcome, path or str(output or ours))
    return 1 if outcome.conflicts else 0


def _marks(size: str, labels: list[str]) -> Marks:
    if not (size.isascii() and size.isdigit() and 1 <= int(size[:4]) <= 200):
        raise Misused(text("{flag}: {typed} is not a number from 1 to 200", flag="--marker-size", typed=size), text("--marker-size 7"))
    if len(labels) > 2 or any(not label.isprintable() for label in labels):
        raise Misused(text("--labels is given at most twice, each on one line"), text("--labels NAME --labels NAME"))
    return Marks(**dict(zip(("ours", "theirs"), labels, strict=False)), size=int(size))


def _write(target: Path, raw: bytes) -> None:
    before = disk.read_bytes(target) if target.exists() else None
    if before != raw:
        disk.write_all([disk.Write(target, before, raw)], target.with_name("journal"))  # one file needs no journal


def _say(session: Session, outcome: TextMerge, file: str) -> None:
    for reason in outcome.conflicts:
        tell(session, text("{file}: {reason}", file=file, reason=reason))
    if outcome.strangers:
        tell(
            session,
            text(
                "nothing of the two was mixed. Begin again with another number for one of them: "
                "git merge --abort, inspect renumber {id}, commit, and merge again",
                id=Path(file).stem,
            ),
        )
    elif outcome.conflicts:
        tell(
            session,
            text("keep what holds between the markers; where an entry of the history goes, say so at its end: {entry}", entry=_ENTRY),
        )
        tell(session, text("then: inspect check, git add, git commit; to begin again: git merge --abort"))


_ENTRY = "- {at: YYYY-MM-DDThh:mm:ss+08:00, by: …, did: merge, note: …}"

VERB = merge_file
