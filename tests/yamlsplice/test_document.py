"""What `parse` says of good files and of every bad one, and where it says it."""

from __future__ import annotations

import re
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli.yamlsplice import flaws, quick
from inspect_cli.yamlsplice.document import Document, Place, parse

RECORD = """\
# modeline
id: CG-D003                      # comment
text: |-
  第一行
  第二行
path: [方面, 问题]
done_on:   # empty
measures:
  - id: m1
    due: 2020-11-18
  -
    id: 003
on_site: {starts: 2020-10-19, ends: }
"""


def faults_of(raw: bytes) -> list[tuple[str, int, int, int, str]]:
    return [(f.kind, f.place.line, f.place.column, f.place.length, f.detail) for f in parse(raw).faults]


def at(path: tuple[str | int, ...], key: bool = False) -> tuple[int, int, int]:
    place = parse(RECORD.encode()).where(path, key)
    return place.line, place.column, place.length


def test_every_scalar_leaves_as_the_string_that_it_is() -> None:
    text = "a: 003\nb: 2020-13-01\nc: no\nd: 1.10\ne: 12:30\nf: 'null'\ng: !!int 3\nh: !!str\ni: 'x'\nj: !!str ~\n"
    assert parse(text.encode()).data == {
        "a": "003", "b": "2020-13-01", "c": "no", "d": "1.10", "e": "12:30", "f": "null", "g": "3", "h": "", "i": "x", "j": "~",
    }  # fmt: skip


def test_only_an_empty_value_and_null_are_none() -> None:
    assert parse(b"a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\ng: [~, x]\n").data == {
        "a": None, "b": None, "c": None, "d": None, "e": None, "f": "", "g": [None, "x"],
    }  # fmt: skip


def test_an_older_yaml_version_changes_no_value() -> None:
    assert parse(b"%YAML 1.1\n---\na: no\nb: 1:30\n").data == {"a": "no", "b": "1:30"}


def test_anchors_are_expanded_and_stay_readable() -> None:
    assert parse(b"a: &x {k: 1}\nb: *x\nc: [*x]\n").data == {"a": {"k": "1"}, "b": {"k": "1"}, "c": [{"k": "1"}]}


@pytest.mark.parametrize(
    ("raw", "bom", "newline", "text"),
    [
        (b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", True, "\r\n", "a: 1\r\nb: 2\r\n"),
        (b"a: 1\nb: 2\r\n", False, "\n", "a: 1\nb: 2\r\n"),
        (b"a: 1", False, "\n", "a: 1"),
    ],
)
def test_bom_and_line_ends_are_kept(raw: bytes, bom: bool, newline: str, text: str) -> None:
    document = parse(raw)
    assert document.readable
    assert (document.bom, document.newline, document.text, document.raw) == (bom, newline, text, raw)


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("id",), False, (2, 5, 7)),
        (("id",), True, (2, 1, 2)),
        (("text",), False, (3, 7, 2)),
        (("path", 1), False, (6, 12, 2)),
        (("path",), False, (6, 7, 8)),
        (("done_on",), False, (7, 9, 1)),
        (("measures",), True, (8, 1, 8)),
        (("measures", 0), False, (9, 5, 6)),
        (("measures", 0, "due"), False, (10, 10, 10)),
        (("measures", 1, "id"), False, (12, 9, 3)),
        (("on_site", "ends"), False, (13, 36, 1)),
        # what is not there: its nearest parent
        (("measures", 7), False, (8, 1, 8)),
        (("measures", 0, "done_on"), False, (9, 5, 6)),
        (("on_site", "left"), False, (13, 1, 7)),
        (("nothing", "here"), False, (1, 1, 10)),
        ((), False, (1, 1, 10)),
    ],
)
def test_where(path: tuple[str | int, ...], key: bool, place: tuple[int, int, int]) -> None:
    assert at(path, key) == place


def test_columns_count_characters_and_start_after_the_bom() -> None:
    assert parse("\ufeff标题: 背街小巷  # x\r\n".encode()).where(("标题",)) == Place(1, 5, 4, "标题: 背街小巷  # x")


def test_an_alias_has_its_own_place() -> None:
    assert parse(b"a: &x {k: 1}\nb: *x\n").where(("b",)) == Place(2, 4, 2, "b: *x")


def test_what_is_missing_at_a_line_end_is_shown_on_the_line() -> None:
    assert parse(b"a: 1\ndue:\n").where(("due",)) == Place(2, 4, 1, "due:")


BOMB = b"a: &a [" + b"1," * 30 + b"]\nb: &b [" + b"*a," * 30 + b"]\nc: &c [" + b"*b," * 30 + b"]\nd: [*c, *c]\n"

TOO_HIGH = "OverflowError" if sys.version_info < (3, 13) else "ValueError"
"""What Python calls a code point beyond the last one."""


