"""The table of contents: every command, the heading it stands under, what it does, and where it is declared.

A module is imported only when its command is asked for, so that the front page costs no more than this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did

if TYPE_CHECKING:
    from inspect_cli.cli.argv.verb import Verb

ROUNDS, ISSUES, LIFECYCLE, ANSWERS, TRUST = text("Rounds"), text("Issues"), text("Lifecycle"), text("Answers"), text("Trust")
MANUAL = text("Manual: inspect help [TOPIC]")


class Chapter(NamedTuple):
    """One command: its heading, what it does, and its declaration as `module:NAME`, or `module:NAME.KEY` in a mapping."""

    heading: Text
    does: Text | Did
    where: str

    @property
    def help(self) -> Text:
        """What it does; for a verb of the lifecycle, as its table says, which is read only when somebody asks."""
        if isinstance(self.does, Text):
            return self.does
        from inspect_cli.domain.lifecycle.moves import BY_VERB

        return BY_VERB[self.does].help


_STATE_VERBS = (Did.START, Did.PROGRESS, Did.NEARLY, Did.FINISH, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.CARRY, Did.VOID)
"""As in the lifecycle's own table, which a test holds; it is not loaded for a list of names."""

_AMENDING = (Did.EXTEND, Did.RECLASSIFY, Did.HAND_OVER, Did.SUSTAIN, Did.LONG_TERM)

VERBS: dict[str, Chapter] = {
    "init": Chapter(ROUNDS, text("make this folder ready for records: rounds/, schemas/, .gitattributes"), "init:init"),
    "new-round": Chapter(ROUNDS, text("open a round: make its folder and its round.yaml"), "new_round:new_round"),
    "rounds": Chapter(ROUNDS, text("the rounds there are, the newest first"), "rounds:rounds"),
    "feedback": Chapter(ROUNDS, text("record the day of the feedback meeting"), "feedback:feedback"),
    "add": Chapter(ISSUES, Did.REGISTER, "add:add"),
    "list": Chapter(ISSUES, text("list issues: all of the round, or those that match every filter given"), "listing:listing"),
    "show": Chapter(ISSUES, text("show one issue: what was found, who answers for it, what was done, and its history"), "show:show"),
    "edit": Chapter(
        ISSUES,
        text("edit an issue or a round in your editor; checked before it replaces the file, and what you typed is never lost"),
        "edit:edit",
    ),
    "correct": Chapter(
        ISSUES,
        text("put right what was recorded wrongly: without a trace while nobody has seen it, else recorded, with a reason"),
        "correct:correct",
    ),
    "discard": Chapter(
        ISSUES, text("take away a record that nobody has seen yet, with its evidence; what is saved is voided"), "discard:discard"
    ),
    "renumber": Chapter(
        ISSUES, text("give an issue another number: its file, its evidence and every link to it move together"), "renumber:renumber"
    ),
    "undo": Chapter(
        ISSUES, text("take back the last command that wrote, whole, while nothing of it is saved; --list shows which can be"), "undo:undo"
    ),
    "redo": Chapter(ISSUES, text("do again what was taken back last"), "undo:redo"),
    "why": Chapter(ISSUES, text("what can be done with an issue now, by whom, and what each step still needs"), "why:why"),
    **{verb.value: Chapter(LIFECYCLE, verb, f"move:VERBS.{verb.value}") for verb in _STATE_VERBS},
    "measure": Chapter(LIFECYCLE, text("add, complete or drop a measure"), "measure:GROUP"),
    "evidence": Chapter(LIFECYCLE, text("add or drop evidence"), "evidence:GROUP"),
    **{verb.value: Chapter(LIFECYCLE, verb, f"amend:VERBS.{verb.value}") for verb in _AMENDING},
    "home": Chapter(ANSWERS, text("what inspect alone shows: where things stand, and the next three things to do"), "home:home"),
    "status": Chapter(
        ANSWERS,
        text("where things stand: counts, what is late, the countdown, and whether the written report can go out"),
        "status:status",
    ),
    "report": Chapter(ANSWERS, text("draft the written report from the records, or issue it"), "report:GROUP"),
    "diff": Chapter(
        ANSWERS, text("what changed between two versions or two rounds, and what it means: progress, neutral, regression"), "diff:diff"
    ),
    "history": Chapter(
        ANSWERS, text("one issue's history, woven with git's: who really committed each entry, when, and what came late"), "history:history"
    ),
    "trend": Chapter(ANSWERS, text("how many were open, done, closed and overdue, day by day, from git's history"), "trend:trend"),
    "ledger": Chapter(
        ANSWERS,
        text("the ledger (整改台账) as an Excel, CSV or JSON file, and back from such a file or from an office's own sheet"),
        "ledger:GROUP",
    ),
    "save": Chapter(TRUST, text("save what was done: it is judged, and committed in the words of the field"), "save:save"),
    "sync": Chapter(TRUST, text("save, and bring this clone and what others saved together"), "sync:sync"),
    "restore": Chapter(TRUST, text("bring a file back as it was saved; undo takes that back"), "restore:restore"),
    "check": Chapter(TRUST, text("check all records, or one round or some issues, against every rule"), "check:check"),
    "explain": Chapter(
        TRUST,
        text("what a rule is about, why, how to mend it, with a good and a bad example; without a name, the list of rules"),
        "explain:explain",
    ),
    "merge-file": Chapter(
        TRUST,
        text("merge two versions of a record into one, by what it says; git calls it where branches meet"),
        "merge_file:merge_file",
    ),
    "schema": Chapter(TRUST, text("print the JSON Schema of a record file or of an answer, or write them into schemas/"), "schema:schema"),
    "git-setup": Chapter(
        TRUST, text("tell git how to merge and show the records, and to have them judged before a commit"), "git_setup:git_setup"
    ),
    "doctor": Chapter(TRUST, text("look whether this machine and this folder are set up well"), "doctor:doctor"),
    "help": Chapter(MANUAL, text("the manual: its topics by the question that each answers, or the page of one"), "help:manual_page"),
}


def declared(name: str) -> Verb | Mapping[str, Verb]:
    """The verb by its name, or a group of verbs (`measure add`)."""
    module_name, _, attribute = VERBS[name].where.partition(":")
    module = import_module(f"inspect_cli.cli.{module_name}")
    holder, _, key = attribute.partition(".")
    found: Verb | Mapping[str, Verb] = getattr(module, holder)[key] if key else getattr(module, holder)
    return found
