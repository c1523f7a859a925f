"""Where are the instructions? A walk through the provisions that carries down what each stands under."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.amending import Scope
from vanban.amendments.clauses import Clause, Item, read_clauses
from vanban.amendments.context import Aim, key_of, names_of, narrowed, root_aim, short_of
from vanban.amendments.heads import Head, phrase, read_head
from vanban.amendments.orders import Order, orders, outranks
from vanban.amendments.places import Place, Steps, complete, loc, read_chains
from vanban.amendments.wording import Wording, find_wording, part_for, read_wording, scopes_of
from vanban.citations.mention import Mention
from vanban.model import Amendment, Header, Level, Provision, Span, Structure, Text

_CUES = (
    "ửa đổi", "ổ sung", "ãi bỏ", "hay thế", "hay cụm", "hay từ", "ửa tên", "Bỏ ", " bỏ cụm", "hủy bỏ", "Hủy bỏ", "Huỷ bỏ", "hết hiệu lực",
    "ính chính", "gưng hiệu lực", "gừng hiệu lực", "ình chỉ", "ổi tên", "éo dài", "huyển ", "ánh số lại", "SỬA ĐỔI", "BÃI BỎ", "BỔ SUNG",
)  # fmt: skip
_LABEL = re.compile(r"\s*(?:[-+–•*]\s*|(?:\d{1,3}|[a-zđ]\d?)[.)]\s+)?")
_LISTS = re.compile(
    r"(?:toàn\s+bộ|một\s+phần|các|một\s+số|\d+)\s+(?:\S+\s+){0,3}(?:văn\s+bản|thông\s+tư|nghị\s+định|quyết\s+định|nghị\s+quyết|chỉ\s+thị)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Statement:
    """A head that orders something, with where it stands and what it aims at."""

    provision: int
    head: Head
    aim: Aim
    orders: list[Order]
    firm: bool
    wording: Wording | None = None
    places: tuple[Place, ...] = ()


class Finder:
    """The walk over one document."""

    def __init__(self, text: Text, header: Header, structure: Structure, mentions: Sequence[Mention]) -> None:
        self.text, self.content = text, text.content
        self.structure, self.mentions, self.symbol = structure, mentions, header.symbol
        self.mention_starts = [mention.start for mention in mentions]
        self.quote_starts = [quote.start for quote in structure.quotes]
        names, shorts = names_of(self.content, mentions), short_of(mentions)
        self.keys = {n.start: key_of(n, names, shorts) for m in mentions for n in m.named}
        first = structure.provisions[0].start if structure.provisions else len(self.content)
        self.root = root_aim(self.content, header, mentions, self.keys, first)
        articles = any(provision.level == Level.ARTICLE for provision in structure.provisions)
        self.lines = self._lines() if articles or (header.kind and self.root.sure) else []

    def _lines(self) -> list[int]:
        """Where the lines begin that hold a cue, in order."""
        found: set[int] = set()
        limit = self.structure.main_end or len(self.content)
        for cue in _CUES:
            at = self.content.find(cue, 0, limit)
            while at >= 0:
                found.add(self.content.rfind("\n", 0, at) + 1)
                line = self.content.find("\n", at)
                at = self.content.find(cue, line, limit) if line >= 0 else -1
        return sorted(line for line in found if not self._quoted(line))

    def _quoted(self, position: int) -> bool:
        i = bisect_right(self.quote_starts, position + 1) - 1
        return i >= 0 and position < self.structure.quotes[i].end

    def statements(self) -> list[_Statement]:
        """Every head that orders something, in the order of the text."""
        found: list[_Statement] = []
        provisions = self.structure.provisions
        aims: list[Aim] = []
        at = 0
        for i, provision in enumerate(provisions):
            aim = aims[provision.parent] if provision.parent >= 0 else self.root
            aims.append(aim)
            if provision.level == Level.ANNEX or (
                self.structure.main_end and provision.start >= self.structure.main_end
            ):
                continue
            end = self._own_end(i)
            while at < len(self.lines) and self.lines[at] < _line_start(self.content, provision.start):
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

    def _own_end(self, i: int) -> int:
        """Where a provision's own words end: at its first child."""
        provisions = self.structure.provisions
        if i + 1 < len(provisions) and provisions[i + 1].start < provisions[i].end:
            return provisions[i + 1].start
        return provisions[i].end

    def _read_lines(self, i: int, aim: Aim, lines: list[int], end: int, found: list[_Statement]) -> Aim:
        """Read the lines of a provision; returns the aim for what stands below it."""
        provision = self.structure.provisions[i]
        first = _line_start(self.content, provision.start)
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
                if following not in pending and following < end and not self._quoted(following):
                    pending.insert(0, following)
        return below

    def _read_plain(self, found: list[_Statement]) -> None:
        aim = self.root
        for line in self.lines:
            stop = self.content.find("\n", line)
            label = _LABEL.match(self.content, line)
            statement, aim = self._read_line(
                -1, aim, label.end() if label else line, stop if stop >= 0 else len(self.content)
            )
            if statement is not None:
                found.append(statement)

    def _read_line(self, i: int, aim: Aim, start: int, stop: int) -> tuple[_Statement | None, Aim]:
        head = read_head(self.content, start, stop, self.mentions, self.mention_starts)
        head = replace(
            head,
            docs=tuple(replace(n, key=self.keys.get(n.start, n.key)) if n.kind != "self" else n for n in head.docs),
        )
        base = self._base(head, aim)
        clauses = read_clauses(head, base)
        if not clauses:
            return self._carried(i, aim, head)
        made = orders(head, clauses)
        bases = tuple(p for c in clauses for item in c.items if item.role == "base" for p in item.places)
        named = [n.key for n in head.docs if n.kind != "self" and n.key]
        doc = named[0] if named and len(set(named)) == 1 else ""
        sure = bool(named) and i >= 0 and self._opens_article(i, head)
        made = [replace(order, doc=order.doc or aim.doc) for order in made]
        made = [order for order in made if self._credible(order, head, aim, sure)]
        targets = tuple(order.at for order in made if order.at is not None and order.op != "insert")
        below = narrowed(replace(aim, carried=None), bases or targets, doc, sure)
        if len(set(named)) > 1 and not targets and not bases:
            below = replace(below, doc="", base=(), sure=True)
        open_ = head.masked.rstrip().endswith(":") or head.masked.rstrip().lower().endswith("sau đây")
        announced = i >= 0 and self.structure.provisions[i].level == Level.ARTICLE and _LISTS.search(head.masked)
        if (open_ or announced) and head.wording < 0 and not head.limited:
            carrier = clauses[-1]
            phrases = tuple(
                o for o in made if o.op in ("subst", "delete_phrase", "insert_phrase") and o.special == "BASE"
            )
            if phrases or (
                carrier.does in ("repeal", "suspend") and not carrier.mixed and not targets and not bases and not named
            ):
                below = replace(below, carried=(carrier, phrases))
                made = [o for o in made if o not in phrases]
        made = [self._at_base(order, base) for order in made]
        if not made and not (bases and aim.doc):
            return None, below
        firm = any(not order.wants_wording for order in made)
        places = bases or tuple(order.at for order in made if order.at is not None)
        return _Statement(i, head, replace(aim, doc=doc or aim.doc, base=base), made, firm, None, places), below

    def _base(self, head: Head, aim: Aim) -> Steps:
        """What bare places of a head stand in: nothing of what was said of another document."""
        docs = [n for n in head.docs if n.kind != "self" and n.key]
        if docs and aim.doc and all(n.key != aim.doc for n in docs):
            return (("PL", "1"),) if all(getattr(n, "attached", False) for n in docs) else ()
        if docs and any(getattr(n, "attached", False) for n in docs) and not aim.base:
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
        if not order.doc:
            return order.op == "repeal_subject" and aim.sure
        if order.special == "ALL" and order.op in ("repeal", "suspend") and outranks(order.doc, self.symbol):
            return False
        if aim.sure:
            return True
        if order.loose:
            return False
        named = any(n.kind != "self" and n.key for n in head.docs)
        if order.wants_wording:
            return named and (head.wording >= 0 or bool(self._wording_behind(head)))
        return named or aim.carried is not None

    def _wording_behind(self, head: Head) -> Span | None:
        return find_wording(self.text, self.structure, self.quote_starts, head.end, head.end + 400)

    def _at_base(self, order: Order, base: Steps) -> Order:
        if order.special != "BASE":
            return order
        if not base:
            return replace(order, special="ALL", needs_human=order.needs_human or not order.doc)
        return replace(order, special="", at=Place(base, "", 0, 0))

    def _carried(self, i: int, aim: Aim, head: Head) -> tuple[_Statement | None, Aim]:
        """A line of a list that stands under a verb: “Bãi bỏ các văn bản sau đây: 1. …”."""
        if aim.carried is None or i < 0:
            return None, aim
        clause, phrases = aim.carried
        chains = read_chains(head.masked)
        base = self._base(head, aim)
        places = [p for ps in complete(chains, base, [0] * len(chains)) for p in ps]
        named = [n for n in head.docs if n.kind != "self" and n.key]
        doc = named[0].key if named and len({n.key for n in named}) == 1 else ""
        opens_list = head.masked.rstrip().endswith(":")
        opening = min([p.start for p in places] + [n.start - head.start for n in named], default=99)
        if opening > 40:
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
            bare.items = _listed(head, places)
            if not (opens_list and named and not places):
                made = [replace(o, doc=o.doc or aim.doc) for o in orders(head, [bare])]
        made = [o for o in made if o.doc]
        below = narrowed(aim, places if opens_list else (), doc, True)
        below = replace(below, carried=aim.carried if opens_list and not head.limited else None)
        if not made:
            return None, below
        return _Statement(i, head, replace(aim, doc=doc or aim.doc, base=base), made, True, None, tuple(places)), below

    def amendments(self) -> tuple[list[Amendment], list[Scope]]:
        """The instructions and the stretches that speak of other acts."""
        statements = self.statements()
        scopes: list[Scope] = []
        for k, statement in enumerate(statements):
            self._fetch(statement, statements[k + 1] if k + 1 < len(statements) else None)
        kept = self._keep(statements)
        found: list[Amendment] = []
        for statement, emitted in zip(statements, kept, strict=True):
            scopes += self._scopes(statement)
            if emitted:
                found += self._amend(statement)
        return _distinct(found), scopes

    def _fetch(self, statement: _Statement, following: _Statement | None) -> None:
        """Find the new wording that opens behind a head."""
        if (
            not any(
                order.wants_wording or order.op in ("replace_annex", "insert_annex", "rename_doc", "subst", "correct")
                for order in statement.orders
            )
            and not statement.places
        ):
            return
        head = statement.head
        limit = following.head.start if following else len(self.content)
        start = head.wording if head.wording >= 0 else head.end
        span = find_wording(self.text, self.structure, self.quote_starts, start, limit)
        if span is None and head.wording >= 0:
            stop = self.content.find("\n", head.wording)
            stop = stop if stop >= 0 else len(self.content)
            span = Span(
                head.wording + 1,
                max(head.wording + 1, head.wording + len(self.content[head.wording : stop].rstrip(' .;"”'))),
            )
        if span is not None and span.end > span.start:
            statement.wording = read_wording(self.text, span)

    def _keep(self, statements: list[_Statement]) -> list[bool]:
        """Which statements give operations: a head without wording only when nothing below it does."""
        kept = [statement.wording is not None and bool(statement.orders) for statement in statements]
        provisions = self.structure.provisions
        covered: set[int] = set()

        def cover(i: int) -> None:
            while i >= 0 and i not in covered:
                covered.add(i)
                i = provisions[i].parent

        for statement, keep in zip(statements, kept, strict=True):
            if keep:
                cover(statement.provision)
        for k in range(len(statements) - 1, -1, -1):
            statement = statements[k]
            if kept[k] or not statement.orders:
                continue
            final = statement.firm and not statement.head.masked.rstrip().endswith(":")
            if final or statement.provision not in covered:
                kept[k] = True
                cover(statement.provision)
        return kept

    def _amend(self, statement: _Statement) -> Iterator[Amendment]:
        provisions = self.structure.provisions
        own = provisions[statement.provision].loc if statement.provision >= 0 else None
        wanting = [order for order in statement.orders if order.wants_wording]
        used: set[str] = set()
        for order in statement.orders:
            new_text = None
            if statement.wording is not None and (order.wants_wording or order.op in ("rename_doc",)):
                new_text = part_for(statement.wording, order, len(wanting) == 1)
            lacks = order.wants_wording and new_text is None and not order.to
            at = order.loc or "?"
            if order.op == "repeal_subject" and order.at is None:
                at = "?"
            used.add(at)
            yield Amendment(
                order.op, at, order.doc or "?", own, statement.head.start, self._end(statement), new_text,
                after=order.after.loc if order.after else "LAST" if order.last else None,
                old=phrase(self.content, order.old) if order.old else None,
                new=phrase(self.content, order.new) if order.new else None,
                to=order.to or None,
                needs_human=order.needs_human or lacks or at == "?" or not statement.aim.settled,
            )  # fmt: skip

    def _end(self, statement: _Statement) -> int:
        end = statement.wording.span.end if statement.wording else statement.head.end
        while end > statement.head.start and self.content[end - 1] in " \n\t":
            end -= 1
        return end

    def _scopes(self, statement: _Statement) -> list[Scope]:
        doc = next((order.doc for order in statement.orders if order.doc), statement.aim.doc)
        if not doc:
            return []
        head = statement.head
        base = statement.aim.base or _article(statement.places)
        found = [Scope(head.start, max(head.end, head.start + 1), doc, loc(base))]
        if statement.wording is not None:
            targets = list(dict.fromkeys(o.at.loc for o in statement.orders if o.at is not None and o.wants_wording))
            found += scopes_of(
                statement.wording, doc, targets or ([loc(statement.places[0].steps)] if statement.places else [])
            )
        return found


