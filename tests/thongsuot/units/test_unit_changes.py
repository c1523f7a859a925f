"""An administrator changes units: add, correct, move, merge; two at a time lose nothing; strangers change nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.units.access import posts
from thongsuot.units.actions import add_unit, edit_unit
from thongsuot.units.models import Level, Membership, Succession, Unit


def level() -> Level:
    return Level.objects.get(code="xa")


def written(**change: object) -> dict[str, object]:
    return {"name": "Xã Mới", "short_name": "", "level": level().pk, "position": "0", "reason": "", **change}


def test_a_unit_is_added_below_one_of_ones_own(place: Place) -> None:
    client = place.client("administrator")
    typed = written(parent="LS — Tỉnh Lâm Sơn", code="LS.07", valid_from="01/07/2025")
    answer = client.post("/units/add/", typed)
    unit = Unit.objects.get(code="LS.07")
    assert answer["Location"] == f"/units/{unit.pk}/"
    assert unit.path == f"{place.province.path}{unit.pk}."
    assert Event.objects.get(verb="unit-added", subject=f"unit:{unit.pk}").actor.username == "administrator"
    again = client.post("/units/add/", typed)
    assert again.status_code == 400
    assert "LS.07" in again.content.decode()


@pytest.mark.parametrize("parent", ["LS", "Tỉnh Lâm Sơn", "tinh lam son", "LS.02"])
def test_nobody_adds_a_unit_above_or_beside_his_own(place: Place, parent: str) -> None:
    answer = place.client("commune-administrator").post("/units/add/", written(parent=parent, code="LS.08"))
    assert answer.status_code == 400
    assert not Unit.objects.filter(code="LS.08").exists()


def test_a_correction_is_kept_with_before_and_after(place: Place) -> None:
    unit = place.commune
    client = place.client("commune-administrator")
    typed = written(name="Xã Đông Hoà", revision=unit.revision, reason="Sai chính tả")
    assert client.post(f"/units/{unit.pk}/edit/", typed).status_code == 302
    event = Event.objects.get(verb="unit-edited")
    assert (event.before["name"], event.after["name"], event.reason) == ("Xã Đông Hòa", "Xã Đông Hoà", "Sai chính tả")


def test_two_people_correct_one_unit_and_nothing_is_overwritten_or_lost(place: Place) -> None:
    unit, client = place.commune, place.client("administrator")
    edit_unit(
        unit, name="Xã Của Người Kia", short_name="NK", level=level(), position=0, revision=1,
        by=place.people["commune-administrator"],
    )  # fmt: skip
    mine = client.post(f"/units/{unit.pk}/edit/", written(name="Xã Của Tôi", revision=1))
    page = mine.content.decode()
    assert mine.status_code == 409
    assert 'value="Xã Của Tôi"' in page, "what was typed"
    assert "Xã Của Người Kia" in page, "what stands there now"
    assert Unit.objects.get(pk=unit.pk).name == "Xã Của Người Kia"
    assert 'name="revision" value="2"' in page
    saved = client.post(f"/units/{unit.pk}/edit/", written(name="Xã Của Tôi", revision=2))
    assert saved.status_code == 302
    assert Unit.objects.get(pk=unit.pk).name == "Xã Của Tôi"


def test_a_unit_moves_with_all_below_it(place: Place) -> None:
    section = add_unit("LS.01.1", "Văn phòng", level(), place.commune)
    client = place.client("administrator")
    typed = {"parent": "LS.02", "reason": "QĐ 7", "revision": place.commune.revision}
    assert client.post(f"/units/{place.commune.pk}/move/", typed).status_code == 302
    section.refresh_from_db()
    assert section.path == f"{place.other.path}{place.commune.pk}.{section.pk}."
    stale = client.post(f"/units/{place.commune.pk}/move/", typed | {"parent": "LS"})
    assert stale.status_code == 409
    assert 'value="QĐ 7"' in stale.content.decode()


def test_a_unit_never_comes_to_stand_below_itself(place: Place) -> None:
    section = add_unit("LS.01.1", "Văn phòng", level(), place.commune)
    typed = {"parent": "LS.01.1", "reason": "…", "revision": place.commune.revision}
    assert place.client("administrator").post(f"/units/{place.commune.pk}/move/", typed).status_code == 400
    section.refresh_from_db()
    assert section.path.startswith(place.commune.path or "-")


@pytest.mark.parametrize("who", ["commune-administrator", "stranger-administrator", "clerk", "head"])
def test_only_an_administrator_above_moves_a_unit(place: Place, who: str) -> None:
    typed = {"parent": "LS.02", "reason": "…", "revision": 1}
    assert place.client(who).post(f"/units/{place.commune.pk}/move/", typed).status_code == 403


def merger(**change: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "kind": "merge", "on": f"{today:%d/%m/%Y}", "olds": "LS.01\nXã Tây Thịnh", "news": "LS.03 — Xã Hòa Thịnh",
        "reason": "Nghị quyết 5", "children": "on", "posts": "on", **change,
    }  # fmt: skip


def test_a_merger_is_looked_at_first_and_made_then(place: Place) -> None:
    section = add_unit("LS.01.1", "Văn phòng", level(), place.commune)
    client, today = place.client("administrator"), timezone.localdate()
    seen = client.post("/units/succession/", merger(step="preview")).content.decode()
    assert all(name in seen for name in ("Xã Đông Hòa", "Xã Tây Thịnh", "Xã Hòa Thịnh", "Văn phòng", "commune-head"))
    assert not Succession.objects.exists()
    assert not Unit.objects.filter(code="LS.03").exists()
    assert client.post("/units/succession/", merger(step="confirm")).status_code == 302
    heir = Unit.objects.get(code="LS.03")
    place.commune.refresh_from_db()
    section.refresh_from_db()
    assert place.commune.valid_to == today - timedelta(1)
    assert heir.valid_from == today
    assert section.parent == heir
    assert [(step.old.code, step.new.code) for step in Succession.objects.order_by("old__code")] == [  # type: ignore[union-attr]
        ("LS.01", "LS.03"), ("LS.02", "LS.03"),
    ]  # fmt: skip
    assert [post.unit for post in posts(place.people["commune-head"].user)] == [heir]
    assert Membership.objects.filter(unit=heir, until__isnull=True).count() == 10
    assert not list(verify())
    twice = client.post("/units/succession/", merger(step="confirm"))
    assert twice.status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"olds": "LS.01"}, {"olds": "LS.01\nkhông có"}, {"news": ""}, {"news": "LS.02"}, {"news": "LS — Tỉnh Khác"},
        {"kind": "split"}, {"kind": "nonsense"}, {"on": "31/02/2026"}, {"reason": ""}, {"news": "chỉ có tên"},
    ],
    ids=lambda change: next(iter(change.items()))[0] + " " + next(iter(change.values()))[:9],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(place: Place, change: dict[str, str]) -> None:
    for step in ("preview", "confirm"):
        assert place.client("administrator").post("/units/succession/", merger(step=step, **change)).status_code == 400
    assert Unit.objects.count() == 3
    assert not Succession.objects.exists()


def test_an_administrator_of_a_commune_does_not_merge_communes(place: Place) -> None:
    assert place.client("commune-administrator").post("/units/succession/", merger(step="confirm")).status_code == 400
    assert not Succession.objects.exists()


def test_nothing_is_merged_by_halves(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_args: object, **_rest: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("thongsuot.units.succession.succeed", fall)
    client = place.client("administrator")
    client.raise_request_exception = False
    assert client.post("/units/succession/", merger(step="confirm")).status_code == 500
    assert not Unit.objects.filter(code="LS.03").exists()
    assert not Membership.objects.filter(until__isnull=False).exists()
