"""How is it noted that somebody saw a person's data or a restricted document, or took a copy of them along?"""

from django.utils import timezone

from thongsuot.events.actions import record, writing
from thongsuot.privacy.models import Viewing
from thongsuot.units.access import Acting, Oneself
from thongsuot.units.models import User


def seen(acting: Acting, subject: str, why: str = "page") -> None:
    """Note that somebody saw ``subject`` (``user:7``, ``document:12``): one row a day, one indexed read otherwise.

    No event: reading a page changes nothing, and a log of views must not lock the chain of everybody's changes.
    """
    if subject == f"user:{acting.user_id}":
        return
    today = timezone.localdate()
    if Viewing.objects.filter(user=acting.user_id, subject=subject, day=today).exists():
        return
    row = Viewing(
        user_id=acting.user_id, unit_id=acting.unit_id, subject=subject, day=today, at=timezone.now(), why=why
    )
    Viewing.objects.bulk_create([row], ignore_conflicts=True)  # another tab may have been quicker


def exported(user: User, *, by: Acting | Oneself) -> None:
    """A copy of all that is kept about a person was handed out."""
    with writing(by):
        record("personal-data-exported", f"user:{user.pk}")
    if isinstance(by, Acting):
        seen(by, f"user:{user.pk}", "export")
