"""How is a duty reported, and confirmed or returned? Reported is one thing, confirmed another: only that is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.documents.actions import Intake, admit
from thongsuot.documents.keeping import keep_file
from thongsuot.documents.models import Document
from thongsuot.documents.rules import plain_name
from thongsuot.events.actions import record
from thongsuot.followup import access
from thongsuot.followup.announcing import duty_reopened
from thongsuot.followup.changing import changing, name, step
from thongsuot.followup.models import Assignment, Confirmation, Evidence, Report
from thongsuot.followup.reaching import children
from thongsuot.followup.rules import Move, State, Verdict, closes
from thongsuot.followup.taking import open_below, said
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting

MOST_FILES = 20
"""Of one report."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says, under the fixed headings."""

    results: str
    difficulties: str = ""
    proposals: str = ""
    next_steps: str = ""
    progress: int | None = None  # percent; none where nothing is said, which is not 0
    finished: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that shows it."""

    raw: bytes
    name: str
    unmarked: bool = False  # it is stated that a picture of paper bears no secrecy mark


def report(
    assignment: Assignment, told: Told, *, files: Sequence[File] = (), products: Sequence[Document] = (),
    revision: int | None = None, by: Acting,
) -> Report:  # fmt: skip
    """The unit that leads reports; where it says that it is finished, the duty waits for confirmation."""
    _sound(told, files)
    texts = [admit(file.raw, file.name, Intake(by.unit, unmarked=file.unmarked), by)[0] for file in files]
    if not all(documents.may_read(by, product) for product in products):
        raise Forbidden
    with changing(assignment, access.may_report, by=by, revision=revision) as held:
        if held.state not in (State.ACCEPTED, State.REPORTED):
            raise Problem(_("Only a duty that was accepted and is open can be reported on. Accept it first."))
        now, today = timezone.now(), timezone.localdate()
        row = Report.objects.create(
            assignment=held, unit=held.lead, since=told.since, until=told.until or today, results=told.results.strip(),
            difficulties=told.difficulties.strip(), proposals=told.proposals.strip(),
            next_steps=told.next_steps.strip(), progress=100 if told.finished else told.progress,
            finished=told.finished, by=by.user, at=now, on=today,
        )  # fmt: skip
        for file, text in zip(files, texts, strict=True):
            Evidence.objects.create(report=row, name=plain_name(file.name), file=keep_file(file.raw, text))
        for product in products:
            Evidence.objects.create(report=row, name=str(product)[:255], document=product)
        if told.finished and held.state == State.ACCEPTED:
            step(held, Move.REPORT)
        held.reported_at, held.progress = now, held.progress if row.progress is None else row.progress
        after = {"report": row.pk, "finished": told.finished, "progress": row.progress}
        after |= {"stated_unmarked": True} if None in texts else {}
        record("duty-reported", name(held), also=f"unit:{held.assigner_id}", after=after)
    return row


def _sound(told: Told, files: Sequence[File]) -> None:
    said(told.results, _("Say what was achieved."))
    if told.progress is not None and not 0 <= told.progress <= 100:
        raise Problem(_("Progress is a number from 0 to 100."))
    if told.since and told.until and told.since > told.until:
        raise Problem(_("The period ends before it begins. Check the two days."))
    if len(files) > MOST_FILES:
        raise Problem(_("These are too many files. Put them together."))


def confirm(
    row: Report, *, reason: str = "", override: bool = False, revision: int | None = None, by: Acting
) -> Assignment:
    """What was reported as finished is done: its clock stopped on the day it was handed in."""
    with changing(row.assignment, access.may_confirm, by=by, revision=revision) as held:
        fresh = _last(row, held)
        if not closes(children(held), override):
            raise Problem(open_below())
        if override and not closes(children(held), False):
            said(reason, _("Say why it is closed while duties passed down from it are open."))
        if fresh.finished:
            step(held, Move.CONFIRM)
            held.finished_on, held.closed_at = _since(fresh), timezone.now()
        _decide(fresh, Verdict.CONFIRMED, reason, by)
        record(
            "report-confirmed", name(held), also=f"unit:{held.lead_id}", reason=reason.strip(),
            after={"report": fresh.pk, "done": fresh.finished},
        )  # fmt: skip
    return held


def return_report(row: Report, reason: str, *, revision: int | None = None, by: Acting) -> Assignment:
    """A report does not do: the duty goes on, its deadline as it was."""
    why = said(reason, _("Say what is missing, so that the unit can put it right."))
    with changing(row.assignment, access.may_confirm, by=by, revision=revision) as held:
        fresh = _last(row, held)
        if fresh.finished:
            step(held, Move.REJECT)
        _decide(fresh, Verdict.RETURNED, why, by)
        record(
            "report-returned", name(held), also=f"unit:{held.lead_id}", reason=why, after={"report": fresh.pk}
        )  # fmt: skip
    return held


def reopen(assignment: Assignment, reason: str, *, revision: int | None = None, by: Acting) -> Assignment:
    """What was confirmed is not done after all; the confirmation stays in the history."""
    why = said(reason, _("Say why it is reopened: the unit that leads will read it."))
    with changing(assignment, access.may_confirm, by=by, revision=revision) as held:
        step(held, Move.REOPEN)
        held.reason, held.finished_on, held.closed_at = why, None, None
        record("duty-reopened", name(held), also=f"unit:{held.lead_id}", reason=why)
        duty_reopened.send(Assignment, duty=held, by=by)
    return held


def _last(row: Report, held: Assignment) -> Report:
    """The report as it is now, if it still waits and none came after it."""
    fresh = held.reports.select_related("confirmation").first()
    if fresh is None or fresh.pk != row.pk or hasattr(fresh, "confirmation"):
        raise Problem(_("A newer report has come, or this one was decided on. Look at the newest one."))
    return fresh


def _decide(row: Report, verdict: Verdict, reason: str, by: Acting) -> None:
    Confirmation.objects.create(report=row, verdict=verdict, reason=reason.strip(), by=by.user, at=timezone.now())


def _since(row: Report) -> date:
    """The day on which it was first reported as finished, of the reports since the last one that was returned."""
    first = row.on
    for earlier in row.assignment.reports.filter(pk__lt=row.pk).select_related("confirmation"):
        if not earlier.finished or hasattr(earlier, "confirmation"):
            break
        first = earlier.on
    return first
