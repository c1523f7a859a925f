"""How is a Word table drawn? Rows and cells with what they cover, and whether lines stand between them."""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from vanban.readers.assemble import Block
from vanban.readers.docx import names as n
from vanban.readers.docx.names import VAL, W, is_on
from vanban.readers.docx.styles import Styles, has_lines, int_of
from vanban.readers.layout import Drawn

_TR, _TC, _TRPR, _TCPR, _TBLPR = W + "tr", W + "tc", W + "trPr", W + "tcPr", W + "tblPr"
_WRAPS = frozenset({n.INS, n.MOVE_TO, W + "customXml", n.SDT, n.SDT_CONTENT})


def drawn_rows(table: etree._Element, read: Callable[[Iterable[etree._Element]], list[Block]]) -> list[list[Drawn]]:
    """The rows of a table; a cell merged over rows stands in the first and says how many it covers."""
    rows: list[list[Drawn]] = []
    open_: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that reaches down here
    for tr in _inside(table, _TR):
        head, before = _row(tr.find(_TRPR))
        if head is None:
            continue
        row = [Drawn((), before)] if before else []
        column = before
        reaching: dict[int, tuple[int, int]] = {}
        for tc in _inside(tr, _TC):
            span, merge = _cell(tc.find(_TCPR))
            if merge == "continue" and column in open_:
                above, place = open_[column]
                rows[above][place] = rows[above][place]._replace(rowspan=len(rows) - above + 1)
                reaching[column] = open_[column]
            elif merge == "beside" and row:
                row[-1] = row[-1]._replace(colspan=row[-1].colspan + span)
            else:
                if merge:
                    reaching[column] = len(rows), len(row)
                row.append(Drawn(read(tc), span, 1, head))
            column += span
        open_ = reaching
        rows.append(row)
    return rows


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, also those that something wraps; deleted ones are out."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag in _WRAPS:
            yield from _inside(child, wanted)


def _row(trpr: etree._Element | None) -> tuple[bool | None, int]:
    """Whether a row is a head row, None when it is not there; and how many columns it leaves out in front."""
    if trpr is None:
        return False, 0
    if trpr.find(n.DEL) is not None or _switched(trpr, "hidden"):
        return None, 0
    before = trpr.find(W + "gridBefore")
    return _switched(trpr, "tblHeader"), 0 if before is None else min(max(0, int_of(before.get(VAL))), 64)


def _switched(trpr: etree._Element, name: str) -> bool:
    found = trpr.find(W + name)
    return found is not None and is_on(found.get(VAL))


def _cell(tcpr: etree._Element | None) -> tuple[int, str]:
    """How many columns a cell covers and how it is merged: ``restart``, ``continue``, ``beside`` or not."""
    if tcpr is None:
        return 1, ""
    span, merged, beside = tcpr.find(W + "gridSpan"), tcpr.find(W + "vMerge"), tcpr.find(W + "hMerge")
    columns = 1 if span is None else min(max(1, int_of(span.get(VAL), 1)), 64)
    if beside is not None and beside.get(VAL, "continue") == "continue":
        return columns, "beside"
    return columns, "" if merged is None else merged.get(VAL, "continue")


def is_ruled(table: etree._Element, styles: Styles) -> bool | None:
    """Whether lines are drawn in a table: by itself, by a cell, or by its style; None where that style is lost."""
    own = table.find(f"{_TBLPR}/{W}tblBorders")
    if own is not None and has_lines(own):
        return True
    cells = (borders for tr in table.iterchildren(_TR) for borders in tr.iterfind(f"{_TC}/{_TCPR}/{W}tcBorders"))
    if any(has_lines(borders) for borders in cells):
        return True
    style = table.find(f"{_TBLPR}/{W}tblStyle")
    if own is not None or style is None:
        return False
    return bool(styles.of(style.get(VAL)).ruled) if style.get(VAL) in styles else None
