"""What of a regular duty? It is given once; each period brings an assignment of its own, until it is ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.events.actions import record, writing
from thongsuot.followup.giving import Duty, Source, give_turn, says, stands_below
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.followup.rules import MONTHS, Every, turn_end
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting, require
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

AHEAD = 400
"""Turns made at most in one go for one regular duty: more than a year of weeks."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, from when, until when."""

    every: Every
    since: date
    until: date | None = None
    before: int = 0  # days before the end of the period that it is due


def recur(unit: Unit, lead: Unit, duty: Duty, rhythm: Rhythm, source: Source, *, by: Acting) -> Recurrence:
    """Give a regular duty; the assignment of the first period is there at once."""
    require(by, Right.ASSIGN, unit)
    if source.document is not None and not documents.may_read(by, source.document):
        raise Forbidden
    _sound(unit, lead, duty, rhythm)
    with writing(by):
        row = Recurrence.objects.create(
            assigner=unit, lead=lead, action=duty.action.strip(), product=duty.product.strip(), every=rhythm.every,
            since=rhythm.since, until=rhythm.until, day=rhythm.before, document=source.document,
            loc=source.words.loc if source.words else "", item=source.item,
            next_turn=turn_end(rhythm.every, rhythm.since), made_by=by.user,
        )  # fmt: skip
        record("regular-duty-given", f"recurrence:{row.pk}", also=f"unit:{lead.pk}", after={"every": rhythm.every})
        _turn(row)
    return row


def _sound(unit: Unit, lead: Unit, duty: Duty, rhythm: Rhythm) -> None:
    says(duty)
    stands_below(lead, unit)
    if rhythm.until is not None and rhythm.until < rhythm.since:
        raise Problem(_("It ends before it begins. Check the two days."))
    if not 0 <= rhythm.before <= 6:
        raise Problem(_("It can be due at most six days before the period ends."))


def end(recurrence: Recurrence, reason: str, *, revision: int, by: Acting) -> Recurrence:
    """A regular duty comes no more; the turns that were given stay."""
    require(by, Right.ASSIGN, recurrence.assigner)
    with writing(by):
        held = Recurrence.objects.select_for_update().get(pk=recurrence.pk)
        if held.revision != revision:
            raise Stale
        if held.next_turn is None:
            raise Problem(_("It was ended already."))
        held.next_turn, held.revision = None, held.revision + 1
        held.save()
        record("regular-duty-ended", f"recurrence:{held.pk}", also=f"unit:{held.lead_id}", reason=reason.strip())
    return held


def make_due(today: date) -> int:
    """Give the assignments of all periods that have begun; gives how many. Twice does it once."""
    n = 0
    for key in Recurrence.objects.filter(next_turn__isnull=False).values_list("pk", flat=True):
        with writing(None):
            row = Recurrence.objects.select_for_update(of=("self",)).select_related("lead", "assigner").get(pk=key)
            for _n in range(AHEAD):
                gone = row.lead.valid_to is not None and row.lead.valid_to < today
                if row.next_turn is None or _begin(row) > today or gone:
                    break
                _turn(row)
                n += 1
    return n


def _begin(row: Recurrence) -> date:
    """The first day of the period that ends with the next turn."""
    assert row.next_turn is not None
    if row.every == Every.WEEK:
        return row.next_turn - timedelta(6)
    return row.next_turn.replace(day=1, month=row.next_turn.month - MONTHS[Every(row.every)] + 1)


def _turn(row: Recurrence) -> Assignment:
    """The assignment of the next period; then the period after it is next, unless it is over by then."""
    assert row.next_turn is not None
    due = row.next_turn - timedelta(row.day or 0)
    held = give_turn(row, row.next_turn, due)
    after = turn_end(Every(row.every), row.next_turn + timedelta(1))
    row.next_turn = None if row.until and row.next_turn >= row.until else after
    row.save(update_fields=["next_turn"])
    return held
