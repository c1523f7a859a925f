"""How do provisions become XML? Articles, clauses and points, with what stands before, between and after them."""

from collections.abc import Callable, Sequence

from vanban.model import Level, Provision, Span
from vanban.out.akn.flow import Flow, attribute, paragraphs
from vanban.out.akn.marks import CLOSING, OPENING
from vanban.out.akn.names import eid_of, step

ELEMENTS = {
    Level.ANNEX: "hcontainer",
    Level.PART: "part",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.SUBSECTION: "subsection",
    Level.ARTICLE: "article",
    Level.CLAUSE: "paragraph",
    Level.POINT: "point",
    Level.SUBPOINT: "subparagraph",
    Level.DASH: "indent",
}
Units = Sequence[Provision]
Quoted = Callable[[Span], Units]


def write_units(flow: Flow, units: Units, first: int, last: int, base: str = "") -> int:
    """Write ``units[first:last]``, whole subtrees, and the text between them; gives where the last one ends.

    ``base`` is the eId of the quotation they stand in.
    """
    content, out = flow.content, flow.out
    eids = {} if base else flow.eids
    open_units: list[tuple[int, str, str]] = []  # index, element, eId
    pos = units[first].start
    opened = False
    for i in range(first, last):
        loc, level, _, heading, start, end, own, parent = units[i]
        while open_units and open_units[-1][0] != parent:
            pos = _close(flow, open_units.pop(), units, pos)
            opened = False
        if start > pos:
            if start - pos > 1 or content[pos] != "\n":
                _between(flow, pos, start, open_units[-1][2] if open_units else base, opened)
            pos = start
        element, eid = ELEMENTS[level], _eid(flow, eids, loc, base)
        opened = i + 1 < last and units[i + 1][7] == i  # its parent
        if not heading and not opened and flow.next > end >= own >= pos and element != "hcontainer":
            # nine units of ten hold plain words and no more
            words = content[own:end].strip()
            words = f"<content><p>{paragraphs(words)}</p></content>" if words else ""
            out.append(f'<{element} eId="{eid}"><num>{content[pos:own].strip()}</num>{words}</{element}>')
            pos = end
            continue
        after = _open(flow, units[i], pos, element, eid)
        if opened:
            open_units.append((i, element, eid))
            pos = after
        else:
            pos = max(after, end)
            _content(flow, after, pos, element, eid)
    while open_units:
        pos = _close(flow, open_units.pop(), units, pos)
    return pos


def _content(flow: Flow, start: int, end: int, element: str, eid: str) -> None:
    """Write the words of a unit that has no units inside, and close it."""
    if flow.next <= end:
        flow.out.append("<content>")
        flow.blocks(start, end, eid)
        flow.out.append(f"</content></{element}>")
    elif piece := flow.content[start:end].strip():
        flow.out.append(f"<content><p>{paragraphs(piece)}</p></content></{element}>")
    else:
        flow.out.append(f"</{element}>")


def _open(flow: Flow, unit: Provision, start: int, element: str, eid: str) -> int:
    """Write the opening tag, number and heading of a unit; gives where its own words begin."""
    after = max(start, unit.own)
    num = flow.content[start:after].strip() if flow.next > after else flow.inline(start, after, eid)
    name = ' name="annex"' if element == "hcontainer" else ""
    flow.out.append(f'<{element} eId="{eid}"{name}><num>{num}</num>')
    if not unit.heading:
        return after
    end = heading_end(flow.content, after, unit.end, unit.heading)
    if end > after:
        flow.out.append(f'<heading eId="{eid}__heading">{flow.inline(after, end, eid)}</heading>')
    return end


def _eid(flow: Flow, eids: dict[str, str], loc: str, base: str) -> str:
    head, dot, tail = loc.rpartition(".")
    if dot:
        above = eids.get(head)
        if above is None:
            above = f"{base}__{eid_of(head)}" if base else eid_of(head)
        eid = above + step(tail, head[0] in "DK")
    else:
        eid = base + step(tail) if base else step(tail).removeprefix("__")
    if eid in flow.taken:
        eid = flow.unique(eid)
    else:
        flow.taken[eid] = 1
    eids[loc] = eid
    return eid


def heading_end(content: str, start: int, end: int, heading: str) -> int:
    """Where a heading that begins behind ``start`` ends, line breaks in it or not; ``start`` if it is not there.

    >>> heading_end("Chương I\\nQUY ĐỊNH\\nCHUNG\\nĐiều 1.", 8, 30, "QUY ĐỊNH CHUNG")
    23
    """
    pos = start
    while pos < end and content[pos].isspace():
        pos += 1
    if content.startswith(heading, pos):
        return min(end, pos + len(heading))
    for word in heading.split():
        while pos < end and content[pos].isspace():
            pos += 1
        if not content.startswith(word, pos):
            return start
        pos += len(word)
    return min(pos, end)


def _between(flow: Flow, start: int, end: int, base: str, opened: bool) -> None:
    """Text outside the units: a lead-in right behind a number or heading, else a container of its own."""
    if flow.content[start:end].isspace():
        return
    if opened:
        flow.out.append("<intro>")
        flow.blocks(start, end, base)
        flow.out.append("</intro>")
    else:
        container(flow, start, end, base)


def container(flow: Flow, start: int, end: int, base: str) -> None:
    """Text among units that belongs to none of them."""
    flow.out.append(f'<hcontainer eId="{flow.numbered(base, "hcontainer")}" name="text"><content>')
    flow.blocks(start, end, base)
    flow.out.append("</content></hcontainer>")


def _close(flow: Flow, unit: tuple[int, str, str], units: Units, pos: int) -> int:
    index, element, eid = unit
    end = max(pos, units[index].end)
    if end > pos and not flow.content[pos:end].isspace():
        flow.out.append("<wrapUp>")
        flow.blocks(pos, end, eid)
        flow.out.append("</wrapUp>")
    flow.out.append(f"</{element}>")
    return end


def quotation(quoted: Quoted) -> Callable[[Flow, Span, str], None]:
    """The writer of quotations, whose provisions ``quoted`` finds."""

    def write(flow: Flow, span: Span, base: str) -> None:
        """New wording in a mod: quotedText within a line, else a quotedStructure with its provisions."""
        content, out = flow.content, flow.out
        start, end = span.start, span.end
        signs = ""
        if content[start] in OPENING:
            signs += f' startQuote="{attribute(content[start])}"'
            start += 1
        if end > start and content[end - 1] in CLOSING:
            end -= 1
            signs += f' endQuote="{attribute(content[end])}"'
        units = quoted(Span(start, end))
        mod = flow.numbered(base, "mod")
        flow.mods.append((span.start, span.end, mod))
        if "\n" not in content[start:end].strip() and not units:
            out.append(f'<mod eId="{mod}"><quotedText{signs}>{flow.inline(start, end, mod)}</quotedText></mod>')
            return
        eid = flow.numbered(base, "qstr")
        out.append(f'<mod eId="{mod}"><quotedStructure eId="{eid}"{signs}>')
        if units:
            flow.blocks(start, units[0].start, eid)
            start = write_units(flow, units, 0, len(units), eid)
        flow.blocks(start, end, eid)
        out.append("</quotedStructure></mod>")

    return write
