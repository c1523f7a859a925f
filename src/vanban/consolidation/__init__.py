"""What does an act say on a day, all its amendments applied? Exactly, or said to be unresolved."""

import datetime as dt
from collections.abc import Sequence

from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.applying import Bench
from vanban.consolidation.units import grow, written
from vanban.consolidation.values import Applied, Change, Consolidated, Standing, State, Unresolved
from vanban.model import Document
from vanban.parsing import parse

__all__ = ["Applied", "Change", "Consolidated", "Standing", "State", "Unresolved", "consolidate"]


def consolidate(original: Document, amending: Sequence[Document], as_of: dt.date | None = None) -> Consolidated:
    """Apply amending acts, in any order, to an original, as of a day (the latest commencement where none is given).

    Every instruction that concerns the original is in ``applied`` or in ``unresolved``; nothing is guessed.

    >>> one = parse("Điều 1. Tên\\n1. Một.\\n2. Hai.")
    >>> consolidate(one, []).text == one.text.content
    True
    """
    base = Act(original)
    acts = distinct([Act(document) for document in amending])
    day = as_of or max((act.since for act in acts if act.since), default=base.since)
    acts = [_amended(act, [other for other in acts if other is not act], day) for act in acts]
    root = grow(original.text.content, original.structure.provisions)
    bench = Bench(root, base, day)
    for act in acts:
        bench.take(act, already=bool(act.names & base.within))
    if base.since is not None and day is not None and day < base.since:
        for unit in root.walk():
            unit.state = State.NOT_YET
    text, rows = written(root)
    return Consolidated(
        day, text, tuple(rows), tuple(bench.applied), tuple(bench.unresolved), (*original.notes, *bench.notes)
    )


def _amended(act: Act, others: Sequence[Act], day: dt.date | None) -> Act:
    """An amending act as later acts have changed it by that day."""
    later = [
        other
        for other in others
        if other.order > act.order and other.instructions(act.names) and (day is None or (other.since or day) <= day)
    ]
    if not later:
        return act
    return Act(parse(consolidate(act.document, [other.document for other in later], day).text))
