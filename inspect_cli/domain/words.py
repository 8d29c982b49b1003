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

    @property
    def rank(self) -> int:
        """How far an issue has come; a smaller one than before is a step back."""
        return list(State).index(self)


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


class Verdict(StrEnum):
    """What a change means for the one who follows an issue through to its end."""

    PROGRESS = "progress"
    NEUTRAL = "neutral"
    REGRESSION = "regression"


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
_named(Verdict, ("推进", "progress"), ("一般变动", "neutral"), ("倒退", "regression"))
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
