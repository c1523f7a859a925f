"""What is asked for of a list of duties? Filters of the address, and what stands around the list in each form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.wording import said
from thongsuot.followup import listing
from thongsuot.followup.list_forms import MINE, WAITS, DutyFilterForm, standing_words
from thongsuot.followup.listing import Chosen, chosen
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import AGES
from thongsuot.followup.wording import KINDS, STATES, month_name
from thongsuot.look.shapes import Tab
from thongsuot.look.templatetags.look import dmy
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest
from thongsuot.units.models import Level, Unit
from thongsuot.units.rules import Right

NAMES = (
    "words", "standing", "mine", "unit", "lead", "assigner", "level", "document", "kind", "state", "waits", "age",
    "month", "due_from", "due_to", "due", "counted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, and the address without it."""

    text: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    wanted: Chosen
    acting: Acting
    today: date

    @classmethod
    def of(cls, request: ActingRequest) -> "Asked":
        """By a request."""
        return cls(chosen(request.GET), request.acting, timezone.localdate())

    @cached_property
    def reached(self) -> QuerySet[Assignment]:
        """What the other filters narrow: what the reader may see, or his own unit has to do with."""
        return listing.reached(self.wanted, self.acting)

    def rows(self, state: str = "") -> QuerySet[Assignment]:
        """The duties that are asked for, of one state where one is named."""
        wanted = replace(self.wanted, state=state) if state else self.wanted
        return listing.narrowed(self.reached, wanted, self.acting, self.today)


def around(request: ActingRequest, asked: Asked, here: str, **more: Any) -> dict[str, Any]:
    """The filters, the chosen ones and the forms a list may take, each with the same filters."""
    form = DutyFilterForm(request.GET or None, acting=request.acting)
    chips = active(request, asked.wanted)
    query = kept(request)
    bar = render_to_string("look/_filters.html", {"form": form, "active": len(chips)}, request)
    return {
        "filters": bar,
        "chips": chips,
        "tabs": [
            Tab(_("List"), reverse("duties") + query, here == "list"),
            Tab(_("Board"), reverse("duties-board") + query, here == "board"),
            Tab(_("Calendar"), reverse("duties-calendar") + query, here == "calendar"),
        ],
        "query": query,
        "may_import": asked.acting.bears(Right.ASSIGN) or asked.acting.bears(Right.REPORT),
        **more,
    }


def kept(request: HttpRequest, **changes: str) -> str:
    """The filters of an address alone, some of them changed, as a query."""
    query = request.GET.copy()
    for name in list(query):
        if name not in NAMES or not any(query.getlist(name)):
            del query[name]
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else ""


def active(request: HttpRequest, wanted: Chosen) -> list[Chip]:
    """The chosen filters; each goes away by a click."""
    return [
        Chip(text, kept(request, **{name: ""}) or request.path)
        for name in NAMES
        if getattr(wanted, name) not in (None, "", (), False)
        for text in [_written(name, wanted)]
    ]


def _written(name: str, wanted: Chosen) -> str:
    value = getattr(wanted, name)
    words: Mapping[str, Any] = {"mine": MINE, "kind": KINDS, "state": STATES, "waits": WAITS}
    if name in words:
        return said(words[name], value)
    match name:
        case "words":
            return f"“{value}”"
        case "standing":
            told = standing_words()
            return " + ".join(str(told[one]) for one in value)
        case "unit" | "lead" | "assigner" | "level" | "document":
            return _named(name, value)
        case "age":
            ends = (0, *AGES)
            if value == len(AGES):
                return _("overdue for more than %(n)s days") % {"n": ends[value]}
            return _("overdue for %(first)s–%(last)s days") % {"first": ends[value] + 1, "last": ends[value + 1]}
        case "month":
            return _("Completed in %(month)s") % {"month": month_name(value)}
        case "due_from":
            return _("Due from %(day)s") % {"day": dmy(value)}
        case "due_to":
            return _("Due until %(day)s") % {"day": dmy(value)}
        case "due":
            return _("Without a deadline")
    return _("As figures count them")


def _named(name: str, key: int) -> str:
    if name == "document":
        if not key:
            return _("Ordered by no document")
        document = Document.objects.filter(pk=key).only("kind", "symbol", "title").first()
        return str(document) if document else str(key)
    row = (Level if name == "level" else Unit).objects.filter(pk=key).first()
    text = str(row) if row else str(key)
    if name == "lead":
        return _("Led by %(unit)s itself") % {"unit": text}
    if name == "assigner":
        return _("Given by %(unit)s") % {"unit": text}
    return text


def written(total: int, exact: bool) -> str:
    """A number of duties as people read it."""
    told = f"{total:,}".replace(",", ".")
    return told if exact else _("more than %(n)s") % {"n": told}


def bounded(rows: QuerySet[Assignment], most: int) -> str:
    """A count as far as it was counted: “1.000+” says enough."""
    n = listing.counted(rows, most)
    return f"{most:,}+".replace(",", ".") if n > most else f"{n:,}".replace(",", ".")
