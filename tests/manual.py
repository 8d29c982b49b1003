"""The generated pieces of README.md, README.zh.md, the map of the house and the manual. `python tests/manual.py` writes them anew; a test proves them fresh."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from keys_piece import keys, round_keys

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.verb import SHARED
from inspect_cli.domain.counting.gate import GATE_RULES
from inspect_cli.domain.lifecycle.moves import MOVES, Move
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.sheet.columns import COLUMNS, ColumnUse
from inspect_cli.domain.text import Text
from inspect_cli.domain.words import Channel, Word, word
from inspect_cli.render.json_v1.shapes.kinds import KINDS
from inspect_cli.render.language import Language, say
from inspect_cli.render.template.variables import named
from inspect_cli.render.width import columns as columns_of
from inspect_cli.render.width import padded
from inspect_cli.views.explain import entries
from inspect_cli.views.help import TOPICS
from inspect_cli.views.intake import becomes

ROOT = Path(__file__).parent.parent
FILES = {"README.md": Language.EN, "README.zh.md": Language.ZH, "inspect_cli/README.md": Language.EN} | {
    f"inspect_cli/help/{language.value}/{topic.name}.md": language for language in Language for topic in TOPICS
}
"""Every file with generated pieces, and its language."""


def lifecycle(language: Language) -> str:
    """The table of moves."""
    heads = {
        Language.EN: "| verb | from | to | who (immediate · during · feedback) | what it does |",
        Language.ZH: "| 命令 | 从 | 到 | 由谁（即知即改 · 立行立改 · 反馈整改） | 作用 |",
    }
    return "\n".join([heads[language], "|---|---|---|---|---|", *(_row(move, language) for move in MOVES)])


def _row(move: Move, language: Language) -> str:
    starts = say(_ordered(move), language) or "–"
    to = say(move.to, language) if move.to else ("–" if language is Language.EN else "不变")
    each = [say(list(move.roles(channel, False)), language) if channel in move.channels else "–" for channel in Channel]
    who = each[0] if len(set(each)) == 1 else " · ".join(each)
    return f"| `{move.verb.value}` | {starts} | {to} | {who} | {say(move.help, language)} |"


def _ordered(move: Move) -> list[object]:
    return [state for state in type(next(iter(move.starts))) if state in move.starts] if move.starts else []


def diagram(language: Language) -> str:
    """The states and what leads from one to another, for Mermaid."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for move in MOVES:
        if move.to is None:
            continue
        for start in _ordered(move) or [None]:
            source = "[*]" if start is None else start.value
            lines.append(f"    {source} --> {move.to.value}: {move.verb.value}")
    names = [f"    {state.value}: {say(word(state), language)}" for state in type(MOVES[0].to)]  # type: ignore[union-attr]
    return "\n".join([*lines, *names, "```"])


def rules(language: Language) -> str:
    """Every rule and every condition of the gate."""
    heads = {Language.EN: "| rule | level | waiver | what it finds |", Language.ZH: "| 规则 | 级别 | 能否豁免 | 发现什么 |"}
    can = Word("能", "yes")
    rows = [
        f"| `{one.code}` | {say(one.weighs, language)} | {say(can, language) if one.can_be_waived else '–'} | {say(one.title, language)} |"
        for one in entries(all_rules(), GATE_RULES).values()
    ]
    return "\n".join([heads[language], "|---|---|---|---|", *rows])


def variables(language: Language) -> str:
    """What a template may name."""
    heads = {Language.EN: "| name | the same in Chinese | what it is |", Language.ZH: "| 名称 | 英文名称 | 含义 |"}
    rows = []
    for english, chinese, meaning in named():
        first, second = (english, chinese) if language is Language.EN else (chinese, english)
        rows.append(f"| `{first}` | `{second}` | {say(meaning, language)} |")
    return "\n".join([heads[language], "|---|---|---|", *rows])


def session(language: Language) -> str:
    """`inspect status` of the sample round, as a terminal shows it that is narrow enough to stand indented on one of 80 columns."""
    from rich.console import Console

    from inspect_cli.render import terminal
    from inspect_cli.store.loading import ledger_of, load
    from inspect_cli.store.workspace import Workspace
    from inspect_cli.views import status as views

    loaded = load(Workspace(ROOT), "2020-r2")
    view = views.status(ledger_of(loaded, date(2020, 12, 1)), loaded.findings)
    out = io.StringIO()
    terminal.show(views.page(view), language, Console(file=out, width=78, highlight=False, markup=False, emoji=False))
    shown = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    return f"```console\n$ inspect status --today 2020-12-01\n{shown}\n```"


def columns(language: Language) -> str:
    """The columns of the ledger that somebody may fill in, the other heads that are known for them, and what a change becomes."""
    heads = {
        Language.EN: "| column | key | also known as | a change becomes |",
        Language.ZH: "| 列 | 代号 | 也认得的表头 | 改动后办理 |",
    }
    shown = [one for one in COLUMNS if one.use is not ColumnUse.SHOWN and not one.hidden]
    rows = [f"| {one.head} | `{one.key}` | {'、'.join(one.also[:6])} | {say(becomes(one.use, one.becomes), language)} |" for one in shown]
    return "\n".join([heads[language], "|---|---|---|---|", *rows])


