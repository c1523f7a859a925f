"""A duty that the province gave to a commune, from a clause of the regulation."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import confirmed
from tests.thongsuot.replaying import again
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment


def soon(days: int = 20) -> date:
    """A day that is still to come."""
    return timezone.localdate() + timedelta(days)


@pytest.fixture
def directive(place: Place, regulation: Document) -> Document:
    """The regulation, its duties confirmed."""
    return again("confirmed", lambda: confirmed(regulation, place))


def give(place: Place, document: Document | None = None, **said: object) -> Assignment:
    """The province's head gives the commune a duty."""
    source = Source()
    if document is not None:
        loc = document.findings.filter(kind=Kind.OBLIGATION).exclude(loc="").order_by("start")[0].loc
        source = Source.of_clause(document, loc)
    duty = Duty(**{"action": "Ban hành kế hoạch", "due": soon(), **said})  # type: ignore[arg-type]
    return assign(place.province, [place.commune], duty, source, by=place.people["head"])[0]


@pytest.fixture
def assignment(place: Place, directive: Document) -> Assignment:
    """The duty, not accepted yet."""
    return again("assignment", lambda: give(place, directive))
