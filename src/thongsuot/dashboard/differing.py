"""Why does a duty count otherwise than before? One reason for each, told by how it stood and how it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.dashboard.replay import DUES, LEADS
from thongsuot.dashboard.rules import Row
from thongsuot.followup.rules import Standing


class Why(StrEnum):
    """Why a duty counts otherwise in a later snapshot."""

    GIVEN = "given"
    CAME = "came"  # from elsewhere: another unit leads it, or a unit came here
    LEFT = "left"
    CONFIRMED = "confirmed"
    CONFIRMED_LATE = "confirmed-late"
    PASSED = "passed"  # its deadline
    EXTENDED = "extended"
    REDATED = "redated"
    REOPENED = "reopened"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"  # another unit leads it, here


VERBS: Mapping[Why, tuple[str, ...]] = {
    Why.GIVEN: ("duty-given",), Why.CAME: LEADS, Why.LEFT: LEADS,
    Why.CONFIRMED: ("report-confirmed",), Why.CONFIRMED_LATE: ("report-confirmed",), Why.PASSED: (),
    Why.EXTENDED: DUES, Why.REDATED: DUES, Why.REOPENED: ("duty-reopened",), Why.SUSPENDED: ("duty-suspended",),
    Why.RESUMED: ("duty-resumed",), Why.WITHDRAWN: ("duty-withdrawn",), Why.MOVED: LEADS,
}  # fmt: skip
"""The events that can be the reason."""
DONE = (Standing.DONE_IN_TIME, Standing.DONE_LATE)


def why(before: Row | None, after: Row | None, given_since: bool) -> Why | None:
    """Why a duty counts otherwise; none where it counts as before. ``given_since``: it was given between the two."""
    if before is None or after is None:
        return (Why.GIVEN if given_since else Why.CAME) if before is None else Why.LEFT
    old, new = before.standing, after.standing
    if old != new:
        return _turned(old, new, redated=before.due != after.due)
    if before.due != after.due:
        later = before.due and after.due and after.due > before.due
        return Why.EXTENDED if later else Why.REDATED
    return Why.MOVED if before.lead != after.lead else None


def _turned(old: Standing, new: Standing, *, redated: bool) -> Why:
    plain = {Standing.SUSPENDED: Why.SUSPENDED, Standing.WITHDRAWN: Why.WITHDRAWN}
    if new in plain:
        return plain[new]
    if new in DONE:
        return Why.CONFIRMED if new == Standing.DONE_IN_TIME else Why.CONFIRMED_LATE
    if old in DONE or old == Standing.WITHDRAWN:
        return Why.REOPENED
    if old == Standing.SUSPENDED:
        return Why.RESUMED
    if redated:
        return Why.EXTENDED if new == Standing.OPEN_IN_TIME else Why.REDATED
    return Why.PASSED


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that counts otherwise, and why."""

    before: Row | None
    after: Row | None
    why: Why


def differences(olds: Iterable[Row], news: Iterable[Row], given_since: set[int] | range) -> Iterator[Change]:
    """The duties of two snapshots, both in the order of their keys, that count otherwise."""
    old, new = iter(olds), iter(news)
    one, other = next(old, None), next(new, None)
    while one or other:
        first = min(row.pk for row in (one, other) if row)
        before = one if one and one.pk == first else None
        after = other if other and other.pk == first else None
        if (reason := why(before, after, first in given_since)) is not None:
            yield Change(before, after, reason)
        one = next(old, None) if before else one
        other = next(new, None) if after else other
