"""Is this number the act's own, or of the wording that it quotes? Told by what the act has counted so far."""

import re

from vanban.structure.labels import Label

RANKS = ("part", "chapter", "section", "subsection", "article", "roman", "arabic", "decimal", "alpha", "alpha-digit")
_LOWER = {kind: RANKS[i + 1 :] for i, kind in enumerate(RANKS)}
# What an own provision of an amending act says, and the names of its last articles.
_ORDER = re.compile(
    r"\A\s{0,9}(?:sửa đổi|bổ sung|bãi bỏ|thay|bỏ|đổi|chuyển|h[ủu][ỷy] bỏ|đính chính)\b|cụm từ"
    r"|\A\s{0,9}(?:tại|khoản|điểm|điều|tên|phụ lục|đoạn|mục|chương)\b"
    r".*(?:như sau|sửa (?:đổi|lại|thành)|bổ sung|bãi bỏ|thay)"
    r"|(?:sửa đổi|bổ sung|thay|bãi bỏ)\b.*\b(?:như sau|thành|bằng)[ \t]{0,9}:?\s{0,9}\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(  # “1. Khoản 1 Điều 3 Nghị định số …:”, under which its new wording stands
    r"\A\s{0,9}(?:(?:tại|về|đối với)\s+)?(?:khoản|điểm|điều|tên|phụ lục|mục|chương)\s+\w{1,6}\b.*:\s{0,9}\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s{0,9}(?:Hiệu lực|Điều khoản|Tổ chức thực hiện|Trách nhiệm|Quy định chuyển tiếp)")
_NEW_WORDING = re.compile(
    r"\A\s{0,9}(?:sửa đổi|bổ sung|thay)\b.*\b(?:như sau|sau đây|thành|bằng)[ \t]{0,9}:?\s{0,9}\Z"
    r"|được (?:sửa đổi|bổ sung|thay)\b.*\bnhư sau[ \t]{0,9}:?\s{0,9}\Z",
    re.IGNORECASE,
)
_CLOSINGS = frozenset({"au", "ây", "nh", "ng"})  # the last two of each
_TAILS = frozenset(":uhg")  # the last letters of “như sau:”, “như sau”, “thành”, “bằng”
_HEADS = frozenset("SBT \t")  # the first ones of “Sửa đổi”, “Bổ sung”, “Thay”, or a space before them
_AMENDS = re.compile(r"\s{0,9}(?:Sửa đổi|Bổ sung|Thay)\b")
_NAMES = {
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
    "arabic": "khoản",
    "alpha": "điểm",
    "alpha-digit": "điểm",
}


QUOTED = 200  # so many numbers may new wording have
SHOWN = 600  # characters of a long line that are looked at, at either end
LEAP = 2  # so far ahead may the act's next number be where one is missing


class Count:
    """The last numbers of each form, the smaller ones forgotten when a larger one comes."""

    def __init__(self) -> None:
        self.last = dict[str, tuple[int, int]]()
        self.label: Label | None = None
        self.at = 0  # labels before this one are counted, or passed over

    def follow(self, labels: list[Label], at: int) -> None:
        """Count on up to ``labels[at]``: only when somebody asks, which in most texts nobody does."""
        for i in range(self.at, at):
            self.add(labels[i])
        self.at = at

    def add(self, label: Label) -> None:
        """Count a number."""
        for lower in _LOWER.get(label.kind, ()):
            self.last.pop(lower, None)
        self.last[label.kind] = (label.major, label.minor)
        self.label = label

    def precedes(self, label: Label) -> bool:
        """Is it the next whole number of its form?"""
        return not label.minor and label.kind in self.last and label.major == self.last[label.kind][0] + 1

    def leads_to(self, label: Label) -> bool:
        """Is it the next number of its form, an inserted one too?"""
        last = self.last.get(label.kind)
        return last is not None and (self.precedes(label) or (label.major == last[0] and label.minor == last[1] + 1))


def orders(content: str, label: Label) -> bool:
    """Does this line give an instruction to amend?

    >>> from vanban.structure.labels import find_labels
    >>> text = "1. Bãi bỏ khoản 3.\\n2. Hồ sơ gồm:"
    >>> [orders(text, label) for label in find_labels(text)]
    [True, False]
    """
    return _ORDER.search(_words(content, label.own, label.end)) is not None


