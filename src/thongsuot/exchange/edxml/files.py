"""Which files travel with a message? Decoded, unpacked where they were packed for the way, checked, within limits."""

import base64
import binascii
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thongsuot.documents.rules import plain_name
from thongsuot.exchange.edxml.message import Attachment, Fault, UnreadableMessage
from thongsuot.exchange.edxml.tree import Node
from vanban.readers.errors import DAMAGED

ENDINGS = frozenset(
    {"pdf", "docx", "doc", "xlsx", "xls", "pptx", "odt", "ods", "rtf", "txt", "htm", "html", "md", "png", "jpg", "jpeg",
     "tif", "tiff", "zip"}
)  # fmt: skip
"""What may come in, by the ending of its name."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a message may hold, in bytes and files."""

    message: int = 96 * 2**20
    file: int = 64 * 2**20
    files: int = 100
    all_files: int = 128 * 2**20


@dataclass(frozen=True, slots=True)
class Told:
    """What the manifest says of a file."""

    name: str = ""
    content_type: str = ""
    description: str = ""


def key_of(written: str) -> str:
    """A file's name in a message, with ``cid:`` or without.

    >>> key_of("cid:AB-1"), key_of(" ab-1 "), key_of("#ab-1")
    ('ab-1', 'ab-1', 'ab-1')
    """
    return written.strip().removeprefix("#").removeprefix("cid:").removeprefix("CID:").strip().lower()


def attachments(
    nodes: Sequence[Node], told: Mapping[str, Told], hashes: Mapping[str, tuple[str, str]], limits: Limits
) -> tuple[Attachment, ...]:
    """The files of a message, each as its sender had it."""
    if len(nodes) > limits.files:
        raise UnreadableMessage(Fault.TOO_MANY)
    out: list[Attachment] = []
    left = limits.all_files
    for node in nodes:
        key = key_of(node.value("ContentId"))
        row = told.get(key, Told())
        name = node.value("AttachmentName") or row.name
        encoded = "".join(node.first("ContentTransferEncoded", "Content").text.split())
        sent = _decoded(encoded, name, limits)
        name, raw = _unpacked(sent, plain_name(name), limits)
        if key in hashes and not _fits(hashes[key], (sent, raw, encoded.encode())):
            raise UnreadableMessage(Fault.HASH, name)
        _typed(name, raw)
        left -= len(raw)
        if left < 0:
            raise UnreadableMessage(Fault.TOO_LARGE)
        kind = node.value("ContentType") or row.content_type
        said = node.value("Description") or row.description
        out.append(Attachment(name, raw, "" if raw is not sent else kind, said))
    return tuple(out)


def _decoded(encoded: str, name: str, limits: Limits) -> bytes:
    if len(encoded) > limits.file * 4 // 3 + 8:
        raise UnreadableMessage(Fault.TOO_LARGE, plain_name(name))
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableMessage(Fault.ENCODING, plain_name(name)) from None


def _unpacked(sent: bytes, name: str, limits: Limits) -> tuple[str, bytes]:
    """A file out of the archive that some senders put each into; an archive that is itself the file stays one."""
    if not sent.startswith(b"PK\x03\x04") or name.lower().endswith(".zip"):
        return name, sent
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            entries = archive.infolist()
            if len(entries) != 1 or entries[0].filename in _OFFICE or entries[0].is_dir():
                return name, sent
            if entries[0].file_size > limits.file or entries[0].flag_bits & 1:
                raise UnreadableMessage(Fault.ARCHIVE, name)
            with archive.open(entries[0]) as held:
                raw = held.read(limits.file + 1)
    except DAMAGED:
        raise UnreadableMessage(Fault.ARCHIVE, name) from None
    if len(raw) > limits.file:
        raise UnreadableMessage(Fault.ARCHIVE, name)
    return (name if "." in name else plain_name(entries[0].filename)), raw


def _fits(wanted: tuple[str, str], forms: Sequence[bytes]) -> bool:
    """Whether a fingerprint is that of the file in one of the forms that senders take it of."""
    method, value = wanted
    make = _HASHES.get(method.rpartition("#")[2].lower().replace("-", ""))
    if make is None:
        return False
    found = {make(form).digest() for form in forms}
    hexes = {digest.hex() for digest in found}
    return value.lower() in hexes or value in {base64.b64encode(digest).decode() for digest in found}


def _typed(name: str, raw: bytes) -> None:
    if name.rpartition(".")[2].lower() not in ENDINGS or raw.startswith(_PROGRAMS):
        raise UnreadableMessage(Fault.FILE_TYPE, name)
