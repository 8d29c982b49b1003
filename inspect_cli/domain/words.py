"""The words of the field: each Chinese term with its one English word, and the closed sets of values a record may hold.

Source: the table of terms in common use in inspection work (巡察); English follows the audit profession's standard terms.
Values are what stands in a file and in JSON and are never translated; `WORDS` says how each is shown to a reader.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Word(NamedTuple):
    """One term in both languages."""

    zh: str
    en: str


class State(StrEnum):
    """Where an issue stands. 完成 is not 销号: the unit declares `done`, somebody else verifies and closes."""

    REGISTERED = "registered"
    IN_PROGRESS = "in_progress"
    BASICALLY_DONE = "basically_done"
    DONE = "done"
    CLOSED = "closed"
    VOID = "void"


OPEN_STATES = frozenset({State.REGISTERED, State.IN_PROGRESS, State.BASICALLY_DONE})
COUNTED_STATES = (State.REGISTERED, State.IN_PROGRESS, State.BASICALLY_DONE, State.DONE, State.CLOSED)


class Channel(StrEnum):
    """How an issue came to the unit: found by itself, handed over during the inspection, or fed back after it."""

    IMMEDIATE = "immediate"
    DURING = "during"
    FEEDBACK = "feedback"

    @property
    def letter(self) -> str:
        """The letter that stands for the channel in an issue's id."""
        return {"immediate": "I", "during": "D", "feedback": "F"}[self.value]


class Role(StrEnum):
    """What a person in `round.yaml` may act as."""

    TEAM = "team"
    OFFICE = "office"
    UNIT = "unit"
    LEADER = "leader"
    SUPERVISOR = "supervisor"


class Did(StrEnum):
    """What a history entry records; spelt as the command."""

    REGISTER = "register"
    START = "start"
    PROGRESS = "progress"
    NEARLY = "nearly"
    FINISH = "finish"
    RETURN = "return"
    CLOSE = "close"
    REOPEN = "reopen"
    CARRY = "carry"
    VOID = "void"
    EXTEND = "extend"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    RECLASSIFY = "reclassify"
    HAND_OVER = "hand-over"
    SUSTAIN = "sustain"
    LONG_TERM = "long-term"
    EDIT = "edit"
    RENUMBER = "renumber"
    MERGE = "merge"


class RoundKind(StrEnum):
    """What kind of round it is."""

    REGULAR = "regular"
    SPECIAL = "special"
    FOLLOW_UP = "follow_up"


class Severity(StrEnum):
    """How grave a finding is."""

    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"

    @property
    def weight(self) -> int:
        """Larger is graver."""
        return {"serious": 3, "moderate": 2, "minor": 1}[self.value]


class Nature(StrEnum):
    """责任、腐败、作风问题."""

    RESPONSIBILITY = "responsibility"
    CORRUPTION = "corruption"
    CONDUCT = "conduct"


class Discipline(StrEnum):
    """六项纪律."""

    POLITICAL = "political"
    ORGANISATIONAL = "organisational"
    INTEGRITY = "integrity"
    MASS = "mass"
    WORK = "work"
    LIFE = "life"


class Power(StrEnum):
    """授权、用权、制权: the point in a key post where the issue sits."""

    GRANTING = "granting"
    USING = "using"
    CONSTRAINING = "constraining"


class MeasureKind(StrEnum):
    """What sort of step a measure is."""

    CORRECTIVE = "corrective"
    INSTITUTIONAL = "institutional"
    RECOVERY = "recovery"
    ACCOUNTABILITY = "accountability"
    SIMILAR = "similar"
    CAMPAIGN = "campaign"


class EvidenceKind(StrEnum):
    """What sort of paper or file a piece of evidence is."""

    PHOTO = "photo"
    MINUTES = "minutes"
    RULE = "rule"
    VOUCHER = "voucher"
    CONTRACT = "contract"
    OTHER = "other"


