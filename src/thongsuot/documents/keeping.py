"""How are a file, its text and its reading kept? Rows of the database, inside the change that brings them."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from thongsuot.documents import readings
from thongsuot.documents.models import Document, Provision, StoredFile, Version
from thongsuot.documents.rereading import merge
from thongsuot.documents.rules import (
    Standing,
    Status,
    digest,
    file_format,
    is_signed,
    names_key,
    plain_name,
    symbol_key,
)
from thongsuot.documents.targets import link_waiting
from thongsuot.events.actions import record
from vanban import Text

STANDINGS = {str(each): each for each in Standing}


def keep_file(raw: bytes, text: Text | None) -> StoredFile:
    """A file that was admitted. Within ``writing``."""
    return keep(raw, text.source.format if text and text.source else file_format(raw))


def keep(raw: bytes, kind: str) -> StoredFile:
    """Bytes of a kind, kept once under their fingerprint. Within ``writing``."""
    sha = hashlib.sha256(raw).hexdigest()
    if not default_storage.exists(sha):
        default_storage.save(sha, ContentFile(raw))
    return StoredFile.objects.get_or_create(sha256=sha, defaults={"size": len(raw), "content_type": kind})[0]


def keep_version(
    document: Document, raw: bytes, name: str, text: Text | None, since: date | None = None, **more: bool
) -> Version:
    """A file and its text as a document's next version; the current one if it holds today and no later wording does.

    ``more`` says that it is ``consolidated``, ``incomplete``.
    """
    ahead = since is not None and since > timezone.localdate() and document.current is not None
    file = keep_file(raw, text)
    content = text.content if text else ""
    version = Version.objects.create(
        document=document,
        n=document.versions.count() + 1,
        file=file,
        file_name=plain_name(name),
        text=content,
        text_sha256=digest(content) if content else "",
        since=since,
        signed=is_signed(raw),
        ahead=ahead,
        **more,
    )
    later = document.current is not None and (document.current.since or date.min) > (since or date.min)
    if not ahead and not later:
        document.current = version
        document.save(update_fields=["current"])
    return version


def keep_reading(document: Document, version: Version, reading: readings.Json) -> None:
    """What was read of a version: its provisions; header and findings of the document where it is the current one."""
    version.reading = readings.pack(reading)
    version.reader = readings.reader_version()
    version.save(update_fields=["reading", "reader"])
    version.provisions.all().delete()
    Provision.objects.bulk_create(_provisions(version, reading["provisions"]), batch_size=500)
    after = {"version": version.n, "reader": version.reader}
    if document.current_id == version.pk:
        _read(document, reading)
        after |= merge(document, reading["text"], readings.findings(reading))
        link_waiting(document)
    record("read", f"document:{document.pk}", after=after)


def read_again(version: Version) -> readings.Json:
    """A kept text read anew; the clauses of a consolidated one are what its making says, not what its letters say."""
    found = readings.read(version.text)
    if version.consolidated and version.reading:
        found["provisions"] = readings.unpack(version.reading, "")["provisions"]
    return found


def keyed(document: Document) -> None:
    """Bring a document's keys in step with its symbol and issuers."""
    document.symbol_key = symbol_key(document.symbol)[:120]
    document.issuers_key = names_key(document.issuers)[:400]


def _read(document: Document, reading: readings.Json) -> None:
    if not document.header_edited:
        for name, value in readings.header_fields(reading["header"]).items():
            setattr(document, name, value)
        keyed(document)
    document.status, document.failure = Status.READ, ""
    document.revision = F("revision") + 1
    document.save()
    document.refresh_from_db(fields=["revision"])


def _provisions(version: Version, rows: Sequence[readings.Json]) -> list[Provision]:
    """Rows of the provisions in the order of the text, each knowing the one around it; a place is named once."""
    out: list[Provision] = []
    open_: list[tuple[int, int]] = []
    named = set[str]()
    for row in rows:
        loc = row["loc"][:120]
        if loc in named:
            continue
        named.add(loc)
        while open_ and open_[-1][1] <= row["start"]:
            open_.pop()
        parent = open_[-1][0] if open_ else -1
        open_.append((len(out), row["end"]))
        out.append(
            Provision(
                version=version, index=len(out), loc=loc, level=row["level"], number=row["number"][:40],
                heading=row["heading"], start=row["start"], end=row["end"], parent=parent,
                state=STANDINGS.get(row.get("state", ""), Standing.IN_FORCE), changed_by=row.get("changed_by") or [],
            )
        )  # fmt: skip
    return out
