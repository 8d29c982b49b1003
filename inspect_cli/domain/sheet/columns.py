"""The table of columns: export, import, drop-downs, JSON keys and the table in the README are all made from it.

A column has one key, one Chinese head, the other heads that offices write for the same thing, how its cells are read, and
which verb a change in it becomes. Sheets are always Chinese; they are what outside offices send and get.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspect_cli.domain.words import Channel, Did, Discipline, MeasureKind, Nature, Power, Severity, State


class CellKind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"
    WORD = "word"
    FLAG = "flag"
    STEPS = "steps"


class ColumnUse(StrEnum):
    """What a cell is for."""

    NAMES = "names"
    """It says which record the row is about."""
    FIXED = "fixed"
    """It stands when the issue is registered, and never changes."""
    CHANGES = "changes"
    """A change in it becomes one of the verbs of the column."""
    GOES_WITH = "goes_with"
    """It brings what a change of the row needs: a reason, who approved. Empty in an export."""
    SHOWN = "shown"
    """It is worked out from the record and never taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `width` is in half-width characters. `hidden` ones carry what an import needs and nobody edits."""

    key: str
    head: str
    also: tuple[str, ...] = ()
    kind: CellKind = CellKind.TEXT
    words: type[StrEnum] | None = None
    use: ColumnUse = ColumnUse.SHOWN
    becomes: tuple[Did, ...] = ()
    width: int = 12
    hidden: bool = False


def _named(key: str, head: str, *also: str, width: int = 12, hidden: bool = False) -> Column:
    return Column(key=key, head=head, also=also, use=ColumnUse.NAMES, width=width, hidden=hidden)


def _shown(key: str, head: str, *also: str, kind: CellKind = CellKind.TEXT, width: int = 12, hidden: bool = False) -> Column:
    return Column(key=key, head=head, also=also, kind=kind, width=width, hidden=hidden)


def _fixed(key: str, head: str, *also: str, words: type[StrEnum] | None = None, width: int = 12) -> Column:
    kind = CellKind.WORD if words else CellKind.TEXT
    return Column(key=key, head=head, also=also, kind=kind, words=words, use=ColumnUse.FIXED, becomes=(Did.REGISTER,), width=width)


def _changes(
    key: str,
    head: str,
    *also: str,
    to: tuple[Did, ...],
    kind: CellKind = CellKind.TEXT,
    words: type[StrEnum] | None = None,
    width: int = 12,
) -> Column:
    kind = CellKind.WORD if words else kind
    return Column(key=key, head=head, also=also, kind=kind, words=words, use=ColumnUse.CHANGES, becomes=to, width=width)


def _with(key: str, head: str, *also: str, kind: CellKind = CellKind.TEXT, width: int = 16) -> Column:
    return Column(key=key, head=head, also=also, kind=kind, use=ColumnUse.GOES_WITH, width=width)


_EDIT = (Did.REGISTER, Did.EDIT)
_CLASS = (Did.REGISTER, Did.RECLASSIFY)
_OWNER = (Did.REGISTER, Did.START, Did.HAND_OVER)
_STATE = (Did.START, Did.NEARLY, Did.FINISH, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.VOID)
_PART = (Did.MEASURE, Did.EDIT)

COLUMNS: tuple[Column, ...] = (
    _shown("seq", "序号", "序", "项号", "No", "NO.", "序列号", kind=CellKind.COUNT, width=6),
    _named("id", "编号", "问题编号", "问题代码", "问题编码", "台账编号", "问题序号"),
    _fixed("unit", "被巡察单位", "被巡察党组织", "被巡视单位", "被巡察单位名称", "单位名称", "单位", "整改单位", "被检查单位", width=20),
    _fixed("channel", "整改方式", "整改类型", "整改类别", "问题来源", "来源", words=Channel),
    _changes("title", "问题标题", "问题名称", "标题", "问题概述", "问题摘要", "问题简述", to=_EDIT, width=28),
    _changes(
        "text",
        "问题原文",
        "具体表现",
        "具体问题",
        "问题内容",
        "具体内容",
        "问题具体表现",
        "问题描述",
        "问题表述",
        "主要表现",
        "问题表现",
        "反馈问题",
        "反馈问题原文",
        "反馈问题（原汁原味）",
        "反馈的问题",
        "反馈意见",
        "巡察反馈问题",
        "巡察反馈意见",
        "移交问题",
        "检查发现问题",
        "发现问题",
        "发现的问题",
        "存在问题",
        "存在的问题",
        "主要问题",
        "存在的主要问题",
        "问题",
        to=_EDIT,
        width=48,
    ),
    _changes("aspect", "所属方面", "方面", "问题方面", "反馈方面", "问题类别", "类别", "问题分类", "问题类型", to=_CLASS, width=20),
    _changes("heading", "所属问题", "问题大类", "一级问题", "问题条目", to=_CLASS, width=20),
    _changes(
        "notice",
        "通知书编号",
        "交办函编号",
        "立行立改通知书",
        "立行立改通知书编号",
        "通知书文号",
        "交办文号",
        "移交文号",
        to=_EDIT,
        width=20,
    ),
    _changes(
        "found_on",
        "发现（移交）日期",
        "发现日期",
        "发现时间",
        "移交日期",
        "移交时间",
        "交办日期",
        "交办时间",
        "反馈日期",
        "反馈时间",
        "登记日期",
        to=_EDIT,
        kind=CellKind.DAY,
    ),
    _changes("severity", "严重程度", "问题等级", "风险等级", "问题程度", to=_CLASS, words=Severity, width=10),
    _changes("nature", "问题性质", "性质", to=_CLASS, words=Nature),
    _changes("discipline", "违反纪律", "纪律类别", "六项纪律", "涉及纪律", to=_CLASS, words=Discipline),
    _changes("post", "关键岗位", "涉及岗位", to=_EDIT, width=14),
    _changes("power", "权力节点", to=_EDIT, words=Power, width=10),
    _changes(
        "leader",
        "责任领导",
        "责任领导及职务",
        "牵头领导",
        "分管领导",
        "包抓领导",
        "整改责任领导",
        "牵头责任人",
        "整改责任人",
        "责任人",
        "第一责任人",
        to=_OWNER,
        width=14,
    ),
    _changes(
        "department",
        "责任部门",
        "责任科室",
        "责任处室",
        "整改责任部门",
        "牵头部门",
        "牵头科室",
        "责任股室",
        "承办部门",
        "承办科室",
        "牵头单位",
        "责任单位",
        "整改责任单位",
        "承办单位",
        "责任部门（科室）",
        to=_OWNER,
        width=16,
    ),
    _changes("handler", "经办人", "具体责任人", "承办人", "具体经办人", "联系人", "直接责任人", to=_OWNER, width=12),
    _changes(
        "measures",
        "整改措施",
        "措施",
        "整改举措",
        "具体整改措施",
        "具体措施",
        "整改具体措施",
        "整改措施及要求",
        "拟采取的整改措施",
        to=(Did.REGISTER, Did.MEASURE),
        kind=CellKind.STEPS,
        width=44,
    ),
    _shown("original_due", "原定时限", "原截止日期", "原定完成时限", "原整改时限", kind=CellKind.DAY),
    _changes(
        "due",
        "完成时限",
        "整改时限",
        "整改期限",
        "完成期限",
        "时限",
        "时限要求",
        "整改完成时限",
        "整改完成时间",
        "计划完成时间",
        "计划完成日期",
        "拟完成时间",
        "办结时限",
        "截止日期",
        "截止时间",
        "完成时间",
        to=(Did.REGISTER, Did.START, Did.EXTEND),
        kind=CellKind.DAY,
    ),
    _shown("extensions", "延期情况", width=24),
    _shown("overdue", "是否超期", "超期情况", width=10),
    _shown("days", "剩余天数", "延期天数", "超期天数", kind=CellKind.COUNT, width=10),
    _changes(
        "progress",
        "整改情况",
        "整改进展",
        "进展",
        "整改进展情况",
        "进展情况",
        "目前进展",
        "整改完成情况",
        "完成情况",
        "完成情况说明",
        "整改落实情况",
        "落实情况",
        "整改结果",
        "整改进度",
        to=(Did.PROGRESS, Did.NEARLY, Did.FINISH),
        width=40,
    ),
    _changes(
        "state",
        "状态",
        "整改状态",
        "完成状态",
        "办理状态",
        "是否完成",
        "是否完成整改",
        "是否整改到位",
        "是否销号",
        "销号情况",
        "完成与否",
        to=_STATE,
        words=State,
        width=10,
    ),
    _shown("evidence", "佐证材料", "佐证资料", "印证材料", "支撑材料", width=30),
    _changes("rules_made", "建立制度数", "建立制度（项）", "新建制度数", to=(Did.EDIT,), kind=CellKind.COUNT, width=11),
    _changes(
        "money_recovered",
        "挽回资金（万元）",
        "挽回损失（万元）",
        "追缴金额（万元）",
        "挽回资金",
        to=(Did.EDIT,),
        kind=CellKind.MONEY,
        width=14,
    ),
    _shown("people", "处理人数", "追责问责情况", width=18),
    _changes("sustained", "长期坚持", "是否长期坚持", to=(Did.SUSTAIN,), kind=CellKind.FLAG, width=10),
    _changes("long_term_reason", "持续整改原因", "不能按期完成原因", to=(Did.LONG_TERM,), width=20),
    _changes("long_term_goal", "阶段目标", "阶段性目标", to=(Did.LONG_TERM,), width=20),
    _changes("review_on", "下次复查日期", "复查日期", to=(Did.LONG_TERM,), kind=CellKind.DAY),
    _shown("links", "关联问题", width=22),
    _shown("withheld", "不予公开", "不公开原因", width=20),
    _named("measure_id", "措施编号", "任务编号", "措施序号", width=10),
    _changes("measure_text", "措施内容", "任务内容", "具体任务", "工作任务", to=_PART, width=44),
    _changes("measure_kind", "措施类别", "措施类型", to=_PART, words=MeasureKind),
    _changes("measure_owner", "措施责任人", "任务责任人", to=_PART, width=16),
    _changes("measure_due", "措施时限", "任务时限", "措施完成时限", to=_PART, kind=CellKind.DAY),
    _changes("measure_done_on", "措施完成日期", "任务完成日期", "措施完成时间", to=(Did.MEASURE,), kind=CellKind.DAY, width=13),
    _changes("measure_document", "措施文号", "制度文号", "文号", to=_PART, width=20),
    _with("note", "备注", "说明", "备注说明", "填报说明", "审核意见", "销号意见", "移交说明", width=24),
    _with("delay_reason", "延期原因", "延期理由", "申请延期原因", width=20),
    _with("approved_by", "批准人", "审批人", "延期批准人", "审核人", width=14),
    _with("approved_on", "批准日期", "审批日期", "批准时间", kind=CellKind.DAY),
    _shown("counted", "计入统计", width=10, hidden=True),
    _shown("answered", "有无回音", width=10, hidden=True),
    _named("uid", "唯一标识", "uid", width=12, hidden=True),
    _named("fingerprint", "记录指纹", width=12, hidden=True),
    _named("digest", "本行校验", width=12, hidden=True),
)
"""Every column there is, in the order in which a sheet has them."""

BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}

OF_MEASURES = frozenset(column.key for column in COLUMNS if column.key.startswith("measure_"))
BELONGING = ("uid", "fingerprint", "digest")
"""What ties a row to its record: hidden, and written by an export alone."""

OTHER_WORDS: dict[type[StrEnum], dict[str, StrEnum]] = {
    State: {
        "未整改": State.REGISTERED,
        "未启动": State.REGISTERED,
        "未开始": State.REGISTERED,
        "待办": State.REGISTERED,
        "已登记": State.REGISTERED,
        "正在整改": State.IN_PROGRESS,
        "推进中": State.IN_PROGRESS,
        "正在推进": State.IN_PROGRESS,
        "进行中": State.IN_PROGRESS,
        "未完成": State.IN_PROGRESS,
        "否": State.IN_PROGRESS,
        "未销号": State.IN_PROGRESS,
        "基本整改到位": State.BASICALLY_DONE,
        "完成": State.DONE,
        "已整改": State.DONE,
        "完成整改": State.DONE,
        "已完成整改": State.DONE,
        "整改完成": State.DONE,
        "已整改完成": State.DONE,
        "已整改到位": State.DONE,
        "整改到位": State.DONE,
        "已办结": State.DONE,
        "办结": State.DONE,
        "是": State.DONE,
        "√": State.DONE,
        "销号": State.CLOSED,
        "已整改销号": State.CLOSED,
        "完成销号": State.CLOSED,
        "已作废": State.VOID,
    },
    Channel: {
        "巡察反馈": Channel.FEEDBACK,
        "反馈": Channel.FEEDBACK,
        "反馈问题": Channel.FEEDBACK,
        "边巡边改": Channel.DURING,
        "移交": Channel.DURING,
        "巡察移交": Channel.DURING,
        "自查": Channel.IMMEDIATE,
        "自查自纠": Channel.IMMEDIATE,
        "自查发现": Channel.IMMEDIATE,
    },
    Severity: {
        "重大": Severity.SERIOUS,
        "较重": Severity.SERIOUS,
        "高": Severity.SERIOUS,
        "中": Severity.MODERATE,
        "较轻": Severity.MINOR,
        "低": Severity.MINOR,
    },
    Nature: {"责任": Nature.RESPONSIBILITY, "腐败": Nature.CORRUPTION, "作风": Nature.CONDUCT},
}
"""What offices write for a value of a closed set, besides its own word."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the exported workbook: its name and its columns; `of_measures`: a row is a measure, else an issue."""

    name: str
    keys: tuple[str, ...]
    of_measures: bool = False