def suspects(content: str, labels: list[Label]) -> list[int]:
    """The labels that new wording may begin with, by the last letters before them: of a code, one in forty.

    >>> from vanban.structure.labels import find_labels
    >>> text = "1. Sửa đổi khoản 2 như sau:\\n2. Một.\\n3. Hai."
    >>> suspects(text, find_labels(text))
    [1]
    """
    if not labels:
        return []
    found = list[int]()
    before, _, _, _, _, at, line_end, _ = labels[0]
    for i, (kind, _, _, _, start, own, end, _) in enumerate(labels[1:], 1):
        amends = (kind == "article" or before == "article") and content[at] in _HEADS and _AMENDS.match(content, at)
        if amends or (
            content[start - 2] in _TAILS
            and (
                start > line_end + 1 or len(tail := _last_two(content[start - 6 : start - 1])) < 2 or tail in _CLOSINGS
            )
        ):
            found.append(i)
        before, at, line_end = kind, own, end
    return found


def announces(content: str, labels: list[Label], at: int, own: Count) -> bool:
    """Does the line before a number say that new wording follows, and does the number open the unit that it names?"""
    label, following = labels[at - 1], labels[at]
    tail = content[following.start - 2 : following.start - 1]
    if following.kind not in _NAMES:
        return False
    near = following.start <= label.end + 3
    headed = near and "article" in (label.kind, following.kind) and _AMENDS.match(content, label.own) is not None
    if not headed and tail not in _TAILS:
        return False
    order = _words(content, label.own, label.end) if near else _line_before(content, following.start)
    if following.kind == "article" and headed:
        own.follow(labels, at)
        return names(order, following) and (not own.precedes(following) or _comes_again(content, labels, at))
    if not headed and _last_two(order[-30:]) not in _CLOSINGS:
        return False
    if orders(content, following) or _NAMED.search(_words(content, following.own, following.end)):
        return False
    return names(order, following) and (headed or bool(_NEW_WORDING.search(order)))


def _last_two(words: str) -> str:
    """The last two letters, a colon behind them or not."""
    return words.replace(":", " ").rstrip()[-2:].lower()


def _line_before(content: str, at: int) -> str:
    end = content.rfind("\n", 0, at)
    return _words(content, content.rfind("\n", 0, max(end, 0)) + 1, max(end, 0))


def _words(content: str, start: int, end: int) -> str:
    """A line, of a very long one the head and the tail: an instruction shows itself there."""
    if end - start <= 2 * SHOWN:
        return content[start:end]
    return f"{content[start : start + SHOWN]} {content[end - SHOWN : end]}"


def names(order: str, label: Label) -> bool:
    """Does an instruction name this number: “khoản 2”, “các điểm a, đ và e”?"""
    name = _NAMES.get(label.kind)
    if name is None or name.lower() not in order.lower():
        return False
    pattern = rf"{name}[^.;:“”]*?(?<!\w){re.escape(label.number)}(?!\w)"
    return re.search(pattern, order, re.IGNORECASE) is not None


def is_own(content: str, label: Label, own: Count, quoted: Count) -> bool:
    """Does this number carry on the act's own run, where it may also be of the quotation before it?"""
    last = own.last.get(label.kind)
    if last is None or label.minor or not last[0] < label.major <= last[0] + LEAP:
        return False
    if quoted.leads_to(label) or not own.precedes(label):
        closing = label.kind == "article" and _CLOSING.match(content, label.own) is not None
        return closing or orders(content, label)
    return True


def next_own(content: str, labels: list[Label], at: int, limit: int, own: Count, quoted: Count) -> int:
    """The index of the first label from ``at`` on that is the act's own again, or the first from ``limit`` on."""
    while at < len(labels) and labels[at].start < limit and not is_own(content, labels[at], own, quoted):
        quoted.add(labels[at])
        at += 1
    return at


def carries_on(content: str, labels: list[Label], at: int, limit: int, own: Count, quoted: Count) -> bool:
    """Does the number behind a quotation belong to it still: was it closed too early?"""
    if at >= len(labels) or labels[at].start >= limit:
        return False
    label = labels[at]
    if label.kind != "article" and orders(content, label):
        return False
    if not quoted.leads_to(label):
        last, order = quoted.last.get(label.kind, (label.major, 0)), own.label
        return (
            last[0] < label.major
            and order is not None
            and orders(content, order)
            and names(_words(content, order.own, order.end), label)
        )
    if not own.precedes(label):
        return True
    return label.kind != "article" and _still_due(content, labels, at, limit)


def _comes_again(content: str, labels: list[Label], at: int) -> bool:
    """Does the act's own article of this number come yet?"""
    due = labels[at]
    return any(
        label.kind == "article" and label.major == due.major and not label.minor and orders(content, label)
        for label in labels[at + 1 : at + QUOTED]
    )


def _still_due(content: str, labels: list[Label], at: int, limit: int) -> bool:
    """Does an instruction with the same number come yet, before the next quotation?"""
    due = labels[at]
    for k in range(at + 1, len(labels)):
        label = labels[k]
        if label.start >= limit or label.kind == "article":
            return False
        if (label.kind, label.major, label.minor) == (due.kind, due.major, due.minor):
            return orders(content, label)
    return False
