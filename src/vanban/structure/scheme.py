"""By which scheme is a text numbered? What stands above what is decided for each text on its own."""

from bisect import bisect_right
from itertools import pairwise

from vanban.structure.labels import Label
from vanban.structure.runs import select

RANKS = {"part": 0, "upper": 0, "chapter": 1, "section": 2, "roman": 2, "subsection": 3, "article": 4}
LISTED = 200  # characters that an article takes in a table of contents, at most


def stands_above(kind: str, labels: list[Label], articles: list[Label]) -> bool:
    """Do Roman numbers or capitals stand above the articles: is the first before them, do most hold some?

    >>> from vanban.structure.labels import find_labels
    >>> found = find_labels("I- QUY ĐỊNH CHUNG\\nĐiều 1. A\\nII- TỔ CHỨC\\nĐiều 2. B")
    >>> stands_above("roman", found, [label for label in found if label.kind == "article"])
    True
    """
    run = select([label for label in labels if label.kind == kind], strict=True)
    if not run or run[0].start > articles[0].start:
        return False
    starts = [label.start for label in articles]
    edges = [bisect_right(starts, label.start) for label in run] + [len(starts)]
    return 2 * sum(b > a for a, b in pairwise(edges)) >= len(run)


def roman_first(kinds: tuple[str, ...], labels: list[Label]) -> tuple[str, ...]:
    """The forms by rank, with Roman numbers above capitals where A begins anew below them."""
    romans = [label.start for label in labels if label.kind == "roman" and label.major == 1]
    capitals = [label.start for label in labels if label.kind == "upper" and label.major == 1]
    if romans and capitals and romans[0] < capitals[0] and len(capitals) >= len(romans):
        swap = {"roman": "upper", "upper": "roman"}
        return tuple(swap.get(kind, kind) for kind in kinds)
    return kinds


def stray_chapters(labels: list[Label]) -> set[int]:
    """Where lines stand that look like a chapter's heading and do not fit the run of chapters."""
    chapters = [label for label in labels if label.kind == "chapter"]
    if any(label.kind == "part" for label in labels):  # chapters may begin anew in each part
        return set()
    fitting = {label.start for label in select(chapters, anywhere=True)}
    return {label.start for label in chapters if label.start not in fitting}


def extents(heads: list[Label], end: int) -> list[int]:
    """Where each heading's unit ends: at the next one of its rank or above."""
    ends, open_heads = [end] * len(heads), list[int]()
    for i, head in enumerate(heads):
        while open_heads and RANKS[heads[open_heads[-1]].kind] >= RANKS[head.kind]:
            ends[open_heads.pop()] = head.start
        open_heads.append(i)
    return ends


def without_contents(labels: list[Label]) -> tuple[list[Label], list[Label]]:
    """The labels without a table of contents before the body, and those of the table.

    A table's articles begin again with 1, stand close together and have nothing below them.
    """
    articles = [i for i, label in enumerate(labels) if label.kind == "article"]
    again = next((n for n, i in enumerate(articles) if n > 2 and labels[i].major == 1), 0)
    if not again:
        return labels, []
    first, second = articles[0], articles[again]
    run = labels[first:second]
    span = run[-1].end - run[0].start
    listed = {"article", "part", "chapter", "section", "subsection"}
    if span > LISTED * len(run) or len(articles) < 2 * again or any(label.kind not in listed for label in run):
        return labels, []
    while second > first and labels[second - 1].kind in listed - {"article"} and labels[second - 1].major == 1:
        second -= 1
    return labels[second:], labels[:second]


def with_weak(labels: list[Label], articles: list[Label]) -> list[Label]:
    """The articles with those whose number has no full stop behind it, where the run has a gap."""
    weak = [label for label in labels if label.kind == "weak-article"]
    if not weak:
        return articles
    out = list(articles)
    for label in weak:
        i = bisect_right(out, label.start, key=lambda other: other.start)
        before = out[i - 1].major if i else 0
        after = out[i].major if i < len(out) else 0
        if label.major == before + 1 and after == before + 2:
            out.insert(i, label._replace(kind="article"))
    return out
