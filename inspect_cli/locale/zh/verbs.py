"""The Chinese of the command line: help, questions, answers, complaints about a command's words."""

SENTENCES: dict[str, str] = {
    # acting
    "{issue} {title}: {before} → {after}": "{issue} {title}：{before} → {after}",
    "Note": "说明",
    "Reason": "原因",
    "Responsible leader": "责任领导",
    "Responsible department": "责任部门",
    "Approved by": "批准人",
    "Stage goal": "阶段目标",
    "Due date": "完成时限",
    "New due date": "新的完成时限",
    "Next review date": "下次复查日期",
    "{issue} {title}: {verb} recorded, {state}": "{issue} {title}：已登记“{verb}”，{state}",
    "Measure: what will be done": "整改措施：要做什么",
    "  {file}: {size} bytes, sha256 {hash}…, {kind}": "  {file}：{size} 字节，sha256 {hash}…，{kind}",
    "  goes on as {twin}": "  转为 {twin} 继续整改",
    # add
    "registered: {file}": "已登记：{file}",
    "next: inspect why {id}": "下一步：inspect why {id}",
    "{what} is missing": "缺少 {what}",
    "inspect add --help shows what it takes": "inspect add --help 列出需要什么",
    "found by itself, handed over during the inspection, or fed back after it": "自查发现、巡察期间移交、巡察后反馈",
    "its title": "问题标题",
    "its text, word for word as received": "问题原文，一字不改",
    "read the text from a file; - is standard input": "从文件读取原文；- 为标准输入",
    "the notice's number, or oral": "通知书编号；口头移交写 oral",
    "the day it was found or handed over": "发现或移交的日期",
    "the key post it concerns": "涉及的关键岗位",
    "an earlier issue that has come back": "以前出现过、又反弹的问题",
    "round {round} has no unit {unit}": "轮次 {round} 没有单位 {unit}",
    "its units: {units}": "本轮单位：{units}",
    "Unit": "被巡察单位",
    "Channel": "整改方式",
    "Title": "标题",
    "Text, word for word as received": "问题原文（一字不改）",
    "Found or handed over on": "发现或移交日期",
    "Notice number, or oral": "通知书编号，或 oral",
    # app
    "Rounds": "轮次",
    "Issues": "问题",
    "Lifecycle": "整改办理",
    "Answers": "进展",
    "Trust": "核对",
    "Follow inspection findings through to the end. inspect COMMAND --help says more; options stand after the command.": (
        "把巡察发现的问题跟到底。inspect 命令 --help 查看说明；选项写在命令后面。"
    ),
    "Commands": "命令",
    "Options": "选项",
    "print the version": "显示版本",
    "teach your shell to complete ids, rounds, units and states": "让命令行能补全编号、轮次、单位和状态",
    # ask
    "nothing was written; to go on with what you typed: {command}": "没有写入任何内容；接着刚才的内容继续：{command}",
    "the answers ended before the questions did": "问题还没问完，输入就结束了",
    " (may stay empty)": "（可不填）",
    # check
    "check all records, or one round or some issues, against every rule": "按全部规则检查所有记录，或某一轮、某些问题",
    "{flag}: {typed} is not one of the known words": "{flag}：{typed} 不是规定的用词",
    "as of {day}: {errors} errors, {warnings} warnings, {infos} notes": "截至 {day}：错误 {errors}，警告 {warnings}，提示 {infos}",
    "only these rounds or issues": "只看这些轮次或问题",
    "warnings fail too": "警告也算不通过",
    "how findings are told": "输出格式",
    # doctor
    "look whether this machine and this folder are set up well": "检查本机和本文件夹是否设置妥当",
    # edit
    "edit an issue or a round in your editor; checked before it replaces the file, and what you typed is never lost": (
        "用编辑器修改问题或轮次；检查通过才替换原文件，写下的内容不会丢"
    ),
    "press e and Enter to edit again, or only Enter to stop": "按 e 再回车重新编辑，直接回车结束",
    "written: {file}": "已写入：{file}",
    "what was typed is no valid record; the record itself is unchanged": "写下的内容不是有效的记录；原记录未变",
    "an issue or a round": "一个问题或一个轮次",
    "take the new text from a file instead of an editor": "不开编辑器，从文件读取新内容",
    "what you typed is kept: inspect edit {name} --from {draft}": "写下的内容已保存：inspect edit {name} --from {draft}",
    # editor
    "the editor {editor} ended with {code}; what was typed is kept in {path}": "编辑器 {editor} 以 {code} 退出；写下的内容保存在 {path}",
    "no editor is set": "没有设置编辑器",
    "set EDITOR, or bring the text with --from FILE": "请设置 EDITOR，或用 --from FILE 提供内容",
    "the editor {editor} cannot be started: {why}": "编辑器 {editor} 启动不了：{why}",
    "set EDITOR": "请设置 EDITOR",
    # evidence
    "add evidence: files are copied into the round and hashed; or the number of a document without a file": (
        "添加佐证材料：文件会复制进本轮并登记校验值；没有文件的写文号"
    ),
    "take evidence out of the record, with a reason; the file itself stays where it is": "从记录中去掉佐证材料，写明原因；文件本身不动",
    "inspect evidence add {id} FILE, or --document NUMBER": "inspect evidence add {id} FILE，或 --document 文号",
    "the files": "文件",
    "what it shows": "说明",
    "the evidence: e1": "佐证材料编号：e1",
    # explain
    "what a rule is about, why, how to mend it, with a good and a bad example; without a name, the list of rules": (
        "说明一条规则：查什么、为什么、怎样改，附正反例；不写代码则列出全部"
    ),
    "there is no rule {rule}": "没有规则 {rule}",
    "known rules: {rules}": "现有规则：{rules}",
    "the rule's code, such as DUE01": "规则代码，如 DUE01",
    # extend
    "the new due date": "新的完成时限",
    "the day of the approval; else today": "批准日期；不写则为今天",
    # feedback
    "record the day of the feedback meeting": "登记反馈会的日期",
    "feedback of {round} on {day}; the report is due on {due}": "{round} 于 {day} 反馈；整改报告 {due} 到期",
    "feedback of {round} on {day}; its report has no limit yet: deadlines.feedback_report": (
        "{round} 于 {day} 反馈；整改报告还没有时限：deadlines.feedback_report"
    ),
    "the round": "轮次",
    "the day of the meeting": "反馈会日期",
    # help
    "show this page": "显示本页",
    "Arguments": "参数",
    "Usage": "用法",
    # init
    "make this folder ready for records: rounds/, schemas/, .gitattributes": "准备存放记录的文件夹：rounds/、schemas/、.gitattributes",
    "ready: {root}": "准备好了：{root}",
    "next: inspect new-round": "下一步：inspect new-round",
    # listing
    "list issues: all of the round, or those that match every filter given": "列出问题：本轮全部，或符合所有条件的",
    "only this channel": "只看这种整改方式",
    "only this state; may be given several times": "只看这种状态；可写多次",
    "only what is overdue": "只看超期的",
    "only what is not done, closed or void": "只看未完成的",
    "only where leader, department or handler contain this": "责任领导、责任部门或经办人含有这些字的",
    "only where title, text, measures or notes contain this": "标题、原文、措施或说明含有这些字的",
    "all rounds": "全部轮次",
    # long_term
    "the stage goal": "阶段目标",
    "when it is looked at next": "下次复查日期",
    # measure
    "add a measure: what will be done, by whom and by when": "添加整改措施：做什么、谁做、何时完成",
    "a measure is done": "登记措施已完成",
    "take a measure out of the plan, with a reason": "从方案中去掉一条措施，写明原因",
    "name an issue and its measures": "请写问题编号和措施编号",
    "inspect measure done CG-D003 m1, or inspect measure done CG-D003 --all": (
        "inspect measure done CG-D003 m1，或 inspect measure done CG-D003 --all"
    ),
    "who does it; else the issue's department": "谁来做；不写则为责任部门",
    "the number of the rule it makes (建章立制)": "所立制度的文号（建章立制）",
    "an issue and its measures: CG-D003 m1 m2": "问题编号和措施编号：CG-D003 m1 m2",
    "every measure that is still open": "所有未完成的措施",
    "the day it was done; else today": "完成日期；不写则为今天",
    "the number of the rule it made (建章立制)": "所立制度的文号（建章立制）",
    "the measure: m1": "措施编号：m1",
    # new_round
    "open a round: make its folder and its round.yaml": "开始一轮：建立文件夹和 round.yaml",
    "round {round} is open: {file}": "轮次 {round} 已建立：{file}",
    "next: inspect add --round {round}": "下一步：inspect add --round {round}",
    "Last day on site": "离开日期",
    "the on-site period ends on {ends}, before it starts on {starts}": "离开日期 {ends} 早于进驻日期 {starts}",
    "change --starts or --ends": "请改 --starts 或 --ends",
    "inspect new-round --help shows what it takes": "inspect new-round --help 列出需要什么",
    "for example {flag} CG=市城市管理局党组": "例如 {flag} CG=市城市管理局党组",
    "Inspected unit as CODE=NAME": "被巡察单位（代码=名称）",
    "unit {code} is named twice": "单位 {code} 写了两次",
    "one code for each unit": "一个单位一个代码",
    "--unit: {code} is no code": "--unit：{code} 不能作代码",
    "{id} cannot name a round": "{id} 不能作轮次编号",
    "letters, digits, dot, dash and underscore, such as 2020-r2": "用字母、数字、点、横线和下划线，如 2020-r2",
    "its id, such as 2020-r2": "轮次编号，如 2020-r2",
    "what kind of round it is": "轮次类别",
    "the inspection team": "巡察组",
    "an inspected unit; once for each": "被巡察单位；每个写一次",
    "first day on site": "进驻日期",
    "last day on site, if it is fixed": "离开日期（已定的话）",
    "months for the feedback report": "反馈整改报告时限（月）",
    "what that limit rests on": "时限的依据",
    "Round id, such as 2020-r2": "轮次编号，如 2020-r2",
    "Inspection team": "巡察组",
    "round {round} is there already": "轮次 {round} 已经存在",
    "Kind": "类别",
    "First day on site": "进驻日期",
    # one
    "{file}:{line}:{column}: {message}": "{file}:{line}:{column}：{message}",
    # options
    "issues: CG-D003, cg-d3, 2020-r2/CG-D003, or the start of a uid": "问题：CG-D003、cg-d3、2020-r2/CG-D003 或唯一标识开头几位",
    "an issue: CG-D003, cg-d3, 2020-r2/CG-D003, or the start of a uid": "一个问题：CG-D003、cg-d3、2020-r2/CG-D003 或唯一标识开头几位",
    "the answer, the result, what is left, or the reason": "答复、结果、还差什么，或原因",
    "who approved it": "批准人",
    "responsible leader": "责任领导",
    "responsible department": "责任部门",
    "who handles it day by day": "经办人",
    "due date": "完成时限",
    "a measure: what will be done; may be given several times": "整改措施：要做什么；可写多次",
    "an evidence file, copied into the round; may be given several times": "佐证材料文件，会复制进本轮；可写多次",
    "the number of a document as evidence without a file": "没有文件的佐证材料，写文号",
    "every measure is done as of today": "全部措施今天已完成",
    "kind of evidence": "佐证材料类别",
    "kind of measure": "措施类别",
    "how grave it is": "严重程度",
    "nature of the problem": "问题性质",
    "which discipline it touches": "违反的纪律",
    "power node of a key post": "关键岗位的权力节点",
    "heading above it: first the aspect, then the problem; give it twice": "上级标题：先方面后问题，写两次",
    "the inspected unit": "被巡察单位代码",
    # refusal
    "cannot {verb} {id}:": "{id} 不能办理“{verb}”：",
    "the words of this command are off: {why}": "命令写法不对：{why}",
    "option {option} needs a value": "选项 {option} 后面要写内容",
    "{what}: this value does not fit: {why}": "{what}：内容不合适：{why}",
    "there is one word too many: {words}": "多了这些内容：{words}",
    "{command} --help shows what it takes": "{command} --help 列出需要什么",
    "inspect itself made a mistake; your records are as they were before, or as the last message said": (
        "inspect 自身出错；您的记录保持原样，或如上一条信息所述"
    ),
    "send this line to whoever maintains inspect: {report}": "请把这一行发给维护 inspect 的人：{report}",
    "there is no option {option}; did you mean {near}?": "没有选项 {option}，是不是 {near}？",
    "there is no option {option}": "没有选项 {option}",
    "there is no command {name}; did you mean {near}?": "没有命令 {name}，是不是 {near}？",
    "there is no command {name}": "没有命令 {name}",
    "nothing was changed": "没有任何改动",
    "nothing was written, also not for {others}: all or none": "没有写入任何内容，{others} 也没有：要么全改，要么都不改",
    "interrupted; nothing more was written": "已中断；此后没有写入任何内容",
    # rounds
    "the rounds there are, the newest first": "列出各轮次，新的在前",
    # schema
    "print the JSON Schema of an issue or a round file, or write both into schemas/": "显示问题或轮次文件的 JSON Schema，或写入 schemas/",
    "schemas/ is up to date": "schemas/ 已是最新",
    "which one to print": "显示哪一个",
    "write schemas/ anew": "重新写 schemas/",
    "there is no schema {name}": "没有 {name} 的 schema",
    # session
    "nobody is named as the one who acts": "没有写明由谁办理",
    "--by NAME, or set INSPECT_BY, or git config user.name NAME": "用 --by 写明，或设置 INSPECT_BY，或 git config user.name 姓名或岗位",
    # show
    "show one issue: what was found, who answers for it, what was done, and its history": "查看一个问题：发现了什么、谁负责、做了什么、办理经过",
    # status
    "where things stand: counts, what is late, the countdown, and whether the written report can go out": (
        "看进展：数量、超期、倒计时，以及书面报告能不能报"
    ),
    "the round; else the one open today, else the newest": "轮次；不写则为今天在驻点的，否则为最新的",
    "all rounds, one row each": "全部轮次，每轮一行",
    "the counts in the words that the round publishes": "按本轮公布用语统计",
    "exit with 1 while the report's gate is closed": "还不能报时以 1 退出",
    # values
    "{flag}: {typed} is not a day of the calendar": "{flag}：日历上没有 {typed} 这一天",
    "{flag}: {typed} is not CODE=NAME": "{flag}：{typed} 不是“代码=名称”",
    # verb
    "who acts; else INSPECT_BY, else git's user": "由谁办理；否则用 INSPECT_BY，再否则用 git 用户",
    "show what would change and write nothing": "只显示会改什么，不写入",
    "never ask; fail where something is missing": "不询问；缺内容就报错",
    "one JSON document": "输出一个 JSON 文档",
    "tab-separated lines; the default to a pipe": "以制表符分隔；输出到管道时默认如此",
    "the day to go by; else INSPECT_TODAY, else today": "以哪一天为准；否则用 INSPECT_TODAY，再否则为今天",
    "the language; else INSPECT_LANG, else the locale": "语言；否则用 INSPECT_LANG，再否则按系统设置",
    "the folder that holds rounds/; else INSPECT_ROOT, else upward from here": "rounds/ 所在文件夹；否则用 INSPECT_ROOT，再否则从当前位置往上找",
    # why
    "what can be done with an issue now, by whom, and what each step still needs": "这个问题现在能办什么、由谁办、还缺什么",
}
