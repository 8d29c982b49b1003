"""Three versions of a file -> one text, or one with conflict markers: what `git merge-file` does, for records.

A record is merged by what it means (`domain/merge/joining`); ours' text is kept and takes over what theirs brings. What cannot be
merged so is left to git's merge of lines, and its result is believed only where it is proved right: loud, or right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from inspect_cli.actions.merging.conflict import marked
from inspect_cli.actions.merging.taking import MergeSide, side_of, taken
from inspect_cli.domain.merge.joining import Merged, merged
from inspect_cli.domain.merge.threeway import Clash
from inspect_cli.domain.record import shape
from inspect_cli.domain.text import Text, text
from inspect_cli.store.git import asking as git
from inspect_cli.store.reading import read_issue, read_round
from inspect_cli.yamlsplice.document import parse
from inspect_cli.yamlsplice.markers import Marks
from inspect_cli.yamlsplice.splice import CannotSplice


class ThreeTexts(NamedTuple):
    """The bytes of three versions."""

    base: bytes
    ours: bytes
    theirs: bytes


@dataclass(frozen=True, slots=True)
class TextMerge:
    """The merged bytes, and why somebody has to look at them: nothing where the merge is clean."""

    raw: bytes
    conflicts: tuple[Text, ...] = ()
    strangers: bool = False
    """Two different issues have one number."""


def merge(three: ThreeTexts, marks: Marks, name: str = "") -> TextMerge:
    """The merge of three versions of the file called `name` (its path in the repository; "" where nobody said)."""
    if three.ours == three.theirs or three.theirs == three.base:
        return TextMerge(three.ours)
    if three.ours == three.base:
        return TextMerge(three.theirs)
    kind = _kind(three, name)
    if kind == "issue":
        return _merged_issue(three, marks)
    return _by_lines(three, marks, text("the merged file is no valid round") if kind == "round" else None)


def _kind(three: ThreeTexts, name: str) -> str:
    """What the file is: by its name, else by what it holds."""
    file = name.replace("\\", "/").rsplit("/", 1)[-1]
    if re.fullmatch(rf"{shape.ID}\.yaml", file) or any(read_issue(raw).record for raw in three):
        return "issue"
    return "round" if file == "round.yaml" or any(read_round(raw).record for raw in three) else "other"


# -- line by line ------------------------------------------------------------------------------------------------------


def _by_lines(three: ThreeTexts, marks: Marks, no_round: Text | None) -> TextMerge:
    """Git's merge; a round must still be one."""
    found = git.merged_text(*three, (marks.ours, marks.theirs), marks.size)
    if found and not found[1]:
        return TextMerge(found[0], (text("both sides changed the same lines"),))
    if found and not (no_round and read_round(found[0]).record is None):
        return TextMerge(found[0])
    why = no_round if found and no_round else text("git could not merge the two versions line by line")
    return TextMerge(marks.around_all(three.ours, three.theirs), (why,))


def _believed(three: ThreeTexts, marks: Marks, wanted: Merged | None, why: Text) -> TextMerge:
    """Git's merge of an issue, where it says exactly what the merge must say; else both versions whole, or git's own markers."""
    found = git.merged_text(*three, (marks.ours, marks.theirs), marks.size)
    if found and found[1] and wanted and not wanted.clashes and read_issue(found[0]).record == wanted.issue:
        return TextMerge(found[0])
    reasons = wanted.reasons if wanted else ()
    shown = found[0] if found and not found[1] else marks.around_all(three.ours, three.theirs)
    return TextMerge(shown, reasons or (why,))


# -- record by record --------------------------------------------------------------------------------------------------


def _merged_issue(three: ThreeTexts, marks: Marks) -> TextMerge:
    base = read_issue(three.base).record
    before = parse(three.base).data
    ours, theirs = (side_of(raw, before) for raw in (three.ours, three.theirs))
    if ours is None or theirs is None or (base is None and three.base.strip()):
        return _believed(three, marks, None, text("a version of it is no valid record, so nothing can be said about the merge"))
    one = _with_what_is_broken(merged(base, ours.issue, theirs.issue), ours, theirs)
    if any(not clash.route for clash in one.clashes):
        return TextMerge(marks.around_all(three.ours, three.theirs), one.reasons, strangers=True)
    try:
        raw = marked(ours, theirs, one, marks) if one.clashes else taken(ours, theirs, one.issue).raw
    except (CannotSplice, LookupError):
        return _believed(three, marks, one, text("it is written in a way that cannot be merged entry by entry"))
    if not one.clashes and read_issue(raw).record != one.issue:
        return _believed(three, marks, one, text("it is written in a way that cannot be merged entry by entry"))
    return TextMerge(raw, one.reasons)


def _with_what_is_broken(one: Merged, *sides: MergeSide) -> Merged:
    """What a record cannot hold is left to a person, whichever side brought it."""
    broken = [Clash((key,), text("{field}: {reason}", field=key, reason=why)) for side in sides for key, why in side.broken.items()]
    return replace(one, clashes=(*one.clashes, *broken))
