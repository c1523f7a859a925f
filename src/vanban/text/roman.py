"""What is the value of a Roman numeral, and how is a number written in one?"""

from functools import cache

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


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


@cache
def to_roman(number: int) -> str:
    """A Roman numeral up to 399.

    >>> [to_roman(n) for n in (1, 4, 10, 11, 14, 19, 29)]
    ['I', 'IV', 'X', 'XI', 'XIV', 'XIX', 'XXIX']
    """
    out = ""
    for value, letters in _STEPS:
        out += letters * (number // value)
        number %= value
    return out
