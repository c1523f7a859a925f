"""Which documents does a clause change as a whole? Lists of repealed acts, told from acts named in a title."""

import re
from collections.abc import Sequence

from vanban.amendments.clauses import Clause
from vanban.amendments.cues import cue
from vanban.amendments.heads import Head
from vanban.amendments.order import Order
from vanban.amendments.places import Place
from vanban.citations.mention import Named
from vanban.model import Op

_RANKS = (("QH", 6), ("UBTVQH", 5), ("NĐ-CP", 4), ("NQ-CP", 4), ("QĐ-TTg", 3), ("TTLT", 2), ("TT-", 2))


def whole_documents(clause: Clause, head: Head, claimed: set[int], others: bool) -> list[Order]:
    """Whole documents that a clause repeals, suspends, extends or corrects."""
    op: Op = {"suspend": "suspend", "extend": "extend", "correct": "correct"}.get(clause.does, "repeal")  # type: ignore[assignment]
    a, b = head.start + clause.start, head.start + clause.end
    named = [n for n in head.docs if a <= n.start < b and n.kind != "self"]
    issued: Order | None = None
    if clause.does == "repeal" and named and not others:
        before = head.masked[clause.start : named[0].start - head.start]
        if cue("repeal-subject").search(before):
            return [Order("repeal_subject", None, "?", doc=named[0].key, needs_human=True)]
        if re.search(r"kèm\s+theo", before):
            issued = _issued_with(before, named[0].key)
    if clause.does == "extend":  # the words between say which time is extended
        return [Order("extend", None, "ALL", doc=n.key) for n in named[:1]] if not others else []
    limited = head.limited or issued is not None or "tiếp tục" in head.masked[clause.end :]
    found = [issued] if issued else []
    position, last = clause.start, None
    for n in named:
        gap = head.masked[position : n.start - head.start]
        position = max(position, n.end - head.start, n.title_end - head.start)
        told = last is not None and (";" not in gap or last.start in claimed) and _in_title(last, n)
        last = n if not told else last
        if n.start not in claimed and not told and cue("listed").search(gap) and not cue("parts-of").search(gap):
            part = clause.partly  # which one is told in the list below; where there is none, nowhere
            found.append(Order(op, None, "?" if part else "ALL", doc=n.key, needs_human=limited or part))
    return found


def _issued_with(before: str, doc: str) -> Order:
    """What was issued with a document is repealed: its regulation, or a part of which nobody knows where it is."""
    since = cue("from-its-day").match(before)
    told = cue("issued-with").fullmatch(before, since.end() if since else 0)
    place = Place((("PL", "1"),), "", 0, 0) if told else None
    return Order("repeal", place, "" if told else "?", doc=doc, needs_human=True)


def _in_title(before: Named, named: Named) -> bool:
    """“Thông tư A sửa đổi Thông tư B và Thông tư C”: C is in A's title, being of B's rank and no younger than A."""
    if not any(rank_of(inner.key) == rank_of(named.key) for inner in before.within):
        return False
    years = [re.search(r"/(\d{4})/", key) for key in (before.key, named.key)]
    return years[0] is None or years[1] is None or int(years[1][1]) <= int(years[0][1])


def outside_titles(content: str, docs: Sequence[Named]) -> list[Named]:
    """Leave out acts named in the title of the act before them: “Nghị định số … quy định chi tiết Luật …”."""
    kept: list[Named] = []
    for named in docs:
        last = kept[-1] if kept else None
        if last is not None and named.kind != "self" and last.kind != "self":
            gap = content[last.end : named.start].lower()
            describes = "chi tiết" in gap or "hướng dẫn" in gap or "thi hành" in gap
            higher = describes and rank_of(named.key) > rank_of(last.key) > 0
            if ";" not in gap and (higher or (_in_title(last, named) and "sửa đổi" in gap)):
                continue
        kept.append(named)
    return kept


def is_plain_list(words: str) -> bool:
    """Whether words only string a list together, and add no meaning to it."""
    return cue("plain").fullmatch(words) is not None


def outranks(doc: str, own: str | None) -> bool:
    """Whether a document stands above the one that would change it, as its symbol tells.

    >>> outranks("123/2015/NĐ-CP", "12/2025/TT-BTP"), outranks("71/2025/NĐ-CP", "81/2026/NĐ-CP")
    (True, False)
    """
    rank = rank_of(own or "")
    return 0 < rank < rank_of(doc)


def rank_of(symbol: str) -> int:
    """The rank of a central act by its symbol; 0 when the symbol does not tell."""
    if symbol.startswith("NAME:"):
        return 6 if re.match(r"NAME:(?:Bộ luật|Luật|Hiến pháp)", symbol, re.IGNORECASE) else 0
    return next((rank for sign, rank in reversed(_RANKS) if f"/{sign}" in symbol), 0)
