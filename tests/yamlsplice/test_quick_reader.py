"""The quick reader and the quick door: whatever they let in, ruamel and the models let in too, as the same values."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from inspect_cli.domain.record import admission
from inspect_cli.domain.record.admission import Doubt
from inspect_cli.store.judging import issue_from, round_from
from inspect_cli.store.places import Places
from inspect_cli.yamlsplice.document import parse
from inspect_cli.yamlsplice.quick import MAX_CHARACTERS, ordinary

ROUNDS = Path(__file__).parents[2] / "rounds"
SAMPLES = [path.read_bytes() for path in sorted(ROUNDS.glob("*/issues/*.yaml"))]
ROUND_FILES = [path.read_bytes() for path in sorted(ROUNDS.glob("*/round.yaml"))]

SHORT = """\
# yaml-language-server: $schema=../../../schemas/issue.schema.json
uid: k3v9q2m8xw
id: CG-D003
channel: during   # 立行立改
title: 背街小巷垃圾清运不及时
text: |-
  第一行：9月28日，抽查3处
    深一格的行 # 不是注释

  第二段
notice: 巡察立改〔2020〕3号
found_on: 2020-10-28
path: [贯彻落实上级决策部署不够有力, "市容, 环境: 管理"]
due:
measures:
  - id: m1
    text: '增配清运车辆2台'
    due: 2020-11-18
    done_on:
  -   {id: m2, text: 每日两清}
evidence:
- id: e1
  document: 城管〔2020〕15号

outcomes: {rules_made: 003, money_recovered: 1.10, people: {诫勉: 0, 批评教育: 2}}
long_term:
    reason: |
      资金分两年到位
    goal: no
    review_on: 2021-03-01
similar: []
state: in_progress
history:
  - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
  - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress, note: "已制定, 12:30"}
