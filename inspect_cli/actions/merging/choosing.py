"""A conflict that somebody decides record by record: whose version holds. What the other side did is said in the record, and not lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from inspect_cli.actions.hand import Hand
from inspect_cli.domain.merge.joining import merged
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.ids import typed_ref
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did
from inspect_cli.store.addresses import EVIDENCE, ROUNDS, inside, issue_file, issue_place, round_file
from inspect_cli.store.git import committing
from inspect_cli.store.git.versions import Repository
from inspect_cli.store.loading import Opened
from inspect_cli.store.reading import read_issue, read_round
from inspect_cli.store.writing import edited_bytes
from inspect_cli.views.diff import told
from inspect_cli.yamlsplice.change import Insert

_PROOF = re.compile(rf"{ROUNDS}/([^/]+)/{EVIDENCE}/([^/]+)/.+")


@dataclass(frozen=True)
class Choice:
    """Of which records this clone's version holds, of which the others'; as typed, by whom."""

    hand: Hand
    mine: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


class _Held(NamedTuple):
    """A record as one side has it, and the commit that this is."""

    commit: str
    file: str
    raw: bytes
    issue: Issue


class Conflict:
    """What a merge of base ("" for none), ours and theirs left undecided: files (from the root), by the records to which they belong."""

    def __init__(self, repository: Repository, files: Sequence[str], commits: tuple[str, str, str]) -> None:
        self._repository = repository
        self._commits = commits
        self._files: dict[str, list[str]] = {}
        for file in files:
            proof = _PROOF.fullmatch(file)
            self._files.setdefault("/".join(issue_place(file) or (proof.groups() if proof else ())), []).append(file)

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """The records, as ROUND/ID; none where something is left that no choice between two versions of a record decides."""
        return tuple(self._files) if all(ref and self._sides(ref) for ref in self._files) else ()

    def said(self) -> Iterator[Text]:
        """Each with the record's number, its title, and what exactly cannot both hold."""
        for ref, files in self._files.items():
            base, ours, theirs = (one and one.issue for one in self._versions(ref)) if ref else (None, None, None)
            issue = ours or theirs
            if issue is None:
                yield from (text("{file}: both sides changed it", file=file) for file in files)
                continue
            why = list(_clashes(base, ours, theirs)) or [
                text("one side has it no more") if None in (ours, theirs) else text("both sides changed it")
            ]
            yield text("{ref} {title}: {why}", ref=ref, title=issue.title, why=why)

    def _sides(self, ref: str) -> tuple[_Held, _Held] | None:
        """The record as ours and theirs have it, whatever its number there; None where one has it no more, or it is another one."""
        _, here, there = self._versions(ref)
        return (here, there) if here and there and here.issue.uid == there.issue.uid else None

    def _versions(self, ref: str) -> list[_Held | None]:
        """The record in each of the three, by its file, else by the uid that it has in another."""
        found = [self._held(commit, issue_file(*ref.split("/"))) for commit in self._commits]
        uid = next((one.issue.uid for one in found if one), "")
        return [one or self._of_uid(commit, uid) for one, commit in zip(found, self._commits, strict=True)]

    def _of_uid(self, commit: str, uid: str) -> _Held | None:
        lines = self._repository.lines(commit, uid, ROUNDS) if commit and uid else []
        held = (self._held(commit, file) for file, _ in lines if issue_place(file))
        return next((one for one in held if one and one.issue.uid == uid), None)

    def _held(self, commit: str, file: str) -> _Held | None:
        blob = self._blob(commit, file)
        raw = self._repository.blobs([blob])[blob] if blob else b""
        issue = read_issue(raw).record if raw else None
        return _Held(commit, file, raw, issue) if issue else None

    def _blob(self, commit: str, file: str) -> str:
        return self._repository.listed(commit, file).get(file, "") if commit else ""

    def settle(self, place: Path, prefix: str, choice: Choice, worded: Callable[[Text], str]) -> None:
        """Puts what was chosen into the index of this work tree, in which the root is `prefix`. Raises Misused, CannotEdit, GitFailed."""
        lines = b""
        names = {ref: {ref, *("/".join(issue_place(one.file) or ()) for one in self._sides(ref) or ())} for ref in self.refs}
        for ref, is_mine in _whose(choice, names).items():
            for file, blob in self._settled(place, ref, is_mine, choice.hand, worded).items():
                stands = f"100644 {blob} 0" if blob else f"0 {'0' * 40}"
                lines += f"{stands}\t{prefix}{file}".encode() + b"\0"
        committing.done(place, "update-index", "-z", "--index-info", given=lines)

    def _settled(self, place: Path, ref: str, is_mine: bool, hand: Hand, worded: Callable[[Text], str]) -> dict[str, str]:
        """Every file that the choice decides, with its blob; "" where it goes."""
        sides = self._sides(ref)
        assert sides
        chosen, other = sides if is_mine else sides[::-1]
        raw = _with_what_was_not_taken(chosen, other, is_mine, self._actor(chosen, hand), hand, worded)
        found = {file: self._blob(chosen.commit, file) or self._blob(other.commit, file) for file in self._files[ref]}
        proofs = {file: blob for file in _proofs(chosen) if (blob := self._blob(chosen.commit, file))}
        if chosen.file != other.file:
            copies = {file: "" for file in _proofs(other) if self._blob(other.commit, file) in proofs.values()}
            found |= {**copies, other.file: ""}
        written = committing.done(place, "hash-object", "-w", "--stdin", given=raw).decode().strip()
        return {**found, **proofs, chosen.file: written}

    def _actor(self, chosen: _Held, hand: Hand) -> str:
        file = round_file(chosen.file.split("/")[1])
        blob = self._blob(chosen.commit, file)
        round_ = read_round(self._repository.blobs([blob])[blob]).record if blob else None
        return hand.actor(round_.people if round_ else ())


