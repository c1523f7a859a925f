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
    >>> bool(pattern("500 đồng").search("1.500 đồng")), bool(pattern("khoản 1").search("khoản 1, 2"))
    (False, True)
    """
    words = same_tone(phrase).split()
    body = r"\s+".join("".join(map(_letter, word)) for word in words)
    if not words:
        return re.compile(r"(?!)")
    first, last = words[0][0], words[-1][-1]
    before = (r"(?<!\d[.,/])" if first.isdigit() else "") + (r"\b" if first.isalnum() else "")
    behind = (r"\b" if last.isalnum() else "") + (r"(?![.,/]\d)" if last.isalnum() else "")
    return re.compile(f"{before}{body}{behind}", re.IGNORECASE)


def _letter(sign: str) -> str:
    if sign in _QUOTES:
        return f"[{_QUOTES}]"
    return f"[{_DASHES}]" if sign in _DASHES else re.escape(sign)


_SYMBOL = re.compile(r"\d+(?:/\d{4}/|[-–][A-ZĐ]+/|/)[A-ZĐ][\w&/–-]*")


def found(text: str, phrase: str, unless: str = "") -> list[tuple[int, int]]:
    """Where a phrase stands in a text; not where it is a part of ``unless``, which was put there before.

    >>> found("Bộ Công thương, Bộ Công", "Bộ Công", "Bộ Công thương")
    [(16, 23)]
    """
    told = same_tone(text)
    if len(told) != len(text):
        told = text
    spans = [(hit.start(), hit.end()) for hit in pattern(phrase).finditer(told)]
    kept = [(hit.start(), hit.end()) for hit in pattern(unless).finditer(shown(told))] if unless and spans else []
    if spans and "/" in told:  # a part of a document's symbol is no phrase
        symbols = [hit.span() for hit in _SYMBOL.finditer(told)]
        spans = [(a, b) for a, b in spans if not any((c < a < d) or (c < b < d) for c, d in symbols)]
    return [(start, end) for start, end in spans if not any(a <= start and end <= b for a, b in kept)]


_VEIL = 0xF0000


def veiled(words: str) -> str:
    """Words that no other instruction of the same act means: what an act puts in is not what it found.

    >>> found(veiled("Bộ B"), "Bộ B"), shown(veiled("Bộ B"))
    ([], 'Bộ B')
    """
    return "".join(chr(ord(sign) + _VEIL) if ord(sign) < 0x10000 else sign for sign in words)


def shown(words: str) -> str:
    """Veiled words as they are printed."""
    return _VEILED.sub(lambda hit: "".join(chr(ord(sign) - _VEIL) for sign in hit[0]), words)


_VEILED = re.compile(f"[{chr(_VEIL + 1)}-{chr(_VEIL + 0xFFFF)}]+")


def exact(text: str, spans: list[tuple[int, int]], phrase: str) -> list[tuple[int, int]]:
    """Those written with the same capitals, or with a capital because a sentence begins; of several words all, where
    none is, but for the first letter.

    >>> exact("Ở Sở, sở", [(2, 4), (6, 8)], "sở"), exact("Nộp hoặc nộp hộ", [(0, 3), (9, 12)], "nộp")
    ([(6, 8)], [(0, 3), (9, 12)])
    """
    told = _plain(phrase)
    printed = {(a, b): _plain(text[a:b]) for a, b in spans}
    same = [span for span, words in printed.items() if words == told or words.isupper()]
    but_first = [span for span, words in printed.items() if words[1:] == told[1:]]
    opening = {(a, b) for a, b in but_first if text[a].isupper() and opens(text, a)}
    if " " in told and all(span in opening for span in same):  # a capital that only begins sentences is none of a name
        return [span for span in spans if span in same or span in but_first]
    return [span for span in spans if span in opening or span in same]


_SIGNS = str.maketrans(dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-"))


def _plain(words: str) -> str:
    return " ".join(same_tone(words).translate(_SIGNS).split())


def opens(text: str, at: int) -> bool:
    """Whether a sentence begins there.

    >>> opens("Đơn. Ảnh", 5), opens("Đơn, ảnh", 5), opens("Đơn.\\n+ “Ảnh” là", 8)
    (True, False, True)
    """
    before = text[:at].rstrip(_BEFORE_SENTENCES)
    return not before or shown(before[-1]) in ".!?:\n|"


_BEFORE_SENTENCES = f" \t+•*([{_QUOTES}{_DASHES}"


def pieces(unit: Unit) -> Iterator[tuple[Unit, int, str]]:
    """The words of a unit and of all in it, piece by piece, without the numbers."""
    for each in unit.walk():
        for i, part in enumerate(each.parts):
            if isinstance(part, str):
                yield each, i, part


type Writer = Callable[[str, bool, bool], str]
"""What is put there, of what stands there, whether it begins a sentence, whether it is in capitals."""


def exchange(places: Iterable[tuple[Unit, int, str]], old: str, unless: str, new: Writer) -> list[Unit]:
    """Put ``new`` of what stands there for each ``old``; the units in which that happened, as often as it did."""
    where: list[Unit] = []
    for unit, i, part in list(places):
        spans = exact(part, found(part, old, unless), old)
        for start, end in reversed(spans):
            put = new(part[start:end], opens(part, start), is_loud(part, start, end, old))
            part = part[:start] + put + part[end:]
            where.append(unit)
        if spans:
            unit.parts[i] = part
    return where


def cased(there: str, new: str, first: bool, loud: bool) -> str:
    """A new phrase in capitals (``loud``), or with the first letter as large as the one it stands for (``first``).

    >>> cased("Tổ chức", "cơ quan", True, False), cased("ta", "nó", True, False), cased("A", "b c", True, True)
    ('Cơ quan', 'nó', 'B C')
    """
    if first and there[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    return new.upper() if loud else new


def is_loud(text: str, start: int, end: int, old: str) -> bool:
    """Whether what stands there is in capitals because its line is, or though the phrase is not: no abbreviation.

    >>> is_loud("SỞ NỘI VỤ", 0, 2, "Sở"), is_loud("UBND tỉnh", 0, 4, "UBND"), is_loud("NÔNG THÔN", 0, 9, "nông thôn")
    (True, False, True)
    """
    there = text[start:end]
    if not there.isupper():
        return False
    line = text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)]
    return (line.isupper() and len(line.strip()) > len(there)) or (len(there) > 3 and not old.isupper())


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


_BRACKETS = frozenset("([“")


def without(text: str, start: int, end: int, capital: bool = False) -> str:
    """A text without a phrase, and without the space or comma that it leaves behind; the next word takes its capital.

    >>> without("công ty hoặc chi nhánh, sở", 8, 22), without("A, hoặc B;", 3, 9)
    ('công ty, sở', 'A;')
    >>> without("Trừ hộ nghèo, người nộp trả.", 0, 12, capital=True)
    'Người nộp trả.'
    >>> without("Một câu. Hai câu.", 9, 17, capital=True)
    'Một câu.'
    """
    head, tail = text[:start], text[end:]
    if opens(text, start):
        tail = tail.lstrip(" ,")
        head = head if tail.strip() and tail[0] != "\n" else head.rstrip(" ")
        return head + (shown(tail[:1]).upper() + tail[1:] if capital else tail)
    if head[-1:] in _BRACKETS:
        return head + tail.lstrip(" ,;")
    if head.endswith(" ") and tail[:1] in " ,;.:":
        head = head.rstrip(" ")
    if head.endswith(",") and tail[:1] in ",;.":
        head = head[:-1]
    return head + tail
