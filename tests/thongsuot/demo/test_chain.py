"""Is there something of everything to see? Sent, studied, answered, left out, given, passed down, reported, late."""

from datetime import date

import pytest
from django.utils import timezone

from thongsuot.consolidations.models import Making, Settlement
from thongsuot.demo.actions import load
from thongsuot.demo.chain import PLAN, REGULATION
from thongsuot.demo.leaving import GONE
from thongsuot.dissemination.models import Acknowledgement, Attendance, Conference, Delivery, Receipt, Venue
from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment, Extension, Recurrence
from thongsuot.followup.rules import Bucket, Kind, Standing, State, standing
from thongsuot.handover.estates import undecided, waits
from thongsuot.handover.lots import WAITING
from thongsuot.handover.models import Review
from thongsuot.programmes import coverage
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Cover
from thongsuot.programmes.rules import State as Answer
from thongsuot.suspects.models import Suspect
from thongsuot.units.models import Handover, Unit
from thongsuot.units.rules import Lot

pytestmark = pytest.mark.django_db


def test_the_plan_goes_down_is_studied_and_answered_by_two() -> None:
    load()
    plan = Document.objects.get(symbol=PLAN, unit__code="UBND")
    assert Delivery.objects.filter(document=plan).count() == 16
    assert Receipt.objects.count() == 2
    assert Acknowledgement.objects.get().unit.code == "UBND-THACMAY"
    assert Conference.objects.count() == 2
    assert not Attendance.objects.exists()
    assert Venue.objects.filter(actual__isnull=False).count() >= 17
    assert set(Programme.objects.values_list("state", "unit__code")) == {
        (Answer.ISSUED, "UBND-THACMAY"), (Answer.ISSUED, "UBND-BENTRANG"),
    }  # fmt: skip
    units = Unit.objects.filter(code__in=("UBND-THACMAY", "UBND-BENTRANG")).order_by("code")
    found = coverage.coverage(plan, [unit.pk for unit in units])
    bentrang, thacmay = (unit.pk for unit in units)
    assert (found.at("MII.K1.Pa", thacmay), found.at("MII.K1.Pa", bentrang)) == (Cover.FULL, Cover.NONE)


def test_duties_are_there_at_every_stage_of_their_life() -> None:
    load()
    rows = list(Assignment.objects.select_related("lead", "parent"))
    today = timezone.localdate()
    stands = {standing(Bucket(row.bucket), row.due_on, today) for row in rows if row.kind == Kind.ONCE}
    assert stands == {Standing.DONE_LATE, Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE}
    assert {row.state for row in rows} == {State.ASSIGNED, State.ACCEPTED, State.REPORTED, State.DONE}
    (passed,) = [row for row in rows if row.parent]
    assert (passed.lead.code, passed.loc) == ("THACMAY-KT", "MII.K1.Pa")
    assert Extension.objects.get().assignment.lead.code == "UBND-HONMAY"
    assert Recurrence.objects.get().turns.count() == 1


def test_the_plan_is_amended_and_its_text_adopted_while_a_regulation_waits() -> None:
    load()
    plan = Document.objects.select_related("current").get(symbol=PLAN, unit__code="UBND")
    assert plan.current is not None
    assert (plan.current.consolidated, plan.current.incomplete, plan.current.since) == (True, False, date(2026, 8, 1))
    assert "chất lượng nguồn nước" in plan.current.text
    assert plan.current.provisions.get(loc="MII.K3").state == "repealed"
    assert plan.current.provisions.get(loc="MIII.K1").changed_by[0]["own_loc"] == "MI.K5"
    assert Settlement.objects.get().settled_by.username == "chuyenvien.ubnd"
    states = Making.objects.order_by("pk").values_list("document__symbol", "state")
    assert list(states) == [(PLAN, "adopted"), (REGULATION, "proposed")]


def test_what_rests_on_the_amended_clauses_is_doubtful_and_two_things_were_decided_on() -> None:
    load()
    rows = Suspect.objects.filter(change__document__symbol=PLAN).select_related("unit")
    assert {row.unit.code for row in rows.waiting()} == {"UBND", "UBND-THACMAY", "UBND-BENTRANG"}
    decided = {(row.unit.code, row.decision) for row in rows if row.decision}
    assert decided == {("UBND-THACMAY", "keep"), ("UBND", "revise")}


def test_a_merged_commune_leaves_something_that_was_taken_over_and_something_that_waits() -> None:
    load()
    gone = Unit.objects.get(code=GONE)
    assert [row.new.code for row in Handover.objects.filter(old=gone, lot=Lot.LED)] == ["UBND-THACMAY"]
    assert WAITING[Lot.LED](gone).count() == 1
    assert Review.objects.get().document.unit == gone
    assert [document.symbol for document in undecided([gone.pk], timezone.localdate())] == ["9/QĐ-UBND"]
    assert waits(Unit.objects.get(code="UBND-THACMAY"), timezone.localdate()) == 1
