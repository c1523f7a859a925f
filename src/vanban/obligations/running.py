"""What does running text order? Walks the paragraphs with the addressees that hold for each."""

import re
from dataclasses import replace

from vanban.model import Deadline, Header, Obligation, Structure, Text
from vanban.obligations.blocks import Label, read_label
from vanban.obligations.clauses import items, pieces, sentences
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.frames import Frame, Frames
from vanban.obligations.headings import is_silent, is_title, read_heading
from vanban.obligations.lexicon import duties, pattern, shape, verbs
from vanban.obligations.names import match_body, split_names
from vanban.obligations.paragraphs import Paragraph, find_paragraphs
from vanban.obligations.predicates import Clause, Phrase, enacts, executor_of, opens_with_verb, partners_of, read_clause
from vanban.obligations.products import find_product
from vanban.text.fold import same_tone

_CLOSING = shape("closing")
_CONNECTIVE = shape("connective")
_RECURRING_TAIL = shape("recurring_tail")
_NEW_PRODUCT = re.compile(r",\s+(?=xây dựng (?:chương trình|kế hoạch)\b)")
_REPORT = re.compile(r"(?:,| và|;) (?=(?:tổng hợp,? )?báo cáo )")
_NAMED = re.compile(r"[^:;.]{5,140}: ")  # “Mở tài khoản: UBND xã phối hợp với …”
_DIRECTING = frozenset(("Chỉ thị", "Công điện", "Kết luận", "Thông báo", "Công văn"))
_CLASS = re.compile(r"(?:các|mọi|những|mỗi|từng|cấp ủy|chính quyền|cơ quan|đơn vị)\b")
_FAR = 99
_EDGE = " \t\n.;:,"


