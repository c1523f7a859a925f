"""How are subscriptions kept? Added, changed, switched off and on by the administrator; their secret is shown once."""

import secrets
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.events.models import Chain
from thongsuot.events.wording import VERBS
from thongsuot.exchange import net, sealing
from thongsuot.exchange.access import require_ours, require_set_up
from thongsuot.exchange.models import Call, Hook
from thongsuot.exchange.rules import Sent, tellable
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def offered() -> dict[str, str]:
    """The verbs that subscribers can be told of, with their words."""
    return {verb: str(words) for verb, words in VERBS.items() if tellable(verb)}


def add(name: str, url: str, unit: Unit, verbs: Collection[str], *, by: Acting) -> tuple[Hook, str]:
    """A subscription from now on; gives its secret, which is not shown again."""
    require_set_up(by)
    _sound(url, unit, verbs, by)
    secret = f"whs_{secrets.token_urlsafe(32)}"
    with writing(by):
        made = Hook.objects.create(
            unit=unit, name=name.strip(), url=url.strip(), secret=sealing.seal(secret), verbs=sorted(set(verbs)),
            seq=Chain.objects.get(pk=1).seq, created_at=timezone.now(), created_by=by.user,
        )  # fmt: skip
        record("hook-added", f"hook:{made.pk}", also=f"unit:{unit.pk}", after={"url": made.url, "verbs": made.verbs})
    return made, secret


def edit(hook: Hook, name: str, url: str, verbs: Collection[str], *, active: bool, revision: int, by: Acting) -> Hook:
    """Another address or other verbs; switched on again it is told of what happens from then on."""
    require_set_up(by)
    _sound(url, hook.unit, verbs, by)
    with writing(by):
        held = Hook.objects.select_for_update(of=("self",)).get(pk=hook.pk)
        if held.revision != revision:
            raise Stale
        if active and not held.active:
            held.seq, held.failing_since, held.note = Chain.objects.get(pk=1).seq, None, ""
        held.name, held.url, held.verbs, held.active = name.strip(), url.strip(), sorted(set(verbs)), active
        held.revision += 1
        held.save()
        after = {"url": held.url, "verbs": held.verbs, "active": active}
        record("hook-edited", f"hook:{held.pk}", also=f"unit:{held.unit_id}", after=after)
    return held


def again(call: Call, *, by: Acting) -> None:
    """Tell a subscriber once more of what he was told, or should have been told."""
    require_set_up(by)
    with writing(by):
        held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
        held.state, held.attempts, held.next_at = Sent.WAITING, 0, timezone.now()
        held.save()
        record("hook-again", f"hook:{held.hook_id}", after={"event": held.seq})


def _sound(url: str, unit: Unit, verbs: Collection[str], by: Acting) -> None:
    net.place_of(url)
    require_ours(unit, by)
    if not verbs or set(verbs) - set(offered()):
        raise Problem(_("Choose at least one thing that is told of."))
