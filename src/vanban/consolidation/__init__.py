"""What does an act say on a day, all its amendments applied? Exactly, or said to be unresolved."""

import datetime as dt
from collections.abc import Sequence

from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.amended import Turn, left, turns_of, turns_of_amended, unread_act
from vanban.consolidation.applying import Bench
from vanban.consolidation.settling import Decisions
from vanban.consolidation.states import read_states
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
    root = grow(original.text.content, original.structure.provisions)
    read_states(root, base, day)
    bench = Bench(root, base, day, decisions)
    waiting = [turn for act in acts for turn in _turns(act, acts, bench, decisions)]
    bench.take([*waiting, *(unread_act(act) for act in acts if act.is_silent_on(base, acts))])
    text, rows = written(bench.root)
    notes = (*original.notes, *bench.notes, *decisions.notes())
    done = tuple(bench.applied), tuple(bench.unresolved)
    return Consolidated(day, text, tuple(rows), *done, notes, decisions.idle, bench.until)


def _turns(act: Act, acts: Sequence[Act], bench: Bench, decisions: Decisions) -> list[Turn]:
    """What an amending act orders, as later acts have changed it by the day."""
    later = [other for other in acts if other.made > act.made and other.changes(act, bench.day)]
    if not later:
        return turns_of(act, bench.base)
    result = consolidate(act.document, [other.document for other in later], bench.day, decisions.given)
    decisions.lent(result.idle)
    bench.unresolved += left(act, result, bench.base)
    return turns_of_amended(act, Act(parse(result.text)), result, later, bench.base)
