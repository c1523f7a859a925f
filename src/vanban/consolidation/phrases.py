"""How is a phrase exchanged? Found as people would find it, whatever its spaces, quotes and tone marks."""

import re
from collections.abc import Callable, Iterable, Iterator

from vanban.consolidation.units import Unit
from vanban.text.fold import same_tone

_QUOTES = "“”\"„‟«»'‘’"
_DASHES = "‐‑‒–—−-"


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as it may be printed.

    >>> bool(pattern("Ủy ban - huyện").search("ủy  ban – huyện")), bool(pattern("tra").search("thanh tra viên"))
    (True, True)
    >>> bool(pattern("an").search("ban")), bool(pattern(", huyện").search("tỉnh, huyện"))
    (False, True)
    """
    words = same_tone(phrase).split()
    body = r"\s+".join("".join(map(_letter, word)) for word in words)
    if not words:
        return re.compile(r"(?!)")
    before, behind = (r"\b" if sign.isalnum() else "" for sign in (words[0][0], words[-1][-1]))
    return re.compile(f"{before}{body}{behind}", re.IGNORECASE)


def _letter(sign: str) -> str:
    if sign in _QUOTES:
        return f"[{_QUOTES}]"
    return f"[{_DASHES}]" if sign in _DASHES else re.escape(sign)


def found(text: str, phrase: str, unless: str = "") -> list[tuple[int, int]]:
    """Where a phrase stands in a text; not where it is a part of ``unless``, which was put there before.

    >>> found("Bộ Công thương, Bộ Công", "Bộ Công", "Bộ Công thương")
    [(16, 23)]
    """
    told = same_tone(text)
    if len(told) != len(text):
        told = text
    spans = [(hit.start(), hit.end()) for hit in pattern(phrase).finditer(told)]
    kept = [(hit.start(), hit.end()) for hit in pattern(unless).finditer(told)] if unless else []
    return [(start, end) for start, end in spans if not any(a <= start and end <= b for a, b in kept)]


def exact(text: str, spans: list[tuple[int, int]], phrase: str) -> list[tuple[int, int]]:
    """Those written with the same capitals, or with a capital because a sentence begins; all, where none is, but for
    the first letter.

    >>> exact("Ở Sở, sở", [(2, 4), (6, 8)], "sở"), exact("Nộp hoặc nộp hộ", [(0, 3), (9, 12)], "nộp")
    ([(6, 8)], [(0, 3), (9, 12)])
    """
    told = " ".join(same_tone(phrase).split())
    printed = {(a, b): " ".join(same_tone(text[a:b]).split()) for a, b in spans}
    same = [span for span, words in printed.items() if words == told or words.isupper()]
    but_first = [span for span, words in printed.items() if words[1:] == told[1:]]
    if not same:
        return but_first
    opening = {(a, b) for a, b in but_first if text[a].isupper() and opens(text, a)}
    return [span for span in spans if span in opening or span in same]


def opens(text: str, at: int) -> bool:
    """Whether a sentence begins there.

    >>> opens("Đơn. Ảnh", 5), opens("Đơn, ảnh", 5)
    (True, False)
    """
    before = text[:at].rstrip(" \t")
    return not before or before[-1] in ".!?\n"


def pieces(unit: Unit) -> Iterator[tuple[Unit, int, str]]:
    """The words of a unit and of all in it, piece by piece, without the numbers."""
    for each in unit.walk():
        for i, part in enumerate(each.parts):
            if isinstance(part, str):
                yield each, i, part


def exchange(
    places: Iterable[tuple[Unit, int, str]], old: str, unless: str, new: Callable[[str, bool], str]
) -> list[Unit]:
    """Put ``new`` of what stands there, and of whether it begins a sentence, for each ``old``; the units in which that
    happened, as often as it did."""
    where: list[Unit] = []
    for unit, i, part in list(places):
        spans = exact(part, found(part, old, unless), old)
        for start, end in reversed(spans):
            part = part[:start] + new(part[start:end], opens(part, start)) + part[end:]
            where.append(unit)
        if spans:
            unit.parts[i] = part
    return where


def loud(there: str, new: str) -> str:
    """A new phrase in capitals where what stands there is.

    >>> loud("NÔNG THÔN", "biên giới"), loud("Nông thôn", "biên giới")
    ('BIÊN GIỚI', 'biên giới')
    """
    return new.upper() if len(there) > 3 and there.isupper() else new


def like(there: str, new: str) -> str:
    """A new phrase with the first letter as large as the one it stands for.

    >>> like("Tổ chức", "cơ quan"), like("tổ chức", "cơ quan"), like("TỔ CHỨC", "cơ quan")
    ('Cơ quan', 'cơ quan', 'CƠ QUAN')
    """
    if there[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    return loud(there, new)


_LINKS = (
    "và ", "hoặc ", "của ", "theo ", "tại ", "trong ", "cho ", "trừ ", "do ", "từ ", "để ", "có ", "được ", "bằng ",
    "với ", "về ", "ở ", "trên ", "không ", "là ", "mà ", "nhưng ", "thuộc ", "đối với ",
)  # fmt: skip


def joint(old: str, new: str, before: bool) -> str:
    """What parts a phrase from the one it is put beside: in a list a comma, which instructions leave out.

    >>> joint("nông thôn, miền núi", "biên giới", False), joint("công ty", "hoặc chi nhánh", False)
    (', ', ' ')
    >>> joint("Điều 5", ", Điều 6", False)
    ''
    """
    if new[:1] in ",;:." or (before and new[-1:] in ",;:."):
        return "" if not before else " "
    listed = "," in old and not before and not new.casefold().startswith(_LINKS)
    return ", " if listed else " "


def without(text: str, start: int, end: int) -> str:
    """A text without a phrase, and without the space or comma that it leaves behind.

    >>> without("công ty hoặc chi nhánh, sở", 8, 22), without("A, hoặc B;", 3, 9)
    ('công ty, sở', 'A;')
    """
    head, tail = text[:start], text[end:]
    if head.endswith(" ") and tail[:1] in " ,;.:":
        head = head.rstrip(" ")
    if head.endswith(",") and tail[:1] in ",;.":
        head = head[:-1]
    if head.endswith(("\n", "")) and not head.strip(" \n") and tail.startswith(" "):
        tail = tail.lstrip(" ")
    return head + tail
