"""Which words are one name, written out or abbreviated? “UBND” and “Ủy ban nhân dân” get one term."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from thongsuot.search.tokens import Word, words


class Name(NamedTuple):
    """A name found among words: its terms (several where the short form has several meanings), from, to."""

    terms: tuple[str, ...]
    start: int
    end: int


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    """The table: short form, name, example."""
    table = tomllib.loads((files(__package__) / "abbreviations.toml").read_text("utf-8"))
    return tuple((row["short"], row["name"], row["example"]) for row in table["row"])


def _term(name: str) -> str:
    return "=" + "_".join(word.plain for word in words(name))


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for short, name, _ in rows():
        plain = words(short)[0].plain
        found[plain] = tuple(dict.fromkeys((*found.get(plain, ()), _term(name))))
    return found


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names by their first syllable, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for _, name, _ in rows():
        plain = tuple(word.plain for word in words(name))
        found.setdefault(plain[0], []).append((plain, _term(name)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def name_at(found: Sequence[Word], i: int) -> Name | None:
    """The abbreviation or the longest abbreviated name that begins with word ``i``.

    >>> name_at(words("ubnd xã"), 0), name_at(words("của Uỷ ban nhân dân xã"), 1)
    (Name(terms=('=uy_ban_nhan_dan',), start=0, end=1), Name(terms=('=uy_ban_nhan_dan',), start=1, end=5))
    """
    first = found[i].plain
    if first in _shorts():
        return Name(_shorts()[first], i, i + 1)
    for plain, term in _names().get(first, ()):
        if len(plain) <= len(found) - i and all(found[i + k].plain == part for k, part in enumerate(plain)):
            return Name((term,), i, i + len(plain))
    return None


def terms(found: Sequence[Word]) -> list[str]:
    """The terms of all names among the words of a text, also of the names within names."""
    shorts, names = _shorts(), _names()
    out: list[str] = []
    for i, word in enumerate(found):
        first = word.plain
        if first in shorts:
            out += shorts[first]
        elif first in names:
            size = len(found) - i
            for plain, term in names[first]:
                if len(plain) <= size and all(found[i + k].plain == part for k, part in enumerate(plain)):
                    out.append(term)
    return out
