"""The rounds as they are now, from what is known of them: one note for a glance, and for every round a few shelves.

note                 git's index, the folders, and for every round its fingerprint and what is loose
rounds/ROUND/seen    every file that was looked at: signature, key, hash; and the round's own record
rounds/ROUND/rows    what the records' bytes read as, by their key
rounds/ROUND/KIND    a product: what somebody worked out from the round, with its fingerprint and the days on which it holds
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import FileState
from inspect_cli.store.addresses import ISSUES, REPORTS, ROUNDS, inside
from inspect_cli.store.files.odd_names import OddName
from inspect_cli.store.files.signature import GONE, folder_signature
from inspect_cli.store.git import gitdir
from inspect_cli.store.index.crew import shared
from inspect_cli.store.index.glance import NOTE, Glance
from inspect_cli.store.index.packing import packed, unpacked
from inspect_cli.store.index.shelf import Shelf
from inspect_cli.store.looking import SeenFile
from inspect_cli.store.reading import Reading, issue_again, round_again
from inspect_cli.store.survey import Survey, survey

WORTH_TWO = 600
"""From about so many files to look at, a second process saves more time than it costs (measured: fork and hand-over 8 ms)."""


class HeldResult(NamedTuple):
    """What was worked out from a round, in plain values; for each of the days that it goes by, from when until when it holds."""

    holds: tuple[tuple[date, date], ...]
    plain: Any


Make = Callable[[Survey], HeldResult]
"""Works a product out from a round."""


class Index:
    """What is known of these rounds under a root. Whatever it is asked, it first brings all of them up to date."""

    def __init__(
        self, root: str, rounds: Sequence[str], shelf: Shelf, glance: Glance, told: Callable[[int, int], None], left_out: Mapping[str, str]
    ) -> None:
        self._root = root
        self._left_out = left_out
        self._rounds = tuple(rounds)
        self._shelf = shelf
        self._glance = glance
        self._told = told
        self._tracked_raw: bytes | None = None

    def survey(self, round_id: str) -> Survey:
        """One round as it is now."""
        self._for_each([name for name in self._rounds if name not in self._entries], lambda name: self._survey_and_store(name)[:1])
        entry, seen = self._whole(round_id, self._entries[round_id], self._from_shelf(round_id, self._entries[round_id]))
        self._entries[round_id] = entry
        self._write_note()
        return seen

    def astray(self) -> set[str] | None:
        """The files that may not be as git's index has them, in all rounds, once they are up to date; None where git is silent."""
        dirty = self._glance.dirty
        return None if dirty is None else {*dirty, *(path for entry in self._entries.values() for path in entry["loose"])}

    def gather(self, kind: str, days: tuple[date, ...], make: Make) -> dict[str, Any]:
        """The product of this kind for every round; made where none is kept that holds on these days."""
        found = {name: plain for name, entry in self._entries.items() if (plain := self._product(name, entry, kind, days)) is not None}
        lacking = [name for name in self._rounds if name not in found]
        found.update(self._for_each(lacking, lambda name: self._entry_and_product(name, kind, days, make)))
        return {name: found[name] for name in self._rounds}

    def _for_each(self, names: Sequence[str], work: Callable[[str], tuple[Any, ...]]) -> dict[str, Any]:
        """What the work makes of each round beside its entry; by two processes where that pays. What was looked at is noted."""
        files = sum(_count(f"{self._root}/{inside(name, ISSUES)}") for name in names)
        if names:
            self._ask_what_is_tracked()  # before there are two of us: git says it only once
        collects = gc.isenabled()
        gc.disable()  # what is made here is no garbage yet, and looking for some takes a fifth of the time
        try:
            made = shared(names, work, lambda done: self._told(done * files // len(names), files), worth_it=files >= WORTH_TWO)
        finally:
            if collects:
                gc.enable()
        self._entries.update({name: entry for name, (entry, *_) in made.items()})
        self._write_note()
        return {name: plain for name, (_, *rest) in made.items() for plain in rest}

    # -- one round -----------------------------------------------------------------------------------------------------

    def _survey_and_store(self, name: str) -> tuple[Any, Survey]:
        """A fresh look at a round: its entry for the note, and the survey, which is kept."""
        seen = survey(self._root, name, time.time_ns(), _Shelved(self._shelf, name), self._left_out)
        entry: dict[str, Any] = {"fingerprint": seen.fingerprint, "loose": self._loose(seen), "watched": self._watched(seen)}
        self._store(seen, entry["fingerprint"])
        return entry, seen

    def _entry_and_product(self, name: str, kind: str, days: tuple[date, ...], make: Make) -> tuple[Any, Any]:
        """The round's entry for the note, and its product."""
        entry = self._entries.get(name)
        if entry is None:
            entry, seen = self._survey_and_store(name)
            plain = self._product(name, entry, kind, days)
            if plain is not None:  # it was touched, and is as it was
                return entry, plain
            entry, seen = self._whole(name, entry, seen)
        else:
            entry, seen = self._whole(name, entry, self._from_shelf(name, entry))
        product = make(seen)
        holds = [(first.toordinal(), end.toordinal()) for first, end in product.holds]
        self._shelf.put(f"rounds/{name}/{kind}", (entry["fingerprint"], holds, product.plain))
        return entry, product.plain

    def _whole(self, name: str, entry: Any, seen: Survey | None) -> tuple[Any, Survey]:
        """The survey, if all of it is on the shelf; where something has gone meanwhile a new one, for which nothing is known."""
        if seen is not None and seen.is_whole:
            return entry, seen
        self._shelf.drop(f"rounds/{name}/seen")
        return self._survey_and_store(name)

    def _product(self, name: str, entry: Any, kind: str, days: tuple[date, ...]) -> Any:
        kept = self._shelf.get(f"rounds/{name}/{kind}")
        if kept is None or kept[0] != entry["fingerprint"]:
            return None
        holds = all(first <= day.toordinal() < end for (first, end), day in zip(kept[1], days, strict=True))
        return kept[2] if holds else None

    def _from_shelf(self, name: str, entry: Any) -> Survey | None:
        """The survey of a round that is as it was when it was put on the shelf."""
        known = _Shelved(self._shelf, name)
        if known.fingerprint != entry["fingerprint"]:
            return None
        return known.survey(self._root, name)

    def _store(self, seen: Survey, fingerprint: str) -> None:
        rows = {seen.seen[path].key: (read.row, packed(tuple(read.complaints))) for path, read in seen.fresh.items()}
        keepable = {key: row for key, row in rows.items() if key and (row[0] is not None or row[1][1])}
        proofs = {key: files for key, files in seen.proofs.items() if key and (key in keepable or key not in rows)}
        if keepable:
            known = self._shelf.get(f"rounds/{seen.round_id}/rows") or {}
            if len(known) > 2 * len(proofs) + 200:  # most of it belongs to states that are gone
                known = {key: row for key, row in known.items() if key in proofs}
            if not self._shelf.put(f"rounds/{seen.round_id}/rows", {**known, **keepable}):
                return
        files = {path: (*one[:3], one.state.value if one.state else None, one.oid) for path, one in seen.seen.items()}
        own = (seen.round.row, packed(tuple(seen.round.complaints)))
        odd = (seen.paths, seen.odd_names, packed(seen.trouble), packed(seen.outlying), tuple(map(tuple, seen.odd_proofs)), seen.left_out)
        self._shelf.put(f"rounds/{seen.round_id}/seen", (fingerprint, files, proofs, own, odd))

    # -- what git vouches for ------------------------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> dict[str, Any]:
        """What the note holds of every round: at first of those that are unchanged, in the end of all."""
        now = time.time_ns()
        self._folders = {path: folder_signature(f"{self._root}/{path}", now) for path in _folders(self._rounds)}
        return {name: self._glance.note["rounds"][name] for name in self._glance.unchanged(now) if name in self._rounds}

    def _ask_what_is_tracked(self) -> None:
        """Asks git for everything that it tracks in the rounds that have changed."""
        if self._tracked_raw is None:
            changed = [name for name in self._rounds if name not in self._entries]
            where = [inside(name) for name in changed] if len(changed) <= 3 else [ROUNDS]
            knows = changed and self._glance.dirty is not None
            self._tracked_raw = (knows and gitdir.PendingAnswer(self._root, "ls-files", "-s", "-v", "-z", "--", *where).answer()) or b""

    def _tracked(self, name: str) -> dict[str, str]:
        """What git tracks in a round as plain files and looks after itself, by path: the key that it has for it."""
        mark = os.fsencode(f"\t{inside(name)}/")
        said = self._tracked_raw or b""  # in the order of the paths, so that a round stands together
        first, last = said.find(mark), said.rfind(mark)
        lines = said[said.rfind(b"\0", 0, first) + 1 : said.find(b"\0", last)] if first >= 0 else b""
        tracked = {}
        for line in lines.split(b"\0"):
            head, _, path = line.partition(b"\t")
            words = head.split(b" ")  # tag, mode, key, stage
            if len(words) == 4 and words[0] == b"H" and words[1] in (b"100644", b"100755") and words[3] == b"0":
                tracked[os.fsdecode(path)] = words[2].decode()
        return tracked

    def _loose(self, seen: Survey) -> dict[str, Any]:
        """The files of a round for which git cannot vouch, with their signatures; None is never the same again."""
        dirty = self._glance.dirty
        if dirty is None:
            return {}
        tracked = self._tracked(seen.round_id)
        loose: dict[str, Any] = {}
        for path, one in seen.seen.items():
            if one.signature is not None and path not in dirty and tracked.get(path) == one.key:
                continue
            loose[path] = GONE if one.state in (FileState.MISSING, FileState.LEFT_OUT) else one.signature
        return loose

    def _watched(self, seen: Survey) -> dict[str, Any]:
        """The folders in which evidence is missing, where it may turn up otherwise spelt, and those of bad names, which may be mended."""
        now = time.time_ns()
        folders = {path.rpartition("/")[0] for path, one in seen.seen.items() if one.state is FileState.MISSING}
        folders |= {one.path.rpartition("/")[0] for one in seen.odd_proofs}
        return {folder: folder_signature(f"{self._root}/{folder}", now) for folder in sorted(folders)}

    def _write_note(self) -> None:
        rounds = {name: self._entries[name] for name in sorted(self._entries)}
        said = repr([(name, entry["fingerprint"]) for name, entry in rounds.items()])
        generation = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        git = self._glance.git_id if self._glance.dirty is not None else None  # where it did not answer it vouches for nothing
        note = {"git": git, "folders": self._folders, "rounds": rounds, "generation": generation}
        if note != self._glance.note:
            self._shelf.put(NOTE, note)
        if rounds.keys() != self._glance.note.get("rounds", {}).keys():
            for folder in self._shelf.names("rounds"):
                if folder.removeprefix("rounds/") not in rounds:
                    self._shelf.drop(folder)


class _Shelved:
    """What the shelves say of one round; each is read when it is first wanted."""

    def __init__(self, shelf: Shelf, round_id: str) -> None:
        self._shelf = shelf
        self._round_id = round_id

    @cached_property
    def _files(self) -> Any:
        return self._shelf.get(f"rounds/{self._round_id}/seen") or ("", {}, {}, None, None)

    @cached_property
    def _rows(self) -> Any:
        return self._shelf.get(f"rounds/{self._round_id}/rows") or {}

    @property
    def fingerprint(self) -> str:
        """Of the survey that was kept."""
        found: str = self._files[0]
        return found

    @cached_property
    def seen(self) -> Mapping[str, SeenFile]:
        """Every file that was looked at, by its path."""
        return {
            path: SeenFile(sig, key, sha, FileState(state) if state else None, oid)
            for path, (sig, key, sha, state, oid) in self._files[1].items()
        }

    @property
    def proofs(self) -> Mapping[str, tuple[str, ...]]:
        """The evidence files that a record names, by the record's key."""
        found: Mapping[str, tuple[str, ...]] = self._files[2]
        return found

    def read(self, key: str) -> Reading[Issue] | None:
        """What the bytes of this key read as."""
        row = self._rows.get(key)
        if row is None:
            return None
        return issue_again(row[0]) if row[0] is not None else Reading(None, unpacked(row[1]))

    def knows(self, key: str) -> bool:
        """It is known what the bytes of this key read as."""
        return key in self._rows

    def survey(self, root: str, round_id: str) -> Survey | None:
        """The survey that was kept."""
        row, complaints = self._files[3]
        paths, odd, trouble, outlying, strays, left_out = self._files[4]
        if any(not self.seen[path].key for path in paths):
            return None  # something that is no file is looked at every time
        own = round_again(row) if row is not None else Reading[Round](None, unpacked(complaints))
        if row is None and not own.complaints:
            return None
        odd_proofs = tuple(OddName(*one) for one in strays)
        return Survey(
            root, round_id, own, paths, odd, unpacked(trouble), unpacked(outlying), odd_proofs, left_out, self.seen, {}, self.proofs, self
        )


def _folders(rounds: Sequence[str]) -> list[str]:
    return [ROUNDS, *(place for name in rounds for place in (inside(name), inside(name, ISSUES), inside(name, REPORTS)))]


def _count(folder: str) -> int:
    try:
        return len(os.listdir(folder))
    except OSError:
        return 0
