"""How is the history of a document told? Its events as moments of a timeline."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import MARKS, REACHES, said
from thongsuot.events.models import Event
from thongsuot.events.queries import timeline
from thongsuot.events.wording import wording
from thongsuot.look.shapes import Change, Moment
from thongsuot.units.models import Unit

MOST = 30
FIELDS = {
    "number": _("Number in the register"),
    "arrived_on": _("Arrived on"),
    "kind": _("Kind"),
    "symbol": _("Number and symbol"),
    "issuers": _("Issued by"),
    "place": _("Place"),
    "date": _("Date of document"),
    "title": _("Summary"),
    "effective_from": _("In force from"),
    "effective_to": _("In force until"),
    "urgency": _("Urgency"),
    "note": _("Note"),
    "mark": _("Restriction mark"),
    "reach": _("Who may see it"),
}
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


def moments(thread: str, most: int = MOST) -> list[Moment]:
    """The newest events of a thing; whom a share went to is named."""
    events = list(timeline(thread)[:most])
    units = _units(events)
    return [_moment(event, units) for event in events]


def _moment(event: Event, units: Mapping[str, str]) -> Moment:
    act = wording(event.verb)
    if event.verb in ("shared", "unshared") and event.also in units:
        act = f"{act}: {units[event.also]}"
    who = str(event.actor) if event.actor else "Thông Suốt"
    post = str(event.unit) if event.unit else ""
    icon = ICONS.get(event.verb, "check" if event.verb.startswith("finding") else "dot")
    return Moment(event.at, who, act, post, event.reason, _changes(event), icon)


def _changes(event: Event) -> list[Change]:
    """What changed in fields that people know by name."""
    if event.verb not in ("header-edited", "restricted"):
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
    if name in ("arrived_on", "date", "effective_from", "effective_to") and len(text) == 10:
        return "/".join(reversed(text.split("-")))
    return text


def _units(events: Iterable[Event]) -> dict[str, str]:
    keys = {also.removeprefix("unit:") for also in (event.also for event in events) if also.startswith("unit:")}
    rows = Unit.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()]) if keys else ()
    return {f"unit:{unit.pk}": unit.name for unit in rows}
