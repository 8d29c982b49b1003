"""A quick reader for records written in the ordinary way. It only ever says "fine, and these are its values", or nothing.

It knows a small part of YAML: block mappings and lists, flow collections on one line, plain and quoted scalars on one line,
and `|` and `|-` text. At anything else (an anchor, a tag, an escape, a fold, a tab, a key that stands twice, a line that goes
on below, an odd character) it gives up, and ruamel reads the file. `tests/yamlsplice/test_quick_reader.py` proves on the samples and on
mutated records that whatever it accepts, ruamel reads as the same values.

Why our own: measured on records of 2.5 KB, ruamel takes about 7,000 µs, libyaml through PyYAML 340, this 90; libyaml speaks
YAML 1.1, keeps the last of two equal keys and dies on deep nesting; the quick YAML 1.2 readers are alpha, and turn 003 into 3.
"""

from __future__ import annotations

import re

Data = None | str | list["Data"] | dict[str, "Data"]

MAX_CHARACTERS = 50_000
"""What is longer is read with care: fewer values than `bounds.MAX_NODES` fit into this."""
_MAX_DEPTH = 8

# what is not printable, or has not one meaning in every YAML reader: tab, CR, NEL, Unicode line ends, BOM, …
_ODD = "[\x00-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_NULLS = frozenset(("~", "null", "Null", "NULL"))
_KEY = r"[^\W\d]\w*(?:-\w+)*"
_IS_KEY = re.compile(_KEY)
_QUOTED = re.compile(r""""([^"\\]*)"|'([^']*)'(?!')""")
_COMMENT = re.compile(r" *(?: #.*)?")

# inside a flow collection , [ ] { } part things, and ? means something to some readers
_FLOW_PLAIN = re.compile(r"""[^-?:,\[\]{}#&*!|>'"%@` ][^:#,\[\]{}?]*(?:(?::(?=[^ ,\[\]{}])|(?<! )#)[^:#,\[\]{}?]*)*""")
_FLOW_KEY = re.compile(rf" *({_KEY}):( *)")
_NESTED = re.compile(r"[\[\]{}?#]")
_CLOSING = re.compile(r" *([,\]}])(?:(?<=,)(?= *[^ ,\]}])|(?<=[\]}]))")


class _Unusual(Exception):
    """Not written in the ordinary way."""


