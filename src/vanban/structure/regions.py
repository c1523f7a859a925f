"""Where does the main document end, and what hangs behind it? Signature, annexes, attached regulations, forms."""

import re
from typing import NamedTuple

from vanban.structure.labels import Label

_SIGNATURE = re.compile(
    r"^[ \t]*(?:Nơi (?:nhận|gửi)[ \t]*:?[ \t]*(?:[-.].*)?|NƠI NHẬN[ \t]*:?.*"
    r"|(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TU\.Q|Q)[ \t]*[./][ \t]*[A-ZĐÀ-Ỹ].{0,80}"
    r"|T/[ML] [A-ZĐÀ-Ỹ].{0,80}"
    r"|\([ \t]*[ĐđÐ]ã ký[ \t]*\).{0,60}"
    r"|(?:(?:Bộ l|L)uật|Nghị quyết|Pháp lệnh) này (?:đã )?được .{0,120}thông qua.*"
    r"|(?:PHÓ )?(?:BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|THỐNG ĐỐC|TỔNG BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN"
    r"|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|BÍ THƯ|TỔNG THANH TRA)"
    r"(?: NƯỚC| QUỐC HỘI| CHÍNH PHỦ| ỦY BAN.{0,40})?)[ \t]*$",
    re.MULTILINE,
)
_ANNEX = re.compile(
    r"^[ \t]*(?:(?:PHỤ LỤC|Phụ lục|PHỤ LUC|Phụ Lục)(?:[ \t]+(?:SỐ|số))?[ \t]*:?[ \t]*"
    r"(?P<annex>[IVXLC]{1,7}[a-zA-ZđĐ]?(?:[.\-]\d{1,2})?|\d{1,3}[a-zA-ZđĐ]?(?:[.\-]\d{1,3})?[a-z]?|[A-HĐ](?:\d{1,2}|[.\-]\d{1,2})?)?(?!\w)"
    r"[ \t]*(?:[.:)\-–(].*|[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ]+.*)?"
    r"|(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Mẫu biểu|Biểu)(?:[ \t]+(?:số|SỐ))?[ \t]*:?[ \t]*"
    r"(?P<form>\d{1,3}[a-zA-ZđĐ]?\d?(?:[./\-]\d{1,3}[a-zA-Z]?|[./\-][A-ZĐ]{1,8})*"
    r"|[A-ZĐ]{1,3}[ ]?\d{1,3}[a-zđ]?(?:[ ]?[-/.][ ]?[A-ZĐ\d]+)*|[IVX]{1,5}(?:[.\-]\d{1,3}[a-z]?)*)(?!\w)"
    r"[ \t]*(?:[.:)\-–(].*|[A-ZĐÀ-Ỹ].*)?"
    r"|(?P<rule>QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|QUY TRÌNH|NỘI QUY|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN|PHƯƠNG ÁN|CHIẾN LƯỢC"
    r"|QUY CHUẨN|QUY HOẠCH|QUY TẮC|DANH MỤC|BIỂU MỨC|BẢNG)(?=[ \t]*$|[ \t][A-ZĐÀ-Ỹ]{2}).*)$",
    re.MULTILINE,
)
_ISSUED_WITH = re.compile(r"[ \t]*\(?[ \t]*(?:Được |được )?(?:(?:B|b)an hành )?(?:K|k)èm theo ")
REGULATIONS = frozenset({"QUY CHẾ", "QUY ĐỊNH", "ĐIỀU LỆ", "QUY TRÌNH", "NỘI QUY", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN",
                         "HƯỚNG DẪN", "PHƯƠNG ÁN", "CHIẾN LƯỢC", "QUY CHUẨN", "QUY HOẠCH", "QUY TẮC"})  # fmt: skip


class Region(NamedTuple):
    """A stretch with its own numbering: the main text (loc ""), an annex, an attached regulation or a form."""

    loc: str
    number: str
    start: int  # of its heading
    own: int
    end: int
    heading_end: int


