"""Is everybody noted who opens a person's page or a restricted document, and nobody else?"""

from typing import Any

import pytest

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.models import Document
from thongsuot.privacy.middleware import WATCHED
from thongsuot.privacy.models import Viewing
from thongsuot.units.people import issue_token

NAME = "thongsuot.privacy.middleware.SeenMiddleware"


@pytest.fixture(autouse=True)
def _watching(settings: Any) -> None:
    if NAME not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, NAME]


@pytest.fixture
def internal(place: Place) -> Document:
    return place.receive(texts.INTERNAL, "01.txt")


def noted() -> list[tuple[str, str, str]]:
    return sorted(Viewing.objects.values_list("user__username", "subject", "why"))


def test_a_restricted_document_notes_who_opens_it(place: Place, internal: Document) -> None:
    client, subject = place.client("head"), f"document:{internal.pk}"
    for _n in range(2):
        assert client.get(f"/documents/{internal.pk}/").status_code == 200
    assert noted() == [("head", subject, "page")]
    assert place.client("officer").get(f"/documents/{internal.pk}/files/1/").status_code == 200
    assert noted() == [("head", subject, "page"), ("officer", subject, "file")]


def test_who_is_turned_away_has_not_seen_it(place: Place, internal: Document) -> None:
    for who in ("commune-head", "administrator", ""):
        assert place.client(who).get(f"/documents/{internal.pk}/").status_code != 200
    assert noted() == []


def test_an_ordinary_document_leaves_no_trace(place: Place, regulation: Document) -> None:
    assert place.client("head").get(f"/documents/{regulation.pk}/").status_code == 200
    assert noted() == []


def test_a_person_is_noted_but_not_to_himself(place: Place) -> None:
    user = place.people["commune-officer"].user
    assert place.client("administrator").get(f"/people/{user.pk}/").status_code == 200
    admin = place.people["administrator"].user
    assert place.client("administrator").get(f"/people/{admin.pk}/").status_code == 200
    assert noted() == [("administrator", f"user:{user.pk}", "page")]


def test_a_key_of_the_api_is_its_owner(place: Place, internal: Document) -> None:
    _token, key = issue_token(place.people["officer"], "máy", writes=False, days=3)
    client = place.client("")
    answer = client.get(f"/api/documents/{internal.pk}", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert noted() == [("officer", f"document:{internal.pk}", "page")]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/documents/7/", "document"), ("/documents/7/review/3/", "document"), ("/d/7/D5@2026-01-01", "document"),
        ("/d/7@2026-01-01.json", "document"), ("/api/documents/7", "document"), ("/people/7/", "user"),
        ("/documents/", ""), ("/documents/upload/", ""),
        ("/people/add/", ""), ("/units/7/", ""), ("/people/posts/7/", ""),
    ],
)  # fmt: skip
def test_which_addresses_are_watched(path: str, found: str) -> None:
    match = WATCHED.match(path)
    assert (match is not None) == bool(found)
    if match is not None:
        assert match[found] == "7"
