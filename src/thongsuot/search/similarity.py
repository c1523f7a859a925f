"""What is most telling of a text? The rarest of its words and pairs, to find clauses like it."""

import math
from collections import Counter

from tantivy import Query, Searcher

from thongsuot.search.query import Part
from thongsuot.search.terms import either, flat, term
from thongsuot.search.tokens import pairs, words

MOST = 20  # terms that speak for a text
_LOOKED_AT = 400  # words of the text that are weighed
_BUDGET = 60_000  # postings of the rarest terms


def likeness(text: str, searcher: Searcher) -> tuple[Query, list[Query], list[Part]] | None:
    """What a clause like this must hold, what adds to its score, and the words to mark in it.

    A term weighs by how often it is in the text and how rare it is in the index. Where all its terms are
    rare, none needs to be left out for speed.
    """
    found = words(text)[:_LOOKED_AT]
    size = max(2, searcher.num_docs)
    weighed: list[tuple[float, int, str, str]] = []
    for field, values in (
        ("pair", pairs([word.plain for word in found], [word.joined for word in found])),
        ("plain", [word.plain for word in found]),
    ):
        for value, times in Counter(values).items():
            if count := searcher.doc_freq(field, value):
                weight = math.log(1 + size / count) * (1 + math.log(times)) * (1.0 if field == "pair" else 0.5)
                weighed.append((weight, count, field, value))
    weighed.sort(reverse=True)
    telling = weighed[:MOST]
    if not telling:
        return None
    must: list[Query] = []
    spent = 0
    for _, count, field, value in sorted(telling, key=lambda row: row[1]):
        if not must or spent + count <= _BUDGET:
            must.append(flat(term(field, value)))
            spent += count
    single = {part for _, _, _, value in telling for part in value.split("_")}
    parts = [Part("word", (word,)) for word in found if word.plain in single]
    return either(must), [term(field, value) for *_, field, value in telling], parts
