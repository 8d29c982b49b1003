"""The one table of forms in which an answer, a paper or a sheet is given: their names, other names, and how their files end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from inspect_cli.domain.trouble import NotAKnownWord


class Form(NamedTuple):
    """A form: what else it is called, and the ending of its files."""

    also: str = ""
    ending: str = ""


FORMS: dict[str, Form] = {
    "text": Form(),  # a page on a terminal, plain lines in a pipe
    "plain": Form("tsv"),
    "json": Form(ending="json"),
    "markdown": Form("md", "md"),
    "csv": Form(ending="csv"),
    "github": Form(),
    "sarif": Form(ending="sarif"),
    "docx": Form(ending="docx"),
    "html": Form("htm", "html"),
    "xlsx": Form(ending="xlsx"),
}
"""Every form by its name."""

PAGE = ("text", "plain", "json", "markdown", "csv")
"""What every answer that is a page can be given in."""
FINDINGS = (*PAGE, "github", "sarif")
"""And one that names faults with their places."""
PAPER = ("docx", "markdown", "html")
SHEET = ("xlsx", "csv", "json")


def metavar(offered: Sequence[str]) -> str:
    """The forms as the help shows them."""
    return "|".join(offered)


def chosen(offered: Sequence[str], typed: str, file: str = "", flag: str = "--format") -> str:
    """The form that is meant: as typed, else as the file ends, else the first of those offered. Raises NotAKnownWord."""
    said = typed.strip().lower()
    ending = PurePath(file).suffix.lower().removeprefix(".")
    if not said and not ending:
        return offered[0]
    for name in offered:
        if (said and said in (name, FORMS[name].also)) or (not said and ending in (name, FORMS[name].also, FORMS[name].ending)):
            return name
    raise NotAKnownWord(flag, typed or file, offered)
