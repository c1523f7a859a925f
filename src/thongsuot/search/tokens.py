"""Which words does a text hold? Syllables with and without accents, each with its place in the text."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vanban.text import fold, same_tone

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
LONGEST = 60  # letters of a term; what is longer is no word of any language


class Word(NamedTuple):
    """A syllable or number: as spelled (lower case, NFC, one place of tones), without accents, and where."""

    exact: str
    plain: str
    start: int
    end: int
    joined: bool  # only blanks between it and the word before: both may be one word of two syllables

    @property
    def accented(self) -> bool:
        """Whether it was typed with accents."""
        return self.exact != self.plain


def words(text: str) -> list[Word]:
    """The words of a text in order, offsets in code points of the text as given.

    >>> [(w.exact, w.plain) for w in words("Uỷ ban, 30/2020/NĐ-CP")]
    [('ủy', 'uy'), ('ban', 'ban'), ('30', '30'), ('2020', '2020'), ('nđ', 'nd'), ('cp', 'cp')]
    """
    found: list[Word] = []
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        exact, plain = forms(match[0])
        joined = last >= 0 and text[last:start].isspace()
        found.append(Word(exact, plain, start, end, joined))
        last = end
    return found


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, str]:
    """One word as spelled and without accents.

    >>> forms("Hoà"), forms("ĐẢNG")
    (('hòa', 'hoa'), ('đảng', 'dang'))
    """
    exact = same_tone(unicodedata.normalize("NFC", word).lower())[:LONGEST]
    return exact, "".join(_WORD.findall(fold(exact))) or exact


class Syllables(NamedTuple):
    """The words of a text as columns, for the index: quicker, without places."""

    exact: list[str]
    plain: list[str]
    joined: list[bool]


def syllables(text: str) -> Syllables:
    """What ``words`` finds, read by pieces between blanks, each of which is taken apart once for all texts.

    >>> syllables("Uỷ ban, xã")
    Syllables(exact=['ủy', 'ban', 'xã'], plain=['uy', 'ban', 'xa'], joined=[False, True, False])
    """
    exact: list[str] = []
    plain: list[str] = []
    joined: list[bool] = []
    open_end = False
    for piece in map(_piece, text.split()):
        if piece.exact:
            exact += piece.exact
            plain += piece.plain
            joined.append(open_end and piece.begins)
            joined += piece.within
            open_end = piece.ends
        else:
            open_end = False
    return Syllables(exact, plain, joined)


class _Piece(NamedTuple):
    exact: tuple[str, ...]
    plain: tuple[str, ...]
    within: tuple[bool, ...]
    begins: bool
    ends: bool


@lru_cache(maxsize=200_000)
def _piece(text: str) -> _Piece:
    found = words(text)
    if not found:
        return _Piece((), (), (), False, False)
    exact, plain = tuple(word.exact for word in found), tuple(word.plain for word in found)
    return _Piece(exact, plain, (False,) * (len(found) - 1), found[0].start == 0, found[-1].end == len(text))


def pairs(plain: Sequence[str], joined: Sequence[bool]) -> list[str]:
    """Two syllables side by side, without accents: most words of Vietnamese have two.

    >>> pairs(*syllables("Ủy ban nhân dân, tỉnh")[1:])
    ['uy_ban', 'ban_nhan', 'nhan_dan']
    """
    return [f"{left}_{right}" for left, right, side in zip(plain, plain[1:], joined[1:], strict=False) if side]


def sound(text: str) -> str:
    """The text without half characters (lone surrogates), which no index can keep."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def key(text: str) -> str:
    """The words of a name in one term, without accents.

    >>> key("Luật Trồng trọt")
    'luat_trong_trot'
    """
    return "_".join(syllables(text).plain)


_RUN = re.compile(r"\d+|[^\W\d_]+")


def symbol_key(symbol: str) -> str:
    """A symbol by its numbers and letters alone, however it is spelled.

    >>> symbol_key("30/2020/NĐ-CP"), symbol_key("058qd tw"), symbol_key("45/2019/QH14")
    ('30.2020.ndcp', '58.qdtw', '45.2019.qh14')
    """
    numbers: list[str] = []
    letters = ""
    for run in _RUN.findall(" ".join(syllables(symbol).plain)):
        if letters or not run.isdigit():
            letters += run
        else:
            numbers.append(run.lstrip("0") or "0")
    return ".".join([*numbers, letters] if letters else numbers)[:LONGEST]
