"""An earlier version that is told from the later one is what reading it would have given, or it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli.store.grown import before_it_grew
from inspect_cli.store.reading import read_issue

HEAD = """\
uid: k3v9q2m8xw
id: CG-D001
channel: during
title: 清运不及时
text: |-
  部分街巷
  - {这不是: 一条}
found_on: 2020-10-28
state: in_progress
"""
ENTRY = "{pad}- {{at: 2020-11-{day:02d}T09:00:00+08:00, by: 整改办, did: progress, note: {note}}}\n"
NOTES = st.sampled_from(["已清运", "'- {at: x}'", '"{ }"', "甲-乙", "m1 done", "'it''s'"])


def record(entries: list[str], pad: str = "  ", tail: str = "") -> bytes:
    first = f"{pad}- {{at: 2020-10-28T16:20:00+08:00, by: 联络员, did: register, to: registered}}\n"
    lines = [ENTRY.format(pad=pad, day=day, note=note) for day, note in enumerate(entries, 1)]
    return (HEAD + "history:\n" + first + "".join(lines) + tail).encode()


@settings(deadline=None)
@given(st.lists(NOTES, max_size=4), st.lists(NOTES, min_size=1, max_size=3), st.sampled_from(["", "  ", "    "]))
def test_what_is_told_is_what_would_have_been_read(before, added, pad):
    earlier, later = record(before, pad), record([*before, *added], pad)
    told = before_it_grew(earlier, later, read_issue(later))
    assert told is None or told.record == read_issue(earlier).record
    assert told is not None or not read_issue(later).is_ordinary


ODD = {
    "another line was changed": (record(["甲"]), record(["甲", "乙"]).replace("部分街巷".encode(), "个别街巷".encode())),
    "a comment came after it": (record(["甲"]), record(["甲"], tail="  # 注\n")),
    "the list goes on deeper": (record(["甲"]), record(["甲"], tail="    - {at: x}\n")),
    "the entry is a block": (record(["甲"]), record(["甲"], tail="  - at: 2020-11-05T09:00:00+08:00\n    by: 甲\n    did: progress\n")),
    "it ends with another list": (
        record(["甲"]) + b"waivers:\n  - {rule: DUE01, reason: x, by: y, on: 2020-11-01}\n",
        record(["甲"])
        + b"waivers:\n  - {rule: DUE01, reason: x, by: y, on: 2020-11-01}\n  - {rule: DUE02, reason: x, by: y, on: 2020-11-01}\n",
    ),
    "it ended without a line end": (record(["甲"])[:-1], record(["甲", "乙"])),
    "the later one cannot be read": (record(["甲"]), record(["甲"]) + b"  - {at: no day, by: x, did: progress}\n"),
    "a quote goes over lines": (record(["甲"])[:-2] + b', to: "a}\n', record(["甲"])[:-2] + b', to: "a}\n  - {b"}\n'),
}


@pytest.mark.parametrize("name", ODD)
def test_anything_else_is_read(name):
    earlier, later = ODD[name]
    assert before_it_grew(earlier, later, read_issue(later)) is None
