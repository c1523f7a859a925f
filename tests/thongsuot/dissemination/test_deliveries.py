"""Does what is sent arrive, once, and can it be given back or taken back?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.actions import acknowledge, recall, receive, remind, return_with_reason, send
from thongsuot.dissemination.audience import Audience, named, preview
from thongsuot.dissemination.models import Acknowledgement, Delivery, Receipt
from thongsuot.dissemination.queries import inbox, taken
from thongsuot.dissemination.rules import Part, State
from thongsuot.documents.actions import add_version, share
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.actions import add_unit
from thongsuot.units.models import UnitGroup


def sees(place: Place, who: str, document: Document) -> bool:
    return Document.objects.visible_to(place.people[who]).filter(pk=document.pk).exists()


def test_what_is_sent_can_be_read_and_waits_in_the_inbox(
    place: Place, regulation: Document, sent: list[Delivery]
) -> None:
    assert [delivery.recipient for delivery in sent] == [place.commune, place.other]
    assert sees(place, "commune-clerk", regulation)
    assert sees(place, "stranger-clerk", regulation)
    assert [delivery.pk for delivery in inbox(place.people["commune-clerk"])] == [sent[0].pk]
    event = Event.objects.get(verb="sent")
    assert event.after["units"] == [place.commune.pk, place.other.pk]
    assert not list(verify())


def test_sending_twice_is_sending_once(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    assert send(regulation, named([place.commune, place.other]), by=place.people["clerk"]) == []
    assert (Delivery.objects.count(), Event.objects.filter(verb="sent").count()) == (2, 1)


def test_a_new_version_is_sent_anew(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    changed = texts.REGULATION.replace("giếng khơi", "giếng khoan").encode()
    add_version(regulation, changed, "moi.txt", since=None, by=place.people["clerk"])
    assert len(send(regulation, named([place.commune]), by=place.people["clerk"])) == 1


def test_a_whole_level_below_a_unit_is_one_choice(place: Place, regulation: Document) -> None:
    village = add_unit("LS.01.1", "Thôn Một", place.commune.level, place.commune)
    below = Audience(below=place.province.pk, levels=frozenset({place.commune.level_id}))
    found = preview(regulation, below, place.province)
    assert set(found.fresh) == {place.commune, village, place.other}
    upper = Audience(below=place.province.pk, levels=frozenset({place.province.level_id}))
    assert preview(regulation, upper, place.province).fresh == []


def test_a_saved_group_is_its_units_and_a_unit_twice_chosen_is_once(place: Place, regulation: Document) -> None:
    group = UnitGroup.objects.create(unit=place.province, name="Cụm 1")
    group.members.set([place.commune, place.other])
    audience = Audience(frozenset({place.commune.pk}), frozenset({group.pk}))
    assert len(send(regulation, audience, by=place.people["clerk"])) == 2


@pytest.mark.parametrize("who", ["head", "officer", "inspector", "administrator", "commune-clerk", "stranger-clerk"])
def test_only_a_clerk_of_the_register_sends(place: Place, regulation: Document, who: str) -> None:
    with pytest.raises(Forbidden):
        send(regulation, named([place.other]), by=place.people[who])


def test_a_unit_sends_on_to_units_below_it_what_it_received(
    place: Place, regulation: Document, received: Delivery
) -> None:
    village = add_unit("LS.01.1", "Thôn Một", place.commune.level, place.commune)
    clerk = place.people["commune-clerk"]
    passed = send(regulation, Audience(below=place.commune.pk), by=clerk)
    assert [(one.sender, one.recipient) for one in passed] == [(place.commune, village)]
    third = add_unit("LS.03", "Xã Nam An", place.commune.level, place.province)
    with pytest.raises(Problem, match="dưới đơn vị mình"):
        send(regulation, named([third]), by=clerk)
    with pytest.raises(Forbidden):
        send(regulation, named([village]), by=place.people["stranger-clerk"])


def test_a_restricted_document_goes_to_units_by_name_only(place: Place) -> None:
    document = place.receive(texts.INTERNAL, "noi-bo.txt")
    clerk = place.people["clerk"]
    group = UnitGroup.objects.create(unit=place.province, name="Cụm 1")
    group.members.set([place.commune])
    for wide in (Audience(below=place.province.pk), Audience(groups=frozenset({group.pk}))):
        with pytest.raises(Problem, match="từng đơn vị"):
            send(document, wide, by=clerk)
    (delivery,) = send(document, named([place.commune]), by=clerk)
    assert sees(place, "commune-head", document)
    assert not sees(place, "stranger-head", document)
    receive([delivery], by=place.people["commune-clerk"])
    with pytest.raises(Forbidden):
        send(document, named([place.other]), by=place.people["commune-clerk"])


def test_a_day_that_is_over_is_no_day_to_study_by(place: Place, regulation: Document) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Problem, match="đã qua"):
        send(regulation, named([place.other]), by=place.people["clerk"], due_on=yesterday)


def test_a_receipt_holds_who_when_and_which_text(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    assert receive(sent[:1], by=place.people["commune-clerk"]) == 1
    receipt = Receipt.objects.get()
    assert receipt.text_sha256 == sent[0].version.text_sha256 != ""
    assert receipt.by == place.people["commune-clerk"].user
    assert receive(sent[:1], by=place.people["commune-clerk"]) == 0
    assert Event.objects.filter(verb="received", also=f"unit:{place.commune.pk}").count() == 1


@pytest.mark.parametrize("who", ["clerk", "commune-head", "commune-officer", "stranger-clerk", "commune-inspector"])
def test_only_the_clerk_of_the_unit_itself_receives_or_returns(place: Place, sent: list[Delivery], who: str) -> None:
    with pytest.raises(Forbidden):
        receive(sent[:1], by=place.people[who])
    with pytest.raises(Forbidden):
        return_with_reason(sent[0], "không phải của chúng tôi", by=place.people[who])
    assert not Receipt.objects.exists()


def test_a_return_needs_a_reason_and_takes_the_document_out_of_sight(
    place: Place, regulation: Document, sent: list[Delivery]
) -> None:
    clerk = place.people["commune-clerk"]
    with pytest.raises(Problem, match="vì sao"):
        return_with_reason(sent[0], "  ", by=clerk)
    return_with_reason(sent[0], "gửi nhầm đơn vị", by=clerk)
    sent[0].refresh_from_db()
    assert (sent[0].state, sent[0].reason) == (State.RETURNED, "gửi nhầm đơn vị")
    assert not sees(place, "commune-clerk", regulation)
    assert Event.objects.get(verb="returned").reason == "gửi nhầm đơn vị"
    assert Event.objects.get(verb="unshared").also == f"unit:{place.commune.pk}"
    with pytest.raises(Problem, match="đã được trả lại"):
        return_with_reason(sent[0], "nữa", by=clerk)
    assert len(send(regulation, named([place.commune]), by=place.people["clerk"])) == 1


def test_what_was_shared_before_stays_shared_after_a_recall(place: Place, regulation: Document) -> None:
    clerk = place.people["clerk"]
    share(regulation, [place.commune], by=clerk)
    recall(send(regulation, named([place.commune, place.other]), by=clerk), "có sai sót", by=clerk)
    assert sees(place, "commune-clerk", regulation)
    assert not sees(place, "stranger-clerk", regulation)


def test_a_recall_takes_back_what_was_received_and_says_why(
    place: Place, regulation: Document, received: Delivery
) -> None:
    with pytest.raises(Forbidden):
        recall([received], "không", by=place.people["commune-clerk"])
    assert recall([received], "ban hành nhầm", by=place.people["clerk"]) == 1
    assert recall([received], "ban hành nhầm", by=place.people["clerk"]) == 0
    received.refresh_from_db()
    assert received.state == State.RECALLED
    assert not sees(place, "commune-clerk", regulation)


def test_an_older_delivery_keeps_the_document_in_sight_when_the_newer_one_is_recalled(
    place: Place, regulation: Document, received: Delivery
) -> None:
    clerk = place.people["clerk"]
    add_version(regulation, (texts.REGULATION + "Thêm.").encode(), "moi.txt", since=None, by=clerk)
    regulation.refresh_from_db()
    newer = send(regulation, named([place.commune]), by=clerk)
    recall([received], "bản cũ", by=clerk)
    assert sees(place, "commune-clerk", regulation)
    recall(newer, "bản mới cũng sai", by=clerk)
    assert not sees(place, "commune-clerk", regulation)


def test_an_acknowledgement_is_of_one_version(place: Place, regulation: Document, received: Delivery) -> None:
    head = place.people["commune-head"]
    with pytest.raises(Forbidden):
        acknowledge(regulation, by=place.people["commune-clerk"])
    with pytest.raises(Problem, match="chưa nhận"):
        acknowledge(regulation, by=place.people["stranger-head"])
    assert acknowledge(regulation, by=head) == acknowledge(regulation, by=head)
    add_version(regulation, (texts.REGULATION + "Thêm.").encode(), "moi.txt", since=None, by=place.people["clerk"])
    regulation.refresh_from_db()
    receive(send(regulation, named([place.commune]), by=place.people["clerk"]), by=place.people["commune-clerk"])
    acknowledge(regulation, by=head)
    assert Acknowledgement.objects.values("version").distinct().count() == 2
    assert Event.objects.filter(verb="acknowledged").count() == 2


def test_who_has_not_received_is_reminded_once_a_day(place: Place, regulation: Document, received: Delivery) -> None:
    clerk = place.people["clerk"]
    assert remind(regulation, Part.WAITING, by=clerk) == 1
    assert remind(regulation, Part.WAITING, by=clerk) == 0
    assert remind(regulation, Part.UNSTUDIED, by=clerk) == 1
    told = [event.after["units"] for event in Event.objects.filter(verb="reminded").order_by("seq")]
    assert told == [[place.other.pk], [place.commune.pk]]
    with pytest.raises(Forbidden):
        remind(regulation, Part.WAITING, by=place.people["head"])


def test_what_was_returned_is_out_of_the_units_history_as_it_sees_it_no_more(place: Place, received: Delivery) -> None:
    assert [one.pk for one in taken(place.people["commune-clerk"])] == [received.pk]
    recall([received], "nhầm", by=place.people["clerk"])
    assert list(taken(place.people["commune-clerk"])) == []


def test_sending_costs_the_same_for_few_units_and_many(place: Place, regulation: Document) -> None:
    costs = []
    for start, many in ((0, 3), (100, 60)):
        units = [add_unit(f"X{start + n}", f"Xã {start + n}", place.commune.level, place.province) for n in range(many)]
        with CaptureQueriesContext(connection) as caught:
            send(regulation, named(units), by=place.people["clerk"])
        costs.append(len(caught))
    assert costs[0] == costs[1]
