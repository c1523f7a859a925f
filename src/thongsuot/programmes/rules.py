"""Which decisions about programmes need no database? Moves, coverage of a clause, fingerprints, who is addressed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import IntEnum, StrEnum

from thongsuot.documents.rules import digest
from vanban.text.fold import fold


class State(StrEnum):
    """How far a programme is (trạng thái)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"


class Move(StrEnum):
    """What is done to a programme as a whole."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    ISSUE = "issue"


MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAFT, Move.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Move.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Move.RETURN): State.RETURNED,
    (State.SUBMITTED, Move.APPROVE): State.APPROVED,
    (State.APPROVED, Move.RETURN): State.RETURNED,
    (State.APPROVED, Move.ISSUE): State.ISSUED,
}
EDITABLE = frozenset({State.DRAFT, State.RETURNED})


class Waits(StrEnum):
    """For what a programme waits."""

    APPROVE = "approve"  # its unit's head
    ISSUE = "issue"  # its unit's clerk
    REVISE = "revise"  # its drafters, to whom it was returned
    COMMENT = "comment"  # a unit that was asked for its comments


OPEN_TO_COMMENTS = frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED})


def moved(state: State, move: Move) -> State | None:
    """Where a move leads from a state; None where it is not allowed.

    >>> moved(State.DRAFT, Move.SUBMIT), moved(State.DRAFT, Move.ISSUE)
    (<State.SUBMITTED: 'submitted'>, None)
    """
    return MOVES.get((state, move))


class Part(StrEnum):
    """How much of a clause an item carries out."""

    FULL = "full"
    PARTIAL = "partial"


class Stage(IntEnum):
    """What a basis counts for."""

    SUGGESTED = 0  # nobody has kept the item: counts nowhere
    PLANNED = 1  # in a programme that is still worked on
    ISSUED = 2  # in a programme that was issued
    DONE = 3  # and what the item was assigned for is confirmed


class Decision(StrEnum):
    """What became of an exemption that was asked for."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"  # its clause changed, and the unit decided that it holds no more


GONE = (Decision.REFUSED, Decision.ENDED)
"""What does not hold, and may be asked for anew."""


class Answer(StrEnum):
    """What became of a comment."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT = "not"


class Cover(StrEnum):
    """How a unit answers a clause."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"  # planned
    DONE = "done"  # in full, and all that the unit issued on it is confirmed
    EXEMPT = "exempt"  # not applicable, approved
    OTHERS = "others"  # it names others alone, and the unit has not answered it


def beneath(loc: str, other: str) -> bool:
    """Whether ``loc`` is ``other`` or a clause of it; every clause is one of the whole document, ``""``.

    >>> beneath("D2.K1", "D2"), beneath("D21", "D2"), beneath("D2", "")
    (True, False, True)
    """
    return other in ("", loc) or loc.startswith(other + ".")


def around(loc: str) -> list[str]:
    """A clause and all that it stands in, the whole document last.

    >>> around("D2.K1.Pa")
    ['D2.K1.Pa', 'D2.K1', 'D2', '']
    """
    out = [loc]
    while loc:
        loc = loc.rpartition(".")[0]
        out.append(loc)
    return out


def part_for(clause: str, basis: str, part: Part) -> Part | None:
    """How much of a clause a basis carries out: one on a clause of it, a part; one on what it stands in, as said.

    >>> part_for("D2.K1", "D2", Part.FULL), part_for("D2", "D2.K1", Part.FULL), part_for("D2", "D3", Part.FULL)
    (<Part.FULL: 'full'>, <Part.PARTIAL: 'partial'>, None)
    """
    if beneath(clause, basis):
        return part
    return Part.PARTIAL if beneath(basis, clause) else None


class Reach:
    """Which of some clauses a basis or an exemption touches, without asking each of them."""

    def __init__(self, locs: Iterable[str]) -> None:
        self._under: dict[str, list[str]] = {}
        self._locs = list(dict.fromkeys(locs))
        for loc in self._locs:
            for at in around(loc):
                self._under.setdefault(at, []).append(loc)

    def under(self, at: str) -> list[str]:
        """The clauses that are ``at`` or stand beneath it."""
        return self._under.get(at, [])

    def parts(self, at: str, part: Part) -> list[tuple[str, Part]]:
        """The clauses that a basis on ``at`` carries out, each with how much of it: what :func:`part_for` says of each.

        >>> Reach(["D2", "D2.K1", "D3"]).parts("D2.K1", Part.FULL)
        [('D2.K1', <Part.FULL: 'full'>), ('D2', <Part.PARTIAL: 'partial'>)]
        """
        below = [(loc, part) for loc in self.under(at)]
        return below + [(loc, Part.PARTIAL) for loc in around(at)[1:] if loc in self._under.get(loc, ())]


