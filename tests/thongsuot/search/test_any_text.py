"""Does any text make a search fail, and is a clause found by any of its words?"""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.thongsuot.search.shelf import clause
from thongsuot.search.index import Index
from thongsuot.search.marks import excerpt
from thongsuot.search.query import Query
from thongsuot.search.tokens import syllables, words
from vanban.text import fold

SYLLABLES = (
    *("nghị", "quyết", "đảng", "ủy", "hoà", "giải", "ruộng", "đất", "thuế", "khoá", "biển", "đảo"),
    *("giáo", "dục", "trường", "học", "thủy", "lợi", "quỹ", "đầu", "tư"),
)
SIGNS = (
    *'"“”()[]{}^~*?:\\/+-|&!=<>.,;',
    *("AND", "OR", "NOT", "*:*", "a:b", "\x00", "\u0301", "\ud800", "Điều", "5", "30/2020", "UBND", "là gì", "NĐ-CP"),
    *("khoản", "²", "١", "🙂", "luật"),
)
ODD = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(SIGNS), max_size=30).map(" ".join))
LONG = ("a" * 100_000, "điều " * 50_000, '"' * 9_999, "1" * 5_000, "30/2020/NĐ-CP " * 3_000, "a_b " * 999)


@given(text=ODD)
@example(text='"')
@example(text='"""" AND OR NOT (')
@example(text="\x00\x1f\u202e")
@example(text="\ud800")
@example(text="ǆ ŉ İ ß ﬁ")
@settings(max_examples=300, deadline=None)
def test_no_query_raises(index: Index, text: str) -> None:
    hits = index.search(Query(text, kinds=(text,), issuers=(text,)), ("open", text))
    assert hits.total == 0
    hits = index.search(Query(text), ("open", "unit:1."), limit=50)
    for hit in hits.hits:
        ends = [0, *(at for span in hit.spans for at in span), len(hit.clause.text)]
        assert ends == sorted(ends)
        assert 0 <= hit.excerpt[0] <= hit.excerpt[1] <= len(hit.clause.text)
    index.similar(text, ("open",))


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_very_long_queries_are_answered(index: Index, text: str) -> None:
    assert index.search(Query(text), ("open",)).total >= 0


@given(text=st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=12, unique=True))
@settings(max_examples=25, deadline=None)
def test_a_clause_is_found_by_any_of_its_words_with_and_without_accents(
    tmp_path_factory: pytest.TempPathFactory, text: list[str]
) -> None:
    index = Index(tmp_path_factory.mktemp("words"))
    index.replace(1, [clause(1, 0, "D1", " ".join(text))])
    index.replace(2, [clause(2, 0, "D1", "Chữ khác")])
    index.commit(1)
    index.release()
    for word in text:
        for spelled in (word, fold(word), word.upper()):
            hits = index.search(Query(spelled), ("open",))
            assert [hit.clause.document for hit in hits.hits] == [1], spelled
            assert word in [hits.hits[0].clause.text[start:end] for start, end in hits.hits[0].spans]


@given(st.text())
@example("Uỷ ban, xã\x1c2\u2028a_b")
@settings(max_examples=300)
def test_the_words_of_the_index_are_the_words_of_the_query(text: str) -> None:
    found = words(text)
    assert syllables(text) == ([w.exact for w in found], [w.plain for w in found], [w.joined for w in found])
    assert all(not re.search(r"\s", w.exact + w.plain) and w.exact and w.plain for w in found)
    assert all(text[w.start : w.end].strip() == text[w.start : w.end] != "" for w in found)


@given(text=st.text(alphabet="ab \n.", max_size=900), data=st.data())
def test_an_excerpt_is_a_short_slice_around_marked_words(text: str, data: st.DataObject) -> None:
    spans = [(word.start, word.end) for word in words(text) if data.draw(st.booleans())][:20]
    start, end = excerpt(text, spans)
    assert 0 <= start <= end <= len(text)
    assert end - start <= 240
