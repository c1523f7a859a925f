"""A post lent for a time: who may, how long, and what the history says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden
from thongsuot.units.access import posts
from thongsuot.units.actions import edit_unit
from thongsuot.units.models import Delegation
from thongsuot.units.people import appoint, delegate, end_post
from thongsuot.units.rules import Role


def lend(place: Place, days: int = 10, to: str = "officer") -> Delegation:
    head, today = place.people["head"], timezone.localdate()
    return delegate(head.membership, place.people[to].user, today, today + timedelta(days), "Đi công tác", by=head)


def test_a_head_lends_his_post_on_the_page(place: Place) -> None:
    client, today = place.client("head"), timezone.localdate()
    typed = {"to": "officer", "since": f"{today:%d/%m/%Y}", "until": f"{today:%d/%m/%Y}", "reason": "Đi họp"}
    assert client.post("/account/delegations/", typed).status_code == 302
    assert "Đi họp" in client.get("/account/delegations/").content.decode()
    assert "Đi họp" in place.client("officer").get("/account/delegations/").content.decode()
    assert "Đi họp" not in place.client("clerk").get("/account/delegations/").content.decode()


@pytest.mark.parametrize(
    "change",
    [{"to": "head"}, {"to": "nobody"}, {"reason": ""}, {"until": "01/01/2020"}, {"since": "30/02/2026"}],
    ids=["oneself", "nobody", "no reason", "over already", "no day"],
)
def test_what_cannot_be_lent_is_said_and_nothing_kept(place: Place, change: dict[str, str]) -> None:
    day = f"{timezone.localdate():%d/%m/%Y}"
    typed = {"to": "officer", "since": day, "until": day, "reason": "Đi họp", **change}
    assert place.client("head").post("/account/delegations/", typed).status_code == 400
    assert not Delegation.objects.exists()


def test_only_who_may_delegate_lends_and_only_his_own_post(place: Place) -> None:
    today = timezone.localdate()
    clerk, head, other = (place.people[who] for who in ("clerk", "head", "commune-head"))
    for post, by in ((clerk.membership, clerk), (head.membership, other)):
        with pytest.raises(Forbidden):
            delegate(post, place.people["officer"].user, today, today, "…", by=by)
    lend(place)
    lent = next(one for one in posts(place.people["officer"].user) if one.delegation)
    with pytest.raises(Forbidden):
        delegate(head.membership, clerk.user, today, today, "…", by=lent)


def test_who_acts_by_delegation_is_named_with_it_in_every_event(place: Place) -> None:
    loan = lend(place)
    appoint(place.people["head"].user, place.province, Role.ADMINISTRATOR)
    client = place.client("officer")
    assert client.post("/post/", {"post": f"d{loan.pk}", "next": "/units/"})["Location"] == "/units/"
    assert client.get("/units/").wsgi_request.acting.delegation == loan
    acting = next(one for one in posts(place.people["officer"].user) if one.delegation)
    administrator = place.people["administrator"]
    loan_of_administrator = Delegation.objects.create(
        membership=administrator.membership, to=acting.user, since=loan.since, until=loan.until, reason="…"
    )
    by = next(one for one in posts(acting.user) if one.delegation == loan_of_administrator)
    unit = place.commune
    edit_unit(unit, name="Xã Mới", short_name="", level=unit.level, position=0, revision=unit.revision, by=by)
    event = Event.objects.get(verb="unit-edited")
    assert (event.actor.username, event.delegation_id) == ("officer", loan_of_administrator.pk)


def test_a_delegation_ends_with_its_last_day_by_itself(place: Place) -> None:
    loan = lend(place, days=3)
    user = place.people["officer"].user
    lent_on = {n: any(one.delegation for one in posts(user, loan.since + timedelta(n))) for n in range(-1, 6)}
    assert lent_on == {-1: False, 0: True, 1: True, 2: True, 3: True, 4: False, 5: False}


@pytest.mark.parametrize("who", ["head", "officer"])
def test_it_is_taken_back_or_given_back(place: Place, who: str) -> None:
    loan = lend(place)
    chosen = place.client("officer")
    chosen.post("/post/", {"post": f"d{loan.pk}"})
    assert place.client(who).post(f"/account/delegations/{loan.pk}/end/").status_code == 302
    assert chosen.get("/units/").wsgi_request.acting.delegation is None
    assert Event.objects.filter(verb="delegation-ended").count() == 1


@pytest.mark.parametrize("who", ["clerk", "stranger-administrator", "stranger-head"])
def test_a_stranger_ends_nothing(place: Place, who: str) -> None:
    loan = lend(place)
    assert place.client(who).post(f"/account/delegations/{loan.pk}/end/").status_code == 404
    assert any(one.delegation for one in posts(place.people["officer"].user))


def test_a_post_that_ends_takes_what_was_lent_of_it_along(place: Place) -> None:
    loan, today = lend(place, days=30), timezone.localdate()
    post = place.people["head"].membership
    end_post(post, today + timedelta(5), revision=post.revision, by=place.people["administrator"])
    loan.refresh_from_db()
    assert (loan.until, loan.ended_at) == (today + timedelta(5), None)
    user = place.people["officer"].user
    assert any(one.delegation for one in posts(user, today + timedelta(5)))
    assert not any(one.delegation for one in posts(user, today + timedelta(6)))


def test_who_holds_two_posts_acts_in_the_chosen_one(place: Place) -> None:
    user = place.people["commune-clerk"].user
    second = appoint(user, place.other, Role.OFFICER, since=date(2025, 7, 1))
    client = place.client("commune-clerk")
    client.post("/post/", {"post": f"m{second.pk}"})
    assert client.get("/units/").wsgi_request.acting.membership == second
    assert "Xã Tây Thịnh" in client.get("/account/posts/").content.decode()
    foreign = place.people["head"].membership
    client.post("/post/", {"post": f"m{foreign.pk}"})
    assert client.get("/units/").wsgi_request.acting.membership == second, "not a post of somebody else"
