"""Duties with fixed days around Tết 2026, and people with addresses."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.units.models import Unit

GIVEN = date(2026, 1, 5)
Give = Callable[..., Assignment]


@pytest.fixture
def addressed(place: Place) -> Place:
    """Everybody of the place has an address."""
    for acting in place.people.values():
        acting.user.email = f"{acting.user.username}@vi-du.vn"
        acting.user.save(update_fields=["email"])
    return place


@pytest.fixture
def give(place: Place) -> Give:
    """The province's head gives a commune a duty that is due on a day, long before it."""

    def given(due: date, unit: Unit | None = None, given: date = GIVEN, **said: object) -> Assignment:
        duty = Duty(**{"action": "Ban hành kế hoạch", "due": due, **said})  # type: ignore[arg-type]
        held = assign(place.province, [unit or place.commune], duty, Source(), by=place.people["head"])[0]
        Assignment.objects.filter(pk=held.pk).update(
            assigned_at=timezone.make_aware(datetime.combine(given, time(9))), state="accepted"
        )
        held.refresh_from_db()
        return held

    return given
