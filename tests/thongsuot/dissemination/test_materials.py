"""Is what a conference hands out looked through, kept once, and seen by those alone who may?"""

import io

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.materials import add_document, add_file, remove
from thongsuot.dissemination.meetings import Plan, add_venues, plan_conference
from thongsuot.dissemination.models import Conference, Material
from thongsuot.documents.actions import Refused, Unread
from thongsuot.documents.models import Document, FileChunk, Refusal, StoredFile
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem

HERE = "/dissemination/conferences"
TALK = "Đề cương tuyên truyền Quy định số 58-QĐ/TW".encode()


@pytest.fixture
def conference(place: Place) -> Conference:
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=place.people["officer"])
    add_venues(made, named([place.commune]), [], by=place.people["officer"])
    return made


def test_a_file_is_fetched_by_whoever_sees_the_conference(place: Place, conference: Conference) -> None:
    made = add_file(conference, TALK, "../de cuong.txt", "Đề cương", by=place.people["officer"])
    page = f"{HERE}/{conference.pk}/"
    for who in ("inspector", "commune-head"):
        assert "Đề cương" in place.client(who).get(page).content.decode()
        answer = place.client(who).get(f"/dissemination/files/{made.pk}/")
        assert b"".join(answer.streaming_content) == TALK  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment")
    assert place.client("stranger-head").get(f"/dissemination/files/{made.pk}/").status_code == 404
    assert Event.objects.get(verb="material-added").subject == f"material:{made.pk}"
    assert made.file_name == "de cuong.txt"


def test_a_secret_file_leaves_nothing(place: Place, conference: Conference) -> None:
    chunks = FileChunk.objects.count()
    with pytest.raises(Refused):
        add_file(conference, texts.SECRET.encode(), "mat.txt", "", by=place.people["officer"])
    assert (Material.objects.count(), FileChunk.objects.count(), Refusal.objects.count()) == (0, chunks, 1)


def test_a_marked_file_is_to_be_registered(place: Place, conference: Conference) -> None:
    with pytest.raises(Problem, match="Lưu hành nội bộ"):
        add_file(conference, texts.INTERNAL.encode(), "noi-bo.txt", "", by=place.people["officer"])
    assert not StoredFile.objects.filter(materials__isnull=False).exists()


def test_what_cannot_be_read_cannot_be_looked_through(place: Place, conference: Conference) -> None:
    with pytest.raises(Unread):
        add_file(conference, b"\0\1\2\3" * 40, "bai.pptx", "", by=place.people["officer"])


def test_a_document_is_named_to_those_who_may_read_it(place: Place, conference: Conference) -> None:
    secretive = place.receive(texts.INTERNAL, "noi-bo.txt")
    officer = place.people["officer"]
    add_document(conference, secretive, "", by=officer)
    add_document(conference, secretive, "lần nữa", by=officer)
    page = f"{HERE}/{conference.pk}/"
    assert "01-HD/BTCTW" in place.client("officer").get(page).content.decode()
    told = place.client("commune-head").get(page).content.decode()
    assert ("01-HD/BTCTW" in told, "không được xem" in told, Material.objects.count()) == (False, True, 1)
    with pytest.raises(Forbidden):
        add_document(conference, secretive, "", by=place.people["commune-officer"])


@pytest.mark.parametrize("who", ["inspector", "commune-officer", "stranger-head", "administrator"])
def test_only_who_plans_adds_and_takes_away(place: Place, conference: Conference, who: str) -> None:
    made = add_file(conference, TALK, "a.txt", "", by=place.people["officer"])
    with pytest.raises(Forbidden):
        add_file(conference, TALK, "b.txt", "", by=place.people[who])
    with pytest.raises(Forbidden):
        remove(made, by=place.people[who])
    assert place.client(who).post(f"/dissemination/files/{made.pk}/remove/").status_code in (403, 404)
    assert Material.objects.count() == 1


def test_a_file_goes_when_nothing_holds_it(place: Place, conference: Conference, regulation: Document) -> None:
    officer = place.people["officer"]
    alone = add_file(conference, TALK, "a.txt", "", by=officer)
    shared = add_file(conference, texts.REGULATION.encode(), "b.txt", "", by=officer)
    sha = alone.file.sha256 if alone.file else ""
    remove(alone, by=officer)
    remove(shared, by=officer)
    assert not default_storage.exists(sha)
    assert not StoredFile.objects.filter(sha256=sha).exists()
    assert regulation.current
    assert regulation.current.file
    assert default_storage.exists(regulation.current.file.sha256)


def test_the_page_takes_a_file_or_a_symbol(place: Place, conference: Conference, regulation: Document) -> None:
    client, address = place.client("officer"), f"{HERE}/{conference.pk}/materials/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "x"}).status_code == 422
    file = io.BytesIO(TALK)
    file.name = "de-cuong.txt"
    assert client.post(address, {"title": "Đề cương", "file": file}).status_code == 302
    assert client.post(address, {"document": "58-QĐ/TW"}).status_code == 302
    assert [(one.title, one.document) for one in Material.objects.order_by("pk")] == [
        ("Đề cương", None),
        ("", regulation),
    ]
    secret = io.BytesIO(texts.SECRET.encode())
    secret.name = "mat.txt"
    answer = client.post(address, {"file": secret})
    assert (answer.status_code, "dấu mật" in answer.content.decode() or "độ mật" in answer.content.decode()) == (
        422,
        True,
    )
