"""What became of a document at its receiver? Told to who sent it, and noted where somebody told us."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.actions import recall
from thongsuot.documents.keeping import keep
from thongsuot.events.actions import record, writing
from thongsuot.exchange import organs
from thongsuot.exchange.access import held, may_take
from thongsuot.exchange.edxml.lists import Business, StatusCode
from thongsuot.exchange.edxml.message import Reference, Status, Symbol
from thongsuot.exchange.edxml.reading import day_of
from thongsuot.exchange.edxml.writing import write_status
from thongsuot.exchange.models import Incoming, Outgoing, Receiver
from thongsuot.exchange.rules import Came, Sort, Way, code_key, identity
from thongsuot.problems import Problem
from thongsuot.units.access import Acting


def answer(row: Incoming, code: StatusCode, *, by: Acting | None, words: str = "") -> Outgoing:
    """Tell the sender of a message what became of its document. Within ``writing``."""
    told, now = row.told, timezone.now()
    about = Reference(
        organ=str(told.get("from") or row.sender_key),
        symbol=Symbol.of(str(told.get("symbol") or "")),
        day=day_of(str(told.get("date") or "")),
        document_id=row.name,
    )
    raw = write_status(Status(organs.body_of(row.unit), about, code, words, timezone.localtime(now)))
    made = Outgoing.objects.create(
        unit=row.unit, sort=Sort.STATUS, name=row.name, business=row.business, code=code,
        document=row.document, file=keep(raw, "edxml"), made_at=now, made_by=by.user if by else None, next_at=now,
    )  # fmt: skip
    Receiver.objects.create(message=made, key=row.sender_key, name=row.sender_name)
    return made


def take(said: Status, raw: bytes, *, by: Acting | None, way: Way) -> tuple[list[Incoming], bool]:
    """Note what a receiver says; that it returned a document becomes a question to our clerk."""
    receivers = _meant(said, by)
    if not receivers:
        raise Problem(_("This status speaks of a document that was not sent from here. It was not taken."))
    rows, fresh = [], False
    with writing(by):
        for receiver in receivers:
            row, new = _noted(said, raw, receiver, by=by, way=way)
            rows.append(row)
            fresh = fresh or new
    return rows, fresh


def _meant(said: Status, by: Acting | None) -> list[Receiver]:
    """The receivers of our messages that a status can speak of."""
    found = Receiver.objects.filter(key=code_key(said.sender.code), message__sort=Sort.DOCUMENT)
    found = found.filter(message__name=said.about.document_id) if said.about.document_id else found.none()
    rows = found.select_related("message__unit", "message__document", "delivery").order_by("-pk")
    newest: dict[int, Receiver] = {}
    for row in rows[:100]:
        if by is None or may_take(by, row.message.unit):
            newest.setdefault(row.message.unit_id, row)
    return list(newest.values())


def _noted(said: Status, raw: bytes, receiver: Receiver, *, by: Acting | None, way: Way) -> tuple[Incoming, bool]:
    sent, sender = receiver.message, code_key(said.sender.code)
    back = said.code == StatusCode.REFUSED and receiver.delivery is not None and not receiver.delivery.ending
    told = {"code": said.code, "description": said.description, "sender": said.sender.name, "from": said.sender.code}
    row, new = Incoming.objects.get_or_create(
        unit=sent.unit,
        identity=identity(sender, said.about.document_id, "status", said.code, sent.pk),
        defaults={
            "sort": Sort.STATUS, "sender_key": sender, "sender_name": said.sender.name[:200],
            "name": sent.name, "business": sent.business, "told": told, "raw": keep(raw, "edxml"),
            "way": way, "came_at": timezone.now(), "came_by": by.user if by else None, "about": receiver,
            "state": Came.WAITING if back else Came.NOTED, "document": sent.document,
        },
    )  # fmt: skip
    if new:
        Receiver.objects.filter(pk=receiver.pk).update(answer=said.code, answered_at=timezone.now())
        after = {"code": said.code}
        record("message-answered", f"incoming:{row.pk}", _thread(sent), also=f"unit:{sent.unit_id}", after=after)
    return row, new


def _thread(sent: Outgoing) -> str:
    return f"document:{sent.document.pk}" if sent.document else f"outgoing:{sent.pk}"


def settle(row: Incoming, *, take_back: bool, revision: int, by: Acting) -> Incoming:
    """A receiver returned a document: its delivery is taken back, or the return is noted only."""
    with writing(by):
        found = held(row, revision, by)
        if found.sort != Sort.STATUS or found.state != Came.WAITING:
            raise Problem(_("That was decided already."))
        delivery = found.about.delivery if found.about else None
        if take_back and delivery is not None:
            recall([delivery], str(found.told.get("description") or _("returned by its receiver")), by=by)
        found.state = Came.AGREED if take_back else Came.NOTED
        decided(found, "message-agreed" if take_back else "message-noted", by)
    return found


def decided(row: Incoming, verb: str, by: Acting, reason: str = "") -> None:
    """Keep a decision on a message, with its event. Within ``writing``."""
    row.reason, row.decided_by, row.decided_at = reason, by.user, timezone.now()
    row.revision += 1
    row.save()
    thread = f"document:{row.document.pk}" if row.document else f"incoming:{row.pk}"
    after = {"state": row.state, "business": row.business, "name": row.name}
    record(verb, f"incoming:{row.pk}", thread, also=f"unit:{row.unit_id}", after=after, reason=reason)


def finished() -> int:
    """Tell senders of documents whose file was closed here that the work is done; gives how many."""
    rows = Incoming.objects.filter(
        state=Came.REGISTERED, finished=False, business__in=(Business.NEW, Business.REPLACE), sort=Sort.DOCUMENT,
        document__closed_at__isnull=False,
    )  # fmt: skip
    n = 0
    for key in list(rows.values_list("pk", flat=True)[:200]):
        with writing():
            row = Incoming.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=key)
            if not row.finished:
                answer(row, StatusCode.DONE, by=None)
                row.finished = True
                row.save(update_fields=["finished"])
                n += 1
    return n
