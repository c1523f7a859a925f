"""Who stands on a list somebody brings, and what would it change? From Excel, CSV or pasted text: looked at first."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thongsuot.dissemination.attending import MOST_LISTED, Person, too_many
from thongsuot.dissemination.models import Venue
from thongsuot.dissemination.rules import ABSENT, CAUSES, PRESENT, Cause, cause_of, clean_lines, plain
from thongsuot.problems import Problem
from thongsuot.units.imports import What
from thongsuot.units.workbook import Column, Row, Sheet, read_sheets, read_table
from vanban.text import fold

LIST = Sheet(
    "Danh sách",
    ("Attendance", "List"),
    (
        Column("name", "Họ và tên", ("Họ tên", "Tên", "Name", "Full name"), limit=120, required=True),
        Column("office", "Chức vụ", ("Chức danh", "Office", "Position"), limit=120),
        Column("present", "Có mặt", ("Present", "Điểm danh"), limit=20),
        Column("cause", "Lý do vắng", ("Lý do", "Cause of absence", "Cause"), limit=80),
    ),
)
ENCODINGS = ("utf-8-sig", "cp1258")
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How texts in UTF-16 begin, as Excel saves “Unicode text”."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the plan shows it, what is wrong beside it."""

    row: int
    what: What
    person: Person
    cause: Cause | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """What a list would do to a venue's list: all of it, or nothing where a row is at fault."""

    lines: tuple[Line, ...]
    text: str  # the list as it travels with the page that shows it

    @property
    def faults(self) -> int:
        """How many rows are at fault."""
        return self.counts[What.FAULT]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows do what."""
        return Counter(str(line.what) for line in self.lines)

    @property
    def people(self) -> list[Person]:
        """Those on it."""
        return [line.person for line in self.lines]

    @property
    def causes(self) -> dict[Cause, int]:
        """How many are away for which cause; empty where nobody is, so that what was stated stays."""
        counted = Counter(line.cause for line in self.lines if line.cause)
        return {cause: counted[cause] for cause in Cause} if counted else {}

    @property
    def fingerprint(self) -> str:
        """Which list this is: another one, and what was looked at is not what would be done."""
        told = [(line.what, line.person, line.cause) for line in self.lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def roll(venue: Venue, rows: Sequence[Row]) -> Roll:
    """What the rows would change on a venue's list."""
    if len(rows) > MOST_LISTED:
        raise too_many()
    there = dict(venue.attendances.values_list("key", "present"))
    marked = any(plain(_cell(row, "present")) for row in rows)  # then an empty cell means somebody did not come
    lines, first = list[Line](), dict[str, int]()
    for row in rows:
        line = _line(row, there, marked=marked)
        seen = first.setdefault(line.person.key, row.number)
        if seen != row.number and not line.message:
            said = _("The same person stands in row %(row)s. Remove one, or write the offices that tell them apart.")
            line = Line(row.number, What.FAULT, line.person, line.cause, said % {"row": seen})
        lines.append(line)
    return Roll(tuple(lines), as_text(rows))


def _line(row: Row, there: Mapping[str, bool], *, marked: bool) -> Line:
    """A row as it is understood."""
    mark, why, faults = plain(_cell(row, "present")), _cell(row, "cause"), list(row.faults)
    cause = cause_of(why) if why else None
    present = mark in PRESENT or not (mark or marked or why)
    if mark and mark not in PRESENT | ABSENT:
        said = {"value": mark[:20]}
        faults.append(_("“%(value)s” says neither present nor absent. Write x, or leave it empty.") % said)
    if why and cause is None:
        known = ", ".join(words[0] for words in CAUSES.values())
        said = {"known": known}
        faults.append(_("This cause is not on the list; no other is kept. Choose one of: %(known)s.") % said)
    if why and mark in PRESENT:
        faults.append(_("Somebody who was there has no cause of absence. Correct one of the two."))
    person = Person(_cell(row, "name"), _cell(row, "office"), present)
    if faults:
        return Line(row.number, What.FAULT, person, None, " ".join(faults))
    before = there.get(person.key)
    what = What.NEW if before is None else What.SAME if before == present else What.CHANGED
    return Line(row.number, what, person, None if present else cause)


def _cell(row: Row, name: str) -> str:
    return str(row.cells.get(name) or "")


def as_text(rows: Iterable[Row]) -> str:
    """Rows as they can be pasted again."""
    names = [column.field for column in LIST.columns]
    head = "\t".join(column.title for column in LIST.columns)
    return "\n".join([head, *("\t".join(_cell(row, name) for name in names) for row in rows)])


def of_file(raw: bytes) -> list[Row]:
    """The rows of a workbook or of a CSV file, told by its bytes."""
    if raw.startswith(b"PK"):
        return read_sheets(raw, (LIST,))[LIST.title]
    if not raw.startswith(WIDE) and b"\0" in raw[:4096]:
        raise Problem(_("This is neither an Excel workbook (.xlsx) nor a CSV file. Save it as one of them, try again."))
    return _checked(read_table(_cells(_decoded(raw)), LIST))


def of_text(written: str) -> list[Row]:
    """The rows of what was pasted: from a sheet with or without its headings, or one name on each line."""
    lines = [line for line in written.splitlines() if line.strip()]
    if not any("\t" in line for line in lines):
        names = clean_lines(written, MOST_LISTED + 1)
        return _checked(read_table([["Họ và tên"], *([name] for name in names)], LIST))
    cells = [line.split("\t") for line in lines]
    if not _is_head(cells[0]):
        if all(line[0].strip(" .").isdecimal() for line in cells):
            cells = [line[1:] for line in cells]
        cells = [[column.title for column in LIST.columns], *cells]
    return _checked(read_table(cells, LIST))


def _checked(rows: list[Row]) -> list[Row]:
    if not rows:
        raise Problem(_("There is no name on this list. Write or choose a list with at least one."))
    return rows


def _is_head(cells: Sequence[str]) -> bool:
    known = {fold(name) for name in (LIST.columns[0].title, *LIST.columns[0].also)}
    return any(fold(cell).strip(" *") in known for cell in cells)


def _decoded(raw: bytes) -> str:
    if raw.startswith(WIDE):
        return raw.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(_("The letters of this file cannot be read. Save it as CSV UTF-8, try again."))


def _cells(text: str) -> Iterator[list[str]]:
    head = text.lstrip().partition("\n")[0]
    mark = max(";\t,", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=mark)
    except csv.Error:
        raise Problem(_("The letters of this file cannot be read. Save it as CSV UTF-8, try again.")) from None
