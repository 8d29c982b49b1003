"""Whatever is said of a text by its pieces is what the whole text says: the same nodes at the same places, or nothing."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_cli.store.writing import LAYOUT
from inspect_cli.yamlsplice.change import Append, Change, Remove, Set
from inspect_cli.yamlsplice.composing import children
from inspect_cli.yamlsplice.document import parse
from inspect_cli.yamlsplice.layout import Layout
from inspect_cli.yamlsplice.pieces import edited
from inspect_cli.yamlsplice.removal import Edit
from inspect_cli.yamlsplice.splice import CannotSplice, spliced

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(ROOT.glob("rounds/*/issues/*.yaml"))
ODD = [
    "a:\nb:   # nothing\n\n# between\nc: |+\n  x\n\n\nd: >-\n  y\n",
    'a: "x\n  y"\nb: [1,\n  2]\nc:\n- p: q\n  r:\n-\n',
    "a: 1\r\nb:\r\n  - x\r\n  # here\r\nc: |\r\n  t\r\n",
    "# head\na: 😀\n'b c': {x: y, z: }\nc: plain\n  goes on\n",
    "? a\n: b\nc: d\n",
    "  a: 1\n  b: 2\n",
    "a: &x 1\nb: *x\n",
    "a: 1\nb: 2",
]
BITS = [
    "\n",
    "  ",
    "x: y\n",
    "# c\n",
    "- z\n",
    "a: 1\n",
    "'",
    '"',
    "[",
    "}",
    "|\n",
    ": ",
    "中😀",
    "\n\n",
    "?",
    "...\n",
    "---\n",
    "%\n",
    "& ",
    "\t",
]


def told(node) -> Iterator[tuple[object, ...]]:
    """A node and all in it, with the index of every mark."""
    value = node.value if isinstance(node.value, str) else None
    yield (
        type(node),
        str(node.tag),
        value,
        getattr(node, "style", None),
        node.flow_style if value is None else None,
        node.start_mark.index,
        node.end_mark.index,
    )
    for child in children(node):
        yield from told(child)


def random_edit(text: str, dice: random.Random) -> Edit:
    start = dice.randrange(len(text) + 1)
    if dice.random() < 0.5:
        start = text.rfind("\n", 0, start) + 1
    end = min(len(text), start + dice.choice([0, 0, 1, 5, 30, 200]))
    if dice.random() < 0.3:
        end = text.find("\n", end) + 1 or len(text)
    return Edit(start, end, "".join(dice.choice(BITS) for _ in range(dice.randrange(3))))


@pytest.mark.slow
@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize("raw", [*(path.read_bytes() for path in SAMPLES), *(text.encode() for text in ODD)])
def test_pieces_say_what_the_whole_text_says_or_nothing(raw, times):
    dice = random.Random(len(raw))
    answered = 0
    for _ in range(times):
        document = parse(raw)
        for _ in range(3):
            found = edited(document, edit := random_edit(document.text, dice))
            if found is None:
                continue
            whole = parse(found.raw)
            assert found == whole and list(told(found.root)) == list(told(whole.root)), edit
            answered += 1
            document = found
    assert answered or raw[:1] in b"? " or b"&" in raw or b"*" in raw


CHANGES = [
    Set(("state",), "done"),
    Set(("leader",), "分管副局长"),
    Set(("due",), "2020-12-01"),
    Set(("notice",), "一\n二\n"),
    Set(("outcomes",), {"rules_made": "2", "note": ""}),
    Append(("measures",), {"id": "m9", "text": "长" * 90}),
    Append(("history",), {"at": "2020-11-01T08:00:00+08:00", "by": "整改办", "did": "progress", "note": "# 甲：乙\n"}),
    Append(("similar",), "CG-D009"),
    Remove(("leader",)),
    Remove(("measures",)),
    Remove(("history", 0)),
]


@pytest.mark.parametrize("raw", [path.read_bytes() for path in SAMPLES])
def test_several_changes_write_what_each_by_itself_writes(raw):
    dice = random.Random(len(raw))
    for _ in range(4):
        changes = dice.sample(CHANGES, 4)
        assert written(raw, [changes]) == written(raw, [[one] for one in changes])


def written(raw: bytes, steps: list[list[Change]]) -> bytes | str:
    """The bytes after the changes of every step, or why there are none."""
    document = parse(raw)
    try:
        for changes in steps:
            document = spliced(document, changes, LAYOUT)
    except CannotSplice as error:
        return str(error)
    return document.raw


def test_several_changes_read_the_whole_text_once(monkeypatch):
    from inspect_cli.yamlsplice import document, pieces, splice

    text = "id: CG-D003\ntitle: 标题\nstate: registered\n" + "".join(f"note{n}: {'长' * 40}\n" for n in range(40)) + "history:\n  - a\n"
    read: list[int] = []
    for module in (pieces, splice):
        monkeypatch.setattr(module, "parse", lambda raw: read.append(len(raw)) or document.parse(raw))
    changes = [Set(("state",), "done"), Append(("history",), "b"), Append(("history",), "c"), Remove(("title",)), Set(("new",), "x")]
    done = spliced(parse(text.encode()), changes, Layout(order={}, flow=frozenset()))
    assert done.data["history"] == ["a", "b", "c"] and done.data["new"] == "x" and "title" not in done.data
    assert sum(read) < 1.2 * len(done.raw) and read[-1] == len(done.raw)
