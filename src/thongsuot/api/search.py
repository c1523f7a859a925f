"""Which clauses fit a program's question? The same index, rights and ranking as the page."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from ninja import Query as Asked
from ninja import Router, Schema
from pydantic import Field

from thongsuot.api.errors import READ_ERRORS
from thongsuot.api.fields import Key
from thongsuot.api.tokens import ApiRequest
from thongsuot.problems import Forbidden
from thongsuot.search import queries
from thongsuot.search.query import Query

router = Router(tags=["Search"])


class Question(Schema):
    """What is asked."""

    q: str = Field("", max_length=2000, description="Words, a phrase in quotes, or a symbol.", examples=["nước sạch"])
    kind: str = Field("", max_length=80, examples=["Quy định"])
    issuer: str = Field("", max_length=200)
    since: dt.date | None = Field(None, description="Dated on this day or later.")
    until: dt.date | None = Field(None, description="Dated on this day or earlier.")
    document: Key | None = Field(None, description="Only clauses of this document.")
    page: int = Field(1, ge=1, le=500)

    def asked(self) -> Query:
        """The question as the index takes it."""
        return Query(
            text=self.q,
            kinds=(self.kind,) if self.kind else (),
            issuers=(self.issuer,) if self.issuer else (),
            since=self.since,
            until=self.until,
            document=self.document,
        )


class HitOut(Schema):
    """A clause that was found."""

    document: int
    symbol: str
    title: str
    loc: str = Field(examples=["D1.K2"])
    text: str
    spans: list[tuple[int, int]] = Field(description="Where the words that were looked for stand in the text.")
    force: str
    permalink: str


class FacetOut(Schema):
    """How many clauses of the whole result have a value."""

    value: str
    count: int


class FoundOut(Schema):
    """A page of what was found."""

    total: int
    exact: bool = Field(description="Whether the facets were counted; those of very large results are estimates.")
    every_word: bool = Field(description="False where no clause holds every word.")
    hits: list[HitOut]
    kinds: list[FacetOut]
    issuers: list[FacetOut]
    years: list[FacetOut]


@router.get("/search", response={200: FoundOut, **READ_ERRORS}, summary="Search clauses")
def search(request: ApiRequest, asked: Annotated[Question, Asked()]) -> FoundOut:
    """Clauses of documents you may see, the best first, twenty a page."""
    if not request.acting.reads:
        raise Forbidden
    found = queries.search(request.acting, asked.asked(), asked.page)
    facets = found.facets
    return FoundOut(
        total=found.total,
        exact=facets.exact,
        every_word=found.every_word,
        hits=[_hit(each) for each in found.found],
        kinds=_counted(facets.kind),
        issuers=_counted(facets.issuer),
        years=_counted((str(year), count) for year, count in facets.year),
    )


def _hit(found: queries.Found) -> HitOut:
    clause = found.hit.clause
    address = f"/d/{clause.document}/{clause.loc}" if clause.loc else f"/d/{clause.document}/"
    return HitOut(
        document=clause.document,
        symbol=found.document.symbol,
        title=found.document.title,
        loc=clause.loc,
        text=clause.text,
        spans=list(found.hit.spans),
        force=found.force,
        permalink=address,
    )


def _counted(pairs: Iterable[tuple[str, int]]) -> list[FacetOut]:
    return [FacetOut(value=value, count=count) for value, count in pairs if value]
