"""The manual's pages: Markdown from the package, as it stands for a pipe, drawn for a person on a terminal."""

from __future__ import annotations

import os
import re
from contextlib import AbstractContextManager, nullcontext
from importlib.resources import files
from shutil import which
from typing import TYPE_CHECKING

from inspect_cli.render.language import Language

if TYPE_CHECKING:
    from rich.console import Console

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


def markdown(topic: str, language: Language) -> str:
    """A topic's page, without the marks of its generated pieces."""
    return _COMMENT.sub("", files("inspect_cli").joinpath("help", language.value, f"{topic}.md").read_text(encoding="utf-8"))


def headings(topic: str) -> list[str]:
    """The headings of a topic in every language, so that a word of any of them finds it."""
    return [found for page in pages(topic) for found in re.findall(r"^#+ (.+)$", page, re.MULTILINE)]


def pages(topic: str) -> list[str]:
    """A topic's page in every language."""
    return [markdown(topic, language) for language in Language]


def show(page: str, console: Console) -> None:
    """Draws a page on a terminal; through the person's pager where it is longer than the screen."""
    from inspect_cli.render.drawing import INKS, Drawn

    drawn = Drawn(page)
    with console.use_theme(INKS):
        is_long = len(console.render_lines(drawn, pad=False)) >= console.height
        with _pager(console) if is_long else nullcontext():
            console.print(drawn, crop=False)


def _pager(console: Console) -> AbstractContextManager[object]:
    """The person's pager; that of Windows by itself shows neither colours nor Chinese."""
    wanted = os.environ.get("PAGER", "")
    if (os.name == "nt" and not wanted) or (wanted and not which(wanted.split()[0])):
        return nullcontext()  # nothing is swallowed because a program is missing
    os.environ.setdefault("LESS", "FRX")  # colours as colours, and the page stays on the screen afterwards
    return console.pager(styles=True)
