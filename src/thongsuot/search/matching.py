"""What must a clause hold to be a hit? Rights and filters, and of the words asked for all or enough."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tantivy import FieldType, Searcher
from tantivy import Query as Condition

from thongsuot.search.query import Part, Query
from thongsuot.search.schema import schema
from thongsuot.search.terms import either, flat, phrase, term, together

SHORT = 5  # so many words and fewer are all wanted; more are a question, of which some are enough
BUDGET = 30_000  # how many places of its rarest words a question looks at: what no rare word finds is no good answer
_SYMBOL = (("symbol", ""), ("pair", "#"))  # the document's own, one that it cites


def readable(rights: Sequence[str]) -> Condition:
    """Clauses that bear one of the reader's rights: a tree of few terms, quicker than a set of them."""
    return flat(either([term("rights", token) for token in rights]))


def allowed(query: Query, rights: Sequence[str]) -> list[Condition]:
    """What every hit must pass: a token of rights the reader holds, and the filters."""
    found = [readable(rights)]
    for field, values in (("kind", query.kinds), ("issuer", query.issuers), ("unit", query.units)):
        if values:
            found.append(flat(either([term(field, value) for value in values])))
    if query.document is not None:
        found.append(flat(term("document", query.document)))
    if query.among is not None:
        found.append(flat(Condition.term_set_query(schema(), "document", list(query.among))))
    if query.since or query.until:
        since = query.since.toordinal() if query.since else None
        until = query.until.toordinal() if query.until else None
        found.append(flat(Condition.range_query(schema(), "day", FieldType.Integer, since, until)))
    return found


def stages(parts: Sequence[Part], searcher: Searcher) -> Iterator[tuple[bool, list[Condition]]]:
    """What a hit must hold: every word; where that finds none, or for a long question, some of them."""
    every = list(wanted(parts))
    if len(every) <= SHORT and (every or not parts):
        yield True, every
    if parts:
        fixed = list(wanted(part for part in parts if part.what in ("phrase", "symbol")))
        enough = some(parts, searcher)
        yield False, [*fixed, *enough] or [Condition.empty_query()]


def wanted(parts: Iterable[Part]) -> Iterator[Condition]:
    """One condition for each part that must be there where all are wanted; places and stop words need not."""
    for part in parts:
        match part.what:
            case "word":
                yield flat(term("plain", part.words[0].plain))
            case "short":
                yield flat(either([term("pair", key) for key in part.keys]))
            case "phrase":
                yield flat(phrase(part.words))
            case "symbol":
                yield flat(either([term(field, sign + key) for key in part.keys for field, sign in _SYMBOL]))
            case "name":
                spelled = together([term("plain", plain) for plain in {word.plain for word in part.words}])
                yield flat(either([*(term("name", key) for key in part.keys), spelled]))


def some(parts: Sequence[Part], searcher: Searcher) -> list[Condition]:
    """Some of it: any pair of its words, else any of the words; where it has none of its own, of its stop words."""
    for content in (("word", "short"), ("name", "stop", "place")):
        found = [part for part in parts if part.what in content]
        names = {key for part in found if part.what == "short" for key in part.keys}
        for field, values in (
            ("pair", names | _pairs(parts, content)),
            ("plain", {word.plain for part in found for word in part.words}),
        ):
            if rare := _rarest(searcher, field, values):
                return [flat(either([term(field, value) for value in rare]))]
    return []


def _pairs(parts: Sequence[Part], content: Sequence[str]) -> set[str]:
    tagged = [(word, part.what in content) for part in parts for word in part.words]
    return {
        f"{left.plain}_{right.plain}"
        for (left, one), (right, other) in pairwise(tagged)
        if one and other and right.joined
    }


def _rarest(searcher: Searcher, field: str, values: Iterable[str]) -> list[str]:
    """The values the index holds, the rarest first, as far as the budget goes; at least one."""
    spent, taken = 0, list[str]()
    for count, value in sorted((searcher.doc_freq(field, value), value) for value in values):
        if count and (not taken or spent + count <= BUDGET):
            taken.append(value)
            spent += count
    return taken
