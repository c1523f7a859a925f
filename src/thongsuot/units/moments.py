"""How does an event look in a timeline? Who, in which post, what, why, and what stood there before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from thongsuot.events.models import Event
from thongsuot.events.wording import wording
from thongsuot.look.shapes import Change, Moment
from thongsuot.units.wording import role_name

ICONS: Mapping[str, str] = {
    "unit-added": "plus", "unit-edited": "edit", "unit-moved": "outbox", "unit-merge": "merge", "unit-split": "split",
    "unit-rename": "edit", "unit-dissolve": "minus", "account-added": "account", "account-closed": "lock",
    "account-opened": "check", "appointed": "people", "post-ended": "minus", "delegated": "send",
    "delegation-ended": "return", "password-set": "key", "profile-edited": "edit", "second-factor-set": "shield",
    "second-factor-removed": "shield", "signed-out": "sign-out", "token-issued": "key", "token-revoked": "key",
}  # fmt: skip


def moments(events: Iterable[Event]) -> list[Moment]:
    """Events as the look's timeline shows them."""
    return [moment(event) for event in events]


def moment(event: Event) -> Moment:
    """One event. The name stands in the account, not in the event: an erased person is shown as such."""
    post = str(event.unit) if event.unit else ""
    if event.delegation_id and post:
        post = _("%(unit)s, by delegation") % {"unit": post}
    about = "" if event.before else _about(event.after)
    return Moment(
        at=event.at,
        who=str(event.actor) if event.actor else _("The installation"),
        act=f"{wording(event.verb)}: {about}" if about else wording(event.verb),
        post=post,
        reason=event.reason,
        changes=_changes(event) if event.before else (),
        icon=ICONS.get(event.verb, "dot"),
        url=_url(event.subject) if event.verb.startswith("unit-") else "",
    )


def _about(after: Mapping[str, Any]) -> str:
    """What is new, in a few words."""
    told = [after.get("name"), after.get("title") or (role_name(after["role"]) if after.get("role") else "")]
    days = [_said("on", after.get(name)) for name in ("since", "on", "until") if after.get(name)]
    return ", ".join([*filter(None, told), " – ".join(days)] if days else [*filter(None, told)])


def _url(subject: str) -> str:
    kind, _colon, key = subject.partition(":")
    return f"/units/{key}/" if kind == "unit" else ""


def _changes(event: Event) -> list[Change]:
    names = {
        "code": _("Code"), "name": _("Name"), "short_name": _("Short name"), "level": _("Level"), "role": _("Role"),
        "title": _("Job title"), "since": _("From"), "until": _("Until"), "valid_from": _("First day"),
        "valid_to": _("Last day"),
    }  # fmt: skip
    pairs = [(key, event.before.get(key), event.after.get(key)) for key in names]
    told = [(key, _said(key, old), _said(key, new)) for key, old, new in pairs]
    return [Change(names[key], old, new) for key, old, new in told if old != new]


def _said(key: str, value: Any) -> str:
    """A value as people read it: roles in words, days as 05/02/2026."""
    if not value:
        return ""
    if key == "role":
        return role_name(str(value))
    if key in ("since", "until", "on", "valid_from", "valid_to"):
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return str(value)
    return str(value)
