"""Does a text bear a secrecy mark? The stamps MẬT, TỐI MẬT, TUYỆT MẬT, told from words about secrets.

When in doubt at the head of a document the answer is yes: a refused file costs a question, a stored
secret breaks the law (domain §9). Nothing here returns, prints or keeps a word of the text.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from vanban.model import Text
from vanban.tables import load
from vanban.text.fold import fold

_TABLE = load("secrecy")
_LETTERS: dict[str, str] = {row["letters"]: row["name"] for row in _TABLE["mark"]}
_COMPOUND_BEFORE = frozenset(_TABLE["compound"]["before"])
_COMPOUND_BEHIND = frozenset(_TABLE["compound"]["behind"])
_CUES = re.compile("|".join(_TABLE["sample"]["cues"]))
_BESIDE = re.compile(r"\b(?:" + "|".join(sorted(_TABLE["beside"]["words"], key=len, reverse=True)) + r")\b|\d+")
_LABEL = re.compile(rf"(?:{'|'.join(_TABLE['label']['words'])})\s*[:.\-–|]*\s*")

_HEAD_LINES, _HEAD_LETTERS = 45, 4000
_NEAR = 8  # lines around a stamp that say it is only shown as a sample

# A line worth a second look has an M, an A of some kind and a T, be they spread, framed or misread.
_HINT = re.compile(
    r"M[ \t.]{0,3}[AẬÂĂÃẠẶẤẦẨẪẮẰẲẴÁÀẢËÄ][ \tÄÂ.\u0300-\u036f]{0,4}[TI1l7F]"
    r"|[Mm][ậâËë][ \t]{0,2}[tTI]|[mM]aät|[Mm]at\b|\(\s*(?:M|TM|TuM)\s*\)"
)
_FRAME = re.compile(r"[^\w]+|_+")
_SYMBOL = re.compile(
    r"\s*(?:Luật\s+)?[Ss]ố\s*:?\s*[\w./ Đđ-]*[-/][\w./Đđ-]*\s*\(\s*(?:M|TM|TuM|(?:tối |tuyệt )?mật)\s*\)", re.IGNORECASE
)
_LEGACY = str.maketrans({"Ë": "Ậ", "ë": "ậ", "Ö": "Ệ", "ö": "ệ", "è": "ố", "È": "Ố"})


def has_secrecy_mark(text: Text, *, metadata: Iterable[str] = ()) -> bool:
    """Whether a document bears a mark: as a line or cell of its own, behind a label, in its number, its margins.

    >>> has_secrecy_mark(Text("ỦY BAN NHÂN DÂN\\nTUYỆT MẬT\\nSố: 05/BC-UBND"))
    True
    >>> has_secrecy_mark(Text("Điều 1. Mật khẩu phải được giữ bí mật theo Luật Bảo vệ bí mật nhà nước."))
    False
    """
    if any(_is_marked_value(value) for value in metadata) or (text.source and _named(text.source.name)):
        return True
    if any(_stands_in_margin(aside.text) for aside in text.asides if aside.kind != "footnote"):
        return True
    return bool(_HINT.search(text.content)) and _marked_lines(text.content.split("\n"))


def _marked_lines(lines: Sequence[str]) -> bool:
    """Whether one of the lines is a mark."""
    letters = 0
    for place, line in enumerate(lines):
        head = place < _HEAD_LINES and letters < _HEAD_LETTERS
        letters += len(line)
        if not _HINT.search(line):
            continue
        row = line.lstrip().startswith("|")
        for cell in re.split(r"\t|\|| {4,}", line):
            found = _mark(cell, head=head)
            if found and (head or not row) and not _is_sample(lines, place, found, head=head):
                return True
        if head and (_SYMBOL.match(line) or _at_edge(line)):
            return True
        if (head or not row) and _labelled(line) and not _is_sample(lines, place, "", head=head):
            return True
    return False


def _mark(cell: str, *, head: bool) -> str:
    """The mark that a line or cell says and nothing else, or an empty string."""
    said = cell.strip()
    if not said or len(said) > 60:
        return ""
    bare = _FRAME.sub("", _BESIDE_STAMP.sub(" ", said))
    return _spelled(bare, head=head) or _spelled(_FRAME.sub("", said), head=head) or _beside(said, head=head)


_BESIDE_STAMP = re.compile(r"\((?:\d+|[a-z])\)")


def _spelled(bare: str, *, head: bool) -> str:
    """The mark that letters without blanks and frames spell; in the head also in small letters or misread."""
    if not 3 <= len(bare) <= 12:
        return ""
    if bare.replace("l", "").isupper():
        bare = bare.replace("l", "I")  # a capital I misread
    if not bare.isupper():
        known = head and (bare.lower() in ("mật", "tốimật", "tuyệtmật") or bare in _OLD_SPELLINGS)
        return _LETTERS.get(_plain(bare), "") if known else ""
    letters = _plain(bare)
    if letters in ("TUYETMAT", "TOIMAT") or (head and _nearly(letters, "TUYETMAT")):
        return _LETTERS.get(letters, "tuyệt mật")
    if re.fullmatch(r"T[O0Q][I1L]MA[TI1L7F]", letters):
        return _LETTERS["TOIMAT"]
    if re.fullmatch(r"(?:M|IVI|NI|LVI)A[TI1L7F]", letters):
        sure = bare == "MAT" or _last_a(bare) in "ẬÂ"
        return _LETTERS["MAT"] if sure or (head and letters.endswith("T") and _last_a(bare) in "ẪẦẤÃẠ") else ""
    return ""


def _nearly(letters: str, mark: str) -> bool:
    """Whether one letter at most was misread."""
    return len(letters) == len(mark) and sum(a != b for a, b in zip(letters, mark, strict=True)) <= 1


# As TCVN3 and VNI write the marks when their fonts are missing.
_OLD_SPELLINGS = frozenset(
    [
        "MËt",
        "mËt",
        "TèiMËt",
        "tèimËt",
        "TèIMËT",
        "TuyÖtMËt",
        "tuyÖtmËt",
        "Maät",
        "maät",
        "ToáiMaät",
        "toáimaät",
        "TuyeätMaät",
        "tuyeätmaät",
    ]
)


def _plain(bare: str) -> str:
    """Letters without accents, upper case; the marks of old encodings read through."""
    spelled = re.sub("[ÄÂ](?=[TI])", "", bare.upper()) if "AÄ" in bare.upper() or "AÂ" in bare.upper() else bare.upper()
    spelled = re.sub("(?<=E)[ÄÂ](?=T)|(?<=O)[ÁÂ](?=I)", "", spelled)
    return fold(spelled.translate(_LEGACY)).upper()


def _last_a(bare: str) -> str:
    found = re.findall(r"[AẬÂĂÃẠẶẤẦẨẪẮẰẲẴÁÀẢËÄ]", bare.upper())
    return "Ậ" if found and found[-1] in "ËÄ" else found[-1] if found else ""


def _beside(said: str, *, head: bool) -> str:
    """The mark that shares its line with a copy number, an urgency or "tài liệu", as in “TỐI MẬT - Bản số 02”."""
    if not (said.isupper() or head):
        return ""
    words = _FRAME.sub(" ", _BESIDE.sub(" ", _FRAME.sub(" ", fold(said)))).split()
    if "".join(words) not in ("mat", "toimat", "tuyetmat") or not re.search(r"\b[Mm]ật\b|\bMẬT\b|\bM[AÂ]T\b", said):
        return ""
    folded = _FRAME.sub(" ", fold(said)).split()
    place = folded.index("mat") if "mat" in folded else -1
    if place > 0 and folded[place - 1] in _COMPOUND_BEFORE - {"tuyet", "toi", "do"}:
        return ""
    upper = re.search(r"\bM[ẬAÂ]T\b", said)
    colon = re.search(r":\s*(?:tối |tuyệt )?mật\W*$", said, re.IGNORECASE)
    higher = head and len(words) > 1  # “Tài liệu tối mật” alone on a line of the heading
    return _LETTERS["".join(words).upper()] if upper or colon or higher else ""


def _labelled(line: str) -> bool:
    """Whether a line gives a degree of secrecy behind a label: “Độ mật: Tối mật”."""
    folded = fold(line).strip(" |\t-+*")
    label = _LABEL.match(folded)
    if not label or not re.search(r"[:|\-–]|\bmat\s+(?:mat|toi|tuyet)", folded[: label.end() + 12]):
        return False
    value = _FRAME.sub(" ", folded[label.end() :]).strip()
    return value in ("mat", "toi mat", "tuyet mat") and bool(re.search(r"mật\W*$", line, re.IGNORECASE))


def _at_edge(line: str) -> bool:
    """Whether a stamp was read into a line of the letterhead: before or behind the issuer, number or date."""
    words = line.split()
    if len(words) > 24:
        return False
    for place, word in enumerate(words):
        if word.strip("[]().|:-") not in ("MẬT", "MÂT"):
            continue
        before = fold(words[place - 1]) if place else ""
        behind = fold(words[place + 1]) if place + 1 < len(words) else ""
        if before in ("tuyet", "toi") and words[place - 1].isupper():
            earlier = {fold(w) for w in words[: place - 1]}
            return not earlier & {"do", "dau", "danh", "muc"} and "mat" not in earlier
        edge = place == 0 or place == len(words) - 1
        rest = " ".join(words[:place] + words[place + 1 :])
        if edge and before not in _COMPOUND_BEFORE and behind not in _COMPOUND_BEHIND and _LETTERHEAD.search(rest):
            return True
    return False


_LETTERHEAD = re.compile(r"ngày\s.*năm|^[Ss]ố\s*:?\s|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập")


def _is_sample(lines: Sequence[str], place: int, found: str, *, head: bool) -> bool:
    """Whether a stamp is only shown or listed: another degree is near, or words about stamps."""
    around = [*lines[max(0, place - _NEAR) : place], *lines[place + 1 : place + _NEAR]]
    others = {m for line in around if len(line) < 40 and (m := _mark(line, head=head))}
    about = any(_CUES.search(fold(line)) for line in around)
    if head:
        return bool(others - {found}) and about
    return bool(others - {found}) or about


def _stands_in_margin(words: str) -> bool:
    """Whether a running head, foot or stamp holds a mark, alone or beside other words."""
    if not _HINT.search(words):
        return False
    cells = re.split(r"[\t\n|]| {3,}| [-–—•·] ", words)
    if any(_mark(cell, head=True) for cell in cells) or _labelled(words):
        return True
    return bool(_IN_MARGIN.search(words)) or _at_edge(words)


_IN_MARGIN = re.compile(r"(?<!ĐỘ )\b(?:TUYỆT|TỐI) MẬT\b")


def _is_marked_value(value: str) -> bool:
    """Whether a file's property names a degree: “Mật”, “Độ mật: Tối mật”, “kế hoạch; mật”, “Báo cáo (Mật)”."""
    if not value:
        return False
    parts = [value, *re.split(r"[,;|/\n]", value)]
    return any(_mark(p, head=True) or _labelled(p) for p in parts) or bool(_BRACKETED.search(value))


_BRACKETED = re.compile(r"[(\[]\s*(?:(?:tuyệt|tối)\s+)?mật\s*[)\]]", re.IGNORECASE)


def _named(name: str) -> bool:
    """Whether a file is named as secret: “12-BC (Mật).docx”, “TUYỆT MẬT - phương án.pdf”."""
    stem = PurePath(name).stem
    if _BRACKETED.search(stem):
        return True
    stem = re.sub(r"[_\-–.]+", " ", stem)
    found = re.search(r"\b(?:(?:TUYỆT|TỐI|TUYET|TOI) (?:MẬT|MAT)|MẬT)\b", stem)
    if not found:
        return False
    before, behind = fold(stem[: found.start()]).split(), fold(stem[found.end() :]).split()
    return not (before and before[-1] in _COMPOUND_BEFORE) and not (behind and behind[0] in _COMPOUND_BEHIND)
