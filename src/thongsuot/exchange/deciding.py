"""What does a clerk make of a message? Registers or returns a document; agrees to a change asked for, or not."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.models import Delivery, Receipt
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.exchange import organs, statuses
from thongsuot.exchange.access import held
from thongsuot.exchange.admission import READABLE
from thongsuot.exchange.edxml.lists import PRIORITIES, Business, StatusCode
from thongsuot.exchange.edxml.message import Attachment, Message
from thongsuot.exchange.incoming import message_of, spoken_of
from thongsuot.exchange.keeping import enclose
from thongsuot.exchange.models import Incoming
from thongsuot.exchange.rules import Came, Sort
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def register(row: Incoming, *, revision: int, by: Acting, anyway: bool = False) -> Document:
    """The document of a message into the unit's incoming register; the sender is told."""
    with writing(by):
        found = _new(row, revision, by)
        document = _registered(found, by, anyway)
        found.document, found.state = document, Came.REGISTERED
        statuses.decided(found, "message-registered", by)
        statuses.answer(found, StatusCode.RECEIVED, by=by)
    return document


def give_back(row: Incoming, reason: str, *, revision: int, by: Acting) -> None:
    """What is not for this unit goes back; the sender reads why."""
    if not reason.strip():
        raise Problem(_("Say why it is returned, so that the sender can put it right."))
    with writing(by):
        found = _new(row, revision, by)
        found.state = Came.RETURNED
        statuses.decided(found, "message-returned", by, reason.strip())
        statuses.answer(found, StatusCode.REFUSED, by=by, words=reason.strip())


def decline(row: Incoming, reason: str, *, revision: int, by: Acting) -> None:
    """What a sender wants changed stays as it is here; he reads why."""
    if not reason.strip():
        raise Problem(_("Say why it is declined: the sender will read it."))
    with writing(by):
        found = _change(row, revision, by)
        found.state = Came.DECLINED
        statuses.decided(found, "message-declined", by, reason.strip())
        statuses.answer(found, StatusCode.DECLINED, by=by, words=reason.strip())


def agree(row: Incoming, *, revision: int, by: Acting) -> list[Document]:
    """Do what the sender asks: close what is recalled, add the new text, or register what replaces."""
    with writing(by):
        found = _change(row, revision, by)
        targets = [one.document for one in spoken_of(found) if one.document]
        if not targets:
            raise Problem(_("The document that it speaks of was never registered here. Decline it, and say so."))
        found.document = _DO[Business(found.business)](found, targets, by)
        found.state = Came.AGREED
        statuses.decided(found, "message-agreed", by, str(found.told.get("reason") or ""))
        statuses.answer(found, StatusCode.AGREED, by=by)
    return targets


def _recalled(row: Incoming, targets: list[Document], by: Acting) -> Document:
    for document in targets:
        _close(document, row, "document-recalled", by)
    return targets[0]


def _updated(row: Incoming, targets: list[Document], by: Acting) -> Document:
    said = message_of(row)
    main, rest = _main(said)
    for document in targets:
        documents.add_version(document, main.raw, main.name, since=None, by=by)
        enclose(document, [(file.name, file.raw) for file in rest])
    return targets[0]


def _replaced(row: Incoming, targets: list[Document], by: Acting) -> Document:
    document = _registered(row, by, anyway=True)
    for old in targets:
        _close(old, row, "document-replaced", by, {"by": document.pk})
    return document


_DO = {Business.RECALL: _recalled, Business.UPDATE: _updated, Business.REPLACE: _replaced}


def _close(document: Document, row: Incoming, verb: str, by: Acting, after: dict[str, object] | None = None) -> None:
    reason = str(row.told.get("reason") or row.name)
    record(verb, f"document:{document.pk}", also=f"unit:{row.unit_id}", after=after, reason=reason)
    documents.close(document, by=by, reason=reason)


def _open(row: Incoming, revision: int, by: Acting) -> Incoming:
    found = held(row, revision, by)
    if found.sort != Sort.DOCUMENT or found.state != Came.WAITING:
        raise Problem(_("That was decided already."))
    return found


def _new(row: Incoming, revision: int, by: Acting) -> Incoming:
    found = _open(row, revision, by)
    if found.business != Business.NEW:
        raise Problem(_("This message asks for a change. Agree to it or decline it."))
    return found


def _change(row: Incoming, revision: int, by: Acting) -> Incoming:
    found = _open(row, revision, by)
    if found.business == Business.NEW:
        raise Problem(_("This message brings a new document. Register it or return it."))
    return found


def _main(said: Message) -> tuple[Attachment, list[Attachment]]:
    """The file that is the document, the first that can be read, and those beside it."""
    files = list(said.attachments)
    if not files:
        raise Problem(_("The message holds no file. Return it, and ask for the document."))
    ending = [file.name.rpartition(".")[2].lower() for file in files]
    at = next((n for n, kind in enumerate(ending) if kind in READABLE), 0)
    return files[at], files[:at] + files[at + 1 :]


def _registered(row: Incoming, by: Acting, anyway: bool) -> Document:
    said = message_of(row)
    main, rest = _main(said)
    intake = documents.Intake(row.unit, anyway=anyway, unmarked=row.unmarked)
    document = documents.receive(main.raw, main.name, intake, by=by)
    enclose(document, [(file.name, file.raw) for file in rest])
    document.refresh_from_db()
    missing = {name: value for name, value in _header(said).items() if value and not getattr(document, name)}
    if missing:
        document = documents.edit_header(document, missing, revision=document.revision, by=by)
    sender = organs.named(said.sender.code)
    if sender is not None and sender.unit is not None:
        arrived(document, sender.unit, row.unit, by)
    return document


def _header(said: Message) -> dict[str, object]:
    """The header that a message states, for what the file itself does not say."""
    urgency = PRIORITIES[said.priority] if said.priority else ""
    return {
        "kind": said.kind[:80], "symbol": str(said.symbol)[:120], "place": said.place[:120], "date": said.day,
        "title": said.subject[:4000], "issuers": [said.sender.name] if said.sender.name else [], "urgency": urgency,
    }  # fmt: skip


def arrived(document: Document, sender: Unit, unit: Unit, by: Acting) -> Delivery | None:
    """That a unit of another installation sent a document to one here, and its clerk received it."""
    version = document.current
    if version is None or sender.pk == unit.pk or _there(document, unit).exists():
        return None
    now = timezone.now()
    delivery = Delivery.objects.create(
        document=document, version=version, sender=sender, recipient=unit, sent_by=by.user, sent_at=now
    )
    Receipt.objects.create(delivery=delivery, by=by.user, at=now, text_sha256=version.text_sha256)
    after = {"version": version.pk, "text_sha256": version.text_sha256}
    record("received", f"delivery:{delivery.pk}", f"document:{document.pk}", also=f"unit:{unit.pk}", after=after)
    return delivery


def _there(document: Document, unit: Unit) -> QuerySet[Delivery]:
    return Delivery.objects.live().filter(version=document.current, recipient=unit)
