"""What rests on words that changed and waits for a unit's decision? For the desk and the work of a unit."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import said
from thongsuot.followup.waiting import Kind, Row
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.showing import kind
from thongsuot.suspects.wording import HOWS, THINGS
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right


def _rows(acting: Acting) -> QuerySet[Suspect]:
    """Those that have waited longest first."""
    rows = Suspect.objects.waiting().filter(unit=acting.unit_id)
    return rows.select_related("change", "unit", "assignment__lead", "recurrence__lead").order_by("change_id", "pk")


def _tell(row: Suspect) -> Row:
    """Not which words of which document: its own page says that to whoever may see the document."""
    given = row.assignment or row.recurrence
    sub = f"{said(THINGS, kind(row))}: {said(HOWS, row.how)}"
    return Row(
        row.about, reverse("suspect", args=[row.pk]), (given.lead if given else row.unit).name, sub, row.change.at
    )


KIND = Kind(
    "suspects",
    _("To be reviewed: the words it rests on changed"),
    Right.REVIEW,
    "/suspects/",
    _rows,
    _tell,
    "change__at",
)
