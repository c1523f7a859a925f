"""Are these the same words? Lower case, one placement of tones: “Toà án” is “tòa án”."""

import re
from functools import cache

_OLD = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
    "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES = re.compile("|".join(_OLD))


@cache
def fold_word(word: str) -> str:
    """One word in lower case with the tone placed the new way; no letters are lost.

    >>> fold_word("Hoà"), fold_word("UỶ"), fold_word("quý")
    ('hòa', 'ủy', 'quý')
    """
    low = word.lower()
    if low.startswith("qu"):  # qu is a consonant: “quý” is no “qúy”
        return low[:2] + _TONES.sub(lambda m: _OLD[m.group()], low[2:])
    return _TONES.sub(lambda m: _OLD[m.group()], low)


def fold(text: str) -> str:
    """Every word folded, single spaces.

    >>> fold("Luật  TỔ CHỨC Toà án")
    'luật tổ chức tòa án'
    """
    return " ".join(map(fold_word, text.split()))
