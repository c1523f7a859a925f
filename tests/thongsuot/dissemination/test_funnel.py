"""Does every number of the funnel equal the list it opens, for every history and every reader?"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination import funnel, queries
from thongsuot.dissemination.actions import acknowledge, recall, receive, return_with_reason, send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.funnel import Standing, cells, chosen, silent, standing
from thongsuot.dissemination.models import Acknowledgement, AgendaItem, Conference, Delivery, Receipt, Venue
from thongsuot.dissemination.queries import sent_documents
from thongsuot.dissemination.rules import Ending, Facts, Meeting, Part, Progress, parts, tally
from thongsuot.documents.models import Document
from thongsuot.units.access import Acting, posts
from thongsuot.units.actions import add_unit
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role

STEPS = ("none", "receive", "note", "return", "recall", "recall-late", "again", "settle")
STUDIES = ("none", "session", "planned", "venue", "nobody-came", "other")
READERS = ("head", "clerk", "commune-head", "stranger-officer")
histories = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(STUDIES)), min_size=4, max_size=4)


def clerk_of(unit: Unit) -> Acting:
    user = add_user(f"van-thu-{unit.code}")
    appoint(user, unit, Role.CLERK)
    return posts(user)[0]


def head_of(unit: Unit) -> Acting:
    user = add_user(f"thu-truong-{unit.code}")
    appoint(user, unit, Role.HEAD)
    return posts(user)[0]


def met(unit: Unit, document: Document, how: str, host: Unit) -> None:
    """A meeting of some kind, as facts."""
    if how == "none":
        return
    status = Progress.PLANNED if how == "planned" else Progress.HELD
    own = how in ("session", "planned", "other")
    conference = Conference.objects.create(
        unit=unit if own else host, kind=Meeting.SESSION, title="Học tập", on=timezone.localdate(), status=status
    )
    AgendaItem.objects.create(conference=conference, position=1, document=None if how == "other" else document)
    AgendaItem.objects.create(conference=conference, position=2, document=None if how == "other" else document)
    if not own:
        Venue.objects.create(conference=conference, unit=unit, actual=0 if how == "nobody-came" else 12)


def lived(place: Place, document: Document, units: list[Unit], steps: list[tuple[str, str]]) -> None:
    clerk = place.people["clerk"]
    for unit, (step, study) in zip(units, steps, strict=True):
        (delivery,) = send(document, named([unit]), by=clerk)
        there = clerk_of(unit)
        if step in ("receive", "note", "recall-late"):
            receive([delivery], by=there)
        if step == "note":
            acknowledge(document, by=head_of(unit))
        if step in ("return", "again", "settle"):
            return_with_reason(delivery, "nhầm", by=there)
        if step in ("recall", "recall-late", "settle"):
            recall([delivery], "nhầm", by=clerk)
        if step == "again":
            receive(send(document, named([unit]), by=clerk), by=there)
        met(unit, document, study, place.province)


@given(steps=histories)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_is_the_length_of_its_list(
    place: Place, regulation: Document, steps: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        third = add_unit("LS.01.1", "Thôn Một", place.commune.level, place.commune)
        fourth = add_unit("LS.09", "Sở Nội vụ", place.province.level, place.province)
        units = [place.commune, place.other, third, fourth]
        lived(place, regulation, units, steps)
        told = {unit.pk: plainly(regulation, unit) for unit in units}
        rows = standing(regulation.pk, place.people["head"])
        assert {row.unit: row.facts for row in rows} == {unit: facts for unit, facts in told.items() if facts}
        for who in READERS:
            for below in ("", place.province.path or "", place.commune.path or ""):
                agrees(regulation, place.people[who], below)
            totals = funnel.outbox([regulation.pk], place.people[who]).get(regulation.pk)
            if who == "clerk":  # the province has sent it all
                back = queries.returned(place.people[who]).count()
                assert back == (totals[Part.RETURNED] if totals else 0)
            assert totals is None or totals == tally(cells(standing(regulation.pk, place.people[who])))
        transaction.set_rollback(True)


def plainly(document: Document, unit: Unit) -> Facts | None:
    """What is known of a unit, told by going through what is kept, row by row."""
    sent = (
        Delivery.objects.filter(document=document, recipient=unit).exclude(ending=Ending.RECALLED).order_by("pk").last()
    )
    if sent is None:
        return None
    agenda = AgendaItem.objects.filter(document=document, conference__status=Progress.HELD)
    venues = Venue.objects.filter(unit=unit)
    studied = any(
        item.conference.unit == unit or any(venue.actual for venue in venues.filter(conference=item.conference))
        for item in agenda
    )
    noted = Acknowledgement.objects.filter(unit=unit, version=sent.version).exists()
    return Facts(Receipt.objects.filter(delivery=sent).exists(), sent.ending == Ending.RETURNED, studied, noted)


def agrees(document: Document, acting: Acting, below: str) -> None:
    """The sums add up, and each is as long as its list, in all and by level and branch."""
    rows = standing(document.pk, acting, below)
    found = cells(rows, below)
    numbers = tally(found)
    assert numbers[Part.SENT] == sum(numbers[part] for part in (Part.WAITING, Part.RETURNED, Part.RECEIVED))
    assert numbers[Part.RECEIVED] == numbers[Part.STUDIED] + numbers[Part.UNSTUDIED]
    assert numbers[Part.RECEIVED] == numbers[Part.NOTED] + numbers[Part.UNNOTED]
    for part in Part:
        units = Unit.objects.filter(pk__in=[row.unit for row in chosen(rows, part)])
        named_ = Counter((unit.level_id, (unit.path or "")[len(below) :].partition(".")[0]) for unit in units)
        counted = Counter[tuple[int, str]]()
        for cell in found:
            counted[cell.level, cell.branch] += cell.n if part in parts(cell.facts) else 0
        assert +counted == named_
        assert numbers[part] == named_.total()


def units_of(rows: list[Standing]) -> list[Unit]:
    """The units themselves, in the order of the rows."""
    there = Unit.objects.in_bulk()
    return [there[row.unit] for row in rows]


def test_lists_are_narrowed_by_level_and_branch(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    rows, commune = standing(regulation.pk, place.people["head"]), place.commune
    assert len(chosen(rows, Part.SENT, commune.level_id)) == 2
    assert chosen(rows, Part.SENT, place.province.level_id) == []
    assert units_of(standing(regulation.pk, place.people["head"], commune.path or "")) == [commune]


@given(st.builds(Facts, st.booleans(), st.booleans(), st.booleans(), st.booleans()))
def test_the_parts_of_one_unit_add_up(facts: Facts) -> None:
    found = parts(facts)
    assert Part.SENT in found
    assert len(found & {Part.WAITING, Part.RETURNED, Part.RECEIVED}) == 1
    assert (Part.RECEIVED in found) == (len(found & {Part.STUDIED, Part.UNSTUDIED}) == 1)
    assert (Part.RECEIVED in found) == (len(found & {Part.NOTED, Part.UNNOTED}) == 1)


def test_a_commune_sees_its_own_line_and_nobody_elses(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    assert units_of(standing(regulation.pk, place.people["commune-head"])) == [place.commune]
    assert len(standing(regulation.pk, place.people["inspector"])) == 2
    assert standing(regulation.pk, place.people["administrator"]) == []
    assert standing(regulation.pk, None) == []


def test_the_silent_are_named(place: Place, regulation: Document, received: Delivery) -> None:
    head = place.people["head"]
    assert units_of(silent(regulation, Part.WAITING, head)) == [place.other]
    assert units_of(silent(regulation, Part.UNSTUDIED, head)) == [place.commune]
    assert units_of(silent(regulation, Part.UNNOTED, head)) == [place.commune]
    acknowledge(regulation, by=place.people["commune-head"])
    assert silent(regulation, Part.UNNOTED, head) == []
    assert units_of(silent(regulation, Part.SENT, head)) == [place.other]


def test_the_outbox_is_what_a_unit_has_sent(place: Place, regulation: Document, sent: list[Delivery]) -> None:
    assert list(sent_documents(place.people["officer"])) == [regulation]
    assert list(sent_documents(place.people["commune-officer"])) == []


def test_the_outbox_tells_documents_apart(place: Place, regulation: Document) -> None:
    """Who studied one, and took note of it, has done neither for the other."""
    other, clerk, communes = place.receive(texts.GUIDELINE), place.people["clerk"], [place.commune, place.other]
    for document in (regulation, other):
        receive(send(document, named(communes), by=clerk)[:1], by=place.people["commune-clerk"])
    acknowledge(regulation, by=place.people["commune-head"])
    met(place.commune, regulation, "venue", place.province)
    met(place.other, other, "session", place.province)
    keys = [regulation.pk, other.pk]
    found = funnel.outbox(keys, clerk)
    assert found == {key: funnel.numbers(standing(key, clerk)) for key in keys}
    assert [(found[key][Part.STUDIED], found[key][Part.NOTED]) for key in keys] == [(1, 1), (0, 0)]


@pytest.mark.parametrize("many", [3, 40])
def test_the_funnel_asks_four_questions_whatever_it_counts(place: Place, regulation: Document, many: int) -> None:
    units = [add_unit(f"X{n}", f"Xã {n}", place.commune.level, place.province) for n in range(many)]
    send(regulation, named(units), by=place.people["clerk"], due_on=timezone.localdate() + timedelta(days=9))
    with CaptureQueriesContext(connection) as caught:
        numbers = tally(cells(standing(regulation.pk, place.people["head"], place.province.path or "")))
    assert (len(caught) <= 4, numbers[Part.SENT]) == (True, many)
