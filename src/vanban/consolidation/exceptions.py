"""What does an exception spare? The provisions that it names exactly; prose is left to people."""

import re
from collections.abc import Mapping, Sequence

from vanban.amendments.places import between, complete, read_chains
from vanban.consolidation import structural
from vanban.consolidation.annexes import form_at
from vanban.consolidation.days import EXCEPT, SPOKEN, excepts, is_bare
from vanban.consolidation.paragraphs import refuse_trailing
from vanban.consolidation.rewording import Places, spoken_of
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import ROOT, Unit, steps_of
from vanban.consolidation.values import Change
from vanban.model import Amendment, Level

_PROSE = "Lệnh có ngoại lệ; cần người quyết định phần nào còn giữ."
_CASES = re.compile(r"\btrường hợp\b", re.IGNORECASE)  # of what happens, not of where words stand
_THIS = re.compile(r"\b(?:Điều|khoản|điểm|Chương|Mục|Phụ lục) này\b", re.IGNORECASE)


def repeal_but(
    find: Mapping[str, Unit], words: str, row: Amendment, mates: Sequence[Amendment], unit: Unit, change: Change
) -> None:
    """Repeal all that is in a provision but what an instruction, in these words, takes out by its numbers.

    ``mates`` are the orders of the same words. The number and title of what holds a part that stays, stay too.
    """
    before, told, _rest = _cut(words)
    if before.endswith("(") and not _names_articles(told):
        mates = [one for one in mates if one.at == _before(before, row)]
        if row not in mates:
            structural.repeal(unit, change)
            return
    kept = _named(find, told, row, mates)
    holders = {id(each) for one in kept for each in _up(one)}
    mine = [one for one in kept if unit in _up(one)]
    if unit in kept:
        raise Unsettled(_PROSE)
    if not mine:
        structural.repeal(unit, change)
        return
    if any(each.loc.startswith(f"{unit.loc}.") and _spoken(each) for each in _inner(mine, unit)) or _spoken(unit):
        raise Unsettled("Phần lời văn nằm ngoài các đơn vị có số; chưa rõ có còn giữ theo ngoại lệ không.")
    _repeal(unit, {id(one) for one in mine}, holders, change)


def but(
    find: Mapping[str, Unit], words: str, row: Amendment, mates: Sequence[Amendment], places: Places
) -> tuple[str, Places]:
    """The words of an instruction on a phrase without its exception, and the pieces that this leaves: all but those of
    the provisions that it names."""
    words = SPOKEN.sub(lambda hit: f"“{' ' * (len(hit[0]) - 2)}”", spoken := spoken_of(row, words))
    if not excepts(words):
        return spoken, places
    before, told, rest = _cut(words)
    mates = [one for one in mates if one.old == row.old]
    if before.endswith("(") and not _names_articles(told):
        mates = [one for one in mates if one.at in (_before(before, row), ROOT)]
        if row not in mates:
            return spoken[: len(before)] + rest, places
    if _CASES.search(told):
        raise Unsettled(_PROSE)
    kept = _named(find, told, row, mates)
    for one in kept:
        refuse_trailing(one)
    spared = {each for one in kept for each in one.walk()}
    left = [piece for piece in places if piece[0] not in spared]
    if len(left) == len(places) and len(mates) == 1:
        raise Unsettled(_PROSE)
    return spoken[: len(before)].rstrip(" ,(") + rest, left


def _cut(words: str) -> tuple[str, str, str]:
    """What stands before an exception, its words, and what stands behind its brackets."""
    found = EXCEPT.search(words)
    assert found is not None
    before, told, rest = words[: found.start()].rstrip(), words[found.end() :], ""
    if before.endswith("("):
        told, bracket, rest = told.partition(")")
        if not bracket or EXCEPT.search(rest):
            raise Unsettled(_PROSE)
    return before, told, rest


def _before(words: str, row: Amendment) -> str:
    """The last place that is named in these words."""
    chains = read_chains(words)
    places = [place for some in complete(chains, steps_of(row.at)[:-1], [0] * len(chains)) for place in some]
    return places[-1].loc if places else ""


def _names_articles(words: str) -> bool:
    """Whether each place of an exception names its article: it may be of any article before it."""
    return all(chain.tokens and chain.tokens[-1].code == "D" for chain in read_chains(words))


def _inner(kept: Sequence[Unit], unit: Unit) -> list[Unit]:
    return [each for one in kept for each in _up(one)[1:] if each is not unit and unit in _up(each)]


def _spoken(unit: Unit) -> bool:
    """Whether it has words that are neither its title nor the lead-in of what is below; an annex has a long title."""
    if unit.level == Level.ANNEX:
        return False
    lead = unit.lead().strip()
    lead = lead.removeprefix(unit.heading).strip()
    behind = "".join(part for part in unit.parts[1:] if isinstance(part, str)).strip()
    return bool(behind) or (bool(lead) and not lead.endswith(":"))


def _repeal(unit: Unit, kept: set[int], holders: set[int], change: Change) -> None:
    for child in unit.below:
        if id(child) in kept:
            continue
        if id(child) in holders:
            _repeal(child, kept, holders, change)
        else:
            structural.repeal(child, change)
    unit.changes.append(change)


def _up(unit: Unit) -> list[Unit]:
    """It and all that hold it."""
    found, each = [], unit
    while each.above is not None:
        found.append(each)
        each = each.above
    return found


def _named(find: Mapping[str, Unit], words: str, row: Amendment, mates: Sequence[Amendment]) -> list[Unit]:
    """The provisions that an exception names; each must be in one of those that the instruction repeals."""
    words = _THIS.sub(lambda hit: " " * len(hit[0]), words)
    chains = read_chains(words)
    base = steps_of(row.at)
    places = [place for some in complete(chains, base, [0] * len(chains)) for place in some]
    if not places or not is_bare(between(words, chains)) or any(place.part or not place.settled for place in places):
        raise Unsettled(_PROSE)
    aims = [one.at for one in mates]
    alone = _names_articles(words) or len(aims) == 1
    found = []
    for place in places:
        unit = find.get(place.loc) or form_at(find, place.loc)
        inside = [aim for aim in aims if unit is not None and (aim == ROOT or find.get(aim) in _up(unit))]
        if unit is None or not inside or not alone:
            raise Unsettled(_PROSE)
        found.append(unit)
    return found