_WITH = ("note", "delay_reason", "approved_by", "approved_on")
LEDGER = Sheet(
    "整改台账",
    tuple(column.key for column in COLUMNS if column.key not in OF_MEASURES),
)
"""The sheet with everything; the totals are worked out from it, and a CSV is this sheet alone."""

_HEADS = ("seq", "id", "unit", "channel", "title")
SHEETS: tuple[Sheet, ...] = (
    LEDGER,
    Sheet(
        "问题清单",
        (*_HEADS, "text", "aspect", "heading", "notice", "found_on", "severity", "nature", "discipline", "post", "power", "state", "note",
         "approved_by", *BELONGING),
    ),
    Sheet(
        "任务清单",
        ("seq", "id", "unit", "title", "measure_id", "measure_text", "measure_kind", "measure_owner", "measure_due", "measure_done_on",
         "measure_document", "overdue", "note", *BELONGING),
        of_measures=True,
    ),
    Sheet(
        "责任清单",
        ("seq", "id", "unit", "title", "leader", "department", "handler", "due", "overdue", "days", "state", "note", *BELONGING),
    ),
    Sheet(
        "未销号清单",
        (*_HEADS, "leader", "department", "due", "overdue", "days", "progress", "state", *_WITH, *BELONGING),
    ),
    Sheet("已销号清单", (*_HEADS, "leader", "department", "due", "progress", "state", "sustained", "note", *BELONGING)),
)  # fmt: skip
OPEN, CLOSED = SHEETS[4], SHEETS[5]
TOTALS = "汇总"
OVERFLOW = "续文"
"""The sheet with the rest of texts that are longer than a cell may be."""
