"""What would an assignment table become, row by row? A dry run: items, with what is odd or wrong beside each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind, State
from thongsuot.problems import Problem
from thongsuot.programmes.leads import key, named
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import suits
from thongsuot.units.models import Unit
from vanban import Text, parse
from vanban.model import Document as Read
from vanban.model import Obligation
from vanban.obligations.columns import assigning_tables, words_of
from vanban.obligations.listing import list_rows

MOST = 400
"""Rows of one table: each is a box of the form that is sent back."""
ACTION, GROUP, BODY, PARTNERS, PRODUCT, WORKING = 4000, 200, 200, 1000, 400, 1000
SALT = "programmes.annexes"
SAYING = {"lead", "both", "partners", "product", "deadline"}
"""Columns of a table that say something of a task."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row as the table has it."""

    number: str
    group: str
    action: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    product: str
    due: date | None
    limit: str  # the words of the deadline
    working: str
    loc: str = ""
    taken_over: bool = False  # the lead stands in a row above


@dataclass(frozen=True, slots=True)
class Row:
    """What a row would become, what is odd about it, and what keeps it from becoming anything."""

    number: str
    group: str
    action: str
    lead: int | None
    lead_name: str
    partners: str
    product: str
    due: str  # ISO; empty: none
    working: str
    loc: str
    odd: tuple[str, ...] = ()
    fault: str = ""
    chosen: bool = True


def of_text(text: Text) -> Iterator[Told]:
    """The rows of the assignment tables of a text; a :class:`Problem` where it has none.

    Those that name no task come last: nothing can be made of them, but whoever looks must see that they are there.
    """
    group, found, read = "", False, parse(text)
    for row in list_rows(read):
        if row.heading:
            group = row.words["task"]
        elif not row.joined:
            found = True
            yield _told(row.words, row.duty, group)
    for words in _taskless(read):
        found = True
        yield _told(words, None, "")
    if not found:
        raise Problem(_("No assignment table was found: it needs a column for the task and one for who leads."))


def _taskless(read: Read) -> Iterator[dict[str, str]]:
    """The words of rows that say who, by when or what comes of it, but not what is to be done."""
    content = read.text.content
    for _table, roles, rows in assigning_tables(content, read.structure.tables or read.text.tables):
        for row in rows:
            words = {role: said for at, role in roles.items() if (said := words_of(content, row[at]))}
            if not words.get("task") and words.keys() & SAYING and not _one_cell(row):
                yield words


def _one_cell(row: Sequence[object]) -> bool:
    return len({id(cell) for cell in row if cell}) == 1


def _told(words: Mapping[str, str], duty: Obligation | None, group: str) -> Told:
    limit = duty.deadline if duty else None
    return Told(
        words.get("number", ""),
        group,
        duty.action if duty else words.get("task", ""),
        duty.lead if duty else tuple(filter(None, [words.get("lead") or words.get("both")])),
        duty.partners if duty else tuple(filter(None, [words.get("partners")])),
        (duty.product if duty else None) or words.get("product", ""),
        limit.due if limit else None,
        words.get("deadline", "") or (limit.text if limit else ""),
        (limit.working if limit else None) or "",
        taken_over=bool(duty and not words.get("lead") and not words.get("both")),
    )


def of_directive(document: Document) -> list[Told]:
    """The rows of the annexes of what is answered, as its reading has them and nobody dropped them."""
    rows = document.findings.filter(kind=Kind.OBLIGATION, payload__source="table").exclude(state=State.DROPPED)
    return [_found(row.payload, row.loc, n) for n, row in enumerate(rows.order_by("start", "pk")[: MOST + 1], 1)]


def _found(payload: Mapping[str, Any], loc: str, n: int) -> Told:
    limit = payload.get("deadline") or {}
    due = str(limit.get("due") or "")
    return Told(
        str(n),
        "",
        str(payload.get("action") or ""),
        tuple(payload.get("lead") or ()),
        tuple(payload.get("partners") or ()),
        str(payload.get("product") or ""),
        date.fromisoformat(due) if due else None,
        str(limit.get("text") or ""),
        str(limit.get("working") or ""),
        loc,
    )


def dry_run(programme: Programme, told: Iterable[Told]) -> list[Row]:
    """What each row would become in a programme; those that are there already, or for others, are not chosen."""
    units = named(programme.unit)
    there = {key(action) for action in programme.items.values_list("action", flat=True)}
    ours = suits(programme.unit.name, programme.unit.level.name)
    out: list[Row] = []
    for each in told:
        if len(out) == MOST:
            raise Problem(
                _("The table has more than %(n)s rows. Split it and take over one part at a time.") % {"n": MOST}
            )
        row = _row(each, units, double=key(each.action) in there, ours=not each.loc or any(map(ours, each.leads)))
        there.add(key(each.action))
        out.append(row)
    return out


def _row(told: Told, units: Mapping[str, Unit], *, double: bool, ours: bool) -> Row:
    lead = units.get(key(told.leads[0])) if told.leads else None
    partners = "; ".join(dict.fromkeys((*told.leads[1:], *told.partners)))
    fault = _fault(told)
    working = told.working if told.due else f"“{told.limit}”. {told.working}".strip() if told.limit else told.working
    return Row(
        told.number,
        told.group[:GROUP],
        told.action[:1].upper() + told.action[1:],
        lead.pk if lead else None,
        lead.name if lead else "".join(told.leads[:1])[:BODY],
        partners[:PARTNERS],
        told.product[:PRODUCT],
        told.due.isoformat() if told.due else "",
        working[:WORKING],
        told.loc,
        tuple(_oddities(told, lead, double=double)),
        fault,
        chosen=not fault and not double and ours,
    )


def _fault(told: Told) -> str:
    if not told.action.strip(" .;-–"):
        return _("It names no task.")
    if len(told.action) > ACTION:
        return _("The task is longer than %(n)s letters.") % {"n": ACTION}
    return ""


def _oddities(told: Told, lead: Unit | None, *, double: bool) -> Iterator[str]:
    if double:
        yield _("The programme has this task already.")
    if not told.leads:
        yield _("Nobody leads it.")
    elif len(told.leads) > 1:
        yield _("It names %(n)s leads: the first leads, the others are partners.") % {"n": len(told.leads)}
    if told.taken_over and told.leads:
        yield _("The lead is that of the row above.")
    if told.leads and lead is None:
        yield _("The lead is no unit of yours by this name: kept as words.")
    if told.limit and told.due is None:
        yield _("The deadline names no day: “%(words)s”.") % {"words": told.limit[:80]}


def packed(programme: Programme, rows: Iterable[Row]) -> str:
    """The rows as a form carries them: what is sent back is what was looked at."""
    return signing.dumps([programme.pk, [asdict(row) for row in rows]], salt=SALT, compress=True)


def unpacked(programme: Programme, sent: str) -> list[Row]:
    """The rows of a form."""
    try:
        whose, rows = signing.loads(sent, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        whose, rows = 0, []
    if whose != programme.pk:
        raise Problem(_("The table did not arrive whole. Choose it once more."))
    return [Row(**row | {"odd": tuple(row["odd"])}) for row in rows]
