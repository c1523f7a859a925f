from typing import Any

import pytest

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import share
from thongsuot.documents.models import Document, SavedSearch
from thongsuot.search.sync import catch_up, index, lag, rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_index(db: None) -> None:
    index().clear()
    index().release()


def found(place: Place, who: str, words: str, **more: str) -> str:
    page = place.client(who).get("/search/", {"q": words, **more})
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize(
    "words", ["giếng khơi", "gieng khoi", "GIENG KHOI", '"nước giếng khơi"', "58-qd/tw", "khoản 2 Điều 2 58-QĐ/TW"]
)
def test_an_officer_finds_the_clause(place: Place, regulation: Document, words: str) -> None:
    assert f"/d/{regulation.pk}/D2.K2" in found(place, "officer", words)


def test_a_stranger_finds_nothing_of_it(place: Place, regulation: Document) -> None:
    assert "/d/" not in found(place, "stranger-officer", "giếng khơi")
    assert "/d/" not in found(place, "stranger-officer", "", kind="Quy định")


def test_a_unit_finds_what_it_was_given(place: Place, regulation: Document) -> None:
    assert "/d/" not in found(place, "commune-officer", "giếng khơi")
    share(regulation, [place.commune], by=place.people["clerk"])
    assert f"/d/{regulation.pk}/D2.K2" in found(place, "commune-officer", "giếng khơi")


def test_a_marked_document_is_found_by_named_units_alone(place: Place) -> None:
    document = place.receive(texts.INTERNAL, unit=place.commune, who="commune-clerk")
    assert f"/documents/{document.pk}/" in found(place, "commune-officer", "tổng hợp")
    assert f"/documents/{document.pk}/" not in found(place, "officer", "tổng hợp")


def test_an_administrator_may_not_search(place: Place, regulation: Document) -> None:
    assert place.client("administrator").get("/search/", {"q": "giếng"}).status_code == 403


def test_a_filter_narrows(place: Place, regulation: Document) -> None:
    guideline = place.receive(texts.GUIDELINE)
    both = found(place, "officer", "58-QĐ/TW")
    assert f"/documents/{guideline.pk}/" in both
    assert f"/documents/{guideline.pk}/" not in found(place, "officer", "58-QĐ/TW", kind="Quy định")
    assert f"/documents/{guideline.pk}/" not in found(place, "officer", "58-QĐ/TW", until="2022-02-28")


@pytest.mark.parametrize("words", ['"', '"a', "AND OR", "*:*", "\x00", "a" * 3000, "điều " * 400, "(", "[1 TO 2]"])
def test_no_words_break_the_page(place: Place, regulation: Document, words: str) -> None:
    found(place, "officer", words)


def test_a_search_is_kept_and_dropped_by_its_owner_alone(place: Place) -> None:
    client = place.client("officer")
    client.post("/search/saved/", {"name": "Nước", "query": "q=giếng&page=3&evil=1"})
    kept = SavedSearch.objects.get()
    assert "evil" not in kept.query
    assert "page" not in kept.query
    assert "Nước" in found(place, "officer", "")
    assert place.client("stranger-officer").post(f"/search/saved/{kept.pk}/drop/").status_code == 404
    client.post(f"/search/saved/{kept.pk}/drop/")
    assert not SavedSearch.objects.exists()


def test_an_empty_search_is_not_kept(place: Place) -> None:
    place.client("officer").post("/search/saved/", {"name": "Không", "query": ""})
    assert not SavedSearch.objects.exists()


def test_similar_clauses_are_those_one_may_read(place: Place, regulation: Document) -> None:
    other = place.receive(texts.OLD_REGULATION)
    rebuild()
    page = place.client("officer").get(f"/search/similar/{regulation.pk}/D1.K1")
    assert page.status_code == 200
    assert f"/d/{other.pk}/" in page.text
    assert place.client("stranger-officer").get(f"/search/similar/{regulation.pk}/D1.K1").status_code == 404


def test_the_index_follows_and_can_be_built_anew(place: Place, regulation: Document) -> None:
    assert lag() > 0
    catch_up()
    assert lag() >= 0
    size = index().size
    assert size > 0
    rebuild()
    assert (lag(), index().size) == (0, size)


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_asks_as_often_for_many_as_for_few(
    place: Place, regulation: Document, django_assert_num_queries: Any, more: int
) -> None:
    for n in range(more):
        place.receive(texts.REGULATION.replace("58-QĐ/TW", f"{60 + n}-QĐ/TW"), f"{n}.txt")
    rebuild()
    client = place.client("officer")
    client.get("/search/", {"q": "giếng khơi"})
    with django_assert_num_queries(7):
        client.get("/search/", {"q": "giếng khơi"})
