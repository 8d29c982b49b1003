"""What was done, or would be, as JSON: plain values in, for what does it does not know of ink."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.domain.text import Text
from inspect_cli.render.json_v1.held import day
from inspect_cli.render.json_v1.judged import findings
from inspect_cli.render.language import Language, say

if TYPE_CHECKING:
    from inspect_cli.domain.finding import Finding
    from inspect_cli.domain.record.issue import Changed, Entry, Issue
    from inspect_cli.render.json_v1.shapes.deeds import (
        ActedShape,
        AddShape,
        ChangedShape,
        ChangesShape,
        DryRunShape,
        EditShape,
        FeedbackShape,
        InitShape,
        LinkShape,
        MergeFileShape,
        NewRoundShape,
        RenumberShape,
        RestoredShape,
        SavedShape,
        SchemaShape,
        SyncedShape,
        UndoListShape,
        UndoneShape,
    )
    from inspect_cli.views.undo import KeptCommand


class Attached(NamedTuple):
    """An evidence file that came into the round."""

    file: str
    sha256: str
    size: int
    kind: str


class Deed(NamedTuple):
    """What became of one issue."""

    ref: str
    before: Issue
    after: Issue
    twin: str | None
    evidence: Sequence[Attached]


def add(ref: str, uid: str, file: str) -> AddShape:
    """`inspect add --json`."""
    return {"issue": ref, "uid": uid, "file": file}


def change(done: Iterable[Deed]) -> ChangesShape:
    """What a verb of the lifecycle did."""
    return {"changes": [_changed(one) for one in done]}


def _changed(one: Deed) -> ChangedShape:
    return {
        "issue": one.ref,
        "uid": one.after.uid,
        "before": one.before.state,
        "state": one.after.state,
        "twin": one.twin,
        "evidence": [{"file": each.file, "sha256": each.sha256, "size": each.size, "kind": each.kind} for each in one.evidence],
    }


def acted(before: str, issue: Issue, told: Iterable[Changed], entry: Entry | None) -> ActedShape:
    """`inspect correct --json`."""
    return {
        "issue": f"{before.split('/')[0]}/{issue.id}",
        "uid": issue.uid,
        "before": before,
        "recorded": entry is not None,
        "part": entry.part if entry else "",
        "approved_by": entry.approved_by or None if entry else None,
        "changes": [{"field": one.field, "was": one.was, "now": one.now} for one in told],
    }


def dry_run(shown: str) -> DryRunShape:
    """What `--dry-run` found."""
    return {"dry_run": True, "diff": shown}


def edit(round_id: str, issue: str | None, file: str) -> EditShape:
    """`inspect edit --json`."""
    return {"round": round_id, "issue": issue, "file": file}


def feedback(round_id: str, on: date, report_due: date | None) -> FeedbackShape:
    """`inspect feedback --json`."""
    return {"round": round_id, "feedback_on": on.isoformat(), "report_due": day(report_due)}


def init(root: str) -> InitShape:
    """`inspect init --json`."""
    return {"root": root}


def new_round(round_id: str, file: str) -> NewRoundShape:
    """`inspect new-round --json`."""
    return {"round": round_id, "file": file}


def undone(one: KeptCommand | None, language: Language) -> UndoneShape:
    """`inspect undo --json`, `inspect redo --json`: a command as it stands now."""
    if one is None:
        return {"state": "nothing", "command": None, "by": None, "at": None, "issues": [], "files": [], "objection": None}
    return {
        "state": "undone" if one.is_undone else "done",
        "command": one.command,
        "by": one.by,
        "at": one.at.isoformat(),
        "issues": [ref for ref, _ in one.issues],
        "files": list(one.files),
        "objection": say(one.objection, language) if one.objection.english else None,
    }


def discarded(by: str, at: datetime, issues: Sequence[str], files: Sequence[str]) -> UndoneShape:
    """`inspect discard --json`."""
    command = " ".join(["discard", *issues])
    told = {"command": command, "by": by, "at": at.isoformat(), "issues": list(issues), "files": list(files)}
    return {"state": "discarded", **told, "objection": None}  # type: ignore[typeddict-item]


def undo_list(found: Iterable[KeptCommand], language: Language) -> UndoListShape:
    """`inspect undo --list --json`."""
    return {"commands": [undone(one, language) for one in found]}


def schema(written: Sequence[str]) -> SchemaShape:
    """`inspect schema --write --json`."""
    return {"written": list(written)}


def merge_file(file: str, conflicts: Sequence[Text], language: Language) -> MergeFileShape:
    """`inspect merge-file --json`."""
    return {"file": file, "clean": not conflicts, "conflicts": [say(reason, language) for reason in conflicts]}


def renumber(
    uid: str,
    names: tuple[str, str],
    file: str,
    evidence: tuple[Mapping[str, str], Sequence[str]],
    links: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
    doubtful: tuple[Sequence[str], Sequence[str]],
) -> RenumberShape:
    """`inspect renumber --json`: names before and after, what moved and what stayed, links that follow and that are unclear, files
    that cannot be read and copies."""
    return {
        "issue": names[1],
        "uid": uid,
        "before": names[0],
        "file": file,
        "evidence": [{"before": source, "file": target} for source, target in evidence[0].items()],
        "evidence_kept": list(evidence[1]),
        "links": _links(links[0]),
        "links_unclear": _links(links[1]),
        "unread": list(doubtful[0]),
        "copies": list(doubtful[1]),
    }


def _links(found: Sequence[tuple[str, str]]) -> list[LinkShape]:
    return [{"issue": name, "field": field} for name, field in found]


def saved(commit: str, counts: tuple[int, int], message: Text | None, found: Sequence[Finding], language: Language) -> SavedShape:
    """`inspect save --json`; `counts` are the records and the entries."""
    return {
        "commit": commit or None,
        "records": counts[0],
        "entries": counts[1],
        "message": say(message, language) if message else None,
        "findings": findings(found, language),
    }


def synced(saved: str, came: Sequence[str], sent: int, found: Sequence[Finding], language: Language) -> SyncedShape:
    """`inspect sync --json`."""
    return {"saved": saved or None, "came": list(came), "sent": sent, "findings": findings(found, language)}


def restored(file: str, commit: str, evidence: list[str]) -> RestoredShape:
    """`inspect restore --json`."""
    return {"file": file, "commit": commit, "evidence_gone": evidence}
