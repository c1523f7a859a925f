"""Which provision is meant where an instruction calls its level otherwise: “tiết b điểm 2.5”, “điểm 2 Mục I”?"""

from collections.abc import Mapping
from dataclasses import replace

from vanban.consolidation.days import excepts
from vanban.consolidation.units import Unit, parted, steps_of
from vanban.model import Amendment

_BELOW = frozenset({"K", "P", "T", "M", "TM"})  # below an article, or a section without articles, names differ
_LAST = "LAST"


def called(find: Mapping[str, Unit], row: Amendment, words: str) -> Amendment:
    """The same instruction by the places that the text has, where exactly one can be meant; else as it is."""
    told = words[: row.new_text.start - row.start] if row.new_text else words
    if excepts(told) or row.op in ("renumber", "replace_annex", "insert_annex"):
        return row
    if row.op == "insert":
        at = _new(find, row.at)
        after = row.after if row.after in (None, _LAST) else _there(find, row.after)
        return row if (at, after) == (row.at, row.after) else replace(row, at=at, after=after)
    bare = row.at.removesuffix(".TITLE")
    found = _there(find, bare)
    return row if found == bare else replace(row, at=found + row.at[len(bare) :])


def _there(find: Mapping[str, Unit], loc: str) -> str:
    """The place that the text has for a path; the path itself where it has none, or several."""
    if loc in find:
        return loc
    steps = steps_of(loc)
    if len(steps) < 2 or steps[0][0] == "PL" or any(code not in _BELOW | {"G"} for code, _number in steps[1:]):
        return loc
    holder = find.get("".join(steps[0])) or (find.get(f"M{steps[0][1]}") if steps[0][0] == "Ph" else None)
    for step in steps[1:]:
        holder = _child(holder, *step) if holder is not None else None
    return holder.loc if holder is not None and f"{holder.loc}~2" not in find else loc


def _child(holder: Unit, code: str, number: str) -> Unit | None:
    """The unit of this number in another: by its name, else the only one; “2.5” may leave out the “2” that holds it."""
    if code == "G":
        return next((unit for unit in holder.below if parted(unit.loc)[1] == f"G{number}"), None)
    mates = [unit for unit in holder.below if unit.number == number and _code(unit) in _BELOW]
    if not mates and "." in number:
        mates = [unit for unit in holder.walk() if unit.number == number and unit is not holder]
    named = [unit for unit in mates if _code(unit) == code]
    mates = named or mates
    return mates[0] if len(mates) == 1 else None


def _new(find: Mapping[str, Unit], loc: str) -> str:
    """Where a new unit stands: in what holds it, called as those beside it are."""
    head, last = parted(loc)
    if not head or head.startswith("PL"):
        return loc
    holder = find.get(_there(find, head))
    code, number = next(iter(steps_of(last)), ("", ""))
    if holder is None or code not in _BELOW:
        return loc
    inner = holder.below
    outer = next((unit for unit in inner if unit.number == number.rpartition(".")[0]), None)
    if outer is not None:  # “điểm 2.6” into clause 2, where the article alone is named
        holder, inner = outer, outer.below
    like = {_code(unit) for unit in inner if _form(unit.number) == _form(number)} & _BELOW
    return f"{holder.loc}.{like.pop() if len(like) == 1 else code}{number}"


def _code(unit: Unit) -> str:
    return next((code for code, _number in steps_of(parted(unit.loc)[1])), "")


def _form(number: str) -> str:
    """Letters, a number, or a number with points."""
    return "points" if "." in number else "number" if number[:1].isdigit() else "letter"
