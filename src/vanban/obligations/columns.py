"""What is each column of a table for? Reads the head of an assignment table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from vanban.grid import squares
from vanban.model import Cell, Table
from vanban.tables import load
from vanban.text.fold import same_tone

Roles = Mapping[int, str]
Row = Sequence[Cell | None]
_HEAD_ROWS = 4
_HEAD_WORDS = 60


def words_of(content: str, cell: Cell | None) -> str:
    """A cell's words on one line."""
    return " ".join(content[cell.start : cell.end].split()) if cell else ""


def assigns(roles: Roles) -> bool:
    """Do these columns hand out tasks? They name a task and who leads, and are no list of targets."""
    named = set(roles.values())
    return "task" in named and bool(named & {"lead", "both"}) and "target" not in named


def assigning_tables(content: str, tables: Iterable[Table]) -> Iterator[tuple[Table, Roles, list[list[Cell | None]]]]:
    """Every table that hands out tasks, its columns, and the rows under its head.

    A table without head goes on with the columns of the one before; a head that stands again on a new page is no row.
    """
    roles: Roles = {}
    width = 0
    for table in tables:
        rows: list[list[Cell | None]] = squares(table.rows)
        if not rows:
            continue
        skip, own = find_roles(content, rows)
        if own:
            roles, width = own, len(rows[0])
        elif len(rows[0]) != width:
            roles = {}
        if assigns(roles):
            yield table, roles, [row for row in rows[skip:] if len(roles) <= 2 or read_head(content, row) != roles]


def find_roles(content: str, rows: Sequence[Row]) -> tuple[int, Roles]:
    """How many rows the head takes and what its columns are; (0, {}) if no row looks like a head."""
    for i, row in enumerate(rows[:_HEAD_ROWS]):
        roles, taken = read_head(content, row), i + 1
        if taken < len(rows):
            both = read_head(content, _under(row, rows[taken]))
            if assigns(both) and len(both) > len(roles):
                roles, taken = both, taken + 1
        if assigns(roles) or ("target" in roles.values() and len(roles) > 1):
            while taken < len(rows) and _is_numbering(content, rows[taken]):
                taken += 1
            return taken, roles
    return 0, {}


def _under(row: Row, below: Row) -> Row:
    """The second line of a head of two: its own cells, and those of the first that reach down."""
    return [
        low if low is not high and low is not None and low.start < low.end else high
        for high, low in zip(row, below, strict=False)
    ]


def read_head(content: str, row: Row) -> Roles:
    """The roles of the columns whose head is known."""
    roles: dict[int, str] = {}
    seen: set[int] = set()
    for at, cell in enumerate(row):
        if cell is None or id(cell) in seen:
            continue
        seen.add(id(cell))
        words = same_tone(words_of(content, cell)).lower().strip(" :.*()")
        role = (
            next((r for r, pattern in _synonyms() if pattern.search(words)), None) if len(words) < _HEAD_WORDS else None
        )
        if role == "task" and _listing().search(words):
            role = "listing"
        if role and (role not in roles.values() or role == "target"):
            roles[at] = role
        elif role == "task" and "product" not in roles.values():
            roles[at] = "product"
    if "listing" in roles.values() and "deadline" in roles.values():
        roles = {at: "task" if role == "listing" else role for at, role in roles.items()}
    return roles


def _is_numbering(content: str, row: Row) -> bool:
    """The row “(1) | (2) | (3)” under a head."""
    words = [words_of(content, cell).strip(" ()") for cell in row]
    return len(words) > 2 and all(w.isdigit() and int(w) == i + 1 for i, w in enumerate(words))


@cache
def _synonyms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in load("columns")["column"])


@cache
def _listing() -> re.Pattern[str]:
    return re.compile(load("columns")["listing"]["pattern"])
