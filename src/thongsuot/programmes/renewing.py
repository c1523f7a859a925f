"""What does an item or exemption rest on after its clause changed? On its words now, where somebody says it holds."""

from collections.abc import Mapping

from thongsuot.documents.models import Version
from thongsuot.programmes import standing
from thongsuot.programmes.clauses import texts
from thongsuot.programmes.models import Basis, Exemption, ProgrammeItem
from thongsuot.programmes.rules import GONE


def renew(item: ProgrammeItem, version: Version, locs: Mapping[str, str]) -> int:
    """Let an item rest on the words of a version: ``locs`` say for each clause where it is to rest from now on.

    Called inside the transaction of whoever decides that it holds, who records that. A clause that is not in the
    version stays as it was; one that the item rests on already is not doubled. Gives how many were renewed.
    """
    rows = {row.loc: row for row in Basis.objects.select_for_update().filter(item=item, document=version.document_id)}
    words = texts(version, locs.values())
    kept = []
    for old, new in locs.items():
        row, found = rows.get(old), words.get(new)
        if row is None or found is None or (new != old and new in rows):
            continue
        row.version, row.loc, row.quote, row.fingerprint = version, new, found.quote, found.fingerprint
        kept.append(row)
    Basis.objects.bulk_update(kept, ["version", "loc", "quote", "fingerprint"])
    if kept:
        standing.keep(item.programme.unit, item.programme.answers)
    return len(kept)


def hold(exemption: Exemption, version: Version, loc: str) -> None:
    """Let an exemption hold for a clause of a version; called as :func:`renew` is.

    It stays as it was where the version has no such clause, or another one of the unit's stands there already.
    """
    row = Exemption.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=exemption.pk)
    found = texts(version, [loc]).get(loc)
    others = Exemption.objects.filter(unit=row.unit, document=row.document, loc=loc).exclude(state__in=GONE)
    if found is None or others.exclude(pk=row.pk).exists():
        return
    row.loc, row.fingerprint = loc, found.fingerprint
    row.revision += 1
    row.save()
    standing.keep(row.unit, row.document)
