"""The manual's pages: Markdown from the package, as it stands for a pipe, drawn for a person on a terminal."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from importlib.resources import files
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
    return [found for language in Language for found in re.findall(r"^#+ (.+)$", markdown(topic, language), re.MULTILINE)]


def show(page: str, console: Console) -> None:
    """Draws a page on a terminal; through the person's pager where it is longer than the screen."""
    from inspect_cli.render.drawing import INKS, Drawn

    drawn = Drawn(page)
    with console.use_theme(INKS):
        is_long = len(console.render_lines(drawn, pad=False)) >= console.height
        with console.pager(styles=True) if is_long and _has_pager() else nullcontext():
            console.print(drawn)


def _has_pager() -> bool:
    """There is a pager that shows colours and Chinese; that of Windows by itself does neither."""
    os.environ.setdefault("LESS", "FRX")  # colours as colours, and the page stays on the screen afterwards
    return bool(os.environ.get("PAGER")) or os.name != "nt"
