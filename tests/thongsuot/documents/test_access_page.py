"""Who sees a document, and who may change that? Lists and pages say the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions
from thongsuot.documents.access import may_read
from thongsuot.documents.models import Document, Share
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event
from thongsuot.units.actions import add_unit
from thongsuot.units.models import UnitGroup


def test_sharing_lets_a_unit_in_and_taking_back_out(place: Place, regulation: Document) -> None:
    client = place.client("clerk")
    assert place.client("commune-officer").get(f"/documents/{regulation.pk}/").status_code == 404
    client.post(f"/documents/{regulation.pk}/share/", {"share-units": [place.commune.pk]})
    assert place.client("commune-officer").get(f"/documents/{regulation.pk}/").status_code == 200
    assert "Xã Đông Hòa" in client.get(f"/documents/{regulation.pk}/access/").content.decode()
    client.post(f"/documents/{regulation.pk}/unshare/", {"unit": place.commune.pk})
    assert place.client("commune-officer").get(f"/documents/{regulation.pk}/").status_code == 404
    assert [event.verb for event in Event.objects.filter(also=f"unit:{place.commune.pk}").order_by("seq")][-2:] == [
        "shared", "unshared",
    ]  # fmt: skip


def test_sharing_twice_is_sharing_once(place: Place, regulation: Document) -> None:
    for _ in range(2):
        actions.share(regulation, [place.commune, place.commune, place.province], by=place.people["clerk"])
    assert [share.unit for share in regulation.shares.all()] == [place.commune]
    assert Event.objects.filter(verb="shared").count() == 1


def test_sharing_costs_the_same_for_few_units_and_many(place: Place, regulation: Document) -> None:
    costs = []
    for start, many in ((0, 3), (100, 60)):
        units = [add_unit(f"X{start + n}", f"Xã {start + n}", place.commune.level, place.province) for n in range(many)]
        with CaptureQueriesContext(connection) as caught:
            actions.share(regulation, units, by=place.people["clerk"])
        costs.append(len(caught))
    assert costs[0] == costs[1]


def test_a_saved_group_is_all_its_units(place: Place, regulation: Document) -> None:
    group = UnitGroup.objects.create(unit=place.province, name="Các xã")
    group.members.set([place.commune, place.other])
    place.client("clerk").post(f"/documents/{regulation.pk}/share/", {"share-groups": [group.pk]})
    assert regulation.shares.count() == 2


def test_nobody_chosen_is_said(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/share/", {})
    assert answer.status_code == 422
    assert "ít nhất một đơn vị" in answer.content.decode()


def test_a_marked_document_is_for_named_units_only(place: Place, regulation: Document) -> None:
    said = {"mark": "internal", "reach": "open", "reason": "x", "revision": regulation.revision}
    answer = place.client("head").post(f"/documents/{regulation.pk}/restrict/", said)
    assert answer.status_code == 422
    assert "chỉ định" in answer.content.decode()


def test_a_restriction_needs_a_reason_and_keeps_it(place: Place, regulation: Document) -> None:
    said = {"mark": "", "reach": "open", "reason": "", "revision": regulation.revision}
    assert place.client("head").post(f"/documents/{regulation.pk}/restrict/", said).status_code == 422
    said["reason"] = "phổ biến rộng rãi"
    assert place.client("head").post(f"/documents/{regulation.pk}/restrict/", said).status_code == 302
    assert Event.objects.get(verb="restricted").reason == "phổ biến rộng rãi"
    assert place.client("stranger-officer").get(f"/documents/{regulation.pk}/").status_code == 200


def test_a_restriction_of_an_old_state_is_shown_again(place: Place, regulation: Document) -> None:
    said = {"mark": "", "reach": "open", "reason": "vì", "revision": regulation.revision - 1}
    answer = place.client("head").post(f"/documents/{regulation.pk}/restrict/", said)
    assert answer.status_code == 409
    assert 'value="vì"' in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "inspector", "commune-clerk"])
def test_who_may_not_share_or_restrict_is_offered_nothing(place: Place, regulation: Document, who: str) -> None:
    actions.share(regulation, [place.commune], by=place.people["clerk"])
    client = place.client(who)
    shown = client.get(f"/documents/{regulation.pk}/access/").content.decode()
    assert "/restrict/" not in shown
    assert "/share/" not in shown
    for path in ("share", "unshare", "restrict"):
        answer = client.post(
            f"/documents/{regulation.pk}/{path}/",
            {"share-units": [place.other.pk], "unit": place.commune.pk, "mark": "", "reach": "open", "reason": "x",
             "revision": regulation.revision},
        )  # fmt: skip
        assert answer.status_code == 403, path
        assert client.post(f"/documents/{regulation.pk}/{path}/", {}).status_code in (403, 404), path
    assert regulation.shares.count() == 1


def test_a_new_version_with_a_mark_restricts_the_document(place: Place, regulation: Document) -> None:
    actions.restrict(
        regulation, mark=Mark.NONE, reach=Reach.OPEN, revision=regulation.revision, by=place.people["head"], reason="x"
    )
    text = "LƯU HÀNH NỘI BỘ\n" + texts.REGULATION
    actions.add_version(regulation, text.encode(), "58.txt", since=None, by=place.people["clerk"])
    document = Document.objects.get(pk=regulation.pk)
    assert (document.mark, document.reach) == (Mark.INTERNAL, Reach.NAMED)
    assert place.client("stranger-officer").get(f"/documents/{regulation.pk}/").status_code == 404


UNITS = ("province", "commune", "other")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(UNITS), st.sampled_from(list(Reach)), st.sets(st.sampled_from(UNITS))),
        min_size=1, max_size=6,
    ),
    st.integers(0, 14),
)  # fmt: skip
def test_a_list_shows_exactly_what_may_be_opened(place: Place, rows: list[tuple[str, Reach, set[str]]], n: int) -> None:
    Share.objects.all().delete()
    Document.objects.all().delete()
    acting = list(place.people.values())[n]
    for number, (unit, reach, shares) in enumerate(rows):
        document = Document.objects.create(
            unit=getattr(place, unit), reach=reach, year=2026, number=number, arrived_on="2026-01-01",
            created_by=acting.user,
        )  # fmt: skip
        Share.objects.bulk_create(Share(document=document, unit=getattr(place, name)) for name in shares)
    listed = {document.pk for document in Document.objects.visible_to(acting)}
    assert listed == {document.pk for document in Document.objects.all() if may_read(acting, document)}
    client = place.client(next(name for name, each in place.people.items() if each is acting))
    if acting.reads:
        opened = {pk for pk in Document.objects.values_list("pk", flat=True)
                  if client.get(f"/documents/{pk}/access/").status_code == 200}  # fmt: skip
        assert opened == listed
