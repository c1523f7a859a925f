"""What does a file say? Bytes of many formats to one :class:`vanban.model.Text`."""

from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from vanban.model import Note, Source, Text
from vanban.readers.errors import RefusedFile, UnreadableFile
from vanban.readers.formats import ENDINGS, format_of
from vanban.readers.limits import DEFAULT, Limits
from vanban.secrecy import has_secrecy_mark

__all__ = ["Limits", "RefusedFile", "UnreadableFile", "load", "read", "read_bytes"]

# Format -> module of this package and the function in it. Imported when first needed: start-up stays fast.
_READERS = {
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "pdf": ("pdf", "read_pdf"),
    "html": ("html", "read_html"),
    "md": ("markdown", "read_md"),
    "txt": ("plain", "read_txt"),
    "doc": ("office", "read_doc"),
    "odt": ("office", "read_odt"),
    "rtf": ("office", "read_rtf"),
}


def read(path: str | Path, *, limits: Limits = DEFAULT) -> Text:
    """Read a file into a text. Raises :class:`UnreadableFile` or :class:`RefusedFile`, nothing else.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "qd.txt").write_text("Điều 1. Phạm vi", "utf-8")
    ...     read(Path(folder, "qd.txt")).content
    'Điều 1. Phạm vi'
    """
    if isinstance(path, str) and "\n" in path:
        raise UnreadableFile("đây là chữ, không phải đường dẫn; hãy chỉ ra tệp, hoặc đưa nội dung qua read_bytes.")
    path = Path(path)
    return read_bytes(load(path, limits), path.name, limits=limits)


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """A file's bytes, if it is there and not too large."""
    try:
        if path.is_dir():
            raise UnreadableFile("đây là thư mục; hãy chỉ ra tệp cần đọc.")
        _weigh(path.stat().st_size, limits)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("không có tệp này; hãy kiểm tra lại đường dẫn.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"không mở được tệp ({error}); hãy kiểm tra đường dẫn và quyền đọc.") from None


def read_bytes(raw: bytes, name: str, *, limits: Limits = DEFAULT) -> Text:
    """Read a file's bytes; ``name`` is the file's name, its ending a hint at the format.

    >>> read_bytes("Điều 1. Phạm vi".encode(), "qd.txt").source.format
    'txt'
    """
    if not raw:
        raise UnreadableFile("tệp rỗng (0 byte); hãy tải lại hoặc xin lại tệp.")
    _weigh(len(raw), limits)
    form, astray = format_of(raw, name)
    source = Source(name, form, sha256(raw).hexdigest())
    if has_secrecy_mark(Text("", source)):  # its name alone may say so
        raise RefusedFile
    text = _reader(form)(raw, source, limits)
    if has_secrecy_mark(text):
        raise RefusedFile
    if not text.content:
        raise UnreadableFile("tệp không có chữ nào để đọc; nếu là ảnh chụp, hãy chuyển thành PDF rồi đọc lại.")
    if astray:
        said = name.rpartition(".")[2]
        note = Note("wrong-extension", 0, 0, f"Đuôi tệp là .{said} nhưng nội dung là {ENDINGS[form][0]}.")
        text = replace(text, notes=(note, *text.notes))
    return text


class _Reader(Protocol):
    def __call__(self, raw: bytes, source: Source, limits: Limits) -> Text: ...


def _reader(form: str) -> _Reader:
    module, function = _READERS[form]
    return cast(_Reader, getattr(import_module(f"vanban.readers.{module}"), function))


def _weigh(size: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise UnreadableFile(
            f"tệp lớn {size / 1e6:.0f} MB, quá giới hạn {limits.max_bytes / 1e6:.0f} MB; hãy tách nhỏ tệp."
        )
