"""Which fields does the index have, and what of a clause goes into each?"""

import hashlib
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import tantivy

from thongsuot.search.abbreviations import rows, terms
from thongsuot.search.clauses import Clause
from thongsuot.search.definitions import explained
from thongsuot.search.symbols import cited_terms
from thongsuot.search.tokens import Syllables, key, pairs, sound, syllables, symbol_key

SHIFT = 100  # parts in a hundred by which large facets are estimated
_FORM = 1  # raised when the words of a field are made in another way


@cache
def schema() -> tantivy.Schema:
    """The fields.

    Words of the text: ``exact`` and ``plain`` (both with positions, for phrases), ``pair`` (two syllables,
    names that have an abbreviation, symbols cited). Around it: ``head`` (heading), ``context`` (titles above,
    document).
    Found whole: ``name``, ``symbol``, ``place``, ``rights``, ``document``, ``unit``, ``kind``, ``issuer``,
    ``day``. Counted: ``kind``, ``issuer``, ``year``. Kept: ``record``. ``sample`` is a number below SHIFT;
    ``stamp`` is set in one document alone, which has no rights and so is no hit.
    """
    build = tantivy.SchemaBuilder()
    for name in ("exact", "plain"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("pair", "head", "context"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("place", "rights", "explained"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("name", "symbol"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "issuer"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("document", "unit", "sample"):
        build.add_integer_field(name, indexed=True)
    for name in ("day", "year"):
        build.add_integer_field(name, indexed=True, fast=True)
    build.add_integer_field("stamp", indexed=True, stored=True)
    build.add_bytes_field("record", stored=True)
    return build.build()


@cache
def fingerprint() -> str:
    """What an index is named after: another form, table or tantivy makes another index."""
    source = Path(__file__).read_bytes() + repr((_FORM, rows(), version("tantivy"))).encode()
    return hashlib.sha256(source).hexdigest()[:16]


def entry(clause: Clause) -> tantivy.Document:
    """The clause as the index takes it."""
    found, heading = syllables(clause.text), syllables(clause.heading)
    if not _begins(found.exact, heading.exact):
        found = Syllables(heading.exact + found.exact, heading.plain + found.plain, heading.joined + found.joined)
    doc = tantivy.Document()
    doc.add_text("exact", " ".join(found.exact))
    doc.add_text("plain", " ".join(found.plain))
    doc.add_text("pair", " ".join(pairs(found.plain, found.joined) + terms(found.plain) + cited_terms(clause.text)))
    doc.add_text("head", both(clause.heading))
    doc.add_text("context", both(" . ".join((*clause.path, clause.kind, clause.title))))
    doc.add_text("place", " ".join(places(clause.loc)))
    doc.add_text("explained", " ".join(explained(clause.text)))
    doc.add_text("rights", " ".join(clause.rights))
    doc.add_text("name", name_of(clause.kind, clause.title))
    doc.add_text("symbol", symbol_key(clause.symbol))
    doc.add_text("kind", sound(clause.kind))
    for issuer in clause.issuers:
        doc.add_text("issuer", sound(issuer))
    doc.add_integer("document", clause.document)
    doc.add_integer("unit", clause.unit)
    doc.add_integer("sample", (clause.document * 7919 + clause.index * 104729) % SHIFT)
    if clause.date:
        doc.add_integer("day", clause.date.toordinal())
        doc.add_integer("year", clause.date.year)
    doc.add_bytes("record", clause.record())
    return doc


@lru_cache(maxsize=1_000)
def both(text: str) -> str:
    """Words with and without accents, pairs and names, for a field that needs no phrases."""
    exact, plain, joined = syllables(text)
    bare = [low for full, low in zip(exact, plain, strict=True) if low != full]
    return " ".join([*exact, *bare, *pairs(plain, joined), *terms(plain)])


def name_of(kind: str, title: str) -> str:
    """The name of a document in one term: kind and title, the kind once.

    >>> name_of("Luật", "Luật Trồng trọt"), name_of("Nghị định", "Về công tác văn thư")
    ('luat_trong_trot', 'nghi_dinh_ve_cong_tac_van_thu')
    """
    whole, first = key(title), key(kind)
    return (whole if not first or f"{whole}_".startswith(f"{first}_") else f"{first}_{whole}")[:400]


_PLACE = re.compile(r"(PL|[CDKPTMG])(?=[^.])")


def places(loc: str) -> list[str]:
    """The loc itself marked with “=”, and it and the locs around it, as a query says them.

    >>> places("D5.K2"), places("PLI.D3")
    (['=d5.k2', 'd5', 'd5.k2'], ['=pli.d3', 'pli', 'pli.d3'])
    """
    steps = [step.lower() for step in loc.split()[0].split(".")] if loc.strip() else []
    return ["=" + ".".join(steps), *(".".join(steps[: i + 1]) for i in range(len(steps)))] if steps else []


def _begins(found: list[str], heading: list[str]) -> bool:
    """Whether the text begins with its heading, a number or so before it not counted."""
    size = len(heading)
    return any(found[i : i + size] == heading for i in range(min(5, max(1, len(found) - size + 1))))
