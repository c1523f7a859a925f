"""When are two spellings the same? Folds for search and for comparing, never for showing."""

import re
import unicodedata

_NEW = {"oa": "oàoáoảoãoạ", "oe": "oèoéoẻoẽoẹ", "uy": "uỳuýuỷuỹuỵ"}
_OLD = {"oa": "òaóaỏaõaọa", "oe": "òeóeỏeõeọe", "uy": "ùyúyủyũyụy"}


def _pairs(table: dict[str, str]) -> list[str]:
    return [row[i : i + 2] for row in table.values() for i in range(0, 10, 2)]


_SAME = dict(zip(_pairs(_NEW), _pairs(_OLD), strict=True))
_SAME |= {new.upper(): old.upper() for new, old in _SAME.items()} | {
    new[0].upper() + new[1]: old[0].upper() + old[1] for new, old in _SAME.items()
}
# The old place is only right where the syllable ends in the two vowels (hoà → hòa, but hoàn) and the
# first of them does not belong to "qu" (quý).
_PLACED = re.compile(f"(?<![qQ])(?:{'|'.join(_SAME)})(?![^\\W\\d_])")


def fold(text: str) -> str:
    """Lower case, no accents, đ as d: what a search compares.

    >>> fold("Uỷ ban Đảng")
    'uy ban dang'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _MARKS.sub("", plain)


_MARKS = re.compile("[\u0300-\u036f]+")


def same_tone(text: str) -> str:
    """The text with every tone in its old place, letter for letter as long as before.

    >>> same_tone("Uỷ ban hoà giải, quý III, hoàn thành")
    'Ủy ban hòa giải, quý III, hoàn thành'
    """
    return _PLACED.sub(lambda found: _SAME[found[0]], text)
