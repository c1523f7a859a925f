"""What does running text order? Walks the paragraphs with the addressees that hold for each."""

import re
from bisect import bisect_right
from dataclasses import replace

from vanban.model import Deadline, Header, Obligation, Structure, Text
from vanban.obligations.addressees import enacts, find_cue
from vanban.obligations.asking import (
    asking_clause,
    asks,
    joined_pieces,
    rest_of,
    skip_connective,
    split_clause,
    states,
)  # fmt: skip
from vanban.obligations.blocks import read_block_line, read_label
from vanban.obligations.clauses import items, sentences
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.frames import Frame, Frames
from vanban.obligations.headings import is_silent, is_title, read_heading
from vanban.obligations.lexicon import shape
from vanban.obligations.names import match_body
from vanban.obligations.page import Modality, Names, Page
from vanban.obligations.paragraphs import Paragraph, find_paragraphs
from vanban.obligations.phrases import Clause, Phrase
from vanban.obligations.predicates import opens_with_verb
from vanban.text.fold import same_tone

_CLOSING = shape("closing")
_TELLS = shape("tells")
_CLASS = shape("class_of_bodies")
_LEAD_IN = shape("lead_in")
_ENCOURAGES = shape("encourages")
_ASSESSES = shape("assesses")
_TOLD_LIST = shape("told_list")
_MUST = re.compile(r"\b(?:phải|cần)\b")
_TIMED = shape("timed_lead_in")
_TOLD_BEFORE = shape("told_before")
_DIRECTING = frozenset(("Chỉ thị", "Công điện", "Kết luận", "Thông báo", "Công văn"))
_UPPER = frozenset(("R", "A", "D", ""))
_STEPS = frozenset("GPBI")
_FAR, _NEAR = 99, 3
_ASSIGNS = shape("assigns")
_BULLET = re.compile(r"[-–+•] $")
_OPENING = 200  # how far behind its paragraph's beginning a body may be named and still hold for the items under it
_SAME_STORY = 20_000


