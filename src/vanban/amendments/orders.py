"""What does a head order? Its clauses, each read by what its verb does, aimed at the document named nearest."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.amendments import phrases, units
from vanban.amendments.clauses import Clause, Item
from vanban.amendments.cues import cue
from vanban.amendments.documents import whole_documents
from vanban.amendments.heads import Head
from vanban.amendments.order import Order
from vanban.amendments.places import Place
from vanban.citations.mention import Named


def orders(head: Head, clauses: Sequence[Clause]) -> list[Order]:
    """All operations of a head, in the order of its words."""
    found: list[Order] = []
    others = [named for named in head.docs if named.kind != "self"]
    starts = [named.start for named in others]
    selves = [one for one in head.docs if one.kind == "self" and one.end - one.start > len(one.type or "")]
    own = [one.start - head.start for one in selves]  # where “Nghị định này” stands
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        claimed: set[int] = set()
        made = list(_clause_orders(clause, after, head))
        if others:
            aims = [_doc(order, others, starts, head.start, claimed) for order in made]
            made = [replace(order, doc=doc) if doc else order for order, doc in zip(made, aims, strict=True)]
        if clause.does in ("repeal", "suspend", "extend", "correct"):
            made += whole_documents(clause, head, claimed, bool(made))
        doubt = clause.mixed or clause.someday or head.narrowed or _says_less(clause, head)
        found += [replace(order, needs_human=True) if doubt or _unsure(order, head, own) else order for order in made]
    return found


def spread(found: Sequence[Order], places: Sequence[Place]) -> list[Order]:
    """Orders on phrases in each of the places that a head names first: “Tại khoản 2 Điều 5 và Điều 6, thay …”."""
    return [
        replace(order, special=".TITLE" if place.part == "title" else "", at=place,
                needs_human=order.needs_human or not place.settled or place.part not in ("", "title"))
        if order.special == "BASE"
        else replace(order, needs_human=True)
        for order in found
        for place in (places if order.special == "BASE" else places[:1])
    ]  # fmt: skip


def _says_less(clause: Clause, head: Head) -> bool:
    """Whether the words behind its last place say that less is meant than the places it names."""
    if clause.does in ("repeal", "suspend") and cue("others-stay").search(clause.words):
        return True
    if cue("and-others").search(clause.words):
        return True
    last = max((item.end for item in clause.items if item.places), default=-1)
    tail = head.masked[last : clause.end].split("\x02")[0] if last >= 0 else ""  # a document's title limits nothing
    told = cue("limits").search(tail)
    subject = last < clause.end - len(clause.words)  # “khoản 2 Điều 5 về miễn thuế được sửa đổi”: what it is about
    return told is not None and not (subject and told.group().lstrip().startswith("về"))


_OF = re.compile(r"[\s,]*(?:(?:của|tại|trong)\s+)?")


def _unsure(order: Order, head: Head, own: Sequence[int]) -> bool:
    """Whether a place is not settled, or new wording is for a place but for some of it (“trừ điểm a”), or a place is
    one of the amending act itself (“quy định tại Điều 1 Nghị định này”)."""
    of = _OF.match(head.masked, order.at.end) if order.at is not None and own else None
    if of is not None and of.end() in own:
        return True
    if order.op == "replace" and head.limited:
        return True
    return order.at is not None and (not order.at.settled or order.at.part == "piece")


def _doc(order: Order, others: Sequence[Named], starts: Sequence[int], offset: int, claimed: set[int]) -> str:
    """The document an operation aims at: the next one named, else the one named before."""
    position = offset + (order.at.end if order.at is not None else 0)
    i = bisect_left(starts, position - 1)
    chosen = others[i] if i < len(others) else others[-1] if others and others[-1].end <= position else None
    if chosen is None:
        return ""
    claimed.add(chosen.start)
    return chosen.key


def _clause_orders(clause: Clause, after: Clause | None, head: Head) -> Iterator[Order]:
    quoted = [item for item in clause.items if item.phrase is not None]
    if clause.does in ("change", "exchange", "correct") and phrases.is_exchange(quoted):
        yield from phrases.exchanges(clause, after, "correct" if clause.does == "correct" else "subst")
    elif clause.does == "repeal" and (phrases.is_about_phrases(quoted) or _opens(clause, quoted)):
        yield from _before_phrases(clause, head)
        yield from phrases.deletions(clause, after)
    elif clause.does == "add" and quoted:
        yield from phrases.insertions(clause, after)
    elif clause.does == "rename":
        yield from units.renamings(clause)
    elif clause.does == "move":
        yield from units.renumberings(clause)
    elif clause.does == "add":
        yield from units.insertions(clause)
    elif clause.does in ("change", "exchange"):
        yield from units.replacements(clause)
    else:
        yield from units.removals(clause, head)


def _before_phrases(clause: Clause, head: Head) -> Iterator[Order]:
    """The provisions that go beside phrases: “Bãi bỏ khoản 1 Điều 5, cụm từ “…” tại Điều 6”."""
    first = next(i for i, item in enumerate(clause.items) if item.phrase is not None)
    gone = [item for item in clause.items[:first] if item.role == "target" and item.places]
    parted = phrases.is_parted(clause.items[first].lead)
    for order in units.removals(replace(clause, items=gone), head) if gone else ():
        yield replace(order, needs_human=order.needs_human or not parted)


def _opens(clause: Clause, quoted: Sequence[Item]) -> bool:
    """Whether quoted words come first of all: “Bỏ cột “Tên huyện” tại biểu số 02”."""
    return (
        bool(quoted) and clause.items[0] is quoted[0] and not phrases.is_new(quoted[0]) and "\x02" not in quoted[0].lead
    )
