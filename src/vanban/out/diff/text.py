"""How does a comparison read in a terminal?"""

from vanban.out.diff.changes import Comparison, Difference
from vanban.out.diff.words import Piece
from vanban.out.places import place

_SIGNS = {"changed": "~", "added": "+", "removed": "-", "moved": ">"}
_NAMES = {"changed": "sửa", "added": "thêm", "removed": "bỏ", "moved": "chuyển hoặc đổi số"}
_AROUND = 8  # words shown on either side of a change


def to_text(found: Comparison) -> str:
    """What changed, a heading and its words for each provision; nothing where nothing did.

    >>> from vanban import outline
    >>> from vanban.out.diff import diff
    >>> old, new = (outline(f"Điều 1. Thời hạn\\n1. Gửi báo cáo {time}.") for time in ("quý", "tháng"))
    >>> print(to_text(diff(old, new)), end="")
    ~ khoản 1 Điều 1
        Gửi báo cáo [-quý-] {+tháng+}.
    1 sửa
    """
    told = [d for d in found.differences if d.kind != "unchanged"]
    if not told:
        return ""
    kinds = [d.kind for d in told]
    counts = ", ".join(f"{kinds.count(kind)} {name}" for kind, name in _NAMES.items() if kind in kinds)
    return "".join(_entry(d) for d in told) + counts + "\n"


def _entry(d: Difference) -> str:
    where = place(d.new or d.old or "")
    if d.kind == "moved":
        where = f"{place(d.old or '')} → {where}"
    words = "".join(shown(piece, first=i == 0, last=i + 1 == len(d.pieces)) for i, piece in enumerate(d.pieces))
    return f"{_SIGNS[d.kind]} {where}\n" + (f"    {words.strip()}\n" if words else "")


def shown(piece: Piece, first: bool, last: bool) -> str:
    """A run of words with its sign; of a long one that stayed, only what is next to a change."""
    words = piece.text.split()
    blank = " " if piece.text[:1].isspace() else ""
    if piece.kind == "removed":
        return f"{blank}[-{' '.join(words)}-]"
    if piece.kind == "added":
        return f"{blank}{{+{' '.join(words)}+}}"
    if (first and last) or len(words) <= 2 * _AROUND + 2:
        return blank + " ".join(words)
    head = "" if first else " ".join(words[:_AROUND])
    tail = "" if last else " ".join(words[-_AROUND:])
    return f"{blank}{head} … {tail}"
