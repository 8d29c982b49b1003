"""The Chinese of the domain: the lifecycle, its refusals, the gate."""

SENTENCES: dict[str, str] = {
    # compare
    "the id of a round is its folder's name and stays: {id}": "轮次编号就是文件夹名，不能改：{id}",
    "unit {code} has issues and must stay among the units": "单位 {code} 名下有问题，不能从被巡察单位中去掉",
    # deadlines
    "round {round} has its feedback day already: {day}; a deadline rests on it": "轮次 {round} 已登记反馈日期 {day}，报告时限据此计算",
    "if it was a mistake: inspect edit {round}": "如系误填：inspect edit {round}",
    "{day} lies before the first day on site, {starts}": "{day} 早于进驻日期 {starts}",
    "name the day with --on DATE": "用 --on DATE 写明日期",
    # decide
    "cannot {verb} {id}": "不能对 {id} 执行 {verb}",
    # gate
    "every item has an answer": "每个问题都有回音",
    "none is overdue": "没有超期的问题",
    "inspect finish ID …, or inspect extend ID --to DATE --reason … --approved-by …": (
        "inspect finish ID …，或 inspect extend ID --to DATE --reason … --approved-by …"
    ),
    "every done item's evidence is present and intact": "已完成问题的佐证材料齐全、完好",
    "what is unfinished says what is left and by when": "未完成的问题写明还差什么、何时完成",
    "inspect nearly ID --note …, inspect progress ID --note …, or inspect carry ID": (
        "inspect nearly ID --note …、inspect progress ID --note … 或 inspect carry ID"
    ),
    "no record is unreadable": "没有读不出的记录",
    "the report has a date by which it is due": "书面报告有截止日期",
    "the on-site period has no end: on_site.ends is empty": "驻点结束日期未定：on_site.ends 为空",
    "the feedback report has no limit: deadlines.feedback_report is empty": "反馈整改报告没有时限：deadlines.feedback_report 为空",
    "no answer yet": "还没有回音",
    "{days} days overdue (due {due})": "超期 {days} 天（时限 {due}）",
    "done without evidence": "已完成，但没有佐证材料",
    "unfinished, and nobody says what is left": "未完成，也没有写明还差什么",
    "inspect finish {id} …, or inspect extend {id} --to DATE --reason … --approved-by …, or inspect carry {id}": (
        "inspect finish {id} …，或 inspect extend {id} --to DATE --reason … --approved-by …，或 inspect carry {id}"
    ),
    "inspect finish {id} …, or inspect extend {id} --to DATE --reason … --approved-by …": (
        "inspect finish {id} …，或 inspect extend {id} --to DATE --reason … --approved-by …"
    ),
    "evidence {piece} ({file}): {state}": "佐证材料 {piece}（{file}）：{state}",
    "put the original file back: {file}": "请放回原文件：{file}",
    "unfinished, and no date by which it will be done": "未完成，也没有完成时限",
    # guards
    "it has no responsible leader": "没有责任领导",
    "it has no responsible department": "没有责任部门",
    "it was carried to {twin} and is followed up there": "已转入 {twin}，在那里继续整改",
    "{by} is not among the people of round {round}": "{by} 不在轮次 {round} 的人员名单中",
    "{who} cannot approve this: that is for {roles}": "{who} 无权批准，应由{roles}批准",
    "the clock says {now}, but the last entry is of {last}": "现在是 {now}，而最后一条办理经过是 {last}",
    "use a later --today, or none": "把 --today 改晚，或不用它",
    "the text is marked “{mark}”: classified material does not belong in these records": "文字标有“{mark}”：涉密内容不应写进这些记录",
    "it is said to be found on {day}, which is after {today}": "发现日期 {day} 晚于 {today}",
    "a handed-over item names its notice, or says oral": "移交的问题要写通知书编号，口头移交写 oral",
    "--notice NUMBER, or --notice oral": "--notice 编号，或 --notice oral",
    "it has no due date": "没有完成时限",
    "{due} lies after the end of the on-site period, {ends}; what takes longer is carried into feedback": (
        "{due} 晚于驻点结束日期 {ends}；需要更长时间的，转入反馈整改"
    ),
    "{due} lies before {found}, the day it was found": "{due} 早于发现日期 {found}",
    "it has no measure": "没有整改措施",
    "the answer is missing: what has been done so far": "没写答复：目前做了什么",
    "it does not say what is left to do": "没写还差什么",
    "the result is missing: what rectifying has brought": "没写结果：整改取得了什么成效",
    "the reason is missing": "没写原因",
    "the note is missing: who hands over what to whom, and why": "没写说明：谁向谁移交什么，为什么",
    "it has no evidence: no completion without evidence": "没有佐证材料：没有佐证不算完成",
    "{by} also declared it done on {day}; who declared it done does not close it": "{by} 于 {day} 申报完成；谁申报完成，谁不能销号",
    "it does not say who approved": "没写批准人",
    "--approved-by NAME": "--approved-by 批准人",
    "the new due date is missing": "没写新的完成时限",
    "the measure does not say what will be done": "措施没写要做什么",
    "{day} is still to come": "{day} 还没到",
    "{day} lies before {found}, the day it was found": "{day} 早于发现日期 {found}",
    "it has no evidence {name}; it has {known}": "没有佐证材料 {name}，现有：{known}",
    "evidence is a file, or the number of a document": "佐证材料要么是文件，要么是文号",
    "nothing would change: name a new severity, nature, discipline or heading": "没有变化：请写新的严重程度、性质、纪律或方面",
    "nothing would change: name a new leader, department or handler": "没有变化：请写新的责任领导、责任部门或经办人",
    "{file} is on record already, as {piece}": "{file} 已经登记过，编号 {piece}",
    "{file} is empty: it proves nothing": "{file} 是空文件，证明不了什么",
    "put the original file back, or inspect return {id} --reason …": "放回原文件，或 inspect return {id} --reason …",
    "the stage goal is missing": "没写阶段目标",
    "the next review date is missing": "没写下次复查日期",
    "it is an item of {channel}; only one of {only} can be carried": "这是{channel}问题；只有{only}问题才能转入反馈整改",
    "{by} may not {verb} here: that is for {roles}": "{by} 无权在此办理“{verb}”，应由{roles}办理",
    "it already belongs to {has}; changing that to {brings} is a hand-over": "已由“{has}”负责；换成“{brings}”属于移交责任",
    "it is due on {due}; moving that to {to} is an extension": "完成时限是 {due}；改到 {to} 属于延期",
    "measure {measure} is not done: {what}": "措施 {measure} 尚未完成：{what}",
    "put the original file back, or inspect evidence drop {id} {piece} --reason … and add it again": (
        "放回原文件；或 inspect evidence drop {id} {piece} --reason … 后重新添加"
    ),
    "it has no due date yet; start sets the first one": "还没有完成时限；第一个时限由 start 设定",
    "it has no measure {name}; it has {known}": "没有措施 {name}，现有：{known}",
    "the review date {day} is not after {today}": "复查日期 {day} 不晚于 {today}",
    "it is {state}; {verb} goes only from {starts}": "现为{state}；“{verb}”只能从{starts}办理",
    "{to} is not later than {due}": "{to} 不晚于现时限 {due}",
    "measure {name} was done on {day} already": "措施 {name} 已于 {day} 完成",
    # lifecycle
    "record a new issue": "登记一个新问题",
    "start rectifying: somebody answers for it, by a date, with measures": "开始整改：有人负责、有时限、有措施",
    "answer: say what has been done so far": "答复进展：目前做了什么",
    "basically done: say what is left": "基本完成：写明还差什么",
    "declare it done, with measures, evidence and the result": "申报完成：措施已落实、有佐证材料、有结果",
    "send it back: not done yet": "退回：还没有整改到位",
    "verify and close (sign off); never by whoever declared it done": "核实并销号；申报完成的人不能销号",
    "open a closed issue again": "重启已销号的问题",
    "carry an unfinished item into feedback, with links both ways": "把未完成的问题转入反馈整改，双向链接",
    "recorded by mistake: void it for good; file and number stay": "误录作废，不可恢复；文件和编号保留",
    "move the due date, approved and with a reason; the original one stays on record": "延期：有批准、有原因，原定时限保留",
    "add, complete or drop a measure": "添加、完成或删除整改措施",
    "add or drop evidence": "添加或删除佐证材料",
    "change severity or classification, approved and with a reason": "重新定级分类：有批准、有原因",
    "hand it over to another leader, department or handler": "移交给另一位责任领导、责任部门或经办人",
    "done, and to be kept up": "长期坚持：已完成，还要保持",
    "cannot be done yet: stays open, with a reason, a stage goal and the next review date": (
        "持续整改：暂时完不成，写明原因、阶段目标和下次复查日期"
    ),
}
