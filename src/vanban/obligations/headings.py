"""Does a line only name who is addressed by the lines under it, or a section that lays no duties?"""

import re
from typing import Literal

from vanban.obligations.company import partners_of
from vanban.obligations.frames import Frame, Heading
from vanban.obligations.lexicon import duties, pattern, shape
from vanban.obligations.names import is_topic, match_body
from vanban.obligations.predicates import Phrase, enacts, find_cue, find_predicate, find_verb

_OF = shape("charge_of")
# “… thực hiện tốt các nhiệm vụ sau”: only leads in what is listed under it.
_LEAD_IN = shape("lead_in")
# Words that make of a name a statement about it.
_TOLD = shape("told")
_COMMON = shape("body_noun")
_SAYS_WHICH = shape("of_a_body")
_TIMED = shape("timed_lead_in")
_CHARGED = shape("charged")
_BY_OTHERS = re.compile(r"chỉ đạo|lãnh đạo|(?:đồng )?chủ trì|phối hợp")
_OPENS = re.compile(r"[A-ZĐÀ-Ỹ]|(?:các|những|mọi|mỗi|từng|người) ")
_MARKED = frozenset(("R", "A", "N", "D", "N2", "N3", "a", ""))


def is_silent(p: Phrase, mark: str, frame: Frame) -> bool:
    """Does the paragraph stand in a section that lays no duties? A heading of such a section opens it."""
    if mark in _MARKED and len(p.words) < 200:
        title = p.low.strip(" .:")
        stopped = p.words.rstrip().endswith((";", "."))
        if pattern("sections", "most").search(title) and (
            p.words.isupper() or (mark and not stopped and len(title) < 90)
        ):
            frame.silent, frame.assigning = False, True
        elif _lays_none(p, mark, title, stopped=stopped):
            frame.silent = bool(mark) or p.words.isupper()
            return True
    return frame.silent


def _lays_none(p: Phrase, mark: str, title: str, *, stopped: bool) -> bool:
    """The heading of a section of purposes, requirements, targets, assessments …"""
    if not pattern("sections", "none").match(title) or (stopped and len(title) >= 30):
        return False
    return bool(mark) or p.words.isupper() or len(title) < 60


def is_title(p: Phrase, mark: str, *, over: bool) -> bool:
    """Is the line the title of what stands under it? ``over``: the next paragraph is of a lower level."""
    if p.words.isupper():
        return True
    return _untied(p, mark, over) and not find_cue(p, 0, len(p.words)) and not match_body(p.low, 0)


def _untied(p: Phrase, mark: str, over: bool) -> bool:
    """No stop at its end, and lines of a lower level under it."""
    words = p.words.rstrip()
    return over and bool(mark) and mark not in "GPBI" and len(words) < 220 and not words.endswith((".", ";", "/", "…"))


def read_heading(p: Phrase, mark: str, *, over: bool = False, assigning: bool = True) -> Heading | None:
    """The addressee named by a line that is nothing but its name, or that leads in a list with a colon.

    >>> read_heading(Phrase("Sở Tài chính:", "sở tài chính:"), "N").lead
    (0, 12)
    """
    end = len(p.low.rstrip())
    open_end = p.low[end - 1 : end] == ":"
    if end > 900 or (end > 320 and not open_end) or "\t" in p.words:
        return None
    body_end = len(p.low.rstrip(" .:;"))
    at, request, of = 0, False, _OF.match(p.low)
    cue = find_cue(p, 0, body_end)
    if cue and (open_end or cue[0] == 0):
        at = cue[1]
        request = any(cue[2].startswith(word) for word in duties()["order"]["requests"])
    elif of:
        at = of.end()
    elif open_end and (timed := _TIMED.match(p.low)) and _OPENS.match(p.words, timed.end()):
        at = timed.end()
    if not match_body(p.low, at) or (p.words.isupper() and not mark):
        return None
    stopped = p.low[end - 1 : end] in (".", ";")
    verb = (find_predicate if stopped else find_verb)(p, at, body_end)
    tail = _CHARGED.search(p.low, max(at, body_end - 30), body_end)
    if tail and verb and not verb[2] and not _BY_OTHERS.match(p.low, verb[0]):
        verb = tail.start(), body_end, "có trách nhiệm"
    modality: Literal["order", "request"] = "request" if request else "order"
    if verb is None:
        plain = p.words[at:body_end]
        if _TOLD.search(p.low, at, body_end) or (at == 0 and not assigning and is_topic(p.low, at)):
            return None
        if (
            (open_end or p.low[end - 1] not in ".;" or (at == 0 and end < 120))
            and not re.search(r"[.;] [A-ZĐ]", plain)
            and len(plain) < 500
        ):
            return Heading((at, body_end), None, modality, goes_on=False)
        return None
    if not cue and not verb[2] and enacts(p, verb[1]):
        return None
    if _untied(p, mark, over) and not open_end:
        if verb[2] or not re.match(
            r"(?:đồng )?chủ trì|phối hợp|tổ chức|triển khai|thực hiện", p.low[verb[0] : body_end]
        ):
            return Heading((at, verb[0] if verb[2] else body_end), None, modality, goes_on=False)
        open_end = True
    if not open_end or re.search(r"[.!?] [A-ZĐÀ-Ỹ]", p.words[:end]):
        return None
    act, partners, _ = partners_of(p, verb[1], body_end)
    rest = p.low[min(body_end, act) : body_end].strip(" ,")
    if partners and act <= partners[0]:
        rest = ""
    if not verb[2] and not cue and not _LEAD_IN.match(rest) and _SAYS_WHICH.match(p.low, verb[0]):
        short = body_end - at < 80 and _COMMON.search(p.low, at, verb[0])
        if of or short:  # “Đối với cơ quan sử dụng …:”, “Các cơ sở sản xuất giống:”
            return Heading((at, body_end), None, modality, goes_on=False)
    goes_on = not _LEAD_IN.match(rest) or len(rest) > 140 or ";" in rest
    return Heading((at, verb[0]), partners, "duty" if verb[2] and not cue else modality, goes_on=goes_on)
