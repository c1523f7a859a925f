"""What does a person make of a finding? Accept, correct, drop, add, split, join; each leaves its event."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.access import require
from thongsuot.documents.announcing import relation_decided
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import MOVES, Direction, Kind, State, symbol_key
from thongsuot.documents.targets import known_to, lookup
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right
from vanban.text.fold import fold

Payload = Mapping[str, Any]


def accept(finding: Finding, *, revision: int, by: Acting) -> Finding:
    """What the reading says is right."""
    with writing(by):
        held = _held(finding, revision, by)
        _move(held, State.ACCEPTED, by)
        record("finding-accepted", *_subject(held))
    return held


def accept_all(document: Document, seen: Mapping[int, int], *, by: Acting) -> tuple[int, int]:
    """Accept the proposals somebody saw, by key and revision; gives how many, and how many had changed meanwhile."""
    require(by, Right.REVIEW, document)
    with writing(by):
        rows = (
            document.findings.select_for_update().filter(pk__in=seen, state=State.PROPOSED, lost=False).order_by("pk")
        )
        held = [row for row in rows if row.revision == seen[row.pk]]
        _accept_rows(document, held, by)
    return len(held), len(seen) - len(held)


def accept_own(document: Document, own: Callable[[Sequence[Finding]], Sequence[Finding]], *, by: Acting,
               reason: str) -> int:  # fmt: skip
    """What the reading finds in a document of one's own that people had decided on before it was written; how many.

    ``own`` tells which of the duties proposed these are. Whoever registers the document may: that it says so was
    decided before, and he answers for the same words.
    """
    require(by, Right.REGISTER, document)
    if document.direction != Direction.OUT:
        raise Forbidden
    with writing(by):
        rows = document.findings.select_for_update().filter(kind=Kind.OBLIGATION, state=State.PROPOSED, lost=False)
        held = list(own(list(rows.order_by("start", "pk"))))
        _accept_rows(document, held, by, reason)
    return len(held)


def _accept_rows(document: Document, held: Sequence[Finding], by: Acting, reason: str = "") -> None:
    for row in held:
        row.state, row.decided_by, row.decided_at = State.ACCEPTED, by.user, timezone.now()
        row.revision += 1
    Finding.objects.bulk_update(held, ["state", "decided_by", "decided_at", "revision"], batch_size=500)
    if held:
        after = {"findings": [row.pk for row in held]}
        record("findings-accepted", f"document:{document.pk}", after=after, reason=reason)
    for row in held:
        _tell(row, by)


def correct(
    finding: Finding, payload: Payload, *, revision: int, by: Acting, span: tuple[int, int] | None = None
) -> Finding:
    """The finding says something else: other fields, or other words of the text."""
    with writing(by):
        held = _held(finding, revision, by)
        before = {"payload": held.payload, "start": held.start, "end": held.end}
        if span is not None:
            _place(held, span)
        held.payload = dict(payload)
        _retarget(held)
        _move(held, State.ADDED if held.machine is None else State.CORRECTED, by)
        after = {"payload": held.payload, "start": held.start, "end": held.end}
        subject, thread = _subject(held)
        record("finding-corrected", subject, thread, before=before, after=after)
    return held


def drop(finding: Finding, *, revision: int, by: Acting, reason: str = "") -> Finding:
    """The text does not say this; it is not proposed again."""
    with writing(by):
        held = _held(finding, revision, by)
        _move(held, State.DROPPED, by)
        subject, thread = _subject(held)
        record("finding-dropped", subject, thread, reason=reason)
    return held


def drop_repeated(document: Document, *, by: Acting, reason: str = "") -> int:
    """Sentences of one's own document that its annex says once more, with product and deadline; gives how many.

    The row of the annex is kept in the place of its sentence: it stands for the clause, which others answer.
    Whoever registers the document may, as it is not what the text means that is judged.
    """
    require(by, Right.REGISTER, document)
    with writing(by):
        found = list(document.findings.filter(kind=Kind.OBLIGATION, state=State.PROPOSED))
        tasks = [(row, _words(row.quote)) for row in found if row.payload.get("source") == "table"]
        clauses, placed, dropped = _clauses(document), set[int](), 0
        for sentence in found:
            said = (clauses.get(sentence.loc, ""), _words(sentence.quote))
            same = [row for row, words in tasks if any(words in here for here in said)]
            if sentence.payload.get("source") == "table" or not same:
                continue
            for row in same:
                if sentence.loc and row.pk not in placed:
                    placed.add(row.pk)
                    Finding.objects.filter(pk=row.pk).update(loc=sentence.loc)
            _move(sentence, State.DROPPED, by)
            record("finding-dropped", *_subject(sentence), reason=reason)
            dropped += 1
    return dropped


def _clauses(document: Document) -> dict[str, str]:
    """The words of its clauses by their places, as they are compared."""
    if document.current is None:
        return {}
    rows = document.current.provisions.values_list("loc", "start", "end")
    return {loc: _words(document.current.text[start:end]) for loc, start, end in rows}


def _words(quote: str) -> str:
    return " ".join(fold(quote).split())


def restore(finding: Finding, *, revision: int, by: Acting) -> Finding:
    """Back to what the reading proposed."""
    with writing(by):
        held = _held(finding, revision, by)
        if held.machine is None:
            raise Problem(_("This finding was added by hand: there is nothing to go back to."))
        if held.machine_start is not None and held.machine_end is not None and not held.lost:
            _place(held, (held.machine_start, held.machine_end))
        held.payload = held.machine
        _retarget(held)
        _move(held, State.PROPOSED, by)
        record("finding-restored", *_subject(held))
    return held


def add(
    document: Document, kind: Kind, span: tuple[int, int], payload: Payload, *, by: Acting, version: int | None = None
) -> Finding:
    """A finding that the reading missed; ``version`` is the text in which the words were chosen."""
    require(by, Right.REVIEW, document)
    if version is not None and version != document.current_id:
        raise Stale
    with writing(by):
        finding = Finding(document=document, kind=kind, payload=dict(payload), state=State.ADDED)
        _place(finding, span)
        _retarget(finding)
        finding.decided_by, finding.decided_at = by.user, timezone.now()
        finding.save()
        _tell(finding, by)
        subject, thread = _subject(finding)
        record("finding-added", subject, thread, after={"kind": kind, "payload": finding.payload})
    return finding


def split(finding: Finding, at: int, *, revision: int, by: Acting) -> tuple[Finding, Finding]:
    """Two findings where the reading saw one; ``at`` is the place in the text where the second begins."""
    with writing(by):
        held = _held(finding, revision, by)
        _in_text(held)
        if not held.start < at < held.end:
            raise Problem(_("Choose a place inside the marked words."))
        end, text = held.end, _text(held.document)
        first_end = at - (len(text[held.start : at]) - len(text[held.start : at].rstrip()))
        second_start = at + (len(text[at:end]) - len(text[at:end].lstrip()))
        _place(held, (held.start, first_end))
        _move(held, State.ADDED if held.machine is None else State.CORRECTED, by)
        second = Finding(document=held.document, kind=held.kind, payload=held.payload, state=State.ADDED)
        _place(second, (second_start, end))
        _retarget(second)
        second.decided_by, second.decided_at = by.user, timezone.now()
        second.save()
        subject, thread = _subject(held)
        record("finding-split", subject, thread, after={"second": f"finding:{second.pk}"})
    return held, second


def join(findings: Sequence[Finding], *, revisions: Sequence[int], by: Acting) -> Finding:
    """One finding where the reading saw several: the first takes the words of all, the others are dropped."""
    for finding in findings:
        require(by, Right.REVIEW, finding.document)
    if len(findings) < 2 or len({(f.document_id, f.kind) for f in findings}) > 1:
        raise Problem(_("Choose two or more findings of one kind in one document."))
    with writing(by):
        order = sorted(zip(findings, revisions, strict=True), key=lambda pair: pair[0].start)
        held = [_held(finding, revision, by) for finding, revision in order]
        for each in held:
            _in_text(each)
        first, others = held[0], held[1:]
        _place(first, (first.start, max(finding.end for finding in held)))
        _move(first, State.ADDED if first.machine is None else State.CORRECTED, by)
        for other in others:
            _move(other, State.DROPPED, by)
        subject, thread = _subject(first)
        record("finding-joined", subject, thread, after={"with": [f"finding:{other.pk}" for other in others]})
    return first


def _held(finding: Finding, revision: int, by: Acting) -> Finding:
    held = Finding.objects.select_for_update(of=("self",)).select_related("document__unit").get(pk=finding.pk)
    require(by, Right.REVIEW, held.document)
    if held.revision != revision:
        raise Stale
    return held


def _move(finding: Finding, state: State, by: Acting) -> None:
    if state not in MOVES[State(finding.state)]:
        raise Problem(_("That was done already. Look at the finding's new state."))
    finding.state = state
    proposed = state == State.PROPOSED
    finding.decided_by, finding.decided_at = (None, None) if proposed else (by.user, timezone.now())
    finding.revision += 1
    finding.save()
    _tell(finding, by)


def _tell(finding: Finding, by: Acting) -> None:
    if finding.kind == Kind.RELATION:
        relation_decided.send(Finding, finding=finding, by=by)


def _place(finding: Finding, span: tuple[int, int]) -> None:
    text = _text(finding.document)
    start, end = span
    if not 0 <= start < end <= len(text):
        raise Problem(_("Choose words of the text."))
    finding.start, finding.end, finding.quote, finding.lost = start, end, text[start:end], False
    version = finding.version = finding.document.current
    if version is not None:
        inside = version.provisions.filter(start__lte=start, end__gt=start).order_by("-start", "-index").first()
        finding.loc = inside.loc if inside else ""


def _in_text(finding: Finding) -> None:
    if finding.lost:
        raise Problem(_("These words are no longer in the text. First say which words hold now, or drop the finding."))


def _retarget(finding: Finding) -> None:
    """Point the finding at the document its payload names now."""
    said = finding.payload
    refs = said.get("refs") or []
    symbol = said.get("doc") or next((ref.get("doc") for ref in refs if ref.get("doc") != "SELF"), "") or ""
    finding.relation = str(said.get("kind") or "")[:20] if finding.kind == Kind.RELATION else ""
    if said.get("from"):
        symbol = ""
    finding.target_key = "" if symbol.startswith("NAME:") else symbol_key(symbol)[:120]
    others = lookup([finding.target_key]).get(finding.target_key, ())
    finding.target = known_to(finding.document.unit, [other for other in others if other.pk != finding.document_id])


def _text(document: Document) -> str:
    return document.current.text if document.current else ""


def _subject(finding: Finding) -> tuple[str, str]:
    return f"finding:{finding.pk}", f"document:{finding.document_id}"
