"""What does an instruction on a phrase do? It is put, taken out or added wherever it stands in the place named."""

import re
from collections.abc import Callable, Container, Sequence

from vanban.consolidation import phrases
from vanban.consolidation.days import excepts
from vanban.consolidation.paragraphs import apart, follows_one, opening, paragraph, piece_of, title_of, trailing
from vanban.consolidation.rows import names_rows, only_row
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.turns import PHRASES
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment, Level

_QUOTED = re.compile(r"[“\"‘][^”\"]*[”\"]")
_CLAUSES = re.compile(r"(?:[“\"][^”\"]*[”\"]|[^;“\"])+")
_ON_TERMS = re.compile(r"\blần (?:thứ|đầu)|[”\"]\s+(?:là|với nghĩa|đối với|khi|thứ|đầu|cuối)\s", re.IGNORECASE)
_TABLES = re.compile(
    r"\b(?:cột|dòng|bảng|biểu|chỉ tiêu|số thứ tự|giải thích|đề cương|trường thông tin|áp dụng đối với)\b", re.IGNORECASE
)
_LEAD = re.compile(r"mở đầu|dẫn|mũ", re.IGNORECASE)
type Exchange = tuple[str, str | None, Unit]
"""A phrase, what it was exchanged for, and where."""
Places = Sequence[tuple[Unit, int, str]]


def where(root: Unit, row: Amendment, target: Callable[[str], Unit]) -> tuple[Unit | None, Places]:
    """Where a phrase is looked for: in a provision, its title, everywhere, or before the first article."""
    if row.at in ("TITLE", "BASIS"):
        return None, [(root, i, part) for i, part in enumerate(root.parts[:1]) if isinstance(part, str)]
    if row.at == ROOT:  # the head, the bases, the signature are what they were on their day
        return None, [piece for piece in phrases.pieces(root) if piece[0] is not root or not root.below]
    unit = target(row.at)
    if row.at.endswith(".TITLE"):
        return unit, [(unit, i, part) for i, part in enumerate(unit.parts[:1]) if isinstance(part, str)]
    return unit, list(phrases.pieces(unit))


def rename(root: Unit, kind: str, old: str, new: str) -> tuple[str, Touch]:
    """Another name for the document: its title as printed below its kind."""
    if kind and new.casefold().startswith(kind.casefold()):
        new = new[len(kind) :].strip()
    head = root.parts[0] if root.parts else ""
    if not old or not new or not isinstance(head, str) or old not in head:
        raise Unsettled("Chưa rõ tên đang in của văn bản.")
    printed = phrases.cased(old, new, True, len(old) > 3 and old.isupper())
    root.parts[0] = head.replace(old, printed, 1)
    return new, Touch("TITLE", old, printed)


def spoken_of(row: Amendment, words: str) -> str:
    """Of several exchanges of one sentence the words of the one that names this phrase."""
    return " ".join(piece for piece in _CLAUSES.findall(words) if row.old and row.old in piece) or words


def within_scope(words: str, row: Amendment, unit: Unit | None, places: Places) -> Places:
    """The pieces in which an instruction means its phrase, where its words say less than the provision they name."""
    words = spoken_of(row, words)
    if excepts(words) or _ON_TERMS.search(re.sub(r"([“\"‘])[^”\"]*([”\"])", r"\1\2", words)):
        raise Unsettled("Lệnh về cụm từ có ngoại lệ hoặc điều kiện; cần người xem từng chỗ.")
    bare = _QUOTED.sub(" ", words)
    if unit is not None and (line := only_row(bare, unit)) is not None:
        return [apart(line)]
    if row.at.startswith(("PL", "MS")) and _TABLES.search(bare):
        raise Unsettled("Lệnh chỉ nói đến một phần (bảng, cột, biểu) của phụ lục; cần người xem từng chỗ.")
    if unit is not None and (behind := trailing(unit)):
        told = sum(len(phrases.found(one.words, row.old or "")) for one in behind)
        if told and told < sum(len(phrases.found(part, row.old or "")) for _each, _i, part in places):
            raise Unsettled(f"Cụm từ có cả ở {unit.loc} và ở đoạn sau nó; chưa rõ đoạn này thuộc đơn vị nào.")
    if row.at.endswith(".TITLE"):
        return [apart(title_of(unit))] if unit is not None and unit.level == Level.ARTICLE else places
    piece = piece_of(bare, row.at)
    if piece is None and _AT_ONE_END.search(bare) and _count(places, row) > 1:
        raise Unsettled("Lệnh chỉ nói đến cụm từ ở đầu hoặc cuối đơn vị, mà cụm từ có ở nhiều chỗ.")
    if piece is None or unit is None:
        return places
    if (found := paragraph(piece, unit)) is not None:
        return [apart(found)]
    if _LEAD.search(piece) and unit.level == Level.ARTICLE:
        lead = opening(unit)
        if lead is None:
            raise Unsettled("Chưa rõ đoạn mở đầu của điều là những đoạn nào.")
        return [apart(lead)]
    if _LEAD.search(piece):
        return [(each, i, part) for each, i, part in places if each is unit and not _behind(unit, i)]
    if _count(places, row) > 1:
        raise Unsettled("Lệnh chỉ nói đến một đoạn của đơn vị, mà cụm từ có ở nhiều chỗ.")
    return places


