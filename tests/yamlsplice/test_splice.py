"""A write changes the lines that it is about and no other byte; what was written reads back."""

from __future__ import annotations

import difflib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from inspect_cli.yamlsplice.change import Append, Change, Insert, Remove, Set
from inspect_cli.yamlsplice.document import Data, parse
from inspect_cli.yamlsplice.layout import Layout, document_text
from inspect_cli.yamlsplice.quoting import Bare, block_literal, written
from inspect_cli.yamlsplice.splice import CannotSplice, applied, spliced

LAYOUT = Layout(
    order={(): ("uid", "id", "title", "text", "due", "measures", "state", "history"), ("measures",): ("id", "text", "due", "done_on")},
    flow=frozenset({("history",), ("on_site",)}),
)


def after(text: str, *changes: Change) -> str:
    return spliced(parse(text.encode()), changes, LAYOUT).raw.decode()


def changed_lines(before: bytes, now: bytes) -> tuple[int, int]:
    """How many lines went and how many came, line ends included."""
    steps = difflib.SequenceMatcher(None, before.split(b"\n"), now.split(b"\n"), autojunk=False).get_opcodes()
    return sum(s[2] - s[1] for s in steps if s[0] != "equal"), sum(s[4] - s[3] for s in steps if s[0] != "equal")


SETS = {
    "a plain value": ("due: 1 # c\nb: 2\n", "x", "due: x # c\nb: 2\n"),
    "single quotes stay": ("due: 'a'  # c\n", "it's", "due: 'it''s'  # c\n"),
    "double quotes stay": ('due: "a"\n', "b", 'due: "b"\n'),
    "an empty key": ("due:\nb: 2\n", "x", "due: x\nb: 2\n"),
    "an empty key with a comment": ("due:   # note\n", "x", "due: x   # note\n"),
    "an empty key at the end": ("b: 2\ndue:", "x", "b: 2\ndue: x"),
    "null": ("due: ~  # c\n", "x", "due: x  # c\n"),
    "in braces": ("a: 1\ndue: {b: 1}\n", {"c": "2, 3"}, "a: 1\ndue: {c: '2, 3'}\n"),
    "several lines for one": ("due: a # c\nb: 2\n", "x\n\ny", "due: |- # c\n  x\n\n  y\nb: 2\n"),
    "several lines for nothing": ("due: # c\nb: 2\n", "x\ny\n", "due: | # c\n  x\n  y\nb: 2\n"),
    "several lines in double quotes": ('due: "a\\nb" # c\n', "x\ny", 'due: "x\\ny" # c\n'),
    "a literal block keeps depth and comment": (
        "due: |-  # w\n    a\n    b\n\n# z\nb: 2\n",
        "x\ny",
        "due: |-  # w\n    x\n    y\n\n# z\nb: 2\n",
    ),
    "one line for a literal block": ("due: |\n  a\nb: 2\n", "x", "due: |-\n  x\nb: 2\n"),
    "a block with kept line ends": ("due: |+\n  a\n\n\nb: 2\n", "x\n\n", "due: |+\n  x\n\nb: 2\n"),
    "a block with its depth in the header": ("due: |2-\n   a\nb: 2\n", "x", "due: |-\n  x\nb: 2\n"),
    "a folded block": ("due: >-\n  a\n  b\nb: 2\n", "x", "due: |-\n  x\nb: 2\n"),
    "leading blanks": ("due: |-\n  a\n", " x\ny", "due: |2-\n   x\n  y\n"),
    "a plain value of several lines": ("due: long\n  words # c\nb: 2\n", "x", "due: x # c\nb: 2\n"),
    "a quoted value of several lines": ("due: 'a\n  b'\nb: 2\n", "x\ny", "due: |-\n  x\n  y\nb: 2\n"),
    "a value on the next line": ("due:\n  a\n  b # c\nb: 2\n", "x", "due:\n  x # c\nb: 2\n"),
    "nothing": ("due: 5   # note\nb: 2\n", None, "due:   # note\nb: 2\n"),
    "nothing, blanks trimmed": ("due: 5  \nb: 2\n", None, "due:\nb: 2\n"),
    "nothing for a block": ("due: |-  # w\n  a\n  b\nb: 2\n", None, "due:  # w\nb: 2\n"),
    "nothing for a list": ("due:  # w\n  - a\n  - b\nb: 2\n", None, "due:  # w\nb: 2\n"),
    "a date stands bare": ("due:\n", Bare("2020-11-10"), "due: 2020-11-10\n"),
    "a date as text is quoted": ("due:\n", "2020-11-10", "due: '2020-11-10'\n"),
    "a bare null would be nothing": ("due:\n", Bare("null"), "due: 'null'\n"),
    "a list for a list": ("due:\n - id: x\nz: 1\n", [{"id": "m1", "l": ["a", "b"]}], "due:\n  - id: m1\n    l: [a, b]\nz: 1\n"),
    "a mapping for a word": ("due: x # c\nz: 1\n", {"a": "1\n2"}, "due: # c\n  a: |-\n    1\n    2\nz: 1\n"),
    "a word for a list": ("due:\n  - a # c\n  - b # d\nz: 1\n", "x", "due: x\nz: 1\n"),
    "an alias": ("a: &a 1\ndue: *a\n", "x", "a: &a 1\ndue: x\n"),
    "a block that would take in a comment": ("due: a\n  # of due\nb: 2\n", "x\ny", 'due: "x\\ny"\n  # of due\nb: 2\n'),
    "a block that would take in blank lines": ("due: a\n\nb: 2\n", "x\n\n", 'due: "x\\n\\n"\n\nb: 2\n'),
    "what it is already": ("due:   'x'\n", "x", "due:   'x'\n"),
}


