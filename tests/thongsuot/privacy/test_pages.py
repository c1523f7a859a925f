"""Who sees which page of privacy, and what does it say?"""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import PASSWORD, Place
from thongsuot.documents.actions import close
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.events.models import Event
from thongsuot.privacy import queries
from thongsuot.privacy.actions import seen
from thongsuot.privacy.models import Viewing
from thongsuot.units.people import add_user


def test_who_saw_something_is_noted_once_a_day(place: Place, django_assert_num_queries: Any) -> None:
    head = place.people["head"]
    with django_assert_num_queries(2):
        seen(head, "user:999")
    with django_assert_num_queries(1):
        seen(head, "user:999", "export")
    seen(place.people["clerk"], "user:999")
    seen(head, f"user:{head.user_id}")
    assert sorted(Viewing.objects.values_list("user__username", "subject", "why")) == [
        ("clerk", "user:999", "page"), ("head", "user:999", "page"),
    ]  # fmt: skip
    Viewing.objects.update(day=timezone.localdate() - timezone.timedelta(days=1))
    seen(head, "user:999")
    assert Viewing.objects.filter(user=head.user).count() == 2


def test_a_person_sees_everything_kept_about_him_and_who_saw_it(place: Place) -> None:
    user = place.people["commune-officer"].user
    user.name, user.email = "Lò Văn Én", "en@dong-hoa.example"
    user.save()
    seen(place.people["administrator"], f"user:{user.pk}")
    client = place.client("commune-officer")
    page = client.get(reverse("privacy-me"))
    said = page.content.decode()
    assert page.status_code == 200
    assert "en@dong-hoa.example" in said
    assert "administrator" in said
    assert "gave a post" in client.get(reverse("privacy-me"), headers={"Accept-Language": "en"}).content.decode()
    answer = client.post(reverse("privacy-me-data"))
    kept = json.loads(answer.content)
    assert kept["kept"]["account"][0]["full_name"] == "Lò Văn Én"
    assert kept["kept"]["views"][0]["person"] == "administrator"
    assert answer["Content-Disposition"].endswith('.json"')
    assert user.password not in answer.content.decode()
    event = Event.objects.get(verb="personal-data-exported")
    assert (event.subject, event.actor) == (f"user:{user.pk}", user)


def test_a_person_without_a_post_sees_his_own(db: None, client: Any) -> None:
    client.force_login(add_user("an", password=PASSWORD), "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("privacy-me")).status_code == 200
    assert client.get(reverse("privacy-kinds")).status_code == 200
    assert client.get(reverse("privacy-views")).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200), ("commune-administrator", 200), ("stranger-administrator", 404), ("clerk", 403),
        ("head", 403), ("inspector", 403), ("commune-officer", 403), ("", 302),
    ],
)  # fmt: skip
def test_a_person_is_shown_to_who_answers_for_the_account(place: Place, who: str, status: int) -> None:
    user = place.people["commune-officer"].user
    client = place.client(who)
    assert client.get(reverse("privacy-person", args=[user.pk])).status_code == status
    assert client.post(reverse("privacy-person-data", args=[user.pk])).status_code == status
    assert Viewing.objects.filter(subject=f"user:{user.pk}").count() == (1 if status == 200 else 0)
    if status != 200:
        assert (
            client.post(reverse("privacy-erase", args=[user.pk]), {"reason": "x", "username": "y"}).status_code
            == status
        )
        user.refresh_from_db()
        assert user.erased_at is None


def test_the_form_asks_for_the_user_name_once_more(place: Place) -> None:
    user, client = place.people["commune-officer"].user, place.client("administrator")
    address = reverse("privacy-erase", args=[user.pk])
    assert client.post(address, {"reason": "đơn", "username": "other"}).status_code == 400
    user.refresh_from_db()
    assert user.erased_at is None
    answer = client.post(address, {"reason": "Đơn ngày 20/11/2026", "username": "commune-officer"}, follow=True)
    assert f"user:{user.pk}" in answer.content.decode()
    user.refresh_from_db()
    assert user.erased_at is not None
    assert client.get(reverse("privacy-person", args=[user.pk])).status_code == 404


def test_why_it_cannot_be_is_said(place: Place) -> None:
    admin = place.people["administrator"].user
    answer = place.client("administrator").post(
        reverse("privacy-erase", args=[admin.pk]), {"reason": "đơn", "username": "administrator"}
    )
    assert answer.status_code == 400
    assert "Tỉnh Lâm Sơn" in answer.content.decode()


