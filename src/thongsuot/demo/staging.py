"""Who and what is there while the demonstration lives through its story? The plan, the day, units and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thongsuot.documents.models import Document
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


@dataclass(frozen=True, slots=True)
class Stage:
    """The plan, the day of loading, units by code and people by user name and unit."""

    plan: Document
    today: date
    units: Mapping[str, Unit]
    people: Mapping[tuple[str, str], Acting]

    def at(self, name: str, unit: str) -> Acting:
        """Somebody in a post."""
        return self.people[name, unit]

    def day(self, days: int) -> date:
        """A day, counted from the day of loading."""
        return self.today + timedelta(days)
