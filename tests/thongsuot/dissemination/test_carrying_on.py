"""Does an acknowledgement hold for later versions exactly as long as nothing significant was sent?"""

import re

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from thongsuot.dissemination.actions import acknowledge, recall, receive, remind, send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.funnel import numbers, silent, standing
from thongsuot.dissemination.models import Acknowledgement, Delivery
from thongsuot.dissemination.rules import Part, alike
from thongsuot.documents.models import Document, Version

HERE = "/dissemination/documents"


def next_version(document: Document) -> None:
    """Another text of the document, as a fact."""
    n = document.versions.count() + 1
    document.current = Version.objects.create(document=document, n=n, text=f"bản {n}", text_sha256=str(n))
    document.save(update_fields=["current"])


def noted(place: Place, document: Document) -> bool:
    return numbers(standing(document.pk, place.people["head"]))[Part.NOTED] == 1


step = st.tuples(st.booleans(), st.booleans(), st.booleans())  # sent at all, significant, acknowledged when received


@given(steps=st.lists(step, min_size=1, max_size=6), late=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_always_holds_down_to_the_last_significant_change_and_no_further(
    place: Place, regulation: Document, steps: list[tuple[bool, bool, bool]], late: bool
) -> None:
    clerk, there, head = place.people["clerk"], place.people["commune-clerk"], place.people["commune-head"]
    with transaction.atomic():
        told, last = False, False  # an acknowledgement that holds; whether anything was sent
        for n, (goes, significant, notes) in enumerate(steps):
            if n:
                next_version(regulation)
            if not goes:
                continue
            receive(send(regulation, named([place.commune]), by=clerk, significant=significant), by=there)
            told, last = (told and not significant) or notes, True
            if notes:
                acknowledge(regulation, by=head)
            assert noted(place, regulation) == told
            assert (silent(regulation, Part.UNNOTED, clerk) == []) == told
        if last and late:  # a unit that comes in late has acknowledged nothing
            receive(send(regulation, named([place.other]), by=clerk, significant=False),
                    by=place.people["stranger-clerk"])  # fmt: skip
            assert place.other.pk in {row.unit for row in silent(regulation, Part.UNNOTED, clerk)} or not (
                Delivery.objects.filter(recipient=place.other).exists()
            )
        transaction.set_rollback(True)


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_versions_are_alike_in_runs(significant: list[bool]) -> None:
    versions = {10 * n: n for n in range(1, len(significant) + 1)}
    heavy = {key for key, told in zip(versions, significant, strict=True) if told}
    for key, same in alike(versions, heavy).items():
        assert key in same
        assert all(other <= key and not any(other < one <= key for one in heavy) for other in same)


def test_what_a_skipped_version_changed_is_not_forgotten(place: Place, regulation: Document) -> None:
    """The second version, which was significant, went to the neighbour alone."""
    clerk = place.people["clerk"]
    receive(send(regulation, named([place.commune, place.other]), by=clerk)[:1], by=place.people["commune-clerk"])
    acknowledge(regulation, by=place.people["commune-head"])
    next_version(regulation)
    send(regulation, named([place.other]), by=clerk, significant=True)
    next_version(regulation)
    receive(send(regulation, named([place.commune]), by=clerk, significant=False), by=place.people["commune-clerk"])
    assert not noted(place, regulation)


def test_a_recalled_change_still_asks_for_a_new_acknowledgement(
    place: Place, regulation: Document, received: Delivery
) -> None:
    clerk = place.people["clerk"]
    acknowledge(regulation, by=place.people["commune-head"])
    next_version(regulation)
    recall(send(regulation, named([place.commune]), by=clerk, significant=True), "còn sai", by=clerk)
    assert noted(place, regulation)
    next_version(regulation)
    receive(send(regulation, named([place.commune]), by=clerk, significant=False), by=place.people["commune-clerk"])
    assert not noted(place, regulation)


def test_later_sendings_of_a_version_keep_to_what_was_said_first(
    place: Place, regulation: Document, received: Delivery
) -> None:
    clerk = place.people["clerk"]
    next_version(regulation)
    send(regulation, named([place.commune]), by=clerk, significant=False)
    (again,) = send(regulation, named([place.other]), by=clerk, significant=True)
    assert not again.significant


def test_the_first_version_is_always_significant(place: Place, regulation: Document) -> None:
    assert send(regulation, named([place.commune]), by=place.people["clerk"], significant=False)[0].significant


def test_who_carries_on_is_not_reminded_and_may_still_acknowledge(
    place: Place, regulation: Document, received: Delivery
) -> None:
    clerk, head = place.people["clerk"], place.people["commune-head"]
    acknowledge(regulation, by=head)
    next_version(regulation)
    receive(send(regulation, named([place.commune]), by=clerk, significant=False), by=place.people["commune-clerk"])
    assert remind(regulation, Part.UNNOTED, by=clerk) == 0
    told = place.client("head").get(f"{HERE}/{regulation.pk}/?part=noted").content.decode()
    assert "Đã xác nhận bản trước; thay đổi không đáng kể" in told
    own = place.client("commune-head").get(f"{HERE}/{regulation.pk}/").content.decode()
    assert "Đã xác nhận bản trước; thay đổi không đáng kể" in own
    assert "Xác nhận đã nghiên cứu bản này" in own
    acknowledge(regulation, by=head)
    assert Acknowledgement.objects.count() == 2
    told = place.client("head").get(f"{HERE}/{regulation.pk}/?part=noted").content.decode()
    assert "Đã xác nhận bản trước" not in re.sub(r"<dl.*", "", told, flags=re.DOTALL)


def test_the_sender_is_asked_once_how_much_changed(place: Place, regulation: Document) -> None:
    client, address = place.client("clerk"), f"{HERE}/{regulation.pk}/send/"
    said = {"units": [place.commune.pk], "confirm": "1"}
    assert 'name="change"' not in client.get(address).content.decode()
    assert client.post(address, said).status_code == 302
    next_version(regulation)
    assert 'name="change"' in client.get(address).content.decode()
    answer = client.post(address, said)
    assert (answer.status_code, "có đáng kể hay không" in answer.content.decode()) == (422, True)
    looked = client.post(address, {"units": [place.commune.pk], "change": "no"}).content.decode()
    assert "không đáng kể" in looked
    assert client.post(address, said | {"change": "no"}).status_code == 302
    assert not Delivery.objects.get(version=regulation.current).significant
    assert 'name="change"' not in client.get(address).content.decode()
