"""Which orders does a head give? Its verbs cut it into clauses; words between give places and phrases their role."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

from vanban.amendments.cues import Does, cue, does, folded, verb_pattern
from vanban.amendments.heads import Head, Phrase
from vanban.amendments.places import Chain, Place, Steps, complete, read_chains

Role = Literal["target", "after", "before", "into", "at", "source", "base", "skip"]

_STOP = re.compile(r"[.]\s+(?=[A-ZĐ])")
_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐ\x02\x03])")
_POSITIONS: tuple[Role, ...] = ("after", "before", "into", "source", "at")


@dataclass(frozen=True, slots=True)
class Item:
    """A chain of places or a phrase of a clause, and its role."""

    role: Role
    start: int
    end: int
    places: tuple[Place, ...] = ()
    phrase: Phrase | None = None
    lead: str = ""  # the words before it


@dataclass(slots=True)
class Clause:
    """One verb with what belongs to it. Offsets count from the start of the head.

    ``mixed``: several verbs share the objects (“sửa đổi, bãi bỏ một số khoản”), so none is certain.
    """

    does: Does
    start: int
    end: int
    words: str
    mixed: bool = False
    items: list[Item] = field(default_factory=list)
    places_everywhere: bool = False
    phrases_below: bool = False  # the list below names phrases, and nothing else counts
    someday: bool = False  # it happens on a day that these words do not tell
    worded: bool = False  # the places below have their new wording right behind them, and no verb of their own
    partly: bool = False  # “bãi bỏ một phần …”: of what follows, only what is told further on


def read_clauses(head: Head, base: Steps) -> list[Clause]:
    """The clauses of a head, places completed under ``base``."""
    masked = head.masked
    clauses = _cut(masked, head)
    if not clauses:
        return []
    chains = read_chains(masked)
    starts = [clause.start for clause in clauses]
    index = [bisect_right(starts, chain.start) - 1 for chain in chains]
    kept = [(c, i) for c, i in zip(chains, index, strict=True) if i >= 0 and c.start < clauses[i].end]
    completed = complete([chain for chain, _ in kept], base, [i for _, i in kept])
    mine: list[list[tuple[Chain, list[Place]]]] = [[] for _ in clauses]
    for (chain, i), places in zip(kept, completed, strict=True):
        mine[i].append((chain, places))
    for clause, own in zip(clauses, mine, strict=True):
        fill(clause, masked, head, own)
    return clauses


def _cut(masked: str, head: Head) -> list[Clause]:
    """Cut at verbs that open a clause; without one, look for a passive (“… được sửa đổi như sau”)."""
    opens: list[re.Match[str]] = []
    passive: re.Match[str] | None = None
    for verb in verb_pattern().finditer(folded(masked)):
        before = masked[max(0, verb.start() - 40) : verb.start()]
        first = not opens and _led_to(masked, verb.start())
        if first or (cue("opens").search(before) and (opens or _starts(masked, verb.start()))):
            opens.append(verb)
        elif passive is None and cue("passive").search(before) and cue("then").match(masked, verb.end()):
            passive = verb
        elif passive is None and not opens and cue("bare-passive").match(masked, 0, verb.start()):
            rest = masked[verb.end() :].lstrip(" ,")
            ends = does(verb.group()) == "repeal" and not rest.strip(" .;")
            passive = verb if ends or cue("follows").match(rest) else None
    if (
        passive is not None
        and (not opens or opens[0].start() > passive.start())
        and _is_subject(masked, passive.start(), head)
    ):
        return [_sentence(does(passive.group()), masked, passive)]
    expires = cue("expires").search(masked)
    if (
        expires is not None
        and (not opens or opens[0].start() > expires.start())
        and (_is_subject(masked, expires.start(), head) or _expires(masked, expires))
    ):
        sentence = _sentence("repeal", masked, expires)
        sentence.end = expires.end()  # what stands behind it only says when
        sentence.someday = cue("someday").match(masked, expires.end()) is not None
        return [sentence]
    return _between(masked, opens)


def _starts(masked: str, at: int) -> bool:
    """Whether the first verb of a head opens it, or follows “Thông tư này …”, “Kể từ ngày … ,”."""
    before = masked[:at]
    if not before.strip(' \t-–+“"(') or before.rstrip()[-1:] in (";", ":", "."):
        return True
    return cue("preamble").match(before) is not None and not cue("in-list").search(before)


def _led_to(masked: str, at: int) -> bool:
    """Whether all that stands before a verb says where its order works."""
    opening = cue("led").match(masked)
    return opening is not None and opening.end() == at


def led(masked: str, base: Steps) -> list[Place]:
    """The places in which a head says at its beginning that all its orders work: “Tại khoản 2 Điều 5, thay …”.

    >>> [place.loc for place in led("Khoản 2 Điều 5: thay cụm từ", ())]
    ['D5.K2']
    """
    opening = cue("led").match(masked)
    chains = read_chains(masked[: opening.end()]) if opening else []
    return [place for places in complete(chains, base, [0] * len(chains)) for place in places]


def _sentence(what: Does, masked: str, verb: re.Match[str]) -> Clause:
    """A passive's clause: the sentence it stands in."""
    begin = max(
        (stop.end() for stop in _SENTENCE.finditer(masked, 0, verb.start()) if stop.group()[0] == "."), default=0
    )
    after = _STOP.search(masked, verb.end())
    end = after.start() if after else len(masked)
    return Clause(what, begin, end, masked[verb.end() : end])


