"""Which points are meant? Letters that lost a stroke or became a digit, and points inserted between others."""

from collections.abc import Iterable

from vanban.model import Note
from vanban.structure.labels import Label

_CLOSED = frozenset('.;“”"]/)')  # how the words before an inserted point end


def points(content: str, labels: list[Label]) -> tuple[list[Label], list[Note]]:
    """The points a), b) … among numbered lines, misprints mended, with what was mended.

    >>> from vanban.structure.labels import find_labels
    >>> text = "c) A;\\nd) B;\\nd) C;\\ne) D."
    >>> [label.number for label in points(text, find_labels(text))[0]]
    ['c', 'd', 'đ', 'e']
    """
    letters = [label for label in labels if label.kind == "alpha" or _may_be_l(label)]
    out, notes = list[Label](), list[Note]()
    for i, label in enumerate(letters):
        before = out[-1].number if out else ""
        after = letters[i + 1].number if i + 1 < len(letters) else ""
        if _may_be_l(label):
            if before != "k":
                continue
            out.append(label._replace(kind="alpha", number="l", major=out[-1].major + 1, minor=0))
            notes.append(Note("point-letter-mended", label.start, label.own, "“1)” sau điểm “k” được đọc là “l)”."))
        elif label.number == before == "d" and after in ("e", ""):
            out.append(label._replace(number="đ", major=label.major + 1))
            notes.append(Note("point-letter-mended", label.start, label.own, "“d)” thứ hai được đọc là “đ)”."))
        else:
            out.append(label)
    if any(label.kind == "alpha-digit" for label in labels):
        inserted = _inserted(content, (label for label in labels if label.kind == "alpha-digit"))
        out = sorted(out + inserted, key=lambda label: label.start)
    return out, notes


def _may_be_l(label: Label) -> bool:
    return label.kind == "arabic-bracket" and label.number == "1"


def _inserted(content: str, labels: Iterable[Label]) -> list[Label]:
    """Of d1), d2) … those that are points of their own, not parts of d): what stands before the first is closed."""
    kept, closed = list[Label](), None
    for label in labels:
        if label.minor == 1 or closed is None:  # quoted wording may begin with any of them
            closed = content[max(0, label.start - 8) : label.start].rstrip()[-1:] in _CLOSED
        if closed:
            kept.append(label)
    return kept
