"""What of exchange waits for a clerk? Messages and packages, for the desk and the work of a unit."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import said
from thongsuot.exchange import queries
from thongsuot.exchange.models import Incoming, Parcel
from thongsuot.exchange.wording import SORTS
from thongsuot.followup.waiting import Kind, Row
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right


def _message(row: Incoming) -> Row:
    words = str(row.told.get("subject") or row.told.get("description") or "")
    name = str(row.told.get("symbol") or row.name)
    return Row(name, f"/exchange/messages/{row.pk}/", row.sender_name or row.sender_key, words, row.came_at)


def _parcel(row: Parcel) -> Row:
    name = f"{row.partner} · {row.sequence}"
    return Row(name, f"/exchange/packages/{row.pk}/", row.unit.name, said(SORTS, row.sort), row.made_at)


def _messages(acting: Acting) -> QuerySet[Incoming]:
    return queries.inbox(acting, waiting=True)


KINDS = (
    Kind("messages", _("Messages of other systems that wait for a decision"), Right.RECEIVE, "/exchange/", _messages,
         _message, "came_at"),
    Kind("packages", _("Packages of partners that wait for a decision"), Right.RECEIVE, "/exchange/packages/?waits=1",
         queries.waiting_parcels, _parcel, "made_at"),
)  # fmt: skip
