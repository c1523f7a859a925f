"""Who is told to do what in one clause? Finds the addressee, by a cue, by its verb or behind an adverbial."""

import re
from itertools import islice

from vanban.obligations.lexicon import cues, pattern, shape, verbs
from vanban.obligations.names import is_topic, match_body
from vanban.obligations.phrases import ASIDE, Clause, Phrase
from vanban.obligations.predicates import find_predicate, find_verb, opens_with_verb

# “đồng chí Nguyễn Văn Một, Phó Chủ tịch …”: the office is who is asked.
_PERSON = re.compile(r"(?:đồng chí|ông|bà) (?:[A-ZĐÀ-Ỹ][^\W\d_]* ){1,4}[A-ZĐÀ-Ỹ][^\W\d_]*(?:,| -| –) (?=[A-ZĐÀ-Ỹ])")
_PLACE = re.compile(r"(?:(?:các|những|mỗi|từng) )?(?:xã|phường|tỉnh|thành phố|đặc khu)\b")
_TOWARDS = shape("towards")
_STATED = re.compile(r"^[^,;]{3,80} (?:sẽ|đã|đang|có quyền|có thể)(?!\w)")
_PAST = shape("past")
_ABOUT = re.compile(r"đối với ")
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
_SPEAKER_MAX = 160
_RHYTHM = re.compile(r"(?:định kỳ|thường xuyên)(?: h[ằà]ng (?:năm|quý|tháng|tuần))?, ")
_BREAK = re.compile(r"(?:,| thì| -|:|;) (?:thì |các đồng chí )?")
_ADVERBIAL_MAX, _BREAKS_MAX = 900, 24  # how far, and over how many commas, an addressee is looked for
_ROLES_MAX = 120


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


def _grounded(p: Phrase, start: int, end: int) -> Clause | None:
    """“căn cứ tình hình cụ thể triển khai các biện pháp …”: the ground and the act without a comma."""
    ground = _GROUND.match(p.low, start, end)
    verb = find_verb(p, ground.end(), end) if ground else None
    if not ground or not verb or ";" in p.low[start : verb[0]] or verb[0] - start > 160:
        return None
    return Clause(start, end, None, verb[1], None, verb[2])


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
    inner = ASIDE.sub("", p.low[start:comma])
    return not _PURPOSE.search(inner) or ("," not in inner and bool(_ADVERBIAL.match(inner)))


def enacts(p: Phrase, verb: int) -> bool:
    """“UBND tỉnh ban hành Kế hoạch … như sau:”: what the document itself does."""
    return p.low.rstrip().endswith(":") and bool(_ENACTS.match(p.low, verb))
