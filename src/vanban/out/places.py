"""How is a loc said in Vietnamese? ``D5.K2.Pđ`` is “điểm đ khoản 2 Điều 5”."""

import re

_STEP = re.compile(r"(Ph(?=[^.~])|PL|MS|TM|[CMDKPTG])([^~]*)(?:~(\d+))?$", re.DOTALL)
_NAMES = {
    "Ph": "Phần",
    "C": "Chương",
    "M": "Mục",
    "TM": "Tiểu mục",
    "D": "Điều",
    "K": "khoản",
    "P": "điểm",
    "T": "tiết",
    "G": "gạch đầu dòng thứ",
    "PL": "Phụ lục",
    "MS": "Mẫu số",
}
_WHOLE = {"TITLE": "tên", "BASIS": "căn cứ", "ALL": "toàn bộ", "HEAD": "phần mở đầu", "FOOT": "phần kết"}


_LOC = re.compile(
    r"(?<![\w/.-])(?:D\d+[a-zđ]*|PL[\dA-Z]*|C[IVXL]+[a-z]*)(?:\.(?:[KPTG]|MS|TITLE|M(?=[\dIVX]))[\wđ()]*)*(?![\w/-])"
)


def spoken(words: str) -> str:
    """A sentence whose locs are said in words.

    >>> spoken("Văn bản không có D2.K9 để đặt đơn vị mới vào sau.")
    'Văn bản không có khoản 9 Điều 2 để đặt đơn vị mới vào sau.'
    """
    return _LOC.sub(lambda found: place(found[0]), words)


def place(loc: str) -> str:
    """A loc in words, smallest part first as texts say it.

    >>> place("D5.K2.Pđ"), place("PLI.D3"), place("D26.K2.Pa.16"), place("D5.TITLE")
    ('điểm đ khoản 2 Điều 5', 'Điều 3 Phụ lục I', 'điểm a.16 khoản 2 Điều 26', 'tên Điều 5')
    """
    words: list[str] = []
    inside = False
    for part in re.sub(r"\.(?=\d)", "\0", loc).split("."):
        words.append(_words(part.replace("\0", "."), inside))
        inside = inside or part[:1] in ("D", "K")
    return " ".join(reversed(words))


def _words(part: str, inside: bool) -> str:
    found = _STEP.match(part)
    if part in _WHOLE or not found:
        return _WHOLE.get(part, part)
    code, number, again = found.groups()
    if code == "Ph" and inside:
        code, number = "P", "h" + number
    return f"{_NAMES[code]} {number.strip('()')}" + (f" (lần {again})" if again else "")
