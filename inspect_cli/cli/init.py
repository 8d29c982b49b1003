"""`inspect init`: makes a folder ready for records."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_cli.actions.founding import founded
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import print_json, tell
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1
from inspect_cli.render.schema import schema_texts
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.git.gitdir import work_tree
from inspect_cli.store.workspace import must_not_be_left_out


@verb("init")
def init(session: Session) -> int:
    """Makes what is missing and touches nothing that is there."""
    root = (session.root or Path(os.environ.get("INSPECT_ROOT") or Path.cwd())).absolute()
    if not (root / ROUNDS).exists():
        must_not_be_left_out(root)
    founded(root, schema_texts())
    if session.json:
        print_json("init", json_v1.deeds.init(str(root)))
    tell(session, text("ready: {root}", root=str(root)))
    if work_tree(str(root)) is None:
        tell(session, text("next: git init, inspect git-setup: from then on every change can be followed"))
    tell(session, text("next: inspect new-round"))
    return 0
