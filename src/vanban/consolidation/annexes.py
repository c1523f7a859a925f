"""How does an annex or form take the place of another, or come new? From the act's annexes, or from a quotation."""

import re
from collections.abc import Mapping
from dataclasses import replace

from vanban.consolidation.acts import Act
from vanban.consolidation.quoted import annexes_in, placed
from vanban.consolidation.structural import Unsettled, order
from vanban.consolidation.units import Unit, grow
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment, Level

ANNEX_OPS = frozenset({"replace_annex", "insert_annex"})
_WHOLE = re.compile(r"(?:Thay thế|Sửa đổi, bổ sung|Sửa đổi|Bổ sung)\s+(?:các\s+)?(?:Phụ lục|Mẫu)\b", re.IGNORECASE)
_OURS = re.compile(
    r"kèm theo (?:Thông tư|Nghị định|Nghị quyết|Quyết định|Quy định|Hướng dẫn|Luật|văn bản)(?: liên tịch)? này",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:thuộc|bằng)\b", re.IGNORECASE)


_PIECE = re.compile(
    r"(?:(?!Phụ lục|Mẫu|[“\"])[^:;]){0,80}?\b(?:tên(?! và nội dung)|tiêu đề|phần|ghi chú|chú thích|cột|dòng|đoạn|câu"
    r"|bảng|chỉ tiêu|STT|số thứ tự)\s",
    re.IGNORECASE,
)


def take_annex(root: Unit, find: Mapping[str, Unit], act: Act, row: Amendment, change: Change) -> tuple[Unit, Touch]:
    """An annex in the wording of the act, under the number it has from now on."""
    words = act.document.text.content[row.start : row.end]
    if _PIECE.match(words):
        raise Unsettled("Lệnh chỉ nói đến một phần của phụ lục, mẫu; chưa rõ phần còn lại có giữ không.")
    source = _source(act, row)
    there = find.get(row.at) or form_at(find, row.at)
    if row.op == "insert_annex":
        if there is not None:
            raise Unsettled(f"{row.at} đã có trong văn bản.")
        _same_number(source, row.at)
        fresh = placed(source, row.at)
        holder, anchor = _stand(root, find, row)
        holder.add(fresh, anchor)
        touch = Touch(row.at, "", fresh.words())
    else:
        if there is None or there.above is None:
            raise Unsettled(f"Văn bản không có {row.at}.")
        if f"{there.loc}~2" in find:
            raise Unsettled(f"Văn bản có hơn một {row.at}; chưa rõ sửa phần nào.")
        _numbered_as(source, there)
        fresh = placed(source, there.loc)
        there.above.swap(there, fresh)
        touch = Touch(row.at, there.words().rstrip(), fresh.words())
    fresh.changes = [change]
    return fresh, touch


def _source(act: Act, row: Amendment) -> Unit:
    """The new annex: quoted, named by the instruction, or the act's annex of the same name."""
    found = _quoted(act, row) or _attached(act, row)
    if found is None:
        raise Unsettled("Chưa rõ phụ lục, mẫu nào của văn bản sửa đổi được dùng.")
    return found


def _quoted(act: Act, row: Amendment) -> Unit | None:
    document = act.document
    quotes = [one for one in document.structure.quotes if row.start <= one.start and one.end <= row.end]
    together = [one for one in document.amendments if row.start <= one.start < row.end]
    if len(quotes) != 1 or any(one.op not in ANNEX_OPS for one in together):
        return None
    root = annexes_in(document.text.content[quotes[0].start : quotes[0].end])
    if root.lead().strip() or len(root.below) != len(together):
        return None
    last = row.at.rpartition(".")[2]
    named = [unit for unit in root.below if _plain(unit.loc) == _plain(last)]
    return named[0] if len(named) == 1 else None


def _attached(act: Act, row: Amendment) -> Unit | None:
    document = act.document
    loc = (row.to or "").removeprefix("SELF#")
    if not loc:
        words = document.text.content[row.start : row.end]
        if not _WHOLE.match(words) or _OTHER.search(words) or (row.op == "replace_annex" and not _OURS.search(words)):
            return None
        loc = row.at
    claims = {(one.doc, one.at) for one in document.amendments if one.op in ANNEX_OPS and (one.to or one.at) == loc}
    if len(claims) > 1:
        raise Unsettled(f"Nhiều lệnh của văn bản sửa đổi cùng dùng {loc} kèm theo nó.")
    tree = grow(document.text.content, document.structure.provisions)
    annexes = {unit.loc: unit for unit in tree.walk() if unit.level == Level.ANNEX}
    return annexes.get(loc) or form_at(annexes, loc) or form_at(annexes, _bare(loc, row.at))


