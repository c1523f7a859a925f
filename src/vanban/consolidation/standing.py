"""Where does a new provision stand? Behind or before the one named, else by its number; never where nobody said."""

import re
from collections.abc import Mapping

from vanban.consolidation.paragraphs import refuse_trailing
from vanban.consolidation.quoted import Wording
from vanban.consolidation.structural import Unsettled, agree, labelled, order, rank, refuse_double, refuse_strays
from vanban.consolidation.units import ROOT, Unit, parted
from vanban.consolidation.values import State
from vanban.model import Amendment, Level

_UNCLEAR = "Chưa rõ đơn vị được bổ sung đứng ở đâu."
_LAST = "LAST"
_FRONT = re.compile(r"\bvào (?:phía )?trước (điều|khoản|điểm) (\d+[a-zđ]?|[a-zđ]\d*)(?!\w)", re.IGNORECASE)


def stand(find: Mapping[str, Unit], row: Amendment, words: str, new: Wording) -> Unit:
    """Put a new provision where an instruction, in these words, says; the unit as it stands there."""
    front = _front(find, row.at, words)
    anchor = find.get(row.after) if row.after and row.after != _LAST else None
    if row.after and row.after != _LAST and anchor is None:
        raise Unsettled(f"Văn bản không có {row.after} để đặt đơn vị mới vào sau.")
    beside = front or anchor
    holder = beside.above if beside is not None else find.get(parted(row.at)[0] or ROOT)
    if holder is None:
        raise Unsettled(f"Văn bản không có đơn vị chứa {row.at}.")
    if holder.state == State.REPEALED:
        raise Unsettled(f"{holder.loc} đã được bãi bỏ.")
    named = new.named(row.at)
    fresh = named or labelled(row.at, new)
    if holder.loc == ROOT and rank(fresh.level) > rank(Level.ARTICLE) and _has_articles(holder):
        raise Unsettled(f"Lời lệnh không nói {row.at} thuộc điều nào.")
    if named is not None:
        refuse_strays(named, new)
    refuse_double(find, (unit for unit in fresh.walk() if unit is not fresh), row.at)
    if beside is None and holder.loc == ROOT and fresh.level == Level.ARTICLE:
        holder, anchor, front = _among_articles(holder, fresh, words)
    refuse_elsewhere(holder, words, row.after or row.at)
    agree(fresh, new, holder)
    if front is None:
        anchor = _last_like(holder, fresh, anchor) if anchor is not None else _before(holder, fresh)
    mates = [unit for unit in holder.below if unit.level == fresh.level]
    at = mates.index(front) if front in mates else mates.index(anchor) + 1 if anchor in mates else len(mates)
    if anchor in mates or front in mates:
        _refuse_disorder(fresh, mates[:at], mates[at:])
    if anchor is not None:
        refuse_trailing(anchor)
    if front is not None:
        holder.add_before(fresh, front)
    else:
        holder.add(fresh, anchor)
    return fresh


def _has_articles(root: Unit) -> bool:
    return any(unit.level == Level.ARTICLE for unit in root.walk())


def _front(find: Mapping[str, Unit], at: str, words: str) -> Unit | None:
    """The provision before which a new one comes, where the words say so."""
    told = _FRONT.search(words)
    if told is None:
        return None
    letter = {"điều": "D", "khoản": "K", "điểm": "P"}[told[1].casefold()]
    head = parted(at)[0]
    loc = f"{head}.{letter}{told[2]}" if letter != "D" and head else f"{letter}{told[2]}"
    if loc not in find:
        raise Unsettled(f"Văn bản không có {loc} để đặt đơn vị mới vào trước.")
    return find[loc]


def _among_articles(root: Unit, fresh: Unit, words: str) -> tuple[Unit, Unit | None, Unit | None]:
    """Where an article stands of which only the number is told, and perhaps the chapter."""
    articles = [unit for unit in root.walk() if unit.level == Level.ARTICLE and unit.loc.startswith("D")]
    last = max((i for i, unit in enumerate(articles) if order(unit.number) < order(fresh.number)), default=-1)
    before = articles[last] if last >= 0 else None
    behind = articles[last + 1] if last + 1 < len(articles) else None
    if before is None or before.above is None:
        raise Unsettled(_UNCLEAR)
    if behind is None or behind.above is before.above:
        return before.above, before, None
    if _holds(before.above, words):
        return before.above, before, None
    if behind.above is not None and _holds(behind.above, words):
        return behind.above, None, behind
    raise Unsettled(_UNCLEAR)


_INTO = re.compile(r"\bvào (?:cuối |đầu )?(chương|mục) ([IVXLC]+[a-z]?|\d+[a-z]?)\b", re.IGNORECASE)


def _holds(holder: Unit, words: str) -> bool:
    """Whether a chapter or section is the one that an instruction names, or stands in it."""
    named = _INTO.search(words)
    return named is not None and f"{named[1][0].upper()}{named[2]}" in _around(holder)


def _around(holder: Unit) -> list[str]:
    above: list[str] = []
    unit: Unit | None = holder
    while unit is not None:
        above.append(parted(unit.loc)[1])
        unit = unit.above
    return above


def refuse_elsewhere(holder: Unit, words: str, at: str) -> None:
    """A chapter or section that an instruction names must be the one that the new provision comes into."""
    named = _INTO.search(words)
    if named and f"{named[1][0].upper()}{named[2]}" not in _around(holder):
        raise Unsettled(f"{at} không nằm ở {named[1]} {named[2]}; chưa rõ đơn vị mới đứng ở đâu.")


_NUMBERED = (Level.ARTICLE, Level.CLAUSE, Level.POINT)


def _refuse_disorder(fresh: Unit, before: list[Unit], behind: list[Unit]) -> None:
    """A number that does not stand between those beside it says another place than the words do."""
    mine = order(fresh.number)
    if fresh.level in _NUMBERED and (
        (before and mine <= order(before[-1].number)) or (behind and mine >= order(behind[0].number))
    ):
        raise Unsettled(f"Số {fresh.number} không nằm giữa các số ở chỗ được nêu; chưa rõ đơn vị mới đứng ở đâu.")


def _last_like(holder: Unit, fresh: Unit, anchor: Unit) -> Unit:
    """The last unit behind which it comes: 5a and 5b both stand behind 5, in the order of their numbers."""
    mates = [unit for unit in holder.below if unit.level == anchor.level]
    inserted = re.compile(re.escape(anchor.number) + (r"\d+" if anchor.number[-1:].islower() else r"[a-zđ]\d*"))
    if anchor.level != fresh.level or not inserted.fullmatch(fresh.number):
        return anchor
    for unit in mates[mates.index(anchor) + 1 :]:
        if not inserted.fullmatch(unit.number) or order(unit.number) > order(fresh.number):
            break
        anchor = unit
    return anchor


_BODIES = (Level.ARTICLE, Level.CLAUSE, Level.POINT)


def _before(holder: Unit, fresh: Unit) -> Unit | None:
    """The last of the holder's units of that rank whose number is smaller."""
    mates = [unit for unit in holder.below if unit.level == fresh.level]
    if not mates and holder.level in _BODIES and not holder.lead().rstrip().endswith(":"):
        raise Unsettled(_UNCLEAR)
    smaller = [unit for unit in mates if order(unit.number) < order(fresh.number)]
    if mates and not smaller:
        raise Unsettled(_UNCLEAR)
    return smaller[-1] if smaller else None
