"""How does an office publish by its pages?"""

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.portal.conftest import reach
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.portal.models import Publication

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_will_be_public_before_it_is(place: Place, regulation: Document) -> None:
    page = place.client("head").get(f"/publishing/{regulation.pk}/").content.decode()
    assert "Bên ngoài sẽ thấy như sau" in page
    assert "giếng khơi" in page
    assert 'name="progress"' in page
    assert 'name="progress"' not in place.client("clerk").get(f"/publishing/{regulation.pk}/").content.decode()
    assert not Publication.objects.exists()


def test_published_and_taken_back_by_forms(place: Place, regulation: Document) -> None:
    head = place.client("head")
    sent = {"revision": regulation.revision, "progress": "on", "note": "theo ý kiến Thường trực"}
    assert head.post(f"/publishing/{regulation.pk}/", sent).status_code == 302
    made = Publication.objects.get()
    assert (made.show_progress, made.note) == (True, "theo ý kiến Thường trực")
    listed = head.get("/publishing/").content.decode()
    assert "Đang công khai" in listed
    assert "theo ý kiến Thường trực" in listed
    assert head.post(f"/publishing/withdraw/{made.pk}/", {"reason": ""}).status_code == 400
    assert head.post(f"/publishing/withdraw/{made.pk}/", {"reason": "nhầm bản"}).status_code == 302
    assert "Đã thôi công khai" in head.get("/publishing/").content.decode()


def test_a_stale_page_publishes_nothing(place: Place, regulation: Document) -> None:
    answer = place.client("head").post(f"/publishing/{regulation.pk}/", {"revision": regulation.revision - 1})
    assert answer.status_code == 409
    assert not Publication.objects.exists()


@pytest.mark.parametrize(("mark", "wanted"), [(Mark.INTERNAL, Reach.NAMED), (Mark.NONE, Reach.NAMED)])
def test_a_restricted_document_says_why_not(place: Place, regulation: Document, mark: Mark, wanted: Reach) -> None:
    reach(regulation, wanted, place, mark)
    page = place.client("head").get(f"/publishing/{regulation.pk}/").content.decode()
    assert "không công khai được" in page
    assert place.client("head").post(f"/publishing/{regulation.pk}/", {"revision": 1}).status_code == 422


def test_a_publication_whose_document_was_restricted_is_said_to_be_hidden(place: Place, public: Publication) -> None:
    reach(public.document, Reach.NAMED, place)
    assert "Đang ẩn" in place.client("head").get("/publishing/").content.decode()


def test_the_action_stands_on_the_page_of_those_who_may(place: Place, regulation: Document) -> None:
    address = f"/publishing/{regulation.pk}/".encode()
    for who, there in (("head", True), ("clerk", True), ("officer", False), ("inspector", False)):
        assert (address in place.client(who).get(f"/documents/{regulation.pk}/").content) == there


def test_a_unit_sees_its_own_and_those_below(place: Place, public: Publication) -> None:
    assert b"58-Q" in place.client("inspector").get("/publishing/").content
    assert b"58-Q" not in place.client("commune-head").get("/publishing/").content


def test_the_list_asks_few_questions(place: Place, public: Publication, django_assert_max_num_queries: object) -> None:
    client = place.client("head")
    client.get("/publishing/")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        client.get("/publishing/")
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        client.get(f"/publishing/{public.document_id}/")
