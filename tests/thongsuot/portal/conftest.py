"""A province that publishes: its regulation open to all and public, an index of what is public made anew."""

import pytest
from django.test import Client

from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import restrict
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.portal import searching
from thongsuot.portal.actions import publish
from thongsuot.portal.models import Publication


@pytest.fixture(autouse=True)
def fresh() -> None:
    """What another test's database left in this process is forgotten."""
    held = searching.index()
    held.clear()
    held.release()


@pytest.fixture
def anybody() -> Client:
    """A browser of nobody."""
    return Client()


def reach(document: Document, wanted: Reach, place: Place, mark: Mark = Mark.NONE) -> Document:
    """The document with another reach."""
    document.refresh_from_db()
    return restrict(
        document, mark=mark, reach=wanted, revision=document.revision, by=place.people["clerk"], reason="thử"
    )


@pytest.fixture
def public(place: Place, regulation: Document) -> Publication:
    """The regulation, published by the province's head."""
    return publish(regulation, by=place.people["head"])
