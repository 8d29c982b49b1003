"""`inspect schema`: the JSON Schema of the files, for editors."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.founding import refreshed
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render.schema import FILES, schema_text, schema_texts


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
    written = refreshed(session.workspace, schema_texts())
    for file in written:
        tell(session, text("written: {file}", file=file))
    if not written:
        tell(session, text("schemas/ is up to date"))
    return 0
