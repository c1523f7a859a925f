"""What would one act do to many duties, and to which not, and why? Looked at first; then all of it, or nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.events.actions import writing
from thongsuot.followup import access, taking
from thongsuot.followup.changing import Allowed
from thongsuot.followup.giving import Duty, taking_part
from thongsuot.followup.models import Assignment, Extension
from thongsuot.followup.queries import visible
from thongsuot.followup.rules import OPEN, Decision, Move, State, moved
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within

MOST = 500
"""Duties of one act."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said with an act."""

    reason: str = ""
    day: date | None = None
    lead: Unit | None = None
    override: bool = False


@dataclass(slots=True)
class Around:
    """What has to be known of the duties besides themselves."""

    over_open: set[int] = field(default_factory=set)  # those with open duties passed down from them
    asking: set[int] = field(default_factory=set)  # those for which more time was asked

    @classmethod
    def of(cls, keys: Iterable[int]) -> "Around":
        """Of some duties; two queries."""
        wanted, still = list(keys), [*OPEN, State.SUSPENDED]
        below = Assignment.objects.filter(parent__in=wanted, state__in=still).values_list("parent", flat=True)
        asked = Extension.objects.filter(assignment__in=wanted, state=Decision.ASKED)
        return cls({key for key in below if key}, set(asked.values_list("assignment", flat=True)))


@dataclass(frozen=True, slots=True)
class Act:
    """An act: what it is called, who may, why not, what it does, what it needs."""

    words: str | Promise
    allowed: Allowed
    hindered: Callable[[Assignment, Told, Around], str]
    do: Callable[[Assignment, Told, Acting], object]
    needs: tuple[str, ...] = ()


def _moves(move: Move) -> Callable[[Assignment, Told, Around], str]:
    return lambda held, _told, _around: "" if moved(State(held.state), move) else _stands()


def _stands() -> str:
    return _("they stand elsewhere: this cannot be done now")


def _withdrawn(held: Assignment, told: Told, around: Around) -> str:
    if held.pk in around.over_open and not told.override:
        return _("duties passed down from them are still open")
    return _moves(Move.WITHDRAW)(held, told, around)


def _longer(held: Assignment, told: Told, around: Around) -> str:
    if held.state not in OPEN:
        return _stands()
    if held.pk in around.asking:
        return _("more time was asked for: decide on that first")
    if told.day is None or (held.due_on is not None and told.day <= held.due_on):
        return _("the new day is not later than their deadline")
    return ""


def _anew(held: Assignment, told: Told, around: Around) -> str:
    if told.lead is not None and not within(told.lead.path or "", held.assigner.path or ""):
        return _("the unit does not stand below the unit that gave them")
    return _moves(Move.REASSIGN)(held, told, around)


def _reminded(held: Assignment, _told: Told, _around: Around) -> str:
    return "" if held.state in OPEN else _stands()


def _extend(held: Assignment, told: Told, by: Acting) -> object:
    partners, monitors = taking_part(held)
    duty = Duty(held.action, held.product, told.day, partners=partners, monitors=monitors)
    return taking.edit(held, duty, reason=told.reason, revision=held.revision, by=by)


ACTS: Mapping[str, Act] = {
    "accept": Act(
        gettext_lazy("Accept"), access.may_answer, _moves(Move.ACCEPT),
        lambda held, _told, by: taking.accept(held, revision=held.revision, by=by),
    ),
    "remind": Act(
        gettext_lazy("Remind by a note"), access.may_direct, _reminded,
        lambda held, told, by: taking.remark(held, told.reason, by=by), ("reason",),
    ),
    "extend": Act(gettext_lazy("Set a later deadline"), access.may_direct, _longer, _extend, ("day", "reason")),
    "reassign": Act(
        gettext_lazy("Give anew to another unit"), access.may_direct, _anew,
        lambda held, told, by: taking.reassign(
            held, told.lead or held.lead, reason=told.reason, revision=held.revision, by=by
        ),
        ("lead",),
    ),
    "suspend": Act(
        gettext_lazy("Put on hold"), access.may_direct, _moves(Move.SUSPEND),
        lambda held, told, by: taking.suspend(held, told.reason, revision=held.revision, by=by), ("reason",),
    ),
    "resume": Act(
        gettext_lazy("Let go on"), access.may_direct, _moves(Move.RESUME),
        lambda held, told, by: taking.resume(held, told.reason, revision=held.revision, by=by), ("reason",),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw the duty"), access.may_direct, _withdrawn,
        lambda held, told, by: taking.withdraw(
            held, told.reason, override=told.override, revision=held.revision, by=by
        ),
        ("reason",),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Plan:
    """To which duties an act would be done, and which are left alone, by why."""

    will: list[Assignment] = field(default_factory=list)
    skipped: dict[str, list[Assignment]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many are left alone."""
        return sum(map(len, self.skipped.values()))


def plan(act: Act, rows: Iterable[Assignment], told: Told, *, by: Acting, seen: Mapping[int, int]) -> Plan:
    """What an act would do; ``seen`` are the revisions that somebody chose by."""
    made, held_rows = Plan(), list(rows)
    around = Around.of(held.pk for held in held_rows)
    for held in held_rows:
        if seen.get(held.pk, held.revision) != held.revision:
            why = _("somebody changed them meanwhile")
        elif not act.allowed(by, held):
            why = _("your post may not do this with them")
        else:
            why = act.hindered(held, told, around)
        if why:
            made.skipped.setdefault(why, []).append(held)
        else:
            made.will.append(held)
    return made


def rows_of(acting: Acting, keys: Iterable[int]) -> QuerySet[Assignment]:
    """The duties of some keys that somebody may see, in the order in which they are locked."""
    rows = visible(acting).filter(pk__in=list(keys)[:MOST]).select_related("lead", "assigner", "document")
    return rows.order_by("pk")


def carry_out(act: Act, keys: Mapping[int, int], told: Told, *, by: Acting) -> int:
    """Do it to all of these duties, as they were looked at; where one has changed, to none."""
    for name in act.needs:
        if not getattr(told, name):
            raise Problem(_("Something this act needs is missing. Fill it in."))
    with writing(by):
        made = plan(act, rows_of(by, keys), told, by=by, seen=keys)
        if made.skipped or len(made.will) != len(keys):
            raise Stale
        for held in made.will:
            act.do(held, told, by)
    return len(made.will)
