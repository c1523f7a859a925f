"""What of a document do its relations rest on? Its citations, its title, its opening, side by side."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.model import Amendment, Citation, Header, Level, Ref, Relation, RelationKind, Span, Structure, Text

_PASSING = re.compile(
    r"(?:được|bị)\s+(?:(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|hợp\s+nhất)(?:\s*,\s*|\s+và\s+)?)+|hợp\s+nhất\s+tại"
    r"|(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?là\s+[“\"]?$",
    re.IGNORECASE,
)
_ENACTS = re.compile(
    r"(?<!\w)(?:ban hành|BAN HÀNH)\s+(?:(?:Bộ )?[Ll]uật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Kế hoạch"
    r"|Chương trình|Hướng dẫn|Chỉ thị|Quy định)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as far as its relations go. ``opening`` is what stands between heading and first numbered part."""

    text: Text
    header: Header
    structure: Structure
    citations: tuple[Citation, ...]
    starts: tuple[int, ...]
    amendments: tuple[Amendment, ...]
    titles: tuple[Span, ...]
    opening: Span

    @property
    def content(self) -> str:
        """The text."""
        return self.text.content

    def cited(self, start: int, end: int) -> Sequence[Citation]:
        """The citations that begin in a stretch."""
        return self.citations[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def quoted(self, position: int) -> bool:
        """Whether a place is inside quoted wording."""
        quotes = self.structure.quotes
        i = bisect_right(quotes, position, key=lambda quote: quote.start) - 1
        return i >= 0 and position < quotes[i].end

    def relation(
        self, kind: RelationKind, citation: Citation, ref: Ref, loc: str | None = None, source: str | None = None
    ) -> Relation:
        """A relation that a citation stands for."""
        own = self.structure.at(citation.start)
        return Relation(
            kind, ref.doc, citation.start, citation.end, ref.loc if loc is None else loc or None,
            own.loc if own and source is None else None, source, ref.type, ref.date, ref.issuer, ref.title,
        )  # fmt: skip


def read(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation], amendments: Sequence[Amendment]
) -> Reading:
    """Lay out what the finders of relations look at."""
    first = next((p.start for p in structure.provisions if p.level != Level.DASH), None)
    stop = first if first is not None else min(len(text.content), header.end + 6000)
    stop = min(stop, structure.main_end or stop)
    closing = text.content.find("\nNơi nhận", header.end, stop)  # what is attached below is another document
    stop = closing if closing >= 0 else stop
    titles = [Span(place.start, place.end) for place in header.places if place.field == "title" and header.kind]
    opening = Span(min(header.end, stop), stop)
    enacts = _ENACTS.search(text.content, opening.start, opening.end)
    if enacts and header.kind:
        end = text.content.find("\n", enacts.end(), stop)
        titles.append(Span(enacts.end(), min(end if end >= 0 else stop, enacts.end() + 3000)))
    ordered = tuple(sorted(citations, key=lambda c: c.start))
    return Reading(
        text, header, structure, ordered, tuple(c.start for c in ordered), tuple(amendments), tuple(titles), opening
    )  # fmt: skip


def others(citation: Citation) -> list[Ref]:
    """The refs of a citation to other documents."""
    return [ref for ref in citation.refs if ref.doc and ref.doc != "SELF"]


def in_passing(content: str, citations: Sequence[Citation], start: int) -> list[bool]:
    """Which citations of one sentence only tell the history of the one before (“được sửa đổi bởi …”)."""
    told, position, passed = False, start, list[bool]()
    for citation in citations:
        gap = content[position : citation.start]
        if ";" in gap or "\n" in gap or (")" in gap and told):
            told = False
        told = told or _PASSING.search(gap) is not None
        passed.append(told)
        position = max(position, citation.end)
    return passed
