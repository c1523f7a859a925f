"""What does the page of a duty show? Its thread to the clause at the top, what hangs below, what was said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.documents.models import Document
from thongsuot.documents.views.clause import address
from thongsuot.documents.wording import place_name
from thongsuot.followup.models import Assignment, Evidence, Extension, Remark, Report
from thongsuot.followup.reaching import thread
from thongsuot.followup.rules import Bucket, State, standing
from thongsuot.followup.wording import STANDING_BADGES, STANDINGS, STATE_BADGES, STATES, WAITING
from thongsuot.look.shapes import Link
from thongsuot.programmes.clauses import texts
from thongsuot.units.access import Acting
from thongsuot.units.models import User
from thongsuot.units.rules import within

CHILDREN, BELOW = 25, 50
"""Duties passed down, a page; those below them that are shown with a page."""
REPORTS, TALKS, MOST = 10, 60, 200


@dataclass(frozen=True, slots=True)
class Origin:
    """The clause at the top, as far as the reader may see it."""

    name: str
    place: str
    readable: bool
    url: str = ""
    clause_url: str = ""
    quote: str = ""
    changed: bool = False


def origin(held: Assignment, acting: Acting) -> Origin | None:
    """What ordered a duty; of a document that the reader may not see no words, of a restricted one no symbol."""
    document = held.document
    if document is None:
        return None
    place = place_name(held.loc)
    if not documents.may_read(acting, document):
        hidden = held.restricted or document.restricted
        name = _("restricted document") if hidden else document.symbol or _("document you may not see")
        return Origin(name, "" if hidden else place, readable=False)
    changed = _changed(held, document)
    day = held.assigned_at.date() if changed else None
    return Origin(
        str(document), place, True, reverse("document", args=[document.pk]),
        address(document, held.loc, day) if held.loc else "", held.quote, changed,
    )  # fmt: skip


def _changed(held: Assignment, document: Document) -> bool:
    """Whether the clause says something else in the current text, or is no longer there."""
    if not held.loc or document.current is None or held.version_id in (None, document.current_id):
        return False
    now = texts(document.current, [held.loc]).get(held.loc)
    return now is None or now.fingerprint != held.fingerprint


def way(held: Assignment, source: Origin | None, acting: Acting, *more: Link) -> list[Link]:
    """The thread from the clause at the top down to a duty; one that the reader may not open is named by its unit."""
    links = [Link(_("Duties"), "/followup/")]
    if source is not None:
        links.append(Link(source.name, source.url))
        if source.place:
            links.append(Link(source.place, source.clause_url))
    above = thread(held)
    keys = [each.pk for each in above]
    seen = set(Assignment.objects.visible_to(acting).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
    for each in above:
        unit = each.lead.short_name or each.lead.name
        links.append(Link(named(each), reverse("duty", args=[each.pk])) if each.pk in seen else Link(unit, ""))
    return [*links, Link(named(held), reverse("duty", args=[held.pk]) if more else ""), *more]


def named(held: Assignment, most: int = 60) -> str:
    """A duty in a line: who leads it, and what it is."""
    words = held.action if len(held.action) <= most else held.action[:most].rsplit(" ", 1)[0] + "…"
    return f"{held.lead.short_name or held.lead.name}: {words}"


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a duty stands, in words."""

    words: str
    badge: str
    state: str
    state_badge: str
    tells: bool  # the state tells more than the standing


def stands(held: Assignment, today: date) -> Stands:
    """The standing and the state of a duty."""
    at, state = standing(Bucket(held.bucket), held.due_on, today), State(held.state)
    return Stands(str(STANDINGS[at]), STANDING_BADGES[at], str(STATES[state]), STATE_BADGES[state], state in WAITING)


@dataclass(frozen=True, slots=True)
class Branch:
    """A duty of the tree below another one; ``depth`` counts from 0."""

    held: Assignment
    depth: int
    stands: Stands


@dataclass(frozen=True, slots=True)
class Tree:
    """What was passed down from a duty: a page of it, with what was passed down from there."""

    page: Page[Any]
    branches: list[Branch]
    states: list[tuple[str, str, int]]  # words, badge, how many
    cut: bool  # more hangs below than is shown


def tree(held: Assignment, acting: Acting, number: str | None, today: date) -> Tree:
    """The duties below that the reader may see."""
    seen = Assignment.objects.visible_to(acting)
    counted = seen.filter(parent=held).order_by().values_list("state").annotate(n=Count("pk"))
    states = {State(state): n for state, n in counted}
    paginator = Paginator(seen.filter(parent=held).select_related("lead").order_by("due_on", "pk"), CHILDREN)
    paginator.count = sum(states.values())  # counted already
    page = paginator.get_page(number)
    tops = list(page.object_list) if states else []
    under, cut = _under(tops, seen)
    branches = [Branch(each, depth, stands(each, today)) for each, depth in _walk(tops, under, 0)]
    said = [(str(STATES[state]), STATE_BADGES[state], states[state]) for state in State if state in states]
    return Tree(page, branches, said, cut)


