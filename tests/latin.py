"""What may stand in Latin letters within a Chinese sentence or page, each with its reason; everything else is English that was forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspect_cli.cli.argv.contents import VERBS, declared

INNER = {inner for name in VERBS if isinstance(group := declared(name), Mapping) for inner in group}
WORDS = "|".join(sorted({*VERBS, *INNER}, key=len, reverse=True))

ALLOWED = {
    r"(?<=原话：).*": "git's own words, marked as such",
    r"(?<=可用：).*|(?<=是不是 ).*": "what can be typed instead, listed",
    r"^.*│.*$": "a line of the user's file, shown as it stands",
    r"\{\w*\}|\{\{.*?\}\}|\{%.*?%\}": "places to fill, and tags of a template",
    r"\bgit\b( (status|log|init|branch|remote add origin|sparse-checkout (add|disable)|submodule update|add( -A rounds)?|rm( -f)?|mv|commit|merge|fetch|config|push|origin|fsck|lfs pull|user\.name|version)\b)*": "commands of git",
    r"\bsafe\.directory\b|\bpre(-merge)?-commit\b|\.git[\w/]*|HEAD|rebase|cherry-pick|core\.hooksPath": "names that git gives",
    r"--[a-z][a-z-]*|(?<![\w-])-[a-zA-Z]\b": "options",
    r"inspect evidence add\|drop|\b[a-z_-]+(\|[a-z_-]+)+\b|\boral\b|\btrue\b|\bfalse\b|\bzh\b|\ben\b": "values as they are typed",
    rf"\binspect help [a-z-]+|\binspect(-ai|-cli)?( ({WORDS}))*\b|^  ({WORDS})(?=  )|python -m inspect_cli": "commands, and their names on a help page",
    r"(?<![A-Za-z])[\w.*~-]*[/\\][\w./*\\~-]*": "paths",
    r"[\w-]*\.(yaml|xlsx?|xlsb|csv|json|docx?|docm|dotx|md|html|jpg|txt|odd)\b|\b(xlsx|csv|json|docx|md|html|pdf)\b|README": "files and their kinds",
    r"\b[A-Za-z]{1,8}-?[DIF]\d{1,3}\b|\b\d{4}-r\d|\b(CG|TY|JT)(-[DIF])?\b|\b[me]\d\b|\bcg-d3\b": "numbers of issues, rounds, units and their parts",
    r"\b[A-Z]{3}\d\d\b": "codes of rules",
    r"\b[a-z]+(_[a-z]+)+\b|\b[a-z_]+(\.[a-z_]+)+\b": "keys of a file",
    r"\b(uid|due|deadlines|duo|owner|reason|profile|email|ends|changes|until)\b(?![ ]?[a-z])": "keys of a record, where a sentence names one",
    r"\bINSPECT_[A-Z]+\b|(\bset )?\bEDITOR\b(=nano|=notepad&&)?": "variables of the system, and what they may say",
    r"\b(UTF-8|Git LFS|LFS|GB18030|GB/T|YAML|JSON Schema|JSON|CSV|XML|Excel|Word|Windows|macOS|Python|MB|sha256)\b": "names that Chinese writes so too",
    r"(?<=缺少 )[a-z]+|(?<=补上 )[a-z]+:|(?<=: )[a-z]+(?=：双方)|\{[a-z]+: [^}]*\}": "keys of a record, where something is to be written beside them",
    r"^ *(extensions|history|measures|evidence|people|waivers):$": "a key alone on its line, in the example of a rule",
    r"(?<=种类：)[a-z、-]+": "kinds of JSON answers",
    r"(?<=，)(Linux|Darwin|Windows)$": "what the machine calls itself",
    r"YYYY-(MM-DD)?|\d\dT\d\d|\b[a-fA-Z]-[fzZ]\b|\b0-9\b|\[a, b\]": "how a day, a time or a code is written",
    r"I 是即知即改，D 是立行立改，F 是反馈整改|（for）|（if）|（p、tr、tc）|按 e 再回车": "letters and words that are typed",
    r"<br>|^> \[!\w+\]": "marks of Markdown",
    r"\b(?=[a-z]*\d)[a-z\d]{10}\b": "a uid",
    r"\b[0-9a-f]{7,64}\b": "commits and hashes",
}
"""Pattern: reason."""
_ALLOWED = re.compile("|".join(f"(?:{pattern})" for pattern in ALLOWED), re.MULTILINE | re.ASCII)


def english(said: str) -> list[str]:
    """Words in Latin letters for which there is no reason."""
    return re.findall(r"[A-Za-z][\w'-]*", _ALLOWED.sub(" ", said), re.ASCII)
