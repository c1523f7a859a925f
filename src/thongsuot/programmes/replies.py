"""How are comments and what became of them laid before those who decide? A table as a Word file, in official form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import docx

from thongsuot.programmes.models import Comment, Programme
from thongsuot.programmes.official import Form, heading, page, paragraph, profile, title
from thongsuot.programmes.rules import Answer
from thongsuot.programmes.word import grid, saved

KIND = "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
HEADS = ("STT", "Đơn vị góp ý", "Nội dung góp ý", "Tiếp thu, giải trình")
WIDTHS = (13, 36, 58, 58)  # mm
ANSWERED = {
    Answer.TAKEN: "Tiếp thu",
    Answer.PARTLY: "Tiếp thu một phần",
    Answer.NOT: "Không tiếp thu",
    "": "Chưa trả lời",
}
"""As the paper has it, whatever the reader's language."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is printed: by which unit, where, about what; what became of it and why."""

    unit: str
    text: str
    about: str = ""
    conference: str = ""
    answer: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Replies:
    """What is printed of a draft's comments."""

    about: str
    asked: int
    silent: Sequence[str]
    comments: Sequence[Said]


def told(programme: Programme) -> Replies:
    """The comments on a draft: those on the whole of it first, then item by item."""
    rows = programme.comments.select_related("unit", "item", "conference").order_by("item__order", "pk")
    comments = sorted(rows, key=lambda row: (row.item.order if row.item else 0, row.pk))
    heard = {row.unit_id for row in comments}
    asked = list(programme.consultations.select_related("unit").order_by("unit__path"))
    silent = [row.unit.name for row in asked if row.unit_id not in heard]
    return Replies(f"đối với dự thảo {programme}", len(asked), silent, [_said(row) for row in comments])


def _said(row: Comment) -> Said:
    held = f"{row.conference.title}, ngày {row.conference.on:%d/%m/%Y}" if row.conference else ""
    return Said(row.unit.name, row.text, row.about, held, row.answer, row.why)


def write(replies: Replies, form: Form, dated: date) -> bytes:
    """The bytes of the file."""
    measures = profile(form.system, dated)
    file = docx.Document()
    page(file, measures)
    heading(file, form, "", dated, measures)
    title(file, KIND, replies.about, measures)
    for words in summary(replies):
        paragraph(file, words, measures)
    file.add_paragraph()
    grid(file, HEADS, WIDTHS, [(str(n), *_row(row)) for n, row in enumerate(replies.comments, 1)])
    return saved(file)


def summary(replies: Replies) -> list[str]:
    """The sentences above the table, whose numbers add up to its rows.

    >>> summary(Replies("", 2, ["Xã A"], [Said("Xã B", "Nêu rõ", answer="taken")]))[0]
    '1. Số đơn vị được gửi xin ý kiến: 2; chưa có ý kiến: 1 (Xã A).'
    """
    silent = f" ({'; '.join(replies.silent)})" if replies.silent else ""
    counts = Counter(row.answer for row in replies.comments)
    parts = [f"{words.lower()}: {counts[answer]}" for answer, words in ANSWERED.items() if answer or counts[""]]
    return [
        f"1. Số đơn vị được gửi xin ý kiến: {replies.asked}; chưa có ý kiến: {len(replies.silent)}{silent}.",
        f"2. Số ý kiến: {len(replies.comments)}; trong đó {', '.join(parts)}.",
        "3. Kết quả tiếp thu, giải trình từng ý kiến:",
    ]


def _row(said: Said) -> tuple[str, str, str]:
    unit = f"{said.unit}\n(tại {said.conference})" if said.conference else said.unit
    text = f"Về nhiệm vụ “{said.about}”:\n{said.text}" if said.about else said.text
    answer = ANSWERED[said.answer]
    return unit, text, f"{answer}.\n{said.why}" if said.why else f"{answer}."
