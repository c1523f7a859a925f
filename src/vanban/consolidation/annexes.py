"""How does an annex or form take the place of another, or come new? From the annexes of the amending act."""

from collections.abc import Mapping

from vanban.consolidation.acts import Act
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import Unit, grow
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment, Level


def take_annex(find: Mapping[str, Unit], act: Act, row: Amendment, change: Change) -> Touch:
    """An annex of the act, as it stands there, under the number it has from now on."""
    source = _source(act, row)
    if source is None:
        raise Unsettled("Chưa rõ phụ lục, mẫu nào của văn bản sửa đổi được dùng.")
    fresh = _relabelled(source, row.at)
    fresh.changes = [change]
    there = find.get(row.at)
    if row.op == "insert_annex":
        if there is not None:
            raise Unsettled(f"{row.at} đã có trong văn bản.")
        anchor = find.get(row.after or "")
        if anchor is None or anchor.above is None:
            raise Unsettled("Chưa rõ phụ lục mới đứng ở đâu.")
        anchor.above.add(fresh, anchor)
        return Touch(row.at, "", fresh.words())
    if there is None or there.above is None:
        raise Unsettled(f"Văn bản không có {row.at}.")
    fresh.above = there.above
    there.above.parts[there.place()] = fresh
    return Touch(row.at, there.words(), fresh.words())


def _source(act: Act, row: Amendment) -> Unit | None:
    loc = (row.to or "").removeprefix("SELF#")
    if not loc:
        return None
    document = act.document
    tree = grow(document.text.content, document.structure.provisions)
    return next((unit for unit in tree.walk() if unit.loc == loc and unit.level == Level.ANNEX), None)


def _relabelled(source: Unit, loc: str) -> Unit:
    """The annex under the number that it has in the act it comes into; its words stay as printed."""
    if source.loc.rpartition(".")[2] != loc.rpartition(".")[2]:
        raise Unsettled("Phụ lục mới mang số khác số của phụ lục được thay; chưa rõ in số nào.")
    source.moved(loc)
    return source
