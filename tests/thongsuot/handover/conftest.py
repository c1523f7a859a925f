"""Two communes become one: Xã Đông Hòa (whose duties, drafts and documents there are) and Xã Tây Thịnh."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import directive as directive
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.handover.estates import Estate, estate
from thongsuot.units.access import Acting
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Change, Role


@dataclass(frozen=True, slots=True)
class Merged:
    """What carries on, and who works there."""

    heirs: tuple[Unit, ...]
    people: dict[str, Acting]

    @property
    def heir(self) -> Unit:
        """The first, or only one."""
        return self.heirs[0]

    def head(self, n: int = 0) -> Acting:
        """Its head."""
        return self.people[f"head-{n}"]

    def officer(self, n: int = 0) -> Acting:
        """Its officer."""
        return self.people[f"officer-{n}"]


def become(place: Place, kind: Change, olds: Sequence[Unit], n: int = 1, on: date | None = None) -> Merged:
    """Some communes become ``n`` others, each with a head, an officer and an inspector."""
    made = Unit.objects.filter(code__startswith="MOI").count()
    news = [add_unit(f"MOI.{made + i}", f"Xã Mới {made + i}", place.commune.level, place.province) for i in range(n)]
    people = {}
    for i, unit in enumerate(news):
        for role in (Role.HEAD, Role.OFFICER, Role.INSPECTOR, Role.CLERK):
            user = add_user(f"{role}-{made + i}")
            people[f"{role}-{i}"] = Acting(user, appoint(user, unit, role))
    succeed(kind, olds, news, on or timezone.localdate(), reason="Sắp xếp đơn vị hành chính")
    return Merged(tuple(news), people)


@contextmanager
def taken_back(place: Place) -> Iterator[None]:
    """What one example does is undone before the next one."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        units = (place.province, place.commune, place.other)
        for unit in (*units, *(who.membership.unit for who in place.people.values())):
            unit.refresh_from_db()


def left(unit: Unit) -> Estate:
    """What a unit leaves."""
    unit.refresh_from_db()
    found = estate(unit, timezone.localdate())
    assert found is not None
    return found


@pytest.fixture
def merged(place: Place) -> Merged:
    """Both communes became one today, before anything was given to them."""
    return become(place, Change.MERGE, [place.commune, place.other])


def issue(place: Place, text: str, unit: Unit, name: str = "qd.txt", who: str = "commune-clerk") -> Document:
    """A document of a unit's outgoing register."""
    return receive(text.encode(), name, Intake(unit, Direction.OUT), by=place.people[who])
