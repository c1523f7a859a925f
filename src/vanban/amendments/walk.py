"""Where are the instructions? A walk through the provisions that carries down what each stands under."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.amendments.clauses import Clause, Item, fill, led, read_clauses
from vanban.amendments.context import Aim, issued_with, key_of, names_of, narrowed, root_aim, settled, short_of
from vanban.amendments.cues import cue, folded, verb_pattern
from vanban.amendments.documents import outranks, outside_titles
from vanban.amendments.headings import Headings
from vanban.amendments.heads import Head, read_head
from vanban.amendments.lines import cue_lines, is_quoted, line_start, may_order, own_end
from vanban.amendments.order import Order
from vanban.amendments.orders import orders, spread
from vanban.amendments.places import Place, Steps, complete, only_places, read_chains
from vanban.amendments.wording import Wording, find_wording
from vanban.amendments.wrapped import without_lists
from vanban.citations.mention import Mention, Named
from vanban.model import Header, Level, Note, Op, Structure, Text

LONGEST = 30_000  # code points of one order; what is longer is no order but a text without lines
_WORDED = ("exchange", "change", "add")  # what a list below may hold phrases for, and nothing else
_LABEL = re.compile(r"\s*(?:“(?=[a-zđ0-9]{1,3}[.)]\s))?(?:[-+–•*]\s*|(?:\d{1,3}|[a-zăâđêôơư]\d?)[.)]\s+)?")


@dataclass(slots=True)
class Statement:
    """A head that orders something, with where it stands and what it aims at."""

    provision: int
    head: Head
    aim: Aim
    orders: list[Order]
    firm: bool
    wording: Wording | None = None
    places: tuple[Place, ...] = ()
    fallback: Sequence[Order] = ()
    untold: bool = False  # none of its orders says where its new wording goes


class Walk:
    """The walk over one document."""

    def __init__(self, text: Text, header: Header, structure: Structure, mentions: Sequence[Mention]) -> None:
        self.text, self.content = text, text.content
        self.structure = structure = without_lists(text.content, structure)
        self.mentions, self.symbol = mentions, header.symbol
        self.notes: list[Note] = []
        self.mention_starts = [mention.start for mention in mentions]
        self.quote_starts = [quote.start for quote in structure.quotes]
        names, shorts = names_of(self.content, mentions), short_of(mentions)
        self.keys = {n.start: key_of(n, names, shorts) for m in mentions for n in m.named}
        first = structure.provisions[0].start if structure.provisions else len(self.content)
        self.root = root_aim(self.content, header, mentions, self.keys, first)
        self.headings = Headings(self.content, structure, mentions, self.mention_starts, self.keys)
        articles = any(provision.level == Level.ARTICLE for provision in structure.provisions)
        self.lines = (
            cue_lines(self.content, structure, self.quote_starts)
            if articles or (header.kind and self.root.sure)
            else []
        )

    def statements(self) -> list[Statement]:
        """Every head that orders something, in the order of the text."""
        found: list[Statement] = []
        provisions = self.structure.provisions
        aims: list[Aim] = []
        at = 0
        for i, provision in enumerate(provisions):
            aim = aims[provision.parent] if provision.parent >= 0 else self.root
            aim = self.headings.aim(i, aim, self.root.sure)
            aims.append(aim)
            if provision.level == Level.ANNEX or (
                self.structure.main_end and provision.start >= self.structure.main_end
            ):
                continue
            end = own_end(provisions, i)
            while at < len(self.lines) and self.lines[at] < line_start(self.content, provision.start):
                at += 1
            lines = []
            while at < len(self.lines) and self.lines[at] < end:
                lines.append(self.lines[at])
                at += 1
            if lines or aim.carried:
                aims[i] = self._read_lines(i, aim, lines, end, found)
        if not provisions:
            self._read_plain(found)
        return found

    def _read_lines(self, i: int, aim: Aim, lines: list[int], end: int, found: list[Statement]) -> Aim:
        """Read the lines of a provision; returns the aim for what stands below it."""
        provision = self.structure.provisions[i]
        first = line_start(self.content, provision.start)
        if aim.carried and first not in lines:
            lines = [first, *lines]
        below = replace(aim, carried=None)
        pending = list(lines)
        while pending:
            line = pending.pop(0)
            start = provision.own if line <= provision.start else line
            label = _LABEL.match(self.content, start)
            start = label.end() if label and line > provision.start else start
            stop = self.content.find("\n", start, end)
            stop = stop if stop >= 0 else end
            statement, below = self._read_line(i, below if line > first else aim, start, stop)
            if statement is not None:
                found.append(statement)
            if below.carried and stop < end:  # the list may go on without a verb
                following = stop + 1
                if (
                    following not in pending
                    and following < end
                    and not is_quoted(self.structure, self.quote_starts, following)
                ):
                    pending.insert(0, following)
        return below

    def _read_plain(self, found: list[Statement]) -> None:
        aim = self.root
        for line in self.lines:
            stop = self.content.find("\n", line)
            label = _LABEL.match(self.content, line)
            statement, aim = self._read_line(
                -1, aim, label.end() if label else line, stop if stop >= 0 else len(self.content)
            )
            if statement is not None:
                found.append(statement)

    def _read_line(self, i: int, aim: Aim, start: int, stop: int) -> tuple[Statement | None, Aim]:
        if not aim.carried and not may_order(self.content, start, stop):
            return None, aim
        if stop - start > LONGEST:
            self.notes.append(
                Note("amendment-cut", start + LONGEST, stop, "Dòng quá dài: phần này không đọc tìm lệnh.")
            )
            stop = start + LONGEST
        head = read_head(self.content, start, stop, self.mentions, self.mention_starts)
        if any(self.keys.get(named.start, named.key) != named.key for named in head.docs if named.kind != "self"):
            head = replace(head, docs=tuple(self._resolved(named) for named in head.docs))
        head = replace(head, docs=tuple(outside_titles(self.content, head.docs))) if len(head.docs) > 1 else head
        base = self._base(head, aim)
        inside = led(head.masked, base)
        base = inside[0].steps if len(inside) == 1 else base
        clauses = read_clauses(head, base)
        if not clauses:
            return self._carried(i, aim, head)
        made = spread(orders(head, clauses), inside) if len(inside) > 1 else orders(head, clauses)
        bases = tuple(p for c in clauses for item in c.items if item.role == "base" for p in item.places)
        named = [n.key for n in head.docs if n.kind != "self" and n.key]
        doc = named[0] if named and len(set(named)) == 1 else ""
        sure = bool(named) and i >= 0 and self._opens_article(i, head)
        made = [order if order.doc or not aim.doc else replace(order, doc=aim.doc) for order in made]
        made = [order for order in made if self._credible(order, head, aim, sure)]
        targets = tuple(order.at for order in made if order.at is not None and order.op != "insert")
        below = narrowed(replace(aim, carried=None), bases or targets, doc, sure)
        if len(set(named)) > 1 and not targets and not bases:
            below = replace(below, doc="", base=(), sure=True)
        elif doc and not targets and not bases:
            told = {issued_with(self.content, n) for n in head.docs if n.kind != "self" and n.key}
            if told in ({True}, {False}):
                below = replace(below, base=(("PL", "1"),) if True in told else ())
        parts = not targets and clauses[-1].does == "repeal" and cue("parts-below").match(clauses[-1].words) is not None
        carried = self._carry(i, head, clauses, made, not parts and bool(targets or bases or named), parts)
        if carried is not None:
            made = [] if parts else [order for order in made if order not in carried[1]]
            below = replace(below, carried=(carried[0], ()) if carried[0].partly else carried)
        made = [settled(self._at_base(order, base), aim) for order in made]
        fallback = [] if made else self._fallback(head, clauses, bases, doc or aim.doc, aim)
        if not below.carried and clauses[-1].does in ("change", "add") and self._lists(head, made, bool(bases)):
            below = replace(below, carried=(replace(clauses[-1], worded=not bases), ()))
        if not made and not fallback and not (bases and aim.doc):
            return None, below
        firm = any(not order.wants_wording for order in made)
        places = bases or tuple(order.at for order in made if order.at is not None)
        aimed = replace(aim, doc=doc or aim.doc, base=base)
        return Statement(i, head, aimed, made, firm, None, places, fallback), below

    def _lists(self, head: Head, made: Sequence[Order], based: bool) -> bool:
        """Whether the places that get new wording are taken up one by one below: “một số điều …: 1. Khoản 1: “…””, or
        several are named: “khoản 1 và khoản 3 như sau: a) Khoản 1: “…””."""
        if not made:
            return based or cue("parts-of").search(head.masked) is not None
        several = len(made) > 1 and all(order.wants_wording for order in made)
        return several and head.masked.rstrip().endswith(":") and not self._has_wording(head)

    def _carry(
        self, i: int, head: Head, clauses: Sequence[Clause], made: Sequence[Order], aimed: bool, parts: bool
    ) -> tuple[Clause, tuple[Order, ...]] | None:
        """The verb (and phrases) that a head leaves to the list below it: “Bãi bỏ các văn bản sau đây:”.

        ``aimed`` where it names what it changes; ``parts`` where it says that the parts of an act are listed below.
        """
        words = head.masked.rstrip().lower()
        announced = i >= 0 and self.structure.provisions[i].level == Level.ARTICLE and cue("lists-acts").search(words)
        opens = announced or parts or words.endswith(":") or cue("list-below").search(words)
        if head.wording >= 0 or head.limited or not opens:
            return None
        carrier = clauses[-1]
        phrases = tuple(
            order
            for order in made
            if order.op in ("subst", "delete_phrase", "insert_phrase") and order.special == "BASE"
        )
        if phrases:
            return carrier, phrases
        if carrier.does in ("repeal", *_WORDED) and not carrier.items and cue("phrases-below").match(carrier.words):
            carrier.phrases_below = True
            return carrier, ()
        if carrier.does in ("repeal", "suspend") and not carrier.mixed and not aimed:
            return carrier, ()
        if carrier.partly and made and all(order.special == "?" for order in made):
            return carrier, tuple(made)
        return None

    def _fallback(
        self, head: Head, clauses: Sequence[Clause], bases: Sequence[Place], doc: str, aim: Aim
    ) -> list[Order]:
        """What a head orders if nothing below it does: some change that only a person can carry out."""
        ops: dict[str, Op] = {"change": "replace", "exchange": "replace", "add": "insert", "repeal": "repeal"}
        op = ops.get(clauses[0].does)
        named = any(named.kind != "self" for named in head.docs)
        if op is None or not doc or not aim.sure or not (bases or named or self._has_wording(head)):
            return []
        if not bases and cue("parts-of").search(head.masked) and not self._has_wording(head):
            return []
        place = bases[0] if bases else None
        if place is not None and place.steps[-1][0] in ("PL", "MS") and op != "repeal":
            op = "replace_annex"
        where = bases if op == "repeal" and bases else [place]
        return [Order(op, at, "" if at else "?", doc=doc, needs_human=True) for at in where]

    def _resolved(self, named: Named) -> Named:
        return named if named.kind == "self" else replace(named, key=self.keys.get(named.start, named.key))

    def _base(self, head: Head, aim: Aim) -> Steps:
        """What bare places of a head stand in: nothing of what was said of another document."""
        docs = [n for n in head.docs if n.kind != "self" and n.key]
        if docs and aim.doc and all(n.key != aim.doc for n in docs):
            return (("PL", "1"),) if all(n.attached for n in docs) else ()
        if docs and any(n.attached for n in docs) and not aim.base:
            return (("PL", "1"),)
        return aim.base

    def _opens_article(self, i: int, head: Head) -> bool:
        provision = self.structure.provisions[i]
        return (
            provision.level in (Level.ARTICLE, Level.CHAPTER, Level.SECTION, Level.PART, Level.CLAUSE)
            and head.start <= provision.own + 2
        )

    def _credible(self, order: Order, head: Head, aim: Aim, sure: bool) -> bool:
        """Whether an order can be meant: it aims at a known act, and outside amending parts it says so in full."""
        if not order.doc:  # the act is named by its subject alone: a person must say which
            return aim.sure and (order.op == "repeal_subject" or self._has_wording(head))
        if order.special == "ALL" and order.op in ("repeal", "suspend") and outranks(order.doc, self.symbol):
            return False
        if aim.sure:
            return True
        if order.loose:
            return False
        named = any(n.kind != "self" and n.key for n in head.docs)
        if order.wants_wording:
            return named and self._has_wording(head)
        return named or aim.carried is not None

    def _has_wording(self, head: Head) -> bool:
        return (
            head.wording >= 0
            or find_wording(self.text, self.structure, self.quote_starts, head.end, head.end + 400) is not None
        )

    def _at_base(self, order: Order, base: Steps) -> Order:
        if order.special != "BASE":
            return order
        if not base:
            return replace(order, special="ALL", needs_human=order.needs_human or not order.doc)
        return replace(order, special="", at=Place(base, "", 0, 0))

    def _carried(self, i: int, aim: Aim, head: Head) -> tuple[Statement | None, Aim]:
        """A line of a list that stands under a verb: “Bãi bỏ các văn bản sau đây: 1. …”."""
        if aim.carried is None or i < 0:
            return None, aim
        clause, phrases = aim.carried
        chains = read_chains(head.masked)
        base = self._base(head, aim)
        completed = complete(chains, base, [0] * len(chains))
        places = [p for ps in completed for p in ps]
        words = _about_words(clause, head)
        named = [n for n in head.docs if n.kind != "self" and n.key]
        doc = named[0].key if named and len({n.key for n in named}) == 1 else ""
        opens_list = head.masked.rstrip().endswith(":")
        opening = min([p.start for p in places] + [n.start - head.start for n in named], default=99)
        verbless = clause.does in ("change", "add") and not words and not phrases  # “2. Khoản 1 Điều 5: “…””
        far = opening > 40 or (verbless and not only_places(head.masked, chains))
        if clause.worded if words else far or clause.phrases_below:
            return None, aim
        made: list[Order] = []
        if phrases:
            made = [
                replace(o, at=p, special=".TITLE" if p.part == "title" else "", doc=doc or aim.doc)
                for o in phrases
                for p in places
            ]
        else:
            bare = Clause(clause.does, 0, len(head.masked), head.masked)
            if words:
                fill(bare, head.masked, head, list(zip(chains, completed, strict=True)))
            else:
                bare.items = _listed(head, places)
            if not (opens_list and named and not places):
                made = [replace(o, doc=o.doc or aim.doc) for o in orders(head, [bare])]
        made = [o for o in made if o.doc and (not (o.wants_wording or verbless) or self._has_wording(head))]
        below = narrowed(aim, places if opens_list else (), doc, True)
        below = replace(below, carried=aim.carried if opens_list and not head.limited else None)
        if not made:
            return None, below
        return Statement(i, head, replace(aim, doc=doc or aim.doc, base=base), made, True, None, tuple(places)), below


def _about_words(clause: Clause, head: Head) -> bool:
    """Whether a line of a list begins with words taken out, put in or exchanged: “cụm từ “…” tại khoản 1 Điều 4”."""
    if clause.does not in ("repeal", *_WORDED) or not head.phrases:
        return False
    before = head.masked[: head.phrases[0].start - head.start].lower().replace("\x01", "")
    if not before.strip(' “"«'):  # “… như sau: a) “A” thành “B” tại Điều 5”
        return clause.phrases_below
    return len(before) <= 20 and cue("phrase").search(before) is not None


def _listed(head: Head, places: Sequence[Place]) -> list[Item]:
    """The places of a list's line as what its verb is about; not those of an act's title: “Điều 1 Thông tư A sửa đổi,
    bổ sung khoản 3 Điều 12 Thông tư B”."""
    items: list[Item] = []
    position, titled = 0, False
    for place in places:
        lead = head.masked[position : place.start] if position < place.start else items[-1].lead if items else ""
        verb = verb_pattern().search(folded(lead))
        titled = (verb is not None and "\x02" in lead[: verb.start()]) or (titled and ";" not in lead)
        items.append(Item("skip" if titled else "target", place.start, place.end, (place,), lead=lead))
        position = max(position, place.end)
    return items
