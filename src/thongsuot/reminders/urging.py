"""How is a late unit urged by letter? Drafted from the list of what is overdue, registered, told to each duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.documents.wording import place_name
from thongsuot.events.actions import record, writing
from thongsuot.followup.models import Assignment
from thongsuot.followup.wording import STATES
from thongsuot.problems import Problem
from thongsuot.programmes.moving import AHEAD
from thongsuot.programmes.official import Form
from thongsuot.reminders.letters import ABOUT, Row, Told, write
from thongsuot.reminders.models import Letter, Urged
from thongsuot.reminders.queries import overdue
from thongsuot.reminders.wording import RESTRICTED_DUTY
from thongsuot.units.access import Acting, require
from thongsuot.units.rules import Right

MOST = 500
"""Duties of one letter."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What stands in the letter beside its duties."""

    form: Form
    symbol: str
    dated: date
    report_by: date


def chosen(acting: Acting, units: Sequence[int], today: date) -> QuerySet[Assignment]:
    """The overdue duties that somebody's unit gave some units, by unit, the longest overdue first."""
    rows = overdue(acting, today).filter(lead__in=units).select_related("lead", "document")
    return rows.order_by("lead__position", "lead__sort_key", "lead", "due_on", "pk")


def told(duties: Sequence[Assignment], issue: Issue, today: date) -> Told:
    """What the letter says of some duties, in Vietnamese whatever the reader reads; no words of restricted ones."""
    if not duties:
        raise Problem(_("None of these duties is overdue any more. Choose other units."))
    if len(duties) > MOST:
        raise Problem(_("This is too much for one letter. Choose fewer units."))
    with translation.override("vi"):
        rows = [_row(held, today) for held in duties]
    names = list(dict.fromkeys(held.lead.name for held in duties))
    return Told(names, rows, today, issue.report_by)


def _row(held: Assignment, today: date) -> Row:
    assert held.due_on is not None
    action, ground = held.action, ""
    if held.restricted:
        action = str(RESTRICTED_DUTY)
    elif held.document is not None:
        ground = f"{place_name(held.loc)} {held.document}" if held.loc else str(held.document)
        ground = ground[:1].upper() + ground[1:]
    state = str(STATES[held.state])
    return Row(action, ground.strip(), held.lead.name, held.due_on, (today - held.due_on).days, state)


def draft(units: Sequence[int], issue: Issue, *, by: Acting) -> bytes:
    """The letter as a file; nothing is kept."""
    today = timezone.localdate()
    duties = list(chosen(by, units, today)[: MOST + 1])
    return write(told(duties, issue, today), issue.form, issue.symbol or "…", issue.dated)


def register(units: Sequence[int], issue: Issue, *, by: Acting) -> Document:
    """The letter becomes a document of the outgoing register, and every duty that it urges says so."""
    require(by, Right.REGISTER, by.unit)
    today = timezone.localdate()
    if issue.dated > today:
        raise Problem(str(AHEAD))
    with writing(by):
        duties = list(chosen(by, units, today)[: MOST + 1])
        raw = write(told(duties, issue, today), issue.form, issue.symbol, issue.dated)
        intake = documents.Intake(by.unit, Direction.OUT, anyway=True)
        document = documents.receive(raw, "cong-van-don-doc.docx", intake, by=by)
        header = {
            "system": issue.form.system, "kind": "Công văn", "symbol": issue.symbol, "issuers": [issue.form.issuer],
            "place": issue.form.place, "date": issue.dated, "title": ABOUT,
        }  # fmt: skip
        document = documents.edit_header(document, header, revision=document.revision, by=by)
        letter = Letter.objects.create(document=document, unit=by.unit, by=by.user, at=timezone.now())
        Urged.objects.bulk_create(
            Urged(letter=letter, assignment=held, days=(today - held.due_on).days) for held in duties if held.due_on
        )
        for held in duties:
            after = {"doc": document.pk, "symbol": issue.symbol}
            record("duty-urged", f"assignment:{held.pk}", also=f"unit:{held.lead_id}", after=after)
    return document
