"""Does an assignment table become the items it shows, all that were chosen or none, and nothing before that?"""

import io
import re
from datetime import date

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.models import Document, Refusal
from thongsuot.documents.rules import State
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import actions, annexes, queries
from thongsuot.programmes.annexes import Row, dry_run, of_text
from thongsuot.programmes.models import Basis, Programme
from thongsuot.programmes.rules import Cover, Part, Stage
from thongsuot.programmes.taking import take_rows
from vanban.readers import read_bytes

TABLE = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm"),
    ("I", "Rà soát", "", "", "", ""),
    ("1", "Rà soát giếng khơi toàn xã", "Ủy ban nhân dân xã Đông Hòa", "Trạm y tế; các thôn", "30/6/2026", "Danh sách"),
    ("2", "Lấy mẫu nước", "Trạm y tế xã, Công an xã", "", "Thường xuyên", ""),
    ("3", "Báo cáo kết quả", "Xã Đông Hòa", "", "Trước ngày 15/12/2026", "Báo cáo"),
)


def as_docx(rows: tuple[tuple[str, ...], ...] = TABLE, before: str = "PHỤ LỤC") -> bytes:
    file, held = docx.Document(), io.BytesIO()
    file.add_paragraph(before)
    table = file.add_table(0, len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    file.save(held)
    return held.getvalue()


def as_xlsx(rows: tuple[tuple[str, ...], ...] = TABLE) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(held)
    return held.getvalue()


def rows_of(programme: Programme, raw: bytes, name: str) -> list[Row]:
    return dry_run(programme, of_text(read_bytes(raw, name)))


def sent(client: Client, programme: Programme, raw: bytes, name: str = "phu-luc.docx") -> tuple[int, str]:
    answer = client.post(f"/programmes/{programme.pk}/annex/", {"file": SimpleUploadedFile(name, raw)})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("raw", "name"), [(as_docx(), "phu-luc.docx"), (as_xlsx(), "phu-luc.xlsx")], ids=["docx", "xlsx"]
)
def test_each_row_says_what_it_would_become(raw: bytes, name: str, programme: Programme, place: Place) -> None:
    before = Event.objects.count()
    first, second, third = rows_of(programme, raw, name)
    assert (first.action, first.group, first.lead, first.partners, first.product, first.due) == (
        "Rà soát giếng khơi toàn xã", "Rà soát", place.commune.pk, "Trạm y tế; các thôn", "Danh sách", "2026-06-30",
    )  # fmt: skip
    assert not first.odd
    assert (second.lead, second.lead_name, second.partners, second.due) == (None, "Trạm y tế xã", "Công an xã", "")
    assert len(second.odd) == 3  # two leads, no unit of that name, no day
    assert (third.due, third.lead_name) == ("2026-12-14", "Xã Đông Hòa")
    assert all(row.chosen and not row.fault for row in (first, second, third))
    assert (programme.items.count(), Event.objects.count()) == (1, before)  # looking changes nothing


def test_a_row_that_names_no_task_is_shown_with_what_is_wrong(programme: Programme, place: Place) -> None:
    table = (*TABLE, ("4", "", "Trạm y tế xã", "Công an xã", "30/9/2026", "Báo cáo"))
    for raw, name in ((as_docx(table), "a.docx"), (as_xlsx(table), "a.xlsx")):
        rows = rows_of(programme, raw, name)
        assert len(rows) == 4
        last = rows[-1]
        assert (last.number, last.action, last.lead_name, last.product) == ("4", "", "Trạm y tế xã", "Báo cáo")
        assert (last.fault, last.chosen) == ("Dòng không ghi nhiệm vụ.", False)
    status, page = sent(place.client("commune-officer"), programme, as_docx(table))
    assert status == 200
    assert "Dòng không ghi nhiệm vụ." in page


def test_a_deadline_without_a_day_keeps_its_words(programme: Programme) -> None:
    second = rows_of(programme, as_docx(), "a.docx")[1]
    assert second.working.startswith("“Thường xuyên”.")


def test_what_the_programme_has_already_is_not_chosen_again(programme: Programme) -> None:
    rows = rows_of(programme, as_docx((TABLE[0], ("1", "Lập sổ theo dõi nước giếng khơi", "Xã Đông Hòa", "", "", ""),
                                       ("2", "Lấy mẫu", "Xã Đông Hòa", "", "", ""),
                                       ("3", "Lấy mẫu", "Xã Đông Hòa", "", "", ""))), "a.docx")  # fmt: skip
    assert [row.chosen for row in rows] == [False, True, False]


def test_rows_become_suggestions_or_items_all_at_once(programme: Programme, place: Place, directive: Document) -> None:
    officer, rows = place.people["commune-officer"], rows_of(programme, as_docx(), "a.docx")
    take_rows(programme, rows[:1], keep=False, by=officer, loc="D2.K1")
    assert queries.unit_cover(place.commune, directive, ["D2.K1"])["D2.K1"] == Cover.OTHERS
    take_rows(programme, rows[1:], keep=True, by=officer, loc="D2.K1")
    made = list(programme.items.order_by("order"))[1:]
    assert [(item.kept, item.leading, item.due) for item in made] == [
        (False, "Xã Đông Hòa", date(2026, 6, 30)), (True, "Trạm y tế xã", None),
        (True, "Xã Đông Hòa", date(2026, 12, 14)),
    ]  # fmt: skip
    assert [(basis.part, basis.stage) for item in made for basis in item.bases.all()] == [
        (Part.FULL, Stage.SUGGESTED), (Part.PARTIAL, Stage.PLANNED), (Part.PARTIAL, Stage.PLANNED),
    ]  # fmt: skip
    assert queries.unit_cover(place.commune, directive, ["D2.K1"])["D2.K1"] == Cover.PARTIAL
    told = Event.objects.filter(verb="rows-taken").order_by("seq").last()
    assert told is not None
    assert told.after == {"items": [item.pk for item in made[1:]], "kept": True}


