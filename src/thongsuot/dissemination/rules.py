"""How far is a unit with a document? States of a delivery and stages of the funnel: pure decisions over facts."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class State(StrEnum):
    """Where a delivery stands (tình trạng gửi)."""

    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"
    RECALLED = "recalled"


class Ending(StrEnum):
    """How a delivery ended without effect; one that was received or returned may still be recalled."""

    NONE = ""
    RETURNED = "returned"
    RECALLED = "recalled"


def state(*, received: bool, ending: str) -> State:
    """The state of a delivery, by its facts.

    >>> state(received=True, ending=""), state(received=True, ending="recalled")
    (<State.RECEIVED: 'received'>, <State.RECALLED: 'recalled'>)
    """
    if ending:
        return State(ending)
    return State.RECEIVED if received else State.SENT


class Stage(StrEnum):
    """A stage of the funnel; each holds the ones before it. Programmes and their work add theirs behind."""

    SENT = "sent"
    RECEIVED = "received"
    STUDIED = "studied"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a unit that a document was sent to, by its newest delivery that was not recalled."""

    received: bool
    returned: bool
    studied: bool
    noted: bool = False  # its head has taken note of this version, or of one that says the same


def reached(facts: Facts) -> tuple[Stage, ...]:
    """The stages a unit has reached. Who studied without having received is not counted as having studied.

    >>> reached(Facts(received=True, returned=False, studied=True))[-1]
    <Stage.STUDIED: 'studied'>
    >>> reached(Facts(received=False, returned=False, studied=True))
    (<Stage.SENT: 'sent'>,)
    """
    if not facts.received or facts.returned:
        return (Stage.SENT,)
    return (Stage.SENT, Stage.RECEIVED, Stage.STUDIED) if facts.studied else (Stage.SENT, Stage.RECEIVED)


class Part(StrEnum):
    """What a number of the funnel counts: the stages, and what is missing between them."""

    SENT = "sent"
    RECEIVED = "received"
    STUDIED = "studied"
    WAITING = "waiting"  # neither received nor returned
    RETURNED = "returned"
    UNSTUDIED = "unstudied"  # received, not studied
    NOTED = "noted"  # received, and the head has taken note
    UNNOTED = "unnoted"  # received, not taken note of


SILENT = (Part.WAITING, Part.UNSTUDIED, Part.UNNOTED)
"""Those who can be reminded."""


@cache
def parts(facts: Facts) -> frozenset[Part]:
    """Which numbers a unit is counted in: waiting + returned + received = sent; unstudied + studied = received.

    Unnoted + noted = received, too.

    >>> sorted(parts(Facts(received=False, returned=True, studied=False)))
    [<Part.RETURNED: 'returned'>, <Part.SENT: 'sent'>]
    """
    stages = reached(facts)
    out = {Part(stage) for stage in stages}
    if facts.returned:
        out.add(Part.RETURNED)
    elif stages[-1] == Stage.SENT:
        out.add(Part.WAITING)
    elif stages[-1] == Stage.RECEIVED:
        out.add(Part.UNSTUDIED)
    if Part.RECEIVED in out:
        out.add(Part.NOTED if facts.noted else Part.UNNOTED)
    return frozenset(out)


def alike(versions: Mapping[int, int], significant: Collection[int]) -> dict[int, frozenset[int]]:
    """For each version of a document, those whose acknowledgement holds for it: itself, and the earlier ones down to

    the last change that was significant. ``versions`` are their numbers by key; a version that was never sent says
    nothing of itself.

    >>> alike({10: 1, 20: 2, 30: 3}, {10, 20})[30] == {20, 30}, alike({10: 1, 20: 2}, {10})[20] == {10, 20}
    (True, True)
    """
    out, held = dict[int, frozenset[int]](), frozenset[int]()
    for key in sorted(versions, key=lambda key: versions[key]):
        held = frozenset({key}) if key in significant else held | {key}
        out[key] = held
    return out


@dataclass(frozen=True, slots=True)
class Cell:
    """How many units of a level, in a branch of the tree, stand in the same way."""

    level: int
    branch: str
    facts: Facts
    n: int


Tally = dict[Part, int]


def tally(cells: Iterable[Cell]) -> Tally:
    """The numbers of a funnel.

    >>> tally([Cell(1, "", Facts(True, False, False), 3)])[Part.UNSTUDIED]
    3
    """
    out = dict.fromkeys(Part, 0)
    for cell in cells:
        for part in parts(cell.facts):
            out[part] += cell.n
    return out


class Meeting(StrEnum):
    """What a meeting is: a conference (hội nghị quán triệt) with venues, or a unit's own study session."""

    CONFERENCE = "conference"
    SESSION = "session"


class Progress(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Cause(StrEnum):
    """Why people are away: all that is kept of it, as a number; each is a column of the venue."""

    ON_DUTY = "on_duty"  # công tác
    ILL = "ill"  # ốm
    ON_LEAVE = "on_leave"  # nghỉ phép
    OTHERWISE = "otherwise"  # lý do khác


CAUSES: Mapping[Cause, tuple[str, ...]] = {
    Cause.ON_DUTY: ("công tác", "đi công tác", "cong tac", "on duty", "away on duty"),
    Cause.ILL: ("ốm", "nghỉ ốm", "bị ốm", "om", "ill", "sick"),
    Cause.ON_LEAVE: ("nghỉ phép", "phép", "nghi phep", "on leave", "leave"),
    Cause.OTHERWISE: ("khác", "lý do khác", "khac", "other", "another cause"),
}
"""How sheets write the causes; the first is how they are written back."""
PRESENT = frozenset({"x", "có", "co", "có mặt", "1", "đúng", "true", "yes", "y", "✓", "✔"})
ABSENT = frozenset({"không", "khong", "vắng", "vang", "vắng mặt", "0", "no", "false", "-"})


def plain(words: str) -> str:
    """Words as they are compared: composed, without case and needless spaces; accents count.

    >>> plain("  Nguyễn  Văn AN "), plain("Vắng.")
    ('nguyễn văn an', 'vắng')
    """
    return " ".join(unicodedata.normalize("NFC", words).casefold().strip(" .;,").split())


def cause_of(written: str) -> Cause | None:
    """Which cause a sheet means; None where it is none of the list.

    >>> cause_of("Đi công tác"), cause_of("đám cưới")
    (<Cause.ON_DUTY: 'on_duty'>, None)
    """
    words = plain(written)
    return next((cause for cause, known in CAUSES.items() if words in known), None)


def person_key(name: str, office: str) -> str:
    """What makes somebody the same person on a list.

    >>> person_key("Trần  Thị Bình", "Kế toán") == person_key("trần thị bình", "KẾ TOÁN ")
    True
    """
    return f"{plain(name)}|{plain(office)}"[:250]


def clean_lines(written: str, most: int) -> Iterator[str]:
    """The lines of a list somebody typed or pasted, each once, without what numbers them.

    >>> list(clean_lines("1. Văn phòng\\n\\n- Văn phòng\\nBan Tổ chức", 9))
    ['Văn phòng', 'Ban Tổ chức']
    """
    seen = set[str]()
    for line in written.splitlines():
        words = " ".join(line.lstrip("-–•*0123456789.) \t").split())
        if words and words not in seen and len(seen) < most:
            seen.add(words)
            yield words
