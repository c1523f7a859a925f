"""Where do the duties of a list stand? The same rows as a board of their states, and as a month of their deadlines."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thongsuot.documents.wording import said
from thongsuot.followup import queries, totals
from thongsuot.followup.duty_rows import distance
from thongsuot.followup.listing import Chosen, filtered
from thongsuot.followup.models import Assignment
from thongsuot.followup.paging import BY_DAY, loaded
from thongsuot.followup.rules import OPEN, State
from thongsuot.followup.views.asked import Asked, around, kept
from thongsuot.followup.views.lists import streams
from thongsuot.followup.wording import STATE_BADGES, STATES
from thongsuot.look.templatetags.look import dmy
from thongsuot.units.doors import ActingRequest, reading
from vanban.workdays import day_off

SHOWN, COUNTED, TITLES = 12, 300, 120
"""Cards of a column; where its count stops; how many duties a month may have to be told by their words."""


@dataclass(frozen=True, slots=True)
class Card:
    """A duty on the board."""

    pk: int
    words: str
    lead: str
    due: str
    far: str
    late: bool
    progress: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A state, how many are in it, and the first of them, by the unit that leads where lanes are asked for."""

    name: str
    badge: str
    url: str
    n: str
    more: bool
    lanes: list[tuple[str, list[Card]]]


@reading
def board(request: ActingRequest) -> HttpResponse:
    """The rows of the list in columns of their states; the first of each by their deadlines."""
    asked = Asked.of(request)
    states = [state for state in State if asked.wanted.state in ("", state)]
    found = {state: keys for state, keys in _found(asked, request, states).items() if keys or state in OPEN}
    rows = {held.pk: held for held in loaded([key for keys in found.values() for key in keys[:SHOWN]])}
    lanes = request.GET.get("lanes") == "lead"
    columns = [
        Column(
            said(STATES, state), STATE_BADGES[state], reverse("duties") + kept(request, state=state),
            f"{COUNTED:,}+".replace(",", ".") if len(keys) > COUNTED else str(len(keys)), len(keys) > SHOWN,
            _lanes([rows[key] for key in keys[:SHOWN] if key in rows], asked.today, by_lead=lanes),
        )
        for state, keys in found.items()
    ]  # fmt: skip
    plain = reverse("duties-board") + kept(request)
    by_lead = f"{plain}{'&' if '?' in plain else '?'}lanes=lead"
    context = around(request, asked, "board", columns=columns, lanes=lanes, plain=plain, by_lead=by_lead)
    return render(request, "followup/board.html", context)


def _found(asked: Asked, request: ActingRequest, states: Sequence[State]) -> Mapping[State, list[int]]:
    """The keys of each state by their deadlines, as far as they are counted."""
    if streams(asked.wanted, request.acting):
        return {
            state: list(asked.rows(state=state).order_by(*BY_DAY).values_list("pk", flat=True)[: COUNTED + 1])
            for state in states
        }
    out: dict[State, list[int]] = {state: [] for state in states}
    for state, key in asked.rows().order_by(*BY_DAY).values_list("state", "pk")[: queries.NARROW]:
        if State(state) in out:
            out[State(state)].append(key)
    return {state: keys[: COUNTED + 1] for state, keys in out.items()}


def _lanes(rows: list[Assignment], today: date, *, by_lead: bool) -> list[tuple[str, list[Card]]]:
    if not by_lead:
        return [("", [_card(held, today) for held in rows])] if rows else []
    rows.sort(key=lambda held: (held.lead.name, held.lead_id))
    return [(name, [_card(held, today) for held in some]) for name, some in groupby(rows, lambda held: held.lead.name)]


def _card(held: Assignment, today: date) -> Card:
    late = held.state in OPEN and held.due_on is not None and held.due_on < today
    far = distance(held.due_on, today) if held.due_on and held.state in OPEN else ""
    return Card(
        held.pk, Truncator(held.action).chars(110), held.lead.short_name or held.lead.name, dmy(held.due_on), far, late,
        held.progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month: how many are due, which, and why it is not worked."""

    day: date
    n: int
    url: str
    off: str
    outside: bool
    today: bool
    rows: list[Assignment]


@reading
def month(request: ActingRequest) -> HttpResponse:
    """The deadlines of a month; days off are shaded."""
    asked = Asked.of(request)
    first = month_of(request.GET.get("on", ""), asked.today)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    wanted = _within(asked.wanted, weeks[0][0], weeks[-1][-1])
    fitting = filtered(wanted, request.acting, asked.today)
    counted, whole = totals.by_day(wanted, request.acting, asked.today, fitting)
    shown = _shown(fitting) if 0 < sum(counted.values()) <= TITLES else {}
    here = reverse("duties-calendar")
    context = around(
        request, asked, "calendar",
        weeks=[[_day(day, first, counted, shown, asked.today, request) for day in week] for week in weeks],
        names=[_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")], first=first, whole=whole,
        before=here + kept_on(request, first - timedelta(1)), after=here + kept_on(request, first + timedelta(32)),
    )  # fmt: skip
    return render(request, "followup/calendar.html", context)


def month_of(written: str, today: date) -> date:
    """The first day of the month that an address asks for; of this month where it asks for none."""
    if len(written) == 6 and written.isascii() and written.isdigit():
        year, number = int(written[:4]), int(written[4:])
        if 1995 <= year <= 2199 and 1 <= number <= 12:
            return date(year, number, 1)
    return today.replace(day=1)


def kept_on(request: ActingRequest, day: date) -> str:
    """The filters, and a month."""
    query = kept(request)
    return f"{query}{'&' if query else '?'}on={day:%Y%m}"


def _within(wanted: Chosen, since: date, until: date) -> Chosen:
    """Open duties due in these days, as far as the filters let them."""
    standing = wanted.standing or ("open",)
    first, last = max(since, wanted.due_from or since), min(until, wanted.due_to or until)
    return replace(wanted, standing=standing, due_from=first, due_to=last)


def _shown(rows: QuerySet[Assignment]) -> dict[date, list[Assignment]]:
    out: dict[date, list[Assignment]] = {}
    for held in sorted(rows.order_by().only("action", "due_on")[:TITLES], key=lambda held: held.pk):
        if held.due_on is not None:
            out.setdefault(held.due_on, []).append(held)
    return out


def _day(
    day: date, first: date, counted: Mapping[date, int], shown: Mapping[date, list[Assignment]], today: date,
    request: ActingRequest,
) -> Day:  # fmt: skip
    standing = request.GET.getlist("standing") or ["open"]
    query = kept(request, standing="", due_from=day.isoformat(), due_to=day.isoformat())
    url = reverse("duties") + query + "".join(f"&standing={name}" for name in standing if name)
    off = day_off(day)
    return Day(
        day, counted.get(day, 0), url, off.name if off else "", day.month != first.month, day == today,
        shown.get(day, [])[:4],
    )  # fmt: skip
