"""Is a Word file read as Word prints it?"""

import pytest

from tests.vanban.packages import RULED, W, docx, p, packed, r, table, tc, tr
from vanban.model import Text
from vanban.readers import read_bytes


def read(body: str, **parts: str) -> Text:
    return read_bytes(docx(body, **parts), "a.docx")


def said(body: str, **parts: str) -> list[str]:
    return read(body, **parts).content.split("\n")


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def test_paragraphs_are_lines_and_empty_ones_leave_none() -> None:
    assert said(p("Điều 1. Phạm vi") + p() + p(" ") + p("1. Một", " và hai.")) == ["Điều 1. Phạm vi", "1. Một và hai."]


def test_insertions_are_in_and_deletions_out() -> None:
    assert said(
        p("Thời hạn ", f"<w:ins>{r('15')}</w:ins>", "<w:del><w:r><w:delText>10</w:delText></w:r></w:del>", " ngày")
        + f"<w:ins>{p('Đoạn thêm')}</w:ins>"
        + p(f"<w:moveFrom>{r('đi')}</w:moveFrom>", f"<w:moveTo>{r('đến')}</w:moveTo>")
    ) == ["Thời hạn 15 ngày", "Đoạn thêm", "đến"]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert said(p("Nghị định này ", props=deleted) + p("có hiệu lực.") + p("Cuối", props=deleted)) == [
        "Nghị định này có hiệu lực.",
        "Cuối",
    ]


def test_breaks_tabs_hyphens_and_symbols_are_printed() -> None:
    assert said(p("QUYẾT ĐỊNH", run("<w:br/>"), "Về việc")) == ["QUYẾT ĐỊNH", "Về việc"]
    assert said(p("BỘ Y TẾ", run("<w:tab/>"), "CỘNG HÒA")) == ["BỘ Y TẾ\tCỘNG HÒA"]
    assert said(p("1.", run("<w:tab/>"), "Một") + p("Điều 2.", run("<w:tab/>"), "Hai")) == ["1. Một", "Điều 2. Hai"]
    assert said(p("58", run("<w:noBreakHyphen/>"), "QĐ/TW ban", run("<w:softHyphen/>"), "hành")) == ["58-QĐ/TW banhành"]
    assert said(p(run('<w:sym w:font="Wingdings" w:char="F0A8"/>'), " Có")) == ["□ Có"]
    assert said(p("\uf0b7 Một")) == ["• Một"]


def test_hidden_text_is_out_and_capitals_are_capitals() -> None:
    assert said(p("Thấy", r(" ẩn", "<w:vanish/>"), r(" hiện", '<w:vanish w:val="0"/>'))) == ["Thấy hiện"]
    assert said(p(r("Nghị định", "<w:caps/>"))) == ["NGHỊ ĐỊNH"]


def test_links_controls_and_formulas_are_text() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Bấm vào đây')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtContent>{r('Hà Nội')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink r:id="x">{r(" theo Luật")}</w:hyperlink>'
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    assert said(p(control, prompt, link, " ", formula)) == ["Hà Nội theo Luật a+b"]
    assert said(f"<w:sdt><w:sdtContent>{p('Cả đoạn')}</w:sdtContent></w:sdt>") == ["Cả đoạn"]


