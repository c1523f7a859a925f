"""How does a reading look as JSON? The names and meanings that other programs build on."""

import datetime as dt
import json
from typing import Any

from vanban import model as m

Json = dict[str, Any]


def to_json(document: m.Document) -> str:
    """A reading as one line of JSON, without the line end.

    >>> from vanban import parse
    >>> to_json(parse("Điều 1. Phạm vi")).startswith('{"source": null, "text": "Điều 1. Phạm vi"')
    True
    """
    return json.dumps(to_dict(document), ensure_ascii=False)


def to_dict(document: m.Document) -> Json:
    """A reading as the plain values of the contract."""
    source = document.text.source
    return {
        "source": source and {"name": source.name, "format": source.format, "sha256": source.sha256},
        "text": document.text.content,
        "header": _header(document.header),
        "provisions": [_provision(p) for p in document.structure.provisions],
        "citations": [_citation(c, document.text.content) for c in document.citations],
        "tables": [_table(t) for t in document.structure.tables],
        "relations": [_relation(r) for r in document.relations],
        "amendments": [_amendment(a) for a in document.amendments],
        "obligations": [_obligation(o) for o in document.obligations],
        "events": [_event(e) for e in document.events],
        "notes": [{"code": n.code, "start": n.start, "end": n.end, "message": n.message} for n in document.notes],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _header(h: m.Header) -> Json:
    return {
        "system": h.system,
        "kind": h.kind,
        "symbol": h.symbol,
        "issuers": list(h.issuers),
        "place": h.place,
        "date": _day(h.date),
        "title": h.title,
        "signers": [
            {"authority": s.authority, "on_behalf_of": s.on_behalf_of, "position": s.position, "name": s.name}
            for s in h.signers
        ],
        "recipients": list(h.recipients),
        "urgency": h.urgency,
        "effective": {"from": _day(h.effective.since), "to": _day(h.effective.until)},
        "circulation": h.circulation,
        "profile": h.profile,
        "places": [{"field": p.field, "start": p.start, "end": p.end} for p in h.places],
    }


def _provision(p: m.Provision) -> Json:
    return {
        "loc": p.loc,
        "level": p.level.value,
        "number": p.number,
        "heading": p.heading,
        "start": p.start,
        "end": p.end,
    }


def _citation(c: m.Citation, text: str) -> Json:
    refs = [
        {"doc": r.doc, "loc": r.loc, "type": r.type, "date": _day(r.date), "issuer": r.issuer, "title": r.title}
        for r in c.refs
    ]
    found: Json = {"start": c.start, "end": c.end, "text": text[c.start : c.end], "refs": refs}
    return found | {"via": c.via} if c.via else found


def _table(t: m.Table) -> Json:
    rows = [
        [{"start": c.start, "end": c.end, "colspan": c.colspan, "rowspan": c.rowspan, "head": c.head} for c in row]
        for row in t.rows
    ]
    return {"start": t.start, "end": t.end, "loc": t.loc, "rows": rows}


def _relation(r: m.Relation) -> Json:
    return {
        "kind": r.kind,
        "from": r.source,
        "doc": r.doc,
        "loc": r.loc,
        "own_loc": r.own_loc,
        "start": r.start,
        "end": r.end,
        "type": r.type,
        "date": _day(r.date),
        "issuer": r.issuer,
        "title": r.title,
    }


def _amendment(a: m.Amendment) -> Json:
    return {
        "op": a.op,
        "at": a.at,
        "doc": a.doc,
        "own_loc": a.own_loc,
        "start": a.start,
        "end": a.end,
        "new_text": a.new_text and {"start": a.new_text.start, "end": a.new_text.end},
        "after": a.after,
        "old": a.old,
        "new": a.new,
        "to": a.to,
        "needs_human": a.needs_human,
    }


def _deadline(d: m.Deadline) -> Json:
    return {
        "text": d.text,
        "kind": d.kind,
        "date": _day(d.date),
        "due": _day(d.due),
        "rule": list(d.rule) if isinstance(d.rule, tuple) else d.rule,
        "working": d.working,
        "start": d.start,
        "end": d.end,
    }


def _obligation(o: m.Obligation) -> Json:
    return {
        "start": o.start,
        "end": o.end,
        "loc": o.loc,
        "source": o.source,
        "action": o.action,
        "lead": list(o.lead),
        "partners": list(o.partners),
        "executor": list(o.executor),
        "inherited": o.inherited,
        "product": o.product,
        "deadline": o.deadline and _deadline(o.deadline),
        "modality": o.modality,
        "about": list(o.about),
    }


def _event(e: m.Event) -> Json:
    agenda = [{"doc": i.doc, "presenter_office": i.presenter_office, "start": i.start, "end": i.end} for i in e.agenda]
    return {
        "kind": e.kind,
        "name": e.name,
        "date": _day(e.date),
        "place": e.place,
        "organiser": e.organiser,
        "agenda": agenda,
        "start": e.start,
        "end": e.end,
    }
