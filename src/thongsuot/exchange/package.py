"""How does something travel between two installations? As a signed archive that says from whom, for whom, and which."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from vanban.readers.errors import DAMAGED

FORMAT, VERSION = "thongsuot-package", 1
KINDS = ("document", "programme", "report")
MANIFEST, SIGNATURE, PAYLOAD, FILES = "manifest.json", "manifest.sig", "payload.json", "files/"
_DOMAIN = b"thongsuot-package\0"
MOST_MANIFEST, MOST_PAYLOAD, MOST_FILE, MOST_ALL, MOST_FILES = 64 * 2**10, 16 * 2**20, 64 * 2**20, 128 * 2**20, 100


class Fault(StrEnum):
    """Why a package cannot be taken."""

    NO_PACKAGE = "no-package"
    TOO_LARGE = "too-large"
    NEWER = "newer"
    UNKNOWN_KEY = "unknown-key"
    NOT_FOR_US = "not-for-us"
    SIGNATURE = "signature"
    CHANGED = "changed"


class UnreadablePackage(Exception):  # noqa: N818
    """A package that cannot be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands on a package: installations are named by the fingerprints of their keys."""

    package: UUID
    kind: str
    sender: str
    addressee: str
    sequence: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Package:
    """A package: what it says, and files by their fingerprint."""

    manifest: Manifest
    payload: dict[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def make_key() -> tuple[str, str]:
    """A new pair: the private half, the public half, both as base64."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(private).decode(), base64.b64encode(public).decode()


def public_bytes(written: str) -> bytes | None:
    """A public key as somebody pasted it; None where it is none."""
    try:
        raw = base64.b64decode("".join(written.split()), validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        return None
    return raw


def fingerprint(public: str) -> str:
    """How a key is named and read out on the telephone.

    >>> fingerprint("AAAA")
    '709e80c8-8487a241-1e1ee4df-b9f22a86'
    """
    digest = hashlib.sha256(base64.b64decode(public)).hexdigest()[:32]
    return "-".join(digest[n : n + 8] for n in range(0, 32, 8))


def seal(package: Package, private: str) -> bytes:
    """The archive; the same package gives the same bytes."""
    payload = json.dumps(package.payload, ensure_ascii=False, sort_keys=True).encode()
    told = package.manifest
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "id": str(told.package),
        "kind": told.kind,
        "from": told.sender,
        "to": told.addressee,
        "sequence": told.sequence,
        "created": told.created.isoformat(),
        "payload": hashlib.sha256(payload).hexdigest(),
        "files": {sha: len(raw) for sha, raw in sorted(package.files.items())},
    }
    written = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, MANIFEST, written)
        _put(archive, SIGNATURE, base64.b64encode(key.sign(_DOMAIN + written)))
        _put(archive, PAYLOAD, payload)
        for sha, raw in sorted(package.files.items()):
            _put(archive, FILES + sha, raw)
    return held.getvalue()


def _put(archive: zipfile.ZipFile, name: str, raw: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, raw)


def unseal(raw: bytes, known: Mapping[str, str], own: frozenset[str]) -> Package:
    """A package that one of the ``known`` keys (public halves by fingerprint) signed for one of our ``own``.

    Nothing but the manifest is unpacked before its signature is proven.
    """
    if len(raw) > MOST_ALL:
        raise UnreadablePackage(Fault.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _unsealed(archive, known, own)
    except (*DAMAGED, KeyError, TypeError, AttributeError):
        raise UnreadablePackage(Fault.NO_PACKAGE) from None


def _unsealed(archive: zipfile.ZipFile, known: Mapping[str, str], own: frozenset[str]) -> Package:
    names = archive.namelist()
    if len(names) != len(set(names)) or len(names) > MOST_FILES + 3:
        raise UnreadablePackage(Fault.NO_PACKAGE)
    written = _take(archive, MANIFEST, MOST_MANIFEST)
    told = json.loads(written)
    if told.get("format") != FORMAT:
        raise UnreadablePackage(Fault.NO_PACKAGE)
    if not isinstance(told.get("version"), int) or told["version"] > VERSION or told.get("kind") not in KINDS:
        raise UnreadablePackage(Fault.NEWER)
    if told.get("from") not in known:
        raise UnreadablePackage(Fault.UNKNOWN_KEY)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(known[told["from"]]))
    try:
        key.verify(base64.b64decode(_take(archive, SIGNATURE, 200), validate=True), _DOMAIN + written)
    except InvalidSignature:
        raise UnreadablePackage(Fault.SIGNATURE) from None
    if told.get("to") not in own:
        raise UnreadablePackage(Fault.NOT_FOR_US)
    return Package(_manifest(told), *_content(archive, told))


def _manifest(told: Mapping[str, Any]) -> Manifest:
    created = datetime.fromisoformat(told["created"])
    sequence = told["sequence"]
    if not isinstance(sequence, int) or not 0 < sequence < 2**31 or created.tzinfo is None:
        raise UnreadablePackage(Fault.NO_PACKAGE)
    return Manifest(UUID(told["id"]), told["kind"], told["from"], told["to"], sequence, created)


def _content(archive: zipfile.ZipFile, told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    listed = dict(told["files"])
    if {MANIFEST, SIGNATURE, PAYLOAD, *(FILES + sha for sha in listed)} != set(archive.namelist()):
        raise UnreadablePackage(Fault.CHANGED)
    if sum(int(size) for size in listed.values()) > MOST_ALL:
        raise UnreadablePackage(Fault.TOO_LARGE)
    payload = _take(archive, PAYLOAD, MOST_PAYLOAD)
    files = {sha: _take(archive, FILES + sha, MOST_FILE) for sha in listed}
    fitting = all(hashlib.sha256(raw).hexdigest() == sha for sha, raw in files.items())
    if hashlib.sha256(payload).hexdigest() != told["payload"] or not fitting:
        raise UnreadablePackage(Fault.CHANGED)
    said = json.loads(payload)
    if not isinstance(said, dict):
        raise UnreadablePackage(Fault.NO_PACKAGE)
    return said, files


def _take(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of an entry, never more than ``most``."""
    with archive.open(name) as held:
        raw = held.read(most + 1)
    if len(raw) > most:
        raise UnreadablePackage(Fault.TOO_LARGE)
    return raw
