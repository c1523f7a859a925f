"""Which numbers lie between two? “từ điểm c đến điểm e”, “Điều 5 đến Điều 9”, “I đến IV”."""

import re

from vanban.text.roman import roman, to_roman

_LETTERS = "abcdđeghiklmnopqrstuvxy"  # how points are lettered: no f, j, w, z
_LIMIT = 300


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
