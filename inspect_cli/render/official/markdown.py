"""An official document as Markdown. Users' text is escaped: it never becomes a link, a tag or a column."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.gbt9704.paper import Block, Paper, PaperTable, ParagraphRole, Run, attached
from inspect_cli.render.language import harmless
from inspect_cli.render.markdown import escaped

_HEADS = {
    ParagraphRole.TITLE: "# ",
    ParagraphRole.LEVEL1: "## ",
    ParagraphRole.LEVEL2: "### ",
    ParagraphRole.LEVEL3: "#### ",
    ParagraphRole.LEVEL4: "##### ",
}


def markdown(paper: Paper) -> str:
    """The document as text; blocks are parted by an empty line."""
    return "\n\n".join(_parts(paper)) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    if paper.mark:
        yield f"**{_shown(paper.mark)}**"
    yield f"# {_shown(paper.title)}"
    yield from map(_block, paper.blocks)
    if paper.attachments:
        yield "\n".join(["附件：", *(f"{number}\\. {_shown(one.name)}" for number, one in enumerate(paper.attachments, 1))])
    if paper.signature:
        yield f"{_shown(paper.signature.name)}  \n{_shown(paper.signature.day)}"
    for number, one in enumerate(paper.attachments, 1):
        yield f"## {attached(number, len(paper.attachments))}　{_shown(one.name)}"
        yield from map(_block, one.blocks)


def _block(block: Block) -> str:
    if isinstance(block, PaperTable):
        rows = [[column.head for column in block.columns], *block.rows]
        lines = ["| " + " | ".join(_shown(cell).replace("  \n", "<br>") for cell in row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(block.columns), *lines[1:]])
    return _HEADS.get(block.role, "") + "".join(_run(run, at == 0) for at, run in enumerate(block.runs))


def _run(run: Run, begins: bool) -> str:
    """Some words; a digit means a list only where a line begins."""
    words = _shown(run.text) if begins else _shown(f"，{run.text}")[1:]
    return f"**{words}**" if run.missing else words


def _shown(words: str) -> str:
    """Letter by letter, with its line breaks."""
    return "  \n".join(escaped(line) for line in harmless(words, keep_lines=True).split("\n"))
