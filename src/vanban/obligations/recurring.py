"""How often does it come again? Reads “hằng năm”, “định kỳ 6 tháng” … as RFC 5545 rules."""

import re
from dataclasses import dataclass
from functools import cache

from vanban.obligations.lexicon import shape
from vanban.obligations.periods import Period, end_of_month
from vanban.tables import load

_WORDS = {"ba": 3, "sáu": 6}
_HINT = re.compile(r"định kỳ|h[ằà]ng |mỗi|lần|tiếp theo|năm sau|quý|6 tháng", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"ngày (\d{1,2})(?: của tháng(?: cuối)?| tháng cuối)? $", re.IGNORECASE)
# A noun that is made or read elsewhere, not an act asked for every year.
_NOUN = shape("made_elsewhere")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A rhythm as printed at ``start:end``; ``rule`` is empty when only “định kỳ” is said."""

    start: int
    end: int
    rule: str


def find_recurring(words: str) -> Recurring | None:
    """The rhythm told in ``words``; “6 tháng” wins over “hằng năm”, that over a bare “định kỳ”.

    >>> find_recurring("định kỳ 6 tháng báo cáo").rule
    'FREQ=MONTHLY;INTERVAL=6'
    """
    if not _HINT.search(words):
        return None
    for pattern, rule in _patterns():
        for m in pattern.finditer(words):
            if _NOUN.search(words[max(0, m.start() - 24) : m.start()]):
                continue
            start = m.start()
            if "{n}" in rule:
                rule = rule.format(n=int(m["n"]) if m["n"] else _WORDS[m["word"].lower()])
            if rule == "FREQ=MONTHLY" and (day := _DAY_OF_MONTH.search(words[:start])):
                rule, start = f"{rule};BYMONTHDAY={int(day[1])}", day.start()
            return Recurring(start, m.end(), rule)
    return None


def yearly(period: Period, rule: str, *, before: bool) -> str:
    """The rule of a day or month that comes again: “trước ngày 25/12 hằng năm”, “trước tháng 6 hằng năm”."""
    if period.month is None:
        return rule or "FREQ=YEARLY"
    month, day = period.month, period.day
    if day is None and before:
        month = (month - 2) % 12 + 1
        day = end_of_month(2025, month).day
    return f"FREQ=YEARLY;BYMONTH={month}" + (f";BYMONTHDAY={day}" if day else "")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["rule"]) for row in load("deadlines")["recurring"])
