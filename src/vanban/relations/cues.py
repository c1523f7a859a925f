"""By which words does a document say what it does to another? The rows of the table ``relations``."""

import re
from functools import cache

from vanban.tables import load


@cache
def cue(kind: str, where: str) -> re.Pattern[str]:
    """The pattern of one row. Titles are read in any case, as they are often printed in capitals.

    >>> bool(cue("based-on", "recital").match("Căn cứ Luật Lưu trữ"))
    True
    """
    row = next(row for row in load("relations")["cue"] if (row["kind"], row["where"]) == (kind, where))
    return re.compile(row["pattern"], re.IGNORECASE if where == "title" else 0)
