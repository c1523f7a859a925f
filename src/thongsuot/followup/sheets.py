"""Which duties does a workbook tell of? The same columns out and in; no database: what is known comes in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thongsuot.followup.written import number
from thongsuot.units.workbook import Column, Fault, Row, Sheet, read_sheets

DUTIES = Sheet(
    "Nhiệm vụ",
    ("Duties",),
    (
        Column("id", "Mã nhiệm vụ", ("Key",), limit=20),
        Column("revision", "Phiên bản", ("Revision",), limit=10),
        Column("action", "Nội dung nhiệm vụ", ("Duty",), limit=8000, required=True),
        Column("product", "Sản phẩm", ("Product",), limit=400),
        Column("document", "Văn bản", ("Document",), limit=120),
        Column("loc", "Điều khoản", ("Clause",), limit=120),
        Column("assigner", "Đơn vị giao", ("Given by",), limit=200),
        Column("lead", "Mã đơn vị chủ trì", ("Code of the unit that leads",), limit=40, required=True),
        Column("lead_name", "Đơn vị chủ trì", ("Led by",), limit=200),
        Column("partners", "Mã đơn vị phối hợp", ("Codes of partners",), limit=2000),
        Column("kind", "Loại", ("Sort",), limit=40),
        Column("given", "Ngày giao", ("Given on",), day=True),
        Column("due", "Thời hạn", ("Due",), day=True),
        Column("standing", "Tình trạng", ("Standing",), limit=80),
        Column("results", "Kết quả", ("Results",), limit=8000),
        Column("progress", "Tiến độ %", ("Progress %",), limit=5),
        Column("finished", "Đã xong (x)", ("Finished (x)",), limit=5),
    ),
)
HIDDEN = ("id", "revision")
NOTES = "Lỗi"
"""The heading of the column of faults; reading the workbook again passes it over."""
WORDS = ("action", "product", "document", "loc", "lead", "partners")
YES = frozenset({"x", "có", "yes", "1"})


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row of the sheet: a new duty where it has no key, else what is said of one that is there."""

    row: int
    key: int | None
    revision: int | None
    action: str
    product: str
    document: str
    loc: str
    lead: str
    partners: tuple[str, ...]
    due: date | None
    results: str
    progress: int | None
    finished: bool


def read(raw: bytes) -> tuple[list[DutyRow], list[Fault]]:
    """The rows of a workbook, and what is wrong in the others."""
    rows, faults, first = [], [], dict[int, int]()
    for row in read_sheets(raw, (DUTIES,))[DUTIES.title]:
        told, wrong = _row(row)
        if told is not None and told.key is not None:
            before = first.setdefault(told.key, row.number)
            if before != row.number:
                wrong.append(_("This row says the same as row %(row)s. Remove one of them.") % {"row": before})
        faults += [Fault(DUTIES.title, row.number, message) for message in wrong]
        if told is not None and not wrong:
            rows.append(told)
    return rows, faults


def _row(row: Row) -> tuple[DutyRow | None, list[str]]:
    cells, wrong = {name: value or "" for name, value in row.cells.items()}, list(row.faults)
    key, revision = number(str(cells.get("id", ""))), number(str(cells.get("revision", "")))
    if (cells.get("id") and key is None) or (cells.get("revision") and revision is None) or bool(key) != bool(revision):
        wrong.append(_("The hidden columns of this row were changed. Copy the row anew from an export."))
    said = str(cells.get("progress", "")).rstrip("%").strip()
    progress = number(said)
    if said and (progress is None or progress > 100):
        wrong.append(_("Progress is a number from 0 to 100."))
    if wrong:
        return None, wrong
    due = cells.get("due")
    action, product, document, loc, lead, partners = (str(cells.get(name, "")) for name in WORDS)
    codes = tuple(code.strip() for code in partners.replace(",", ";").split(";") if code.strip())
    finished = str(cells.get("finished", "")).lower() in YES
    told = DutyRow(
        row.number, key, revision, action, product, document, loc, lead, codes, due if isinstance(due, date) else None,
        str(cells.get("results", "")), progress, finished,
    )  # fmt: skip
    return told, []


def guide() -> Iterator[Sequence[str]]:
    """What each column is for."""
    explained = {
        "action": _("What is to be done."),
        "document": _("The symbol of the document that orders it; read for new rows alone."),
        "loc": _("The clause, such as khoản 2 Điều 5; read for new rows alone."),
        "lead": _("The code of the unit that leads: your unit or one below it. The sheet “Danh mục” has the codes."),
        "partners": _("Codes of units that take part, parted by semicolons; read for new rows alone."),
        "due": _("dd/mm/yyyy; where you gave the duty, another day changes its deadline."),
        "results": _("What was achieved. Filled in, it becomes a report of the unit that leads."),
        "progress": _("0 to 100; goes with the report."),
        "finished": _("x where the duty is finished: it then waits for confirmation."),
    }
    yield _("Column"), _("What to fill in (* must be filled in)")
    for column in DUTIES.columns:
        if column.field not in HIDDEN:
            title = f"{column.title} *" if column.required else column.title
            yield title, explained.get(column.field, _("For reading; changes here do nothing."))
    yield "", _("Rows without a key, at the end of the sheet, are new duties. Leave the hidden columns as they are.")
