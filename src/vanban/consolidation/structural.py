"""How are provisions put in the place of others, added, taken out, named and numbered anew?"""

import re
from collections.abc import Iterable, Mapping

from vanban.consolidation.quoted import Wording, alike, closed, placed, strays
from vanban.consolidation.units import Unit, parted
from vanban.consolidation.values import Change, State
from vanban.model import Level

REPEALED = "(được bãi bỏ)"
_SIGNS = frozenset(".;")


class Unsettled(Exception):  # noqa: N818
    """Why an instruction cannot be carried out, for people."""


def replace(target: Unit, new: Wording, change: Change) -> list[Unit]:
    """New wording in the place of a provision; the provisions that stand so from now on."""
    named, holder = new.named(target.loc), target.above
    assert holder is not None
    _refuse_cut(target, new)
    if named is not None:
        agree(named, new, holder)
        if named not in new.tops:
            refuse_strays(named, new)
        fresh = [placed(unit, beside(target, unit)) for unit in _with(named, new)]
        there = {unit.loc: unit for unit in holder.below}
        new_ones = [one for one in fresh[1:] if one.loc not in there or not alike(one.words(), there[one.loc].words())]
        fresh = [fresh[0], *new_ones]  # what stands beside it already need not come with it
        _refuse_taken(target, holder, fresh[1:])
    else:
        fresh = [_relabelled(target, new)]
    if target.words().rstrip()[-1:] in _SIGNS:
        closed(fresh[-1], new.sign)
    at = target.place()
    for unit in fresh:
        unit.above = holder
        unit.changes = [change]
        for each in unit.walk() if target.state == State.NOT_YET else ():
            each.state = State.NOT_YET
    parts: list[str | Unit] = [fresh[0]]
    for unit in fresh[1:]:
        parts += ["\n", unit]
    holder.parts[at : at + 1] = parts
    return fresh


_CUT = re.compile(
    r"^(?:(?:Điều\s+)?\w{1,4}[.)]\s*)?"
    r"(?:\(?(?:\.{3,}|…+)\)?|[(\[](?:được\s+)?(?:giữ nguyên|không (?:thay đổi|sửa đổi))[^)\]\n]*[)\]]"
    r"|(?:được\s+)?giữ nguyên(?:\s+như\s+(?:cũ|(?:quy định\s+)?hiện hành))?|không (?:thay đổi|sửa đổi))\s*[.;]?$",
    re.MULTILINE | re.IGNORECASE,
)


_PAGE = re.compile(r"(?<=\n)[ \t]*(?:[-–] ?)?\d{1,3}(?: ?[-–])?[ \t]*(?=\n)")


def _refuse_cut(target: Unit, new: Wording) -> None:
    """Wording that ends where units would follow, or leaves words out, is not all that is to stand there."""
    if target.below and new.words.endswith(":"):
        raise Unsettled("Lời văn mới dừng ở dấu hai chấm; chưa rõ các đơn vị bên dưới có giữ không.")
    if new.words.count("“") > new.words.count("”"):
        raise Unsettled("Dấu ngoặc kép trong lời văn mới không khép lại; chưa rõ lời văn mới đến đâu.")
    if _CUT.search(new.words):
        raise Unsettled("Lời văn mới có chỗ lược bỏ (…).")
    if _PAGE.search(new.words):
        raise Unsettled("Lời văn mới có dòng chỉ có một số, có thể là số trang.")
    if target.level == Level.ARTICLE and not new.numbered and "\n" in target.words().partition("\n")[2].strip():
        raise Unsettled("Lời văn mới của cả điều không in số điều; chưa rõ có phải là cả điều không.")


