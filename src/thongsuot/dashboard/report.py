"""How is progress reported on paper? A Word file in official form, state or Party, its tables as annexes.

Its words are Vietnamese, whatever the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import docx
from django.utils import translation

from thongsuot.dashboard.board import COLUMNS
from thongsuot.dashboard.rules import Figures, Split
from thongsuot.dashboard.wording import AGES, definitions, percent, ratios
from thongsuot.followup.rules import Standing
from thongsuot.followup.wording import STANDINGS
from thongsuot.programmes.official import (
    Form,
    annex,
    closing,
    heading,
    page,
    paragraph,
    profile,
    title,
    unnumbered,
    written_day,
)
from thongsuot.programmes.word import grid, saved

KIND = "Báo cáo"
SPLITS = ("TT", "{of}", "Tổng số", "Đúng hạn", "Muộn", "Trong hạn", "Quá hạn", "Tạm dừng", "Đã rút", "Tỷ lệ hoàn thành")
SPLIT_WIDTHS = (11, 32, 15, 15, 16, 17, 14, 15, 13, 17)  # mm
OVERDUE = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Văn bản giao", "Thời hạn", "Số ngày quá hạn")
OVERDUE_WIDTHS = (13, 55, 31, 25, 26, 15)  # mm


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue duty as it is printed."""

    action: str
    unit: str
    document: str
    due: date


@dataclass(frozen=True, slots=True)
class Told:
    """What a progress report tells."""

    unit: str
    day: date
    figures: Figures
    by_unit: Sequence[tuple[str, Split]]
    by_document: Sequence[tuple[str, Split]]
    late: Sequence[Late]
    only: str = ""  # the document, where the report is of one alone
    sealed: str = ""  # the hash of the snapshot it is made from
    kind: str = "nhiệm vụ cụ thể"


def write(told: Told, form: Form, symbol: str, dated: date) -> bytes:
    """The bytes of the file."""
    with translation.override("vi"):
        measures = profile(form.system, dated)
        file = docx.Document()
        page(file, measures)
        heading(file, form, symbol or unnumbered("BC", form.system), dated, measures)
        about = f" theo {told.only}" if told.only else ""
        title(file, KIND, f"tiến độ thực hiện nhiệm vụ{about} (tính đến hết ngày {told.day:%d/%m/%Y})", measures)
        texts = body(told)
        for n, (words, bold) in enumerate(texts):
            ending = measures["ending"] if n == len(texts) - 1 else ""
            paragraph(file, words.rstrip(".") + ending if ending else words, measures, bold=bold)
        closing(file, form, measures)
        of = f"(Kèm theo Báo cáo số {symbol or '……'} {written_day(dated)} của {form.issuer})"
        _splits(file, "Phụ lục I", "Kết quả theo đơn vị", "Đơn vị", told.by_unit, of, measures)
        if told.by_document:
            _splits(file, "Phụ lục II", "Kết quả theo văn bản giao", "Văn bản", told.by_document, of, measures)
        annex(file, "Phụ lục III" if told.by_document else "Phụ lục II", "Danh sách nhiệm vụ quá hạn", of, measures)
        rows = [
            (str(n), late.action, late.unit, late.document, f"{late.due:%d/%m/%Y}", str((told.day - late.due).days))
            for n, late in enumerate(told.late, 1)
        ]
        grid(file, OVERDUE, OVERDUE_WIDTHS, rows)
        left = told.figures.split.of(Standing.OPEN_OVERDUE) - len(rows)
        if left > 0:
            paragraph(file, f"Còn {left} nhiệm vụ quá hạn khác chưa liệt kê; xem trên hệ thống.", measures)
    return saved(file)


def body(told: Told) -> list[tuple[str, bool]]:
    """The sentences of the report, headings marked; their numbers are those of its tables."""
    split, late = told.figures.split, told.figures.split.of(Standing.OPEN_OVERDUE)
    parts = "; ".join(f"{str(STANDINGS[one]).lower()}: {split.of(one)}" for one in COLUMNS[:4])
    ages = "; ".join(f"{name}: {n}" for name, n in zip(AGES, told.figures.ages, strict=True))
    shares = [
        f"{name} {of}: {value} ({part}/{whole})" if whole else f"{name} {of}: {value}"
        for name, of, value, part, whole in ratios(split)
    ]
    out = [
        (f"{told.unit} báo cáo tiến độ thực hiện {told.kind} của đơn vị và các đơn vị trực thuộc, tính đến hết ngày "
         f"{told.day:%d/%m/%Y}, như sau:", False),
        ("I. TÌNH HÌNH CHUNG", True),
        (f"1. Tổng số nhiệm vụ: {split.valid}; trong đó {parts}.", False),
        (f"2. Tỷ lệ: {'; '.join(shares)}.", False),
        (f"3. Tính riêng: tạm dừng {split.of(Standing.SUSPENDED)}; đã rút {split.of(Standing.WITHDRAWN)}; "
         f"loại nhiệm vụ khác {told.figures.apart.valid}.", False),
        ("II. NHIỆM VỤ QUÁ HẠN", True),
        (f"Có {late} nhiệm vụ quá hạn, {percent(late, split.valid)} tổng số nhiệm vụ; theo số ngày quá hạn: {ages}."
         if late else "Không có nhiệm vụ quá hạn.", False),
        ("III. CÁCH TÍNH SỐ LIỆU", True),
    ]  # fmt: skip
    out += [(f"{n}. {name}: {words}.", False) for n, (name, words) in enumerate(definitions(), 1)]
    if not told.figures.complete:
        out.append(("Số liệu không gồm nhiệm vụ do văn bản chỉ dành cho đơn vị được nêu tên giao.", False))
    if told.sealed:
        out.append((f"Số liệu lấy từ bản chốt có mã băm SHA-256 {told.sealed}.", False))
    return out


def _splits(
    file: object, name: str, about: str, of: str, rows: Sequence[tuple[str, Split]], to: str, measures: object
) -> None:
    annex(file, name, about, to, measures)  # type: ignore[arg-type]
    told = [
        (str(n), words, str(split.valid), *(str(split.of(one)) for one in COLUMNS), percent(split.done, split.valid))
        for n, (words, split) in enumerate(rows, 1)
    ]
    grid(file, [head.format(of=of) for head in SPLITS], SPLIT_WIDTHS, told)  # type: ignore[arg-type]
