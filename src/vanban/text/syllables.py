"""Is this a Vietnamese syllable? Initial, rhyme and tone; what no syllable can be was damaged on its way."""

import unicodedata
from functools import lru_cache

from vanban.tables import load

_TABLE = load("syllables")
_OPEN = frozenset(_TABLE["open"].split())
_CLOSED = frozenset(_TABLE["closed"].split())
_INITIALS = sorted(_TABLE["initials"], key=len, reverse=True)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = "\u0301\u0323"
_FRONT = "iêey"


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelled as one Vietnamese syllable, tone in the old or the new place.

    >>> is_syllable("quyết"), is_syllable("hoà"), is_syllable("th"), is_syllable("nhaân")
    (True, True, False, False)
    """
    marks = [c for c in unicodedata.normalize("NFD", word.lower()) if c in _TONES]
    if len(marks) > 1:
        return False
    plain = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    )
    return any(plain.startswith(initial) and _fits(initial, plain[len(initial) :], marks) for initial in _INITIALS)


def _fits(initial: str, rhyme: str, tone: list[str]) -> bool:
    if initial == "gi" and rhyme not in _OPEN | _CLOSED:
        rhyme = "i" + rhyme  # gì, giếng
    if initial == "q" and not rhyme.startswith("u"):
        return False
    if initial in ("k", "gh", "ngh") and rhyme[:1] not in tuple(_FRONT):
        return False
    if initial in ("c", "g", "ng") and rhyme[:1] in tuple(_FRONT) and not (initial == "g" and rhyme == "i"):
        return False
    if rhyme in _CLOSED:
        return bool(tone) and tone[0] in _SHARP_OR_HEAVY
    return rhyme in _OPEN
