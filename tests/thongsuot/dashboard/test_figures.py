"""Every number equals its list, always: after any history, at any unit, for any kind, level and document."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from tests.thongsuot.followup.test_tallying import act
from thongsuot.dashboard import live
from thongsuot.dashboard.live import Wanted
from thongsuot.dashboard.rules import Figures, Split
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.followup import reporting, taking
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.listing import NAMES, filtered
from thongsuot.followup.models import Assignment
from thongsuot.followup.reporting import Told
from thongsuot.followup.rules import SPLIT, Kind, Standing
from thongsuot.followup.tallying import Counted, moved
from thongsuot.units.models import Unit

Steps = list[tuple[str, int]]
steps = st.tuples(
    st.sampled_from(("give", "pass", "accept", "report", "confirm", "reopen", "suspend", "resume", "withdraw", "extend",
                     "move", "order")), st.integers(0, 99)
)  # fmt: skip


def play(place: Place, document: Document, history: Steps) -> None:
    for what, n in history:
        if what == "order":
            duty = Duty("Việc theo văn bản", due=soon(n % 60 - 50))
            lead = (place.commune, place.other)[n % 2]
            assign(place.province, [lead], duty, Source(document), by=place.people["head"])
        else:
            act(place, what, n)
    for held in Assignment.objects.filter(restricted=False):
        if held.pk % 4 == 0:  # as if its document were for named units
            with writing():
                before = Counted.of(held)
                held.restricted = True
                held.save()
                moved(before, None)
                record("restricted", f"assignment:{held.pk}")


def numbers(figures: Figures, node: Unit) -> Iterator[tuple[dict[str, Any], int]]:
    """Each number of a page, with the filters of its list."""
    for filters, split in (
        ({}, figures.split),
        *(({"level": level}, split) for level, split in figures.levels.items()),
        *(({"document": document}, split) for document, split in figures.documents.items()),
        *(({"lead" if unit == node.pk else "unit": unit}, split) for unit, split in figures.units.items()),
    ):
        yield from ((filters | {"standing": NAMES[one]}, split.of(one)) for one in Standing)
        yield filters | {"standing": "valid"}, split.valid
    yield from (({"standing": "open-overdue", "age": str(band)}, n) for band, n in enumerate(figures.ages))
    for (month, standing), n in figures.done.items():
        yield {"standing": NAMES[standing], "month": str(month)}, n
    for month, n in (figures.due or {}).items():
        first = date(*divmod(month, 100), 1)
        last = (first + timedelta(32)).replace(day=1) - timedelta(1)
        yield {"standing": "valid", "due_from": first.isoformat(), "due_to": last.isoformat()}, n


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(steps, max_size=12), who=st.sampled_from(("head", "commune-officer")), n=st.integers(0, 11))
def test_every_number_equals_its_list(place: Place, regulation: Document, history: Steps, who: str, n: int) -> None:
    play(place, regulation, history)
    acting, today = place.people[who], timezone.localdate()
    acting.membership.unit.refresh_from_db()
    seen = Unit.objects.below(acting.path)
    node = seen[n % len(seen)]
    document = (None, None, 0, regulation.pk)[n % 4]
    wanted = Wanted((Kind.ONCE, Kind.REGULAR)[n % 5 == 4], document, node.level_id if n % 3 == 2 else None)
    told = live.figures(node, acting, wanted, today)
    common: dict[str, Any] = {"unit": node.pk, "kind": str(wanted.kind)}
    common |= {"document": wanted.document} if wanted.document is not None else {}
    common |= {"level": wanted.level} if wanted.level is not None else {}
    for filters, number in numbers(told, node):
        query = QueryDict(mutable=True)
        query.update(common | filters)
        assert filtered(query, acting, today).count() == number, (filters, number)
    assert sum(told.split.of(one) for one in SPLIT) == told.split.valid
    for parts in (told.levels, told.units):
        assert sum(parts.values(), Split()) == told.split
    assert sum(told.ages) == told.split.of(Standing.OPEN_OVERDUE)
    assert told == Figures() or told.complete


def finished(place: Place, held: Assignment, on: date | None = None) -> Assignment:
    taking.accept(held, by=place.people["commune-officer"])
    row = reporting.report(held, Told("Xong", finished=True), by=place.people["commune-officer"])
    if on:
        type(row).objects.filter(pk=row.pk).update(on=on)
    return reporting.confirm(row, by=place.people["head"])


@pytest.fixture
def busy(place: Place, regulation: Document) -> Place:
    """One duty in each standing, and one of the document."""
    head = place.people["head"]
    finished(place, give(place, due=soon(5)))
    finished(place, give(place, due=soon(-3)))
    give(place, due=soon(3))
    give(place, due=soon(-10))
    taking.suspend(give(place), "Chờ", by=head)
    taking.withdraw(give(place), "Thôi", by=head)
    assign(place.province, [place.other], Duty("Việc", due=soon(-200)), Source(regulation), by=head)
    return place


def test_the_split_adds_up_and_says_its_denominators(busy: Place) -> None:
    told = live.figures(busy.province, busy.people["head"], Wanted(), timezone.localdate())
    assert [told.split.of(one) for one in Standing] == [1, 1, 1, 2, 1, 1]
    assert told.ages == (0, 1, 0, 1)
    page = busy.client("officer").get("/dashboard/").content.decode()
    assert "40,0%" in page  # done, of valid: 2 of 5
    assert "50,0%" in page  # in time, of those done
    assert "trên số đã hoàn thành" in page


@pytest.mark.parametrize("who", ["head", "officer", "inspector", "clerk", "commune-officer", "stranger-head"])
def test_who_reads_sees_his_unit_and_what_is_below(busy: Place, who: str) -> None:
    client = busy.client(who)
    assert client.get("/dashboard/").status_code == 200
    for unit in (busy.province, busy.commune, busy.other):
        inside = (unit.path or "").startswith(busy.people[who].path)
        assert client.get(f"/dashboard/?unit={unit.pk}").status_code == (200 if inside else 404)


def test_nothing_is_said_to_be_none(place: Place) -> None:
    page = place.client("officer").get("/dashboard/").content.decode()
    assert "không có" in page
    assert "0,0%" not in page


def links(page: str) -> list[str]:
    import re
    from html import unescape

    return [unescape(found) for found in re.findall(r'href="(/followup/\?[^"]*)"', page)]


def test_the_links_of_a_page_open_lists_that_add_up(busy: Place) -> None:
    page = busy.client("head").get("/dashboard/").content.decode()
    today, found = timezone.localdate(), links(page)
    assert len(found) > 20
    split = [link for link in found if "standing=valid" in link and "level" not in link and "document" not in link]
    total = filtered(QueryDict(split[0].partition("?")[2]), busy.people["head"], today).count()
    assert total == 5
    assert {parse_qs(link.partition("?")[2])["kind"][0] for link in found} == {"once", "regular"}


def test_a_page_asks_the_database_so_often(busy: Place, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = busy.client("head")
    with django_assert_max_num_queries(20):
        client.get("/dashboard/")


def test_a_document_shows_how_far_it_is(busy: Place, regulation: Document) -> None:
    page = busy.client("head").get(f"/dashboard/?document={regulation.pk}").content.decode()
    assert 'class="funnel"' in page
    assert f"document={regulation.pk}" in page


def test_charts_are_told_in_words(busy: Place) -> None:
    page = busy.client("head").get("/dashboard/").content.decode()
    assert page.count('role="img"') >= 3
    assert page.count("<desc") >= 3


def test_a_document_whose_valid_duties_are_for_named_units_tells_what_was_withdrawn_too(
    place: Place, regulation: Document
) -> None:
    head, told = place.people["head"], Duty("Việc", due=soon())
    one, two = (assign(place.province, [place.commune], told, Source(regulation), by=head)[0] for _n in range(2))
    taking.withdraw(one, "Thôi", by=head)
    with writing():
        before = Counted.of(two)
        Assignment.objects.filter(pk=two.pk).update(restricted=True)
        moved(before, None)
        record("restricted", f"assignment:{two.pk}")
    found = live.figures(place.province, head, Wanted(), timezone.localdate()).documents[regulation.pk]
    assert (found.of(Standing.WITHDRAWN), found.valid) == (1, 1)
