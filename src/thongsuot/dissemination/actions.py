"""How is a document sent down, received, given back, taken note of? Each verb is one transaction with its event."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.access import may_pass_on, may_recall, may_receive, may_send
from thongsuot.dissemination.audience import Audience, preview
from thongsuot.dissemination.funnel import silent
from thongsuot.dissemination.granting import grant, withdraw
from thongsuot.dissemination.models import Acknowledgement, Delivery, Receipt
from thongsuot.dissemination.queries import reminded_today
from thongsuot.dissemination.rules import Ending, Part
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right, within

MOST = 10_000
"""Units of one sending."""


def send(
    document: Document,
    audience: Audience,
    *,
    by: Acting,
    due_on: date | None = None,
    note: str = "",
    significant: bool = True,
) -> list[Delivery]:
    """Send the current version to units, which see it from now on; who has it already is not sent it twice.

    ``significant``: whether it says something else than the version sent before it, so that it must be acknowledged
    anew. Whoever sends a version first says so; later sendings of the same version keep to it.
    """
    anywhere = may_send(by, document)
    if not anywhere and not may_pass_on(by, document):
        raise Forbidden
    if due_on is not None and due_on < timezone.localdate():
        raise Problem(_("This day is over. Give a day that is still to come."))
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        _sendable(held, audience)
        fresh = preview(held, audience, by.unit).fresh
        if not anywhere and not all(within(unit.path or "", by.path) for unit in fresh):
            raise Problem(_("You may send this on only to units below your own. Choose other units."))
        if len(fresh) > MOST:
            raise Problem(_("This is too much in one go. Choose fewer documents or fewer units."))
        significant = weight(held, significant=significant)
        granted = grant(held, [unit.pk for unit in fresh])
        now = timezone.now()
        rows = [
            Delivery(
                document=held, version_id=held.current_id or 0, sender=by.unit, recipient=unit, sent_by=by.user,
                sent_at=now, due_on=due_on, note=note, granted=unit.pk in granted, significant=significant,
            )
            for unit in fresh
        ]  # fmt: skip
        sent = Delivery.objects.bulk_create(rows, batch_size=500)
        if sent:
            told = {"version": held.current_id, "due_on": due_on and due_on.isoformat(), "note": note}
            told |= {"significant": significant}
            record("sent", f"document:{held.pk}", after={**told, "units": [unit.pk for unit in fresh]})
    return sent


def weight(document: Document, *, significant: bool) -> bool:
    """Whether sending the current version counts as a significant change: as was said first; a first version always."""
    there = Delivery.objects.filter(document=document).order_by("pk")
    same = there.filter(version=document.current_id).values_list("significant", flat=True).first()
    return same if same is not None else significant or not there.exists()


def _sendable(document: Document, audience: Audience) -> None:
    if document.current_id is None:
        raise Problem(_("There is no file to send. Add one first."))
    if document.restricted and not audience.by_name:
        raise Problem(_("This document is for named units only: choose its recipients one by one."))


def receive(deliveries: Sequence[Delivery], *, by: Acting) -> int:
    """A unit's clerk receives what was sent to it; gives how many were received now."""
    with writing(by):
        n = 0
        for held in _locked(deliveries):
            if not may_receive(by, held):
                raise Forbidden
            if held.ending or hasattr(held, "receipt"):
                continue
            sha = held.version.text_sha256
            Receipt.objects.create(delivery=held, by=by.user, at=timezone.now(), text_sha256=sha)
            _told("received", held, after={"version": held.version_id, "text_sha256": sha})
            n += 1
    return n


def return_with_reason(delivery: Delivery, reason: str, *, by: Acting) -> None:
    """A unit gives back what is not for it, and says why."""
    if not reason.strip():
        raise Problem(_("Say why it is returned, so that the sender can put it right."))
    with writing(by):
        (held,) = _locked([delivery])
        if not may_receive(by, held):
            raise Forbidden
        if hasattr(held, "receipt"):
            raise Problem(_("It was received already. Ask the sender to recall it."))
        if held.ending:
            raise Problem(_("It was returned or recalled already."))
        _end(held, Ending.RETURNED, reason.strip(), by)


def recall(deliveries: Sequence[Delivery], reason: str, *, by: Acting) -> int:
    """Take back what was sent, received or not, or what was returned: it is not asked of that unit. Gives how many."""
    if not reason.strip():
        raise Problem(_("Say why it is recalled: the units will read it."))
    with writing(by):
        n = 0
        for held in _locked(deliveries):
            if not may_recall(by, held):
                raise Forbidden
            if held.ending != Ending.RECALLED:
                _end(held, Ending.RECALLED, reason.strip(), by)
                n += 1
    return n


def acknowledge(document: Document, *, by: Acting) -> Acknowledgement:
    """A unit's head states that the unit has taken note of the version it received."""
    if not by.bears(Right.APPROVE):
        raise Forbidden
    with writing(by):
        live = Delivery.objects.live().filter(document=document, recipient=by.unit_id, receipt__isnull=False)
        newest = live.select_related("version").order_by("-pk").first()
        if newest is None:
            raise Problem(_("Your unit has not received this document yet. Let its clerk receive it first."))
        found, made = Acknowledgement.objects.get_or_create(
            unit=by.unit,
            version=newest.version,
            defaults={
                "document": document, "text_sha256": newest.version.text_sha256, "by": by.user, "at": timezone.now(),
            },
        )  # fmt: skip
        if made:
            told = {"version": newest.version_id, "text_sha256": found.text_sha256}
            thread = f"acknowledgement:{found.pk}"
            record("acknowledged", f"document:{document.pk}", thread, also=f"unit:{by.unit_id}", after=told)
    return found


def remind(document: Document, part: Part, *, by: Acting) -> int:
    """Remind the units that have not received or not studied, each once a day; gives how many."""
    if not may_send(by, document) and not may_pass_on(by, document):
        raise Forbidden
    with writing(by):
        Document.objects.select_for_update().get(pk=document.pk)
        late = {row.unit for row in silent(document, part, by)}
        keys = sorted(late - reminded_today(document))
        if keys:
            record("reminded", f"document:{document.pk}", after={"part": part, "units": keys})
    return len(keys)


def _locked(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """The rows as they are now, held in one order so that two who act at once wait for each other."""
    keys = [delivery.pk for delivery in deliveries]
    list(Delivery.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    rows = Delivery.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("receipt", "version", "sender", "recipient", "document__unit"))


def _end(held: Delivery, ending: Ending, reason: str, by: Acting) -> None:
    live = not held.ending
    held.ending, held.reason, held.ended_by, held.ended_at = ending, reason, by.user, timezone.now()
    held.save(update_fields=["ending", "reason", "ended_by", "ended_at"])
    if live:
        withdraw(held, reason)
    subject, unit = f"delivery:{held.pk}", f"unit:{held.recipient_id}"
    record(
        ending, subject, f"document:{held.document_id}", also=unit, after={"version": held.version_id}, reason=reason
    )


def _told(verb: str, held: Delivery, after: dict[str, object]) -> None:
    record(verb, f"delivery:{held.pk}", also=f"unit:{held.recipient_id}", after=after)
