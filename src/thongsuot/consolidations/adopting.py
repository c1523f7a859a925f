"""How does a proposal become the document's text? A version for each day on which its acts commence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.consolidations.access import require_adopt
from thongsuot.consolidations.actions import bench_of
from thongsuot.consolidations.bench import Bench
from thongsuot.consolidations.models import Making
from thongsuot.consolidations.rules import State, own_days
from thongsuot.consolidations.telling import commencing, inputs, open_on, provisions
from thongsuot.documents import readings
from thongsuot.documents.composing import Composed, add_composed
from thongsuot.documents.models import Document, Version
from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from vanban.consolidation import Consolidated
from vanban.consolidation import State as Holding


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a day, and the acts whose changes begin with it."""

    wording: Composed
    causes: tuple[Document, ...]


def adopt(making: Making, *, revision: int, by: Acting, reason: str = "") -> list[Version]:
    """Make a proposal the document's text. With open instructions a reason is needed, and the text says so."""
    document = making.document
    require_adopt(by, document)
    bench = bench_of(document, making.as_of, by)
    if inputs(bench) != making.told["inputs"]:
        raise Problem(_("The documents or decisions this was made of have changed. Make it again, then look at it."))
    _passable(bench)
    texts = list(_texts(bench, making.as_of))
    if any(text.wording.incomplete for text in texts) and not reason.strip():
        raise Problem(_("Instructions are still open. Settle them, or give the reason for adopting without them."))
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        row = Making.objects.select_for_update().get(pk=making.pk)
        if row.revision != revision or row.state != State.PROPOSED:
            raise Stale
        added = [
            add_composed(held, text.wording, causes=text.causes, by=by) for text in texts if not _there(held, text)
        ]
        row.state, row.decided_by, row.decided_at, row.reason = State.ADOPTED, by.user, timezone.now(), reason.strip()
        row.revision += 1
        row.save()
        after = {"versions": [version.n for version in added], "open": row.open}
        record("consolidation-adopted", f"making:{row.pk}", f"document:{held.pk}", after=after, reason=row.reason)
    return added


def _passable(bench: Bench) -> None:
    """The words of an act for named units do not pass into a text that others see."""
    for act in bench.acts:
        if act.restricted and not bench.document.restricted:
            raise Problem(
                _("%(act)s is for named units only: its words may not pass into a text that others see.") % {"act": act}
            )


def _texts(bench: Bench, as_of: date) -> Iterator[Text]:
    """The texts of all days that have one of their own, the first day first."""
    last = bench.on(as_of)
    if all(row.state == "not-yet" for row in last.applied) and not open_on(bench, last, as_of):
        raise Problem(_("On that day none of these changes holds yet. Choose a later day."))
    before = bench.document.versions.filter(consolidated=True, since__gt=bench.original.since or date.min)
    symbols = {row.doc for row in last.unresolved}
    waiting = (commencing(act) for act in bench.acts if act.pk in bench.readings and bench.symbol(act.pk) in symbols)
    begun = (*(row.since for row in last.applied), *waiting)
    todo, done = set(own_days(begun, before.values_list("since", flat=True), as_of)), set[date]()
    while todo:
        day = min(todo)
        result = last if day == as_of else bench.on(day)
        yield Text(_wording(bench, result, day), tuple(_causes(bench, result, day, first=not done)))
        done.add(day)
        todo = (todo | _resuming(result)) - done


def _resuming(result: Consolidated) -> set[date]:
    """The days on which what is suspended holds again."""
    return {
        change.until + timedelta(1)
        for row in result.provisions
        for change in row.changes
        if row.state == Holding.SUSPENDED and change.op == "suspend" and change.until
    }


def _wording(bench: Bench, result: Consolidated, day: date) -> Composed:
    reading = readings.read(result.text)
    reading["provisions"] = provisions(bench, result)
    name = f"van-ban-hop-nhat-{day.isoformat()}.txt"
    return Composed(result.text, reading, day, name, incomplete=bool(open_on(bench, result, day)))


def _causes(bench: Bench, result: Consolidated, day: date, *, first: bool) -> Iterator[Document]:
    """The acts of which something begins to hold on a day; of an unknown day, with the first."""
    begun = {row.doc for row in result.applied if row.since == day or (first and row.since is None)}
    keys = {bench.keys.get(doc) for doc in begun}
    yield from (act for act in bench.acts if act.pk in keys or (act in bench.silent(result) and commencing(act) == day))


def _there(held: Document, text: Text) -> bool:
    """Whether that text, as complete as it is now, was adopted from that day before."""
    rows = held.versions.filter(since=text.wording.since, consolidated=True).order_by("-n")
    last = rows.defer("reading").first()
    return last is not None and (last.text, last.incomplete) == (text.wording.content, text.wording.incomplete)