class _Head(NamedTuple):
    kind: str  # annex, form, rule
    number: str
    start: int
    own: int
    end: int


def main_end(content: str, labels: list[Label], masked: list[bool]) -> int:
    """Where the main document ends: at its signature block, or before its first annex."""
    last_article = [label for label, m in zip(labels, masked, strict=True) if label.kind == "article" and not m]
    first = _first_own(labels, masked)
    numbers = [label.major for label in last_article]
    for match in _SIGNATURE.finditer(content, first):
        at = match.start()
        before = [label.major for label in last_article if label.start < at]
        after = [n for label, n in zip(last_article, numbers, strict=True) if label.start > at]
        if not before and last_article:
            continue
        if before and after and after[0] == before[-1] + 1 and after[0] != 1:
            continue
        return at
    heads = [head for head in _heads(content, first) if head.kind != "rule"]
    return heads[0].start if heads else len(content)


def _first_own(labels: list[Label], masked: list[bool]) -> int:
    for label, m in zip(labels, masked, strict=True):
        if not m and label.kind in ("article", "arabic", "roman", "chapter", "part", "upper"):
            return label.start
    return 0


def _heads(content: str, start: int) -> list[_Head]:
    heads = list[_Head]()
    for match in _ANNEX.finditer(content, start):
        kind = match.lastgroup or "annex"
        line = content[match.start() : match.end()]
        if kind == "rule":
            if not _issued_with(content, match.end()):
                continue
            heads.append(_Head("rule", match["rule"], match.start(), match.start(), match.end()))
            continue
        if len(line) > 250 or (kind == "annex" and line.rstrip().endswith((";", ","))):
            continue
        number = (match[kind] or "") if match.lastgroup else ""
        own = match.end(kind) if number else match.start() + len("Phụ lục")
        heads.append(_Head(kind, number.replace(" ", ""), match.start(), own, match.end()))
    return heads


def _issued_with(content: str, at: int) -> bool:
    """Do the next lines say “(Ban hành kèm theo …)”?"""
    for _ in range(6):
        line_end = content.find("\n", at + 1)
        if line_end < 0:
            return False
        if _ISSUED_WITH.match(content, at + 1, line_end):
            return True
        at = line_end
    return False


def find_regions(content: str, end_of_main: int) -> list[Region]:
    """The main text and what hangs behind it, in order; forms lie inside their annex."""
    regions = [Region("", "", 0, 0, end_of_main, 0)]
    heads = _unlisted(content, _heads(content, end_of_main))
    rules = 0
    annex, seen = "", dict[str, int]()
    spans = list[Region]()
    annex_at = -1
    for i, head in enumerate(heads):
        stop = heads[i + 1].start if i + 1 < len(heads) else len(content)
        if head.kind == "form":
            loc = f"{annex}.MS{head.number}" if annex else f"MS{head.number}"
        elif head.kind == "rule":
            if annex_at >= 0 and spans[annex_at].heading_end + 400 > head.start:
                continue  # the title of the annex just opened
            rules += head.number in REGULATIONS
            loc = annex = f"PL{rules}" if head.number in REGULATIONS else "PL"
        else:
            loc = annex = f"PL{head.number}"
        seen[loc] = seen.get(loc, 0) + 1
        if seen[loc] > 1:
            loc = f"{loc}~{seen[loc]}"
            if head.kind != "form":
                annex = loc
        if head.kind != "form":
            annex_at = len(spans)
        spans.append(Region(loc, head.number if head.kind != "rule" else loc[2:], head.start, head.own, stop, head.end))
    return regions + spans


def _unlisted(content: str, heads: list[_Head]) -> list[_Head]:
    """Without the lines of a list of forms or annexes: each directly behind the other and named again later."""
    last = {(head.kind, head.number): i for i, head in enumerate(heads)}
    return [
        head for i, head in enumerate(heads)
        if last[head.kind, head.number] == i or i + 1 == len(heads) or content[head.end : heads[i + 1].start].strip()
    ]  # fmt: skip
