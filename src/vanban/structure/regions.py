"""What hangs behind the main document? Annexes, attached regulations and forms, with their own numbering."""

import re
from itertools import zip_longest
from typing import NamedTuple

from vanban.structure.ending import SIGNATURE
from vanban.structure.labels import CAPITALS, Label
from vanban.tables import load

_HEAD = re.compile(
    r"^[ \t]{0,9}(?:(?:PHỤ LỤC|Phụ lục|PHỤ LUC|Phụ Lục)(?:[ \t]{1,9}(?:SỐ|số))?[ \t]{0,9}:?[ \t]{0,9}"
    r"(?P<annex>[IVXLC]{1,7}[a-zA-ZđĐ]?(?:[.\-]\d{1,2})?|\d{1,3}[a-zA-ZđĐ]?(?:[.\-]\d{1,3})?[a-z]?"
    rf"|[A-HĐ](?:\d{{1,2}}|[.\-]\d{{1,2}})?)?(?!\w)[ \t]{{0,9}}(?:[.:)\-–(].*|[{CAPITALS}][{CAPITALS}]+.*)?"
    r"|(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Mẫu biểu|Biểu)(?:[ \t]{1,9}(?:số|SỐ))?[ \t]{0,9}:?[ \t]{0,9}"
    r"(?P<form>\d{1,3}[a-zA-ZđĐ]?\d?(?:[./\-]\d{1,3}[a-zA-Z]?|[./\-][A-ZĐ]{1,8})*"
    r"|[A-ZĐ]{1,3}[ ]?\d{1,3}[a-zđ]?(?:[ ]?[-/.][ ]?[A-ZĐ\d]+)*|[IVX]{1,5}(?:[.\-]\d{1,3}[a-z]?)*)(?!\w)"
    rf"[ \t]{{0,9}}(?:[.:)\-–(].*|[{CAPITALS}].*)?)$",
    re.MULTILINE,
)
_ISSUED_WITH = re.compile(
    r"^[ \t]{0,9}\(?[ \t]{0,9}(?:[Đđ]ược )?(?:[Bb]an hành )?[Kk]èm theo .{0,40}(?:Quyết định|Nghị quyết|Nghị định"
    r"|Thông tư|Quy định|Công văn|Kế hoạch|Chỉ thị|Tờ trình|Văn bản|Luật|Báo cáo|Hướng dẫn|Kết luận)",
    re.MULTILINE,
)
_ATTACHED = re.compile(rf"\b(?:{'|'.join(load('levels')['attached'])})\b")
_GLUED = re.compile(r"(?:PHỤ LỤC|Phụ lục)[ \t]{0,9}([IVXLC]{1,7}|\d{1,3})?[ \t]{0,9}$")
_ISSUED_BY_LINES = 8  # how far above “(Ban hành kèm theo …)” its title may begin
LONG = 250


class Region(NamedTuple):
    """A stretch with its own numbering: the main text (loc ""), an annex, an attached regulation or a form."""

    loc: str
    number: str
    start: int  # of its heading
    own: int
    body: int  # where the heading ends
    end: int

    @property
    def is_form(self) -> bool:
        """Is it a form (mẫu)?"""
        return self.loc.startswith("MS") or ".MS" in self.loc


class Head(NamedTuple):
    """The heading of an annex, a form or an attached document."""

    kind: str  # annex, form, rule
    number: str
    start: int
    own: int
    end: int


def find_heads(content: str, start: int) -> list[Head]:
    """The headings from ``start`` on of what may hang behind the main document."""
    heads = list[Head]()
    for match in _HEAD.finditer(content, start):
        kind = "form" if match["form"] else "annex"
        line = match[0].rstrip()
        if len(line) > LONG or line.endswith((";", ",")) or (kind == "annex" and line.endswith(".") and len(line) > 40):
            continue
        number = match[kind] or ""
        own = match.end(kind) if number else match.start() + len(line) - len(line.lstrip()) + len("Phụ lục")
        heads.append(Head(kind, number.replace(" ", "").strip("-."), match.start(), own, match.end()))
    taken = {head.start for head in heads}
    rules = [rule for m in _ISSUED_WITH.finditer(content, start) if (rule := _titled(content, m.start(), start, taken))]
    return sorted(heads + rules, key=lambda head: head.start)


