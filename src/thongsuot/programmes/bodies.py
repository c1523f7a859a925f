"""What stands at the head of a unit's papers: which system, who issues, who is above it, where? Pure decisions."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("bodies.toml")
SYSTEMS = ("state", "party")
_PLACES = "tỉnh|thành phố|xã|phường|đặc khu|thị trấn|thị xã|huyện|quận"
_COMMITTEES = {"tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "huyện ủy": "huyện", "thị ủy": "thị xã", "quận ủy": "quận"}
_LONG = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân"}
_CAPITALS = "".join(letter for letter in map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA))) if letter.isupper())
_NAMED = re.compile(rf"(?:^|\s)(?i:({_PLACES}|{'|'.join(_COMMITTEES)})) ([{_CAPITALS}\d][^,;()]*)$")
_UNNAMED = re.compile(rf"(?:^|\s)({_PLACES}|{'|'.join(_COMMITTEES)})$", re.IGNORECASE)
LINE = 22
"""Letters in capitals that fit on a line of the heading."""
_WHOLE = re.compile(r"\d|Hồ Chí Minh$")
"""Proper names that are written with what the place is: Phường 1, Thành phố Hồ Chí Minh."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place as it is administered: tỉnh Lam Giang."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Last:
    """What a unit's last issued document was registered with."""

    system: str = ""
    issuers: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What is written: the system, the issuer's line, the line above it (empty: none), the place before the day."""

    system: str
    issuer: str
    above: str
    place: str


