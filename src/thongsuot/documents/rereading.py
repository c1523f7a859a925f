"""What becomes of findings when a text is read anew? Decisions stand; only proposals follow the reading."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from thongsuot.documents.anchoring import Anchors
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.readings import Found
from thongsuot.documents.rules import Kind, State, anchored
from thongsuot.documents.targets import known_to, lookup

Key = tuple[object, ...]
PLACES = ("start", "end", "quote", "loc", "payload", "machine", "machine_start", "machine_end", "lost", "version")
SAID = ("payload", "machine", "quote", "loc", "relation", "target_key", "target", "revision")


def merge(document: Document, text: str, found: Sequence[Found]) -> dict[str, int]:
    """Bring a document's findings to a new reading; gives how many are proposed, kept and lost.

    A decided finding stays as it is, and what the reading says of its words again is not proposed anew.
    A proposal that is found again stays the same row; one that is not is removed.
    """
    rows = list(Finding.objects.select_for_update().filter(document=document).order_by("start", "pk"))
    _anchor(document, text, rows)
    decided = [row for row in rows if row.state != State.PROPOSED]
    proposed = {_key_of(row): row for row in rows if row.state == State.PROPOSED and not row.lost}
    wanted = {_key(new.kind, (new.start, new.end), new.payload): new for new in found}
    open_ = _unanswered(decided, wanted, proposed)
    known = lookup(new.target for new in open_.values())
    gone = [row.pk for row in rows if row.state == State.PROPOSED and proposed.get(_key_of(row)) is not row]
    gone += [row.pk for key, row in proposed.items() if key not in open_]
    Finding.objects.filter(pk__in=gone).delete()
    _follow([(proposed[key], new) for key, new in open_.items() if key in proposed], document, known)
    fresh = [new for key, new in open_.items() if key not in proposed]
    Finding.objects.bulk_create([_proposal(document, new, known) for new in fresh], batch_size=500)
    return {"proposed": len(open_), "kept": len(decided), "lost": sum(row.lost for row in decided)}


def _unanswered(decided: Iterable[Finding], wanted: dict[Key, Found], proposed: dict[Key, Finding]) -> dict[Key, Found]:
    """What the reading says and nobody has decided on.

    First what is exactly the same is set against each other. What is then left of decisions (a reader of
    another make may cut the words otherwise) answers for whatever lies over its words; but never for what
    stood beside it as a proposal of its own.
    """
    answered = {_key_of(row) for row in decided if row.machine is not None and not row.lost}
    left = [row for row in decided if not row.lost]
    spans = [(row, span) for row in left for span in _spans(row) if _key_of(row) not in wanted or _moved(row)]
    by_kind: dict[str, list[tuple[Finding, tuple[int, int]]]] = {}
    for row, span in spans:
        by_kind.setdefault(row.kind, []).append((row, span))
    return {
        key: new
        for key, new in wanted.items()
        if key not in answered
        and (key in proposed or not any(_answers(row, span, new) for row, span in by_kind.get(new.kind, ())))
    }


def _answers(old: Finding, span: tuple[int, int], new: Found) -> bool:
    """Whether a decision speaks of what was found: half the words of one of them are shared."""
    shared = min(span[1], new.end) - max(span[0], new.start)
    if shared <= 0 or shared * 2 < min(span[1] - span[0], new.end - new.start):
        return False
    if old.kind != Kind.RELATION:
        return True
    said = [(row.get("kind"), row.get("doc")) for row in (old.machine, old.payload) if row]
    return (new.payload.get("kind"), new.payload.get("doc")) in said


def _spans(row: Finding) -> set[tuple[int, int]]:
    """The words a finding stands for: those a person chose, and those the reading meant."""
    spans = {(row.start, row.end)}
    if row.machine_start is not None and row.machine_end is not None:
        spans.add((row.machine_start, row.machine_end))
    return spans


def _moved(row: Finding) -> bool:
    return len(_spans(row)) > 1


def _key(kind: str, span: tuple[int | None, int | None], payload: dict[str, Any] | None) -> Key:
    """What makes it the same finding in the same text."""
    said = payload or {}
    return (str(kind), *span, *((said.get("kind"), said.get("doc"), said.get("from")) if kind == Kind.RELATION else ()))


def _key_of(row: Finding) -> Key:
    return _key(row.kind, (row.machine_start, row.machine_end), row.machine)


def _anchor(document: Document, text: str, rows: Sequence[Finding]) -> None:
    """Find the words of findings again in a new text; what is gone is marked lost and stays where it last stood."""
    numbers = {row.version_id or 0 for row in rows if row.version_id != document.current_id}
    texts = dict(Version.objects.filter(pk__in=numbers).values_list("pk", "text")) if numbers else {}
    anchors = {pk: Anchors(old, text) for pk, old in texts.items() if old != text}
    locs = _locs(document) if numbers else _Locs([])
    taken: dict[Key, tuple[int | None, int]] = {}
    touched = []
    for row in rows:
        if row.version_id == document.current_id:
            continue
        touched.append(row)
        old_place = (row.version_id, row.start)
        place = _found_again(row, text, anchors.get(row.version_id or 0), row.version_id in texts)
        if place is None or taken.setdefault(_key(row.kind, place, row.payload), old_place) != old_place:
            row.lost = True
            continue
        _set(row, place, anchors.get(row.version_id or 0), text)
        row.lost, row.version = False, document.current
        row.loc = locs.at(row.start) or row.loc
    Finding.objects.bulk_update(touched, PLACES, batch_size=500)


def _found_again(row: Finding, text: str, anchors: Anchors | None, known: bool) -> tuple[int, int] | None:
    if not known:
        return anchored(text, row.quote, row.start)
    return anchors.place(row.start, row.end) if anchors else (row.start, row.end)


def _set(row: Finding, place: tuple[int, int], anchors: Anchors | None, text: str) -> None:
    """Move a finding, the words the reading meant, and the places inside what it says."""
    shift = place[0] - row.start
    if row.machine_start is not None and row.machine_end is not None:
        meant = anchors.place(row.machine_start, row.machine_end) if anchors else None
        row.machine_start, row.machine_end = meant or (row.machine_start + shift, row.machine_end + shift)
        if not meant and anchors and not _moved(row):
            row.machine_start, row.machine_end = place
    row.start, row.end = place
    row.quote = text[slice(*place)]
    if shift:
        row.payload, row.machine = _shifted(row.payload, shift), _shifted(row.machine, shift)


def _shifted(said: Any, shift: int) -> Any:
    if isinstance(said, dict):
        return {
            key: value + shift if key in ("start", "end") and isinstance(value, int) else _shifted(value, shift)
            for key, value in said.items()
        }
    return [_shifted(value, shift) for value in said] if isinstance(said, list) else said


class _Locs:
    """Which provision holds a place? For many places of one text."""

    def __init__(self, rows: Sequence[tuple[int, int, str]]) -> None:
        self._rows = rows
        self._starts = [row[0] for row in rows]

    def at(self, position: int) -> str:
        """The innermost provision around a place."""
        for at in range(bisect_right(self._starts, position) - 1, -1, -1):
            if position < self._rows[at][1]:
                return self._rows[at][2]
        return ""


def _locs(document: Document) -> _Locs:
    current = document.current
    rows = current.provisions.order_by("start", "index").values_list("start", "end", "loc") if current else ()
    return _Locs(list(rows))


def _follow(pairs: Sequence[tuple[Finding, Found]], document: Document, known: dict[str, list[Document]]) -> None:
    """A proposal says what the reading says now."""
    changed = []
    for row, new in pairs:
        if (row.payload, row.loc, row.quote) != (new.payload, new.loc, new.quote):
            fresh = _proposal(document, new, known)
            for name in SAID[:-1]:
                setattr(row, name, getattr(fresh, name))
            row.revision += 1
            changed.append(row)
    Finding.objects.bulk_update(changed, SAID, batch_size=500)


def _proposal(document: Document, new: Found, known: dict[str, list[Document]]) -> Finding:
    others = [other for other in known.get(new.target, ()) if other.pk != document.pk]
    return Finding(
        document=document,
        version=document.current,
        kind=new.kind,
        start=new.start,
        end=new.end,
        loc=new.loc,
        quote=new.quote,
        machine=new.payload,
        machine_start=new.start,
        machine_end=new.end,
        payload=new.payload,
        relation=new.relation,
        target_key=new.target,
        target=known_to(document.unit, others),
    )
