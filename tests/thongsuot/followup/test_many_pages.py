"""Many duties at once, from a programme or a document; regular duties: nothing counts before it is given."""

from typing import Any

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import soon
from tests.thongsuot.programmes.conftest import directive as directive
from tests.thongsuot.programmes.conftest import issued
from tests.thongsuot.programmes.conftest import programme as programme
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind
from thongsuot.followup.due import counted, note
from thongsuot.followup.models import Assignment, Recurrence, Tally
from thongsuot.followup.offers import Below, leads, of_document
from thongsuot.followup.rules import State
from thongsuot.programmes.models import Programme
from thongsuot.units.models import Unit


def finding(document: Document, loc: str) -> Finding:
    return document.findings.filter(kind=Kind.OBLIGATION, loc=loc)[0]


def sent(document: Document, **changed: Any) -> dict[str, Any]:
    """Both duties of the regulation, as a form sends them: one to the communes, one to a unit by its code."""
    one, two = finding(document, "D2.K1").pk, finding(document, "D2.K2").pk
    told = {"pick": [one, two], f"to-{one}": "named", f"lead-{one}": "LS.01 — Xã Đông Hòa; ls.02",
            f"due-{one}": f"{soon():%d/%m/%Y}", f"to-{two}": "suggested"}  # fmt: skip
    return told | changed


def test_the_duties_of_a_document_are_offered_to_the_units_they_name(place: Place, directive: Document) -> None:
    _page, offers = of_document(directive, Below(place.province), None)
    assert {offer.place: [unit.code for unit in offer.suggested] for offer in offers} == {
        "Khoản 1 Điều 2": [], "Khoản 2 Điều 2": ["LS.01", "LS.02"],
    }  # fmt: skip
    shown = place.client("head").get(f"/followup/give/document/{directive.pk}/").content.decode()
    assert "Xã Đông Hòa, Xã Tây Thịnh" in shown
    assert "checked" not in shown
    assert shown.count("checked") + 1 == place.client("head").get(
        f"/followup/give/document/{directive.pk}/?all=1"
    ).content.decode().count("checked")  # fmt: skip
    assert not Assignment.objects.exists()
    assert not Tally.objects.exists()


def test_what_is_chosen_is_looked_at_and_then_given_as_one(place: Place, directive: Document) -> None:
    head, at = place.client("head"), f"/followup/give/document/{directive.pk}/"
    looked = head.post(at, sent(directive)).content.decode()
    assert "Sẽ giao 4 nhiệm vụ" in looked
    assert not Assignment.objects.exists()
    assert head.post(at, sent(directive, confirm="1")).status_code == 302
    given = Assignment.objects.order_by("loc", "lead__code")
    assert [(held.loc, held.lead.code, held.due_on) for held in given] == [
        ("D2.K1", "LS.01", soon()), ("D2.K1", "LS.02", soon()), ("D2.K2", "LS.01", None), ("D2.K2", "LS.02", None),
    ]  # fmt: skip
    assert {held.finding for held in given} == {finding(directive, "D2.K1"), finding(directive, "D2.K2")}
    assert head.get(at).content.decode().count("đã giao: 2") == 2