class Walk:
    """One pass over a document's paragraphs. What the last ones said holds for the next."""

    def __init__(
        self, text: Text, header: Header, structure: Structure, *, narrative: bool, charged: bool = False
    ) -> None:
        self.content = text.content
        self.written = header.date
        self.structure = structure
        self.issuers = tuple(same_tone(name).lower() for name in header.issuers)
        self.narrative = narrative
        self.charged = charged  # only what a heading or “có trách nhiệm” charges a body with
        self.seen: dict[tuple[int, int], Clause | None] = {}
        self.frames = Frames(assigning=charged or header.kind in _DIRECTING)
        self.duties: list[Obligation] = []
        self.directed = _FAR  # paragraphs since the last directive of a narrative
        self.last: tuple[str, ...] = ()

    def run(self, start: int, end: int) -> list[Obligation]:
        """The duties of a stretch."""
        found = list(find_paragraphs(self.content, start, end))
        for i, paragraph in enumerate(found):
            after = found[i + 1] if i + 1 < len(found) else None
            words = self.content[paragraph.own : paragraph.end].replace("\n", " ")
            words = same_tone(words)
            phrase = Phrase(words, words.lower())
            if len(phrase.low) == len(words):
                self.seen.clear()
                self._read(paragraph, phrase, after)
        return [duty for duty in self.duties if duty.lead]

    def _read(self, at: Paragraph, p: Phrase, after: Paragraph | None) -> None:
        frame = self.frames.enter(at.mark, p.words, len(self.duties))
        frame.text = (at.own, at.end)
        if is_silent(p, at.mark, frame):
            return
        label = read_label(p.low)
        if label:
            self._label(at, p, label)
            return
        over = after is not None and after.mark != at.mark and not self.frames.is_open(after.mark)
        heading = read_heading(p, at.mark, over=over, assigning=frame.assigning)
        if heading and not self._is_issuer(p, heading.lead):
            self.frames.hold(frame, at.mark, heading, self._names(at, heading.lead), self._names(at, heading.partners))
            if not heading.goes_on:
                self.last = frame.lead or self.last
                return
        if not is_title(p, at.mark, over=over):
            self._sentences(at, p, frame)

    def _names(self, at: Paragraph, span: tuple[int, int] | None) -> tuple[str, ...]:
        """The names in a span of the paragraph's words, as printed."""
        return split_names(self.content[at.own + span[0] : at.own + span[1]]) if span else ()

    def _is_issuer(self, p: Phrase, span: tuple[int, int]) -> bool:
        """What the issuer says it does itself is no duty laid on anybody."""
        subject = p.low[span[0] : span[1]].strip(" ,").replace("ubnd", "ủy ban nhân dân")
        return any(issuer.startswith(subject) or subject == f"chủ tịch {issuer}" for issuer in self.issuers)

    # --- running sentences ------------------------------------------------------------------------------------

    def _sentences(self, at: Paragraph, p: Phrase, frame: Frame) -> None:
        lead = frame.lead
        if self.narrative:
            self.directed += 1
            lead = self.last if self.directed <= 3 else ()
        modality = frame.modality
        first = len(self.duties)
        for a, b in sentences(p.words):
            held: tuple[str, ...] = ()
            if self._states(p, a, b):
                continue
            for i, j in items(p.words, a, b):
                item = len(self.duties)
                for c, d in self._joined(p, i, j):
                    opening = c == 0
                    c = self._skip_connective(p, c, d)
                    closing = self._closing(at, p, c, d)
                    if closing:
                        self._close(first if i == a and item == first else min(item, first), closing)
                        continue
                    clause = self._clause(p, c, d, opening)
                    if clause and not self._asks(p, clause):
                        if clause.subject:
                            lead = self._names(at, clause.subject)
                        clause = self._report(p, clause)
                    if not clause:
                        continue
                    for clause in self._split(p, clause):
                        duty = self._duty(at, p, clause, lead, held or frame.partners, modality)
                        if duty is None:
                            continue
                        lead, modality = duty.lead, duty.modality
                        if clause.subject:
                            held = ()
                            frame_lead = duty.lead
                            if at.mark and not frame.named:
                                frame.lead, frame.named = frame_lead, True
                        if duty.partners and "chủ trì" in p.low[clause.start : clause.verb + 40]:
                            held = duty.partners
                        self.duties.append(duty)
                        self.directed = 0
                        self.last = duty.lead or self.last
            if modality == "request":
                modality = "order"
        if p.words.rstrip().endswith(":") and lead and len(self.duties) > first:
            frame.lead = lead

    def _clause_at(self, p: Phrase, a: int, b: int) -> Clause | None:
        if (a, b) not in self.seen:
            self.seen[a, b] = read_clause(p, a, b)
        return self.seen[a, b]

    def _states(self, p: Phrase, a: int, b: int) -> bool:
        """A sentence that forbids, encourages, aims or tells, down to its last semicolon."""
        if not pattern("none", "opens").match(p.low, a, b):
            return False
        clause = self._clause_at(p, a, b)
        return not (clause and (clause.cue or clause.modal))

    def _joined(self, p: Phrase, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces between semicolons, those of a list of addressees or objects put together again."""
        found: list[tuple[int, int]] = []
        for a, b in pieces(p.words, start, end):
            if found and self._continues(p, found[-1], a, b):
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return found

    def _continues(self, p: Phrase, before: tuple[int, int], a: int, b: int) -> bool:
        a = self._skip_connective(p, a, b)
        if pattern("manner", "opens").match(p.low, a, b) or _CLOSING.match(p.low, a, b):
            return False
        clause = self._clause_at(p, *before)
        if clause is None and match_body(p.low, a):
            return True  # “Giao A; B; C làm …”
        if clause is None:
            return False
        return self._clause_at(p, a, b) is None and opens_with_verb(p, a, b) is None

    def _skip_connective(self, p: Phrase, a: int, b: int) -> int:
        m = _CONNECTIVE.match(p.low, a, b)
        return m.end() if m and m.end() < b else a

    def _clause(self, p: Phrase, a: int, b: int, opening: bool) -> Clause | None:
        clause = self._clause_at(p, a, b)
        if not opening and pattern("manner", "opens").match(p.low, a, b) and not (clause and clause.subject):
            return None
        if pattern("none", "opens").match(p.low, a, b) and not (clause and (clause.cue or clause.modal)):
            return None
        if (
            opening
            and (named := _NAMED.match(p.low, a, b))
            and match_body(p.low, named.end())
            and p.words[named.end()].isupper()
        ):
            clause = read_clause(p, named.end(), b) or clause
        if clause is None:
            return None
        if (
            opening
            and clause.subject is None
            and re.match(r"(?:bảo đảm|đảm bảo) (?:không|tính|các)\b|không |tránh ", p.low[a:b])
        ):
            return None
        if clause.subject and not clause.cue and not clause.modal:
            if self._is_issuer(p, clause.subject) or enacts(p, clause.verb):
                return None
        return clause

    def _asks(self, p: Phrase, clause: Clause) -> bool:
        """Does the clause ask for something that could be reported on?"""
        said = clause.subject[1] if clause.subject else clause.verb
        if pattern("none", "liability").match(p.low, said, clause.end):
            return False
        if clause.cue and clause.cue.startswith("giao"):
            return True
        formula = pattern("none", "formula").search(p.low, clause.verb, clause.end)
        return not (formula and pattern("none", "formula_cues").search(p.low, clause.start, clause.end))

    def _report(self, p: Phrase, clause: Clause) -> Clause | None:
        """What remains of a formula: the report it asks for."""
        formula = pattern("none", "formula").search(p.low, clause.verb, clause.end)
        report = _REPORT.search(p.low, formula.end(), clause.end) if formula else None
        if not report:
            return None
        return Clause(report.end(), clause.end, clause.subject, report.end(), clause.cue, clause.modal)

    def _split(self, p: Phrase, clause: Clause) -> list[Clause]:
        """Off goes a tail with a rhythm or a product of its own."""
        for cut in (
            _RECURRING_TAIL.search(p.low, clause.verb, clause.end),
            _NEW_PRODUCT.search(p.low, clause.verb, clause.end),
        ):
            if cut and cut.start() - clause.verb > 24 and " " in p.low[clause.verb : cut.start()]:
                if cut.re is _NEW_PRODUCT and not self._is_whole(
                    p, partners_of(p, clause.verb, clause.end)[0], cut.start()
                ):
                    continue
                head = replace(clause, end=cut.start())
                return [head, Clause(cut.end(), clause.end, None, cut.end(), None, None)]
        return [clause]

    def _told_to(self, p: Phrase, c: Clause) -> bool:
        """In a report a bare statement is a directive only close behind one, and of a class of bodies."""
        if self.directed > 3:
            return False
        return not c.subject or self.directed == 0 or bool(_CLASS.match(p.low, c.subject[0]))

    def _is_whole(self, p: Phrase, verb: int, end: int) -> bool:
        """An act with an object of its own that makes no product: “quán triệt nghị quyết”."""
        if verb >= end:
            return False
        last = max(p.low.rfind(",", verb, end) + 1, verb)
        while last < end and ((stop := verbs().end(p.low, last)) > 0 or p.low[last] in " ,"):
            last = stop if stop > 0 else last + 1
        return last < end and find_product(p.words, p.low, verb, end) is None

    def _duty(
        self, at: Paragraph, p: Phrase, c: Clause, lead: tuple[str, ...], held: tuple[str, ...], modality: str
    ) -> Obligation | None:
        if self.narrative and not (c.cue or c.modal) and not self._told_to(p, c):
            return None
        own = c.subject
        inherited = own is None or c.start >= own[1]
        if self.charged and own and not (c.cue or c.modal):
            return None
        if self.narrative and self.content.find(self.content[at.own + c.verb : at.own + c.end], at.end) > 0:
            return None  # the opening paragraph says it before the report does
        if own:
            lead = self._names(at, own)
        act, partners, joint = partners_of(p, c.verb, c.end)
        with_whom = self._names(at, partners)
        doer = executor_of(p, act, c.end)
        start, end = at.own + c.start, at.own + c.end
        while end > start and self.content[end - 1] in _EDGE:
            end -= 1
        if c.cue:
            modality = "request" if any(c.cue.startswith(r) for r in duties()["order"]["requests"]) else "order"
        elif c.modal:
            modality = "duty"
        elif own:
            modality = "order"
        place = self.structure.at(start)
        return Obligation(
            start, end, place.loc if place else None, "sentence", self.content[at.own + act : end], lead,
            with_whom or (held if not own else ()),
            self._names(at, doer),
            inherited, find_product(p.words, p.low, act, c.end),
            read_deadline(self.content, start, end, self.written), modality,  # type: ignore[arg-type]
        )  # fmt: skip

    def _closing(self, at: Paragraph, p: Phrase, a: int, b: int) -> Deadline | None:
        """A piece that only says when."""
        m = _CLOSING.match(p.low, a, b)
        if not m or b - a > 140:
            return None
        found = read_deadline(self.content, at.own + a, at.own + b, self.written)
        if found is None:
            found = read_deadline(self.content, at.own + m.end(), at.own + b, self.written, column=True)
        rest = b - a - (m.end() - a) - (found.end - max(found.start, at.own + m.end()) if found else 0)
        return found if found and found.kind != "vague" and rest < 30 else None

    def _close(self, first: int, closing: Deadline) -> None:
        """The closing date holds for all acts of its item, or for the last only if one has a time of its own."""
        acts = range(first, len(self.duties))
        timed = [i for i in acts if (d := self.duties[i].deadline) and d.kind not in ("vague", "conditional")]
        if timed or closing.kind == "continuous":
            acts = acts[-1:]
        for i in acts:
            if i not in timed:
                self.duties[i] = replace(self.duties[i], deadline=closing)

    # --- task blocks ------------------------------------------------------------------------------------------

    def _label(self, at: Paragraph, p: Phrase, label: Label) -> None:
        """One line of a block tells something about the acts above it, or about the heading they stand under."""
        block = self.frames.above(at.mark)
        start, end = at.own + label.entry, at.end
        while end > start and self.content[end - 1] in _EDGE:
            end -= 1
        if start >= end:
            return
        if label.role == "task":
            self.duties.append(self._bare(start, end, block))
            return
        if len(self.duties) == block.first and block.mark and block.text:
            a, b = block.text
            while b > a and self.content[b - 1] in _EDGE:
                b -= 1
            self.duties.append(self._bare(a, b, block))
        count = len(self.duties)
        names = self._block_names(at, p, label) if label.role in ("lead", "partners") else ()
        deadline = (
            read_deadline(self.content, start, end, self.written, column=True) if label.role == "deadline" else None
        )
        for i in range(block.first, count if label.role in ("lead", "partners") else len(self.duties)):
            duty = self.duties[i]
            if label.role == "lead" and names and (not duty.lead or duty.inherited or _general(duty)):
                self.duties[i] = replace(duty, lead=names, inherited=True)
            elif label.role == "partners":
                self.duties[i] = replace(duty, partners=names + tuple(n for n in duty.partners if n not in names))
            elif label.role == "deadline" and deadline and (not duty.deadline or duty.deadline.date is None):
                self.duties[i] = replace(duty, deadline=deadline)
            elif label.role == "product" and not duty.product:
                self.duties[i] = replace(duty, product=self.content[start:end])

    def _block_names(self, at: Paragraph, p: Phrase, label: Label) -> tuple[str, ...]:
        """The bodies of a block line; where the line says itself what each does, those are duties too."""
        first = len(self.duties)
        for a, b in self._joined(p, label.entry, len(p.low)):
            clause = self._clause_at(p, a, b)
            if clause and clause.subject and label.role == "lead":
                duty = self._duty(at, p, clause, (), (), "order")
                if duty:
                    self.duties.append(duty)
        if len(self.duties) > first:
            return self.duties[-1].lead
        return split_names(self.content[at.own + label.entry : at.end])

    def _bare(self, start: int, end: int, block: Frame) -> Obligation:
        place = self.structure.at(start)
        words = same_tone(self.content[start:end])
        return Obligation(
            start, end, place.loc if place else None, "sentence", self.content[start:end], block.lead,
            inherited=True, product=find_product(words, words.lower(), 0, len(words)),
            deadline=read_deadline(self.content, start, end, self.written),
        )  # fmt: skip


def _general(duty: Obligation) -> bool:
    """“các cơ quan, đơn vị” as the only subject: in block form the block says who that is."""
    return len(duty.lead) == 1 and bool(pattern("generic", "words").match(duty.lead[0]))
