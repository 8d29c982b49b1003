"""How records point to each other across rounds. Rules about links see faces alone, so an archive need not be read whole for them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.domain.record.ids import full_ref
from inspect_cli.domain.record.issue import Issue, Waiver
from inspect_cli.domain.words import Channel, State

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.change import Route  # its name alone: an overview of all rounds changes nothing


class IssueStub(NamedTuple):
    """What other records may depend on: who an issue is, where it stands, and where it points."""

    round_id: str
    id: str
    uid: str
    channel: Channel
    state: State
    similar: tuple[str, ...] = ()
    recurs: tuple[str, ...] = ()
    carried_to: str = ""
    carried_from: str = ""
    name: str = ""
    """The name of its file, which is its id unless something is wrong."""
    folder: str = ""
    """The name of its round's folder, which is the round's id unless something is wrong."""

    @property
    def ref(self) -> str:
        """`ROUND/ID`."""
        return f"{self.round_id}/{self.id}"

    def full_ref(self, name: str) -> str:
        """A link as `ROUND/ID`; a bare id means this round."""
        return full_ref(name, self.round_id)

    def links(self) -> list[tuple[Route, str]]:
        """Every link of the record: where it stands there, such as `("similar", 0)`, and what it says."""
        found: list[tuple[Route, str]] = [(("similar", at), name) for at, name in enumerate(self.similar)] if self.similar else []
        found += [(("recurs", at), name) for at, name in enumerate(self.recurs)] if self.recurs else []
        found += [(("carried_to",), self.carried_to)] if self.carried_to else []
        return [*found, (("carried_from",), self.carried_from)] if self.carried_from else found


def face_of(issue: Issue, round_id: str, name: str = "", folder: str = "") -> IssueStub:
    """The face of an issue of this round, and of the file of this name in this folder."""
    return IssueStub(
        round_id,
        issue.id,
        issue.uid,
        issue.channel,
        issue.state,
        issue.similar,
        issue.recurs,
        issue.carried_to,
        issue.carried_from,
        name or issue.id,
        folder or round_id,
    )


class LinkedRecord(NamedTuple):
    """One record as link rules see it: its face, its file, and what it has waived."""

    face: IssueStub
    file: str
    waivers: tuple[Waiver, ...] = ()


class Links:
    """Every face of the archive, and the names (`ROUND/ID`) of records that cannot be read."""

    def __init__(self, faces: Iterable[IssueStub], unread: Iterable[str] = ()) -> None:
        self.faces = tuple(faces)
        self.unread = frozenset(unread)

    @cached_property
    def by_ref(self) -> dict[str, list[IssueStub]]:
        """The faces by `ROUND/ID`; two that claim one name are both there."""
        return _grouped((face.ref, face) for face in self.faces)

    @cached_property
    def by_uid(self) -> dict[str, list[IssueStub]]:
        """The faces by uid."""
        return _grouped((face.uid, face) for face in self.faces)

    @cached_property
    def copied(self) -> dict[str, str]:
        """Folders whose records, all of them and more than one, lie in another folder too, by uid and id: that other one."""
        held = _grouped((face.folder, face) for face in self.faces)
        found = {}
        for folder, faces in held.items():
            twins = ({other.folder for other in self.by_uid[face.uid] if other.id == face.id} - {folder} for face in faces)
            everywhere = set.intersection(*twins) if len(faces) > 1 else set()
            found.update({folder: min(everywhere)} if everywhere else {})
        return found

    def linked(self, face: IssueStub, name: str) -> IssueStub | None:
        """The face that a link of `face` names, or None."""
        found = self.by_ref.get(face.full_ref(name))
        return found[0] if found else None

    def is_there(self, face: IssueStub, name: str) -> bool:
        """There is such an issue, readable or not."""
        ref = face.full_ref(name)
        return ref in self.by_ref or ref in self.unread


def _grouped(pairs: Iterable[tuple[str, IssueStub]]) -> dict[str, list[IssueStub]]:
    found: dict[str, list[IssueStub]] = {}
    for key, face in pairs:
        found.setdefault(key, []).append(face)
    return found
