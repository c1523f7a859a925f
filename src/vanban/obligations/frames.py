"""What holds for the paragraphs under one mark? A stack of addressees, by list level."""

import re
from dataclasses import dataclass
from typing import Literal

from vanban.model import Deadline
from vanban.obligations.lexicon import shape

_UPPER = frozenset(("R", "A", "D"))
_INNER = frozenset(("G", "P", "B", "I"))
_RECIPIENTS = re.compile(r"\s*nơi nhận", re.IGNORECASE)
# What may follow the signature: another document with its own parts, not the rest of the signature block.
_PART = shape("new_part")
_RESET = re.compile(r"(?:phụ lục|mẫu số|biểu mẫu|kính gửi|nơi nhận)\b", re.IGNORECASE)


@dataclass(slots=True)
class Heading:
    """An addressee that a line names for the paragraphs under it. ``goes_on``: the line itself asks for an act."""

    lead: tuple[int, int]
    partners: tuple[int, int] | None
    modality: Literal["order", "request", "duty"]
    goes_on: bool


@dataclass(slots=True)
class Frame:
    """What holds under one mark. ``first`` is the index of the first duty found under it."""

    mark: str
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    modality: Literal["order", "request", "duty"] = "order"
    silent: bool = False
    assigning: bool = False  # under “Tổ chức thực hiện”, “Phân công …”
    first: int = 0
    text: tuple[int, int] | None = None
    named: bool = False
    deadline: Deadline | None = None  # of a line that leads in: “định kỳ hằng năm, A có trách nhiệm:”


class Frames:
    """The open frames, outermost first. The outermost holds for the whole document."""

    __slots__ = ("_assigning", "_closed", "_open")

    def __init__(self, *, assigning: bool = False) -> None:
        self._assigning = assigning
        self._open = [Frame("", assigning=assigning)]
        self._closed = False  # behind the list of recipients

    def enter(self, mark: str, words: str, first: int) -> Frame:
        """The frame for a paragraph with ``mark``: what is under the same mark before it is closed."""
        marks = [frame.mark for frame in self._open]
        if not mark:
            if _is_title(words) and not (self._closed and not _PART.match(words)):
                self._closed = bool(_RECIPIENTS.match(words))
                self._open = [Frame("", silent=self._closed, assigning=self._assigning)]
            while self._open[-1].mark in _INNER:
                self._open.pop()
            return self._open[-1]
        if mark in marks:
            del self._open[marks.index(mark) :]
        elif mark in _UPPER:
            del self._open[max((i for i, m in enumerate(marks) if m in _UPPER), default=0) + 1 :]
        above = self._open[-1]
        frame = Frame(mark, above.lead, above.partners, above.modality, above.silent, above.assigning, first)
        frame.deadline = above.deadline
        self._open.append(frame)
        return frame

    def is_open(self, mark: str) -> bool:
        """Is there an open frame with ``mark``? A paragraph with it closes that one."""
        return bool(mark) and any(frame.mark == mark for frame in self._open)

    def above(self, mark: str) -> Frame:
        """The frame that a marked paragraph just entered stands under."""
        return self._open[-2] if mark and len(self._open) > 1 else self._open[-1]

    def hold(self, frame: Frame, mark: str, heading: Heading, lead: tuple[str, ...], partners: tuple[str, ...]) -> None:
        """Let the addressees of a heading hold in ``frame``."""
        if not mark and frame.mark and not heading.goes_on:
            frame = Frame(
                "H", silent=frame.silent, assigning=frame.assigning, first=frame.first, deadline=frame.deadline
            )
            self._open.append(frame)
        frame.lead, frame.partners, frame.modality = lead, partners, heading.modality
        frame.named = True


def _is_title(words: str) -> bool:
    """A line that begins a new part of the document: in capitals, or an annex, or the list of recipients."""
    return (len(words) > 6 and words.isupper()) or bool(_RESET.match(words))
