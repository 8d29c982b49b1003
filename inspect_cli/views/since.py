"""What `check --since` says beside its findings: how the revision stands to HEAD, and how far was looked."""

from __future__ import annotations

from inspect_cli.domain.compare.descent import Descent, Way
from inspect_cli.domain.text import NOTHING, Text, text


def stands(there: Descent, revision: str) -> Text:
    """What the revision is to HEAD, where HEAD does not simply come from it."""
    if there.way is Way.NOTHING:
        return text("nothing stood there before: an id of zeros is that of a first push")
    if there.way is Way.BRANCH:
        return text(
            "{revision} has moved on since HEAD parted from it: {count} {count:commit|commits} that {count:is|are} not looked at here",
            revision=revision,
            count=there.beyond,
        )
    if there.way is Way.UNSEEN:
        return text(
            "where HEAD parted from {revision} lies beyond the edge of this shallow clone: "
            "the two were not compared (git fetch --unshallow)",
            revision=revision,
        )
    if there.way is Way.REWRITTEN:
        return text(
            "HEAD does not come from {revision} (amended, rebased, reset or forced): "
            "{count} {count:commit|commits} of it {count:is|are} not in HEAD, and what {revision} had and HEAD lacks is named",
            revision=revision,
            count=there.beyond,
        )
    return NOTHING


def looked_at(there: Descent, revision: str, commits: int, staged: bool, squash: bool) -> Text:
    """Which commits were looked at; where there were none, that is said as loud as it is."""
    if squash and there.way is Way.BRANCH and there.fork:
        said = text("{fork}, where HEAD parted from {revision}, and what is here now were compared, and no commit between")
        return said.about(fork=there.fork[:10], revision=revision)
    if squash and there.way is Way.UNSEEN:
        return text("only what is not committed was judged")
    if squash:
        return text("{revision} and what is here now were compared, and no commit between", revision=revision)
    if not commits:
        staged_alone = text("no commit was looked at, for HEAD has none since {revision}: only what is staged was judged")
        unsaved_alone = text("no commit was looked at, for HEAD has none since {revision}: only what is not committed was judged")
        return (staged_alone if staged else unsaved_alone).about(revision=revision)
    if there.way is Way.NOTHING:
        return text("every commit of HEAD was looked at: {count}", count=commits)
    return text("{count} {count:commit|commits} since {revision} {count:was|were} looked at", count=commits, revision=revision)
