"""Links that a change of number left behind: one side of a merge renumbers, the other links, and git joins both without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from inspect_cli.actions.sides import VersionReader, VersionStep
from inspect_cli.actions.spotted import PlacedDifference
from inspect_cli.domain.compare.differences import regressed
from inspect_cli.domain.compare.pairing import VersionIssue
from inspect_cli.domain.record.ids import split_ref
from inspect_cli.domain.record.links import face_of
from inspect_cli.domain.rules import all_rules
from inspect_cli.store.addresses import ROUNDS, issue_file, issue_place


def unfollowed(
    versions: VersionReader, step: VersionStep, before: Sequence[VersionIssue], after: Sequence[VersionIssue], renamed: Collection[str]
) -> Iterator[PlacedDifference]:
    """Every link of the later version to a number that the step changed, or that a new link names and nobody has any more."""
    there = {one.ref for one in after}
    named = {*renamed, *(_links(after) - _links(before))} - there
    files = {issue_file(*split_ref(ref)): ref for ref in named}
    held = versions.repository.listed(step.after, *files) if files else {}
    missing = {ref for file, ref in files.items() if file not in held}
    if not missing:
        return
    from inspect_cli.domain.lifecycle.relinking import given_up, left_behind  # with the lifecycle, where a link leads nowhere

    found = list(_mentioning(versions, step.after, missing))
    moved = {f"{one.round_id}/{old}": one.ref for one, _ in found for old in given_up(one.issue)}
    for one, raw in found:
        for fault in left_behind(one.issue, one.round_id, _only(moved, missing)):
            difference = regressed(one.issue, one.round_id, all_rules()["REP01"], fault)
            yield PlacedDifference(difference, one.file, versions.repository.root / one.file, raw)


def _only(moved: Mapping[str, str], missing: Collection[str]) -> dict[str, str]:
    return {old: new for old, new in moved.items() if old in missing}


def _links(held: Sequence[VersionIssue]) -> set[str]:
    """What the records name."""
    faces = [face_of(one.issue, one.round_id) for one in held]
    return {face.full_ref(name) for face in faces for _, name in face.links()}


def _mentioning(versions: VersionReader, version: str, refs: Collection[str]) -> Iterator[tuple[VersionIssue, bytes]]:
    """The records of the version in whose files one of the numbers stands, and the files' bytes."""
    sought = [split_ref(ref)[1].encode() for ref in refs]
    listed = {path: blob for path, blob in versions.repository.listed(version, ROUNDS).items() if issue_place(path)}
    versions.keep(listed.values())
    for path, blob in listed.items():
        raw, place = versions.content(path, blob), issue_place(path)
        if place and isinstance(raw, bytes) and any(one in raw for one in sought):
            record = versions.issue_at(path, blob).record
            if record:
                yield VersionIssue(record, place[0], path), raw
