"""Which node does a job? The one that holds its lease in the database; a node that died loses it with time."""

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from thongsuot.reminders.models import Job


@contextmanager
def leased(name: str, seconds: int = 300) -> Iterator[bool]:
    """Hold a job while the block runs; gives False, and holds nothing, where another node has it."""
    now, holder = timezone.now(), f"{socket.gethostname()[:20]}-{uuid.uuid4().hex[:12]}"
    Job.objects.get_or_create(name=name)
    free = Job.objects.filter(Q(until__isnull=True) | Q(until__lt=now), name=name)
    held = bool(free.update(holder=holder, until=now + timedelta(seconds=seconds)))
    try:
        yield held
    finally:
        if held:
            Job.objects.filter(name=name, holder=holder).update(until=None, holder="")
