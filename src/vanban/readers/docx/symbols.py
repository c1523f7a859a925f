"""Which sign does a code of a picture font (Symbol, Wingdings) stand for?"""

import re
from functools import cache

from lxml import etree

from vanban.readers.docx.names import W
from vanban.tables import load

PRIVATE = re.compile("[\uf020-\uf0ff]")  # where Word keeps the codes of picture fonts
_FONT = W + "rFonts"


@cache
def _signs() -> dict[str, dict[int, str]]:
    """Font -> code -> sign."""
    return {
        font: {int(code, 16): sign for code, sign in row["signs"].items()}
        for row in load("symbols")["symbol"]
        for font in row["fonts"]
    }


def symbol(font: str, code: str) -> str:
    """The sign of a w:sym element.

    >>> symbol("Wingdings", "F0A8"), symbol("Symbol", "F0B3")
    ('□', '≥')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _sign(font.lower(), number)


def _sign(font: str, number: int) -> str:
    known = _signs().get(font, {})
    if number & 0xFF in known and (number < 0x100 or 0xF000 <= number < 0xF100):
        return known[number & 0xFF]
    return chr(number) if 0x20 <= number < 0xD800 else "□" if 0xF000 <= number < 0xF100 else ""


def plain(text: str) -> str:
    """A text whose picture-font codes are signs; the font is guessed from the code.

    >>> plain("\\uf0a8 Có")
    '□ Có'
    """
    return PRIVATE.sub(_guess, text)


def _guess(found: re.Match[str]) -> str:
    code = ord(found[0]) & 0xFF
    return "•" if code == 0xB7 else _signs()["wingdings"].get(code) or _signs()["symbol"].get(code, "□")


def symbols_of(text: str, rpr: etree._Element | None) -> str:
    """The text of a bullet in the font its level names."""
    fonts = None if rpr is None else rpr.find(_FONT)
    font = "" if fonts is None else (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()
    if font in _signs():
        return "".join(_sign(font, ord(letter)) for letter in text)
    return plain(text)
