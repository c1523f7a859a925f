"""Which provisions of a text are repealed already, which do not hold yet?"""

import datetime as dt

from vanban.consolidation.acts import Act
from vanban.consolidation.structural import is_repealed
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import State


def read_states(root: Unit, base: Act, day: dt.date | None) -> None:
    """Tell the provisions that are repealed, and those that do not hold yet: all, or by a day of their own."""
    for unit in root.walk():
        if not unit.below and is_repealed(unit):
            unit.state = State.REPEALED
            continue
        told = base.day_of(None if unit.loc == ROOT else unit.loc)
        begun = any(first <= day for first, _behind in told.parted) if day else True
        if told.since is not None and day is not None and told.since > day and not begun:
            unit.state = State.NOT_YET
