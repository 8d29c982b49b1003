"""An official document before its layout: what each paragraph is, never how it looks. Layouts are made of it: docx, markdown, html."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class ParagraphRole(Enum):
    """What a paragraph is."""

    TITLE = "标题"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    LEVEL1 = "一、"
    LEVEL2 = "（一）"
    LEVEL3 = "1."
    LEVEL4 = "（1）"
    NOTE = "附注"
    """A remark of the tool, such as how things stand in a draft."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph. `missing`: the record lacks it, and the draft says what is to be supplied."""

    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its number (`一、`, `（一）`) is part of its words."""

    role: ParagraphRole
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table; `share` is its part of the width against the others."""

    head: str
    share: int = 1
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows under heads; a head is repeated on every page."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | PaperTable


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: on pages of its own, which lie across where its table is wide."""

    name: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signs and the day, as written (2020年12月7日). `sealed` leaves room for a stamp and puts the name over the day."""

    name: str
    day: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `mark` stands at the head of every page of a draft (草稿) and is empty on what is issued."""

    title: str
    blocks: tuple[Block, ...]
    signature: Signature | None = None
    attachments: tuple[Annex, ...] = ()
    mark: str = ""

    def missing(self) -> Iterator[str]:
        """Everything that is to be supplied, in the order of the document."""
        for blocks in (self.blocks, *(attachment.blocks for attachment in self.attachments)):
            for block in blocks:
                if isinstance(block, Paragraph):
                    yield from (run.text for run in block.runs if run.missing)


def said(role: ParagraphRole, *words: str | Run) -> Paragraph:
    """A paragraph of these words."""
    return Paragraph(role, tuple(word if isinstance(word, Run) else Run(word) for word in words if word))


def missing(what: str) -> Run:
    """A gap of the draft."""
    return Run(f"〔待补充：{what}〕", missing=True)


def attached(number: int, of: int) -> str:
    """附件, with its number where there are several (GB/T 9704-2012, 7.3.6)."""
    return f"附件{number}" if of > 1 else "附件"
