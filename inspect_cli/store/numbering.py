"""Numbers and uids for new issues. A number is never given out twice, also when its file is void or gone but its evidence is not."""

from __future__ import annotations

import os
import re
import secrets
import string

from inspect_cli.domain.words import Channel
from inspect_cli.store.workspace import Workspace


def next_id(workspace: Workspace, round_id: str, unit: str, channel: Channel, also_taken: tuple[str, ...] = ()) -> str:
    """The next free id for a unit and channel, such as CG-D004. Call with the lock held."""
    shape = re.compile(rf"{re.escape(unit)}-{channel.letter}([0-9]{{1,9}})")
    names = [*workspace.issue_names(round_id), *_evidence_folders(workspace, round_id), *also_taken]
    taken = [int(found[1]) for name in names if (found := shape.fullmatch(name.split("/")[-1]))]
    return f"{unit}-{channel.letter}{max(taken, default=0) + 1:03d}"


def new_uid() -> str:
    """Ten of a-z and 0-9; a letter first, so that no YAML reader takes it for a number."""
    rest = string.ascii_lowercase + string.digits
    return secrets.choice(string.ascii_lowercase) + "".join(secrets.choice(rest) for _ in range(9))


def _evidence_folders(workspace: Workspace, round_id: str) -> list[str]:
    try:
        return os.listdir(workspace.root / "rounds" / round_id / "evidence")
    except OSError:
        return []
