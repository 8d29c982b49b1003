"""Records whose texts are hostile: formulas, markup, escapes and control characters, wherever a text may stand."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

from sheets import ROOT

from inspect_cli.domain.record.issue import Extension, Issue, LongTerm, Outcomes
from inspect_cli.store.reading import read_issue
from inspect_cli.store.writing import issue_text

DOUBLY = "一 _x005F_x0041_ 二"
"""A text that looks like an escape of an escape: LibreOffice undoes it twice, and an import then refuses what it made of it."""
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org")',
    "'=1",
    "''+1",
    " =1+1",
    "＝１",
    "#N/A",
    "{{ 7*7 }}{% for x in y %}",
    "<w:p><w:r>&amp;</w:r></w:p> ]]> <!-- <!DOCTYPE x [<!ENTITY a 'b'>]>",
    "一\x1b[31m红\x07\x01\x1f\x7f\x85",
    "[bold red]x[/] :smile:",
    "_x0041_ _X0041_ _xD83D__xDE00_",
    DOUBLY,
    "  两端有空格  ",
    "一\n二\n\n三\n",
    "tab\t完",
    "😀𠀀\u200b\u202e\u2028\ufeff",
    '1,2;3"4"\n5',
    "2020-11-05",
    "00123",
    "1e5",
    "TRUE",
    "超期",
    "……（全文见“续文”表第1号）",
    "\ufffd\U0010ffff",
    "长" * 33_000,
    "\x02" * 6_000,
    "甲\r\n乙\r丙",
]


def hostile(said: str) -> Issue:
    """A record with this text wherever a text may stand."""
    base = read_issue((ROOT / "rounds/2020-r2/issues/CG-D003.yaml").read_bytes()).record
    assert base is not None
    is_long = len(said) > 3000
    short = said[:50] if is_long else said
    full, said = said, short
    return dataclasses.replace(
        base,
        title=said,
        text=full,
        notice=short,
        path=(short, said),
        post=short,
        leader=short,
        department=said,
        handler=short,
        extensions=(Extension(to=date(2020, 11, 20), reason=said, approved_by="巡察二组联络员", approved_on=date(2020, 11, 9)),),
        measures=tuple(dataclasses.replace(one, text=said, owner=short, document=short) for one in base.measures),
        evidence=tuple(dataclasses.replace(one, note=said) for one in base.evidence),
        outcomes=Outcomes(rules_made=2, money_recovered=Decimal("123456789012345.123456"), people={short or "诫勉": 1}),
        long_term=LongTerm(reason=said, goal=short, review_on=date(2020, 12, 20)),
        history=(*base.history[:-1], dataclasses.replace(base.history[-1], note=full)),
    )


def write_hostiles(root: Path) -> None:
    """A root with one record for every hostile text, written as any new record is."""
    (root / "rounds/2020-r2/issues").mkdir(parents=True)
    (root / "rounds/2020-r2/round.yaml").write_bytes((ROOT / "rounds/2020-r2/round.yaml").read_bytes())
    for number, said in enumerate(HOSTILE, 1):
        made = dataclasses.replace(hostile(said), id=f"CG-D{number:03}", uid=f"u{number:09}")
        (root / f"rounds/2020-r2/issues/{made.id}.yaml").write_bytes(issue_text(made))
