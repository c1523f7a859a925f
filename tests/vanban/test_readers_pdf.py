import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.pdffile import Box, Put, pdf
from vanban.readers import Limits, RefusedFile, UnreadableFile, read_bytes
from vanban.readers.ocr import MISSING

_SMALL = 7  # points: 14-point letters are seven wide here


def lines(*texts: str, top: float = 700, left: float = 85, step: float = 18, bold: bool = False) -> list[Put]:
    return [Put(left, top - i * step, text, 14, bold) for i, text in enumerate(texts)]


def full(text: str) -> str:
    """A line that reaches the right margin: 62 letters of 7 points from 85."""
    return text.ljust(62, "x")


def read(*pages: list[Put | Box], **more: str) -> str:
    return read_bytes(pdf(*pages, **more), "a.pdf").content


def test_lines_that_run_on_make_one_paragraph_and_indented_ones_begin_another() -> None:
    page = [
        Put(113, 700, "1. Cơ quan có trách nhiệm xem xét, giải quyết hồ sơ theo"),
        Put(85, 682, "thẩm quyền của mình và báo cáo kết quả cho cơ quan cấp trên cho"),
        Put(85, 664, "cơ quan cấp trên trực tiếp."),
        Put(113, 646, "2. Cơ quan báo cáo kết quả đúng hạn, theo quy định tại"),
        Put(85, 628, "Điều 5 và Điều 6 của Quy chế này cho cơ quan cấp trên trực tiếp"),
        Put(85, 610, "của mình trong thời hạn năm ngày làm việc kể từ ngày nhận được."),
    ]
    first, second = read(page).split("\n")
    assert first.startswith("1. Cơ quan có trách nhiệm xem xét, giải quyết hồ sơ theo thẩm quyền của mình")
    assert first.endswith("cho cơ quan cấp trên trực tiếp.")
    assert "quy định tại Điều 5 và Điều 6" in second
    assert second.endswith("cấp trên trực tiếp của mình trong thời hạn năm ngày làm việc kể từ ngày nhận được.")


def test_a_bold_heading_is_marked_bold_over_all_its_lines() -> None:
    page = [
        Put(113, 700, "Điều 1. Trách nhiệm của cơ quan chủ trì soạn thảo và của", 14, bold=True),
        Put(85, 682, "cơ quan phối hợp", 14, bold=True),
        Put(113, 664, "Cơ quan chủ trì có trách nhiệm xem xét, giải quyết theo"),
        Put(85, 646, "thẩm quyền của mình và báo cáo kết quả cho cơ quan cấp trên cho"),
        Put(85, 628, "thẩm quyền của mình và báo cáo kết quả cho cơ quan cấp trên hai"),
    ]
    text = read_bytes(pdf(page), "a.pdf")
    heading = "Điều 1. Trách nhiệm của cơ quan chủ trì soạn thảo và của cơ quan phối hợp"
    assert text.content.split("\n")[0] == heading
    assert [text.content[span.start : span.end] for span in text.bold] == [heading]


def test_the_letterhead_is_read_left_block_then_right_block_and_number_and_date_share_a_line() -> None:
    page = [
        Put(90, 760, "BỘ AN BÌNH", 10, bold=True), Put(300, 760, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 10, bold=True),
        Put(95, 752, "________", 8), Put(320, 744, "Độc lập - Tự do - Hạnh phúc", 10, bold=True),
        Put(85, 716, "Số: 05/2024/TT-BAB", 10), Put(320, 716, "Hà Nội, ngày 05 tháng 3 năm 2024", 10),
    ]  # fmt: skip
    assert read(page).split("\n") == [
        "BỘ AN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/2024/TT-BAB\tHà Nội, ngày 05 tháng 3 năm 2024",
    ]


def test_gazette_heads_page_numbers_and_stamps_leave_the_flow() -> None:
    pages = [
        [
            Put(170, 800, f"CÔNG BÁO/Số 5 + 6/Ngày 10-3-2024 {n}", 12),
            Put(113, 700, f"{n}. Việc."),
            Put(290, 30, f"{n}"),
        ]
        for n in (3, 4, 5)
    ]
    text = read_bytes(pdf(*pages), "a.pdf")
    assert text.content == "3. Việc.\n4. Việc.\n5. Việc."
    assert {aside.kind for aside in text.asides} == {"header", "page-number"}


def test_a_footnote_hangs_at_its_mark_and_leaves_the_flow() -> None:
    page = [
        *lines("Cơ quan chủ trì", "báo cáo cấp trên"), Put(85 + 15 * _SMALL, 705, "1", 8), Put(113, 640, "2. Việc."),
        Put(85, 100, "1", 6), Put(93, 97, "Bộ An Bình, theo phân công.", 10),
    ]  # fmt: skip
    text = read_bytes(pdf(page), "a.pdf")
    (note,) = text.asides
    assert (note.kind, note.marker, note.text) == ("footnote", "1", "Bộ An Bình, theo phân công.")
    assert text.content[: note.at] == "Cơ quan chủ trì"
    assert "phân công" not in text.content


