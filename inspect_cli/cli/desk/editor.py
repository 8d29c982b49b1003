"""Starts the person's editor on a file and waits for it; and again, where what was typed is not taken."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.store.files.causes import cause

_SET = text(
    "name a program that opens it, and this again: EDITOR=nano inspect edit {name}; on Windows: set EDITOR=notepad&& inspect edit {name}; "
    "one field is put right without any: inspect correct ID"
)


def open_editor(path: Path, name: str) -> None:
    """Opens $VISUAL, else $EDITOR, else what the system has. Raises Misused where there is none or it fails."""
    how = _SET.about(name=name)
    words = _editor_words(how)
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode
    except OSError as error:
        raise Misused(text("the editor {editor} cannot be started: {why}", editor=words[0], why=cause(error)), how) from error
    if code:
        raise Misused(text("the editor {editor} ended with {code}, and nothing was taken over", editor=words[0], code=code), how)


def wants_to_go_on(session: Session, trouble: Trouble) -> bool:
    """Says why the text is not taken, and asks whether to edit it again."""
    from inspect_cli.cli.argv.refusal import explain

    explain(trouble, (), session.language, False)
    tell(session, text("press e and Enter to edit again, or only Enter to stop"))
    return input().strip().lower() == "e"


def _editor_words(how: Text) -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        if os.path.isfile(named):  # C:\\Program Files\\…, without quotes
            return [named]
        try:
            return _words(named) or [named]
        except ValueError as error:
            why = text("a quote in it is not closed")
            raise Misused(text("the editor {editor} cannot be started: {why}", editor=named, why=why), how) from error
    seen = sys.stdin.isatty()  # an editor that nobody asked for must not take over a pipe
    found = next((name for name in ("nano", "vi", "notepad") if seen and shutil.which(name)), None)
    if found is None:
        raise Misused(text("there is no program here to open the text with"), how)
    return [found]


def _words(named: str, posix: bool = os.name != "nt") -> list[str]:
    """The command in words; on Windows a backslash parts folders, and quotes around a word are no part of it. Raises ValueError."""
    words = shlex.split(named, posix=posix)
    return words if posix else [word[1:-1] if word[:1] == word[-1:] == '"' and len(word) > 1 else word for word in words]
