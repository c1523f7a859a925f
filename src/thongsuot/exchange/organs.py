"""Which body is meant by a code? Codes of the table first, then those of units; closed ones lead to their successor."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.exchange.access import require_ours, require_set_up
from thongsuot.exchange.edxml.message import Organ as Body
from thongsuot.exchange.models import Organ
from thongsuot.exchange.rules import code_key
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def named(code: str, day: date | None = None) -> Organ | None:
    """The body of a code; where the code was closed, the one that follows it."""
    day, seen = day or timezone.localdate(), set[int]()
    found = Organ.objects.select_related("unit", "successor__unit").filter(code_key=code_key(code)).first()
    while found is not None and found.closed_on and found.closed_on <= day and found.successor_id:
        if found.pk in seen:
            return None
        seen.add(found.pk)
        found = Organ.objects.select_related("unit").get(pk=found.successor_id)
    return found


def units_of(codes: Iterable[str]) -> list[Unit]:
    """The units of this installation that are meant by codes, each once."""
    found: dict[int, Unit] = {}
    for code in codes:
        organ = named(code)
        unit = organ.unit if organ else Unit.objects.on(timezone.localdate()).filter(code__iexact=code.strip()).first()
        if unit is not None:
            found[unit.pk] = unit
    return list(found.values())


def of_unit(unit: Unit) -> Organ | None:
    """A unit in the table of codes, where it has a code that is open."""
    today = timezone.localdate()
    open_ = Q(closed_on__isnull=True) | Q(closed_on__gt=today)
    return Organ.objects.filter(open_, unit=unit).order_by("pk").first()


def body_of(unit: Unit) -> Body:
    """A unit as it answers a message: by its code in the table, else by that in the tree, which the message named."""
    organ = of_unit(unit)
    return _body(unit, organ.code if organ else unit.code)


def sender(unit: Unit) -> Body:
    """A unit as it sends documents: others know it by its code in the table only."""
    organ = of_unit(unit)
    if organ is None:
        raise Problem(
            _("%(unit)s has no code in the table of codes, and a message names its sender by one. Ask your "
              "administrator to add it.") % {"unit": unit.name}
        )  # fmt: skip
    return _body(unit, organ.code)


def _body(unit: Unit, code: str) -> Body:
    return Body(code, unit.name, unit.parent.name if unit.parent else "")


def outside(acting: Acting) -> Sequence[Organ]:
    """The bodies that a unit may send to: those of the table whose codes are open, but its own."""
    today = timezone.localdate()
    rows = Organ.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today)).select_related("unit")
    return list(rows.exclude(unit=acting.unit_id).order_by("name", "code"))


def save(
    code: str,
    name: str,
    *,
    by: Acting,
    unit: Unit | None = None,
    closed_on: date | None = None,
    successor: Organ | None = None,
    zip_attachments: bool = False,
    row: Organ | None = None,
    revision: int = 0,
) -> Organ:
    """Write down a body and its code, or correct it."""
    require_set_up(by)
    key = code_key(code)
    if not key or "," in key:
        raise Problem(_("Write the code as its body uses it, for instance 000.00.00.H41 or H37.02."))
    if unit is not None:
        require_ours(unit, by)
    with writing(by):
        held = Organ.objects.select_for_update().get(pk=row.pk) if row else Organ()
        if row is not None and held.revision != revision:
            raise Stale
        if Organ.objects.filter(code_key=key).exclude(pk=held.pk).exists():
            raise Problem(_("This code is in the table already."))
        held.code, held.code_key, held.name, held.unit = " ".join(code.split()), key, name.strip(), unit
        held.closed_on, held.successor, held.zip_attachments = closed_on, successor, zip_attachments
        held.revision += 1 if row else 0
        held.save()
        record("organ-saved", f"organ:{held.pk}", after={"code": held.code, "unit": unit.pk if unit else None})
    return held
