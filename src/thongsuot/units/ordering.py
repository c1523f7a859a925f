"""In which order do Vietnamese names stand? A key that sorts the same on every database."""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_RANK = {letter: chr(0x41 + n) for n, letter in enumerate(_LETTERS)}


def sort_key(name: str) -> str:
    """Letters in the order of the alphabet first, then tones (huyền, hỏi, ngã, sắc, nặng).

    >>> sorted(["Đông", "Dương", "Da", "Dạ"], key=sort_key)
    ['Da', 'Dạ', 'Dương', 'Đông']
    """
    letters, tones = [], []
    for sign in unicodedata.normalize("NFC", name.lower()):
        parts = unicodedata.normalize("NFD", sign)
        tone = next((_TONES[part] for part in parts if part in _TONES), "0")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        letters.append(_RANK.get(base, base if base.isascii() else " "))
        tones.append(tone)
    return f"{''.join(letters)[:120]}|{''.join(tones).rstrip('0')[:70]}"
