"""What a template may name: the one table from which the manual's table, the linter's knowledge and the filled values come.

Every variable has an English and a Chinese name, and a template may use either, or both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_cli.domain.record.declaration import Told, fields_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Variable:
    """One name of a template. `of`: what is under it; `many`: it is a list, to be gone through with `for`."""

    name: str
    zh: str
    meaning: Text
    of: tuple[Variable, ...] = ()
    many: bool = False


COUNTS = (
    Variable("total", "总数", text("how many issues there are")),
    Variable("notices", "通知书数", text("how many notices")),
    Variable("registered", "已登记", text("how many are registered only")),
    Variable("in_progress", "正在整改", text("how many are in progress")),
    Variable("basically_done", "基本完成", text("how many are basically done")),
    Variable("done", "已完成", text("how many are done, the closed ones among them")),
    Variable("closed", "已销号", text("how many are closed")),
    Variable("open", "未完成", text("how many are not done")),
    Variable("overdue", "超期", text("how many are overdue")),
    Variable("answered", "已答复", text("how many have an answer")),
    Variable("carried", "转入", text("how many go on after the feedback")),
    Variable("done_rate", "完成率", text("the share that is done")),
    Variable("closed_rate", "销号率", text("the share that is closed")),
)
MEASURES = (
    Variable("number", "序号", text("its place, from 1")),
    Variable("text", "内容", text("what is to be done")),
    Variable("owner", "责任人", text("who does it")),
    Variable("due", "时限", text("by when")),
    Variable("done_on", "完成日期", text("the day on which it was done")),
)
EVIDENCE = (
    Variable("number", "序号", text("its place, from 1")),
    Variable("name", "名称", text("the file's name, or the document's number")),
    Variable("note", "说明", text("what it proves")),
    Variable("added_on", "日期", text("the day on which it was added")),
)
_ITEMS = (
    Variable("number", "序号", text("its place in the report, from 1")),
    Variable("id", "编号", text("its id, such as CG-D003")),
    Variable("title", "标题", text("the title of the issue")),
    Variable("text", "原文", text("the text of the issue, word for word as received")),
    Variable("notice", "通知书", text("the number of the notice")),
    Variable("found_on", "发现日期", text("the day on which it was found")),
    Variable("state", "状态", text("its state, in the round's words")),
    Variable("leader", "责任领导", text("the leader who answers for it")),
    Variable("department", "责任部门", text("the department that answers for it")),
    Variable("due", "时限", text("by when it is to be done")),
    Variable("progress", "整改情况", text("the last answer, as recorded")),
    Variable("reason", "未完成原因", text("why it is not done")),
    Variable("left", "后续措施", text("what is left to do")),
    Variable("measures", "整改措施", text("its measures"), MEASURES, many=True),
    Variable("evidence", "佐证材料", text("its evidence"), EVIDENCE, many=True),
)
_FURTHER = tuple(
    Variable(name, one.word.zh, text("its {field}, as recorded", field=one.word))
    for name, one in fields_of(Issue).items()
    if one.known.told is not Told.NOBODY and name not in {variable.name for variable in _ITEMS}
)
"""Fields that are declared as told, and need no other words than their own."""
ITEMS = (*_ITEMS, *_FURTHER)
BLOCKS = (
    Variable("role", "层次", text("what it is: 标题, 主送机关, 正文, 一、, （一）, 1., （1） or 附注")),
    Variable("text", "文字", text("its words")),
)
VARIABLES = (
    Variable("title", "标题", text("the title of the report")),
    Variable("addressee", "主送机关", text("to whom it goes, without the colon")),
    Variable("unit", "单位", text("the unit that reports")),
    Variable("team", "巡察组", text("the team")),
    Variable("round", "轮次", text("the title of the round")),
    Variable("as_of", "截至日期", text("the day as of which the report speaks")),
    Variable("day", "成文日期", text("the day under the signature")),
    Variable("signature", "署名", text("who signs")),
    Variable("mark", "草稿标记", text("草稿, or nothing on what is issued")),
    Variable("counts", "统计", text("how many of what"), COUNTS),
    Variable("items", "问题", text("the issues, in the order of the report"), ITEMS, many=True),
    Variable("missing", "待补充", text("what is to be supplied, one sentence each"), many=True),
    Variable("blocks", "正文", text("the paragraphs of the built-in report"), BLOCKS, many=True),
)


def complete(values: Mapping[str, object], known: Sequence[Variable] = VARIABLES) -> dict[str, object]:
    """`values` by both names of each variable. What is absent is empty: no text, no list, nothing under it."""
    found: dict[str, object] = {}
    for variable in known:
        found[variable.name] = found[variable.zh] = _shaped(variable, values.get(variable.name))
    return found


def _shaped(variable: Variable, value: object) -> object:
    if variable.many:
        entries = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return [_one(variable, entry) for entry in entries]
    return _one(variable, value)


def _one(variable: Variable, value: object) -> object:
    if variable.of:
        return complete(value if isinstance(value, Mapping) else {}, variable.of)
    return value if isinstance(value, bool | int) else "" if value is None else str(value)


def named(known: Sequence[Variable] = VARIABLES, under: tuple[str, str] = ("", "")) -> Iterator[tuple[str, str, Text]]:
    """Every variable as a reader looks it up: its English and its Chinese path (`items[].title`, `问题[].标题`), and what it means."""
    for variable in known:
        many = "[]" if variable.many else ""
        english, chinese = f"{under[0]}{variable.name}{many}", f"{under[1]}{variable.zh}{many}"
        yield english, chinese, variable.meaning
        yield from named(variable.of, (f"{english}.", f"{chinese}."))


def sample(known: Sequence[Variable] = VARIABLES) -> dict[str, object]:
    """Made-up values, two of every list, with which a template is tried."""

    def made(variable: Variable) -> object:
        one: object = sample(variable.of) if variable.of else f"〔{variable.zh}〕"
        return [one, one] if variable.many else one

    return {variable.name: made(variable) for variable in known}