def refuse_double(find: Mapping[str, Unit], come: Iterable[Unit], at: str, target: Unit | None = None) -> None:
    """Articles of a new chapter or section must not have numbers that others in the text have."""
    gone = set(target.walk()) if target is not None else set[Unit]()
    annex = "".join(f"{piece}." for piece in at.split(".")[:-1] if piece.startswith(("PL", "MS")))
    for unit in come:
        there = find.get(annex + unit.loc) if unit.level == Level.ARTICLE else None
        if there is not None and there not in gone:
            raise Unsettled(f"Lời văn mới có {unit.loc}, là số của một điều khác đang có trong văn bản.")


def refuse_strays(named: Unit, new: Wording) -> None:
    """What is quoted beside the unit that an instruction names would be lost."""
    if more := strays(new, named):
        raise Unsettled(f"Lời văn mới còn có {', '.join(more)}, mà lệnh không nhắc tới.")


def _with(named: Unit, new: Wording) -> list[Unit]:
    """The unit meant, and those of its rank that follow it in the same wording: they come with it."""
    if named not in new.tops:
        return [named]
    return new.tops[new.tops.index(named) :]


def beside(target: Unit, unit: Unit) -> str:
    """The place of a unit of new wording that stands where a provision stands, or beside it."""
    head, last = parted(target.loc)[0], parted(unit.loc)[1]
    return f"{head}.{last}" if head else last


def _refuse_taken(target: Unit, holder: Unit, more: list[Unit]) -> None:
    """What comes with a provision must be new, and must stand between it and the next one by its number."""
    there = {unit.loc for unit in holder.below}
    if taken := [unit.loc for unit in more if unit.loc in there]:
        raise Unsettled(f"Lời văn mới còn có {', '.join(taken)}, là đơn vị đang có mà lệnh không nhắc tới.")
    mates = [unit for unit in holder.below if unit.level == target.level]
    following = mates[mates.index(target) + 1 :]
    if more and following and order(more[-1].number) > order(following[0].number):
        raise Unsettled(f"Lời văn mới còn có {more[-1].loc}, mà lệnh không nói đặt ở đâu.")


_PRINTED = re.compile(r"(?:Điều|Khoản|Điểm)\s+\w{1,4}[.:)]|[a-zđ]\d?\)\s")
_LABELS = {"D": ("Điều {}. ", Level.ARTICLE), "K": ("{}. ", Level.CLAUSE), "P": ("{}) ", Level.POINT)}


def labelled(loc: str, new: Wording) -> Unit:
    """New wording that is printed without its number, under the number that the instruction gives it."""
    last = parted(loc)[1]
    if last.startswith("G") and not new.tops and new.words.startswith("-"):
        return Unit(loc, Level.DASH, last[1:], "- ", "", [new.words[1:].lstrip()])
    label, level = _LABELS.get(last[:1], ("", Level.PART))
    label = label.replace(")", ".") if "." in last else label
    if not label or any(rank(unit.level) <= rank(level) for unit in new.tops):
        raise Unsettled("Lời văn mới không có đơn vị mang số được bổ sung.")
    if _PRINTED.match(new.words) or (level == Level.ARTICLE and new.tops):
        raise Unsettled("Lời văn mới in số của đơn vị khác, hoặc của đơn vị này theo cách khác.")
    unit = Unit(loc, level, last[1:], label.format(last[1:]), "", list(new.root.parts))
    first, printed = unit.parts[0] if unit.parts else "", re.compile(rf"\s*{re.escape(last[1:])}\s*[.):]+\s*")
    if isinstance(first, str) and (own := printed.match(first)):  # a number that is none of a known form
        unit.label, unit.parts[0] = own[0].lstrip(), first[own.end() :]
    unit.adopt()
    return unit


def agree(unit: Unit, new: Wording, holder: Unit) -> None:
    """Where the wording repeats what stands around the unit, it must be what stands there."""
    around = unit.above.lead() if unit.above is not None else ""
    around = around if around.strip() else new.around
    own = holder.lead().strip()
    if around.strip() and not any(
        alike(around, lead) for lead in (own, own.removeprefix(holder.heading), holder.heading)
    ):
        raise Unsettled("Lời dẫn in trong ngoặc khác lời dẫn đang có; chưa rõ có sửa cả lời dẫn không.")


