"""`inspect help`: the manual. Its topics by the question that each answers, or the page of one."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.help import command_page
from inspect_cli.cli.argv.parameter import Argument
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import answer, console, print_json
from inspect_cli.cli.explain import explain
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did, word
from inspect_cli.render import json_v1, manual
from inspect_cli.views import help as views


@verb("help", forms=("text", "plain", "json", "markdown"))
def manual_page(
    session: Session,
    topic: Annotated[
        list[str] | None, Argument(metavar="TOPIC", help="a topic, a command, a rule, or a word of the question", offers=complete.topics)
    ] = None,
) -> int:
    """Prints the page; where a word means several, their questions. Raises Misused where it means none."""
    typed = " ".join(topic or []).strip()
    if not typed:
        return _list(session, views.TOPICS)
    if re.fullmatch("[A-Za-z]{3}[0-9]{2}", typed):
        return explain.run(session, typed)
    found = views.named(typed)
    command = [] if any(one.name == typed.lower() for one in found) else _command(typed) or _command(views.without_asking(typed))
    if command:
        return _command_page(session, command)
    found = found or _near(typed)
    if not found:
        topics = [text("{topic} ({title})", topic=one.name, title=one.title) for one in views.TOPICS]
        raise Misused(text("the manual has nothing on {words}", words=typed), text("its topics: {topics}", topics=topics))
    return _topic_page(session, found[0]) if len(found) == 1 else _list(session, found)


def _near(typed: str) -> list[views.Topic]:
    """The topics that have the words in their headings, else in what they say, else most of what was asked."""
    names = [one.name for one in views.TOPICS]
    headings, said = {name: manual.headings(name) for name in names}, {name: manual.pages(name) for name in names}
    return views.nearest(typed, headings) or views.speaking(typed, said) or views.resembling(typed, headings, said)


def _list(session: Session, topics: tuple[views.Topic, ...] | list[views.Topic]) -> int:
    answer(session, "help", views.page(topics), lambda: json_v1.judged.topics(topics, session.language))
    return 0


def _topic_page(session: Session, topic: views.Topic) -> int:
    page = manual.markdown(topic.name, session.language)
    if session.json:
        print_json("help", json_v1.judged.manual_page(topic.name, topic.question, page, session.language))
    elif session.to_terminal:
        manual.show(page, console())
    else:
        sys.stdout.write(page)
    return 0


def _command(typed: str) -> list[str]:
    """The words of the command that is meant: `extend`, `measure add`, 延期; nothing where none is."""
    words = typed.lower().removeprefix("inspect ").split()
    if words and words[0] in VERBS:
        inner = declared(words[0])
        return words if not words[1:] or (isinstance(inner, Mapping) and words[1:2] == words[1:] and words[1] in inner) else []
    return next(([did.value] for did in Did if typed == word(did).zh and did.value in VERBS), [])


def _command_page(session: Session, words: list[str]) -> int:
    page = command_page(words, session.language) or ""
    markdown = f"```text\n{page}\n```\n"
    if session.json:
        print_json("help", json_v1.judged.manual_page(" ".join(words), VERBS[words[0]].help, markdown, session.language))
    elif session.form == "markdown":
        sys.stdout.write(markdown)
    else:
        print(page)
    return 0
