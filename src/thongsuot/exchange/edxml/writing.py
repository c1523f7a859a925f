"""How is an edXML message written? Every name of the envelope with its literal prefix, in the order of the standard."""

import base64
import hashlib
import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import XMLGenerator

from thongsuot.exchange.edxml.lists import kind_code
from thongsuot.exchange.edxml.message import Attachment, Dealing, Hop, Message, Organ, Reference, Status

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
XLINK = {"xmlns:xlink": "http://www.w3.org/1999/xlink", "xlink:type": "simple", "xlink:role": "XLinkRole"}
ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FILE = uuid.UUID("6f1a4c5e-52a1-5d0e-9d0b-0d2d4f0e7c11")


@dataclass(frozen=True, slots=True)
class Profile:
    """What receivers differ in: whether each file is zipped before it is encoded."""

    zip_attachments: bool = False


def write(message: Message, profile: Profile = Profile()) -> bytes:
    """A document with its files."""
    files = [_Packed(message.document_id, file, profile) for file in message.attachments]
    out = _Writer()
    with out.element("edXML", {"xmlns": NAMESPACE}):
        with out.envelope():
            with out.own("edXMLHeader"):
                _header(out, message)
                _trace(out, message.document_id, message.trace, message.dealing)
            _manifest(out, files)
        _attachments(out, files)
    return out.bytes()


def write_status(status: Status) -> bytes:
    """What became of a document, for who sent it."""
    out = _Writer()
    with out.element("edXML", {"xmlns": NAMESPACE}), out.envelope(), out.own("edXMLHeader"), out.own("MessageHeader"):
        _reference(out, "ResponseFor", status.about)
        _organ(out, "From", status.sender)
        out.value("StatusCode", status.code)
        out.value("Description", status.description)
        out.value("Timestamp", _moment(status.at))
        with out.own("StaffInfo"):  # whose fields the standard wants; no person is named
            for name in ("Department", "Staff", "Email", "Mobile"):
                out.value(name, "")
    return out.bytes()


class _Writer:
    """Writes elements; ``own`` and ``value`` put the prefix before the name."""

    def __init__(self) -> None:
        self._held = io.StringIO()
        self._to = XMLGenerator(self._held, "utf-8", short_empty_elements=False)
        self._held.write('<?xml version="1.0" encoding="utf-8"?>\n')

    @contextmanager
    def element(self, name: str, marks: Mapping[str, str] | None = None) -> Iterator[None]:
        self._to.startElement(name, {key: _clean(value) for key, value in (marks or {}).items()})  # type: ignore[arg-type]
        yield
        self._to.endElement(name)

    def own(self, name: str, marks: Mapping[str, str] | None = None) -> AbstractContextManager[None]:
        return self.element(f"edXML:{name}", marks)

    def envelope(self) -> AbstractContextManager[None]:
        return self.own("edXMLEnvelope", {"xmlns:edXML": NAMESPACE})

    def value(self, name: str, words: object) -> None:
        self.plain(f"edXML:{name}", words)

    def plain(self, name: str, words: object) -> None:
        with self.element(name):
            self._to.characters(_clean(str(words)))

    def bytes(self) -> bytes:
        return self._held.getvalue().encode()


def _clean(words: str) -> str:
    return _UNPRINTABLE.sub(" ", words)


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _moment(at: datetime | None) -> str:
    return f"{at:%Y/%m/%d %H:%M:%S}" if at else ""


def _organ(out: _Writer, name: str, organ: Organ) -> None:
    with out.own(name):
        out.value("OrganId", organ.code)
        out.value("OrganizationInCharge", organ.in_charge)
        out.value("OrganName", organ.name)
        out.value("OrganAdd", organ.address)
        out.value("Email", organ.email)
        out.value("Telephone", organ.telephone)
        out.value("Fax", organ.fax)
        out.value("Website", organ.website)


def _code(out: _Writer, number: str, notation: str) -> None:
    with out.own("Code"):
        out.value("CodeNumber", number)
        out.value("CodeNotation", notation)


def _reference(out: _Writer, name: str, about: Reference) -> None:
    with out.own(name):
        out.value("OrganId", about.organ)
        _code(out, about.symbol.number, about.symbol.notation)
        out.value("PromulgationDate", _day(about.day))
        out.value("DocumentId", about.document_id)