def _bare(loc: str, beside: str) -> str:
    """A form of the act that is named right behind one of an annex: it need not belong to an annex of that number."""
    holder, _dot, last = loc.rpartition(".")
    return last if holder == beside.rpartition(".")[0] else loc


def _same_number(source: Unit, loc: str) -> None:
    if _plain(source.loc.rpartition(".")[2]) != _plain(loc.rpartition(".")[2]):
        raise Unsettled("Phụ lục mới mang số khác số mà lệnh đã cho; chưa rõ in số nào.")


def _numbered_as(source: Unit, there: Unit) -> None:
    """New wording under the number that is replaced; where its own words say another number, nobody knows."""
    if _plain(source.loc.rpartition(".")[2]) == _plain(there.loc.rpartition(".")[2]):
        return
    own = re.escape(" ".join(source.label.split())).replace(r"\ ", r"\s+")
    rest = "".join(part if isinstance(part, str) else part.words() for part in source.parts)
    if not there.number or re.search(rf"{own}\b", rest, re.IGNORECASE):
        raise Unsettled("Phụ lục mới mang số khác số của phụ lục được thay; chưa rõ in số nào.")
    source.label, source.number = there.label, there.number


def _plain(loc: str) -> str:
    """A place's last number without the noughts before it."""
    return re.sub(r"^([A-Z]+)0+(?=\d)", r"\1", loc.rpartition(".")[2])


def form_at(find: Mapping[str, Unit], loc: str) -> Unit | None:
    """An annex or form named without the annex that it belongs to, or with noughts: the only one of that name."""
    if not loc.startswith(("PL", "MS")):
        return None
    path = [_plain(piece) for piece in loc.split(".")]
    found = {
        id(unit): unit
        for there, unit in find.items()
        if there.startswith(("PL", "MS")) and [_plain(piece) for piece in there.split(".")][-len(path) :] == path
    }
    return next(iter(found.values())) if len(found) == 1 else None


def item_at(find: Mapping[str, Unit], loc: str) -> Unit | None:
    """“Mục 3 Phụ lục I” of an annex whose numbers 1., 2. … are not called sections anywhere."""
    annex, _dot, last = loc.rpartition(".")
    if not re.fullmatch(r"M\d+", last) or not annex.startswith(("PL", "MS")) or annex not in find:
        return None
    if any(unit.level in (Level.SECTION, Level.ARTICLE) for unit in find[annex].walk()):
        return None
    found = find.get(f"{annex}.K{last[1:]}")
    return found if found is not None and f"{found.loc}~2" not in find else None


def as_items(find: Mapping[str, Unit], row: Amendment) -> Amendment:
    """The same of a new “mục”, beside one that is there."""
    beside = item_at(find, row.after) if row.after else None
    if beside is None or not re.fullmatch(r"M\d+[a-zđ]?", row.at.rpartition(".")[2]):
        return row
    return replace(row, at=re.sub(r"\.M(?=[^.]*$)", ".K", row.at), after=beside.loc)


def _stand(root: Unit, find: Mapping[str, Unit], row: Amendment) -> tuple[Unit, Unit | None]:
    """Where a new annex stands: behind the one named, else by its number behind the last one."""
    if row.after and row.after != "LAST":
        anchor = find.get(row.after)
        if anchor is None or anchor.above is None:
            raise Unsettled("Chưa rõ phụ lục mới đứng ở đâu.")
        return anchor.above, anchor
    head = row.at.rpartition(".")[0]
    holder = find.get(head) if head else root
    if holder is None:
        raise Unsettled(f"Văn bản không có {head}.")
    mates = [unit for unit in holder.below if unit.level == Level.ANNEX]
    last = row.at.rpartition(".")[2]
    if not mates or any(_kind(unit.loc) != _kind(last) or _number(unit.loc) >= _number(last) for unit in mates):
        raise Unsettled("Chưa rõ phụ lục mới đứng ở đâu.")
    return holder, mates[-1]


def _kind(loc: str) -> str:
    last = loc.rpartition(".")[2]
    return last[:2] + ("" if last[2:3].isdigit() else "I")


def _number(loc: str) -> tuple[tuple[int, int], ...]:
    number = _plain(loc)[2:]
    return ((0, roman(number)),) if roman(number) else order(number)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(number: str) -> int:
    """A Roman number's value; 0 where it is none.

    >>> roman("XXIX"), roman("IV"), roman("IA")
    (29, 4, 0)
    """
    values = [_ROMAN.get(letter, 0) for letter in number]
    if not all(values):
        return 0
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
