"""Which places do these words name? “điểm a và b khoản 2 Điều 5, Điều 7” to paths, read right to left."""

import re
from dataclasses import dataclass

from vanban.citations.letters import SMALL
from vanban.citations.mention import Path
from vanban.citations.ranges import expand
from vanban.text.roman import to_roman

RANK = {"G": 0, "T": 1, "P": 2, "K": 3, "D": 4, "TM": 5, "M": 6, "C": 7, "Ph": 8, "MS": 9, "PL": 10}
_UNITS = {
    "gạch đầu dòng": "G", "tiết": "T", "tiểu điểm": "T", "điểm": "P", "khoản": "K", "điều": "D",
    "tiểu mục": "TM", "mục": "M",
    "chương": "C", "phần": "Ph", "mẫu": "MS", "biểu mẫu": "MS", "mẫu biểu": "MS", "phụ lục": "PL",
}  # fmt: skip
_ROMAN = r"[IVXLC]+[a-zđA-ZĐ]?"
_ARTICLE = r"\d{1,4}[a-zđ]?\d*"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}})"
_ITEMS = {
    "G": rf"thứ\s+{_ORDINAL}",
    "T": r"\([ivx]{1,5}\)|[a-zđ]\d*(?:\.\d+)*|\d+(?:\.\d+)*|[ivx]{2,4}",
    "P": r"[a-zđ]\d*(?:\.\d+)*|\d+(?:\.\d+)*[a-zđ]?",
    "K": rf"{_ARTICLE}(?:\.\d{{1,3}})*",
    "D": _ARTICLE,
    "TM": r"\d+(?:\.\d+)*|[IVX]+",
    "M": rf"{_ROMAN}|\d+(?:\.\d+)*[a-zđ]?|[A-H]",
    "C": rf"{_ROMAN}|\d+[a-zđ]?",
    "Ph": rf"thứ\s+{_ORDINAL}|{_ROMAN}|\d+|[A-H]",
    "MS": r"(?:số\s*:?\s*)?[A-ZĐ]?\d+[a-zA-ZđĐ]{0,2}\d*(?:[./-](?:[A-ZĐƯÔƠ0-9][\w]*|[a-zđ]\b))*",
    "PL": r"(?:số\s*:?\s*)?(?:[IVXLC]+[A-Z]?(?:[.-]\d+[a-z]?)*|\d+[a-zA-Z]?(?:[.-]\d+)*|[A-Z])",
}
_END = r"(?!\w|%|\s%)"
_UNIT = re.compile(
    r"(?:[Tt]ừ\s+|TỪ\s+)?(?:[Cc]ác\s+|CÁC\s+)?(?:từ\s+)?(?:[Gg]ạch\s+đầu\s+dòng|[Tt]iết|[Tt]iểu\s+điểm|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Tt]iểu\s+mục|[Mm]ục|[Cc]hương"
    r"|[Pp]hần|[Bb]iểu\s+mẫu|[Mm]ẫu\s+biểu|[Mm]ẫu|[Pp]hụ\s+lục"
    r"|ĐIỂM|KHOẢN|ĐIỀU|TIỂU\s+MỤC|MỤC|CHƯƠNG|PHẦN|MẪU|PHỤ\s+LỤC)(?=\s)"
)
_CAPS = ("P", "K", "D", "T")  # “ĐIỂM Đ, H KHOẢN 1 ĐIỀU 12A”: letters that are small elsewhere
_ITEM = {code: re.compile(rf"\s+({items}){_END}") for code, items in _ITEMS.items()}
_GLUED = rf"(?:{_END}|(?<=\d)(?=[{SMALL}]{{2}}))"  # “Điều 7phải”: a space lost behind the number
_ITEM |= {code: re.compile(rf"\s+({_ITEMS[code]}){_GLUED}") for code in ("D", "K")}
_ITEM |= {code + "^": re.compile(rf"\s+({_ITEMS[code]}){_END}", re.IGNORECASE) for code in _CAPS}
_THIS = re.compile(r"\s+(?:này|NÀY)\b")
_MORE = re.compile(r"\s*,\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc|hay|VÀ|HOẶC)\s+|\s+(?:đến|ĐẾN)\s+|(?<=\d)\s?[-–]\s?(?=\d)")
_BARE = {code: re.compile(rf"({items}){_END}(?!\s*(?:%|/|,\d))") for code, items in _ITEMS.items()}
_BARE |= {code + "^": re.compile(rf"({_ITEMS[code]}){_END}(?!\s*(?:%|/|,\d))", re.IGNORECASE) for code in _CAPS}
_BARE["G"] = re.compile(rf"((?:thứ\s+)?{_ORDINAL}){_END}(?!\s*(?:%|/|,\d))")  # “gạch đầu dòng thứ 4, 6 và 8”
_MONEY = re.compile(r"\s+(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|USD)\b")  # “khoản 100 nghìn đồng”
_COUNTED = re.compile(
    r"\s+(?:ngày|tháng|năm|bản|bộ|lần|giờ|phút|triệu|tỷ|đồng|người|trường hợp|nhóm|mẫu|tờ|hồ sơ|cơ quan"
    r"|đơn vị|loại|hình thức|phương|dự án|nội dung|chữ|ý|bước|văn bản|vị trí|đối tượng|tiêu chí|cấp|kỳ"
    r"|đợt|m|km|ha|kg|số)\b"
)
_UNNUMBERED = re.compile(
    r"\s+(?:(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo|ban\s+hành\s+(?:theo|tại|cùng)|của\s+[A-ZĐ])\b"
)
_NUMBERING = re.compile(r"\s*[.:)]|\s*\n|\s*$")
_GOES_ON = re.compile(r"\s*(?:[,;:.]|vào\s|như\s+sau|và\s|được\s|$)")  # “bổ sung điểm 2.6 vào khoản 2”
_ROMAN_SUB = re.compile(r"\s?(\([ivx]{1,5}\))")
_GAP = re.compile(
    r"(?P<bracket>\s*\([^()\n]{1,200}\))?"
    r"(?:(?P<semi>\s*;[ \t]*(?:và\s+|hoặc\s+)?)|(?P<and>\s*,?\s+(?:và|hoặc|hay|VÀ|HOẶC"
    r"|cùng)\s+(?:tại\s+)?)|(?P<comma>\s*,\s*(?:của\s+)?)"
    r"|(?P<issued>\s+(?:được\s+)?(?:ban\s+hành\s+)?kèm(?:\s+theo)?\s+)(?=[Pp]hụ\s+lục\s)"
    r"|(?P<plain>\s+(?:(?:của|thuộc|tại|trong|CỦA)\s+)?))"
)


