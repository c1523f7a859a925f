"""Whom does a text mean by a name: a kind of bodies, those of a place, one agency? Pure decisions, sure ones alone."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from thongsuot.programmes.bodies import area_of, plain
from vanban.text.fold import fold

TABLE = Path(__file__).with_name("addressees.toml")
PARTS = re.compile(r"((?:,| và|;) )")
PROVINCE, COMMUNE, CENTRE = "province", "commune", "centre"
_KINDS = {"tỉnh": PROVINCE, "xã": COMMUNE, "phường": COMMUNE, "đặc khu": COMMUNE, "thị trấn": COMMUNE}
_AROUND = re.compile(r" (?:trong|trên địa bàn|thuộc|của|toàn) tỉnh$")
_STEERS = re.compile(r"đảng ủy\b")
_INSIDE = re.compile(
    r"(?:sở|ban|văn phòng|thanh tra|công an|bộ chỉ huy|ủy ban|phòng|trung tâm|bệnh viện|chi cục|báo|đài|công ty"
    r"|liên minh|tỉnh đoàn|trường (?:đại học|chính trị|cao đẳng))\b"
)
"""A body of the place in which it stands, where its name does not say whose."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom a name means: which level (empty: not said), which bodies there, in which place (empty: in each)."""

    scope: str
    means: str  # "governing", "place" (all its bodies) or "agency"
    key: str = ""  # of an agency: its name, as names are compared
    area: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a unit is, as far as that is sure: an empty scope says that it is not."""

    scope: str
    governing: bool = False
    area: str = ""
    keys: frozenset[str] = frozenset()


@cache
def rows() -> list[Mapping[str, Any]]:
    """The rows of the table, in its order, their patterns ready."""
    told = tomllib.loads(TABLE.read_text("utf-8"))
    blocks = told["blocks"]
    return [{**row, "fits": re.compile(_built(row["pattern"], blocks))} for row in told["rows"]]


def _built(pattern: str, blocks: Mapping[str, str]) -> str:
    for name, words in blocks.items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern


@lru_cache(maxsize=20_000)
def meant(words: str) -> tuple[Meaning, ...]:
    """Whom the words mean, all whom they name; nobody where that is not sure.

    >>> [each.scope for each in meant("Các sở, ban, ngành và Ủy ban nhân dân các xã, phường")]
    ['province', 'commune']
    >>> meant("Các sở, ban, ngành, đơn vị liên quan"), meant("UBND xã Đông Hòa")[0].area
    ((), 'xa dong hoa')
    """
    name = " ".join(plain(words).split()).strip(" .;:,")
    one = _meaning(name)
    if one:
        return (one,)
    parts = PARTS.split(name)
    for n in range(len(parts) - 2, 0, -2):  # the longest beginning that is sure
        first = _meaning("".join(parts[:n]))
        rest = meant("".join(parts[n + 1 :])) if first else ()
        if first and rest:
            return (first, *rest)
    return ()


def _meaning(name: str) -> Meaning | None:
    """Whom a name means that names one body or one kind of them."""
    area = area_of(name)
    if area is None:
        return _kind(name)
    said = name[: -len(area.name)].strip()
    if not _proper(area.name):
        return None
    several = said.lower().startswith("các ") or " các " in said.lower() or "," in said
    if several or _AROUND.search(said):  # all of a kind, in a province
        return _kind(said) if area.kind == "tỉnh" else None
    found = _kind(said)
    if found is None or found.scope not in ("", _KINDS.get(area.kind)):
        return None
    return replace(found, scope=_KINDS[area.kind], area=key(str(area)))


def _kind(name: str) -> Meaning | None:
    words = name.lower()
    for row in rows():
        if row["fits"].fullmatch(words):
            return Meaning(row["scope"], row["means"], key(name) if row["means"] == "agency" else "")
    return None


def _proper(name: str) -> bool:
    """Whether it is the name of one place: capitals throughout, nobody else behind it."""
    return all(word[:1].isupper() or word[:1].isdigit() for word in re.split(r"[\s-]+", name) if word)


@lru_cache(maxsize=20_000)
def _said(name: str, short: str) -> tuple[Meaning | None, bool, bool, frozenset[str]]:
    """What a unit's name says by itself: whom it means, whether it is inside what stands above, steers, its keys."""
    full = plain(name)
    one, area = _meaning(full), area_of(full)
    if one is None and area and _INSIDE.match(full.lower()) and (scope := _KINDS.get(area.kind)):
        one = Meaning(scope, "agency", key(full), key(str(area)))
    inside = area is None and bool(_INSIDE.match(full.lower()))
    names = {full, short}
    if area:
        bare = full[: -len(area.name)].strip()
        names |= {bare, bare[: -len(area.kind)].strip() if bare.lower().endswith(area.kind) else bare}
    governing = bool(one and one.means != "agency") or bool(_STEERS.match(full.lower()))
    return one, inside, governing, frozenset(key(each) for each in names if len(each.split()) > 1)


@lru_cache(maxsize=20_000)
def body(name: str, short: str, level: str, over: Body | None) -> Body:
    """What a unit is; ``over`` is the nearest body above it that has a place.

    >>> province = body("Tỉnh Lam Giang", "", "Tỉnh", None)
    >>> body("Thanh tra tỉnh", "", "Sở, ban, ngành", province).area, body("Đơn vị 7", "", "", province).scope
    ('tinh lam giang', '')
    """
    one, inside, governing, keys = _said(name, short)
    scope = one.scope if one and one.scope else over.scope if over and (one or inside) else ""
    own = one.area if one else ""
    apart = over is not None and not own and over.scope != scope
    if scope not in (PROVINCE, COMMUNE) or _level(level) not in ("", scope) or apart:
        return Body("", keys=keys)
    place = own or (over.area if over else "")
    kind = place.split(" ")[0]
    return Body(scope, governing, place, keys | {f"{each} {kind}" for each in keys if not governing and kind})


def _level(name: str) -> str:
    words = set(re.split(r"\W+", name.lower()))
    return COMMUNE if words & {"xã", "phường"} else PROVINCE if words & {"tỉnh", "sở"} else ""


def key(words: str) -> str:
    """A name as names are compared: no accents, no capitals.

    >>> key("Sở Y tế.") == key("SỞ Y TẾ")
    True
    """
    plain_ = fold(words).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return " ".join(plain_.split()).strip(" .;:,")
