"""What are its parts, on one screen? The outline that people read and tests compare."""

from vanban.model import Document, Level, Provision

NAMES = {
    Level.ANNEX: "phu-luc",
    Level.PART: "phan",
    Level.CHAPTER: "chuong",
    Level.SECTION: "muc",
    Level.SUBSECTION: "tieu-muc",
    Level.ARTICLE: "dieu",
    Level.CLAUSE: "khoan",
    Level.POINT: "diem",
    Level.SUBPOINT: "tiet",
    Level.DASH: "gach",
}


def to_outline(document: Document) -> str:
    """A line for each provision, indented by its depth: level, number, heading.

    >>> from vanban import parse
    >>> print(to_outline(parse("Điều 1. Trách nhiệm\\n1. Bộ Nội vụ:\\na) Chủ trì;")), end="")
    dieu 1 "Trách nhiệm"
      khoan 1
        diem a
    """
    depths: list[int] = []
    lines: list[str] = []
    for unit in document.provisions:
        depths.append(depths[unit.parent] + 1 if unit.parent >= 0 else 0)
        lines.append("  " * depths[-1] + line_of(unit) + "\n")
    return "".join(lines)


def line_of(unit: Provision) -> str:
    """One provision in the notation: ``dieu 5 "Trách nhiệm"``; a number given twice shows its ``~2``."""
    _, again, count = unit.loc.rpartition(".")[2].partition("~")
    number = f" {unit.number}" if unit.number else ""
    heading = f' "{unit.heading}"' if unit.heading else ""
    return f"{NAMES[unit.level]}{number}{again}{count}{heading}"
