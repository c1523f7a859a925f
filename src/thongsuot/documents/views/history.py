"""How is the history of a document told? Its events as moments of a timeline."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.wording import MARKS, REACHES, said
from thongsuot.events.models import Event
from thongsuot.events.queries import timeline
from thongsuot.events.wording import wording
from thongsuot.look.shapes import Change, Moment
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within

MOST = 30
SHARING = ("shared", "unshared")
NAMED = 3  # units of a share, the others are counted
FIELDS = {
    "number": gettext_lazy("Number in the register"),
    "arrived_on": gettext_lazy("Arrived on"),
    "kind": gettext_lazy("Kind"),
    "symbol": gettext_lazy("Number and symbol"),
    "issuers": gettext_lazy("Issued by"),
    "place": gettext_lazy("Place"),
    "date": gettext_lazy("Date of document"),
    "title": gettext_lazy("Summary"),
    "effective_from": gettext_lazy("In force from"),
    "effective_to": gettext_lazy("In force until"),
    "urgency": gettext_lazy("Urgency"),
    "note": gettext_lazy("Note"),
    "mark": gettext_lazy("Restriction mark"),
    "reach": gettext_lazy("Who may see it"),
    "action": gettext_lazy("What is to be done"),
    "product": gettext_lazy("Product"),
    "due": gettext_lazy("Due"),
}
TELLING = ("header-edited", "restricted", "duty-edited", "extension-granted")
"""Acts of which is told what changed."""
ICONS = {
    "registered": "inbox",
    "read": "eye",
    "version-added": "copy",
    "header-edited": "edit",
    "shared": "send",
    "unshared": "return",
    "restricted": "lock",
    "closed": "archive",
}


def moments(thread: str, acting: Acting, most: int = MOST) -> list[Moment]:
    """The newest events of a thing; whom a share went to is named. Persons are named to their own unit and above."""
    events = list(timeline(thread)[: most * 4])
    units = _units(events)
    rows = [list(group) for _key, group in groupby(events, key=_alike)]
    return [_moment(group, units, acting) for group in rows[:most]]


def _alike(event: Event) -> tuple[object, ...]:
    """Decisions on findings, and shares, that follow each other are told as one; everything else by itself."""
    together = event.verb in SHARING or (event.verb.startswith("finding") and not event.reason)
    return (event.verb, event.actor_id, event.unit_id, event.reason, 0 if together else event.seq)


def _moment(group: Sequence[Event], units: Mapping[str, str], acting: Acting) -> Moment:
    event, times = group[0], len(group)
    act = wording(event.verb)
    if event.verb in SHARING:
        named = [units[one.also] for one in group[:NAMED] if one.also in units]
        others = [_("%(n)s other units") % {"n": times - NAMED}] if times > NAMED else []
        act = f"{act}: {', '.join([*named, *others])}"
    elif times > 1:
        act = f"{act} (× {times})"
    who, post = _who(event, acting)
    icon = ICONS.get(event.verb, "check" if event.verb.startswith("finding") else "dot")
    return Moment(event.at, who, act, post, event.reason, _changes(event), icon)


def _who(event: Event, acting: Acting) -> tuple[str, str]:
    """Who acted and in which unit's post; to others the unit alone."""
    if event.actor is None:
        return "Thông Suốt", ""
    if event.unit is not None and not within(event.unit.path or "", acting.path):
        return event.unit.name, ""
    return str(event.actor), event.unit.name if event.unit else ""


def _changes(event: Event) -> list[Change]:
    """What changed in fields that people know by name."""
    if event.verb not in TELLING:
        return []
    names = [name for name in FIELDS if name in event.after and event.before.get(name) != event.after[name]]
    return [
        Change(str(FIELDS[name]), plain(name, event.before.get(name)), plain(name, event.after[name])) for name in names
    ]


def plain(name: str, value: Any) -> str:
    """A value of an event as people read it."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if name in ("mark", "reach"):
        return said(MARKS if name == "mark" else REACHES, value or "")
    text = "" if value is None else str(value)
    if name in ("arrived_on", "date", "effective_from", "effective_to", "due") and len(text) == 10:
        return "/".join(reversed(text.split("-")))
    return text


def _units(events: Iterable[Event]) -> dict[str, str]:
    keys = {also.removeprefix("unit:") for also in (event.also for event in events) if also.startswith("unit:")}
    rows = Unit.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()]) if keys else ()
    return {f"unit:{unit.pk}": unit.name for unit in rows}
