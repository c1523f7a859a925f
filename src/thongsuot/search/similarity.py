"""What is most telling of a text? The rarest of its words and pairs, to find clauses like it."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tantivy import Query, Searcher

from thongsuot.search.query import Part
from thongsuot.search.terms import either, flat, term
from thongsuot.search.tokens import Word, pairs, words

MOST = 16  # terms that speak for a text
_LOOKED_AT = 400  # words of the text that are weighed
_BUDGET = 30_000  # postings of the rarest terms


def likeness(text: str, searcher: Searcher) -> tuple[Query, list[Query], list[Part]] | None:
    """What a clause like this must hold, what adds to its score, and the words to mark in it.

    It must hold one of the rarest of the telling terms, so that common words alone make nothing alike.
    """
    found = words(text)[:_LOOKED_AT]
    telling = _telling(found, searcher)
    if not telling:
        return None
    must: list[Query] = []
    spent = 0
    for each in sorted(telling, key=lambda each: each.clauses):
        if not must or spent + each.clauses <= _BUDGET:
            must.append(flat(term(each.field, each.value)))
            spent += each.clauses
    single = {part for each in telling for part in each.value.split("_")}
    parts = [Part("word", (word,)) for word in found if word.plain in single]
    return either(must), [term(each.field, each.value) for each in telling], parts


class _Weighed(NamedTuple):
    weight: float
    clauses: int
    field: str
    value: str


def _telling(found: Sequence[Word], searcher: Searcher) -> list[_Weighed]:
    """The terms that weigh most: often in the text, rare in the index; a pair tells more than its words."""
    plain = [word.plain for word in found]
    size = max(2, searcher.num_docs)
    weighed: list[_Weighed] = []
    for field, values, share in (("pair", pairs(plain, [word.joined for word in found]), 1.0), ("plain", plain, 0.5)):
        for value, times in Counter(values).items():
            if count := searcher.doc_freq(field, value):
                weight = math.log(1 + size / count) * (1 + math.log(times)) * share
                weighed.append(_Weighed(weight, count, field, value))
    return sorted(weighed, reverse=True)[:MOST]
