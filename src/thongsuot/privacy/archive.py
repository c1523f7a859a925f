"""What goes to the archive when a file is closed? One package that proves itself: files, facts, history, fingerprints.

The same state gives the same bytes: no time of its own, nothing compressed (zlib differs from machine to machine).
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thongsuot.documents.access import require
from thongsuot.documents.models import Document, Finding, Share, StoredFile
from thongsuot.documents.queries import inverse_relations
from thongsuot.events.actions import record, writing
from thongsuot.events.models import Event
from thongsuot.events.queries import fields_of, timeline
from thongsuot.events.rules import moment
from thongsuot.privacy.actions import seen
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right
from vanban.text.fold import fold

FORMAT = 1
MARKS = {"internal": "LUU-HANH-NOI-BO", "return": "XEM-XONG-TRA-LAI", "draft": "DU-THAO"}
LABELS = {"internal": "LƯU HÀNH NỘI BỘ", "return": "XEM XONG TRẢ LẠI", "draft": "DỰ THẢO", "": "HẠN CHẾ"}
NAMED = "HAN-CHE"
"""What a file's name bears when only named units may see the document."""


@dataclass(frozen=True, slots=True)
class Package:
    """An archive package (gói lưu trữ), open at its beginning."""

    name: str
    file: IO[bytes]
    sha256: str
    size: int


def archive(document: Document, *, by: Acting) -> Package:
    """Make the package of a closed document; the event holds its fingerprint."""
    require(by, Right.RESTRICT, document)  # the clerk and the head of its unit, or of one above it
    if document.closed_at is None:
        raise Problem(_("The file is still open. Close it first, then make the archive package."))
    package = pack(document, by)
    with writing(by):
        record("archived", f"document:{document.pk}", after={"sha256": package.sha256, "size": package.size})
    if document.restricted:
        seen(by, f"document:{document.pk}", "archive")
    return package


def pack(document: Document, by: Acting) -> Package:
    """The package of a document as it stands."""
    stem, file = _stem(document), TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        _fill(file, stem, document, by)
        size = file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Package(f"{stem}.zip", file, sha256, size)


def _fill(file: IO[bytes], stem: str, document: Document, by: Acting) -> None:
    sums = dict[str, str]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in _parts(document, by):
            sums[name] = hashlib.sha256(content).hexdigest()
            _add(archive, f"{stem}/{name}", content)
        manifest = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        _add(archive, f"{stem}/manifest.sha256", manifest.encode())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    archive.writestr(entry, content)


def _parts(document: Document, by: Acting) -> Iterator[tuple[str, bytes]]:
    facts = metadata(document, by)
    words = {"document": document, "facts": facts, "mark": LABELS.get(document.mark, LABELS[""])}
    yield "README.txt", render_to_string("privacy/archive_readme.txt", words).encode()
    yield "metadata.json", _json(facts)
    for version, told in zip(document.versions.select_related("file").order_by("n"), facts["versions"], strict=True):
        if version.file is not None:
            yield told["file"], _bytes(version.file)
        if version.text:
            yield told["text"], version.text.encode()


def _bytes(file: StoredFile) -> bytes:
    """A file as it came; a package with another one would prove a lie."""
    try:
        with default_storage.open(file.sha256) as held:
            content = held.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Problem(_("A file of this document is missing or was changed. Run “thongsuot verify”."))
    return bytes(content)


def metadata(document: Document, by: Acting) -> dict[str, Any]:
    """What is known of a document. People stand here by the keys of their accounts, as in the history."""
    events = list(timeline(f"document:{document.pk}").order_by("seq"))
    units = Unit.objects.filter(pk__in={event.unit_id for event in events if event.unit_id} | {document.unit_id})
    readable = set(Document.objects.visible_to(by).filter(found_in__document=document).values_list("pk", flat=True))
    return {
        "format": FORMAT,
        "document": document.pk,
        "header": {name: _plain(getattr(document, name)) for name in HEADER},
        "register": {name: _plain(getattr(document, name)) for name in REGISTER},
        "unit": {"key": document.unit_id, "code": document.unit.code, "name": document.unit.name},
        "shared_with": list(
            Share.objects.filter(document=document).order_by("pk").values_list("unit__name", flat=True)
        ),
        "versions": list(_versions(document)),
        "findings": [_finding(row, readable) for row in document.findings.order_by("start", "pk")],
        "relations_to_it": [
            {"document": row.document_id, "symbol": row.document.symbol, "kind": row.relation, "state": row.state}
            for row in inverse_relations(document, by).order_by("document", "pk")
        ],
        "units": {str(unit.pk): unit.name for unit in units.order_by("pk")},
        "events": [_event(event) for event in events],
    }


HEADER = ("system", "kind", "symbol", "issuers", "place", "date", "title", "effective_from", "effective_to", "urgency")
REGISTER = (
    "direction", "year", "number", "arrived_on", "note", "mark", "reach", "status", "created_at", "closed_at",
    "created_by_id",
)  # fmt: skip


def _versions(document: Document) -> Iterator[dict[str, Any]]:
    mark = _mark(document)
    prefix = f"{mark}_" if mark else ""
    for version in document.versions.select_related("file").order_by("n"):
        yield {
            "n": version.n,
            "name": version.file_name,
            "file": f"goc/{prefix}{version.n:02}_{safe(version.file_name) or 'tep'}" if version.file else "",
            "sha256": version.file.sha256 if version.file else "",
            "text": f"noi-dung/{prefix}{version.n:02}.txt" if version.text else "",
            "reader": version.reader,
            "since": _plain(version.since),
            "signature": "present, not checked" if version.signed else "",
            "added_at": _plain(version.created_at),
        }


def _finding(row: Finding, readable: set[int]) -> dict[str, Any]:
    return {
        "kind": row.kind, "state": row.state, "loc": row.loc, "start": row.start, "end": row.end, "quote": row.quote,
        "machine": row.machine, "holds": row.payload, "target": row.target_id if row.target_id in readable else None,
        "decided_by": row.decided_by_id, "decided_at": _plain(row.decided_at),
    }  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    return {**fields_of(event), "prev": event.prev, "hash": event.hash}


def _mark(document: Document) -> str:
    return MARKS.get(document.mark, NAMED if document.restricted else "")


def _stem(document: Document) -> str:
    parts = ("ho-so", str(document.pk), safe(document.symbol.replace("/", "-")), _mark(document))
    return "_".join(part for part in parts if part)


def safe(name: str) -> str:
    """A file's name that every system and ``sha256sum -c`` takes: folded letters, digits, dots and hyphens.

    >>> safe("../Nghị quyết số 12-NQ/TW (bản ký).pdf")
    'Nghi-quyet-so-12-NQ-TW-ban-ky-.pdf'
    """
    folded = "".join(fold(sign).upper() if sign.isupper() else fold(sign) for sign in name)
    return re.sub(r"[^A-Za-z0-9._]+", "-", folded).lstrip("-.")[-120:]


def _plain(value: Any) -> Any:
    if hasattr(value, "tzinfo"):
        return moment(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _json(facts: dict[str, Any]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
