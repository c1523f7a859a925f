"""What is in the demonstration province? Its levels, units, successions, accounts, groups and documents, as values."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from thongsuot.demo.word import to_docx

_HERE = Path(__file__).parent
_DISTRICTS = {"huyện", "thành phố"}
_LINES = ("DU-", "UBND-")  # the Party committee and the People's Committee of a place


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the hierarchy."""

    code: str
    rank: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit below another."""

    code: str
    name: str
    level: str
    parent: str | None = None
    short_name: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionEntry:
    """What units became on a day."""

    kind: str
    on: date
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post of an account."""

    unit: str
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account, named after an office."""

    username: str
    name: str
    posts: tuple[PostEntry, ...]


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A saved group of units."""

    unit: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document, who registers it where and on which day, and which units it is given to."""

    name: str
    content: bytes
    by: str
    unit: str
    direction: str
    on: date
    reach: str
    mark: str
    to: tuple[str, ...]
    review: str  # the officer who confirms what was read; nobody yet when empty


@dataclass(frozen=True, slots=True)
class Province:
    """The whole of it, each unit after the one above it."""

    levels: tuple[LevelRow, ...]
    units: tuple[UnitEntry, ...]
    successions: tuple[SuccessionEntry, ...]
    accounts: tuple[AccountEntry, ...]
    groups: tuple[GroupEntry, ...]
    documents: tuple[DocumentEntry, ...]
    codes: Mapping[str, str]  # of units that exchange, by their codes in the tree
    outside: Mapping[str, str]  # bodies of others, by code


@cache
def province() -> Province:
    """Read the province's table and its documents."""
    told = tomllib.loads((_HERE / "province.toml").read_text("utf-8"))
    own = [_unit(row) for row in told["units"]]
    placed = [unit for line in _LINES for row in told["places"] for unit in _place(line, row)]
    present = [unit.code for unit in placed if unit.valid_from]
    units = (*own, *placed, *(_unit(row) for row in told["sections"]))
    groups = tuple(GroupEntry(row["unit"], row["name"], _members(row["members"], present)) for row in told["groups"])
    return Province(
        levels=tuple(LevelRow(**row) for row in told["levels"]),
        units=units,
        successions=tuple(change for row in told["successions"] for change in _successions(row)),
        accounts=tuple(
            AccountEntry(row["username"], row["name"], tuple(PostEntry(**post) for post in row["posts"]))
            for row in told["accounts"]
        ),
        groups=groups,
        documents=tuple(_document(row, groups) for row in told["documents"]),
        codes=_codes(told["codes"], units),
        outside={row["code"]: row["name"] for row in told["outside"]},
    )


def _codes(tops: Mapping[str, str], units: Sequence[UnitEntry]) -> Mapping[str, str]:
    """The codes of the units below those at the top, each numbered among those below the same one."""
    found, below = dict(tops), dict[str, int]()
    for unit in units:
        if unit.parent in found:
            below[unit.parent] = below.get(unit.parent, 0) + 1
            found[unit.code] = f"{found[unit.parent]}.{below[unit.parent]:02}"
    return found


def _unit(row: Mapping[str, Any]) -> UnitEntry:
    return UnitEntry(
        row["code"], row["name"], row["level"], row.get("parent"), row.get("short", ""), row.get("from")
    )  # fmt: skip


def _place(line: str, row: Mapping[str, Any]) -> Iterator[UnitEntry]:
    """The unit of a place in one line, named as such bodies are: Huyện ủy, Thành ủy, Đảng ủy xã; UBND xã."""
    kind, name = row["kind"], row["name"]
    if line == "UBND-":
        full, short, top = f"Ủy ban nhân dân {kind} {name}", f"UBND {kind} {name}", "UBND"
    elif kind in _DISTRICTS:
        full, short, top = f"{kind.split()[0].capitalize()} ủy {name}", "", "TU"
    else:
        full, short, top = f"Đảng ủy {kind} {name}", "", "TU"
    above = line + row["district"] if "district" in row else top
    level = "district" if kind in _DISTRICTS else "commune"
    yield UnitEntry(line + row["code"], full, level, above, short, row.get("from"))


def _successions(row: Mapping[str, Any]) -> Iterator[SuccessionEntry]:
    for line in _LINES if row.get("places") else ("",):
        old = tuple(line + code for code in row["old"])
        yield SuccessionEntry(row["kind"], row["on"], old, (line + row["new"],) if "new" in row else ())


def _members(asked: Sequence[str], present: Sequence[str]) -> tuple[str, ...]:
    """Codes; ``DU-*`` stands for the present communes' ones."""
    return tuple(
        code
        for name in asked
        for code in ([one for one in present if one.startswith(name[:-1])] if name.endswith("*") else [name])
    )


def _document(row: Mapping[str, Any], groups: Sequence[GroupEntry]) -> DocumentEntry:
    text = (_HERE / "documents" / row["file"]).read_text("utf-8")
    word = row.get("word", False)
    members = {group.name: group.members for group in groups}
    to = dict.fromkeys(code for name in row.get("to", ()) for code in members.get(name, (name,)))
    return DocumentEntry(
        name=row["file"].removesuffix(".txt") + (".docx" if word else ".txt"),
        content=to_docx(text) if word else text.encode(),
        by=row["by"],
        unit=row["unit"],
        direction=row["direction"],
        on=row["on"],
        reach="named" if "mark" in row else row.get("reach", "unit"),
        mark=row.get("mark", ""),
        to=tuple(to),
        review=row.get("review", ""),
    )
