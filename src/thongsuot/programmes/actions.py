"""How is a programme drafted? Begun from a document, its items kept, added, edited, moved, and what they rest on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.documents.models import Document, Finding
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import standing
from thongsuot.programmes.access import editable
from thongsuot.programmes.clauses import Clause, addressees, clause, orders, suggestion, texts
from thongsuot.programmes.leads import first, named
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.rules import Part, Stage, suits
from thongsuot.units import access
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


@dataclass(frozen=True, slots=True)
class Task:
    """What a person says of an item."""

    action: str
    group: str = ""
    lead: Unit | None = None
    lead_text: str = ""
    partners: str = ""
    product: str = ""
    due: date | None = None
    due_working: str = ""


def start(document: Document, unit: Unit, *, kind: str, title: str, by: Acting) -> Programme:
    """Begin a unit's answer to a document; the clauses addressed to units like it become suggestions."""
    access.require(by, Right.DRAFT, unit)
    if not documents.may_read(by, document):
        raise Forbidden
    if document.current is None or not document.current.text:
        raise Problem(_("The text of this document has not been read. Add a file that can be read first."))
    with writing(by):
        programme = Programme.objects.create(
            unit=unit, answers=document, version=document.current, kind=kind, title=title, created_by=by.user
        )
        n = _suggest(programme, document)
        record("programme-started", _name(programme), after={"doc": document.pk, "kind": kind, "suggested": n})
    return programme


def _suggest(programme: Programme, document: Document) -> int:
    assert document.current is not None
    fits = suits(programme.unit.name, programme.unit.level.name)
    found = {loc: rows for loc, rows in orders(document).items() if any(map(fits, addressees(rows)))}
    words, units = texts(document.current, found), named(programme.unit)
    order = 0
    for loc, rows in found.items():
        apart = _apart(rows, fits) if loc in words else []
        for some in apart:
            order += 1
            item = _item(programme, loc, some, order, units, kept=False)
            _rest(item, programme, words[loc], Part.FULL if len(apart) == 1 else Part.PARTIAL)
    return order


def _apart(rows: Sequence[Finding], fits: Callable[[str], bool]) -> list[list[Finding]]:
    """What a clause orders, in items: its sentences together, of its table's rows each one that is for the unit."""
    table = [row for row in rows if row.payload.get("source") == "table"]
    sentences = [row for row in rows if row not in table]
    ours = [[row] for row in table if any(map(fits, addressees([row])))]
    return ([sentences] if any(map(fits, addressees(sentences))) else []) + ours


def _item(
    programme: Programme, loc: str, rows: Sequence[Finding], order: int, units: Mapping[str, Unit], *, kept: bool
) -> ProgrammeItem:  # fmt: skip
    """As a clause suggests it: led by who leads there, if that is a unit of the programme's, else by its own."""
    said = suggestion(loc, rows)
    lead = first((name for row in rows for name in row.payload.get("lead") or ()), units) or programme.unit
    return ProgrammeItem.objects.create(
        programme=programme, order=order, action=said.action, lead=lead, partners=said.partners,
        product=said.product, due=said.due, due_working=said.working or _words(rows), kept=kept,
    )  # fmt: skip


def _words(rows: Sequence[Finding]) -> str:
    """The deadline of a clause that names no day, in its own words: hằng quý, thường xuyên."""
    limits = [limit for row in rows if (limit := row.payload.get("deadline") or {}).get("text")]
    return f"“{limits[0]['text']}”. {limits[0].get('working') or ''}".strip() if limits else ""


def describe(programme: Programme, fields: Mapping[str, str], *, revision: int, by: Acting) -> Programme:
    """What kind of document it is, its title, what stands before its items."""
    with writing(by):
        held = editable(programme, by, revision)
        before = {name: getattr(held, name) for name in ("kind", "title", "opening")}
        after = {name: fields[name] for name in before if name in fields}
        for name, value in after.items():
            setattr(held, name, value)
        held.revision += 1
        held.save()
        record("programme-edited", _name(held), before={name: before[name] for name in after}, after=after)
    return held


def add_item(programme: Programme, task: Task, *, by: Acting, loc: str = "") -> ProgrammeItem:
    """A new item, behind the others; where a clause is named it rests on it."""
    with writing(by):
        held = editable(programme, by)
        last = held.items.aggregate(last=Max("order"))["last"] or 0
        item = ProgrammeItem.objects.create(programme=held, order=last + 1, **_fields(task))
        if loc:
            _rest(item, held, clause(held.answers, loc), Part.FULL)
        standing.keep(held.unit, held.answers)
        record("item-added", f"item:{item.pk}", _name(held), after=_plain(task) | ({"loc": loc} if loc else {}))
    return item


def take(programme: Programme, loc: str, *, by: Acting) -> ProgrammeItem:
    """An item as the reading of a clause suggests it, kept at once."""
    with writing(by):
        held = editable(programme, by)
        rows = orders(held.answers).get(loc)
        if not rows:
            raise Problem(_("This clause orders nothing that was confirmed. Add an item by hand."))
        fits = suits(held.unit.name, held.unit.level.name)
        rows = [row for some in _apart(rows, fits) for row in some] or rows
        last = held.items.aggregate(last=Max("order"))["last"] or 0
        item = _item(held, loc, rows, last + 1, named(held.unit), kept=True)
        _rest(item, held, clause(held.answers, loc), Part.FULL)
        standing.keep(held.unit, held.answers)
        record("item-added", f"item:{item.pk}", _name(held), after={"action": item.action, "loc": loc})
    return item


