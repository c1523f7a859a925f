"""What does the text itself tell about the documents it names? Numbers of laws, short forms, fuller names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from vanban.citations.agreed import agreements
from vanban.citations.fold import fold
from vanban.citations.mention import Mention, Named
from vanban.tables import load
from vanban.tables.kinds import by_name

_ORDINAL = re.compile(r"(?:trung ương|hội nghị)\D*?(\d{1,2})\b")
_WITH_YEAR = re.compile(r"[^/-]+/\d{4}(?=/)")
_CALLED = re.compile(r"\s*\(\s*(?:sau đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là:?\s*[“\"]?")
_BRACKET = 60
_TERM = re.compile(r"kh[oó][aá]\s+(\w+)")


@dataclass(slots=True)
class Register:
    """Documents by their names, and by kind and number."""

    names: dict[str, Named] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    plenums: dict[tuple[str, str], str] = field(default_factory=dict)  # by number and term, the term "" when not told

    def number_of(self, named: Named) -> str | None:
        """The symbol that the same text gives for a law's name, if year and date do not speak against it."""
        law = self.names.get(fold(named.title or ""))
        if law is None:
            return None
        year = named.key.partition("@")[2] or (str(named.date.year) if named.date else "")
        return law.key if not year or f"/{year}/" in law.key else None

    def short_form(self, named: Named) -> str | None:
        """The symbol that “Nghị quyết 12” stands for: of the same kind and number, else completed by its issuer."""
        return self.numbers.get((family(named.type), _plain(named.number))) or completed(named)

    def full_plenum(self, name: str) -> str | None:
        """The fuller name of “Nghị quyết Trung ương 5”, if the text gives one for the same plenum."""
        return self.plenums.get(_plenum(name))


def register(text: str, mentions: Sequence[Mention]) -> Register:
    """Read the mentions, also those inside titles, for what they tell about documents."""
    told = Register()
    for named in _all_named(mentions):
        if named.kind == "symbol":
            told.numbers.setdefault((family(named.type), _plain(named.number)), named.key)
            if year := _WITH_YEAR.match(named.key):
                told.numbers.setdefault((family(named.type), _plain(year.group())), named.key)
            if named.title:
                told.names.setdefault(fold(named.title), named)
        elif named.kind == "short" and (key := completed(named)):
            told.numbers.setdefault((family(named.type), _plain(named.number)), key)
        elif named.kind == "name" and (plenum := _plenum(named.key)) != ("", ""):
            if plenum[1]:
                told.plenums.setdefault((plenum[0], ""), named.key)
            told.plenums.setdefault(plenum, named.key)
    for one, other in pairwise(mentions):
        if _is_called(text, one, other):
            told.names.setdefault(fold(one.named[-1].title or ""), other.named[0])
    for kind, named in agreements(text, mentions):
        told.numbers.setdefault((family(kind), ""), named.key)
    return told


def _is_called(text: str, one: Mention, other: Mention) -> bool:
    """Whether a law told by its name gets its number in brackets: “Luật Giá (sau đây gọi là Luật số 16/2023/QH15)”."""
    if not one.named or not other.named or other.start - one.end > _BRACKET:
        return False
    law, symbol = one.named[-1], other.named[0]
    same = (law.kind, symbol.kind) == ("name", "symbol") and family(law.type) == family(symbol.type)
    return same and _CALLED.fullmatch(text, one.end, other.start) is not None


def _all_named(mentions: Iterable[Mention]) -> Iterable[Named]:
    for mention in mentions:
        for named in mention.named:
            yield named
            yield from named.within


def _plenum(name: str) -> tuple[str, str]:
    """A plenum's number and term: “Nghị quyết Trung ương 5 (khóa XII)”."""
    low = name.lower()
    number, term = _ORDINAL.search(low), _TERM.search(low)
    return (number.group(1) if number else "", term.group(1) if number and term else "")


def _plain(number: str | None) -> str:
    return (number or "").lstrip("0").lower()


def family(kind: str | None) -> str:
    """Kinds that are one: “Chương trình hành động” is a “Chương trình”."""
    known = by_name().get((kind or "").lower())
    return known.name if known else kind or ""


def completed(named: Named) -> str | None:
    """The symbol that kind, number and issuer settle: “Chỉ thị số 12 của Bộ Chính trị” is 12-CT/TW.

    >>> completed(Named("short", "", 0, 0, "Chỉ thị", "12", issuer="Bộ Chính trị khóa XII"))
    '12-CT/TW'
    """
    kind = by_name().get((named.type or "").lower())
    if kind is None or not named.number:
        return None
    if kind.name == "Nghị định":  # only the Government makes decrees; the year is all that can lack
        year = f"/{named.date.year}" if named.date and "/" not in named.number else ""
        return f"{named.number}{year}/NĐ-CP" if year or "/" in named.number else None
    if not named.issuer or "/" in named.number:
        return None
    issuer = fold(named.issuer)
    for name, sign in _party_signs().items():
        if issuer.startswith(name) and kind.party:
            return f"{named.number}-{kind.party}/{sign}"
    for name, sign in _state_signs().items():
        if issuer == name and kind.state in load("citations")["completed"]["without_year"][sign]:
            return f"{named.number}/{kind.state}-{sign}"
    return None


@cache
def _party_signs() -> dict[str, str]:
    return {fold(name): sign for sign, names in load("citations")["completed"]["party"].items() for name in names}


@cache
def _state_signs() -> dict[str, str]:
    return {fold(name): sign for sign, names in load("citations")["completed"]["state"].items() for name in names}