def _clashes(base: Issue | None, ours: Issue | None, theirs: Issue | None) -> Iterator[Text]:
    """What two versions of an issue cannot both have, with what each says; nothing where there is one alone."""
    for clash in merged(base, ours, theirs).clashes if ours and theirs else ():
        here, there = (getattr(side, str(clash.route[0]), None) if len(clash.route) == 1 else None for side in (ours, theirs))
        both = here != there and not isinstance(here, tuple)
        yield text("{reason} (here {ours}, there {theirs})", reason=clash.reason, ours=here, theirs=there) if both else clash.reason


def _proofs(held: _Held) -> Iterator[str]:
    """The evidence files of a record, from the root."""
    return (inside(held.file.split("/")[1], piece.file) for piece in held.issue.evidence if piece.file)


def _whose(choice: Choice, names: Mapping[str, Collection[str]]) -> dict[str, bool]:
    """For each record in conflict, by any of its names, whether this clone's version holds. Raises Misused where that is not said."""
    found: dict[str, bool] = {}
    for typed, is_mine in [*((name, True) for name in choice.mine), *((name, False) for name in choice.theirs)]:
        stated, own = typed_ref(typed.strip()) or ("", typed)
        whole = {f"{stated}/{own}"} if stated else {f"{ref.split('/')[0]}/{own}" for ref in names}
        meant = [ref for ref, every in names.items() if typed in every or not whole.isdisjoint(every)]
        if len(meant) != 1:
            raise Misused(
                text("{name} is none of what is in conflict, or several: {refs}", name=typed, refs=list(names)), text("inspect sync")
            )
        if found.setdefault(meant[0], is_mine) is not is_mine:
            raise Misused(text("{name} is named on both sides", name=meant[0]), text("name it once"))
    missing = [ref for ref in names if ref not in found]
    if missing:
        raise Misused(
            text("it is not said whose version holds of: {refs}", refs=missing),
            text("add --mine or --theirs for each: --mine {ref}", ref=missing[0]),
        )
    return found


def _with_what_was_not_taken(chosen: _Held, other: _Held, is_mine: bool, by: str, hand: Hand, worded: Callable[[Text], str]) -> bytes:
    """The record as the chosen side has it, and an entry that says what the other side did and is not taken."""
    history = chosen.issue.history
    lost = list((Counter(other.issue.history) - Counter(history)).elements())
    fields = [name for name in Issue.__slots__ if name != "history" and getattr(other.issue, name) != getattr(chosen.issue, name)]
    acts = [text("({number}) {act}", number=number, act=told(entry)) for number, entry in enumerate(lost, 1)]
    said = text("ours holds; not taken of theirs: {acts}") if is_mine else text("theirs holds; not taken of ours: {acts}")
    note = " ".join(worded(said.about(acts=acts or [FIELDS[name] for name in fields])).split())
    last = max(entry.at for entry in (*history, *other.issue.history))
    entry = Entry(at=max(hand.moment_after(last), last), by=by, did=Did.MERGE, note=note)
    opened = Opened(chosen.issue, Path(chosen.file), chosen.file, chosen.raw)
    return edited_bytes(opened, [Insert(("history",), len(history), entry)], replace(chosen.issue, history=(*history, entry)))
