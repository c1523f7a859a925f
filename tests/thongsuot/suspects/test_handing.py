"""Does an heir decide on what a unit that ended left undecided, and on what becomes doubtful after its end?"""

from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.handover.conftest import become, left
from tests.thongsuot.suspects.conftest import DUG, amend, answer
from thongsuot.documents.models import Document
from thongsuot.handover.actions import hand_all, take_files
from thongsuot.suspects.access import may_decide
from thongsuot.suspects.models import Suspect
from thongsuot.units.rules import Change, Lot


def test_what_waits_goes_over_with_the_work_and_with_the_files(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Việc đã ban hành"}, "7/KH-UBND")
    amend(directive, place)
    merged = become(place, Change.MERGE, [place.commune, place.other])
    row = Suspect.objects.get()
    assert row.unit in (place.commune, merged.heir)  # files of one heir go over on the day
    take_files(left(place.commune), merged.heir, by=None)
    row.refresh_from_db()
    assert row.unit == merged.heir
    assert may_decide(merged.head(), row)
    assert not may_decide(place.people["commune-head"], row)


def test_a_draft_that_went_over_takes_what_is_doubtful_with_it(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Việc trong dự thảo"})
    amend(directive, place)
    merged = become(place, Change.MERGE, [place.commune, place.other])
    hand_all(left(place.commune), {Lot.PROGRAMME: merged.heir}, by=None)
    assert Suspect.objects.get().unit == merged.heir


def test_what_becomes_doubtful_after_the_end_waits_for_who_keeps_the_files(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Việc đã ban hành"}, "7/KH-UBND")
    merged = become(place, Change.MERGE, [place.commune, place.other], on=timezone.localdate())
    take_files(left(place.commune), merged.heir, by=None)
    amend(directive, place)
    amend(directive, place, DUG, DUG.replace("lập sổ", "lập bảng"))
    assert Suspect.objects.waiting().get().unit == merged.heir
