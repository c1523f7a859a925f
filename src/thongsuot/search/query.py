"""What is asked? The words of a query sorted: phrases, symbols, places, names of laws, abbreviations, and the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from thongsuot.search.abbreviations import name_at
from thongsuot.search.stops import stop_length
from thongsuot.search.tokens import Word, symbol_key, words
from vanban.tables.kinds import kinds

LONGEST_TEXT = 2_000
MOST_WORDS = 64
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_STEPS = {"phu": "PL", "chuong": "C", "dieu": "D", "khoan": "K", "diem": "P"}
_ORDER = ["PL", "C", "D", "K", "P"]
_VALUES = {
    "PL": r"[ivxlc]+|\d{1,2}",
    "C": r"[ivxlc]+|\d{1,2}",
    "D": r"\d{1,3}[a-zđ]?",
    "K": r"\d{1,2}[a-zđ]?",
    "P": "[a-zđ]|gi|đ",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types and picks: words, and the filters that every hit must pass.

    The same document may be asked for by several kinds, issuers or units: one of them must fit.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    units: tuple[int, ...] = ()
    document: int | None = None
    among: tuple[int, ...] | None = None  # of these documents alone


class Part(NamedTuple):
    """Some words of a query and what they are; ``keys`` are the terms that stand for them in the index."""

    what: Literal["word", "stop", "phrase", "short", "symbol", "name", "place"]
    words: tuple[Word, ...]
    keys: tuple[str, ...] = ()


class Known(Protocol):
    """What a reader of queries must know of the index."""

    def symbols(self, key: str) -> tuple[str, ...]:
        """The symbols that are this key, or begin with it where it is a number and a year."""

    def names(self, key: str) -> tuple[str, ...]:
        """The names of documents that are this key or go on from it; none where they are too many."""


def read(text: str, known: Known) -> list[Part]:
    """The parts of a query in order. Never raises.

    >>> class Nothing:
    ...     def symbols(self, key): return ()
    ...     def names(self, key): return ()
    >>> [(p.what, " ".join(w.exact for w in p.words)) for p in read('"hồ sơ" khoản 2 Điều 5 UBND xã là gì', Nothing())]
    [('phrase', 'hồ sơ'), ('place', 'khoản 2 điều 5'), ('short', 'ubnd'), ('word', 'xã'), ('stop', 'là gì')]
    """
    text = text[:LONGEST_TEXT]
    parts = [Part("phrase", tuple(found)) for quoted in _QUOTED.findall(text) if (found := words(quoted)[:MOST_WORDS])]
    return parts + _led(list(_parts(words(_QUOTED.sub(" . ", text))[:MOST_WORDS], known)))


def _led(parts: list[Part]) -> list[Part]:
    """The kind and “số” before a symbol only lead to it: they need not stand in the clause."""
    for i, part in enumerate(parts):
        before = i - 1
        if part.what == "symbol" and before >= 0 and _spelled(parts[before:i]) == "so":
            parts[before] = parts[before]._replace(what="stop")
            before -= 1
        for size in range(1, 5):
            lead = range(before - size + 1, before + 1)
            if part.what == "symbol" and lead.start >= 0 and _spelled(parts[lead.start : lead.stop]) in _KIND_NAMES:
                for k in lead:
                    parts[k] = parts[k]._replace(what="stop")
    return parts


def _spelled(parts: list[Part]) -> str:
    return " ".join(word.plain for part in parts for word in part.words)


def _parts(found: list[Word], known: Known) -> Iterator[Part]:
    i = 0
    while i < len(found):
        part = _part(found, i, known)
        yield part
        i += len(part.words)


def _part(found: list[Word], i: int, known: Known) -> Part:
    for reading in (_symbol, _place, _name):
        if part := reading(found, i, known):
            return part
    if short := name_at([word.plain for word in found[i : i + 12]], 0):
        return Part("short", tuple(found[i : i + short.end]), short.terms)
    if size := stop_length(found, i):
        return Part("stop", tuple(found[i : i + size]))
    return Part("word", (found[i],))


def _symbol(found: Sequence[Word], i: int, known: Known) -> Part | None:
    """A symbol that some document bears, in any spelling; or a number and a year that several begin with."""
    if not found[i].plain[0].isdigit():
        return None
    for j in range(min(i + 8, len(found)), i, -1):
        key = symbol_key(" ".join(word.plain for word in found[i:j]))
        if keys := known.symbols(key):
            return Part("symbol", tuple(found[i:j]), keys)
    return None


def _place(found: Sequence[Word], i: int, known: Known) -> Part | None:
    """“điểm đ khoản 2 Điều 5”, in either order: one loc."""
    steps: dict[str, str] = {}
    j = i
    while j < len(found) - 1 and (step := _STEPS.get(found[j].plain)):
        ahead = 2 if step == "PL" and found[j + 1].plain == "luc" else 1
        if step in steps or j + ahead >= len(found) or not re.fullmatch(_VALUES[step], found[j + ahead].exact):
            break
        steps[step] = found[j + ahead].exact
        j += ahead + 1
    if not steps:
        return None
    loc = ".".join(step.lower() + steps[step] for step in _ORDER if step in steps)
    return Part("place", tuple(found[i:j]), (loc,))


_KIND_NAMES = frozenset(" ".join(word.plain for word in words(name)) for kind in kinds() for name in kind.names)
_KINDS = frozenset(name.split()[0] for name in _KIND_NAMES)


def _name(found: Sequence[Word], i: int, known: Known) -> Part | None:
    """The name of a law or other document, or as much of its beginning as is given."""
    if found[i].plain not in _KINDS:
        return None
    best: Part | None = None
    for j in range(i + 2, min(i + 26, len(found)) + 1):
        key = "_".join(word.plain for word in found[i:j])
        if keys := known.names(key):
            if j > i + 2 or key in keys:
                best = Part("name", tuple(found[i:j]), keys)
        elif j > i + 3:
            break
    return best
