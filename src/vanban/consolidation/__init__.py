"""What does an act say on a day, all its amendments applied? Exactly, or said to be unresolved."""

import datetime as dt
from collections.abc import Sequence

from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.applying import Bench
from vanban.consolidation.settling import Decisions
from vanban.consolidation.units import grow, written
from vanban.consolidation.values import Applied, Change, Consolidated, Settled, Standing, State, Touch, Unresolved
from vanban.model import Document
from vanban.parsing import parse

__all__ = [
    "Applied", "Change", "Consolidated", "Settled", "Standing", "State", "Touch", "Unresolved", "consolidate",
]  # fmt: skip


def consolidate(
    original: Document, amending: Sequence[Document], as_of: dt.date | None = None, settled: Sequence[Settled] = ()
) -> Consolidated:
    """Apply amending acts, in any order, to an original, as of a day (the latest commencement where none is given).

    Every instruction that concerns the original is in ``applied`` or in ``unresolved``; nothing is guessed. What
    people decided for those that stayed unresolved is ``settled``.

    >>> one = parse("Điều 1. Tên\\n1. Một.\\n2. Hai.")
    >>> consolidate(one, []).text == one.text.content
    True
    """
    base, decisions = Act(original), Decisions(settled)
    acts = distinct([Act(document) for document in amending])
    day = as_of or max((act.since for act in acts if act.since), default=base.since)
    bench = Bench(grow(original.text.content, original.structure.provisions), base, day, decisions)
    bench.await_commencement()
    now = []
    for act in acts:
        amended = _amended(act, acts, day, decisions)
        if amended is not None:
            bench.told_of(act, amended)
        now.append(Act(parse(amended.text)) if amended else act)
    bench.take(now)
    text, rows = written(bench.root)
    notes = (*original.notes, *bench.notes, *decisions.notes())
    done = tuple(bench.applied), tuple(bench.unresolved)
    return Consolidated(day, text, tuple(rows), *done, notes, decisions.idle, bench.until)


def _amended(act: Act, acts: Sequence[Act], day: dt.date | None, decisions: Decisions) -> Consolidated | None:
    """An amending act as later acts have changed it by that day; None where none has."""
    later = [other for other in acts if other.order > act.order and other.changes(act, day)]
    if not later:
        return None
    result = consolidate(act.document, [other.document for other in later], day, decisions.given)
    decisions.lent(result.idle)
    return result
