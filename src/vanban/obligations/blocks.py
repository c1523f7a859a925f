"""Which line of a task block is this? “Đơn vị chủ trì: …”, “Thời gian: …” under the act they belong to."""

import re
from dataclasses import dataclass
from functools import cache

from vanban.obligations.lexicon import duties

_LABELLED = re.compile(r"([^\W\d_][^:;.\n]{2,60}?)\s*(?:\([^)]{0,40}\)\s*)?:\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A line's role in its block (lead, partners, deadline, product, task) and where its entry begins."""

    role: str
    entry: int


def read_label(low: str) -> Label | None:
    """The role of a line that begins with a block label; ``low`` is in lower case.

    >>> read_label("cơ quan chủ trì: sở nội vụ")
    Label(role='lead', entry=17)
    """
    found = _LABELLED.match(low)
    if not found:
        return None
    role = next((role for role, pattern in _roles() if pattern.fullmatch(found[1])), None)
    return Label(role, found.end()) if role else None


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    block = duties()["block"]
    return tuple((role, re.compile(block[role])) for role in ("partners", "lead", "deadline", "product", "task"))
