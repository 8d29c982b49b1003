"""The index: what an earlier run found out, so that a reading command pays only for what changed.

It is a pure function of the files' bytes and of the program: deleting it, or asking with `--no-index`, changes no answer. It
lies in git's common directory, where nothing that a clone brings can write (without git in `.inspect/`, beside the records).
A command goes this way: `cli/argv/again` (the same question, nothing changed: the same answer) → `actions/archive` → index → survey.

  glance    has anything changed since the last look? git's own stat walk answers, and a few stats of our own
  index     one round's survey from what is known; everything that a round was asked before (`products`)
  shelf     one file of the index: checked by format, program, length and checksum; whatever is odd is not there
  stamp     which program this is
  packing   findings and counts as plain values, and back
  crew      two processes, where the work is worth it

Why git is asked: a stat of 10,000 files costs Python four times what it costs git, at 100,000 eight times. Why it is not
trusted alone: it looks only at what it tracks, a filter may change bytes on their way in, and a file changed within the tick in
which it was looked at shows nothing. So whatever git cannot vouch for is `loose`, and looked at every time.
"""
