"""Who is told to do what in one clause? Finds the addressee and where the act begins."""

import re
from dataclasses import dataclass, field
from itertools import islice

from vanban.obligations.bodynames import is_settled, name_end
from vanban.obligations.lexicon import adverbs, compounds, cues, modals, pattern, shape, verbs
from vanban.obligations.names import is_topic, match_body

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
# “đồng chí Nguyễn Văn Một, Phó Chủ tịch …”: the office is who is asked.
_PERSON = re.compile(r"(?:đồng chí|ông|bà) (?:[A-ZĐÀ-Ỹ][^\W\d_]* ){1,4}[A-ZĐÀ-Ỹ][^\W\d_]*(?:,| -| –) (?=[A-ZĐÀ-Ỹ])")
_PLACE = re.compile(r"(?:(?:các|những|mỗi|từng) )?(?:xã|phường|tỉnh|thành phố|đặc khu)\b")
_TOWARDS = shape("towards")
_CHAINED = ("công tác ", "dự án ")  # nouns that take several verbs: “dự án đầu tư xây dựng”
_PRESSING = shape("pressing")
_RELATIVE = shape("relative")
_STATED = re.compile(r"^[^,;]{3,80} (?:sẽ|đã|đang|có quyền|có thể)(?!\w)")
_SHARED_HEAD = shape("shared_head")
_PAST = shape("past")
_ABOUT = re.compile(r"đối với ")
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_OF_CLASSES = re.compile(r"của (?:[a-zà-ỹđ]+ ?){1,6}(?:, (?:[a-zà-ỹđ]+ ?){1,5}){0,4}$")
_BODY_DID = re.compile(r", (?:[^,;]{3,80}) đã ")
_GROUND = re.compile(r"(?:căn cứ|trên cơ sở|tùy theo|tùy tình hình|theo chức năng)(?: vào)? ")
_PURPOSE = shape("purpose")
_ADVERBIAL = shape("adverbial")
_NEW_SUBJECT = shape("new_subject")
_ENACTS = shape("enacts")
_ROLES = shape("roles_listed")
_SPEAKERS = shape("speakers")
_LISTED = re.compile(r"của [^,;]{2,60}$")
_ARTICLE = re.compile(r"(?:các|những|mọi|mỗi|từng|tất cả|một số|người|chủ)\b")
_BARE = re.compile(r"(?:bộ|ngành|tỉnh|sở|ban|xã|phường)(?:,| và) ")
_AS_NOUN = re.compile(r"(?:,|\bvà|\bcác|\bhoặc|/|\bmọi)\s*$")
_SPEAKER_MAX = 160
_RHYTHM = re.compile(r"(?:định kỳ|thường xuyên)(?: h[ằà]ng (?:năm|quý|tháng|tuần))?, ")
_BREAK = re.compile(r"(?:,| thì| -|:|;) (?:thì |các đồng chí )?")
_ADVERBIAL_MAX, _BREAKS_MAX = 900, 24  # how far, and over how many commas, an addressee is looked for
_ROLES_MAX = 120
_NAMES_MAX = 1500  # no list of addressees is longer


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a paragraph three ways, letter for letter alike: as read, old tones, lower case."""

    words: str
    low: str
    seen: "dict[tuple[int, int], Clause | None]" = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that asks for an act: its span, its addressee's span, the cue and modal, where the verb begins."""

    start: int
    end: int
    subject: tuple[int, int] | None
    verb: int
    cue: str | None
    modal: str | None


def find_predicate(p: Phrase, at: int, end: int) -> tuple[int, int, str | None] | None:
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