def _relabelled(target: Unit, new: Wording) -> Unit:
    """Wording without the provision's own number: the number (and an article's title) stays."""
    if any(rank(top.level) <= rank(target.level) for top in new.tops):
        raise Unsettled("Số của đơn vị trong lời văn mới không phải số của đơn vị được sửa.")
    if new.numbered:
        _refuse_part(target, new.tops[0])
    unit = Unit(target.loc, target.level, target.number, target.label, target.heading)
    lead = target.heading + "\n" if target.level == Level.ARTICLE and target.heading else ""
    if lead and not target.lead().lstrip().startswith(target.heading):
        raise Unsettled("Lời văn mới không có tên điều, và chưa rõ tên cũ có giữ không.")
    unit.parts = [lead] if lead else []
    unit.parts += [part for part in new.root.parts if part]
    first, label = unit.parts[-1] if unit.parts else "", target.label.strip()
    if len(unit.parts) == 1 and isinstance(first, str) and label and first.lstrip().startswith(label):
        unit.parts = [first.lstrip().removeprefix(label).lstrip()]  # a dash that stands alone is printed with its words
    unit.adopt()
    if unit.parts and isinstance(unit.parts[0], str) and unit.gap and not lead:
        unit.parts[0] = unit.gap + unit.parts[0].lstrip()
    return placed(unit, target.loc)


def _refuse_part(target: Unit, first: Unit) -> None:
    """Wording that begins with a number of what is inside says all only from the first one on, and where there is no
    lead that it leaves out."""
    if target.below and target.lead().strip().removeprefix(target.heading.strip()).strip():
        raise Unsettled(f"Lời văn mới không có lời dẫn của {target.loc}; chưa rõ lời dẫn cũ có giữ không.")
    if first.number not in _FIRST:
        raise Unsettled(f"Lời văn mới bắt đầu từ số {first.number}; chưa rõ các đơn vị trước đó có giữ không.")


_FIRST = frozenset({"1", "01", "a", "I", "i", "A", "-", ""})
_RANKS = tuple(Level)


def rank(level: Level) -> int:
    """The smaller, the higher."""
    return _RANKS.index(level)


def enter(holder: Unit, unit: Unit, loc: str, anchor: Unit | None, change: Change) -> Unit:
    """A unit of new wording among those of a holder."""
    holder.add(unit, anchor)
    settle_in(unit, loc, change)
    return unit


def settle_in(unit: Unit, loc: str, change: Change) -> None:
    """A unit that came into the text has its place there, and the instruction that brought it."""
    placed(unit, loc).changes = [change]


_LETTERS = "abcdđeghiklmnopqrstuvxy"


def order(number: str) -> tuple[tuple[int, int], ...]:
    """A printed number by which its like are sorted.

    >>> sorted(["đ", "12a", "d", "2", "d1", "12", "e"], key=order)
    ['2', '12', '12a', 'd', 'd1', 'đ', 'e']
    """
    pieces = re.findall(r"\d+|[^\W\d]", number.casefold())
    return tuple((0, int(piece)) if piece.isdigit() else (1, _LETTERS.find(piece)) for piece in pieces)


_REPEALED_AS_PRINTED = re.compile(r"\(?(?:được |đã )?bãi bỏ\)?[.;]?(?:\[\d+\])?", re.IGNORECASE)


def is_repealed(unit: Unit) -> bool:
    """Whether a provision is printed as one that is no more, as consolidated texts print it."""
    words = "".join(part for part in unit.parts if isinstance(part, str)).strip()
    return len(words) < 30 and _REPEALED_AS_PRINTED.fullmatch(words) is not None


