"""What is told of a text and of its clauses on a day? Which version it is, whether it holds, what changed a clause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.queries import ENDING, seen_among
from thongsuot.documents.rules import CONFIRMED, Force, Kind
from thongsuot.documents.wording import OPERATIONS, STANDINGS, place_name, said
from thongsuot.look.templatetags.look import dmy
from thongsuot.units.access import Acting
from thongsuot.units.rules import within
from vanban.out.diff.words import Piece, compare

Json = dict[str, Any]
GONE = "gone"
"""What is told of a clause that a later text does not have."""


def told(document: Document, force: Force, day: date, acting: Acting) -> list[str]:
    """Sentences on a document of a day: whether it holds, and why not."""
    out = []
    since = document.effective_from or document.date
    if force == Force.NOT_YET and since:
        out.append(_("On this day the document is not yet in force: it takes effect on %(day)s.") % {"day": dmy(since)})
    if force == Force.ENDED and document.effective_to and document.effective_to < day:
        out.append(_("On this day the document is no longer in force: it ended on %(day)s.")
                   % {"day": dmy(document.effective_to)})  # fmt: skip
    elif force in (Force.ENDED, Force.SUSPENDED):
        out += [_endings(row, acting) for row in _ending(document, force, day)]
    return out


def _ending(document: Document, force: Force, day: date) -> list[Finding]:
    """The relations that end or suspend the whole document by a day, said by its register or one above."""
    kinds = ("suspends",) if force == Force.SUSPENDED else ENDING[:2]
    rows = document.found_in.filter(kind=Kind.RELATION, relation__in=kinds, state__in=CONFIRMED)
    held = document.unit.path or ""
    return [
        row
        for row in rows.select_related("document__unit")
        if not row.payload.get("loc")
        and within(held, row.document.unit.path or "-")
        and (row.document.effective_from or row.document.date or date.max) <= day
    ]


def _endings(row: Finding, acting: Acting) -> str:
    seen = seen_among(acting, [row.document_id])
    other = str(row.document) if seen else _("a document you may not open")
    told = {"document": other, "day": dmy(row.document.effective_from or row.document.date)}
    if row.relation == "replaces":
        return _("On this day the document is no longer in force: replaced by %(document)s from %(day)s.") % told
    if row.relation == "repeals":
        return _("On this day the document is no longer in force: repealed by %(document)s from %(day)s.") % told
    return _("On this day the document is suspended by %(document)s from %(day)s.") % told


@dataclass(frozen=True, slots=True)
class Cause:
    """An instruction that changed a clause, as a reader may see it: ``url`` leads to its place in the act."""

    act: str
    url: str
    place: str
    operation: str
    since: str
    until: str = ""


def causes(rows: Iterable[Mapping[str, Any]], seen: set[int]) -> list[Cause]:
    """The instructions that changed a clause; an act that one may not see has no name and no place."""
    return [_cause(row, row.get("document") in seen) for row in rows]


def _cause(row: Mapping[str, Any], seen: bool) -> Cause:
    day = date.fromisoformat(row["from"]) if row.get("from") else None
    operation, since = said(OPERATIONS, str(row.get("op") or "")), dmy(day)
    until = dmy(date.fromisoformat(row["until"])) if row.get("until") else ""
    if not seen:
        known = row["doc"] if row.get("document") is None and row.get("doc") else _("a document you may not open")
        return Cause(known, "", "", operation, since, until)
    loc = row.get("own_loc") or ""
    args = [row["document"], loc] if loc else [row["document"]]
    url = reverse("clause" if loc else "document", args=args)
    return Cause(str(row["doc"]), url, place_name(loc), operation, since, until)


def acts_of(rows: Iterable[Mapping[str, Any]]) -> set[int]:
    """The keys of the acts that are named in what changed clauses."""
    return {row["document"] for row in rows if row.get("document")}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a clause of a consolidated text."""

    standing: str
    word: str
    causes: Sequence[Cause]


def beside(rows: Iterable[Mapping[str, Any]], acting: Acting) -> dict[str, Beside]:
    """What is told of the clauses that were changed or do not hold, by their places."""
    touched = [row for row in rows if row.get("changed_by") or row.get("state", "in-force") not in ("in-force", "")]
    seen = seen_among(acting, acts_of(one for row in touched for one in row["changed_by"]))
    return {
        row["loc"]: Beside(row["state"], said(STANDINGS, row["state"]), causes(row["changed_by"], seen))
        for row in touched
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a clause, from a day on; ``pieces`` against the one before it."""

    version: Version
    since: date | None
    standing: str
    word: str
    causes: Sequence[Cause]
    pieces: Sequence[Piece]
    first: bool


def history(document: Document, loc: str, acting: Acting) -> list[Wording]:
    """The wordings a clause had and will have, the first one first; versions that do not change it are left out."""
    listed = _holding(document)
    rows = {
        row.version_id: row
        for row in Provision.objects.filter(version__in=[version.pk for version in listed], loc=loc).annotate(
            words=Substr("version__text", F("start") + 1, F("end") - F("start"))
        )
    }
    seen = seen_among(acting, acts_of(one for row in rows.values() for one in row.changed_by))
    out, last, known = list[Wording](), None, list[Any]()
    for version in listed:
        row = rows.get(version.pk)
        now = (row.words.strip(), row.state) if row else (None if last is None else ("", GONE))
        if now is None or (last and (now[0].split(), now[1]) == (last[0].split(), last[1])):
            continue
        changed = row.changed_by if row else []
        fresh = causes([one for one in changed if one not in known], seen)
        pieces = compare(last[0], now[0]) if last else (Piece("same", now[0]),)
        word = said(STANDINGS, now[1])
        out.append(Wording(version, version.since, now[1], word, fresh, pieces, first=last is None))
        last, known = now, changed
    return out


def _holding(document: Document) -> list[Version]:
    """The versions that were read, in the order of their days; of several from one day on, the last."""
    by_day: dict[date, Version] = {}
    for version in document.versions.exclude(reader="").defer("text", "reading").order_by("n"):
        by_day[version.since or date.min] = version
    return [by_day[day] for day in sorted(by_day)]
