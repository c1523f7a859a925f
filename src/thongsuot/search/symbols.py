"""Which documents does a text name by their symbols, however these are spelled?"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from thongsuot.search.tokens import symbol_key
from vanban.citations.symbols import SYMBOL

# What may begin a symbol: quick to find, so that the whole pattern is tried at few places.
_NUMBER = re.compile(r"(?<![\w.])\d{1,6}(?:\.\d{1,3})?[a-zđA-Z]{0,2}\s?[-–/]|(?<!\w)\d{1,6}\s(?=[A-Z])")


class Cited(NamedTuple):
    """A symbol by its key, and where it stands."""

    key: str
    start: int
    end: int


def cited(text: str) -> Iterator[Cited]:
    """The symbols in a text.

    >>> list(cited("Căn cứ Nghị định số 30/2020/NĐ- CP và 58-QĐ/TW"))
    [Cited(key='30.2020.ndcp', start=20, end=34), Cited(key='58.qdtw', start=38, end=46)]
    """
    end = 0
    for number in _NUMBER.finditer(text):
        found = SYMBOL.match(text, number.start()) if number.start() >= end else None
        if found:
            end = found.end()
            yield Cited(symbol_key(found[0]), found.start(), end)


def cited_terms(text: str) -> list[str]:
    """The terms by which a text is found that names documents."""
    return [f"#{found.key}" for found in cited(text)]
