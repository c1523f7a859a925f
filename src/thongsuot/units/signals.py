"""What happens when somebody signs in or out, by whatever way? A device is noted, or forgotten."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from thongsuot.units.models import Device, User

AGENT = 200
"""Characters kept of what a browser says about itself."""


@receiver(user_logged_in, dispatch_uid="units.device")
def note_device(sender: Any, request: HttpRequest, user: User, **_rest: Any) -> None:
    """A browser is signed in; those whose session has run out are forgotten."""
    old = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Device.objects.filter(user=user, seen_at__lt=old).delete()
    Device.objects.update_or_create(
        session=request.session.session_key or "",
        defaults={
            "user": user,
            "agent": request.META.get("HTTP_USER_AGENT", "")[:AGENT],
            "address": request.META.get("REMOTE_ADDR") or None,
        },
    )


@receiver(user_logged_out, dispatch_uid="units.device")
def forget_device(sender: Any, request: HttpRequest, **_rest: Any) -> None:
    """A browser is signed out."""
    if request.session.session_key:
        Device.objects.filter(session=request.session.session_key).delete()
