"""How does a unit stand with a document? Told by its bases and exemptions, kept in one row, read for all units at once.

``marks`` has a line for each way to answer, the clauses in it parted by blanks: planned, issued and done, each in full
and in part; the last line is what does not apply (``*``: all of the document).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from django.db.models import Exists, OuterRef

from thongsuot.documents.models import Document
from thongsuot.programmes.models import Basis, Exemption, ProgrammeItem, Standing
from thongsuot.programmes.rules import Decision, Part, Stage
from thongsuot.units.models import Unit

WAYS = tuple(product((Stage.PLANNED, Stage.ISSUED, Stage.DONE), (Part.FULL, Part.PARTIAL)))
WHOLE = "*"
FEW = 50
"""Units up to which a map asks for theirs alone."""


def keep(unit: Unit, document: Document) -> None:
    """Write down how a unit stands with a document, after a change and in its transaction."""
    Standing.objects.get_or_create(unit=unit, document=document)
    row = Standing.objects.select_for_update().get(unit=unit, document=document)  # from here one after the other
    locs: dict[tuple[int, str], list[str]] = {way: [] for way in WAYS}
    bases = Basis.objects.filter(unit=unit, document=document, stage__gte=Stage.PLANNED)
    for stage, part, loc in bases.values_list("stage", "part", "loc"):
        locs[stage, part].append(loc)
    full = Counter(loc for (_stage, part), held in locs.items() if part == Part.FULL for loc in held)
    approved = Exemption.objects.filter(unit=unit, document=document, state=Decision.APPROVED)
    exempt = [loc or WHOLE for loc in approved.values_list("loc", flat=True)]
    row.marks = "\n".join(" ".join(sorted(set(held))) for held in (*locs.values(), exempt))
    row.twice = " ".join(sorted(loc for loc, n in full.items() if n > 1))
    items = ProgrammeItem.objects.filter(programme__unit=unit, programme__answers=document, kept=True)
    row.loose = items.filter(~Exists(Basis.objects.filter(item=OuterRef("pk")))).count()
    row.save()


def marked(document: Document, units: Sequence[int]) -> Iterator[tuple[int, Iterable[list[str]]]]:
    """The units that answer a document, each with its clauses by ``WAYS``, and last those that do not apply."""
    rows = Standing.objects.filter(document=document)
    if len(units) <= FEW:
        rows = rows.filter(unit__in=units)
    for unit, marks in rows.values_list("unit", "marks"):
        yield unit, map(str.split, marks.split("\n"))