def test_page_numbers_are_out_and_results_of_other_fields_in() -> None:
    def field(instruction: str, result: str) -> str:
        marks = [run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")]
        return f"{marks[0]}{run(f'<w:instrText>{instruction}</w:instrText>')}{marks[1]}{r(result)}{marks[2]}"

    assert said(p("Điều ", field(" REF d5 ", "5"), " trang ", field(" PAGE ", "12"))) == ["Điều 5 trang"]
    assert said(p("A ", f'<w:fldSimple w:instr=" PAGE ">{r("9")}</w:fldSimple>', "B")) == ["A B"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> TOC </w:instrText>")
    assert said(p("Điều 1. Một", begin) + p("Điều 2. Hai")) == ["Điều 1. Một", "Điều 2. Hai"]


def test_a_table_of_contents_is_left_out_with_a_note() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    text = read(p("Điều 1. Tên 3", props='<w:pStyle w:val="M1"/>') + p("Điều 1. Tên"), styles=styles)
    assert text.content == "Điều 1. Tên"
    assert [note.code for note in text.notes] == ["contents-left-out"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    choice, fallback = f"<mc:Choice>{box}</mc:Choice>", f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    both = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    assert said(p("CHÍNH PHỦ", run(both)) + p("NGHỊ ĐỊNH")) == ["CHÍNH PHỦ", "DỰ THẢO", "NGHỊ ĐỊNH"]


def test_footnotes_hang_where_their_marks_stand() -> None:
    notes = f'<w:footnote w:id="2">{p("Đã sửa đổi.")}{p("Hai đoạn.")}</w:footnote>'
    text = read(p("Điều 5", run('<w:footnoteReference w:id="2"/>'), " Tên") + p("Sau"), footnotes=notes)
    (aside,) = text.asides
    assert text.content == "Điều 5 Tên\nSau"
    assert (aside.kind, aside.marker, aside.text) == ("footnote", "1", "Đã sửa đổi.\nHai đoạn.")
    assert aside.at == len("Điều 5")


def test_headers_and_footers_stand_apart_and_bare_page_numbers_nowhere() -> None:
    text = read(p("Thân"), header=p("Công báo số 5"), footer=p("- 2 -"))
    assert text.content == "Thân"
    assert [(aside.kind, aside.text, aside.at) for aside in text.asides] == [("header", "Công báo số 5", None)]


def test_bold_comes_from_the_run_its_style_or_the_style_of_the_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="h2"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="character" w:styleId="S"><w:name w:val="s"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    text = read(
        p(r("Điều 1.", "<w:b/>"), " ", r("Tên", "<w:b/>"), " thường")
        + p("Đậm", r(" không", '<w:b w:val="0"/>'), props='<w:pStyle w:val="H2"/>')
        + p(r("kiểu", '<w:rStyle w:val="S"/>')),
        styles=styles,
    )
    assert [text.content[span.start : span.end] for span in text.bold] == ["Điều 1. Tên", "Đậm", "kiểu"]


def test_a_data_table_is_rows_of_cells_with_what_they_cover() -> None:
    text = read(
        table(
            tr("STT", "Việc", "Ai", props="<w:tblHeader/>"),
            tr("1", tc("Rà soát", "văn bản|x"), tc("Bộ A", props='<w:vMerge w:val="restart"/>')),
            tr("2", "Báo cáo", tc("", props="<w:vMerge/>")),
            tr(tc("Tổng", props='<w:gridSpan w:val="2"/>'), "3"),
            props=RULED,
        )
    )
    assert text.content.split("\n") == [
        "| STT | Việc | Ai |",
        "| 1 | Rà soát văn bản¦x | Bộ A |",
        "| 2 | Báo cáo |  |",
        "| Tổng |  | 3 |",
    ]
    (found,) = text.tables
    assert [[text.content[c.start : c.end] for c in row] for row in found.rows][2:] == [["2", "Báo cáo"], ["Tổng", "3"]]
    assert found.rows[1][2].rowspan == 2
    assert found.rows[3][0].colspan == 2
    assert [cell.head for cell in found.rows[0]] == [True] * 3
    assert not found.rows[1][0].head


def test_letterhead_and_signature_tables_are_plain_lines() -> None:
    assert said(
        table(
            tr(tc("BỘ Y TẾ", "-------"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
            tr("Số: 1/QĐ-BYT", "Hà Nội, ngày 1 tháng 2 năm 2024"),
        )
        + p("QUYẾT ĐỊNH")
        + table(tr(tc("Nơi nhận:", "- Như trên."), tc("BỘ TRƯỞNG", "Đào Văn A")), props=RULED)
    ) == [
        "BỘ Y TẾ", "-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 1/QĐ-BYT\tHà Nội, ngày 1 tháng 2 năm 2024", "QUYẾT ĐỊNH",
        "Nơi nhận:", "- Như trên.", "BỘ TRƯỞNG", "Đào Văn A",
    ]  # fmt: skip


def test_a_table_in_a_cell_is_told_in_that_cell() -> None:
    inner = table(tr("x", "y"), tr("z", "t"), props=RULED)
    text = read(table(tr("STT", "Gồm"), tr("1", tc("Bảng:", inner)), props=RULED))
    assert text.content.split("\n")[1] == "| 1 | Bảng: x y z t |"


def test_deleted_and_hidden_rows_are_out() -> None:
    rows = (tr("STT", "Việc"), tr("1", "bỏ", props="<w:del/>"), tr("2", "ẩn", props="<w:hidden/>"), tr("3", "còn"))
    assert said(table(*rows, props=RULED)) == ["| STT | Việc |", "| 3 | còn |"]


def test_the_strict_dialect_is_read_too() -> None:
    raw = docx(p("Điều 1. Tên"))
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = f"<w:document {strict}><w:body>{p('Điều 1. Tên')}</w:body></w:document>"
    assert read_bytes(packed({"word/document.xml": body}), "a.docx").content == read_bytes(raw, "a.docx").content


@pytest.mark.parametrize("n", [300])
def test_reading_time_grows_with_the_length_only(n: int) -> None:
    rows = "".join(tr(str(i), tc("Bộ A", props="<w:vMerge/>")) for i in range(n))
    assert len(read(table(rows, props=RULED)).tables[0].rows) == n
