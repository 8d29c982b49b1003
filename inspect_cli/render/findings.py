"""Findings as text with the line shown, and in the formats of GitHub annotations and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as RichText

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level
from inspect_cli.render.language import Language, escaped_in_json, harmless, say
from inspect_cli.render.width import columns, wrapped

Titles = Mapping[str, Text]
"""The title of each rule by its code."""

_STYLE = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.INFO: "cyan"}
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_SARIF = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def show(found: Sequence[Finding], language: Language, console: Console) -> None:
    """Each finding: place, level and rule; the line with the spot marked; what is wrong; how to mend it."""
    for finding in found:
        head = RichText(f"{harmless(finding.file)}:{finding.line}:{finding.column}  ")
        head.append(say(finding.level, language), _STYLE[finding.level])
        head.append(f"  {finding.rule}", "bold")
        message = harmless(say(finding.message, language))
        if columns(head.plain) + 2 + columns(message) <= console.width:
            console.print(head.append(f"  {message}", "not bold"), soft_wrap=True)
        else:
            console.print(head, soft_wrap=True)
            _show_lines("   ", message, console)
        if finding.source.strip():
            _show_source(finding, console)
        if finding.fix.english:
            _show_lines(f"   {say(text('how: '), language)}", harmless(say(finding.fix, language)), console, "cyan")
        console.print(RichText(f"   inspect explain {finding.rule}", style="dim"))


def _show_lines(margin: str, words: str, console: Console, style: str = "") -> None:
    """The words in lines that fit, none broken inside a date, a name or a command; the first after the margin, the others under it."""
    room = max(20, console.width - columns(margin))
    for at, line in enumerate(wrapped(words, room)):
        console.print(RichText((margin if at == 0 else " " * columns(margin)) + line, style=style), soft_wrap=True)


def _show_source(finding: Finding, console: Console) -> None:
    """The line and a row of carets under the spot; wide characters take two."""
    margin = f"{finding.line:>6} │ "
    room = max(20, console.width - len(margin))
    before = cell_len(harmless(finding.source[: finding.column - 1]))
    spot = max(1, cell_len(harmless(finding.source[finding.column - 1 : finding.column - 1 + finding.length])))
    line = RichText(harmless(finding.source))
    line.truncate(room, overflow="ellipsis")
    console.print(RichText(margin, style="dim").append(line))
    if before + spot < room:
        console.print(RichText(" " * 6 + " │ ", style="dim").append(" " * before).append("^" * spot, _STYLE[finding.level]))


def plain(found: Sequence[Finding], language: Language) -> str:
    """One finding a line."""
    return "".join(plain_line(one, language) + "\n" for one in found)


def plain_line(one: Finding, language: Language) -> str:
    """Place, level, rule, message, remedy, parted by tabs."""
    place = f"{one.file}:{one.line}:{one.column}"
    return "\t".join(harmless(part) for part in (place, *said(one, language)))


def said(one: Finding, language: Language) -> tuple[str, str, str, str]:
    """Level, rule, message and remedy as a reader sees them."""
    return say(one.level, language), one.rule, say(one.message, language), say(one.fix, language)


def github(found: Sequence[Finding], language: Language) -> str:
    """Workflow commands that GitHub turns into annotations on the lines."""
    return "".join(
        f"::{_GITHUB[f.level]} file={_property(f.file)},line={f.line},col={f.column},title={f.rule}::{_message(say(f.message, language))}\n"
        for f in found
    )


def _message(string: str) -> str:
    return harmless(string, keep_lines=True).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(string: str) -> str:
    return _message(string).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Finding], titles: Titles, language: Language, version: str) -> str:
    """A SARIF 2.1.0 log with one run; a place is a URI, in which a name may not stand as it is."""
    import json
    from urllib.parse import quote

    codes = sorted({f.rule for f in found})
    rules = [{"id": code, "shortDescription": {"text": say(titles.get(code, Text(code)), language)}} for code in codes]
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": codes.index(f.rule),
            "level": _SARIF[f.level],
            "message": {"text": say(f.message, language)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(f.file), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": f.line, "startColumn": f.column, "endColumn": f.column + f.length},
                    }
                }
            ],
        }
        for f in found
    ]
    driver = {"name": "inspect", "version": version, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return escaped_in_json(json.dumps(log, ensure_ascii=False, indent=2))
