"""How is a Word table drawn? Rows and cells with what they cover, and whether lines stand between them."""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from vanban.readers.assemble import Block
from vanban.readers.docx import names as n
from vanban.readers.docx.names import VAL, W, child
from vanban.readers.docx.styles import Styles, has_lines, int_of, switch
from vanban.readers.layout import Drawn

_TR, _TC, _TRPR, _TCPR, _TBLPR = W + "tr", W + "tc", W + "trPr", W + "tcPr", W + "tblPr"
_BORDERS = W + "tcBorders"
_SPAN, _DOWN, _BESIDE = W + "gridSpan", W + "vMerge", W + "hMerge"
_WRAPS = frozenset({n.INS, n.MOVE_TO, W + "customXml", n.SDT, n.SDT_CONTENT})


def drawn_rows(table: etree._Element, read: Callable[[Iterable[etree._Element]], list[Block]]) -> list[list[Drawn]]:
    """The rows of a table; a cell merged over rows stands in the first and says how many it covers."""
    rows: list[list[Drawn]] = []
    open_: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that reaches down here
    for tr in _inside(table, _TR):
        head, before = _row(child(tr, _TRPR))
        if head is None:
            continue
        row = [Drawn((), before)] if before else []
        column = before
        reaching: dict[int, tuple[int, int]] = {}
        for tc in _inside(tr, _TC):
            span, merge = _cell(child(tc, _TCPR))
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
    for one in parent:
        tag = one.tag
        if tag == wanted:
            yield one
        elif tag in _WRAPS:
            yield from _inside(one, wanted)


def _row(trpr: etree._Element | None) -> tuple[bool | None, int]:
    """Whether a row is a head row, None when it is not there; and how many columns it leaves out in front."""
    if trpr is None:
        return False, 0
    if child(trpr, n.DEL) is not None or switch(trpr, W + "hidden"):
        return None, 0
    before = child(trpr, W + "gridBefore")
    return bool(switch(trpr, W + "tblHeader")), 0 if before is None else min(max(0, int_of(before.get(VAL))), 64)


def _cell(tcpr: etree._Element | None) -> tuple[int, str]:
    """How many columns a cell covers and how it is merged: ``restart``, ``continue``, ``beside`` or not."""
    if tcpr is None:
        return 1, ""
    columns, merge = 1, ""
    for said in tcpr.iterchildren(_SPAN, _DOWN, _BESIDE):
        if said.tag == _SPAN:
            columns = min(max(1, int_of(said.get(VAL), 1)), 64)
        elif said.tag == _DOWN:
            merge = said.get(VAL, "continue")
        elif said.get(VAL, "continue") == "continue":
            return columns, "beside"
    return columns, merge


def is_ruled(table: etree._Element, styles: Styles) -> bool | None:
    """Whether lines are drawn in a table: by itself, by a cell, or by its style; None where that style is lost."""
    own = table.find(f"{_TBLPR}/{W}tblBorders")
    if own is not None and has_lines(own):
        return True
    cells = (child(tc, _TCPR) for tr in table.iterchildren(_TR) for tc in tr.iterchildren(_TC))
    if any(borders is not None and has_lines(borders) for borders in (child(cell, _BORDERS) for cell in cells)):
        return True
    style = table.find(f"{_TBLPR}/{W}tblStyle")
    if own is not None or style is None:
        return False
    return bool(styles.of(style.get(VAL)).ruled) if style.get(VAL) in styles else None
