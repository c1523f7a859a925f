"""Is what happened kept for ever, and is any change of it found?"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.emptying import drop
from thongsuot.documents.actions import edit_header
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.events.models import Chain, Event, History
from thongsuot.events.queries import fields_of, timeline, verify
from thongsuot.events.rules import START, fingerprint
from thongsuot.problems import Stale
from thongsuot.units.models import Unit


def happen(times: int = 5) -> None:
    for n in range(times):
        with writing():
            record("unit-edited", f"unit:{n}", before={"name": "Xã Cũ"}, after={"name": "Xã Mới"}, reason="đổi tên")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sentence",
    ["UPDATE events_event SET reason = 'khác'", "DELETE FROM events_event", "UPDATE events_event SET seq = seq + 1"],
)
def test_the_database_itself_refuses_to_change_history(sentence: str) -> None:
    happen(1)
    with pytest.raises(DatabaseError, match="history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sentence)
    assert Event.objects.get().reason == "đổi tên"


@pytest.mark.django_db
def test_postgres_refuses_to_empty_it() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    with pytest.raises(DatabaseError, match="history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_event CASCADE")


@pytest.mark.django_db
def test_the_model_refuses_too() -> None:
    happen(1)
    event = Event.objects.get()
    event.reason = "khác"
    with pytest.raises(History):
        event.save()
    with pytest.raises(History):
        event.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(reason="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db
def test_each_event_holds_the_one_before() -> None:
    happen(4)
    events = list(Event.objects.order_by("seq"))
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.prev for event in events] == [START, *(event.hash for event in events[:-1])]
    assert all(event.hash == fingerprint(fields_of(event), event.prev) for event in events)
    end = Chain.objects.get(pk=1)
    assert (end.seq, end.hash) == (4, events[-1].hash)
    assert not list(verify())


def another(event: Event, field: str) -> Any:
    """A value that the field did not have."""
    old = getattr(event, field)
    if field in ("before", "after"):
        return json.dumps({**old, "name": "Xã Khác"})
    if field == "at":
        return old + timedelta(microseconds=1)
    if field in ("actor", "unit", "delegation"):
        return None if getattr(event, f"{field}_id") else 1
    if field in ("prev", "hash"):
        return ("0" if old[0] != "0" else "1") + old[1:]
    return f"{old}."[-40:]


TAMPERED = (
    "at",
    "unit",
    "verb",
    "subject",
    "thread",
    "also",
    "before",
    "after",
    "reason",
    "prev",
    "hash",
    "actor",
    "delegation",
)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_changed_is_found(place: Place, data: st.DataObject) -> None:
    events = list(Event.objects.order_by("seq"))
    event = data.draw(st.sampled_from(events), "event")
    field = data.draw(st.sampled_from(TAMPERED), "field")
    column = Event._meta.get_field(field).column
    value: Any = place.province.pk if field == "unit" else another(event, field)
    if field == "actor":
        value = place.people["clerk"].user_id
    with transaction.atomic():
        drop()
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE events_event SET {column} = %s WHERE seq = %s", [value, event.seq])
        faults = list(verify())
        transaction.set_rollback(True)
    assert event.seq in {fault.seq for fault in faults}
    assert not list(verify())


@pytest.mark.parametrize("gone", ["first", "middle", "last", "all"])
def test_what_is_left_out_is_found(place: Place, gone: str) -> None:
    last = Chain.objects.get(pk=1).seq
    where = {"first": "seq = 1", "middle": f"seq = {last // 2}", "last": f"seq = {last}", "all": "seq > 0"}[gone]
    with transaction.atomic():
        drop()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM events_event WHERE {where}")
        assert list(verify())
        transaction.set_rollback(True)


def test_two_events_that_changed_places_are_found(place: Place) -> None:
    with transaction.atomic():
        drop()
        with connection.cursor() as cursor:
            for old, new in ((1, -1), (2, 1), (-1, 2)):
                cursor.execute("UPDATE events_event SET seq = %s WHERE seq = %s", [new, old])
        assert {fault.seq for fault in verify()} >= {1, 2}
        transaction.set_rollback(True)


def test_an_end_that_was_cut_back_with_its_events_is_another_fingerprint(place: Place) -> None:
    """Who cuts the end off and mends the chain leaves a chain that holds: only a fingerprint kept elsewhere tells."""
    kept = Chain.objects.get(pk=1)
    with transaction.atomic():
        drop()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM events_event WHERE seq = %s", [kept.seq])
        before = Event.objects.get(seq=kept.seq - 1)
        Chain.objects.update(seq=before.seq, hash=before.hash)
        assert not list(verify())
        assert Chain.objects.get(pk=1).hash != kept.hash
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_writing_inside_writing_is_one_change() -> None:
    def inner() -> None:
        with writing():
            record("second", "unit:2")

    with writing():
        record("first", "unit:1")
        inner()
        record("third", "unit:3")
        assert not Event.objects.exists(), "events are chained last"
    assert list(Event.objects.order_by("seq").values_list("seq", "verb")) == [
        (1, "first"), (2, "second"), (3, "third"),
    ]  # fmt: skip
    assert not list(verify())


def test_the_inner_actor_holds_only_inside(place: Place) -> None:
    with writing(place.people["clerk"]):
        record("a", "unit:1")
        with writing(place.people["head"]):
            record("b", "unit:1")
        with writing():
            record("c", "unit:1")
        record("d", "unit:1")
    actors = [event.actor for event in Event.objects.filter(subject="unit:1", verb__in="abcd").order_by("seq")]
    clerk, head = place.people["clerk"].user, place.people["head"].user
    assert actors == [clerk, head, clerk, clerk]


def test_what_fails_leaves_neither_change_nor_event(place: Place) -> None:
    before = (Unit.objects.get(pk=place.commune.pk).name, Event.objects.count(), Chain.objects.get(pk=1).hash)

    def fail() -> None:
        with writing():
            Unit.objects.filter(pk=place.commune.pk).update(name="Xã Khác")
            record("unit-edited", f"unit:{place.commune.pk}")
            with writing():
                record("unit-edited", f"unit:{place.commune.pk}")
            raise RuntimeError("mất điện")

    with pytest.raises(RuntimeError):
        fail()
    after = (Unit.objects.get(pk=place.commune.pk).name, Event.objects.count(), Chain.objects.get(pk=1).hash)
    assert after == before
    with pytest.raises(RuntimeError, match="outside"):
        record("unit-edited", "unit:1")


def test_an_inner_failure_undoes_the_outer_change(place: Place, regulation: Document) -> None:
    clerk = place.people["clerk"]

    def outer() -> None:
        with writing(clerk):
            record("first", "unit:1")
            edit_header(regulation, {"title": "khác"}, revision=regulation.revision - 1, by=clerk)

    with pytest.raises(Stale):
        outer()
    assert not Event.objects.filter(verb="first").exists()
    with writing():
        record("next", "unit:1")  # nothing of the failed change waits in the next one
    assert Event.objects.order_by("-seq").values_list("verb", flat=True)[0] == "next"
    assert not list(verify())


@pytest.mark.django_db
def test_a_timeline_is_of_one_thing_newest_first() -> None:
    with writing():
        record("a", "finding:1", thread="document:7")
        record("b", "document:8", also="document:7")
        record("c", "document:70")
    assert [event.verb for event in timeline("document:7")] == ["b", "a"]


@given(
    st.dictionaries(
        st.text(max_size=5), st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9), max_size=4
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_whatever_is_recorded_verifies_when_read_back(after: dict[str, Any], reason: str) -> None:
    after = json.loads(json.dumps(after).replace("\\u0000", " "))
    with writing():
        record("a", "unit:1", after=after, reason=reason)
    assert Event.objects.order_by("-seq").first().after == after  # type: ignore[union-attr]
    assert not list(verify())
