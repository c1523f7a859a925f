"""The tree of units on any day, and the page of one unit: what is shown, to whom, at which cost."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.thongsuot.conftest import Place
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.models import Level, Unit
from thongsuot.units.people import appoint
from thongsuot.units.rules import Change, Role


def grow(place: Place, number: int) -> None:
    level = Level.objects.get(code="xa")
    for n in range(number):
        add_unit(f"LS.X{n:03}", f"Xã số {n}", level, place.province)


def test_the_structure_of_any_date_is_shown(place: Place) -> None:
    day = date(2026, 3, 1)
    heir = add_unit("LS.03", "Xã Hòa Thịnh", Level.objects.get(code="xa"), place.province, valid_from=day)
    succeed(Change.MERGE, [place.commune, place.other], [heir], day)
    client = place.client("clerk")
    before = client.get("/units/?on=2026-02-28").content.decode()
    after = client.get("/units/?on=01/03/2026").content.decode()
    assert "Xã Đông Hòa" in before
    assert "Xã Hòa Thịnh" not in before
    assert "Xã Đông Hòa" not in after
    assert "Xã Hòa Thịnh" in after
    assert f'/units/{place.commune.pk}/?on=2026-02-28"' in before


@pytest.mark.parametrize("on", ["2026-13-01", "hôm qua", "1/1/1", "%00", "9999999999"])
def test_a_day_that_is_none_gets_a_sentence(place: Place, on: str) -> None:
    answer = place.client("clerk").get("/units/", {"on": on})
    assert answer.status_code == 400
    assert "05/02/2026" in answer.content.decode()


@pytest.mark.parametrize("words", ["dong hoa", "Đông Hòa", "LS.01", "xa dong"])
def test_units_are_found_with_and_without_accents_and_by_code(place: Place, words: str) -> None:
    page = place.client("officer").get("/units/", {"q": words}).content.decode()
    assert "Xã Đông Hòa" in page
    assert "Xã Tây Thịnh" not in page
    assert "Tỉnh Lâm Sơn" in page, "where it stands"


def test_names_are_escaped(place: Place) -> None:
    add_unit("LS.09", "<script>alert(1)</script>", Level.objects.get(code="xa"), place.province)
    page = place.client("clerk").get("/units/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("number", [3, 30])
def test_the_tree_asks_the_database_the_same_for_3_and_for_30_units(
    place: Place, number: int, django_assert_num_queries: Any
) -> None:
    grow(place, number)
    client = place.client("clerk")
    client.get("/units/")
    with django_assert_num_queries(5):  # session, account, posts, units, levels
        client.get("/units/")


@pytest.mark.parametrize("number", [3, 30])
def test_a_unit_page_asks_the_same_for_3_and_for_30_children_and_members(
    place: Place, number: int, django_assert_num_queries: Any
) -> None:
    grow(place, number)
    for n in range(number):
        appoint(place.people["stranger-clerk"].user, Unit.objects.get(code=f"LS.X{n:03}"), Role.CLERK)
    client = place.client("administrator")
    client.get(f"/units/{place.province.pk}/")
    with django_assert_num_queries(8):  # session, account, posts; unit, way, children, history, members, timeline
        client.get(f"/units/{place.province.pk}/")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("commune-officer", True), ("clerk", True), ("administrator", True), ("inspector", True),
        ("stranger-head", False), ("stranger-administrator", False), ("stranger-clerk", False),
    ],
)  # fmt: skip
def test_names_are_shown_to_who_works_there_or_above_others_see_posts_alone(place: Place, who: str, sees: bool) -> None:
    page = place.client(who).get(f"/units/{place.commune.pk}/").content.decode()
    assert ("commune-head" in page) is sees
    assert "Thủ trưởng" in page or "Head" in page


def test_a_unit_tells_what_it_came_from_and_became(place: Place) -> None:
    day = date(2026, 3, 1)
    heir = add_unit("LS.03", "Xã Hòa Thịnh", Level.objects.get(code="xa"), place.province, valid_from=day)
    succeed(Change.MERGE, [place.commune, place.other], [heir], day, reason="Nghị quyết 5")
    client = place.client("clerk")
    old = client.get(f"/units/{place.commune.pk}/").content.decode()
    assert f'href="/units/{heir.pk}/"' in old
    new = client.get(f"/units/{heir.pk}/").content.decode()
    assert f'href="/units/{place.commune.pk}/"' in new
    assert "Nghị quyết 5" in new
    assert "01/03/2026" in new
    assert client.get("/units/999999/").status_code == 404


def test_a_tomorrow_unit_is_not_there_today(place: Place) -> None:
    from django.utils import timezone

    tomorrow = timezone.localdate() + timedelta(1)
    add_unit("LS.05", "Xã Ngày Mai", Level.objects.get(code="xa"), place.province, valid_from=tomorrow)
    client = place.client("clerk")
    assert "Xã Ngày Mai" not in client.get("/units/").content.decode()
    assert "Xã Ngày Mai" in client.get(f"/units/?on={tomorrow}").content.decode()
