"""Which duties does a list show, and how many are there? One definition of the filters, for lists and for figures.

Every figure opens ``/followup/?…`` by these names; what is empty, or cannot be understood, does not narrow:

- ``unit=<pk>`` led by this unit or one below it; ``level=<pk>`` by a unit of this level; ``assigner=<pk>`` given by it
- ``lead=<pk>`` led by this unit itself
- ``document=<pk>`` ordered by this document, ``document=0`` by none; ``kind=once|regular``
- ``standing=done-in-time|done-late|open-in-time|open-overdue|suspended|withdrawn``, or ``open``, ``done``, ``valid``
  (the four-way split); may be given more than once
- ``age=0|1|2|3`` overdue since so long (``rules.age``); ``month=YYYYMM`` finished in it
- ``due_from=YYYY-MM-DD``, ``due_to=…`` the deadline; ``due=none`` without one
- ``mine=lead|given|partner|monitor`` by what the reader's unit has to do with it; ``state=<State>``
- ``waits=question|extension`` somebody waits for an answer of the unit that gave it; ``words=…`` in what is to be done
- ``counted=1`` without what documents for named units order: figures never count these, so their links say this too
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict

from thongsuot.documents.models import Document
from thongsuot.documents.rules import symbol_key
from thongsuot.followup.models import Assignment, Part, Remark
from thongsuot.followup.queries import visible
from thongsuot.followup.rules import AGES, SPLIT, Bucket, Every, Kind, Standing, State, Take, bucket, turn_end
from thongsuot.followup.written import day, number
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST = 10_000
"""Counts stop here: “more than 10,000” says enough."""
WINDOW = 5000
"""Words are looked for in the newest of what the other filters leave."""
NAMES: Mapping[Standing, str] = {one: one.name.lower().replace("_", "-") for one in Standing}
STANDINGS: Mapping[str, tuple[Standing, ...]] = {
    **{name: (one,) for one, name in NAMES.items()},
    "open": (Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE),
    "done": (Standing.DONE_IN_TIME, Standing.DONE_LATE),
    "valid": SPLIT,
}
DONE = frozenset({Bucket.DONE_IN_TIME, Bucket.DONE_LATE})
MINE = ("lead", "given", "partner", "monitor")
WAITS = ("question", "extension")


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a list is narrowed; what is None or empty does not narrow."""

    unit: int | None = None
    level: int | None = None
    lead: int | None = None
    assigner: int | None = None
    document: int | None = None
    kind: str = ""
    standing: tuple[str, ...] = ()
    state: str = ""
    age: int | None = None
    month: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    due: str = ""
    mine: str = ""
    waits: str = ""
    words: str = ""
    counted: bool = False

    @property
    def standings(self) -> frozenset[Standing]:
        """Those that are asked for; all where none is named."""
        told = frozenset(one for name in self.standing for one in STANDINGS[name])
        return told or frozenset(Standing)

    @property
    def buckets(self) -> list[Bucket]:
        """What the rows asked for may count for."""
        told = {Bucket.OPEN if one == Standing.OPEN_OVERDUE else Bucket(one) for one in self.standings}
        if self.age is not None:
            told &= {Bucket.OPEN}
        if self.month is not None:
            told &= DONE
        if self.state:
            told &= DONE if self.state == State.DONE else {bucket(State(self.state), None, None)}
        return sorted(told)

    @property
    def floor(self) -> bool:
        """Whether nothing that is asked for was due before today."""
        return bool(self.standing) and self.buckets == [Bucket.OPEN] and Standing.OPEN_OVERDUE not in self.standings

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders that make sense of what is asked for, the usual one first."""
        held = set(self.buckets)
        if held and held <= DONE:
            return ("-finished", "finished")
        if held == {Bucket.OPEN} or self.due_from or self.due_to:
            return ("due", "-due")
        return ("-given", "given") if self.words or self.waits else ("-given", "given", "due", "-due")


def chosen(params: Mapping[str, Any]) -> Chosen:
    """The filters of an address."""
    standing = params.getlist("standing") if isinstance(params, QueryDict) else params.get("standing", ())
    names = [standing] if isinstance(standing, str) else standing
    month = _number(params.get("month"))
    return Chosen(
        unit=_number(params.get("unit")), level=_number(params.get("level")), lead=_number(params.get("lead")),
        assigner=_number(params.get("assigner")),
        document=_number(params.get("document")), kind=_among(params.get("kind"), Kind),
        standing=tuple(name for name in dict.fromkeys(names) if name in STANDINGS),
        state=_among(params.get("state"), State),
        age=age if (age := _number(params.get("age"))) is not None and age <= len(AGES) else None,
        month=month if month and 190_000 < month < 1_000_000 and 1 <= month % 100 <= 12 else None,
        due_from=_day(params.get("due_from")), due_to=_day(params.get("due_to")),
        due=_among(params.get("due"), ("none",)), mine=_among(params.get("mine"), MINE),
        waits=_among(params.get("waits"), WAITS), words=str(params.get("words") or "").strip()[:200],
        counted=params.get("counted") in ("1", 1, True),
    )  # fmt: skip


def _number(value: Any) -> int | None:
    return number("0" if value in (0, "0") else str(value or ""))


def _among(value: Any, known: Any) -> str:
    return str(value) if value and value in list(known) else ""


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else day(str(value or ""))


def filtered(params: Mapping[str, Any] | Chosen, acting: Acting | None, today: date) -> QuerySet[Assignment]:
    """The duties that somebody may see and that fit the filters, in no order: the one definition of both."""
    wanted = params if isinstance(params, Chosen) else chosen(params)
    return narrowed(reached(wanted, acting), wanted, acting, today)


def narrowed(rows: QuerySet[Assignment], wanted: Chosen, acting: Acting | None, today: date) -> QuerySet[Assignment]:
    """Those of some duties that fit the filters."""
    rows = rows.filter(fitting(wanted, today))
    if wanted.assigner and wanted.document is not None:  # a document is the better way in
        rows = rows.alias(by=F("assigner_id") + 0).filter(by=wanted.assigner)
    elif wanted.assigner:
        rows = rows.filter(assigner=wanted.assigner)
    if wanted.waits == "question":
        rows = rows.filter(pk__in=questions(acting), question_open=True)
    elif wanted.waits == "extension":
        rows = rows.filter(extension_open=True)
    return _worded(rows, wanted.words) if wanted.words else rows


def fitting(wanted: Chosen, today: date) -> Q:
    """What the columns of a duty must say."""
    told = _stands(wanted, today)
    exact = {"kind": wanted.kind, "state": wanted.state, "lead": wanted.lead}
    told &= Q(**{name: value for name, value in exact.items() if value})
    if wanted.state and (wanted.lead or wanted.mine == "lead"):
        told &= Q(bucket__in=wanted.buckets)  # says nothing new; but the index of those who lead has it
    if wanted.document is not None:
        told &= Q(document=wanted.document or None)
    if wanted.counted:
        told &= Q(restricted=False)
    return told & _led(wanted)


def questions(acting: Acting | None) -> QuerySet[Remark, Any]:
    """The duties about which another unit asked something that nobody has answered."""
    answers = Remark.objects.filter(answers=OuterRef("pk")).order_by()
    asked = Remark.objects.filter(~Exists(answers), asks=True).order_by().values("assignment")
    return asked.exclude(unit=acting.unit_id) if acting else asked.none()


def reached(wanted: Chosen, acting: Acting | None) -> QuerySet[Assignment]:
    """What somebody may see; what his own unit has to do with needs no other condition."""
    if acting is None or not acting.reads or not wanted.mine:
        return visible(acting)
    if wanted.mine in ("lead", "given"):
        return Assignment.objects.filter(**{"lead" if wanted.mine == "lead" else "assigner": acting.unit_id})
    takes = Part.objects.filter(unit=acting.unit_id, take=Take(wanted.mine))
    return Assignment.objects.filter(pk__in=takes.values("assignment"))


def _led(wanted: Chosen) -> Q:
    """By whom it is led: a subtree, a level, or both."""
    if wanted.unit is None and wanted.level is None:
        return Q()
    units = Unit.objects.order_by()
    if wanted.unit is not None:
        path = Unit.objects.filter(pk=wanted.unit).values_list("path", flat=True).first()
        if path is None:
            return Q(pk__in=())
        units = units.below(path)
    if wanted.level is not None:
        units = units.filter(level=wanted.level)
    keys = list(units.values_list("pk", flat=True))
    return Q() if len(keys) == Unit.objects.count() else Q(lead__in=keys)


def _stands(wanted: Chosen, today: date) -> Q:
    """Where it stands on a day, when it is due, when it was finished."""
    told = Q()
    if wanted.standing:
        told &= _standing(wanted.standings, today)
    if wanted.age is not None:
        ends = (0, *AGES)
        told &= Q(bucket=Bucket.OPEN, due_on__lt=today - timedelta(ends[wanted.age]))
        if wanted.age < len(AGES):
            told &= Q(due_on__gte=today - timedelta(ends[wanted.age + 1]))
    if wanted.month is not None:
        first = date(*divmod(wanted.month, 100), 1)
        told &= Q(finished_on__gte=first, finished_on__lte=turn_end(Every.MONTH, first), bucket__in=DONE)
    if wanted.due_from:
        told &= Q(due_on__gte=wanted.due_from)
    if wanted.due_to:
        told &= Q(due_on__lte=wanted.due_to)
    return told & Q(due_on=None) if wanted.due else told


def _standing(wanted: frozenset[Standing], today: date) -> Q:
    """The twin, for lists, of ``rules.standing``; a test holds them equal."""
    plain = [int(one) for one in wanted if one not in (Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE)]
    if {Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE} <= wanted:
        return Q(bucket__in=[*plain, Bucket.OPEN]) if plain else Q(bucket=Bucket.OPEN)
    told = Q(bucket__in=plain) if len(plain) > 1 else Q(bucket=plain[0]) if plain else Q(pk__in=[])
    if Standing.OPEN_OVERDUE in wanted:
        late = Q(bucket=Bucket.OPEN, due_on__lt=today)
        return told | late if plain else late
    if Standing.OPEN_IN_TIME in wanted:
        early = Q(bucket=Bucket.OPEN) & (Q(due_on=None) | Q(due_on__gte=today))
        return told | early if plain else early
    return told


def _worded(rows: QuerySet[Assignment], words: str) -> QuerySet[Assignment]:
    """Every word in what is to be done, in whatever case, or a symbol that begins so; of the newest rows.

    Looked for here: SQLite knows the case of ASCII alone, and PostgreSQL would look through all duties for these.
    """
    newest = list(rows.order_by("-pk").values_list("pk", "action", "document")[:WINDOW])
    sought, key, fits = words.casefold().split()[:8], symbol_key(words), set[int | None]()
    if key:
        there = Document.objects.filter(pk__in={document for _pk, _action, document in newest if document})
        fits.update(there.filter(symbol_key__startswith=key).order_by().values_list("pk", flat=True))
    found = [
        pk for pk, action, document in newest if document in fits or all(map(action.casefold().__contains__, sought))
    ]
    return Assignment.objects.filter(pk__in=found)


def counted(rows: QuerySet[Assignment], most: int = MOST) -> int:
    """How many there are; ``most`` + 1 where there are more than that."""
    return rows.order_by().values("pk")[: most + 1].count()