@pytest.mark.parametrize("name", SETS)
def test_setting_a_key_that_is_there(name: str) -> None:
    text, value, expected = SETS[name]
    assert after(text, Set(("due",), value)) == expected


NEW_KEYS = {
    "after the nearest key before it": ("id: a # c\n# of state\nstate: x\n", ("due",), "v", "id: a # c\ndue: v\n# of state\nstate: x\n"),
    "as the first": ("# top\n\nstate: x\n", ("due",), "v", "# top\n\ndue: v\nstate: x\n"),
    "without a last line end": ("id: a", ("due",), "v", "id: a\ndue: v"),
    "several lines without a last line end": ("id: a", ("due",), "v\nw\n", 'id: a\ndue: "v\\nw\\n"'),
    "an unknown key last": ("id: a\nstate: x\n", ("zz",), "v", "id: a\nstate: x\nzz: v\n"),
    "after a block and its own comment": (
        "measures:\n  - id: m1\n  # of measures\n# of history\nhistory: []\n",
        ("state",),
        "v",
        "measures:\n  - id: m1\n  # of measures\nstate: v\n# of history\nhistory: []\n",
    ),
    "before blank lines": ("text: |\n  a\n\n\nhistory: []\n", ("state",), "v", "text: |\n  a\nstate: v\n\n\nhistory: []\n"),
    "after kept blank lines": ("text: |+\n  a\n\nhistory: []\n", ("state",), "v", "text: |+\n  a\n\nstate: v\nhistory: []\n"),
    "in a list's entry": (
        "measures:\n-  id: m1\n   # x\n   due: 1\n",
        ("measures", 0, "done_on"),
        "v",
        "measures:\n-  id: m1\n   # x\n   due: 1\n   done_on: v\n",
    ),
    "behind a dash no line changes": ("measures:\n  - due: 1\n", ("measures", 0, "id"), "v", "measures:\n  - due: 1\n    id: v\n"),
    "in braces": ("on_site: {starts: 1}  # c\n", ("on_site", "ends"), "v", "on_site: {starts: 1, ends: v}  # c\n"),
    "in empty braces": ("on_site: {}\n", ("on_site", "ends"), "v", "on_site: {ends: v}\n"),
    "in braces over lines": ("a: {\n  b: 1, # c\n  c: 2  # d\n}\n", ("a", "e"), "v", "a: {\n  b: 1, # c\n  c: 2, e: v  # d\n}\n"),
    "with its parents": ("id: a\n", ("p", "q", "r"), "v", "id: a\np:\n  q:\n    r: v\n"),
    "with a parent in one line": ("id: a\non_site:\n", ("on_site", "ends"), "v", "id: a\non_site: {ends: v}\n"),
    "a mapping without its empty values": ("id: a\n", ("on_site",), {"starts": "v", "ends": None}, "id: a\non_site: {starts: v}\n"),
    "nothing": ("id: a\n", ("due",), None, "id: a\n"),
}


@pytest.mark.parametrize("name", NEW_KEYS)
def test_setting_a_key_that_is_not_there(name: str) -> None:
    text, path, value, expected = NEW_KEYS[name]
    assert after(text, Set(path, value)) == expected


