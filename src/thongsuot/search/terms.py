"""How is a condition written for tantivy? The few forms of query that a search is made of."""

from collections.abc import Sequence

from tantivy import Occur, Query

from thongsuot.search.schema import schema
from thongsuot.search.tokens import Word, sound

_WITHOUT_COUNTS = ("place", "rights", "explained")


def term(field: str, value: str | int) -> Query:
    """Clauses with this very term."""
    value = sound(value) if isinstance(value, str) else value
    return Query.term_query(schema(), field, value, "basic" if field in _WITHOUT_COUNTS else "freq")


def boosted(query: Query, weight: float) -> Query:
    """The score times the weight."""
    return query if weight == 1 else Query.boost_query(query, weight)


def flat(query: Query, score: float = 0.0) -> Query:
    """The same clauses, each with this one score."""
    return Query.const_score_query(query, score)


def either(queries: Sequence[Query]) -> Query:
    """Clauses that any of the queries finds."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def together(queries: Sequence[Query]) -> Query:
    """Clauses that all of the queries find."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def phrase(found: Sequence[Word]) -> Query:
    """The words side by side: with their accents if any was typed with accents."""
    field = "exact" if any(word.accented for word in found) else "plain"
    spelled = [word.exact if field == "exact" else word.plain for word in found]
    return Query.phrase_query(schema(), field, list(spelled)) if len(spelled) > 1 else term(field, spelled[0])
