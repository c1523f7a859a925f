"""Which provisions does a sentence name together with a time, in words that do not say clearly what begins then?"""

import re
from collections.abc import Sequence

from vanban.consolidation.days import is_bare
from vanban.model import Citation

_OWN = re.compile(
    r"(?:kể )?(?:từ|trước|sau|đến) ngày (?:\w+ ){1,4}này (?:bắt đầu )?có hiệu lực(?: thi hành)?", re.IGNORECASE
)
_DATE = (
    r"(?:ngày \d|\d{1,2}/\d|(?:đầu |cuối )?năm (?:học |ngân sách |tài chính )?\d{4}|tháng \d|quý (?:\d|[IV]+\b)"
    r"|niên độ)"
)
_TIME = re.compile(
    rf"\b(?:từ|sau|trước|đến|hết|vào|trong|cho|là|lộ trình)\b\W{{0,3}}(?:\w+ ){{0,3}}?{_DATE}", re.IGNORECASE
)
_LATER = re.compile(rf"{_TIME.pattern}|\b(?:khi|lộ trình)\b", re.IGNORECASE)
VERB = re.compile(r"\b(?:hiệu lực|áp dụng|thực hiện|thi hành|lộ trình)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:hiệu lực|áp dụng|thực hiện|thi hành|triển khai|có|việc|thời gian|thời điểm|thời hạn|lộ trình|mới|bắt đầu"
    r"|chính thức|không|chưa|tạm|hoãn|lùi|được|chỉ|sẽ|thì|là|tính|kể|từ|sau|trước|đến|hết|vào|trong|cho|đối với|cả"
    r"|năm học|năm|tháng|niên độ|ngân sách|tài chính|quý|kỳ|đầu|cuối|chậm nhất|sớm nhất|muộn nhất|trở lại|như|những"
    r"|sửa đổi|bổ sung)\b|\b[IV]+\b",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\btheo (?!lộ trình)|\bphát sinh\b|\bhoàn thành\b", re.IGNORECASE)
_FAR = 150


def hinted(words: str, start: int, cited: Sequence[Citation]) -> list[Citation]:
    """The citations of a sentence, which begins at ``start``, that it speaks of together with a time.

    >>> one = Citation(0, 14, ())
    >>> [len(hinted(f"Khoản 1 Điều 1 {rest}", 0, [one])) for rest in ("có hiệu lực khi có hướng dẫn", "đã nói rõ")]
    [1, 0]
    """
    words = _OWN.sub(lambda found: " " * len(found[0]), words)
    if not cited or _said(words[: cited[0].start - start]):
        return []
    named = [cited[0]]
    for one in cited[1:]:
        if not _bare(words[named[-1].end - start : one.start - start]):
            break
        named.append(one)
    lead, behind = words[: named[0].start - start], words[named[-1].end - start :][:_FAR]
    if VERB.search(lead):
        time = _TIME.search(behind)
        return named if _TIME.search(lead) or (time and not _said(behind[: time.start()])) else []
    verb = VERB.search(behind)
    if verb is None or _said(behind[: verb.start()]):
        return []
    later = _LATER.search(behind, verb.end())
    if later is None:
        return named if _TIME.search(lead) else []
    return [] if _MANNER.search(behind, verb.end(), later.end()) else named


def announces(words: str) -> bool:
    """Whether a line, which a colon ends, says that what is listed behind it begins or ends at a time.

    >>> announces("2. Áp dụng từ ngày 01/7/2023 đối với các quy định sau:"), announces("2. Bãi bỏ các quy định sau:")
    (True, False)
    """
    words = _OWN.sub(" ", words)
    return bool(words.rstrip().endswith(":") and VERB.search(words) and _TIME.search(words)) and not _said(words)


def _bare(words: str) -> bool:
    return is_bare(words, first=True)


def _said(words: str) -> bool:
    """Whether words say more than that something holds at a time."""
    return not _bare(_WORDS.sub(" ", words))
