"""The report on items handed over during the inspection (立行立改), and its like on what a unit found itself (即知即改).

Source of the sections: the speech of 2020-10-19 (the unit reports in writing before the inspection ends) and the skeleton in common use:
总体情况, 逐项整改情况, 未完成问题, 举一反三和长效机制, 附件.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_cli.domain.words import MeasureKind
from inspect_cli.gbt9704.paper import Block, ParagraphRole, missing, said
from inspect_cli.render.official import parts
from inspect_cli.render.official.figures import day, listed, sentence
from inspect_cli.render.official.parts import Draft
from inspect_cli.views.report import ORAL, Item, Report, ReportKind


@dataclass(frozen=True, slots=True)
class Wording:
    """What the two reports say differently."""

    subject: str
    opening: str
    received: str
    heard_on: str
    ledger: str


_WORDS = {
    ReportKind.DURING: Wording(
        "巡察移交立行立改问题整改情况",
        "{team}在{round}期间移交的立行立改问题",
        "巡察期间，共收到立行立改通知书{notices}份{numbers}，口头移交问题{oral}个，移交问题合计{all}个。",
        "移交时间及通知编号",
        "立行立改问题整改台账",
    ),
    ReportKind.IMMEDIATE: Wording(
        "巡察前自查问题即知即改情况",
        "{round}巡察前自查发现的问题",
        "自查发现即知即改问题{all}个。",
        "发现时间",
        "即知即改问题整改台账",
    ),
}


def draft(report: Report) -> Draft:
    """The title, the text and the attachments."""
    words = _WORDS[report.kind]
    name = parts.party(report.unit.name)
    attached = (parts.ledger(report, words.ledger), parts.catalogue(report))
    return Draft(f"{name}关于{words.subject}的报告", tuple(_blocks(report, words, name)), attached)


def _blocks(report: Report, words: Wording, name: str) -> Iterator[Block]:
    subject = words.opening.format(team=report.round.team, round=report.round.title)
    yield parts.body(f"{name}坚持把巡察整改作为政治责任，对{subject}逐项整改。现将截至{day(report.as_of)}的整改情况报告如下。")
    yield said(ParagraphRole.LEVEL1, "一、总体情况")
    yield parts.body(*_overall(report, words))
    yield said(ParagraphRole.LEVEL1, "二、逐项整改情况")
    for number, item in enumerate(report.items, 1):
        yield from _item(number, item, words)
    if not report.items:
        yield parts.body("没有计入统计的问题。")
    yield said(ParagraphRole.LEVEL1, "三、未完成问题及原因、后续措施和时限")
    yield from _unfinished(report)
    yield said(ParagraphRole.LEVEL1, "四、举一反三和长效机制")
    yield from _lasting(report)


def _overall(report: Report, words: Wording) -> Iterator[str]:
    numbers = f"（{'、'.join(report.notices)}）" if report.notices else ""
    every = report.counts.total + len(report.carried)
    yield words.received.format(notices=len(report.notices), numbers=numbers, oral=report.oral, all=every)
    yield f"计入统计的问题{report.counts.total}个，{parts.standing(report)}；"
    yield f"已有回音{report.counts.answered}个，超期{report.counts.overdue}个。"
    yield parts.left_out(report)
    yield parts.outcomes(report)


def _item(number: int, item: Item, words: Wording) -> Iterator[Block]:
    issue = item.issue
    yield parts.heading(number, item)
    notice = {"": "", ORAL: "，口头移交"}.get(issue.notice, f"，{issue.notice}")
    yield parts.label(words.heard_on, f"{day(issue.found_on)}{notice}。")
    yield parts.label("问题内容", sentence(issue.text))
    yield parts.label("整改情况", parts.progress(item))
    yield parts.label("整改措施", parts.measures(issue, issue.measures))
    yield parts.label("佐证材料", parts.proofs(item))
    yield parts.body(*parts.owners(issue))
    yield parts.body(*parts.time_limit(item))


def _unfinished(report: Report) -> Iterator[Block]:
    if not report.unfinished and not report.carried:
        yield parts.body(f"截至{day(report.as_of)}，没有未完成的问题。")
    yield from parts.unfinished(report)
    for number, item in enumerate(report.carried, len(report.unfinished) + 1):
        yield parts.heading(number, item)
        yield parts.body(f"已转入反馈整改（{item.issue.carried_to.rsplit('/', 1)[-1]}），纳入全面整改继续推进。")


def _lasting(report: Report) -> Iterator[Block]:
    done = [measure.text for _, measure in report.measures(MeasureKind.SIMILAR)]
    like = [item.issue for item in report.items if item.issue.similar]
    done += [f"对“{issue.title}”举一反三，对照排查{'、'.join(issue.similar)}等同类问题" for issue in like]
    yield said(ParagraphRole.LEVEL2, "（一）举一反三")
    yield parts.body(listed(done) if done else missing("举一反三开展情况"))
    lasting = [measure for _, measure in report.measures(MeasureKind.INSTITUTIONAL)]
    rules = [one.text + (f"（{one.document}）" if one.document else "") for one in lasting]
    yield said(ParagraphRole.LEVEL2, "（二）长效机制")
    yield parts.body(listed(rules) if rules else missing("建章立制和长效机制情况"))
