"""Which lines open with a printed number? One pass over the lines, by their first character."""

import re
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from vanban.tables import load
from vanban.text.roman import roman, to_roman

ALPHABET = "abcdđeghiklmnopqrstuvxyz"  # of points (Nghị định 78/2025/NĐ-CP, Điều 63), and z
FOREIGN = {"f": "e", "j": "i", "w": "v"}  # letters of old texts, each behind the one it follows
ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
OUT_OF_ALPHABET = 20  # the minor rank of such a letter
OPENING = " \t“”\"„‟«'"


class Label(NamedTuple):
    """A printed number at the head of a line, with its place in the order of numbers (major, minor)."""

    kind: str
    number: str
    major: int
    minor: int
    start: int
    own: int
    end: int  # of the line
    prefix: str = ""  # "1.2" of "1.2.3", "a" of "a.16"


START = attrgetter("start")  # labels stand in order
CAPITALS: str = load("levels")["capitals"]


@cache
def pattern_of(row: str) -> re.Pattern[str]:
    """The pattern of a row of the table, its <A> and <act> filled in."""
    return re.compile(row.replace("<A>", CAPITALS).replace("<act>", load("levels")["acts"]))


@cache
def rules() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The forms of numbers by the first character of the line."""
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in load("levels")["label"]:
        for first in row["first"]:
            table.setdefault(first, []).append((row["kind"], pattern_of(row["pattern"])))
    return {first: tuple(rows) for first, rows in table.items()}


_ARTICLE = "Điều "


@cache
def usual() -> dict[str, tuple[str, str, int, int]]:
    """The forms that nine numbers of ten have, with the space behind them: looked up before the table is tried.

    A test holds them equal to the table.

    >>> usual()["2. "], usual()["đ) "], usual()["Điều 3. "]
    (('arabic', '2', 2, 0), ('alpha', 'đ', 5, 0), ('article', '3', 3, 0))
    """
    heads = {f"{n}. ": ("arabic", str(n), n, 0) for n in range(1, 100)}
    heads |= {f"{letter}) ": ("alpha", *_read("alpha", letter)[::2], 0) for letter in ALPHABET}
    return heads | {f"{_ARTICLE}{n}. ": ("article", str(n), n, 0) for n in range(1, 1000)}


def find_labels(content: str, start: int = 0, end: int | None = None) -> list[Label]:
    """Every line of ``content[start:end]`` that opens with a number, in order; opening quotes are skipped.

    >>> [(label.kind, label.number) for label in find_labels("Điều 1. A\\n1. B\\na) C")]
    [('article', '1'), ('arabic', '1'), ('alpha', 'a')]
    """
    table, known, found, new = rules(), usual().get, list[Label](), tuple.__new__
    stop = len(content) if end is None else min(end, len(content))
    pos = start
    while pos < stop:
        line_end = content.find("\n", pos, stop)
        if line_end < 0:
            line_end = stop
        own = pos + 3  # most heads are “1. ” or “a) ”
        head = known(content[pos:own])
        if not head:
            if content.startswith(_ARTICLE, pos):
                own = content.find(" ", pos + len(_ARTICLE), line_end) + 1
            else:
                own = pos + 4
            head = known(content[pos:own])
        if head and own < line_end and (first := content[own]) != "[" and not first.isspace():
            kind, number, major, minor = head
            # as Label(…) does, in half the time
            found.append(new(Label, (kind, number, major, minor, pos, own, line_end, "")))
            pos = line_end + 1
            continue
        first = content[pos]
        if first in OPENING:
            while pos < line_end and content[pos] in OPENING:
                pos += 1
            first = content[pos] if pos < line_end else ""
        if first in table:
            for kind, pattern in table[first]:
                if match := pattern.match(content, pos, line_end):
                    found.append(_label(kind, match, pos, line_end))
                    break
        pos = line_end + 1
    return found


def _label(kind: str, match: re.Match[str], start: int, end: int) -> Label:
    number, prefix, major, minor = _read(kind, match[1] if kind not in _SUFFIXED else match[1] + match[2])
    own = match.end()
    return Label(kind, number, major, minor, start, min(end, own), end, prefix)


_SUFFIXED = frozenset({"chapter", "section", "subsection"})


@cache
def _read(kind: str, printed: str) -> tuple[str, str, int, int]:
    """The number as written in a loc, its prefix, and its place in the order of numbers."""
    if kind in ("arabic", "article", "weak-article", "arabic-bracket"):
        digits = re.match(r"\d+", printed)
        assert digits
        suffix = printed[digits.end() :].strip()
        value = int(digits[0])
        return f"{value}{suffix}", "", value, _suffix(suffix)
    if kind in ("decimal", "dotted"):
        prefix, _, last = printed.rpartition(".")
        return printed, prefix, int(last), 0
    if kind == "alpha":
        letter = printed.lower()
        if letter in FOREIGN:
            return letter, "", ALPHABET.find(FOREIGN[letter]) + 1, OUT_OF_ALPHABET
        return letter, "", ALPHABET.find(letter[0]) + 1, len(letter) - 1
    if kind == "alpha-digit":
        return printed, printed[0], ALPHABET.find(printed[0]) + 1, int(printed[1:])
    if kind in ("roman", "lower-roman"):
        return printed, "", roman(printed.upper()), 0
    if kind in ("part", *_SUFFIXED):
        return _heading_number(printed)
    if kind == "paren":
        inner = printed if printed.isdigit() else ""
        value = int(inner) if inner else roman(printed.upper()) or ALPHABET.find(printed[0]) + 1
        return f"({printed})", "", value, 0
    return printed, "", ALPHABET.find(printed.lower()) + 1, 0


def _heading_number(printed: str) -> tuple[str, str, int, int]:
    """A part's, chapter's or section's number: Roman, Arabic, a letter or an ordinal word."""
    words = printed.lower().split()
    if len(words) > 1:
        name = " ".join(words[1:]).replace("bốn", "tư")
        value = ORDINALS.index(name) if name in ORDINALS else 0
        return to_roman(value) if value else name, "", value, 0
    body = printed.rstrip("abcdđeghiklm")
    suffix = printed[len(body) :]
    if body.isdigit():
        return f"{int(body)}{suffix}", "", int(body), _suffix(suffix)
    return printed, "", roman(body) or ALPHABET.find(body.lower()) + 1, _suffix(suffix)


def _suffix(letters: str) -> int:
    """The rank of an inserted number's letter: none 0, a 1, b 2 …"""
    return ALPHABET.find(letters[0]) + 1 if letters else 0
