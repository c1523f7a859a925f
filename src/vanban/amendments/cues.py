"""By which words is an instruction told? Verbs and the words around them, from the table ``amendments``."""

import re
from functools import cache
from typing import Literal, cast

from vanban.tables import load

Does = Literal["change", "add", "repeal", "exchange", "rename", "move", "correct", "suspend", "extend"]


@cache
def verbs() -> dict[str, Does]:
    """What each verb does, longest words first.

    >>> verbs()["bãi bỏ"]
    'repeal'
    """
    pairs = [(word, cast("Does", row["does"])) for row in load("amendments")["verb"] for word in row["words"]]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def verb_pattern() -> re.Pattern[str]:
    """Any verb as a whole word, in a text in lower case."""
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in verbs())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def folded(text: str) -> str:
    """A text in lower case of the same length, so that places in it are places in the text.

    >>> folded("BÃI BỎ")
    'bãi bỏ'
    """
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def does(printed: str) -> Does:
    """What a printed verb does.

    >>> does("BÃI  BỎ")
    'repeal'
    """
    return verbs()[" ".join(printed.lower().split())]


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of one row, in any case.

    >>> bool(cue("lead").search("Sửa đổi đoạn mở đầu "))
    True
    """
    row = next(row for row in load("amendments")["cue"] if row["name"] == name)
    return re.compile(row["pattern"].replace(" ", r"\s+"), re.IGNORECASE)
