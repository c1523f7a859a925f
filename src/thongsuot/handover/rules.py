"""What becomes of a document that a unit issued which ended? Pure decisions."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What the heir decides of an inherited document (rà soát)."""

    KEEP = "keep"  # giữ nguyên
    REPLACE = "replace"  # thay thế
    REPEAL = "repeal"  # bãi bỏ
    LAPSE = "lapse"  # hết hiệu lực


RELATIONS: Mapping[Verdict, str] = {Verdict.REPLACE: "replaces", Verdict.REPEAL: "repeals"}
"""What another document does to it."""


class Fault(StrEnum):
    """Why a decision is not whole."""

    REASON = "reason"
    OTHER = "other"
    DAY = "day"


def fault(verdict: Verdict, *, reason: str, other: bool, until: date | None) -> Fault | None:
    """What a decision lacks: a reason always, another document to replace or repeal, a last day to lapse.

    >>> fault(Verdict.KEEP, reason="Còn phù hợp", other=False, until=None), fault(Verdict.LAPSE, reason="Hết",
    ...     other=False, until=None)
    (None, <Fault.DAY: 'day'>)
    """
    if not reason.strip():
        return Fault.REASON
    if verdict in RELATIONS and not other:
        return Fault.OTHER
    return Fault.DAY if verdict == Verdict.LAPSE and until is None else None
