"""Which bodies does a list name? Cuts “Bộ A, Bộ B và các bộ, ngành, địa phương” into names."""

import re
from functools import cache

from vanban.obligations.lexicon import shape
from vanban.tables import load
from vanban.text.fold import same_tone

_ASIDE = re.compile(r"\s*\([^()]{0,200}\)?")
_COUNTED = re.compile(r"\s*\(\d{1,2}\)\s*")  # “(1) Bộ Tư pháp (2) Bộ Công an”
_MANNER = shape("name_ends")
_LEAD_IN = shape("name_opens")
_CUT = re.compile(
    r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+)?|\s+và\s+|\s+cùng (?:với )?|\s*\n\s*(?:[-+•]\s*)?|\s+-\s+(?=các\b|Các\b)"
)
_GLUED = shape("glued")
_SHARED = shape("shared_names")
_CLASS = re.compile(r"^(?:(?:tất cả )?các|những|mọi|mỗi|từng|một số|toàn thể)\b", re.IGNORECASE)
_AGAIN = re.compile(r"^(?:các|những|mọi|tất cả)\b", re.IGNORECASE)
_OF_PLACES = shape("of_places")
# Names of which one half looks like a name of its own: (how the first ends, how it goes on).
_ONE_NAME = tuple(
    (re.compile(first), re.compile(second))
    for first, second in (
        (r"[Bb]ộ trưởng$", r"Thủ trưởng cơ quan ngang"),
        (r"cơ quan ngang [Bb]ộ$", r"cơ quan thuộc"),
        (r"Mặt trận Tổ quốc$", r"các đoàn thể"),
        (r"(?:của|[ỦU][ỷy] viên|Ủy viên) Bộ Chính trị$", r"Ban Bí thư"),
        (
            r"Văn phòng Đoàn (?:đại biểu Quốc hội|ĐBQH)$",
            r"(?:HĐND|Hội đồng nhân dân) tỉnh|(?:HĐND|Hội đồng nhân dân) [Tt]hành",
        ),
        (r"Văn phòng (?:HĐND|Hội đồng nhân dân)$", r"UBND|[ỦU][ỷy] ban nhân dân"),
        (r"Thường trực Hội đồng Dân tộc$", r"các Ủy ban của Quốc hội"),
        (r"(?:tỉnh|thành phố)$", r"(?:các )?khu vực\b"),
        (r"[Tt]ỉnh [uủ][ỷy]$", r"[Tt]hành [uủ][ỷy]"),
    )
)
_SEMICOLON = re.compile(r"\s*;\s*(?:và\s+)?|\s+và\s+(?=các\b|[A-ZĐ])")
_COMMA = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+(?=các\b|[A-ZĐ])")
_STOPS = " \t\n,;:.-–"


def split_names(text: str, *, cells: bool = False) -> tuple[str, ...]:
    """The names in a list of bodies, as printed. ``cells``: also where a cell lost its line breaks.

    >>> split_names("Bộ Nội vụ, Bộ Văn hóa, Thể thao và Du lịch và các bộ, ngành, địa phương")
    ('Bộ Nội vụ', 'Bộ Văn hóa, Thể thao và Du lịch', 'các bộ, ngành, địa phương')
    """
    if cells:
        text = _COUNTED.sub("; ", text)
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
    head, rest = re.sub(r" các(?= \w+$)", "", shared["head"]), text[shared.end() :]
    whole = [m.span() for m in _compounds().finditer(same_tone(rest))]
    between = _SEMICOLON if ";" in rest else _COMMA
    names, at = [], 0
    for cut in [m for m in between.finditer(rest) if not any(a < m.start() < b for a, b in whole)]:
        names.append(rest[at : cut.start()])
        at = cut.end()
    names.append(rest[at:])
    names = [name.strip(_STOPS) for name in names]
    return tuple(name if _AGAIN.match(name) or _full_name(name) else f"{head} {name}" for name in names if name)


def _full_name(name: str) -> bool:
    """A name with a noun of its own, not the second half that “Đảng ủy:” waits for (“Chính phủ”)."""
    return is_body(name) and (name[:1].islower() or name.lower().startswith(("đảng", "ubnd", "ủy ban", "uỷ ban")))


@cache
def _compounds() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("bodies")["compounds"])), re.IGNORECASE)


def _begins(rest: str, before: str, *, hard: bool) -> bool:
    """Does a new name begin at ``rest``, or does it go on with the class or name ``before`` it?"""
    if _bare_office().fullmatch(before) and _office().match(rest):
        return False  # “Giám đốc, Thủ trưởng các sở”
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
    articles = "(?:(?:tất cả |toàn bộ )?(?:các |những |mọi |mỗi |một số |từng )?(?:đồng chí )?)"
    return re.compile(rf"(?!{table['not_bodies']}){articles}(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _office() -> re.Pattern[str]:
    words = "|".join(sorted(load("bodies")["office"], key=len, reverse=True))
    return re.compile(rf"(?:{words}) (?:các|ủy ban|ubnd|sở|bộ)\b", re.IGNORECASE)


@cache
def _bare_office() -> re.Pattern[str]:
    words = "|".join(sorted(load("bodies")["office"], key=len, reverse=True))
    return re.compile(rf"\s*(?:đồng chí )?(?:{words})\s*", re.IGNORECASE)


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