def states(language: Language) -> str:
    """What leads from each state to which, as lines that a terminal shows."""
    rows = [(start, move) for move in MOVES if move.to for start in (_ordered(move) or [None]) if move.verb.value != "void"]
    names = [say(start, language) if start else "•" for start, _ in rows]
    width = max(map(columns_of, names))
    arrow = max(len(move.verb.value) for _, move in rows)
    lines = [
        f"{padded(name, width)}  ── {move.verb.value} {'─' * (arrow - len(move.verb.value))}─▶  {say(move.to, language)}"
        for name, (_, move) in zip(names, rows, strict=True)
    ]
    return "\n".join(["```text", *lines, "```"])


def commands(language: Language) -> str:
    """Every command under its heading, and what it does; a group in one line with its commands."""
    heads = {Language.EN: "| | command | what it does |", Language.ZH: "| | 命令 | 作用 |"}
    rows, before = [], None
    for name, chapter in VERBS.items():
        heading = "" if chapter.heading is before else say(chapter.heading, language).split(":")[0].split("：")[0]
        before = chapter.heading
        found = declared(name)
        path = f"{name} " + "\\|".join(found) if isinstance(found, Mapping) else name
        rows.append(f"| {heading} | `inspect {path}` | {say(chapter.help, language)} |")
    return "\n".join([heads[language], "|---|---|---|", *rows])


EXITS = {
    0: Word("正常", "ok"),
    1: Word("检查没有通过、不具备上报条件，或倒退没有说明", "a check failed, a gate is closed, or a regression is not explained"),
    2: Word("命令写得不对，或缺少内容", "the words of the command are off, or something is missing"),
    3: Word("有记录无法读取或不合规定；能读的照样给出", "a record is invalid; what could be read is printed all the same"),
    4: Word("不能这样办理；逐条说明原因", "a move was refused; every reason is given"),
    5: Word("没有这个文件夹、轮次或问题", "no such folder, round or issue"),
    6: Word("磁盘读写出错，或正被另一个进程占用；什么都没有写入", "the disk, or the lock is held; nothing was written"),
    7: Word("git 出错", "git failed"),
    70: Word("程序本身出错", "our own mistake"),
    130: Word("被中断", "interrupted"),
}
"""What each exit code means."""


def exits(language: Language) -> str:
    """The exit codes."""
    heads = {Language.EN: "| exit code | meaning |", Language.ZH: "| 退出码 | 含义 |"}
    return "\n".join([heads[language], "|---|---|", *(f"| {code} | {say(means, language)} |" for code, means in EXITS.items())])


def options(language: Language) -> str:
    """The options that commands share, as their help says them."""
    heads = {Language.EN: "| option | what it does |", Language.ZH: "| 选项 | 作用 |"}
    rows = []
    for annotation, _ in SHARED.values():
        option = annotation.__metadata__[0]
        metavar = f" {say(Text(option.metavar), language)}" if option.metavar else ""
        rows.append(f"| `{', '.join(option.names)}{metavar}` | {say(Text(option.help), language)} |".replace("zh|en", "zh\\|en"))
    return "\n".join([heads[language], "|---|---|", *rows])


def topics(language: Language) -> str:
    """The topics of the manual by the question that each answers."""
    heads = {Language.EN: "| topic | answers |", Language.ZH: "| 主题 | 回答的问题 |"}
    rows = [
        f"| [`inspect help {one.name}`](inspect_cli/help/{language.value}/{one.name}.md) | {say(one.question, language)} |"
        for one in TOPICS
    ]
    return "\n".join([heads[language], "|---|---|", *rows])


def kinds(language: Language) -> str:
    """The kinds of answers; names, and the same in every language."""
    return " · ".join(f"`{name}`" for name in KINDS)


PIECES = {
    made.__name__: made
    for made in (session, lifecycle, diagram, states, rules, variables, columns, commands, exits, options, topics, keys, round_keys, kinds)
}


def refreshed(content: str, language: Language) -> str:
    """The text with every generated piece made anew."""
    assert len(re.findall("<!-- (?:generated|measured): ", content)) == content.count("<!-- end -->"), "every piece has an end"

    def piece(found: re.Match[str]) -> str:
        return f"<!-- generated: {found[1]} -->\n{PIECES[found[1]](language)}\n<!-- end -->"

    return re.sub(r"<!-- generated: (\w+) -->\n.*?<!-- end -->", piece, content, flags=re.DOTALL)


if __name__ == "__main__":
    for name, spoken in FILES.items():
        path = ROOT / name
        was = path.read_text(encoding="utf-8")
        if (now := refreshed(was, spoken)) != was:
            path.write_text(now, encoding="utf-8")
            print(f"written: {name}", file=sys.stderr)
