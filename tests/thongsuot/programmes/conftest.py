"""A directive whose duties were confirmed and that two communes were given, and an answer to it."""

from datetime import date

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.replaying import again
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind, State
from thongsuot.programmes import actions, moving
from thongsuot.programmes.models import Programme
from thongsuot.programmes.moving import Issue
from thongsuot.programmes.official import Form

FORM = Form("state", "Ủy ban nhân dân xã Đông Hòa", "Đông Hòa", "Tỉnh Lâm Sơn", "TM. Ủy ban nhân dân", "Chủ tịch",
            "Nguyễn Văn A", ("UBND tỉnh", "Các thôn"))  # fmt: skip


def confirm(document: Document, place: Place) -> None:
    """Accept all that a document orders."""
    for finding in document.findings.filter(kind=Kind.OBLIGATION, state=State.PROPOSED):
        review.accept(finding, revision=finding.revision, by=place.people["officer"])


def confirmed(document: Document, place: Place) -> Document:
    """The same, all that it orders accepted."""
    confirm(document, place)
    document.refresh_from_db()
    return document


@pytest.fixture
def directive(place: Place, regulation: Document) -> Document:
    """The regulation, its duties confirmed, in the hands of both communes."""

    def shared() -> Document:
        confirm(regulation, place)
        documents.share(regulation, [place.commune, place.other], by=place.people["clerk"])
        regulation.refresh_from_db()
        return regulation

    return again("confirmed and shared", shared)


@pytest.fixture
def programme(place: Place, directive: Document) -> Programme:
    """The commune's answer, as begun: nothing kept."""
    return again("programme", lambda: actions.start(
        directive, place.commune, kind="Kế hoạch", title="thực hiện Quy định số 58-QĐ/TW",
        by=place.people["commune-officer"],
    ))  # fmt: skip


def name_for(document: Document, loc: str, *names: str) -> None:
    """A clause is for somebody else, as if its duty had been read and confirmed so."""
    for finding in document.findings.filter(kind=Kind.OBLIGATION, loc=loc):
        finding.payload = {**finding.payload, "lead": list(names), "executor": [], "partners": []}
        finding.save(update_fields=["payload"])


def keep_all(programme: Programme, place: Place) -> None:
    """Keep every suggestion."""
    for item in programme.items.filter(kept=False):
        actions.keep_item(item, revision=item.revision, by=place.people["commune-officer"])


def submitted(programme: Programme, place: Place) -> Programme:
    """The programme, its suggestions kept, before its head."""
    keep_all(programme, place)
    programme.refresh_from_db()
    return moving.submit(programme, revision=programme.revision, by=place.people["commune-officer"])


def issued(programme: Programme, place: Place, symbol: str = "12/KH-UBND") -> Document:
    """The programme, gone its whole way."""
    head = place.people["commune-head"]
    found = moving.approve(
        submitted(programme, place), revision=programme.revision + 1, by=head, reason="thuộc trách nhiệm cấp tỉnh"
    )
    out = Issue(symbol, date(2026, 3, 5), FORM)
    return moving.issue(found, out, revision=found.revision, by=place.people["commune-clerk"])
