"""What waits for somebody beside duties? Kinds of things, each counted as its list counts; rooms above add theirs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dissemination import queries as dissemination
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.wording import place_name
from thongsuot.followup.work import COUNTED, SHOWN, Bounded, written
from thongsuot.programmes import queries as programmes
from thongsuot.programmes.models import Exemption, Programme
from thongsuot.programmes.rules import Waits
from thongsuot.programmes.wording import WAITS
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


@dataclass(frozen=True, slots=True)
class Row:
    """One of what waits, as the list of a unit's work prints it."""

    text: str
    url: str
    who: str
    sub: str = ""
    since: datetime | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What waits for whoever bears a right: the read that the address lists, and the column of the day it goes by."""

    name: str
    words: str | Promise
    right: Right
    url: str
    rows: Callable[[Acting], QuerySet[Any]]
    tell: Callable[[Any], Row]
    day: str
    until: bool = False  # the day is by when it must be done, not since when it waits


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a kind wait (one more than are counted where more), the earliest of their days, the first rows."""

    kind: Kind
    n: int
    day: date | datetime | None
    rows: list[Row] = field(default_factory=list)

    @property
    def written(self) -> str:
        """The number as people read it."""
        return written(self.n)

    @property
    def dated(self) -> bool:
        """Whether it is known of any of the rows since when it waits."""
        return any(row.since for row in self.rows)

    @property
    def limited(self) -> bool:
        """Whether any of the rows must be done by a day."""
        return any(row.until for row in self.rows)


def counts(acting: Acting) -> list[Waiting]:
    """The kinds of which something waits for somebody: one query for all."""
    asked: dict[str, Combinable] = {}
    kinds = [kind for kind in KINDS if acting.bears(kind.right)]
    for n, kind in enumerate(kinds):
        rows = kind.rows(acting)
        asked[f"n{n}"] = Bounded(rows.order_by().values("pk")[: COUNTED + 1])
        asked[f"day{n}"] = Subquery(rows.order_by(F(kind.day).asc(nulls_last=True)).values(kind.day)[:1])
    if not kinds:
        return []
    found = Unit.objects.filter(pk=acting.unit_id).order_by().annotate(**asked).values(*asked).get()
    return [Waiting(kind, found[f"n{n}"], found[f"day{n}"]) for n, kind in enumerate(kinds) if found[f"n{n}"]]


def sections(acting: Acting) -> list[Waiting]:
    """The same with the first rows of each: one query more for each that is not empty."""
    return [Waiting(one.kind, one.n, one.day, _first(one.kind, acting)) for one in counts(acting)]


def _first(kind: Kind, acting: Acting) -> list[Row]:
    """The first rows: chosen by their keys, so that no more of them than are shown are read and put in order whole."""
    rows = kind.rows(acting)
    return [kind.tell(row) for row in rows.filter(pk__in=rows.values("pk")[:SHOWN])]


def _programme(row: Programme) -> Row:
    since, until = getattr(row, "since", None), getattr(row, "until", None)
    return Row(str(row), f"/programmes/{row.pk}/", row.unit.name, since=since, until=until)


def _exemption(row: Exemption) -> Row:
    place = place_name(row.loc) if row.loc else _("the whole document")
    return Row(str(row.document), EXEMPTIONS, row.unit.name, f"{place}: {row.reason}", row.asked_at)


def _sent(row: Delivery) -> Row:
    url = f"/documents/{row.document_id}/"
    return Row(str(row.document), url, row.sender.name, row.document.title, row.sent_at, row.due_on)


def _returned(row: Delivery) -> Row:
    url = f"/dissemination/documents/{row.document_id}/?part=returned#list"
    return Row(str(row.document), url, row.recipient.name, row.reason, row.ended_at)


EXEMPTIONS = "/programmes/exemptions/?waits=1"


def _programmes(what: Waits, right: Right) -> Kind:
    day = "until" if what == Waits.COMMENT else "since"
    rows = partial(programmes.waiting, what=what)
    url = f"/programmes/?waits={what}"
    return Kind(f"programmes-{what}", WAITS[what], right, url, rows, _programme, day, until=day == "until")


KINDS = [
    _programmes(Waits.APPROVE, Right.APPROVE),
    _programmes(Waits.COMMENT, Right.REVIEW),
    _programmes(Waits.REVISE, Right.DRAFT),
    _programmes(Waits.ISSUE, Right.REGISTER),
    Kind("exemptions", gettext_lazy("Exemptions that wait for our decision"), Right.APPROVE, EXEMPTIONS,
         programmes.to_decide, _exemption, "asked_at"),
    Kind("deliveries", gettext_lazy("Sent to us and not received yet"), Right.RECEIVE, "/dissemination/inbox/",
         dissemination.inbox, _sent, "sent_at"),
    Kind("deliveries-returned", gettext_lazy("Given back to us"), Right.SEND, "/dissemination/outbox/?returned=1",
         dissemination.returned, _returned, "ended_at"),
]  # fmt: skip
"""In the order of the page."""
