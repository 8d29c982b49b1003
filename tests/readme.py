"""The generated pieces of README.md and README.zh.md. `python tests/readme.py` writes them anew; a test proves them fresh."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

from inspect_cli.domain.counting.gate import GATE_RULES
from inspect_cli.domain.lifecycle.moves import MOVES, Move
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.sheet.columns import COLUMNS, ColumnUse
from inspect_cli.domain.words import Channel, Word, word
from inspect_cli.render.language import Language, say
from inspect_cli.render.template.variables import named
from inspect_cli.views.intake import becomes

ROOT = Path(__file__).parent.parent
FILES = {"README.md": Language.EN, "README.zh.md": Language.ZH}


def lifecycle(language: Language) -> str:
    """The table of moves."""
    heads = {
        Language.EN: "| verb | from | to | who: immediate · during · feedback | what it does |",
        Language.ZH: "| 命令 | 从 | 到 | 由谁：即知即改 · 立行立改 · 反馈整改 | 作用 |",
    }
    return "\n".join([heads[language], "|---|---|---|---|---|", *(_row(move, language) for move in MOVES)])


def _row(move: Move, language: Language) -> str:
    starts = say(_ordered(move), language) or "–"
    to = say(move.to, language) if move.to else ("–" if language is Language.EN else "不变")
    who = " · ".join(say(list(move.roles(channel, False)), language) if channel in move.channels else "–" for channel in Channel)
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
    heads = {Language.EN: "| rule | level | what it finds |", Language.ZH: "| 规则 | 级别 | 发现什么 |"}
    rows = [f"| `{rule.code}` | {say(rule.level, language)} | {say(rule.title, language)} |" for rule in all_rules().values()]
    gate = Word("报告条件", "gate")
    rows += [f"| `{code}` | {say(gate, language)} | {say(title, language)} |" for code, (title, _) in GATE_RULES.items()]
    return "\n".join([heads[language], "|---|---|---|", *rows])


def variables(language: Language) -> str:
    """What a template may name."""
    heads = {Language.EN: "| name | the same in Chinese | what it is |", Language.ZH: "| 名称 | 英文名称 | 含义 |"}
    rows = []
    for english, chinese, meaning in named():
        first, second = (english, chinese) if language is Language.EN else (chinese, english)
        rows.append(f"| `{first}` | `{second}` | {say(meaning, language)} |")
    return "\n".join([heads[language], "|---|---|---|", *rows])


def session(language: Language) -> str:
    """`inspect status` of the sample round, as a terminal of 80 columns shows it."""
    from rich.console import Console

    from inspect_cli.render import terminal
    from inspect_cli.store.loading import ledger_of, load
    from inspect_cli.store.workspace import Workspace
    from inspect_cli.views import status as views

    loaded = load(Workspace(ROOT), "2020-r2")
    view = views.status(ledger_of(loaded, date(2020, 12, 1)), loaded.findings)
    out = io.StringIO()
    terminal.show(views.page(view), language, Console(file=out, width=80, highlight=False, markup=False, emoji=False))
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


PIECES = {"session": session, "lifecycle": lifecycle, "diagram": diagram, "rules": rules, "variables": variables, "columns": columns}


def refreshed(content: str, language: Language) -> str:
    """The text with every generated piece made anew."""

    def piece(found: re.Match[str]) -> str:
        return f"<!-- generated: {found[1]} -->\n{PIECES[found[1]](language)}\n<!-- end -->"

    return re.sub(r"<!-- generated: (\w+) -->\n.*?<!-- end -->", piece, content, flags=re.DOTALL)


if __name__ == "__main__":
    for name, spoken in FILES.items():
        path = ROOT / name
        path.write_text(refreshed(path.read_text(encoding="utf-8"), spoken), encoding="utf-8")
        print(f"written: {name}", file=sys.stderr)