class Stage(StrEnum):
    """How far a round has come on a given day."""

    PLANNED = "planned"
    ON_SITE = "on_site"
    AWAITING_FEEDBACK = "awaiting_feedback"
    RECTIFYING = "rectifying"
    FINISHED = "finished"


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FileState(StrEnum):
    """What became of a file that a record names as evidence."""

    INTACT = "intact"
    MISSING = "missing"
    DIFFERS = "differs"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"
    UNHASHED = "unhashed"


def _named(kind: type[StrEnum], *words: tuple[str, str]) -> None:
    for value, (zh, en) in zip(kind, words, strict=True):
        _BY_KIND[kind, value.value] = Word(zh, en)


_BY_KIND: dict[tuple[type[StrEnum], str], Word] = {}

_named(
    State,
    ("待整改", "registered"),
    ("整改中", "in progress"),
    ("基本完成", "basically done"),
    ("已完成", "done"),
    ("已销号", "closed"),
    ("作废", "void"),
)
_named(Channel, ("即知即改", "immediate"), ("立行立改", "during"), ("反馈整改", "feedback"))
_named(
    Role,
    ("巡察组", "team"),
    ("巡察办", "office"),
    ("被巡察单位", "unit"),
    ("单位领导", "leader"),
    ("单位纪检", "supervisor"),
)
_named(
    Did,
    ("登记", "register"),
    ("开始整改", "start"),
    ("进展", "progress"),
    ("基本完成", "nearly"),
    ("完成", "finish"),
    ("退回", "return"),
    ("销号", "close"),
    ("重启", "reopen"),
    ("转入反馈整改", "carry"),
    ("作废", "void"),
    ("延期", "extend"),
    ("整改措施", "measure"),
    ("佐证材料", "evidence"),
    ("重新定级分类", "reclassify"),
    ("移交责任", "hand-over"),
    ("长期坚持", "sustain"),
    ("持续整改", "long-term"),
    ("编辑", "edit"),
    ("改号", "renumber"),
    ("合并", "merge"),
)
_named(RoundKind, ("常规巡察", "regular"), ("专项巡察", "special"), ("“回头看”", "follow-up"))
_named(Severity, ("严重", "serious"), ("一般", "moderate"), ("轻微", "minor"))
_named(Nature, ("责任问题", "responsibility"), ("腐败问题", "corruption"), ("作风问题", "conduct"))
_named(
    Discipline,
    ("政治纪律", "political"),
    ("组织纪律", "organisational"),
    ("廉洁纪律", "integrity"),
    ("群众纪律", "mass"),
    ("工作纪律", "work"),
    ("生活纪律", "life"),
)
_named(Power, ("授权", "granting"), ("用权", "using"), ("制权", "constraining"))
_named(
    MeasureKind,
    ("立即纠正", "corrective"),
    ("建章立制", "institutional"),
    ("挽回损失", "recovery"),
    ("追责问责", "accountability"),
    ("举一反三", "similar"),
    ("专项整治", "campaign"),
)
_named(
    EvidenceKind,
    ("照片", "photo"),
    ("会议记录", "minutes"),
    ("制度文件", "rule"),
    ("凭证", "voucher"),
    ("合同", "contract"),
    ("其他", "other"),
)
_named(
    Stage,
    ("未进驻", "planned"),
    ("驻点巡察", "on site"),
    ("待反馈", "awaiting feedback"),
    ("集中整改", "rectifying"),
    ("已办结", "finished"),
)
_named(Level, ("错误", "error"), ("警告", "warning"), ("提示", "info"))
_named(
    FileState,
    ("完好", "intact"),
    ("缺失", "missing"),
    ("内容有变", "differs"),
    ("在轮次目录之外", "outside the round"),
    ("无法读取", "unreadable"),
    ("未登记校验值", "no hash on record"),
)


def word(value: StrEnum) -> Word:
    """The term for a value: `word(State.CLOSED)` is 已销号, closed."""
    return _BY_KIND[type(value), value.value]


