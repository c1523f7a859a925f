"""What does it change in other acts? Instructions of amending acts, found and parsed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.amending import Scopes
from vanban.amendments.finding import Finder
from vanban.amendments.walk import Walk
from vanban.citations.mention import Mention
from vanban.model import Amendment, Header, Note, Structure, Text

_UNSURE = "Lời lệnh không đủ rõ để máy tự thực hiện; cần người xem."


@dataclass(frozen=True, slots=True)
class Amending:
    """The instructions of an act, and the stretches that speak of other acts."""

    amendments: tuple[Amendment, ...] = ()
    scopes: Scopes = field(default_factory=Scopes)
    notes: tuple[Note, ...] = ()


def find_amendments(text: Text, header: Header, structure: Structure, mentions: Sequence[Mention]) -> Amending:
    """Find every instruction that changes another act.

    Fields of a phrase order: ``old`` → ``new``; of an inserted phrase, ``old`` is the phrase it goes behind
    (``to`` = "before": in front of).
    """
    walk = Walk(text, header, structure, mentions)
    found, scopes = Finder(walk).amendments()
    unsure = {one.start: one for one in found if one.needs_human}
    notes = [Note("amendment-needs-human", one.start, one.end, _UNSURE) for one in unsure.values()]
    return Amending(tuple(found), Scopes.of(scopes), (*walk.notes, *notes))
