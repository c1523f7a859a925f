"""Which letters do these bytes stand for? Unicode first, then what Vietnam typed before it."""

import codecs
import re

from vanban.model import Note
from vanban.readers.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_NOTHING = b"\0\t\n\r\f "
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DAMAGED = "Một số chữ trong tệp bị hỏng mã, đã thay bằng dấu �."
_SAMPLE = 1 << 18


def decode(raw: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The text of ``raw``, and a note where its encoding had to be guessed.

    >>> decode("Điều 1".encode("utf-16"))[0], decode("Điều 1".encode("cp1258", "ignore"))[1][0].code
    ('Điều 1', 'encoding')
    """
    if not raw.strip(_NOTHING):
        raise UnreadableFile("tệp không có chữ nào; hãy kiểm tra lại tệp gốc.")
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _sound(raw[len(bom) :].decode(encoding, "replace"))
    wide = _wide(raw[:4096])
    if wide:
        return _sound(raw.decode(wide, "replace"))
    try:
        return _sound(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _legacy(raw, declared, error)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its spaces and digits is nought."""
    zeros = head[1::2].count(0), head[0::2].count(0)
    if max(zeros) < max(1, len(head) // 8) or min(zeros) * 4 > max(zeros):
        return None
    return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"


def _legacy(raw: bytes, declared: str | None, error: UnicodeDecodeError) -> tuple[str, tuple[Note, ...]]:
    """Bytes that are not sound UTF-8: damaged UTF-8, or an encoding from before Unicode."""
    damaged = raw.decode("utf-8", "replace")
    high = sum(map(raw[:_SAMPLE].count, _HIGH_BYTES))
    if damaged.count("\ufffd") * 20 < high or (error.end >= len(raw) and high > 20):
        text, _ = _sound(damaged)
        return text, (Note("encoding-damaged", 0, 0, _DAMAGED),)
    name = _older(raw[:_SAMPLE]) if not declared or _is_western(declared) else declared
    try:
        text = raw.decode(name, "replace")
    except LookupError:
        name = _older(raw[:_SAMPLE])
        text = raw.decode(name, "replace")
    return _sound(text)[0], (Note("encoding", 0, 0, f"Tệp không dùng Unicode; đã đọc theo bảng mã {name}."),)


_HIGH_BYTES = [bytes([byte]) for byte in range(0x80, 0x100)]


def _is_western(declared: str) -> bool:
    """A declaration that TCVN3 and VNI pages carry although it is not true of them."""
    return declared.lower().replace("_", "-") in {
        "iso-8859-1",
        "latin-1",
        "latin1",
        "windows-1252",
        "cp1252",
        "ascii",
        "us-ascii",
    }


def _older(sample: bytes) -> str:
    """cp1258, or cp1252 for the letters of TCVN3 (ABC) and VNI fonts, which are mended later.

    “đ” tells them apart: F0 in cp1258, AE in TCVN3, F1 in VNI; each means nothing Vietnamese in the others.
    """
    here, abc, vni = (sample.count(byte) for byte in (b"\xf0", b"\xae", b"\xf1"))
    return "cp1258" if here >= max(abc, vni, 1) else "cp1252"


def _sound(text: str) -> tuple[str, tuple[Note, ...]]:
    """Text that is text: binary junk is refused."""
    head = text[:_SAMPLE]
    if len(_CONTROL.findall(head)) * 100 > len(head):
        raise UnreadableFile("tệp không phải văn bản (dữ liệu nhị phân không rõ dạng); hãy kiểm tra lại tệp gốc.")
    return text, (Note("encoding-damaged", 0, 0, _DAMAGED),) if "\ufffd" in text else ()
