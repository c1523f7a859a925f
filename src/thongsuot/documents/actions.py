"""How does a document come in and change? Each verb is one transaction with its event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import readings
from thongsuot.documents.access import may_change, require
from thongsuot.documents.announcing import reach_changed, text_changed
from thongsuot.documents.keeping import keep_reading, keep_version, keyed, read_again
from thongsuot.documents.models import Document, Refusal, Share, Version
from thongsuot.documents.queries import duplicates, version_on
from thongsuot.documents.rules import (
    Direction,
    Mark,
    Reach,
    Standing,
    Status,
    digest,
    is_scan,
    mark_of,
    reach_under,
    sentence,
)
from thongsuot.documents.targets import link_waiting
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units import access
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right
from vanban import RefusedFile, Text, UnreadableFile

HEADER = ("system", "kind", "symbol", "issuers", "place", "date", "title", "effective_from", "effective_to", "urgency")

MOST_SHARES = 20_000
"""Of one change: documents times units."""


class Refused(Problem):
    """A file under a secrecy mark; nothing of it was kept."""


class Unread(Problem):
    """A file whose text cannot be read; ``scan``: a clerk who looked at it may state that it bears no mark."""

    def __init__(self, sentence: str, *, scan: bool = False) -> None:
        super().__init__(sentence)
        self.scan = scan


class Duplicate(Problem):
    """The same document is registered already; ``document`` is it."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            _("This is registered already: %(document)s. Add the file as a new version, or register it anyway.")
            % {"document": document}
        )
        self.document = document


@dataclass(frozen=True, slots=True)
class Intake:
    """What a clerk states of a file beside its bytes."""

    unit: Unit
    direction: Direction = Direction.IN
    arrived_on: date | None = None
    note: str = ""
    unmarked: bool = False  # the clerk states that a file that cannot be read bears no secrecy mark
    anyway: bool = False  # register although it looks like one that is there


def receive(raw: bytes, name: str, intake: Intake, *, by: Acting) -> Document:
    """Register a file. Its text is read, and looked through for secrecy marks, in memory before anything is kept."""
    access.require(by, Right.REGISTER, intake.unit)
    text, failure = admit(raw, name, intake, by)
    reading = None if text is None or _later(raw) else readings.read(text)
    if text is not None and not intake.anyway:
        header = readings.header_fields(reading["header"]) if reading else {}
        same = duplicates(by, digest(text.content), header)
        if same is not None:
            raise Duplicate(same)
    with writing(by):
        day = intake.arrived_on or timezone.localdate()
        document = Document(
            unit=intake.unit,
            direction=intake.direction,
            arrived_on=day,
            year=day.year,
            note=intake.note,
            created_by=by.user,
            failure=failure,
            status=Status.FAILED if text is None else Status.WAITING,
            mark=mark_of(text.content) if text else Mark.NONE,
        )
        document.reach = reach_under(document.mark, Reach.UNIT)
        document.number = _next_number(intake.unit, intake.direction, day.year)
        document.save()
        version = keep_version(document, raw, name, text)
        _registered(document, version, stated=text is None)
        if reading is not None:
            keep_reading(document, version, reading)
    if text is not None and reading is None:
        from thongsuot.documents.jobs import read_document

        read_document.enqueue(document.pk)
    return document


def add_version(document: Document, raw: bytes, name: str, *, since: date | None, by: Acting) -> Version:
    """A new text of a document: a better scan, or its wording from another day on."""
    require(by, Right.REGISTER, document)
    text, _failure = admit(raw, name, Intake(document.unit), by)
    assert text is not None
    reading = readings.read(text)
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        return put(held, raw, name, text, reading, since=since, causes=(), by=by)


def reread(document: Document, *, by: Acting | None = None) -> None:
    """Read a document's text anew; what people decided stands."""
    if by is not None:
        require(by, Right.REVIEW, document)
    version = document.current
    if version is None or not version.text:
        raise Problem(_("There is no text to read. Add a file that can be read."))
    reading = read_again(version)
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        keep_reading(held, version, reading)


