"""Results to stdout in the form of this run (`render/forms` has them all); sentences about them to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inspect_cli.cli.argv.session import Session
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.render.language import harmless, say
from inspect_cli.store.files.disk import DiskStep, Write
from inspect_cli.store.files.moving import FileMove
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.page import Page

if TYPE_CHECKING:
    from rich.console import Console


def answer(
    session: Session,
    kind: str,
    page: Page | Callable[[], Page],
    data: Callable[[], object],
    findings: Callable[[], Sequence[Finding]] = tuple,
) -> None:
    """Gives the answer in the form of this run: its page, its data in the envelope of `kind`, or the findings alone, as the places
    where they are read want them. What is not asked for is not made."""
    if session.form == "json":
        print_json(kind, data())
    elif session.form in ("github", "sarif"):
        _print_findings(session, findings())
    else:
        _print_page(session, page() if callable(page) else page)


def print_json(kind: str, data: object) -> None:
    """One document."""
    print(json_v1.envelope.document(kind, data))


def _print_page(session: Session, page: Page) -> None:
    if session.to_terminal:
        from inspect_cli.render import terminal

        terminal.show(page, session.language, console())
    elif session.form == "markdown":
        from inspect_cli.render.markdown import markdown

        sys.stdout.write(markdown(page, session.language))
    elif session.form == "csv":
        from inspect_cli.render.tabular import main_table, page_bytes

        print_bytes(page_bytes(page, session.language))
        if (first := main_table(page)) and first.title:
            tell(session, first.title.said)
    else:
        from inspect_cli.render.plain import plain

        sys.stdout.write(plain(page, session.language))


def must_be_one_answer(session: Session, file: str) -> None:
    """A document about a file and the file itself do not both go to stdout. Raises Misused."""
    if session.json and file == "-":
        raise Misused(text("{words} contradict each other", words=["--json", "-"]), text("name a file, or leave --json away"))


def print_bytes(content: bytes) -> None:
    """A file's content on stdout, byte by byte; on a screen as text that a screen takes. Raises Misused where it is none."""
    if sys.stdout.isatty():
        try:
            print(_on_screen(content.decode("utf-8-sig")), end="")
        except UnicodeDecodeError:
            raise Misused(text("this is no text, and a screen cannot show it"), text("name a file, or pipe it to a program")) from None
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _print_findings(session: Session, found: Sequence[Finding]) -> None:
    from inspect_cli.render import findings as render

    if session.form == "github":
        print(render.github(found, session.language), end="")
    else:
        from inspect_cli import __version__
        from inspect_cli.domain.rules import all_rules

        titles = {code: rule.title for code, rule in all_rules().items()}
        print(render.sarif(found, titles, session.language, __version__))


def show_findings(session: Session, found: Sequence[Finding]) -> None:
    """The findings as a person reads them: in colour to a screen, else as lines on stderr."""
    from inspect_cli.render import findings as render

    if session.to_terminal:
        render.show(found, session.language, console())
    else:
        tell(session, render.plain(found, session.language).rstrip("\n"))


def console() -> Console:
    """Rich's console on stdout; markup and highlighting are off, for users' text is data."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def would_write(session: Session, shown: str) -> None:
    """What `--dry-run` found: the difference, or the new file, and nothing written."""
    if session.json:
        print_json("dry-run", json_v1.deeds.dry_run(shown))
    else:
        print(_on_screen(shown) if sys.stdout.isatty() else shown, end="")


def _on_screen(content: str) -> str:
    """A file's text as a screen may have it: whoever wrote it does not steer the screen."""
    return harmless(content.replace("\r\n", "\n"), keep_lines=True)


def would_change(session: Session, *steps: DiskStep) -> None:
    """The same for files that are there: what would become of each, as a diff."""
    would_write(session, "".join(renaming(session.workspace, steps)))


def tell(session: Session, said: object) -> None:
    """A sentence to the person, on stderr: it is no result. What was printed before it is seen before it."""
    sys.stdout.flush()
    print(harmless(say(said, session.language), keep_lines=True), file=sys.stderr)


def tell_doubts(session: Session) -> None:
    """What an interrupted command had noted and this one did not carry out, for it does not fit what lies here."""
    for doubt in session.workspace.doubts:
        files = [session.workspace.relative(path) for path in doubt.files]
        if files:
            tell(session, text("a command was broken off, and what it still had to do was left, for it does not fit: {files}", files=files))
        else:
            tell(session, text("a note of a command that was broken off is none that inspect wrote here: nothing of it was carried out"))
        tell(session, text("→ look into {file}, then delete it; what lies here stays as it is", file=str(doubt.aside)))


def renaming(workspace: Workspace, steps: Sequence[DiskStep]) -> Iterator[str]:
    """A write of several files in which one takes another's place and some move, as a unified diff, and as git tells of moves."""
    writes = [step for step in steps if isinstance(step, Write)]
    goes = next((step for step in writes if step.after is None), None) if any(step.before is None for step in writes) else None
    for step in steps:
        if isinstance(step, FileMove):
            yield f"rename from {workspace.relative(step.source)}\nrename to {workspace.relative(step.target)}\n"
        elif not isinstance(step, Write):
            continue
        elif goes and step.before is None:
            yield difference(workspace.relative(step.path), replace(step, before=goes.before), workspace.relative(goes.path))
        elif step is not goes:
            yield difference(workspace.relative(step.path), step)


def difference(file: str, write: Write, earlier: str = "") -> str:
    """The write as a unified diff; `earlier` is the file's name before, where that was another."""
    import difflib

    before, after = ((content or b"").decode("utf-8", "replace").splitlines(keepends=True) for content in (write.before, write.after))
    lines = difflib.unified_diff(before, after, f"a/{earlier or file}" if write.before is not None else "/dev/null", f"b/{file}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
