"""Is a duty that was done under old words doubtful once it is to be done again, and only then?"""

import pytest

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.suspects.conftest import DUG, WELLS, about, amend, answer, give
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.followup import reporting, taking
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.followup.reporting import Told
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.suspects.models import Suspect


def done(held: Assignment, place: Place) -> Assignment:
    taking.accept(held, by=place.people["commune-officer"])
    row = reporting.report(held, Told("Đã lập sổ", finished=True), by=place.people["commune-officer"])
    return reporting.confirm(row, by=place.people["head"])


def reopened(held: Assignment, place: Place) -> None:
    reporting.reopen(held, "Sổ còn thiếu", by=place.people["head"])


@pytest.fixture
def finished(directive: Document, place: Place) -> Assignment:
    return done(give(place, directive, "D2.K2"), place)


def test_what_changed_meanwhile_is_asked_when_it_is_reopened(
    finished: Assignment, directive: Document, place: Place
) -> None:
    amend(directive, place)
    assert about() == []
    reopened(finished, place)
    assert about() == [("LS", "Kiểm tra giếng", "D2.K2", "words")]
    told = Event.objects.filter(verb="suspects-raised").latest("seq")
    assert (told.subject, told.after["suspects"]) == (f"document:{directive.pk}", 1)


def test_a_change_of_another_clause_or_back_again_is_not(
    finished: Assignment, directive: Document, place: Place
) -> None:
    amend(directive, place, "ban hành kế hoạch", "ban hành chương trình")
    amend(directive, place)
    amend(directive, place, DUG, WELLS)
    reopened(finished, place)
    assert about() == []


def test_what_was_asked_before_it_was_done_is_not_asked_again(directive: Document, place: Place) -> None:
    held = give(place, directive, "D2.K2")
    amend(directive, place)
    reopened(done(held, place), place)
    assert Suspect.objects.count() == 1


def test_the_item_that_it_carries_out_was_doubted_meanwhile(directive: Document, place: Place) -> None:
    answer(directive, place.province, "", place, {"D2.K2": "Lập sổ"}, "7/KH-UBND")
    source = Source(item=ProgrammeItem.objects.get(action="Lập sổ"))
    held = assign(place.province, [place.commune], Duty("Lập sổ của xã"), source, by=place.people["head"])[0]
    held = done(held, place)
    amend(directive, place)
    assert [row[1] for row in about()] == ["Lập sổ"]
    reopened(held, place)
    assert [row[1] for row in about()] == ["Lập sổ", "Lập sổ của xã"]
    assert Suspect.objects.get(assignment=held).via == Suspect.objects.get(item__isnull=False)


def test_a_document_that_is_replaced_meanwhile_is_asked_with_the_place_of_its_successor(place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    documents.share(old, [place.commune], by=place.people["clerk"])
    held = done(give(place, old, "D2", "Theo dõi hiệu lực"), place)
    finding = place.receive(texts.REGULATION, "58.txt").findings.get(relation="replaces")
    review.accept(finding, revision=finding.revision, by=place.people["officer"])
    assert about() == []
    reopened(held, place)
    assert about() == [("LS", "Theo dõi hiệu lực", "D2", "replaced")]
    assert Suspect.objects.get().to == "D3"