def put(
    held: Document, raw: bytes, name: str, text: Text, reading: readings.Json, *, since: date | None,
    causes: Sequence[Document], by: Acting, consolidated: bool = False, incomplete: bool = False,
) -> Version:  # fmt: skip
    """A text takes its place among a document's; who rests on it is told if it says something else. In ``writing``."""
    current = held.current
    before = version_on(held, since)
    over = current is not None and (current.since or date.min) <= (since or date.min)  # else today stays as it is
    version = keep_version(held, raw, name, text, since, consolidated=consolidated, incomplete=incomplete)
    made = {"consolidated": True} if consolidated else {}
    record("version-added", f"document:{held.pk}", after={"version": version.n} | made)
    _mark(held, mark_of(text.content))
    keep_reading(held, version, reading)
    if over and before is not None:
        another = version.text_sha256 not in ("", before.text_sha256)
        if another or (consolidated and _idle(before) != _idle(version)):
            text_changed.send(Document, document=held, before=before, after=version, causes=list(causes), by=by)
    return version


def _idle(version: Version) -> list[tuple[str, str]]:
    """The clauses of a text that do not hold."""
    return list(version.provisions.exclude(state=Standing.IN_FORCE).order_by("loc").values_list("loc", "state"))


def edit_header(document: Document, fields: dict[str, Any], *, revision: int, by: Acting, reason: str = "") -> Document:
    """What a person says of the header holds, and survives every re-reading."""
    if not (by.bears(Right.REGISTER) or by.bears(Right.REVIEW)):
        raise Forbidden
    require(by, Right.REGISTER if by.bears(Right.REGISTER) else Right.REVIEW, document)
    with writing(by):
        held = _held(document, revision)
        before = {name: _plain(getattr(held, name)) for name in fields}
        for name, value in fields.items():
            if name not in (*HEADER, "note", "number", "arrived_on"):
                raise ValueError(name)
            setattr(held, name, value)
        held.year = held.arrived_on.year
        _sound(held)
        held.header_edited = True
        keyed(held)
        held.revision += 1
        held.save()
        after = {name: _plain(value) for name, value in fields.items()}
        record("header-edited", f"document:{held.pk}", before=before, after=after, reason=reason)
        link_waiting(held)
    return held


def share(document: Document, units: Sequence[Unit], *, by: Acting, reason: str = "") -> None:
    """Let units see a document beside the one that registered it."""
    require(by, Right.SEND, document)
    with writing(by):
        Document.objects.select_for_update().get(pk=document.pk)  # two who share at once do it one after the other
        there = {document.unit_id, *document.shares.values_list("unit", flat=True)}
        fresh = {unit.pk: unit for unit in units if unit.pk not in there}
        Share.objects.bulk_create([Share(document=document, unit=unit) for unit in fresh.values()], batch_size=500)
        for key in fresh:
            record("shared", f"document:{document.pk}", also=f"unit:{key}", reason=reason)


def share_all(documents: Sequence[Document], units: Sequence[Unit], *, by: Acting, reason: str = "") -> int:
    """Let units see several documents, in one change; gives how many documents. Those he may not share are left out."""
    with writing(by):
        mine = [document for document in documents if may_change(by, Right.SEND, document)]
        if len(mine) * len(units) > MOST_SHARES:
            raise Problem(_("This is too much in one go. Choose fewer documents or fewer units."))
        for document in mine:
            share(document, units, by=by, reason=reason)
    return len(mine)


def unshare(document: Document, unit: Unit, *, by: Acting, reason: str = "") -> None:
    """A unit sees a document no more."""
    require(by, Right.SEND, document)
    with writing(by):
        if Share.objects.filter(document=document, unit=unit).delete()[0]:
            record("unshared", f"document:{document.pk}", also=f"unit:{unit.pk}", reason=reason)


