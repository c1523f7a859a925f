"""Does a clause ask for something that could be reported on? Sorts out what only sounds like it."""

import re
from dataclasses import replace

from vanban.obligations.addressees import read_clause
from vanban.obligations.clauses import pieces
from vanban.obligations.company import partners_of
from vanban.obligations.lexicon import pattern, shape, verbs
from vanban.obligations.names import match_body
from vanban.obligations.phrases import Clause, Phrase
from vanban.obligations.predicates import opens_with_verb
from vanban.obligations.products import find_product

_CLOSING = shape("closing")
_CONNECTIVE = shape("connective")
_RECURRING_TAIL = shape("recurring_tail")
_RESULT = shape("result")
_BESIDE = shape("beside_liability")
_NEW_PRODUCT = re.compile(r",\s+(?=xây dựng (?:chương trình|kế hoạch)\b)")
_REPORT = re.compile(r"(?:,| và|;) (?=(?:tổng hợp,? )?báo cáo )")
_NAMED = re.compile(r"(?!ví dụ|lưu ý)[^:;.]{5,140}: ")  # “Mở tài khoản: UBND xã phối hợp với …”
# No formula does without one of these: looked for first, since most clauses have none.
_FORMULA_WORDS = ("này", "nêu trên", "được giao", "được phân công", "biết")
_JOINED_MAX = 4000


def clause_at(p: Phrase, a: int, b: int) -> Clause | None:
    """The clause at ``a:b``, read once."""
    if (a, b) not in p.seen:
        p.seen[a, b] = read_clause(p, a, b)
    return p.seen[a, b]


def skip_connective(p: Phrase, a: int, b: int) -> int:
    """Where the piece begins behind “Đồng thời,” and the like."""
    m = _CONNECTIVE.match(p.low, a, b)
    return m.end() if m and m.end() < b else a


def joined_pieces(p: Phrase, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces between semicolons, those of a list of addressees or objects put together again."""
    found: list[tuple[int, int]] = []
    listing = False  # the last piece names addressees and no act yet
    for a, b in pieces(p.words, start, end):
        if found and b - found[-1][0] < _JOINED_MAX and _goes_on(p, a, b, listing=listing):
            found[-1] = (found[-1][0], b)
            listing = listing and clause_at(p, a, b) is None
        else:
            found.append((a, b))
            listing = clause_at(p, a, b) is None
    return found


def _goes_on(p: Phrase, a: int, b: int, *, listing: bool) -> bool:
    a = skip_connective(p, a, b)
    if pattern("manner", "opens").match(p.low, a, b) or _CLOSING.match(p.low, a, b):
        return False
    if listing:
        return bool(match_body(p.low, a))  # “Giao A; B; C làm …”
    return clause_at(p, a, b) is None and opens_with_verb(p, a, b) is None


def states(p: Phrase, a: int, b: int) -> bool:
    """A sentence that forbids, aims or tells, down to its last semicolon."""
    if not pattern("none", "opens").match(p.low, a, b):
        return False
    clause = clause_at(p, a, b)
    return not (clause and (clause.cue or clause.modal))


def asking_clause(p: Phrase, a: int, b: int, *, opening: bool) -> Clause | None:
    """The clause at ``a:b`` unless it tells, or only says how the act before it is done."""
    clause = clause_at(p, a, b) or _beside(p, a, b)
    if not opening and pattern("manner", "opens").match(p.low, a, b) and not (clause and clause.subject):
        return None
    if states(p, a, b):
        return None
    if opening and (named := _NAMED.match(p.low, a, b)):
        at = named.end()
        inner = read_clause(p, at, b) if p.words[at].isupper() and not (clause and clause.subject) else None
        if match_body(p.low, at) and p.words[at].isupper():
            clause = inner or read_clause(p, at, b) or clause
        elif inner and inner.subject:
            clause = inner
    if clause and opening and clause.subject is None and _RESULT.match(p.low, a, b):
        return None
    return clause


def _beside(p: Phrase, a: int, b: int) -> Clause | None:
    """The act behind “Chịu trách nhiệm trước …,”."""
    liable = pattern("none", "liability").match(p.low, a, b)
    beside = _BESIDE.search(p.low, liable.end(), b) if liable else None
    return read_clause(p, beside.end(), b) if beside else None


def asks(p: Phrase, clause: Clause) -> bool:
    """No, if it only says who answers for what, or is one of the closing formulae."""
    said = clause.subject[1] if clause.subject else clause.verb
    if pattern("none", "liability").match(p.low, said, clause.end):
        return False
    if clause.cue and clause.cue.startswith("giao"):
        return True
    if not any(word in p.low for word in _FORMULA_WORDS):
        return True
    formula = pattern("none", "formula").search(p.low, clause.verb, clause.end)
    return not (formula and pattern("none", "formula_cues").search(p.low, clause.start, clause.end))


def rest_of(p: Phrase, clause: Clause) -> Clause | None:
    """What remains of a formula (the report it asks for), or beside a liability (the act)."""
    said = clause.subject[1] if clause.subject else clause.verb
    if liable := pattern("none", "liability").match(p.low, said, clause.end):
        beside = _BESIDE.search(p.low, liable.end(), clause.end)
        return replace(clause, start=beside.end(), verb=beside.end(), modal=None) if beside else None
    formula = pattern("none", "formula").search(p.low, clause.verb, clause.end)
    report = _REPORT.search(p.low, formula.end(), clause.end) if formula else None
    if not report:
        return None
    return Clause(report.end(), clause.end, clause.subject, report.end(), clause.cue, clause.modal)


def split_clause(p: Phrase, clause: Clause) -> tuple[Clause, ...]:
    """Off goes a tail with a rhythm or a product of its own."""
    for tail in (_RECURRING_TAIL, _NEW_PRODUCT):
        cut = tail.search(p.low, clause.verb, clause.end)
        if not cut or cut.start() - clause.verb <= 24:
            continue
        if tail is _NEW_PRODUCT and not _is_whole(p, partners_of(p, clause.verb, clause.end)[0], cut.start()):
            continue
        return replace(clause, end=cut.start()), Clause(cut.end(), clause.end, None, cut.end(), None, None)
    return (clause,)


def _is_whole(p: Phrase, verb: int, end: int) -> bool:
    """An act with an object of its own that makes no product: “quán triệt nghị quyết”."""
    if verb >= end:
        return False
    last = max(p.low.rfind(",", verb, end) + 1, verb)
    while last < end and ((stop := verbs().end(p.low, last)) > 0 or p.low[last] in " ,"):
        last = stop if stop > 0 else last + 1
    return last < end and find_product(p.words, p.low, verb, end) is None
