"""What do those who look for duties hand each other? A paragraph's words, and a clause that asks for an act."""

import re
from dataclasses import dataclass, field

ASIDE = re.compile(r"\([^()]{0,80}\)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a paragraph three ways, letter for letter alike: as read, old tones, lower case."""

    words: str
    low: str
    seen: "dict[tuple[int, int], Clause | None]" = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that asks for an act: its span, its addressee's span, the cue and modal, where the verb begins."""

    start: int
    end: int
    subject: tuple[int, int] | None
    verb: int
    cue: str | None
    modal: str | None
