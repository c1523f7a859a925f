"""What stands in each row of the assignment tables, read as a duty or not? For who takes over a table row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vanban.model import Cell, Document, Obligation
from vanban.obligations.columns import Roles, Row, assigning_tables, words_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row (dòng) of an assignment table: its words by the roles of the columns, and the duty read from it.

    ``heading``: it names the group of the rows below. ``joined``: it goes on with the row above, as its task does.
    """

    words: Mapping[str, str]
    duty: Obligation | None = None
    heading: bool = False
    joined: bool = False


def list_rows(document: Document) -> Iterator[TableRow]:
    """The rows under the heads of a document's assignment tables, blank ones left out.

    >>> from vanban import parse
    >>> table = "| TT | Nhiệm vụ | Cơ quan chủ trì |\\n|---|---|---|\\n| 1 | Rà soát | Sở Y tế |\\n| 2 | Báo cáo | |"
    >>> [(row.words["task"], row.duty and row.duty.lead) for row in list_rows(parse(table))]
    [('Rà soát', ('Sở Y tế',)), ('Báo cáo', ('Sở Y tế',))]
    """
    duties = {duty.start: duty for duty in document.obligations if duty.source == "table"}
    tables = document.structure.tables or document.text.tables
    for _table, roles, rows in assigning_tables(document.text.content, tables):
        yield from _rows(document.text.content, rows, roles, duties)


def _rows(
    content: str, rows: list[list[Cell | None]], roles: Roles, duties: dict[int, Obligation]
) -> Iterator[TableRow]:
    before = -1
    for row in rows:
        cells = {role: cell for at, role in roles.items() if (cell := row[at]) is not None}
        words = {role: said for role, cell in cells.items() if (said := words_of(content, cell))}
        task = cells.get("task")
        if not words and not any(words_of(content, cell) for cell in row):
            continue
        duty = duties.get(task.start) if task and words.get("task") else None
        joined = task is not None and task.start == before
        before = task.start if task else -1
        if duty is None and _is_heading(row, words):
            label = words.get("task") or next((said for cell in row if len(said := words_of(content, cell)) > 3), "")
            if label:
                yield TableRow({"task": label}, heading=True)
        elif words.get("task") or duty:
            yield TableRow(words, duty, joined=joined)


def _is_heading(row: Row, words: Mapping[str, str]) -> bool:
    """One wide cell, or words in the first columns alone under no Arabic number."""
    if len({id(cell) for cell in row if cell}) == 1:
        return True
    if any(role in words for role in ("lead", "both", "partners", "product", "deadline")):
        return False
    return not words.get("number", "").strip(" .)").isdigit()
