"""What an ended unit leaves goes over to its heir; what it did stays told as its own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from tests.thongsuot.followup.test_tallying import act
from tests.thongsuot.handover.conftest import become, left, taken_back
from thongsuot.dissemination import actions as sending
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.access import may_read as may_read_document
from thongsuot.documents.actions import restrict, share
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.followup import extending, reporting, taking
from thongsuot.followup.access import may_read
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.followup.queries import visible
from thongsuot.followup.recurring import Rhythm, recur
from thongsuot.followup.reporting import Told
from thongsuot.followup.rules import Every
from thongsuot.followup.tallying import faults
from thongsuot.handover.actions import hand_all, hand_over, take_files
from thongsuot.handover.estates import waits
from thongsuot.handover.lots import HAND, WAITING, listed
from thongsuot.handover.receivers import come_due
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.actions import Task, add_item, start
from thongsuot.programmes.commenting import consult
from thongsuot.programmes.models import Basis, Consultation, Programme
from thongsuot.search.sync import rights, rights_of
from thongsuot.units.actions import save_group
from thongsuot.units.models import Handover
from thongsuot.units.rules import Change, Lot

TODAY = timezone.localdate


def everything(place: Place, document: Document) -> Assignment:
    """The commune has one thing in every lot; gives the duty it leads."""
    head, theirs, officer = place.people["head"], place.people["commune-head"], place.people["commune-officer"]
    sending.send(document, named([place.commune]), by=place.people["clerk"])
    held = give(place, document)
    taking.accept(held, by=officer)
    reporting.report(held, Told("Đã làm một nửa", progress=50), by=officer)
    assign(place.commune, [place.commune], Duty("Việc trong xã"), Source(), by=theirs)
    assign(place.province, [place.other], Duty("Chung", partners=[place.commune]), Source(), by=head)
    recur(place.province, place.commune, Duty("Báo cáo tháng"), Rhythm(Every.MONTH, TODAY()), Source(), by=head)
    programme = start(document, place.commune, kind="Kế hoạch", title="thực hiện", by=officer)
    add_item(programme, Task("Lập sổ", lead=place.commune), by=officer, loc="D2.K2")
    draft = start(document, place.province, kind="Chương trình", title="của tỉnh", by=place.people["officer"])
    consult(draft, [place.commune], soon(), by=place.people["officer"])
    save_group(place.province, "Các xã", [place.commune, place.other])
    return held


def test_everything_goes_over_to_the_one_heir_and_what_was_done_stays_the_old_units(
    place: Place, directive: Document
) -> None:
    held = everything(place, directive)
    done = give(place)
    taking.accept(done, by=place.people["commune-officer"])
    report = reporting.report(done, Told("Xong", finished=True), by=place.people["commune-officer"])
    reporting.confirm(report, by=place.people["head"])
    merged = become(place, Change.MERGE, [place.commune, place.other])
    estate = left(place.commune)
    assert all(waiting(place.commune).exists() for waiting in WAITING.values())
    assert all(listed(lot, place.commune, merged.head()).exists() for lot in WAITING)
    assert waits(merged.heir, TODAY()) == 2
    before = Assignment.objects.get(pk=held.pk)
    went = hand_all(estate, dict.fromkeys(WAITING, merged.heir), by=merged.officer(), reason="Bàn giao")
    assert went.left == 0
    assert went.n >= 9
    after = Assignment.objects.get(pk=held.pk)
    assert (after.lead, after.state, after.due_on, after.original_due) == (
        merged.heir, before.state, before.due_on, before.original_due,
    )  # fmt: skip
    assert after.reports.get().unit == place.commune
    done.refresh_from_db()
    assert done.lead == place.commune
    assert may_read(merged.head(), done)
    row = Handover.objects.get(lot=Lot.LED, key=held.pk)
    assert (row.old, row.new, row.on, row.reason) == (place.commune, merged.heir, TODAY(), "Bàn giao")
    assert Event.objects.filter(subject=f"assignment:{held.pk}", verb="duty-handed-over").count() == 1
    assert Programme.objects.filter(unit=merged.heir).count() == 1
    assert set(Basis.objects.filter(item__programme__unit=merged.heir).values_list("unit", flat=True)) == {
        merged.heir.pk
    }
    assert Consultation.objects.get(programme__unit=place.province).unit == merged.heir
    assert Recurrence.objects.get().lead == merged.heir
    assert Delivery.objects.get().recipient == merged.heir
    assert not list(faults())
    assert not list(verify())
    assert waits(merged.heir, TODAY()) == 1  # the other commune's


def test_a_renamed_unit_hands_over_everything_without_asking(place: Place, directive: Document) -> None:
    held = everything(place, directive)
    renamed = become(place, Change.RENAME, [place.commune])
    held.refresh_from_db()
    assert held.lead == renamed.heir
    assert not any(waiting(place.commune).exists() for waiting in WAITING.values())
    assert waits(renamed.heir, TODAY()) == 0
    assert not list(faults())
    assert not list(verify())


def test_what_is_renamed_on_a_day_to_come_goes_over_on_that_day(place: Place, directive: Document) -> None:
    held = give(place, directive)
    renamed = become(place, Change.RENAME, [place.commune], on=TODAY() + timedelta(1))
    estate = left(place.commune)
    assert estate.planned
    with pytest.raises(Problem):
        hand_over(estate, Lot.LED, [held.pk], renamed.heir, by=place.people["head"])
    assert come_due(TODAY()) == 0
    tomorrow = TODAY() + timedelta(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_args: tomorrow)
        assert come_due(tomorrow) == 1
        assert come_due(tomorrow) == 0
    held.refresh_from_db()
    assert held.lead == renamed.heir


def test_what_nobody_carries_on_falls_to_the_unit_above(place: Place) -> None:
    held = give(place)
    become(place, Change.DISSOLVE, [place.commune], n=0)
    estate = left(place.commune)
    assert estate.heirs == [place.province]
    assert estate.keeper == place.province
    with pytest.raises(Forbidden):
        hand_over(estate, Lot.LED, [held.pk], place.province, by=place.people["stranger-head"])
    assert hand_over(estate, Lot.LED, [held.pk], place.province, by=place.people["head"]) == 1
    held.refresh_from_db()
    assert held.lead == place.province


def test_a_split_asks_who_keeps_the_files_and_then_row_by_row(place: Place, directive: Document) -> None:
    one, two = give(place, directive), give(place)
    split = become(place, Change.SPLIT, [place.commune], n=2)
    estate = left(place.commune)
    assert estate.heir is None
    assert estate.keeper is None
    take_files(estate, split.heirs[0], by=split.head(0))
    assert left(place.commune).keeper == split.heirs[0]
    with pytest.raises(Forbidden):  # one heir gives nothing to the other
        hand_over(estate, Lot.LED, [one.pk], split.heirs[1], by=split.head(0))
    assert hand_over(estate, Lot.LED, [one.pk], split.heirs[0], by=split.officer(0)) == 1
    assert hand_over(estate, Lot.LED, [one.pk, two.pk], split.heirs[1], by=split.head(1)) == 1
    for held, heir in ((one, split.heirs[0]), (two, split.heirs[1])):
        held.refresh_from_db()
        assert held.lead == heir
    assert all(may_read_document(split.head(n), directive) for n in (0, 1))
    assert not list(faults())


def test_who_only_inspects_or_has_nothing_to_do_with_it_hands_nothing_over(place: Place) -> None:
    held = give(place)
    merged = become(place, Change.MERGE, [place.commune, place.other])
    estate = left(place.commune)
    for who in (merged.people["inspector-0"], merged.people["clerk-0"], place.people["inspector"]):
        with pytest.raises(Forbidden):
            hand_over(estate, Lot.LED, [held.pk], merged.heir, by=who)
    with pytest.raises(Problem):
        hand_over(estate, Lot.LED, [held.pk], place.province, by=place.people["head"])
    assert hand_over(estate, Lot.LED, [held.pk], merged.heir, by=place.people["officer"]) == 1


def test_who_gave_a_duty_is_followed_by_its_heir_who_answers_what_was_asked(place: Place) -> None:
    held = assign(place.commune, [place.commune], Duty("Việc", due=soon()), Source(), by=place.people["commune-head"])[
        0
    ]
    asked = extending.ask_extension(held, soon(40), "Cần", by=place.people["commune-officer"])
    merged = become(place, Change.MERGE, [place.commune, place.other])
    hand_all(left(place.commune), dict.fromkeys((Lot.LED, Lot.GIVEN), merged.heir), by=merged.head())
    extending.grant_extension(asked, soon(40), by=merged.head())
    held.refresh_from_db()
    assert (held.assigner, held.lead, held.due_on) == (merged.heir, merged.heir, soon(40))


def test_what_was_sent_to_both_waits_once(place: Place, directive: Document) -> None:
    sending.send(directive, named([place.commune, place.other]), by=place.people["clerk"])
    merged = become(place, Change.MERGE, [place.commune, place.other])
    for unit in (place.commune, place.other):
        hand_all(left(unit), {Lot.DELIVERY: merged.heir}, by=merged.head())
    assert Delivery.objects.live().get().recipient == merged.heir
    assert sending.receive(list(Delivery.objects.live()), by=merged.people["clerk-0"]) == 1


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(
        st.tuples(st.sampled_from(("give", "pass", "accept", "report", "confirm", "suspend", "withdraw")),
                  st.integers(0, 99)), max_size=12),
    kind=st.sampled_from((Change.MERGE, Change.SPLIT, Change.RENAME)), most=st.integers(0, 4),
)  # fmt: skip
def test_figures_are_what_the_duties_say_and_lists_what_opens_however_much_went_over(
    place: Place, history: list[tuple[str, int]], kind: Change, most: int
) -> None:
    with taken_back(place):
        for what, n in history:
            act(place, what, n)
        olds = [place.commune, place.other] if kind == Change.MERGE else [place.commune]
        merged = become(place, kind, olds, n=2 if kind == Change.SPLIT else 1)
        estate = left(place.commune)
        take_files(estate, merged.heir, by=merged.head())
        for lot in (Lot.LED, Lot.GIVEN, Lot.PART):
            keys = list(listed(lot, place.commune, merged.head()).values_list("pk", flat=True)[:most])
            hand_over(estate, lot, keys, merged.heir, by=merged.head())
        assert not list(faults())
        assert not list(verify())
        for who in (
            merged.head(),
            merged.officer(len(merged.heirs) - 1),
            place.people["head"],
            place.people["commune-head"],
        ):
            who.membership.unit.refresh_from_db()
            seen = set(Assignment.objects.visible_to(who).values_list("pk", flat=True))
            assert seen == set(visible(who).values_list("pk", flat=True))
            assert seen == {
                held.pk for held in Assignment.objects.select_related("lead", "assigner") if may_read(who, held)
            }
        mine = Assignment.objects.filter(lead=place.commune) | Assignment.objects.filter(assigner=place.commune)
        assert all(may_read(merged.head(), held) for held in mine)


@pytest.mark.parametrize("reach", list(Reach))
def test_what_the_old_unit_could_see_the_heir_can_see(place: Place, regulation: Document, reach: Reach) -> None:
    own = place.receive("QUYẾT ĐỊNH\nVề việc riêng của xã", "rieng.txt", who="commune-clerk")
    share(regulation, [place.commune], by=place.people["clerk"])
    for document, clerk in ((own, "commune-clerk"), (regulation, "clerk")):
        mark = Mark.INTERNAL if reach == Reach.NAMED else Mark.NONE
        document.refresh_from_db()
        restrict(document, mark=mark, reach=reach, revision=document.revision, by=place.people[clerk], reason="")
    held = assign(place.province, [place.commune], Duty("Việc"), Source(regulation), by=place.people["head"])[0]
    taking.accept(held, by=place.people["commune-officer"])
    reporting.confirm(
        reporting.report(held, Told("Xong", finished=True), by=place.people["commune-officer"]), by=place.people["head"]
    )
    split = become(place, Change.SPLIT, [place.commune], n=2)
    take_files(left(place.commune), split.heirs[0], by=split.head(0))
    for n in (0, 1):
        who = split.head(n)
        for document in (own, regulation):
            document = Document.objects.get(pk=document.pk)
            assert may_read_document(who, document)
            assert Document.objects.visible_to(who).filter(pk=document.pk).exists()
            assert set(rights(document)) & set(rights_of(who))
        assert may_read(who, Assignment.objects.get(pk=held.pk))
        assert visible(who).filter(pk=held.pk).exists()


def test_five_thousand_duties_go_over_in_batches_and_an_interruption_leaves_the_rest(place: Place) -> None:
    from thongsuot.handover import actions

    for _n in range(5):
        give(place)
    merged = become(place, Change.MERGE, [place.commune, place.other])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "BATCH", 2)
        patch.setattr(actions, "MOST", 3)
        told = hand_all(left(place.commune), {Lot.LED: merged.heir}, by=merged.head())
    assert (told.n, told.left) == (4, 1)
    assert hand_all(left(place.commune), {Lot.LED: merged.heir}, by=merged.head()).left == 0
    assert Handover.objects.filter(lot=Lot.LED).count() == 5
    assert not list(faults())


def test_every_lot_can_be_handed_over() -> None:
    assert list(WAITING) == list(HAND)
    assert {*WAITING, Lot.RECORD, Lot.SIGHT} == set(Lot)


def test_many_duties_go_over_in_as_many_statements_as_few(place: Place) -> None:
    asked = []
    for kind, unit, n in ((Change.DISSOLVE, place.commune, 2), (Change.DISSOLVE, place.other, 14)):
        for _n in range(n):
            assign(place.province, [unit], Duty("Việc", due=soon()), Source(), by=place.people["head"])
        merged = become(place, kind, [unit])
        keys = list(WAITING[Lot.LED](unit).values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as told:
            assert hand_over(left(unit), Lot.LED, keys, merged.heir, by=merged.head()) == n
        asked.append(len(told))
    assert asked[0] == asked[1] <= 40, asked
