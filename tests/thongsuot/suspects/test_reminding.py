"""Are units reminded of what they have not decided, and do reminders of duties say that their ground changed?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.suspects.conftest import amend, answer, give
from thongsuot.documents.models import Document
from thongsuot.events.actions import writing
from thongsuot.reminders import ticking
from thongsuot.reminders.lines import lines
from thongsuot.reminders.models import Reminder
from thongsuot.reminders.rules import Kind, Seat
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.reminding import remind

MONDAY = date(2026, 3, 9)


@pytest.fixture
def amended(directive: Document, place: Place) -> Document:
    """The commune answered the clause twice, the province gave a duty on it; then its words changed, on a Monday."""
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ giếng", "D2": "Làm theo Điều 2"})
    give(place, directive, "D2.K2")
    amend(directive, place)
    Change.objects.update(at=timezone.make_aware(timezone.datetime(2026, 3, 9, 10)))
    return directive


def told(day: date) -> list[tuple[str, int]]:
    return [
        (row.unit.code, row.n)
        for row in Reminder.objects.filter(kind=Kind.DECIDE, on=day).select_related("unit").order_by("unit__code")
    ]


def test_a_unit_hears_how_much_waits_on_the_day_of_the_change_and_again_until_it_has_decided(
    amended: Document, place: Place
) -> None:
    assert remind(MONDAY) == 2
    remind(MONDAY)
    assert told(MONDAY) == [("LS", 1), ("LS.01", 2)]
    assert remind(MONDAY + timedelta(1)) == 0
    Suspect.objects.filter(unit=place.province).update(decision="keep")
    assert remind(MONDAY + timedelta(7)) == 1
    assert told(MONDAY + timedelta(7)) == [("LS.01", 2)]
    assert remind(MONDAY + timedelta(5)) == 0  # a Saturday


def test_the_line_opens_the_list_that_it_counts_and_goes_into_the_digest(amended: Document, place: Place) -> None:
    assert [name for name, _run in ticking.DAILY].index("suspects") < [name for name, _run in ticking.DAILY].index(
        "reminders-of-the-day"
    )
    remind(MONDAY)
    head = place.people["commune-head"]
    rows = list(Reminder.objects.filter(unit=place.commune))
    (line,) = lines(rows, head)
    assert line.url == f"{reverse('suspects')}?document={amended.pk}"
    assert "2" in line.reason
    page = place.client("commune-head").get(line.url)
    assert page.context["page"].paginator.count == 2
    assert [(row.head, row.officer, row.clerk) for row in rows] == [(True, True, False)]


def test_a_reminder_of_a_duty_says_that_its_ground_changed(amended: Document, place: Place) -> None:
    duty = Suspect.objects.get(about="Kiểm tra giếng").assignment
    with writing():
        row = Reminder.objects.create(
            kind=Kind.DUTY, assignment=duty, since=MONDAY, unit=place.commune, seat=Seat.LEAD, on=MONDAY, head=True
        )
    assert [line.suspect for line in lines([row], place.people["commune-head"])] == [True]
    Suspect.objects.update(decision="keep")
    assert [line.suspect for line in lines([row], place.people["commune-head"])] == [False]
