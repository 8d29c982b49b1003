"""A round opens, and later has its feedback meeting. What a question may ask again is judged by functions of its own."""

from __future__ import annotations

import re
import secrets
import shutil
from dataclasses import replace
from datetime import date

from inspect_cli.actions.amending import NOTHING_SAID, Because, amended
from inspect_cli.actions.hand import Hand
from inspect_cli.domain.counting.stages import feedback_objection
from inspect_cli.domain.filenames import folded, is_device, is_refused_somewhere
from inspect_cli.domain.record.round import OnSite, Round, Unit
from inspect_cli.domain.record.shape import ROUND_ID
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.store import round_changes, writing
from inspect_cli.store.addresses import ISSUES, round_file
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import Write
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.git.sparse import records_left_out
from inspect_cli.store.loading import load_round
from inspect_cli.store.lookup import must_be_readable
from inspect_cli.store.reading import read_round
from inspect_cli.store.workspace import Workspace


class FeedbackRefused(Trouble):
    """The feedback day cannot be recorded as asked."""

    code = "refused"
    status = 4


def opened(workspace: Workspace, made: Round) -> Write:
    """The round is there, with a folder for its issues; what was written. Raises Misused, NotWritable, DiskTrouble."""
    write = first_write(workspace, made)
    with workspace.locked():
        there = next(
            (name for name in (*workspace.round_ids(), *records_left_out(workspace.left_out)) if folded(name) == folded(made.id)), None
        )
        if there is not None:
            raise Misused(text("round {round} is there already", round=there), text("inspect status --round {round}", round=there))
        disk.must_lie_inside(workspace.root, write.path.parent.parent)
        _put(workspace, write)
    return write


def _put(workspace: Workspace, write: Write) -> None:
    """The round's folder comes to be there with all that is in it, or not at all: half a round would be found by every command."""
    folder = write.path.parent
    waiting = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        disk.make_folder(waiting / ISSUES)
        disk.write_all([replace(write, path=waiting / write.path.name)])
        disk.write_all([disk.NewFolder(waiting, folder)], workspace.journal)
    except BaseException:  # also Ctrl-C
        shutil.rmtree(waiting, ignore_errors=True)
        raise


def first_write(workspace: Workspace, made: Round) -> Write:
    """The round's file as it will be; nothing is written. Raises Misused, NotWritable."""
    path = workspace.root / round_file(round_name(made.id))
    distinct(made.units)
    if made.on_site:
        in_order(made.on_site)
    return Write(path, None, writing.round_text(made))


def round_name(typed: str) -> str:
    """An id that every system takes as the name of a folder. Raises Misused."""
    if is_device(typed):
        raise Misused(text("{id} is a name that Windows keeps for a device, and cannot name a round", id=typed), text("such as 2020-r2"))
    if not re.fullmatch(ROUND_ID, typed) or is_refused_somewhere(typed):
        raise Misused(text("{id} cannot name a round", id=typed), text("letters, digits, dot, dash and underscore, such as 2020-r2"))
    return typed


def distinct(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units, each with a code of its own. Raises Misused."""
    codes = [unit.code for unit in units]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise Misused(text("unit {code} is named twice", code=twice), text("one code for each unit"))
    return units


def in_order(on_site: OnSite) -> OnSite:
    """The period, which ends no earlier than it starts. Raises Misused."""
    if on_site.ends and on_site.ends < on_site.starts:
        raise Misused(
            text("the on-site period ends on {ends}, before it starts on {starts}", ends=on_site.ends, starts=on_site.starts),
            text("change --starts or --ends"),
        )
    return on_site


def fed_back(
    workspace: Workspace,
    hand: Hand,
    round_id: str,
    day: date,
    because: Because = NOTHING_SAID,
    dry_run: bool = False,
) -> tuple[Round, Write]:
    """The feedback meeting took place on the day: the round as it is then, and what was, or would be, written.

    Raises: FeedbackRefused, Refused; NoSuchRound, Invalid, CannotEdit, DiskTrouble, GitFailed.
    """
    with workspace.locked():
        loaded = must_be_readable(load_round(workspace, round_id))
        objection = feedback_objection(loaded.round, day, hand.present)
        if objection:
            raise FeedbackRefused(*objection)
        write = round_changes.with_feedback_day(loaded, day)
        if write.before != write.after:
            because = replace(because, reason=because.reason or "inspect feedback", own=True)
            write = amended(workspace, hand, round_id, write.before or b"", write.after or b"", because)
        if not dry_run:
            disk.write_all([write], workspace.journal)
    after = read_round(write.after or b"").record
    assert after is not None
    return after, write
