"""Which lines stand side by side? Letterheads and signature blocks: left block, then right block."""

import re
from collections.abc import Sequence

from vanban.readers.pdf.lines import PrintedLine, segments
from vanban.readers.pdf.words import Word

# A right cell's opening words part a letterhead line even where the gap is narrow.
_RIGHT = re.compile(r"(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập -)")
_NUMBER = re.compile(r"(?:Luật |Pháp lệnh )?[Ss]ố\s*:?\s")
_DATE = re.compile(r"ngày\s.*tháng\s.*năm", re.DOTALL)


def in_blocks(lines: Sequence[PrintedLine], width: float, *, first_page: bool) -> list[PrintedLine]:
    """The lines of a page in reading order, two-column stretches read block by block."""
    out: list[PrintedLine] = []
    place = 0
    while place < len(lines):
        cut = _cut(lines[place], width)
        if cut is None:
            out.append(lines[place])
            place += 1
            continue
        stretch, place = _stretch(lines, place, cut)
        while out and first_page and not any(line.alone for line in out) and _on_one_side(out[-1], stretch, width):
            stretch.insert(0, out.pop())
        out += _blocks(stretch, cut)
    return out


def _cut(line: PrintedLine, width: float) -> float | None:
    """Where a line falls into two cells, or None."""
    if _RIGHT.search(line.text):
        for place, word in enumerate(line.words[1:], 1):
            rest = " ".join(w.text for w in line.words[place : place + 4])
            if word.text[:1] in "CĐ" and line.words[place - 1].text != "NƯỚC" and _RIGHT.match(rest):
                return (line.words[place - 1].x1 + word.x0) / 2
    parts = segments(line)
    if len(parts) != 2:
        return None
    left, right = parts[0][-1].x1, parts[1][0].x0
    return (left + right) / 2 if 0.15 * width < (left + right) / 2 < 0.8 * width else None


def _stretch(lines: Sequence[PrintedLine], start: int, cut: float) -> tuple[list[PrintedLine], int]:
    """The lines from ``start`` on that keep to either side of the cut, and where they end."""
    place = start + 1
    last = lines[start]
    low, high = _gutter(last, cut)
    while place < len(lines):
        line = lines[place]
        sides = _gutter(line, (low + high) / 2)
        if sides[0] >= high or sides[1] <= low or last.y - line.y > 4.5 * line.size:
            break
        if max(low, sides[0]) >= min(high, sides[1]):
            break
        low, high = max(low, sides[0]), min(high, sides[1])
        last = line
        place += 1
    return list(lines[start:place]), place


def _gutter(line: PrintedLine, cut: float) -> tuple[float, float]:
    """The free room around the cut in a line; empty when a word stands on the cut."""
    left = max((w.x1 for w in line.words if (w.x0 + w.x1) / 2 < cut), default=0.0)
    right = min((w.x0 for w in line.words if (w.x0 + w.x1) / 2 >= cut), default=10_000.0)
    if left > 0.0 and right < 10_000.0 and right - left < 1.3 * line.size and not _RIGHT.search(line.text):
        return cut, cut
    return left, right


def _on_one_side(line: PrintedLine, stretch: Sequence[PrintedLine], width: float) -> bool:
    """Whether a line above a letterhead is a cell's first line: it keeps to one side of the page's middle."""
    near = line.y - stretch[0].y < 2 * line.size
    return near and (line.x1 < 0.5 * width or line.x0 > 0.4 * width)


def _blocks(stretch: Sequence[PrintedLine], cut: float) -> list[PrintedLine]:
    """Left lines, right lines; number and date of one row as one line with a tab between."""
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in stretch:
        for side, words in ((left, [w for w in line.words if (w.x0 + w.x1) / 2 < cut]), (right, _right(line, cut))):
            if words:
                side.append(PrintedLine.of(words, line.y))
    left, right = _mended(left), _mended(right)
    number = next((i for i, line in enumerate(left) if _NUMBER.match(line.text)), None)
    date = next((i for i, line in enumerate(right) if _DATE.search(line.text)), None)
    if number is None or date is None or abs(left[number].y - right[date].y) > 12:
        blocks = [*left, *right]
    else:
        row = PrintedLine.of([*left[number].words, *right[date].words], left[number].y)
        row.text = left[number].text + "\t" + right[date].text
        row.tab = right[date].words[0]
        blocks = [*left[:number], *right[:date], row, *left[number + 1 :], *right[date + 1 :]]
    for line in blocks:
        line.alone = True
    return blocks


def _mended(side: Sequence[PrintedLine]) -> list[PrintedLine]:
    """A cell's lines, a subject (V/v …) or an item that runs over several of them as one."""
    out: list[PrintedLine] = []
    subject = False
    for line in side:
        above = out[-1] if out else None
        near = above is not None and above.y - line.y < 2 * line.size
        small = line.text[0].islower() and above is not None and not above.text.endswith((";", ".", ":"))
        if above is not None and near and (subject or small):
            out[-1] = PrintedLine(
                [*above.words, *line.words], line.y, above.size, min(above.x0, line.x0), max(above.x1, line.x1)
            )
            out[-1].text = above.text + " " + line.text
        else:
            out.append(line)
            subject = bool(_SUBJECT.match(line.text))
    return out


_SUBJECT = re.compile(r"V/v\b|Về việc\b")


def _right(line: PrintedLine, cut: float) -> list[Word]:
    return [w for w in line.words if (w.x0 + w.x1) / 2 >= cut]
