"""What goes to a partner? A directive down, an issued programme or a progress report up; signed, numbered, kept."""

import hashlib
import uuid
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.access import may_send
from thongsuot.dissemination.actions import send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.keeping import keep
from thongsuot.documents.models import Document
from thongsuot.documents.queries import as_issued
from thongsuot.documents.rules import digest
from thongsuot.events.actions import record, writing
from thongsuot.exchange import payload as shapes
from thongsuot.exchange.keeping import files_of
from thongsuot.exchange.models import Parcel, Partner
from thongsuot.exchange.package import Manifest, Package, fingerprint, seal
from thongsuot.exchange.partners import own_key, private_of
from thongsuot.exchange.progress import progress
from thongsuot.exchange.rules import Sent, Sort, Way
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import access as programmes
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.rules import State
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def pack_document(
    document: Document, partner: Partner, *, by: Acting, due_on: date | None = None, note: str = ""
) -> Parcel:
    """A directive as it was issued, for a partner.

    The unit it stands for is sent the document as well, so that the funnel knows.
    """
    if not may_send(by, document):
        raise Forbidden
    version = as_issued(document)
    if version is None or not version.text:
        raise Problem(_("The text of this document has not been read. Add a file that can be read first."))
    files = files_of(document)
    rows = version.provisions.order_by("index").values_list("loc", "level", "number", "heading", "start", "end")
    clauses = [
        shapes.ClauseSaid(
            loc=loc, level=level, number=number, heading=heading, fingerprint=digest(version.text[start:end].strip())
        )
        for loc, level, number, heading, start, end in rows[:20_000]
    ]
    said = shapes.DocumentSaid(
        header=header_of(document), file=_file(files[0]), more=[_file(one) for one in files[1:]],
        text_sha256=version.text_sha256, clauses=clauses, due_on=due_on, note=note,
    )  # fmt: skip
    with writing(by):
        send(document, named([partner.unit]), by=by, due_on=due_on, note=note)
        live = Delivery.objects.live().filter(document=document, recipient=partner.unit).order_by("-pk").first()
        return _sealed(partner, Sort.DOCUMENT, said, files, document.unit, by, document=document, delivery=live)


def pack_programme(programme: Programme, partner: Partner, *, by: Acting) -> Parcel:
    """An issued programme for the installation that ordered it: the document, its items and what they rest on."""
    if not programmes.may_change(by, Right.SEND, programme):
        raise Forbidden
    issued = programme.issued
    if programme.state != State.ISSUED or issued is None:
        raise Problem(_("Only an issued programme is sent. Have it approved and issued first."))
    files, text = files_of(issued), as_issued(issued)
    items = programme.items.filter(kept=True).select_related("lead").prefetch_related("bases")
    said = shapes.ProgrammeSaid(
        header=header_of(issued),
        file=_file(files[0]),
        text_sha256=text.text_sha256 if text else "",
        answers=answered(programme.answers, partner),
        kind=programme.kind,
        title=programme.title,
        opening=programme.opening[:8000],
        items=[_item(item, programme) for item in items[:5000]],
    )
    return _sealed(partner, Sort.PROGRAMME, said, files[:1], programme.unit, by, document=issued, programme=programme)


def pack_report(document: Document, unit: Unit, partner: Partner, *, by: Acting) -> Parcel:
    """How far a unit is with a document, for the installation that ordered it."""
    if not (by.bears(Right.SEND) and Document.objects.visible_to(by).filter(pk=document.pk).exists()):
        raise Forbidden
    counts, duties = progress(document, unit)
    said = shapes.ReportSaid(
        answers=answered(document, partner), day=timezone.localdate(), counts=counts, duties=list(duties)
    )
    return _sealed(partner, Sort.REPORT, said, [], unit, by, document=document)


def header_of(document: Document) -> shapes.Header:
    """A document's header as packages write it."""
    return shapes.Header(**{name: getattr(document, name) for name in shapes.Header.model_fields})


def answered(document: Document, partner: Partner) -> shapes.Answered:
    """A document that a partner sent, so that it knows it again."""
    came = Parcel.objects.filter(partner=partner, inward=True, document=document, sort=Sort.DOCUMENT).first()
    text = as_issued(document)
    return shapes.Answered(
        package=str(came.package) if came else "", symbol=document.symbol, date=document.date,
        issuers=document.issuers, text_sha256=text.text_sha256 if text else "",
    )  # fmt: skip


def _item(item: ProgrammeItem, programme: Programme) -> shapes.ItemSaid:
    bases = [row for row in item.bases.all() if row.document_id == programme.answers_id]
    return shapes.ItemSaid(
        action=item.action[:8000], group=item.group, lead=item.leading[:200], partners=item.partners[:8000],
        product=item.product, due=item.due, due_working=item.due_working[:8000],
        bases=[_basis(row) for row in bases[:200]],
    )  # fmt: skip


def _basis(row: Basis) -> shapes.BasisSaid:
    return shapes.BasisSaid(loc=row.loc, part=row.part, fingerprint=row.fingerprint, quote=row.quote[:2000])


def _file(file: tuple[str, bytes]) -> shapes.File:
    return shapes.File(sha256=hashlib.sha256(file[1]).hexdigest(), name=file[0][:255] or "file")


def _sealed(
    partner: Partner,
    sort: Sort,
    said: shapes.Said,
    files: list[tuple[str, bytes]],
    unit: Unit,
    by: Acting,
    **links: Any,
) -> Parcel:
    """Number, sign and keep a package; it goes by itself where the partner has an address."""
    with writing(by):
        held = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
        if not held.active:
            raise Problem(_("This partner is switched off. Ask your administrator."))
        held.sequence = F("sequence") + 1
        held.save(update_fields=["sequence"])
        held.refresh_from_db()
        key, now = own_key(), timezone.now()
        manifest = Manifest(
            uuid.uuid4(), sort, fingerprint(key.public), held.fingerprint, held.sequence, timezone.localtime(now)
        )
        content = {hashlib.sha256(raw).hexdigest(): raw for _name, raw in files}
        raw = seal(Package(manifest, shapes.plain(said), content), private_of(key))
        made = Parcel.objects.create(
            unit=unit, partner=held, inward=False, sort=sort, package=manifest.package, sequence=held.sequence,
            told=shown(said), raw=keep(raw, "package"), way=Way.PARTNER if held.address else Way.UPLOAD, made_at=now,
            made_by=by.user, state=Sent.WAITING, next_at=now if held.address else None, **links,
        )  # fmt: skip
        thread = f"document:{made.document.pk}" if made.document else f"parcel:{made.pk}"
        after = {"sort": sort, "sequence": made.sequence, "partner": held.pk}
        record("package-made", f"parcel:{made.pk}", thread, also=f"unit:{held.unit_id}", after=after)
    return made


def shown(said: shapes.Said) -> dict[str, Any]:
    """What is shown of a package; clauses are counted."""
    told = shapes.plain(said)
    if isinstance(said, shapes.DocumentSaid):
        told["clauses"] = len(said.clauses)
    return told
