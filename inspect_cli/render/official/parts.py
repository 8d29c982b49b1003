"""What the written reports have in common: the counts as a paragraph, what an item says, the attachments, the signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_cli.domain.record.issue import Evidence, Issue, Measure
from inspect_cli.domain.words import State, word
from inspect_cli.gbt9704.paper import Annex, Block, PaperColumn, PaperTable, Paragraph, ParagraphRole, Run, missing, said
from inspect_cli.render.official.figures import day, listed, money, numeral, sentence, short_day
from inspect_cli.views.report import Item, Report


@dataclass(frozen=True, slots=True)
class Draft:
    """What a report says, before it is addressed and signed."""

    title: str
    blocks: tuple[Block, ...]
    attachments: tuple[Annex, ...] = ()


def party(name: str) -> str:
    """The unit as it signs: 中共…党组."""
    return name if name.startswith("中共") else f"中共{name}"


def zh(value: State) -> str:
    """A state's Chinese word."""
    return word(value).zh


# -- counts ------------------------------------------------------------------------------------------------------------


def standing(report: Report) -> str:
    """How many are done, in progress and so on, in the words that the round publishes; the parts add up to the whole."""
    parts = [f"{line.word or '、'.join(map(zh, line.states))}{line.count}个" for line in report.published]
    tally = report.counts
    closed = f"，其中经核查已销号{tally.states[State.CLOSED]}个" if report.round.profile else ""
    rate = f"，完成率{tally.done_rate}" if tally.done_rate else ""
    return f"截至{day(report.as_of)}，{'、'.join(parts)}{closed}{rate}"


def outcomes(report: Report) -> str:
    """What rectifying brought; zeros are printed, not dropped."""
    found = report.outcomes
    kinds = "、".join(f"{kind}{number}人" for kind, number in found.people.items())
    people = f"处理{sum(found.people.values())}人" + (f"（{kinds}）" if kinds else "")
    return f"整改中，建立和修订制度{found.rules_made}项，挽回（清退、追缴）资金{money(found.money_recovered)}万元，{people}。"


def left_out(report: Report) -> str:
    """What is in no count: carried on as feedback items, and void."""
    parts = []
    if report.carried:
        parts.append(f"转入反馈整改{len(report.carried)}个，在反馈整改中统计")
    if report.counts.void and report.tells_voids:
        parts.append(f"经批准作废{report.counts.void}个")
    return f"另有{'；'.join(parts)}，均不计入以上数字。" if parts else ""


# -- one item ----------------------------------------------------------------------------------------------------------


def progress(item: Item) -> Run | str:
    """整改情况: the newest answer."""
    return sentence(item.answer.note) if item.answer and item.answer.note else missing(f"{item.issue.id}整改情况")


def measures(issue: Issue, every: Sequence[Measure]) -> Run | str:
    """整改措施: each with when it was done, or when it is due."""
    return listed([_measure(one) for one in every]) if every else missing(f"{issue.id}整改措施")


def _measure(measure: Measure) -> str:
    document = f"（{measure.document}）" if measure.document else ""
    planned = f"{day(measure.due)}前完成" if measure.due else "尚未完成"
    when = f"{day(measure.done_on)}完成" if measure.done_on else planned
    return f"{measure.text.rstrip('。；')}{document}（{when}）"


def proofs(item: Item) -> Run | str:
    """佐证材料, each by its document's number or its file."""
    every = [named(piece) + (f"（{piece.note}）" if piece.note else "") for piece in item.issue.evidence]
    if every:
        return "；".join(every) + "。"
    return missing(f"{item.issue.id}佐证材料") if not item.issue.is_open else "整改中，尚未形成。"


def named(piece: Evidence) -> str:
    """A piece of evidence by its document's number, or its file."""
    return piece.document or piece.file.rsplit("/", 1)[-1]


