"""Accounts and posts: who sees them, who changes them, and what a password reset does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.thongsuot.conftest import PASSWORD, Place
from thongsuot.events.models import Event
from thongsuot.units.access import posts
from thongsuot.units.models import Membership, User
from thongsuot.units.people import add_user, appoint, begin_totp, end_post
from thongsuot.units.rules import Role


def account(**change: str) -> dict[str, str]:
    return {
        "username": "can.bo", "name": "Cán bộ Mới", "email": "", "language": "vi", "unit": "LS.01", "role": "officer",
        "title": "Chuyên viên", "since": "", "until": "", **change,
    }  # fmt: skip


def test_the_list_holds_the_accounts_of_ones_subtree(place: Place) -> None:
    page = place.client("commune-administrator").get("/people/").content.decode()
    assert "commune-clerk" in page
    assert "stranger-clerk" not in page
    assert ">clerk<" not in page
    everybody = place.client("administrator").get("/people/").content.decode()
    assert "stranger-clerk" in everybody


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"q": "STRANGER-cle"}, ["stranger-clerk"], ["commune-clerk"]),
        ({"role": "head"}, ["commune-head", "stranger-head"], ["commune-clerk"]),
        ({"unit": "LS.01"}, ["commune-clerk"], ["stranger-clerk"]),
        ({"state": "closed"}, ["closed-one"], ["commune-clerk"]),
        ({"state": "idle"}, ["without-post"], ["commune-clerk"]),
        ({"q": "khong ai ca"}, [], ["commune-clerk"]),
    ],
)
def test_the_list_is_filtered(place: Place, asked: dict[str, str], shown: list[str], hidden: list[str]) -> None:
    appoint(add_user("closed-one"), place.other, Role.OFFICER)
    User.objects.filter(username="closed-one").update(is_active=False)
    add_user("without-post")
    page = place.client("administrator").get("/people/", asked).content.decode()
    assert all(f'<td data-label="Tên đăng nhập">{name}</td>' in page for name in shown)
    assert not any(f'<td data-label="Tên đăng nhập">{name}</td>' in page for name in hidden)


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_for_3_and_for_30_people(
    place: Place, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        appoint(add_user(f"nguoi{n}"), place.commune, Role.OFFICER)
    client = place.client("administrator")
    client.get("/people/")
    with django_assert_num_queries(7):  # session, account, posts; suggestions, count, people, their posts
        client.get("/people/")


def test_a_new_account_comes_with_a_post_and_a_password_shown_once(place: Place) -> None:
    page = place.client("commune-administrator").post("/people/add/", account()).content.decode()
    password = re.search(r'<code class="once">([^<]+)</code>', page)[1]  # type: ignore[index]
    user = User.objects.get(username="can.bo")
    assert [(post.unit, post.role) for post in posts(user)] == [(place.commune, Role.OFFICER)]
    client = Client()
    answer = client.post("/sign-in/", {"username": "can.bo", "password": password})
    assert answer["Location"] == "/account/password/"
    assert password not in str(list(Event.objects.values_list("after", "reason")))
    assert "Cán bộ Mới" not in str(list(Event.objects.values_list("after", "reason")))


@pytest.mark.parametrize(
    "change",
    [
        {"username": "commune-clerk"}, {"username": "COMMUNE-clerk"}, {"username": "có dấu"}, {"unit": "LS.02"},
        {"unit": "LS"}, {"role": "king"}, {"email": "x@"}, {"since": "02/01/2026", "until": "01/01/2026"},
    ],
    ids=str,
)  # fmt: skip
def test_an_account_that_cannot_be_is_said_and_leaves_nothing(place: Place, change: dict[str, str]) -> None:
    before = User.objects.count()
    assert place.client("commune-administrator").post("/people/add/", account(**change)).status_code == 400
    assert User.objects.count() == before


def test_a_post_is_given_and_ended_with_a_day(place: Place) -> None:
    client, today = place.client("commune-administrator"), timezone.localdate()
    user = place.people["commune-officer"].user
    typed = {"unit": "LS.01", "role": "clerk", "title": "Văn thư", "since": "", "until": ""}
    assert client.post(f"/people/{user.pk}/", typed).status_code == 302
    post = Membership.objects.get(user=user, role=Role.CLERK)
    assert client.post(f"/people/{user.pk}/", typed).status_code == 400, "not twice"
    ending = {"on": f"{today:%d/%m/%Y}", "reason": "Chuyển công tác", "revision": post.revision}
    assert client.post(f"/people/posts/{post.pk}/end/", ending).status_code == 302
    assert Event.objects.get(verb="post-ended").reason == "Chuyển công tác"
    assert post in [one.membership for one in posts(user, today)]
    assert post not in [one.membership for one in posts(user, today + timedelta(1))]


def test_two_administrators_end_one_post_and_the_second_is_asked_again(place: Place) -> None:
    post, today = place.people["commune-officer"].membership, timezone.localdate()
    end_post(post, today + timedelta(9), revision=1, by=place.people["administrator"])
    client = place.client("commune-administrator")
    typed = {"on": f"{today:%d/%m/%Y}", "reason": "Lý do của tôi", "revision": 1}
    answer = client.post(f"/people/posts/{post.pk}/end/", typed)
    assert answer.status_code == 409
    assert "Lý do của tôi" in answer.content.decode()
    post.refresh_from_db()
    assert post.until == today + timedelta(9)
    assert client.post(f"/people/posts/{post.pk}/end/", typed | {"revision": 2}).status_code == 302


def test_a_reset_password_signs_out_and_must_be_changed(place: Place) -> None:
    victim = Client()
    victim.post("/sign-in/", {"username": "commune-clerk", "password": PASSWORD})
    user = place.people["commune-clerk"].user
    page = place.client("administrator").post(f"/people/{user.pk}/password/").content.decode()
    password = re.search(r'<code class="once">([^<]+)</code>', page)[1]  # type: ignore[index]
    assert victim.get("/units/").status_code == 302
    assert Client().post("/sign-in/", {"username": "commune-clerk", "password": PASSWORD}).status_code == 400
    again = Client().post("/sign-in/", {"username": "commune-clerk", "password": password})
    assert again["Location"] == "/account/password/"


def test_a_lost_second_factor_is_removed_with_a_reason(place: Place) -> None:
    user = place.people["commune-clerk"].user
    User.objects.filter(pk=user.pk).update(totp_secret=begin_totp())
    client = place.client("commune-administrator")
    assert client.post(f"/people/{user.pk}/second-factor/", {"reason": ""}).status_code == 400
    assert client.post(f"/people/{user.pk}/second-factor/", {"reason": "Mất điện thoại"}).status_code == 302
    user.refresh_from_db()
    assert user.totp_secret == ""
    assert Event.objects.get(verb="second-factor-removed").reason == "Mất điện thoại"


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(place: Place) -> None:
    victim = Client()
    victim.post("/sign-in/", {"username": "commune-clerk", "password": PASSWORD})
    user = place.people["commune-clerk"].user
    client = place.client("commune-administrator")
    client.post(f"/people/{user.pk}/state/", {"reason": "Nghỉ hưu"})
    assert victim.get("/units/").status_code == 302
    assert Client().post("/sign-in/", {"username": "commune-clerk", "password": PASSWORD}).status_code == 400
    client.post(f"/people/{user.pk}/state/", {"reason": "Trở lại"})
    assert Client().post("/sign-in/", {"username": "commune-clerk", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("page", ["password", "second-factor", "state", "sign-out"])
def test_a_commune_never_takes_over_an_account_that_also_works_above_it(place: Place, page: str) -> None:
    head = place.people["head"].user
    appoint(head, place.commune, Role.OFFICER)
    client = place.client("commune-administrator")
    assert "password" not in client.get(f"/people/{head.pk}/").content.decode().split("<main")[1]
    assert client.post(f"/people/{head.pk}/{page}/", {"reason": "…"}).status_code == 403
    head.refresh_from_db()
    assert head.check_password(PASSWORD)
    assert head.is_active


@pytest.mark.parametrize("page", ["", "password/", "second-factor/", "state/", "sign-out/"])
def test_a_stranger_does_not_learn_that_an_account_exists(place: Place, page: str) -> None:
    user = place.people["commune-clerk"].user
    assert place.client("stranger-administrator").post(f"/people/{user.pk}/{page}").status_code == 404
    assert place.client("commune-head").post(f"/people/{user.pk}/{page}").status_code == 403
