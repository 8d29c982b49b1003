"""`inspect diff`: what changed between two versions, or two rounds, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import must_be_one_of
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer, print_github
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused, NotFound
from inspect_cli.domain.words import Level
from inspect_cli.render.language import Language
from inspect_cli.store.git.versions import INDEX, WORKTREE, Repository

if TYPE_CHECKING:  # loaded while git answers
    from inspect_cli.actions.spotted import PlacedDifference
    from inspect_cli.views.diff import Diff

FORMATS = ("text", "json", "markdown", "github")


@verb("diff", READ)
def diff(
    session: Session,
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="A[..B]", help="two revisions, or with --rounds two rounds; else HEAD and the working tree", offers=complete.rounds
        ),
    ] = None,
    rounds: Annotated[bool, Option("--rounds", help="compare two rounds: what was taken over, and what was left behind")] = False,
    issued: Annotated[
        bool, Option("--issued", help="compare what the team was told in the issued reports (or those named) with now")
    ] = False,
    staged: Annotated[bool, Option("--staged", help="up to what is staged, instead of the working tree")] = False,
    form: Annotated[str, Option("--format", metavar="|".join(FORMATS), help="how the changes are told")] = "text",
) -> int:
    """Exit 0: nothing for the worse without an explanation; 1: a regression that nothing explains; 3: a record cannot be read."""
    must_be_one_of(form, FORMATS, "--format")
    given = names or []
    if rounds:
        if len(given) != 2:
            raise Misused(text("two rounds are needed"), text("inspect diff --rounds R1 R2"))
        return _tell(session, form, _rounds(session, *given), [])
    if issued:
        return _issued(session, form, given)
    if len(given) > 1:
        raise Misused(text("there is one word too many: {words}", words=given[1:]), text("inspect diff A..B"))
    if given == [""]:
        raise Misused(text("a revision is needed, and the word is empty"), text("inspect diff A..B"))
    return _revisions(session, form, given[0] if given else "", staged)


def _revisions(session: Session, form: str, named: str, staged: bool) -> int:
    repository = Repository(session.workspace.root)
    first, dots, second = named.partition("..")
    if dots and not second.startswith("."):
        repository.ask_early(first or "HEAD", second or "HEAD")
    from inspect_cli.actions.comparing import between
    from inspect_cli.views.diff import Diff

    before, after, names = _ends(repository, named, staged)
    found = between(repository, before, after)
    spotted = [one for one in found.spotted if _concerns(session, one.file)]
    findings = [one for one in found.findings if _concerns(session, one.file)]
    return _tell(session, form, Diff(*names, [one.difference for one in spotted], findings), spotted)


def _ends(repository: Repository, named: str, staged: bool) -> tuple[str, str, tuple[str, str]]:
    """The two versions and their names: `A`, `A..B`, `A...B` (from where they parted), as git has it."""
    dots = "..." if "..." in named else ".."
    first, parted, second = named.partition(dots)
    if not parted:
        here = INDEX if staged else WORKTREE
        return (repository.commit_named(first) if first else repository.head()), here, (first or "HEAD", here)
    before, after = repository.commits_named(first or "HEAD", second or "HEAD")
    if dots == "...":
        before = repository.fork_point(before, after) or before
    return before, after, (first or "HEAD", second or "HEAD")


def _concerns(session: Session, file: str) -> bool:
    return not session.round or file.startswith(f"rounds/{session.round}/")


def _rounds(session: Session, earlier: str, later: str) -> Diff:
    from inspect_cli.domain.compare.succession import succession
    from inspect_cli.store.loading import ledger_of
    from inspect_cli.views.diff import Diff

    loaded = [session.archive.round(name) for name in (earlier, later)]
    before, after = (ledger_of(one, session.today) for one in loaded)
    return Diff(earlier, later, succession(before, after), [finding for one in loaded for finding in one.findings if finding.unread])


def _issued(session: Session, form: str, names: Sequence[str]) -> int:
    """What became of what the team was told; a corrected report replaces the one before it. Raises NotFound."""
    from inspect_cli.actions.spotted import spotted_since
    from inspect_cli.domain.compare.baseline import newest
    from inspect_cli.store.baselines import issued_in
    from inspect_cli.store.loading import ledger_of
    from inspect_cli.views.diff import Diff

    loaded = session.archive.round(session.chosen_round().folder.name)
    ledger = ledger_of(loaded, session.today)
    reports, findings = issued_in(session.workspace.root, loaded.folder.name)
    known = {one.name: one for one in reports}
    missing = [name for name in names if name not in known]
    if missing or not (known or findings):
        there = text("issued reports: {names}", names=sorted(known)) if known else text("inspect report during --unit CODE --final")
        raise NotFound(text("{round} has no issued report {names}", round=loaded.folder.name, names=missing), there)
    chosen = [known[name] for name in names] or newest(reports)
    spotted = [one for report in chosen for one in spotted_since(report, loaded, session.workspace, ledger)]
    told = ", ".join(f"{one.name} ({one.as_of})" for one in chosen)
    unread = [finding for finding in loaded.findings if finding.unread]
    return _tell(session, form, Diff(told, WORKTREE, [one.difference for one in spotted], [*unread, *findings]), spotted)


def _tell(session: Session, form: str, made: Diff, spotted: Sequence[PlacedDifference]) -> int:
    from inspect_cli.views.diff import page

    if form == "markdown":
        from inspect_cli.render.markdown import markdown

        print(markdown(page(made), session.language), end="")
    elif form == "github":
        print_github(session, [*(one.finding() for one in spotted if one.difference.is_unexplained), *made.findings])
    else:
        told = session if form != "json" else session.as_json()
        answer(told, "diff", lambda: page(made), lambda: _json(made, session.language))
    if any(one.unread for one in made.findings):
        return 3
    return int(made.unexplained > 0 or any(one.level is Level.ERROR for one in made.findings))


def _json(made: Diff, language: Language) -> object:
    from inspect_cli.render import json_v1

    return json_v1.diff(made, language)


VERB = diff
