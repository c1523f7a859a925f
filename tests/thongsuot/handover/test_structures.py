"""Figures by the old and by the new structure agree in total, always; each number opens its list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.dashboard.test_figures import numbers, play, steps
from tests.thongsuot.followup.conftest import give, soon
from tests.thongsuot.handover.conftest import Merged, become, left, taken_back
from thongsuot.dashboard import live, past, structured
from thongsuot.dashboard.live import Wanted
from thongsuot.dashboard.rules import Split, fold
from thongsuot.documents.models import Document
from thongsuot.followup import reporting, taking
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.listing import chosen, narrowed
from thongsuot.followup.models import Assignment
from thongsuot.followup.reporting import Told
from thongsuot.followup.rules import Kind
from thongsuot.handover.actions import hand_over, take_files
from thongsuot.handover.lots import listed
from thongsuot.units.access import Acting
from thongsuot.units.models import Succession, Unit
from thongsuot.units.rules import Change, Lot

TODAY = timezone.localdate


def succeeded(place: Place, kind: Change, n: int, lots: int) -> Merged:
    """Communes end today; part of what they lead goes over."""
    olds = [place.commune, place.other] if kind == Change.MERGE else [place.commune]
    merged = become(place, kind, olds, n={Change.SPLIT: 2, Change.DISSOLVE: 0}.get(kind, 1))
    for old in olds:
        estate = left(old)
        if kind == Change.SPLIT and n % 3:
            take_files(estate, merged.heirs[n % 2], by=merged.head(n % 2))
        if estate.heirs and (estate.heir or left(old).keeper):
            heir = estate.heirs[n % len(estate.heirs)]
            keys = list(listed(Lot.LED, old, place.people["head"]).values_list("pk", flat=True)[:lots])
            hand_over(estate, Lot.LED, keys, heir, by=place.people["head"])
    return merged


def by(
    structure: past.Structure, node: Unit, acting: Acting, wanted: Wanted
) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each number of the figures by some units, and how many rows its list has."""
    told = structured.figures(node, acting, wanted, TODAY(), structure)
    for filters, number in numbers(told, node):
        query = QueryDict(mutable=True)
        query.update({"unit": node.pk, "kind": str(wanted.kind)} | filters)
        found = chosen(query)
        at = found.unit or node.pk
        rows = structured.listed(acting, structure, at, lead=found.lead, level=found.level)
        rows = narrowed(rows, replace(found, unit=None, lead=None, level=None), acting, TODAY())
        yield filters, number, rows.count()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(steps, max_size=10),
    kind=st.sampled_from((Change.MERGE, Change.SPLIT, Change.RENAME, Change.DISSOLVE)),
    n=st.integers(0, 11), lots=st.integers(0, 5),
    )  # fmt: skip
def test_totals_agree_by_the_units_of_any_day_and_each_number_opens_its_list(
    place: Place, regulation: Document, history: Any, kind: Change, n: int, lots: int
) -> None:
    with taken_back(place):
        play(place, regulation, history)
        succeeded(place, kind, n, lots)
        acting = place.people["head"]
        wanted = Wanted((Kind.ONCE, Kind.REGULAR)[n % 5 == 4])
        now = live.figures(place.province, acting, wanted, TODAY())
        for day in (TODAY() - timedelta(1), TODAY()):
            structure = past.structure_on(day)
            told = structured.figures(place.province, acting, wanted, TODAY(), structure)
            assert (told.split, told.apart, told.ages, told.done, told.due) == (
                now.split, now.apart, now.ages, now.done, now.due,
            )  # fmt: skip
            assert sum(told.units.values(), Split()) == told.split == sum(told.levels.values(), Split())
            for filters, number, rows in by(structure, place.province, acting, wanted):
                assert number == rows, (day, filters)
            rows = past.rows(Assignment.objects.visible_to(acting), structure, structure.below(place.province.pk),
                             timezone.now(), TODAY())  # fmt: skip
            one_by_one = fold(rows, wanted.kind, TODAY(), structure.children(place.province.pk))
            assert (one_by_one.split, one_by_one.units) == (told.split, told.units)


def test_the_day_before_counts_what_was_handed_over_where_it_was_and_today_what_was_closed_for_the_heir(
    place: Place,
) -> None:
    give(place)
    done = give(place)
    taking.accept(done, by=place.people["commune-officer"])
    row = reporting.report(done, Told("Xong", finished=True), by=place.people["commune-officer"])
    reporting.confirm(row, by=place.people["head"])
    merged = succeeded(place, Change.MERGE, 0, 5)
    new = give_to(place, merged.heir)
    acting, wanted = place.people["head"], Wanted()

    def units(day: date) -> dict[int, int]:
        told = structured.figures(place.province, acting, wanted, TODAY(), past.structure_on(day))
        return {unit: split.valid for unit, split in told.units.items() if split}

    assert units(TODAY() - timedelta(1)) == {place.commune.pk: 2, merged.heir.pk: 1}
    assert units(TODAY()) == {merged.heir.pk: 3}
    assert new.lead == merged.heir


def give_to(place: Place, unit: Unit) -> Assignment:
    """A duty that was never anybody else's."""
    return assign(place.province, [unit], Duty("Việc mới", due=soon()), Source(), by=place.people["head"])[0]


def test_the_page_switches_and_its_numbers_open(place: Place, django_assert_max_num_queries: Any) -> None:
    give(place)
    merged = succeeded(place, Change.MERGE, 0, 5)
    client, before = place.client("head"), (TODAY() - timedelta(1)).isoformat()
    with django_assert_max_num_queries(40):
        page = client.get(f"/dashboard/?structure={before}").content.decode()
    assert place.commune.name in page
    assert f'<option value="{before}" selected>' in page
    assert merged.heir.name not in page
    lists = client.get(f"/dashboard/duties/?unit={place.commune.pk}&structure={before}&standing=valid").content.decode()
    assert lists.count("<tr>") == 2
    assert merged.heir.name in client.get("/dashboard/?structure=now").content.decode()
    assert client.get("/dashboard/duties/").status_code == 404
    assert client.get("/dashboard/?structure=9999-01-01").status_code == 200
    assert client.get(f"/dashboard/report/?structure={before}").status_code == 200
    assert Succession.objects.count() == 2


def test_too_many_that_stood_elsewhere_are_told_of(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    give(place)
    give(place)
    succeeded(place, Change.MERGE, 0, 5)
    monkeypatch.setattr(structured, "MOST", 1)
    before = (TODAY() - timedelta(1)).isoformat()
    assert place.client("head").get(f"/dashboard/?structure={before}").status_code == 400
