"""Which amendments of what something rests on wait to be settled? Told where it is read; nobody decides yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from thongsuot.consolidations.queries import Awaited, awaited
from thongsuot.documents.models import Document
from thongsuot.documents.queries import seen_among
from thongsuot.documents.wording import place_name
from thongsuot.programmes.rules import beneath
from thongsuot.units.access import Acting


@dataclass(frozen=True, slots=True)
class Note:
    """An amendment that waits, as far as the reader may see it: nothing but that it does, where he may not."""

    place: str
    act: Document | None
    url: str


def notes(places: Iterable[tuple[int, str]], acting: Acting) -> dict[tuple[int, str], list[Note]]:
    """For each of some places, a document and a clause of it, the amendments of it that wait; one query where none
    does. An instruction on a clause is told at those inside it and around it; one that names none, everywhere."""
    wanted = set(places)
    rows = awaited({document for document, _loc in wanted}, acting) if wanted else []
    seen = seen_among(acting, [row.document for row in rows]) if rows else set()
    found: dict[tuple[int, str], list[Note]] = {}
    for document, loc in wanted:
        here = [row for row in rows if row.document == document and _touches(row.at, loc)]
        told = dict.fromkeys(_note(row, seen) for row in here)
        if told:
            found[document, loc] = list(told)
    return found


def _touches(at: str, loc: str) -> bool:
    return beneath(loc, at) or beneath(at, loc)


def _note(row: Awaited, seen: set[int]) -> Note:
    if row.document not in seen:
        return Note("", None, "")
    return Note(place_name(row.at), row.act, reverse("consolidation", args=[row.document]))
