"""Is the story of a conference lived through in a browser? Sent, received, returned, held, counted, reminded."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SignedIn, looked, pictured
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.actions import receive, return_with_reason, send
from thongsuot.dissemination.audience import Audience
from thongsuot.dissemination.meetings import Plan, Point, add_venues, count_venues, hold, plan_conference
from thongsuot.dissemination.models import Venue
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.units.access import posts
from thongsuot.units.actions import add_unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def regulation(place: Place) -> Document:
    return place.receive(texts.REGULATION, "58-QD-TW.txt")


def test_a_document_goes_down_is_received_and_returned(place: Place, regulation: Document, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    clerk.goto(f"/documents/{regulation.pk}/")
    clerk.get_by_role("link", name="Gửi và quán triệt").click()
    clerk.get_by_role("link", name="Gửi…").click()
    clerk.get_by_label("Tất cả đơn vị dưới").select_option(str(place.province.pk))
    clerk.get_by_label("Ghi chú cho nơi nhận").fill("Tổ chức quán triệt trong tháng")
    clerk.get_by_role("button", name="Xem trước").or_(clerk.locator("main .form-actions .btn-primary")).first.click()
    expect(clerk.locator("main")).to_contain_text("2 đơn vị")
    clerk.get_by_role("button", name="Gửi ngay").click()
    expect(clerk.locator("main")).to_contain_text("Đã gửi văn bản cho 2 đơn vị.")

    commune = signed_in("commune-clerk", width=390)
    commune.goto("/dissemination/inbox/")
    expect(commune.locator("main")).to_contain_text("Tổ chức quán triệt trong tháng")
    commune.get_by_label("Chọn Quy định 58-QĐ/TW").check()
    commune.get_by_role("button", name="Nhận các văn bản đã chọn").click()
    expect(commune.locator("main")).to_contain_text("Đã nhận 1 văn bản.")

    other = signed_in("stranger-clerk", scripts=False)
    other.goto("/dissemination/inbox/")
    other.get_by_role("link", name="Trả lại Quy định 58-QĐ/TW").click()
    other.get_by_label("Lý do").fill("Văn bản gửi trùng")
    other.get_by_role("button", name="Trả lại văn bản").click()
    expect(other.locator("main")).to_contain_text("Nơi gửi sẽ đọc được lý do")

    clerk.goto(f"/dissemination/documents/{regulation.pk}/?part=returned")
    expect(clerk.locator("main")).to_contain_text("Văn bản gửi trùng")


def test_a_conference_is_planned_held_and_counted(place: Place, regulation: Document, signed_in: SignedIn) -> None:
    officer = signed_in("officer")
    officer.goto(f"/dissemination/conferences/new/?document={regulation.pk}")
    officer.get_by_label("Ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    officer.get_by_label("Điều khoản").first.fill("Điều 2")
    officer.get_by_label("Chức danh người trình bày").first.fill("Trưởng Ban Tổ chức")
    officer.get_by_role("button", name="Lưu", exact=True).click()
    expect(officer.locator("main")).to_contain_text("Đã lập hội nghị")
    officer.get_by_role("link", name="Thêm điểm cầu").click()
    officer.get_by_label("Tất cả đơn vị dưới").select_option(str(place.province.pk))
    officer.locator("main .form-actions .btn-primary").click()
    expect(officer.locator("main")).to_contain_text("Đã thêm 2 điểm cầu.")
    officer.get_by_role("button", name="Đã tổ chức xong").click()
    officer.get_by_label("Có mặt, Xã Đông Hòa").fill("41")
    officer.get_by_role("button", name="Lưu số người dự").click()
    expect(officer.locator("main")).to_contain_text("1 điểm cầu")
    officer.get_by_role("link", name="Điều 2").click()
    expect(officer.locator("main")).to_contain_text("Trách nhiệm")

    commune = signed_in("commune-officer", width=390)
    commune.goto("/dissemination/conferences/")
    commune.get_by_role("link", name="Học tập, quán triệt").click()
    expect(commune.locator("main")).not_to_contain_text("Xã Tây Thịnh")


def test_people_enter_themselves_with_their_phones(
    place: Place, regulation: Document, signed_in: SignedIn, browser: Browser, address: str
) -> None:
    """The commune hangs up a code; somebody without an account scans it; the province sees a number alone."""
    made = plan_conference(Plan("Hội nghị quán triệt Quy định 58", timezone.localdate()), by=place.people["officer"])
    add_venues(made, Audience(below=place.province.pk), [], by=place.people["officer"])
    clerk = signed_in("commune-clerk")
    clerk.goto(f"/dissemination/conferences/{made.pk}/")
    clerk.get_by_role("link", name="Xã Đông Hòa").last.click()
    clerk.get_by_role("link", name="Mã điểm danh").click()
    clerk.get_by_role("button", name="Tạo mã điểm danh").click()
    expect(clerk.get_by_role("img", name="Mã dẫn tới trang điểm danh")).to_be_visible()
    looked(clerk, "code-1280-vi")
    scanned = clerk.locator(".code-address").inner_text().strip()

    stranger = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="vi-VN")
    phone = stranger.new_page()
    phone.goto(scanned)
    looked_without_scripts(phone, "check-in-390-vi")
    phone.get_by_label("Họ và tên của bạn").fill("Nguyễn Thị Suối")
    phone.get_by_label("Chức vụ").fill("Trưởng thôn")
    phone.get_by_role("button", name="Ghi tên tôi").click()
    expect(phone.locator("main")).to_contain_text("Đã ghi tên Nguyễn Thị Suối")
    phone.goto(scanned)
    phone.get_by_label("Họ và tên của bạn").fill("nguyễn thị suối")
    phone.get_by_label("Chức vụ").fill("Trưởng thôn")
    phone.get_by_role("button", name="Ghi tên tôi").click()
    expect(phone.locator("main")).to_contain_text("đã có trong danh sách")

    clerk.goto(f"/dissemination/conferences/{made.pk}/")
    clerk.get_by_role("link", name="Xã Đông Hòa").last.click()
    clerk.get_by_role("link", name="Danh sách", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("Nguyễn Thị Suối")
    clerk.get_by_label("Hoặc dán vào đây").fill("Họ và tên\tChức vụ\tCó mặt\tLý do vắng\nTrần Văn Đồi\t\t\tđám cưới")
    clerk.get_by_role("button", name="Xem trước thay đổi").click()
    expect(clerk.locator("main")).to_contain_text("không có trong danh mục")
    looked(clerk, "roll-fault-1280-vi")
    clerk.get_by_label("Hoặc dán vào đây").fill("Họ và tên\tChức vụ\tCó mặt\tLý do vắng\nTrần Văn Đồi\t\t\tốm")
    clerk.get_by_role("button", name="Xem trước thay đổi").click()
    clerk.get_by_role("button", name="Nhập toàn bộ").click()
    expect(clerk.locator("main")).to_contain_text("Danh sách 2 người, có mặt 1")
    looked(clerk, "attendance-1280-vi")

    officer = signed_in("officer")
    officer.goto(f"/dissemination/conferences/{made.pk}/")
    expect(officer.locator("main")).to_contain_text("Danh sách 2 người, có mặt 1")
    expect(officer.locator("main")).not_to_contain_text("Nguyễn Thị Suối")
    clerk.goto(f"/dissemination/venues/{made.venues.get(unit=place.commune).pk}/code/")
    clerk.get_by_role("button", name="Thu hồi mã").click()
    phone.goto(scanned)
    expect(phone.locator("main")).to_contain_text("đã bị thu hồi")
    stranger.close()


def looked_without_scripts(page: Page, name: str) -> None:
    """Where no script runs, axe cannot either: that nothing is wider than the window is seen from the boxes."""
    box = page.locator("main").bounding_box()
    assert box
    assert box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]
    pictured(page, name)


def test_conclusions_become_duties(place: Place, regulation: Document, signed_in: SignedIn) -> None:
    """A clerk writes what was concluded, an officer confirms the duty and adds one that the reading missed."""
    made = plan_conference(Plan("Hội nghị quán triệt", timezone.localdate()), by=place.people["officer"])
    hold(made, by=place.people["officer"])
    clerk = signed_in("clerk")
    clerk.goto(f"/dissemination/conferences/{made.pk}/")
    clerk.get_by_role("link", name="Ghi kết luận").click()
    clerk.get_by_label("Các kết luận").fill(
        "Văn phòng Tỉnh ủy tham mưu kế hoạch thực hiện, xong trước ngày 30/6/2027\n"
        "Nước giếng khơi của các xã: lập sổ theo dõi ngay trong quý này"
    )
    looked(clerk, "minutes-1280-vi")
    clerk.get_by_role("button", name="Vào sổ biên bản").click()
    expect(clerk.locator("main")).to_contain_text("Đã vào sổ làm biên bản")

    officer = signed_in("officer", width=390)
    officer.goto(f"/dissemination/conferences/{made.pk}/")
    officer.get_by_role("button", name="Xác nhận Tham mưu kế hoạch").or_(
        officer.locator(".conclusions .btn-primary")
    ).first.click()
    expect(officer.locator("main")).to_contain_text("có thể giao thực hiện")
    officer.get_by_role("link", name="Thêm kết luận").click()
    officer.get_by_role("link", name="Nước giếng khơi").click()
    officer.get_by_label("Chủ trì").fill("Ủy ban nhân dân các xã")
    looked(officer, "conclude-390-vi")
    officer.locator("main .form-actions .btn-primary").click()
    expect(officer.locator("main")).to_contain_text("Ủy ban nhân dân các xã")
    looked(officer, "conclusions-390-vi")
    made.refresh_from_db()
    assert made.record
    assert made.record.findings.confirmed().filter(kind=Kind.OBLIGATION).count() == 2


@pytest.mark.looks
@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "en")])
def test_the_pages_of_a_province_in_the_middle_of_it(
    place: Place, regulation: Document, signed_in: SignedIn, width: int, language: str
) -> None:
    conference = province_at_work(place, regulation)
    venue = Venue.objects.get(conference=conference, unit=place.commune).pk
    for who, name, path in (
        ("clerk", "funnel", f"/dissemination/documents/{regulation.pk}/"),
        ("clerk", "silent", f"/dissemination/documents/{regulation.pk}/?part=waiting"),
        ("clerk", "send", f"/dissemination/documents/{regulation.pk}/send/"),
        ("clerk", "outbox", "/dissemination/outbox/"),
        ("commune-clerk", "inbox", "/dissemination/inbox/"),
        ("officer", "conference", f"/dissemination/conferences/{conference}/"),
        ("officer", "venue", f"/dissemination/venues/{venue}/"),
        ("officer", "blank", f"/dissemination/venues/{venue}/blank/"),
        ("officer", "material", f"/dissemination/conferences/{conference}/materials/"),
        ("officer", "document", f"/documents/{regulation.pk}/"),
        ("officer", "conference-edit", f"/dissemination/conferences/{conference}/edit/"),
        ("head", "conferences", "/dissemination/conferences/"),
        ("officer", "session", f"/dissemination/documents/{regulation.pk}/session/"),
    ):
        page = signed_in(who, width=width, language=language)
        page.goto(path)
        looked(page, f"{name}-{width}-{language}")
        page.close()


def province_at_work(place: Place, regulation: Document) -> int:
    """Twelve communes and two villages: some received, some came, some are silent; gives the conference."""
    clerk, level = place.people["clerk"], place.commune.level
    names = ("Hà Lam", "Sơn Trà", "Phú Lộc", "An Khê", "Bình Minh", "Lộc Hà", "Vân Canh", "Tam Kỳ", "Yên Bình")
    units = [add_unit(f"LS.{n}", f"Xã {name}", level, place.province) for n, name in enumerate(names, 10)]
    units += [add_unit(f"LS.01.{n}", f"Thôn {n}", level, place.commune) for n in (1, 2)]
    for delivery in send(regulation, Audience(below=place.province.pk), by=clerk, note="Quán triệt trong tháng 12"):
        if delivery.recipient in units[:7]:
            user = add_user(f"van-thu-{delivery.recipient_id}")
            appoint(user, delivery.recipient, Role.CLERK)
            acting = posts(user)[0]
            if delivery.recipient == units[0]:
                return_with_reason(delivery, "Xã không có tổ chức đảng trực thuộc nêu tại Điều 2", by=acting)
            else:
                receive([delivery], by=acting)
    point = Point(regulation, locs=("D2.K1", "D3"), office="Trưởng Ban Tổ chức Tỉnh ủy", minutes=45)
    plan = Plan("Hội nghị học tập, quán triệt Quy định số 58-QĐ/TW", timezone.localdate(), place="Hội trường Tỉnh ủy",
                points=(point, Point(title="Thảo luận", minutes=30)))  # fmt: skip
    officer = place.people["officer"]
    made = plan_conference(plan, by=officer)
    add_venues(made, Audience(below=place.province.pk), ["Nhà văn hóa trung tâm"], by=officer)
    hold(made, by=officer)
    counts = {venue.pk: (60, 55 - n) for n, venue in enumerate(made.venues.filter(unit__in=units[:4]))}
    count_venues(made, counts, by=officer)
    return made.pk
