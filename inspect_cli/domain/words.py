"""The words of the field: each Chinese term with its one English word, and the closed sets of values a record may hold.

Source: the table of terms in common use in inspection work (巡察); English follows the audit profession's standard terms.
Values are what stands in a file and in JSON and are never translated; beside each stands how it is shown to a reader.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Word(NamedTuple):
    """One term in both languages."""

    zh: str
    en: str


class Term(StrEnum):
    """A closed set: each value beside its Chinese, and its English where that is another than the value itself."""

    word: Word

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.word = Word(zh, en or value.replace("_", " "))
        return term


class State(Term):
    """Where an issue stands. 完成 is not 销号: the unit declares `done`, somebody else verifies and closes."""

    REGISTERED = "registered", "待整改"
    IN_PROGRESS = "in_progress", "整改中"
    BASICALLY_DONE = "basically_done", "基本完成"
    DONE = "done", "已完成"
    CLOSED = "closed", "已销号"
    VOID = "void", "作废"

    @property
    def rank(self) -> int:
        """How far an issue has come; a smaller one than before is a step back."""
        return list(State).index(self)


OPEN_STATES = frozenset({State.REGISTERED, State.IN_PROGRESS, State.BASICALLY_DONE})
COUNTED_STATES = (State.REGISTERED, State.IN_PROGRESS, State.BASICALLY_DONE, State.DONE, State.CLOSED)


class Channel(Term):
    """How an issue came to the unit: found by itself, handed over during the inspection, or fed back after it."""

    IMMEDIATE = "immediate", "即知即改"
    DURING = "during", "立行立改"
    FEEDBACK = "feedback", "反馈整改"

    @property
    def letter(self) -> str:
        """The letter that stands for the channel in an issue's id."""
        return {"immediate": "I", "during": "D", "feedback": "F"}[self.value]


class Role(Term):
    """What a person in `round.yaml` may act as."""

    TEAM = "team", "巡察组"
    OFFICE = "office", "巡察办"
    UNIT = "unit", "被巡察单位"
    LEADER = "leader", "单位领导"
    SUPERVISOR = "supervisor", "单位纪检"


class Did(Term):
    """What a history entry records; spelt as the command."""

    REGISTER = "register", "登记"
    START = "start", "开始整改"
    PROGRESS = "progress", "进展"
    NEARLY = "nearly", "基本完成"
    FINISH = "finish", "完成"
    RETURN = "return", "退回"
    CLOSE = "close", "销号"
    REOPEN = "reopen", "重启"
    CARRY = "carry", "转入反馈整改"
    VOID = "void", "作废"
    EXTEND = "extend", "延期"
    MEASURE = "measure", "整改措施"
    EVIDENCE = "evidence", "佐证材料"
    RECLASSIFY = "reclassify", "重新定级分类"
    HAND_OVER = "hand-over", "移交责任"
    SUSTAIN = "sustain", "长期坚持"
    LONG_TERM = "long-term", "持续整改"
    EDIT = "edit", "编辑"
    RENUMBER = "renumber", "改号"
    MERGE = "merge", "合并"
    CORRECT = "correct", "更正"


class RoundKind(Term):
    """What kind of round it is."""

    REGULAR = "regular", "常规巡察"
    SPECIAL = "special", "专项巡察"
    FOLLOW_UP = "follow_up", "“回头看”", "follow-up"


class Severity(Term):
    """How grave a finding is."""

    SERIOUS = "serious", "严重"
    MODERATE = "moderate", "一般"
    MINOR = "minor", "轻微"

    @property
    def weight(self) -> int:
        """Larger is graver."""
        return {"serious": 3, "moderate": 2, "minor": 1}[self.value]


class Nature(Term):
    """责任、腐败、作风问题."""

    RESPONSIBILITY = "responsibility", "责任问题"
    CORRUPTION = "corruption", "腐败问题"
    CONDUCT = "conduct", "作风问题"


class Discipline(Term):
    """六项纪律."""

    POLITICAL = "political", "政治纪律"
    ORGANISATIONAL = "organisational", "组织纪律"
    INTEGRITY = "integrity", "廉洁纪律"
    MASS = "mass", "群众纪律"
    WORK = "work", "工作纪律"
    LIFE = "life", "生活纪律"


class Power(Term):
    """授权、用权、制权: the point in a key post where the issue sits."""

    GRANTING = "granting", "授权"
    USING = "using", "用权"
    CONSTRAINING = "constraining", "制权"


class MeasureKind(Term):
    """What sort of step a measure is."""

    CORRECTIVE = "corrective", "立即纠正"
    INSTITUTIONAL = "institutional", "建章立制"
    RECOVERY = "recovery", "挽回损失"
    ACCOUNTABILITY = "accountability", "追责问责"
    SIMILAR = "similar", "举一反三"
    CAMPAIGN = "campaign", "专项整治"


class EvidenceKind(Term):
    """What sort of paper or file a piece of evidence is."""

    PHOTO = "photo", "照片"
    MINUTES = "minutes", "会议记录"
    RULE = "rule", "制度文件"
    VOUCHER = "voucher", "凭证"
    CONTRACT = "contract", "合同"
    OTHER = "other", "其他"


class Stage(Term):
    """How far a round has come on a given day."""

    PLANNED = "planned", "未进驻"
    ON_SITE = "on_site", "驻点巡察"
    AWAITING_FEEDBACK = "awaiting_feedback", "待反馈"
    RECTIFYING = "rectifying", "集中整改"
    FINISHED = "finished", "已办结"


class Level(Term):
    """How much a finding weighs."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "提示"


class Verdict(Term):
    """What a change means for the one who follows an issue through to its end."""

    PROGRESS = "progress", "推进"
    NEUTRAL = "neutral", "一般变动"
    REGRESSION = "regression", "倒退"


class FileState(Term):
    """What became of a file that a record names as evidence."""

    INTACT = "intact", "完好"
    MISSING = "missing", "缺失"
    DIFFERS = "differs", "内容有变"
    OUTSIDE = "outside", "在轮次目录之外", "outside the round"
    UNREADABLE = "unreadable", "无法读取"
    UNHASHED = "unhashed", "未登记校验值", "no hash on record"
    LEFT_OUT = "left_out", "在 git 里，没有检出到这里", "in git, not checked out here"
    POINTER = "pointer", "内容不在本地：只有 Git LFS 指针，校验值相符", "not here: a Git LFS pointer, whose hash is the one on record"
    FILTERED = (
        "filtered",
        "无法判断：由 git 过滤器转换存放，此处未配置",
        "cannot be told: held through a git filter that is not set up",
    )
    NAMED_DIFFERENTLY = "named_differently", "文件名写法不同", "named differently"
    LOST = "lost", "无法读取：git 缺这一对象", "cannot be read: git lacks it"

    @property
    def holds(self) -> bool:
        """It is the file that was recorded, as far as its hash goes; whether or not its content is here."""
        return self in (FileState.INTACT, FileState.POINTER, FileState.NAMED_DIFFERENTLY)

    @property
    def is_unknown(self) -> bool:
        """Nobody can tell here what the file is: nothing is known against it, and nothing for it."""
        return self in (FileState.FILTERED, FileState.LOST, FileState.LEFT_OUT)


def word(value: StrEnum) -> Word:
    """The term for a value: `word(State.CLOSED)` is 已销号, closed."""
    assert isinstance(value, Term)
    return value.word