APPENDS = {
    "an absent list of records": ("id: a\n", "measures", {"id": "m1", "due": "1 d"}, "id: a\nmeasures:\n  - id: m1\n    due: 1 d\n"),
    "an absent list of one-line records": ("id: a\n", "history", {"did": "x"}, "id: a\nhistory:\n  - {did: x}\n"),
    "an absent list of words": ("id: a\n", "similar", "x", "id: a\nsimilar: [x]\n"),
    "an empty key": ("measures:  # c\nid: a\n", "measures", {"id": "m1"}, "measures:  # c\n  - id: m1\nid: a\n"),
    "empty brackets, a record": ("measures: []  # c\n", "measures", {"id": "m1"}, "measures:  # c\n  - id: m1\n"),
    "empty brackets, a word": ("similar: []\n", "similar", "x", "similar: [x]\n"),
    "a block list": (
        "l:\n   -  a: 1 # c\n      b: 2\nz: 1\n",
        "l",
        {"a": "x", "b": "y z"},
        "l:\n   -  a: 1 # c\n      b: 2\n   -  a: x\n      b: y z\nz: 1\n",
    ),
    "a list below its key": ("l:\n- a: 1\n# of z\nz: 1\n", "l", {"a": "x"}, "l:\n- a: 1\n- a: x\n# of z\nz: 1\n"),
    "comments as deep as the list stay before": (
        "l:\n  - a: 1\n  # of l\n# of z\nz: 1\n",
        "l",
        {"a": "x"},
        "l:\n  - a: 1\n  # of l\n  - a: x\n# of z\nz: 1\n",
    ),
    "one-line entries": ("l:\n  - {a: 1}  # c\n\nz: 1\n", "l", {"a": "x, y", "b": None}, "l:\n  - {a: 1}  # c\n  - {a: 'x, y'}\n\nz: 1\n"),
    "one-line entries with blanks inside": ("l:\n  - { a: 1 }", "l", {"a": "x"}, "l:\n  - { a: 1 }\n  - { a: x }"),
    "words": ("l:\n  - 'a'\n", "l", "x", "l:\n  - 'a'\n  - 'x'\n"),
    "a dash alone": ("l:\n  -\n    a: 1\n", "l", {"a": "x"}, "l:\n  -\n    a: 1\n  - a: x\n"),
    "after a literal block": (
        "l:\n  - a: |\n      x\n\nz: 1\n",
        "l",
        {"a": "x\n  y\n"},
        "l:\n  - a: |\n      x\n  - a: |\n      x\n        y\n\nz: 1\n",
    ),
    "brackets": ("l: [a, 'b' ]  # c\n", "l", "d, e", "l: [a, 'b', 'd, e' ]  # c\n"),
    "brackets with records": ("l: [{a: 1}]\n", "l", {"a": "x"}, "l: [{a: 1}, {a: x}]\n"),
    "brackets with a last comma": ("l: [a, ]\n", "l", "x", "l: [a, x, ]\n"),
    "brackets over lines": ("l: [\n  a, # 1\n  b # 2\n]\n", "l", "x", "l: [\n  a, # 1\n  b, # 2\n  x\n]\n"),
    "brackets over lines with a last comma": ("l: [\n  a,\n  b, # 2\n]\n", "l", "x", "l: [\n  a,\n  b, # 2\n  x,\n]\n"),
    "brackets in rows": ("l: [a,\n    b]\n", "l", "x", "l: [a,\n    b, x]\n"),
    "CRLF": (
        "l:\r\n  - a: 1\r\nz: 1\r\n",
        "l",
        {"a": "x", "b": "1\n2"},
        "l:\r\n  - a: 1\r\n  - a: x\r\n    b: |-\r\n      1\r\n      2\r\nz: 1\r\n",
    ),
}


@pytest.mark.parametrize("name", APPENDS)
def test_appending(name: str) -> None:
    text, key, value, expected = APPENDS[name]
    assert after(text, Append((key,), value)) == expected


