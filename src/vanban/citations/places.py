"""Where does “khoản 2 Điều này” lead? Paths to locs, by the provision or the new wording around them."""

import re

from vanban.amending import Scope
from vanban.citations.locators import RANK
from vanban.citations.mention import Path
from vanban.model import Structure

_STEP = re.compile(r"PL|MS|TM|Ph|[CMDKPTG]")
_DOT = re.compile(r"\.(?=(?:PL|MS|TM|Ph|[CMDKPTG])[\dIVXLCa-zđA-H(])")
_ARTICLE = re.compile(r"(?:^|\n)[\s“\"]*Điều\s+(\d+[a-zđ]?\d*)\s*[.:]")
_CLAUSE = re.compile(r"(?:^|\n)[\s“\"]*(\d{1,3}[a-zđ]?\d*)\s*\.(?!\d)")
_POINT = re.compile(r"(?:^|\n)[\s“\"]*([a-zđ]\d*)\s*\)")


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


def around_in(structure: Structure, position: int) -> list[str]:
    """The steps of the provision around ``position``."""
    provision = structure.at(position)
    return steps_of(re.sub(r"~\d+", "", provision.loc)) if provision else []


def around_in_quote(text: str, scope: Scope, position: int) -> list[str]:
    """The steps around ``position`` inside new wording: its own labels first, then the place being written."""
    base = steps_of(scope.base)
    written = text[scope.start : position]
    article = _last(_ARTICLE, written)
    rest = written[article[1] :] if article else written
    clause = _last(_CLAUSE, rest)
    tail = rest[clause[1] :] if clause else rest
    point = _last(_POINT, tail)
    steps = [f"D{article[0]}"] if article else _upto(base, "D")
    if clause:
        steps = [*steps, f"K{clause[0]}"]
    elif not article:
        steps = _upto(base, "K") or steps
    if point:
        return [*steps, f"P{point[0]}"]
    return base if base[: len(steps)] == steps and not clause and not article else steps


def _last(pattern: re.Pattern[str], text: str) -> tuple[str, int] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return (found.group(1), found.end()) if found else None
