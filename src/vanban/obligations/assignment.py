"""What does an assignment table order? One duty a row: task, lead, partners, product, deadline."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban.model import Cell, Obligation, Structure, Table, Text
from vanban.obligations.columns import Roles, Row, assigning_tables, words_of
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.names import is_body, split_names

_SAME_AS_ABOVE = re.compile(r"[-–\"“”]*\s*(?:nt|như trên|-nt-|//|\"|“|”)\s*[-–\"“”]*", re.IGNORECASE)
_PARTNERS_IN_LEAD = re.compile(r"[,;.]?\s*\b(?:phối hợp|Phối hợp|PH)(?:\s+với)?\s*:?\s+")
_LEAD_LABEL = re.compile(r"^(?:Cơ quan |Đơn vị )?(?:[Cc]hủ trì|CT)\s*:\s*")
_NUMBER = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Za-zđĐ])\s*[.)]?")
_INHERITED = ("lead", "both", "partners", "deadline", "product")
_GROUP_MAX = 120
_ENDS = " \t\n.;:,"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row by the roles of its columns."""

    content: str
    cells: dict[str, Cell]

    def words(self, role: str) -> str:
        """What stands in the column of ``role``."""
        return words_of(self.content, self.cells.get(role))


def find_in_tables(text: Text, structure: Structure, written: dt.date | None) -> Iterator[Obligation]:
    """The duties of every assignment table."""
    for table, roles, rows in assigning_tables(text.content, structure.tables or text.tables):
        yield from _read_rows(text.content, table, rows, roles, structure, written)


def _read_rows(
    content: str,
    table: Table,
    rows: list[list[Cell | None]],
    roles: Roles,
    structure: Structure,
    written: dt.date | None,
) -> Iterator[Obligation]:
    above = _Entry(content, {})
    group: tuple[str, ...] = ()
    last: Obligation | None = None
    for row in rows:
        entry = _Entry(content, {role: cell for at, role in roles.items() if (cell := row[at]) is not None})
        if _is_group(row, entry):
            group, above = _named_by(content, row, entry), _Entry(content, {})
        elif _has_task(entry, roles):
            entry = _filled(entry, above)
            duty = _duty(entry, group, table, structure, written)
            if duty and last and duty.start == last.start:
                duty = replace(last, lead=tuple(dict.fromkeys(last.lead + duty.lead)))  # one task, a row for each lead
            elif last:
                yield last
            above, last = entry, duty or last
            if not duty:
                last = None
    if last:
        yield last


def _has_task(entry: _Entry, roles: Roles) -> bool:
    """A task of its own; a row without number and lead only goes on with the one above."""
    task = entry.words("task")
    if not task or _NUMBER.fullmatch(task):
        return False
    return "number" not in roles.values() or any(entry.words(role) for role in ("number", "lead", "both"))


def _filled(entry: _Entry, above: _Entry) -> _Entry:
    """“nt” and a lead left blank under one that is given say the same as the row above; other blanks say nothing."""
    same = {
        role: above.cells[role]
        for role in _INHERITED
        if role in above.cells
        and (
            _SAME_AS_ABOVE.fullmatch(entry.words(role))
            or (role in ("lead", "both") and entry.words("number") and not entry.words(role))
        )
    }
    return _Entry(entry.content, entry.cells | same)


def _is_group(row: Row, entry: _Entry) -> bool:
    """A heading within the table: one wide cell, or words in the first columns only."""
    task = entry.cells.get("task")
    if len({id(cell) for cell in row if cell}) == 1 or any(
        cell is task for role, cell in entry.cells.items() if role not in ("task", "number")
    ):
        return True
    if any(entry.words(role) for role in ("lead", "both", "partners", "product")):
        return False
    number = entry.words("number")
    return not number or not number.strip(" .)").isdigit() or entry.words("task").isupper()


def _named_by(content: str, row: Row, entry: _Entry) -> tuple[str, ...]:
    """The body that a heading within the table names for the rows under it."""
    label = entry.words("task") or next((w for cell in row if len(w := words_of(content, cell)) > 3), "")
    return split_names(label) if len(label) < _GROUP_MAX and is_body(label) else ()


def _duty(
    entry: _Entry, group: tuple[str, ...], table: Table, structure: Structure, written: dt.date | None
) -> Obligation | None:
    content, task = entry.content, entry.cells["task"]
    leads, partners = entry.words("lead") or entry.words("both"), entry.words("partners")
    if cut := _PARTNERS_IN_LEAD.search(leads):
        partners = partners or leads[cut.end() :]
        leads = leads[: cut.start()]
    lead = split_names(_LEAD_LABEL.sub("", leads), cells=True) or group
    if not lead:
        return None
    end = task.end
    while end > task.start and content[end - 1] in _ENDS:
        end -= 1
    time = entry.cells.get("deadline")
    if time and time.start < time.end:
        deadline = read_deadline(content, time.start, time.end, written, column=True)
    else:
        deadline = read_deadline(content, task.start, end, written)
    place = structure.at(task.start)
    return Obligation(
        task.start,
        end,
        place.loc if place else table.loc,
        "table",
        content[task.start : end],
        lead,
        tuple(dict.fromkeys(split_names(partners, cells=True))) if partners else (),
        product=entry.words("product") or None,
        deadline=deadline,
    )
