"""Which duties that are read in an issued programme are its items, word for word? All others wait for a person."""

from collections.abc import Iterable, Sequence

from thongsuot.documents.models import Finding
from thongsuot.programmes.models import ProgrammeItem

Said = tuple[str, ...]


def own(found: Sequence[Finding], items: Iterable[ProgrammeItem]) -> list[Finding]:
    """The rows of the annex that say an item, no more and no less: who leads with whom, does what, with what, by when.

    Each item stands for one of them, in their order; what the reading took otherwise is none.
    """
    rows = [row for row in found if row.payload.get("source") == "table"]
    held, at = [], 0
    for item in items:
        fits = next((n for n in range(at, len(rows)) if _read(rows[n]) == _written(item)), None)
        if fits is not None:
            held.append(rows[fits])
            at = fits + 1
    return held


def _written(item: ProgrammeItem) -> Said:
    day = item.due.isoformat() if item.due else ""
    partners = (_plain(name) for name in item.partners.split(";"))
    return _plain(item.action), _plain(item.leading), _plain(item.product), day, *sorted(filter(None, partners))


def _read(row: Finding) -> Said:
    told = row.payload
    lead = "; ".join([*(told.get("lead") or ()), *(told.get("executor") or ())])
    day = (told.get("deadline") or {}).get("due") or ""
    partners = (_plain(name) for name in told.get("partners") or ())
    return (
        _plain(told.get("action") or ""), _plain(lead), _plain(told.get("product") or ""), day,
        *sorted(filter(None, partners)),
    )  # fmt: skip


def _plain(words: str) -> str:
    """Words without what their setting adds: line breaks, a stop at the end, a capital at the beginning."""
    words = " ".join(words.split()).strip(" .;")
    return words[:1].lower() + words[1:]
