"""What is wrong with the words of a template: each tag is read by itself, with what it may name, so that its paragraph is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes

from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.render.template.flaw import TemplateFlaw
from inspect_cli.render.template.misspelt import misspelt
from inspect_cli.render.template.sandbox import MOST_LOOPS, OF_A_LOOP, Sandbox, objections
from inspect_cli.render.template.tags import Tag, beside, stray, tags, wide
from inspect_cli.render.template.variables import Variable

Scope = Mapping[str, Variable | None]
"""What a name stands for; None: something of which nothing more is known."""

Complaint = tuple[Text, Text]
"""What is wrong, and how to mend it (or NOTHING)."""

LOOP = Variable("loop", "loop", NOTHING, tuple(Variable(name, name, NOTHING) for name in sorted(OF_A_LOOP)))
DOCXTPL = {"vm", "hm", "colspan", "cellbg"}
"""Statements of docxtpl's own, for the cells of tables."""


@dataclass(frozen=True, slots=True)
class TagParagraph:
    """A paragraph: its number in the part, its words, and what holds it (a cell or the body, a row, a table), as paths to compare."""

    number: int
    text: str
    holders: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Open:
    """A statement that is to be closed: the tag, its paragraph, and the scope outside of it."""

    tag: Tag
    paragraph: TagParagraph
    scope: Scope


class TemplatePart:
    """The paragraphs of one part of a template, read from the first to the last."""

    def __init__(self, name: Text, known: Sequence[Variable]) -> None:
        self.name = name
        self.scope: Scope = {called: variable for variable in known for called in (variable.name, variable.zh)}
        self.open: list[_Open] = []
        self.sandbox = Sandbox()

    def flaws(self, paragraphs: Sequence[TagParagraph]) -> Iterator[TemplateFlaw]:
        """Everything that is wrong with them."""
        for paragraph in paragraphs:
            for words, complaints in self._paragraph(paragraph):
                yield from (self._flaw(paragraph, words, *complaint) for complaint in complaints)
        for left in self.open:
            remedy = text("{end} belongs where it ends", end=_end(left.tag))
            yield self._flaw(left.paragraph, left.tag.words, text("it is opened and never closed"), remedy)

    def _flaw(self, paragraph: TagParagraph, words: str, reason: Text, remedy: Text) -> TemplateFlaw:
        return TemplateFlaw(part=self.name, paragraph=paragraph.number, words=words, reason=reason, remedy=remedy)

    def _paragraph(self, paragraph: TagParagraph) -> Iterator[tuple[str, Iterable[Complaint]]]:
        """What is wrong with it: the words that are meant, and the complaints of them."""
        if wide(paragraph.text):
            yield paragraph.text, [_FULL_WIDTH]
        for tag in tags(paragraph.text):
            if not tag.closed:
                yield tag.words, [(text("a tag is opened and not closed in this paragraph"), _WITHIN_ONE)]
                return
            yield tag.words, self._tag(paragraph, tag)
        if stray(paragraph.text):
            yield paragraph.text, [(text("a tag is closed that nothing opened"), _WITHIN_ONE)]

    def _tag(self, paragraph: TagParagraph, tag: Tag) -> Iterator[Complaint]:
        if tag.mark == "{#":
            return
        if tag.prefix in ("tr", "tc") and tag.prefix not in paragraph.holders:
            yield text("{prefix} stands for a part of a table, and this is in none", prefix=tag.prefix), NOTHING
        if tag.prefix == "p" and beside(paragraph.text):
            yield text("its whole paragraph goes, and the words beside it too"), text("give it a paragraph of its own")
        if tag.mark == "{{":
            if tag.prefix:
                yield text("a value has no prefix"), text("write {tag}", tag=f"{{{{ {tag.inner} }}}}")
            yield from self._read(f"{{{{ {tag.inner} }}}}")
        else:
            yield from self._statement(paragraph, tag)

    def _statement(self, paragraph: TagParagraph, tag: Tag) -> Iterator[Complaint]:
        if tag.verb == "for":
            yield from self._for(paragraph, tag)
        elif tag.verb == "if":
            yield from self._read(f"{{% {tag.inner} %}}{{% endif %}}")
            self.open.append(_Open(tag, paragraph, self.scope))
        elif tag.verb in ("elif", "else", "endif", "endfor"):
            yield from self._closing(paragraph, tag)
        elif tag.verb in DOCXTPL:
            _, _, value = tag.inner.partition(" ")
            if value:
                yield from self._read(f"{{{{ {value} }}}}")
        else:
            yield _NO_FILE if tag.verb in ("include", "import", "from", "extends") else _NOTHING_ELSE, NOTHING

    def _for(self, paragraph: TagParagraph, tag: Tag) -> Iterator[Complaint]:
        outside = self.scope
        source = f"{{% {tag.inner} %}}{{% endfor %}}"
        self.open.append(_Open(tag, paragraph, outside))
        if sum(one.tag.verb == "for" for one in self.open) > MOST_LOOPS:
            yield text("more than {most} loops stand in each other", most=MOST_LOOPS), NOTHING
        tree = self._tree(source)
        loop = next(tree.find_all(nodes.For), None) if isinstance(tree, nodes.Template) else None
        if loop is None or not isinstance(loop.target, nodes.Name):
            yield from self._read(source)
            return
        listed = _stands_for(loop.iter, outside)
        if listed is not None and not listed.many:
            yield text("{name} is no list", name=listed.name), NOTHING
        each = Variable(listed.name, listed.zh, listed.meaning, listed.of) if listed else None
        self.scope = {**outside, loop.target.name: each, "loop": LOOP}
        if loop.test is not None:
            yield from _unknown(loop.test, self.scope)
        yield from _unknown(loop.iter, outside)
        yield from ((reason, NOTHING) for reason in objections(loop))

    def _closing(self, paragraph: TagParagraph, tag: Tag) -> Iterator[Complaint]:
        wanted = {"endif": "if", "elif": "if", "endfor": "for"}.get(tag.verb)
        if not self.open or wanted not in (None, self.open[-1].tag.verb):
            yield text("it belongs to nothing that is open here"), NOTHING
            return
        opened = self.open[-1]
        if not _together(opened, paragraph, tag):
            place = {"opened": opened.tag.words, "number": opened.paragraph.number}
            reason = text("it does not close where {opened} opened it (paragraph {number})", **place)
            yield reason, text("the same prefix (p, tr, tc), in the same cell, row or table")
        if tag.verb == "elif":
            yield from self._read(f"{{% {tag.inner[2:]} %}}{{% endif %}}")
        elif tag.verb.startswith("end"):
            self.scope = self.open.pop().scope

    def _tree(self, source: str) -> nodes.Template | TemplateSyntaxError:
        try:
            return self.sandbox.parse(source)
        except TemplateSyntaxError as error:
            return error

    def _read(self, source: str) -> Iterator[Complaint]:
        """What is wrong with one tag by itself: how it is written, what it does, what it names."""
        tree = self._tree(source)
        if isinstance(tree, TemplateSyntaxError):
            yield text("it cannot be read: {error}", error=misspelt(tree.message or "")), NOTHING
            return
        refused = [(reason, NOTHING) for reason in objections(tree)]
        yield from refused or _unknown(tree, self.scope)