def ordinary(text: str) -> dict[str, Data] | None:
    """The values of the mapping in `text` (without a BOM), every scalar a string; None where a careful reader must look."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if len(text) > MAX_CHARACTERS or not (text.replace("\n", "").isprintable() or re.search(_ODD, text) is None):
        return None
    reader = _Reader(text)
    try:
        data = reader.mapping(0, 0)
    except _Unusual:
        return None
    return data if reader.at == len(reader.lines) and data else None


_keys: set[str] = set()


def _is_key(word: str) -> bool:
    """A plain word that is no null; the same few words come again and again."""
    if word in _keys:
        return True
    if not _IS_KEY.fullmatch(word) or word in _NULLS:
        return False
    if len(_keys) < 1000:
        _keys.add(word)
    return True


_simple: set[str] = set()


def _is_simple(value: str) -> bool:
    """A plain scalar on its own on a line, without a comment, and no null; states, names and days come again and again."""
    if value in _simple:
        return True
    if value == "" or value[0] in _INDICATORS or "#" in value or ": " in value or value[-1] in " :" or value in _NULLS:
        return False
    if len(value) < 24 and len(_simple) < 10_000:
        _simple.add(value)
    return True


class _Reader:
    """The lines that say something, and how far they are read; those inside a `|` text are all kept."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.contents = [line.lstrip(" ") for line in self.lines]
        self.indents = [len(line) - len(content) for line, content in zip(self.lines, self.contents, strict=True)]
        self.contents.append("")  # what comes after the last line
        self.indents.append(-1)
        self.at = 0
        self._skip_blank()

    def _skip_blank(self) -> None:
        contents, at = self.contents, self.at
        end = len(self.lines)
        while at < end and (not contents[at] or contents[at][0] == "#"):
            at += 1
        self.at = at

    def mapping(self, indent: int, depth: int, found: dict[str, Data] | None = None) -> dict[str, Data]:
        """Lines `key: value` at this indentation, added to what was found before them."""
        if depth > _MAX_DEPTH:
            raise _Unusual
        found = {} if found is None else found
        contents, indents = self.contents, self.indents
        while (here := indents[self.at]) == indent:
            line = contents[self.at]
            key, _, value = line.partition(": ")
            if key in _keys and key not in found and (value in _simple or _is_simple(value)):  # the usual line, in one step
                below = contents[self.at + 1]
                if below and below[0] != "#" and indents[self.at + 1] <= indent:
                    found[key] = value
                    self.at += 1
                    continue
            if line.startswith("- "):
                break
            self._entry(found, line, indent, depth)
        if here > indent:
            raise _Unusual
        return found

    def _entry(self, found: dict[str, Data], line: str, indent: int, depth: int) -> None:
        """One key of a mapping at `indent`, with its value on this line or on those below."""
        key, colon, rest = line.partition(": ")
        if not colon:
            key, rest = (line[:-1], "") if line[-1] == ":" else ("", "")
        if key in found or not _is_key(key):
            raise _Unusual
        self.at += 1
        rest = rest.strip(" ")
        if not rest or rest[0] == "#":
            found[key] = self._below(indent, depth)
        elif rest[0] == "|":
            found[key] = self._block_text(rest, indent)
        else:
            found[key] = _inline(rest, depth)
            self._skip_blank()
            if self.indents[self.at] > indent:
                raise _Unusual  # the value goes on below

    def _below(self, indent: int, depth: int) -> Data:
        """What stands under `key:` with nothing behind it: a mapping, a list, or no value at all."""
        self._skip_blank()
        inner = self.indents[self.at]
        if inner >= indent and self.contents[self.at].startswith("- "):
            return self._list(inner, depth + 1)
        return self.mapping(inner, depth + 1) if inner > indent else None

    def _list(self, indent: int, depth: int) -> list[Data]:
        """Lines `- item` at this indentation."""
        if depth > _MAX_DEPTH:
            raise _Unusual
        found: list[Data] = []
        while (here := self.indents[self.at]) == indent and self.contents[self.at].startswith("- "):
            rest = self.contents[self.at][2:].strip(" ")
            inner = indent + len(self.contents[self.at]) - len(self.contents[self.at][2:].lstrip(" "))
            found.append(self._item(rest, indent, inner, depth))
        if here > indent:
            raise _Unusual
        return found

    def _item(self, rest: str, indent: int, inner: int, depth: int) -> Data:
        """One entry of a list; `inner` is the column at which it starts."""
        if not rest or rest[0] in "#|-":
            raise _Unusual
        if rest[0] not in _INDICATORS and (": " in rest or rest[-1] == ":"):
            found: dict[str, Data] = {}
            self._entry(found, rest, inner, depth)
            if self.indents[self.at] == inner:
                self.mapping(inner, depth + 1, found)
            if self.indents[self.at] > indent:
                raise _Unusual
            return found
        value = _inline(rest, depth)
        self.at += 1
        self._skip_blank()
        if self.indents[self.at] > indent:
            raise _Unusual
        return value

    def _block_text(self, header: str, indent: int) -> str:
        """The lines of `|` or `|-` that are indented more deeply than their key."""
        if header not in ("|", "|-"):
            raise _Unusual
        lines, start = self.lines, self.at
        inner = 0
        at = start
        while at < len(lines):
            content = self.contents[at]
            if content:
                here = self.indents[at]
                if not inner:
                    if here <= indent or at > start:
                        break  # no text, or one that begins with empty lines
                    inner = here
                elif here < inner:
                    if here > indent:
                        raise _Unusual
                    break
            at += 1
        if not inner:
            raise _Unusual  # an empty text
        self.at = end = at
        while not self.contents[end - 1]:
            if len(lines[end - 1]) > inner:
                raise _Unusual  # blanks beyond the indentation are part of the text
            end -= 1
        self._skip_blank()
        joined = "\n".join([line[inner:] for line in lines[start:end]])
        if header == "|-":
            return joined
        if end == len(lines):
            raise _Unusual  # no line end to keep
        return joined + "\n"


