"""Where everything lies below the root, as paths with forward slashes, and what such a path names. Looks at no disk."""

from __future__ import annotations

ROUNDS, ISSUES, EVIDENCE, REPORTS = "rounds", "issues", "evidence", "reports"
_ROUND_FILE = "round.yaml"


def inside(round_id: str, *parts: str) -> str:
    """A path in the round's folder; without parts, the folder itself."""
    return "/".join((ROUNDS, round_id, *parts))


def round_file(round_id: str) -> str:
    """The round's own record."""
    return inside(round_id, _ROUND_FILE)


def issue_file(round_id: str, name: str) -> str:
    """The record of the issue of this name."""
    return inside(round_id, ISSUES, f"{name}.yaml")


def is_record_name(name: str) -> bool:
    """A file of this name among the issues is read as a record."""
    return name.endswith(".yaml") and name[0] != "." and not is_lock_name(name)


def is_lock_name(name: str) -> bool:
    """What a program keeps beside a file that it has open: `~$…`, `.~…` (Word, WPS), `.~lock…#` (LibreOffice), `….swp`, `.#…` (editors)."""
    return name.startswith(("~$", ".~", ".#")) or (name[0] == "." and name[-4:-1] == ".sw")


def issue_place(path: str) -> tuple[str, str] | None:
    """The round and the id that the path of an issue's file names; None for any other file."""
    parts = path.split("/")
    if len(parts) == 4 and parts[0] == ROUNDS and parts[2] == ISSUES and is_record_name(parts[3]):
        return parts[1], parts[3].removesuffix(".yaml")
    return None


def round_named_by(path: str) -> str | None:
    """The round in whose folder a file lies; None for what lies elsewhere."""
    parts = path.split("/")
    return parts[1] if len(parts) >= 3 and parts[0] == ROUNDS else None


def is_round_file(path: str) -> bool:
    """It is the `round.yaml` of a round."""
    round_id = round_named_by(path)
    return round_id is not None and path == round_file(round_id)


def is_record(path: str) -> bool:
    """An issue, or a round's own file."""
    return issue_place(path) is not None or is_round_file(path)


def is_report(path: str) -> bool:
    """It lies among the issued reports of a round, as one of them or as something else."""
    parts = path.split("/")
    return len(parts) == 4 and parts[0] == ROUNDS and parts[2] == REPORTS
