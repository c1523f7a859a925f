"""Which clause comes first? What adds to the score of a clause that is a hit, and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Query as Condition
from tantivy import Searcher

from thongsuot.search.definitions import LONGEST, asks
from thongsuot.search.query import Part
from thongsuot.search.terms import boosted, either, flat, term, together

Adding = dict[tuple[str, str], float]
"""Weights by field and term."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a find in each field adds; set on the synthetic questions of a retrieval corpus, never on real ones."""

    word: float = 1.0
    stop: float = 0.0
    name_word: float = 0.5
    pair: float = 1.0
    stop_pair: float = 1.0
    head: float = 0.5
    head_pair: float = 0.2
    context: float = 0.2
    context_pair: float = 1.0
    explained: float = 20.0
    whole: float = 2.0
    name: float = 2.0
    symbol: float = 20.0
    place: float = 20.0
    within: float = 5.0


WEIGHTS = Weights()


def scores(parts: Sequence[Part], searcher: Searcher, weights: Weights) -> list[Condition]:
    """What adds to a clause's score; none of it must be there."""
    adding: Adding = {}
    _add_words(adding, parts, weights)
    _add_pairs(adding, parts, weights)
    found = [boosted(term(field, value), weight) for (field, value), weight in adding.items()]
    return found + _whole(parts, weights) + _explained(parts, searcher, weights)


def _add(adding: Adding, field: str, value: str, weight: float) -> None:
    if weight:
        adding[field, value] = max(weight, adding.get((field, value), 0.0))


def _add_words(adding: Adding, parts: Sequence[Part], weights: Weights) -> None:
    """Each word, with accents if any was typed so: those that differ in accents are hits, but come later.

    Only where a single word is asked for do headings and titles count by words; else they do by pairs.
    """
    accented = any(word.accented for part in parts for word in part.words)
    each = {"stop": weights.stop, "name": weights.name_word, "place": 0.0, "symbol": 0.0}
    for part in parts:
        for word in part.words:
            spelled = word.exact if accented else word.plain
            _add(adding, "exact" if accented else "plain", spelled, each.get(part.what, weights.word))
            if len(parts) == 1 == len(part.words):
                _add(adding, "head", spelled, weights.head)
                _add(adding, "context", spelled, weights.context)
        if part.what == "short":
            for key in part.keys:
                _add(adding, "pair", key, weights.pair)


def _add_pairs(adding: Adding, parts: Sequence[Part], weights: Weights) -> None:
    tagged = [(word, part.what) for part in parts if part.what not in ("place", "symbol") for word in part.words]
    for (left, one), (right, other) in pairwise(tagged):
        if not right.joined:
            continue
        weight = weights.name_word if "name" in (one, other) else weights.stop_pair if "stop" in (one, other) else 1.0
        value = f"{left.plain}_{right.plain}"
        _add(adding, "pair", value, weight * weights.pair)
        if "stop" not in (one, other):  # headings and titles ask nothing
            _add(adding, "head", value, weight * weights.head_pair)
            _add(adding, "context", value, weight * weights.context_pair)


def _whole(parts: Sequence[Part], weights: Weights) -> list[Condition]:
    """Symbols and names found whole; places, and where a document is named, its places only."""
    named = {"symbol": weights.symbol, "name": weights.name}
    documents = [
        (either([term(part.what, key) for key in part.keys]), named[part.what]) for part in parts if part.what in named
    ]
    within = [either([query for query, _ in documents])] if documents else []
    found = [flat(query, weight) for query, weight in documents]
    for part in parts:
        if part.what == "place":
            for sign, weight in (("=", weights.place), ("", weights.within)):
                found.append(flat(together([term("place", sign + part.keys[0]), *within]), weight))
    return found


def _explained(parts: Sequence[Part], searcher: Searcher, weights: Weights) -> list[Condition]:
    """Clauses that say what the thing is: of a question for that its longest terms, else the query as a whole."""
    own = [(word.plain, part.what in ("word", "short", "phrase")) for part in parts for word in part.words]
    if not asks([word for part in parts for word in part.words]):
        whole = "_".join(plain for plain, _ in own)
        known = all(content for _, content in own) and searcher.doc_freq("explained", whole)
        return [flat(term("explained", whole), weights.whole)] if known else []
    found: list[Condition] = []
    i = 0
    while i < len(own):
        size = _longest(own[i : i + LONGEST], searcher, 1 if sum(content for _, content in own) == 1 else 2)
        if size:
            value = "_".join(plain for plain, _ in own[i : i + size])
            found.append(flat(term("explained", value), weights.explained))
        i += size or 1
    return found


def _longest(own: Sequence[tuple[str, bool]], searcher: Searcher, least: int) -> int:
    """How many of the words, from the first, are the longest term that is explained somewhere; 0 if none."""
    for size in range(len(own), least - 1, -1):
        explained = all(content for _, content in own[:size])
        if explained and searcher.doc_freq("explained", "_".join(plain for plain, _ in own[:size])):
            return size
    return 0
