"""What becomes of a package that has not gone yet? It is sent again, or somebody carried it himself."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.exchange.models import Parcel
from thongsuot.exchange.rules import Sent
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting, may
from thongsuot.units.rules import Right


def turn(row: Parcel, *, carried: bool, by: Acting) -> None:
    """Note a package of ours as brought to its partner, or try to send it once more."""
    with writing(by):
        found = Parcel.objects.select_for_update(of=("self",)).select_related("unit", "partner").get(pk=row.pk)
        if not may(by, Right.SEND, found.unit) or found.inward:
            raise Forbidden
        if found.state == Sent.SENT:
            raise Problem(_("It was sent already."))
        if not carried and not found.partner.address:
            raise Problem(_("This partner has no address: save the package and carry it."))
        found.state, found.attempts, found.error = Sent.SENT if carried else Sent.WAITING, 0, ""
        found.next_at = None if carried else timezone.now()
        found.revision += 1
        found.save()
        record("package-carried" if carried else "package-again", f"parcel:{found.pk}", also=f"unit:{found.unit_id}")