def grid(xs: list[float], ys: list[float]) -> list[Box]:
    levels = [Box(xs[0], y, xs[-1] - xs[0], 0.5) for y in ys]
    return levels + [Box(x, ys[-1], 0.5, ys[0] - ys[-1]) for x in xs]


def row(y: float, *cells: str, bold: bool = False) -> list[Put]:
    return [Put(x, y, cell, 10, bold) for x, cell in zip((84, 124, 304), cells, strict=True) if cell]


def test_a_table_over_two_pages_is_one_table_with_its_heading_once() -> None:
    xs = [80.0, 120.0, 300.0, 500.0]
    first = [
        *grid(xs, [700, 680, 650]),
        *row(686, "TT", "Việc", "Cơ quan", bold=True),
        *row(668, "1", "Rà soát các", "Bộ An Bình"),
    ]
    second = [*grid(xs, [800, 780, 760, 740]), *row(786, "TT", "Việc", "Cơ quan", bold=True),
              *row(766, "", "văn bản", ""), *row(746, "2", "Báo cáo", "Bộ Hòa")]  # fmt: skip
    text = read_bytes(pdf(first, second), "a.pdf")
    assert text.content.split("\n") == [
        "| TT | Việc | Cơ quan |",
        "| 1 | Rà soát các văn bản | Bộ An Bình |",
        "| 2 | Báo cáo | Bộ Hòa |",
    ]
    assert [[cell.head for cell in cells] for cells in text.tables[0].rows] == [[True] * 3, [False] * 3, [False] * 3]


def test_a_merged_cell_covers_its_columns_and_rows_without_rules_are_told_by_their_numbers() -> None:
    xs = [80.0, 120.0, 300.0, 500.0]
    page = [
        *grid(xs, [700, 680]), *grid(xs, [660, 600]), Box(80, 660, 0.5, 20), Box(500, 660, 0.5, 20),
        *row(686, "TT", "Việc", "Cơ quan", bold=True), Put(124, 666, "I. Nhóm việc chung", 10),
        *row(646, "1", "Rà soát", "Bộ An Bình"), *row(612, "2", "Báo cáo", "Bộ Hòa"),
    ]  # fmt: skip
    text = read_bytes(pdf(page), "a.pdf")
    assert [[text.content[c.start : c.end] for c in cells] for cells in text.tables[0].rows] == [
        ["TT", "Việc", "Cơ quan"], ["I. Nhóm việc chung"], ["1", "Rà soát", "Bộ An Bình"], ["2", "Báo cáo", "Bộ Hòa"],
    ]  # fmt: skip
    assert text.tables[0].rows[1][0].colspan == 3


def test_a_page_shown_turned_reads_as_it_is_shown() -> None:
    page = lines("Điều 1. Phạm vi", "Điều 2. Hiệu lực", top=500)
    assert read_bytes(pdf(page, rotate=0), "a.pdf").content == "Điều 1. Phạm vi\nĐiều 2. Hiệu lực"


def test_a_truncated_pdf_says_so_in_one_sentence() -> None:
    with pytest.raises(UnreadableFile, match="cắt cụt"):
        read_bytes(pdf(lines("Điều 1. Phạm vi"))[:-300], "a.pdf")


def test_too_many_pages_are_refused_by_a_setting() -> None:
    with pytest.raises(UnreadableFile, match="3 trang"):
        read_bytes(pdf(*[lines("Điều 1.")] * 3), "a.pdf", limits=Limits(max_pages=2))


def test_a_mark_of_secrecy_on_the_page_or_in_the_properties_is_refused() -> None:
    for raw in (pdf(lines("TỐI MẬT", "BÁO CÁO")), pdf(lines("BÁO CÁO"), info="Tối mật")):
        with pytest.raises(RefusedFile):
            read_bytes(raw, "a.pdf")


def test_a_scan_without_tesseract_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.readers.ocr.program", lambda: None)
    monkeypatch.setattr("vanban.readers.pdf.reading.is_picture", lambda page, sheet: True)
    with pytest.raises(UnreadableFile, match="tesseract-ocr-vie"):
        read_bytes(pdf(lines("a")), "a.pdf")
    assert MISSING.count(".") <= 1


_WORDS = st.text(st.sampled_from("aĐ1.) ệ|(-"), min_size=1, max_size=9)
_PUTS = st.builds(Put, st.floats(0, 590), st.floats(0, 840), _WORDS, st.sampled_from([6, 10, 14]), st.booleans())
_BOXES = st.builds(Box, st.floats(0, 590), st.floats(0, 840), st.sampled_from([0.5, 100]), st.sampled_from([0.5, 90]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(_PUTS, _BOXES), max_size=14), min_size=1, max_size=3))
def test_whatever_lies_on_a_page_is_read_or_called_unreadable(pages: list[list[Put | Box]]) -> None:
    try:
        text = read_bytes(pdf(*pages), "a.pdf")
    except UnreadableFile:
        return
    assert all(0 <= span.start < span.end <= len(text.content) for span in text.bold)
    assert all(0 <= c.start <= c.end <= len(text.content) for t in text.tables for cells in t.rows for c in cells)