INSERTS = {
    "before the first": ("l:  # c\n  # of a\n  - a\nz: 1\n", 0, "x", "l:  # c\n  # of a\n  - x\n  - a\nz: 1\n"),
    "between records": (
        "l:\n  - a: 1\n    b: 2 # c\n    # of the first\n  # of the second\n  - a: 2\n",
        1,
        {"a": "x", "b": "w"},
        "l:\n  - a: 1\n    b: 2 # c\n    # of the first\n  - a: x\n    b: w\n  # of the second\n  - a: 2\n",
    ),
    "between one-line records": ("l:\n  - { a: 1 } # c\n  - {a: 2}\n", 1, {"a": "x"}, "l:\n  - { a: 1 } # c\n  - { a: x }\n  - {a: 2}\n"),
    "below its key": ("l:\n- a: 1\n\n- a: 2\n", 1, {"a": "x"}, "l:\n- a: 1\n- a: x\n\n- a: 2\n"),
    "behind the last": ("l:\n  - a\n", 1, "x", "l:\n  - a\n  - x\n"),
    "into nothing": ("z: 1\n", 0, "x", "z: 1\nl: [x]\n"),
    "brackets": ("l: [a, b]  # c\n", 1, "x, y", "l: [a, 'x, y', b]  # c\n"),
    "brackets, the first": ("l: [a, b]\n", 0, "x", "l: [x, a, b]\n"),
    "brackets over lines": ("l: [\n  a, # 1\n  b # 2\n]\n", 1, "x", "l: [\n  a, # 1\n  x,\n  b # 2\n]\n"),
    "CRLF": ("l:\r\n  - {a: 1}\r\n  - {a: 2}\r\n", 1, {"a": "x"}, "l:\r\n  - {a: 1}\r\n  - {a: x}\r\n  - {a: 2}\r\n"),
}


@pytest.mark.parametrize("name", INSERTS)
def test_inserting(name: str) -> None:
    text, at, value, expected = INSERTS[name]
    assert after(text, Insert(("l",), at, value)) == expected


REMOVALS = {
    "a block entry with its comment": ("l:\n  - a\n  - b # c\n  # of l\n  - c\n", ("l", 1), "l:\n  - a\n  # of l\n  - c\n"),
    "a record": ("l:\n  - a: 1\n    b: |\n      x\n\n  - a: 2", ("l", 0), "l:\n\n  - a: 2"),
    "the last without a line end": ("l:\n  - a\n  - b", ("l", 1), "l:\n  - a"),
    "the only block entry": ("l:  # c\n  - a\nz: 1\n", ("l", 0), "l:  # c\nz: 1\n"),
    "the only one in brackets": ("l: [ a ]\n", ("l", 0), "l: []\n"),
    "the first in brackets": ("l: [a, b, c]\n", ("l", 0), "l: [b, c]\n"),
    "one between in brackets": ("l: [a, b, c]\n", ("l", 1), "l: [a, c]\n"),
    "the last in brackets": ("l: [a, b, c]\n", ("l", 2), "l: [a, b]\n"),
    "one of brackets over lines": ("l: [\n  a, # 1\n  b # 2\n]\n", ("l", 0), "l: [\n  b # 2\n]\n"),
    "the last of brackets over lines": ("l: [\n  a, # 1\n  b # 2\n]\n", ("l", 1), "l: [\n  a # 1\n]\n"),
    "a key": ("a: 1\nb: 2 # c\n# d\ne: 3\n", ("b",), "a: 1\n# d\ne: 3\n"),
    "a key behind a dash": ("l:\n  - a: 1\n    b: 2\n", ("l", 0, "a"), "l:\n  - b: 2\n"),
    "a key behind a dash, a comment below": ("l:\n  - a: 1\n    # c\n    b: 2\n", ("l", 0, "a"), "l:\n  -\n    # c\n    b: 2\n"),
    "a key in braces": ("l: {a: 1, b: 2}\n", ("l", "a"), "l: {b: 2}\n"),
    "what is not there": ("a: 1\n", ("b",), "a: 1\n"),
}


@pytest.mark.parametrize("name", REMOVALS)
def test_removing(name: str) -> None:
    text, path, expected = REMOVALS[name]
    assert after(text, Remove(path)) == expected


@pytest.mark.parametrize(
    ("text", "change", "paste"),
    [
        ("b: |\n  text without a last line end", Set(("c",), "x"), "# c\nc: x\n"),
        ("a: &a {k: 1}\nb: *a\n", Set(("a", "k"), "2"), "# a.k\nk: '2'\n"),
        ("a: &a {k: 1}\nb: *a\n", Set(("b", "k"), "2"), "# b.k\nk: '2'\n"),
        ("a: &a [x]\nb: *a\n", Append(("b",), {"k": "x"}), "# b\nb:\n  - k: x\n"),
        ("a: &a x\nb: *a\n", Remove(("a",)), "# - a\n"),
        ("a: word\n", Append(("a",), "x"), "# a\na:\n  - x\n"),
        ("a: word\n", Set(("a", "b"), "x"), "# a.b\nb: x\n"),
        ("a: [x]\n", Set(("a", 3, "b"), "x"), "# a[3].b\nb: x\n"),
        ("a: 1\n", Remove(("a",)), "# - a\n"),
        ("a: [\n", Set(("a",), "x"), "# a\na: x\n"),
    ],
)
def test_what_cannot_be_spliced_is_refused_with_the_text_to_paste(text: str, change: Change, paste: str) -> None:
    with pytest.raises(CannotSplice) as refused:
        after(text, change)
    assert (refused.value.path, refused.value.paste) == (change.path, paste)