_AT_ONE_END = re.compile(r"(?:ở|tại) (?:đầu|cuối) (?:khoản|điểm|điều)(?!\w)", re.IGNORECASE)


def _count(places: Places, row: Amendment) -> int:
    return sum(len(phrases.found(part, row.old or "")) for _each, _i, part in places)


_AT_END = re.compile(
    r"Bổ sung (?:thêm )?(?:(?:một |01 )?đoạn(?: văn)?(?: cuối| (?:thứ )?(?:hai|ba|tư|bốn|năm|[2-9]))? )?vào (?:cuối )?"
    r"(?:khoản|điểm|điều)\b",
    re.IGNORECASE,
)


def settles(words: str, row: Amendment) -> bool:
    """Whether words that name only a piece of a provision settle it all the same: a paragraph by its number, a phrase
    that stands there once, new words at its end."""
    if row.op == "replace" and row.new_text is not None:
        return piece_of(words[: row.new_text.start - row.start], row.at) is not None
    if row.op == "repeal":
        return piece_of(words, row.at) is not None
    if row.op == "insert_phrase" and not row.old:
        told = _AT_END.match(words)
        if told is None and row.new_text is not None:
            return follows_one(words)
        return told is not None and (row.after == "LAST" or "đoạn" in told[0])
    if row.op in PHRASES and row.old and names_rows(_QUOTED.sub(" ", words)):
        return True
    piece = piece_of(_QUOTED.sub(" ", words), row.at) if row.op in PHRASES and row.old else None
    return piece is not None


def _behind(unit: Unit, i: int) -> bool:
    return any(isinstance(part, Unit) for part in unit.parts[:i])


class NotFound(Unsettled):
    """A phrase does not stand where it is looked for; ``there`` tells whether what it is exchanged for does."""

    def __init__(self, reason: str, there: bool) -> None:
        super().__init__(reason)
        self.there = there


def reword(
    unit: Unit | None, places: Places, row: Amendment, change: Change, new: Container[Unit], done: set[Exchange]
) -> list[Touch]:
    """Exchange a phrase in the pieces of a provision (none: of the text); what that touched.

    Nothing where the act itself has just written the provision anew (it is in ``new``), or where the same phrase was
    exchanged there before (``done``).
    """
    old = row.old or ""
    if not old:
        raise Unsettled("Lệnh không nêu cụm từ cũ.")
    if row.op == "delete_phrase" and any(_emptied(each, part, old) for each, _i, part in places):
        raise Unsettled(f"Bỏ cụm từ “{old}” thì {row.at}, hoặc dấu ngoặc trong đó, không còn lời văn nào.")
    if row.op == "delete_phrase" and any(_dangles(part, old) for _each, _i, part in places):
        raise Unsettled(f"Bỏ cụm từ “{old}” thì còn thừa dấu câu hoặc từ nối; chưa rõ in thế nào.")
    if unit is not None and unit in new and any(phrases.found(part, old, _result(row)) for _each, _i, part in places):
        raise Unsettled(f"Văn bản này viết lại cả {row.at}, mà lời văn mới của nó vẫn có cụm từ “{old}”.")
    _refuse_capital(row, places)
    where = phrases.exchange(places, old, "" if row.op == "delete_phrase" else _result(row), _writer(row))
    if not where and any(phrases.shown(part) != part for _each, _i, part in places):
        places = _unveiled(places)
        if row.op == "insert_phrase":
            where = phrases.exchange(places, old, _result(row), _writer(row))
        elif any(phrases.found(part, old, _result(row)) for _each, _i, part in places):
            raise Unsettled(f"Cụm từ “{old}” chỉ có trong lời văn mà lệnh khác của cùng văn bản vừa đưa vào {row.at}.")
    if not where:
        written = unit in new or any(
            each in new and phrases.found(part, _result(row)) for each, _i, part in places if row.new
        )
        there = bool(row.new) and any(phrases.found(part, _result(row)) for _each, _i, part in places)
        if written or (there and row.op == "insert_phrase"):
            return []
        if any((old, row.new, each) in done for each, _i, _part in places):
            return []
        raise NotFound(f"Không thấy cụm từ “{old}” ở {row.at}.", there)
    done.update((old, row.new, each) for each in where)
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


def _emptied(unit: Unit, part: str, old: str) -> bool:
    """Whether nothing but signs would be left of a provision, or of brackets and quotation marks in it."""
    rest = part
    for start, end in reversed(phrases.found(part, old)):
        if part[:start].rstrip()[-1:] in ("(", "“", "[") and part[end:].lstrip()[:1] in (")", "”", "]"):
            return True
        rest = rest[:start] + rest[end:]
    return len(unit.parts) == 1 and rest != part and re.search(r"[^\W_]", phrases.shown(rest)) is None