def _between(masked: str, opens: list[re.Match[str]]) -> list[Clause]:
    clauses: list[Clause] = []
    for i, verb in enumerate(opens):
        end = opens[i + 1].start() if i + 1 < len(opens) else len(masked)
        if clauses and clauses[-1].words.strip(" ,và") == "":
            last = clauses[-1]
            last.mixed = last.mixed or last.does != does(verb.group())
            last.end, last.words = end, masked[verb.end() : end]
            continue
        partly = verb.group().endswith("một phần")
        clauses.append(Clause(does(verb.group()), verb.end(), end, masked[verb.end() : end], partly=partly))
    return clauses


def _begin(masked: str, end: int) -> int:
    """Where the sentence or the member of a list begins that goes on to ``end``."""
    return max((stop.end() for stop in _SENTENCE.finditer(masked, 0, end)), default=0)


def _is_subject(masked: str, end: int, head: Head) -> bool:
    """Whether the words before a passive verb are what it changes, and no condition."""
    begin = _begin(masked, end)
    first = cue("subject").match(masked, begin)
    assert first is not None
    at, chains = first.end(), read_chains(masked[begin : min(end, first.end() + 30)])
    follows = cue("follows").search(masked, end, end + 60) is not None  # then no title behind a place is a condition
    named = [begin + chain.start for chain in chains[:1]] + [at] * (masked[at : at + 1] == "\x02")
    if cue("doubt").search(masked, begin, min(named) if follows and named else end):
        return False
    return (at >= end - 8 and at > begin) or masked[at : at + 1] in ("\x01", "\x02", "\x03", "“", '"') or bool(chains)


def _expires(masked: str, verb: re.Match[str]) -> bool:
    """Whether what stands before “hết hiệu lực” is acts or places, or says that they are listed below; what an act's
    title says is no condition."""
    begin = _begin(masked, verb.start())
    since = cue("from-its-day").match(masked, begin)
    begin = since.end() if since else begin
    if cue("acts-below").fullmatch(masked, begin, verb.start()):
        return True
    issued = cue("issued-with").match(masked, begin)
    begin = issued.end() if issued else begin
    subject = cue("subject").match(masked, begin)
    assert subject is not None
    at = subject.end()
    named = masked[at : at + 1] == "\x02" or bool(read_chains(masked[begin : min(verb.start(), at + 30)]))
    return named and cue("ends-now").match(masked, verb.end()) is not None


def fill(clause: Clause, masked: str, head: Head, chains: list[tuple[Chain, list[Place]]]) -> None:
    """Give a clause its places and phrases, each with the role that the words before it make."""
    found: list[tuple[int, int, tuple[Place, ...], Phrase | None]] = [
        (chain.start, chain.end, tuple(places), None) for chain, places in chains
    ]
    first = bisect_left(head.phrases, head.start + clause.start, key=lambda quoted: quoted.start)
    for quoted in head.phrases[first:]:
        a, b = quoted.start - head.start, quoted.end - head.start
        if a >= clause.end:
            break
        found.append((a - 1, b + 1, (), quoted))
    found.sort(key=lambda item: item[0])
    position = clause.start
    role: Role = "target"
    for start, end, places, phrase in found:
        lead = masked[position:start] if position < start else ""
        new = _role(lead, masked[clause.start : start])
        if new is not None:
            role = new
        elif not cue("goes-on").fullmatch(lead) and role in ("after", "before", "source", "base"):
            role = "target"
        clause.items.append(Item(role, start, end, places, phrase, lead))
        position = max(position, end)
    _turn(clause)
    below = masked.rstrip().endswith(":")  # “tại các điều, khoản sau đây:” are told below
    clause.places_everywhere = not below and cue("each").search(masked[clause.start : clause.end]) is not None


def _turn(clause: Clause) -> None:
    """What goes on behind an anchor is new itself where its own anchor follows: “…, khoản 5 vào sau khoản 4”."""
    follows = False  # a place that is said to be an anchor itself
    for i in range(len(clause.items) - 1, -1, -1):
        item = clause.items[i]
        told = _role(item.lead, "") if item.places else None
        if told is None and item.places and follows and item.role in ("after", "before"):
            clause.items[i] = replace(item, role="target")
        else:
            follows = told in ("after", "before", "into")


def _role(lead: str, since: str) -> Role | None:
    """What the words before an item make of it; None when they only go on with a list."""
    if cue("some").search(lead) or (cue("unnumbered").search(lead) and "tên" not in lead.lower()):
        return "base"
    return next((role for role in _POSITIONS if cue(role).search(lead)), None)
