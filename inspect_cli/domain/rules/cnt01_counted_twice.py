"""CNT01: the same uid or id twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.links import IssueStub, Links
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import NOTHING, Text, pasted, text


def counted_twice(face: IssueStub, links: Links) -> Iterator[Fault]:
    """No other record has its uid, and no other of the round its id."""
    same = links.by_uid.get(face.uid, ())
    twins = [other.ref for other in same if other.ref != face.ref] if len(same) > 1 else []
    if twins:
        yield Fault(("uid",), text("{others} {others:has|have} the same uid", others=twins), _copied_folder(face, links) or NOTHING)
    claimants = links.by_ref.get(face.ref, ())
    if len(claimants) > 1:
        rivals = [other for other in claimants if other != face]
        way = _copied_folder(face, links) or _way_out(face, rivals)
        yield Fault(("id",), text("another file of the round claims {id} too", id=face.id), way)


def _copied_folder(face: IssueStub, links: Links) -> Text | None:
    """Where a round's folder was copied as a whole the copy goes: the folder that is not named as its round is, or that holds less."""
    same = [other for other in links.by_uid.get(face.uid, ()) if other.id == face.id]
    folders = {one.folder for one in same}
    if len(folders) < 2:
        return None
    copies = {one.folder for one in same if one.folder != one.round_id}
    if not copies or copies == folders:
        copies = {folder for folder in folders if links.copied.get(folder) in folders}
    names = [pasted(f"rounds/{name}") for name in sorted(copies)]
    said = text("delete the folder that was copied: {folders}")
    if copies == folders:
        said = text("delete the one that is the copy: {folders}")
    return said.about(folders=names) if names else None


def _way_out(face: IssueStub, rivals: Sequence[IssueStub]) -> Text:
    """A copy goes; else whoever's file has another name gets another number, for links mean the one that is named as they say."""
    if any(other.uid == face.uid for other in rivals):
        return text("they have one uid: where they are the same issue, keep one of the files and delete the other")
    misnamed = next((one.name for one in (face, *rivals) if one.name != one.id), face.name)
    return text("inspect renumber {name}", name=pasted(misnamed))


RULE = Rule(
    code="CNT01",
    title=text("the same uid or id twice"),
    why=text("One issue in two files is counted twice; two issues under one id are taken for one."),
    fix=text("delete the copy; where they are two issues: another uid, and inspect renumber NAME for another number"),
    waivable=False,
    link=counted_twice,
    good="""
        title: 一个问题
        ---
        title: 另一个问题
    """,
    bad="""
        uid: k3v9q2m8xw   # <- CNT01
        ---
        uid: k3v9q2m8xw   # <- CNT01
    """,
)
