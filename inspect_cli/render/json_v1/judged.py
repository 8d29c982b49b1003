"""What rules, gates and looks at the machine found, and what the manual says of it, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import Text
from inspect_cli.render.language import Language, say

if TYPE_CHECKING:
    from inspect_cli.domain.compare.descent import Descent
    from inspect_cli.domain.counting.gate import Blocker
    from inspect_cli.render.json_v1.shapes.elements import BlockerShape, FindingShape
    from inspect_cli.render.json_v1.shapes.judged import (
        CheckShape,
        ExplainShape,
        FlawsShape,
        InvalidShape,
        SignsShape,
        SinceShape,
        TopicPageShape,
        TopicsShape,
    )
    from inspect_cli.render.template.flaw import TemplateFlaw
    from inspect_cli.views.explain import RulePage
    from inspect_cli.views.help import Topic
    from inspect_cli.views.sign import Sign


def findings(found: Iterable[Finding], language: Language) -> list[FindingShape]:
    """`data.findings`, wherever findings are told."""
    return [
        {
            "rule": one.rule,
            "level": one.level,
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "issue": one.issue or None,
            "message": say(one.message, language),
            "fix": say(one.fix, language),
        }
        for one in found
    ]


def blockers(found: Iterable[Blocker], language: Language) -> list[BlockerShape]:
    """Why a report cannot go out."""
    return [
        {"rule": one.rule, "issue": one.issue or None, "message": say(one.message, language), "fix": say(one.fix, language)}
        for one in found
    ]


def since(revision: str, there: Descent, commits: int) -> SinceShape:
    """`data.since`: how far was looked back."""
    return {"revision": revision, "way": there.way.value, "commits": commits, "beyond": there.beyond}


def check(
    as_of: date, found: Sequence[Finding], unseen: Sequence[Text], language: Language, looked: SinceShape | None = None
) -> CheckShape:
    """`inspect check --json`."""
    told: CheckShape = {"as_of": as_of.isoformat(), "findings": findings(found, language)}
    if unseen:
        told["unseen"] = [say(one, language) for one in unseen]
    if looked:
        told["since"] = looked
    return told


def invalid(found: Sequence[Finding], language: Language) -> InvalidShape:
    """What cannot be read, where that is all that can be said."""
    return {"findings": findings(found, language)}


def explain(pages: Sequence[RulePage], language: Language) -> ExplainShape:
    """`inspect explain --json`: rules with their words and examples."""
    return {
        "rules": [
            {
                "code": one.code,
                "level": one.level,
                "title": say(one.title, language),
                "why": say(one.why, language),
                "fix": say(one.fix, language),
                "good": dedent(one.good),
                "bad": dedent(one.bad),
                "also": [{"level": level, "what": say(what, language)} for level, what in one.also],
                "waivable": one.can_be_waived,
            }
            for one in pages
        ]
    }


def topics(found: Sequence[Topic], language: Language) -> TopicsShape:
    """`inspect help --json`: the pages of the manual by the question that each answers."""
    return {"topics": [{"topic": one.name, "question": say(one.question, language)} for one in found]}


def manual_page(topic: str, question: object, markdown: str, language: Language) -> TopicPageShape:
    """`inspect help TOPIC --json`: one page of the manual."""
    return {"topic": topic, "question": say(question, language), "markdown": markdown}


def signs(found: Sequence[Sign], language: Language) -> SignsShape:
    """`inspect doctor --json` and `inspect git-setup --json`."""
    return {"signs": [{"well": s.well, "what": say(s.what, language), "fix": "" if s.well else say(s.fix, language)} for s in found]}


def flaws(found: Sequence[TemplateFlaw], language: Language) -> FlawsShape:
    """`inspect report lint --json`."""
    return {
        "flaws": [
            {
                "level": one.level,
                "part": say(one.part, language),
                "paragraph": one.paragraph or None,
                "words": one.words,
                "reason": say(one.reason, language),
                "remedy": say(one.remedy, language),
            }
            for one in found
        ]
    }