def _unknown(tree: nodes.Node, scope: Scope) -> Iterator[Complaint]:
    """What is named and is not there."""
    for name in (*((tree,) if isinstance(tree, nodes.Name) else ()), *tree.find_all(nodes.Name)):
        if name.name not in scope:
            yield text("there is no variable {name}", name=name.name), text("there are: {names}", names=list(scope))
    for step in (*((tree,) if isinstance(tree, nodes.Getattr) else ()), *tree.find_all(nodes.Getattr)):
        holder = _stands_for(step.node, scope)
        if holder is not None and _under(holder, step.attr) is None:
            yield text("{holder} has no {name}", holder=holder.name, name=step.attr), _under_it_are(holder)


_NO_FILE = text("a template reads no other file")
_NOTHING_ELSE = text("a template may show values, go through lists (for) and choose (if), and nothing else")
_WITHIN_ONE = text("keep a tag within one paragraph")
_FULL_WIDTH = (
    text("full-width braces open nothing"),
    text("type {open} and {close} with the English keyboard", open="{{", close="}}"),
)


def _under_it_are(holder: Variable) -> Text:
    if holder.many:
        return text("go through it: {loop}", loop=f"{{%p for x in {holder.name} %}}")
    names = [name for one in holder.of for name in dict.fromkeys((one.name, one.zh))]
    return text("there are: {names}", names=names) if names else NOTHING


def _end(tag: Tag) -> str:
    return f"{{%{tag.prefix}{' '}end{tag.verb} %}}"


def _together(opened: _Open, paragraph: TagParagraph, tag: Tag) -> bool:
    """Whether what was opened closes in the same place of the page, so that the document stays whole."""
    if opened.tag.prefix != tag.prefix:
        return False
    if not tag.prefix and opened.paragraph.number == paragraph.number:
        return True
    return opened.paragraph.holders.get(tag.prefix or "p") == paragraph.holders.get(tag.prefix or "p")


def _under(holder: Variable, name: str) -> Variable | None:
    return None if holder.many else next((one for one in holder.of if name in (one.name, one.zh)), None)


def _stands_for(node: nodes.Node, scope: Scope) -> Variable | None:
    """The variable that an expression leads to, where that can be told."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        holder = _stands_for(node.node, scope)
        return _under(holder, node.attr) if holder else None
    if isinstance(node, nodes.Getitem):
        holder = _stands_for(node.node, scope)
        if holder and isinstance(node.arg, nodes.Slice):
            return holder
        if holder and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return _under(holder, node.arg.value)
        return Variable(holder.name, holder.zh, holder.meaning, holder.of) if holder and holder.many else None
    if isinstance(node, nodes.Filter) and node.name in ("default", "d") and node.node is not None:
        return _stands_for(node.node, scope)
    return None
