"""What lies in one round's folder at this moment: its records as they read, its evidence as it hashes.

`survey` looks at every file; what is already known of a file whose signature is unchanged, or of the same bytes under any name,
is not read again. Nothing here says what a record means; `loading` makes rounds, issues and findings of a survey.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.addresses import EVIDENCE, ISSUES, REPORTS, inside, round_file, round_named_by
from inspect_cli.store.complaint import Complaint
from inspect_cli.store.files.odd_names import OddName, odd_names
from inspect_cli.store.git.outlying import not_filled
from inspect_cli.store.looking import NOTHING_AWAY, NOTHING_KNOWN, EarlierLook, Look, SeenFile
from inspect_cli.store.reading import Reading, read_issue, read_round


@dataclass(frozen=True, slots=True)
class Survey:
    """One round's folder. Paths are relative to the root, with forward slashes."""

    root: str
    round_id: str
    round: Reading[Round]
    paths: tuple[str, ...]
    """Every file that is read as an issue, in the order of the names."""
    odd_names: tuple[str, ...]
    """What lies among the issues and is not read as one."""
    trouble: Complaint | None
    """Why the folder of the issues cannot be listed."""
    outlying: tuple[tuple[str, Complaint], ...]
    """What is read and lies elsewhere: paths, and what to say of them."""
    odd_proofs: tuple[OddName, ...]
    """What lies among the evidence under a name that is bad elsewhere, and that no record names."""
    left_out: tuple[tuple[str, str], ...]
    """The files of the round that git holds and was told not to lay out here, each with the folder that brings it here."""
    seen: Mapping[str, SeenFile] = field(repr=False)
    """Every file that was looked at: the round's own, the issues', the evidence that they name, and what was issued."""
    fresh: Mapping[str, Reading[Issue]] = field(repr=False)
    """What was read in this look, by path; the rest is known."""
    proofs: Mapping[str, tuple[str, ...]] = field(repr=False)
    known: EarlierLook = field(repr=False)

    def read(self, path: str) -> Reading[Issue]:
        """What an issue's file reads as."""
        found = self.fresh.get(path) or self.known.read(self.seen[path].key)
        assert found is not None, "a survey is only asked when it is whole"
        return found

    @property
    def is_whole(self) -> bool:
        """Every record can be told: what was known of it has not gone meanwhile."""
        return all(path in self.fresh or self.known.knows(self.seen[path].key) for path in self.paths)

    @property
    def fingerprint(self) -> str:
        """The same for the same names, bytes and evidence; what an answer about this round depends on."""
        files = [(path, seen.key, seen.sha256, seen.state or seen.oid) for path, seen in sorted(self.seen.items())]
        troubles = [(path, repr(read.complaints)) for path, read in self.fresh.items() if not self.seen[path].key]
        said = repr(
            (
                files,
                troubles,
                self.odd_names,
                repr(self.trouble),
                repr(self.outlying),
                self.odd_proofs,
                self.left_out,
                repr(self.round.complaints),
            )
        )
        return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def survey(root: str, round_id: str, now: int, known: EarlierLook = NOTHING_KNOWN, left_out: Mapping[str, str] = NOTHING_AWAY) -> Survey:
    """Looks at the round's folder; `now` is the clock in nanoseconds, against which a file is too young to be relied on.

    `left_out` are the files that git holds and was told not to lay out.
    """
    look = Look(root, now, known, left_out)
    folder = inside(round_id)
    own = round_file(round_id)
    raw = look.record(own)
    if isinstance(raw, Complaint):
        raw = not_filled(root, round_id) or raw
    round_ = Reading[Round](None, [raw]) if isinstance(raw, Complaint) else read_round(look.bytes_again(own) if raw is None else raw)
    paths, odd, trouble = look.names(inside(round_id, ISSUES))
    fresh: dict[str, Reading[Issue]] = {}
    proofs: dict[str, tuple[str, ...]] = {}
    for path in paths:
        raw = look.record(path)
        key = look.seen[path].key
        if key and key in known.proofs:
            proofs[key] = known.proofs[key]
        else:
            if raw is None:
                raw = look.bytes_again(path)
            fresh[path] = Reading(None, [raw]) if isinstance(raw, Complaint) else read_issue(raw)
            proofs[look.seen[path].key] = _files_named_by(fresh[path])
    base = os.path.realpath(f"{root}/{folder}")
    for path in paths:
        for file in proofs[look.seen[path].key]:
            look.evidence(inside(round_id, file), base)
    for path in look.plain_files(inside(round_id, REPORTS)):
        look.evidence(path, base)
    look.mark_what_is_not_laid_out()
    strays = tuple(sorted(one for one in odd_names(root, inside(round_id, EVIDENCE)) if one.path not in look.seen))
    absent = tuple(sorted(one for one in left_out.items() if round_named_by(one[0]) == round_id))
    return Survey(
        root, round_id, round_, tuple(paths), odd, trouble, look.outlying(round_id), strays, absent, look.seen, fresh, proofs, known
    )


def _files_named_by(read: Reading[Issue]) -> tuple[str, ...]:
    return tuple(piece.file for piece in read.record.evidence if piece.file) if read.record else ()
