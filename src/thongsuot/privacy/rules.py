"""Which kinds of personal data are kept, for how long, and what happens then? The table ``kinds.toml``, read."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("kinds.toml")


class Fate(StrEnum):
    """What happens to data whose time is over."""

    ERASE = "erase"  # xóa
    ANONYMISE = "anonymise"  # khử nhận dạng
    KEEP = "keep"  # giữ làm hồ sơ


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data (loại dữ liệu cá nhân); the table's head tells each column.

    ``days`` is None for what lasts as long as the record it belongs to.
    """

    code: str
    name: str
    name_en: str
    fields: tuple[str, ...]
    purpose: str
    purpose_en: str
    ground: str
    ground_en: str
    then: Fate
    days: int | None = None
    since: str = ""
    since_en: str = ""
    clock: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """The table by code, in its order."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["kinds"]
    lists = ("fields", "clock", "owner")
    read = [
        Kind(**{**row, **{name: tuple(row.get(name, ())) for name in lists}, "then": Fate(row["then"])}) for row in rows
    ]
    return {kind.code: kind for kind in read}


@cache
def neutral() -> Mapping[str, str]:
    """Fields, or whole models, that hold words but speak of nobody, and why."""
    return dict(tomllib.loads(TABLE.read_text("utf-8"))["neutral"])


def unlisted(fields: Iterable[str]) -> list[str]:
    """Fields that no row of the table speaks of.

    >>> unlisted(["units.User.email", "units.Unit.name", "units.Unit.phone_of_chairman", "units.User.birthday"])
    ['units.User.birthday']
    """
    known = {field for kind in kinds().values() for field in kind.fields}
    return [
        field for field in fields
        if field not in known and field not in neutral() and field.rpartition(".")[0] not in neutral()
    ]  # fmt: skip


def last_day(kind: Kind, today: date) -> date | None:
    """The last day whose data of this kind go today; None when they stay.

    >>> last_day(kinds()["devices"], date(2026, 4, 1)), last_day(kinds()["events"], date(2026, 4, 1))
    (datetime.date(2026, 1, 1), None)
    """
    return None if kind.days is None else today - timedelta(days=kind.days)
