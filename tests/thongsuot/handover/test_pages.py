"""The pages of handing over: a list, a preview, lots row by row, documents to decide on; each asks so often."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give
from tests.thongsuot.handover.conftest import Merged, become, issue, left
from tests.thongsuot.handover.test_handing import everything
from tests.thongsuot.handover.test_reviewing import TEXT
from thongsuot.documents.models import Document
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.handover.actions import take_files
from thongsuot.handover.lots import WAITING, listed
from thongsuot.handover.models import Review
from thongsuot.units.access import Acting
from thongsuot.units.models import Handover
from thongsuot.units.rules import Change, Lot


def of(acting: Acting) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(acting.user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def merged(place: Place, directive: Document) -> Merged:
    """The commune left one thing of each lot and a document."""
    everything(place, directive)
    issue(place, TEXT.format(n=11), place.commune)
    return become(place, Change.MERGE, [place.commune, place.other])


def test_the_preview_tells_what_goes_to_whom_and_each_number_opens_its_list(place: Place, merged: Merged) -> None:
    client, at = of(merged.officer()), f"/handover/{place.commune.pk}/"
    page = client.get(at).content.decode()
    assert merged.heir.name in page
    for lot in WAITING:
        n = listed(lot, place.commune, merged.officer()).count()
        assert f'href="{at}{lot}/"' in page
        assert client.get(f"{at}{lot}/").content.decode().count('<th scope="row"') == n > 0
    answer = client.post(at, {"reason": "Bàn giao"})
    assert answer.status_code == 302
    page = client.get(at).content.decode()
    for lot in WAITING:
        went = Handover.objects.filter(old=place.commune, lot=lot).count()
        assert f'href="{at}{lot}/?done=1&amp;to={merged.heir.pk}"' in page
        shown = client.get(f"{at}{lot}/?done=1&to={merged.heir.pk}").content.decode()
        assert shown.count('<th scope="row"') == went > 0
    assert not Assignment.objects.filter(lead=place.commune, closed_at=None).exists()


def test_the_duty_tells_whom_it_came_from(place: Place, merged: Merged) -> None:
    held = Assignment.objects.filter(lead=place.commune).earliest("pk")
    client = of(merged.head())
    client.post(f"/handover/{place.commune.pk}/led/", {"pk": [held.pk], "reason": "Sáp nhập"})
    page = client.get(f"/followup/{held.pk}/").content.decode()
    assert f"bàn giao từ {place.commune.name} (đã sáp nhập) cho {merged.heir.name}" in page
    assert "nhận bàn giao nhiệm vụ từ đơn vị đã kết thúc" in page


def test_a_split_goes_row_by_row_and_lot_by_lot(place: Place) -> None:
    held, other, third = give(place), give(place), give(place)
    split = become(place, Change.SPLIT, [place.commune], n=2)
    client, at = place.client("head"), f"/handover/{place.commune.pk}/"
    assert "Đơn vị nào giữ hồ sơ?" in client.get(at).content.decode()
    assert client.post(at, {"led": split.heirs[0].pk}).status_code == 403  # nobody keeps the files yet
    assert client.post(f"{at}keeper/", {"keeper": split.heirs[1].pk}).status_code == 302
    assert left(place.commune).keeper == split.heirs[1]
    client.post(f"{at}led/", {"pk": [held.pk, other.pk], f"to-{held.pk}": split.heirs[1].pk, "to": split.heirs[0].pk})
    assert client.post(at, {"led": split.heirs[1].pk}).status_code == 302
    assert [Assignment.objects.get(pk=each.pk).lead for each in (held, other, third)] == [
        split.heirs[1], split.heirs[0], split.heirs[1],
    ]  # fmt: skip


def test_what_is_planned_is_shown_and_not_handed_over(place: Place) -> None:
    give(place)
    become(place, Change.MERGE, [place.commune, place.other], on=timezone.localdate() + timedelta(9))
    client, at = place.client("head"), f"/handover/{place.commune.pk}/"
    assert "Đây là những gì sẽ được bàn giao" in client.get(at).content.decode()
    assert client.post(at, {}).status_code == 403
    assert client.post(f"{at}led/", {"pk": [1]}).status_code == 403


def test_who_has_nothing_to_do_with_it_finds_nothing_and_inspectors_only_read(place: Place, merged: Merged) -> None:
    at = f"/handover/{place.commune.pk}/"
    for address in (at, f"{at}led/", f"{at}documents/"):
        assert place.client("stranger-head").get(address).status_code in (403, 404)  # his own unit has ended
        assert place.client("inspector").get(address).status_code == 200
        assert of(merged.people["inspector-0"]).post(address, {}).status_code == 403
    assert place.client("administrator").get("/handover/").status_code == 403
    assert place.client("inspector").get(f"/handover/{merged.heir.pk}/").status_code == 404
    assert place.client("inspector").get(f"{at}record/").status_code == 404
    document = Document.objects.get(unit=place.commune, direction="out")
    assert place.client("inspector").get(f"/handover/documents/{document.pk}/").status_code == 403


def test_documents_are_decided_on_one_by_one_or_kept_together(place: Place, merged: Merged) -> None:
    issue(place, TEXT.format(n=12), place.commune, "12.txt", who="clerk")
    client, at = of(merged.head()), f"/handover/{place.commune.pk}/documents/"
    one, two = Document.objects.filter(unit=place.commune, direction="out").order_by("pk")
    form = f"/handover/documents/{one.pk}/"
    assert client.get(form).status_code == 200
    assert client.post(form, {"verdict": "replace", "reason": "Vì", "revision": 0}).status_code == 422
    assert client.post(form, {"verdict": "replace", "other": "99/X", "reason": "Vì", "revision": 0}).status_code == 422
    last = timezone.localdate().strftime("%d/%m/%Y")
    told = {"verdict": "lapse", "until": last, "reason": "Hết việc", "revision": 0}
    assert client.post(form, told).status_code == 302
    assert client.post(form, told).status_code == 409
    assert client.post(at, {"pk": [two.pk], "reason": "Còn phù hợp"}).status_code == 302
    assert set(Review.objects.values_list("verdict", flat=True)) == {"keep", "lapse"}
    assert "Hết việc" in client.get(f"{at}?done=1").content.decode()
    assert "Hết việc" in client.get(form).content.decode()


@pytest.mark.parametrize("more", [0, 12])
def test_pages_ask_the_database_so_often_however_much_there_is(
    place: Place, merged: Merged, more: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(more):
        issue(place, TEXT.format(n=20 + n), place.commune, f"{n}.txt", who="clerk")
        assign(place.province, [merged.heir], Duty("Việc"), Source(), by=place.people["head"])
    Assignment.objects.filter(lead=merged.heir).update(lead=place.commune)
    take_files(left(place.commune), merged.heir, by=merged.head())
    client, at = of(merged.head()), f"/handover/{place.commune.pk}/"
    for address, most in (("/handover/", 15), (at, 18), (f"{at}led/", 14), (f"{at}documents/", 14)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_the_desk_counts_the_units_that_leave_something(place: Place, merged: Merged) -> None:
    assert "Đơn vị có việc chờ bàn giao" in of(merged.officer()).get("/").content.decode()
    assert "Đơn vị có việc chờ bàn giao" not in place.client("officer").get("/").content.decode()
    assert next(iter(WAITING)) == Lot.LED
