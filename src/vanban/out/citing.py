"""How is an act called in a sentence? As official texts name it: kind, number, day, who issued it, what it is about."""

import datetime as dt
import re
from collections.abc import Iterable

from vanban.model import Document

_OF_THE_ASSEMBLY = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})
_HEADS = (
    ("Ngân hàng Nhà nước", "Thống đốc "),
    ("Tòa án nhân dân", "Chánh án "),
    ("Viện kiểm sát nhân dân", "Viện trưởng "),
    ("Kiểm toán nhà nước", "Tổng Kiểm toán nhà nước"),
    ("Thanh tra Chính phủ", "Tổng Thanh tra Chính phủ"),
    ("Bộ ", "Bộ trưởng "),
)
"""Who issues circulars and decisions of ministries: the head, not the office."""
_KINDS = re.compile(r"\b(?:hiến pháp|bộ luật|luật|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định|chính phủ)\b")
_AMENDS = re.compile(r"(?:luật |pháp lệnh )?(?:sửa đổi|bãi bỏ|bổ sung|đính chính)", re.IGNORECASE)


def long_day(day: dt.date) -> str:
    """A day as official texts write it: days under 10 and the months 1 and 2 with a nought.

    >>> long_day(dt.date(2025, 7, 1)), long_day(dt.date(2022, 2, 15))
    ('ngày 01 tháng 7 năm 2025', 'ngày 15 tháng 02 năm 2022')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def called(act: Document, others: Iterable[Document] = ()) -> str:
    """An act's full name. ``others`` are texts that may print its title in small letters.

    >>> from vanban import parse
    >>> head = "CHÍNH PHỦ\\nSố: 14/2022/NĐ-CP\\nHà Nội, ngày 27 tháng 01 năm 2022\\nNGHỊ ĐỊNH\\n"
    >>> called(parse(head + "Sửa đổi, bổ sung một số điều của Nghị định số 15/2020/NĐ-CP\\nĐiều 1. Một."))
    'Nghị định số 14/2022/NĐ-CP ngày 27 tháng 01 năm 2022 của Chính phủ sửa đổi, bổ sung một số điều của \
Nghị định số 15/2020/NĐ-CP'
    """
    header = act.header
    kind, symbol, title = header.kind or "Văn bản", header.symbol or "", _title(act, others)
    number = f"số {symbol}" if symbol else ""
    if kind in _OF_THE_ASSEMBLY:
        parts = (kind, number, title) if _AMENDS.match(title) else (kind, title, number)
        return " ".join(filter(None, parts))
    day = long_day(header.date) if header.date else ""
    issuer = f"của {_head(kind, header.issuers[0])}" if header.issuers else ""
    return " ".join(filter(None, (kind, number, day, issuer, title)))


def _head(kind: str, issuer: str) -> str:
    """Who issued it: of circulars and decisions of a ministry, its head."""
    if kind not in ("Thông tư", "Quyết định", "Chỉ thị"):
        return issuer
    for office, head in _HEADS:
        if issuer.startswith(office):
            return head + issuer if head.endswith(" ") else head
    return issuer


def _title(act: Document, others: Iterable[Document]) -> str:
    """Its title as it stands within a sentence."""
    title = " ".join((act.header.title or "").split())
    if not title:
        return ""
    if not title.isupper():
        return title[:1].lower() + title[1:]
    spoken = re.compile(r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
    for document in (act, *others):
        for found in spoken.finditer(document.text.content):
            if not found[0].isupper():
                words = " ".join(found[0].split())
                amends = _AMENDS.match(words)
                return words[:1].lower() + words[1:] if amends else words
    lower = _KINDS.sub(lambda kind: kind[0][:1].upper() + kind[0][1:], title.lower())
    return lower[:1].lower() + lower[1:] if _AMENDS.match(lower) else lower[:1].upper() + lower[1:]
