"""SCH13: what should be a file is none that may be read. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH13",
    title=text("not a readable file inside the root"),
    why=text("A record that cannot be opened, or that lies elsewhere, is a record that may change unseen."),
    fix=text("put a plain, readable file in its place"),
)
