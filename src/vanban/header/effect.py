"""From when has the document effect? The sentence of its own that says so, and the rule worked out."""

import datetime as dt
import re
from functools import cache

from vanban.dates import match_day
from vanban.model import Effective
from vanban.tables import load
from vanban.tables.kinds import kinds

_SINCE = re.compile(r"\b(?:kể\s*)?(?:từ|vào|tử)\s*(?:\d+\s*giờ(?:\s*\d+\s*phút)?\s*,?\s*)?(?=ng[àa]y)", re.IGNORECASE)
_SIGNED = re.compile(r"ngày\s+(?:được\s+)?(?:k[ýí]|ban hành)", re.IGNORECASE)
_ADOPTED = re.compile(
    r"ngày\s+(?:được\s+)?(?:(?:Quốc hội|Ủy ban Thường vụ Quốc hội|Hội đồng nhân dân)[^.;,]{0,40}\s)?thông qua",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\bsau\s+(?P<days>\d+)\s*(?:\([^)]*\)\s*)?ngày\b(?!\s+làm việc)[^.;\n]{0,30}?(?=ngày\s)", re.IGNORECASE
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
    content: str, begin: int, kind: str | None, signed: dt.date | None
) -> tuple[Effective, tuple[int, int]]:
    """When the document comes into effect and ceases, and the sentence that says it.

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
        if head and _is_own(head, kind):
            full = re.search(r"[.;](?:\s|$)", content[at:stop])
            end = at + full.start() if full else stop
            effect = worked_out(content[at:end], signed)
            if effect != Effective():
                return effect, (line, end)
        at = content.find("hiệu lực", at + 8)
    return Effective(), (0, 0)


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


def worked_out(words: str, signed: dt.date | None) -> Effective:
    """The dates that the words behind “hiệu lực” settle."""
    exception = _EXCEPT.search(words)
    until = _UNTIL.search(words, 0, exception.start() if exception else len(words))
    last = match_day(words, until.end()) if until else None
    ceases = last.date if last else None
    after = _AFTER.search(words)
    if after:
        own = _SIGNED.match(words, after.end()) or _ADOPTED.match(words, after.end())
        return Effective(signed + dt.timedelta(int(after["days"])) if own and signed else None, ceases)
    for since in _SINCE.finditer(words):
        day = match_day(words, since.end())
        if day and day.date:
            return Effective(day.date, ceases)
        if _SIGNED.match(words, since.end()) or _ADOPTED.match(words, since.end()):
            return Effective(signed, ceases)
    return Effective(None, ceases)
