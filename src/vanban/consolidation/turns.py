"""In which order are the instructions of one act carried out, and which speak of numbers that are no longer clear?"""

from collections.abc import Container, Sequence

from vanban.model import Amendment

PHRASES = frozenset({"subst", "delete_phrase", "insert_phrase", "correct", "rename_doc"})


def in_turn(rows: Sequence[Amendment]) -> list[Amendment]:
    """What places provisions comes as it is printed, then phrases, long ones before those that are a part of them;
    numbers are exchanged where it is printed, but before a new provision takes one of the old ones."""
    olds = {row.old for row in rows if row.op in PHRASES and row.old}
    within = {old: sum(old in other and old != other for other in olds) for old in olds}
    moves = _free_first([row for row in rows if row.op == "renumber"])
    others = sorted(
        (row for row in rows if row.op != "renumber"),
        key=lambda row: (row.op in PHRASES, within.get(row.old or "", 0), row.start),
    )
    if not moves:
        return others
    first, left = min(row.start for row in moves), {row.at for row in moves}
    at = next(
        (i for i, row in enumerate(others)
         if row.start > first or row.op in PHRASES or (row.op == "insert" and row.at in left)),
        len(others),
    )  # fmt: skip
    return [*others[:at], *moves, *others[at:]]


def _free_first(moves: list[Amendment]) -> list[Amendment]:
    """A number that another provision still has is taken only after that one has got its own."""
    waiting, done = sorted(moves, key=lambda row: row.start), list[Amendment]()
    while waiting:
        held = {row.at for row in waiting}
        row = next((row for row in waiting if row.to not in held), waiting[0])
        waiting.remove(row)
        done.append(row)
    return done


def unclear(rows: Sequence[Amendment], there: Container[str]) -> frozenset[str]:
    """Places that one provision had before and another has after: what names them may mean either."""
    return frozenset(row.to for row in rows if row.op == "renumber" and row.to is not None and row.to in there)


def speaks_of(row: Amendment, places: frozenset[str]) -> bool:
    """Whether an instruction names one of these places, or a place in one."""
    return row.op not in ("renumber", "insert") and any(f"{row.at}.".startswith(f"{loc}.") for loc in places)
