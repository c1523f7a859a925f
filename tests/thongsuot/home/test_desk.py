from typing import Any

import pytest

from tests.thongsuot.conftest import Place
from thongsuot.documents.models import Document


def test_the_desk_shows_an_officer_what_to_review(place: Place, regulation: Document) -> None:
    page = place.client("officer").get("/")
    assert page.status_code == 200
    assert f"/documents/{regulation.pk}/review/" in page.text


def test_a_stranger_sees_nothing_of_another_unit(place: Place, regulation: Document) -> None:
    page = place.client("stranger-officer").get("/")
    assert page.status_code == 200
    assert regulation.symbol not in page.text


def test_an_administrator_reads_no_documents(place: Place, regulation: Document) -> None:
    page = place.client("administrator").get("/")
    assert regulation.symbol not in page.text
    assert "/people/" in page.text


def test_nobody_is_sent_to_sign_in(place: Place) -> None:
    assert place.client("").get("/").status_code == 302


@pytest.mark.parametrize("words", ["58", "58-qd", "phối hợp", "Đông", "van ban", "%", "'"])
def test_the_palette_answers_what_the_reader_may_see(place: Place, regulation: Document, words: str) -> None:
    own = place.client("officer").get("/palette/", {"q": words}).json()["results"]
    others = place.client("stranger-officer").get("/palette/", {"q": words}).json()["results"]
    assert not any(f"/documents/{regulation.pk}/" == row["url"] for row in others)
    if words in ("58", "58-qd", "phối hợp"):
        assert any(f"/documents/{regulation.pk}/" == row["url"] for row in own)


@pytest.mark.parametrize("more", [0, 12])
def test_the_desk_asks_as_often_for_many_as_for_few(
    place: Place, regulation: Document, django_assert_num_queries: Any, more: int
) -> None:
    for n in range(more):
        place.receive(regulation.current.text.replace("58-QĐ/TW", f"{60 + n}-QĐ/TW"), f"{n}.txt")
    client = place.client("officer")
    client.get("/")
    with django_assert_num_queries(12):
        client.get("/")


def test_help_is_open_to_all(place: Place) -> None:
    assert place.client("").get("/help/").status_code == 200
