"""Which registered documents may be what a duty was to bring forth? Proposals, until somebody reports them."""

import re
from collections.abc import Iterable, Sequence

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction, symbol_key
from thongsuot.followup.models import Assignment
from thongsuot.units.access import Acting

MOST = 8
_SYMBOL = re.compile(r"\d[\w.\-–]*\s?/\s?[\w.\-–/&]*[^\W\d_]")


def symbols(texts: Iterable[str]) -> list[str]:
    """The keys of the symbols that texts mention, each once, in their order.

    >>> symbols(["Kế hoạch số 12/KH-UBND ngày 05/02/2026", "58-QĐ/TW"])
    ['12/khubnd', '58qd/tw']
    """
    found = (match.group() for text in texts for match in _SYMBOL.finditer(text))
    return list(dict.fromkeys(key for words in found if (key := symbol_key(words))))


def proposed(held: Assignment, texts: Iterable[str], known: Iterable[int], acting: Acting) -> Sequence[Document]:
    """Outgoing documents of the unit that leads, whose symbol its product or its reports mention."""
    keys = symbols([held.product, *texts])[:20]
    if not keys:
        return ()
    rows = Document.objects.visible_to(acting).filter(unit=held.lead_id, direction=Direction.OUT, symbol_key__in=keys)
    return list(rows.exclude(pk__in=set(known)).order_by("-pk")[:MOST])


def by_symbol(symbol: str, held: Assignment, acting: Acting) -> Document | None:
    """The document of this symbol that somebody may see: the leading unit's own first, else the newest."""
    key = symbol_key(symbol)[:120]
    rows = list(Document.objects.visible_to(acting).filter(symbol_key=key).order_by("-date", "-pk")[:50]) if key else []
    return next((row for row in rows if row.unit_id == held.lead_id), rows[0] if rows else None)
