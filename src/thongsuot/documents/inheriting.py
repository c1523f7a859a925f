"""What of a unit's documents does its heir see, and what becomes of them? Shares, relations, the last day of force."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document, Finding, Share
from thongsuot.documents.rules import Direction, Kind, Mark, Reach, State, symbol_key
from thongsuot.events.actions import record
from thongsuot.units.handing import Way
from thongsuot.units.models import Unit, User

ENDING = ("replaces", "repeals")
WORDS = 200
"""Letters of the first line, where a document does not name the other."""


def issued(olds: Iterable[int] | QuerySet[Unit, Any], day: date) -> QuerySet[Document]:
    """What some units, by key, issued and what has not ended by a day: the twin, for lists, of ``rules.force_on``."""
    whole = Q(payload__loc__isnull=True) | Q(payload__loc=None) | Q(payload__loc="")
    since = Q(document__effective_from__lte=day) | Q(document__effective_from=None, document__date__lte=day)
    near = Q(target__unit__path__startswith=F("document__unit__path"))  # see ``queries.effects``
    ended = Finding.objects.confirmed().filter(whole, since, near, kind=Kind.RELATION, relation__in=ENDING)
    lasting = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    rows = Document.objects.filter(lasting, unit__in=olds, direction=Direction.OUT).exclude(mark=Mark.DRAFT)
    return rows.exclude(pk__in=ended.filter(target__unit__in=olds).order_by().values("target"))


def let_see(way: Way, *, below: bool) -> int:
    """Let a unit see what another one saw; gives how many documents. Within ``writing``.

    ``below``: the other unit stands below it by now, so that it sees its plain documents by that.
    """
    old, heir = way.old, way.new
    own = Q(unit=old) & (Q(reach=Reach.NAMED) if below else ~Q(reach=Reach.OPEN))
    given = Q(pk__in=Share.objects.filter(unit=old).values("document")) & ~Q(reach=Reach.OPEN)
    there = Share.objects.filter(unit=heir).values("document")
    rows = Document.objects.select_for_update(of=("self",)).filter(own | given).exclude(unit=heir)
    keys = list(rows.exclude(pk__in=there).order_by("pk").values_list("pk", flat=True))
    Share.objects.bulk_create([Share(document_id=key, unit=heir) for key in keys], batch_size=500)
    for key in keys:
        record("shared", f"document:{key}", also=way.also, reason=way.reason)
    return len(keys)


def relate(document: Document, other: Document, relation: str, *, by: User) -> Finding:
    """That another document replaces or repeals one as a whole, as somebody decided. Within ``writing``."""
    text = other.current.text if other.current else ""
    start, end = _words(text, document.symbol)
    row = Finding.objects.create(
        document=other, version=other.current, kind=Kind.RELATION, start=start, end=end, quote=text[start:end],
        payload={"kind": relation, "doc": document.symbol, "title": document.title}, state=State.ADDED, target=document,
        target_key=symbol_key(document.symbol)[:120], relation=relation, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    after = {"kind": Kind.RELATION, "payload": row.payload}
    record("finding-added", f"finding:{row.pk}", f"document:{other.pk}", also=f"document:{document.pk}", after=after)
    return row


def unrelate(row: Finding, *, by: User, reason: str = "") -> None:
    """That it does not after all. Within ``writing``."""
    held = Finding.objects.select_for_update(of=("self",)).get(pk=row.pk)
    held.state, held.decided_by, held.decided_at = State.DROPPED, by, timezone.now()
    held.revision += 1
    held.save()
    record("finding-dropped", f"finding:{held.pk}", f"document:{held.document_id}", reason=reason)


def lapse(document: Document, until: date | None, *, reason: str = "") -> None:
    """The last day on which a document is in force; None where it has none. Within ``writing``."""
    held = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    before, held.effective_to = held.effective_to, until
    held.revision, held.header_edited = held.revision + 1, True
    held.save(update_fields=["effective_to", "revision", "header_edited"])
    told = {"effective_to": until and until.isoformat()}
    was = {"effective_to": before and before.isoformat()}
    record("header-edited", f"document:{held.pk}", before=was, after=told, reason=reason)


def _words(text: str, symbol: str) -> tuple[int, int]:
    """Where a text names a symbol; else its first line."""
    if symbol and (at := text.find(symbol)) >= 0:
        return at, at + len(symbol)
    start = len(text) - len(text.lstrip())
    line = text[start:].partition("\n")[0][:WORDS].rstrip()
    return start, start + len(line)
