"""From when has the document effect? The sentence of its own that says so, and the rule worked out."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vanban.dates import match_day
from vanban.model import Effective, Header, Place, Span, Structure
from vanban.tables import load
from vanban.tables.kinds import kinds
from vanban.workdays import Unit, later

_SINCE = re.compile(r"\b(?:kể\s*)?(?:từ|vào|tử)\s*(?:\d+\s*giờ(?:\s*\d+\s*phút)?\s*,?\s*)?(?=ng[àa]y)", re.IGNORECASE)
_SIGNED = re.compile(r"ngày\s+(?:được\s+)?(?:k[ýí]|ban hành)", re.IGNORECASE)
_ADOPTED = re.compile(
    r"ngày\s+(?:được\s+)?(?:(?:Quốc hội|Ủy ban Thường vụ Quốc hội|Hội đồng nhân dân)[^.;,]{0,40}\s)?thông qua",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\bsau\s+(?P<n>\d{1,4})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày|tháng|năm)\b(?!\s+làm việc)[^.;\n]{0,30}?(?=ngày\s)",
    re.IGNORECASE,
)
_ITSELF = r"(?!Điều|Khoản|Điểm|Chương|Mục|Phụ lục|Quy chế)(?:[^\W\d]+\s+){1,4}này"
_TAKES = re.compile(
    rf"ngày\s+(?:{_ITSELF}\s+(?:bắt đầu\s+)?có hiệu lực|có hiệu lực(?:\s+thi hành)?\s+của\s+{_ITSELF})", re.IGNORECASE
)
_EXCEPT = re.compile(r"\btrừ\b|\bngoại trừ\b|\briêng\b", re.IGNORECASE)
_VERBS = ("có", "Có", "sinh")  # “có hiệu lực”, “phát sinh hiệu lực”
_UNTIL = re.compile(r"\bđến\s+(?:hết\s+)?(?=ngày\s)", re.IGNORECASE)


@cache
def _subject() -> re.Pattern[str]:
    """What stands before “hiệu lực” in a document's own sentence: number, heading, “Thông tư này … có”."""
    names = "|".join(sorted((*(kind.name for kind in kinds()), "Văn bản"), key=len, reverse=True))
    headings = "|".join(load("header")["effect"]["headings"])
    return re.compile(
        rf"^[\W\d]*(?:Điều\s+\d+\w?\s*[.:]\s*)?(?:(?:{headings})[^.:]{{0,60}}[.:]\s*)?(?:\d+\s*[.)]\s*)?"
        rf"(?P<kind>{names})(?:\s+này)?(?:(?:,|\s+(?:và|thay thế|gồm|bãi bỏ))\s[^;\n]{{2,400}}?)?"
        r"\s+(?:bắt đầu\s+)?(?:có|phát sinh)\s*$",
        re.IGNORECASE,
    )


def read_effect(
    content: str, begin: int, kind: str | None, signed: dt.date | None, quotes: Sequence[Span] = ()
) -> tuple[Effective, tuple[int, int]]:
    """When the document comes into effect and ceases, and the sentence that says it; what is quoted says it of others.

    >>> read_effect("Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký.", 0, "Thông tư", dt.date(2026, 1, 1))[0].since
    datetime.date(2026, 2, 15)
    """
    at = content.find("hiệu lực", begin)
    while at >= 0:
        if not content[max(begin, at - 6) : at].rstrip().endswith(_VERBS):
            at = content.find("hiệu lực", at + 8)
            continue
        line = content.rfind("\n", max(begin, at - 400), at) + 1 or max(begin, at - 400)
        if not _may_be_own(content[line:at].lower(), kind):
            at = content.find("hiệu lực", at + 8)
            continue
        stop = content.find("\n", at)
        stop = min(len(content) if stop < 0 else stop, at + 700)
        start = (
            max(line, content.rfind(". ", line, at) + 2) if not content[line : line + 8].startswith("Điều") else line
        )
        head = _subject().match(content[start:at]) or _subject().match(content[line:at])
        if head and _is_own(head, kind) and not _within(at, quotes):
            full = re.search(r"[.;](?:\s|$)", content[at:stop])
            end = at + full.start() if full else stop
            effect = worked_out(content[at:end], signed)
            if effect != Effective():
                return effect, (line, end)
        at = content.find("hiệu lực", at + 8)
    return Effective(), (0, 0)


