"""How does an event read on a timeline? Who, in which post, what, and what was before and after."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from thongsuot.events.models import Event
from thongsuot.events.wording import field_name, wording
from thongsuot.look.shapes import Change, Moment

ICONS = {
    "registered": "inbox", "read": "eye", "shared": "send", "unshared": "return", "restricted": "lock",
    "closed": "archive", "version-added": "plus", "header-edited": "edit", "finding-accepted": "check",
    "finding-corrected": "edit", "finding-dropped": "cross", "finding-added": "plus", "finding-split": "split",
    "finding-joined": "merge", "refused": "alert", "appointed": "people", "archived": "archive",
}  # fmt: skip


def moments(events: Iterable[Event]) -> list[Moment]:
    """Events as a timeline shows them; take them from ``queries.timeline``, which loads who acted."""
    return [_moment(event) for event in events]


def _moment(event: Event) -> Moment:
    unit = event.unit.short_name or event.unit.name if event.unit else ""
    lent = _("by delegation") if event.delegation_id else ""
    return Moment(
        at=event.at,
        who=str(event.actor) if event.actor else _("The system"),
        act=wording(event.verb),
        post=", ".join(filter(None, (unit, lent))),
        reason=event.reason,
        changes=[
            Change(field_name(key), _shown(event.before.get(key)), _shown(event.after.get(key)))
            for key in event.after
            if key in event.before and event.before[key] != event.after[key]
        ],
        icon=ICONS.get(event.verb, "dot"),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{field_name(key)}: {_shown(each)}" for key, each in value.items() if each)
    return "" if value is None else str(value)
