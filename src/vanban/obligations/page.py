"""How does a clause become a duty? Reads names, partners, product and deadline off the page."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from vanban.model import Obligation, Structure
from vanban.obligations.company import executor_of, partners_of
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.lexicon import duties
from vanban.obligations.names import split_names
from vanban.obligations.paragraphs import Paragraph
from vanban.obligations.phrases import Clause, Phrase
from vanban.obligations.products import find_product
from vanban.text.fold import same_tone

Modality = Literal["order", "request", "duty"]
Names = tuple[str, ...]
_EDGE = " \t\n.;:,"
_ASKED = re.compile(r"(?<!\w)(?:đề nghị|yêu cầu|giao|chỉ đạo)\s*,\s*$")
# “Kết luận hội nghị, Bí thư khẳng định, để …,”: what is said before the duty; a condition or a time is part of it.
_INTRODUCTION = re.compile(
    r"\A(?:để|nhằm|ngoài|bên cạnh|cùng với)(?!\w)(?!.*\d)"
    r"|(?<!\w)(?:khẳng định|nhấn mạnh|đề nghị|yêu cầu|chỉ đạo|lưu ý),"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What every duty of a document is read from."""

    content: str
    written: dt.date | None
    structure: Structure
    issuers: tuple[str, ...]

    def phrase(self, at: Paragraph) -> Phrase | None:
        """A paragraph's words for matching; None if lower case is not letter for letter as long."""
        words = same_tone(self.content[at.own : at.end].replace("\n", " "))
        low = words.lower()
        return Phrase(words, low) if len(low) == len(words) == at.end - at.own else None

    def names(self, at: Paragraph, span: tuple[int, int] | None) -> Names:
        """The names in a span of a paragraph's words, as printed."""
        return split_names(self.content[at.own + span[0] : at.own + span[1]]) if span else ()

    def is_issuer(self, p: Phrase, span: tuple[int, int]) -> bool:
        """What the issuer says it does itself is no duty laid on anybody."""
        subject = p.low[span[0] : span[1]].strip(" ,").replace("ubnd", "ủy ban nhân dân")
        return any(issuer.startswith(subject) or subject == f"chủ tịch {issuer}" for issuer in self.issuers)

    def trimmed(self, start: int, end: int) -> int:
        """Where a stretch ends without its closing punctuation."""
        while end > start and self.content[end - 1] in _EDGE:
            end -= 1
        return end

    def duty(self, at: Paragraph, p: Phrase, c: Clause, lead: Names, held: Names, modality: Modality) -> Obligation:
        """The duty of a clause; ``lead`` and ``held`` partners where it names none itself."""
        own = c.subject
        act, partners, _ = partners_of(p, c.verb, c.end)
        doer = executor_of(p, act, c.end)
        # “chỉ đạo B phối hợp với C …”: C is who this act is done with
        told = partners_of(p, doer[1], c.end)[1] if doer and not partners else None
        start = at.own + _behind_introduction(p, c)
        end = self.trimmed(start, at.own + c.end)
        place = self.structure.at(start)
        return Obligation(
            start,
            end,
            place.loc if place else None,
            "sentence",
            self.content[at.own + act : end],
            self.names(at, own) if own else lead,
            self.names(at, partners or told) or (() if own else held),
            self.names(at, doer),
            own is None or c.start >= own[1],
            find_product(p.words, p.low, act, c.end),
            read_deadline(self.content, start, end, self.written),
            _modality(c, modality),
        )

    def bare(self, start: int, end: int, lead: Names) -> Obligation:
        """The duty of a stretch that is an act without a clause: a heading, the entry of a block line."""
        place = self.structure.at(start)
        words = same_tone(self.content[start:end])
        return Obligation(
            start,
            end,
            place.loc if place else None,
            "sentence",
            self.content[start:end],
            lead,
            inherited=True,
            product=find_product(words, words.lower(), 0, len(words)),
            deadline=read_deadline(self.content, start, end, self.written),
        )


def _behind_introduction(p: Phrase, c: Clause) -> int:
    """Where a clause begins that speech or purpose introduces: at the words that ask, or at who is asked."""
    if not c.subject or c.subject[0] <= c.start:
        return c.start
    before = p.low[c.start : c.subject[0]]
    if not before.rstrip().endswith(",") or not _INTRODUCTION.search(before):
        return c.start
    asked = _ASKED.search(before)
    return c.start + asked.start() if asked else c.subject[0]


def _modality(c: Clause, held: Modality) -> Modality:
    if c.cue:
        return "request" if any(c.cue.startswith(word) for word in duties()["order"]["requests"]) else "order"
    if c.modal:
        return "duty"
    return "order" if c.subject else held
