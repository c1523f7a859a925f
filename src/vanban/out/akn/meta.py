"""What does the head of the XML say? Identification, dates of effect, bodies and documents referred to, notes."""

import datetime as dt

from vanban.model import Document, Header, Ref
from vanban.out.akn.flow import attribute
from vanban.out.akn.history import History, group
from vanban.out.akn.names import element_of, ref_uri, slug, work_uri

NO_DATE = dt.date(1, 1, 1)
_SOURCE = 'source="#vanban"'


def meta(document: Document, references: bool, eids: dict[str, str], analysis: str, history: History | None) -> str:
    """The meta element of a document. ``eids`` are those of its provisions by loc.

    ``history`` is what became of it, where it is a text as of a day.
    """
    header = document.header
    lifecycle, temporal = _lifecycle(header)
    refs, day = "", header.date
    if history is not None:
        lifecycle, temporal = history.lifecycle(lifecycle), history.temporal(temporal)
        analysis, refs, day = analysis + history.analysis(eids), history.references(), history.day or day
    return "".join(
        (
            "<meta>",
            identification(header, "!main", day),
            f"<lifecycle {_SOURCE}>{lifecycle}</lifecycle>" if lifecycle else "",
            f"<analysis {_SOURCE}>{analysis}</analysis>" if analysis else "",
            f"<temporalData {_SOURCE}>{temporal}</temporalData>" if temporal else "",
            _references(document, references, refs),
            _notes(document, eids),
            "</meta>",
        )
    )


def identification(header: Header, component: str, day: dt.date | None) -> str:
    """The FRBR identification of a document or, by ``component``, of one of its attachments.

    ``day`` is that of the expression: when it was issued, or as of when it is consolidated.
    """
    work = work_uri(header)
    expression = f"{work}/vie@{(day or NO_DATE).isoformat()}"
    issuer = f"#{slug(header.issuers[0]) or 'issuer'}" if header.issuers else "#unknown"
    number = f'<FRBRnumber value="{attribute(header.symbol)}"/>' if header.symbol else ""
    title = f'<FRBRname value="{attribute(header.title)}"/>' if header.title else ""
    alias = f'<FRBRalias value="{attribute(header.title)}" name="title"/>' if header.title else ""
    made = _date(header.date, "ban-hanh")
    said = made if day == header.date else _date(day, "hop-nhat")

    def core(uri: str, author: str, date: str, names: str = "") -> str:
        return (
            f'<FRBRthis value="{uri}/{component}"/><FRBRuri value="{uri}"/>{names}{date}<FRBRauthor href="{author}"/>'
        )

    return (
        f"<identification {_SOURCE}>"
        f'<FRBRWork>{core(work, issuer, made, alias)}<FRBRcountry value="vn"/>'
        f'<FRBRsubtype value="{_subtype(header)}"/>{number}{title}</FRBRWork>'
        f"<FRBRExpression>{core(expression, issuer if said == made else '#vanban', said)}"
        f'<FRBRlanguage language="vie"/></FRBRExpression>'
        f'<FRBRManifestation>{core(expression + ".akn", "#vanban", said)}<FRBRformat value="application/akn+xml"/>'
        f"</FRBRManifestation></identification>"
    )


def _date(day: dt.date | None, name: str) -> str:
    return f'<FRBRdate date="{(day or NO_DATE).isoformat()}" name="{name if day else "khong-ro"}"/>'


def _subtype(header: Header) -> str:
    return slug(header.kind or "") or element_of(header.kind, header.symbol)


def _lifecycle(header: Header) -> tuple[str, str]:
    """When it was made, and from when to when it has effect: the events, and the period between them."""
    days = [("ban-hanh", header.date), ("hieu-luc", header.effective.since), ("het-hieu-luc", header.effective.until)]
    known = [(name, day) for name, day in days if day]
    kinds = {"ban-hanh": ' type="generation"', "het-hieu-luc": ' type="repeal"'}
    events = "".join(
        f'<eventRef eId="event_{name}" date="{day.isoformat()}" {_SOURCE}{kinds.get(name, "")}/>' for name, day in known
    )
    since = "event_hieu-luc" if header.effective.since else ""
    until = "event_het-hieu-luc" if header.effective.until else ""
    return events, group("tmpg_hieu-luc", since, until) if since or until else ""


def _references(document: Document, references: bool, more: str) -> str:
    """The documents that this one acts upon, the program that made the XML, and the issuing bodies."""
    header = document.header
    acted_on = (
        dict.fromkeys(r.doc for r in document.relations if r.source is None and r.doc != "SELF") if references else {}
    )
    refs = "".join(
        f'<activeRef eId="active_{n}" href="{attribute(ref_uri(_cited(document, doc)))}" showAs="{attribute(doc)}"/>'
        for n, doc in enumerate(acted_on, 1)
    )
    bodies = {slug(name) or "issuer": name for name in header.issuers} or {"unknown": "không rõ"}
    organizations = "".join(
        f'<TLCOrganization eId="{eid}" href="/akn/ontology/organization/vn/{eid}" showAs="{attribute(name)}"/>'
        for eid, name in bodies.items()
        if eid != "vanban"
    )
    program = '<TLCObject eId="vanban" href="/akn/ontology/object/vanban" showAs="vanban"/>'
    effect = '<TLCConcept eId="hieu-luc" href="/akn/ontology/concept/vn/hieu-luc" showAs="Hiệu lực"/>'
    return f"<references {_SOURCE}>{refs}{more}{organizations}{program}{effect}</references>"


def _cited(document: Document, doc: str) -> Ref:
    relation = next(r for r in document.relations if r.doc == doc)
    return Ref(doc, None, relation.type, relation.date, relation.issuer, relation.title)


def _notes(document: Document, eids: dict[str, str]) -> str:
    """What the reader was unsure of or mended; ``placementBase`` is the provision it happened in."""
    found = []
    for n, note in enumerate(document.notes, 1):
        unit = document.structure.at(note.start)
        place = f' placementBase="#{attribute(eids[unit.loc])}"' if unit and unit.loc in eids else ""
        code, message = attribute(note.code), attribute(note.message)
        found.append(f'<note eId="note_{n}" class="{code}"{place}><p>{message}</p></note>')
    return f"<notes {_SOURCE}>{''.join(found)}</notes>" if found else ""
