"""Where does what a body is to do begin? Tells its verb from those that are part of its name."""

import re
from dataclasses import dataclass

from vanban.obligations.bodynames import is_settled, name_end
from vanban.obligations.lexicon import adverbs, compounds, modals, pattern, shape, verbs
from vanban.obligations.phrases import ASIDE, Phrase

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_NOUN = shape("noun_before")
_BODY_NOUN = shape("body_noun")
_CALLED = shape("called")
_OF_A_BODY = shape("of_a_body")
_HALT = shape("halt")
_LOOSE = re.compile(r"\b(?:được|do|mà)(?!\w)")
_NOT_HALT = shape("not_halt")
_STRONG = shape("strong")
_DONE = shape("participle")
_SPEECH = shape("speech")
_GROUNDS = re.compile(r"(?:căn cứ|trên cơ sở|dựa vào) [^;]{3,200}$")
_LISTS = re.compile(r";|(?:,| và) $")  # a verb behind these may be the next of several
_SERVES = shape("serves")
_NAME_GOES_ON = re.compile(r" (?:với|của|thuộc)(?!\w)")
_NOT_BEHIND = shape("not_behind")
_CHAINED = ("công tác ", "dự án ")  # nouns that take several verbs: “dự án đầu tư xây dựng”
_PRESSING = shape("pressing")
_RELATIVE = shape("relative")
_SHARED_HEAD = shape("shared_head")
_AS_NOUN = re.compile(r"(?:,|\bvà|\bcác|\bhoặc|/|\bmọi)\s*$")
_NAMES_MAX = 1500  # no list of addressees is longer

type Verb = tuple[int, int, str | None]  # where the predicate begins, its first verb, its modal


def find_predicate(p: Phrase, at: int, end: int) -> Verb | None:
    """As ``find_verb``, and behind a proper name also where the verb is none of the table's."""
    known = find_verb(p, at, end)
    if known and known[2]:
        return known
    act = name_end(p.words, p.low, at, min(end, at + _NAMES_MAX))
    if act < 0 or (known and known[0] <= act):
        return known
    if known and not (_LISTS.search(p.low, act, known[0]) or is_settled(p.low, at, act)):
        return known
    return None if not known and _SPEECH.search(p.low, act, end) else (act, act, None)


def find_verb(p: Phrase, at: int, end: int) -> Verb | None:
    """Where the predicate of the body named at ``at`` begins, if its verb is one of the table's."""
    end = min(end, at + _NAMES_MAX)
    colon = p.low.find(":", at, end)
    shared = colon > 0 and bool(_SHARED_HEAD.search(p.low[at : colon + 1]))
    if colon > 0 and not shared:
        end = _after_colon(p, colon, end)
    asides = [m.span() for m in ASIDE.finditer(p.low, at, end)] if p.low.find("(", at, end) > 0 else []
    search = _Search(p, at, end, shared)
    for m in _WORD.finditer(p.low, at, end):
        i = m.start()
        if asides and any(a < i < b for a, b in asides):
            continue
        if _SPEECH.match(p.low, i) and p.words[i].islower():
            return None
        if found := search.step(i):
            return found
    return search.weak


@dataclass(slots=True)
class _Search:
    """The words from ``at`` on, one by one: what those read so far let the next one be."""

    p: Phrase
    at: int
    end: int
    shared: bool  # the names behind a colon share the noun before it
    only_modals: bool = False
    only_strong: bool = False
    weak: Verb | None = None  # what it is if nothing better follows
    purpose: int = -1  # a verb that tells what a body is for
    noun: int = -1  # where a verb that is part of a noun phrase ends

    def step(self, i: int) -> Verb | None:
        """The predicate, if the word at ``i`` opens it beyond doubt."""
        p, low = self.p, self.p.low
        if low.startswith("để ", i) and _GROUNDS.search(low, self.at, i) and _is_verb(p, i + 3, self.end):
            return i, i + 3, None
        self._halt(i)
        before = low[max(self.at, i - 24) : i]
        if not p.words[i].islower():
            return self._opened(i, before)
        modal_end = modals().end(low, i)
        if modal_end > 0 and not _modal_is_other(low, i):
            return _after_modal(p, i, modal_end, self.end)
        if self.only_modals:
            return (i, i, None) if _behind_relative(p, self.at, i) and _is_verb(p, i, self.end) else None
        if self._follows_purpose(i, before):
            self.weak, self.purpose, self.only_modals = (i, i, None), -1, True
            return None
        if self.only_strong and not _STRONG.match(low, i):
            if self.weak is None and _DONE.search(before) and _is_verb(p, i, self.end):
                self.weak = i, i, None
            return None
        return self._verb(i, before) if _is_verb(p, i, self.end) else None

    def _halt(self, i: int) -> None:
        """Behind some words a verb is no longer the body's: only a modal, or only a strong one, still is."""
        if self.only_modals:
            return
        if _HALT.match(self.p.low, i) and not _NOT_HALT.search(self.p.low, max(self.at, i - 16), i):
            self.only_modals = True
        elif _LOOSE.match(self.p.low, i):
            self.only_strong = True

    def _opened(self, i: int, before: str) -> Verb | None:
        """“Sở Y tế: Chủ trì …”: among capitals only what a colon opens."""
        if self.shared or not before.rstrip().endswith(":"):
            return None
        opened = opens_with_verb(self.p, i, self.end)
        return None if opened is None else (i, opened, None)

    def _follows_purpose(self, i: int, before: str) -> bool:
        """Does the verb at ``i`` follow what a body is for, and so may be what it does?"""
        return (
            self.purpose >= 0 and not _BEFORE_NOUN.search(before) and _behind_object(self.p, self.purpose, i, self.end)
        )

    def _verb(self, i: int, before: str) -> Verb | None:
        """The verb at ``i``, unless it is part of a noun or a name, or says which body is meant."""
        p, low = self.p, self.p.low
        if i == self.noun + 1 or _BEFORE_NOUN.search(before):
            self.noun = verbs().end(low, i) if before.endswith(_CHAINED) else -1
            return None
        if _is_of_name(p, self.at, i, before):
            return None
        if _OF_A_BODY.match(low, i) and _BODY_NOUN.search(low[self.at : i]):
            if not _NAME_GOES_ON.match(low, verbs().end(low, i)):
                self.weak = self.weak or (i, i, None)
            self.only_strong = True
            self.purpose = i if _SERVES.match(low, i) else -1
            return None
        return i, i, None


