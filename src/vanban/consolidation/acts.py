"""Which act is it, since when does each of its instructions hold, and is it in the text already?"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from vanban.consolidation.leftover import leftovers
from vanban.dates import find_days
from vanban.model import Amendment, Document

_BASE = re.compile(r"\bsố (\d+/\d{4}/[A-ZĐƯ0-9-]+|\d+-[A-ZĐƯ]+/[A-ZĐƯ]+)\b")
_COMMENCES = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày|có hiệu lực(?: thi hành)? từ", re.IGNORECASE)


def key(symbol: str | None) -> str:
    """A symbol by which acts are told apart.

    >>> key("30/2020/NĐ-CP ") == key("30/2020/NÐ-CP")
    True
    """
    return re.sub(r"\s+", "", symbol or "").upper().replace("Ð", "Đ")


@dataclass(frozen=True)
class Act:
    """A document as the acts around it see it."""

    document: Document

    @property
    def symbol(self) -> str:
        """As printed."""
        return self.document.header.symbol or ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The symbols that mean it: its own, and that of the act whose consolidated text it is."""
        own = {key(self.symbol)}
        if "VBHN" in key(self.symbol):
            own |= set(self._listed[:1])
        return frozenset(filter(None, own))

    @cached_property
    def _listed(self) -> list[str]:
        """The symbols named before its body, where a consolidated text says what it is made of."""
        provisions = self.document.structure.provisions
        head = self.document.text.content[: provisions[0].start if provisions else 3000]
        return [key(found) for found in _BASE.findall(head)]

    @property
    def printed_title(self) -> str:
        """Its title as it is printed; empty where the text does not settle it."""
        place = next((place for place in self.document.header.places if place.field == "title"), None)
        return self.document.text.content[place.start : place.end] if place else ""

    @cached_property
    def within(self) -> frozenset[str]:
        """The acts whose changes a consolidated text has in it."""
        return frozenset(self._listed[1:]) if "VBHN" in key(self.symbol) else frozenset()

    @property
    def since(self) -> dt.date | None:
        """The day from which it holds; the day of its signing where its words name none."""
        return self.document.header.effective.since or self.document.header.date

    @cached_property
    def order(self) -> tuple[dt.date, dt.date, str, str]:
        """Acts are applied by the day they take effect, then by that of their signing, then by number."""
        last = dt.date.max
        return (
            self.since or last,
            self.document.header.date or last,
            key(self.symbol),
            self.document.text.content[:200],
        )

    @cached_property
    def _parts(self) -> dict[str, dt.date]:
        """Its provisions that take effect on a day of their own."""
        found: dict[str, dt.date] = {}
        document = self.document
        for provision in document.structure.provisions:
            words = document.text.content[provision.start : provision.end]
            if len(words) > 3000 or not _COMMENCES.search(words) or "Điều" not in words[4:]:
                continue
            for start, end in _sentences(words, provision.start):
                found |= self._commencing(start, end)
        return found

    def _commencing(self, start: int, end: int) -> dict[str, dt.date]:
        words = self.document.text.content[start:end]
        cue = _COMMENCES.search(words)
        if cue is None:
            return {}
        day = next((day.date for day in find_days(words, cue.start()) if day.date), None)
        if day is None or day == self.document.header.effective.since:
            return {}
        refs = (
            ref
            for citation in self.document.citations
            if start <= citation.start < start + cue.start()
            for ref in citation.refs
        )
        return {ref.loc: day for ref in refs if ref.doc == "SELF" and ref.loc}

    def day_of(self, loc: str | None) -> dt.date | None:
        """The day from which a provision of it holds.

        One that only in part holds earlier than its act counts from the act's day.
        """
        day = self.since
        for own, other in self._parts.items():
            if loc is not None and (loc == own or loc.startswith(own + ".")) and day is not None and other > day:
                day = other
        return day

    @cached_property
    def leftovers(self) -> dict[int, str]:
        """What it quotes and no instruction takes up."""
        return leftovers(self.document)

    def instructions(self, names: frozenset[str]) -> list[Amendment]:
        """Its instructions that change an act of these names."""
        return [row for row in self.document.amendments if key(row.doc) in names]


def _sentences(words: str, at: int) -> Iterable[tuple[int, int]]:
    start = 0
    for found in re.finditer(r"(?<=[.;])\s|\n", words):
        yield at + start, at + found.start()
        start = found.end()
    yield at + start, at + len(words)


def distinct(acts: Sequence[Act]) -> list[Act]:
    """Acts in the order in which they apply, each once."""
    seen: set[tuple[str, str]] = set()
    out = []
    for act in sorted(acts, key=lambda act: act.order):
        mark = (key(act.symbol), act.document.text.content)
        if mark not in seen:
            seen.add(mark)
            out.append(act)
    return out