def find_verb(p: Phrase, at: int, end: int) -> tuple[int, int, str | None] | None:
    """Where the predicate of the body named at ``at`` begins: (its start, its first verb, its modal)."""
    only_modals = only_strong = False
    end = min(end, at + _NAMES_MAX)
    colon = p.low.find(":", at, end)
    shared = colon > 0 and bool(_SHARED_HEAD.search(p.low[at : colon + 1]))
    if colon > 0 and not shared:
        end = _after_colon(p, colon, end)
    weak: tuple[int, int, str | None] | None = None
    asides = [m.span() for m in _ASIDE.finditer(p.low, at, end)] if p.low.find("(", at, end) > 0 else []
    purpose = -1  # a verb that tells what a body is for
    noun = -1  # where a verb that is part of a noun phrase ends
    for m in _WORD.finditer(p.low, at, end):
        i = m.start()
        if any(a < i < b for a, b in asides):
            continue
        before = p.low[max(at, i - 24) : i]
        if _SPEECH.match(p.low, i) and p.words[i].islower():
            return None
        if p.low.startswith("để ", i) and _GROUNDS.search(p.low, at, i) and _is_verb(p, i + 3, end):
            return i, i + 3, None
        if _HALT.match(p.low, i) and not _NOT_HALT.search(p.low, max(at, i - 16), i):
            only_modals = True
        elif _LOOSE.match(p.low, i):
            only_strong = True
        if not p.words[i].islower():
            if not shared and before.rstrip().endswith(":") and (opened := opens_with_verb(p, i, end)) is not None:
                return i, opened, None
            continue
        modal_end = modals().end(p.low, i)
        if modal_end > 0 and not _modal_is_other(p.low, i):
            return _after_modal(p, i, modal_end, end)
        if only_modals and _behind_relative(p, at, i) and _is_verb(p, i, end):
            return i, i, None
        if purpose >= 0 and not only_modals and not _BEFORE_NOUN.search(before) and _behind_object(p, purpose, i, end):
            weak, purpose, only_modals = (i, i, None), -1, True
            continue
        if only_modals or (only_strong and not _STRONG.match(p.low, i)):
            if not only_modals and weak is None and _DONE.search(before) and _is_verb(p, i, end):
                weak = i, i, None
            continue
        if not _is_verb(p, i, end):
            continue
        if i == noun + 1 or _BEFORE_NOUN.search(before):
            noun = verbs().end(p.low, i) if before.endswith(_CHAINED) else -1
            continue
        if _is_of_name(p, at, i, before):
            continue
        if _OF_A_BODY.match(p.low, i) and _BODY_NOUN.search(p.low[at:i]):
            if not _NAME_GOES_ON.match(p.low, verbs().end(p.low, i)):
                weak = weak or (i, i, None)
            only_strong = True
            purpose = i if _SERVES.match(p.low, i) else -1
            continue
        return i, i, None
    return weak


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


def _after_modal(p: Phrase, at: int, modal_end: int, end: int) -> tuple[int, int, str | None]:
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


def enacts(p: Phrase, verb: int) -> bool:
    """“UBND tỉnh ban hành Kế hoạch … như sau:”: what the document itself does."""
    return p.low.rstrip().endswith(":") and bool(_ENACTS.match(p.low, verb))


def opens_with_verb(p: Phrase, at: int, end: int) -> int | None:
    """The place of the verb if the stretch opens with one (perhaps behind a modal), else None."""
    modal_end = modals().end(p.low, at)
    if modal_end > 0:
        at = modal_end + 1
    return at if at < end and _is_verb(p, at, end) else None


def find_cue(p: Phrase, start: int, end: int) -> tuple[int, int, str] | None:
    """An order or request in front of its addressee: (its start, where the addressee begins, the cue)."""
    for m in re.finditer(
        r"\b(?:giao|phân công|yêu cầu|ủy quyền|đề nghị|trân trọng|kính|mong|kêu gọi)\b",
        p.low[start : min(end, start + 1200)],
    ):
        i = start + m.start()
        cue_end = cues().end(p.low, i)
        if cue_end < 0 or (i > start and pattern("order", "not_after").search(p.low, max(start, i - 24), i)):
            continue
        at = cue_end
        while at < end and p.low[at] in " :,":
            at += 1
        if p.low.startswith(("đối với ", "tới ", "đến "), at):
            at = p.low.index(" ", at + 3) + 1
        if (person := _PERSON.match(p.words, at, end)) and match_body(p.low, person.end()):
            at = person.end()
        if i > start and _one_of_verbs(p, start, i):
            continue
        if match_body(p.low, at) and not pattern("order", "not_before").match(p.low, cue_end, end):
            return i, at, p.low[i:cue_end]
        if i == start and opens_with_verb(p, at, end) is not None:
            return i, at, p.low[i:cue_end]
    return None


def _one_of_verbs(p: Phrase, start: int, at: int) -> bool:
    """“hướng dẫn, yêu cầu các đơn vị”: one of several verbs of an act."""
    if not p.low.startswith(", ", at - 2):
        return False
    first = max(p.low.rfind(" ", start, max(start, p.low.rfind(" ", start, at - 2))) + 1, start)
    return verbs().end(p.low, first) == at - 2


def read_clause(p: Phrase, start: int, end: int) -> Clause | None:
    """The clause at ``start:end`` if it asks for an act; one without addressee of its own is a bare imperative."""
    if end - start < _ROLES_MAX and _ROLES.match(p.low[start:end].rstrip(" .;")):
        return None
    cue = find_cue(p, start, end)
    if cue:
        found = _ordered(p, start, end, cue)
        if found or cue[0] == start or _SPEAKERS.match(p.low, start):
            return found
    leads = p.low.startswith("lãnh đạo ", start) and p.words[start].islower()  # the verb, not an office
    if not leads and match_body(p.low, start) and (verb := find_predicate(p, start, end)):
        return Clause(start, end, (start, verb[0]), verb[1], None, verb[2])
    towards = _TOWARDS.match(p.low, start, end)
    if (
        towards
        and match_body(p.low, who := towards.start("who"))
        and (_PLACE.match(p.low, who) or not is_topic(p.low, who))
    ):
        opened = opens_with_verb(p, towards.end(), end)
        if opened is not None:
            return Clause(start, end, towards.span("who"), opened, None, None)
    if _RHYTHM.match(p.low, start, end) and (told := _preposed(p, start, end)) and told.subject:
        return told
    opened = opens_with_verb(p, start, end)
    if opened is not None and pattern("occasion", "opens").match(p.low, start, end):
        told = _preposed(p, start, end, any_opening=True)
        if told or _BODY_DID.search(p.low, start, end):
            return told
    if opened is not None:
        modal = p.low[start:opened].strip() or None
        return Clause(start, end, None, opened, None, modal)
    return _preposed(p, start, end) or _grounded(p, start, end)


