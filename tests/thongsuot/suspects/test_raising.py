"""Is everything that rests on words that changed doubtful, through the whole tree, and nothing else?"""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.suspects.conftest import DUG, WELLS, about, amend, answer, give
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document
from thongsuot.followup.giving import Duty, Source, pass_down
from thongsuot.followup.recurring import Rhythm, recur
from thongsuot.followup.rules import Every
from thongsuot.programmes import actions as programmes
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.suspects.models import Change, Suspect
from thongsuot.units.actions import add_unit


def test_an_item_a_duty_and_what_was_passed_down_become_doubtful(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ", "D2.K1": "Ban hành kế hoạch"})
    held = give(place, directive, "D2.K2")
    pass_down(held, [place.commune], Duty("Kiểm tra giếng thôn Một"), by=place.people["commune-head"])
    amend(directive, place)
    assert about() == [
        ("LS.01", "Lập sổ", "D2.K2", "words"),
        ("LS", "Kiểm tra giếng", "D2.K2", "words"),
        ("LS.01", "Kiểm tra giếng thôn Một", "D2.K2", "words"),
    ]
    change = Change.objects.get()
    assert change.clauses == [["D2.K2", "words", ""]]
    assert (change.before.n, change.after.n, change.by) == (1, 2, place.people["clerk"].user)  # type: ignore[union-attr]


def test_a_regular_duty_and_what_rests_on_the_article_or_the_whole_are_doubtful_too(
    directive: Document, place: Place
) -> None:
    source = Source.of_clause(directive, "D2")
    rhythm = Rhythm(Every.YEAR, timezone.localdate())
    recur(place.province, place.commune, Duty("Báo cáo năm"), rhythm, source, by=place.people["head"])
    give(place, directive, "", "Thực hiện Quy định")
    give(place, directive, "D1.K1", "Quán triệt")
    amend(directive, place)
    assert [row[1:3] for row in about()] == [("Báo cáo năm", "D2"), ("Thực hiện Quy định", ""), ("Báo cáo năm", "D2")]
    assert Suspect.objects.filter(recurrence__isnull=False).count() == 1


def test_a_new_reading_with_the_same_words_makes_nothing_doubtful(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place, "xã, phường lập", "xã,  phường  lập")
    amend(directive, place, "T/M BỘ CHÍNH TRỊ", "TM. BỘ CHÍNH TRỊ")
    assert about() == []


def test_it_goes_down_the_tree_by_the_issued_programme_above(directive: Document, place: Place) -> None:
    """The province answers the regulation, the commune the province's programme; a duty rests on the commune's."""
    plan = answer(
        directive, place.province, "", place,
        {"D2.K2": "Lập sổ theo dõi giếng", "D2.K1": "Ban hành kế hoạch năm"}, "5/KH-UBND",
    ).issued  # fmt: skip
    assert plan is not None
    assert plan.current is not None
    documents.share(plan, [place.commune], by=place.people["clerk"])
    locs = {
        row.loc: plan.current.text[row.start : row.end] for row in plan.current.provisions.order_by("index")
    }  # fmt: skip
    wells, yearly = (
        [loc for loc, text in locs.items() if words in text and loc != "PL"][-1]
        for words in ("theo dõi giếng", "kế hoạch năm")
    )
    assert wells != yearly
    answer(plan, place.commune, "commune-", place, {wells: "Lập sổ giếng của xã", yearly: "Kế hoạch của xã"})
    mine = answer(plan, place.commune, "commune-", place, {wells: "Sổ giếng thứ hai"}, "9/KH-UBND").issued
    assert mine is not None
    give(place, mine, "", "Việc theo kế hoạch của xã", who="commune-head", unit=place.commune)
    amend(directive, place)
    assert about() == [
        ("LS", "Lập sổ theo dõi giếng", "D2.K2", "words"),
        ("LS.01", "Lập sổ giếng của xã", "D2.K2", "words"),
        ("LS.01", "Sổ giếng thứ hai", "D2.K2", "words"),
        ("LS.01", "Việc theo kế hoạch của xã", "D2.K2", "words"),
    ]
    last = Suspect.objects.get(about="Việc theo kế hoạch của xã")
    assert last.via is not None
    assert last.via.via is not None
    assert [last.via.about, last.via.via.about] == ["Sổ giếng thứ hai", "Lập sổ theo dõi giếng"]
    derived = Suspect.objects.get(unit=place.commune, about="Lập sổ giếng của xã")
    assert derived.document == plan
    assert derived.via is not None
    assert derived.via.about == "Lập sổ theo dõi giếng"


def test_what_changes_again_before_anybody_decided_is_asked_once(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    amend(directive, place, DUG, DUG.replace("lập sổ", "lập bảng"))
    assert len(about()) == 1
    assert [row.decision for row in Suspect.objects.order_by("pk")] == ["overtaken", ""]


def test_what_comes_back_to_the_words_it_was_made_on_is_no_longer_doubtful(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    amend(directive, place, DUG, WELLS)
    assert about() == []
    assert Suspect.objects.get().decision == "lapsed"


def test_an_item_that_is_taken_out_of_its_draft_is_decided_on_by_that(directive: Document, place: Place) -> None:
    held = answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    item = held.items.get()
    programmes.remove_item(item, revision=item.revision, by=place.people["commune-officer"])
    (left,) = Suspect.objects.all()
    assert (left.decision, left.item, left.about) == ("lapsed", None, "Lập sổ")


def test_a_hundred_times_as_much_takes_no_more_questions(directive: Document, place: Place) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            amend(directive, place, WELLS if Change.objects.count() % 2 == 0 else DUG,
                  DUG if Change.objects.count() % 2 == 0 else WELLS)  # fmt: skip
        return len(seen)

    held = answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    asked()  # from here on something waits already
    few = asked()
    basis = Basis.objects.get(item__programme=held)
    for n in range(60):
        unit = add_unit(f"X{n}", f"Xã {n}", place.commune.level, place.province)
        programme = Programme.objects.create(
            unit=unit, answers=directive, kind="Kế hoạch", title="", created_by=place.people["officer"].user
        )
        items = ProgrammeItem.objects.bulk_create([ProgrammeItem(programme=programme, order=n, action="Lập sổ")])
        Basis.objects.bulk_create(
            Basis(item=item, document=directive, version=basis.version, loc="D2.K2", quote="", fingerprint="x",
                  unit=unit) for item in items
        )  # fmt: skip
    many = asked()
    assert Suspect.objects.waiting().count() >= 60
    assert many <= few + 4
