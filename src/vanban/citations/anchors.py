"""Which words can begin a reference? One pattern, factored by letters so that most places fail at once."""

import re
from collections.abc import Iterator
from functools import cache

from vanban.citations.documents import kind_words

_ROMAN = r"[IVXLCA-H\d]"
_UNITS = {
    "điểm": r"(?=\s(?:[a-zđ][\d.]*[\s,;(]|\d|này))",
    "khoản": r"(?=\s(?:\d|này|từ\s))",
    "điều": r"(?=\s(?:\d|này|từ\s))",
    "tiết": r"(?=\s\S{1,5}\s+[Đđk])",
    "tiểu điểm": r"(?=\s[a-zđ]\d)",
    "tiểu mục": r"(?=\s(?:\d|[IVX]|này))",
    "mục": rf"(?=\s(?:{_ROMAN}|này))",
    "chương": rf"(?=\s(?:{_ROMAN}|này))",
    "phần": rf"(?=\s(?:{_ROMAN}|này|thứ\s))",
    "phụ lục": rf"(?=\s(?:số\s|{_ROMAN}|này|ban\s|được\s|kèm\s|của\s))",
    "mẫu": r"(?=\s(?:số\s|\d|[A-ZĐ]\d|này))",
    "biểu mẫu": r"(?=\s(?:số\s|\d|này))",
    "mẫu biểu": r"(?=\s(?:số\s|\d|này))",
    "gạch đầu dòng": r"(?=\sthứ\s)",
}
_LISTED = (
    r"(?=\s(?:từ\s)?(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Pp]hụ lục|[Mm]ẫu|[Cc]hương|[Mm]ục|ĐIỀU|KHOẢN|ĐIỂM)\s(?:từ\s)?(?:số\s)?"
    r"(?:\d|[a-zđA-ZĐ][\d.]*[\s,;]|[IVXLC]+[\s,;]))"
)
_LOW = r"(?=\s(?:số|SỐ|này|\d))"


@cache
def _words() -> str:
    """The words that can begin a reference, each with as much after it as tells it from common speech."""
    words: dict[str, str] = {}
    for word in kind_words():
        words[word[0].lower() + word[1:].lower()] = _LOW
    for word in kind_words():
        words[word[0].upper() + word[1:]] = words[word.title()] = words[word.upper()] = r"(?!\w)"
    for word, after in _UNITS.items():
        words[word] = words[word.upper()] = words[word[0].upper() + word[1:]] = after
    words["ĐIỂM"] = _UNITS["điểm"].replace("[a-zđ]", "[a-zđA-ZĐ]")
    words |= dict.fromkeys(("các", "từ", "Các", "Từ", "CÁC", "TỪ"), _LISTED)
    return _alternation(words)


@cache
def first() -> re.Pattern[str]:
    """A reference's first word, at one place."""
    return re.compile(_words())


@cache
def behind() -> re.Pattern[str]:
    """The same behind a space or mark: a search for those is five times as fast as one for letters."""
    return re.compile(rf"[\s(\[“\"'‘|/\-–—,;:.…*#>_](?={_words()})")


def starts(text: str) -> Iterator[int]:
    """Where references can begin, in order.

    >>> list(starts("Căn cứ khoản 2 Điều 5 Luật này"))
    [7, 15, 22]
    """
    if first().match(text):
        yield 0
    for found in behind().finditer(text):
        yield found.end()


def _alternation(words: dict[str, str], depth: int = 0) -> str:
    """The words as a pattern that shares their beginnings, longer ones first."""
    branches: dict[str, dict[str, str]] = {}
    for word, after in words.items():
        if len(word) > depth:
            branches.setdefault(word[depth], {})[word] = after
    ends = [after for word, after in words.items() if len(word) == depth]
    parts = [
        (r"\s" if first == " " else re.escape(first)) + _alternation(rest, depth + 1)
        for first, rest in branches.items()
    ]
    if not ends:
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{'|'.join([*parts, *ends])})"
