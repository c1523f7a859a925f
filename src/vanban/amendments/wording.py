"""Which new text belongs to which order? Quoted wording, cut by the labels inside it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.amending import Scope
from vanban.amendments.order import Order
from vanban.citations.locators import RANK
from vanban.model import Span, Structure, Text
from vanban.structure.labels import Label, find_labels
from vanban.structure.quotes import nested, unmasked

_MARKS = " \t\n\r“\"”„‟‘’.;,:'«»"
_CLOSED = re.compile(r"[”\"][\s.;,]*$")
_ANOTHER = re.compile(r"[”\"»]\s*(?:[.;,]|và)?\s*[“\"«]")  # a quotation closes, another opens
_UNOPENED = re.compile(r"\s*(:?)[ \t]*\n\s*(‘‘|''|‘)?\s*([^“”„‟«»\"]{2,}?)[”»][ \t.;]*(?:\n|$)")
_CODES = {
    "part": "Ph", "chapter": "C", "section": "M", "subsection": "TM", "article": "D", "arabic": "K", "alpha": "P",
    "alpha-digit": "P", "decimal": "P", "dotted": "P",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A labelled unit of new wording. ``loc`` starts at the wording itself; ``parent`` is an index or -1.

    ``stem`` is the unit that its loc goes on from: of “c.1)” under “c)” the one around “c)”.
    """

    loc: str
    start: int
    end: int
    parent: int
    stem: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of new wording (inside its marks) and the provisions labelled in it; ``cuts`` are where a quotation of
    it ends and another follows."""

    span: Span
    units: tuple[Unit, ...]
    cuts: tuple[int, ...] = ()


def find_wording(text: Text, structure: Structure, starts: Sequence[int], start: int, limit: int) -> Span | None:
    """The quotations that open right behind ``start``, up to ``limit``; only marks may stand between."""
    content = text.content
    i = bisect_left(starts, start)
    first = end = -1
    while i < len(starts) and starts[i] < limit:
        quote = structure.quotes[i]
        if content[start if first < 0 else end : quote.start].strip(_MARKS):
            break
        first = quote.start if first < 0 else first
        end = max(end, quote.end)
        i += 1
    if first < 0 or end <= first:
        return None
    closed = _CLOSED.search(content, max(first, end - 6), end)  # a mark that closes the quotation is none of its words
    if closed and content.count("“", first, end) < content.count("”", first, end):
        end = closed.start()
    return Span(first, end)


def unopened(content: str, start: int, limit: int) -> Span | None:
    """New wording whose opening mark is lost, or is two single ones, where its closing mark says how far it goes.

    >>> text = "Sửa khoản 2 như sau:\\nMột:\\na) Hai.”.\\n"
    >>> [text[s.start:s.end] for s in (unopened(text, 19, len(text)), unopened(text, 20, len(text))) if s]
    ['Một:\\na) Hai.', 'Một:\\na) Hai.']
    """
    found = _UNOPENED.match(content, start, limit)
    told = found is not None and (found[1] or found[2] or content[max(0, start - 1)] == ":")
    return Span(found.start(3), found.end(3)) if found is not None and told else None


def read_wording(text: Text, span: Span, quotes: Sequence[Span] = ()) -> Wording:
    """Read the labels of new wording. It may begin at any number: “7. … 8. …”, “e) …”. ``quotes`` are the quotations
    of which it may be several.

    >>> wording = read_wording(Text("“7. Một:\\na) Hai.\\n8. Ba.”"), Span(1, 23))
    >>> [unit.loc for unit in wording.units]
    ['K7', 'K7.Pa', 'K8']
    """
    known = [label for label in find_labels(text.content, span.start, span.end) if label.kind in _CODES]
    labels = unmasked(known, nested(text.content, span.start, span.end))
    inside = (quote.end for quote in quotes if span.start <= quote.start and quote.end < span.end)
    cuts = tuple(end for end in inside if _ANOTHER.match(text.content, end))
    parents: list[int] = []
    open_: list[int] = []
    for i, label in enumerate(labels):
        if i and any(labels[i - 1].start < cut <= label.start for cut in cuts):
            open_ = []  # another quotation
        while open_ and not _inside(labels[open_[-1]], label):
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(i)
    units: list[Unit] = []
    for i, label in enumerate(labels):
        step = _CODES[label.kind] + label.number
        stem = parents[i]
        while stem >= 0 and _counts_on(labels[stem], label):
            stem = parents[stem]
        locs = step if stem < 0 or _CODES[label.kind] == "D" else f"{units[stem].loc}.{step}"
        units.append(Unit(locs, label.start, 0, parents[i], stem))
    return Wording(span, tuple(replace(u, end=_end(text, units, i, span.end, cuts)) for i, u in enumerate(units)), cuts)


def _inside(outer: Label, inner: Label) -> bool:
    if _counts_on(outer, inner) or (outer.kind == "decimal" and inner.kind in ("alpha", "alpha-digit")):
        return True
    return RANK[_CODES[outer.kind]] > RANK[_CODES[inner.kind]]


def _counts_on(outer: Label, inner: Label) -> bool:
    """Whether a number of points goes on from another of points: “c.1)” from “c)”, “4.1.2” from “4.1”."""
    goes_on = inner.kind in ("decimal", "dotted") and f"{inner.prefix}.".startswith(f"{outer.number}.")
    return goes_on and _CODES[outer.kind] == "P"


def _end(text: Text, units: Sequence[Unit], i: int, stop: int, cuts: Sequence[int]) -> int:
    """Where a unit ends: before the next one that is not inside it, with the quotation in which its last one begins."""
    j = i + 1
    while j < len(units) and units[j].parent >= i:
        j += 1
    end = units[j].start if j < len(units) else stop
    end = min(end, next((cut for cut in cuts if cut > units[j - 1].start), end))
    while end > units[i].start and text.content[end - 1] in ' \t\n“"':
        end -= 1
    return end


def part_for(text: Text, wording: Wording, order: Order, wanting: Sequence[Order]) -> Span | None:
    """The part of the wording that an order puts in, or None when its labels do not say. ``wanting`` are all that
    take a part of it."""
    span = _part(text, wording, order, wanting)
    if span is None or any(span.start < cut < span.end for cut in wording.cuts):
        return None  # of two quotations nobody knows whether both are meant
    pieces = any(other.at is not None and other.at.part == "piece" for other in wanting)
    return None if span is not None and pieces and _runs_on(text, wording, span) else span


def _runs_on(text: Text, wording: Wording, span: Span) -> bool:
    """Whether a line without a label ends a part: beside an order on a piece nobody knows whose it is."""
    last = max((unit.start for unit in wording.units if unit.start < span.end), default=span.start)
    return "\n" in text.content[max(last, span.start) : span.end].strip()


def _part(text: Text, wording: Wording, order: Order, wanting: Sequence[Order]) -> Span | None:
    alone = len(wanting) == 1
    if order.at is None:
        return wording.span if alone else None
    label = _label(order)
    twins = [other for other in wanting if other.op in ("replace", "insert") and _label(other) == label]
    marked = [unit for unit in wording.units if unit.parent < 0 and unit.loc == label]
    if len(marked) > 1 and order in twins and len(twins) > 1:  # “điểm a khoản 1 và điểm a khoản 2”: “a) … a) …”
        unit = marked[twins.index(order)] if len(marked) == len(twins) else None
        return Span(unit.start, min(unit.end, wording.span.end)) if unit else None
    unit = next((u for u in wording.units if u.loc == label), None)
    unit = unit or next((u for u in wording.units if u.loc == order.at.loc), None)
    if unit is None:
        unit = next((u for u in wording.units if u.loc.endswith("." + label) and order.at.loc.endswith(u.loc)), None)
    if order.op == "replace_title" or order.op == "replace_lead":
        return _trimmed(text, _first_line(wording, unit))
    if unit is None:
        return wording.span if alone else None
    if alone and unit.parent < 0:  # what follows it in the quotation belongs to no other order
        first = unit is wording.units[0]
        return Span(wording.span.start if first else unit.start, wording.span.end)
    return Span(unit.start, min(unit.end, wording.span.end))


def _label(order: Order) -> str:
    return "".join(order.at.steps[-1]) if order.at is not None else ""


def _first_line(wording: Wording, unit: Unit | None) -> Span:
    if unit is None:
        return wording.span
    child = next((u.start for u in wording.units if u.start > unit.start), wording.span.end)
    return Span(unit.start, min(child, wording.span.end))


def _trimmed(text: Text, span: Span) -> Span:
    end = span.end
    while end > span.start and text.content[end - 1] in " \t\n":
        end -= 1
    return Span(span.start, end)


def scopes_of(wording: Wording, doc: str, targets: Sequence[str]) -> list[Scope]:
    """The stretch of new wording, and each provision in it, with the place it is written at."""
    span = wording.span
    single = targets[0] if len(targets) == 1 else ""
    parent = _parent(targets)
    found = [Scope(span.start, span.end, doc, single or parent, quoted=True)]
    by_label = {target.rpartition(".")[2]: target for target in targets}
    locs: list[str] = []
    for unit in wording.units:
        if unit.stem < 0:
            own = by_label.get(unit.loc) or (unit.loc if unit.loc[0] == "D" else _written_at(unit.loc, targets, parent))
        else:
            own = locs[unit.stem] + unit.loc[len(wording.units[unit.stem].loc) :]
        locs.append(own)
        found.append(Scope(unit.start, unit.end, doc, own, quoted=True))
    return found


def _written_at(label: str, targets: Sequence[str], parent: str) -> str:
    """Where a unit stands that no order names: beside the unit of its rank, or around the one aimed at."""
    for target in targets:
        steps = target.split(".")
        for i, step in enumerate(steps):
            if step[0] == label[0] and (step == label or i == len(steps) - 1):
                return ".".join([*steps[:i], label])
    base = targets[0] if len(targets) == 1 else parent
    return f"{base}.{label}" if base else label


def _parent(targets: Sequence[str]) -> str:
    if not targets:
        return ""
    steps = targets[0].split(".")[:-1]
    for target in targets[1:]:
        steps = [a for a, b in zip(steps, target.split(".")[:-1], strict=False) if a == b]
    return ".".join(steps)
