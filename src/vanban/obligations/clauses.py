"""Where does one act end and the next begin? Sentences, numbered pieces, semicolons."""

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?…]+\s+(?=[“\"(]?[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ+\-])")
# A full stop ends no sentence after “TP”, “số” or an initial.
_SHORT = re.compile(r"(?:\b(?:TP|Tp|TT|Th|GS|TS|NXB|số|[A-ZĐ])|\()$")
_ITEM = re.compile(
    r"(?:(?<=[:;.,])|(?<=[^\W\d_]))\s+(?=\((?:[ivx]{1,4}|\d{1,2}|[a-zđ])\)\s)|(?<=[:;.])\s+(?=(?:[-+•]|[a-zđ]\)|\d{1,2}\))\s+[A-ZĐÀ-Ỹ])"
)
_LABEL = re.compile(r"\s*(?:\((?:[ivx]{1,4}|\d{1,2}|[a-zđ])\)|[-+•–]|[a-zđ]\)|\d{1,2}\))\s+")
_EDGE = " \t\n.;:,…/"


def sentences(words: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph's words.

    >>> [("Rà soát tại TP. Huế. Báo cáo kết quả.")[a:b] for a, b in sentences("Rà soát tại TP. Huế. Báo cáo kết quả.")]
    ['Rà soát tại TP. Huế', 'Báo cáo kết quả']
    """
    at = 0
    for stop in _STOP.finditer(words):
        if _SHORT.search(words, max(0, stop.start() - 4), stop.start()):
            continue
        yield from _trimmed(words, at, stop.start())
        at = stop.end()
    yield from _trimmed(words, at, len(words))


def items(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces numbered inside the line: (1) …; (2) …; a) …"""
    at = start
    for cut in _ITEM.finditer(words, start, end):
        yield from _trimmed(words, at, cut.start())
        at = cut.end()
    yield from _trimmed(words, at, end)


def pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons, those inside brackets and quotation marks left alone."""
    depth, at = 0, start
    for m in re.finditer(r"[();“”]", words[start:end]):
        if m[0] in "(“":
            depth += 1
        elif m[0] in ")”":
            depth = max(0, depth - 1)
        elif not depth:
            yield from _trimmed(words, at, start + m.start())
            at = start + m.end()
    yield from _trimmed(words, at, end)


def _trimmed(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    label = _LABEL.match(words, start, end)
    start = label.end() if label else start
    while start < end and words[start] in _EDGE:
        start += 1
    while end > start and words[end - 1] in _EDGE:
        end -= 1
    if end > start:
        yield start, end
