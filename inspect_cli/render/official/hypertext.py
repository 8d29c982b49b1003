"""An official document as one HTML page that loads nothing and runs nothing; it prints on A4 like the Word file."""

from __future__ import annotations

import html as markup
from collections.abc import Iterator

from inspect_cli.gbt9704.paper import Annex, Block, Paper, PaperTable, ParagraphRole, attached
from inspect_cli.render.language import harmless

_TAGS = {ParagraphRole.LEVEL1: "h2", ParagraphRole.LEVEL2: "h3", ParagraphRole.LEVEL3: "h4", ParagraphRole.LEVEL4: "h5"}
_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm }}
@page wide {{ size: A4 landscape; margin: 28mm 35mm 26mm 37mm }}
body {{ font: 16pt/28.95pt FangSong_GB2312, FangSong, "仿宋", serif; max-width: 156mm; margin: 0 auto; overflow-wrap: anywhere }}
h1 {{ font: 22pt/35pt "方正小标宋简体", "Noto Serif CJK SC", serif; text-align: center }}
h2 {{ font: 16pt/28.95pt SimHei, "黑体", sans-serif }}
h3 {{ font: 16pt/28.95pt KaiTi_GB2312, KaiTi, "楷体", serif }}
h4, h5 {{ font: inherit }}
h2, h3, h4, h5, p {{ margin: 0; text-indent: 2em; white-space: pre-line }}
p.addressee, p.mark {{ text-indent: 0 }}
p.mark {{ font-family: SimHei, "黑体", sans-serif; color: #a00 }}
p.signature {{ text-align: right; padding-right: 4em; text-indent: 0 }}
mark {{ background: #ff0 }}
section {{ break-before: page }}
section.wide {{ page: wide }}
table {{ border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 1.4 }}
th, td {{ border: 1px solid; padding: 2pt 4pt; vertical-align: top; white-space: pre-line }}
thead {{ display: table-header-group }}
tr {{ break-inside: avoid }}
td.centred {{ text-align: center }}
</style>
</head>
<body>
"""


def html(paper: Paper) -> str:
    """The page."""
    return "\n".join([_HEAD.format(title=_shown(paper.title)).rstrip("\n"), *_parts(paper), "</body>", "</html>", ""])


def _parts(paper: Paper) -> Iterator[str]:
    if paper.mark:
        yield f'<p class="mark">{_shown(paper.mark)}</p>'
    yield f"<h1>{_shown(paper.title)}</h1>"
    yield from map(_block, paper.blocks)
    if paper.attachments:
        yield "<p>附件：" + "\n".join(f"{number}.{_shown(one.name)}" for number, one in enumerate(paper.attachments, 1)) + "</p>"
    if paper.signature:
        yield f'<p class="signature">{_shown(paper.signature.name)}\n{_shown(paper.signature.day)}</p>'
    for number, one in enumerate(paper.attachments, 1):
        yield from _attachment(attached(number, len(paper.attachments)), one)


def _attachment(number: str, one: Annex) -> Iterator[str]:
    yield '<section class="wide">' if one.landscape else "<section>"
    yield f"<h2>{number}</h2>"
    yield f"<h1>{_shown(one.name)}</h1>"
    yield from map(_block, one.blocks)
    yield "</section>"


def _block(block: Block) -> str:
    if isinstance(block, PaperTable):
        heads = "".join(f"<th>{_shown(column.head)}</th>" for column in block.columns)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(_row(block, row) for row in block.rows)}</tbody></table>"
    said = "".join(f"<mark>{_shown(run.text)}</mark>" if run.missing else _shown(run.text) for run in block.runs)
    if block.role in _TAGS:
        return f"<{_TAGS[block.role]}>{said}</{_TAGS[block.role]}>"
    return f'<p class="addressee">{said}</p>' if block.role is ParagraphRole.ADDRESSEE else f"<p>{said}</p>"


def _row(table: PaperTable, row: tuple[str, ...]) -> str:
    cells = zip(table.columns, row, strict=True)
    return (
        "<tr>"
        + "".join(f'<td class="centred">{_shown(cell)}</td>' if column.centred else f"<td>{_shown(cell)}</td>" for column, cell in cells)
        + "</tr>"
    )


def _shown(words: str) -> str:
    return markup.escape(harmless(words, keep_lines=True))
