"""How is a calendar written? As RFC 5545: a deadline is a whole day, a conference has its hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=6)
LASTS = timedelta(hours=3)
"""How long a conference is thought to last: its end is not kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A day or an hour that somebody must know of."""

    uid: str
    sequence: int
    title: str
    on: date
    begin: datetime | None
    url: str
    told: str
    category: str
    changed: datetime
    place: str = ""
    cancelled: bool = False


def write(name: str, entries: Iterable[Entry], host: str) -> bytes:
    """A calendar of entries; what was called off stays in it as cancelled, so that programs take it out.

    Whole-day events, not to-dos: subscribed to-dos are shown by next to no program.
    """
    out = Calendar()
    out.add("prodid", "-//Thong Suot//calendars//VI")
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", name)
    out.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    out.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        out.add_component(_event(entry, host))
    out.add_missing_timezones()
    return bytes(out.to_ical())


def _event(entry: Entry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed)
    event.add("summary", entry.title)
    if entry.begin is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
    else:
        event.add("dtstart", entry.begin)
        event.add("dtend", entry.begin + LASTS)
    event.add("description", entry.told)
    if entry.place:
        event.add("location", entry.place)
    event.add("categories", [entry.category])
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT" if entry.begin is None else "OPAQUE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
