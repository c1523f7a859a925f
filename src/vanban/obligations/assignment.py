"""What does an assignment table order? One duty a row: task, lead, partners, product, deadline."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from vanban.model import Cell, Obligation, Structure, Table, Text
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.names import is_body, split_names
from vanban.tables import load
from vanban.text.fold import same_tone

Roles = Mapping[int, str]
_HEAD_ROWS = 4
_SAME_AS_ABOVE = re.compile(r"[-–\"“”]*\s*(?:nt|như trên|-nt-|//|\"|“|”)\s*[-–\"“”]*", re.IGNORECASE)
_PARTNERS_IN_LEAD = re.compile(r"[,;.]?\s*\b(?:phối hợp|Phối hợp|PH)(?:\s+với)?\s*:?\s+")
_NUMBER = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Za-zđĐ])\s*[.)]?")
_ENDS = " \t\n.;:,"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as its columns' roles see it: the words of a role, and the cells themselves."""

    words: dict[str, str]
    cells: dict[str, Cell]


def find_in_tables(text: Text, structure: Structure, written: dt.date | None) -> Iterator[Obligation]:
    """The duties of every assignment table. A table without head goes on with the columns of the one before."""
    roles: Roles = {}
    width = 0
    for table in structure.tables or text.tables:
        skip, own = _roles(text.content, table)
        if own:
            roles, width = own, _width(table.rows[skip - 1])
        elif not table.rows or _width(table.rows[0]) != width:
            roles = {}
        if _assigns(roles):
            yield from _rows(text.content, table, roles, skip, structure, written)


def _assigns(roles: Roles) -> bool:
    named = set(roles.values())
    return "task" in named and bool(named & {"lead", "both"}) and "target" not in named


def _width(row: Sequence[Cell]) -> int:
    return sum(cell.colspan for cell in row)


def _columns(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row with the column each begins in."""
    at = 0
    for cell in row:
        yield at, cell
        at += cell.colspan


def _roles(content: str, table: Table) -> tuple[int, Roles]:
    """How many rows the head takes and what its columns are; none if no row looks like a head."""
    for i, row in enumerate(table.rows[:_HEAD_ROWS]):
        roles = _read_head(content, row)
        if _assigns(roles) or ("target" in roles.values() and len(roles) > 1):
            more = i + 1
            while more < len(table.rows) and _is_numbering(content, table.rows[more]):
                more += 1
            return more, roles
    return 0, {}


def _read_head(content: str, row: Sequence[Cell]) -> Roles:
    roles: dict[int, str] = {}
    for at, cell in _columns(row):
        words = same_tone(" ".join(content[cell.start : cell.end].split())).lower().strip(" :.*()")
        role = next((role for role, pattern in _synonyms() if pattern.search(words)), None) if len(words) < 60 else None
        if role == "task" and _listing().search(words):
            role = "listing"
        if role and (role not in roles.values() or role == "target"):
            roles[at] = role
        elif role == "task" and "product" not in roles.values():
            roles[at] = "product"
    if "listing" in roles.values() and "deadline" in roles.values():
        roles = {at: "task" if role == "listing" else role for at, role in roles.items()}
    return roles


@cache
def _listing() -> re.Pattern[str]:
    return re.compile(load("columns")["listing"]["pattern"])


def _is_numbering(content: str, row: Sequence[Cell]) -> bool:
    """The row “(1) | (2) | (3)” under a head."""
    words = [content[c.start : c.end].strip(" ()") for c in row]
    return len(words) > 2 and all(w.isdigit() and int(w) == i + 1 for i, w in enumerate(words))


def _rows(
    content: str, table: Table, roles: Roles, skip: int, structure: Structure, written: dt.date | None
) -> Iterator[Obligation]:
    above: dict[str, str] = {}
    group: tuple[str, ...] = ()
    for row in table.rows[skip:]:
        read = _read(content, row, roles)
        words = read.words
        if _read_head(content, row) == roles and len(roles) > 2:
            continue  # the head again, on a new page
        if _is_group(row, read):
            label = words.get("task") or _label(content, row)
            group = split_names(label) if is_body(label) and len(label) < 120 else ()
            above = {}
            continue
        task = read.cells.get("task")
        if task is None or not words["task"] or _NUMBER.fullmatch(words["task"]):
            continue
        if not words.get("number") and "number" in roles.values() and not words.get("lead") and not words.get("both"):
            continue  # the row above goes on
        for role in ("lead", "both", "partners", "deadline", "product"):
            if _SAME_AS_ABOVE.fullmatch(words.get(role, "")) or (not words.get(role) and _merged(role, words, above)):
                words[role] = above.get(role, "")
                if role in above_cells(above):
                    read.cells.pop(role, None)
        above = words
        found = _duty(content, task, read, group, table, structure, written)
        if found:
            yield found


def above_cells(above: dict[str, str]) -> tuple[str, ...]:
    return tuple(above)


def _merged(role: str, words: dict[str, str], above: dict[str, str]) -> bool:
    """A lead left blank under one that is given is a merged cell; other blanks say nothing."""
    return role in ("lead", "both") and bool(above.get(role)) and bool(words.get("number"))


def _read(content: str, row: Sequence[Cell], roles: Roles) -> _Row:
    cells = {roles[at]: cell for at, cell in _columns(row) if at in roles}
    return _Row({role: " ".join(content[c.start : c.end].split()) for role, c in cells.items()}, cells)


def _label(content: str, row: Sequence[Cell]) -> str:
    return next((w for c in row if len(w := content[c.start : c.end].strip()) > 3), "")


def _is_group(row: Sequence[Cell], read: _Row) -> bool:
    """A heading within the table: one wide cell, or words in the first columns only."""
    told = [role for role, w in read.words.items() if w]
    return len(row) == 1 or (
        not set(told) & {"lead", "both", "partners", "product"}
        and (
            not read.words.get("number")
            or not read.words["number"].strip(" .)").isdigit()
            or read.words["task"].isupper()
        )
    )


def _duty(
    content: str, task: Cell, read: _Row, group: tuple[str, ...], table: Table, structure: Structure,
    written: dt.date | None,
) -> Obligation | None:  # fmt: skip
    words = read.words
    lead_words, partner_words = words.get("lead") or words.get("both", ""), words.get("partners", "")
    if cut := _PARTNERS_IN_LEAD.search(lead_words):
        partner_words = partner_words or lead_words[cut.end() :]
        lead_words = lead_words[: cut.start()]
    lead = split_names(re.sub(r"^(?:Chủ trì|CT)\s*:\s*", "", lead_words), cells=True) or group
    if not lead:
        return None
    start, end = task.start, task.end
    while end > start and content[end - 1] in _ENDS:
        end -= 1
    time = read.cells.get("deadline")
    deadline = read_deadline(content, time.start, time.end, written, column=True) if time else None
    if time is None or time.start == time.end:
        deadline = deadline or read_deadline(content, start, end, written)
    own = structure.at(task.start)
    return Obligation(
        start, end, own.loc if own else table.loc, "table", content[start:end], lead,
        split_names(partner_words, cells=True) if partner_words else (),
        product=words.get("product") or None, deadline=deadline,
    )  # fmt: skip


@cache
def _synonyms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in load("columns")["column"])
