"""How does an edXML message come in? Read, let in, kept as it came, once; what it asks for waits for a clerk."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.keeping import keep
from thongsuot.events.actions import record, writing
from thongsuot.exchange import organs, statuses
from thongsuot.exchange.access import may_take
from thongsuot.exchange.admission import admit
from thongsuot.exchange.edxml.lists import Business, StatusCode
from thongsuot.exchange.edxml.message import Message, Status, UnreadableMessage
from thongsuot.exchange.edxml.reading import read
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Incoming
from thongsuot.exchange.rules import Way, code_key, identity
from thongsuot.exchange.wording import told as fault_told
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def parsed(raw: bytes) -> Message | Status:
    """A message; a :class:`Problem` in a sentence where it cannot be taken."""
    try:
        return read(raw)
    except UnreadableMessage as fault:
        raise Problem(fault_told(fault)) from None


def take(raw: bytes, *, by: Acting | None, way: Way, unmarked: bool = False) -> tuple[list[Incoming], bool]:
    """Take in a message for each unit here that it is addressed to; gives the rows, and whether any is new.

    The same message again changes nothing. A status is noted at the message that it speaks of.
    """
    said = parsed(raw)
    if isinstance(said, Status):
        return statuses.take(said, raw, by=by, way=way)
    units = _addressed(said, by)
    files = [(file.name, file.raw) for file in said.attachments]
    admit(files, _words(said), units[0], by=by, unmarked=unmarked)
    rows, fresh = [], False
    with writing(by):
        for unit in units:
            row, new = _kept(said, raw, unit, by=by, way=way, unmarked=unmarked)
            rows.append(row)
            fresh = fresh or new
    return rows, fresh


def _addressed(said: Message, by: Acting | None) -> list[Unit]:
    """The units here that a message is for; a clerk's own where its code is in no table."""
    units = organs.units_of(body.code for body in said.receivers)
    if by is None:
        if not units:
            raise Problem(_("The message is addressed to nobody here. Ask the administrator for the table of codes."))
        return units
    mine = [unit for unit in units if may_take(by, unit)]
    if units and not mine:
        raise Problem(_("The message is addressed to other units. Only their clerks may take it in."))
    if not may_take(by, by.unit):
        raise Forbidden
    return mine or [by.unit]


def _words(said: Message) -> list[str]:
    texts = (said.subject, said.content, str(said.symbol), said.document_id, said.kind, *said.appendixes)
    named = (part for file in said.attachments for part in (file.name.rpartition(".")[0], file.description))
    return [*texts, *named]


def _kept(
    said: Message, raw: bytes, unit: Unit, *, by: Acting | None, way: Way, unmarked: bool
) -> tuple[Incoming, bool]:
    key = code_key(said.sender.code)
    file = keep(raw, "edxml")
    row, new = Incoming.objects.get_or_create(
        unit=unit,
        identity=identity(key, said.document_id, int(said.dealing.kind)),
        defaults={
            "sender_key": key, "sender_name": said.sender.name[:200], "name": said.document_id,
            "business": said.dealing.kind, "told": shown(said), "raw": file, "way": way, "unmarked": unmarked,
            "came_at": timezone.now(), "came_by": by.user if by else None,
        },
    )  # fmt: skip
    if new:
        after = {"name": row.name, "business": row.business, "sha256": file.sha256}
        record("message-came", f"incoming:{row.pk}", also=f"unit:{unit.pk}", after=after)
        statuses.answer(row, StatusCode.ARRIVED, by=by)
    elif row.raw_id != file.pk:
        raise Problem(
            _(
                "A message of this number came before, and this one says something else. Ask the sender to send it as "
                "an update."
            )
        )
    return row, new


def shown(said: Message) -> dict[str, Any]:
    """What is shown of a message; people are named by their office alone."""
    return {
        "from": said.sender.code, "sender": said.sender.name, "to": [body.code for body in said.receivers][:200],
        "symbol": str(said.symbol), "place": said.place, "date": _day(said.day), "kind": said.kind,
        "subject": said.subject, "content": said.content, "position": said.signer.position, "due": _day(said.due),
        "priority": said.priority, "steering": said.steering, "reason": said.dealing.reason,
        "about": list(said.dealing.about), "paper": said.dealing.paper, "signed": said.signed,
        "answers": [ref.document_id or str(ref.symbol) for ref in said.answers],
        "tasks": list(said.tasks), "added": list(said.dealing.added), "removed": list(said.dealing.removed),
        "files": [{"name": file.name, "size": len(file.raw)} for file in said.attachments],
    }  # fmt: skip


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def message_of(row: Incoming) -> Message:
    """The message as it came."""
    said = parsed(content(row.raw))
    assert isinstance(said, Message)
    return said


def spoken_of(row: Incoming) -> list[Incoming]:
    """The documents here that a recall, update or replacement speaks of: only those of the same sender."""
    if row.business == Business.NEW:
        return []
    names = list(row.told.get("about") or ()) or [row.name]
    earlier = Incoming.objects.filter(unit=row.unit_id, sender_key=row.sender_key, name__in=names)
    return list(earlier.filter(document__isnull=False).exclude(pk=row.pk).select_related("document__unit"))
