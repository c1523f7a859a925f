"""What waits for a unit? What it leads, gave and takes part in, each part a list that the address opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import IntegerField, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.followup.listing import filtered
from thongsuot.followup.models import Assignment
from thongsuot.followup.paging import BY_DAY, loaded
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

SHOWN, COUNTED = 8, 999
SOON = 7
"""Days."""
WORDS: Mapping[str, str | Promise] = {
    "overdue": _("Overdue"),
    "accept": _("To be accepted"),
    "soon": _("Due within seven days"),
    "confirm": _("Reported to us, waiting for our confirmation"),
    "time": _("More time asked of us"),
    "asked": _("Questions to us"),
    "returned": _("Handed back to us"),
    "partner": _("We take part in"),
    "monitor": _("We monitor"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the work: its list, how many there are (one more than :data:`COUNTED` where more), the first."""

    name: str
    query: str
    n: int
    rows: list[Assignment]

    @property
    def words(self) -> str:
        """What it is called."""
        return str(WORDS[self.name])

    @property
    def written(self) -> str:
        """Its count as people read it."""
        return written(self.n)


def written(n: int) -> str:
    """A count as people read it."""
    return f"{COUNTED}+" if n > COUNTED else str(n)


def asked(today: date) -> dict[str, dict[str, str]]:
    """The filters of each part."""
    return {
        "overdue": {"mine": "lead", "standing": "open-overdue"},
        "accept": {"mine": "lead", "state": "assigned"},
        "soon": {
            "mine": "lead", "standing": "open",
            "due_from": today.isoformat(), "due_to": (today + timedelta(SOON)).isoformat(),
        },
        "confirm": {"mine": "given", "state": "reported"},
        "time": {"mine": "given", "waits": "extension"},
        "asked": {"mine": "given", "waits": "question"},
        "returned": {"mine": "given", "state": "returned"},
        "partner": {"mine": "partner", "standing": "open"},
        "monitor": {"mine": "monitor", "standing": "open"},
    }  # fmt: skip


def sections(acting: Acting, today: date) -> list[Section]:
    """The parts of a unit's work in which there is something; one query each, and one for their first rows."""
    found = {}
    told = asked(today)
    for name, filters in told.items():
        fitting = filtered(filters, acting, today).order_by(*BY_DAY)
        found[name] = list(fitting.values_list("pk", flat=True)[: COUNTED + 1])
    rows = {held.pk: held for held in loaded([key for keys in found.values() for key in keys[:SHOWN]])}
    return [
        Section(name, urlencode(told[name]), len(keys), [rows[key] for key in keys[:SHOWN]])
        for name, keys in found.items()
        if keys
    ]


class Bounded(Subquery):
    """How many rows a query has that ends after some."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS bounded)"
    output_field = IntegerField()


def counts(acting: Acting, today: date) -> list[Section]:
    """The same without rows, for the desk: one query."""
    told = asked(today)
    numbers = {
        name: Bounded(filtered(filters, acting, today).order_by().values("pk")[: COUNTED + 1])
        for name, filters in told.items()
    }
    found = Unit.objects.filter(pk=acting.unit_id).order_by().annotate(**numbers).values(*numbers).get()
    return [Section(name, urlencode(told[name]), n, []) for name, n in found.items() if n]
