"""What does a finding say, by its kind? The fields of the reading, which people may correct."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from thongsuot.api.body import checked
from thongsuot.documents.rules import Kind

Word = Annotated[str, Field(max_length=400)]
Words = Annotated[list[Word], Field(max_length=100)]
Printed = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-06-30"])]
Place = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ReferenceSaid(Schema, extra="forbid"):
    """A place in a document that is cited."""

    doc: Word = Field(description="Its symbol; SELF for the document itself.", examples=["126-QĐ/TW"])
    loc: Word | None = Field(None, examples=["D1.K2"])
    type: Word | None = None
    date: Printed | None = None
    issuer: Word | None = None
    title: str | None = Field(None, max_length=4000)


class CitationSaid(Schema, extra="forbid"):
    """What a citation (viện dẫn) names."""

    refs: list[ReferenceSaid] = Field(min_length=1, max_length=200)


class RelationSaid(Schema, extra="forbid"):
    """What a document does to another (quan hệ)."""

    kind: str = Field(min_length=1, max_length=20, pattern="^[a-z-]+$", examples=["replaces"])
    source: Word | None = Field(None, alias="from", description="The acting document, if it is not this one.")
    doc: Word = Field(examples=["126-QĐ/TW"])
    loc: Word | None = Field(None, description="The part it is done to; null for the whole.")
    own_loc: Word | None = None
    type: Word | None = None
    date: Printed | None = None
    issuer: Word | None = None
    title: str | None = Field(None, max_length=4000)


class DeadlineSaid(Schema, extra="forbid"):
    """Until when (thời hạn)."""

    text: str = Field(max_length=1000)
    kind: Word
    date: Printed | None = None
    due: Printed | None = None
    rule: Any = None
    working: str = Field("", max_length=1000)
    start: Place | None = None
    end: Place | None = None


class ObligationSaid(Schema, extra="forbid"):
    """What is ordered (nhiệm vụ)."""

    action: str = Field(min_length=1, max_length=8000, examples=["ban hành kế hoạch thực hiện"])
    source: Word | None = None
    lead: Words = Field(default_factory=list)
    partners: Words = Field(default_factory=list)
    executor: Words = Field(default_factory=list)
    inherited: bool = False
    product: str | None = Field(None, max_length=1000)
    deadline: DeadlineSaid | None = None
    modality: Word | None = None
    about: list[Any] = Field(default_factory=list, max_length=200)


class AgendaSaid(Schema, extra="forbid"):
    """A point of an agenda."""

    doc: Word | None = None
    presenter_office: Word | None = None
    start: Place | None = None
    end: Place | None = None


class EventSaid(Schema, extra="forbid"):
    """What takes place (sự kiện)."""

    kind: Word = Field(min_length=1, examples=["study-conference"])
    name: str = Field(min_length=1, max_length=1000)
    date: Printed | None = None
    place: Word | None = None
    organiser: Word | None = None
    agenda: list[AgendaSaid] = Field(default_factory=list, max_length=200)


Said = CitationSaid | RelationSaid | ObligationSaid | EventSaid
SHAPES: dict[Kind, type[Schema]] = {
    Kind.CITATION: CitationSaid,
    Kind.RELATION: RelationSaid,
    Kind.OBLIGATION: ObligationSaid,
    Kind.EVENT: EventSaid,
}


def payload_of(kind: Kind, said: Schema) -> dict[str, Any]:
    """What was sent, as a finding of its kind keeps it."""
    plain = said.model_dump(exclude_unset=True, by_alias=True)
    return checked(SHAPES[kind], plain).model_dump(exclude_unset=True, by_alias=True)