def owners(issue: Issue) -> list[Run | str]:
    """责任领导与责任部门."""
    leader = issue.leader or missing(f"{issue.id}责任领导")
    return ["责任领导：", leader, "；责任部门：", issue.department or missing(f"{issue.id}责任部门"), "。"]


def time_limit(item: Item) -> list[Run | str]:
    """状态, and when it was done or by when it will be; an extension is told with who approved it."""
    issue = item.issue
    state = f"状态：{zh(issue.state)}"
    if not issue.is_open:
        when = [f"{day(item.finished.at.date())}完成" if item.finished else "", f"{day(item.closed.at.date())}销号" if item.closed else ""]
        told = "，".join(one for one in when if one)
        return [state, f"（{told}）" if told else "", "；长期坚持。" if issue.sustained else "。"]
    return [state, "；完成时限：", day(item.due) or missing(f"{issue.id}完成时限"), _extended(issue), "。"]


def _extended(issue: Issue) -> str:
    if not issue.extensions or not issue.original_due:
        return ""
    last = issue.extensions[-1]
    approved = f"，经{last.approved_by}批准延期" if last.approved_by else "，已延期"
    return f"（原定{day(issue.original_due)}{approved}）"


def reasons(item: Item) -> Run | str:
    """未完成原因."""
    return listed(list(item.reasons)) if item.reasons else missing(f"{item.issue.id}未完成原因")


def heading(number: int, item: Item) -> Paragraph:
    """（一）关于“…”的问题."""
    return said(ParagraphRole.LEVEL2, f"（{numeral(number)}）关于“{item.issue.title}”的问题")


def unfinished(report: Report) -> Iterator[Paragraph]:
    """Each unfinished issue with why, what is still to be done, and by when."""
    for number, item in enumerate(report.unfinished, 1):
        yield heading(number, item)
        yield label("未完成原因", reasons(item))
        yield label("后续措施", measures(item.issue, item.open_measures))
        yield body(*time_limit(item))


def body(*words: str | Run) -> Paragraph:
    """A paragraph of text."""
    return said(ParagraphRole.BODY, *words)


def label(name: str, *words: str | Run) -> Paragraph:
    """整改情况：…"""
    return said(ParagraphRole.BODY, f"{name}：", *words)


# -- attachments -------------------------------------------------------------------------------------------------------


def ledger(report: Report, name: str) -> Annex:
    """附件: every item in one table, on pages that lie across."""
    told = {"序号": 3, "编号": 6, "问题": 11, "整改措施": 15, "整改情况": 14}
    answered = {"责任领导": 6, "责任部门": 6, "完成时限": 7, "状态": 5}
    rows = tuple(_row(number, item) for number, item in enumerate(report.items, 1))
    return Annex(name, (PaperTable(_columns(told | answered), rows),), landscape=True)


_CENTRED = {"序号", "编号", "问题编号", "完成时限", "状态"}


def _columns(shares: Mapping[str, int]) -> tuple[PaperColumn, ...]:
    return tuple(PaperColumn(head, share, centred=head in _CENTRED) for head, share in shares.items())


def _row(number: int, item: Item) -> tuple[str, ...]:
    issue = item.issue
    steps = "\n".join(f"{at}.{_measure(measure)}" for at, measure in enumerate(issue.measures, 1))
    answer = item.answer.note if item.answer else ""
    due, state = short_day(item.due), zh(issue.state)
    return (str(number), issue.id, issue.title, steps, answer, issue.leader, issue.department, due, state)


def catalogue(report: Report) -> Annex:
    """附件: 佐证材料目录."""
    columns = _columns({"序号": 3, "问题编号": 5, "材料": 14, "说明": 10, "日期": 6})
    pieces = [(item.issue, piece) for item in report.items for piece in item.issue.evidence]
    rows = tuple(
        (str(number), issue.id, named(piece), piece.note, short_day(piece.added_on)) for number, (issue, piece) in enumerate(pieces, 1)
    )
    return Annex("佐证材料目录", (PaperTable(columns, rows),))
