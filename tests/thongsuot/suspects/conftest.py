"""A regulation that two communes answer, a programme that its own level answers in turn, duties on its clauses."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import FORM, confirm
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.programmes import actions as programmes
from thongsuot.programmes import exempting, moving
from thongsuot.programmes.actions import Task
from thongsuot.programmes.models import Exemption, Programme
from thongsuot.programmes.moving import Issue
from thongsuot.suspects.models import Suspect
from thongsuot.units.models import Unit

WELLS = "Các xã, phường lập sổ theo dõi nước giếng khơi."
DUG = "Các xã, phường lập sổ theo dõi nước giếng khoan."


@pytest.fixture
def directive(place: Place, regulation: Document) -> Document:
    """The regulation, its duties confirmed, in the hands of both communes."""
    confirm(regulation, place)
    documents.share(regulation, [place.commune, place.other], by=place.people["clerk"])
    regulation.refresh_from_db()
    return regulation


def answer(
    document: Document, unit: Unit, prefix: str, place: Place, tasks: dict[str, str], symbol: str = ""
) -> Programme:
    """A unit's programme with an item for each clause; issued where it gets a symbol."""
    who = {role: place.people[f"{prefix}{role}"] for role in ("officer", "head", "clerk")}
    held = programmes.start(document, unit, kind="Kế hoạch", title="thực hiện", by=who["officer"])
    for item in held.items.filter(kept=False):
        programmes.remove_item(item, revision=item.revision, by=who["officer"])
    for loc, action in tasks.items():
        programmes.add_item(held, Task(action, lead=unit), loc=loc, by=who["officer"])
    held.refresh_from_db()
    if symbol:
        held = moving.submit(held, revision=held.revision, by=who["officer"])
        held = moving.approve(held, revision=held.revision, by=who["head"], reason="ngoài phạm vi")
        moving.issue(held, Issue(symbol, date(2026, 3, 5), FORM), revision=held.revision, by=who["clerk"])
        held.refresh_from_db()
    return held


def exempt(
    document: Document, loc: str, place: Place, reason: str = "Xã không có giếng khơi", prefix: str = "commune-"
) -> Exemption:
    """A clause that does not apply to a commune, as its head approved."""
    officer, head = place.people[f"{prefix}officer"], place.people[f"{prefix}head"]
    asked = exempting.ask(document, officer.unit, loc, reason, by=officer)
    return exempting.decide(asked, approved=True, why="", revision=asked.revision, by=head)


def amend(document: Document, place: Place, old: str = WELLS, new: str = DUG) -> Document:
    """The document in other words, from today on."""
    document.refresh_from_db()
    assert document.current is not None
    assert old in document.current.text
    text = document.current.text.replace(old, new)
    documents.add_version(document, text.encode(), "moi.txt", since=timezone.localdate(), by=place.people["clerk"])
    document.refresh_from_db()
    return document


def give(
    place: Place, document: Document, loc: str, action: str = "Kiểm tra giếng", who: str = "head",
    unit: Unit | None = None,
) -> Assignment:  # fmt: skip
    """A head, the province's where none is named, gives the commune a duty on a clause."""
    duty = Duty(action, due=timezone.localdate() + timedelta(20))
    source = Source.of_clause(document, loc)
    return assign(unit or place.province, [place.commune], duty, source, by=place.people[who])[0]


def about() -> list[tuple[str, str, str, str]]:
    """The suspects there are: whose, what, on which clause, how."""
    rows = Suspect.objects.waiting().select_related("unit").order_by("pk")
    return [(row.unit.code, row.about, row.loc, row.how) for row in rows]
