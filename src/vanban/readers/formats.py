"""Which format are these bytes? The content decides, the ending only where the content cannot."""

import io
import re
import zipfile

from vanban.readers.errors import DAMAGED, UnreadableFile

# Endings under which each format is at home; the first one names it to people.
ENDINGS = {
    "docx": ("docx", "docm", "dotx", "dotm"),
    "xlsx": ("xlsx", "xlsm", "xltx"),
    "pdf": ("pdf",),
    "html": ("html", "htm", "xhtml", "mht", "mhtml"),
    "md": ("md", "markdown"),
    "txt": ("txt", "text", ""),
    "doc": ("doc", "dot"),
    "odt": ("odt", "ott", "fodt"),
    "rtf": ("rtf",),
}
_TEXTUAL = ("html", "md", "txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_BUT_NOT_READ = (
    (b"\x89PNG", "ảnh"), (b"\xff\xd8\xff", "ảnh"), (b"II*\0", "ảnh"), (b"MM\0*", "ảnh"), (b"GIF8", "ảnh"),
    (b"Rar!", "tệp nén"), (b"7z\xbc\xaf", "tệp nén"), (b"\x1f\x8b", "tệp nén"),
)  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:(!doctype\s+html|html|head|body)|meta|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(rb"(?:word|xl|ppt)/")
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n)*?MIME-Version:", re.IGNORECASE)


def format_of(raw: bytes, name: str) -> tuple[str, bool]:
    """The format of a file, and whether its ending says otherwise.

    >>> format_of(b"%PDF-1.7 ...", "a.docx"), format_of("Điều 1".encode(), "a.md")
    (('pdf', True), ('md', False))
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    claimed = next((form for form, endings in ENDINGS.items() if ending in endings), None)
    found = _by_content(raw, claimed)
    if found:
        return found, claimed != found
    if claimed in _TEXTUAL or claimed is None:
        return claimed or "txt", False
    if claimed == "odt" and raw.lstrip()[:5] == b"<?xml":
        return "odt", False
    raise UnreadableFile(
        f"tệp có đuôi .{ending} nhưng nội dung không phải {_NAMES[claimed]}; "
        "hãy mở tệp bằng chương trình đã tạo ra nó và lưu lại đúng dạng."
    )


_NAMES = {
    "docx": "tệp Word",
    "doc": "tệp Word",
    "xlsx": "bảng tính Excel",
    "pdf": "PDF",
    "odt": "OpenDocument",
    "rtf": "RTF",
}


def _by_content(raw: bytes, claimed: str | None) -> str | None:
    head = raw[:4096]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(raw)
    if head.startswith(_OLE):
        return _compound(raw)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    for signature, kind in _KNOWN_BUT_NOT_READ:
        if head.startswith(signature):
            what = "hãy giải nén rồi đọc từng tệp bên trong" if kind == "tệp nén" else "hãy chuyển ảnh chụp thành PDF"
            raise UnreadableFile(f"đây là {kind}, không phải văn bản; {what}.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    page = _HTML.match(head.removeprefix(b"\xef\xbb\xbf"))
    # Markdown may begin with a tag; a whole page in it is a page all the same.
    if (page and (claimed != "md" or page[1])) or _MHTML.match(head):
        return "html"
    return None


def _packed(raw: bytes) -> str:
    """Which kind of package a zip is, told by the names of its parts; of a damaged one, by names that stand in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = "\n".join(["", *archive.namelist()]).replace("\\", "/").lower()
    except DAMAGED:
        names = "\n".join(["", *(found.decode("ascii") for found in _PART.findall(raw))])
    if raw[30:38] == b"mimetype":
        return "odt" if b"opendocument.text" in raw[38:200] else _stranger("tệp OpenDocument không phải văn bản")
    for folder, form in (("\nword/", "docx"), ("\nxl/", "xlsx")):
        if folder in names:
            return form
    if "\nppt/" in names:
        return _stranger("tệp trình chiếu")
    raise UnreadableFile("đây là tệp nén .zip hoặc tệp Office bị cắt cụt; hãy giải nén hoặc tải lại bản đầy đủ.")


def _stranger(what: str) -> str:
    raise UnreadableFile(f"đây là {what}; hãy lưu phần chữ thành .docx hoặc .pdf.")


def _compound(raw: bytes) -> str:
    """Which kind of OLE file it is, told by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise UnreadableFile("tệp được bảo vệ bằng mật khẩu; hãy mở bằng Word, bỏ mật khẩu và lưu lại.")
    if "WordDocument".encode("utf-16-le") in raw:
        return "doc"
    if "Workbook".encode("utf-16-le") in raw or "\x04Book".encode("utf-16-le") in raw:
        raise UnreadableFile("đây là bảng tính dạng cũ (.xls); hãy mở bằng Excel và lưu lại dạng .xlsx.")
    raise UnreadableFile("đây là tệp Office dạng cũ mà không rõ loại, hoặc bị cắt cụt; hãy lưu lại dạng .docx.")
