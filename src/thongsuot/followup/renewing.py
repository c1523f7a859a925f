"""What does a duty rest on after its clause changed? On the words as they stand now, where somebody says it holds."""

from thongsuot.documents.models import Version
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.programmes.clauses import texts


def renew(held: Assignment, version: Version, loc: str) -> bool:
    """Let a duty rest on a clause's words in a version. Within the transaction of whoever decides that it holds."""
    found = texts(version, [loc]).get(loc)
    if found is None:
        return False
    held.version, held.loc, held.quote, held.fingerprint = version, loc, found.quote, found.fingerprint
    held.save(update_fields=["version", "loc", "quote", "fingerprint"])
    return True


def follow(row: Recurrence, loc: str) -> None:
    """Let the turns of a regular duty rest on another clause of the same document from now on."""
    row.loc = loc
    row.save(update_fields=["loc"])