def cover(parts: Iterable[tuple[Part, Stage]], *, exempt: bool, spared: bool = False) -> Cover:
    """The state of a clause for a unit. An approved exemption comes first; done is what is carried out in full by
    something that is confirmed, while nothing that was issued on it waits; drafts take nothing from that. A clause that
    surely names others alone (``spared``) need not be answered, and may.

    >>> cover([(Part.PARTIAL, Stage.ISSUED), (Part.FULL, Stage.ISSUED)], exempt=False), cover([], exempt=True)
    (<Cover.FULL: 'full'>, <Cover.EXEMPT: 'exempt'>)
    >>> cover([(Part.FULL, Stage.DONE)], exempt=False), cover([(Part.PARTIAL, Stage.DONE)], exempt=False)
    (<Cover.DONE: 'done'>, <Cover.PARTIAL: 'partial'>)
    >>> cover([], exempt=False, spared=True), cover([(Part.PARTIAL, Stage.ISSUED)], exempt=False, spared=True)
    (<Cover.OTHERS: 'others'>, <Cover.PARTIAL: 'partial'>)
    """
    if exempt:
        return Cover.EXEMPT
    found = set(parts)
    if (Part.FULL, Stage.DONE) in found and not any(stage == Stage.ISSUED for _part, stage in found):
        return Cover.DONE
    if any(part == Part.FULL for part, _stage in found):
        return Cover.FULL
    return Cover.PARTIAL if found else Cover.OTHERS if spared else Cover.NONE


class Lack(StrEnum):
    """What an item leaves unclear (the “six clears”, 6 rõ): a note for its drafters, no bar."""

    LEAD = "lead"
    PRODUCT = "product"
    DEADLINE = "deadline"
    PAST = "past"  # its day lies before the programme's own


def lacks(*, leading: str, product: str, due: date | None, limit: str, day: date) -> tuple[Lack, ...]:
    """What an item of a programme of some day leaves unclear; words such as “hằng quý” are a deadline, too.

    >>> lacks(leading="", product="Báo cáo", due=None, limit="hằng quý", day=date(2026, 3, 5))
    (<Lack.LEAD: 'lead'>,)
    >>> lacks(leading="Sở Y tế", product="", due=date(2026, 3, 4), limit="", day=date(2026, 3, 5))
    (<Lack.PRODUCT: 'product'>, <Lack.PAST: 'past'>)
    """
    found = {
        Lack.LEAD: not leading.strip(),
        Lack.PRODUCT: not product.strip(),
        Lack.DEADLINE: due is None and not limit.strip(),
        Lack.PAST: due is not None and due < day,
    }
    return tuple(lack for lack, so in found.items() if so)


def fingerprint(text: str) -> str:
    """The fingerprint of a clause's words; spacing makes no other clause of it.

    >>> fingerprint("1. Lập  sổ.") == fingerprint("1. Lập sổ."), fingerprint("Lập sổ.") == fingerprint("Lập bảng.")
    (True, False)
    """
    return digest(text)


def suits(unit: str, level: str) -> Callable[[str], bool]:
    """Whether an addressee, as a text names it, is a unit of this name and level, or all of its kind.

    >>> [suits("Xã Đông Hòa", "xã")(name) for name in ("Các xã, phường", "Các cấp ủy", "Sở Y tế", "UBND xã Đông Hòa")]
    [True, True, False, True]
    >>> [suits("Xã Đông Hòa", "xã")(name) for name in ("Ủy ban nhân dân xã Tây Thịnh", "Mặt trận Tổ quốc các xã")]
    [False, True]
    """
    whole, kind = " ".join(fold(unit).split()), " ".join(fold(level).split())

    def fits(addressee: str) -> bool:
        words = " ".join(fold(addressee).split())
        if whole in words:
            return True
        listed = words.startswith("cac ") or " cac " in words
        if listed and any(general in words for general in _GENERAL):
            return True
        return bool(kind) and (f"cap {kind}" in words or (listed and kind in words.replace(",", " ").split()))

    return fits


_GENERAL = ("cap uy", "cac cap", "to chuc dang", "co quan", "don vi", "dia phuong")
