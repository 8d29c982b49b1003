"""What a template may do: show values, go through lists, and choose. It calls nothing, reads no file, and ends.

Jinja's own sandbox is the second wall; the first is the list of what may be said at all, read off the syntax tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from inspect_cli.domain.text import Text, text
from inspect_cli.gbt9704.wordml import tidy

MOST_STEPS = 100_000
"""How many times the loops of one filling may turn, all together."""
MOST_OUTPUT = 32_000_000
"""How many characters one part may become."""
MOST_LOOPS = 4
"""How deep loops may stand in each other: round, unit, issue, measure."""
MOST_JOINED = 1_000_000

SPEECH: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Slice),
    *(nodes.Const, nodes.List, nodes.Tuple, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat),
    *(nodes.Filter, nodes.Test),
)
"""All that may be said."""
OF_A_LOOP = {"index", "index0", "revindex", "revindex0", "first", "last", "length"}
"""What `loop` tells."""
_COUNTED = "counted by the sandbox"
"""A filter that no template can name."""


class Objected(TemplateRuntimeError):
    """What the template says or does is not taken; `objection` says why."""

    def __init__(self, objection: Text) -> None:
        super().__init__(objection.english)
        self.objection = objection


class TooMuch(Objected):
    """A filling that would not end, or not fit."""


def _joined(value: Any, by: object = "") -> str:
    joined = str(by).join(str(one) for one in value)
    if len(joined) > MOST_JOINED:
        raise TooMuch(text("join makes more than {most} {most:character|characters}", most=MOST_JOINED))
    return joined


def _default(value: object, other: object = "", *_: object) -> object:
    return value or other


FILTERS: Final = {
    "join": _joined,
    "length": len,
    "count": len,
    "first": lambda value: value[0] if value else "",
    "last": lambda value: value[-1] if value else "",
    "default": _default,
    "d": _default,
    "trim": lambda value: str(value).strip(),
}
TESTS: Final = {
    "defined": lambda value: not isinstance(value, StrictUndefined),
    "undefined": lambda value: isinstance(value, StrictUndefined),
    "none": lambda value: value is None,
    "odd": lambda value: value % 2 == 1,
    "even": lambda value: value % 2 == 0,
}


class _Bounded(Template):
    """A template whose output is counted while it is made."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        pieces: list[str] = []
        size = 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > MOST_OUTPUT:
                raise TooMuch(text("it makes more than {most} {most:character|characters}", most=MOST_OUTPUT))
            pieces.append(piece)
        return "".join(pieces)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one filling; it counts the turns of all loops."""

    template_class = _Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=shown)
        self.globals = {}
        self.filters = {**FILTERS, _COUNTED: self._counted}
        self.tests = dict(TESTS)
        self.steps = 0

    def from_string(self, source: str | nodes.Template, *args: Any, **kwargs: Any) -> Template:
        """The template of a source in which nothing is said but `SPEECH`; else TemplateRuntimeError."""
        tree = self.parse(source) if isinstance(source, str) else source
        for objection in objections(tree):
            raise Objected(objection)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        for choice in tree.find_all(nodes.CondExpr):
            choice.expr2 = choice.expr2 or nodes.Const("", lineno=choice.lineno)
        tree.set_environment(self)
        return super().from_string(tree, *args, **kwargs)

    def _counted(self, value: Any) -> list[object]:
        entries = list(value)
        self.steps += len(entries)
        if self.steps > MOST_STEPS:
            raise TooMuch(text("its loops turn more than {most} {most:time|times}", most=MOST_STEPS))
        return entries

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands under this name in the values, or what a loop tells; never an attribute of Python's."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in OF_A_LOOP:
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry by its name or its place."""
        if isinstance(obj, Mapping) or isinstance(argument, str):
            return self.getattr(obj, str(argument))
        try:
            return obj[argument] if isinstance(obj, str | list | tuple) else self.undefined(obj=obj, name=argument)
        except (IndexError, TypeError):
            return self.undefined(obj=obj, name=argument)


def shown(value: object) -> object:
    """A value as it goes into the document: tidied, escaped, and safe from docxtpl, to which `{_{` means two braces."""
    if isinstance(value, StrictUndefined):
        return value
    if not isinstance(value, str | int | float):
        raise TemplateRuntimeError("a list or a group of values stands where a text should")
    return Markup(str(escape(tidy(str(value)))).replace("_", "&#95;"))


def objections(tree: nodes.Node) -> Iterator[Text]:
    """Everything in this tree that a template may not say."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends):
            yield text("a template reads no other file")
        elif isinstance(node, nodes.Call):
            yield text("a template calls nothing")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield text("{name} is the inside of a value, and closed", name=node.attr)
        elif isinstance(node, nodes.Const) and isinstance(node.value, str) and node.value.startswith("__"):
            yield text("{name} is the inside of a value, and closed", name=node.value)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield text("there is no filter {name}; there are: {names}", name=node.name, names=sorted(FILTERS))
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield text("there is no test {name}; there are: {names}", name=node.name, names=sorted(TESTS))
        elif isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
            yield text("a loop goes through one list, with one name")
        elif isinstance(node, nodes.BinExpr | nodes.UnaryExpr) and not isinstance(node, SPEECH):
            yield text("a template does not reckon")
        elif not isinstance(node, SPEECH):
            yield text("a template may show values, go through lists (for) and choose (if), and nothing else")
