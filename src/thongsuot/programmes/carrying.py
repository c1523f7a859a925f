"""When is a clause done? What follows up an issued item says that it is confirmed, or no longer so."""

from thongsuot.programmes import standing
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.programmes.rules import Stage


def finish(item: ProgrammeItem, done: bool) -> None:
    """All that an issued item was assigned for is confirmed, or is open again: coverage counts its clauses so.

    Called inside the transaction of whoever confirms or reopens, who records that. Of an item that was not issued
    nothing is finished.
    """
    before, after = (Stage.ISSUED, Stage.DONE) if done else (Stage.DONE, Stage.ISSUED)
    programme = item.programme
    if item.bases.filter(stage=before).update(stage=after):
        standing.keep(programme.unit, programme.answers)
