"""What does each instruction put where? Statements with their new wording become amendments and scopes."""

from collections.abc import Iterator, Sequence

from vanban.amending import Scope
from vanban.amendments.documents import outranks
from vanban.amendments.heads import phrase
from vanban.amendments.places import Place, Steps, loc
from vanban.amendments.walk import Statement, Walk
from vanban.amendments.wording import find_wording, part_for, read_wording, scopes_of, unopened
from vanban.model import Amendment, Span

_MAY_TAKE = ("replace_annex", "insert_annex", "rename_doc", "subst", "correct")  # besides what wants new wording


class Finder:
    """What a walk has found, fetched and judged."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def amendments(self) -> tuple[list[Amendment], list[Scope]]:
        """The instructions and the stretches that speak of other acts."""
        statements = self.walk.statements()
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

    def _fetch(self, statement: Statement, following: Statement | None) -> None:
        """Find the new wording that opens behind a head."""
        if not any(order.wants_wording or order.op in _MAY_TAKE for order in statement.orders) and not statement.places:
            return
        head = statement.head
        limit = following.head.start if following else len(self.walk.content)
        start = head.wording if head.wording >= 0 else head.end
        span = find_wording(self.walk.text, self.walk.structure, self.walk.quote_starts, start, limit)
        if span is None and head.wording >= 0:
            stop = self.walk.content.find("\n", head.wording)
            stop = stop if stop >= 0 else len(self.walk.content)
            span = Span(
                head.wording + 1,
                max(head.wording + 1, head.wording + len(self.walk.content[head.wording : stop].rstrip(' .;"”'))),
            )
        if span is None and head.wording < 0 and statement.provision >= 0 and not statement.firm:
            own = self.walk.structure.provisions[statement.provision].end
            span = unopened(self.walk.content, head.end, min(limit, own))
        if span is not None and span.end > span.start:
            statement.wording = read_wording(self.walk.text, span, self.walk.structure.quotes)
            statement.untold = not any(order.wants_wording or order.op in _MAY_TAKE for order in statement.orders)

    def _keep(self, statements: list[Statement]) -> list[bool]:
        """Which statements give operations: a head without wording only when nothing below it does."""
        kept = [statement.wording is not None and bool(statement.orders) for statement in statements]
        provisions = self.walk.structure.provisions
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
            if not statement.orders and statement.provision not in covered:
                statement.orders = list(statement.fallback)
            if kept[k] or not statement.orders:
                continue
            final = (
                statement.firm and not statement.head.masked.rstrip().endswith(":") and not self._is_heading(statement)
            )
            if final or statement.provision not in covered:
                kept[k] = True
                cover(statement.provision)
        return kept

    def _is_heading(self, statement: Statement) -> bool:
        """Whether a head is the heading of an article or chapter, which its body spells out."""
        if statement.provision < 0:
            return False
        provision = self.walk.structure.provisions[statement.provision]
        return (
            provision.level not in ("clause", "point", "subpoint", "dash") and statement.head.start <= provision.own + 1
        )

    def _amend(self, statement: Statement) -> Iterator[Amendment]:
        provisions = self.walk.structure.provisions
        own = provisions[statement.provision].loc if statement.provision >= 0 else None
        wanting = [order for order in statement.orders if order.wants_wording]
        for order in statement.orders:
            new_text = None
            if statement.wording is not None and (order.wants_wording or order.op == "rename_doc"):
                new_text = part_for(self.walk.text, statement.wording, order, wanting)
            lacks = order.wants_wording and new_text is None and not order.to and order.new is None
            at = order.loc or "?"
            if order.op == "repeal_subject" and order.at is None:
                at = "?"
            old, new = (phrase(self.walk.content, one) if one else None for one in (order.old, order.new))
            above = outranks(order.doc, self.walk.symbol)  # the act that it amends is a lower one, not read
            torn = any(words.count("“") != words.count("”") for words in (old or "", new or ""))
            doubtful = torn or above or statement.untold
            yield Amendment(
                order.op, at, order.doc or "?", own, statement.head.start, self._end(statement), new_text,
                after=order.after.loc if order.after else "LAST" if order.last else None,
                old=old, new=new, to=order.to or None,
                needs_human=order.needs_human or lacks or doubtful or at == "?" or not order.doc,
            )  # fmt: skip

    def _end(self, statement: Statement) -> int:
        end = statement.wording.span.end if statement.wording else statement.head.end
        while end > statement.head.start and self.walk.content[end - 1] in " \n\t":
            end -= 1
        return end

    def _scopes(self, statement: Statement) -> list[Scope]:
        doc = next((order.doc for order in statement.orders if order.doc), statement.aim.doc)
        if not doc:
            return []
        head = statement.head
        base = statement.aim.base or _article(statement.places)
        found = [Scope(head.start, max(head.end, head.start + 1), doc, loc(base))]
        found += _places_of(statement)
        if statement.wording is not None:
            targets = list(dict.fromkeys(o.at.loc for o in statement.orders if o.at is not None and o.wants_wording))
            found += scopes_of(
                statement.wording, doc, targets or ([loc(statement.places[0].steps)] if statement.places else [])
            )
        return found


def _places_of(statement: Statement) -> list[Scope]:
    """Each place that a head names, with the unit it stands in: “điểm c” of “điểm c vào khoản 1 Điều 13”."""
    offset, found = statement.head.start, dict[tuple[int, int], Scope]()
    for order in statement.orders:
        for place in (order.at, order.after):
            if place is not None and place.end > place.start and order.doc and place.settled:
                a, b = offset + place.start, offset + place.end
                found.setdefault((a, b), Scope(a, b, order.doc, loc(place.steps[:-1])))
    return list(found.values())


def _article(places: Sequence[Place]) -> Steps:
    """The article that all places share, which a head names once for several groups."""
    articles = {next((step for step in place.steps if step[0] == "D"), None) for place in places}
    only = next(iter(articles)) if len(articles) == 1 else None
    return (only,) if only else ()


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
