"""What do pages of documents, programmes and duties say of changed words? Asked by the page, one question each."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import Context

from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment
from thongsuot.programmes.models import Exemption, Programme, ProgrammeItem
from thongsuot.suspects import queries
from thongsuot.suspects.awaiting import Note, notes
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.showing import title
from thongsuot.units.access import Acting

register = template.Library()
SHOWN = 5
"""Changes of one page: the newest."""
LOOKED = 100
"""Changes of a document that are looked through for one of its clauses."""


def _acting(context: Context) -> Acting | None:
    return getattr(context.get("request"), "acting", None) or None


@register.filter
def doubt[T](doubts: Mapping[int, T], key: int) -> T | None:
    """Give the suspect, or what else is told, of a key."""
    return doubts.get(key)


@register.simple_tag(takes_context=True)
def awaited_at(context: Context, document: int | None, loc: str) -> list[Note]:
    """Give the amendments of a clause that wait to be settled."""
    acting = _acting(context)
    return notes([(document, loc)], acting).get((document, loc), []) if acting and document else []


@register.simple_tag(takes_context=True)
def awaited_of_items(context: Context, items: Iterable[ProgrammeItem]) -> dict[int, list[Note]]:
    """Give the amendments that wait of the clauses on which items rest, by item."""
    acting = _acting(context)
    rests = {item.pk: [(basis.document_id, basis.loc) for basis in item.bases.all()] for item in items}
    found = notes([place for places in rests.values() for place in places], acting) if acting else {}
    told = {
        pk: dict.fromkeys(note for place in places for note in found.get(place, ())) for pk, places in rests.items()
    }
    return {pk: list(rows) for pk, rows in told.items() if rows}


@register.simple_tag(takes_context=True)
def doubts_of_programme(context: Context, programme: Programme) -> dict[int, Suspect]:
    """Give the undecided suspects of a programme's items, by item."""
    rows = Suspect.objects.visible_to(_acting(context)).waiting().filter(programme=programme)
    return {row.item_id: row for row in rows.order_by("pk") if row.item_id}


@register.simple_tag(takes_context=True)
def doubts_of_exemptions(context: Context, exemptions: Iterable[Exemption]) -> dict[int, Suspect]:
    """Give the undecided suspects of some exemptions, by exemption."""
    keys = [row.pk for row in exemptions]
    rows = Suspect.objects.visible_to(_acting(context)).waiting().filter(exemption__in=keys)
    return {row.exemption_id: row for row in rows.order_by("pk") if row.exemption_id}


@register.simple_tag(takes_context=True)
def doubts_of_duty(context: Context, duty: Assignment) -> list[Suspect]:
    """Give the undecided suspects of a duty."""
    rows = Suspect.objects.visible_to(_acting(context)).waiting().filter(assignment=duty)
    return list(rows.select_related("unit"))


@register.simple_tag(takes_context=True)
def changes_of(context: Context, document: Document, loc: str = "") -> list[dict[str, Any]]:
    """Give the newest changes of a document, or of one clause of it; how much of each waits for the reader's unit."""
    acting = _acting(context)
    if acting is None:
        return []
    rows = Change.objects.filter(document=document, taken_back_at=None).select_related("successor").order_by("-pk")
    found = [row for row in rows[:LOOKED] if not loc or _touches(row, loc)][:SHOWN]
    counts = queries.own_waits(acting, [row.pk for row in found]) if found else {}
    return [{"row": row, "what": _what(row, acting), "waits": counts.get(row.pk, 0)} for row in found]


def _touches(row: Change, loc: str) -> bool:
    """Whether a change is told of a clause, of one inside it, or of one around it."""
    told = {at for each in row.clauses for at in (each[0], each[2]) if at}
    return not row.clauses or any(at == loc or at.startswith(loc + ".") or loc.startswith(at + ".") for at in told)


def _what(row: Change, acting: Acting) -> str:
    """What happened, without the name of a document that the reader may not see."""
    successor = row.successor
    if successor is not None and not Document.objects.visible_to(acting).filter(pk=successor.pk).exists():
        row.successor = None
    return title(row)


@register.simple_tag(takes_context=True)
def doubts_of_clauses(context: Context, document: Document) -> list[dict[str, Any]]:
    """Give the clauses of a document on which undecided things rest, with how many the reader sees."""
    acting = _acting(context)
    return queries.of_clauses(document, acting) if acting else []