def _under(tops: Iterable[Assignment], seen: QuerySet[Assignment]) -> tuple[dict[int, list[Assignment]], bool]:
    """What hangs on some duties, two steps down, by what it hangs on."""
    under: dict[int, list[Assignment]] = {}
    keys, left = [each.pk for each in tops], BELOW
    for _depth in range(2):
        rows = (
            list(seen.filter(parent__in=keys).select_related("lead").order_by("due_on", "pk")[: left + 1])
            if keys
            else []
        )
        for row in rows[:left]:
            under.setdefault(row.parent_id or 0, []).append(row)
        if len(rows) > left:
            return under, True
        keys, left = [row.pk for row in rows], left - len(rows)
    return under, bool(keys)


def _walk(
    rows: Iterable[Assignment], under: dict[int, list[Assignment]], depth: int
) -> Iterable[tuple[Assignment, int]]:
    for row in rows:
        yield row, depth
        yield from _walk(under.get(row.pk, ()), under, depth + 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that shows it: a file to be saved, a document that the reader may open, or its name."""

    name: str
    url: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A report as the page prints it."""

    row: Report
    by: str
    headings: list[tuple[str, str]]
    evidence: list[Shown] = field(default_factory=list)
    verdict: str = ""


def headings(row: Report) -> list[tuple[str, str]]:
    """The fixed headings of a report and what is said under each; those that are empty stay out."""
    told = (
        (_("What was achieved"), row.results),
        (_("Difficulties and their causes"), row.difficulties),
        (_("Proposals"), row.proposals),
        (_("Next steps"), row.next_steps),
    )
    return [(name, words) for name, words in told if words]


def reports(held: Assignment, acting: Acting, number: str | None) -> tuple[Page[Any], list[Told]]:
    """The reports of a page, the newest first, each with what shows it."""
    rows = held.reports.select_related("unit", "by", "confirmation__by")
    page = Paginator(rows, REPORTS).get_page(number)
    listed = list(page.object_list)
    shown = evidence([row.pk for row in listed], acting)
    for row in listed:
        row.assignment = held
    return page, [
        Told(row, person(row.by, row.unit.path, acting), headings(row), shown.get(row.pk, []), _verdict(row))
        for row in listed
    ]


def _verdict(row: Report) -> str:
    return row.confirmation.verdict if hasattr(row, "confirmation") else ""


def evidence(keys: Sequence[int], acting: Acting) -> dict[int, list[Shown]]:
    """What shows some reports; a document is a link for those who may see it."""
    rows = (
        list(Evidence.objects.filter(report__in=keys).select_related("file", "document").order_by("pk")) if keys else []
    )
    wanted = [row.document_id for row in rows if row.document_id]
    seen = set(Document.objects.visible_to(acting).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else ()
    out: dict[int, list[Shown]] = {}
    for row in rows:
        if row.file is not None:
            one = Shown(row.name, reverse("evidence-file", args=[row.pk]), row.file.size)
        elif row.document_id in seen:
            one = Shown(row.name, reverse("document", args=[row.document_id]))
        else:
            one = Shown(_hidden(row.document), "")
        out.setdefault(row.report_id, []).append(one)
    return out


def _hidden(document: Document | None) -> str:
    """What is told of a document that the reader may not see: its symbol, unless it is restricted."""
    symbol = "" if document is None or document.restricted else document.symbol
    return symbol or _("document you may not see")


def person(user: User, path: str | None, acting: Acting) -> str:
    """Who acted, to his own unit and those above it; to others nobody by name."""
    return str(user) if within(path or "", acting.path) else ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Something said, and what was answered to it."""

    row: Remark
    by: str
    answers: list[tuple[Remark, str]]

    @property
    def waits(self) -> bool:
        """Whether it is a question that nobody answered."""
        return self.row.asks and not self.answers


def talks(held: Assignment, acting: Acting) -> list[Talk]:
    """The newest of what was asked and said, in the order it came."""
    rows = list(held.remarks.select_related("unit", "by").order_by("-pk")[:TALKS])[::-1]
    answers: dict[int, list[tuple[Remark, str]]] = {}
    for row in rows:
        if row.answers_id:
            answers.setdefault(row.answers_id, []).append((row, person(row.by, row.unit.path, acting)))
    there = {row.pk for row in rows}
    return [
        Talk(row, person(row.by, row.unit.path, acting), answers.get(row.pk, []))
        for row in rows
        if row.answers_id not in there
    ]


def extensions(held: Assignment) -> list[Extension]:
    """All that was asked for, the newest first."""
    return list(held.extensions.select_related("by", "decided_by")[:MOST])
