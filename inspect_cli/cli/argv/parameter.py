"""How options and arguments are declared: names, help, what the shell offers. Both readers of a command line are made from these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspect_cli.domain.words import Word

Offers = Callable[..., Any]
"""What completion offers: takes the context and what was typed so far."""


class Option:
    """An option by its names (`--note`, `-m`); `metavar` stands for its value in the help; one of a field may say what the field is called.

    `remembered`: an answer with it depends on the records as they lie there, the day and the words alone, and may be given again
    while these are the same; without the word it is worked out afresh. `early`: it may stand before the verb.
    """

    def __init__(
        self,
        *names: str,
        help: str | Word,
        metavar: str | None = None,
        offers: Offers | None = None,
        remembered: bool = False,
        early: bool = False,
    ) -> None:
        self.names = names
        self.help = help
        self.metavar = metavar
        self.offers = offers
        self.remembered = remembered
        self.early = early


class Argument:
    """A word that stands for itself."""

    def __init__(self, *, metavar: str, help: str, offers: Offers | None = None) -> None:
        self.help = help
        self.metavar = metavar
        self.offers = offers
