"""How are the older office files (.doc, .odt, .rtf) read? LibreOffice turns them into .docx, apart from us."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from lxml import etree

from vanban.model import Source, Text
from vanban.readers.archive import Archive, parse_xml
from vanban.readers.docx import read_docx
from vanban.readers.errors import RefusedFile, UnreadableFile
from vanban.readers.limits import Limits
from vanban.secrecy import has_secrecy_mark

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WORDS = re.compile(r"[^\x00-\x06\x08-\x0a\x0e-\x1f\ufffd]{3,}")
_NO_ENDS = str.maketrans("", "", "\r\n")
_ENDS = str.maketrans("\r\x07\x0b\x0c", "\n\n\n\n")
_RTF_END = re.compile(r"\\(?:par|line|cell|row|tab)\b ?")
_RTF_WIDE = re.compile(r"\\u(-?\d{1,6})\s?\??")
_RTF_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_WORD = re.compile(r"\\[a-zA-Z]+-?\d* ?|\\.|[{}]")


def read_doc(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a ``.doc`` of Word 97–2003."""
    _refuse_marked(_pieces(raw))
    return _converted(raw, source, limits)


def read_rtf(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read an ``.rtf``."""
    text = _RTF_END.sub("\n", raw.decode("cp1258", "replace").translate(_NO_ENDS))
    text = _RTF_WIDE.sub(lambda wide: chr(int(wide[1]) % 0x10000), text)
    text = _RTF_BYTE.sub(lambda byte: bytes.fromhex(byte[1]).decode("cp1258", "replace"), text)
    _refuse_marked([_RTF_WORD.sub("", text)])
    return _converted(raw, source, limits)


def read_odt(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read an ``.odt``, packed or flat."""
    if raw[:2] == b"PK":
        archive = Archive(raw, limits)
        roots = [root for name in ("content.xml", "styles.xml", "meta.xml") if (root := archive.tree(name)) is not None]
    else:
        roots = [parse_xml(raw)]
    _refuse_marked("\n".join(_paragraphs(root)) for root in roots)
    return _converted(raw, source, limits)


def _paragraphs(root: etree._Element) -> Iterable[str]:
    ends = ("}p", "}h")
    return (
        "".join(map(str, one.itertext())) for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith(ends)
    )


def _pieces(raw: bytes) -> Iterable[str]:
    """The stretches of letters in a .doc, as far as they can be told without its tables: wide and narrow letters."""
    for shift in (0, 1):
        wide = raw[shift:].decode("utf-16-le", "replace")
        lines = "\n".join(_WORDS.findall(wide)).translate(_ENDS).split("\n")
        yield "\n".join(line for line in lines if line and max(line) < "\u2100")
    yield "\n".join(_WORDS.findall(raw.decode("cp1258", "replace"))).translate(_ENDS)


def _refuse_marked(texts: Iterable[str]) -> None:
    """Refuse a file that bears a mark before anything of it reaches a disk."""
    if any(has_secrecy_mark(Text(text)) for text in texts):
        raise RefusedFile


def _converted(raw: bytes, source: Source, limits: Limits) -> Text:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFile(
            f"tệp .{source.format} cần LibreOffice để đọc; hãy cài đặt (ví dụ: apt install libreoffice-writer-nogui) "
            "hoặc mở bằng Word và lưu lại dạng .docx."
        )
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        given, made = place / f"in.{source.format}", place / "out" / "in.docx"
        given.write_bytes(raw)
        _run(program, given, made.parent, limits)
        if not made.is_file():
            raise UnreadableFile("LibreOffice không mở được tệp (hỏng hoặc có mật khẩu); hãy lưu lại dạng .docx.")
        docx = made.read_bytes()
    return read_docx(docx, source, limits)


def _run(program: str, given: Path, out: Path, limits: Limits) -> None:
    """Convert in a process of its own group, with a profile, a span of time and a memory of its own."""
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(given.parent / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(given),
    ]  # fmt: skip
    if os.name == "posix":
        command = ["sh", "-c", f'ulimit -v {limits.max_memory_bytes >> 10}; exec "$@"', "sh", *command]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(limits.max_seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            f"LibreOffice chưa chuyển xong sau {limits.max_seconds:.0f} giây; hãy nới giới hạn hoặc lưu lại dạng .docx."
        ) from None
    finally:
        with suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
