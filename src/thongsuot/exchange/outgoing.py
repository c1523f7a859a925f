"""How does a document go out as edXML? Written once for all receivers that take it alike, put into the outbox."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.access import may_send
from thongsuot.dissemination.actions import recall, send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents import readings
from thongsuot.documents.keeping import keep
from thongsuot.documents.models import Document
from thongsuot.documents.queries import as_issued
from thongsuot.events.actions import record, writing
from thongsuot.exchange import organs
from thongsuot.exchange.access import may_take
from thongsuot.exchange.edxml.lists import Business, Steering, priority_of
from thongsuot.exchange.edxml.message import Attachment, Dealing, Hop, Message, Replaced, Signer, Symbol, document_id
from thongsuot.exchange.edxml.message import Organ as Body
from thongsuot.exchange.edxml.writing import Profile, write
from thongsuot.exchange.keeping import files_of
from thongsuot.exchange.models import Incoming, Organ, Outgoing, Receiver
from thongsuot.exchange.rules import Sent, Sort
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST = 2000
"""Receivers of one sending."""
PLAIN = Dealing()


def name_of(document: Document, unit: Unit) -> str:
    """What a document is called between bodies: as it came, where it came from another."""
    came = Incoming.objects.filter(document=document, sort=Sort.DOCUMENT).order_by("pk").first()
    if came is not None:
        return came.name
    day = document.date or document.arrived_on
    return document_id(organs.sender(unit).code, day, Symbol.of(document.symbol or str(document.pk)))


def message_for(document: Document, unit: Unit, receivers: Sequence[Body], dealing: Dealing = PLAIN) -> Message:
    """A document, as it was issued, as a message of a unit; it names who sends it and at least one receiver."""
    if not receivers:
        raise Problem(_("Choose at least one receiver: a message names the bodies it goes to."))
    version = as_issued(document)
    header = readings.unpack(version.reading, "").get("header") or {} if version else {}
    signer: dict[str, Any] = next(iter(header.get("signers") or ()), {})
    sender = organs.sender(unit)
    return Message(
        sender=sender,
        receivers=tuple(receivers),
        symbol=Symbol.of(document.symbol),
        place=document.place,
        day=document.date,
        kind=document.kind,
        subject=document.title,
        signer=Signer(*(str(signer.get(part) or "") for part in ("authority", "position", "name"))),
        kept_at=tuple(one for one in header.get("recipients") or () if str(one).lower().startswith("lưu")),
        priority=priority_of(document.urgency),
        appendixes=tuple(row.name for row in document.enclosures.all()),
        steering=Steering.ORDER if document.findings.filter(kind="obligation").exists() else Steering.NONE,
        document_id=name_of(document, unit),
        dealing=dealing,
        trace=(Hop(sender.code, timezone.localtime()),),
        attachments=() if dealing.kind == Business.RECALL else _attached(document),
    )


def _attached(document: Document) -> tuple[Attachment, ...]:
    files = files_of(document)
    if not files:
        raise Problem(_("There is no file to send. Add one first."))
    return tuple(Attachment(name, raw) for name, raw in files)


def exported(document: Document, chosen: Iterable[Organ], *, by: Acting, zipped: bool = False) -> bytes:
    """The message as a file, for who carries it himself; nothing is noted."""
    if not may_send(by, document):
        raise Forbidden
    return write(message_for(document, document.unit, [_body(one) for one in chosen]), Profile(zipped))


def enqueue(document: Document, chosen: Sequence[Organ], dealing: Dealing = PLAIN, *, by: Acting) -> list[Outgoing]:
    """Put a document into the outbox for bodies; those that are units here are sent it as well."""
    if not may_send(by, document):
        raise Forbidden
    if not chosen or len(chosen) > MOST:
        raise Problem(_("Choose the receivers: at least one, and %(most)s at most.") % {"most": MOST})
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        if dealing.kind != Business.NEW:
            dealing = _changing(held, dealing)
        deliveries = _delivered(held, chosen, dealing, by)
        made = []
        for zipped in (False, True):
            alike = [one for one in chosen if one.zip_attachments == zipped]
            if alike:
                made.append(_made(held, alike, dealing, zipped, deliveries, by))
    return made


def _changing(document: Document, dealing: Dealing) -> Dealing:
    """A recall, update or replacement names the document that was sent, and why."""
    if not dealing.reason.strip():
        raise Problem(_("Say why: the receivers will read it."))
    sent = Outgoing.objects.filter(document=document, sort=Sort.DOCUMENT).order_by("-pk").first()
    name = dealing.document_id or (sent.name if sent else "")
    if not name:
        raise Problem(_("This document was never sent as edXML, so there is nothing to recall or replace."))
    if dealing.kind == Business.REPLACE:
        return Dealing(dealing.kind, dealing.reason.strip(), replaces=(Replaced(name),))
    return Dealing(dealing.kind, dealing.reason.strip(), name)


def _delivered(document: Document, chosen: Sequence[Organ], dealing: Dealing, by: Acting) -> dict[int, Delivery]:
    """The deliveries to receivers that are units here; made where there is none, taken back by a recall."""
    units = [one.unit for one in chosen if one.unit is not None]
    live = Delivery.objects.live().filter(document=document, recipient__in=units)
    if dealing.kind == Business.RECALL:
        found = {row.recipient_id: row for row in live}
        recall(list(found.values()), dealing.reason, by=by)
        return found
    if units and document.current_id:
        send(document, named(units), by=by)
    return {row.recipient_id: row for row in live.order_by("pk")}


def _made(
    document: Document, chosen: Sequence[Organ], dealing: Dealing, zipped: bool, deliveries: dict[int, Delivery],
    by: Acting,
) -> Outgoing:  # fmt: skip
    said = message_for(document, document.unit, [_body(one) for one in chosen], dealing)
    now = timezone.now()
    made = Outgoing.objects.create(
        unit=document.unit, name=said.document_id, business=dealing.kind, document=document,
        file=keep(write(said, Profile(zipped)), "edxml"), made_at=now, made_by=by.user, next_at=now,
    )  # fmt: skip
    Receiver.objects.bulk_create(
        Receiver(message=made, key=one.code_key, name=one.name, delivery=deliveries.get(one.unit_id or 0))
        for one in chosen
    )
    after = {"name": made.name, "business": made.business, "organs": [one.pk for one in chosen]}
    record("message-queued", f"outgoing:{made.pk}", f"document:{document.pk}", after=after, reason=dealing.reason)
    return made


def _body(organ: Organ) -> Body:
    return Body(organ.code, organ.name)


def carried(row: Outgoing, *, by: Acting) -> None:
    """Somebody brought the file to its receivers himself."""
    _turned(row, Sent.SENT, by)


def again(row: Outgoing, *, by: Acting) -> None:
    """Try once more to send what could not be sent."""
    _turned(row, Sent.WAITING, by)


def _turned(row: Outgoing, state: Sent, by: Acting) -> None:
    with writing(by):
        found = Outgoing.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
        if not may_take(by, found.unit):
            raise Forbidden
        if found.state == Sent.SENT:
            raise Problem(_("It was sent already."))
        found.state, found.error, found.attempts, now = state, "", 0, timezone.now()
        found.next_at, found.sent_at = (None, now) if state == Sent.SENT else (now, None)
        found.save()
        verb = "message-carried" if state == Sent.SENT else "message-again"
        record(verb, f"outgoing:{found.pk}", also=f"unit:{found.unit_id}")
