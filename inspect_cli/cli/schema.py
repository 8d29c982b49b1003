"""`inspect schema`: the JSON Schema of the record files, for editors, and of every answer, for scripts."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.founding import refreshed
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import print_json, tell
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.render import schema as files


@verb("schema")
def schema(
    session: Session,
    name: Annotated[
        str, Argument(metavar="issue|round|KIND", help="a record file, or the kind of an answer: status, diff, error …")
    ] = "issue",
    write: Annotated[bool, Option("--write", help="write schemas/ anew")] = False,
    every: Annotated[bool, Option("--all", help="with --write: those of the answers too, into schemas/json_v1/")] = False,
) -> int:
    """Prints or writes."""
    if every and not write:
        raise Misused(text("--all goes with --write"), text("inspect schema --write --all"))
    if not write:
        print(_text(name), end="")
        return 0
    written = refreshed(session.workspace, files.schema_texts() | (json_v1.schemas.schema_texts() if every else {}))
    if session.json:
        print_json("schema", json_v1.deeds.schema(written))
    for file in written:
        tell(session, text("written: {file}", file=file))
    if not written:
        tell(session, text("schemas/ is up to date"))
    return 0


def _text(name: str) -> str:
    if f"{name}.schema.json" in files.FILES:
        return files.schema_text(f"{name}.schema.json")
    if name in json_v1.schemas.NAMES:
        return json_v1.schemas.schema_text(name)
    raise Misused(text("there is no schema {name}", name=name), text("one of {words}", words=["issue", "round", *json_v1.schemas.NAMES]))
