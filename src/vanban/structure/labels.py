"""Which lines open with a printed number? One pass over the lines, by their first character."""

import re
from functools import cache
from typing import NamedTuple

from vanban.tables import load

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


# The three forms that nine numbers of ten have, tried before the table's; a test holds them equal to it.
_USUAL = re.compile(r"(?:(\d{1,3})\. |([a-zđ])\) |Điều (\d{1,4})\. )(?=[^\s\[])")
_USUAL_KINDS = ("", "arabic", "alpha", "article")


def find_labels(content: str, start: int = 0, end: int | None = None) -> list[Label]:
    """Every line of ``content[start:end]`` that opens with a number, in order; opening quotes are skipped.

    >>> [(label.kind, label.number) for label in find_labels("Điều 1. A\\n1. B\\na) C")]
    [('article', '1'), ('arabic', '1'), ('alpha', 'a')]
    """
    table, found, usual = rules(), list[Label](), _USUAL.match
    stop = len(content) if end is None else min(end, len(content))
    pos = start
    while pos < stop:
        line_end = content.find("\n", pos, stop)
        if line_end < 0:
            line_end = stop
        first = content[pos]
        if first in OPENING:
            while pos < line_end and content[pos] in OPENING:
                pos += 1
            first = content[pos] if pos < line_end else ""
        if first in table:
            if match := usual(content, pos, line_end):
                form = match.lastindex or 0
                number, prefix, major, minor = _read(_USUAL_KINDS[form], match[form])
                found.append(Label(_USUAL_KINDS[form], number, major, minor, pos, match.end(), line_end, prefix))
            else:
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


def roman(number: str) -> int:
    """The value of a Roman number, 0 when it is none.

    >>> roman("XIV"), roman("IIX")
    (14, 0)
    """
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = last = 0
    for letter in reversed(number):
        value = values.get(letter, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total if to_roman(total) == number else 0


@cache
def to_roman(value: int) -> str:
    """A number in Roman letters, up to 399."""
    out = ""
    for n, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        count, value = divmod(max(value, 0), n)
        out += letters * min(count, 3 if n == 100 else 9)
    return out
