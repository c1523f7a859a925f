"""How do the conclusions of a conference become duties? As findings of its minutes, which are a registered document."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thongsuot.dissemination.meetings import came, held_by
from thongsuot.dissemination.models import Conference
from thongsuot.documents import review
from thongsuot.documents.access import may_change
from thongsuot.documents.actions import Intake, add_version, edit_header, receive
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Direction, Kind, State
from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem
from thongsuot.units import access
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right

FILE = "ket-luan-hoi-nghi.txt"
KIND = "Thông báo"
_LINE = re.compile(r"\d{1,4}\. (.+)")
_CLOSING = "Trên đây là "
"""Begins what stands behind the conclusions."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Minutes as a file."""

    name: str
    raw: bytes


Writer = Callable[[Conference, Sequence[str]], Paper]
WRITERS: dict[str, Writer] = {}
"""By the names of their files: a room above that knows official forms writes minutes in them. Else they are text."""


def conclusions(minutes: Document) -> QuerySet[Finding]:
    """The duties that the minutes were read, or said, to hold."""
    return minutes.findings.filter(kind=Kind.OBLIGATION).exclude(state=State.DROPPED).order_by("start", "pk")


def unread(minutes: Document) -> list[tuple[int, str]]:
    """The lines of the minutes in which no duty was found, and where each begins."""
    if minutes.current is None:
        return []
    body = minutes.current.provisions.order_by("index").values_list("start", flat=True).first() or 0  # behind the head
    taken = [(row.start, row.end) for row in conclusions(minutes) if not row.lost]
    out, start = list[tuple[int, str]](), 0
    for line in minutes.current.text.split("\n"):
        end = start + len(line)
        if line.startswith(_CLOSING):
            break
        free = start >= body and not any(first < end and start < last for first, last in taken)
        if free and len(line.split()) > 3:
            out.append((start + len(line) - len(line.lstrip()), line.strip()))
        start = end + 1
    return out


def written_here(minutes: Document | None) -> bool:
    """Whether there are no minutes yet, or such as were written on the conference's page."""
    return minutes is None or (minutes.current is not None and minutes.current.file_name in (FILE, *WRITERS))


def told(minutes: Document | None) -> list[str]:
    """The conclusions of minutes that were written here, in their order."""
    text = minutes.current.text if minutes and minutes.current else ""
    return [m[1].rstrip(" .") for line in text.split("\n") if (m := _LINE.fullmatch(line.strip()))]


def write_minutes(conference: Conference, lines: Sequence[str], *, by: Acting) -> Document:
    """Register what was concluded, line by line, as the minutes; more lines become their next version.

    What the reading does not find is added as a duty where the writer may say so himself; else somebody who reviews
    adds it from the lines that are left.
    """
    access.require(by, Right.REGISTER, conference.unit)
    came(conference.on)
    if not lines:
        raise Problem(_("Write at least one conclusion."))
    with writing(by):
        held = held_by(conference, by)
        minutes = held.record
        if not written_here(minutes):
            raise Problem(_("The minutes came as a file. Add a new version of that document instead."))
        paper = next(iter(WRITERS.values()), _plain)(held, [*told(minutes), *lines])
        if minutes is None:
            minutes = receive(paper.raw, paper.name, Intake(held.unit, Direction.OUT, anyway=True), by=by)
            head = {"kind": KIND, "title": about(held), "date": held.on}
            minutes = edit_header(minutes, head, revision=minutes.revision, by=by)
            held.record = minutes
            held.revision += 1
            held.save(update_fields=["record", "revision"])
        else:
            add_version(minutes, paper.raw, paper.name, since=None, by=by)
        minutes = Document.objects.select_related("unit", "current").get(pk=minutes.pk)
        after = {"document": minutes.pk, "lines": len(lines)}
        record("conclusions-written", f"conference:{held.pk}", after=after)
        if may_change(by, Right.REVIEW, minutes):
            _add_all(minutes, lines, by)
    return minutes


def _plain(held: Conference, lines: Sequence[str]) -> Paper:
    day = f"ngày {held.on:%d} tháng {held.on:%m} năm {held.on.year}"
    place = f"{held.place}, {day}" if held.place and len(held.place) < 60 else day.capitalize()
    head = [held.unit.name.upper(), place, KIND.upper(), about(held)]
    text = "\n".join([*head, *(f"{n}. {line}" for n, line in enumerate(lines, 1))])
    return Paper(FILE, f"{text}\n".encode())


def about(held: Conference) -> str:
    """What the minutes are of."""
    return f"kết luận tại {held.title[:1].lower()}{held.title[1:]}"


def _add_all(minutes: Document, lines: Iterable[str], by: Acting) -> None:
    """Each line that no duty was found in, with its words as what is to be done."""
    wanted = {line.rstrip(" .") for line in lines}
    for start, line in unread(minutes):
        said = line.split(". ", 1)[-1].rstrip(" .")
        if said in wanted:
            at = start + line.index(said)
            payload = {"action": said, "lead": [], "partners": [], "modality": "order", "source": "sentence",
                       "executor": [], "inherited": False, "about": [], "deadline": None, "product": None}  # fmt: skip
            review.add(minutes, Kind.OBLIGATION, (at, at + len(said)), payload, by=by, version=minutes.current_id)
