"""What may be given from a programme or a document in one go? Rows to choose from; nothing of them counts before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind
from thongsuot.documents.wording import place_name
from thongsuot.followup.giving import Source
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.programmes.clauses import addressees, suggestion, texts
from thongsuot.programmes.models import Programme, ProgrammeItem
from thongsuot.programmes.rules import suits
from thongsuot.units.models import Unit

ROWS = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """A duty that could be given, and to whom as far as its words tell."""

    key: int
    place: str
    action: str
    product: str
    due: date | None
    working: str
    named: str  # whom the words name
    suggested: tuple[Unit, ...]  # the units that fits
    before: int  # duties given from it already
    source: Source


class Below:
    """The units one may give to, read once: found by code, and by what texts call them."""

    def __init__(self, unit: Unit) -> None:
        rows = Unit.objects.on(timezone.localdate()).below(unit.path or "-").select_related("level").order_by("path")
        self.units = list(rows)
        self.unit = unit
        self._codes = {one.code.casefold(): one for one in self.units}
        self._fits = [(one, suits(one.name, one.level.name)) for one in self.units if one.pk != unit.pk]
        self._known: dict[str, tuple[Unit, ...]] = {}

    def called(self, name: str) -> tuple[Unit, ...]:
        """The units below that an addressee of a text means; none where it cannot be told."""
        if name not in self._known:
            self._known[name] = tuple(one for one, fits in self._fits if fits(name))
        return self._known[name]

    def by_code(self, code: str) -> Unit | None:
        """The unit of a code, written alone or before its name."""
        return self._codes.get(code.split("—")[0].strip().casefold())


def of_programme(programme: Programme, below: Below, number: str | None) -> tuple[Page[Any], list[Offer]]:
    """The kept items of an issued programme: led by the item's unit, or by the unit whose programme it is."""
    rows = programme.items.filter(kept=True).select_related("lead", "programme__issued")
    page = Paginator(rows.prefetch_related("bases__document"), ROWS).get_page(number)
    before = _given("item", [item.pk for item in page])
    there = {one.pk for one in below.units}
    return page, [_item(item, programme, there, before) for item in page]


def _item(item: ProgrammeItem, programme: Programme, there: set[int], before: dict[int, int]) -> Offer:
    lead = item.lead if item.lead is not None and item.lead_id in there else programme.unit
    place = "; ".join(place_name(basis.loc) for basis in item.bases.all())
    return Offer(
        item.pk, place, item.action, item.product, item.due, item.due_working, item.leading, (lead,),
        before.get(item.pk, 0), Source.of_item(item),
    )  # fmt: skip


def of_document(document: Document, below: Below, number: str | None) -> tuple[Page[Any], list[Offer]]:
    """The confirmed duties that a document names, with the units their addressees mean where that can be told."""
    rows = document.findings.confirmed().filter(kind=Kind.OBLIGATION, lost=False).order_by("start", "pk")
    page = Paginator(rows, ROWS).get_page(number)
    before = _given("finding", [finding.pk for finding in page])
    words = texts(document.current, {finding.loc for finding in page}) if document.current else {}
    return page, [_finding(finding, document, below, words, before) for finding in page]


def _finding(
    finding: Finding, document: Document, below: Below, words: dict[str, Any], before: dict[int, int]
) -> Offer:
    told, names = suggestion(finding.loc, [finding]), addressees([finding])
    leading = [*(finding.payload.get("lead") or ()), *(finding.payload.get("executor") or ())] or names
    units = tuple(dict.fromkeys(unit for name in leading for unit in below.called(str(name))))
    source = Source(document, words.get(finding.loc), finding=finding)
    return Offer(
        finding.pk, place_name(finding.loc), told.action or finding.quote, told.product, told.due, told.working,
        "; ".join(names), units, before.get(finding.pk, 0), source,
    )  # fmt: skip


def _given(by: str, keys: Sequence[int]) -> dict[int, int]:
    """How many duties were given from each of some items or findings."""
    rows = Assignment.objects.filter(**{f"{by}__in": keys}, parent=None).exclude(state=State.WITHDRAWN)
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk"))) if keys else {}


def unmatched(text: str, below: Below) -> tuple[list[Unit], list[str]]:
    """The units that codes name, parted by semicolons, and the codes that name none."""
    codes = [code.strip() for code in text.split(";") if code.strip()]
    found = {code: below.by_code(code) for code in codes}
    units = {unit.pk: unit for unit in found.values() if unit is not None}
    return list(units.values()), [code for code, unit in found.items() if unit is None]


def leads(offer: Offer, how: str, written: str, below: Below) -> tuple[Iterable[Unit], list[str]]:
    """Who leads what was chosen: the suggested units, one's own, or those that are written."""
    if how == "suggested":
        return offer.suggested, []
    if how == "own":
        return (below.unit,), []
    return unmatched(written, below)
