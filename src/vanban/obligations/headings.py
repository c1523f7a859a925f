"""Does a line only name who is addressed by the lines under it, or a section that lays no duties?"""

import re
from dataclasses import dataclass
from typing import Literal

from vanban.obligations.addressees import enacts, find_cue
from vanban.obligations.company import partners_of
from vanban.obligations.frames import Frame, Heading
from vanban.obligations.lexicon import duties, pattern, shape
from vanban.obligations.names import is_topic, match_body
from vanban.obligations.phrases import Phrase
from vanban.obligations.predicates import Verb, find_predicate, find_verb

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
_SENTENCE = re.compile(r"[.!?] [A-ZĐÀ-Ỹ]")
_STATEMENT = re.compile(r"[.;] [A-ZĐ]")
_WORKING = re.compile(r"(?:đồng )?chủ trì|phối hợp|tổ chức|triển khai|thực hiện")
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
    line = _addressed(p)
    if line is None or (p.words.isupper() and not mark):
        return None
    verb = _verb_of(line)
    if verb is None:
        return _bare_name(line, assigning=assigning)
    if not line.cued and not verb[2] and enacts(p, verb[1]):
        return None
    if not line.colon:
        if not _untied(p, mark, over):
            return None
        if verb[2] or not _WORKING.match(p.low, verb[0], line.stop):
            return line.names(verb[0] if verb[2] else line.stop)
    return None if _SENTENCE.search(p.words, 0, line.end) else _lead_in(line, verb)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that names an addressee at ``at``; ``stop`` is where its words end, ``end`` where its last sign does."""

    p: Phrase
    at: int
    stop: int
    end: int
    colon: bool
    cued: bool  # “Giao …”, “Đề nghị …”
    charge: bool  # “Trách nhiệm của …”, “Đối với …”
    modality: Literal["order", "request"]

    def names(self, until: int) -> Heading:
        """The heading that says who is meant and nothing of what is to be done."""
        return Heading((self.at, until), None, self.modality, goes_on=False)


def _addressed(p: Phrase) -> _Line | None:
    """Where the addressee begins: behind a cue, a word of charge, a time, or at once."""
    end = len(p.low.rstrip())
    colon = p.low[end - 1 : end] == ":"
    if end > 900 or (end > 320 and not colon) or "\t" in p.words:
        return None
    stop = len(p.low.rstrip(" .:;"))
    at, request, of = 0, False, _OF.match(p.low)
    cue = find_cue(p, 0, stop)
    if cue and (colon or cue[0] == 0):
        at = cue[1]
        request = any(cue[2].startswith(word) for word in duties()["order"]["requests"])
    elif of:
        at = of.end()
    elif colon and (timed := _TIMED.match(p.low)) and _OPENS.match(p.words, timed.end()):
        at = timed.end()
    if not match_body(p.low, at):
        return None
    return _Line(p, at, stop, end, colon, cue is not None, of is not None, "request" if request else "order")


def _verb_of(line: _Line) -> Verb | None:
    """What the addressee is told, or that it is charged with what stands below."""
    p, at, stop = line.p, line.at, line.stop
    stopped = p.low[line.end - 1 : line.end] in (".", ";")
    verb = (find_predicate if stopped else find_verb)(p, at, stop)
    tail = _CHARGED.search(p.low, max(at, stop - 30), stop)
    if tail and verb and not verb[2] and not _BY_OTHERS.match(p.low, verb[0]):
        return tail.start(), stop, "có trách nhiệm"
    return verb


def _bare_name(line: _Line, *, assigning: bool) -> Heading | None:
    """A line without a verb: a name, unless it tells something or closes a sentence."""
    p, at, stop = line.p, line.at, line.stop
    if _TOLD.search(p.low, at, stop) or (at == 0 and not assigning and is_topic(p.low, at)):
        return None
    stopped = p.low[line.end - 1] in ".;" and not (at == 0 and line.end < 120)
    if stopped or _STATEMENT.search(p.words, at, stop) or stop - at >= 500:
        return None
    return line.names(stop)


def _lead_in(line: _Line, verb: Verb) -> Heading | None:
    """“Sở Y tế chủ trì, phối hợp với B:”: who, with whom, and whether the line asks for an act of its own."""
    p, at, stop = line.p, line.at, line.stop
    act, partners, _ = partners_of(p, verb[1], stop)
    rest = "" if partners and act <= partners[0] else p.low[min(stop, act) : stop].strip(" ,")
    plain = not verb[2] and not line.cued
    if plain and not _LEAD_IN.match(rest) and _SAYS_WHICH.match(p.low, verb[0]):
        short = stop - at < 80 and _COMMON.search(p.low, at, verb[0])
        if line.charge or short:  # “Đối với cơ quan sử dụng …:”, “Các cơ sở sản xuất giống:”
            return line.names(stop)
    goes_on = not _LEAD_IN.match(rest) or len(rest) > 140 or ";" in rest
    modality = "duty" if verb[2] and not line.cued else line.modality
    return Heading((at, verb[0]), partners, modality, goes_on=goes_on)
