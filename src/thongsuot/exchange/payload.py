"""What does a package say? A document, a programme with what it rests on, a report; shapes that are checked."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

Short = Annotated[str, StringConstraints(max_length=200)]
Line = Annotated[str, StringConstraints(max_length=400)]
Words = Annotated[str, StringConstraints(max_length=8000)]
Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Loc = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\s/@]*$")]


class _Shape(BaseModel):
    """What a newer sender says beyond it is passed over; no sign that a database cannot keep comes in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _printable(cls, value: Any) -> Any:
        if isinstance(value, str) and ("\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
            raise ValueError
        return value


class Header(_Shape):
    """The header of a document."""

    system: Annotated[str, StringConstraints(max_length=10)] = ""
    kind: Annotated[str, StringConstraints(max_length=80)] = ""
    symbol: Annotated[str, StringConstraints(max_length=120)] = ""
    issuers: list[Short] = Field(default_factory=list, max_length=20)
    place: Annotated[str, StringConstraints(max_length=120)] = ""
    date: dt.date | None = None
    title: Words = ""
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    urgency: Annotated[str, StringConstraints(max_length=40)] = ""


class File(_Shape):
    """A file of the package."""

    sha256: Sha
    name: Annotated[str, StringConstraints(max_length=255)]


class ClauseSaid(_Shape):
    """A clause, for who reads the package without reading the file."""

    loc: Loc
    level: Annotated[str, StringConstraints(max_length=12)]
    number: Annotated[str, StringConstraints(max_length=40)] = ""
    heading: Words = ""
    fingerprint: Sha


class DocumentSaid(_Shape):
    """A directive on its way down."""

    header: Header
    file: File
    more: list[File] = Field(default_factory=list, max_length=90)
    text_sha256: Sha
    clauses: list[ClauseSaid] = Field(default_factory=list, max_length=20_000)
    due_on: dt.date | None = None
    note: Annotated[str, StringConstraints(max_length=1000)] = ""


class Answered(_Shape):
    """The document that is answered, so that its sender knows it again."""

    package: str = Field("", max_length=40)  # the package that brought it
    symbol: Annotated[str, StringConstraints(max_length=120)] = ""
    date: dt.date | None = None
    issuers: list[Short] = Field(default_factory=list, max_length=20)
    text_sha256: Annotated[str, StringConstraints(max_length=64)] = ""


class BasisSaid(_Shape):
    """A clause that an item rests on."""

    loc: Loc
    part: Annotated[str, StringConstraints(pattern="^(full|partial)$")]
    fingerprint: Sha
    quote: Annotated[str, StringConstraints(max_length=2000)] = ""


class ItemSaid(_Shape):
    """An item of a programme."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=8000)]
    group: Short = ""
    lead: Short = ""
    partners: Words = ""
    product: Line = ""
    due: dt.date | None = None
    due_working: Words = ""
    bases: list[BasisSaid] = Field(default_factory=list, max_length=200)


class ProgrammeSaid(_Shape):
    """An issued programme on its way up."""

    header: Header
    file: File
    text_sha256: Annotated[str, StringConstraints(max_length=64)] = ""
    answers: Answered
    kind: Annotated[str, StringConstraints(max_length=80)]
    title: Words
    opening: Words = ""
    items: list[ItemSaid] = Field(max_length=5000)


class DutySaid(_Shape):
    """How far a duty is."""

    action: Words
    loc: Loc = ""
    state: Short = ""
    due: dt.date | None = None
    done_on: dt.date | None = None
    note: Words = ""


class ReportSaid(_Shape):
    """How far the work on a document is, on its way up."""

    answers: Answered
    day: dt.date
    counts: dict[Annotated[str, StringConstraints(max_length=40)], Annotated[int, Field(ge=0, le=10**9)]] = Field(
        default_factory=dict, max_length=20
    )
    duties: list[DutySaid] = Field(default_factory=list, max_length=5000)


Said = DocumentSaid | ProgrammeSaid | ReportSaid
SHAPES: dict[str, type[Said]] = {"document": DocumentSaid, "programme": ProgrammeSaid, "report": ReportSaid}


def said(kind: str, payload: dict[str, Any]) -> Said | None:
    """What a payload says; None where it does not have the shape of its kind."""
    try:
        return SHAPES[kind].model_validate(payload)
    except (ValidationError, KeyError, RecursionError):
        return None


def plain(value: Said) -> dict[str, Any]:
    """A payload as it is written."""
    return value.model_dump(mode="json")
