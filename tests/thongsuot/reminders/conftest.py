"""Duties with fixed days around Tết 2026, people with addresses, and a clock that stands where a test puts it."""

from collections.abc import Callable
from datetime import date, datetime, time
from unittest import mock

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.units.models import Unit, User

TET = date(2026, 2, 17)
GIVEN = date(2026, 1, 5)
Give = Callable[..., Assignment]


@pytest.fixture
def at() -> "Callable[[date], mock._patch]":
    """The clock of the application, on a morning."""

    def standing(day: date) -> "mock._patch":
        now = timezone.make_aware(datetime.combine(day, time(8)))
        return mock.patch("django.utils.timezone.now", return_value=now)

    return standing


@pytest.fixture
def addressed(place: Place) -> Place:
    """Everybody of the place has an address."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@vi-du.vn")
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