def _inline(rest: str, depth: int) -> Data:
    """A value on one line, with a comment behind it or none."""
    first = rest[0]
    simple = _simple_mapping(rest) if first == "{" else _simple_list(rest) if first == "[" else None
    if simple:
        return simple
    if first not in _INDICATORS:
        comment = rest.find(" #")
        if comment >= 0:
            rest = rest[:comment].rstrip(" ")
        if ": " in rest or rest[-1] == ":":
            raise _Unusual
        return None if rest in _NULLS else rest
    if first == "{" or first == "[":
        value, end = _flow(rest, 0, depth)
    elif quoted := _QUOTED.match(rest):
        value, end = quoted[1] if quoted[1] is not None else quoted[2], quoted.end()
    else:
        raise _Unusual
    if end < len(rest) and not _COMMENT.fullmatch(rest, end):
        raise _Unusual
    return value


def _simple_mapping(line: str) -> dict[str, Data] | None:
    """A flow mapping that fills the line with words and plain scalars: the usual line of a history. None for any other."""
    inside = line[1:-1]
    if line[-1] != "}" or _NESTED.search(inside):
        return None
    parts = inside.split(", ")
    found: dict[str, Data] = {}
    for part in parts:
        key, _, value = part.partition(": ")
        if not (value in _simple or _is_simple(value)) or not (key in _keys or _is_key(key)):
            return None
        found[key] = value
    return found if len(found) == len(parts) == inside.count(",") + 1 else None


def _simple_list(line: str) -> list[Data] | None:
    """A flow list that fills the line with plain scalars."""
    inside = line[1:-1]
    if line[-1] != "]" or _NESTED.search(inside):
        return None
    parts: list[Data] = [*inside.split(", ")]
    return parts if len(parts) == inside.count(",") + 1 and all(map(_is_simple, inside.split(", "))) else None


def _flow(line: str, at: int, depth: int) -> tuple[Data, int]:
    """A flow collection that starts at `at`, and where it ends."""
    if depth > _MAX_DEPTH:
        raise _Unusual
    return _flow_mapping(line, at + 1, depth + 1) if line[at] == "{" else _flow_list(line, at + 1, depth + 1)


def _flow_mapping(line: str, at: int, depth: int) -> tuple[dict[str, Data], int]:
    found: dict[str, Data] = {}
    while True:
        start = _FLOW_KEY.match(line, at)
        if start is None:
            if not found and (empty := _CLOSING.match(line, at)) and empty[1] == "}":
                return found, empty.end()
            raise _Unusual
        key = start[1]
        if key in found or key in _NULLS:
            raise _Unusual
        found[key], at = _flow_value(line, start.end(), depth, spaced=start[2] != "")
        closing = _CLOSING.match(line, at)
        if closing is None or closing[1] == "]":
            raise _Unusual
        at = closing.end()
        if closing[1] == "}":
            return found, at


def _flow_list(line: str, at: int, depth: int) -> tuple[list[Data], int]:
    found: list[Data] = []
    while True:
        while line.startswith(" ", at):
            at += 1
        if not found and line.startswith("]", at):
            return found, at + 1
        value, at = _flow_value(line, at, depth, spaced=True)
        closing = _CLOSING.match(line, at)
        if value is None or closing is None or closing[1] == "}":
            raise _Unusual  # also a pair without braces, [a: b]
        found.append(value)
        at = closing.end()
        if closing[1] == "]":
            return found, at


def _flow_value(line: str, at: int, depth: int, spaced: bool) -> tuple[Data, int]:
    """A value inside a flow collection, and where it ends. `spaced`: a blank stands before it, as a plain one needs."""
    first = line[at : at + 1]
    if not spaced:
        raise _Unusual
    if first in ("{", "["):
        return _flow(line, at, depth)
    if first in ('"', "'"):
        quoted = _QUOTED.match(line, at)
        if quoted is None:
            raise _Unusual
        return quoted[1] if quoted[1] is not None else quoted[2], quoted.end()
    if first in (",", "}"):
        return None, at
    plain = _FLOW_PLAIN.match(line, at)
    if plain is None:
        raise _Unusual
    found = plain[0].rstrip(" ")
    return (None if found in _NULLS else found), at + len(found)
