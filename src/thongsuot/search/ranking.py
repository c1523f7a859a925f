"""Which clause comes first? A query's parts as one tantivy query: what must be there, and what it weighs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import FieldType, Occur, Searcher
from tantivy import Query as Term

from thongsuot.search.definitions import asks
from thongsuot.search.query import Part, Query
from thongsuot.search.schema import schema
from thongsuot.search.tokens import Word


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
    phrase: float = 5.0


WEIGHTS = Weights()
SHORT = 5  # so many words and fewer are all wanted; more are a question, of which some are enough
BUDGET = 60_000  # postings of the rarest words a question looks at in a large index


def term(field: str, value: str | int) -> Term:
    """Clauses with this very term."""
    return Term.term_query(schema(), field, value, "basic" if field in ("place", "rights", "explained") else "freq")


def boosted(query: Term, weight: float) -> Term:
    """The score times the weight."""
    return query if weight == 1 else Term.boost_query(query, weight)


def flat(query: Term, score: float = 0.0) -> Term:
    """The same clauses, each with this one score."""
    return Term.const_score_query(query, score)


def either(queries: Sequence[Term]) -> Term:
    """Clauses that any of the queries finds."""
    return queries[0] if len(queries) == 1 else Term.boolean_query([(Occur.Should, query) for query in queries])


def together(queries: Sequence[Term]) -> Term:
    """Clauses that all of the queries find."""
    return queries[0] if len(queries) == 1 else Term.boolean_query([(Occur.Must, query) for query in queries])


def readable(rights: Sequence[str]) -> Term:
    """Clauses that bear one of the reader's rights: a tree of few terms, quicker than a set of them."""
    return flat(either([term("rights", token) for token in rights]))


def allowed(query: Query, rights: Sequence[str]) -> list[Term]:
    """What every hit must pass: a token of rights the reader holds, and the filters."""
    found = [readable(rights)]
    found += [
        either([term(field, value) for value in values])
        for field, values in (("kind", query.kinds), ("issuer", query.issuers), ("unit", query.units))
        if values
    ]
    if query.document is not None:
        found.append(term("document", query.document))
    if query.since or query.until:
        since = query.since.toordinal() if query.since else None
        until = query.until.toordinal() if query.until else None
        found.append(Term.range_query(schema(), "day", FieldType.Integer, since, until))
    return [flat(part) for part in found]


def stages(parts: Sequence[Part], searcher: Searcher) -> list[tuple[bool, list[Term]]]:
    """What a hit must hold: every word; where that finds none, or for a long question, some of them."""
    if not parts:
        return [(True, [])]
    every = wanted(parts)
    loose = wanted(part for part in parts if part.what in ("phrase", "symbol"))
    if enough := some([part for part in parts if part.what not in ("phrase", "symbol")], searcher):
        loose.append(enough)
    found = [(False, loose or [Term.empty_query()])]
    if every and len(every) <= SHORT:
        found.insert(0, (True, every))
    return found


def wanted(parts: Iterable[Part]) -> list[Term]:
    """One query for each part that a clause must hold where all are wanted."""
    return [flat(query) for part in parts if (query := _wanted(part))]


def _wanted(part: Part) -> Term | None:
    match part.what:
        case "word":
            return term("plain", part.words[0].plain)
        case "short":
            return either([term("pair", key) for key in part.keys])
        case "phrase":
            return phrase(part.words)
        case "symbol" | "name":
            return either([*(term(part.what, key) for key in part.keys), phrase(part.words)])
    return None


def phrase(found: Sequence[Word]) -> Term:
    """The words side by side: with their accents if any was typed with accents."""
    field = "exact" if any(word.accented for word in found) else "plain"
    spelled = [word.exact if field == "exact" else word.plain for word in found]
    return Term.phrase_query(schema(), field, list(spelled)) if len(spelled) > 1 else term(field, spelled[0])


