"""Which lines can hold an instruction? Those outside quotations with a word of the kind in them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from vanban.amendments.cues import cue, folded, verbs
from vanban.model import Provision, Structure

# What all verbs of instructions hold, whatever the case of their first letter: found at the speed of a search.
_CUES = (
    "ửa đổi", "ổ sung", "ãi bỏ", "hay thế", "hay cụm", "hay từ", "hay bằng", "ửa tên", "Bỏ ", " bỏ cụm", "hủy bỏ",
    "Hủy bỏ", "Huỷ bỏ", "hết hiệu lực", "ính chính", "hỉnh sửa", "gưng hiệu lực", "gừng hiệu lực", "ình chỉ", "ổi tên",
    "éo dài", "huyển ", "ánh số lại", "ánh lại số", "SỬA ĐỔI", "BÃI BỎ", "BỔ SUNG", "Sửa ", "Thay ", "Thêm ", "oại bỏ",
    "ia hạn hiệu lực", "Gộp ", "Tách ", "ửa lại", "ửa thành", "óa bỏ", "oá bỏ", "ược bỏ", "ắt bỏ", "ấm dứt hiệu lực",
    "không còn hiệu lực",
)  # fmt: skip


def cue_lines(content: str, structure: Structure, quote_starts: Sequence[int]) -> list[int]:
    """Where the lines begin that hold a cue, in order."""
    found: set[int] = set()
    limit = structure.main_end or len(content)
    for word in _CUES:
        at = content.find(word, 0, limit)
        while at >= 0:
            found.add(line_start(content, at))
            line = content.find("\n", at)
            at = content.find(word, line, limit) if line >= 0 else -1
    return sorted(line for line in found if not is_quoted(structure, quote_starts, line))


_ENDS = re.compile(r"\s(?:bãi bỏ|hủy bỏ|bỏ)[.;]?\s*$|\s(?:thành|lại là)\s*:")  # “Khoản 2 Điều 5 bãi bỏ.”


@cache
def _likely() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in verbs())
    return (
        re.compile(rf"[\s“(\"-]*(?:nay\s+)?(?:{words})(?!\w)"),
        re.compile(
            rf"(?:[;:.]\s+|(?<!\w)này\s+|(?<!\w)(?:được|bị|đều)\s+)(?:{words})(?!\w)(?!\s+(?:bởi|theo|của|năm)\s)"
        ),
        re.compile(rf"(?:,|(?<!\w)(?:và|thì))\s+(?:{words})(?!\w)"),
    )


def may_order(content: str, start: int, stop: int) -> bool:
    """Whether a line may order something: a verb opens it, or stands behind a stop, “này”, “được”.

    >>> may_order("Hồ sơ sửa đổi, bổ sung giấy phép", 0, 32), may_order("Điều 5 được bãi bỏ.", 0, 19)
    (False, True)
    """
    line = folded(content[start:stop])
    opens, later, listed = _likely()
    if opens.match(line) or "hết hiệu lực" in line or "không còn hiệu lực" in line or later.search(line):
        return True
    if cue("led").match(line) or (cue("place-first").match(line) and ("như sau" in line or _ENDS.search(line))):
        return True
    return cue("preamble-line").match(line) is not None and listed.search(line) is not None


def is_quoted(structure: Structure, quote_starts: Sequence[int], position: int) -> bool:
    """Whether a line that begins at ``position`` is inside new wording."""
    i = bisect_right(quote_starts, position + 1) - 1
    return i >= 0 and position < structure.quotes[i].end


def own_end(provisions: Sequence[Provision], i: int) -> int:
    """Where a provision's own words end: at its first child."""
    if i + 1 < len(provisions) and provisions[i + 1].start < provisions[i].end:
        return provisions[i + 1].start
    return provisions[i].end


def line_start(content: str, position: int) -> int:
    """Where the line around ``position`` begins."""
    return content.rfind("\n", 0, position) + 1
