"""Which words are one name, written out or abbreviated? “UBND” and “Ủy ban nhân dân” get one term."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from thongsuot.search.tokens import key, syllables


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
    return "=" + key(name)


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for short, name, _ in rows():
        plain = syllables(short).plain[0]
        found[plain] = tuple(dict.fromkeys((*found.get(plain, ()), _term(name))))
    return found


@cache
def _names() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]:
    """Names by their first two syllables, the longest first."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for _, name, _ in rows():
        plain = tuple(syllables(name).plain)
        entries = found.setdefault(plain[:2], [])
        if (plain, _term(name)) not in entries:
            entries.append((plain, _term(name)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def name_at(plain: Sequence[str], i: int) -> Name | None:
    """The abbreviation or the longest abbreviated name that begins with syllable ``i``.

    >>> name_at(["ubnd", "xa"], 0), name_at("cua uy ban nhan dan xa".split(), 1)
    (Name(terms=('=uy_ban_nhan_dan',), start=0, end=1), Name(terms=('=uy_ban_nhan_dan',), start=1, end=5))
    """
    if short := _shorts().get(plain[i]):
        return Name(short, i, i + 1)
    for name, term in _names().get(tuple(plain[i : i + 2]), ()):
        if tuple(plain[i : i + len(name)]) == name:
            return Name((term,), i, i + len(name))
    return None


def names_in(plain: Sequence[str]) -> list[Name]:
    """All names among the syllables of a text, also those within names.

    >>> [name.terms[0] for name in names_in("ban to chuc trung uong".split())]
    ['=ban_to_chuc_trung_uong', '=trung_uong']
    """
    shorts, names = _shorts(), _names()
    found = [Name(shorts[one], i, i + 1) for i, one in enumerate(plain) if one in shorts]
    for i, two in enumerate(pairwise(plain)):
        if two in names:
            ahead = tuple(plain[i : i + _LONGEST])
            found += [Name((term,), i, i + len(name)) for name, term in names[two] if ahead[: len(name)] == name]
    return found


def terms(plain: Sequence[str]) -> list[str]:
    """The terms of all names among the syllables of a text."""
    return [term for name in names_in(plain) for term in name.terms]


_LONGEST = 12  # syllables of a name
