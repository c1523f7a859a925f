"""What does a page say of a change or of what rests on it? Words for people, as far as the reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.documents.difference import trimmed
from thongsuot.documents.models import Document, Version
from thongsuot.documents.views.clause import address
from thongsuot.documents.wording import place_name, said
from thongsuot.followup.access import may_read as may_read_duty
from thongsuot.programmes.access import may_read as may_read_programme
from thongsuot.programmes.clauses import Clause, texts
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.rules import THINGS, Cause, Decision
from thongsuot.suspects.wording import CAUSES, DECISION_BADGES, DECISIONS, HOW_BADGES, HOWS
from thongsuot.suspects.wording import THINGS as NAMES
from thongsuot.units.access import Acting
from vanban.out.diff import Piece
from vanban.out.diff.words import compare


@dataclass(frozen=True, slots=True)
class Words:
    """A clause before and after a change."""

    loc: str
    place: str
    how: str
    badge: str
    to: str
    pieces: Sequence[Piece]
    before_url: str
    after_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A suspect in a list."""

    row: Suspect
    thing: str
    place: str
    how: str
    how_badge: str
    to: str
    decision: str
    decision_badge: str
    top: str  # whose words changed
    via: str  # by way of which unit's programme it rests on them
    mine: bool  # the reader decides


def line(row: Suspect, acting: Acting, seen: set[int], mine: bool = False) -> Line:
    """A suspect as a list prints it; ``seen`` are the documents the reader may see."""
    top = row.change.document
    hidden = top.restricted and top.pk not in seen
    place = "—" if hidden else place_name(row.loc) or _("The whole document")
    return Line(
        row, _thing(row), place, said(HOWS, row.how), HOW_BADGES[row.how],
        "" if hidden else place_name(row.to), said(DECISIONS, row.decision), DECISION_BADGES[row.decision],
        named(row.change.document, seen), row.via.unit.name if row.via else "", mine,
    )  # fmt: skip


def _thing(row: Suspect) -> str:
    """What it is, and of a duty to whom it is given: one action is often given to many."""
    what, given = said(NAMES, kind(row)), row.assignment or row.recurrence
    return _("%(what)s given to %(unit)s") % {"what": what, "unit": given.lead.name} if given else what


def kind(row: Suspect) -> str:
    """What rests: one of ``THINGS``; an item that is gone is known by its programme."""
    return "item" if row.programme_id else next(name for name in THINGS if getattr(row, f"{name}_id"))


def named(document: Document, seen: set[int]) -> str:
    """A document by its name; one the reader may not see by its symbol, a restricted one by neither."""
    if document.pk in seen:
        return str(document)
    return _("restricted document") if document.restricted else document.symbol or _("document you may not see")


def title(change: Change) -> str:
    """What happened, in a line."""
    if change.cause != Cause.TEXT and change.successor is not None:
        return f"{said(CAUSES, change.cause)}: {change.successor}"
    return said(CAUSES, change.cause)


def words(change: Change, turns: Sequence[Sequence[str]]) -> list[Words]:
    """Clauses of a change with their words before and after."""
    before, after = change.before, change.after
    old = texts(before, [loc for loc, _how, _to in turns]) if before else {}
    new = texts(after, [to or loc for loc, _how, to in turns]) if after and change.cause == Cause.TEXT else {}
    return [_words(change, turn, _text(old, turn[0]), _text(new, turn[2] or turn[0])) for turn in turns]


def _text(held: Mapping[str, Clause], loc: str) -> str:
    found = held.get(loc)
    return found.text if found else ""


def _words(change: Change, turn: Sequence[str], old: str, new: str) -> Words:
    loc, how, to = turn
    pieces = compare(old, new) if change.cause == Cause.TEXT else (Piece("same", old),)
    shown = trimmed([one for one in pieces if one.text])
    return Words(
        loc, place_name(loc) or _("The whole document"), said(HOWS, how), HOW_BADGES[how], place_name(to), shown,
        _dated(change.document, loc, change.before) if old else "",
        _dated(change.document, to or loc, change.after) if new else "",
    )  # fmt: skip


def _dated(document: Document, loc: str, version: Version | None) -> str:
    return address(document, loc, version.since if version else None) if loc else ""


def thing_url(row: Suspect, acting: Acting) -> str:
    """Where what rests can be read; empty where the reader may not open it."""
    if row.programme is not None:
        url = reverse("programme", args=[row.programme_id]) + (f"#item-{row.item_id}" if row.item_id else "")
        return url if may_read_programme(acting, row.programme) else ""
    if row.assignment is not None:
        return reverse("duty", args=[row.assignment_id]) if may_read_duty(acting, row.assignment) else ""
    if row.exemption_id:
        url = f"{reverse('exemptions')}?document={row.document_id}#exemption-{row.exemption_id}"
        return url if documents.may_read(acting, row.document) else ""
    return reverse("regular-duties") if row.unit_id == acting.unit_id else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the thread from the clause at the top down to a suspect: whose item, and what was decided of it."""

    unit: str
    about: str
    url: str
    decision: str
    badge: str
    reason: str


def steps(thread: Sequence[Suspect], acting: Acting) -> list[Step]:
    """The items above through which something rests on the clause; their words for who may read the programme."""
    return [_step(row, acting) for row in thread]


def _step(row: Suspect, acting: Acting) -> Step:
    issued = row.programme.issued if row.programme else None
    open_ = issued is not None and documents.may_read(acting, issued)
    shown = open_ or row.unit_id == acting.unit_id
    return Step(
        row.unit.name, row.about if shown else "", reverse("document", args=[issued.pk]) if open_ and issued else "",
        said(DECISIONS, row.decision), DECISION_BADGES[row.decision], row.reason if shown else "",
    )  # fmt: skip


def over(row: Suspect) -> bool:
    """Whether what was decided is done: said so, or changed since."""
    if row.done_at or row.decision == Decision.KEEP:
        return True
    if row.item is not None and row.item.revision > row.seen:
        return True
    return row.assignment is not None and row.assignment.state in ("done", "withdrawn")
