"""Two rounds, one after the other: which issue of the later one goes on with which of the earlier one, and what was left behind."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import Difference, difference, differences, gone
from inspect_cli.domain.compare.pairing import VersionIssue, most_like
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.issue import Issue


def succession(earlier: Ledger, later: Ledger) -> list[Difference]:
    """Linked pairs field by field; unfinished items without a successor (DIF01); and, as suggestions, issues that read alike.

    Only a link makes two issues of different rounds one matter (`carried_to`, `carried_from`, `recurs`).
    """
    links = list(_links(earlier, later))
    found = [
        one
        for old, new in links
        for one in differences(Comparison(old, new, later.round.id, later.round.id), judged=False)
        if one.kind not in _ITS_OWN
    ]
    before, after = {old.id for old, _ in links}, {new.id for _, new in links}
    left = [issue for issue in earlier.issues if issue.is_open and issue.is_counted and issue.id not in before]
    for issue in left:
        found += gone(issue, earlier.round.id, later.round.id)
    unlinked = [VersionIssue(issue, later.round.id) for issue in later.issues if issue.id not in after]
    for issue in (issue for issue in earlier.issues if issue.is_counted and issue.id not in before):
        alike = most_like(issue, unlinked)
        if alike:
            found.append(difference(issue, earlier.round.id, "suggestion", issue.title).perhaps(alike))
    return found


_ITS_OWN = {"uid", "id", "channel", "history", "carried_to", "carried_from", "recurs", "found_on"}
"""What differs between any two issues, and says nothing of how the matter went on."""


def _links(earlier: Ledger, later: Ledger) -> Iterator[tuple[Issue, Issue]]:
    old = {earlier.ref(issue): issue for issue in earlier.issues}
    ahead = {issue.carried_to: issue for issue in earlier.issues if issue.carried_to}
    for issue in later.issues:
        linked = [old[name] for name in (issue.carried_from, *issue.recurs) if name in old]
        if later.ref(issue) in ahead:
            linked.append(ahead[later.ref(issue)])
        yield from ((one, issue) for one in {one.id: one for one in linked}.values())
