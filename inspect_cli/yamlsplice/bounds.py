"""What is too much for one file: beyond these it is not composed, whatever it holds."""

MAX_BYTES = 1_000_000
"""More than any record holds."""
MAX_DEPTH = 50
"""More deeply than any record is nested."""
MAX_NODES = 30_000
"""More values than any record holds (a history of a thousand entries has ten thousand); composing that many takes two seconds."""
