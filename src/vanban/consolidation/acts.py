"""Which act is it, since when does each of its instructions hold, and is it in the text already?"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vanban.consolidation.commencing import parts
from vanban.consolidation.days import Holds, Part, Told, own_days, told, unclear_day
from vanban.consolidation.leftover import leftovers
from vanban.consolidation.putoff import put_off
from vanban.consolidation.unread import unread
from vanban.model import Amendment, Document

_BASE = re.compile(r"\bsố (\d+/\d{4}/[A-ZĐƯ0-9-]+|\d+-[A-ZĐƯ]+/[A-ZĐƯ]+)\b")

_YEAR = re.compile(r"/\d{4}/")


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
        """What means it: its own symbol, its name, and the symbol of the act whose consolidated text it is."""
        header = self.document.header
        own = {key(self.symbol)}
        if header.kind and header.title:
            name = f"NAME:{header.kind} {header.title}"
            own |= {key(name), key(f"{name}@{header.date.year}" if header.date else name)}
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

    @property
    def made(self) -> tuple[dt.date, dt.date, str]:
        """Acts change those made before them, whichever of the two takes effect first."""
        last = dt.date.max
        return (self.document.header.date or self.since or last, self.since or last, key(self.symbol))

    @cached_property
    def _parts(self) -> list[Part]:
        return parts(self.document)

    def day_of(self, loc: str | None) -> Told:
        """From and until when a provision of it holds, and between which days only in part."""
        named = [(part, loc) for part in self._parts if loc is not None and part.doc == "SELF"]
        return told(self.since, named)

    def holds(self, row: Amendment) -> Holds:
        """Between which days an instruction of it holds."""
        since, until, open_end = own_days(self.document, row)
        mine = told(self.since, self._spoken_of(row))
        until = until or mine.until or self.document.header.effective.until
        if row.op in ("repeal", "extend"):  # what is done once
            until = None
        unclear = unclear_day(self.document, row)
        return Holds(since or mine.since, until, () if since else mine.parted, open_end, unclear)

    def _spoken_of(self, row: Amendment) -> list[tuple[Part, str]]:
        """The parts that may speak of an instruction: by where it stands, what it changes, and what it brings."""
        brought = self.document.structure.at(row.new_text.start) if row.new_text else None
        own = {row.own_loc, brought.loc if brought and brought.loc.startswith("PL") else None} - {None}
        return [
            (part, loc)
            for part in self._parts
            for loc in (own if part.doc == "SELF" else {row.at} if key(part.doc) == key(row.doc) else ())
            if loc is not None
        ]

    def mates(self, row: Amendment) -> list[Amendment]:
        """The orders that the same words give, itself among them."""
        return [one for one in self.document.amendments if one.start == row.start and one.op == row.op]

    @cached_property
    def leftovers(self) -> dict[int, str]:
        """What it quotes and no instruction takes up."""
        return leftovers(self.document)

    @cached_property
    def orders(self) -> list[Amendment]:
        """Its instructions, those among them of which nobody knows what they order."""
        return [*self.document.amendments, *unread(self.document), *put_off(self.document)]

    def instructions(self, names: frozenset[str]) -> list[Amendment]:
        """Its instructions that change an act of these names; a symbol without its year is the one it tells in full."""
        told = {key(row.doc) for row in self.orders}
        meant = told & names
        short = {_YEAR.sub("/", name) for name in meant} - {
            _YEAR.sub("/", name) for name in told - names if _YEAR.search(name)
        }
        return [row for row in self.orders if key(row.doc) in meant | short]

    def adrift(self, names: frozenset[str]) -> list[Amendment]:
        """Its instructions that may change an act of these names: they name no document, or the act has no symbol."""
        if not any(not name.startswith("NAME:") for name in names):
            return self.orders
        return [row for row in self.orders if row.doc == "?"] if self.instructions(names) else []

    def is_silent_on(self, base: "Act", others: Sequence["Act"]) -> bool:
        """Whether nothing it orders was read for a text that it may change: it says of no order which act it means,
        or it names the text in its title or articles; an act that changes one of the ``others`` is no silent one."""
        if self.instructions(base.names) or self.adrift(base.names) or self.names & (base.names | base.within):
            return False
        if any(self.instructions(other.names) for other in others if other is not self):
            return False
        return all(row.doc == "?" for row in self.orders) or not base.names.isdisjoint(self._named)

    @cached_property
    def _named(self) -> frozenset[str]:
        """The acts that it names in its title and its articles; not those that it is based on."""
        content, provisions = self.document.text.content, self.document.structure.provisions
        title = next((place for place in self.document.header.places if place.field == "title"), None)
        body = provisions[0].start if provisions else len(content)
        told = (
            one
            for one in self.document.citations
            if one.start >= body or (title is not None and title.start <= one.start < title.end)
        )
        return frozenset(key(ref.doc) for one in told for ref in one.refs)

    def changes(self, other: "Act", day: dt.date | None) -> bool:
        """Whether it has changed another act by a day."""
        rows = self.instructions(other.names)
        return any(self.holds(row).at(day) != "not-yet" for row in rows)


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
