"""REP02: a carried link that does not come back."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.links import IssueStub, Links
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, State


def one_sided_carry(face: IssueStub, links: Links) -> Iterator[Fault]:
    """A `during` item and its `feedback` twin name each other."""
    own = face.ref
    twin = links.linked(face, face.carried_to) if face.carried_to else None
    if twin and (twin.carried_from != own or twin.channel is not Channel.FEEDBACK):
        yield Fault(("carried_to",), text("{twin} does not say that it comes from {own}", twin=face.carried_to, own=own))
    if twin and twin.state is State.VOID and face.state is not State.VOID:
        yield Fault(("carried_to",), text("{twin} is void, so that the item is in no count", twin=face.carried_to))
    source = links.linked(face, face.carried_from) if face.carried_from else None
    if source and (source.carried_to != own or source.channel is not Channel.DURING):
        yield Fault(("carried_from",), text("{source} does not say that it goes on as {own}", source=face.carried_from, own=own))


RULE = Rule(
    code="REP02",
    title=text("carried link not both ways"),
    why=text("An item that was carried is counted once, in feedback; a link that does not come back loses it or counts it twice."),
    fix=text("complete the links in both records: inspect edit ID"),
    link=one_sided_carry,
    good="""
        carried_to: 2020-r2/CG-F001
        ---
        id: CG-F001
        channel: feedback
        notice:
        carried_from: 2020-r2/CG-D001
    """,
    bad="""
        carried_to: 2020-r2/CG-F001   # <- REP02
        ---
        id: CG-F001
        channel: feedback
        notice:
        carried_from: 2020-r2/CG-D003   # <- REP02
        ---
        title: 另一个问题
    """,
)
