"""May somebody see or change this programme? The twin, for one programme, of ``visible_to`` for lists."""

from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import EDITABLE
from thongsuot.units.access import Acting, may
from thongsuot.units.rules import Right, within


def may_read(acting: Acting | None, programme: Programme) -> bool:
    """Whether somebody may see a programme: his unit's or one below, or one his unit was asked about."""
    if acting is None or not acting.reads:
        return False
    if within(programme.unit.path or "", acting.path) and documents.may_read(acting, programme.answers):
        return True
    return programme.consultations.filter(unit=acting.unit_id).exists()


def may_change(acting: Acting | None, right: Right, programme: Programme) -> bool:
    """Whether somebody bears a right over a programme: over its unit, and he may see it."""
    return may(acting, right, programme.unit) and may_read(acting, programme)


def held(programme: Programme, right: Right, by: Acting, revision: int | None = None) -> Programme:
    """The programme, locked for a change by somebody who may; :class:`Stale` if it is not as he saw it."""
    rows = Programme.objects.select_for_update(of=("self",)).select_related("unit", "answers__unit", "version")
    found = rows.get(pk=programme.pk)
    if not may_change(by, right, found):
        raise Forbidden
    if revision is not None and found.revision != revision:
        raise Stale
    return found


def editable(programme: Programme, by: Acting, revision: int | None = None) -> Programme:
    """The programme, locked for a change of its content."""
    found = held(programme, Right.DRAFT, by, revision)
    if found.state not in EDITABLE:
        raise Problem(_("This programme has been submitted: it changes no more unless it is returned to its drafters."))
    return found
