"""Does a search ever give away what its reader may not read?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thongsuot.search.shelf import shelf
from thongsuot.search.index import Index
from thongsuot.search.query import Query

TOKENS = ("open", "unit:1.", "unit:1.35.", "named:12", "named:1", "unit:1", "unit:", "opens", "")
WORDS = (
    "hồ sơ",
    "đất đai",
    "58-QĐ/TW",
    "Kế hoạch 123/KH-UBND",
    "Ủy ban nhân dân",
    "Điều 5",
    "",
    "thanh tra",
    "canh tác là gì",
)


@given(
    rights=st.lists(st.sampled_from(TOKENS), max_size=4),
    text=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
)
@settings(max_examples=150, deadline=None)
def test_hits_totals_and_facets_hold_only_what_bears_a_right_of_the_reader(
    index: Index, rights: list[str], text: str
) -> None:
    readable = {c.document: 0 for clauses in shelf().values() for c in clauses if set(c.rights) & set(rights)}
    clauses = [c for clauses in shelf().values() for c in clauses if set(c.rights) & set(rights)]
    hits = index.search(Query(text), rights, limit=50)
    assert all(set(hit.clause.rights) & set(rights) for hit in hits.hits)
    assert hits.total == len(hits.hits) <= len(clauses)
    assert sum(count for _, count in hits.facets.kind) == hits.total
    assert {name for name, _ in hits.facets.kind} <= {c.kind for c in clauses}
    assert {name for name, _ in hits.facets.issuer} <= {i for c in clauses for i in c.issuers}
    assert {year for year, _ in hits.facets.year} <= {c.date.year for c in clauses if c.date}
    assert {hit.clause.document for hit in index.similar(text, rights, 50)} <= set(readable)
    if not text:
        assert hits.total == len(clauses)


@pytest.mark.parametrize(
    "text", ["đất đai", "123/KH-UBND", "123/KH-UBND thanh tra", "Kế hoạch phát triển nông thôn mới", '"hồ sơ đất đai"']
)
def test_a_document_of_others_is_as_if_it_were_not_there(index: Index, text: str) -> None:
    assert {hit.clause.document for hit in index.search(Query(text), ("named:12",)).hits} == {4}
    assert 4 not in {hit.clause.document for hit in index.search(Query(text), ("open", "unit:1.")).hits}
    assert index.search(Query(text, document=4), ("open", "unit:1.")).total == 0
