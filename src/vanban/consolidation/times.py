"""Which day do the words “từ …”, “sau …”, “đến …” name? The day, or that they name a time which is no day."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from vanban.dates import match_day
from vanban.header.effect import worked_out

_SINCE = re.compile(r"\s*(?:kể )?(?:từ |vào |sau )?(?:\d+ giờ(?: \d+ phút)?,? )?", re.IGNORECASE)
_YEAR = re.compile(r"(?:đầu )?năm (\d{4})\b(?!\s*[-–/]\s*\d)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:cho )?đến (?P<rim>hết |trước )?(?=ngày|khi|năm|tháng|quý|thời điểm|\d)", re.IGNORECASE)
_AGAIN = re.compile(r"\btừ\b", re.IGNORECASE)
_END = re.compile(r"[;\n]")
_REST = re.compile(r"[\s,]*(?:cho )?$", re.IGNORECASE)
_LONG = 160  # words that name a time are few
_ONE = dt.timedelta(1)


@dataclass(frozen=True, slots=True)
class Time:
    """From and until when, as far as words settle it, and how long these words are; neither: a time that is no day."""

    since: dt.date | None = None
    until: dt.date | None = None
    length: int = 0


def time_at(words: str, kind: Literal["since", "until", "ended"], signed: dt.date | None, own: dt.date | None) -> Time:
    """The time that words begin with; ``own`` is the day on which the act takes effect.

    >>> time_at("từ ngày 01/7/2023 đến hết năm 2025.", "since", None, None)
    Time(since=datetime.date(2023, 7, 1), until=datetime.date(2025, 12, 31), length=34)
    >>> time_at("từ năm 2023", "since", None, None).since, time_at("từ năm học 2023 - 2024", "since", None, None).since
    (datetime.date(2023, 1, 1), None)
    """
    end = _END.search(words, 0, _LONG)
    words = words[: end.start() if end else _LONG]
    if kind == "until":
        return _until(words, _UNTIL.match(words), 0)
    since, length = _since(words, signed, own)
    if kind == "ended":
        return Time(None, since - _ONE if since else None, length)
    rim = _UNTIL.search(words, length)
    if rim is None or not _REST.match(words[length : rim.start()]):
        return Time(since, None, length)
    last = _until(words, rim, rim.start())
    return Time(since, last.until, last.length) if last.until else Time(None, None, last.length)


def _since(words: str, signed: dt.date | None, own: dt.date | None) -> tuple[dt.date | None, int]:
    """The first day, and where the words that tell it end."""
    lead = _SINCE.match(words)
    at = lead.end() if lead else 0
    day = match_day(words, at)
    if day is not None and day.year is not None:
        return day.date if day.day else dt.date(day.year, day.month, 1), day.end
    if year := _YEAR.match(words, at):
        return dt.date(int(year[1]), 1, 1), year.end()
    again = list(_AGAIN.finditer(words, at))
    after = words[:at].strip().lower().endswith("sau")
    near = again[after].start() if len(again) > after else len(words)
    since = worked_out(words[:near] if at else f"từ {words[:near]}", signed, own).since
    told = re.search(
        r"ngày (?:được )?(?:ký(?: ban hành)?|[^.,;]*?hiệu lực(?: thi hành)?(?: của [^.,;]*? này)?)", words[:near]
    )
    return since, told.end() if told else at


def _until(words: str, rim: re.Match[str] | None, at: int) -> Time:
    """The last day."""
    if rim is None:
        return Time(length=at)
    side = (rim["rim"] or "").strip().lower()
    day = match_day(words, rim.end())
    if day is not None and day.year is not None:
        first = day.date if day.day else dt.date(day.year, day.month, 1)
        last = day.last if day.day or side == "hết" else None
        return Time(None, first - _ONE if first and side == "trước" else last, day.end)
    year = _YEAR.match(words, rim.end())
    if year and side:
        return Time(None, dt.date(int(year[1]) - (side == "trước"), 12, 31), year.end())
    return Time(length=rim.end())
