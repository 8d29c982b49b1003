"""The sides of a step from one version to the next: what the files that it touched read as, each of them read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inspect_cli.domain.compare.pairing import VersionIssue
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.addresses import is_record, issue_place
from inspect_cli.store.complaint import Complaint
from inspect_cli.store.git.versions import ON_DISK, Repository, Touched, on_disk
from inspect_cli.store.grown import before_it_grew
from inspect_cli.store.reading import Reading, read_issue, read_round


class VersionStep(NamedTuple):
    """From one version to the next. `others`: where the later one is a merge, its other parents.

    `is_rewritten`: the later one does not come from the earlier one, but was written beside it.
    """

    before: str
    after: str
    touched: Sequence[Touched]
    others: tuple[str, ...] = ()
    is_rewritten: bool = False


class VersionSide(NamedTuple):
    """One side of a step: the issues that can be read, and their files."""

    held: list[VersionIssue]
    raws: dict[str, bytes]
    """The bytes of their files."""
    unread: dict[str, Sequence[Complaint]]


class VersionReader:
    """Reads versions of one repository; what bytes read as is remembered for as long as it lives."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._raw: dict[str, bytes | Complaint] = {}
        self._read: dict[str, Reading[Issue]] = {}
        self._stand_ins: dict[str, dict[str, str]] = {}
        """By version, for each record that cannot be read there: its last readable blob, so that breaking and mending hides nothing."""

    def fetch(self, steps: Iterable[VersionStep]) -> None:
        """Reads the records of many steps in one go."""
        self.keep(blob for step in steps for one in step.touched if is_record(one.path) for blob in (one.before, one.after))

    def keep(self, blobs: Iterable[str]) -> None:
        """Reads what is not at hand yet, in one go."""
        self._raw.update(self.repository.blobs(one for one in blobs if one not in self._raw and one not in ("", ON_DISK)))

    def content(self, path: str, blob: str) -> bytes | Complaint:
        """The bytes of a file, or why there are none."""
        if blob == ON_DISK:
            return on_disk(self.repository.root, path)
        self.keep([blob])
        return self._raw[blob] if blob else b""

    def issue_at(self, path: str, blob: str) -> Reading[Issue]:
        """What a file reads as in the version in which its blob is this one."""
        if blob in self._read:
            return self._read[blob]
        raw = self.content(path, blob)
        read: Reading[Issue] = Reading(None, [raw]) if isinstance(raw, Complaint) else read_issue(raw)
        if blob != ON_DISK:
            self._read[blob] = read
        return read

    def before(self, step: VersionStep, touched: Sequence[Touched]) -> VersionSide:
        """The earlier side; a record that cannot be read is there as it could be read last."""
        version = VersionSide([], {}, {})
        for one in (each for each in touched if each.before):
            self._look_back(one)
            self._hold(version, one.path, self._readable(step.before, one.path, one.before))
        return version

    def _look_back(self, one: Touched) -> None:
        """Where the later version only has more entries, the earlier one need not be read."""
        if one.before in self._read or not one.after:
            return
        earlier, later = self.content(one.path, one.before), self.content(one.path, one.after)
        if isinstance(earlier, bytes) and isinstance(later, bytes):
            found = before_it_grew(earlier, later, self.issue_at(one.path, one.after))
            if found:
                self._read[one.before] = found

    def after(self, step: VersionStep, touched: Sequence[Touched]) -> VersionSide:
        """The later side; remembers for the next step what stands in for the records that cannot be read."""
        version, known = VersionSide([], {}, {}), self._stand_ins.setdefault(step.after, {})
        changed = {one.path for one in step.touched}
        known.update({path: blob for path, blob in self._stand_ins.get(step.before, {}).items() if path not in changed})
        for one in (each for each in touched if each.after):
            if not self._hold(version, one.path, one.after) and one.before:
                known[one.path] = self._readable(step.before, one.path, one.before)
        return version

    def _hold(self, version: VersionSide, path: str, blob: str) -> bool:
        """Takes the record into the version, or why it cannot be read."""
        read, place = self.issue_at(path, blob), issue_place(path)
        if place is None:
            return False
        if read.record is None:
            version.unread["/".join(place)] = read.complaints
            return False
        raw = self.content(path, blob)
        version.held.append(VersionIssue(read.record, place[0], path))
        version.raws[path] = raw if isinstance(raw, bytes) else b""
        return True

    def _readable(self, version: str, path: str, blob: str) -> str:
        """The blob, or where it cannot be read the last one before it that can; itself again where none ever could."""
        if self.issue_at(path, blob).record:
            return blob
        known = self._stand_ins.setdefault(version, {})
        if path not in known:
            earlier = self.repository.earlier(version, path)
            known[path] = next((one for one in earlier if self.issue_at(path, one).record), blob)
        return known[path]

    def round_at(self, path: str, blob: str) -> Reading[Round]:
        """What a round's own file reads as in the version in which its blob is this one; nothing where it is not there."""
        if not blob:
            return Reading(None)
        raw = self.content(path, blob)
        return Reading(None, [raw]) if isinstance(raw, Complaint) else read_round(raw)
