"""Which decisions about publishing need no database? Addresses, what may be public, when numbers are too few."""

import re
from datetime import date

from thongsuot.documents.rules import Mark, Reach
from vanban.text.fold import fold

FEW = 3
"""Below so many units a number would tell who it was, where their names are not shown."""
SLUG = 80


def allowed(mark: str, reach: str, unit: int, publisher: int) -> bool:
    """Whether a document may be public: open to all, or of the publisher's own unit; never a restricted one.

    >>> allowed("", Reach.OPEN, 1, 2), allowed("", Reach.UNIT, 1, 2), allowed(Mark.DRAFT, Reach.OPEN, 1, 1)
    (True, False, False)
    """
    if mark != Mark.NONE or reach == Reach.NAMED:
        return False
    return reach == Reach.OPEN or unit == publisher


def plain(words: str) -> str:
    """Words as they stand in an address: small letters without accents, hyphens between them.

    >>> plain("Quy định"), plain("58-QĐ/TW")
    ('quy-dinh', '58-qd-tw')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def slug(kind: str, symbol: str, title: str, day: date | None) -> str:
    """What a document is called in its address; numbers of the register stay inside.

    >>> slug("Quy định", "58-QĐ/TW", "phối hợp", date(2022, 2, 8)), slug("Kế hoạch", "", "", None)
    ('quy-dinh-58-qd-tw-2022', 'ke-hoach')
    """
    year = str(day.year) if day and str(day.year) not in symbol else ""
    parts = (plain(kind), plain(symbol or title)[: SLUG - 20].strip("-"), year)
    return "-".join(filter(None, parts))[:SLUG].strip("-") or "van-ban"


def eli(kind: str, symbol: str, day: date | None, version: int) -> str:
    """The European Legislation Identifier of a version: ``vn/{type}/{yyyy}/{mm}/{dd}/{number}/{version}/{lang}``.

    >>> eli("Quy định", "58-QĐ/TW", date(2022, 2, 8), 1)
    'vn/quy-dinh/2022/02/08/58-qd-tw/1/vie'
    """
    if day is None or not plain(kind) or not plain(symbol):
        return ""
    return f"vn/{plain(kind)}/{day:%Y/%m/%d}/{plain(symbol)}/{version}/vie"


def said(units: int, *, named: bool) -> bool:
    """Whether numbers by clause are told: not where so few units hold a document that each number names one of them.

    >>> said(2, named=False), said(2, named=True), said(3, named=False)
    (False, True, True)
    """
    return named or units >= FEW
