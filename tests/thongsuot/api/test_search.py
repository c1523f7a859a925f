import pytest

from tests.thongsuot.conftest import Place
from thongsuot.documents.models import Document
from thongsuot.search.sync import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_index(db: None) -> None:
    index().clear()
    index().release()


def test_a_program_finds_the_clause(place: Place, regulation: Document) -> None:
    found = place.client("officer").get("/api/search", {"q": "gieng khoi"}).json()
    assert found["total"] == 1
    assert found["hits"][0]["loc"] == "D2.K2"
    start, end = found["hits"][0]["spans"][0]
    assert found["hits"][0]["text"][start:end].startswith("giếng")
    assert found["kinds"] == [{"value": "Quy định", "count": 1}]


def test_a_stranger_finds_nothing(place: Place, regulation: Document) -> None:
    assert place.client("stranger-officer").get("/api/search", {"q": "gieng khoi"}).json()["total"] == 0


def test_an_administrator_may_not_ask(place: Place) -> None:
    assert place.client("administrator").get("/api/search", {"q": "x"}).status_code == 403
