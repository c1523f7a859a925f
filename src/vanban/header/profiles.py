"""By which rules of form was a document written? The dated profile that applies to it."""

import datetime as dt
import re

from vanban.tables import load

_YEARED = re.compile(r"\d[/\-](?:19|20)\d{2}[/\-]")


def profile_of(system: str, symbol: str | None, day: dt.date | None) -> str | None:
    """The profile for a system, a kind of use (a year in the symbol is normative) and a day.

    >>> profile_of("state", "30/2020/NĐ-CP", dt.date(2020, 3, 5)), profile_of("party", None, dt.date(2022, 2, 8))
    ('nd34@2016-07-01', 'hd36@2018-04-03')
    """
    if day is None:
        return None
    use = "normative" if symbol and _YEARED.search(symbol) else "administrative"
    for row in load("profiles")["profile"]:
        applies = row["system"] == system and row["use"] in ("any", use)
        if applies and row["valid_from"] <= day and ("valid_to" not in row or day <= row["valid_to"]):
            return str(row["id"])
    return None