BAD = {
    "Latin-1": (b"a: 1\nb: caf\xe9\n", [("encoding", 2, 7, 1, "")]),
    "UTF-16": ("a: 1\n".encode("utf-16"), [("encoding", 1, 1, 1, "")]),
    "NUL": (b"a: 1\nb: x\0y\n", [("control", 2, 5, 1, "U+0000")]),
    "ESC in a comment": (b"a: 1 # \x1b[31m\n", [("control", 1, 8, 1, "U+001B")]),
    "an escaped surrogate": (b'a: "\\ud800"\n', [("control", 1, 4, 8, "U+D800")]),
    "an open bracket": (b"a: 1\nb: [x\n", [("syntax", 3, 1, 1, "expected ',' or ']', but got '<stream end>'")]),
    "a second colon": (b"a: b: c\n", [("syntax", 1, 5, 1, "mapping values are not allowed here")]),
    "an unknown version": (b"%YAML 1.3\n---\na: 1\n", [("syntax", 1, 1, 1, "AssertionError")]),
    "a code point too high": (b'a: "\\UFFFFFFFF"\n', [("syntax", 1, 1, 1, TOO_HIGH)]),
    "a tab as indentation": (b"a:\n\tb: 1\n", [("tab", 2, 1, 1, "")]),
    "a tab behind blanks": (b"a:\n  b: 1\n  \tc: 1\n", [("tab", 3, 3, 1, "")]),
    "markers": (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", [("markers", 2, 1, 12, "")]),
    "markers with CRLF": (b"a: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n", [("markers", 2, 1, 7, "")]),
    "two documents": (b"a: 1\n---\nb: 1\n", [("several", 2, 1, 3, "")]),
    "nothing": (b"", [("empty", 1, 1, 1, "")]),
    "a BOM alone": (b"\xef\xbb\xbf", [("empty", 1, 1, 1, "")]),
    "comments alone": (b"# a\n\n# b\n", [("empty", 1, 1, 1, "")]),
    "a document start alone": (b"---\n", [("empty", 1, 1, 1, "")]),
    "a list": (b"- a\n- b\n", [("not_mapping", 1, 1, 1, "")]),
    "a word": (b"hello\n", [("not_mapping", 1, 1, 1, "")]),
    "two duplicates": (b"a: 1\nb: {c: 1, 'c': 2}\na: 3\n", [("duplicate", 2, 11, 3, "c"), ("duplicate", 3, 1, 1, "a")]),
    "a list as key": (b"? [a, b]\n: 1\n", [("key", 1, 3, 6, "")]),
    "a merge key": (b"a: &a {k: 1}\nb: {<<: *a}\n", [("key", 2, 5, 2, "")]),
    "null as key": (b"~: 1\n", [("key", 1, 1, 1, "")]),
    "a Python tag": (b"a: !!python/object/apply:os.system [x]\n", [("tag", 1, 4, 31, "!!python/object/apply:os.system")]),
    "a tag of one's own": (b"a: [1, !secret x]\n", [("tag", 1, 8, 7, "!secret")]),
    "an alias bomb": (BOMB, [("alias", 3, 4, 1, "")]),
    "an alias in itself": (b"a: &x [1, *x]\n", [("alias", 1, 11, 2, "")]),
    "an unknown alias": (b"a: *x\n", [("syntax", 1, 4, 1, "found undefined alias 'x'")]),
    "50 MB": (b"a: " + b"x" * 50_000_000, [("large", 1, 1, 1, "")]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_kind_and_place(name: str) -> None:
    raw, faults = BAD[name]
    document = parse(raw)
    assert not document.readable and document.data == {}
    assert faults_of(raw) == faults


@pytest.mark.parametrize("opening", [b"[", b"{", b"- ", b"? ", b"{a: ", b"a: [", b"[\n"])
def test_deep_nesting_is_refused_within_a_second(opening: bytes) -> None:
    started = time.process_time()
    kinds = [fault[0] for fault in faults_of(opening * 100_000)]
    assert kinds in (["deep"], ["syntax"])
    assert time.process_time() - started < 1.5


def test_nesting_may_be_50_deep_and_brackets_in_text_do_not_count() -> None:
    assert parse(b"a: " + b"[" * 49 + b"x" + b"]" * 49).readable
    assert faults_of(b"a: " + b"[" * 51 + b"x" + b"]" * 51)[0][0] == "deep"
    assert parse(b"a: '" + b"[" * 5000 + b"'\nb: |\n  " + b"{" * 5000 + b"\n# " + b"[" * 5000).readable


def test_a_setext_underline_in_a_text_is_no_marker() -> None:
    assert parse(b"a: |\n  x\n  =======\n").readable
    assert parse(b"a: 'x\n=======\n  '\n").readable


def test_numbers_may_be_keys_and_are_strings() -> None:
    assert parse(b"1: a\nno: b\n").data == {"1": "a", "no": "b"}


def sound(document: Document) -> bool:
    places = [fault.place for fault in document.faults] + [document.where(("a", 0, "b")), document.where(("a",), key=True)]
    return all(p.line >= 1 <= p.column and 1 <= p.length <= max(1, len(p.source) - p.column + 1) for p in places)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    assert sound(parse(raw))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-?[]{},#&*!|>'\"%@` \n\r\t~<=.012\\x\u4e2d\u2028\ufeff", max_size=40))
def test_no_text_of_yaml_signs_makes_it_raise(text: str) -> None:
    assert sound(parse(text.encode()))
    assert sound(parse(b"a: " + text.encode()))


def test_what_must_not_stand_in_a_file_is_all_that_yaml_does_not_call_printable():
    """YAML 1.2, 5.1: c-printable, over every character there is; the quick reader also leaves what readers take in different ways."""
    printable = {9, 10, 13, 0x85, *range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)}
    unclear = {9, 13, 0x85, 0x2028, 0x2029, 0xFEFF}
    for number in range(0x110000):
        assert bool(flaws._FORBIDDEN.match(chr(number))) is (number not in printable), hex(number)
        assert bool(re.match(quick._ODD, chr(number))) is (number not in printable or number in unclear), hex(number)
