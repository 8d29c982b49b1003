"""The report on what was fed back (反馈整改), and its public version (公开通报), which leaves out what records withhold.

Source of the sections: headings of published reports (整改工作组织情况, 反馈问题整改情况 by 方面, 需长期整改的问题, 下一步安排)
and the opening formula of published notices (按照党务公开原则和巡察工作有关要求).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_cli.domain.words import MeasureKind, State
from inspect_cli.gbt9704.paper import Block, ParagraphRole, missing, said
from inspect_cli.render.official import parts
from inspect_cli.render.official.figures import day, listed, numeral, sentence
from inspect_cli.render.official.parts import Draft
from inspect_cli.views.report import Item, Report

OTHER = "其他"
"""The heading over issues whose record names none."""


def draft(report: Report) -> Draft:
    """The report to the inspection office: title, text and attachments."""
    name = parts.party(report.unit.name)
    attached = (parts.ledger(report, "反馈问题整改台账"), parts.catalogue(report))
    return Draft(f"{name}关于巡察整改进展情况的报告", tuple(_report(report, name)), attached)


def public(report: Report) -> Draft:
    """The version for the public: without what is withheld, without internal papers."""
    name = parts.party(report.unit.name)
    return Draft(f"{name}关于巡察整改进展情况的通报", tuple(_notice(report, name)))


def _report(report: Report, name: str) -> Iterator[Block]:
    yield parts.body(_meeting(report), f"{name}对反馈的问题照单全收、逐项整改。现将截至{day(report.as_of)}的整改进展情况报告如下。")
    yield said(ParagraphRole.LEVEL1, "一、整改工作组织情况")
    yield parts.body(missing("组织领导、责任落实、督促检查等整改工作组织情况"))
    yield parts.body(*_counted(report))
    yield said(ParagraphRole.LEVEL1, "二、反馈问题整改情况")
    yield from _by_aspect(report.items, internal=True)
    yield said(ParagraphRole.LEVEL1, "三、需长期整改的问题")
    yield from _long_term(report)
    yield said(ParagraphRole.LEVEL1, "四、下一步安排")
    yield from _next(report)


def _notice(report: Report, name: str) -> Iterator[Block]:
    before, after = "按照党务公开原则和巡察工作有关要求，现将截至", "的巡察整改进展情况予以公布。"
    yield parts.body(_visit(report, name), _meeting(report), before, day(report.as_of), after)
    yield said(ParagraphRole.LEVEL1, "一、总体情况")
    yield parts.body(*_counted(report))
    yield said(ParagraphRole.LEVEL1, "二、反馈问题整改情况")
    yield from _by_aspect(report.items, internal=False)
    yield said(ParagraphRole.LEVEL1, "三、下一步安排")
    yield parts.body(missing("下一步整改工作安排"))
    yield parts.body("欢迎广大干部群众对巡察整改落实情况进行监督。联系方式：", missing("电话、通信地址、电子邮箱"), "。")


def _visit(report: Report, name: str) -> str:
    begins, ends = report.round.starts, report.round.ends
    when = f"{day(begins)}至{day(ends)}，" if begins and ends else ""
    return f"{when}{report.round.team}对{name}进行了巡察。"


def _meeting(report: Report) -> str:
    on = report.round.feedback_on
    return f"{day(on)}，{report.round.team}反馈了巡察意见。" if on else ""


def _counted(report: Report) -> Iterator[str]:
    yield f"反馈问题{report.counts.total}个，{parts.standing(report)}。"
    if report.withheld:
        yield f"以上问题中有{report.withheld}个按照有关规定不予公开，其余{len(report.items)}个公布如下。"
    yield parts.left_out(report)
    yield parts.outcomes(report)


def _by_aspect(items: Sequence[Item], internal: bool) -> Iterator[Block]:
    """（一）方面, 1.问题, （1）具体表现; a level that no record names is left out."""
    for number, (aspect, below) in enumerate(_grouped(items, 0).items(), 1):
        yield said(ParagraphRole.LEVEL2, f"（{numeral(number)}）{aspect.removesuffix('方面')}方面")
        problems = _grouped(below, 1)
        for at, (problem, shown) in enumerate(problems.items(), 1):
            titled = problem != OTHER or len(problems) > 1
            if titled:
                yield said(ParagraphRole.LEVEL3, f"{at}.关于“{problem}”问题的整改" if problem != OTHER else f"{at}.其他问题的整改")
            for place, item in enumerate(shown, 1):
                role, sign = (ParagraphRole.LEVEL4, f"（{place}）") if titled else (ParagraphRole.LEVEL3, f"{place}.")
                yield said(role, f"{sign}关于“{item.issue.title}”的整改")
                yield from _item(item, internal)
    if not items:
        yield parts.body("没有可以公布的问题。" if not internal else "没有计入统计的问题。")


def _grouped(items: Sequence[Item], level: int) -> dict[str, list[Item]]:
    """In the order in which the headings first come; what names none comes last."""
    found: dict[str, list[Item]] = {}
    for item in items:
        path = item.issue.path
        found.setdefault(path[level] if len(path) > level else OTHER, []).append(item)
    if OTHER in found:
        found[OTHER] = found.pop(OTHER)
    return found


def _item(item: Item, internal: bool) -> Iterator[Block]:
    yield parts.label("整改情况", _state(item), parts.progress(item))
    yield parts.label("整改措施", parts.measures(item.issue, item.issue.measures))
    if internal:
        yield parts.label("佐证材料", parts.proofs(item))
        yield parts.body(*parts.owners(item.issue))
        yield parts.body(*parts.time_limit(item))


def _state(item: Item) -> str:
    """该问题已完成整改, as published notices say it."""
    issue = item.issue
    if issue.is_open:
        return "该问题基本完成整改。" if issue.state is State.BASICALLY_DONE else "该问题正在整改。"
    return "该问题已完成整改，长期坚持。" if issue.sustained else "该问题已完成整改。"


def _long_term(report: Report) -> Iterator[Block]:
    if not report.long_term:
        yield parts.body("没有需长期整改的问题。")
    for number, item in enumerate(report.long_term, 1):
        plan = item.issue.long_term
        assert plan, "only such issues are in this list"
        yield parts.heading(number, item)
        yield parts.label("原因", sentence(plan.reason) if plan.reason else missing(f"{item.issue.id}长期整改原因"))
        review = day(plan.review_on) or missing(f"{item.issue.id}下次复查日期")
        yield parts.label("阶段目标", sentence(plan.goal) if plan.goal else missing(f"{item.issue.id}阶段目标"), "下次复查：", review, "。")


def _next(report: Report) -> Iterator[Block]:
    yield from parts.unfinished(report)
    lasting = [measure.text for _, measure in report.measures(MeasureKind.INSTITUTIONAL)]
    if lasting:
        yield parts.body("巩固整改成果：", listed(lasting))
    yield parts.body(missing("下一步整改工作安排"))
