"""Do the pages of sending say and do what their sentences promise?"""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.actions import send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Acknowledgement, Delivery, Receipt
from thongsuot.dissemination.rules import Ending
from thongsuot.documents.models import Document
from thongsuot.units.actions import add_unit
from thongsuot.units.models import UnitGroup

HERE = "/dissemination"


def page(place: Place, who: str, address: str) -> str:
    answer = place.client(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_of_a_document_leads_to_sending(place: Place, regulation: Document) -> None:
    assert f"{HERE}/documents/{regulation.pk}/" in page(place, "officer", f"/documents/{regulation.pk}/")


def test_sending_shows_first_what_will_happen(place: Place, regulation: Document) -> None:
    client, address = place.client("clerk"), f"{HERE}/documents/{regulation.pk}/send/"
    assert "Tất cả đơn vị dưới" in client.get(address).content.decode()
    said = {"below": place.province.pk, "levels": [place.commune.level_id], "due_on": "31/12/2099", "note": "gấp"}
    looked = client.post(address, said)
    assert looked.status_code == 200
    assert "2 đơn vị" in looked.content.decode()
    assert Delivery.objects.count() == 0
    sent = client.post(address, {**said, "confirm": "1"}, follow=True)
    assert "Đã gửi văn bản cho 2 đơn vị." in sent.content.decode()
    assert {one.note for one in Delivery.objects.all()} == {"gấp"}


def test_a_group_can_be_chosen_and_nobody_is_said(place: Place, regulation: Document) -> None:
    group = UnitGroup.objects.create(unit=place.province, name="Cụm 1")
    group.members.set([place.commune])
    client, address = place.client("clerk"), f"{HERE}/documents/{regulation.pk}/send/"
    assert "ít nhất một đơn vị" in client.post(address, {}).content.decode()
    answer = client.post(address, {"levels": [place.commune.level_id]})
    assert (answer.status_code, "thuộc dưới đơn vị nào" in answer.content.decode()) == (422, True)
    assert client.post(address, {"groups": [group.pk], "confirm": "1"}).status_code == 302
    assert Delivery.objects.get().recipient == place.commune


def test_a_day_that_is_over_is_refused_beside_the_form(place: Place, regulation: Document) -> None:
    said = {"units": [place.commune.pk], "due_on": "01/02/2020", "confirm": "1"}
    answer = place.client("clerk").post(f"{HERE}/documents/{regulation.pk}/send/", said)
    assert (answer.status_code, "đã qua" in answer.content.decode()) == (422, True)


def test_a_restricted_document_offers_units_by_name_only(place: Place) -> None:
    document = place.receive(texts.INTERNAL, "noi-bo.txt")
    told = page(place, "clerk", f"{HERE}/documents/{document.pk}/send/")
    assert 'name="below"' not in told
    assert 'name="units"' in told


@pytest.mark.parametrize(("who", "status"), [("head", 403), ("inspector", 403), ("stranger-clerk", 404), ("", 302)])
def test_who_may_not_send_is_told(place: Place, regulation: Document, who: str, status: int) -> None:
    assert place.client(who).get(f"{HERE}/documents/{regulation.pk}/send/").status_code == status


def test_the_clerk_receives_what_he_selected(place: Place, sent: list[Delivery]) -> None:
    client = place.client("commune-clerk")
    told = page(place, "commune-clerk", f"{HERE}/inbox/")
    assert "58-QĐ/TW" in told
    assert "để quán triệt" in told
    answer = client.post(f"{HERE}/inbox/receive/", {"pk": [one.pk for one in sent]}, follow=True)
    assert "Đã nhận 1 văn bản." in answer.content.decode()
    assert Receipt.objects.get().delivery == sent[0]
    assert "58-QĐ/TW" in page(place, "commune-clerk", f"{HERE}/inbox/?done=1")


def test_nothing_selected_is_said(place: Place, sent: list[Delivery]) -> None:
    answer = place.client("commune-clerk").post(f"{HERE}/inbox/receive/", {})
    assert (answer.status_code, "chọn văn bản cần nhận" in answer.content.decode()) == (400, True)


def test_a_return_asks_for_a_reason_and_the_sender_reads_it(
    place: Place, regulation: Document, sent: list[Delivery]
) -> None:
    client, address = place.client("commune-clerk"), f"{HERE}/deliveries/{sent[0].pk}/return/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "gửi nhầm xã"}).status_code == 302
    assert "gửi nhầm xã" in page(place, "head", f"{HERE}/documents/{regulation.pk}/?part=returned")
    assert client.get(f"{HERE}/documents/{regulation.pk}/").status_code == 404
    assert place.client("stranger-clerk").get(address).status_code == 404


def test_a_recall_takes_the_selected_and_needs_a_reason(place: Place, regulation: Document, received: Delivery) -> None:
    client, address = place.client("clerk"), f"{HERE}/documents/{regulation.pk}/recall/"
    assert client.post(address, {"pk": [received.pk], "reason": ""}).status_code == 400
    client.post(address, {"pk": [received.pk], "reason": "nhầm bản"})
    received.refresh_from_db()
    assert received.ending == Ending.RECALLED
    assert "58-QĐ/TW" not in page(place, "commune-clerk", f"{HERE}/inbox/?done=1")


def test_a_unit_below_cannot_recall_what_it_received(place: Place, regulation: Document, received: Delivery) -> None:
    place.client("commune-clerk").post(
        f"{HERE}/documents/{regulation.pk}/recall/", {"pk": [received.pk], "reason": "x"}
    )
    received.refresh_from_db()
    assert received.ending == ""


def test_every_number_of_the_page_opens_a_list_of_that_length(
    place: Place, regulation: Document, received: Delivery
) -> None:
    told = page(place, "head", f"{HERE}/documents/{regulation.pk}/")
    links = re.findall(r'href="(\?part=[^"#]+)(?:#list)?"[^>]*>(?:<strong>)?(\d+)<', told)
    assert len(links) == 4 + 8
    for query, number in set(links):
        opened = page(place, "head", f"{HERE}/documents/{regulation.pk}/{query.replace('&amp;', '&')}")
        assert f": {number} đơn vị" in opened
        assert opened.count('<th scope="row">Xã ') == int(number)


def test_the_definitions_are_printed(place: Place, regulation: Document) -> None:
    assert "mỗi đơn vị tính một lần" in page(place, "head", f"{HERE}/documents/{regulation.pk}/")


def test_branches_stand_apart_where_one_holds_several(place: Place, regulation: Document) -> None:
    village = add_unit("LS.01.1", "Thôn Một", place.commune.level, place.commune)
    send(regulation, named([place.commune, place.other, village]), by=place.people["clerk"])
    told = page(place, "head", f"{HERE}/documents/{regulation.pk}/")
    assert "Theo nhánh đơn vị" in told
    inside = page(place, "head", f"{HERE}/documents/{regulation.pk}/?below={place.commune.pk}")
    assert ": 2 đơn vị" in inside
    assert "Xã Tây Thịnh" not in inside


def test_a_commune_sees_itself_and_not_its_neighbour(place: Place, regulation: Document, received: Delivery) -> None:
    told = page(place, "commune-head", f"{HERE}/documents/{regulation.pk}/")
    assert "Xã Tây Thịnh" not in told
    assert "Xác nhận đã nghiên cứu bản này" in told
    place.client("commune-head").post(f"{HERE}/documents/{regulation.pk}/acknowledge/")
    assert Acknowledgement.objects.get().unit == place.commune
    assert "Đã xác nhận" in page(place, "head", f"{HERE}/documents/{regulation.pk}/")


def test_who_is_reminded_sees_it(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    client, address = place.client("clerk"), f"{HERE}/documents/{regulation.pk}/remind/"
    assert "Đã nhắc 2 đơn vị." in client.post(address, {"part": "waiting"}, follow=True).content.decode()
    assert "Không còn đơn vị nào để nhắc" in client.post(address, {"part": "waiting"}, follow=True).content.decode()
    assert "Đã nhắc ngày" in page(place, "commune-clerk", f"{HERE}/inbox/")


def test_the_outbox_counts_what_was_sent(place: Place, regulation: Document, received: Delivery) -> None:
    told = page(place, "officer", f"{HERE}/outbox/")
    assert "Đã gửi: 2" in told
    assert "Đã nhận: 1" in told
    assert "58-QĐ/TW" not in page(place, "commune-officer", f"{HERE}/outbox/")


@pytest.mark.parametrize("address", ["/documents/{}/", "/documents/{}/?part=waiting", "/inbox/", "/outbox/"])
def test_pages_ask_as_often_for_few_units_as_for_many(place: Place, regulation: Document, address: str) -> None:
    client, asked = place.client("clerk"), []
    for start, many in ((0, 2), (50, 30)):
        units = [add_unit(f"X{start + n}", f"Xã {start + n}", place.commune.level, place.province) for n in range(many)]
        send(regulation, named(units), by=place.people["clerk"])
        client.get(HERE + address.format(regulation.pk))
        with CaptureQueriesContext(connection) as caught:
            client.get(HERE + address.format(regulation.pk))
        asked.append(len(caught))
    assert asked[0] == asked[1] <= 25


@pytest.mark.parametrize("written", ["?part=x&level=y&below=z&page=w", "?level=99999999999999&below=0"])
def test_an_address_nobody_wrote_shows_the_page(place: Place, regulation: Document, written: str) -> None:
    page(place, "head", f"{HERE}/documents/{regulation.pk}/{written}")


def test_the_list_is_taken_away_as_a_workbook_without_formulas(place: Place, regulation: Document) -> None:
    evil = add_unit("=X", "=HYPERLINK(1)", place.commune.level, place.province)
    send(regulation, named([place.commune, evil]), by=place.people["clerk"])
    answer = place.client("head").get(f"{HERE}/documents/{regulation.pk}/sheet/?part=waiting")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    rows = [list(row) for row in load_workbook(io.BytesIO(answer.content)).worksheets[0]]
    assert len(rows) == 1 + 2
    assert {row[1].value for row in rows[1:]} == {"Xã Đông Hòa", " =HYPERLINK(1)"}
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    own = place.client("commune-head").get(f"{HERE}/documents/{regulation.pk}/sheet/").content
    assert [row[1].value for row in load_workbook(io.BytesIO(own)).worksheets[0]][1:] == ["Xã Đông Hòa"]
