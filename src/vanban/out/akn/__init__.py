"""How does a document leave as Akoma Ntoso 3.0? The parts of the XML, top to bottom."""

import datetime as dt
import itertools

from vanban.model import Document, Level, Provision
from vanban.out.akn.flow import Flow, shield, unshield
from vanban.out.akn.history import History
from vanban.out.akn.marks import marks_of
from vanban.out.akn.meta import identification, meta
from vanban.out.akn.modifications import active
from vanban.out.akn.names import eid_of, element_of, ref_uri, slug, work_uri
from vanban.out.akn.sections import conclusions, preamble, preamble_end, preface
from vanban.out.akn.units import container, heading_end, quotation, write_units
from vanban.structure import quoted_provisions

__all__ = ["History", "eid_of", "ref_uri", "to_akn", "work_uri"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def to_akn(document: Document, *, references: bool = True, history: History | None = None) -> str:
    """The document as Akoma Ntoso 3.0, valid against the OASIS schema; every letter of the text stands in it once.

    ``references``: citations become ``ref`` elements, relations ``activeRef``, instructions ``activeModifications``.
    ``history``: what amendments made of it, where it is a text as of a day.

    >>> from vanban import parse
    >>> xml = to_akn(parse("Điều 1. Phạm vi\\n1. Theo Nghị định số 30/2020/NĐ-CP.\\n2. Hai."))
    >>> '<article eId="art_1"><num>Điều 1.</num>' in xml, '<paragraph eId="art_1__para_2"><num>2.</num>' in xml
    (True, True)
    """
    header = document.header
    content = shield(document.text.content, document.text.odd)
    flow = Flow(content, marks_of(document, references), quotation(lambda span: quoted_provisions(document.text, span)))
    element = element_of(header.kind, header.symbol)
    flow.out.append(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}">'
        f'<{element} name="{slug(header.kind or "") or element}"{" " + history.contains if history else ""}>'
    )
    flow.out.append("")  # the meta element names eIds, which are given as the text is written
    day = history.day if history and history.day else header.date
    _parts(flow, document, "body" if element == "act" else "mainBody", day)
    flow.out.append(f"</{element}></akomaNtoso>\n")
    orders = active(document, flow.eids, flow.mods) if references and document.amendments else ""
    flow.out[1] = meta(document, references, flow.eids, orders, history)
    xml = "".join(flow.out)
    if history is not None:
        xml = history.marked(xml, flow.eids)
    return xml if content is document.text.content and not document.text.asides else unshield(xml)


def _parts(flow: Flow, document: Document, body: str, day: dt.date | None) -> None:
    units, size = document.provisions, len(flow.content)
    annexes = [i for i, unit in enumerate(units) if unit.parent < 0 and unit.level is Level.ANNEX]
    first_annex = annexes[0] if annexes else len(units)
    attached = units[first_annex].start if annexes else size
    begin = min(document.header.end, units[0].start if units else size)
    preface(flow, 0, begin)
    start = units[0].start if first_annex else begin
    if body == "mainBody" or not first_annex:
        start = min(start, preamble_end(flow.content, begin, start if first_annex else attached))
    preamble(flow, begin, start)
    flow.out.append(f'<{body} eId="body">')
    start = _body(flow, units, first_annex, start, max(start, min(document.structure.main_end, attached)), body)
    flow.out.append(f"</{body}>")
    conclusions(flow, start, attached)
    if annexes:
        _attachments(flow, document, first_annex, day)


def _body(flow: Flow, units: tuple[Provision, ...], last: int, start: int, end: int, body: str) -> int:
    """Write the body; gives where it stopped. Text without provisions is its only content."""
    before = len(flow.out)
    if last:
        if start < units[0].start:
            flow.blocks(start, units[0].start, "body")
        start = write_units(flow, units, 0, last)
    if body == "mainBody":
        flow.blocks(start, end, "body")
        start = max(start, end)
    elif not last:
        container(flow, start, end, "body")
        start = end
    if len(flow.out) == before:
        flow.out.append("<p/>")
    return start


def _attachments(flow: Flow, document: Document, first: int, day: dt.date | None) -> None:
    """Annexes and attached regulations, each a document of its own."""
    units, content, size = document.provisions, flow.content, len(flow.content)
    roots = [i for i in range(first, len(units)) if units[i].parent < 0 and units[i].level is Level.ANNEX] + [
        len(units)
    ]
    flow.out.append("<attachments>")
    for number, (i, following) in enumerate(itertools.pairwise(roots), 1):
        annex = units[i]
        end = units[following].start if following < len(units) else size
        eid = flow.eids[annex.loc] = flow.unique(eid_of(annex.loc))
        own = max(annex.start, annex.own)
        after = heading_end(content, own, annex.end, annex.heading) if annex.heading else own
        num = flow.inline(annex.start, own, eid)
        heading = flow.inline(own, after, eid)
        flow.out.append(
            f'<attachment eId="{eid}">{f"<num>{num}</num>" if num else ""}'
            f"{f'<heading eId={chr(34)}{eid}__heading{chr(34)}>{heading}</heading>' if heading else ''}"
            f'<doc name="phu-luc"><meta>{identification(document.header, f"!att_{number}", day)}</meta>'
            f'<mainBody eId="{eid}__body">'
        )
        before = len(flow.out)
        if i + 1 < following:
            flow.blocks(after, units[i + 1].start, eid)
            after = write_units(flow, units, i + 1, following)
        flow.blocks(after, end, eid)
        if len(flow.out) == before:
            flow.out.append("<p/>")
        flow.out.append("</mainBody></doc></attachment>")
    flow.out.append("</attachments>")
