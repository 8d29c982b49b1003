"""The JSON Schema for editors: fresh, a draft-07 subset, both languages, and believed by the real yaml-language-server."""

import dataclasses
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from inspect_cli.domain.record.declaration import parts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.models import model_of
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import State
from inspect_cli.render.schema import FILES, schema_text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schema_is_the_one_that_the_models_give(name):
    committed = (ROOT / "schemas" / name).read_text(encoding="utf-8")
    assert committed == schema_text(name), "run: inspect schema --write"


@pytest.mark.parametrize("name", FILES)
def test_the_schema_is_closed_and_speaks_both_languages(name):
    schema = json.loads(schema_text(name))
    assert schema["$schema"].endswith("draft-07/schema#") and schema["additionalProperties"] is False
    assert "$defs" not in json.dumps(schema)
    for part in (schema, *schema["definitions"].values()):
        for key, found in part["properties"].items():
            assert " · " in found["title"] and " · " in found["description"], key


def test_the_words_of_a_closed_set_come_with_their_meaning():
    found = json.loads(schema_text("issue.schema.json"))["properties"]["state"]
    assert found["enum"] == [state.value for state in State]
    assert len(found["enumDescriptions"]) == len(found["enum"]) and "已销号 · closed" in found["enumDescriptions"]


RECORDS = [part for record in (Issue, Round) for _, part in parts_of(record)]


@pytest.mark.parametrize("record", RECORDS, ids=[kind.__name__ for kind in RECORDS])
def test_the_door_and_the_plain_record_have_the_same_fields_in_the_same_order(record):
    assert [field.name for field in dataclasses.fields(record)] == list(model_of(record).model_fields)


# -- the real language server ------------------------------------------------------------------------------------------

SERVER = os.environ.get("INSPECT_YAML_LS") or shutil.which("yaml-language-server")
GOOD = """\
# yaml-language-server: $schema=../../../schemas/issue.schema.json
uid: k3v9q2m8xw
id: CG-D003
channel: during
title: 背街小巷垃圾清运不及时
text: |-
  原文
found_on: 2020-10-28
due:
severity: moderate
outcomes: {rules_made: 0, money_recovered: 0.00, people: {诫勉: 0}}
sustained: false
state: registered
history:
  - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
"""
BAD = [
    ("channel: during", "channel: duringg", "during"),
    ("severity: moderate", "severty: moderate", "severty"),
    ("found_on: 2020-10-28", "found_on: 28.10.2020", "pattern"),
    ("title: 背街小巷垃圾清运不及时\n", "", "title"),
    ("id: CG-D003", "id: CG3", "pattern"),
]


WITHOUT = "yaml-language-server is not installed (npm install yaml-language-server; INSPECT_YAML_LS names it)"


class Server:
    """The language server, spoken to over its standard input and output."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._send(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        self._send(method="initialized", params={})

    def diagnostics(self, path: Path, text: str, kind: str) -> list[str]:
        """What it objects to in a file with this text, checked against our schema of this kind."""
        schema = ROOT / "schemas" / f"{kind}.schema.json"
        first, rest = text.split("\n", 1)
        assert "$schema=" in first, "the first line names the schema"
        shown = f"# yaml-language-server: $schema={schema.as_uri()}\n{rest}"
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": shown}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            said = self._heard()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == path.as_uri():
                self._send(method="textDocument/didClose", params={"textDocument": {"uri": path.as_uri()}})
                return [found["message"] for found in said["params"]["diagnostics"]]
            if "id" in said and "method" in said:  # it asks for its configuration: there is none
                self._send(id=said["id"], result=[{}])

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _heard(self) -> dict:
        length = 0
        while header := self._process.stdout.readline().strip():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
        assert length, "the server ended"
        return json.loads(self._process.stdout.read(length))


@pytest.fixture(scope="module")
def server():
    started = Server()
    yield started
    started.end()


@pytest.mark.skipif(SERVER is None, reason=WITHOUT)
def test_the_real_language_server_takes_a_good_record_and_names_what_is_wrong_in_bad_ones(server, tmp_path):
    assert server.diagnostics(tmp_path / "good.yaml", GOOD, "issue") == []
    for number, (old, new, word) in enumerate(BAD):
        found = server.diagnostics(tmp_path / f"bad{number}.yaml", GOOD.replace(old, new), "issue")
        assert any(word in message for message in found), (new, found)


@pytest.mark.skipif(SERVER is None, reason=WITHOUT)
def test_the_real_language_server_has_nothing_against_the_sample_rounds(server):
    files = sorted((ROOT / "rounds").glob("*/issues/*.yaml")) + sorted((ROOT / "rounds").glob("*/round.yaml"))
    assert len(files) > 10
    for path in files:
        kind = "round" if path.name == "round.yaml" else "issue"
        assert server.diagnostics(path, path.read_bytes().decode("utf-8-sig"), kind) == [], path.name
