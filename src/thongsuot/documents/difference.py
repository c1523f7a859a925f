"""What does a page say of the difference of two texts? The provisions that changed, with their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban import outline
from vanban.out.diff import Comparison, Piece, diff
from vanban.out.places import place

AROUND = 30  # words kept on either side of a change; the rest is an ellipsis
OUTSIDE = ("HEAD", "FOOT")


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that is not the same in both texts; ``old`` and ``new`` are its places in words."""

    kind: str
    old: str
    new: str
    old_loc: str
    new_loc: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """A provision that is the same in both texts: where it stands in the new one, and that in words."""

    loc: str
    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """All that changed, how many provisions did not, and which these are."""

    changes: tuple[Changed, ...]
    unchanged: int
    same: tuple[Same, ...] = ()


def compared(old: str, new: str) -> Compared:
    """Two texts of a document, provision by provision.

    >>> found = compared("Điều 1. Một.\\nĐiều 2. Thời hạn 5 ngày.", "Điều 1. Một.\\nĐiều 2. Thời hạn 7 ngày.")
    >>> [(one.kind, one.new) for one in found.changes], found.unchanged
    ([('changed', 'Điều 2')], 1)
    """
    return told(diff(outline(old), outline(new)))


def told(comparison: Comparison) -> Compared:
    """A comparison as a page tells it: a provision that only holds changed ones is not itself a change."""
    changes = tuple(
        Changed(
            one.kind,
            place(one.old or ""),
            place(one.new or ""),
            one.old or "",
            one.new or "",
            tuple(trimmed(one.pieces)),
        )
        for one in comparison.differences
        if one.kind != "unchanged"
    )
    kept = [one.new for one in comparison.differences if one.kind == "unchanged" and one.new not in OUTSIDE]
    same = tuple(Same(loc, place(loc)) for loc in kept if loc)
    return Compared(changes, len(comparison.differences) - len(changes), same)


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with long stretches that did not change cut to the words beside a change."""
    out = []
    for n, piece in enumerate(pieces):
        if piece.kind == "same":
            words = piece.text.split(" ")
            head = [] if n == 0 else words[:AROUND]
            tail = [] if n == len(pieces) - 1 else words[-AROUND:]
            if len(words) > len(head) + len(tail) + 1:
                piece = Piece("same", " ".join([*head, "…", *tail]))
        out.append(piece)
    return out
