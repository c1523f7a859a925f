"""Where does the proper name of a body end? By how names are built, whatever verb comes behind."""

import re
from functools import cache

from vanban.tables import load
from vanban.text.fold import same_tone

_LETTERS = [chr(code) for code in range(0x41, 0x1EFA) if chr(code).isalpha() and code not in range(0x250, 0x1E00)]
_SMALL = "[" + "".join(sign for sign in _LETTERS if sign.islower()) + "]+"
_WORD = "[" + "".join(sign for sign in _LETTERS if sign.isupper()) + r"][^\W\d_]*"
_NUMBER = r"\d[\d/.]*"
# “… xã”, “… Đảng ủy”: nothing but an act goes on behind these.
_SETTLED = re.compile(r"(?<!hợp tác )(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|quận|thị trấn|thôn|ủy|các cấp) $")


def name_end(words: str, low: str, at: int, end: int) -> int:
    """Where the act behind a proper name at ``at`` begins, or -1 where it cannot be told from the name alone.

    >>> [name_end(words, words.lower(), 0, 99) for words in ("Sở Y tế kiểm nghiệm mẫu nước", "Sở Y tế")]
    [8, -1]
    """
    name = _name().match(words, at, end)
    if not name:
        return -1
    act = name.end()
    if not _act().match(words, act, end) or _not_acts().match(low, act, end):
        return -1
    return act


def is_settled(low: str, at: int, act: int) -> bool:
    """Does the name end so that it cannot go on, whatever stands between it and the next known verb?"""
    return bool(_SETTLED.search(low, at, act))


@cache
def _name() -> re.Pattern[str]:
    """A noun for a body, then capitals (with the second half of a word: “Y tế”) and words of level and place."""
    table = load("bodies")
    nouns = _any_of([*table["name"], *table["office"]])
    level = _any_of(table["complements"])
    heads = rf"(?i:{nouns})(?!\w)"
    # “Hà Tĩnh” is whole; a capital that stands alone may want its second half
    proper = rf"(?:{_WORD}(?: {_WORD})+|{_WORD}(?: (?!(?:{level})(?!\w)|{table['no_halves']}){_SMALL})?)"
    part = rf"(?:{heads}|(?:{level})(?!\w)|{proper}|\d{{1,3}}(?= ))"
    again = rf"(?: và |, )(?:(?={_WORD}){heads}|(?:{level})(?!\w)|{proper})"
    place = r"(?:xã|phường|đặc khu|thị trấn|thôn|bản|quận|huyện|thị xã|thành phố)"
    places = rf"[Cc]ác {place}(?:(?:, | và ){place})*"
    return re.compile(rf"(?={_WORD})(?!(?i:{table['not_bodies']}))(?:{heads}(?: {part}|{again})+|{places}) ")


@cache
def _act() -> re.Pattern[str]:
    return re.compile(rf"{_SMALL} (?:{_SMALL}|{_NUMBER})(?: [^\W_]+|,)(?! ?:)(?![^,;:.]*:)")


@cache
def _not_acts() -> re.Pattern[str]:
    return re.compile(load("bodies")["not_acts"])


def _any_of(names: list[str]) -> str:
    return "|".join(re.escape(same_tone(name)) for name in sorted(names, key=len, reverse=True))
