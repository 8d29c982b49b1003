"""Made-up papers of every shape, for the tests of layouts."""

from __future__ import annotations

from datetime import date

from inspect_cli.gbt9704.paper import Annex, Block, Paper, PaperColumn, PaperTable, ParagraphRole, Signature, missing, said

DAY = date(2020, 12, 7)
UNIT = "中共市城市管理局党组"
TITLE = "中共市城市管理局党组关于巡察移交立行立改问题整改情况的报告"
LONG_UNIT = "中共市综合行政执法和城市管理局（市城市更新指挥部办公室）党组"
TEXT = (
    said(ParagraphRole.ADDRESSEE, "市委巡察二组"),
    said(
        ParagraphRole.BODY,
        "按照《立行立改通知书》（巡察立改〔2020〕3号，2020年11月7日16:20签收）要求，现将“立行立改”整改进展情况报告如下。",
    ),
    said(ParagraphRole.LEVEL1, "一、总体情况"),
    said(ParagraphRole.BODY, "移交3项；已完成1项，占33.3%……2020年10月19日—2020年12月18日。"),
    said(ParagraphRole.LEVEL2, "（一）关于“背街小巷垃圾清运不及时”的问题"),
    said(ParagraphRole.LEVEL3, "1.整改情况"),
    said(ParagraphRole.LEVEL4, "（1）增配清运车辆2台，每日两清。"),
    said(ParagraphRole.BODY, "责任领导：", missing("CG-D003 的责任领导"), "；责任部门：环卫科。"),
    said(ParagraphRole.NOTE, "截至2020年12月7日，未完成2项。"),
)
COLUMNS = (
    PaperColumn("序号", 1, True),
    PaperColumn("编号", 3, True),
    PaperColumn("问题", 6),
    PaperColumn("措施", 8),
    PaperColumn("时限", 4, True),
    PaperColumn("状态", 3, True),
)


def table(rows: int) -> PaperTable:
    """A table of so many items."""
    row = ("背街小巷垃圾清运不及时", "增配清运车辆2台，每日两清；\n建立巡查制度", "2020年11月20日", "正在整改")
    return PaperTable(COLUMNS, tuple((str(number), f"CG-D{number:03}", *row) for number in range(1, rows + 1)))


def paper(*blocks: Block, name: str = UNIT, day: str = "2020年12月7日", sealed: bool = False, **others: object) -> Paper:
    """A paper of these blocks, signed."""
    given: dict[str, object] = {"title": TITLE, "signature": Signature(name, day, sealed), **others}
    return Paper(blocks=blocks or TEXT, **given)  # type: ignore[arg-type]


LEDGER = Annex("立行立改整改台账", (table(30),), landscape=True)
LIST = Annex("佐证材料目录以及一个长得在附件说明里需要回行才能写完的附件名称", (said(ParagraphRole.BODY, "见卷宗。"),))
PAPERS = {
    "short": paper(),
    "thirty items": paper(attachments=(LEDGER, LIST), mark="草稿"),
    "one attachment": paper(attachments=(LIST,)),
    "one full text": paper(said(ParagraphRole.BODY, "汉" * 28 * 60), sealed=True),
    "a long name": paper(name=LONG_UNIT, sealed=True),
    "a day longer than the name": paper(name="市城管局", day="2020年12月17日"),
    "a table in the text": paper(*TEXT, table(3), table(2)),
    "nothing": Paper("", ()),
}
