"""SCH07: a date or time that is none. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH07",
    title=text("not a day of the calendar, or a time without offset"),
    why=text("A date that cannot be read is no deadline, and a time without offset is another hour elsewhere."),
    fix=text("write YYYY-MM-DD, and times as 2020-10-28T16:20:00+08:00"),
    good="""
        found_on: 2020-10-28
    """,
    bad="""
        found_on: 2020-13-01   # <- SCH07
        history:
          - {at: 2020-10-28T16:20:00, by: 整改办, did: register, to: registered}   # <- SCH07
    """,
)
