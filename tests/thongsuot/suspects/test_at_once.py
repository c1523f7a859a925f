"""Is a thing decided on once, and a document replaced once, when two people do it at the same moment?"""

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.privacy.test_at_once import at_once
from tests.thongsuot.suspects.conftest import amend, answer, give
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.programmes import exempting
from thongsuot.suspects.deciding import Said, decide
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.rules import Decision


def test_two_who_decide_at_once_decide_once(threads: None, place: Place, directive: Document) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    row = Suspect.objects.get()
    ends = at_once(
        lambda: decide(row, Said(Decision.KEEP, "Vẫn đúng"), revision=row.revision, by=place.people["commune-officer"]),
        lambda: decide(row, Said(Decision.REVISE, "Phải sửa"), revision=row.revision, by=place.people["commune-head"]),
    )
    assert sorted(ends) == ["Stale", "done"]
    row.refresh_from_db()
    assert row.revision == 2


def test_one_who_decides_while_another_refuses_waits_for_nobody_who_waits_for_him(
    threads: None, place: Place, directive: Document
) -> None:
    officer, head = place.people["commune-officer"], place.people["commune-head"]
    asked = exempting.ask(directive, place.commune, "D2.K2", "Xã không có giếng", by=officer)
    amend(directive, place)
    row = Suspect.objects.get()
    ends = at_once(
        lambda: decide(row, Said(Decision.WITHDRAW, "Có giếng"), revision=row.revision, by=head),
        lambda: exempting.decide(asked, approved=False, why="Có giếng", revision=1, by=head),
    )
    assert sorted(ends) in (["Stale", "done"], ["done", "done"])
    asked.refresh_from_db()
    assert asked.state in ("ended", "refused")
    assert not Suspect.objects.waiting().exists()


def test_two_documents_of_the_same_symbol_that_say_it_at_once_make_one_change_each(threads: None, place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    give(place, old, "D2", "Theo dõi hiệu lực")
    new = place.receive(texts.REGULATION, "58.txt")
    again = review.add(new, "relation", (0, 20), {"kind": "replaces", "doc": "126-QĐ/TW"}, by=place.people["officer"])
    Change.objects.all().delete()
    first, officer = new.findings.exclude(pk=again.pk).get(relation="replaces"), place.people["officer"]
    ends = at_once(
        lambda: review.accept(first, revision=first.revision, by=officer),
        lambda: review.correct(again, again.payload, revision=again.revision, by=officer),
    )
    assert ends == ["done", "done"]
    assert Change.objects.count() == 1
    assert Suspect.objects.count() == 1
