"""`inspect schema`: the JSON Schema of the files, for editors."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render.schema import FILES, schema_text
from inspect_cli.store.files import disk
from inspect_cli.store.workspace import Workspace


@verb("schema", ("lang", "root"))
def schema(
    session: Session,
    name: Annotated[str, Argument(metavar="issue|round", help="which one to print")] = "issue",
    write: Annotated[bool, Option("--write", help="write schemas/ anew")] = False,
) -> int:
    """Prints or writes."""
    if not write:
        if f"{name}.schema.json" not in FILES:
            raise Misused(text("there is no schema {name}", name=name), text("one of {words}", words=["issue", "round"]))
        print(schema_text(f"{name}.schema.json"), end="")
        return 0
    written = write_schemas(session.workspace)
    for file in written:
        tell(session, text("written: {file}", file=file))
    if not written:
        tell(session, text("schemas/ is up to date"))
    return 0


def write_schemas(workspace: Workspace) -> list[str]:
    """Brings schemas/ up to date; the names of the files that changed."""
    writes = []
    for name in FILES:
        path = workspace.root / "schemas" / name
        before = disk.read_bytes(path) if path.exists() else None
        after = schema_text(name).encode()
        if before != after:
            writes.append(disk.Write(path, before, after))
    for write in writes:
        disk.write_all([write], workspace.journal)
    return [workspace.relative(write.path) for write in writes]


VERB = schema
