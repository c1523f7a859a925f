"""Does a text have an act in it already? Only where all that the act orders stands there and something proves it."""

from collections.abc import Sequence

from vanban.consolidation.values import Applied, Unresolved

_EXACT = frozenset({"replace", "insert", "replace_title", "replace_lead"})
"""Instructions that find their own words in their place only where they were carried out before."""
type Missed = dict[Unresolved, tuple[Applied, bool]]
"""Phrases that were not found: what is told if they were exchanged before, and whether the new ones stand there."""


def stands_already(done: Sequence[Applied], open_: Sequence[Unresolved], missed: Missed) -> bool:
    """Whether the phrases that an act did not find were exchanged before.

    Nothing of the act changed anything, no other instruction of it is open, and an exact one proves it; else two new
    phrases or more that stand where the old ones do not. One phrase alone may be a real miss.
    """
    if not open_ or any(row not in missed for row in open_):
        return False
    if any(touch.before.rstrip() != touch.after.rstrip() for row in done for touch in row.touched):
        return False
    if any(row.op in _EXACT and row.state == "applied" for row in done):
        return True
    return len(open_) > 1 and all(missed[row][1] for row in open_)
