"""The order of a command's words: options that hold for the whole program may stand before the verb, and mean there what they mean
after it. Nothing typed is nothing but the front door. Loads nothing: it is asked before everything else."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

GLOBALS = {"--root": True, "--lang": True, "--today": True, "--json": False, "--plain": False, "--no-input": False}
"""The options that may stand before the verb, and whether a value follows them; as they are declared, which a test holds."""
GROUPS = ("measure", "evidence", "report", "ledger")
"""The commands that have commands of their own; as they are declared, which a test holds."""
HOME = "home"
"""What is asked where no verb is named."""


def ordered(words: Sequence[str]) -> list[str]:
    """The words with the verb in front. What stands after it comes later, and so prevails."""
    early, rest = _leading(words)
    if not rest:
        return [HOME, *early]
    if rest[0].startswith("-"):
        return _without_globals(rest)  # --help, --version, or an option that is none
    if rest[0] not in GROUPS:
        return [rest[0], *early, *rest[1:]]
    more, inner = _leading(rest[1:])
    if not inner or inner[0].startswith("-"):
        return [rest[0], *_without_globals(inner)]
    return [rest[0], inner[0], *early, *more, *inner[1:]]


def _leading(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The global options at the beginning with their values, and the rest."""
    at = 0
    while at < len(words):
        name, equals, _ = words[at].partition("=")
        if name not in GLOBALS or (equals and not GLOBALS[name]):
            break
        at += 2 if GLOBALS[name] and not equals else 1
    rest = list(words[at:])
    # a verb may stand behind `--` too, and is a verb with all its options; what looks like an option there is none
    return list(words[:at]), rest[1:] if rest[:1] == ["--"] and not "".join(rest[1:2]).startswith("-") else rest


def _without_globals(words: Sequence[str]) -> list[str]:
    """Where no verb is named, there is nothing that they could hold for; the language and the form were read before."""
    kept: list[str] = []
    while words:
        if words[0] == "--":
            return [*kept, *words]
        _, words = _leading(words)
        kept += words[:1]
        words = words[1:]
    return kept
