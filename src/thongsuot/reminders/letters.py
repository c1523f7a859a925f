"""How does an urging letter look? A Word file in official form, with the overdue duties as its annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from thongsuot.programmes.official import Form, annex, closing, heading, page, paragraph, profile, written_day
from thongsuot.programmes.word import grid, line, saved

ABOUT = "đôn đốc thực hiện nhiệm vụ đã quá thời hạn"
HEADS = ("TT", "Nhiệm vụ", "Căn cứ", "Đơn vị chủ trì", "Thời hạn", "Số ngày quá hạn", "Tình trạng")
WIDTHS = (11, 44, 28, 25, 25, 14, 18)  # mm


@dataclass(frozen=True, slots=True)
class Row:
    """An overdue duty, as the annex prints it."""

    action: str
    ground: str
    lead: str
    due: date
    days: int
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says."""

    to: Sequence[str]
    rows: Sequence[Row]
    on: date  # the day up to which they are counted
    report_by: date


def write(told: Told, form: Form, symbol: str, dated: date) -> bytes:
    """The bytes of the file."""
    measures = profile(form.system, dated)
    file = docx.Document()
    page(file, measures)
    heading(file, form, symbol, dated, measures)
    opening, italic = measures["about"], measures["about_italic"]
    about = line(file.tables[0].rows[0].cells[0], f"{opening} {ABOUT}", 12, italic=italic, centre=True)
    about.paragraph_format.space_before = Pt(3)
    _addressed(file, told.to, measures)
    for words in _body(told, form):
        paragraph(file, words, measures)
    closing(file, form, measures)
    of = f"(Kèm theo Công văn số {symbol} {written_day(dated)} của {form.issuer})"
    annex(file, "Phụ lục", "Danh mục nhiệm vụ đã quá thời hạn", of, measures)
    grid(file, HEADS, WIDTHS, [_cells(n, row) for n, row in enumerate(told.rows, 1)])
    return saved(file)


def _addressed(file: WordFile, names: Sequence[str], measures: Mapping[str, Any]) -> None:
    """Kính gửi: one body on the line, several as a list."""
    head = line(file, "Kính gửi:", measures["body"], italic=measures["addressed_italic"])
    if len(names) == 1:
        head.add_run(f" {names[0]}").font.size = Pt(measures["body"])
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.space_after = Pt(6)
        return
    head.paragraph_format.left_indent = Mm(35)
    for n, name in enumerate(names, 1):
        said = line(file, f"- {name}{'.' if n == len(names) else ';'}", measures["body"])
        said.paragraph_format.left_indent = Mm(50)
    said.paragraph_format.space_after = Pt(6)


def _body(told: Told, form: Form) -> list[str]:
    one = len(told.to) == 1
    whom = told.to[0] if one else "các đơn vị"
    ending = profile(form.system, told.on)["ending"]
    return [
        f"Qua theo dõi việc thực hiện các nhiệm vụ được giao, tính đến hết ngày {told.on:%d/%m/%Y}, {whom} "
        f"còn {len(told.rows):02} nhiệm vụ đã quá thời hạn mà chưa hoàn thành (Phụ lục kèm theo).",
        f"Để bảo đảm tiến độ chung, {form.issuer} đề nghị {whom}:",
        "1. Tập trung chỉ đạo, khẩn trương hoàn thành các nhiệm vụ nêu tại Phụ lục; làm rõ nguyên nhân chậm, đề ra "
        "giải pháp và thời gian hoàn thành cụ thể của từng nhiệm vụ.",
        f"2. Báo cáo kết quả về {form.issuer} trước ngày {told.report_by:%d/%m/%Y}; nhiệm vụ có khó khăn, vướng mắc "
        "thì nêu rõ nội dung vướng mắc và kiến nghị, đề xuất.",
        f"Đề nghị {whom} quan tâm, phối hợp thực hiện{ending}",
    ]


def _cells(n: int, row: Row) -> tuple[str, ...]:
    return str(n), row.action, row.ground, row.lead, f"{row.due:%d/%m/%Y}", str(row.days), row.state
