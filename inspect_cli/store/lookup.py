"""From what somebody typed to the round or the issue that is meant: `CG-D003`, `cg-d3`, `2020-r2/CG-D003`, the start of a uid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from inspect_cli.domain.counting.stages import is_on_site
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.ids import split_ref, typed_id
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Invalid, Misused, NotFound
from inspect_cli.store.addresses import issue_place
from inspect_cli.store.files.evidence import states_of
from inspect_cli.store.files.plain import opened
from inspect_cli.store.git.sparse import records_left_out
from inspect_cli.store.loading import LoadedRound, Opened, Record, load_issue, load_round, open_issue
from inspect_cli.store.workspace import NoSuchRound, NotCheckedOut, Workspace

_UID = re.compile(r"[a-z0-9]{3,10}")
_UID_LINE = re.compile(rb"^[\"']?uid[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9]{10})\b", re.MULTILINE)


class NoSuchIssue(NotFound):
    """No issue goes by this name."""

    code = "no_such_issue"

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = text("did you mean {near}?", near=list(near)) if near else text("see what there is: inspect list")
        super().__init__(text("there is no issue {name}", name=name), hint)


class Ambiguous(Misused):
    """Several issues go by this name."""

    code = "ambiguous"

    def __init__(self, name: str, found: Sequence[str]) -> None:
        super().__init__(
            text("{name} may mean several issues: {found}", name=name, found=list(found)), text("name the round too: ROUND/ID")
        )


def looks_like_an_issue(word: str) -> bool:
    """The word has the form of an issue's name, whether or not there is one."""
    return "/" in word or typed_id(word) is not None or _UID.fullmatch(word) is not None


def newest_first(rounds: Sequence[LoadedRound]) -> list[LoadedRound]:
    """The rounds by their first day on site, the latest first; one that cannot be read comes last."""
    return sorted(rounds, key=lambda loaded: (loaded.round.starts or date.min, loaded.folder.name), reverse=True)


def current_round(workspace: Workspace, today: date) -> LoadedRound:
    """The round whose team is on site today, else the newest. Raises NoSuchRound; NotCheckedOut where git laid none out.

    A round whose file cannot be read may be the one that is open: it is chosen before any older one, and says what is wrong.
    """
    rounds = newest_first([load_round(workspace, name) for name in workspace.round_ids()])
    if not rounds:
        workspace.must_hold_a_round()
        raise NoSuchRound("—", [])
    open_today = (loaded for loaded in rounds if is_on_site(loaded.round, today))
    unreadable = (loaded for loaded in rounds if loaded.round.on_site is None)
    return next(open_today, next(unreadable, rounds[0]))


def chosen_round(workspace: Workspace, round_id: str | None, today: date) -> LoadedRound:
    """The round that is named, else the current one; without its issues. Raises NoSuchRound."""
    return load_round(workspace, round_id) if round_id else current_round(workspace, today)


def one_issue(workspace: Workspace, name: str, round_id: str | None, today: date) -> tuple[LoadedRound, Record]:
    """The round (with this one issue) and the record. Raises NotFound; Invalid with the first thing that is wrong in the file."""
    home, path = find_issue(workspace, name, round_id, today)
    loaded = not_newer(load_round(workspace, home))
    record, findings = load_issue(workspace, path, home)
    if record is None:
        raise invalid(findings)
    return replace(loaded, records=(record,), files=states_of(loaded.folder, [record.issue], loaded.left_out)), record


def opened_issue(workspace: Workspace, path: Path, loaded: LoadedRound) -> Opened:
    """The record in a file of the round, with its bytes. Raises Invalid where the round or the record cannot be read."""
    record, findings = open_issue(workspace, path, loaded.folder.name)
    must_be_readable(loaded)
    if record is None:
        raise invalid(findings)
    return record


def must_be_readable(loaded: LoadedRound) -> LoadedRound:
    """The round itself, when its file could be read. Raises Invalid."""
    if not loaded.is_readable:
        raise invalid(loaded.findings)
    return loaded


def not_newer(loaded: LoadedRound) -> LoadedRound:
    """The round itself, when it does not need a newer program. Raises Invalid."""
    if loaded.is_newer:
        raise invalid(loaded.findings)
    return loaded


def invalid(findings: Sequence[Finding]) -> Invalid:
    """The trouble of a record that must be read and cannot."""
    finding = findings[0]
    place = text("{file}:{line}:{column}: {message}", file=finding.file, line=finding.line, column=finding.column, message=finding.message)
    return Invalid(place, finding.fix, findings)


def find_issue(workspace: Workspace, name: str, round_id: str | None, today: date) -> tuple[str, Path]:
    """The round and the file of the issue that `name` means.

    Without a round, the current one comes first; an id that is only elsewhere is found there.
    Raises: NoSuchIssue, NoSuchRound, NotCheckedOut, Ambiguous.
    """
    stated, rest = split_ref(name)
    if round_id:
        workspace.folder(round_id)
    if "/" in name:
        workspace.folder(stated)
        return _one(workspace, rest, [stated], name)
    if round_id:
        return _one(workspace, name, [round_id], name)
    current = current_round(workspace, today).folder.name
    here = list(_matches(workspace, name, [current]))
    if len(here) == 1:
        return here[0]
    if not here:
        _must_not_be_left_out(workspace, name, [current], name)
    return _one(workspace, name, [*workspace.round_ids(), *_rounds_left_out(workspace)], name)


def _rounds_left_out(workspace: Workspace) -> list[str]:
    here = workspace.round_ids()
    return [name for name in records_left_out(workspace.left_out) if name not in here]


def _one(workspace: Workspace, name: str, rounds: Sequence[str], shown: str) -> tuple[str, Path]:
    found = list(_matches(workspace, name, rounds))
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(shown, [f"{round_id}/{path.stem}" for round_id, path in found])
    _must_not_be_left_out(workspace, name, rounds, shown)
    raise NoSuchIssue(shown, _near(workspace, name, rounds))


def _matches(workspace: Workspace, name: str, rounds: Sequence[str]) -> Iterator[tuple[str, Path]]:
    wanted = typed_id(name)
    for round_id in rounds:
        for known in workspace.issue_names(round_id):
            path = workspace.issue_path(round_id, known)
            if known == name or (wanted and typed_id(known) == wanted) or (not wanted and _UID.fullmatch(name) and _uid_starts(path, name)):
                yield round_id, path


def _must_not_be_left_out(workspace: Workspace, name: str, rounds: Sequence[str], shown: str) -> None:
    away = next((path for path in sorted(workspace.left_out) if _is_meant(path, name, rounds)), "")
    if away:
        raise NotCheckedOut([shown], workspace.left_out[away])


def _is_meant(path: str, name: str, rounds: Sequence[str]) -> bool:
    """The file of an issue in one of the rounds, by its id; what is not here has no uid to be seen."""
    place, wanted = issue_place(path), typed_id(name)
    return place is not None and place[0] in rounds and (place[1] == name or (wanted is not None and typed_id(place[1]) == wanted))


def _uid_starts(path: Path, prefix: str) -> bool:
    try:
        with opened(path) as stream:
            found = _UID_LINE.search(stream.read(65536))
    except OSError:
        return False
    return found is not None and found[1].startswith(prefix.encode())


def _near(workspace: Workspace, name: str, rounds: Sequence[str]) -> list[str]:
    import difflib

    known = [known for round_id in rounds for known in workspace.issue_names(round_id)]
    return difflib.get_close_matches(name.upper(), known, 3)
