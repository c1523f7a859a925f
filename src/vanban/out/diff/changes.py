"""What changed between two versions, provision by provision?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from vanban.model import Document, Span
from vanban.out.diff.align import Node, align, tree
from vanban.out.diff.words import Piece, compare

Kind = Literal["unchanged", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one provision. ``old`` and ``new`` are its locs; HEAD and FOOT are the text around the provisions.

    ``pieces`` tell the change of its own words, those of its children left out; they are empty where
    these did not change. ``moved``: renumbered or under another parent, its words changed or not.
    """

    kind: Kind
    old: str | None
    new: str | None
    old_span: Span | None
    new_span: Span | None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All provisions of both versions, in the order of the new one; what is gone stands where it stood."""

    differences: tuple[Difference, ...]

    @property
    def differ(self) -> bool:
        """Whether anything changed."""
        return any(d.kind != "unchanged" for d in self.differences)


def diff(a: Document, b: Document) -> Comparison:
    """Compare two versions of a document.

    >>> from vanban import outline
    >>> old, new = outline("Điều 1. Phạm vi\\nĐiều 2. Thời hạn là 5 ngày."), outline("Điều 1. Thời hạn là 7 ngày.")
    >>> [(d.kind, d.old, d.new) for d in diff(old, new).differences if d.old != "HEAD" and d.old != "FOOT"]
    [('removed', 'D1', None), ('moved', 'D2', 'D1')]
    """
    one, other = tree(a), tree(b)
    align(one, other)
    return Comparison(tuple(_told(old, new) for old, new in _children(one, other)))


def _children(a: Node | None, b: Node | None) -> Iterator[tuple[Node | None, Node | None]]:
    """The nodes below a pair, old beside new, in the order of the new version."""
    left = list(a.children) if a else []
    for new in b.children if b else ():
        old = new.partner
        if old is not None and old in left:
            at = left.index(old)
            yield from _gone(left[:at])
            del left[: at + 1]
        yield old, new
        yield from _children(old, new)
    yield from _gone(left)


def _gone(nodes: list[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    for node in nodes:
        if node.partner is None:
            yield node, None
            yield from _children(node, None)


def _told(old: Node | None, new: Node | None) -> Difference:
    if old is None:
        return _single(new, "added")
    if new is None:
        return _single(old, "removed")
    together = old.parent is not None and old.parent.partner is new.parent
    stayed = old.step == new.step and (together or old.loc == new.loc)
    pieces = compare(old.own, new.own) if old.own != new.own else ()
    if all(piece.kind == "same" for piece in pieces):
        pieces = ()
    kind: Kind = "moved" if not stayed else "changed" if pieces else "unchanged"
    return Difference(kind, old.loc, new.loc, old.span, new.span, pieces)


def _single(node: Node | None, kind: Literal["added", "removed"]) -> Difference:
    """A provision that only one version has."""
    assert node is not None
    pieces = (Piece(kind, " ".join(node.own.split())),) if node.own else ()
    if kind == "removed":
        return Difference(kind, node.loc, None, node.span, None, pieces)
    return Difference(kind, None, node.loc, None, node.span, pieces)


def to_dict(found: Comparison) -> dict[str, Any]:
    """A comparison as plain values: ``differ``, how many of each kind, and all differences.

    >>> from vanban import outline
    >>> to_dict(diff(outline("Điều 1. Một."), outline("Điều 1. Hai.")))["counts"]
    {'unchanged': 0, 'changed': 1, 'added': 0, 'removed': 0, 'moved': 0}
    """
    kinds = [d.kind for d in found.differences]
    return {
        "differ": found.differ,
        "counts": {kind: kinds.count(kind) for kind in get_args(Kind)},
        "differences": [
            {
                "kind": d.kind,
                "old": d.old and {"loc": d.old, **_span(d.old_span)},
                "new": d.new and {"loc": d.new, **_span(d.new_span)},
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in d.pieces],
            }
            for d in found.differences
        ],
    }


def _span(span: Span | None) -> dict[str, int]:
    return {"start": span.start, "end": span.end} if span else {}
