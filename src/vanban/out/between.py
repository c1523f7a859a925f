"""How are the changes between two days told? As plain values, or in words for a terminal."""

from typing import Any

from vanban.consolidation.between import Between, Changed, Kind
from vanban.consolidation.values import Change
from vanban.out.diff.text import shown
from vanban.out.diff.words import Piece, compare
from vanban.out.page.labels import day, document
from vanban.out.places import place, spoken

NAMES = {
    Kind.INSERTED: "được bổ sung",
    Kind.REPLACED: "được sửa đổi, bổ sung",
    Kind.REWORDED: "đổi lời văn",
    Kind.RENUMBERED: "được đánh số lại",
    Kind.REPEALED: "được bãi bỏ",
    Kind.SUSPENDED: "ngưng hiệu lực",
    Kind.RESUMED: "có hiệu lực trở lại",
    Kind.EXTENDED: "được kéo dài thời hạn",
    Kind.COMMENCED: "bắt đầu có hiệu lực",
    Kind.LAPSED: "hết hiệu lực",
    Kind.REMOVED: "không còn",
}
_SIGNS = {Kind.INSERTED: "+", Kind.REPEALED: "-", Kind.REMOVED: "-", Kind.LAPSED: "-", Kind.RENUMBERED: ">"}
_SILENT = frozenset({Kind.SUSPENDED, Kind.RESUMED, Kind.EXTENDED, Kind.COMMENCED, Kind.LAPSED})


def pieces(row: Changed) -> tuple[Piece, ...]:
    """The words of a provision before and after, run by run; one that stays as it is has none."""
    return () if row.kind in _SILENT else compare(row.before, row.after)


def to_dict(found: Between) -> dict[str, Any]:
    """The changes as plain values: each with its act, its words before and after, and the runs of both.

    >>> import datetime as dt
    >>> to_dict(Between(dt.date(2020, 1, 1), dt.date(2021, 1, 1), (), ()))["complete"]
    True
    """
    return {
        "from": found.earlier.isoformat(),
        "to": found.later.isoformat(),
        "complete": not found.unresolved,
        "changes": [
            {
                "kind": row.kind.value, "loc": row.loc, "old_loc": row.old_loc,
                "before": row.before, "after": row.after,
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in pieces(row)],
                "by": [
                    {"doc": one.doc, "own_loc": one.own_loc, "op": one.op, "from": one.since and one.since.isoformat(),
                     "until": one.until and one.until.isoformat()}
                    for one in row.causes
                ],
            }
            for row in found.rows
        ],
        "unresolved": [
            {"doc": row.doc, "own_loc": row.own_loc, "op": row.op, "at": row.at, "reason": row.reason,
             "words": row.words}
            for row in found.unresolved
        ],
    }  # fmt: skip


def to_text(found: Between) -> str:
    """Each change with its act and its words; then how many of each kind, and what could not be applied."""
    told = "".join(_entry(row) for row in found.rows)
    kinds = [row.kind for row in found.rows]
    counts = "; ".join(f"{kinds.count(kind)} {name}" for kind, name in NAMES.items() if kind in kinds)
    span = f"Từ {day(found.earlier)} đến {day(found.later)}"
    left = "".join(
        f"! chưa áp dụng: {document(row.doc)}{f', {place(row.own_loc)}' if row.own_loc else ''}: {spoken(row.reason)}\n"
        for row in found.unresolved
    )
    return f"{told}{span}: {counts or 'không có thay đổi'}.\n{left}"


def _entry(row: Changed) -> str:
    where = place(row.loc)
    if row.old_loc and row.old_loc != row.loc:
        where = f"{place(row.old_loc)} → {where}"
    parts = pieces(row)
    words = "".join(shown(piece, first=i == 0, last=i + 1 == len(parts)) for i, piece in enumerate(parts)).strip()
    causes = "".join(f"    {line}\n" for line in dict.fromkeys(map(cause, row.causes)))
    return f"{_SIGNS.get(row.kind, '~')} {where} {NAMES[row.kind]}\n{causes}" + (f"    {words}\n" if words else "")


def cause(change: Change) -> str:
    """The act and the place in it that changed something, and since when.

    >>> cause(Change("14/2022/NĐ-CP", "D1.K3", "replace", None))
    'theo khoản 3 Điều 1 của 14/2022/NĐ-CP'
    """
    where = f"{place(change.own_loc)} của " if change.own_loc else ""
    since = f", từ ngày {day(change.since)}" if change.since else ""
    until = f" đến hết ngày {day(change.until)}" if change.until else ""
    return f"theo {where}{document(change.doc)}{since}{until}"
