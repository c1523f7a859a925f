"""The regulation, sent from the province to its communes."""

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.replaying import again
from thongsuot.dissemination.actions import receive, send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document


@pytest.fixture
def sent(place: Place, regulation: Document) -> list[Delivery]:
    """Two deliveries: to Đông Hòa and to Tây Thịnh, in this order."""
    both = named([place.commune, place.other])
    return again("sent", lambda: send(regulation, both, by=place.people["clerk"], note="để quán triệt"))


@pytest.fixture
def received(place: Place, sent: list[Delivery]) -> Delivery:
    """The one to Đông Hòa, received."""
    receive(sent[:1], by=place.people["commune-clerk"])
    return sent[0]
