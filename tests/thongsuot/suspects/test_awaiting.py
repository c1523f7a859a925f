"""Does whoever works on a clause hear that an amendment of it waits to be settled, before anything is doubtful?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.thongsuot.conftest import Place
from tests.thongsuot.consolidations.conftest import AMENDING
from tests.thongsuot.consolidations.conftest import confirm as accept
from tests.thongsuot.suspects.conftest import answer, give
from thongsuot.consolidations import actions, adopting
from thongsuot.consolidations.models import Making
from thongsuot.consolidations.queries import awaited
from thongsuot.consolidations.rules import To
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document, Share
from thongsuot.documents.rules import Mark, Reach
from thongsuot.followup.models import Assignment
from thongsuot.programmes.models import Programme
from thongsuot.suspects.awaiting import Note, notes
from thongsuot.suspects.models import Suspect

WAITS = "is waiting to be settled"


@pytest.fixture
def act(directive: Document, place: Place) -> Document:
    """An act whose instruction on clause 2 of Article 2 finds no such words: it waits."""
    found = place.receive(AMENDING, "70.txt")
    accept(found, place)
    return found


@pytest.fixture
def making(directive: Document, act: Document, place: Place) -> Making:
    """The proposal in which it waits."""
    return actions.make(directive, None, by=place.people["clerk"])


@pytest.fixture
def duty(directive: Document, place: Place) -> Assignment:
    return give(place, directive, "D2.K2")


@pytest.fixture
def plan(directive: Document, place: Place) -> Programme:
    return answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ", "D1.K1": "Quán triệt"})


def page(place: Place, who: str, url: str) -> str:
    response = place.client(who).get(url, headers={"accept-language": "en"}, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_clause_the_duty_and_the_item_tell_of_it_and_nothing_is_doubtful(
    duty: Assignment, plan: Programme, making: Making, directive: Document, act: Document, place: Place
) -> None:
    assert [(row["op"], row["at"]) for row in making.told["open"]] == [("subst", "D2.K2")]
    queue = reverse("consolidation", args=[directive.pk])
    for url in (
        reverse("clause", args=[directive.pk, "D2.K2"]), reverse("clause", args=[directive.pk, "D2"]),
        reverse("duty", args=[duty.pk]),
    ):  # fmt: skip
        shown = page(place, "officer", url)
        assert shown.count(WAITS) == 1, url
        assert queue in shown
        assert reverse("document", args=[act.pk]) in shown
    assert WAITS not in page(place, "officer", reverse("clause", args=[directive.pk, "D1.K1"]))
    items = page(place, "commune-officer", reverse("programme", args=[plan.pk]))
    assert items.count(WAITS) == 1  # of the item on it, not of the other
    assert reverse("document", args=[act.pk]) not in items  # the commune may not open the act
    assert "70-QĐ/TW" not in items
    assert not Suspect.objects.exists()


def test_it_is_told_until_it_is_settled_and_as_long_as_an_adopted_text_leaves_it_open(
    making: Making, directive: Document, place: Place
) -> None:
    clerk = place.people["clerk"]
    assert [row.at for row in awaited([directive.pk], clerk)] == ["D2.K2"]
    adopting.adopt(making, revision=making.revision, by=place.people["head"], reason="Chờ trả lời")
    assert [row.at for row in awaited([directive.pk], clerk)] == ["D2.K2"]
    again = actions.make(directive, None, by=clerk)
    actions.drop(again, revision=again.revision, by=clerk, reason="")
    assert [row.at for row in awaited([directive.pk], clerk)] == ["D2.K2"]


def test_it_is_no_longer_told_when_somebody_settled_it(making: Making, directive: Document, place: Place) -> None:
    actions.settle(making, 0, actions.Choice(To.NONE, reason="Không có cụm từ ấy"), revision=making.revision,
                   by=place.people["clerk"])  # fmt: skip
    assert awaited([directive.pk], place.people["clerk"]) == []


def test_who_may_not_see_the_document_is_told_no_more_than_that_it_waits(
    making: Making, directive: Document, place: Place
) -> None:
    Share.objects.filter(document=directive).delete()
    directive.refresh_from_db()
    documents.restrict(directive, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=directive.revision,
                       by=place.people["clerk"], reason="")  # fmt: skip
    at = (directive.pk, "D2.K2")
    assert notes([at], place.people["stranger-officer"])[at] == [Note("", None, "")]


def test_an_instruction_that_names_no_clause_is_told_at_all_of_them(
    making: Making, directive: Document, place: Place
) -> None:
    told = making.told
    told["open"][0]["at"] = ""
    making.tell(told)
    making.save()
    places = [(directive.pk, loc) for loc in ("D1.K1", "D2.K2", "")]
    found = notes(places, place.people["clerk"])
    assert {place for place, rows in found.items() if rows[0].place == ""} == set(places)
    told["open"][0]["op"] = ""  # an act in which no instruction was found
    making.tell(told)
    making.save()
    assert notes(places, place.people["clerk"]) == {}


def test_pages_ask_once_more_where_nothing_waits(plan: Programme, directive: Document, place: Place) -> None:
    with CaptureQueriesContext(connection) as seen:
        notes([(directive.pk, "D2.K2"), (directive.pk, "D2")], place.people["clerk"])
    assert len(seen) == 1
