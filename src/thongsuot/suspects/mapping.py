"""Where did the clauses of a replaced document go? Proposed once, then said by a person row by row."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.models import Version
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.suspects import access
from thongsuot.suspects.matching import Part, matched
from thongsuot.suspects.models import Change, Mapped, Suspect
from thongsuot.suspects.rules import unnumbered
from thongsuot.units.access import Acting

LEVELS = ("part", "chapter", "section", "article", "roman", "clause", "point")


def propose(change: Change) -> Mapping[str, str]:
    """Rows for all clauses of the old text, each with the clause that is proposed for it; gives what was proposed."""
    if change.before is None or change.after is None:
        return {}
    pairs = matched(parts(change.before), parts(change.after))
    rows = [
        Mapped(change=change, order=n, old=pair.old, new=pair.new, proposed=pair.new, likeness=pair.likeness)
        for n, pair in enumerate(pairs)
    ]
    Mapped.objects.bulk_create(rows, batch_size=1000)
    return {pair.old: pair.new for pair in pairs}


def parts(version: Version) -> list[Part]:
    """The clauses of a version as they are compared."""
    return [
        Part(row.loc, row.level, row.number, row.heading, unnumbered(version.text[row.start : row.end], row.number))
        for row in version.provisions.order_by("index")
    ]


def confirm(change: Change, said: Mapping[int, str], seen: Mapping[int, int], *, by: Acting) -> int:
    """What a person says of rows, by key: where each clause went, empty for nowhere. Gives how many rows."""
    if not access.may_map(by, change):
        raise Forbidden
    with writing(by):
        rows = list(Mapped.objects.select_for_update().filter(change=change, pk__in=said))
        known = set(change.after.provisions.values_list("loc", flat=True)) if change.after else set()
        for row in rows:
            if row.revision != seen.get(row.pk):
                raise Stale
            if said[row.pk] and said[row.pk] not in known:
                raise Problem(_("The new document has no such clause. Choose one of the list."))
        told = _say(change, rows, said, by)
        if told:
            also = f"document:{change.successor_id}"
            after = {"change": change.pk, "rows": told}
            record("mapping-confirmed", f"document:{change.document_id}", also=also, after=after)
    return len(rows)


def _say(change: Change, rows: list[Mapped], said: Mapping[int, str], by: Acting) -> dict[str, str]:
    told = {}
    for row in rows:
        moved = row.new != said[row.pk]
        row.new, row.said_by, row.said_at = said[row.pk], by.user, timezone.now()
        row.revision += 1
        told[row.old] = row.new
        if moved:
            Suspect.objects.filter(change=change, loc=row.old).update(to=row.new)
    Mapped.objects.bulk_update(rows, ["new", "said_by", "said_at", "revision"], batch_size=500)
    return told
