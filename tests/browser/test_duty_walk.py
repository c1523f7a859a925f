"""Is the story of a duty lived through in a browser? From a clause, down to a unit, and back to its confirmation."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, looked
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import confirm
from thongsuot.documents.models import Document
from thongsuot.followup import extending, reporting, taking
from thongsuot.followup.due import counted
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment
from thongsuot.followup.recurring import Rhythm, recur
from thongsuot.followup.reporting import File, Told
from thongsuot.followup.rules import Every, State

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def directive(place: Place) -> Document:
    found = place.receive(texts.REGULATION, "58-QD-TW.txt")
    confirm(found, place)
    found.refresh_from_db()
    return found


def test_a_duty_goes_from_the_clause_to_its_confirmation(
    place: Place, directive: Document, signed_in: SignedIn, tmp_path: Path
) -> None:
    head = signed_in("head")
    head.goto(f"/d/{directive.pk}/D2.K2")
    head.locator("main").get_by_role("link", name="Giao nhiệm vụ").click()
    head.get_by_label("Nội dung công việc").fill("Lập sổ theo dõi nước giếng khơi")
    leads = head.get_by_role("group", name="Các đơn vị chủ trì")
    leads.get_by_label("Lọc theo tên").fill("dong hoa")
    leads.get_by_label("Xã Đông Hòa", exact=True).check()
    head.get_by_label("Hoặc sau (số)").fill("15")
    head.get_by_label("Tính theo").select_option("working_day")
    head.locator("main .form-actions .btn-primary").click()
    expect(head.locator("main")).to_contain_text("15 ngày làm việc kể từ ngày")
    head.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(head.locator("main")).to_contain_text("Đã giao 1 nhiệm vụ.")
    duty = Assignment.objects.get()

    commune = signed_in("commune-head", width=390)
    commune.goto(f"/followup/{duty.pk}/")
    expect(commune.locator(".crumbs")).to_contain_text("Khoản 2 Điều 2")
    expect(commune.locator("main")).to_contain_text("Các xã, phường lập sổ theo dõi nước giếng khơi.")
    commune.get_by_role("button", name="Tiếp nhận").click()
    commune.get_by_role("link", name="Giao tiếp xuống…").click()
    commune.get_by_label("Nội dung công việc").fill("Lập sổ tại thôn Một")
    commune.locator("#id_units").get_by_label("Xã Đông Hòa", exact=True).check()
    commune.locator("main .form-actions .btn-primary").click()
    commune.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(commune.locator("main")).to_contain_text("Lập sổ tại thôn Một")
    child = Assignment.objects.get(parent=duty)
    taking.withdraw(child, "Làm chung toàn xã", by=place.people["commune-head"])

    shows = tmp_path / "so-theo-doi.txt"
    shows.write_text("Sổ theo dõi nước giếng khơi của xã", "utf-8")
    officer = signed_in("commune-officer", scripts=False)
    officer.goto(f"/followup/{duty.pk}/")
    officer.get_by_role("link", name="Báo cáo…").click()
    officer.get_by_label("Kết quả đạt được").fill("Đã lập sổ cho 12 thôn")
    officer.get_by_label("Tệp minh chứng").set_input_files(shows)
    officer.get_by_label("Nhiệm vụ đã hoàn thành").check()
    officer.get_by_role("button", name="Gửi báo cáo").click()
    expect(officer.locator("main")).to_contain_text("Đã báo cáo – chờ xác nhận")

    head.goto(f"/followup/{duty.pk}/")
    expect(head.get_by_role("link", name="so-theo-doi.txt")).to_be_visible()
    head.get_by_role("link", name="Trả lại báo cáo…").click()
    head.get_by_label("Lý do").fill("Chưa nêu số giếng")
    head.get_by_role("button", name="Trả lại báo cáo").click()

    officer.goto(f"/followup/{duty.pk}/")
    expect(officer.locator("main")).to_contain_text("Chưa nêu số giếng")
    officer.get_by_role("link", name="Báo cáo…").click()
    officer.get_by_role("link", name="Chép từ báo cáo kỳ trước").click()
    expect(officer.get_by_label("Kết quả đạt được")).to_have_value("Đã lập sổ cho 12 thôn")
    officer.get_by_label("Kết quả đạt được").fill("Đã lập sổ cho 12 thôn, 340 giếng")
    officer.get_by_label("Nhiệm vụ đã hoàn thành").check()
    officer.get_by_role("button", name="Gửi báo cáo").click()

    head.goto(f"/followup/{duty.pk}/")
    head.get_by_role("link", name="Xác nhận báo cáo…").click()
    expect(head.locator("main")).to_contain_text("340 giếng")
    head.get_by_role("button", name="Xác nhận báo cáo").click()
    expect(head.locator("main")).to_contain_text("Hoàn thành đúng hạn")
    duty.refresh_from_db()
    assert duty.state == State.DONE

    stranger = signed_in("stranger-head")
    answer = stranger.goto(f"/followup/{duty.pk}/")
    assert answer is not None
    assert answer.status == 404
    expect(stranger.locator("main")).not_to_contain_text("giếng")
    inspector = signed_in("inspector")
    inspector.goto(f"/followup/{duty.pk}/")
    expect(inspector.locator("main")).to_contain_text("340 giếng")
    expect(inspector.locator("main").get_by_role("button")).to_have_count(0)
    expect(inspector.locator(".duty-acts a")).to_have_count(0)


@pytest.mark.looks
@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "en")])
def test_the_pages_of_a_duty_in_the_middle_of_it(
    place: Place, directive: Document, signed_in: SignedIn, width: int, language: str
) -> None:
    duty, extension = in_the_middle(place, directive)
    for who, name, path in (
        ("head", "duty", f"/followup/{duty.pk}/"),
        ("commune-head", "duty-lead", f"/followup/{duty.pk}/"),
        ("head", "give", f"/followup/give/?document={directive.pk}&clause=D2.K2"),
        ("head", "many", f"/followup/give/document/{directive.pk}/?all=1"),
        ("head", "confirm", f"/followup/{duty.pk}/confirm/"),
        ("head", "decide", f"/followup/extensions/{extension}/decide/"),
        ("head", "edit", f"/followup/{duty.pk}/edit/"),
        ("commune-officer", "report", f"/followup/{duty.pk}/report/"),
        ("head", "regular", "/followup/regular/"),
        ("head", "recur", "/followup/regular/give/"),
    ):
        page = signed_in(who, width=width, language=language)
        page.goto(path)
        looked(page, f"{name}-{width}-{language}")
        if name in ("give", "many"):
            if name == "give":
                page.locator(f"[name=units][value='{place.commune.pk}']").check()
            page.locator("main .form-actions .btn-primary").click()
            expect(page.locator("#preview")).to_be_visible()
            looked(page, f"{name}-preview-{width}-{language}")
        page.close()


def in_the_middle(place: Place, directive: Document) -> tuple[Assignment, int]:
    """A duty that was accepted, passed down, asked about, reported, sent back, reported again; and more time asked."""
    head, commune, officer = (place.people[who] for who in ("head", "commune-head", "commune-officer"))
    due = counted(20, "working_day", timezone.localdate())
    assert due is not None
    words = "Lập sổ theo dõi nước giếng khơi tại các thôn, bản; tổng hợp báo cáo Ủy ban nhân dân tỉnh"
    told = Duty(words, "Báo cáo kèm sổ theo dõi", due.day, due.working, [place.other])
    (held,) = assign(place.province, [place.commune], told, Source.of_clause(directive, "D2.K2"), by=head)
    taking.accept(held, by=officer)
    (child,) = pass_down(held, [place.commune], Duty("Kiểm kê giếng khơi tại thôn Một", due=due.day), by=commune)
    pass_down(child, [place.commune], Duty("Chụp ảnh từng giếng", due=timezone.localdate() - timedelta(3)), by=commune)
    asked = taking.ask(held, "Giếng đã lấp có phải đưa vào sổ không?", by=officer)
    taking.remark(held, "Có, ghi rõ ngày lấp.", answers=asked, by=place.people["officer"])
    taking.ask(held, "Có mẫu sổ không?", by=officer)
    told_first = Told(
        "Đã kiểm kê 6/12 thôn", "Thiếu kinh phí in sổ", "Cấp mẫu sổ điện tử", "Kiểm kê 6 thôn còn lại", 50
    )
    row = reporting.report(held, told_first, files=[File("Sổ".encode(), "so-theo-doi-thon-1-6.txt")], by=officer)
    reporting.return_report(row, "Nêu rõ số giếng của từng thôn", by=head)
    reporting.report(held, Told("Đã kiểm kê 6/12 thôn, 182 giếng", progress=55), by=officer)
    held.refresh_from_db()
    assert held.due_on is not None
    extension = extending.ask_extension(held, held.due_on + timedelta(15), "Chờ cấp kinh phí in sổ", by=officer)
    rhythm = Rhythm(Every.QUARTER, timezone.localdate())
    recur(place.province, place.commune, Duty("Báo cáo tình hình nguồn nước"), rhythm, Source(), by=head)
    return held, extension.pk
