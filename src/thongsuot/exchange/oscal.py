"""How do a directive and what answers it look as OSCAL? Catalog, profile, component, plan of action; values to JSON.

The names and required fields are those of OSCAL 1.1.2. UUIDs are made of what a thing is, so they stay the same.
"""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from thongsuot.programmes.rules import beneath

VERSION = "1.1.2"
NS = "https://thongsuot.example/ns/oscal"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, NS)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """What a file is about: the same ``name`` gives the same UUID."""

    name: str
    title: str
    version: str
    modified: datetime
    issuers: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A clause, and those in it."""

    loc: str
    title: str
    prose: str
    level: str = ""
    href: str = ""
    orders: bool = False  # it orders something that was confirmed
    inner: list["Control"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exempted:
    """A clause that does not apply, and why; an empty place is the whole document."""

    loc: str
    reason: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """An item of a programme on a clause."""

    name: str
    loc: str
    words: str
    lead: str = ""
    partners: str = ""
    due: date | None = None
    part: str = "full"


@dataclass(frozen=True, slots=True)
class Overdue:
    """A duty whose day is over."""

    name: str
    words: str
    lead: str
    due: date
    loc: str = ""


def uid(*parts: object) -> str:
    """The UUID of a thing.

    >>> uid("a", 1) == uid("a", 1), uid("a", 1) == uid("a", 2)
    (True, False)
    """
    return str(uuid.uuid5(_SPACE, "|".join(str(part) for part in parts)))


def token(loc: str) -> str:
    """A place as an identifier of OSCAL: a letter first, then letters, digits, dots, dashes.

    >>> token("D1.K2.Pđ"), token("I.1/2")
    ('c-D1.K2.Pđ', 'c-I.1_2f_2')
    """
    return "c-" + re.sub(r"[^\w.\-]|_", lambda found: f"_{ord(found[0]):x}_", loc)


def _metadata(head: Head, title: str, parties: Mapping[str, str] | None = None) -> Json:
    named = {name: uid("party", name) for name in head.issuers} | dict(parties or {})
    told: Json = {
        "title": title,
        "last-modified": head.modified.isoformat(timespec="seconds"),
        "version": head.version,
        "oscal-version": VERSION,
    }
    roles = [("issuer", "Cơ quan ban hành")] if head.issuers else []
    roles += [("lead", "Đơn vị chủ trì")] if parties else []
    if roles:
        told["roles"] = [{"id": name, "title": words} for name, words in roles]
    if named:
        told["parties"] = [{"uuid": key, "type": "organization", "name": name} for name, key in named.items()]
    if head.issuers:
        keys = [uid("party", name) for name in head.issuers]
        told["responsible-parties"] = [{"role-id": "issuer", "party-uuids": keys}]
    return told


def _prop(name: str, value: object, remarks: str = "") -> Json:
    told: Json = {"name": name, "ns": NS, "value": _line(str(value))}
    return told | ({"remarks": remarks} if remarks else {})


def _line(words: str) -> str:
    return " ".join(words.split()) or "—"


def _catalogued(head: Head) -> tuple[str, Json]:
    """How other files name the catalog, and the resource that says where it is."""
    key = uid("catalog-resource", head.name)
    resource: Json = {
        "uuid": key,
        "title": head.title,
        "rlinks": [{"href": head.href, "media-type": "application/json"}],
    }
    return f"#{key}", {"resources": [resource]}


def catalog(head: Head, controls: Sequence[Control]) -> Json:
    """The clauses of a directive: what stands highest are groups where something stands in it."""
    groups = [_group(one) for one in controls if one.inner]
    single = [_control(one) for one in controls if not one.inner]
    told: Json = {"uuid": uid("catalog", head.name, head.version), "metadata": _metadata(head, head.title)}
    if groups:
        told["groups"] = groups
    if single:
        told["controls"] = single
    return {"catalog": told}


def _group(one: Control) -> Json:
    told: Json = {"id": f"g-{token(one.loc)}", "title": _line(one.title), "controls": [_control(one, alone=True)]}
    if one.level:
        told["class"] = one.level
    told["controls"] += [_control(inner) for inner in one.inner]
    return told


def _control(one: Control, *, alone: bool = False) -> Json:
    key = token(one.loc)
    told: Json = {"id": key, "title": _line(one.title)}
    if one.level:
        told["class"] = one.level
    told["props"] = [{"name": "label", "value": _line(one.title)}]
    if one.orders:
        told["props"].append(_prop("orders", "yes"))
    if one.href:
        told["links"] = [{"href": one.href, "rel": "reference"}]
    if one.prose.strip():
        told["parts"] = [{"id": f"{key}_smt", "name": "statement", "prose": one.prose.strip()}]
    if one.inner and not alone:
        told["controls"] = [_control(inner) for inner in one.inner]
    return told


def profile(head: Head, unit: str, locs: Sequence[str], exempted: Iterable[Exempted]) -> Json:
    """Which clauses apply to a unit; why others do not."""
    href, matter = _catalogued(head)
    gone = list(exempted)
    out = [loc for loc in locs if any(beneath(loc, one.loc) for one in gone)]
    included = [loc for loc in locs if loc not in set(out)]
    taken: Json = {"href": href}
    if included:
        taken["include-controls"] = [{"with-ids": [token(loc) for loc in included]}]
    else:
        taken["include-all"] = {}
    if out:
        taken["exclude-controls"] = [{"with-ids": [token(loc) for loc in out]}]
    metadata = _metadata(head, f"{head.title} — {unit}")
    if gone:
        metadata["props"] = [_prop("not-applicable", token(one.loc) if one.loc else "all", one.reason) for one in gone]
    told = {
        "uuid": uid("profile", head.name, head.version, unit), "metadata": metadata, "imports": [taken],
        "merge": {"as-is": True}, "back-matter": matter,
    }  # fmt: skip
    return {"profile": told}


def component(head: Head, programme: Head, unit: str, items: Sequence[Requirement]) -> Json:
    """A programme as a component: its items as implemented requirements of the directive's clauses."""
    href, matter = _catalogued(head)
    leads = {name: uid("party", name) for name in dict.fromkeys(item.lead for item in items if item.lead)}
    told: Json = {
        "uuid": uid("component", programme.name, programme.version),
        "metadata": _metadata(programme, programme.title, leads),
    }
    part: Json = {
        "uuid": uid("programme", programme.name), "type": "policy", "title": _line(programme.title),
        "description": f"{programme.title} — {unit}",
    }  # fmt: skip
    if items:
        requirements = [_requirement(item, leads) for item in items]
        part["control-implementations"] = [
            {
                "uuid": uid("implementation", programme.name), "source": href, "description": head.title,
                "implemented-requirements": requirements,
            }
        ]  # fmt: skip
    told["components"] = [part]
    told["back-matter"] = matter
    return {"component-definition": told}


