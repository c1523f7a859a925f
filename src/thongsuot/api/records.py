"""How does a document look to a program? The shapes that reading operations give."""

import datetime as dt
from collections.abc import Collection, Set
from typing import Any, Literal, cast

from ninja import Schema
from pydantic import Field

from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.rules import Force
from thongsuot.events.models import Event


class DocumentOut(Schema):
    """A document in a unit's register (văn bản)."""

    id: int
    href: str = Field(examples=["/api/documents/7"])
    permalink: str = Field(description="Its address for people and links.", examples=["/d/7/"])
    unit: int = Field(description="The unit that registered it.")
    direction: str = Field(description="in or out.", examples=["in"])
    year: int
    number: int | None = Field(description="Its number in the register of that year.")
    arrived_on: dt.date
    system: str
    kind: str = Field(examples=["Quy định"])
    symbol: str = Field(examples=["58-QĐ/TW"])
    issuers: list[str] = Field(examples=[["Bộ Chính trị"]])
    place: str
    date: dt.date | None
    title: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    urgency: str
    note: str
    mark: str = Field(description="Empty, internal, return or draft.")
    reach: str = Field(description="Who may see it: unit, named or open.")
    restricted: bool = Field(description="Whether only named units may see it; never in a feed.")
    status: str = Field(description="waiting, read or failed.")
    failure: str
    force: str = Field(description="Its validity on the day asked for.", examples=["in-force"])
    version: int | None = Field(description="The number of its current version.")
    closed_at: dt.datetime | None
    created_at: dt.datetime
    revision: int = Field(description="Changes with every change of the header; also the ETag.")

    @classmethod
    def of(cls, document: Document, force: Force) -> "DocumentOut":
        """A document as programs get it."""
        same = {name: getattr(document, name) for name in _SAME}
        return cls(
            **same, id=document.pk, href=f"/api/documents/{document.pk}", permalink=f"/d/{document.pk}/",
            unit=document.unit_id, restricted=document.restricted, force=force,
            version=document.current.n if document.current else None,
        )  # fmt: skip


_SAME = (
    "direction", "year", "number", "arrived_on", "system", "kind", "symbol", "issuers", "place", "date", "title",
    "effective_from", "effective_to", "urgency", "note", "mark", "reach", "status", "failure", "closed_at",
    "created_at", "revision",
)  # fmt: skip


class DocumentPage(Schema):
    """A page of documents."""

    items: list[DocumentOut]
    next: str | None = Field(description="The address of the next page; null on the last one.")


class ChangeOut(Schema):
    """An instruction that changed a clause; an act that the caller may not see has neither name nor place."""

    document: int | None
    symbol: str
    loc: str = Field(description="The place of the instruction in its act.", examples=["D1.K2"])
    op: str = Field(examples=["replace", "insert", "repeal", "subst"])
    since: dt.date | None

    @classmethod
    def of(cls, row: dict[str, Any], seen: Set[int]) -> "ChangeOut":
        """A change as programs get it."""
        there = row.get("document") in seen
        return cls(
            document=row["document"] if there else None, symbol=row["doc"] if there else "",
            loc=(row.get("own_loc") or "") if there else "", op=row["op"], since=row.get("from"),
        )  # fmt: skip


class ProvisionOut(Schema):
    """A clause (điều, khoản, điểm)."""

    loc: str = Field(examples=["D1.K2"])
    level: str = Field(examples=["clause"])
    number: str
    heading: str
    start: int = Field(description="Where it begins in the text, in characters.")
    end: int
    state: Literal["in-force", "repealed", "suspended", "not-yet"] = Field(description="In a consolidated text.")
    changed_by: list[ChangeOut] = Field(description="What made it what it is, in a consolidated text.")
    permalink: str = Field(examples=["/d/7/D1.K2"])

    @classmethod
    def of(cls, row: Provision, document: Document, seen: Set[int] = frozenset()) -> "ProvisionOut":
        """A clause as programs get it; ``seen`` are the acts that the caller may see."""
        return cls(
            loc=row.loc, level=row.level, number=row.number, heading=row.heading, start=row.start, end=row.end,
            state=cast(Any, row.state or "in-force"), changed_by=[ChangeOut.of(one, seen) for one in row.changed_by],
            permalink=f"/d/{document.pk}/{row.loc}",
        )  # fmt: skip


