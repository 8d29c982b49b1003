"""How options and arguments are declared: names, help, what the shell offers. Both readers of a command line are made from these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Offers = Callable[..., Any]
"""What completion offers: takes the context and what was typed so far."""


class Option:
    """An option by its names (`--note`, `-m`); `metavar` stands for its value in the help."""

    def __init__(self, *names: str, help: str, metavar: str | None = None, offers: Offers | None = None) -> None:
        self.names = names
        self.help = help
        self.metavar = metavar
        self.offers = offers


class Argument:
    """A word that stands for itself."""

    def __init__(self, *, metavar: str, help: str, offers: Offers | None = None) -> None:
        self.help = help
        self.metavar = metavar
        self.offers = offers
