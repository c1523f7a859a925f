"""Which bodies does a list name? Cuts “Bộ A, Bộ B và các bộ, ngành, địa phương” into names."""

import re
from functools import cache

from vanban.tables import load
from vanban.text.fold import same_tone

_ASIDE = re.compile(r"\s*\([^()]{0,200}\)?")
_MANNER = re.compile(
    r",?\s+(?:nhất là|đặc biệt là|trước hết là|trong đó|bao gồm|gồm:|theo (?:thẩm quyền|chức năng|nhiệm vụ|phân công|lĩnh vực|quy định|địa bàn|phạm vi)"
    r"|căn cứ|khi|sau khi|trước khi|nếu|thường xuyên|sẽ|có (?!liên quan|thẩm quyền|chức năng|nhu cầu|trách nhiệm|điều kiện|sử dụng|trụ sở)\w+ |là (?:cơ quan|đơn vị|đầu mối|thường trực)|trong phạm vi|trong quá trình|tùy theo|trên cơ sở|với các tiêu chuẩn|đối với|tại Kế hoạch|theo Kế hoạch|theo Quyết định)(?!\w)(?:(?! và các )[^;])*",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^(?:(?:giao|đề nghị|yêu cầu|đối với|cho|riêng|đồng chí|bao gồm|gồm)\b[:,]?\s+)+", re.IGNORECASE)
_CUT = re.compile(r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+)?|\s+và\s+|\s*\n\s*(?:[-+•]\s*)?|\s+-\s+(?=các\b|Các\b)")
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?<!ủy)(?<!uỷ)(?<!tra)(?<!của)(?<!thuộc)(?<!trưởng)(?<!lãnh đạo)(?<!đoàn) (?=(?:Bộ|Sở|UBND|Ủy ban nhân dân|Văn phòng Chính phủ) [A-ZĐÀ-Ỵ])"
)
_SHARED = re.compile(
    r"^(?P<class>(?:các|những|một số) )?(?P<head>Đảng [uủ][ỷy]|Bộ|Sở|Ban|Ủy ban nhân dân(?: các)?(?: tỉnh| xã| thành phố)?|UBND(?: các)?(?: tỉnh| xã| thành phố)?|Cục|Hội|Đài|Tập đoàn|Tổng công ty)\s*:\s*",
    re.IGNORECASE,
)
_CLASS = re.compile(r"^(?:(?:tất cả )?các|những|mọi|mỗi|từng|một số|toàn thể)\b", re.IGNORECASE)
_AGAIN = re.compile(r"^(?:các|những|mọi|tất cả)\b", re.IGNORECASE)
_OF_PLACES = re.compile(
    r"(?:(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|HĐND|Chủ tịch|Giám đốc|Thủ trưởng)\b|lãnh đạo các\b)", re.IGNORECASE
)
# Names of which one half looks like a name of its own: (how the first ends, how it goes on).
_ONE_NAME = tuple(
    (re.compile(first), re.compile(second))
    for first, second in (
        (r"[Bb]ộ trưởng$", r"Thủ trưởng cơ quan ngang"),
        (r"cơ quan ngang [Bb]ộ$", r"cơ quan thuộc"),
        (r"Mặt trận Tổ quốc$", r"các đoàn thể"),
        (r"(?:của|[ỦU][ỷy] viên|Ủy viên) Bộ Chính trị$", r"Ban Bí thư"),
        (r"[Tt]ỉnh [uủ][ỷy]$", r"[Tt]hành [uủ][ỷy]"),
    )
)
_STOPS = " \t\n,;:.-–"


