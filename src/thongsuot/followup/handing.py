"""How do the open duties of a unit that ended go over to one that carries on? What it reported stays its own."""

from collections.abc import Iterable, Sequence

from django.db.models import F, Q, QuerySet

from thongsuot.events.actions import record
from thongsuot.followup.changing import name
from thongsuot.followup.models import Assignment, Extension, Part, Recurrence
from thongsuot.followup.rules import Bucket, Decision
from thongsuot.followup.tallying import Counted, moved
from thongsuot.units.handing import Way, Whose, note, tell
from thongsuot.units.rules import Lot

UNFINISHED = (Bucket.OPEN, Bucket.SUSPENDED)


def led(old: Whose) -> QuerySet[Assignment]:
    """What a unit leads and what is not closed."""
    return Assignment.objects.filter(lead=old, bucket__in=UNFINISHED)


def given(old: Whose) -> QuerySet[Assignment]:
    """What a unit gave and what is not closed."""
    return Assignment.objects.filter(assigner=old, bucket__in=UNFINISHED)


def taking(old: Whose) -> QuerySet[Part]:
    """The open duties of others in which a unit takes part."""
    return Part.objects.filter(unit=old, assignment__bucket__in=UNFINISHED)


def regular(old: Whose) -> QuerySet[Recurrence]:
    """The regular duties that a unit leads or gave and that go on."""
    return Recurrence.objects.filter(Q(lead=old) | Q(assigner=old), next_turn__isnull=False)


def timed(old: Whose) -> QuerySet[Extension]:
    """What was asked of a unit and not answered: more time. It goes over with the duties that it gave."""
    return Extension.objects.filter(state=Decision.ASKED, assignment__assigner=old)


def hand_led(keys: Iterable[int], way: Way) -> int:
    """The other unit leads them; deadlines and states stay. Within ``writing``."""
    held = _locked(led(way.old), keys)
    for each in held:
        before = Counted.of(each)
        each.lead = way.new
        moved(before, Counted.of(each))
        _tell("duty-handed-over", each, "lead", way)
    listed = [each.pk for each in held]
    Assignment.objects.filter(pk__in=listed).update(lead=way.new, revision=F("revision") + 1)
    Part.objects.filter(assignment__in=listed, unit=way.new).delete()
    return note(Lot.LED, listed, way)


def hand_given(keys: Iterable[int], way: Way) -> int:
    """The other unit confirms and directs them, and answers what was asked. Within ``writing``."""
    held = _locked(given(way.old), keys)
    for each in held:
        _tell("giving-handed-over", each, "assigner", way)
    listed = [each.pk for each in held]
    Assignment.objects.filter(pk__in=listed).update(assigner=way.new, revision=F("revision") + 1)
    return note(Lot.GIVEN, listed, way)


def hand_parts(keys: Iterable[int], way: Way) -> int:
    """The other unit takes part in their place, unless it leads or takes part already. Within ``writing``."""
    rows = list(taking(way.old).filter(pk__in=keys).select_related("assignment").order_by("pk"))
    held = {each.pk: each for each in _locked(Assignment.objects.all(), [row.assignment_id for row in rows])}
    there = set(Part.objects.filter(unit=way.new, assignment__in=held).values_list("assignment", flat=True))
    gone = [row for row in rows if row.assignment_id in there or held[row.assignment_id].lead_id == way.new.pk]
    Part.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Part.objects.filter(pk__in=[row.pk for row in rows]).update(unit=way.new)
    Assignment.objects.filter(pk__in=held).update(revision=F("revision") + 1)
    for each in held.values():
        _tell("part-handed-over", each, "part", way)
    return note(Lot.PART, sorted(held), way)


def hand_regular(keys: Iterable[int], way: Way) -> int:
    """Their next turns come to the other unit, or from it. Within ``writing``."""
    rows = list(regular(way.old).select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for row in rows:
        if row.lead_id == way.old.pk:
            row.lead = way.new
        if row.assigner_id == way.old.pk:
            row.assigner = way.new
        row.revision += 1
        row.save(update_fields=["lead", "assigner", "revision"])
        tell("regular-duty-handed-over", f"recurrence:{row.pk}", way)
    return note(Lot.REGULAR, [row.pk for row in rows], way)


def let_see(way: Way, *, below: bool) -> int:
    """The duties of a unit that its heir does not see by where it stands. Within ``writing``.

    ``below``: the other unit stands below it by now, so that it sees all but what named units alone see.
    """
    old = way.old
    taken = Part.objects.filter(unit=old).order_by().values("assignment")
    rows = Assignment.objects.filter(Q(lead=old) | Q(assigner=old) | Q(pk__in=taken))
    if below:
        rows = rows.filter(Q(restricted=True) | (Q(pk__in=taken) & ~Q(lead=old) & ~Q(assigner=old)))
    return note(Lot.SIGHT, rows.order_by("pk").values_list("pk", flat=True), way)


def _locked(rows: QuerySet[Assignment], keys: Iterable[int]) -> Sequence[Assignment]:
    return list(rows.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk"))


def _tell(verb: str, held: Assignment, what: str, way: Way) -> None:
    told = {what: way.new.pk, "on": way.on.isoformat()}
    record(verb, name(held), also=way.also, before={what: way.old.pk}, after=told, reason=way.reason)
