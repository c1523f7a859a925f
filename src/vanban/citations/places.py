"""Where does “khoản 2 Điều này” lead? Paths to locs, by the provision or the new wording around them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from vanban.amending import Scope
from vanban.citations.locators import RANK
from vanban.citations.mention import Path
from vanban.model import Level, Structure

_STEP = re.compile(r"PL|MS|TM|Ph|[CMDKPTG]")
_DOT = re.compile(r"\.(?=(?:PL|MS|TM|Ph|[CMDKPTG])[\dIVXLCa-zđA-H(])")
_LABEL = re.compile(
    r"(?:^|\n)[\s“\"]*(?:Điều\s+(\d+[a-zđ]?\d*)\s*[.:]|(\d{1,3}[a-zđ]?\d*)\s*\.(?!\d)|([a-zđ]\d*)\s*\))"
)
_ABOVE_ARTICLES = {"Ph": Level.PART, "C": Level.CHAPTER, "M": Level.SECTION, "TM": Level.SUBSECTION}
_CODES = ("", "D", "K", "P")


def steps_of(loc: str) -> list[str]:
    """A loc's steps.

    >>> steps_of("PL1.D26.K2.Pa.16")
    ['PL1', 'D26', 'K2', 'Pa.16']
    """
    return _DOT.split(loc) if loc else []


def code_of(step: str) -> str:
    """The level letters of a step.

    >>> code_of("PhI"), code_of("Ph")
    ('Ph', 'P')
    """
    found = _STEP.match(step)
    code = found.group() if found else ""
    return "P" if code == "Ph" and len(step) == 2 else code


def rank_of(step: str) -> int:
    """How large a step's unit is.

    >>> rank_of("D5") > rank_of("K2")
    True
    """
    return RANK.get(code_of(step), 0)


def settle_path(path: Path, around: list[str]) -> str | None:
    """The loc of a path whose “này” steps and missing larger steps stand in ``around``, the enclosing steps.

    >>> settle_path(("D*", "K2"), ["D7", "K1", "Pa"])
    'D7.K2'
    >>> settle_path(("Pa",), ["D7", "K1", "Pb"])
    'D7.K1.Pa'
    """
    if not path:
        return None
    code = code_of(path[0])
    if path[0].endswith("*"):
        above = _upto(around, code)
        return ".".join([*above, *path[1:]]) if above else None
    return ".".join([*_above(around, code), *path])


def _upto(around: list[str], code: str) -> list[str]:
    """The enclosing steps down to the one of this level."""
    for i, step in enumerate(around):
        if code_of(step) == code:
            return around[: i + 1]
    return []


def _above(around: list[str], code: str) -> list[str]:
    """The enclosing steps that a bare “khoản 1” or “điểm a” stands in; none above an article."""
    if code not in ("K", "P", "T", "G"):
        return []
    kept = [step for step in around if RANK.get(code_of(step), 99) > RANK[code]]
    return kept if any(code_of(step) in ("D", "K", "M") for step in kept) else []


def around_in(structure: Structure, position: int, code: str = "") -> list[str]:
    """The steps of the provision around ``position``; of the one of level ``code`` where a loc leaves it out."""
    i = structure.index_at(position)
    while i >= 0 and code in _ABOVE_ARTICLES and structure.provisions[i].level is not _ABOVE_ARTICLES[code]:
        i = structure.provisions[i].parent
    return steps_of(re.sub(r"~\d+", "", structure.provisions[i].loc)) if i >= 0 else []


@dataclass(frozen=True, slots=True)
class Labels:
    """The numbers that open lines of a stretch of new wording: where each ends, its level and itself."""

    ends: tuple[int, ...]
    steps: tuple[str, ...]


def labels_in(text: str, scope: Scope) -> Labels:
    """The labels of a stretch of new wording, read once."""
    found = [
        (m.end(), _CODES[m.lastindex or 0] + m.group(m.lastindex or 0))
        for m in _LABEL.finditer(text, scope.start, scope.end)
    ]
    return Labels(tuple(end for end, _ in found), tuple(step for _, step in found))


def around_in_quote(labels: Labels, scope: Scope, position: int) -> list[str]:
    """The steps around ``position`` inside new wording: its own labels first, then the place being written."""
    base = steps_of(scope.base)
    own: list[str] = []  # smallest first
    for i in range(bisect_right(labels.ends, position) - 1, -1, -1):
        step = labels.steps[i]
        if not own or RANK[step[0]] > RANK[own[-1][0]]:
            own.append(step)
        if step[0] == "D":
            return own[::-1]
    if not own:
        return base
    return [*(step for step in base if RANK.get(code_of(step), 0) > RANK[own[-1][0]]), *own[::-1]]
