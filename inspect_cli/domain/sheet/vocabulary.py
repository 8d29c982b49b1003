"""The words of offices: what they write over a column, and for a value of a closed set, besides our own. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from inspect_cli.domain.words import Channel, Nature, Severity, State

_HEADS: dict[str, str] = {
    "seq": "序 项号 No NO. 序列号",
    "id": "问题编号 问题代码 问题编码 台账编号 问题序号",
    "unit": "被巡察党组织 被巡视单位 被巡察单位名称 单位名称 单位 整改单位 被检查单位",
    "channel": "整改类型 整改类别 问题来源 来源",
    "title": "问题名称 标题 问题概述 问题摘要 问题简述",
    "text": "具体表现 具体问题 问题内容 具体内容 问题具体表现 问题描述 问题表述 主要表现 问题表现 反馈问题 反馈问题原文 "
    "反馈问题（原汁原味） 反馈的问题 反馈意见 巡察反馈问题 巡察反馈意见 移交问题 检查发现问题 发现问题 发现的问题 "
    "存在问题 存在的问题 主要问题 存在的主要问题 问题",
    "aspect": "方面 问题方面 反馈方面 问题类别 类别 问题分类 问题类型",
    "heading": "问题大类 一级问题 问题条目",
    "notice": "交办函编号 立行立改通知书 立行立改通知书编号 通知书文号 交办文号 移交文号",
    "found_on": "发现日期 发现时间 移交日期 移交时间 交办日期 交办时间 反馈日期 反馈时间 登记日期",
    "severity": "问题等级 风险等级 问题程度",
    "nature": "性质",
    "discipline": "纪律类别 六项纪律 涉及纪律",
    "post": "涉及岗位",
    "leader": "责任领导及职务 牵头领导 分管领导 包抓领导 整改责任领导 牵头责任人 整改责任人 责任人 第一责任人",
    "department": "责任科室 责任处室 整改责任部门 牵头部门 牵头科室 责任股室 承办部门 承办科室 牵头单位 责任单位 整改责任单位 "
    "承办单位 责任部门（科室）",
    "handler": "具体责任人 承办人 具体经办人 联系人 直接责任人",
    "measures": "措施 整改举措 具体整改措施 具体措施 整改具体措施 整改措施及要求 拟采取的整改措施",
    "original_due": "原截止日期 原定完成时限 原整改时限",
    "due": "整改时限 整改期限 完成期限 时限 时限要求 整改完成时限 整改完成时间 计划完成时间 计划完成日期 拟完成时间 "
    "办结时限 截止日期 截止时间 完成时间",
    "overdue": "超期情况",
    "days": "延期天数 超期天数",
    "progress": "整改进展 进展 整改进展情况 进展情况 目前进展 整改完成情况 完成情况 完成情况说明 整改落实情况 落实情况 整改结果 整改进度",
    "state": "整改状态 完成状态 办理状态 是否完成 是否完成整改 是否整改到位 是否销号 销号情况 完成与否",
    "evidence": "佐证资料 印证材料 支撑材料",
    "rules_made": "建立制度（项） 新建制度数",
    "money_recovered": "挽回损失（万元） 追缴金额（万元） 挽回资金",
    "people": "追责问责情况",
    "sustained": "是否长期坚持",
    "long_term_reason": "不能按期完成原因",
    "long_term_goal": "阶段性目标",
    "review_on": "复查日期",
    "withheld": "不公开原因",
    "measure_id": "任务编号 措施序号",
    "measure_text": "任务内容 具体任务 工作任务",
    "measure_kind": "措施类型",
    "measure_owner": "任务责任人",
    "measure_due": "任务时限 措施完成时限",
    "measure_done_on": "任务完成日期 措施完成时间",
    "measure_document": "制度文号 文号",
    "note": "说明 备注说明 填报说明 审核意见 销号意见 移交说明",
    "delay_reason": "延期理由 申请延期原因",
    "approved_by": "审批人 延期批准人 审核人",
    "approved_on": "审批日期 批准时间",
    "uid": "uid",
}
HEADS = {key: tuple(words.split()) for key, words in _HEADS.items()}
"""What else stands over a column, by its key."""

_WORDS: Iterable[tuple[StrEnum, str]] = (
    (State.REGISTERED, "未整改 未启动 未开始 待办 已登记"),
    (State.IN_PROGRESS, "正在整改 推进中 正在推进 进行中 未完成 否 未销号"),
    (State.BASICALLY_DONE, "基本整改到位"),
    (State.DONE, "完成 已整改 完成整改 已完成整改 整改完成 已整改完成 已整改到位 整改到位 已办结 办结 是 √"),
    (State.CLOSED, "销号 已整改销号 完成销号"),
    (State.VOID, "已作废"),
    (Channel.FEEDBACK, "巡察反馈 反馈 反馈问题"),
    (Channel.DURING, "边巡边改 移交 巡察移交"),
    (Channel.IMMEDIATE, "自查 自查自纠 自查发现"),
    (Severity.SERIOUS, "重大 较重 高"),
    (Severity.MODERATE, "中"),
    (Severity.MINOR, "较轻 低"),
    (Nature.RESPONSIBILITY, "责任"),
    (Nature.CORRUPTION, "腐败"),
    (Nature.CONDUCT, "作风"),
)
OTHER_WORDS = [(value, word) for value, words in _WORDS for word in words.split()]
"""What offices write for a value of a closed set, besides its own word."""
