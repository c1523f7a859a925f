"""Which sorts of values come in often? Keys, days, revisions, cursors, each with its bounds and description."""

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query
from pydantic import Field

from thongsuot.api.errors import Wrong, invalid
from thongsuot.problems import Stale

MOST = 2**63 - 1
Key = Annotated[int, Field(ge=1, le=MOST)]
KeyPath = Annotated[int, Path(ge=1, le=MOST, description="The key.", examples=[1])]
Day = Annotated[dt.date | None, Query(None, description="As things stand on this day.", examples=["2026-01-01"])]
Cursor = Annotated[str, Query("", max_length=400, description="From `next` of the page before.")]
Limit = Annotated[int, Query(50, ge=1, le=200, description="Rows on a page.")]
Revision = Annotated[
    int | None, Field(None, ge=1, le=2**31 - 1, description="The revision you saw; or send `If-Match`.")
]
Reason = Annotated[str, Field("", max_length=2000, description="Why; it is written into the history.")]
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag you saw; another state answers 412. Or send `revision` in the body: then 409.",
    "schema": {"type": "string", "pattern": '^("[0-9]+"|\\*)$', "maxLength": 20},
}


def revision_seen(request: HttpRequest, stated: int | None, now: int) -> int:
    """The revision that the caller saw, by ``If-Match`` or in the body; it must say one."""
    header = request.headers.get("If-Match")
    if header is None:
        if stated is None:
            raise invalid("revision", _("Say which revision you saw: “revision” in the body, or If-Match."))
        return stated
    if header.strip() == "*":
        return now
    number = header.strip().removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Wrong(412, "stale", str(Stale()), "revision")
    return int(number)