def _titled(content: str, at: int, start: int, taken: set[int]) -> Head | None:
    """The attached document whose “(Ban hành kèm theo …)” stands at ``at``, unless an annex's heading is near."""
    title, line = at, at
    for _ in range(_ISSUED_BY_LINES):
        previous = content.rfind("\n", 0, max(line - 1, 0)) + 1
        if line <= start or previous in taken:
            return None if line > start else _head(content, title, at)
        text = content[previous : line - 1]
        if (title < at and not text.isupper()) or SIGNATURE.match(content, previous, line - 1):
            break
        title = line = previous
        if not text.isupper() and text.strip():
            break
    return _head(content, title, at)


def _head(content: str, title: int, at: int) -> Head | None:
    if title >= at:
        return None
    if glued := _GLUED.search(content, title, content.find("\n", title)):  # “Phụ lục” in the line of the signature
        return Head("annex", glued[1] or "", glued.start(), glued.end(), at - 1)
    kind = "rule" if _ATTACHED.search(content, max(0, title - LONG), at) else "list"
    return Head(kind, "", title, title, at - 1)


def stands_alone(content: str, head: Head) -> bool:
    """Is it a heading even without a signature before it: in capitals, or behind a line that is closed?"""
    if head.kind in ("rule", "list"):
        return content[head.start : content.find("\n", head.start)].isupper()
    previous = content[max(0, head.start - LONG) : head.start].rstrip().rpartition("\n")[2]
    return not previous or previous.isupper() or previous[-1] in '.;:/”")]…|_-'


def find_regions(content: str, end_of_main: int, heads: list[Head], labels: list[Label]) -> list[Region]:
    """The main text and what hangs behind it, in order; forms lie inside their annex."""
    heads = _unlisted(content, [head for head in heads if head.start >= end_of_main])
    heads = [
        head for i, head in enumerate(heads) if not i or head.kind in ("annex", "form") or stands_alone(content, head)
    ]
    first = heads[0].start if heads else len(content)
    strong = next((x for x in labels if end_of_main < x.start < first and x.kind in _OPENS and x.major == 1), None)
    if strong:
        heads.insert(0, Head("rule", "", strong.start, strong.start, strong.start - 1))  # its title is lost
    regions = [Region("", "", 0, 0, -1, end_of_main)]
    annex, rules, seen = "", 0, dict[str, int]()
    for i, head in enumerate(heads):
        stop = heads[i + 1].start if i + 1 < len(heads) else len(content)
        number = head.number
        if head.kind == "rule" and head.end > head.start:
            rules += 1
            number = str(rules)
        loc = (
            f"{annex}.MS{number}"
            if head.kind == "form" and annex
            else f"{'MS' if head.kind == 'form' else 'PL'}{number}"
        )
        seen[loc] = seen.get(loc, 0) + 1
        if seen[loc] > 1:
            loc = f"{loc}~{seen[loc]}"
        if head.kind != "form":
            annex = loc
        regions.append(Region(loc, number, head.start, head.own, head.end, stop))
    return regions


def annex_ends(regions: list[Region], length: int) -> list[int]:
    """Where each region's unit ends: a form with its region, an annex before the next annex."""
    ends, last = list[int](), length
    for region in reversed(regions):
        ends.append(region.end if region.is_form else last)
        last = last if region.is_form else region.start
    return ends[::-1]


_WORD = re.compile(r"\w+")
_OPENS = frozenset({"article", "chapter", "part", "upper", "roman"})


def _unlisted(content: str, heads: list[Head]) -> list[Head]:
    """Without the lines of a list of forms or annexes: each named again later, where its form has the name it has here
    before the next one begins; or between two such lines."""
    last = {(head.kind, head.number): head for head in heads}
    names = [_name(content, head, after) for head, after in zip_longest(heads, heads[1:])]
    told = [
        name is not None and (again := last[head.kind, head.number]) is not head and _named(content, again, name)
        for head, name in zip(heads, names, strict=True)
    ]
    return [
        head
        for i, head in enumerate(heads)
        if not (told[i] or (names[i] is not None and 0 < i < len(heads) - 1 and told[i - 1] and told[i + 1]))
    ]


def _name(content: str, head: Head, after: Head | None) -> str | None:
    """All that stands between a head and the next one, where that is no more than a name."""
    return _folded(content[head.own : after.start]) if after and after.start - head.own <= LONG else None


def _named(content: str, head: Head, name: str) -> bool:
    return name in _folded(content[head.own : head.own + 4 * LONG])


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
