"""Does the index hold what the database holds? Each node follows the chain of events, one step at a time.

The index is a cache of its node. Its stamp is the last event it has seen: events are chained under a lock that
is held until they are committed, so none appears behind a stamp later.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Prefetch

from thongsuot.documents.models import Document, Share, Version
from thongsuot.documents.rules import Reach
from thongsuot.events.models import Chain, Event
from thongsuot.search.clauses import Clause, Piece
from thongsuot.search.index import Busy, Index
from thongsuot.units.access import Acting
from thongsuot.units.rules import above

log = logging.getLogger(__name__)
VERBS = ("registered", "read", "header-edited", "shared", "unshared", "restricted", "version-added", "unit-moved")
"""Events after which a search finds something else."""
BATCH = 200  # documents that are held in memory at once
TEXT = 20_000  # letters of a clause that are indexed
Held = Callable[[Sequence[int]], Mapping[int, Iterable[Clause]]]
"""The clauses of some things by their keys, as the database has them; without those that are to be taken out."""


@cache
def index() -> Index:
    """This node's index."""
    return Index(settings.INDEX)


def rights_of(acting: Acting | None) -> list[str]:
    """The tokens somebody's post holds; the twin, in the index, of ``visible_to``."""
    if acting is None or not acting.reads:
        return []
    return ["open", f"unit:{acting.path}", f"named:{acting.unit_id}"]


def lag() -> int:
    """How many events the index is behind; negative when it knows more than the database."""
    return Chain.objects.get(pk=1).seq - index().stamp


def catch_up(most: int | None = None) -> int:
    """Follow the events since the last time; gives how many documents changed. Another writer is left to it.

    Where more than ``most`` changed, nothing is done: the follower will.
    """
    held = index()
    stamp, end = held.stamp, Chain.objects.get(pk=1).seq
    if stamp > end:  # the database was put back
        return 0 if most is not None else rebuild()
    if stamp == end:
        return 0
    events = Event.objects.filter(seq__gt=stamp, seq__lte=end, verb__in=VERBS).values_list("verb", "thread")
    changed = {int(thread.removeprefix("document:")) for _verb, thread in events if thread.startswith("document:")}
    moved = [int(thread.removeprefix("unit:")) for verb, thread in events if verb == "unit-moved"]
    for unit in moved:
        changed |= set(Document.objects.filter(unit__path__contains=f"{unit}.").values_list("pk", flat=True))
    if (not changed and end - stamp < BATCH) or (most is not None and len(changed) > most):
        return 0
    try:
        bring(held, sorted(changed), end, _held)
    except Busy:
        return 0
    return len(changed)


def follow(step: Callable[[], object] = catch_up, every: float = 1.0) -> None:
    """Keep an index in step until the process ends; a fault is told and tried again."""
    while True:
        try:
            step()
        except Exception:
            log.exception("the index could not follow: %s", step.__module__)
        close_old_connections()
        time.sleep(every)


def rebuild() -> int:
    """Build the index anew; gives how many documents are in it."""
    end = Chain.objects.get(pk=1).seq
    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    bring(index(), keys, end, _held, fresh=True)
    return len(keys)


def bring(into: Index, keys: Sequence[int], end: int, held: Held, *, fresh: bool = False) -> None:
    """Bring an index in step with what is held under some keys, as far as an event; ``fresh``: with nothing else."""
    try:
        if fresh:
            into.clear()
        for start in range(0, len(keys), BATCH):
            chunk = keys[start : start + BATCH]
            found = held(chunk)
            for key in chunk:
                if key in found:
                    into.replace(key, found[key])
                else:
                    into.delete(key)
        into.commit(end)
    finally:
        into.release()


def _held(keys: Sequence[int]) -> Mapping[int, Iterable[Clause]]:
    shares = Prefetch("shares", Share.objects.only("document_id", "unit_id"))
    rows = Document.objects.filter(pk__in=keys).select_related("unit", "current").defer("current__reading")
    return {row.pk: clauses(row) for row in rows.prefetch_related(shares, "current__provisions")}


def clauses(document: Document) -> Iterator[Clause]:
    """A document as the index holds it: its lowest provisions with their own words, or the whole where it has none."""
    if document.current is None:
        return
    tokens = tuple(rights(document))
    for piece in pieces(document.current, document.title):
        yield Clause(
            document=document.pk, version=document.current.pk, symbol=document.symbol, title=document.title,
            kind=document.kind, issuers=tuple(document.issuers), date=document.date, rights=tokens,
            unit=document.unit_id, index=piece.order, loc=piece.loc, level=piece.level, heading=piece.heading,
            path=piece.path, text=piece.text,
        )  # fmt: skip


def pieces(version: Version, title: str) -> Iterator[Piece]:
    """What is indexed of a version."""
    rows = list(version.provisions.all())
    heads = {row.loc: row.heading for row in rows}
    for n, row in enumerate(rows):
        stop = rows[n + 1].start if n + 1 < len(rows) and rows[n + 1].start < row.end else row.end
        words = version.text[row.start : stop].strip()
        if words:
            yield Piece(row.index, row.loc, row.level, row.heading, _path(row.loc, heads), words[:TEXT])
    if not rows or rows[0].start > 0:
        words = version.text[: rows[0].start if rows else TEXT].strip()
        yield Piece(-1, "", "document", "", (), words[:TEXT] or title)


def rights(document: Document) -> list[str]:
    """The tokens by which a document is found."""
    named = [f"named:{document.unit_id}", *(f"named:{share.unit_id}" for share in document.shares.all())]
    if document.reach == Reach.OPEN:
        return ["open", *named]
    if document.reach == Reach.UNIT:
        return [*(f"unit:{path}" for path in above(document.unit.path or "")), *named]
    return named


def _path(loc: str, heads: dict[str, str]) -> tuple[str, ...]:
    parts = loc.split(".")
    ups = (".".join(parts[:n]) for n in range(1, len(parts)))
    return tuple(heads[up] for up in ups if heads.get(up))
