"""What does an edXML message say? Read as the field writes it: roots, prefixes, layers and spellings of every kind."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from thongsuot.exchange.edxml.files import Limits, Told, attachments, key_of
from thongsuot.exchange.edxml.lists import Business, StatusCode, kind_name
from thongsuot.exchange.edxml.message import (
    Dealing,
    Fault,
    Hop,
    Message,
    Organ,
    Reference,
    Replaced,
    Signer,
    Status,
    Symbol,
    UnreadableMessage,
    document_id,
)
from thongsuot.exchange.edxml.tree import Node, read_tree

ROOTS = ("edxml", "edxmlenvelope")
SIGNATURES = ("Signature", "DigitalSignature")
_HEADERS = ("MessageHeader", "MessageStatus")
WORDS, LONG = 400, 8000


USUAL = Limits()


def read(raw: bytes, limits: Limits = USUAL) -> Message | Status:
    """A message; :class:`UnreadableMessage` where it cannot be taken."""
    if len(raw) > limits.message:
        raise UnreadableMessage(Fault.TOO_LARGE)
    root = read_tree(raw)
    if root.name.lower() not in ROOTS:
        raise UnreadableMessage(Fault.NOT_EDXML)
    header = root.find(*_HEADERS)
    if not header.children:
        raise UnreadableMessage(Fault.NOT_EDXML)
    status = header.first("MessageStatus")
    if status.children:
        header = status
    if header.all("StatusCode"):
        return _status(header)
    return _message(root, header, limits)


def _message(root: Node, header: Node, limits: Limits) -> Message:
    sender = _organ(header.first("From"))
    symbol, day = _symbol(header), day_of(header.first("PromulgationInfo").value("PromulgationDate"))
    kind = header.first("DocumentType")
    other = header.first("OtherInfo")
    if not sender.code:
        raise UnreadableMessage(Fault.NO_SENDER)
    name = header.value("DocumentId") or (document_id(sender.code, day, symbol) if day and symbol.notation else "")
    if not name:
        raise UnreadableMessage(Fault.NO_NAME)
    signer = header.first("SignerInfo")
    files = root.find("AttachmentEncoded").all("Attachment") or root.find("Attachments").all("Attachment")
    return Message(
        sender=sender,
        receivers=tuple(_organ(node) for node in header.all("To")[:2000]),
        symbol=symbol,
        place=_words(header.first("PromulgationInfo").value("Place")),
        day=day,
        kind=_words(kind_name(kind.value("TypeName"), kind.value("Type"))),
        kind_code=_words(kind.value("Type")),
        subject=_words(header.value("Subject"), LONG),
        content=_words(header.value("Content"), LONG),
        signer=Signer(*(_words(signer.value(part)) for part in ("Competence", "Position", "FullName"))),
        due=day_of(header.value("DueDate")),
        kept_at=tuple(_words(node.text) for node in header.first("ToPlaces").all("Place") if node.text),
        priority=_number(other.value("Priority"), 4),
        sphere=_words(other.value("SphereOfPromulgation")),
        copies=_number(other.value("PromulgationAmount"), 1_000_000),
        pages=_number(other.value("PageAmount"), 1_000_000),
        appendixes=tuple(_words(node.text) for node in other.first("Appendixes").all("Appendix") if node.text),
        answers=tuple(_reference(node) for node in header.all("ResponseFor")),
        tasks=tuple(_words(node.value("TaskCode")) for node in header.all("ResponseForTask") if node.value("TaskCode")),
        steering=_number(header.value("SteeringType"), 3) or 1,
        document_id=_words(name),
        dealing=_dealing(root.find("Bussiness", "Business")),
        trace=tuple(_hop(node) for node in _trace(root)),
        attachments=attachments(files, _told(root), _hashes(root), limits),
        signed=bool(_signature(root).children),
    )


def _status(header: Node) -> Status:
    about = _reference(header.first("ResponseFor"))
    sender = _organ(header.first("From"))
    if not sender.code:
        raise UnreadableMessage(Fault.NO_SENDER)
    code = header.value("StatusCode").zfill(2)
    if code not in set(StatusCode) or not (about.document_id or about.symbol.notation):
        raise UnreadableMessage(Fault.NO_STATUS)
    said = _words(header.value("Description"), LONG)
    return Status(sender, about, StatusCode(code), said, _moment(header.value("Timestamp")))


def _organ(node: Node) -> Organ:
    names = ("OrganId", "OrganName", "OrganizationInCharge", "OrganAdd", "Email", "Telephone", "Fax", "Website")
    return Organ(*(_words(node.value(name, *_OLD.get(name, ()))) for name in names))


_OLD = {"OrganizationInCharge": ("OrganizationIncharge",), "OrganAdd": ("OrganAddress",)}


def _symbol(node: Node) -> Symbol:
    code = node.first("Code")
    number = _words(code.value("CodeNumber", "Number"), 40).removeprefix("Số").strip(" :")
    return Symbol(number, _words(code.value("CodeNotation", "Notation"), 80).strip(" /"))


def _reference(node: Node) -> Reference:
    return Reference(
        _words(node.value("OrganId")), _symbol(node), day_of(node.value("PromulgationDate")),
        _words(node.value("DocumentId")),
    )  # fmt: skip


def _trace(root: Node) -> Iterable[Node]:
    return root.find("TraceHeaderList").all("TraceHeader")[:100]


def _hop(node: Node) -> Hop:
    return Hop(_words(node.value("OrganId")), _moment(node.value("Timestamp")))


def _dealing(node: Node) -> Dealing:
    receivers = node.find("ReceiverList").all("Receiver")
    changed = [(one.value("ReceiverType"), _words(one.value("OrganId"))) for one in receivers]
    kind = _number(node.value("BussinessDocType", "BusinessDocType"), 99)
    if kind not in set(Business):
        raise UnreadableMessage(Fault.BUSINESS)
    return Dealing(
        kind=Business(kind),
        reason=_words(node.value("BussinessDocReason", "BusinessDocReason"), LONG),
        document_id=_words(node.value("DocumentId")),
        added=tuple(code for how, code in changed if how == "1" and code),
        removed=tuple(code for how, code in changed if how == "0" and code),
        paper=node.value("Paper") in ("1", "true"),
        replaces=tuple(_replaced(one) for one in node.first("ReplacementInfoList").all("ReplacementInfo")),
    )


def _replaced(node: Node) -> Replaced:
    organs = node.first("OrganIdList").all("OrganId")
    return Replaced(_words(node.value("DocumentId")), tuple(_words(one.text) for one in organs if one.text))


def _told(root: Node) -> Mapping[str, Told]:
    rows = root.find("edXMLManifest", "Manifest").all("Reference")
    return {
        key_of(row.value("ContentId") or row.marks.get("href", "")): Told(
            row.value("AttachmentName"), row.value("ContentType"), row.value("Description")
        )
        for row in rows
    }


def _signature(root: Node) -> Node:
    found = root.find(*SIGNATURES)
    return found if found.children else root.find("SignerInfo").first("Signer")


def _hashes(root: Node) -> Mapping[str, tuple[str, str]]:
    """The fingerprints of files that the signature names."""
    rows = _signature(root).find("SignedInfo").all("Reference")
    out = {}
    for row in rows:
        key = key_of(row.marks.get("URI", "") or row.marks.get("uri", ""))
        method = row.first("DigestMethod")
        if key and row.value("DigestValue"):
            out[key] = (method.marks.get("Algorithm", "") or method.text or "sha256", row.value("DigestValue"))
    return out


def _words(words: str, most: int = WORDS) -> str:
    return " ".join(words.split())[:most]


def _number(words: str, most: int) -> int:
    return min(int(words), most) if words.isascii() and words.isdecimal() and len(words) < 9 else 0


_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def day_of(words: str) -> date | None:
    """A day as senders write it.

    >>> day_of("2025/02/20"), day_of("2025-02-20T00:00:00"), day_of("20/02/2025"), day_of("hôm nay")
    (datetime.date(2025, 2, 20), datetime.date(2025, 2, 20), datetime.date(2025, 2, 20), None)
    """
    found = _DAY.match(words.strip())
    if not found:
        return None
    y, m, d = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        return None


def _moment(words: str) -> datetime | None:
    """A moment as senders write it, without a zone: that of Vietnam."""
    day, found = day_of(words), re.search(r"(\d{1,2}):(\d\d)(?::(\d\d))?", words)
    if day is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second)
    except ValueError:
        return None