FIELDS: dict[str, Word] = {
    "uid": Word("唯一标识", "uid"),
    "id": Word("编号", "id"),
    "round": Word("巡察轮次", "round"),
    "unit": Word("被巡察单位", "unit"),
    "channel": Word("整改方式", "channel"),
    "title": Word("问题标题", "title"),
    "text": Word("问题原文", "text as received"),
    "notice": Word("通知书编号", "notice"),
    "found_on": Word("发现（移交）日期", "found on"),
    "severity": Word("严重程度", "severity"),
    "path": Word("方面与问题", "heading"),
    "nature": Word("问题性质", "nature"),
    "discipline": Word("违反纪律", "discipline"),
    "post": Word("关键岗位", "key post"),
    "power": Word("权力节点", "power node"),
    "leader": Word("责任领导", "leader"),
    "department": Word("责任部门", "department"),
    "handler": Word("经办人", "handler"),
    "original_due": Word("原定时限", "original due date"),
    "due": Word("完成时限", "due date"),
    "extensions": Word("延期", "extensions"),
    "measures": Word("整改措施", "measures"),
    "evidence": Word("佐证材料", "evidence"),
    "outcomes": Word("整改成效", "outcomes"),
    "state": Word("状态", "state"),
    "sustained": Word("长期坚持", "sustained"),
    "long_term": Word("持续整改", "long term"),
    "similar": Word("举一反三关联", "similar issues"),
    "carried_to": Word("转入", "carried to"),
    "carried_from": Word("转自", "carried from"),
    "recurs": Word("反弹自", "recurrence of"),
    "withheld": Word("不予公开", "withheld"),
    "waivers": Word("豁免", "waivers"),
    "history": Word("办理经过", "history"),
    "total": Word("合计", "total"),
    "overdue": Word("超期", "overdue"),
    "answered": Word("有回音", "answered"),
    "done_rate": Word("完成率", "done rate"),
    "closed_rate": Word("销号率", "closed rate"),
    "stage": Word("阶段", "stage"),
    "ready": Word("可报告", "ready"),
    "team": Word("巡察组", "team"),
    "kind": Word("类别", "kind"),
    "units": Word("被巡察单位", "units"),
    "on_site": Word("驻点时间", "on site"),
    "feedback_on": Word("反馈日期", "feedback on"),
    "deadlines": Word("本轮时限", "deadlines of the round"),
    "feedback_report": Word("反馈整改报告时限", "limit of the feedback report"),
    "months": Word("月数", "months"),
    "days": Word("天数", "days"),
    "basis": Word("依据", "basis"),
    "rate_places": Word("百分比小数位数（0 至 2）", "decimals of a printed rate, 0 to 2"),
    "profile": Word("对外公布用语与状态的对应", "published words and the states they cover"),
    "people": Word("人员（岗位）", "people"),
    "code": Word("代码", "code"),
    "name": Word("名称", "name"),
    "role": Word("角色", "role"),
    "email": Word("邮箱（与 git 作者比对）", "email, compared with git's author"),
    "starts": Word("进驻日期", "first day on site"),
    "ends": Word("离开日期", "last day on site"),
    "to": Word("改为", "to"),
    "from": Word("原状态", "from"),
    "reason": Word("原因", "reason"),
    "approved_by": Word("批准人", "approved by"),
    "approved_on": Word("批准日期", "approved on"),
    "owner": Word("责任人（空为责任部门）", "owner, empty means the department"),
    "done_on": Word("完成日期", "done on"),
    "document": Word("文号", "document number"),
    "file": Word("文件（本轮文件夹内的路径）", "file inside the round's folder"),
    "sha256": Word("校验值", "hash of the file"),
    "note": Word("说明", "note"),
    "added_on": Word("添加日期", "added on"),
    "rules_made": Word("建立制度数", "rules made"),
    "money_recovered": Word("挽回资金（万元）", "money recovered, in 10,000 yuan"),
    "goal": Word("阶段目标", "stage goal"),
    "review_on": Word("下次复查日期", "next review date"),
    "rule": Word("规则", "rule"),
    "by": Word("由谁", "by"),
    "on": Word("日期", "on"),
    "at": Word("时间（带时区）", "time, with its offset"),
    "did": Word("办理事项", "what was done"),
}
"""The terms for fields, columns and facts, by their key."""