def repeal(unit: Unit, change: Change) -> None:
    """A provision is no more: it stays in its place with an empty body."""
    if articles := [each for each in unit.walk() if each.level == Level.ARTICLE and each is not unit]:
        for article in articles:
            repeal(article, change)
        if not unit.lead().rstrip().endswith(REPEALED):
            unit.set_lead(f"{unit.lead().rstrip()} {REPEALED}")
    else:
        unit.parts = [unit.gap + REPEALED]
        unit.heading = ""
    unit.state, unit.changes = State.REPEALED, [change]


def title_in(unit: Unit, new: Wording) -> str:
    """The title that new wording gives a provision, without its number."""
    own = new.named(unit.loc)
    return (own.lead() if own else new.words).strip().split("\n")[0].strip()


_NUMBER = re.compile(
    r"(?:Điều|Chương|Mục|Tiểu mục|Phần|Phụ lục|Mẫu số)\s+(?:thứ\s+)?[\dIVXLC]+[a-zđ]?(?!\w)", re.IGNORECASE
)


def _without_number(unit: Unit, title: str) -> str:
    """A new title without the number that is printed before it, which has to be the provision's own."""
    printed, own = _NUMBER.match(title), unit.label.strip(" \t\n.:")
    if printed is None:
        return title
    if " ".join(printed.group().split()).lower() != " ".join(own.split()).lower():
        raise Unsettled(f"Tên mới mang số “{printed.group()}”, không phải số của {unit.loc}.")
    return title[printed.end() :].lstrip(" \t\n.:–-")


def retitle(unit: Unit, title: str, change: Change) -> None:
    """Another title; what is below stays."""
    old, title = unit.heading, _without_number(unit, title)
    if not old or not title:
        raise Unsettled("Đơn vị này không có tên, hoặc lời văn mới không có tên.")
    printed = re.compile(r"\s+".join(map(re.escape, old.split())))
    for i, part in enumerate(unit.parts):
        if isinstance(part, str) and printed.search(part):
            unit.parts[i] = printed.sub(lambda _old: title, part, count=1)
            unit.heading = title
            unit.changes.append(change)
            return
    raise Unsettled("Tên đang in không khớp tên đã đọc.")


def words_of_lead(unit: Unit, new: Wording) -> str:
    """The lead-in that new wording gives a provision, without its number."""
    own = new.named(unit.loc)
    if own is None and new.numbered:
        raise Unsettled("Số trong lời văn mới không phải số của đơn vị được sửa.")
    return (own.lead() if own else new.words).strip()


def relead(unit: Unit, new: Wording, change: Change) -> None:
    """Another lead-in; the units below stay."""
    words = words_of_lead(unit, new)
    lead = unit.lead()
    heading = unit.heading if unit.level == Level.ARTICLE else ""
    if heading and words.split("\n")[0].strip() != heading:
        if not lead.strip().startswith(heading) or lead.strip() == heading:
            raise Unsettled("Chưa rõ tên điều có giữ không.")
        words = f"{heading}\n{words}"
    if lead.strip().count("\n") != words.count("\n"):
        raise Unsettled("Phần mở đầu có nhiều đoạn; chưa rõ lệnh sửa đoạn nào.")
    ends = not unit.below and lead.rstrip()[-1:] in _SIGNS
    unit.set_lead(unit.gap + words + (new.sign if ends else ""))
    unit.changes.append(change)


def renumber(unit: Unit, to: str, change: Change) -> None:
    """Another number; the words stay."""
    (holder, last), (there, new) = parted(unit.loc), parted(to)
    if holder != there or last[:1] != new[:1]:
        raise Unsettled("Đơn vị được chuyển sang đơn vị khác hoặc cấp khác; chưa rõ in thế nào.")
    number = re.sub(r"^[A-Z]+", "", new)
    label = re.sub(re.escape(unit.number), number, unit.label, count=1)
    if label == unit.label and number != unit.number:
        raise Unsettled("Số đang in không khớp số đã đọc.")
    unit.label, unit.number = label, number
    unit.moved(to)
    unit.changes.append(change)
