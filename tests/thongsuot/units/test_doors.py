"""Who may enter which page of units and people? Every address for every kind of reader."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.thongsuot.conftest import PASSWORD, Place
from tests.thongsuot.followup.conftest import give
from thongsuot.followup import taking
from thongsuot.problems import Stale
from thongsuot.units.browsers import browser
from thongsuot.units.people import add_user, end_post

OPEN = ["/units/", "/units/?on=2025-07-01", "/units/?q=dong", "/units/{commune}/"]
OWN = [
    "/account/", "/account/password/", "/account/second-factor/", "/account/devices/", "/account/posts/",
    "/account/delegations/", "/account/keys/",
]  # fmt: skip
MANAGED = [
    "/units/add/", "/units/succession/", "/units/import/", "/units/import/template/", "/units/export/", "/people/",
    "/people/add/",
]  # fmt: skip
COMMUNE = [
    "/units/{commune}/edit/", "/people/{commune_clerk}/", "/people/{commune_clerk}/password/",
    "/people/{commune_clerk}/second-factor/", "/people/{commune_clerk}/state/",
]  # fmt: skip


def address(place: Place, url: str) -> str:
    return url.format(commune=place.commune.pk, commune_clerk=place.people["commune-clerk"].user.pk)


@pytest.mark.parametrize("url", [*OPEN, *OWN, *MANAGED, *COMMUNE])
def test_nobody_enters_without_signing_in(place: Place, url: str) -> None:
    answer = place.client("").get(address(place, url))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("url", [*OPEN, *OWN])
@pytest.mark.parametrize("who", ["clerk", "commune-officer", "stranger-inspector", "administrator"])
def test_whoever_is_signed_in_sees_the_tree_and_his_own_account(place: Place, url: str, who: str) -> None:
    assert place.client(who).get(address(place, url)).status_code == 200


@pytest.mark.parametrize("url", [*MANAGED, *COMMUNE])
def test_only_administrators_enter_the_pages_of_administration(place: Place, url: str) -> None:
    assert place.client("administrator").get(address(place, url)).status_code == 200
    for role in ("clerk", "officer", "head", "inspector"):
        assert place.client(role).get(address(place, url)).status_code == 403


@pytest.mark.parametrize("url", COMMUNE)
def test_an_administrator_next_door_changes_nothing_here(place: Place, url: str) -> None:
    assert place.client("commune-administrator").get(address(place, url)).status_code == 200
    assert place.client("stranger-administrator").get(address(place, url)).status_code in (403, 404)


def test_who_holds_no_post_is_told_so_and_keeps_his_account(place: Place) -> None:
    add_user("khong-chuc-vu", password=PASSWORD)
    client = Client()
    client.post("/sign-in/", {"username": "khong-chuc-vu", "password": PASSWORD})
    assert all(client.get(url).status_code == 200 for url in OWN)
    assert client.get("/units/").status_code == 403
    assert client.post("/account/keys/", {"name": "x", "writes": "read", "days": 1}).status_code == 200
    assert client.post("/post/", {"post": "m1"}).status_code == 400


def test_a_post_that_has_ended_opens_nothing_from_the_next_day_on(place: Place) -> None:
    post, yesterday = place.people["commune-administrator"].membership, timezone.localdate() - timedelta(1)
    client = place.client("commune-administrator")
    assert client.get("/people/").status_code == 200
    end_post(post, yesterday, revision=post.revision, by=place.people["administrator"])
    assert client.get("/people/").status_code == 403
    with pytest.raises(Stale):
        end_post(post, yesterday, revision=post.revision, by=place.people["administrator"])


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)  # fmt: skip
def test_devices_are_called_what_their_owner_calls_them(agent: str, said: str) -> None:
    assert browser(agent) == said


@pytest.mark.parametrize("step", ["confirm", "withdraw", "suspend"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_can_no_longer_be_done_is_said_once_whichever_page_asked(place: Place, step: str, method: str) -> None:
    held = give(place)
    taking.withdraw(held, "Không còn cần", by=place.people["head"])
    client, address = place.client("head"), f"/followup/{held.pk}/{step}/"
    for came in ("", address, f"/followup/{held.pk}/"):
        named = {"HTTP_REFERER": f"http://testserver{came}"} if came else {}
        answer = getattr(client, method)(address, **named, follow=True)
        assert len(answer.redirect_chain) <= 1
        page = answer.content.decode()
        assert page.count("Nhiệm vụ đã chuyển trạng thái") == 1
        if not answer.redirect_chain:
            assert answer.status_code == 400
            there = urlsplit(answer.context["back"]).path
            assert there == f"/followup/{held.pk}/"
            assert "Nhiệm vụ đã chuyển trạng thái" not in client.get(there).content.decode()


def test_who_saves_over_another_s_change_is_shown_the_page_anew(place: Place) -> None:
    held = give(place)
    client, address = place.client("head"), f"/followup/{held.pk}/suspend/"
    said = {"revision": 0, "reason": "Chờ hướng dẫn"}
    answer = client.post(address, said, HTTP_REFERER=f"http://testserver{address}")
    assert answer.status_code == 409
    assert urlsplit(answer.context["back"]).path == address