def edit_item(item: ProgrammeItem, task: Task, *, revision: int, by: Acting) -> ProgrammeItem:
    """An item says something else. What was suggested is kept by that."""
    with writing(by):
        programme, held = _held(item, revision, by)
        before = _plain(_task(held))
        for name, value in _fields(task).items():
            setattr(held, name, value)
        _keep(held)
        held.revision += 1
        held.save()
        standing.keep(programme.unit, programme.answers)
        record("item-edited", f"item:{held.pk}", _name(programme), before=before, after=_plain(task))
    return held


def keep_item(item: ProgrammeItem, *, revision: int, by: Acting) -> ProgrammeItem:
    """A suggestion becomes an item."""
    with writing(by):
        programme, held = _held(item, revision, by)
        _keep(held)
        held.revision += 1
        held.save()
        standing.keep(programme.unit, programme.answers)
        record("item-kept", f"item:{held.pk}", _name(programme), after={"action": held.action})
    return held


def remove_item(item: ProgrammeItem, *, revision: int, by: Acting) -> None:
    """An item, or a suggestion, goes; what was said about it stays with its words."""
    with writing(by):
        programme, held = _held(item, revision, by)
        verb = "item-removed" if held.kept else "suggestion-dropped"
        record(verb, f"item:{held.pk}", _name(programme), before=_plain(_task(held)))
        held.delete()
        standing.keep(programme.unit, programme.answers)


def move_item(item: ProgrammeItem, up: bool, *, revision: int, by: Acting) -> None:
    """An item one place up or down."""
    with writing(by):
        programme, held = _held(item, revision, by)
        keys = list(programme.items.values_list("pk", flat=True))
        at = keys.index(held.pk)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(keys):
            return
        keys[at], keys[to] = keys[to], keys[at]
        for n, key in enumerate(keys, 1):
            ProgrammeItem.objects.filter(pk=key).exclude(order=n).update(order=n)
        record("item-moved", f"item:{held.pk}", _name(programme), before={"place": at + 1}, after={"place": to + 1})


def link(item: ProgrammeItem, loc: str, part: Part, *, revision: int, by: Acting) -> Basis:
    """An item rests on a clause of the document that is answered, or rests on it otherwise than before."""
    with writing(by):
        programme, held = _held(item, revision, by)
        held.bases.filter(document=programme.answers, loc=loc).delete()
        row = _rest(held, programme, clause(programme.answers, loc), part)
        _bump(held)
        standing.keep(programme.unit, programme.answers)
        record("basis-linked", f"item:{held.pk}", _name(programme), after={"loc": loc, "part": part})
    return row


def unlink(basis: Basis, *, revision: int, by: Acting) -> None:
    """An item rests on a clause no more."""
    with writing(by):
        programme, held = _held(basis.item, revision, by)
        if held.bases.filter(pk=basis.pk).delete()[0]:
            _bump(held)
            standing.keep(programme.unit, programme.answers)
            record("basis-unlinked", f"item:{held.pk}", _name(programme), before={"loc": basis.loc, "part": basis.part})


def basis(item: ProgrammeItem, programme: Programme, on: Clause, part: Part) -> Basis:
    """What an item rests on, to be kept: a clause of what is answered, with its words as they stand."""
    return Basis(
        item=item, document=programme.answers, version_id=on.version, loc=on.loc, quote=on.quote,
        fingerprint=on.fingerprint, part=part, unit=programme.unit,
        stage=Stage.PLANNED if item.kept else Stage.SUGGESTED,
    )  # fmt: skip


def _rest(item: ProgrammeItem, programme: Programme, on: Clause, part: Part) -> Basis:
    row = basis(item, programme, on, part)
    row.save()
    return row


def _keep(item: ProgrammeItem) -> None:
    item.kept = True
    item.bases.update(stage=Stage.PLANNED)


def _bump(item: ProgrammeItem) -> None:
    ProgrammeItem.objects.filter(pk=item.pk).update(revision=F("revision") + 1)


def _held(item: ProgrammeItem, revision: int, by: Acting) -> tuple[Programme, ProgrammeItem]:
    """The programme, locked, and its item as somebody saw it."""
    programme = editable(item.programme, by)
    found = programme.items.select_related("lead").filter(pk=item.pk).first()
    if found is None or found.revision != revision:
        raise Stale
    return programme, found


def _fields(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in Task.__slots__}


def _task(item: ProgrammeItem) -> Task:
    return Task(**{name: getattr(item, name) for name in Task.__slots__})


def _plain(task: Task) -> dict[str, Any]:
    """A task as an event holds it."""
    lead = task.lead.name if task.lead else task.lead_text
    told = {**_fields(task), "lead": lead, "due": task.due.isoformat() if task.due else ""}
    return {name: value for name, value in told.items() if name != "lead_text"}


def _name(programme: Programme) -> str:
    return f"programme:{programme.pk}"
