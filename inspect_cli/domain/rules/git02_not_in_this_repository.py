"""GIT02: records behind a link, or in a repository of their own. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="GIT02",
    level=Level.WARNING,
    title=text("not in the repository that is judged"),
    why=text("Git keeps the link, or the number of a commit, and not the records behind it: a change there shows in no difference."),
    fix=text("put the files themselves where the records belong"),
    waivable=False,
)
