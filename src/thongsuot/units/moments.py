"""How does an event look in a timeline? Who, in which post, what, why, and what stood there before."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thongsuot.events.models import Event
from thongsuot.events.wording import wording
from thongsuot.look.shapes import Change, Moment


def moments(events: Iterable[Event]) -> list[Moment]:
    """Events as the look's timeline shows them."""
    return [moment(event) for event in events]


def moment(event: Event) -> Moment:
    """One event. The name stands in the account, not in the event: an erased person is shown as such."""
    who = str(event.actor) if event.actor else _("The installation")
    post = str(event.unit) if event.unit else ""
    if event.delegation_id and post:
        post = _("%(unit)s, by delegation") % {"unit": post}
    return Moment(
        at=event.at, who=who, act=wording(event.verb), post=post, reason=event.reason, changes=_changes(event)
    )  # fmt: skip


def _changes(event: Event) -> list[Change]:
    names = {
        "code": _("Code"), "name": _("Name"), "short_name": _("Short name"), "level": _("Level"), "role": _("Role"),
        "title": _("Job title"), "since": _("From"), "until": _("Until"), "from": _("From"), "on": _("On"),
    }  # fmt: skip
    return [
        Change(names[key], event.before.get(key) or "", event.after.get(key) or "")
        for key in names
        if (event.before.get(key) or "") != (event.after.get(key) or "")
    ]
