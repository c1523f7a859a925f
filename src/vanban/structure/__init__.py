"""What are its parts? Lines of text to numbered provisions."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from vanban.model import Header, Level, Provision, Span, Structure, Text
from vanban.structure.ending import last_article, main_end
from vanban.structure.headings import annex_heading
from vanban.structure.labels import START, Label, find_labels
from vanban.structure.quotes import find_quotes, nested, unmasked
from vanban.structure.regions import Region, annex_ends, find_heads, find_regions, stands_alone
from vanban.structure.tree import Grower

__all__ = ["build_structure", "quoted_provisions"]


def build_structure(text: Text, header: Header) -> Structure:
    """Find the provisions, tables and quoted new wording of a text.

    >>> text = Text("Điều 1. Phạm vi\\n1. Một.\\n2. Hai:\\na) Ba;\\nđ) Bốn.")
    >>> [p.loc for p in build_structure(text, Header()).provisions]
    ['D1', 'D1.K1', 'D1.K2', 'D1.K2.Pa', 'D1.K2.Pđ']
    """
    content = text.content
    labels = _resolved(find_labels(content))
    quotes = find_quotes(content, labels)
    own = unmasked(labels, quotes.masks)
    heads = [head for head in find_heads(content, last_article(own)) if not _inside(head.start, quotes.masks)]
    end = main_end(content, own, [head.start for head in heads if stands_alone(content, head)])
    grower = Grower(content, text.bold)
    _grow(grower, find_regions(content, end, heads, own), own)
    provisions = tuple(grower.provisions)
    starts = tuple(p.start for p in provisions)
    structure = Structure(provisions, (), quotes.spans, end, quotes.notes + tuple(grower.notes), starts)
    return replace(structure, tables=tuple(replace(t, loc=_loc(structure, t.start)) for t in text.tables))


def quoted_provisions(text: Text, span: Span) -> tuple[Provision, ...]:
    """The sub-tree of a stretch of quoted new wording, its locs starting at the stretch itself.

    >>> text = Text("“Điều 5. Tên\\n1. Một.”")
    >>> [p.loc for p in quoted_provisions(text, Span(1, 20))]
    ['D5', 'D5.K1']
    """
    grower = Grower(text.content, text.bold, quoted=True)
    end = min(span.end, len(text.content))
    labels = _resolved(find_labels(text.content, span.start, end))
    if labels and labels[0].kind in _WITHIN_ARTICLES:  # “X - Số lần nộp” below a formula is no section
        labels = [label for label in labels if label.kind not in ("roman", "upper")]
    grower.grow(unmasked(labels, nested(text.content, span.start, end)), end)
    return tuple(grower.provisions)


_WITHIN_ARTICLES = frozenset({"article", "weak-article", "arabic", "alpha", "alpha-digit", "decimal", "dotted"})


def _loc(structure: Structure, position: int) -> str | None:
    provision = structure.at(position)
    return provision.loc if provision else None


def _grow(grower: Grower, regions: list[Region], labels: list[Label]) -> None:
    """Add the provisions of every region, forms below the annex that they belong to."""
    at, annex, stops = 0, -1, annex_ends(regions, len(grower.content))
    for region, stop in zip(regions, stops, strict=True):
        begin, parent = at, -1
        at = bisect_left(labels, region.end, at, key=START)
        first = bisect_right(labels, region.body, begin, max(begin, at), key=START)
        if region.body > region.start:
            after = labels[first].start if first < at else region.end
            heading = annex_heading(grower.content, region.own, region.body, after)
            head = Label("annex", region.number, 0, 0, region.start, region.own, region.body)
            parent = grower.add(region.loc, Level.ANNEX, head, stop, annex if region.is_form else -1, heading)
            annex = annex if region.is_form else parent
        grower.grow(labels[first:at], region.end, region.loc, parent)


def _inside(position: int, spans: tuple[Span, ...]) -> bool:
    i = bisect_right(spans, position, key=lambda span: span.start) - 1
    return i >= 0 and position < spans[i].end


def _resolved(labels: list[Label]) -> list[Label]:
    """Single i), v), x) are Roman where ii), iv) or ix) says so."""
    if not any(label.kind == "lower-roman" for label in labels):
        return labels
    out = list[Label]()
    roman = 0
    for i, label in enumerate(labels):
        if label.kind == "lower-roman":
            roman = label.major
        elif label.kind == "alpha" and label.number in "ivx":
            value = {"i": 1, "v": 5, "x": 10}[label.number]
            soon = label.number == "i" and any(n.kind == "lower-roman" and n.major == 2 for n in labels[i + 1 : i + 8])
            if soon or (value > 1 and roman == value - 1):
                label = label._replace(kind="lower-roman", major=value)
                roman = value
        out.append(label)
    return out