def _header(out: _Writer, message: Message) -> None:
    with out.own("MessageHeader"):
        _organ(out, "From", message.sender)
        for receiver in message.receivers:
            _organ(out, "To", receiver)
        _code(out, message.symbol.number, message.symbol.notation)
        with out.own("PromulgationInfo"):
            out.value("Place", message.place)
            out.value("PromulgationDate", _day(message.day))
        with out.own("DocumentType"):
            out.value("Type", message.kind_code or kind_code(message.kind))
            out.value("TypeName", message.kind)
            out.value("TypeDetail", 0)
        out.value("Subject", message.subject)
        out.value("Content", message.content)
        with out.own("SignerInfo"):
            out.value("Competence", message.signer.competence)
            out.value("Position", message.signer.position)
            out.value("FullName", message.signer.name)
        if message.due:
            out.value("DueDate", _day(message.due))
        if message.kept_at:
            with out.own("ToPlaces"):
                for place in message.kept_at:
                    out.value("Place", place)
        _other(out, message)
        for about in message.answers:
            _reference(out, "ResponseFor", about)
        out.value("SteeringType", message.steering)
        out.value("DocumentId", message.document_id)
        for code in message.tasks:
            with out.own("ResponseForTask"):
                out.value("TaskCode", code)


def _other(out: _Writer, message: Message) -> None:
    with out.own("OtherInfo"):
        out.value("Priority", message.priority)
        out.value("SphereOfPromulgation", message.sphere)
        out.value("TyperNotation", "")
        out.value("PromulgationAmount", message.copies or "")
        out.value("PageAmount", message.pages or "")
        with out.own("Appendixes"):
            for name in message.appendixes:
                out.value("Appendix", name)


def _trace(out: _Writer, name: str, hops: Sequence[Hop], dealing: Dealing) -> None:
    marks = {
        "id": hashlib.sha256(name.encode()).hexdigest()[:8], "version": "1.0", "mustUnderstand": "1", "actor": ACTOR,
    }  # fmt: skip
    with out.own("TraceHeaderList", marks):
        for hop in hops:
            with out.own("TraceHeader"):
                out.value("OrganId", hop.organ)
                out.value("Timestamp", _moment(hop.at))
        with out.own("Bussiness"):  # the standard's own spelling
            out.value("BussinessDocType", int(dealing.kind))
            out.value("BussinessDocReason", dealing.reason)
            _dealing(out, dealing)


def _dealing(out: _Writer, dealing: Dealing) -> None:
    changed = [(1, code) for code in dealing.added] + [(0, code) for code in dealing.removed]
    if changed:
        with out.own("BussinessDocumentInfo"):
            out.value("DocumentInfo", 0)
            out.value("DocumentReceiver", 1)
            with out.own("ReceiverList"):
                for kind, code in changed:
                    with out.own("Receiver"):
                        out.value("ReceiverType", kind)
                        out.value("OrganId", code)
    if dealing.document_id:
        out.value("DocumentId", dealing.document_id)
    out.value("Paper", int(dealing.paper))
    if dealing.replaces:
        with out.own("ReplacementInfoList"):
            for one in dealing.replaces:
                with out.own("ReplacementInfo"):
                    out.value("DocumentId", one.document_id)
                    with out.own("OrganIdList"):
                        for code in one.organs:
                            out.value("OrganId", code)


class _Packed:
    """A file as it is encoded, and its name in the message: the same file has the same name each time."""

    def __init__(self, document: str, file: Attachment, profile: Profile) -> None:
        sha = hashlib.sha256(file.raw).hexdigest()
        self.key = str(uuid.uuid5(_FILE, f"{document}|{file.name}|{sha}"))
        self.name, self.description = file.name, file.description
        zips = profile.zip_attachments and not file.name.lower().endswith(".zip")  # which its reader would not unpack
        raw = _zipped(file) if zips else file.raw
        self.content_type = "application/zip" if zips else file.content_type or "application/octet-stream"
        self.encoded = base64.b64encode(raw).decode()


def _zipped(file: Attachment) -> bytes:
    held = io.BytesIO()
    entry = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry, file.raw)
    return held.getvalue()


def _manifest(out: _Writer, files: Sequence[_Packed]) -> None:
    with out.own("edXMLBody"), out.own("edXMLManifest", {"version": "1.0"}):
        for file in files:
            with out.own("Reference", {**XLINK, "xlink:href": f"cid:{file.key}"}):
                out.value("ContentId", f"cid:{file.key}")
                out.value("ContentType", file.content_type)
                out.value("AttachmentName", file.name)
                out.value("Description", file.description)


def _attachments(out: _Writer, files: Sequence[_Packed]) -> None:
    with out.element("AttachmentEncoded"):
        for file in files:
            with out.element("Attachment"):
                out.plain("ContentType", file.content_type)
                out.plain("ContentId", file.key)
                out.plain("Description", file.description)
                out.plain("ContentTransferEncoded", file.encoded)
                out.plain("AttachmentName", file.name)
