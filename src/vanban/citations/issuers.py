"""Which body do these words name, and where does its name end?"""

import re
from functools import cache

from vanban.citations.letters import CAPITALS
from vanban.citations.phrasebook import Phrasebook
from vanban.citations.stops import WORD, stops_here
from vanban.tables import load

_TERM = re.compile(r",?\s*\(?(?:[Kk]hóa|[Kk]hoá|KHÓA|KHOÁ)\s+(?:[IVX]+|\d{1,2})\)?")
_NO_NAME = r"(?!(?:Quy định|Quy chế|Ban hành|Hướng dẫn|Sửa đổi|Về)(?!\w))"  # a title printed with a capital
_PLACE = re.compile(
    rf"\s+(?:[Tt]ỉnh(?! (?:ủy|uỷ|đoàn))|[Tt]hành phố|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu"
    rf"|TP)(?!\w)\.?(?:[ \t]*{_NO_NAME}(?:[{CAPITALS}]\w*|\d+)(?:\s*-\s*[{CAPITALS}]\w+)?)*"
)
_AND = re.compile(rf"\s+(?:và)\s+(?=[{CAPITALS}])")
_JOINT = re.compile(r"\s*(?:,\s*và\s|,|và\s|[-–])\s*")
_OTHER = re.compile(
    r"(?:Nghị|Thông|Quyết|Luật|Bộ luật|Pháp|Chỉ|Kế|Công|Kho|Khoản|Điều|Điểm|Mục|Chương|Phụ|Mẫu|Hướng"
    r"|Kết|Quy|Văn bản|Báo|Tờ|Hiến)(?!\w)"
)
_SECOND = re.compile(r"\s*(?:,|và)\s*")


def read_issuer(text: str, start: int, end: int, joint: bool = False) -> int:
    """The end of the body's name that begins at ``start``, or -1; ``joint``: of the last of several.

    >>> text = "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định"
    >>> text[: read_issuer(text, 0, len(text))]
    'Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch'
    """
    at = _one(text, start, end)
    while joint and at > 0 and (more := _JOINT.match(text, at, end)) and (further := _one(text, more.end(), end)) > 0:
        at = further
    return at


def _one(text: str, start: int, end: int) -> int:
    at = _whole().match(text, start, end)
    if at < 0:
        return _run(text, start, end)
    term = _TERM.match(text, at, end)
    at = term.end() if term else at
    second = _SECOND.match(text, at, end)  # “Bộ Chính trị, Ban Bí thư”
    if second and (more := _pair().match(text, second.end(), end)) > 0:
        term = _TERM.match(text, more, end)
        return term.end() if term else more
    return at


@cache
def _whole() -> Phrasebook:
    table = load("citations")["issuer"]
    bodies = [f"{head}{name}" for name in table["ministries"] for head in ("Bộ ", "Bộ trưởng Bộ ")]
    return Phrasebook([*table["whole"], *bodies])


@cache
def _pair() -> Phrasebook:
    return Phrasebook(["Ban Bí thư", "Bộ Chính trị", "Ban Bí thư Trung ương Đảng"])


@cache
def _stops() -> frozenset[str]:
    return frozenset(load("citations")["issuer"]["stops"])


@cache
def _heads() -> re.Pattern[str]:
    heads = sorted(load("citations")["issuer"]["heads"], key=len, reverse=True)
    return re.compile(
        "(?:" + "|".join([*heads, *(head.upper() for head in heads)]).replace("ủy", "(?:ủy|uỷ)") + r")(?![\w])"
    )


def _run(text: str, start: int, end: int) -> int:
    """A name by its capital letters: a head word, then words until one that cannot be in a name."""
    head = _heads().match(text, start, end)
    if head is None:
        return -1
    at, small = head.end(), 0
    while True:
        place = _PLACE.match(text, at, end)
        if place:
            return place.end()
        word = WORD.match(text, at, end)
        if word is None or "\n" in word.group():
            return at
        printed = word.group(1)
        if stops_here(text, word, end, _stops()) or (small >= 3 and not printed[0].isupper()):
            if printed == "các" and text.endswith("Khối", start, at):
                at = word.end()
                continue
            joined = _AND.match(text, at, end)
            if joined is None or _heads().match(text, joined.end(), end) or _OTHER.match(text, joined.end(), end):
                return at
            at, small = joined.end(), 0
        else:
            at, small = word.end(), 0 if printed[0].isupper() or printed[0].isdigit() else small + 1
