"""How do messages and packages travel? By a shared folder or a gateway, packages to the partner's own address."""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from thongsuot.exchange import net
from thongsuot.exchange.calling import AT_ONCE, claimed
from thongsuot.exchange.incoming import take
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Outgoing, Parcel
from thongsuot.exchange.rules import Sent, Way, wait
from thongsuot.problems import Problem

log = logging.getLogger(__name__)
PACKAGE = "application/zip"


def send_due(now: datetime | None = None) -> int:
    """Send what is due; gives how many went. Without folder and gateway messages wait for who carries them."""
    now = now or timezone.now()
    n = 0
    if settings.EDXML_OUT or settings.EDXML_URL:
        due = Outgoing.objects.filter(state=Sent.WAITING, next_at__lte=now).select_related("file").order_by("pk")
        for row in due[:AT_ONCE]:
            if not claimed(row, now):
                continue
            if not _tried(row, partial(_message, row), now):
                break  # what is due behind it waits for the next round
            n += 1
    parcels = Parcel.objects.filter(inward=False, state=Sent.WAITING, next_at__lte=now, partner__active=True)
    silent = set[int]()
    for parcel in parcels.select_related("raw", "partner").order_by("pk")[:AT_ONCE]:
        if parcel.partner_id in silent or not claimed(parcel, now):
            continue
        if _tried(parcel, partial(_package, parcel), now):
            n += 1
        else:
            silent.add(parcel.partner_id)
    return n


def _tried(row: Outgoing | Parcel, go: Callable[[], None], now: datetime) -> bool:
    rows = type(row).objects.filter(pk=row.pk)
    try:
        go()
    except (net.Unreachable, OSError) as fault:
        pause = wait(row.attempts + 1)
        rows.update(
            attempts=F("attempts") + 1, error=str(fault)[:200], state=Sent.WAITING if pause else Sent.FAILED,
            next_at=now + pause if pause else None,
        )  # fmt: skip
        return False
    rows.update(attempts=F("attempts") + 1, error="", state=Sent.SENT, next_at=None)
    if isinstance(row, Outgoing):
        Outgoing.objects.filter(pk=row.pk).update(sent_at=now)
    return True


def _message(row: Outgoing) -> None:
    raw = content(row.file)
    if settings.EDXML_OUT:
        _dropped(Path(settings.EDXML_OUT), f"{row.pk:08}-{uuid.uuid4().hex[:8]}.edxml", raw)
        return
    border = uuid.uuid4().hex
    kind = "status" if row.code else "edoc"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="messageType"\r\n\r\n{kind}\r\n'.encode(),
        f'--{border}\r\nContent-Disposition: form-data; name="edocFile"; filename="{row.pk}.edxml"\r\n'.encode(),
        b"Content-Type: application/xml\r\n\r\n", raw, f"\r\n--{border}--\r\n".encode(),
    ]  # fmt: skip
    headers = {
        "Content-Type": f"multipart/form-data; boundary={border}",
        "X-SystemId": settings.EDXML_SYSTEM, "X-SecretKey": settings.EDXML_SECRET,
    }  # fmt: skip
    _answered(net.post(settings.EDXML_URL, b"".join(parts), headers, timeout=60))


def _package(parcel: Parcel) -> None:
    _answered(net.post(parcel.partner.address, content(parcel.raw), {"Content-Type": PACKAGE}, timeout=60))


def _answered(reply: net.Reply) -> None:
    if not 200 <= reply.status < 300:
        raise net.Unreachable(f"HTTP {reply.status}")


def _dropped(folder: Path, name: str, raw: bytes) -> None:
    """A file appears whole or not at all."""
    draft = folder / f".{name}.part"
    draft.write_bytes(raw)
    draft.replace(folder / name)


def fetch_due() -> int:
    """Take in what lies in the shared folder; gives how many messages were new.

    What was taken is removed, for it is kept here. What cannot be taken stays under another ending, for whoever keeps
    the folder: of what bears a secrecy mark nothing is kept here.
    """
    if not settings.EDXML_IN:
        return 0
    n = 0
    for path in sorted(Path(settings.EDXML_IN).glob("*.edxml"))[:AT_ONCE]:
        n += _fetched(path)
    return n


def _fetched(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        if path.stat().st_size > settings.MAX_UPLOAD * 2:
            raise Problem("too large")
        _rows, fresh = take(path.read_bytes(), by=None, way=Way.FOLDER)
    except Problem as problem:
        log.warning("%s: %s", path.name, problem)
        path.rename(path.with_suffix(".refused"))
        return False
    path.unlink()
    return fresh
