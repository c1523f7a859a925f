"""Where do findings stand in the text? The marks of a page, and how overlapping ones are written."""

from dataclasses import dataclass
from itertools import pairwise

from vanban.model import Aside, Document
from vanban.out.page.labels import MODALITIES, OPS, RELATIONS, document, shortened, target, text
from vanban.out.places import place


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in the text: ``tag`` is printed before it and leads to its entry, ``href`` is where its words lead."""

    start: int
    end: int
    css: str
    id: str
    title: str
    tag: str = ""
    href: str = ""


def marks_of(reading: Document) -> list[Mark]:
    """All marks of a document, by place, the longer before the shorter."""
    locs = {unit.loc for unit in reading.provisions}
    groups = {doc: n for n, doc in enumerate(cited(reading), 1)}
    found = [
        Mark(o.start, o.end, "ob", f"nv-{n}", f"Nhiệm vụ {n}: {MODALITIES[o.modality]}", f"NV{n}")
        for n, o in enumerate(reading.obligations, 1)
    ]
    found += [
        Mark(a.start, a.end, "am", f"sd-{n}", f"Lệnh sửa đổi {n}: {OPS[a.op]}", f"SĐ{n}")
        for n, a in enumerate(reading.amendments, 1)
    ]
    found += [
        Mark(r.start, r.end, "re", f"qh-{n}", f"Quan hệ {n}: {RELATIONS[r.kind]} {document(r.doc)}", f"QH{n}")
        for n, r in enumerate(reading.relations, 1)
    ]
    found += [
        Mark(e.start, e.end, "ev", f"hn-{n}", f"Hội nghị {n}: {shortened(e.name, 80)}", f"HN{n}")
        for n, e in enumerate(reading.events, 1)
    ]
    for n, citation in enumerate(reading.citations, 1):
        if not citation.refs:
            continue
        ref = citation.refs[0]
        inside = ref.doc == "SELF" and ref.loc in locs
        href = f"#{ref.loc}" if inside else f"#vd-{groups[ref.doc]}"
        words = "; ".join(dict.fromkeys(target(r) for r in citation.refs))
        found.append(Mark(citation.start, citation.end, "ci", f"c-{n}", f"Viện dẫn: {words}", href=href))
    size = len(reading.text.content)
    found += [
        Mark(field.start, field.end, "h", f"h-{field.start}", "")
        for field in reading.header.places
        if field.field in {"kind", "title"}
    ]
    found = [mark for mark in found if 0 <= mark.start < mark.end <= size]
    for n, aside in enumerate(footnotes(reading), 1):
        if aside.at is not None and 0 <= aside.at <= size:
            found.append(Mark(aside.at, aside.at, "fn", f"ct-{n}", f"Chú thích {n}", aside.marker or str(n)))
    return sorted(found, key=lambda m: (m.start, -m.end, m.css))


def footnotes(reading: Document) -> list[Aside]:
    """The footnotes of a document."""
    return [aside for aside in reading.text.asides if aside.kind == "footnote"]


def cited(reading: Document) -> dict[str, list[tuple[int, str]]]:
    """The documents cited, each with the numbers of its citations and the places they name."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for n, citation in enumerate(reading.citations, 1):
        for doc in dict.fromkeys(ref.doc for ref in citation.refs):
            places = [place(ref.loc) for ref in citation.refs if ref.doc == doc and ref.loc]
            groups.setdefault(doc, []).append((n, ", ".join(places)))
    return groups


class Marker:
    """Writes stretches of text with their marks. Stretches come in order, so marks are met once."""

    def __init__(self, content: str, marks: list[Mark]) -> None:
        self._content = content
        self._marks = marks
        self._next = 0
        self._open: list[Mark] = []
        self._tagged: set[str] = set()

    def __call__(self, start: int, end: int) -> str:
        """``content[start:end]`` as HTML. Overlapping marks are cut at each other's ends, not nested."""
        marks, content = self._marks, self._content
        while self._next < len(marks) and (marks[self._next].start < end or marks[self._next].end == end):
            self._open.append(marks[self._next])
            self._next += 1
        if self._open:
            self._open = [mark for mark in self._open if mark.end > start or mark.start == mark.end == start]
        if not self._open:
            return text(content[start:end])
        cuts = {start, end}
        for mark in self._open:
            cuts.update((min(max(start, mark.start), end), max(start, min(end, mark.end))))
        pieces = [self._tags(a) + self._stretch(a, b) for a, b in pairwise(sorted(cuts))]
        return "".join([*pieces, self._tags(end)])

    def _tags(self, at: int) -> str:
        """The tags of the marks that begin here; a footnote's stands where the note hangs."""
        groups: dict[str, list[Mark]] = {}
        for mark in self._open:
            if mark.tag and mark.start == at and mark.id not in self._tagged:
                self._tagged.add(mark.id)
                groups.setdefault(mark.css, []).append(mark)
        return "".join(map(_tag, groups.values()))

    def _stretch(self, start: int, end: int) -> str:
        words = text(self._content[start:end])
        inside = [mark for mark in self._open if mark.start <= start and mark.end >= end]
        if not inside or not words.strip():
            return words
        css = " ".join(dict.fromkeys(mark.css for mark in inside))
        link = next((mark for mark in inside if mark.href), None)
        if not link:
            return f'<span class="m {css}">{words}</span>'
        anchor = f' id="t-{link.id}"' if link.start == start else ""
        return f'<a class="m {css}"{anchor} href="{text(link.href)}" title="{text(link.title)}">{words}</a>'


def _tag(marks: list[Mark]) -> str:
    """One tag for the marks of a kind that begin together: ``SĐ18–51``."""
    first, last = marks[0], marks[-1]
    label = first.tag if first is last else f"{first.tag}–{last.tag.lstrip('NVSĐQH')}"
    title = first.title if first is last else f"{first.title} … {last.title}"
    anchors = "".join(f'<span id="t-{mark.id}"></span>' for mark in marks[1:])
    names = f'class="tag {first.css}" id="t-{first.id}" href="#{first.id}" title="{text(title)}"'
    return f"<a {names}>{anchors}{text(label)}</a>"
