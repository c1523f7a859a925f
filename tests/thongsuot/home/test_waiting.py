"""What waits for a person in any room: on the desk and in the work of a unit, each number that of its list."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.thongsuot.conftest import Place
from tests.thongsuot.dissemination.conftest import sent as sent
from tests.thongsuot.exchange import messages
from tests.thongsuot.exchange.conftest import Installations
from tests.thongsuot.exchange.conftest import both as both
from tests.thongsuot.exchange.test_packages import sealed, taken
from tests.thongsuot.programmes.conftest import directive as directive
from tests.thongsuot.programmes.conftest import programme as programme
from tests.thongsuot.programmes.conftest import submitted
from thongsuot.dissemination import actions as dissemination
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document
from thongsuot.exchange import unpacking
from thongsuot.exchange.incoming import take
from thongsuot.exchange.rules import Way
from thongsuot.followup import waiting
from thongsuot.programmes import actions as drafting
from thongsuot.programmes import commenting, exempting, moving
from thongsuot.programmes.models import Programme
from thongsuot.units.rules import Role

STANDING = ("head", "officer", "stranger-officer")


def told(place: Place, who: str) -> dict[str, int]:
    """What waits for somebody, as the desk counts it; held equal to the page of work and to each list."""
    acting, client = place.people[who], place.client(who)
    found = waiting.counts(acting)
    with_rows = waiting.sections(acting)
    assert [(one.kind.name, one.n, one.day) for one in found] == [(one.kind.name, one.n, one.day) for one in with_rows]
    if not found and who not in STANDING:  # of the many for whom nothing waits, pages are looked at for three
        return {}
    desk, work = unescape(client.get("/").text), unescape(client.get("/followup/mine/").text)
    for one in with_rows:
        words = str(one.kind.words)
        assert f'<a href="{one.kind.url}"><strong>{one.written}</strong>{words}' in desk
        assert f'<h2 id="{one.kind.name}">{words} <span class="count">{one.written}</span>' in work
        listed = client.get(one.kind.url)
        assert listed.status_code == 200
        pages: Paginator = listed.context["page"].paginator
        assert pages.count == one.n == len(one.rows)
        for row in one.rows:
            assert row.text in unescape(listed.text)
            assert f'href="{row.url}"' in work
            assert client.get(row.url.partition("#")[0]).status_code == 200
    assert len(re.findall(r'href="#[\w-]+"><strong>', work)) >= len(found)
    return {one.kind.name: one.n for one in found}


def everybody(place: Place) -> dict[str, dict[str, int]]:
    """For whom something waits."""
    people = [who for who in place.people if not who.endswith(Role.ADMINISTRATOR)]
    return {who: n for who in people if (n := told(place, who))}


def test_a_programme_waits_for_its_head_then_for_its_drafters_then_for_its_clerk(
    place: Place, programme: Programme
) -> None:
    assert everybody(place) == {}
    found = submitted(programme, place)
    assert everybody(place) == {"commune-head": {"programmes-approve": 1}}
    head = place.people["commune-head"]
    found = moving.give_back(found, "bổ sung thời hạn", revision=found.revision, by=head)
    assert everybody(place) == {"commune-officer": {"programmes-revise": 1}}
    found = moving.submit(found, revision=found.revision, by=place.people["commune-officer"])
    moving.approve(found, revision=found.revision, by=head, reason="thuộc trách nhiệm cấp tỉnh")
    assert everybody(place) == {"commune-clerk": {"programmes-issue": 1}}


def test_it_waits_since_it_came_to_where_it_is(place: Place, programme: Programme) -> None:
    found = submitted(programme, place)
    (one,) = waiting.sections(place.people["commune-head"])
    assert one.day == one.rows[0].since
    assert timezone.now() - timedelta(minutes=5) < one.day < timezone.now()
    assert f"chờ từ ngày {timezone.localdate():%d/%m/%Y}" in place.client("commune-head").get("/").text
    with translation.override("en"):
        assert str(one.kind.words) == "Programmes submitted to us for approval"
    listed = place.client("commune-head").get("/programmes/?waits=approve").text
    assert f"từ ngày {timezone.localdate():%d/%m/%Y}" in listed
    assert found.title in listed


def test_a_draft_waits_for_the_comments_of_the_unit_that_was_asked(place: Place, programme: Programme) -> None:
    until = timezone.localdate() + timedelta(9)
    commenting.consult(programme, [place.other], until, by=place.people["commune-officer"])
    asked = {"programmes-comment": 1}
    assert everybody(place) == {"stranger-head": asked, "stranger-officer": asked}
    assert f"hạn sớm nhất {until:%d/%m/%Y}" in place.client("stranger-head").get("/").text
    assert f"{until:%d/%m/%Y}" in place.client("stranger-head").get("/followup/mine/").text
    commenting.comment(programme, "Nên sớm hơn.", by=place.people["stranger-officer"])
    assert everybody(place) == {}


def test_an_exemption_waits_for_those_who_may_decide(place: Place, directive: Document) -> None:
    asked = exempting.ask(directive, place.commune, "", "không có đối tượng", by=place.people["commune-officer"])
    assert everybody(place) == {"commune-head": {"exemptions": 1}, "head": {"exemptions": 1}}
    exempting.decide(asked, approved=True, why="", revision=asked.revision, by=place.people["commune-head"])
    assert everybody(place) == {}


def test_what_was_sent_waits_for_the_clerk_and_what_is_returned_for_the_sender(
    place: Place, sent: list[Delivery], regulation: Document
) -> None:
    here = {"deliveries": 1}
    assert everybody(place) == {"commune-clerk": here, "stranger-clerk": here}
    dissemination.return_with_reason(sent[0], "không thuộc xã", by=place.people["commune-clerk"])
    back = {"deliveries-returned": 1}
    assert everybody(place) == {"clerk": back, "stranger-clerk": here}
    assert "Không thuộc xã" in place.client("clerk").get("/followup/mine/").text
    dissemination.send(regulation, named([place.commune]), by=place.people["clerk"])
    assert everybody(place) == {"commune-clerk": here, "stranger-clerk": here}


def test_what_was_returned_is_settled_by_a_recall(place: Place, sent: list[Delivery]) -> None:
    dissemination.return_with_reason(sent[0], "không thuộc xã", by=place.people["commune-clerk"])
    assert dissemination.recall(sent[:1], "gửi nhầm", by=place.people["clerk"]) == 1
    assert "clerk" not in everybody(place)
    assert dissemination.recall(sent[:1], "gửi nhầm", by=place.people["clerk"]) == 0


def test_a_message_waits_for_those_who_may_take_it_in(place: Place) -> None:
    take(messages.layered(), by=place.people["commune-clerk"], way=Way.UPLOAD)
    here = {"messages": 1}
    assert everybody(place) == {"commune-clerk": here, "clerk": here}


def test_a_package_waits_until_it_is_decided_on(place: Place, regulation: Document, both: Installations) -> None:
    parcel = taken(place, sealed(both, place, regulation))
    here = {"deliveries": 1}
    assert everybody(place) == {"commune-clerk": {**here, "packages": 1}, "clerk": {"packages": 1}}
    unpacking.refuse(parcel, "không thuộc xã", revision=parcel.revision, by=place.people["commune-clerk"])
    assert everybody(place) == {"commune-clerk": here}


def cost(place: Place, who: str, address: str) -> int:
    client = place.client(who)
    client.get(address)
    with CaptureQueriesContext(connection) as held:
        client.get(address)
    return len(held)


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [("clerk", "/", 13), ("clerk", "/followup/mine/", 19), ("officer", "/", 13), ("officer", "/followup/mine/", 19)],
)
def test_a_page_costs_the_same_however_much_waits(
    place: Place, sent: list[Delivery], who: str, address: str, most: int
) -> None:
    """A commune's clerk has documents to receive, its officer drafts to comment on."""
    who = f"commune-{who}"
    costs = []
    for n in range(1, 4):
        document = place.receive(f"QUYẾT ĐỊNH\nVề việc {n}\nĐiều 1. Các xã thực hiện.", f"{n}.txt")
        dissemination.send(document, named([place.commune]), by=place.people["clerk"])
        draft = drafting.start(document, place.province, kind="Kế hoạch", title=f"{n}", by=place.people["officer"])
        commenting.consult(draft, [place.commune], timezone.localdate(), by=place.people["officer"])
        costs.append(cost(place, who, address))
    assert sum(one.n for one in waiting.counts(place.people[who])) >= 3
    assert len(set(costs)) == 1
    assert costs[0] <= most


@pytest.mark.parametrize("who", ["inspector", "administrator"])
def test_who_may_not_act_is_asked_nothing(place: Place, programme: Programme, sent: list[Delivery], who: str) -> None:
    submitted(programme, place)
    with CaptureQueriesContext(connection) as held:
        assert waiting.counts(place.people[who]) == []
    assert len(held) == 0
