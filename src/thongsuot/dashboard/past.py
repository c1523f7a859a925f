"""How did duties stand at a past moment? Told by the facts that are kept; by the units of that day, or of today."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import batched

from django.db.models import QuerySet
from django.utils import timezone

from thongsuot.dashboard.replay import DUES, LEADS, TURNS, Past, Turn, replayed
from thongsuot.dashboard.rules import Row
from thongsuot.events.models import Event
from thongsuot.followup.models import Assignment, Report
from thongsuot.followup.rules import Bucket, standing
from thongsuot.units.models import Handover, Succession, Unit
from thongsuot.units.rules import Lot

FACTS = ("pk", "lead", "document", "kind", "bucket", "due_on", "finished_on", "closed_at")
MARGIN = 5_000
"""Events are chained when their change ends, each with the moment it was noted: those noted earlier may come later."""
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Structure:
    """Which unit stands where: by the units of a day. ``counts`` says for a unit that leads who counts its duties."""

    paths: Mapping[int, str]
    levels: Mapping[int, int]
    counts: Mapping[int, int]
    handed: Mapping[int, int] = field(default_factory=dict)  # duties that were handed over since: who led them
    holders: Mapping[int, int] = field(default_factory=dict)  # … and who leads them now

    def unit_of(self, duty: int, lead: int) -> int:
        """Who counts a duty that a unit leads."""
        lead = self.handed.get(duty, lead)
        return self.counts.get(lead, lead)

    def below(self, node: int) -> frozenset[int]:
        """A unit and all below it, and those whose duties they count."""
        top = self.paths.get(node, "-")
        return frozenset(lead for lead, unit in self.counts.items() if self.paths.get(unit, "").startswith(top))

    def children(self, node: int) -> dict[int, int]:
        """For each unit that leads, the unit right below ``node`` under which it is counted."""
        start = len(self.paths.get(node, ""))
        shown = {lead: self.paths[unit][start:].partition(".")[0] for lead, unit in self.counts.items()}
        return {lead: int(shown[lead]) if shown[lead] else node for lead in self.below(node)}


def end_of(day: date) -> datetime:
    """The last moment of a day, or now where it is not over."""
    over = datetime.combine(day + timedelta(1), time(), timezone.get_current_timezone())
    return min(over - timedelta(microseconds=1), timezone.now())


def structure_of(moment: datetime) -> Structure:
    """The units as they stood at a moment: what moved since then stands where it stood before."""
    parents = dict(Unit.objects.values_list("pk", "parent"))
    moves = Event.objects.filter(seq__gte=first_since(moment), at__gt=moment, verb="unit-moved").order_by("-seq")
    for subject, before in moves.values_list("subject", "before"):
        parents[int(subject.partition(":")[2])] = before["parent"]
    paths = dict[int, str]()
    for unit in parents:
        way = [unit]
        while (above := parents[way[-1]]) is not None:
            way.append(above)
        paths[unit] = "".join(f"{key}." for key in reversed(way))
    return Structure(paths, _levels(), {unit: unit for unit in paths})


def structure_now() -> Structure:
    """The units as they stand today: the duties of one that ended count for the one that followed it, where one did."""
    paths = {pk: path or "" for pk, path in Unit.objects.values_list("pk", "path")}
    return Structure(paths, _levels(), _followed(paths, timezone.localdate()))


def structure_on(day: date) -> Structure:
    """The units as they stood at the end of a day, for duties of any time: each counts for one of these units.

    What was handed over since counts for who led it then; what a unit led that had ended, for the one that followed it.
    """
    then = structure_of(end_of(day))
    handed, holders = _handed_since(day)
    return replace(then, counts=_followed(then.paths, day), handed=handed, holders=holders)


def _followed(units: Iterable[int], day: date) -> dict[int, int]:
    """For each unit the one that had followed it by a day: the only one, or the one that keeps the files."""
    steps: dict[int, list[int | None]] = {}
    for old, new in Succession.objects.filter(on__lte=day).values_list("old", "new"):
        steps.setdefault(old, []).append(new)
    kept = Handover.objects.filter(lot=Lot.RECORD, on__lte=day).values_list("old", "new")
    steps.update({old: [new] for old, new in kept})
    return {unit: _heir(unit, steps) for unit in units}


def _handed_since(day: date) -> tuple[dict[int, int], dict[int, int]]:
    """The duties handed over from a later day on: who led each on that day, and who leads it now.

    Not those that somebody was given anew.
    """
    rows = Handover.objects.filter(lot=Lot.LED, on__gt=day).order_by("pk")
    first, last = dict[int, int](), dict[int, int]()
    for key, old, new in rows.values_list("key", "old", "new"):
        if last.get(key, old) != old:  # given anew in between: what came before is not this unit's work
            first.pop(key, None)
        first.setdefault(key, old)
        last[key] = new
    leads = Assignment.objects.filter(pk__in=rows.order_by().values("key")).values_list("pk", "lead")
    holders = {key: lead for key, lead in leads if last.get(key) == lead}
    return {key: first[key] for key in holders}, holders


def _heir(unit: int, steps: Mapping[int, list[int | None]]) -> int:
    seen = {unit}
    while len(news := steps.get(unit, [])) == 1:
        heir = news[0]
        if heir is None or heir in seen:
            break
        unit = heir
        seen.add(unit)
    return unit


def _levels() -> dict[int, int]:
    return dict(Unit.objects.values_list("pk", "level"))


def first_since(moment: datetime) -> int:
    """An event before which none was noted after a moment."""
    low, high = 1, (Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = Event.objects.filter(seq=middle).values_list("at", flat=True).first()
        low, high = (middle + 1, high) if at is None or at <= moment else (low, middle)
    return max(low - MARGIN, 1)


def rows(
    among: QuerySet[Assignment], structure: Structure, leads: Collection[int], moment: datetime, day: date
) -> Iterator[Row]:
    """The duties led by some units at a moment, by their keys, and how each stood on that day.

    What happens meanwhile is looked for after each reading, so that it is told as it was before.
    """
    turned = Turned(moment)
    given = among.filter(assigned_at__lte=moment).order_by("pk")
    others = turned.led | {pk for pk, lead in structure.handed.items() if lead in leads}
    for keys in batched(_keys(given, structure, leads, others), CHUNK):
        told = list(given.filter(pk__in=keys).values_list(*FACTS))
        turned.look()
        otherwise = {pk for pk, *_facts, closed in told if pk in turned.keys or (closed and closed > moment)}
        histories = _histories(otherwise)
        for pk, lead, document, kind, held, due, finished, _closed in told:
            past = Past(lead, Bucket(held), due, finished)
            if pk in otherwise:
                turns = histories.get(pk, [])
                past = replayed(*_at_first(turns, lead, due), turns, moment)
            if structure.handed.get(pk, past.lead) in leads:
                yield _row(pk, past, document or 0, kind, structure, day)


def _keys(given: QuerySet[Assignment], structure: Structure, leads: Collection[int], others: set[int]) -> list[int]:
    """The duties that some units lead, and those that another unit has led since."""
    if len(leads) == len(structure.paths):
        return list(given.values_list("pk", flat=True).iterator(CHUNK))
    led = given.filter(lead__in=list(leads)).values_list("pk", flat=True)
    return sorted({*led.iterator(CHUNK), *given.filter(pk__in=others).values_list("pk", flat=True)})


class Turned:
    """The duties, by key, to which something happened since a moment that changes how they count."""

    def __init__(self, moment: datetime) -> None:
        self.moment, self.next = moment, first_since(moment)
        self.keys, self.led = set[int](), set[int]()
        self.look()

    def look(self) -> None:
        """See what has happened since the last look: the chain grows at its end alone."""
        events = Event.objects.filter(seq__gte=self.next).order_by("seq")
        last = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        if last < self.next:
            return
        told = events.filter(seq__lte=last, at__gt=self.moment, verb__in=TURNS)
        for subject, verb in told.values_list("subject", "verb").iterator(CHUNK):
            key = int(subject.partition(":")[2])
            self.keys.add(key)
            if verb in LEADS:
                self.led.add(key)
        self.next = last + 1


def _row(pk: int, past: Past, document: int, kind: str, structure: Structure, day: date) -> Row:
    unit = structure.unit_of(pk, past.lead)
    stands = standing(past.bucket, past.due, day)
    return Row(pk, unit, structure.levels[unit], document, kind, stands, past.due, past.finished)


def _at_first(turns: Iterable["_Kept"], lead: int, due: date | None) -> tuple[int, date | None]:
    """Who led it and when it was due when it was given: what stood there before the first change."""
    told = sorted(turns, key=lambda turn: turn.at)
    leads = [turn.lead_before for turn in told if turn.verb in LEADS]
    dues = [turn.due_before for turn in told if turn.verb in DUES]
    return (leads[0] if leads else lead) or lead, dues[0] if dues else due


@dataclass(frozen=True, slots=True)
class _Kept(Turn):
    due_before: date | None = None
    lead_before: int | None = None


def _histories(keys: Iterable[int]) -> dict[int, list[_Kept]]:
    """What happened to some duties, in the order of the chain."""
    found: dict[int, list[_Kept]] = {}
    confirmed: list[tuple[int, int]] = []
    threads = [f"assignment:{key}" for key in keys]
    events = Event.objects.filter(thread__in=threads, verb__in=TURNS).order_by("seq")
    told = list(events.values_list("subject", "at", "verb", "before", "after"))
    for subject, _at, verb, _before, after in told:
        if verb == "report-confirmed" and after.get("done"):
            confirmed.append((int(subject.partition(":")[2]), after["report"]))
    days = _finished(confirmed)
    for subject, at, verb, before, after in told:
        key = int(subject.partition(":")[2])
        if verb == "report-confirmed" and not after.get("done"):
            continue
        turn = _Kept(at, verb, _day(after.get("due")), days.get(after.get("report", 0)), after.get("lead"),
                     _day(before.get("due")), before.get("lead"))  # fmt: skip
        found.setdefault(key, []).append(turn)
    return found


def _finished(confirmed: Iterable[tuple[int, int]]) -> dict[int, date]:
    """For each confirmed report the day it was first reported as finished: of the reports since one was decided on."""
    wanted = list(confirmed)
    reports: dict[int, list[tuple[int, date, bool, bool]]] = {}
    rows = Report.objects.filter(assignment__in={key for key, _report in wanted}).order_by("-pk")
    for duty, pk, on, finished, decided in rows.values_list("assignment", "pk", "on", "finished", "confirmation"):
        reports.setdefault(duty, []).append((pk, on, finished, decided is not None))
    out = {}
    for duty, report in wanted:
        told = [row for row in reports.get(duty, []) if row[0] <= report]
        for pk, on, finished, decided in told:
            if pk != report and (not finished or decided):
                break
            out[report] = on
    return out


def _day(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) and written else None