def test_a_new_file_has_the_given_order_and_leaves_out_what_is_empty() -> None:
    data = {
        "id": "CG-D003",
        "found_on": Bare("2020-10-28"),
        "text": "一\n二",
        "path": ["方面", "问题"],
        "note": None,
        "similar": [],
        "on_site": {"starts": Bare("2020-10-19"), "ends": None},
        "measures": [{"id": "m1", "text": "a: b"}, {"id": "m2"}],
        "history": [{"did": "register", "to": "registered"}],
    }
    assert document_text(data, LAYOUT, "\r\n", "# modeline").replace("\r\n", "\n") == (
        "# modeline\nid: CG-D003\nfound_on: 2020-10-28\ntext: |-\n  一\n  二\npath: [方面, 问题]\non_site: {starts: 2020-10-19}\n"
        "measures:\n  - id: m1\n    text: 'a: b'\n  - id: m2\nhistory:\n  - {did: register, to: registered}\n"
    )


@pytest.mark.parametrize(
    ("value", "flow", "expected"),
    [
        ("背街小巷，垃圾：清运（不及时）", True, "背街小巷，垃圾：清运（不及时）"),
        ("9f2c", False, "9f2c"),
        ("no", False, "'no'"),
        ("003", False, "'003'"),
        ("1.10", False, "'1.10'"),
        ("12:30", False, "'12:30'"),
        ("12e4567890", False, "'12e4567890'"),
        ("", False, "''"),
        ("a: b", False, "'a: b'"),
        ("a:b", False, "a:b"),
        ("a:b", True, "'a:b'"),
        ("a, b", False, "a, b"),
        ("a, b", True, "'a, b'"),
        ("a #b", False, "'a #b'"),
        (" a", False, "' a'"),
        ("a\nb", True, '"a\\nb"'),
        ("a\x85\u2028\u200b\ufeff\x00", False, '"a\\N\\L\\u200b\\ufeff\\0"'),
        (Bare("2020-10-28T16:20:00+08:00"), True, "2020-10-28T16:20:00+08:00"),
    ],
)
def test_how_a_string_is_written(value: str, flow: bool, expected: str) -> None:
    assert written(value, flow) == expected


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="U\\+D800"):
        written("\ud800", flow=False)


# -- laws --------------------------------------------------------------------------------------------------------------

HAND_STYLED = """\
# yaml-language-server: $schema=x
uid:   k3v9q2m8xw     # made once

id:    "CG-D003"
title: '背街小巷'   # a title
text: |-              # word for word
    第一行

    第二行
path: [ 方面,   问题 ]
due: 2020-11-20       # pushed
measures:
-   id: m1
    text: 增配  # two
    done_on:          # not yet
-   {id: m2, text: x, "due": 2020-11-18}
# the state
state: in_progress


on_site: {starts: 2020-10-19, ends: 2020-12-18}   # 60 days
history:              # only grows
    - {at: 2020-10-28T16:20:00+08:00, did: register}   # first

    # a remark
    - {at: 2020-10-30T09:05:00+08:00, did: start}
"""

FILES = {
    "LF": HAND_STYLED.encode(),
    "CRLF": HAND_STYLED.replace("\n", "\r\n").encode(),
    "BOM": b"\xef\xbb\xbf" + HAND_STYLED.encode(),
    "no last line end": HAND_STYLED.removesuffix("\n").encode(),
    "braces": b"{uid: 1, title: a,\n  due: 2, state: 3, on_site: {starts: 4, ends: 5},\n"
    b"  measures: [{id: m1, done_on: }, {id: m2, text: x}] } # c\n",
}

