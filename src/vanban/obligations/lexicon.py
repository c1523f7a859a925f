"""Which words make a duty? The verbs, modals and cues of ``duties.toml``, ready to be matched."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from vanban.tables import load

_SYLLABLE = re.compile(r"\w+")


class Phrases:
    """Phrases that can be recognised at a place of a text, longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            by_first.setdefault(phrase.split(maxsplit=1)[0].rstrip(","), []).append(phrase)
        self._by_first = by_first

    def end(self, text: str, position: int) -> int:
        """Where the longest phrase that begins at ``position`` ends, or -1. ``text`` is in lower case."""
        first = _SYLLABLE.match(text, position)
        if not first:
            return -1
        for phrase in self._by_first.get(first[0], ()):
            if text.startswith(phrase, position):
                end = position + len(phrase)
                if not text[end : end + 1].isalnum():
                    return end
        return -1


@cache
def duties() -> dict[str, Any]:
    """The table of duty words."""
    return load("duties")


@cache
def verbs() -> Phrases:
    """Verbs of acts that bodies are asked for."""
    return Phrases(duties()["verbs"]["words"])


@cache
def adverbs() -> Phrases:
    """Words that may stand before such a verb."""
    return Phrases(duties()["adverbs"]["words"])


@cache
def modals() -> Phrases:
    """“có trách nhiệm”, “phải”, “cần” …"""
    return Phrases(duties()["duty"]["modals"])


@cache
def cues() -> Phrases:
    """“giao”, “yêu cầu”, “đề nghị” … before an addressee."""
    return Phrases(duties()["order"]["cues"])


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """A pattern of the table, ignoring case."""
    row: Any = duties()
    for key in path:
        row = row[key]
    return re.compile(row, re.IGNORECASE)


@cache
def compounds() -> frozenset[str]:
    """Words of two syllables of which the second alone would be a verb."""
    return frozenset(duties()["verbs"]["compounds"])


@cache
def shape(name: str) -> re.Pattern[str]:
    """A pattern of the grammar of clauses, by its name in ``clauses.toml``."""
    return re.compile(load("clauses")[name]["pattern"])
