"""How is a calendar feed made, and revoked? Its address is shown once."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.calendars.models import Calendar, Scope
from thongsuot.documents import access as documents
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting, Oneself
from thongsuot.units.models import Unit
from thongsuot.units.people import token_digest
from thongsuot.units.rules import within

MOST = 20
"""Feeds that one person keeps at a time."""


def open_calendar(by: Acting, *, unit: Unit | None = None, document: Document | None = None) -> tuple[Calendar, str]:
    """A feed of the post's own unit, of another unit below it, or of a document; and its key, which is never kept."""
    if by.delegation is not None or not by.reads:
        raise Problem(_("A lent post, or one that reads no documents, has no calendar. Use a post of your own."))
    if unit is not None and not within(unit.path or "", by.path):
        raise Forbidden
    if document is not None and not documents.may_read(by, document):
        raise Forbidden
    if Calendar.objects.filter(user=by.user, revoked_at=None).count() >= MOST:
        raise Problem(_("You have too many calendars. Revoke one that nobody reads any more."))
    key = secrets.token_urlsafe(32)
    scope = Scope.DOCUMENT if document else Scope.UNIT if unit else Scope.POST
    with writing(by):
        held = Calendar.objects.create(
            user=by.user, membership=by.membership, scope=scope, unit=unit, document=document, digest=token_digest(key)
        )
        record("calendar-opened", f"calendar:{held.pk}", thread=f"user:{by.user_id}", after={"scope": scope})
    return held, key


def revoke(calendar: Calendar, *, by: Acting | Oneself) -> None:
    """Its address opens nothing any more."""
    if calendar.user_id != by.user_id:
        raise Forbidden
    with writing(by):
        Calendar.objects.filter(pk=calendar.pk, revoked_at=None).update(revoked_at=timezone.now())
        record("calendar-revoked", f"calendar:{calendar.pk}", thread=f"user:{by.user_id}")
