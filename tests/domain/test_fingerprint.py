"""The fingerprint of a record: the same for the same content however the file is styled, and another for any change."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from inspect_cli.domain.record.fingerprint import fingerprint
from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.reading import read_issue

ROOT = Path(__file__).parents[2]
RECORDS = sorted(ROOT.glob("rounds/*/issues/*.yaml"))

BLOCK = """\
uid: k3v9q2m8xw
id: CG-D003
channel: during
title: 甲
text: 乙
found_on: 2020-10-28
outcomes: {rules_made: 1, money_recovered: 12.50, people: {诫勉: 1, 批评教育: 2}}
state: registered
history:
  - {at: 2020-10-28T16:20:00+08:00, by: 丙, did: register, to: registered}
"""
RESTYLED = """\
# another hand
"title": '甲'
text: |-
  乙
id: "CG-D003"
uid: k3v9q2m8xw
channel: during
leader:
found_on: 2020-10-28
outcomes:
  people: {批评教育: 2, 诫勉: 1}
  money_recovered: 12.5
  rules_made: 1
history:
- at: 2020-10-28T08:20:00Z
  by: 丙
  did: register
  to: registered
state: registered
"""


def issue(text: str | bytes) -> Issue:
    found = read_issue(text.encode() if isinstance(text, str) else text).record
    assert found is not None
    return found


def test_the_style_of_the_file_does_not_matter():
    assert fingerprint(issue(BLOCK)) == fingerprint(issue(RESTYLED))
    assert len(fingerprint(issue(BLOCK))) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"title": "甲 "},
        {"due": date(2020, 12, 1)},
        {"sustained": True},
        {"similar": ("TY-D001",)},
        {"outcomes": None},
        {"path": ("乙",)},
        {"leader": "乙", "department": ""},
        {"department": "乙", "leader": ""},
    ],
)
def test_any_change_makes_another(change):
    before = issue(BLOCK)
    assert fingerprint(before) != fingerprint(dataclasses.replace(before, **change))


def test_the_samples_are_told_apart():
    found = {fingerprint(issue(path.read_bytes())) for path in RECORDS}
    assert len(found) == len(RECORDS)
