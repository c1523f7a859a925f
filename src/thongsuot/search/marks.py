"""Which words of a found clause were asked for, and where are they thickest?"""

from bisect import bisect_left
from collections.abc import Sequence

from thongsuot.search.abbreviations import names_in
from thongsuot.search.query import Part
from thongsuot.search.symbols import cited
from thongsuot.search.tokens import Word, words

WIDTH = 240  # letters of an excerpt
_AFTER = 40  # letters before the first marked word


def spans(text: str, parts: Sequence[Part]) -> tuple[tuple[int, int], ...]:
    """Where the words asked for stand in the text, side by side ones as one span.

    Words that only ask (“là gì”) are not marked, names are where they are written out or abbreviated.

    >>> from thongsuot.search.query import Part
    >>> spans("Uỷ ban nhân dân xã", [Part("short", tuple(words("UBND")), ("=uy_ban_nhan_dan",))])
    ((0, 15),)
    """
    found = words(text)
    marked = _marked(found, parts) | _cited(text, found, parts)
    out: list[tuple[int, int]] = []
    for i in sorted(marked):
        word = found[i]
        if out and i - 1 in marked and (word.joined or text[out[-1][1] : word.start] in "-/"):
            out[-1] = (out[-1][0], word.end)
        else:
            out.append((word.start, word.end))
    return tuple(out)


def _marked(found: Sequence[Word], parts: Sequence[Part]) -> set[int]:
    single = _spelled(found, [word for part in parts if part.what == "word" for word in part.words])
    names = {key for part in parts if part.what == "short" for key in part.keys}
    runs = [tuple(w.plain for w in part.words) for part in parts if part.what in ("phrase", "name")]
    marked = {i for i, word in enumerate(found) if word.exact in single}
    plain = [word.plain for word in found]
    if names:
        for name in names_in(plain):
            if names & set(name.terms):
                marked |= set(range(name.start, name.end))
    for run in runs:
        for i in range(len(plain) - len(run) + 1):
            if plain[i] == run[0] and tuple(plain[i : i + len(run)]) == run:
                marked |= set(range(i, i + len(run)))
    return marked


def _spelled(found: Sequence[Word], asked: Sequence[Word]) -> set[str]:
    """How the words asked for are spelled here: as typed, or where that is not here or had no accents, in any way."""
    here = {word.exact for word in found}
    free = {word.plain for word in asked if not word.accented or word.exact not in here}
    return {word.exact for word in asked} | {word.exact for word in found if word.plain in free}


def _cited(text: str, found: Sequence[Word], parts: Sequence[Part]) -> set[int]:
    """The words of the symbols asked for, however they are spelled here."""
    keys = {key for part in parts if part.what == "symbol" for key in part.keys}
    places = [(start, end) for key, start, end in cited(text) if key in keys] if keys else []
    return {i for i, word in enumerate(found) if any(start <= word.start < end for start, end in places)}


def excerpt(text: str, marked: Sequence[tuple[int, int]], width: int = WIDTH) -> tuple[int, int]:
    """The slice of the text, at most ``width`` letters at word ends, that holds the most marked letters.

    >>> excerpt("một hai ba", ())
    (0, 10)
    """
    if len(text) <= width:
        return 0, len(text)
    ends = [end for _, end in marked]
    best, start = -1, 0
    for first, (begin, _) in enumerate(marked):
        last = bisect_left(ends, begin + width - _AFTER + 1, first)
        held = sum(end - begin_ for begin_, end in marked[first:last])
        if held > best:
            best, start = held, begin
    start = max(0, min(start - _AFTER, len(text) - width))
    return _whole_words(text, start, start + width)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    if start > 0:
        blank = text.find(" ", start, start + _AFTER)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", end - _AFTER, end)
        end = blank if blank >= 0 else end
    return start, end
