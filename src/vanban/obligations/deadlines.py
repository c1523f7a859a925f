"""By when must it be done? Reads the deadline of one act and shows how its date was come by."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vanban.model import Deadline, DeadlineKind, Rule
from vanban.obligations.periods import Period, read_period
from vanban.obligations.recurring import find_recurring, yearly
from vanban.tables import load

_SOON = dt.timedelta(days=30)
_HINT = re.compile(
    r"\d|định kỳ|h[ằà]ng|mỗi|xuyên|liên tục|luôn|nếu|khi|hợp|đột xuất|trương|thời|sớm|ngay|theo", re.IGNORECASE
)

# What a date under a cue cannot do without, capital or not.
_NEEDS = {"day": "", "month": "háng", "quarter": "uý", "year": "20"}
_UNITS = {
    "ngày làm việc": "working_day", "ngày": "day", "tuần": "week", "tháng": "month", "năm": "year", "giờ": "hour",
}  # fmt: skip
_PURPOSE = re.compile(r"\b(?:để|nhằm|sẵn sàng) [^,;]*$")
_WHEN_ASKED = re.compile(r"[,; ]*khi (?:có )?(?:yêu cầu|đề nghị)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"xuyên|liên tục|luôn")
_IF = re.compile(r"nếu|khi|trường hợp|vướng mắc")
_DIGIT = re.compile(r"\d")
_FROM = re.compile(r"\b(?<!ngay )từ (?:ngày |tháng |quý |năm )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: DeadlineKind
    then: str
    pattern: re.Pattern[str]
    column: bool


@dataclass(frozen=True, slots=True)
class _Dated:
    """A deadline with a date as printed at ``start:end``."""

    kind: DeadlineKind
    start: int
    end: int
    period: Period


def read_deadline(
    text: str, start: int, end: int, written: dt.date | None = None, *, column: bool = False
) -> Deadline | None:
    """The deadline told in ``text[start:end]``, the weightiest if there are several.

    ``written`` is the date of the document, whose year stands in for one that is not printed.
    ``column`` says that the stretch is an entry of a table's time column, where a bare date counts.

    >>> read_deadline(s := "báo cáo trước ngày 15/12/2022", 0, len(s)).due.isoformat()
    '2022-12-14'
    """
    if not (column or _HINT.search(text, start, end)):
        return None
    words = text[start:end].replace("\n", " ")
    found = _read(words, written, column)
    if not found:
        return None
    kind, a, b, date, due, rule, working = found
    return Deadline(text[start + a : start + b], kind, start + a, start + b, date, due, rule, working)


_Found = tuple[DeadlineKind, int, int, dt.date | None, dt.date | None, Rule, str]


def _read(words: str, written: dt.date | None, column: bool) -> _Found | None:
    """A date wins over what recurs, that over what is relative, continuous, conditional and vague."""
    dated = _dated(words, written, column)
    dated = _outside_brackets(dated, words) if column else [d for d in dated if not _past(d, written)]
    recurring = find_recurring(words)
    if recurring and any(recurring.start <= d.start < recurring.end for d in dated):
        dated = []  # “2025 và các năm tiếp theo”
    if dated and recurring and not any(d.period.year_told for d in dated):
        a, b = min(dated[0].start, recurring.start), max(dated[-1].end, recurring.end)
        rules = tuple(yearly(d.period, recurring.rule, before=d.kind == "before") for d in dated)
        return "recurring", a, b, None, None, rules[0] if len(rules) == 1 else rules, "Lặp lại; không có ngày cố định."
    if dated:
        return _settle(dated[-1], words, written)
    if recurring:
        rule = recurring.rule or None
        return "recurring", recurring.start, recurring.end, None, None, rule, "Lặp lại; không có ngày cố định."
    return _undated(words, column)


def _dated(words: str, written: dt.date | None, column: bool) -> list[_Dated]:
    """All dates under a cue, left to right; of two that overlap, the one that begins first."""
    year = written.year if written else None
    found: list[_Dated] = []
    if not _DIGIT.search(words) and "uý " not in words:
        return found
    for cue in _cues():
        if (cue.column and not column) or not (column or _NEEDS[cue.then] in words):
            continue
        for m in cue.pattern.finditer(words):
            period = read_period(words, m.end(), cue.then, year)
            if period and not _FROM.search(words, max(0, m.start() - 16), m.end()):
                found.append(_Dated(cue.kind, m.start(), period.end, period))
                found.extend(_more_days(words, cue, period.end, year))
    found.sort(key=lambda d: (d.start, -d.end))
    kept, reached = [], 0
    for d in found:
        if d.start >= reached:
            kept.append(d)
        reached = max(reached, d.end)
    return kept


def _more_days(words: str, cue: _Cue, at: int, year: int | None) -> Iterator[_Dated]:
    """“trước ngày 15/6 và 15/12”: the second day under one cue."""
    joined = re.compile(r",? (?:và|hoặc|,) (?=(?:ngày )?\d)").match(words, at)
    if joined and cue.then == "day" and (period := read_period(words, joined.end(), "day", year)):
        yield _Dated(cue.kind, joined.end(), period.end, period)


def _outside_brackets(dated: list[_Dated], words: str) -> list[_Dated]:
    """What a time column says in brackets only explains the date before them."""
    bracket = words.find("(")
    return [d for d in dated if d.start < bracket] or dated if bracket > 0 else dated


def _past(dated: _Dated, written: dt.date | None) -> bool:
    """A printed date before the document's own is no deadline."""
    last = dated.period.last
    return bool(written and last and dated.period.year_told and last < written.replace(day=1))


