"""How fast are amendments applied? A code of some 300 KB with 200 instructions, against reading the same texts."""

from collections.abc import Iterator

from bench.inputs import grown, megabytes
from bench.row import Row
from bench.timing import seconds
from vanban import parse
from vanban.consolidation import consolidate
from vanban.model import Level, Provision

SIZE, INSTRUCTIONS = 0.3, 200
HEAD = "QUỐC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{number}\tHà Nội, ngày {day}\nLUẬT\n{title}\n"
CODE = HEAD.format(number="Luật số: 1/2020/QH14", day="01 tháng 01 năm 2020", title="THỬ")
TITLE = "Sửa đổi, bổ sung một số điều của Luật số 1/2020/QH14"
ACT = HEAD.format(number="Luật số: 2/2024/QH15", day="01 tháng 01 năm 2024", title=TITLE)


def amended() -> list[Row]:
    """A code consolidated, and how that compares with reading it and its amending act."""
    code = CODE + grown(SIZE).partition("THỬ\n")[2]
    act = amending(code)
    original, amendment = parse(code), parse(act)
    result = consolidate(original, [amendment])
    reading = seconds(lambda: [parse(code), parse(act)])
    ours = seconds(lambda: consolidate(original, [amendment]), runs=5)
    done = f"{len(result.applied)} applied, {len(result.unresolved)} unresolved"
    what = f"consolidation: {megabytes(code) * 1000:.0f} KB, {INSTRUCTIONS} instructions"
    return [Row(what, f"{ours:.3f} s ({done})", f"plain reading of both {reading:.3f} s", reading / ours, "< 0.3 s")]


def amending(code: str) -> str:
    """A law that changes a code in as many places: clauses replaced, added and repealed, phrases exchanged."""
    orders = (f"{number}. {order}" for number, order in enumerate(_orders(code), 1))
    head = "Điều 1. Sửa đổi, bổ sung một số điều của Luật số 1/2020/QH14"
    return ACT + "\n".join([head, *orders, "Điều 2. Hiệu lực thi hành", _SINCE])


_SINCE = "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024."


def _orders(code: str) -> Iterator[str]:
    provisions = parse(code).structure.provisions
    clauses = [
        row for row in provisions if row.level == Level.CLAUSE and row.loc.count(".") == 1 and "~" not in row.loc
    ]
    step = len(clauses) / INSTRUCTIONS
    for number in range(INSTRUCTIONS):
        yield _order(code, clauses[int(number * step)], number % 4)


def _order(code: str, clause: Provision, kind: int) -> str:
    article, own = clause.loc.partition(".")[0][1:], clause.number
    words = code[clause.own : clause.end].strip()
    place = f"khoản {own} Điều {article}"
    if kind == 0:
        return f"Sửa đổi, bổ sung {place} như sau:\n“{own}. {words.replace('“', '').replace('”', '')}”."
    if kind == 1:
        return f"Bổ sung khoản {own}a vào sau {place} như sau:\n“{own}a. Quy định bổ sung.”."
    if kind == 2:
        return f"Bãi bỏ {place}."
    first = " ".join(words.split()[:3]).strip(",.;:")
    return f"Thay thế cụm từ “{first}” bằng cụm từ “{first} mới” tại {place}."