@dataclass(frozen=True, slots=True)
class Locators:
    """A chain of places as printed, with the paths it names."""

    start: int
    end: int
    paths: tuple[Path, ...]


@dataclass(slots=True)
class Token:
    """One unit word with its numbers: “các khoản 1, 2 và 3”. ``join`` says what parts it from the one before."""

    code: str
    items: list[str]
    join: str
    start: int
    end: int


def parse_locators(text: str, start: int, end: int) -> Locators | None:
    """Read the chain of places that begins at ``start``, no further than ``end``.

    >>> found = parse_locators("các khoản 1, 2 và điểm a khoản 3 Điều 31 của Luật này", 0, 99)
    >>> [".".join(path) for path in found.paths]
    ['D31.K1', 'D31.K2', 'D31.K3.Pa']
    """
    tokens = read_tokens(text, start, end)
    return Locators(start, tokens[-1].end, attach(tokens)) if tokens else None


def read_tokens(text: str, start: int, end: int, *, alone: bool = False) -> list[Token]:
    """The unit words with their numbers, one after the other; ``alone``: the last may lack what it is in."""
    tokens: list[Token] = []
    token = _read_token(text, start, end, "")
    while token is not None:
        tokens.append(token)
        gap = _GAP.match(text, token.end, end)
        token = _read_token(text, gap.end(), end, gap.lastgroup or "") if gap else None
        if token and gap and "\n" in gap.group() and _NUMBERING.match(text, token.end):
            token = None  # the next line opens a provision of its own
    while tokens and not _plausible(tokens) and not (alone and _GOES_ON.match(text, tokens[-1].end, end)):
        tokens.pop()
    return tokens


def _plausible(tokens: list[Token]) -> bool:
    """Whether the last token can stand last: a numbered point or a sub-point needs what it is in."""
    last = tokens[-1]
    if last.code in ("T", "G"):
        return last.code == "G" and len(tokens) == 1 and last.items == ["*"]
    return not (last.code == "P" and last.items[0][0].isdigit())


def _read_token(text: str, start: int, end: int, join: str) -> Token | None:
    unit = _UNIT.match(text, start, end)
    if unit is None:
        return None
    words = _unit_words(unit)
    code = _UNITS[" ".join(words).lower()]
    this = _THIS.match(text, unit.end(), end)
    if this:
        return Token(code, ["*"], join, start, this.end())
    at = unit.end()
    if text.startswith(" từ ", at):
        at += 3
    form = code + "^" if code in _CAPS and words[0].isupper() else code
    first = _ITEM[form].match(text, at, end)
    if first and "\n" in first.group() and _NUMBERING.match(text, first.end()):
        return None  # “Thành phần” and then a line “1. …”
    if first is None and code == "PL" and _UNNUMBERED.match(text, at, end):
        return Token(code, [""], join, start, at)
    if first and code == "MS" and text[unit.end() - 3] == "m" and not first.group(1).startswith("số"):
        return None  # “chiều dài mẫu 25 cm”
    if first is None or (code == "Ph" and not text[unit.start()].isupper() and first.group(1).isdigit()):
        return None
    if _MONEY.match(text, first.end(), end):
        return None
    items, at = [first.group(1)], first.end()
    sub = _ROMAN_SUB.match(text, at, end) if code == "P" else None
    if sub:
        return Token(code, [f"{items[0]}.T{sub.group(1)}"], join, start, sub.end())
    at = _more_items(text, at, end, form, items)
    tidied = [_tidy(item) for item in items]
    if code == "Ph":  # “Phần thứ hai” is Part II
        tidied = [to_roman(int(item)) if item.isdigit() and "thứ" in first.group() else item for item in tidied]
    return Token(code, tidied if form == code else [item.lower() for item in tidied], join, start, at)


