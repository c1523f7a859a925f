"""What does an instruction say before its new wording? One line, with what is quoted or told in passing blanked out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.amendments.cues import cue, folded
from vanban.citations.mention import Mention, Named
from vanban.model import Span

_MARK = re.compile(r"[“”„‟\"«»]|''|``")
_NESTED = re.compile(r"\s(?:bằng|thành)\s+(?:cụm\s+từ\s+|từ\s+)?“")
_AFTER_WORDING = re.compile(r"[\s.;,”\"»]*$")
_BRACKETS = re.compile(r"\((?![ivx]{1,5}\))[^()]{6,}\)|\([-+]\)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in quotation marks inside a head; offsets are in the text, marks outside."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """A head in the text: ``masked`` is as long as it and keeps only the words that can be part of the order.

    ``wording`` is where new wording opens on the same line, or -1. ``limited`` tells of an exception (trừ …).
    """

    start: int
    end: int
    masked: str
    phrases: tuple[Phrase, ...]
    docs: tuple[Named, ...]
    wording: int = -1
    limited: bool = False
    narrowed: bool = False  # brackets say that less is meant than is named: “Điều 5 (khoản 2)”


def read_head(content: str, start: int, end: int, mentions: Sequence[Mention], starts: Sequence[int]) -> Head:
    """Read one line as a head."""
    phrases, wording = _phrases(content, start, end)
    stop = wording if wording >= 0 else end
    blanks = [(p.start, p.end, "\x01") for p in phrases]
    masked = _blank(content[start:stop], start, blanks)
    told = [(start + m.start(), start + m.end(), " ") for m in passing(masked)]
    brackets = list(_BRACKETS.finditer(masked)) if "(" in masked else []
    told += [(start + m.start(), start + m.end(), " ") for m in brackets]
    masked = _blank(masked, start, told)
    except_ = cue("except").search(masked) if "trừ" in masked else None
    if except_:
        told.append((start + except_.start(), start + except_.end(), " "))
        phrases = tuple(p for p in phrases if not start + except_.start() <= p.start < start + except_.end())
    here = _named(mentions, starts, start, stop)
    docs = [named for named in here if not any(a <= named.start < b for a, b, _ in (*blanks, *told))]
    titles = [
        (named.start, max(named.end, min(named.title_end, stop)), "\x03" if named.kind == "self" else "\x02")
        for named in docs
    ]
    masked = _blank(masked, start, [*titles, *told])
    inside = {named.start for named in docs for other in docs if other.end <= named.start < other.title_end}
    return Head(
        start,
        stop,
        masked,
        phrases,
        tuple(d for d in docs if d.start not in inside),
        wording,
        except_ is not None or any(cue("except").match(bracket.group()) for bracket in brackets),
        any(cue("narrows").match(bracket.group()) for bracket in brackets)
        or _swallows(content, told, here, {d.key for d in docs} - {""}),
    )


_PLACE_BEHIND = re.compile(
    r"\d/[^\s;]*(?:\s[^;]*?)?\s*(?:,|và)\s+(?:điểm|khoản|điều)\s+\w+(?![^;]*\d/\d{4}/)", re.IGNORECASE
)


_PLACE_OF = re.compile(
    r"(?:,|và)\s+(?:(?:các|của|tại|và|điểm|khoản|điều|mục|chương|phụ lục|[a-zđ]|\d+[a-zđ]?),?\s+)+$", re.IGNORECASE
)


def _swallows(content: str, told: Sequence[tuple[int, int, str]], named: Sequence[Named], ours: set[str]) -> bool:
    """Whether a history goes on to a place of no other act, or of the act itself: “bổ sung theo … số 14/2022/NĐ-CP và
    khoản 2 Điều 5”."""
    return any(
        _PLACE_BEHIND.search(content, start, end)
        or any(
            one.key in ours and start < one.start < end and _PLACE_OF.search(content[start : one.start])
            for one in named
        )
        for start, end, _ in told
    )


def passing(text: str) -> list[re.Match[str]]:
    """Where a text tells the history of a document in passing: “đã được sửa đổi, bổ sung bởi …”."""
    lower = folded(text)
    return list(cue("passing").finditer(text)) if "được" in lower or "bị" in lower else []


def _named(mentions: Sequence[Mention], starts: Sequence[int], start: int, stop: int) -> list[Named]:
    first, last = bisect_left(starts, start), bisect_left(starts, stop)
    return [named for mention in mentions[first:last] for named in mention.named if named.end <= stop]


def _blank(text: str, offset: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text with spans overwritten, in one pass; of spans that overlap the first wins."""
    pieces: list[str] = []
    position = 0
    for a, b, filler in sorted((max(a - offset, 0), min(b - offset, len(text)), filler) for a, b, filler in spans):
        a = max(a, position)
        if a < b:
            pieces += (text[position:a], filler * (b - a))
            position = b
    return "".join((*pieces, text[position:]))


def _phrases(content: str, start: int, end: int) -> tuple[tuple[Phrase, ...], int]:
    """The quoted phrases of a line, and where new wording opens on it (-1 if it does not)."""
    phrases: list[Phrase] = []
    position = start
    while (opening := _MARK.search(content, position, end)) is not None:
        if opening.group() in ("”", "»"):
            position = opening.end()
            continue
        close, after = _closing(content, opening, end)
        if cue("as-follows").search(content, max(start, opening.start() - 12), opening.start()) and (
            close < 0 or _AFTER_WORDING.match(content, after, end)
        ):
            return tuple(phrases), opening.start()
        if close < 0:
            return tuple(phrases), -1
        phrases.append(Phrase(opening.end(), close))
        position = after
    return tuple(phrases), -1


def _closing(content: str, opening: re.Match[str], end: int) -> tuple[int, int]:
    """Where a quotation ends and where the text goes on; (-1, end) when it is not closed on this line."""
    if opening.group() != "“":
        closer = {"«": "»", "„": "”", "‟": "”"}.get(opening.group(), opening.group())
        at = content.find(closer, opening.end(), end)
        return (at, at + len(closer)) if at >= 0 else (-1, end)
    depth, position = 1, opening.end()
    first_close = content.find("”", position, end)
    lost = _NESTED.search(content, position, first_close if first_close >= 0 else end)
    if lost:  # “quy phạm bằng cụm từ “quy chuẩn”: the mark before “bằng” is lost
        return lost.start(), lost.start()
    for mark in re.finditer("[“”]", content[position:end]):
        depth += 1 if mark.group() == "“" else -1
        if depth == 0:
            return position + mark.start(), position + mark.end()
    return (first_close, first_close + 1) if first_close >= 0 else (-1, end)


def phrase(content: str, span: Span | Phrase) -> str:
    """The words of a phrase."""
    return content[span.start : span.end].strip()
