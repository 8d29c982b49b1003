"""One issue (问题) as the rest of the house works with it: plain, frozen, slotted records, each field with all that is known of it.

What comes in by a file becomes one of these (`admission`, `models`). An absent text is "", an absent list is (), an absent date
is None: an empty value and an absent key are the same thing. The order of the fields is that of a new file's lines.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from inspect_cli.domain.record import forms
from inspect_cli.domain.record.declaration import InLedger, Known, Told
from inspect_cli.domain.saying import saying
from inspect_cli.domain.words import (
    OPEN_STATES,
    Channel,
    Did,
    Discipline,
    EvidenceKind,
    MeasureKind,
    Nature,
    Power,
    Severity,
    State,
)

_EDIT = (Did.REGISTER, Did.EDIT)
_CLASS = (Did.REGISTER, Did.RECLASSIFY)
_OWNER = (Did.REGISTER, Did.START, Did.HAND_OVER)
_PART = (Did.MEASURE, Did.EDIT)
_MOVES = (Did.START, Did.NEARLY, Did.FINISH, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.VOID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One approved move of the due date (延期)."""

    to: Annotated[date, Known("改为", "to")]
    reason: Annotated[str, Known("原因", "reason")] = ""
    approved_by: Annotated[str, Known("批准人", "approved by", who=True)] = ""
    approved_on: Annotated[date | None, Known("批准日期", "approved on", happened=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One step of rectification (整改措施); `owner` empty means the issue's department."""

    id: Annotated[str, forms.PART_ID, Known("编号", "id", column=InLedger("measure_id", "措施编号", width=10, names=True))]
    text: Annotated[str, Known("措施内容", "what will be done", by=_PART, column=InLedger("measure_text", width=44))]
    kind: Annotated[MeasureKind | None, Known("类别", "kind", by=_PART, column=InLedger("measure_kind", "措施类别"))] = None
    owner: Annotated[
        str,
        Known("责任人（空为责任部门）", "owner, empty means the department", who=True, by=_PART,
              column=InLedger("measure_owner", "措施责任人", width=16)),
    ] = ""  # fmt: skip
    due: Annotated[date | None, Known("完成时限", "due date", by=_PART, column=InLedger("measure_due", "措施时限"))] = None
    done_on: Annotated[
        date | None,
        Known("完成日期", "done on", by=(Did.MEASURE,), happened=True, column=InLedger("measure_done_on", "措施完成日期", width=13)),
    ] = None
    document: Annotated[str, Known("文号", "document number", by=_PART, column=InLedger("measure_document", "措施文号", width=20))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence (佐证材料): a file inside the round's folder, or the number of a document without one."""

    id: Annotated[str, forms.PART_ID, Known("编号", "id")]
    file: Annotated[str, forms.INNER_PATH, Known("文件（本轮文件夹内的路径）", "file inside the round's folder")] = ""
    document: Annotated[str, Known("文号", "document number")] = ""
    sha256: Annotated[str, forms.SHA256, Known("校验值", "hash of the file")] = ""
    kind: Annotated[EvidenceKind | None, Known("类别", "kind")] = None
    note: Annotated[str, Known("说明", "note")] = ""
    added_on: Annotated[date | None, Known("添加日期", "added on", happened=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What rectifying brought: rules made, money recovered in 万元 (exact), people handled by kind."""

    rules_made: Annotated[int, Known("建立制度数", "rules made", by=(Did.EDIT,), column=InLedger(width=11))] = 0
    money_recovered: Annotated[
        Decimal,
        Known("挽回资金（万元）", "money recovered, in 10,000 yuan", by=(Did.EDIT,), column=InLedger(width=14)),
    ] = Decimal("0.00")
    people: Annotated[dict[str, int], Known("处理人数", "people handled", column=InLedger(width=18, composed=True))] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTerm:
    """持续整改: why it cannot be done yet, the stage goal, and when it is looked at next."""

    reason: Annotated[
        str, Known("持续整改原因", "reason of long-term work", by=(Did.LONG_TERM,), column=InLedger("long_term_reason", width=20))
    ] = ""
    goal: Annotated[str, Known("阶段目标", "stage goal", by=(Did.LONG_TERM,), column=InLedger("long_term_goal", width=20))] = ""
    review_on: Annotated[date | None, Known("下次复查日期", "next review date", by=(Did.LONG_TERM,), column=InLedger())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Why an issue is left out of the public version, and who agreed."""

    reason: Annotated[str, Known("不予公开原因", "reason for withholding")] = ""
    approved_by: Annotated[str, Known("不予公开批准人", "withholding approved by", who=True)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One field that an entry of the history changed, by its key (`long_term.goal` inside another), as a file writes both values."""

    field: Annotated[str, Known("字段", "field", who=True)]
    was: Annotated[str, Known("原为", "was")] = ""
    now: Annotated[str, Known("改为", "now")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule that does not apply to this issue, with reason, who and when; one between two versions names the changes that it means."""

    rule: Annotated[str, Known("规则", "rule", who=True)]
    part: Annotated[str, forms.ABOUT, Known("措施、佐证或记录", "measure, evidence or entry")] = ""
    changes: Annotated[tuple[Changed, ...], Known("改动", "changes")] = ()
    reason: Annotated[str, Known("原因", "reason")]
    by: Annotated[str, Known("由谁", "by", who=True)]
    on: Annotated[date, Known("日期", "on", happened=True)]

    @property
    def is_said(self) -> bool:
        """There is a reason and somebody who gives it, and not only characters that nobody sees."""
        return bool(saying(self.reason)) and bool(saying(self.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history, which only grows; `from_` and `to` stand only where the state moved.

    `part` is the measure or the evidence that it is about, or the entry (`TIME ACT`) whose note it says anew.
    """

    at: Annotated[datetime, Known("时间（带时区）", "time, with its offset", happened=True)]
    by: Annotated[str, Known("由谁", "by", who=True)]
    did: Annotated[Did, Known("办理事项", "what was done")]
    from_: Annotated[State | None, Known("原状态", "from")] = None
    to: Annotated[State | None, Known("改为", "to")] = None
    part: Annotated[str, forms.ABOUT, Known("措施、佐证或记录", "measure, evidence or entry")] = ""
    changes: Annotated[tuple[Changed, ...], Known("改动", "changes")] = ()
    note: Annotated[str, Known("说明", "note")] = ""
    approved_by: Annotated[str, Known("批准人", "approved by", who=True)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One finding and its whole life. Nothing derived is stored: `ledger` knows what is overdue, `counts` what is answered."""

    uid: Annotated[str, forms.UID, Known("唯一标识", "uid", carries=False, rule="DIF10", column=InLedger(hidden=True, names=True))]
    id: Annotated[str, forms.ID, Known("编号", "id", by=(Did.RENUMBER,), carries=False, column=InLedger(names=True))]
    channel: Annotated[Channel, Known("整改方式", "channel", by=(Did.REGISTER,), carries=False, column=InLedger())]
    title: Annotated[str, Known("问题标题", "title", by=_EDIT, rule="DIF06", column=InLedger(width=28), told=Told.PUBLIC)]
    text: Annotated[str, Known("问题原文", "text as received", by=_EDIT, rule="DIF06", column=InLedger(width=48), told=Told.PUBLIC)]
    notice: Annotated[str, Known("通知书编号", "notice", by=_EDIT, rule="DIF06", column=InLedger(width=20), told=Told.PUBLIC)] = ""
    found_on: Annotated[
        date, Known("发现（移交）日期", "found on", by=_EDIT, rule="DIF06", happened=True, column=InLedger(), told=Told.PUBLIC)
    ]
    severity: Annotated[Severity | None, Known("严重程度", "severity", by=_CLASS, rule="DIF03", column=InLedger(width=10))] = None
    path: Annotated[tuple[str, ...], Known("方面与问题", "heading", by=_CLASS)] = ()
    nature: Annotated[Nature | None, Known("问题性质", "nature", by=_CLASS, column=InLedger())] = None
    discipline: Annotated[Discipline | None, Known("违反纪律", "discipline", by=_CLASS, column=InLedger())] = None
    post: Annotated[str, Known("关键岗位", "key post", by=_EDIT, column=InLedger(width=14))] = ""
    power: Annotated[Power | None, Known("权力节点", "power node", by=_EDIT, column=InLedger(width=10))] = None
    leader: Annotated[str, Known("责任领导", "leader", who=True, by=_OWNER, rule="DIF04", column=InLedger(width=14), told=Told.PUBLIC)] = ""
    department: Annotated[
        str, Known("责任部门", "department", who=True, by=_OWNER, rule="DIF04", column=InLedger(width=16), told=Told.PUBLIC)
    ] = ""
    handler: Annotated[str, Known("经办人", "handler", who=True, by=_OWNER, rule="DIF04", column=InLedger())] = ""
    original_due: Annotated[date | None, Known("原定时限", "original due date", carries=False, rule="DIF10", column=InLedger())] = None
    due: Annotated[
        date | None, Known("完成时限", "due date", by=(Did.REGISTER, Did.START, Did.EXTEND), carries=False, column=InLedger())
    ] = None
    extensions: Annotated[
        tuple[Extension, ...],
        Known("延期", "extensions", carries=False, flow=True, column=InLedger(head="延期情况", width=24, composed=True)),
    ] = ()
    measures: Annotated[
        tuple[Measure, ...],
        Known("整改措施", "measures", by=(Did.REGISTER, Did.MEASURE), column=InLedger(width=44, composed=True)),
    ] = ()
    evidence: Annotated[tuple[Evidence, ...], Known("佐证材料", "evidence", carries=False, column=InLedger(width=30, composed=True))] = ()
    outcomes: Annotated[Outcomes | None, Known("整改成效", "outcomes", by=(Did.EDIT,), carries=False, flow=True)] = None
    state: Annotated[State, Known("状态", "state", by=_MOVES, carries=False, column=InLedger(width=10))]
    sustained: Annotated[bool, Known("长期坚持", "sustained", by=(Did.SUSTAIN,), carries=False, column=InLedger(width=10))] = False
    long_term: Annotated[LongTerm | None, Known("持续整改", "long term", by=(Did.LONG_TERM,))] = None
    similar: Annotated[tuple[Annotated[str, forms.SIMILAR], ...], Known("举一反三关联", "similar issues")] = ()
    carried_to: Annotated[str, forms.CARRIED_TO, Known("转入", "carried to", by=(Did.CARRY,), carries=False)] = ""
    carried_from: Annotated[str, forms.CARRIED_FROM, Known("转自", "carried from", carries=False)] = ""
    recurs: Annotated[tuple[Annotated[str, forms.RECURS], ...], Known("反弹自", "recurrence of")] = ()
    withheld: Annotated[Withheld | None, Known("不予公开", "withheld", flow=True, column=InLedger(width=20, composed=True))] = None
    waivers: Annotated[tuple[Waiver, ...], Known("豁免", "waivers", carries=False, flow=True)] = ()
    history: Annotated[tuple[Entry, ...], Known("办理经过", "history", carries=False, filled=True, flow=True)] = ()

    @property
    def unit(self) -> str:
        """The code of the unit: the id's first part."""
        return self.id.split("-")[0]

    @property
    def is_open(self) -> bool:
        """Not done, not closed, not void."""
        return self.state in OPEN_STATES

    @property
    def is_counted(self) -> bool:
        """In the totals: neither void nor carried into feedback (its twin counts there)."""
        return self.state is not State.VOID and not self.carried_to

    @property
    def is_proven(self) -> bool:
        """At least one file or numbered document proves it."""
        return any(piece.file or piece.document for piece in self.evidence)

    @property
    def owner(self) -> str:
        """Who answers for it, for a list: the leader and the department."""
        return " · ".join(part for part in (self.leader, self.department) if part)

    def last(self, *dids: Did) -> int | None:
        """The index of the newest history entry that did one of these, or None."""
        return next((i for i in range(len(self.history) - 1, -1, -1) if self.history[i].did in dids), None)


ANSWERS = (Did.PROGRESS, Did.NEARLY, Did.FINISH)
"""What counts as an answer (事事有回音)."""