def _listed(head: Head, places: Sequence[Place]) -> list[Item]:
    """The places of a list's line as what its verb is about."""
    items: list[Item] = []
    position = 0
    for place in places:
        lead = head.masked[position : place.start] if position < place.start else items[-1].lead if items else ""
        items.append(Item("target", place.start, place.end, (place,), lead=lead))
        position = max(position, place.end)
    return items


def _article(places: Sequence[Place]) -> Steps:
    """The article that all places share, which a head names once for several groups."""
    articles = {next((step for step in place.steps if step[0] == "D"), None) for place in places}
    only = next(iter(articles)) if len(articles) == 1 else None
    return (only,) if only else ()


def _line_start(content: str, position: int) -> int:
    return content.rfind("\n", 0, position) + 1


def _distinct(found: Sequence[Amendment]) -> list[Amendment]:
    """Leave out what an article's heading and its body both say; the one with the wording stays."""
    seen: dict[tuple[str | None, ...], int] = {}
    kept: list[Amendment] = []
    for one in found:
        key = (one.own_loc, one.op, one.at, one.doc, one.old, one.new)
        if key in seen and one.own_loc is not None:
            if kept[seen[key]].new_text is None:
                kept[seen[key]] = one
            continue
        seen[key] = len(kept)
        kept.append(one)
    return kept
