"""What is indexed and what is found? A clause with its document's data; a hit, a page of hits."""

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Piece(NamedTuple):
    """A provision with its own words, as a version has it."""

    order: int
    loc: str
    level: str
    heading: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision of one version of a document, with all that a page of hits shows of it.

    ``rights`` are the tokens of which a reader must hold one: "open", "unit:1.35." for each unit from
    the registering one up to the top, "named:12" for each unit named.
    """

    document: int
    version: int
    index: int
    loc: str
    level: str
    heading: str
    path: tuple[str, ...]
    text: str
    symbol: str
    title: str
    kind: str
    issuers: tuple[str, ...]
    date: date | None
    rights: tuple[str, ...]
    unit: int

    def record(self) -> bytes:
        """The clause as it is kept in the index."""
        data = {name: getattr(self, name) for name in self.__slots__}
        data["date"] = self.date.isoformat() if self.date else None
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    @classmethod
    def of(cls, record: bytes) -> "Clause":
        """The clause that was kept."""
        data = json.loads(record)
        for name in ("path", "issuers", "rights"):
            data[name] = tuple(data[name])
        data["date"] = date.fromisoformat(data["date"]) if data["date"] else None
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found: why (its marked words, as offsets into its text) and where they are thickest.

    ``excerpt`` is a slice (start, end) of the clause's text.
    """

    clause: Clause
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    excerpt: tuple[int, int] = (0, 0)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The excerpt in pieces, and whether each is one of the words that were looked for."""
        text, (start, end) = self.clause.text, self.excerpt
        out, at = list[tuple[str, bool]](), start
        for a, b in self.spans:
            if b <= start or a >= end:
                continue
            out += [(text[at:a], False), (text[a:b], True)]
            at = b
        return [piece for piece in (*out, (text[at:end], False)) if piece[0]]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many clauses of the whole result each kind, issuer and year has, most first.

    ``exact`` is false where a very large result was estimated from a sample.
    """

    kind: tuple[tuple[str, int], ...] = ()
    issuer: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[int, int], ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a result: how many clauses there are in all, those of this page, and the facets of all.

    ``every_word`` is false where no clause (or, in a long question, hardly any) holds every word, so that
    clauses with some of them are given, the best first.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Facets = Facets()
    every_word: bool = True
