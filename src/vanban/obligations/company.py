"""With whom, and through whom? Reads “chủ trì, phối hợp với B” and “chỉ đạo B”."""

import re

from vanban.obligations.lexicon import adverbs, shape
from vanban.obligations.names import match_body
from vanban.obligations.phrases import Phrase
from vanban.obligations.predicates import find_verb

_COORDINATOR = shape("coordinator")
_WITH = shape("with")
_WITH_ENDS = shape("with_ends")
_DIRECTS = shape("directs")
_SAYS_WHICH = shape("of_a_body")
_COMMON = shape("body_noun")
_AIM = re.compile(r" để ")
_WITHIN = re.compile(r" trong (?!và )")
_CHARGED = re.compile(r"được (?:giao|phân công) $")


def partners_of(p: Phrase, verb: int, end: int) -> tuple[int, tuple[int, int] | None, bool]:
    """Behind “chủ trì, phối hợp với B”: (where the act begins, B's span, whether it was said with “chủ trì”)."""
    at = verb
    lead = _COORDINATOR.match(p.low, at, end)
    if lead:
        at = lead.end()
    skip = at
    while (after := adverbs().end(p.low, skip)) > 0 and skip < end and not _WITH.match(p.low, skip, end):
        skip = after
        while skip < end and p.low[skip] in " ,":
            skip += 1
    joint = _WITH.match(p.low, skip, end)
    if not joint:
        return (at if lead else verb), None, False
    first = joint.end()
    if not match_body(p.low, first):
        return (at if lead else verb), None, False
    act = find_verb(p, first, end)
    aim = _AIM.search(p.low, act[0], end) if act and not act[2] else None
    if act and not aim and not act[2] and p.low.startswith("quản lý", act[0]):
        aim = _WITHIN.search(p.low, act[0], end)
    if act and aim and _CHARGED.search(p.low, first, act[0]):
        return skip, (first, aim.start()), bool(lead)  # “với các sở được giao chủ trì để …”
    if act and aim and _SAYS_WHICH.match(p.low, act[0]) and _COMMON.search(p.low, first, act[0]):
        return skip, (first, aim.start()), bool(lead)  # “với cơ quan quản lý … để …”
    stop = _WITH_ENDS.search(p.low, first, act[0] if act else end)
    if stop and (not act or stop.start() < act[0] - 1):
        # “… với B trong việc …”: the act is the working together itself
        return (skip if not act else act[0]), (first, stop.start()), bool(lead)
    if act:
        return act[0], (first, act[0]), bool(lead)
    return skip, (first, end), bool(lead)


def executor_of(p: Phrase, act: int, end: int) -> tuple[int, int] | None:
    """Behind “chỉ đạo B làm …”: B's span."""
    m = _DIRECTS.match(p.low, act, end)
    if not m or not match_body(p.low, m.end()):
        return None
    verb = find_verb(p, m.end(), end)
    return (m.end(), verb[0]) if verb else None