def _is_of_name(p: Phrase, at: int, i: int, before: str) -> bool:
    """Is the verb at ``i`` a part of the name: “Kiểm toán”, “các tổ chức”, “Ban chỉ đạo”?"""
    return (
        _in_compound(p, at, i)
        or (p.low.startswith(("tổ chức", "lãnh đạo"), i) and bool(_AS_NOUN.search(before)))
        or bool(_CALLED.search(p.words, max(at, i - 12), i) and _OF_A_BODY.match(p.low, i))
    )


def _behind_relative(p: Phrase, at: int, i: int) -> bool:
    """“Các đơn vị chưa ban hành kế hoạch khẩn trương …”: what stands between only says which of them."""
    return bool(_PRESSING.match(p.low, i)) and bool(_RELATIVE.fullmatch(p.low[at:i]))


def _behind_object(p: Phrase, verb: int, i: int, end: int) -> bool:
    """“các đơn vị cấp nước thuộc tỉnh lập …”: the verb behind the object of the one that says which body."""
    if not _is_verb(p, i, end) or _in_compound(p, verb, i):
        return False
    between = p.low[verbs().end(p.low, verb) : i]
    return between.startswith(" ") and not _NOT_BEHIND.search(between)


def _after_colon(p: Phrase, colon: int, end: int) -> int:
    """How far a predicate is looked for: past a colon only if a verb follows at once."""
    after = colon + 2
    opened = opens_with_verb(p, after, end) if after < end else None
    return end if opened is not None else colon


def _modal_is_other(low: str, at: int) -> bool:
    """“cần thiết”, “phải có”-less nouns, “cần Thơ”."""
    return bool(re.match(r"cần (?:thiết|thơ|kiệm)|phải (?:thu|trả|nộp|chi)\b|phải không", low[at : at + 12]))


def _after_modal(p: Phrase, at: int, modal_end: int, end: int) -> Verb:
    verb = modal_end
    while verb < end and p.words[verb] in " :,":
        verb += 1
    return at, verb, p.low[at:modal_end]


def _in_compound(p: Phrase, at: int, i: int) -> bool:
    """The second half of “Đào tạo”, “Kiểm toán” … is no verb of its own."""
    first = max(p.low.rfind(" ", at, i - 1) + 1, at)
    if verbs().end(p.low, first) > i:
        return True
    stop = verbs().end(p.low, i)
    return stop > 0 and " " not in p.low[i:stop] and p.low[first:stop] in compounds()


def _is_verb(p: Phrase, at: int, end: int) -> bool:
    """Does a verb begin here, perhaps behind adverbs?"""
    for _ in range(4):
        if pattern("verbs", "not_verbs").match(p.low, at, end):
            return False
        if (stop := verbs().end(p.low, at)) > 0:
            return p.words[at + 1 : stop].islower()
        after = adverbs().end(p.low, at)
        if after < 0:
            return False
        while after < end and p.low[after] in " ,":
            after += 1
        at = after
    return False


def opens_with_verb(p: Phrase, at: int, end: int) -> int | None:
    """The place of the verb if the stretch opens with one (perhaps behind a modal), else None."""
    modal_end = modals().end(p.low, at)
    if modal_end > 0:
        at = modal_end + 1
    return at if at < end and _is_verb(p, at, end) else None
