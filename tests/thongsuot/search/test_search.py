"""Does a search find what an office looks for, in the order it expects?"""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from tests.thongsuot.search.shelf import clause, shelf
from thongsuot.search.clauses import Hits
from thongsuot.search.index import Index
from thongsuot.search.query import Query

ALL = ("open", "unit:1.", "named:12")


def places(hits: Hits) -> list[tuple[int, str]]:
    return [(hit.clause.document, hit.clause.loc) for hit in hits.hits]


def find(index: Index, text: str, rights: tuple[str, ...] = ALL) -> list[tuple[int, str]]:
    return places(index.search(Query(text), rights))


@pytest.mark.parametrize(
    "text",
    [
        *("hòa giải tranh chấp", "hoà giải tranh chấp", "hoa giai tranh chap", "HÒA GIẢI TRANH CHẤP"),
        unicodedata.normalize("NFD", "hòa giải tranh chấp"),
        *("UBND hòa giải", "ủy ban nhân dân hòa giải", "uỷ ban nhân dân cấp tỉnh"),
    ],
)
def test_one_clause_in_any_spelling(index: Index, text: str) -> None:
    assert find(index, text) == [(1, "D6")]


@pytest.mark.parametrize(
    "text",
    ["30/2020/NĐ-CP", "30/2020/nd-cp", "30 2020 ND CP", "Nghị định số 30/2020/NĐ-CP", "030/2020/NĐ–CP", "30/2020"],
)
def test_a_symbol_in_any_spelling_finds_its_document_then_who_cites_it(index: Index, text: str) -> None:
    found = find(index, text)
    assert {document for document, _ in found[:4]} == {1}
    assert text == "30/2020" or found[4:] == [(2, "D5")]


@pytest.mark.parametrize("text", ["58-QĐ/TW", "58qd/tw", "58 QĐ TW", "58-qđ-tw", "Quy định 58-QĐ/TW"])
def test_a_party_symbol_in_any_spelling(index: Index, text: str) -> None:
    assert {document for document, _ in find(index, text)} == {2}


def test_an_article_of_a_document_comes_first_then_what_is_in_it(index: Index) -> None:
    assert find(index, "Điều 5 Nghị định 30/2020/NĐ-CP")[:2] == [(1, "D5"), (1, "D5.K2")]
    assert find(index, "khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP")[0] == (1, "D5.K2")
    assert find(index, "Điều 6 58-QĐ/TW")[0] == (2, "D6")


def test_words_beside_a_symbol_narrow_the_document(index: Index) -> None:
    assert find(index, "30/2020/NĐ-CP tiêu ngữ") == [(1, "D5")]


def test_a_phrase_stands_side_by_side_with_the_accents_it_was_typed_with(index: Index) -> None:
    assert find(index, '"quốc hiệu và tiêu ngữ"') == [(1, "D5")]
    assert find(index, '"quoc hieu va tieu ngu"') == [(1, "D5")]
    assert find(index, '"tiêu ngữ và quốc hiệu"') == []
    assert find(index, '"tiêu ngự"') == []


def test_words_as_accented_come_before_words_that_differ_in_accents(tmp_path: Path) -> None:
    texts = ["Lập ban do huyện giao", "Lập bản đồ huyện giao", "Lập bán đổ huyện giao"]
    index = Index(tmp_path)
    for i, text in enumerate(texts):
        index.replace(i, [clause(i, 0, "D1", text)])
    index.commit(1)
    index.release()
    for text, first in (("bản đồ", 1), ("bán đổ", 2), ("bán", 2), ("đồ", 1), ("ban do", None)):
        hits = index.search(Query(text), ("open",)).hits
        assert len(hits) == 3
        assert all(hit.spans for hit in hits)
        assert first is None or hits[0].clause.document == first


