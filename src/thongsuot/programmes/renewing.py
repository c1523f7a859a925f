"""What does an item rest on after its clause changed? On the words as they stand now, where somebody says it holds."""

from collections.abc import Mapping

from thongsuot.documents.models import Version
from thongsuot.programmes import standing
from thongsuot.programmes.clauses import texts
from thongsuot.programmes.models import Basis, ProgrammeItem


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