SIGNS = "ab# :,'\"\\-?[]{}&*!|>%@`~=<.0\t\n\r\x85\ufeff中"
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(alphabet=SIGNS, max_size=20)
one_line = any_text.map(lambda text: text.replace("\n", " "))
FIELDS = [("title",), ("due",), ("state",), ("uid",), ("measures", 0, "done_on"), ("measures", 1, "text"), ("on_site", "ends")]


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(FIELDS), one_line)
def test_one_field_is_one_line(name: str, path: tuple[str | int, ...], value: str) -> None:
    before = parse(FILES[name])
    now = spliced(before, [Set(path, value)], LAYOUT)
    assert changed_lines(before.raw, now.raw) in ((1, 1), (0, 0))
    assert now.data == applied(before.data, [Set(path, value)])
    assert now.bom == before.bom


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.sampled_from([*FIELDS, ("text",), ("new",), ("measures", 0, "new"), ("new", "er")]), any_text)
def test_what_was_written_reads_back(name: str, path: tuple[str | int, ...], value: str) -> None:
    before = parse(FILES[name])
    now = spliced(before, [Set(path, value)], LAYOUT)
    assert now.readable and read(now.data, path) == value


def read(data: Data, path: tuple[str | int, ...]) -> Data:
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data[step]
        elif isinstance(step, int):
            assert isinstance(data, list)
            data = data[step]
    return data


entries = st.dictionaries(any_text.filter(bool), any_text, min_size=1, max_size=4)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.sampled_from([name for name in sorted(FILES) if name != "braces"]), entries)
def test_one_flow_entry_is_one_line_more_and_none_changed(name: str, entry: dict[str, str]) -> None:
    before = parse(FILES[name])
    now = spliced(before, [Append(("history",), entry)], LAYOUT)
    old, new = before.text.splitlines(), now.text.splitlines()
    if name == "CRLF":
        old, new = before.text.split("\r\n"), now.text.split("\r\n")
    assert len(new) == len(old) + 1
    assert [line for line in new if line in old] == old


LISTS = [
    "l:\n  - a: 1\n    b: 2 # c\n  # own\n# of z\nz: 1\n",
    "l:\n- a: 1\nz: 1",
    "l:\r\n    -   {a: 1}",
    "l: [{a: 1}]\nz: 1\n",
    "l: [\n  {a: 1}, # c\n]\n",
    "l: [\n  {a: 1} # c\n]\nz: 1",
    "l:\n  - - x\nz: 1\n",
    "l:\n  - a: |\n      x\n\n\nz: 1\n",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LISTS), entries | any_text)
def test_removing_what_was_appended_gives_the_bytes_back(text: str, entry: dict[str, str] | str) -> None:
    assert after(text, Append(("l",), entry), Remove(("l", 1))) == text


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LISTS), st.integers(0, 2), entries | any_text)
def test_removing_what_was_inserted_gives_the_bytes_back(text: str, at: int, entry: dict[str, str] | str) -> None:
    two = after(text, Append(("l",), "w"))
    assert after(two, Insert(("l",), at, entry), Remove(("l", at))) == two


@settings(max_examples=300, deadline=None)
@given(any_text, st.booleans(), st.sampled_from(["1.1", "1.2"]), st.sampled_from([None, "'", '"']))
def test_a_written_string_is_a_string_for_yaml_1_1_and_1_2(value: str, flow: bool, version: str, like: str | None) -> None:
    line = written(value, flow, like)
    assert "\n" not in line
    text = f"%YAML {version}\n---\na: {f'[x, {line}, {{b: {line}}}]' if flow else line}\n"
    loaded = YAML(typ="safe", pure=True).load(text)["a"]
    assert loaded == (["x", value, {"b": value}] if flow else value)


@settings(max_examples=200, deadline=None)
@given(any_text, st.integers(1, 6))
def test_a_literal_block_holds_its_text_or_is_not_made(value: str, step: int) -> None:
    lines = block_literal(value, step, step)
    if lines is not None:
        assert parse("\n".join(["a: " + lines[0], *lines[1:], "b: 1", ""]).encode()).data == {"a": value, "b": "1"}


def test_several_changes_in_one_go_are_quick() -> None:
    changes: list[Change] = [Set(("state",), "done"), Set(("measures", 0, "done_on"), Bare("2020-11-18"))]
    changes += [Append(("history",), {"did": f"x{number}"}) for number in range(8)]
    started = time.perf_counter()
    now = spliced(parse(FILES["LF"]), changes, LAYOUT)
    assert time.perf_counter() - started < 1
    assert changed_lines(FILES["LF"], now.raw) == (2, 10)