def test_only_words_spelled_as_typed_are_marked_where_there_are_any(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.replace(1, [clause(1, 0, "D1", "Cần có căn cứ, can dự")])
    index.commit(1)
    index.release()

    def marked(text: str) -> list[str]:
        hit = index.search(Query(text), ("open",)).hits[0]
        return [hit.clause.text[start:end] for start, end in hit.spans]

    assert marked("căn") == ["căn"]
    assert marked("can") == ["Cần", "căn", "can"]
    assert marked("cán") == ["Cần", "căn", "can"]


def test_every_word_is_wanted_of_few_some_are_enough_of_many(index: Index) -> None:
    assert index.search(Query("hồ sơ thể thức"), ALL).every_word
    hits = index.search(Query("thể thức của văn bản giấy được trình bày ra sao theo mẫu mới nhất hiện nay"), ALL)
    assert not hits.every_word
    assert places(hits)[0] == (1, "D5.K2")


def test_what_explains_a_term_comes_first_where_that_is_asked(index: Index) -> None:
    assert find(index, "canh tác là gì?")[0] == (3, "D2")
    assert find(index, "Giống cây trồng được hiểu như thế nào theo Luật Trồng trọt?")[0] == (3, "D2")


def test_the_name_of_a_law_finds_its_clauses(index: Index) -> None:
    assert {document for document, _ in find(index, "Luật Trồng trọt")} == {3}
    assert find(index, "luat trong trot huu co") == [(3, "D3")]


def test_filters(index: Index) -> None:
    def of(**only: object) -> set[int]:
        return {hit.clause.document for hit in index.search(Query("", **only), ALL).hits}  # type: ignore[arg-type]

    assert of(kinds=("Nghị định", "Luật")) == {1, 3}
    assert of(issuers=("Chính phủ",)) == {1}
    assert of(since=date(2020, 3, 5), until=date(2022, 2, 8)) == {1, 2}
    assert of(since=date(2020, 3, 6)) == {2, 4}
    assert of(until=date(2020, 3, 4)) == {3}
    assert of(units=(35,)) == {2}
    assert of(document=3) == {3}
    assert of(kinds=("Luật",), since=date(2020, 1, 1)) == set()


def test_facets_count_the_whole_result_not_the_page(index: Index) -> None:
    hits = index.search(Query("hồ sơ"), ALL, limit=1)
    assert (hits.total, len(hits.hits)) == (3, 1)
    assert hits.facets.kind == (("Kế hoạch", 1), ("Nghị định", 1), ("Quy định", 1))
    assert hits.facets.year == ((2020, 1), (2022, 1), (2024, 1))
    assert dict(hits.facets.issuer)["Chính phủ"] == 1
    assert hits.facets.exact


def test_pages_follow_one_another(index: Index) -> None:
    whole = find(index, "")
    paged = [place for start in range(0, 12, 2) for place in places(index.search(Query(""), ALL, start, 2))]
    assert len(whole) == 9
    assert paged == whole


def test_marks_are_the_words_as_they_stand_in_the_text(index: Index) -> None:
    def marked(text: str) -> list[str]:
        hit = index.search(Query(text), ALL).hits[0]
        return [hit.clause.text[start:end] for start, end in hit.spans]

    assert marked("tranh chap hoà giải") == ["hoà giải tranh chấp"]
    assert marked("ủy ban nhân dân hòa giải") == ["UBND", "hoà giải"]
    assert marked('"quốc hiệu và"') == ["quốc hiệu và"]
    assert marked("tiêu ngữ là gì") == ["tiêu ngữ"]


def test_a_clause_comes_back_as_it_was_given(index: Index) -> None:
    assert index.search(Query("tiêu ngữ"), ALL).hits[0].clause == shelf()[1][1]


def test_like_clauses_and_only_readable_ones(index: Index) -> None:
    text = "Ủy ban nhân dân các cấp phối hợp kiểm tra hồ sơ"
    assert [hit.clause.document for hit in index.similar(text, ALL)][:2] == [2, 2]
    assert {hit.clause.document for hit in index.similar(text, ("open",))} == {1}
    assert index.similar(text, ()) == ()
    assert index.similar("", ALL) == () == index.similar("xyzxyz", ALL)