class ProvisionList(Schema):
    """The clauses of a version, in the order of the text."""

    version: int
    since: dt.date | None = Field(description="From when the text stands like this.")
    items: list[ProvisionOut]


class FindingOut(Schema):
    """What was found in a document (phát hiện)."""

    id: int
    href: str = Field(examples=["/api/findings/12"])
    document: int
    kind: str = Field(description="citation, relation, obligation or event.")
    start: int
    end: int
    loc: str
    quote: str
    state: str = Field(description="proposed, accepted, corrected, added or dropped.")
    lost: bool = Field(description="Its words are no longer in the text: a person must look.")
    machine: dict[str, Any] | None = Field(description="What the reading said; null where a person added it.")
    payload: dict[str, Any] = Field(description="What holds now.")
    target: int | None = Field(description="The document it speaks of, if you may see it.")
    relation: str
    decided_by: int | None = Field(description="The key of the account that decided.")
    decided_at: dt.datetime | None
    revision: int

    @classmethod
    def of(cls, finding: Finding, seen: Collection[int]) -> "FindingOut":
        """A finding as programs get it; ``seen`` are the targets that the caller may see."""
        target = finding.target_id if finding.target_id in seen else None
        return cls(
            id=finding.pk, href=f"/api/findings/{finding.pk}", document=finding.document_id, kind=finding.kind,
            start=finding.start, end=finding.end, loc=finding.loc, quote=finding.quote, state=finding.state,
            lost=finding.lost, machine=finding.machine, payload=finding.payload, target=target,
            relation=finding.relation, decided_by=finding.decided_by_id, decided_at=finding.decided_at,
            revision=finding.revision,
        )  # fmt: skip


class FindingPage(Schema):
    """A page of findings, in the order of the text."""

    items: list[FindingOut]
    next: str | None


class Relations(Schema):
    """What a document does to others, and others to it."""

    outgoing: list[FindingOut] = Field(description="Relations that this document states.")
    incoming: list[FindingOut] = Field(description="Relations that documents you may see state of this one.")


class VersionOut(Schema):
    """A text of a document (bản)."""

    n: int
    since: dt.date | None = Field(description="The text stands like this from this day on.")
    file_name: str
    size: int | None
    sha256: str | None = Field(description="The fingerprint of the file.")
    text_sha256: str
    signed: bool = Field(description="The file bears a signature, which nobody has checked.")
    consolidated: bool = Field(description="Made here from the text and the acts that amend it.")
    incomplete: bool = Field(description="Adopted while amending instructions were open.")
    ahead: bool = Field(description="Its day has not come: it becomes the current text on that day.")
    reader: str = Field(description="Which reader read it.")
    created_at: dt.datetime
    href: str = Field(description="Its file.", examples=["/api/documents/7/file?version=1"])

    @classmethod
    def of(cls, row: Version) -> "VersionOut":
        """A version as programs get it."""
        return cls(
            n=row.n, since=row.since, file_name=row.file_name, size=row.file.size if row.file else None,
            sha256=row.file.sha256 if row.file else None, text_sha256=row.text_sha256, signed=row.signed,
            consolidated=row.consolidated, incomplete=row.incomplete, ahead=row.ahead,
            reader=row.reader, created_at=row.created_at, href=f"/api/documents/{row.document_id}/file?version={row.n}",
        )  # fmt: skip


class VersionList(Schema):
    """The versions of a document, the newest last."""

    items: list[VersionOut]


class TextOut(Schema):
    """The text of a document as it stands on a day."""

    version: int
    since: dt.date | None
    text: str


class EventOut(Schema):
    """Something that happened (sự kiện); people and units by their keys."""

    seq: int
    at: dt.datetime
    actor: int | None = Field(description="The account's key.")
    unit: int | None
    delegation: int | None
    verb: str = Field(examples=["registered"])
    subject: str = Field(examples=["document:7"])
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    hash: str = Field(description="Its fingerprint in the chain.")

    @classmethod
    def of(cls, event: Event) -> "EventOut":
        """An event as programs get it."""
        same = {name: getattr(event, name) for name in ("seq", "at", "verb", "subject", "before", "after", "reason")}
        return cls(**same, actor=event.actor_id, unit=event.unit_id, delegation=event.delegation_id, hash=event.hash)


class EventPage(Schema):
    """A page of events, the newest first."""

    items: list[EventOut]
    next: str | None


class ShareOut(Schema):
    """The units that see a document beside the one that registered it."""

    units: list[int]