def split_names(text: str, *, cells: bool = False) -> tuple[str, ...]:
    """The names in a list of bodies, as printed. ``cells``: also where a cell lost its line breaks.

    >>> split_names("Bộ Nội vụ, Bộ Văn hóa, Thể thao và Du lịch và các bộ, ngành, địa phương")
    ('Bộ Nội vụ', 'Bộ Văn hóa, Thể thao và Du lịch', 'các bộ, ngành, địa phương')
    """
    text = " ".join(_ASIDE.sub("", text).split())
    text = text.rsplit(" thì ", 1)[-1]
    text = _LEAD_IN.sub("", _MANNER.sub("", text)).strip(_STOPS)
    if shared := _SHARED.match(text):
        return _share(text, shared)
    for part in re.finditer(r"; *(?=[^:;]{2,40}:)", text):
        if shared := _SHARED.match(text[part.end() :]):
            return split_names(text[: part.start()], cells=cells) + _share(text[part.end() :], shared)
    if cells:
        text = _GLUED.sub("; ", text)
    names: list[str] = []
    at = 0
    for cut in _CUT.finditer(text):
        if _begins(text[cut.end() :], names_before := text[at : cut.start()], hard=";" in cut[0]):
            names.append(names_before)
            at = cut.end()
    names.append(text[at:])
    return tuple(name for part in names if (name := part.strip(_STOPS)) and name not in ("Bộ", "Sở"))


def _share(text: str, shared: re.Match[str]) -> tuple[str, ...]:
    """“các Đảng ủy: Chính phủ; Quốc hội và các cấp ủy”: the head noun goes to each."""
    head = shared["head"]
    parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text[shared.end() :])
    names: list[str] = []
    for part in parts:
        pieces = re.split(r"\s+và\s+(?=các\b|[A-ZĐ])", part)
        names.append(pieces[0] if is_body(pieces[0]) and not _proper(pieces[0]) else f"{head} {pieces[0]}")
        names.extend(p if _AGAIN.match(p) or is_body(p) else f"{head} {p}" for p in pieces[1:])
    return tuple(name.strip(_STOPS) for name in names if name.strip(_STOPS))


def _proper(name: str) -> bool:
    """A name that under a shared head noun is still only its second half: “Đảng ủy: Chính phủ; Quốc hội”."""
    return name[:1].isupper() and not name.lower().startswith(("đảng", "ubnd", "ủy ban"))


def _begins(rest: str, before: str, *, hard: bool) -> bool:
    """Does a new name begin at ``rest``, or does it go on with the class or name ``before`` it?"""
    if any(ends.search(before) and goes_on.match(rest) for ends, goes_on in _ONE_NAME):
        return False
    if _AGAIN.match(rest) or _office().match(rest):
        return True
    if not is_body(rest):
        return hard or bool(re.match(r"[A-Z]{3,}\b", rest))
    if re.match(r"[a-zđ]", rest):  # “các sở, ban, ngành”: lower case goes on with its class
        return (hard and not _CLASS.match(before)) or _named(before)
    return True


def _named(before: str) -> bool:
    """Does ``before`` bear a proper name, so that what follows in lower case cannot belong to its class?"""
    if _CLASS.match(before) or _OF_PLACES.match(before):
        return False
    return any(word[0].isupper() for word in before.split()[1:])


@cache
def _heads() -> re.Pattern[str]:
    table = load("bodies")
    nouns = sorted({*table["name"], *table["class"], *table["office"]}, key=len, reverse=True)
    words = "|".join(re.escape(same_tone(noun)) for noun in nouns)
    return re.compile(
        rf"(?!{table['not_bodies']})(?:(?:tất cả |toàn bộ )?(?:các |những |mọi |mỗi |một số |từng )?(?:đồng chí )?)(?:{words})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _office() -> re.Pattern[str]:
    words = "|".join(sorted(load("bodies")["office"], key=len, reverse=True))
    return re.compile(rf"(?:{words}) (?:các|ủy ban|ubnd|sở|bộ)\b", re.IGNORECASE)


def is_body(text: str) -> bool:
    """Does ``text`` begin with a noun for a body, an office or a class of them?

    >>> is_body("Sở Y tế tham mưu"), is_body("Bộ máy nhà nước")
    (True, False)
    """
    return bool(_heads().match(same_tone(text[:80])))


def match_body(text: str, position: int = 0) -> re.Match[str] | None:
    """The noun for a body at ``position``; ``text`` has its tones in their old places."""
    return _heads().match(text, position)


@cache
def _topic() -> re.Pattern[str]:
    words = "|".join(sorted(load("bodies")["topics"], key=len, reverse=True))
    return re.compile(rf"(?:(?:tất cả )?(?:các|những|mỗi|từng) )?(?:{words})\b")


def is_topic(low: str, position: int) -> bool:
    """Does the name at ``position`` stand for a subject matter as often as for a body?"""
    return bool(_topic().match(low, position))