def some(parts: Sequence[Part], searcher: Searcher, fields: Sequence[str] = ("pair", "plain")) -> Term | None:
    """Clauses that hold some of it: any pair of its words, the rarest first as far as the budget goes."""
    content = [part for part in parts if part.what in ("word", "short")] or [
        part for part in parts if part.what in ("name", "stop", "place", "symbol")
    ]
    for field in fields:
        terms = _pairs_of(content) if field == "pair" else {word.plain for part in content for word in part.words}
        if field == "pair":
            terms |= {key for part in content if part.what == "short" for key in part.keys}
        counted = sorted((searcher.doc_freq(field, value), value) for value in terms)
        spent = 0
        taken: list[Term] = []
        for count, value in counted:
            if count and (not taken or spent + count <= BUDGET):
                taken.append(flat(term(field, value)))
                spent += count
        if taken:
            return either(taken)
    return None


def _pairs_of(parts: Iterable[Part]) -> set[str]:
    found = [word for part in parts for word in part.words]
    return {f"{left.plain}_{right.plain}" for left, right in pairwise(found) if right.joined}


def scores(parts: Sequence[Part], searcher: Searcher, weights: Weights) -> list[Term]:
    """What adds to a clause's score; none of it must be there."""
    accented = any(word.accented for part in parts for word in part.words)
    adding: dict[tuple[str, str], float] = {}
    for part in parts:
        weight = {"stop": weights.stop, "name": weights.name_word, "place": 0.0}.get(part.what, weights.word)
        for word in part.words:
            spelled = word.exact if accented else word.plain
            _add(adding, "exact" if accented else "plain", spelled, weight)
            if part.what != "stop" and len(parts) == 1 == len(part.words):
                _add(adding, "head", spelled, weights.head)
                _add(adding, "context", spelled, weights.context)
        if part.what == "short":
            for key in part.keys:
                _add(adding, "pair", key, weights.pair)
    _add_pairs(adding, parts, weights)
    found = [boosted(term(field, value), weight) for (field, value), weight in adding.items()]
    return found + _whole(parts, weights) + _explained(parts, searcher, weights)


def _explained(parts: Sequence[Part], searcher: Searcher, weights: Weights) -> list[Term]:
    """Clauses that say what the thing asked for is: the longest terms of the query that are explained somewhere."""
    asking = asks([word for part in parts for word in part.words])
    plain = ["" if part.what in ("stop", "name", "place") else word.plain for part in parts for word in part.words]
    if not asking and "" in plain:
        return []
    found: list[Term] = []
    end = 0
    for i in range(len(plain)):
        for j in range(min(len(plain), i + 14), max(i, end), -1):
            if not asking and j - i < len(plain):
                break
            if "" not in plain[i:j] and searcher.doc_freq("explained", value := "_".join(plain[i:j])):
                if asking and j - i == 1 and len([p for p in plain if p]) > 1:
                    continue
                found.append(flat(term("explained", value), weights.explained if asking else weights.whole))
                end = j
                break
    return found


def _add(adding: dict[tuple[str, str], float], field: str, value: str, weight: float) -> None:
    if weight:
        adding[field, value] = max(weight, adding.get((field, value), 0.0))


def _add_pairs(adding: dict[tuple[str, str], float], parts: Sequence[Part], weights: Weights) -> None:
    tagged = [(word, part.what) for part in parts if part.what != "place" for word in part.words]
    for (left, one), (right, other) in pairwise(tagged):
        if not right.joined:
            continue
        weight = weights.name_word if "name" in (one, other) else weights.stop_pair if "stop" in (one, other) else 1.0
        value = f"{left.plain}_{right.plain}"
        _add(adding, "pair", value, weight * weights.pair)
        _add(adding, "head", value, weight * weights.head_pair)
        _add(adding, "context", value, weight * weights.context_pair)


def _whole(parts: Sequence[Part], weights: Weights) -> list[Term]:
    """Symbols, names and places found whole."""
    found: list[Term] = []
    for part in parts:
        if part.what in ("symbol", "name"):
            weight = weights.symbol if part.what == "symbol" else weights.name
            found.append(flat(either([term(part.what, key) for key in part.keys]), weight))
        elif part.what == "place":
            found.append(flat(term("place", "=" + part.keys[0]), weights.place))
            found.append(flat(term("place", part.keys[0]), weights.within))
        elif part.what == "phrase" and len(part.words) > 1:
            found.append(flat(phrase(part.words), weights.phrase))
    return found
