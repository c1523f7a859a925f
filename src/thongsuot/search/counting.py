"""How many clauses of a result are of which kind, issuer and year? Counted over all of it."""

from collections.abc import Sequence
from typing import Any

from tantivy import Occur, Query, Searcher

from thongsuot.search.clauses import Facets
from thongsuot.search.schema import SHIFT, schema

EXACT = 100_000  # so many clauses and fewer are all counted (5 ms); of more a part, whose counts are multiplied
SAMPLE = 20_000  # about so many clauses are that part
_ROWS = {name: {"terms": {"field": name, "size": 200}} for name in ("kind", "issuer", "year")}


def facets(searcher: Searcher, must: Sequence[Query], total: int) -> Facets:
    """The counts, most first; estimated where the result is very large."""
    parts = max(1, SAMPLE * SHIFT // total) if total > EXACT else SHIFT
    clauses = [(Occur.Must, query) for query in must]
    if parts < SHIFT:
        sample = [Query.term_query(schema(), "sample", i) for i in range(parts)]
        some = Query.boolean_query([(Occur.Should, query) for query in sample])
        clauses.append((Occur.Must, Query.const_score_query(some, 0.0)))
    found = searcher.aggregate(Query.boolean_query(clauses), _ROWS)
    kind, issuer, year = (_rows(found[name], SHIFT / parts, total) for name in ("kind", "issuer", "year"))
    return Facets(kind, issuer, tuple((int(name), count) for name, count in year), parts == SHIFT)


def _rows(found: dict[str, Any], times: float, total: int) -> tuple[tuple[Any, int], ...]:
    rows = [(row["key"], min(total, round(row["doc_count"] * times))) for row in found["buckets"]]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))