def _settle(d: _Dated, words: str, written: dt.date | None) -> _Found:
    date, period = d.period.last, d.period
    working = ""
    if date and not period.year_told and written:
        working = f"Không ghi năm: lấy năm {date.year} của văn bản. "
        if date < written - _SOON:
            date = _next_year(date)
            working = f"Không ghi năm; ngày này của năm {written.year} đã qua: lấy năm {date.year}. "
    if re.match(r"(?:trong )?0?6 tháng đầu", words[d.start : d.end], re.IGNORECASE) and date:
        date = date.replace(month=6, day=30)
    due = date
    if d.kind == "before" and period.day and date:
        due = date - dt.timedelta(days=1)
        working += f"Trước ngày {_print(date)}: chậm nhất là {_print(due)}."
    elif d.kind == "before" and period.first:
        first = period.first if not date or date.year == (period.last or date).year else _next_year(period.first)
        date = due = first - dt.timedelta(days=1)
        working += f"Ngày cuối cùng trước kỳ được nêu là {_print(due)}."
    elif date and not period.day:
        working += f"Ngày cuối của kỳ được nêu là {_print(date)}."
    elif date:
        working += f"Ngày được nêu là {_print(date)}."
    else:
        working = "Không ghi năm và văn bản không có năm: không định được ngày."
    return d.kind, d.start, d.end, date, due, None, working


def _undated(words: str, column: bool) -> _Found | None:
    table = load("deadlines")
    low = words.lower()
    m = _compiled("relative", table["relative"]["pattern"]).search(words) if _DIGIT.search(words) else None
    if m and (m["from"] or any(word in m["lead"].lower() for word in ("sau", "hạn", "vòng", "nhất"))):
        rule: dict[str, str | int] = {"n": int(m["n"]), "unit": _UNITS[m["unit"].lower()]}
        rule["from"] = (m["from"] or "").strip(" ,")
        return "relative", m.start(), m.end(), None, None, rule, "Tính từ một mốc chưa có ngày trong văn bản."
    if "khi " in low and (m := _compiled("after", table["after"]["pattern"]).search(words)):
        a = m.start() + (2 if words[m.start()] == "," else 0)
        return "relative", a, m.end(), None, None, None, "Tính từ một việc chưa có ngày trong văn bản."
    if _ALWAYS.search(low) and (m := _continuous(words, column)):
        return "continuous", m.start(), m.end(), None, None, None, "Làm thường xuyên; không có hạn chót."
    if _IF.search(low) and (m := _conditional(words)):
        a = m.start() + len(m[0]) - len(m[0].lstrip(",; "))
        return "conditional", a, m.end(), None, None, None, "Chỉ phải làm khi có điều kiện được nêu."
    vague = "vague_column" if column else "vague"
    if m := _compiled(vague, table[vague]["pattern"]).search(words):
        return "vague", m.start(), m.end(), None, None, None, "Lời văn không định ngày."
    return None


def _continuous(words: str, column: bool) -> re.Match[str] | None:
    table = load("deadlines")["continuous"]
    nouns = _compiled("continuous-nouns", table["nouns"])
    for m in _compiled("continuous", table["pattern"]).finditer(words):
        before = words[: m.start()]
        if column or not nouns.search(before[-20:]):
            return m
    return None


def _conditional(words: str) -> re.Match[str] | None:
    """A condition of the act itself, not one inside its purpose (“để ứng phó khi có tình huống …”)."""
    pattern = _compiled("conditional", load("deadlines")["conditional"]["pattern"])
    return next(
        (
            m
            for m in pattern.finditer(words)
            if _WHEN_ASKED.match(words, m.start()) or not _PURPOSE.search(words, max(0, m.start() - 90), m.start())
        ),
        None,
    )


@cache
def _compiled(name: str, pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(row["kind"], row["then"], re.compile(row["pattern"], re.IGNORECASE), row.get("column", False))
        for row in load("deadlines")["cue"]
    )


def _next_year(date: dt.date) -> dt.date:
    return date.replace(year=date.year + 1, day=min(date.day, 28) if date.month == 2 else date.day)


def _print(date: dt.date) -> str:
    return f"{date.day:02}/{date.month:02}/{date.year}"