def test_the_view_log_is_of_the_subtree(place: Place) -> None:
    seen(place.people["clerk"], "document:1")
    seen(place.people["commune-clerk"], "document:2")
    seen(place.people["stranger-clerk"], "document:3")
    pages = {
        who: place.client(who).get(reverse("privacy-views")).content.decode()
        for who in ("administrator", "commune-administrator")
    }
    assert [n for n in (1, 2, 3) if f"document:{n}<" in pages["administrator"]] == [1, 2, 3]
    assert [n for n in (1, 2, 3) if f"document:{n}<" in pages["commune-administrator"]] == [2]
    assert place.client("head").get(reverse("privacy-views")).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("inspector", 200), ("administrator", 200), ("head", 403), ("clerk", 403), ("commune-inspector", 403),
        ("commune-administrator", 403), ("", 302),
    ],
)  # fmt: skip
def test_the_event_log_is_for_who_watches_over_all(place: Place, who: str, status: int) -> None:
    assert place.client(who).get(reverse("privacy-events")).status_code == status
    assert place.client(who).post(reverse("privacy-events")).status_code == status


def test_an_administrator_reads_keys_an_inspector_reads_documents(place: Place, regulation: Document) -> None:
    pages = {
        who: place.client(who).get(reverse("privacy-events")).content.decode() for who in ("inspector", "administrator")
    }
    assert all(f"document:{regulation.pk}" in page for page in pages.values())
    assert regulation.symbol in pages["inspector"]
    assert regulation.symbol not in pages["administrator"]
    assert regulation.title not in pages["administrator"]


def test_a_document_of_named_units_stays_a_key_to_who_may_not_see_it(place: Place) -> None:
    hidden = place.receive(texts.INTERNAL, who="commune-clerk")
    said = place.client("inspector").get(reverse("privacy-events")).content.decode()
    assert f"document:{hidden.pk}" in said
    assert hidden.symbol not in said


def test_events_are_filtered(place: Place, regulation: Document) -> None:
    clerk = place.people["clerk"].user
    assert {event.actor for event in queries.events("CLERK")} == {clerk}
    assert {event.actor for event in queries.events(f"user:{clerk.pk}")} == {clerk}
    assert not queries.events("nobody")
    assert {event.verb for event in queries.events(verb="read")} == {"read"}
    today = timezone.localdate()
    assert queries.events(day=today).count() == Event.objects.count()
    assert not queries.events(day=today - timezone.timedelta(days=1))
    newest = queries.events()[0].seq
    assert queries.events(before=newest)[0].seq == newest - 1
    client = place.client("inspector")
    for query in (
        "?who=clerk&verb=read",
        "?day=26/11/2026",
        "?day=nonsense",
        "?before=x",
        "?verb=nonsense",
        "?who=user:x",
    ):
        assert client.get(f"{reverse('privacy-events')}?{query}").status_code == 200


def test_a_day_is_found_by_halving(place: Place) -> None:
    first = timezone.now() - timezone.timedelta(days=10)
    with writing():
        for _n in range(queries.MARGIN * 3):
            record("a", "unit:1")
    assert queries._near(first) == 1
    assert queries._near(timezone.now() + timezone.timedelta(days=1)) == Event.objects.count() + 1


def test_the_check_finds_what_was_changed(place: Place) -> None:
    from tests.thongsuot.emptying import drop

    client = place.client("administrator")
    assert "notice-success" in client.post(reverse("privacy-events")).content.decode()
    assert queries.recent_faults(3) == queries.recent_faults(10_000) == []
    drop()
    last = Event.objects.order_by("-seq").values_list("seq", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET reason = 'x' WHERE seq = %s", [last - 1])
    answer = client.post(reverse("privacy-events")).content.decode()
    assert "notice-error" in answer
    assert str(last - 1) in answer
    assert [fault.seq for fault in queries.recent_faults(3)] == [last - 1]
    assert queries.recent_faults(1) == []


def test_the_package_is_fetched_with_a_button(place: Place, regulation: Document) -> None:
    address = reverse("privacy-archive", args=[regulation.pk])
    client = place.client("clerk")
    assert b'<form class="form' not in client.get(address).content
    assert client.post(address).status_code == 400
    close(regulation, by=place.people["clerk"])
    assert b'<form class="form' in client.get(address).content
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))).testzip() is None  # type: ignore[attr-defined]
    statuses = {
        who: place.client(who).get(address).status_code
        for who in ("head", "officer", "inspector", "administrator", "commune-clerk", "")
    }
    assert statuses == {
        "head": 200, "officer": 403, "inspector": 403, "administrator": 403, "commune-clerk": 404, "": 302,
    }  # fmt: skip
