"""Made-up papers of every shape, for the tests of layouts."""

from __future__ import annotations

from datetime import date

from inspect_cli.render.official.paper import Attachment, Block, Column, Paper, Role, Signature, Table, missing, said

DAY = date(2020, 12, 7)
UNIT = "中共市城市管理局党组"
TITLE = "中共市城市管理局党组关于巡察移交立行立改问题整改情况的报告"
LONG_UNIT = "中共市综合行政执法和城市管理局（市城市更新指挥部办公室）党组"
TEXT = (
    said(Role.ADDRESSEE, "市委巡察二组"),
    said(Role.BODY, "按照《立行立改通知书》（巡察立改〔2020〕3号，2020年11月7日16:20签收）要求，现将“立行立改”整改进展情况报告如下。"),
    said(Role.LEVEL1, "一、总体情况"),
    said(Role.BODY, "移交3项；已完成1项，占33.3%……2020年10月19日—2020年12月18日。"),
    said(Role.LEVEL2, "（一）关于“背街小巷垃圾清运不及时”的问题"),
    said(Role.LEVEL3, "1.整改情况"),
    said(Role.LEVEL4, "（1）增配清运车辆2台，每日两清。"),
    said(Role.BODY, "责任领导：", missing("CG-D003 的责任领导"), "；责任部门：环卫科。"),
    said(Role.NOTE, "截至2020年12月7日，未完成2项。"),
)
COLUMNS = (
    Column("序号", 1, True),
    Column("编号", 3, True),
    Column("问题", 6),
    Column("措施", 8),
    Column("时限", 4, True),
    Column("状态", 3, True),
)


def table(rows: int) -> Table:
    """A table of so many items."""
    row = ("背街小巷垃圾清运不及时", "增配清运车辆2台，每日两清；\n建立巡查制度", "2020年11月20日", "正在整改")
    return Table(COLUMNS, tuple((str(number), f"CG-D{number:03}", *row) for number in range(1, rows + 1)))


def paper(*blocks: Block, name: str = UNIT, day: str = "2020年12月7日", sealed: bool = False, **others: object) -> Paper:
    """A paper of these blocks, signed."""
    given: dict[str, object] = {"title": TITLE, "signature": Signature(name, day, sealed), **others}
    return Paper(blocks=blocks or TEXT, **given)  # type: ignore[arg-type]


LEDGER = Attachment("立行立改整改台账", (table(30),), landscape=True)
LIST = Attachment("佐证材料目录以及一个长得在附件说明里需要回行才能写完的附件名称", (said(Role.BODY, "见卷宗。"),))
PAPERS = {
    "short": paper(),
    "thirty items": paper(attachments=(LEDGER, LIST), mark="草稿"),
    "one attachment": paper(attachments=(LIST,)),
    "one full text": paper(said(Role.BODY, "汉" * 28 * 60), sealed=True),
    "a long name": paper(name=LONG_UNIT, sealed=True),
    "a day longer than the name": paper(name="市城管局", day="2020年12月17日"),
    "a table in the text": paper(*TEXT, table(3), table(2)),
    "nothing": Paper("", ()),
}
