"""How is a packed file (.docx, .xlsx) opened without harm? Sizes are checked before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import dirname, join, normpath

from lxml import etree

from vanban.model import Text
from vanban.readers.errors import DAMAGED, RefusedFile, UnreadableFile, broken
from vanban.readers.limits import Limits
from vanban.secrecy import has_secrecy_mark

_SMALL = 10 << 20  # below this, a high ratio harms nobody
_TEXTUAL = (".xml", ".rels")  # the parts that are unpacked; pictures never are


class Archive:
    """The parts of a packed file, unpacked one by one when asked for."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        with _breakage():
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        if len(entries) > limits.max_entries:
            raise UnreadableFile(
                f"tệp chứa {len(entries)} phần, quá giới hạn {limits.max_entries}; hãy lưu lại bằng Word."
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFile("tệp được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu và lưu lại.")
        texts = [entry for entry in entries if entry.filename.lower().endswith(_TEXTUAL)]
        steep = any(one.file_size > max(_SMALL, limits.max_ratio * one.compress_size) for one in texts)
        if steep or sum(one.file_size for one in texts) > limits.max_unpacked_bytes:
            raise UnreadableFile("tệp nén bung ra quá lớn (có thể là bom nén); không mở, hãy xin lại tệp gốc.")
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of that name."""
        entry = self._entries.get(normpath(name).lstrip("/").lower())
        if entry is None:
            return None
        with _breakage():
            return self._zip.read(entry)

    def tree(self, name: str) -> etree._Element | None:
        """A part as XML, or None where there is none of that name."""
        data = self.part(name)
        return None if data is None else parse_xml(data)

    def refuse_marked(self) -> None:
        """Refuse a file whose properties (title, subject, keywords, category) say that it is secret."""
        if has_secrecy_mark(Text(""), metadata=self._properties()):
            raise RefusedFile

    def _properties(self) -> Iterator[str]:
        for name in ("docProps/core.xml", "docProps/custom.xml"):
            root = self.tree(name)
            for element in root.iter() if root is not None else ():
                if element.text and element.text.strip():
                    yield element.text.strip()

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id -> (kind, name of the part there). The package itself is part ``""``."""
        base = dirname(name)
        root = self.tree(join(base, "_rels", f"{name.rpartition('/')[2]}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for link in root if root is not None else ():
            target = link.get("Target", "")
            if link.get("TargetMode") != "External" and target:
                kind = link.get("Type", "").rpartition("/")[2]
                path = target if target.startswith("/") else join(base, target)
                found[link.get("Id", "")] = kind, normpath(path).lstrip("/")
        return found


@contextmanager
def _breakage() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise broken() from error


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML from a stranger: no entities, no network, no monsters."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in data[:65536]:
            raise _entities() from error
        raise broken() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _entities()
    return root


def _entities() -> UnreadableFile:
    return UnreadableFile("tệp khai báo thực thể XML, có thể gây hại; không mở, hãy lưu lại bằng Word.")
