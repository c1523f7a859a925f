"""Which suspects and changes are there, and who has not decided? Reads that pages share; figures are their lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.wording import place_name
from thongsuot.followup.rules import State
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.rules import CHOICES, THINGS, Decision
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

PRINTED = (
    "unit", "document", "programme", "item", "assignment__lead", "recurrence__lead", "exemption", "change__document",
    "via__unit",
)  # fmt: skip
TODO = Q(decision__in=(Decision.REVISE, Decision.WITHDRAW), done_at__isnull=True)
EDITED = Q(item__isnull=False, item__revision__gt=F("seen"))
OVER = Q(assignment__state__in=(State.DONE, State.WITHDRAWN))
"""What was changed after it was decided that it must be, or is over: done without anybody having to say so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is filtered by; all of it stands in its address."""

    change: int = 0
    document: int = 0  # that it rests on, or whose words changed
    unit: int = 0
    loc: str = ""
    decision: str = ""  # open, decided, todo, or one of the decisions
    thing: str = ""
    mine: bool = False  # one's own unit alone, not those below it


def listed(acting: Acting, asked: Asked) -> QuerySet[Suspect]:
    """The suspects that somebody may see and asks for."""
    rows = Suspect.objects.visible_to(acting)
    if asked.change:
        rows = rows.filter(change=asked.change)
    if asked.document:
        rows = rows.filter(Q(document=asked.document) | Q(change__document=asked.document))
    if asked.unit:
        rows = rows.filter(unit=asked.unit)
    if asked.mine:
        rows = rows.filter(unit=acting.unit_id)
    if asked.loc:
        rows = rows.filter(_on(asked.loc))
    if asked.thing in THINGS:
        column = "programme" if asked.thing == "item" else asked.thing
        rows = rows.filter(**{f"{column}__isnull": False})
    return _decided(rows, asked.decision)


def _on(loc: str) -> Q:
    """Those that rest on a clause, be it the first of several."""
    among = Q(also=loc) | Q(also__startswith=f"{loc} ") | Q(also__endswith=f" {loc}") | Q(also__contains=f" {loc} ")
    return Q(loc=loc) | among


def _decided(rows: QuerySet[Suspect], decision: str) -> QuerySet[Suspect]:
    match decision:
        case "open":
            return rows.filter(decision="")
        case "decided":
            return rows.filter(decision__in=CHOICES)
        case "todo":
            return rows.filter(TODO).exclude(EDITED).exclude(OVER)
        case "":
            return rows
    return rows.filter(decision=decision)


def own_waits(acting: Acting, keys: Iterable[int]) -> dict[int, int]:
    """For each of some changes how much of it waits for somebody's unit."""
    rows = Suspect.objects.filter(change__in=list(keys), unit=acting.unit_id, decision="").order_by()
    return dict(rows.values_list("change").annotate(n=Count("pk")))


def loaded(keys: Iterable[int]) -> list[Suspect]:
    """Suspects by their keys, in that order, with what lists print."""
    wanted = list(keys)
    found = {row.pk: row for row in Suspect.objects.filter(pk__in=wanted).select_related(*PRINTED)}
    return [found[key] for key in wanted if key in found]


def changes(acting: Acting, document: int = 0) -> QuerySet[Change]:
    """The changes somebody may see, the newest first."""
    rows = Change.objects.visible_to(acting).select_related("document", "successor", "before", "after")
    return rows.filter(document=document) if document else rows


@dataclass(frozen=True, slots=True)
class Tally:
    """How a unit stands with a change: how many things wait, how many were decided how."""

    unit: Unit
    waits: int
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """How many the unit decided on."""
        return sum(self.counts.get(choice, 0) for choice in CHOICES)

    @property
    def total(self) -> int:
        """All that was asked of it and is still asked."""
        return self.waits + self.decided


def tallies(acting: Acting, keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each of some changes how many of the suspects that somebody may see stand how; one query."""
    found: dict[int, dict[str, int]] = {key: {} for key in keys}
    rows = Suspect.objects.visible_to(acting).filter(change__in=list(found)).order_by()
    for change, decision, n in rows.values_list("change", "decision").annotate(n=Count("pk")):
        found[change][decision] = n
    return found


def units(acting: Acting, change: Change, *, waiting: bool = False) -> list[Tally]:
    """The units that a change touches, as far as somebody sees them, in the order of the tree; two queries."""
    counts: dict[int, dict[str, int]] = {}
    rows = Suspect.objects.visible_to(acting).filter(change=change).order_by()
    for unit, decision, n in rows.values_list("unit", "decision").annotate(n=Count("pk")):
        counts.setdefault(unit, {})[decision] = n
    keys = [unit for unit, told in counts.items() if told.get("") or not waiting]
    found = Unit.objects.filter(pk__in=keys).only("code", "name", "short_name", "path").order_by("path")
    return [Tally(unit, counts[unit.pk].get("", 0), counts[unit.pk]) for unit in found]


def threads(rows: Sequence[Suspect], acting: Acting) -> dict[int, list[Suspect]]:
    """For each of some suspects those through which it rests on the clause at the top, the first one first."""
    known: dict[int, Suspect] = {}
    wanted = {row.via_id for row in rows if row.via_id}
    for _step in range(20):
        wanted -= known.keys()
        if not wanted:
            break
        more = Suspect.objects.filter(pk__in=wanted).select_related("unit", "programme__issued")
        known |= {row.pk: row for row in more}
        wanted = {row.via_id for row in more if row.via_id}
    return {row.pk: _thread(row, known) for row in rows}


def _thread(row: Suspect, known: Mapping[int, Suspect]) -> list[Suspect]:
    out, at = list[Suspect](), row.via_id
    while at and at in known:
        out.insert(0, known[at])
        at = known[at].via_id
    return out


def of_clauses(document: Document, acting: Acting) -> list[dict[str, Any]]:
    """The clauses of a document on which undecided things rest that somebody may see, with how many; one query."""
    rows = Suspect.objects.visible_to(acting).waiting().filter(change__document=document).order_by()
    counts: dict[tuple[int, str], int] = {}
    for change, loc, also, n in rows.values_list("change", "loc", "also").annotate(n=Count("pk")):
        for at in (loc, *also.split()):
            counts[change, at] = counts.get((change, at), 0) + n
    return [
        {"change": change, "loc": loc, "n": n, "place": place_name(loc) or _("The whole document")}
        for (change, loc), n in sorted(counts.items())
    ]
