"""What shall come of it? The noun of the document or thing that an act makes."""

import re
from functools import cache

from vanban.obligations.lexicon import duties, shape

_GAP = (
    r"(?:,? (?:và |hoặc )?(?:{makers}))*"
    r"(?: (?:các|những|một số|\d+|nội dung|việc|dự thảo|hồ sơ|chi tiết|cụ thể|đầy đủ|bổ sung|thành"
    r"|và thực hiện|và tổ chức thực hiện))* "
)
_REPORT = shape("report")
# “trình Bộ Chính trị Đề án …”: who it is laid before stands between.
_LAID_BEFORE = re.compile(
    r"\btrình [A-ZĐỦỨ][^,;.]{2,60}? (?P<noun>Đề án|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chương trình|Báo cáo"
    r"|Tờ trình|Dự án|Chiến lược)(?! (?:số|này)\b)"
)


def find_product(words: str, low: str, start: int, end: int) -> str | None:
    """The product of the act at ``start:end``, as printed; “báo cáo” also as a verb.

    >>> find_product("xây dựng kế hoạch cụ thể", "xây dựng kế hoạch cụ thể", 0, 24)
    'kế hoạch'
    """
    made = _made().search(low, start, end)
    if made:
        return words[made.start("noun") : made.end("noun")]
    if laid := _LAID_BEFORE.search(words, start, end):
        return laid["noun"]
    if report := _REPORT.search(low, start, end):
        return words[report.start(1) : report.end(1)]
    return None


@cache
def _made() -> re.Pattern[str]:
    table = duties()["products"]
    makers = "|".join(sorted(table["makers"], key=len, reverse=True))
    nouns = "|".join(sorted(table["nouns"], key=len, reverse=True))
    gap = _GAP.format(makers=makers)
    return re.compile(rf"\b(?:{makers}){gap}(?P<noun>(?:{nouns})(?:, (?:{nouns}))*)(?!\w)")