def with_own_effect(content: str, header: Header, structure: Structure) -> Header:
    """The header with the effect that its own words tell, where it was read from new wording that is quoted.

    >>> text = "Nghị định này có hiệu lực từ ngày 01/7/2020."
    >>> header = Header(kind="Nghị định", effective=read_effect(text, 0, "Nghị định", None)[0])
    >>> quoted = Structure(quotes=(Span(0, len(text)),))
    >>> header.effective.since, with_own_effect(text, header, quoted).effective.since
    (datetime.date(2020, 7, 1), None)
    """
    told = next((place for place in header.places if place.field == "effective"), None)
    quotes = structure.quotes
    touched = any(told is None or (quote.start < told.end and told.start < quote.end) for quote in quotes)
    if header.effective == Effective() or not touched:
        return header
    effective, (start, end) = read_effect(content, header.end, header.kind, header.date, quotes)
    if effective == Effective():  # a mark that is missing may have put its own words among what is quoted
        unsure = {note.start for note in structure.notes if note.code == "quote-unbalanced"}
        sure = [quote for quote in quotes if not {quote.start, quote.start - 1} & unsure]
        effective, (start, end) = read_effect(content, header.end, header.kind, header.date, sure)
    places = [place for place in header.places if place.field != "effective"]
    mine = [Place("effective", start, end)] if told and effective != Effective() else []
    return replace(header, effective=effective, places=(*places, *mine))


def _within(at: int, quotes: Sequence[Span]) -> bool:
    return any(quote.start <= at < quote.end for quote in quotes)


def _may_be_own(words: str, kind: str | None) -> bool:
    """Whether words in small letters hold what a document's own sentence calls it: a quick look before the pattern."""
    return kind is None or "văn bản" in words or kind.lower().split()[-1 if kind == "Bộ luật" else 0] in words


def _is_own(head: re.Match[str], kind: str | None) -> bool:
    """Whether the sentence speaks of the document itself, not of a regulation issued with it."""
    told = head["kind"].lower()
    return (
        kind is None
        or told == "văn bản"
        or told.split()[0] == kind.lower().split()[0]
        or (told == "luật" and kind == "Bộ luật")
    )


def worked_out(words: str, signed: dt.date | None, takes: dt.date | None = None) -> Effective:
    """The dates that the words behind “hiệu lực” settle; ``takes`` is the day on which the document takes effect.

    >>> worked_out("có hiệu lực sau 06 tháng kể từ ngày Luật này có hiệu lực", None, dt.date(2022, 8, 31)).since
    datetime.date(2023, 2, 28)
    >>> worked_out("có hiệu lực từ ngày có hiệu lực của Luật Đất đai", None, dt.date(2022, 8, 31)).since
    """
    exception = _EXCEPT.search(words)
    until = _UNTIL.search(words, 0, exception.start() if exception else len(words))
    last = match_day(words, until.end()) if until else None
    ceases = last.date if last else None
    after = _AFTER.search(words)
    if after:
        own = _SIGNED.match(words, after.end()) or _ADOPTED.match(words, after.end())
        first = signed if own else takes if _TAKES.match(words, after.end()) else None
        return Effective(_then(first, int(after["n"]), after["unit"]) if first else None, ceases)
    for since in _SINCE.finditer(words):
        day = match_day(words, since.end())
        if day and day.date:
            return Effective(day.date, ceases)
        if _SIGNED.match(words, since.end()) or _ADOPTED.match(words, since.end()):
            return Effective(signed, ceases)
        if takes and _TAKES.match(words, since.end()):
            return Effective(takes, ceases)
    return Effective(None, ceases)


_UNITS: dict[str, Unit] = {"ngày": "day", "tháng": "month", "năm": "year"}


def _then(day: dt.date, n: int, printed: str) -> dt.date:
    """So many days, months or years later, in the last year there is at most."""
    unit = _UNITS[printed.lower()]
    return later(day, min(n, dt.MAXYEAR - day.year) if unit == "year" else n, unit)