@pytest.mark.parametrize("wrong", [{"lead": "LS.99"}, {"lead": ""}, {"due": "31/02/2026"}])
def test_one_wrong_row_gives_nothing(place: Place, directive: Document, wrong: dict[str, str]) -> None:
    one = finding(directive, "D2.K1").pk
    bad = {f"{name}-{one}": value for name, value in wrong.items()}
    answer = place.client("head").post(
        f"/followup/give/document/{directive.pk}/", sent(directive, **bad, confirm="1")
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not Assignment.objects.exists()
    nothing = place.client("head").post(f"/followup/give/document/{directive.pk}/", {"confirm": "1"})
    assert nothing.status_code == 422


def test_what_nobody_confirmed_is_not_offered(place: Place, directive: Document) -> None:
    Finding.objects.filter(pk=finding(directive, "D2.K2").pk).update(state="proposed")
    assert [offer.place for offer in of_document(directive, Below(place.province), None)[1]] == ["Khoản 1 Điều 2"]


def test_a_unit_gives_from_what_it_was_sent_to_itself_and_below_only(place: Place, directive: Document) -> None:
    below = Below(place.commune)
    assert below.called("Các xã, phường") == ()
    one = of_document(directive, below, None)[1][0]
    assert list(leads(one, "own", "", below)[0]) == [place.commune]
    assert leads(one, "named", "LS.02", below)[1] == ["LS.02"]


def test_the_items_of_an_issued_programme_are_given(place: Place, programme: Programme) -> None:
    head, at = place.client("commune-head"), f"/followup/give/programme/{programme.pk}/"
    assert head.get(at).status_code == 400
    issued(programme, place)
    item = programme.items.filter(kept=True)[0]
    shown = head.get(f"{at}?all=1").content.decode()
    assert "checked" in shown
    assert item.action in shown
    told = {"pick": [item.pk], f"to-{item.pk}": "suggested", f"due-{item.pk}": f"{soon():%d/%m/%Y}", "confirm": "1"}
    assert head.post(at, told).status_code == 302
    held = Assignment.objects.get()
    assert (held.item, held.lead, held.assigner, held.state) == (item, place.commune, place.commune, State.ACCEPTED)
    assert "checked" not in head.get(f"{at}?all=1").content.decode()
    assert place.client("stranger-head").get(at).status_code == 404
    assert place.client("commune-officer").get(at).status_code == 403
    alone = head.get(f"/followup/give/?item={item.pk}").content.decode()
    assert "Số nhiệm vụ đã giao từ nội dung này: 1." in alone


def test_a_regular_duty_is_given_listed_and_ended(place: Place) -> None:
    said = {"action": "Báo cáo tháng", "units": [place.commune.pk], "every": "month", "begins": f"{soon(0):%d/%m/%Y}"}
    head = place.client("head")
    wrong = head.post("/followup/regular/give/", said | {"until": f"{soon(-5):%d/%m/%Y}"})
    assert wrong.status_code == 422
    assert head.post("/followup/regular/give/", said | {"before": "2"}).status_code == 302
    row = Recurrence.objects.get()
    assert (row.lead, row.day) == (place.commune, 2)
    turn = row.turns.get()
    assert "Hằng tháng" in head.get(f"/followup/{turn.pk}/").content.decode()
    for who, listed in (("inspector", True), ("commune-officer", True), ("stranger-head", False)):
        assert ("Báo cáo tháng" in place.client(who).get("/followup/regular/").content.decode()) == listed
    end = f"/followup/regular/{row.pk}/end/"
    assert place.client("commune-head").post(end, {"revision": 1}).status_code == 403
    assert place.client("stranger-head").post(end, {"revision": 1}).status_code == 404
    row.refresh_from_db()
    assert head.post(end, {"revision": row.revision, "reason": "Hết việc"}).status_code == 302
    row.refresh_from_db()
    assert row.next_turn is None
    assert "Báo cáo tháng" in head.get("/followup/regular/?ended=1").content.decode()


def test_a_weekend_is_noted_once() -> None:
    told = counted(9, "day", soon().replace(year=2026, month=5, day=7))
    assert told is not None
    assert told.day is not None
    assert "thứ Bảy" in told.working
    assert note(told.day, told.working) == ""
    assert "thứ Bảy" in note(told.day)
    assert counted(3, "century", told.day) is None


def test_a_province_of_600_units_chooses_its_leads(place: Place, directive: Document) -> None:
    level = place.commune.level
    Unit.objects.bulk_create(
        [Unit(code=f"X{n}", name=f"Xã Số {n}", level=level, parent=place.province, path=f"{place.province.path}x{n}.")
         for n in range(598)]
    )  # fmt: skip
    _page, offers = of_document(directive, Below(place.province), None)
    assert [len(offer.suggested) for offer in offers] == [0, 600]
    assert "600 đơn vị: Xã" in place.client("head").get(f"/followup/give/document/{directive.pk}/").content.decode()
