"""The standing characters: a small province, and who works there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.thongsuot import texts
from tests.thongsuot.emptying import drop, restore
from tests.thongsuot.replaying import again
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document
from thongsuot.events.actions import writing
from thongsuot.units.access import Acting
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role

PASSWORD = "mot-mat-khau-dai-2026"


@dataclass(frozen=True, slots=True)
class Place:
    """A province with two communes, and people by the names of their roles: ``clerk``, ``commune-clerk``, …"""

    province: Unit
    commune: Unit
    other: Unit
    people: dict[str, Acting]

    def client(self, who: str) -> Client:
        """A browser in which somebody is signed in; nobody where the name is empty."""
        client = Client()
        if who:
            client.force_login(self.people[who].user, "django.contrib.auth.backends.ModelBackend")
        return client

    def receive(self, text: str, name: str = "van-ban.txt", unit: Unit | None = None, who: str = "clerk") -> Document:
        """A text registered by somebody."""
        return receive(text.encode(), name, Intake(unit or self.people[who].unit), by=self.people[who])


@pytest.fixture
def place(db: None) -> Place:
    """The province of Lâm Sơn (which is not a real one)."""
    cache.clear()  # what was kept of another test's events
    return again("place", _settle)


def _settle() -> Place:
    with writing():  # one change: a test has hundreds of questions less to wait for
        levels = [add_level(code, name, rank) for rank, (code, name) in enumerate((("tinh", "Tỉnh"), ("xa", "Xã")), 1)]
        province = add_unit("LS", "Tỉnh Lâm Sơn", levels[0])
        commune = add_unit("LS.01", "Xã Đông Hòa", levels[1], province)
        other = add_unit("LS.02", "Xã Tây Thịnh", levels[1], province)
        people = {}
        for prefix, unit in (("", province), ("commune-", commune), ("stranger-", other)):
            for role in Role:
                user = add_user(f"{prefix}{role}", password=PASSWORD)
                people[f"{prefix}{role}"] = Acting(user, appoint(user, unit, role))
    return Place(province, commune, other, people)


@pytest.fixture
def regulation(place: Place) -> Document:
    """The regulation of the story, registered by the province's clerk."""
    return again("regulation", lambda: place.receive(texts.REGULATION, "58-QD-TW.txt"))


@pytest.fixture
def _history(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Set up before, torn down after, the fixture that empties the database."""
    sentences: list[str] = []
    yield sentences
    with django_db_blocker.unblock():
        restore(sentences)


@pytest.fixture
def committed(_history: list[str], transactional_db: None) -> Iterator[None]:
    """Changes are committed and seen by every connection; all tables are emptied at the end."""
    yield
    _history += drop()


@pytest.fixture
def threads(committed: None) -> None:
    """Several threads write at once, where the database has more than one writer."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory has one writer")