class Walk:
    """One pass over a document's paragraphs. What the last ones said holds for the next."""

    def __init__(
        self, text: Text, header: Header, structure: Structure, *, narrative: bool = False, charged: bool = False
    ) -> None:
        issuers = tuple(same_tone(name).lower() for name in header.issuers)
        self.page = Page(text.content, header.date, structure, issuers)
        self.narrative = narrative
        self.charged = charged  # only what a heading or “có trách nhiệm” charges a body with
        self.frames = Frames(assigning=charged or header.kind in _DIRECTING)
        self.found: list[Obligation] = []
        self.directed = _FAR  # paragraphs since the last directive of a narrative
        self.last: Names = ()
        self.told = False  # in a list of what has been done

    def run(self, start: int, end: int) -> list[Obligation]:
        """The duties of a stretch."""
        paragraphs = [at for at in find_paragraphs(self.page.content, start, end) if not self._is_quoted(at)]
        for i, at in enumerate(paragraphs):
            phrase = self.page.phrase(at)
            if phrase:
                self._read(at, phrase, paragraphs[i + 1] if i + 1 < len(paragraphs) else None)
        return [duty for duty in self.found if duty.lead]

    def _is_quoted(self, at: Paragraph) -> bool:
        """Does the paragraph stand in words quoted from elsewhere?"""
        quotes = self.page.structure.quotes
        i = bisect_right(quotes, at.own, key=lambda quote: quote.start) - 1
        return i >= 0 and at.own < quotes[i].end and quotes[i].start <= at.start

    def _read(self, at: Paragraph, p: Phrase, after: Paragraph | None) -> None:
        if self.told and at.mark not in _UPPER:
            return
        open_end = p.words.rstrip().endswith(":")
        self.told = open_end and bool(_TOLD_LIST.search(p.low))
        frame = self.frames.enter(at.mark, p.words, len(self.found))
        frame.text = (at.own, at.end)
        if is_silent(p, at.mark, frame):
            if _ASSIGNS.search(p.low):
                self._sentences(at, p, frame, assigned=True)
            return
        if label := read_label(p.low):
            read_block_line(self.page, at, p, label, self.frames.above(at.mark), self.found)
            return
        over = after is not None and after.mark != at.mark and not self.frames.is_open(after.mark)
        if open_end and (timed := _TIMED.match(p.low)):
            a, b = timed.span("when")
            frame.deadline = read_deadline(self.page.content, at.own + a, at.own + b, self.page.written)
        heading = read_heading(p, at.mark, over=over, assigning=frame.assigning)
        if heading and not self.page.is_issuer(p, heading.lead):
            lead, partners = self.page.names(at, heading.lead), self.page.names(at, heading.partners)
            self.frames.hold(frame, at.mark, heading, lead, partners)
            if not heading.goes_on:
                self.last = lead
                if after is not None and after.mark and open_end:
                    self.directed = 0  # a report's list of what it asks a body for
                return
        if not is_title(p, at.mark, over=over) or self._lists_objects(p, after):
            self._sentences(at, p, frame)

    def _lists_objects(self, p: Phrase, after: Paragraph | None) -> bool:
        """“Tham mưu … quyết định:” over items without verbs of their own is the act itself."""
        if not after or p.words.isupper() or not p.words.rstrip().endswith(":"):
            return False
        item = self.page.phrase(after)
        return item is not None and not match_body(item.low) and opens_with_verb(item, 0, len(item.low)) is None

    def _sentences(self, at: Paragraph, p: Phrase, frame: Frame, *, assigned: bool = False) -> None:
        """The duties of a paragraph. A sentence without addressee takes that of the one before.

        ``assigned``: only those that the paragraph hands to somebody in so many words.
        """
        lead, modality = frame.lead, frame.modality
        if self.narrative:
            self.directed += 1
            lead = self.last if self.directed <= _NEAR else ()
        first = len(self.found)
        over: Names | None = None  # who is addressed by what stands over the bullets printed in one line
        for a, b in sentences(p.words):
            if _BULLET.search(p.words, max(0, a - 3), a):
                lead = over = lead if over is None else over
            if assigned and not _ASSIGNS.search(p.low, a, b):
                continue
            if states(p, a, b) or _ENCOURAGES.match(p.low, a, b) or self._assesses(p, a, b):
                continue
            held: Names = ()
            for i, j in items(p.words, a, b):
                item = first if i == a else len(self.found)
                for c, d in joined_pieces(p, i, j):
                    closing = self._closing(at, p, skip_connective(p, c, d), d)
                    if closing:
                        self._close(item, closing)
                    else:
                        lead, held, modality = self._piece(at, p, (c, d), frame, lead, held, modality)
            modality = "order" if modality == "request" else modality
        if p.words.rstrip().endswith(":") and lead and len(self.found) > first:
            frame.lead = lead

    def _piece(
        self,
        at: Paragraph,
        p: Phrase,
        span: tuple[int, int],
        frame: Frame,
        lead: Names,
        held: Names,
        modality: Modality,
    ) -> tuple[Names, Names, Modality]:
        """The duties of one piece; gives back the addressee, partners and modality that hold behind it."""
        clause = asking_clause(p, skip_connective(p, *span), span[1], opening=span[0] == 0)
        if clause and self._is_own(at, p, clause):
            return lead, held, modality
        if clause and not asks(p, clause):
            lead = self.page.names(at, clause.subject) or lead
            clause = rest_of(p, clause)
        for part in split_clause(p, clause) if clause else ():
            if not self._counts(at, p, part):
                if self.narrative and part.subject:
                    lead, held, self.last = (), (), ()  # what follows is told of that body, too
                continue
            if part.subject and at.own + part.end >= at.end - 2 and self._leads_in(p, part):
                lead = frame.lead = self.page.names(at, part.subject)
                continue
            duty = self.page.duty(at, p, part, lead, held or frame.partners, modality)
            if frame.deadline and (not duty.deadline or duty.deadline.kind == "vague"):
                duty = replace(duty, deadline=frame.deadline)
            self.found.append(duty)
            lead, modality = duty.lead, duty.modality
            if part.subject:
                held = ()
                if at.mark and not frame.named and part.subject[0] < _OPENING:
                    frame.lead, frame.named = lead, True
            if duty.partners and "chủ trì" in p.low[part.start : part.verb + 40]:
                held = duty.partners
            self.directed, self.last = 0, lead or self.last
        return lead, held, modality

    def _is_own(self, at: Paragraph, p: Phrase, c: Clause) -> bool:
        """What the issuer, or the document itself, does. In a list of steps the issuer charges itself, too."""
        if not c.subject or c.cue or c.modal:
            return False
        return (at.mark not in _STEPS and self.page.is_issuer(p, c.subject)) or enacts(p, c.verb)

    def _leads_in(self, p: Phrase, c: Clause) -> bool:
        """“Từ quý III, A bắt đầu thực hiện:” says only who acts in the lines below."""
        return p.words.rstrip().endswith(":") and bool(_LEAD_IN.match(p.low[c.verb : c.end]))

    def _assesses(self, p: Phrase, a: int, b: int) -> bool:
        """In a report: a sentence that only weighs what has been done."""
        return (
            self.narrative
            and bool(_ASSESSES.match(p.low, a, b))
            and not (find_cue(p, a, b) or _MUST.search(p.low, a, b))
        )

    def _counts(self, at: Paragraph, p: Phrase, c: Clause) -> bool:
        """In a rule only charges count; in a report only directives, each at its last place."""
        said = bool(c.cue or c.modal)
        if self.charged and c.subject and not said:
            return False
        if not self.narrative:
            return True
        if c.cue and _TOLD_BEFORE.search(p.low, p.low.rfind(". ", 0, c.verb) + 1, c.start):
            return False
        if not said and (
            self.directed > _NEAR
            or (c.subject and self.directed > 0 and not _CLASS.match(p.low, c.subject[0]))
            or _TELLS.search(p.low, c.start, c.end)
        ):
            return False
        content = self.page.content
        return content.find(content[at.own + c.verb : at.own + c.end], at.end, at.end + _SAME_STORY) < 0

    def _closing(self, at: Paragraph, p: Phrase, a: int, b: int) -> Deadline | None:
        """The deadline of a piece that only says when."""
        m = _CLOSING.match(p.low, a, b)
        if not m or b - a > 140:
            return None
        content, written = self.page.content, self.page.written
        found = read_deadline(content, at.own + a, at.own + b, written) or read_deadline(
            content, at.own + m.end(), at.own + b, written, column=True
        )
        if not found or found.kind == "vague":
            return None
        rest = at.own + b - m.end() - at.own - (found.end - max(found.start, at.own + m.end()))
        return found if rest < 30 else None

    def _close(self, first: int, closing: Deadline) -> None:
        """The closing date holds for all acts of its item, or for the last only if one has a time of its own."""
        acts = range(first, len(self.found))
        timed = {i for i in acts if (d := self.found[i].deadline) and d.kind not in ("vague", "conditional")}
        for i in acts[-1:] if timed or closing.kind == "continuous" else acts:
            if i not in timed:
                self.found[i] = replace(self.found[i], deadline=closing)
