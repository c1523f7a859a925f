"""From what is a duty given? A clause, a duty that a text names, an item of a programme, or nothing: as asked for."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import CONFIRMED, Kind
from thongsuot.documents.wording import place_name
from thongsuot.followup.giving import Source
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.followup.written import number
from thongsuot.problems import Problem
from thongsuot.programmes import rules as programmes
from thongsuot.programmes.clauses import suggestion
from thongsuot.programmes.models import Programme, ProgrammeItem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

WINDOW = 2000
"""Of a document's duties the newest are looked through for those given from the same clause."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a duty shall rest on, in whose name it is given, and what its form says at first."""

    source: Source
    unit: Unit
    initial: dict[str, Any] = field(default_factory=dict)
    programme: Programme | None = None
    before: int = 0  # duties that were given from the same words already

    @property
    def document(self) -> Document | None:
        """What orders it."""
        return self.source.document

    @property
    def place(self) -> str:
        """The clause, as offices say it."""
        return place_name(self.source.words.loc) if self.source.words else ""


def asked(query: QueryDict, acting: Acting) -> Asked:
    """What an address asks for by ``item``, ``finding``, or ``document`` and ``clause``."""
    if (key := number(query.get("item"))) is not None:
        return of_item(key, acting)
    if (key := number(query.get("finding"))) is not None:
        return of_finding(key, acting)
    if (key := number(query.get("document"))) is not None:
        return of_document(key, query.get("clause", "")[:120], acting)
    return Asked(Source(), acting.unit)


def of_item(key: int, acting: Acting) -> Asked:
    """An item of an issued programme, given in the name of the unit whose programme it is."""
    rows = ProgrammeItem.objects.filter(pk=key, kept=True, programme__in=Programme.objects.visible_to(acting))
    item = rows.select_related("programme__unit", "programme__issued", "lead").first()
    if item is None:
        raise Http404
    if item.programme.state != programmes.State.ISSUED:
        raise Problem(_("This programme has not been issued: nothing is given from it yet."))
    initial = {
        "action": item.action, "product": item.product, "due": item.due, "working": item.due_working,
        "units": [item.lead_id or item.programme.unit_id],
    }  # fmt: skip
    before = _given(Assignment.objects.filter(item=item, parent=None))
    return Asked(Source.of_item(item), item.programme.unit, initial, item.programme, before)


def of_finding(key: int, acting: Acting) -> Asked:
    """A duty that a text names and that somebody confirmed."""
    rows = Finding.objects.filter(pk=key, kind=Kind.OBLIGATION, document__in=Document.objects.visible_to(acting))
    finding = rows.select_related("document__current").first()
    if finding is None:
        raise Http404
    if finding.state not in CONFIRMED:
        raise Problem(_("Nobody has confirmed that the text orders this. Confirm it on the review page first."))
    told = suggestion(finding.loc, [finding])
    initial = {"action": told.action, "product": told.product, "due": told.due, "working": told.working}
    before = _given(Assignment.objects.filter(finding=finding, parent=None))
    source = Source.of_clause(finding.document, finding.loc, finding)
    return Asked(source, acting.unit, initial, before=before)


def of_document(key: int, loc: str, acting: Acting) -> Asked:
    """A clause of a document; the whole of it where none is named."""
    document = Document.objects.visible_to(acting).select_related("current").filter(pk=key).first()
    if document is None:
        raise Http404
    newest = Assignment.objects.filter(document=document).order_by("-pk").values("pk")[:WINDOW]
    before = _given(Assignment.objects.filter(pk__in=newest, loc=loc, parent=None, assigner=acting.unit_id))
    rows = list(document.findings.confirmed().filter(kind=Kind.OBLIGATION, loc=loc)) if loc else []
    told = suggestion(loc, rows)
    initial = {"action": told.action, "product": told.product, "due": told.due, "working": told.working} if rows else {}
    return Asked(Source.of_clause(document, loc), acting.unit, initial, before=before)


def _given(rows: Any) -> int:
    return int(rows.exclude(state=State.WITHDRAWN).count())
