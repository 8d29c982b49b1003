"""All rules, one file each; a new file in this folder is a new rule, nothing else needs to know."""

from __future__ import annotations

from functools import cache

from inspect_cli.domain.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    return family("")


@cache
def family(letters: str) -> dict[str, Rule]:
    """The rules whose code starts with these letters; nobody who needs one family loads the others."""
    from importlib import import_module  # whoever asks one rule loads that one
    from pkgutil import iter_modules

    modules = sorted(found.name for found in iter_modules(__path__) if found.name.startswith(letters.lower()))
    rules = [import_module(f"{__name__}.{name}").RULE for name in modules]
    return {rule.code: rule for rule in rules}
