"""What does the head of the XML say? Identification, dates of effect, bodies and documents referred to, notes."""

import datetime as dt

from vanban.model import Document, Header, Ref
from vanban.out.akn.flow import attribute
from vanban.out.akn.names import element_of, ref_uri, slug, work_uri

NO_DATE = dt.date(1, 1, 1)
_SOURCE = 'source="#vanban"'


def meta(document: Document, references: bool, eids: dict[str, str]) -> str:
    """The meta element of a document. ``eids`` are those of its provisions by loc."""
    header = document.header
    return "".join(
        (
            "<meta>",
            identification(header, "!main"),
            _lifecycle(header),
            _references(document, references),
            _notes(document, eids),
            "</meta>",
        )
    )


def identification(header: Header, component: str) -> str:
    """The FRBR identification of a document or, by ``component``, of one of its attachments."""
    work = work_uri(header)
    day = (header.date or NO_DATE).isoformat()
    expression = f"{work}/vie@{day}"
    date = f'<FRBRdate date="{day}" name="{"ban-hanh" if header.date else "khong-ro"}"/>'
    issuer = f"#{slug(header.issuers[0]) or 'issuer'}" if header.issuers else "#unknown"
    number = f'<FRBRnumber value="{attribute(header.symbol)}"/>' if header.symbol else ""
    title = f'<FRBRname value="{attribute(header.title)}"/>' if header.title else ""
    alias = f'<FRBRalias value="{attribute(header.title)}" name="title"/>' if header.title else ""

    def core(uri: str, author: str, names: str = "") -> str:
        return (
            f'<FRBRthis value="{uri}/{component}"/><FRBRuri value="{uri}"/>{names}{date}<FRBRauthor href="{author}"/>'
        )

    return (
        f"<identification {_SOURCE}>"
        f'<FRBRWork>{core(work, issuer, alias)}<FRBRcountry value="vn"/>'
        f'<FRBRsubtype value="{_subtype(header)}"/>{number}{title}</FRBRWork>'
        f'<FRBRExpression>{core(expression, issuer)}<FRBRlanguage language="vie"/></FRBRExpression>'
        f'<FRBRManifestation>{core(expression + ".akn", "#vanban")}<FRBRformat value="application/akn+xml"/>'
        f"</FRBRManifestation></identification>"
    )


def _subtype(header: Header) -> str:
    return slug(header.kind or "") or element_of(header.kind, header.symbol)


def _lifecycle(header: Header) -> str:
    """When it was made, and from when to when it has effect."""
    days = [("ban-hanh", header.date), ("hieu-luc", header.effective.since), ("het-hieu-luc", header.effective.until)]
    known = [(name, day) for name, day in days if day]
    if not known:
        return ""
    kinds = {"ban-hanh": ' type="generation"', "het-hieu-luc": ' type="repeal"'}
    events = "".join(
        f'<eventRef eId="event_{name}" date="{day.isoformat()}" {_SOURCE}{kinds.get(name, "")}/>' for name, day in known
    )
    since = ' start="#event_hieu-luc"' if header.effective.since else ""
    until = ' end="#event_het-hieu-luc"' if header.effective.until else ""
    interval = f'<timeInterval refersTo="#hieu-luc"{since}{until}/>'
    effect = (
        f'<temporalData {_SOURCE}><temporalGroup eId="tmpg_hieu-luc">{interval}</temporalGroup></temporalData>'
        if since or until
        else ""
    )
    return f"<lifecycle {_SOURCE}>{events}</lifecycle>{effect}"


def _references(document: Document, references: bool) -> str:
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
    return f"<references {_SOURCE}>{refs}{organizations}{program}{effect}</references>"


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
