"""What the YAML reader complains about, in our sentences; it speaks English alone, and of tokens."""

from __future__ import annotations

from inspect_cli.domain.text import Text, text

_UNCLOSED = text("a bracket, a brace or a comma is missing")
_INDENT = text("the indentation is not that of the lines around it, or something stands behind a value that is complete")
_COMPLAINTS = (
    ("mapping values are not allowed", text("a colon stands where none can be; a text with a colon and a blank goes in quotes")),
    ("sequence entries are not allowed", text("a dash stands where no list can begin")),
    ("mapping keys are not allowed", text("a question mark stands where no key can begin")),
    ("could not find expected ':'", text("a key has no colon behind it")),
    ("found unexpected ':'", text("a colon stands where none can be; a text with a colon and a blank goes in quotes")),
    ("expected ',' or", _UNCLOSED),
    ("expected <block end>", _INDENT),
    ("did not find expected", _INDENT),
    ("found unexpected end of stream", text("a quote is opened and not closed")),
    ("found unexpected document separator", text("a quote is opened and not closed")),
    ("found unknown escape character", text("a backslash within double quotes stands before a letter that means nothing there")),
    ("expected escape sequence", text("a backslash within double quotes stands before a letter that means nothing there")),
    ("that cannot start any token", text("no value begins with this sign; put the text in quotes")),
    ("expected alphabetic or numeric character", text("after * and & a name is wanted; put the text in quotes")),
    ("found undefined alias", text("after * and & a name is wanted; put the text in quotes")),
    ("found duplicate anchor", text("one name stands after & twice")),
    ("expected the node content", text("a value is wanted here")),
    ("expected chomping", text("nothing else stands behind | or >")),
    ("expected a comment or a line break", text("nothing else stands behind | or >")),
    ("expected indentation indicator", text("nothing else stands behind | or >")),
    ("special characters are not allowed", text("a character stands here that no text holds")),
)
_OTHERWISE = text("what stands here belongs to no value")


def yaml_complaint(said: str) -> Text:
    """Our sentence for one of the reader's."""
    return next((ours for words, ours in _COMPLAINTS if words in said), _OTHERWISE)