def _requirement(item: Requirement, leads: Mapping[str, str]) -> Json:
    props = [_prop("part", item.part)]
    if item.due:
        props.append(_prop("due", item.due.isoformat()))
    if item.partners.strip():
        props.append(_prop("partners", item.partners))
    told: Json = {
        "uuid": uid("requirement", item.name, item.loc), "control-id": token(item.loc), "description": item.words,
        "props": props,
    }  # fmt: skip
    if item.lead:
        told["responsible-roles"] = [{"role-id": "lead", "party-uuids": [leads[item.lead]]}]
    return told


def plan(head: Head, duties: Sequence[Overdue]) -> Json:
    """The duties whose day is over, as a plan of action and milestones; there must be one at least."""
    leads = {name: uid("party", name) for name in dict.fromkeys(duty.lead for duty in duties)}
    _href, matter = _catalogued(head)
    told = {
        "uuid": uid("plan", head.name, head.modified.date()),
        "metadata": _metadata(head, head.title, leads),
        "system-id": {"identifier-type": NS, "id": uid("system", head.name)},
        "risks": [_risk(duty) for duty in duties],
        "poam-items": [_item(duty, leads) for duty in duties],
        "back-matter": matter,
    }
    return {"plan-of-action-and-milestones": told}


def _risk(duty: Overdue) -> Json:
    return {
        "uuid": uid("risk", duty.name), "title": _line(duty.words)[:200], "description": duty.words,
        "statement": f"Quá hạn từ ngày {duty.due:%d/%m/%Y}", "status": "open",
        "deadline": f"{duty.due.isoformat()}T23:59:59+07:00",
    }  # fmt: skip


def _item(duty: Overdue, leads: Mapping[str, str]) -> Json:
    props = [_prop("due", duty.due.isoformat())] + ([_prop("control-id", token(duty.loc))] if duty.loc else [])
    return {
        "uuid": uid("item", duty.name), "title": _line(duty.words)[:200], "description": duty.words, "props": props,
        "origins": [{"actors": [{"type": "party", "actor-uuid": leads[duty.lead], "role-id": "lead"}]}],
        "related-risks": [{"risk-uuid": uid("risk", duty.name)}],
    }  # fmt: skip