def restrict(document: Document, *, mark: Mark, reach: Reach, revision: int, by: Acting, reason: str) -> Document:
    """Change the mark or who may see a document. A marked one is for named units only."""
    require(by, Right.RESTRICT, document)
    if mark and reach != Reach.NAMED:
        raise Problem(_("A document that bears a mark is for named units only. Choose “named units”."))
    with writing(by):
        held = _held(document, revision)
        before = {"mark": held.mark, "reach": held.reach}
        held.mark, held.reach = mark, reach
        held.revision += 1
        held.save()
        after = {"mark": mark, "reach": reach}
        record("restricted", f"document:{held.pk}", before=before, after=after, reason=reason)
        reach_changed.send(Document, document=held)
    return held


def close(document: Document, *, by: Acting, reason: str = "") -> None:
    """The file of a document is closed (kết thúc hồ sơ)."""
    require(by, Right.REGISTER, document)
    with writing(by):
        if Document.objects.filter(pk=document.pk, closed_at__isnull=True).update(closed_at=timezone.now()):
            record("closed", f"document:{document.pk}", reason=reason)


def admit(raw: bytes, name: str, intake: Intake, by: Acting) -> tuple[Text | None, str]:
    """The text of a file that may come in; None with the reason when a clerk vouches for one nobody can read."""
    if len(raw) > settings.MAX_UPLOAD:
        raise Unread(_("The file is larger than %(n)s MB. Split it, or save it smaller.") % {"n": _megabytes()})
    try:
        return readings.text_of(raw, name), ""
    except RefusedFile:
        raise refused(intake.unit, by) from None
    except UnreadableFile as problem:
        scan = is_scan(raw)
        if not (scan and intake.unmarked):
            raise Unread(sentence(str(problem)), scan=scan) from None
        return None, sentence(str(problem))


def refused(unit: Unit, by: Acting | None) -> Refused:
    """What is said of a file under a secrecy mark; that one came to a unit, and by whom, is all that is noted."""
    with writing(by):
        if by is not None:
            row = Refusal.objects.create(user=by.user, unit=unit)
            record("refused", f"refusal:{row.pk}", thread=f"unit:{unit.pk}")
        else:
            record("refused", f"unit:{unit.pk}")
    return Refused(_("The file bears a secrecy mark and was refused. Nothing of it was kept."))


def _megabytes() -> int:
    return int(settings.MAX_UPLOAD // 2**20)


def _mark(document: Document, found: Mark) -> None:
    """A mark that a new version bears holds for the document: it is for named units only from now on."""
    if found and not document.mark:
        before = {"mark": document.mark, "reach": document.reach}
        document.mark, document.reach = found, reach_under(found, Reach(document.reach))
        document.save(update_fields=["mark", "reach"])
        record("restricted", f"document:{document.pk}", before=before, after={"mark": found, "reach": document.reach})
        reach_changed.send(Document, document=document)


def _later(raw: bytes) -> bool:
    return len(raw) > settings.READ_NOW


def _next_number(unit: Unit, direction: Direction, year: int) -> int:
    Unit.objects.select_for_update().get(pk=unit.pk)  # one at a time takes a number of this unit
    last = Document.objects.filter(unit=unit, direction=direction, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _registered(document: Document, version: Version, *, stated: bool) -> None:
    record(
        "registered",
        f"document:{document.pk}",
        also=f"unit:{document.unit_id}",
        after={
            "direction": document.direction,
            "number": document.number,
            "sha256": version.file.sha256 if version.file else "",
            "mark": document.mark,
            "stated_unmarked": stated,
        },
    )


def _sound(document: Document) -> None:
    """Say what cannot be in a header that a person wrote."""
    start, end = document.effective_from, document.effective_to
    if start and end and end < start:
        raise Problem(_("The document would end before it takes effect. Correct one of the two days."))
    if document.number is None:
        return
    Unit.objects.select_for_update().get(pk=document.unit_id)  # nobody takes the number meanwhile
    same = Document.objects.filter(
        unit=document.unit_id, direction=document.direction, year=document.year, number=document.number
    )
    if same.exclude(pk=document.pk).exists():
        said = {"number": document.number, "year": document.year}
        raise Problem(_("Number %(number)s of %(year)s is taken in this register. Give another number.") % said)


def _held(document: Document, revision: int) -> Document:
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.revision != revision:
        raise Stale
    return held


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
