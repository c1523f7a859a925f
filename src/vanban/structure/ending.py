"""Where does the main document end? At its signature block, or before what hangs behind it."""

import re

from vanban.structure.labels import CAPITALS, Label

SIGNATURE = re.compile(
    r"^[ \t]{0,9}(?:Nơi (?:nhận|gửi)[ \t]{0,9}:?[ \t]{0,9}(?:[-.].*)?|NƠI NHẬN[ \t]{0,9}:?.*"
    rf"|(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TU\.Q|Q)[ \t]{{0,9}}[./][ \t]{{0,9}}[{CAPITALS}].{{0,80}}"
    rf"|T/[ML] [{CAPITALS}].{{0,80}}"
    rf"|(?:[{CAPITALS}][{CAPITALS} ,-]{{2,90}}\n)?XÁC THỰC VĂN BẢN HỢP NHẤT.*"
    r"|\([ \t]{0,9}[ĐđÐ]ã ký[ \t]{0,9}\).{0,60}"
    r"|(?:(?:Bộ l|L)uật|Nghị quyết|Pháp lệnh) này (?:đã )?được .{0,120}thông qua.*"
    r"|(?:PHÓ )?(?:BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|THỐNG ĐỐC|TỔNG BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN"
    r"|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|BÍ THƯ|TỔNG THANH TRA)"
    r"(?: NƯỚC| QUỐC HỘI| CHÍNH PHỦ| ỦY BAN.{0,40})?)[ \t]{0,9}$",
    re.MULTILINE,
)
_BODY = frozenset({"article", "arabic", "roman", "chapter", "part", "upper"})


def last_article(labels: list[Label]) -> int:
    """Where the last article of the first run of articles stands; without articles, the first number of the body."""
    last: Label | None = None
    for label in labels:
        if label.kind == "article":
            if last and label.major == 1:
                break
            last = label
    return last.start if last else next((label.start for label in labels if label.kind in _BODY), 0)


def main_end(content: str, labels: list[Label], annexes: list[int]) -> int:
    """Where the main document ends, given its own numbers and where annexes seem to begin.

    A signature before the articles, or between two that follow one another, is none.
    """
    articles = [label for label in labels if label.kind == "article"]
    limit = _first_fitting(annexes, articles, len(content))
    for match in SIGNATURE.finditer(content, last_article(labels), limit):
        if _fits(match.start(), articles):
            return match.start()
    return limit


def _first_fitting(places: list[int], articles: list[Label], default: int) -> int:
    return next((at for at in places if _fits(at, articles)), default)


def _fits(at: int, articles: list[Label]) -> bool:
    """May the main document end here? Not before its first article, nor amid the run of its articles."""
    if not articles:
        return True
    before = [label for label in articles if label.start < at]
    if not before:
        return False
    after = articles[len(before)] if len(before) < len(articles) else None
    return after is None or after.major == 1 or after.major != before[-1].major + 1
