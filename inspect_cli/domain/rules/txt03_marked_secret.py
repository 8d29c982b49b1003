"""TXT03: text marked as classified."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.declaration import fields_of, texts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.marking import SIGN, mark_in
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.yamlsplice.change import Route


def marked_secret(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """No free text of the record bears a classification mark."""
    for route, said in _texts(issue):
        mark = mark_in(said)
        if mark:
            yield Fault(route, text("the text is marked “{mark}”: classified material does not belong in these records", mark=mark))


_HELD = {name: (one.kind, texts_of(one.part)) for name, one in fields_of(Issue).items() if one.part}
_PLAIN = texts_of(Issue)
_PARTS = {name: texts for name, (kind, texts) in _HELD.items() if not isinstance(kind, type)}
_INNER = {name: texts for name, (kind, texts) in _HELD.items() if isinstance(kind, type)}


def _texts(issue: Issue) -> Iterator[tuple[Route, str]]:
    """What may be marked of all that somebody wrote in words of their own; who did it is no such thing."""
    for name in _PLAIN:
        if SIGN in (said := getattr(issue, name)):
            yield (name,), said
    for index, heading in enumerate(issue.path):
        yield ("path", index), heading
    for name, fields in _PARTS.items():
        for index, part in enumerate(getattr(issue, name)):
            for field in fields:
                if SIGN in (said := getattr(part, field)):
                    yield (name, index, field), said
    for name, fields in _INNER.items():
        inner = getattr(issue, name)
        yield from (((name, field), getattr(inner, field)) for field in fields if inner)
    for kind in issue.outcomes.people if issue.outcomes else ():
        yield ("outcomes", "people", kind), kind


RULE = Rule(
    code="TXT03",
    title=text("text marked 秘密, 机密 or 绝密"),
    why=text("Classified material does not belong in these records, which are copied with every clone."),
    fix=text("take the text out of the record and out of git's history, and tell whoever keeps secrets"),
    waivable=False,
    issue=marked_secret,
    good="""
        text: 保守工作秘密的制度执行不到位。
    """,
    bad="""
        text: 【机密】线索情况   # <- TXT03
        measures:
          - {id: m1, text: 按秘密级文件要求整改}   # <- TXT03
        evidence:
          - {id: e1, document: 机密★1年, note: 会议记录}   # <- TXT03
        long_term:
          reason: 此件系秘密   # <- TXT03
    """,
)