"""


def agrees(raw: bytes, is_round: bool = False) -> str:
    """Compares the quick way with the careful one on these bytes; how far the quick one went: "", "read" or "let in"."""
    try:
        data = ordinary(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return ""
    if data is None:
        return ""
    document = parse(raw)
    assert document.readable, (raw.decode(), document.faults)
    assert data == document.data, raw.decode()
    try:
        record = admission.round_of(data) if is_round else admission.issue_of(data)
    except Doubt:
        return "read"
    assert record == (round_from(document) if is_round else issue_from(document)), raw.decode()
    return "let in"


def test_the_ordinary_record_is_let_in_with_strings_as_they_stand():
    data = ordinary(SHORT)
    assert agrees(SHORT.encode()) == "let in"
    assert data["outcomes"] == {"rules_made": "003", "money_recovered": "1.10", "people": {"诫勉": "0", "批评教育": "2"}}
    assert data["long_term"] == {"reason": "资金分两年到位\n", "goal": "no", "review_on": "2021-03-01"}
    assert data["due"] is None and data["similar"] == []


def test_most_samples_are_let_in_and_all_agree():
    went = [agrees(raw) for raw in SAMPLES] + [agrees(raw, is_round=True) for raw in ROUND_FILES]
    assert went.count("let in") >= len(went) - 4, went  # hand-styled ones have folds, escapes and anchors


ODD_STYLES = {
    "an anchor": "post: &a 环卫科科长\n",
    "an alias": "post: *a\n",
    "a tag": "post: !!str 003\n",
    "a fold": "post: >-\n  环卫科\n  科长\n",
    "a text kept to its last line": "post: |+\n  环卫科\n\n",
    "a text that begins with an empty line": "post: |\n\n  环卫科\n",
    "a text that begins with blanks": "post: |\n   \n  环卫科\n",
    "a text with a stated indentation": "post: |2\n   环卫科\n",
    "an escape": 'post: "环卫科\\t科长"\n',
    "a quoted key": '"post": 环卫科\n',
    "a key that stands twice": "post: 环卫科\npost: 环卫科\n",
    "a value that goes on below": "post: 环卫科\n  科长\n",
    "a quoted value that goes on below": 'post: "环卫科\n  科长"\n',
    "a flow that goes on below": "path: [方面,\n  问题]\n",
    "a tab": "post:\t环卫科\n",
    "a pair in a list": "path: [方面: 问题]\n",
    "a list in a list": "path:\n  - - 方面\n",
    "a document end": "post: 环卫科\n...\n",
    "a second document": "post: 环卫科\n---\npost: 环卫科\n",
    "a directive": "%YAML 1.2\n---\npost: 环卫科\n",
    "a question": "? post\n: 环卫科\n",
    "a merge key": "<<: {post: 环卫科}\n",
    "a byte order mark": "\ufeffpost: 环卫科\n",
    "a next-line character": "post: 环卫科\x85科长\n",
    "a line separator": "post: 环卫科\u2028科长\n",
    "a null byte": "post: 环卫科\x00科长\n",
    "a key in a flow without a blank": "units: [{code: CG, name:}]\n",
    "two colons": "post: 环卫科: 科长\n",
    "a conflict marker": "<<<<<<< ours\npost: 环卫科\n=======\npost: 科长\n>>>>>>> theirs\n",
    "too deep": "".join(f"{' ' * n}a{n}:\n" for n in range(12)) + f"{' ' * 12}b: c\n",
    "too long": "post: " + "长" * MAX_CHARACTERS + "\n",
    "nothing": "",
    "a comment alone": "# nothing\n",
    "a list at the top": "- 方面\n",
}


@pytest.mark.parametrize("text", ODD_STYLES.values(), ids=ODD_STYLES)
def test_what_is_not_ordinary_is_left_to_ruamel(text):
    assert ordinary(text) is None


def test_wrong_values_are_left_to_the_models():
    for before, after in [
        ("found_on: 2020-10-28", "found_on: 2020-13-28"),
        ("found_on: 2020-10-28", "found_on: 2020-W10-1"),
        ("state: in_progress", "state: started"),
        ("uid: k3v9q2m8xw", "uid: K3V9Q2M8XW"),
        ("id: CG-D003", "id: CG-D３"),
        ("rules_made: 003", "rules_made: -1"),
        ("title: 背街小巷垃圾清运不及时", "titel: 背街小巷垃圾清运不及时"),
        ("title: 背街小巷垃圾清运不及时", "title: [背街小巷]"),
        ("notice: 巡察立改〔2020〕3号", "unknown:"),
        ("document: 城管〔2020〕15号", "file: ../15.pdf"),
        ("did: register, to", "did: registered, to"),
        ("2020-10-28T16:20:00+08:00", "2020-10-28T16:20:00"),
    ]:
        assert before in SHORT
        with pytest.raises(Doubt):
            admission.issue_of(ordinary(SHORT.replace(before, after)))


@pytest.mark.slow
def test_a_plain_value_has_the_place_that_the_document_tells(tmp_path):
    path = tmp_path / "x.yaml"
    for raw in [*SAMPLES, *ROUND_FILES, SHORT.encode()]:
        document = parse(raw)
        for key in document.data:
            assert Places(path, raw).where((key,)) == document.where((key,)), (key, raw.decode())


# -- mutations ---------------------------------------------------------------------------------------------------------

_CHARACTERS = list(" \t\n\r:,-[]{}#&*!|>'\"%@`?~\\/=<.0aZ_x中，：　\xa0\x85\u2028\ufeff\x00\x07\U0001f600")
_SNIPPETS = [": ", " #", "- ", "\n  ", "\r\n", "''", '""', "null", "~", "|-\n", ">-\n", "---\n", "...\n", "{}", "[]", ", ", " :", "? ", "!!str ", "&a ", "*a", "<<: ", "  ", "\n\n", "<<<<<<< x\n", "=======\n"]  # fmt: skip


def mutated(text: str, dice: random.Random) -> str:
    """The text with one to three changes of the kind that tired hands, editors and merges make."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        lines = text.split("\n")
        at, line = dice.randrange(len(text) + 1), dice.randrange(len(lines))
        match dice.randrange(13):
            case 0:
                text = text[:at] + dice.choice(_CHARACTERS) + text[at:]
            case 1:
                text = text[:at] + text[at + dice.randrange(1, 4) :]
            case 2:
                text = text[:at] + dice.choice(_CHARACTERS) + text[at + 1 :]
            case 3 | 4:
                text = text[:at] + dice.choice(_SNIPPETS) + text[at:]
            case 5:
                text = "\n".join([*lines[:line], dice.choice(lines), *lines[line:]])
            case 6:
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case 7:
                lines[line] = " " * dice.randrange(1, 5) + lines[line]
                text = "\n".join(lines)
            case 8:
                lines[line] = lines[line][dice.randrange(1, 5) :]
                text = "\n".join(lines)
            case 9:
                lines[line] += dice.choice(("  # 备注", "#备注", " ", "   ", "\r", ":", " :", " -", ","))
                text = "\n".join(lines)
            case 10:
                key, colon, value = lines[line].partition(": ")
                quote = dice.choice("\"'")
                lines[line] = f"{key}{colon}{quote}{value}{quote}" if colon else lines[line]
                text = "\n".join(lines)
            case 11:
                text = text.replace("\n", "\r\n") if dice.random() < 0.5 else text.rstrip("\n")
            case _:
                start = dice.randrange(len(text) + 1)
                text = text[:at] + text[start : start + dice.randrange(1, 30)] + text[at:]
    return text


def mutations_agree(count: int, seed: int) -> dict[str, int]:
    """How many of `count` mutated records went how far; every one was compared."""
    dice = random.Random(seed)
    texts = [SHORT] * 8 + [raw.decode("utf-8-sig") for raw in SAMPLES if len(raw) < 2500]
    rounds = [raw.decode("utf-8-sig") for raw in ROUND_FILES]
    went = {"": 0, "read": 0, "let in": 0}
    for number in range(count):
        is_round = number % 20 == 0
        went[agrees(mutated(dice.choice(rounds if is_round else texts), dice).encode("utf-8", "surrogatepass"), is_round)] += 1
    return went


@pytest.mark.slow
def test_two_thousand_mutated_records_agree():
    went = mutations_agree(2_000, seed=20201019)
    assert min(went.values()) > 100, went  # each way was really gone


@pytest.mark.long
def test_a_hundred_thousand_mutated_records_agree():
    went = mutations_agree(100_000, seed=20201028)
    assert min(went.values()) > 5_000, went