def _unit_words(unit: re.Match[str]) -> list[str]:
    """The words of a unit without “từ” and “các” before it."""
    words = unit.group().split()
    while words[0].lower() in ("từ", "các"):
        words.pop(0)
    return words


def _more_items(text: str, at: int, end: int, form: str, items: list[str]) -> int:
    """Add “, 2 và 3”, “đến khoản 5” to ``items``; returns where they end."""
    while True:
        more = _MORE.match(text, at, end)
        if more is None:
            return at
        upto = more.group().strip().lower() in ("đến", "-", "–")
        after = more.end()
        unit = _UNIT.match(text, after, end) if upto else None
        if unit and _UNITS[" ".join(_unit_words(unit)).lower()] == form.rstrip("^"):
            after = unit.end() + 1
        item = _BARE[form].match(text, after, end)
        if item is None or _COUNTED.match(text, item.end(), end):
            return at
        if not upto and not _alike(_tidy(items[-1]), _tidy(item.group(1))):
            return at
        items.extend(expand(_tidy(items[-1]), _tidy(item.group(1))) if upto else [item.group(1)])
        at = item.end()


def _alike(one: str, other: str) -> bool:
    """Whether two numbers can stand in one list: digits with digits, letters with letters."""
    return one[0].isdigit() == other[0].isdigit() and one[0].isupper() == other[0].isupper()


def _tidy(item: str) -> str:
    """A number as locs print it: “số 02” is 02, “thứ hai” is 2."""
    if item.startswith("thứ") or item in _ORDINALS:
        word = item.split()[-1]
        return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else word
    return re.sub(r"^số\s*:?\s*", "", item).replace(" ", "")


def attach(tokens: list[Token]) -> tuple[Path, ...]:
    """Give each number the larger units it stands in: those behind it, else those named before."""
    parents = [-1 if token.items == ["*"] else _parent(tokens, i) for i, token in enumerate(tokens)]
    paths: list[Path] = []
    for i, token in enumerate(tokens):
        above = [] if token.items == ["*"] else _above(tokens, parents, i)
        items = token.items[1:] if i and parents[i - 1] == i else token.items
        paths.extend(_path([*above, (token.code, item)]) for item in items)
    return tuple(dict.fromkeys(paths))


def _parent(tokens: list[Token], i: int) -> int:
    """The token behind ``i`` that it stands in, or -1."""
    rank = RANK[tokens[i].code]
    for j in range(i + 1, len(tokens)):
        join = tokens[j].join
        if RANK[tokens[j].code] > rank:
            if join in ("and", "semi") or not _can_hold(tokens[j], tokens[i], join):
                return -1
            return j
    return -1


def _can_hold(holder: Token, held: Token, join: str) -> bool:
    outer, inner = holder.code, held.code
    if join == "comma":  # “khoản 2, Điều 5” is a path, “Điều 5, Chương II” and “Điều 5, Phụ lục I” are lists
        counted = outer in ("C", "Ph") and inner == "M" and held.items[0].isdigit()  # “mục 1, Phần III”
        return outer in ("P", "K", "D") or (outer == "M" and inner in ("P", "K")) or counted or inner + outer == "MSPL"
    return not (outer == "MS" and inner in ("M", "C"))


def _above(tokens: list[Token], parents: list[int], i: int) -> list[tuple[str, str]]:
    steps: list[tuple[str, str]] = []
    j = parents[i]
    if j < 0:
        j = next((k for k in range(i - 1, -1, -1) if _keeps(tokens[k].code, tokens[i].code)), -1)
        if j < 0:
            return steps
        steps.append((tokens[j].code, tokens[j].items[-1]))
    else:
        steps.append((tokens[j].code, tokens[j].items[0]))
    return steps if tokens[j].items == ["*"] else _above(tokens, parents, j) + steps


def _keeps(outer: str, inner: str) -> bool:
    """Whether a unit named before still holds a smaller one named after it (“Điều 7 và khoản 3”)."""
    if RANK[outer] <= RANK[inner]:
        return False
    return outer in ("P", "K", "D") or inner in ("P", "K") or (inner == "M" and outer in ("C", "Ph"))


def _path(steps: list[tuple[str, str]]) -> Path:
    """Steps largest first; from the article downwards a path leaves out chapter and section."""
    codes = {code for code, _ in steps}
    if "D" in codes:
        steps = [step for step in steps if step[0] not in ("Ph", "C", "M", "TM")]
    return tuple(code + item for code, item in steps)