def _grounded(p: Phrase, start: int, end: int) -> Clause | None:
    """“căn cứ tình hình cụ thể triển khai các biện pháp …”: the ground and the act without a comma."""
    ground = _GROUND.match(p.low, start, end)
    verb = find_verb(p, ground.end(), end) if ground else None
    if not ground or not verb or ";" in p.low[start : verb[0]] or verb[0] - start > 160:
        return None
    return Clause(start, end, None, verb[1], None, verb[2])


def _ordered(p: Phrase, start: int, end: int, cue: tuple[int, int, str]) -> Clause | None:
    begins, at, word = cue
    if begins > start:
        if word in ("giao", "phân công", "ủy quyền") and match_body(p.low, start) and not _SPEAKERS.match(p.low, start):
            return None  # “UBND các xã phân công cán bộ …” is the act of its subject
        opened = find_verb if match_body(p.low, start) else opens_with_verb
        if opened(p, start, begins) is not None:
            return None  # the order is part of someone's act
    clause_start = start if begins - start <= _SPEAKER_MAX and not _is_speech(p, start, begins) else begins
    if not match_body(p.low, at):
        return Clause(clause_start, end, None, at, word, None)
    verb = find_predicate(p, at, end)
    return Clause(clause_start, end, (at, verb[0]), verb[1], word, verb[2]) if verb else None


def _is_speech(p: Phrase, start: int, cue: int) -> bool:
    """“Phó Bí thư … đề nghị, các cấp ủy …”: what stands before the cue names who speaks."""
    return bool(match_body(p.low, start)) or not re.match(
        r"(?:trong|để|trên|nếu|khi|trường hợp|đồng thời|ngoài ra|căn cứ|trước|đến|sau|từ|theo|hằng|hàng|định kỳ)\b",
        p.low[start:cue],
    )


def _preposed(p: Phrase, start: int, end: int, *, any_opening: bool = False) -> Clause | None:
    """“Trong quá trình …, nếu …, A làm …”: looks for the addressee or verb behind a comma."""
    adverbial = pattern("preposed", "opens").match(p.low, start, end)
    if not (any_opening or adverbial or match_body(p.low, start)):
        return None
    for m in islice(_BREAK.finditer(p.low, start, min(end, start + _ADVERBIAL_MAX)), _BREAKS_MAX):
        at = m.end()
        if _PAST.search(p.low, start, at) and not _ABOUT.match(p.low, start):
            return None
        if p.low.count("(", start, at) > p.low.count(")", start, at):
            continue
        if _BARE.match(p.low, at) and _LISTED.search(p.low, start, m.start()):
            continue
        if p.words[at].islower() and m[0] == ", " and _goes_on_listing(p, start, m.start(), at):
            continue
        if match_body(p.low, at) and (p.words[at].isupper() or _NEW_SUBJECT.match(p.low, at)):
            verb = find_verb(p, at, end)
            if verb and verb[0] - at < 400:
                return Clause(start, end, (at, verb[0]), verb[1], None, verb[2])
            if _STATED.match(p.low[at : min(end, at + 120)]):
                return None
        elif (
            adverbial
            and m[0].startswith((", ", " thì"))
            and not p.low.startswith("phòng, chống", at)
            and (opened := opens_with_verb(p, at, end)) is not None
            and _ends_adverbial(p, start, m.start())
        ):
            return Clause(start, end, None, opened, None, None)
    return None


def _goes_on_listing(p: Phrase, start: int, comma: int, at: int) -> bool:
    """“của cấp ủy, tổ chức đảng, cơ quan, …”: one more of the classes named behind “của”."""
    return not _ARTICLE.match(p.low, at) and bool(_OF_CLASSES.search(p.words, max(start, comma - 120), comma))


def _ends_adverbial(p: Phrase, start: int, comma: int) -> bool:
    """A verb behind this comma is the main one, not the next of a list inside the adverbial."""
    inner = _ASIDE.sub("", p.low[start:comma])
    return not _PURPOSE.search(inner) or ("," not in inner and bool(_ADVERBIAL.match(inner)))