def test_nothing_is_taken_over_when_a_row_has_a_fault(programme: Programme, place: Place) -> None:
    officer = place.people["commune-officer"]
    rows = rows_of(programme, as_docx((*TABLE, ("4", "x" * 4001, "Xã Đông Hòa", "", "", ""))), "a.docx")
    assert (rows[-1].chosen, bool(rows[-1].fault)) == (False, True)
    for wrong in (rows, []):
        with pytest.raises(Problem):
            take_rows(programme, wrong, keep=True, by=officer)
    assert programme.items.count() == 1


@pytest.mark.parametrize("who", ["commune-head", "commune-clerk", "stranger-officer", "inspector"])
def test_only_who_drafts_takes_over(who: str, programme: Programme, place: Place) -> None:
    rows = rows_of(programme, as_docx(), "a.docx")
    with pytest.raises(Forbidden):
        take_rows(programme, rows, keep=True, by=place.people[who])
    assert place.client(who).get(f"/programmes/{programme.pk}/annex/").status_code in (403, 404)


def test_the_pages_show_the_rows_and_take_over_what_was_chosen(programme: Programme, place: Place) -> None:
    client = place.client("commune-officer")
    status, page = sent(client, programme, as_docx())
    assert status == 200
    assert page.count('name="row"') == 3
    assert "Thời hạn không nêu ngày cụ thể: “Thường xuyên”." in page
    packed = re.search(r'name="rows" value="([^"]+)"', page)
    assert packed
    to = f"/programmes/{programme.pk}/annex/take/"
    none = client.post(to, {"rows": packed[1], "as": "kept"})
    assert none.status_code == 422
    assert "Hãy chọn ít nhất một dòng." in none.content.decode()
    client.post(to, {"rows": packed[1], "row": ["0", "2"], "as": "kept"})
    assert [item.action for item in programme.items.filter(kept=True)] == [
        "Rà soát giếng khơi toàn xã", "Báo cáo kết quả",
    ]  # fmt: skip
    assert client.post(to, {"rows": packed[1][:-2] + "xx", "row": ["1"], "as": "kept"}).status_code == 400
    other = actions.start(programme.answers, place.commune, kind="Kế hoạch", title="khác",
                          by=place.people["commune-officer"])  # fmt: skip
    moved = client.post(f"/programmes/{other.pk}/annex/take/", {"rows": packed[1], "row": ["1"], "as": "kept"})
    assert moved.status_code == 400  # the rows were looked at for another programme
    assert programme.items.filter(kept=True).count() == 2


def test_a_file_with_a_secrecy_mark_is_refused_and_leaves_nothing(programme: Programme, place: Place) -> None:
    status, page = sent(place.client("commune-officer"), programme, as_docx(before="MẬT"), "bang-giao-viec.docx")
    assert status == 422
    assert "Rà soát giếng khơi" not in page
    assert "bang-giao-viec" not in page
    assert Refusal.objects.count() == 1
    assert programme.items.count() == 1


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 broken", "Không có bảng nào.".encode()])
def test_a_file_without_a_table_is_told_in_a_sentence(raw: bytes, programme: Programme, place: Place) -> None:
    status, page = sent(place.client("commune-officer"), programme, raw, "phu-luc.txt" if raw[:1] == b"K" else "a.docx")
    assert status == 422
    assert 'aria-invalid="true"' in page


ANNEXED = """TỈNH LÂM SƠN
ỦY BAN NHÂN DÂN
Số: 9/CT-UBND
Lâm Sơn, ngày 05 tháng 3 năm 2026
CHỈ THỊ
Về nước sạch
Điều 1. Giao việc
1. Giao các đơn vị thực hiện nhiệm vụ tại Phụ lục.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
PHỤ LỤC
| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |
|---|---|---|---|---|---|
| 1 | Kiểm tra nguồn nước | Sở Y tế | | 30/6/2026 | Báo cáo |
| 2 | Lắp trạm cấp nước | Ủy ban nhân dân các xã | Sở Xây dựng | 31/12/2026 | Trạm cấp nước |
"""


def test_the_annex_of_the_directive_is_taken_over_with_its_clause(place: Place) -> None:
    directive = place.receive(ANNEXED, unit=place.commune, who="commune-clerk")
    officer = place.people["commune-officer"]
    programme = actions.start(directive, place.commune, kind="Kế hoạch", title="…", by=officer)
    first, second = dry_run(programme, annexes.of_directive(directive))
    assert (first.chosen, second.chosen) == (False, True)  # one is for somebody else
    assert (second.action, second.due, second.partners) == ("Lắp trạm cấp nước", "2026-12-31", "Sở Xây dựng")
    page = place.client("commune-officer").get(f"/programmes/{programme.pk}/annex/?from=directive").content.decode()
    assert page.count('name="row"') == 2
    take_rows(programme, [second], keep=True, by=officer)
    basis = Basis.objects.get()
    assert basis.loc == second.loc
    assert "Lắp trạm cấp nước" in basis.quote


def test_an_annex_that_says_more_than_the_body_is_left_alone(place: Place) -> None:
    directive = place.receive(ANNEXED, unit=place.commune, who="commune-clerk")
    rows = directive.findings.filter(payload__source="table")
    assert review.drop_repeated(directive, by=place.people["commune-clerk"]) == 0
    assert {row.state for row in rows} == {State.PROPOSED}
    for who in ("commune-officer", "commune-head", "stranger-clerk"):
        with pytest.raises(Forbidden):
            review.drop_repeated(directive, by=place.people[who])
