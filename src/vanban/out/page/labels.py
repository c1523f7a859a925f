"""In which words does the page speak of findings? Vietnamese names, dates and places."""

import datetime as dt
from html import escape
from string import ascii_letters, digits

from vanban.model import Deadline, Ref
from vanban.out.places import place

_SAFE = frozenset(ascii_letters + digits + "-._~/")
RELATIONS = {
    "based-on": "Căn cứ",
    "replaces": "Thay thế",
    "repeals": "Bãi bỏ",
    "amends": "Sửa đổi, bổ sung",
    "guides": "Hướng dẫn, quy định chi tiết",
    "implements": "Triển khai, thực hiện",
    "suspends": "Đình chỉ, ngưng hiệu lực",
    "corrects": "Đính chính",
    "consolidates": "Hợp nhất",
}
OPS = {
    "replace": "Thay nội dung",
    "replace_title": "Thay tên",
    "replace_lead": "Thay đoạn mở đầu",
    "insert": "Bổ sung",
    "repeal": "Bãi bỏ",
    "subst": "Thay cụm từ",
    "delete_phrase": "Bỏ cụm từ",
    "insert_phrase": "Bổ sung cụm từ",
    "renumber": "Đổi số thứ tự",
    "replace_annex": "Thay phụ lục",
    "insert_annex": "Bổ sung phụ lục",
    "rename_doc": "Đổi tên văn bản",
    "repeal_subject": "Bãi bỏ quy định về nội dung",
    "suspend": "Ngưng hiệu lực",
    "extend": "Kéo dài thời hạn",
    "correct": "Đính chính",
}
MODALITIES = {"order": "Giao nhiệm vụ", "request": "Đề nghị", "duty": "Trách nhiệm"}
SYSTEMS = {"state": "Nhà nước", "party": "Đảng"}
URGENCIES = {"khẩn": "Khẩn", "thượng khẩn": "Thượng khẩn", "hỏa tốc": "Hỏa tốc"}


def day(date: dt.date | None) -> str:
    """A date as Vietnamese readers write it.

    >>> day(dt.date(2022, 2, 8))
    '08/02/2022'
    """
    return f"{date.day:02}/{date.month:02}/{date.year}" if date else ""


def text(words: str | None) -> str:
    """Words for HTML."""
    return escape(words or "", quote=True)


def address(file: str) -> str:
    """A file's name as a link has it.

    >>> address("nd 30.html")
    'nd%2030.html'
    """
    return "".join(chr(b) if chr(b) in _SAFE else f"%{b:02X}" for b in file.encode("utf-8", "surrogateescape"))


def capital(words: str) -> str:
    """Words with a capital at the start.

    >>> capital("đôn đốc, kiểm tra")
    'Đôn đốc, kiểm tra'
    """
    return words[:1].upper() + words[1:]


def shortened(words: str, limit: int = 240) -> str:
    """Words on one line, cut behind a word where they are long.

    >>> shortened("một hai ba bốn", 10)
    'một hai …'
    """
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    return line[:limit].rpartition(" ")[0].rstrip(" ,;:.") + " …"


def target(ref: Ref) -> str:
    """What a reference points at, in words.

    >>> target(Ref("30/2020/NĐ-CP", "D5.K2")), target(Ref("NAME:Luật Đất đai@2013")), target(Ref("SELF", "D5"))
    ('khoản 2 Điều 5, 30/2020/NĐ-CP', 'Luật Đất đai (2013)', 'Điều 5, văn bản này')
    """
    return ", ".join(filter(None, (place(ref.loc) if ref.loc else "", document(ref.doc))))


def document(doc: str) -> str:
    """A document's symbol or name, for people."""
    if doc == "SELF":
        return "văn bản này"
    if doc.startswith("NAME:"):
        name, _, year = doc[5:].partition("@")
        return f"{name} ({year})" if year else name
    return doc


def deadline(found: Deadline) -> str:
    """A deadline as printed, with the last day still in time where the words settle one.

    >>> deadline(Deadline("trước ngày 15/12/2022", "before", 0, 0, dt.date(2022, 12, 15), dt.date(2022, 12, 14)))
    'trước ngày 15/12/2022 (chậm nhất hết ngày 14/12/2022)'
    """
    due = found.due or found.date
    return shortened(found.text, 120) + (f" (chậm nhất hết ngày {day(due)})" if due else "")
