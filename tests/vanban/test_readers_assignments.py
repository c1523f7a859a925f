"""Do assignment tables of Word files and workbooks count, merged cells and all?"""

from tests.vanban.packages import RULED, docx, p, table, tc, tr
from tests.vanban.test_readers_xlsx import workbook
from vanban import parse
from vanban.model import Text
from vanban.readers import read_bytes

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def duties(text: Text) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    return [
        (" ".join(one.action.split()), one.lead, one.partners, one.deadline and one.deadline.text)
        for one in parse(text).obligations
    ]


def test_a_lead_and_a_deadline_merged_over_rows_hold_for_each_of_them() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        tr(tc("STT", props=DOWN), tc("Nhiệm vụ", props=DOWN), tc("Cơ quan", props=wide), tc("Thời hạn", props=DOWN)),
        tr(tc("", props=ON), tc("", props=ON), "Chủ trì", "Phối hợp", tc("", props=ON)),
        tr("1", "Rà soát quy chế", tc("Bộ Tài chính", props=DOWN), "Bộ Nội vụ", tc("Quý II/2025", props=DOWN)),
        tr("2", "Xây dựng báo cáo", tc("", props=ON), "Bộ Y tế", tc("", props=ON)),
        tr("3", "Tổ chức hội nghị", "Bộ Công an", "", "Tháng 12/2025"),
        props=RULED,
    )
    assert duties(read_bytes(docx(p("KẾ HOẠCH") + body), "a.docx")) == [
        ("Rà soát quy chế", ("Bộ Tài chính",), ("Bộ Nội vụ",), "Quý II/2025"),
        ("Xây dựng báo cáo", ("Bộ Tài chính",), ("Bộ Y tế",), "Quý II/2025"),
        ("Tổ chức hội nghị", ("Bộ Công an",), (), "Tháng 12/2025"),
    ]


def test_a_workbook_annex_assigns_too() -> None:
    assert duties(workbook(lambda sheet: sheet.merge_cells("C5:C6"))) == [
        ("Rà soát văn bản", ("Bộ Tài chính",), (), "01/03/2025"),
        ("Báo cáo", ("Bộ Tài chính",), (), "Quý II/2025"),
    ]
