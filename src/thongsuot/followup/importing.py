"""What would a workbook of duties change? A plan first, row by row; then all of it in one transaction, or nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.referring import loc_of
from thongsuot.documents.rules import symbol_key
from thongsuot.events.actions import writing
from thongsuot.followup import taking
from thongsuot.followup.giving import Duty, Source, assign, taking_part
from thongsuot.followup.models import Assignment
from thongsuot.followup.queries import visible
from thongsuot.followup.reporting import Told, report
from thongsuot.followup.rules import State
from thongsuot.followup.sheets import DUTIES, DutyRow, read
from thongsuot.problems import Stale
from thongsuot.units.access import Acting, may
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right
from thongsuot.units.workbook import Fault


class What(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGED = "changed"
    REPORTED = "reported"
    SAME = "same"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the plan shows it."""

    row: int
    what: What
    name: str
    detail: str = ""


@dataclass(slots=True)
class Plan:
    """Everything an import would do, and what keeps it from being done."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    new: list[tuple[DutyRow, Unit, Source, list[Unit]]] = field(default_factory=list)
    changed: list[tuple[Assignment, DutyRow]] = field(default_factory=list)
    reported: list[tuple[Assignment, DutyRow]] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether it may be carried out: nothing is at fault, something is to be done."""
        return not self.faults and bool(self.new or self.changed or self.reported)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows do what."""
        return Counter(str(line.what) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Which plan this is: another one, and what was looked at is not what would be done."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()

    def fault(self, row: DutyRow, message: str) -> None:
        """A row cannot be taken."""
        self.faults.append(Fault(DUTIES.title, row.row, message))
        self.lines.append(Line(row.row, What.FAULT, row.action[:120], message))


def plan(raw: bytes, *, by: Acting) -> Plan:
    """What a workbook would change; a Problem where it is no workbook at all."""
    rows, faults = read(raw)
    made = Plan(faults=list(faults))
    made.lines = [Line(fault.row, What.FAULT, "", fault.message) for fault in faults]
    held = _held(by, (row.key for row in rows if row.key is not None))
    known = _Known(by, [row for row in rows if row.key is None])
    for row in rows:
        if row.key is None:
            _new(made, row, known, by)
        elif (there := held.get(row.key)) is None:
            made.fault(row, _("There is no such duty within your reach. Start from an export of your own."))
        elif there.revision != row.revision:
            made.fault(
                row, _("Somebody changed this duty since the export. Export it anew and make your change there.")
            )
        else:
            _there(made, row, there, by)
    made.lines.sort(key=lambda line: (line.row, line.what))
    return made


def _held(by: Acting, keys: Iterable[int]) -> dict[int, Assignment]:
    seen, out = visible(by), {}
    for some in batched(keys, 2000):
        rows = seen.filter(pk__in=some).select_related("lead", "assigner").defer("quote")
        out.update({row.pk: row for row in rows})
    return out


class _Known:
    """The units and documents that new rows name, found in a few queries."""

    def __init__(self, by: Acting, rows: list[DutyRow]) -> None:
        codes = {code for row in rows for code in (row.lead, *row.partners)}
        self.units: dict[str, Unit] = {}
        for some in batched(sorted(codes), 2000):
            self.units.update({unit.code: unit for unit in Unit.objects.filter(code__in=some)})
        keys = {symbol_key(row.document) for row in rows if row.document}
        documents = Document.objects.visible_to(by).filter(symbol_key__in=keys - {""}).order_by("date", "pk")
        self.documents = {document.symbol_key: document for document in documents.select_related("current")}
        self.sources: dict[tuple[int, str], Source] = {}

    def source(self, row: DutyRow) -> Source | str:
        """What orders it, or what is wrong with what the row says of it."""
        if not row.document:
            return Source()
        document = self.documents.get(symbol_key(row.document) or "-")
        if document is None:
            return _("There is no document “%(symbol)s” that you may see. Check the symbol.") % {"symbol": row.document}
        loc = loc_of(row.loc)
        if loc is None:
            return _("“%(loc)s” is no clause. Write it as khoản 2 Điều 5.") % {"loc": row.loc}
        if (document.pk, loc) not in self.sources:
            if loc and not (document.current and document.current.provisions.filter(loc=loc).exists()):
                return _("The document has no clause “%(loc)s”.") % {"loc": row.loc}
            self.sources[document.pk, loc] = Source.of_clause(document, loc)
        return self.sources[document.pk, loc]


def _new(made: Plan, row: DutyRow, known: _Known, by: Acting) -> None:
    missing = [code for code in (row.lead, *row.partners) if code not in known.units]
    if not may(by, Right.ASSIGN, by.unit):
        return made.fault(row, _("Only the head of a unit gives duties. Leave new rows to him."))
    if missing:
        return made.fault(
            row, _("No unit has the code “%(code)s”. The sheet “Danh mục” has the codes.") % {"code": missing[0]}
        )
    lead = known.units[row.lead]
    if not may(by, Right.ASSIGN, lead):
        return made.fault(row, _("%(unit)s does not stand below the unit that gives the duty.") % {"unit": lead.name})
    if row.results or row.progress is not None or row.finished:
        return made.fault(row, _("A new duty cannot be reported on in the same sheet. Leave these columns empty."))
    source = known.source(row)
    if isinstance(source, str):
        return made.fault(row, source)
    made.new.append((row, lead, source, [known.units[code] for code in row.partners]))
    made.lines.append(Line(row.row, What.NEW, row.action[:120], f"{lead.name} · {_day(row.due)}"))
    return None


def _there(made: Plan, row: DutyRow, held: Assignment, by: Acting) -> None:
    changes = _changes(row, held)
    tells = bool(row.results or row.finished or (row.progress is not None and row.progress != held.progress))
    if row.lead != held.lead.code:
        return made.fault(row, _("Another unit is given a duty on its own page, not in the sheet."))
    if changes and not may(by, Right.ASSIGN, held.assigner):
        return made.fault(row, _("Only the unit that gave a duty changes its words or its deadline."))
    if changes and held.closed_at is not None:
        return made.fault(row, _("This duty is closed. Reopen it first."))
    if tells and not row.results:
        return made.fault(row, _("Say what was achieved, too: progress goes with a report."))
    if tells and not may(by, Right.REPORT, held.lead):
        return made.fault(row, _("Only an officer of the unit that leads reports."))
    if tells and held.state not in (State.ACCEPTED, State.REPORTED):
        return made.fault(row, _("Only a duty that was accepted and is open can be reported on. Accept it first."))
    if changes:
        made.changed.append((held, row))
    if tells:
        made.reported.append((held, row))
        changes.append(f"{_('Report')}: {row.results[:80]}{'' if row.progress is None else f' · {row.progress}%'}")
    what = What.REPORTED if tells else What.CHANGED if changes else What.SAME
    made.lines.append(Line(row.row, what, held.action[:120], "; ".join(changes)))
    return None


def _changes(row: DutyRow, held: Assignment) -> list[str]:
    """What a row says otherwise: an empty cell says nothing."""
    out = []
    if _one_line(row.action) != _one_line(held.action):
        out.append(f"{_('Duty')}: {held.action[:60]} → {row.action[:60]}")
    if row.product and _one_line(row.product) != _one_line(held.product):
        out.append(f"{_('Product')}: {held.product or '—'} → {row.product}")
    if row.due and row.due != held.due_on:
        out.append(f"{_('Due')}: {_day(held.due_on)} → {_day(row.due)}")
    return out


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"


def carry_out(made: Plan, *, by: Acting, reason: str) -> None:
    """Do all of a plan, or nothing."""
    if not made.ready:
        raise Stale
    with writing(by):
        for row, lead, source, partners in made.new:
            assign(by.unit, [lead], Duty(row.action, row.product, row.due, partners=partners), source, by=by)
        revisions: dict[int, Any] = {}
        for held, row in made.changed:
            partners, monitors = taking_part(held)
            duty = Duty(
                row.action if _one_line(row.action) != _one_line(held.action) else held.action,
                row.product or held.product, row.due or held.due_on,
                held.due_working if row.due in (None, held.due_on) else "", partners, monitors,
            )  # fmt: skip
            revisions[held.pk] = taking.edit(held, duty, reason=reason, revision=held.revision, by=by).revision
        for held, row in made.reported:
            told = Told(row.results, progress=row.progress, finished=row.finished)
            report(held, told, revision=revisions.get(held.pk, held.revision), by=by)
