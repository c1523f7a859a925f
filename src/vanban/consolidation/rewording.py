"""What does an instruction on a phrase do? It is put, taken out or added wherever it stands in the place named."""

from collections.abc import Callable, Sequence

from vanban.consolidation import phrases
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment


def reword(
    unit: Unit | None, places: Sequence[tuple[Unit, int, str]], row: Amendment, change: Change, rewritten: bool
) -> list[Touch]:
    """Exchange a phrase in the pieces of a provision (none: of the text); what that touched.

    Nothing where the act itself has just written the provision anew, or where the new phrase stands there already.
    """
    old = row.old or ""
    if not old:
        raise Unsettled("Lệnh không nêu cụm từ cũ.")
    where = phrases.exchange(places, old, "" if row.op == "delete_phrase" else _result(row), _writer(row))
    if not where:
        if rewritten or any(phrases.found(part, _result(row)) for _unit, _i, part in places if row.new):
            return []
        raise Unsettled(f"Không thấy cụm từ “{old}” ở {row.at}.")
    if row.op == "delete_phrase":
        _tidy(where)
    _headings(where)
    for each in {id(one): one for one in ([unit] if unit else where)}.values():
        each.changes.append(change)
    return [
        Touch(row.at if each.loc == ROOT else each.loc, *(_printed(each, i, words) for words in (part, now)))
        for each, i, part in places
        if isinstance(now := each.parts[i], str) and now != part
    ]


def _printed(unit: Unit, i: int, words: str) -> str:
    return ("" if i else unit.label) + words.rstrip("\n")


def append(unit: Unit | None, new: str, change: Change) -> Touch:
    """A phrase at the end of a provision's own words, before its closing sign."""
    if unit is None or unit.below:
        raise Unsettled("Chưa rõ cụm từ đứng ở đâu.")
    before = unit.words()
    words = "".join(part for part in unit.parts if isinstance(part, str))
    body = words.rstrip()
    sign = body[-1] if body[-1:] in ".;:" else ""
    unit.parts = [f"{body.removesuffix(sign)} {new}{sign}{words[len(body) :]}"]
    unit.changes.append(change)
    return Touch(unit.loc, before, unit.words())


def _result(row: Amendment) -> str:
    """What stands there once an instruction on a phrase was carried out."""
    if row.op == "insert_phrase":
        before = row.to == "before"
        gap = phrases.joint(row.old or "", row.new or "", before)
        return f"{row.new}{gap}{row.old}" if before else f"{row.old}{gap}{row.new}"
    return row.new or ""


def _writer(row: Amendment) -> Callable[[str], str]:
    new = row.new or ""
    if row.op == "delete_phrase":
        return lambda there: _GONE
    if row.op == "insert_phrase":
        before = row.to == "before"
        gap = phrases.joint(row.old or "", new, before)
        return lambda there: (
            f"{phrases.loud(there, new)}{gap}{there}" if before else f"{there}{gap}{phrases.loud(there, new)}"
        )
    return lambda there: phrases.like(there, new)


_GONE = "\0"
"""Stands for a phrase that was taken out, until the spaces around it are mended."""


def _tidy(units: Sequence[Unit]) -> None:
    for unit in units:
        for i, part in enumerate(unit.parts):
            while isinstance(part, str) and (at := part.find(_GONE)) >= 0:
                part = phrases.without(part, at, at + 1)
                unit.parts[i] = part


def _headings(units: Sequence[Unit]) -> None:
    """A heading is read from its line again where a phrase in it changed."""
    for unit in units:
        lead = unit.lead().strip()
        if unit.heading and not lead.startswith(unit.heading):
            unit.heading = lead.split("\n")[0].strip()
