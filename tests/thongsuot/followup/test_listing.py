"""Lists of duties: one definition of the filters, each of which divides what somebody may see without rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Reach
from thongsuot.events.actions import writing
from thongsuot.followup import listing, paging, queries, rules, totals
from thongsuot.followup.models import Assignment, Part
from thongsuot.followup.rules import Bucket, Kind, Standing, State, Take, bucket
from thongsuot.followup.tallying import rebuild
from thongsuot.units.actions import add_unit
from thongsuot.units.models import Level, Unit

TODAY = date(2026, 3, 15)
SOME = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A duty as it is drawn."""

    assigner: int
    lead: int
    kind: Kind
    state: State
    due: int | None
    finished: int
    document: int
    take: tuple[int, Take] | None


DAYS = st.integers(-200, 60)
SKETCHES = st.lists(
    st.builds(
        Sketch, st.integers(0, 3), st.integers(0, 3), st.sampled_from(Kind), st.sampled_from(State),
        st.one_of(st.none(), DAYS), DAYS, st.integers(0, 2),
        st.one_of(st.none(), st.tuples(st.integers(0, 3), st.sampled_from(Take))),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


class _Undo(Exception):  # noqa: N818
    """Each example begins with nothing."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


def drawn(place: Place, sketches: list[Sketch], documents: list[Document]) -> list[Unit]:
    """The sketches, as rows."""
    below = add_unit("LS.01.1", "Thôn Một", Level.objects.get(code="xa"), place.commune)
    units = [place.province, place.commune, place.other, below]
    by = place.people["head"].user
    for sketch in sketches:
        due = None if sketch.due is None else TODAY + timedelta(sketch.due)
        finished = TODAY + timedelta(sketch.finished) if sketch.state == State.DONE else None
        document = documents[sketch.document - 1] if sketch.document else None
        held = Assignment.objects.create(
            assigner=units[sketch.assigner], lead=units[sketch.lead], action="Ban hành kế hoạch", kind=sketch.kind,
            state=sketch.state, bucket=bucket(sketch.state, due, finished), due_on=due, finished_on=finished,
            document=document, restricted=bool(document and document.restricted), assigned_by=by,
            assigned_at=timezone.now(),
        )  # fmt: skip
        if sketch.take is not None:
            Part.objects.create(assignment=held, unit=units[sketch.take[0]], take=sketch.take[1])
    with writing():
        rebuild()
    return units


@pytest.fixture
def documents(place: Place) -> list[Document]:
    """One for all, one for named units only."""
    rows = [place.receive(f"KẾ HOẠCH\nVề việc thứ {n}.\n", f"{n}.txt") for n in range(2)]
    rows[1].reach = Reach.NAMED
    rows[1].save()
    return rows


def keys(params: dict[str, Any], acting: Any) -> list[int]:
    return sorted(listing.filtered(params, acting, TODAY).values_list("pk", flat=True))


WHO = ("head", "inspector", "commune-officer", "stranger-head", "administrator")


@SOME
@given(sketches=SKETCHES, narrow=st.booleans())
def test_each_filter_divides_what_is_visible_without_rest(
    place: Place, documents: list[Document], sketches: list[Sketch], narrow: bool
) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "NARROW", 1000 if narrow else -1)
        units = drawn(place, sketches, documents)
        for who in WHO:
            acting = place.people[who]
            seen = sorted(Assignment.objects.visible_to(acting).values_list("pk", flat=True))
            assert keys({}, acting) == seen
            parts: list[list[dict[str, Any]]] = [
                [{"standing": name} for name in list(listing.STANDINGS)[:6]],
                [{"standing": name} for name in ("valid", "suspended", "withdrawn")],
                [{"state": state} for state in State],
                [{"kind": kind} for kind in Kind],
                [{"document": key} for key in (0, *(document.pk for document in documents))],
                [{"level": level.pk} for level in Level.objects.all()],
                [{"assigner": unit.pk} for unit in units],
                [{"due": "none"}, {"due_to": TODAY}, {"due_from": TODAY + timedelta(1)}],
            ]
            for some in parts:
                assert sorted(key for told in some for key in keys(told, acting)) == seen, some
            overdue = keys({"standing": "open-overdue"}, acting)
            assert sorted(key for age in range(4) for key in keys({"age": age}, acting)) == overdue
            done = keys({"standing": "done"}, acting)
            days = Assignment.objects.filter(pk__in=done).values_list("finished_on", flat=True)
            months = {f"{day:%Y%m}" for day in days if day}
            assert sorted(key for month in months for key in keys({"month": month}, acting)) == done


@SOME
@given(sketches=SKETCHES)
def test_standings_and_ages_are_those_of_the_rules(
    place: Place, documents: list[Document], sketches: list[Sketch]
) -> None:
    with undone():
        drawn(place, sketches, documents)
        acting = place.people["head"]
        for held in Assignment.objects.visible_to(acting):
            stands = rules.standing(Bucket(held.bucket), held.due_on, TODAY)
            name = Standing(stands).name.lower().replace("_", "-")
            assert held.pk in keys({"standing": name}, acting)
            if stands == Standing.OPEN_OVERDUE and held.due_on:
                assert held.pk in keys({"age": rules.age(held.due_on, TODAY)}, acting)


@settings(SOME, max_examples=6)
@given(sketches=SKETCHES, narrow=st.booleans())
def test_what_is_kept_is_what_the_list_counts(
    place: Place, documents: list[Document], sketches: list[Sketch], narrow: bool
) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "NARROW", 1000 if narrow else -1)
        units = drawn(place, sketches, documents)
        acting = place.people["head"]
        several: list[dict[str, Any]] = [{}, *({"standing": name} for name in listing.STANDINGS)]
        several += [{"age": age} for age in range(4)]
        several += [{"month": f"2026{n:02}"} for n in range(1, 6)]
        several += [{"level": level.pk, "kind": Kind.ONCE} for level in Level.objects.all()]
        several += [{"standing": "open", "due_from": TODAY, "due_to": TODAY + timedelta(20)}]
        several += [{**told, "document": document.pk} for told in several[:4] for document in documents]
        for told in several:
            for unit in (None, units[0], units[1]):
                asked = listing.chosen(told | ({"unit": unit.pk} if unit else {}))
                for one in (asked, listing.chosen({**told, "counted": "1", "unit": unit.pk if unit else None})):
                    rows = listing.filtered(one, acting, TODAY)
                    assert totals.total(one, acting, TODAY, rows) == (rows.count(), True), one
                    if one.counted:
                        assert totals.kept(one, (unit or units[0]).pk, TODAY) == rows.count(), one


@SOME
@given(sketches=SKETCHES, narrow=st.booleans(), size=st.integers(1, 4))
def test_the_pages_are_the_whole_list_in_its_order_both_ways(
    place: Place, documents: list[Document], sketches: list[Sketch], narrow: bool, size: int
) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "NARROW", 1000 if narrow else -1)
        drawn(place, sketches, documents)
        acting = place.people["inspector"]
        rows = listing.filtered({}, acting, TODAY)
        for sort in paging.SORTS:
            for buckets in ([], [1, 2, 3, 5, 6]):
                pages, after = [], None
                while True:
                    found = paging.page(rows, sort, buckets, after=after, size=size)
                    pages.append([row.pk for row in found.rows])
                    if found.following is None:
                        break
                    after = found.following
                whole = [key for page in pages for key in page]
                assert sorted(whole) == keys({}, acting)
                days = [Assignment.objects.get(pk=key) for key in whole]
                dated = [row.due_on for row in days if row.due_on] if sort.endswith("due") else []
                assert dated == sorted(dated, reverse=sort.startswith("-"))
                back = [[row.pk for row in found.rows]]
                while found.previous is not None:
                    found = paging.page(rows, sort, buckets, before=found.previous, size=size)
                    back.insert(0, [row.pk for row in found.rows])
                assert [key for page in back for key in page] == whole


def test_what_cannot_be_understood_does_not_narrow(place: Place, assignment: Assignment) -> None:
    odd = {"unit": "x", "standing": "perhaps", "age": "9", "month": "202613", "due_from": "31/02/2026", "mine": "all"}
    assert keys(odd, place.people["head"]) == [assignment.pk]


def test_words_are_found_in_whatever_case_and_a_symbol_by_its_beginning(place: Place, assignment: Assignment) -> None:
    other = give(place, action="Rà soát đất đai", due=soon(3))
    head = place.people["head"]
    assert keys({"words": "ĐẤT rà"}, head) == [other.pk]
    assert keys({"words": "58-QĐ"}, head) == [assignment.pk]
    assert keys({"words": "không có"}, head) == []