_JOINS = re.compile(r"(?:(?<!\w)(?:và|hoặc)|;)$", re.IGNORECASE)
_THEN = re.compile(r"\s*(?:[.;]|$)")


def _dangles(part: str, old: str) -> bool:
    """Whether a link or a sign of a list would be left at the end of its sentence, or a comma before a link."""
    for start, end in phrases.found(part, old):
        before, behind = part[:start].rstrip(), part[end:]
        if _JOINS.search(before) and _THEN.match(behind):
            return True
        if before.endswith(",") and re.match(r"\s*(?:và|hoặc)(?!\w)", behind):
            return True
    return False


def _printed(unit: Unit, i: int, words: str) -> str:
    return ("" if i else unit.label) + phrases.shown(words).rstrip("\n")


def _unveiled(places: Places) -> Places:
    """The same pieces as they are printed."""
    for unit, i, part in places:
        unit.parts[i] = phrases.shown(part)
    return [(unit, i, phrases.shown(part)) for unit, i, part in places]


def unveil(root: Unit) -> None:
    """All that the phrase instructions of an act put in is printed words from now on."""
    _unveiled(list(phrases.pieces(root)))
    for unit in root.walk():
        unit.heading = phrases.shown(unit.heading)


def append(unit: Unit | None, new: str, change: Change) -> Touch | None:
    """A phrase at the end of a provision's own words, before its closing sign; nothing where it stands there."""
    if unit is None or unit.below:
        raise Unsettled("Chưa rõ cụm từ đứng ở đâu.")
    before = unit.words()
    words = "".join(part for part in unit.parts if isinstance(part, str))
    body = words.rstrip()
    sign = body[-1] if body[-1:] in ".;:" else ""
    if body.removesuffix(sign).endswith(f" {new}"):
        return None
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


def _writer(row: Amendment) -> phrases.Writer:
    new, old = row.new or "", row.old or ""
    if row.op == "delete_phrase":
        return lambda there, opens, loud: _CAPITAL_GONE if opens and there[:1].isupper() else _GONE
    if row.op == "insert_phrase":
        gap = phrases.joint(old, new, row.to == "before")
        if row.to == "before":
            return lambda there, opens, loud: _before(there, f"{new}{gap}", opens and old[:1].islower(), loud)
        return lambda there, opens, loud: there + phrases.veiled(phrases.cased(there, gap + new, False, loud))
    small = new[:1].lower() + new[1:]
    return lambda there, opens, loud: phrases.veiled(
        phrases.cased(there, small if _is_smaller(row, there) else new, opens or old[:1].islower(), loud)
    )


def _is_smaller(row: Amendment, there: str) -> bool:
    """Whether a phrase is printed without the capital that the instruction gives it, and the new one has one."""
    old, new = row.old or "", row.new or ""
    return row.op != "insert_phrase" and old[:1].isupper() and there[:1].islower() and new[:1].isupper()


def _refuse_capital(row: Amendment, places: Places) -> None:
    """Whether another word has its capital by itself nobody knows, nor whether a name without its capital is meant."""
    old = row.old or ""
    for _unit, _i, part in places if " " in old and old[:1].isupper() else ():
        spans = phrases.found(part, old, _result(row))
        left = set(spans).difference(phrases.exact(part, spans, old))
        if any(part[start + 1 : end].split() == old[1:].split() for start, end in left):
            raise Unsettled(f"Cụm từ “{old}” ở {row.at} có chỗ viết hoa, có chỗ không; chưa rõ lệnh nói đến chỗ nào.")
    if (row.new or "").split()[:1] != (row.old or "").split()[:1] and any(
        _is_smaller(row, part[start:end])
        for _unit, _i, part in places
        for start, end in phrases.exact(part, phrases.found(part, row.old or "", _result(row)), row.old or "")
    ):
        raise Unsettled(f"Cụm từ “{row.old}” ở {row.at} không viết hoa; chưa rõ cụm từ mới có viết hoa không.")


def _before(there: str, new: str, opens: bool, loud: bool) -> str:
    """A phrase before another; where that one begins the sentence, the capital goes over to it."""
    if opens and there[:1].isupper() and not there.isupper():
        return phrases.veiled(new[:1].upper() + new[1:]) + there[:1].lower() + there[1:]
    return phrases.veiled(phrases.cased(there, new, False, loud)) + there


_GONE, _CAPITAL_GONE = "\0", "\1"
"""Stand for a phrase that was taken out, until the spaces around it are mended."""
_HOLE = re.compile("[\0\1]")


def _tidy(units: Sequence[Unit]) -> None:
    for unit in units:
        for i, part in enumerate(unit.parts):
            while isinstance(part, str) and (hole := _HOLE.search(part)):
                part = phrases.without(part, hole.start(), hole.end(), hole[0] == _CAPITAL_GONE)
                unit.parts[i] = part


def _headings(units: Sequence[Unit]) -> None:
    """A heading is read from its line again where a phrase in it changed."""
    for unit in units:
        lead = unit.lead().strip()
        if unit.heading and not lead.startswith(unit.heading):
            unit.heading = lead.split("\n")[0].strip()
