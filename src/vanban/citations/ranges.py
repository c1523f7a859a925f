"""Which numbers lie between two? “từ điểm c đến điểm e”, “Điều 5 đến Điều 9”, “I đến IV”."""

import re

_LETTERS = "abcdđeghiklmnopqrstuvxy"  # how points are lettered: no f, j, w, z
_LIMIT = 300
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def expand(first: str, last: str) -> list[str]:
    """The numbers after ``first`` up to ``last``; only ``last`` when no order is known.

    >>> expand("2", "5"), expand("c", "e"), expand("II", "IV")
    (['3', '4', '5'], ['d', 'đ', 'e'], ['III', 'IV'])
    """
    if first.isdigit() and (number := re.match(r"\d+", last)):
        low, high = int(first), int(number.group())
        if low < high <= low + _LIMIT:
            width = len(first) if first.startswith("0") else 0
            return [*(str(n).zfill(width) for n in range(low + 1, high)), *dict.fromkeys([number.group(), last])]
    if first in _LETTERS and last in _LETTERS and len(first) == len(last) == 1:
        return list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last) + 1]) or [last]
    low, high = roman(first), roman(last)
    if 0 < low < high:
        return [to_roman(n) for n in range(low + 1, high + 1)]
    return [last]


def roman(text: str) -> int:
    """The value of a Roman numeral, 0 for anything else.

    >>> roman("XIV"), roman("IA")
    (14, 0)
    """
    total = 0
    for i, letter in enumerate(text):
        value = _VALUES.get(letter, 0)
        if not value:
            return 0
        total += -value if i + 1 < len(text) and _VALUES.get(text[i + 1], 0) > value else value
    return total if total > 0 and to_roman(total) == text else 0


def to_roman(number: int) -> str:
    """A Roman numeral up to 399.

    >>> to_roman(14)
    'XIV'
    """
    out = ""
    for value, letters in (
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
        out += letters * (number // value)
        number %= value
    return out