@cache
def kinds() -> list[Mapping[str, Any]]:
    """The rows of the table, in its order."""
    rows: list[Mapping[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["kinds"]
    return rows


def head(names: Sequence[str], last: Last | None = None) -> Head:
    """The head of a unit's papers: as its last document has it, else as the kinds of the names say.

    ``names`` are the unit's own name, then those of the units above it.

    >>> head(["Sở Y tế", "Ủy ban nhân dân tỉnh Lam Giang"])
    Head(system='state', issuer='Sở Y tế', above='Ủy ban nhân dân tỉnh Lam Giang', place='Lam Giang')
    >>> head(["Sở Y tế", "Tỉnh Lam Giang"], Last("state", ("Sở Y tế tỉnh Lam Giang",), "Phố Trăng")).place
    'Phố Trăng'
    >>> head(["UBND tỉnh Lam Giang"], Last("state", ("Văn phòng Ủy ban nhân dân tỉnh",), "Lam Giang")).above
    'Ủy ban nhân dân tỉnh Lam Giang'
    """
    last, names = last or Last(), [plain(name) for name in names]
    system = _system(names)
    above = _above(names, system)
    around = _area(names[1:])
    told = _UNNAMED.search(names[0]) and around and above.endswith(around.name)  # Thanh tra tỉnh, below UBND tỉnh X
    issuer = names[0] if told else _written(names, system)
    said = last.issuers[0] if len(last.issuers) == 1 and not last.issuers[0].isupper() else ""
    if said and not said.lower().startswith((names[0].lower(), issuer.lower())):
        above = _above([plain(said), *names], system)  # another body of the unit: its office, its committee
    return Head(
        last.system if last.system in SYSTEMS else system,
        said or issuer,
        above,
        last.place if last.place[:1].isupper() else _place(names),
    )


def area_of(name: str) -> Area | None:
    """The place that a name ends with.

    >>> str(area_of("Văn phòng HĐND và UBND xã Thác Mây")), area_of("Thành ủy Hà Nội"), area_of("Trung tâm xã hội")
    ('xã Thác Mây', Area(kind='thành phố', name='Hà Nội'), None)
    """
    found = _NAMED.search(name)
    if not found:
        return None
    kind = found[1].lower()
    return Area(_COMMITTEES.get(kind, kind), found[2])


def lines(issuer: str, above: str) -> tuple[list[str], list[str]]:
    """How both are set: the place on a line of its own, and of the issuer what the line above does not say already.

    >>> lines("Ban Tổ chức Tỉnh ủy", "Tỉnh ủy Lam Giang")
    (['Tỉnh ủy Lam Giang'], ['Ban Tổ chức'])
    >>> lines("Sở Y tế", "Ủy ban nhân dân tỉnh Lam Giang")[0]
    ['Ủy ban nhân dân', 'tỉnh Lam Giang']
    >>> lines("Phòng Kinh tế xã Thác Mây", "Ủy ban nhân dân xã Thác Mây")[1]
    ['Phòng Kinh tế']
    >>> lines("Sở Nông nghiệp và Môi trường", "")[1], lines("Đảng ủy xã Thác Mây", "")[1]
    (['Sở Nông nghiệp', 'và Môi trường'], ['Đảng ủy xã Thác Mây'])
    """
    area = area_of(above)
    tails = [above]
    if area:
        tails += [above.removesuffix(f" {area.name}"), above.removesuffix(f" {area}")]
        tails += [str(area)] if re.match(r"Ủy ban|UBND|Đảng ủy", above, re.IGNORECASE) else []
    if above.endswith("Trung ương"):
        tails.append("Trung ương")
    for tail in filter(None, tails):
        if issuer.lower().endswith(f" {tail.lower()}"):
            issuer = issuer[: -len(tail)].rstrip()
            break
    return _broken(above), _broken(issuer)


def _broken(name: str) -> list[str]:
    area = area_of(name)
    first = name[: -len(str(area))].rstrip() if area and name.lower().endswith(str(area).lower()) else ""
    if len(first.split()) <= 2 and len(name) > LINE and (joints := [at.start() for at in re.finditer(" và ", name)]):
        first = name[: min(joints, key=lambda at: abs(2 * at - len(name)))]
    return [first, name[len(first) :].strip()] if len(first.split()) > 2 else [name] if name else []


def plain(name: str) -> str:
    """A name without notes in brackets, its tone marks and short forms as papers have them."""
    name = re.sub(r"\s*\([^)]*\)", "", name).replace("uỷ", "ủy").replace("Uỷ", "Ủy").strip()
    first, _space, rest = name.partition(" ")
    return f"{_LONG.get(first.lower(), first)} {rest}".strip()


def _kind(name: str) -> Mapping[str, Any]:
    place = _is_place(name)
    fits = (row for row in kinds() if (place if "name" not in row else re.search(row["name"], name, re.IGNORECASE)))
    return next(fits)


def _is_place(name: str) -> bool:
    area = area_of(name)
    return bool(area) and str(area).lower() == name.lower()


def _system(names: Sequence[str]) -> str:
    return next((row["system"] for name in names if (row := _kind(name))["system"]), "state")


def _area(names: Sequence[str]) -> Area | None:
    return next((area for name in names if (area := area_of(name))), None)


def _written(names: Sequence[str], system: str) -> str:
    """The first of some names in full: a place as the body that governs it, a bare “tỉnh” with its name."""
    name = names[0]
    area = area_of(name)
    if area and _is_place(name):
        return f"Ủy ban nhân dân {area}" if system == "state" else _committee(area)
    around = _area(names[1:])
    bare = _UNNAMED.search(name)
    if bare and around and _COMMITTEES.get(bare[1].lower(), bare[1].lower()) == around.kind:
        return f"{name} {around.name}"
    return name


def _committee(area: Area) -> str:
    words = {kind: committee for committee, kind in _COMMITTEES.items()}
    return f"{words[area.kind].capitalize()} {area.name}" if area.kind in words else f"Đảng ủy {area}"


def _above(names: Sequence[str], system: str) -> str:
    said: str = _kind(names[0])["above"]
    if said == "body":
        return _written(names[1:], system) if len(names) > 1 else ""
    if said == "party":
        return _party_above(names)
    if "{province}" in said:
        areas = [area for name in names[1:] if (area := area_of(name)) and area.kind in ("tỉnh", "thành phố")]
        return said.format(province=areas[0]) if areas else ""
    return said


def _party_above(names: Sequence[str]) -> str:
    """The Party organisation (đảng bộ) that a committee belongs to."""
    own = area_of(_written(names, "party") if names[0].lower() in _COMMITTEES else names[0])
    for n, name in enumerate(names[1:], 1):
        if name.lower().startswith("đảng ủy "):
            return f"Đảng bộ {name[8:]}"
        if _is_place(name) or " ".join(name.lower().split()[:2]) in _COMMITTEES:
            area = area_of(_written(names[n:], "party"))
            if area and area != own:
                return f"Đảng bộ {area}"
    return ""


def _place(names: Sequence[str]) -> str:
    fixed: str = _kind(names[0]).get("place", "")
    area = _area(names)
    if fixed or area is None:
        return fixed
    return str(area)[:1].upper() + str(area)[1:] if _WHOLE.match(area.name) else area.name
