"""Is a directive answered in a browser? Drafted, commented on, returned, approved, issued, mapped, answered below."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn, looked
from tests.thongsuot import texts
from tests.thongsuot.conftest import PASSWORD, Place
from tests.thongsuot.programmes.conftest import FORM, confirm, issued
from tests.thongsuot.programmes.test_annexes import as_docx
from thongsuot.dissemination import audience, meetings
from thongsuot.dissemination.meetings import Plan
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document
from thongsuot.programmes import actions, carrying, commenting, moving
from thongsuot.programmes.actions import Task
from thongsuot.programmes.models import Programme
from thongsuot.programmes.moving import Issue
from thongsuot.units.access import posts
from thongsuot.units.actions import add_unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def directive(place: Place) -> Document:
    """The regulation, its duties confirmed, in the hands of both communes."""
    document = place.receive(texts.REGULATION, "58-QD-TW.txt")
    confirm(document, place)
    documents.share(document, [place.commune, place.other], by=place.people["clerk"])
    document.refresh_from_db()
    return document


def other_answers(place: Place, directive: Document) -> Programme:
    """The other commune's programme, issued: it answers one clause and forgets the other."""
    officer = place.people["stranger-officer"]
    own = actions.start(directive, place.other, kind="Kế hoạch", title="thực hiện Quy định 58", by=officer)
    for item in own.items.all():
        actions.remove_item(item, revision=item.revision, by=officer)
    actions.add_item(own, Task("Phối hợp với Tỉnh ủy", lead=place.other), by=officer, loc="D2.K1")
    found = moving.submit(own, revision=own.revision, by=officer)
    found = moving.approve(found, revision=found.revision, by=place.people["stranger-head"], reason="Bổ sung sau")
    out = Issue("7/KH-UBND", date(2026, 3, 5), FORM)
    moving.issue(found, out, revision=found.revision, by=place.people["stranger-clerk"])
    return found


def test_a_draft_is_commented_on_returned_approved_and_issued(
    place: Place, directive: Document, signed_in: SignedIn
) -> None:
    officer = signed_in("commune-officer")
    officer.goto("/programmes/")
    officer.get_by_role("link", name="Soạn chương trình thực hiện Quy định 58-QĐ/TW").click()
    officer.get_by_label("Loại văn bản").select_option(label="Kế hoạch")
    officer.get_by_label("Trích yếu").fill("thực hiện Quy định số 58-QĐ/TW")
    officer.locator("main .form-actions .btn-primary").click()
    officer.get_by_role("button", name="Nhận", exact=True).click()
    expect(officer.locator("main")).to_contain_text("Chưa rõ: sản phẩm, thời hạn")
    programme = Programme.objects.get()
    officer.goto(f"/programmes/{programme.pk}/comments/")
    ask = officer.locator("section", has=officer.get_by_role("heading", name="Xin ý kiến"))
    ask.get_by_label("Xã Tây Thịnh", exact=True).check()
    ask.get_by_label("Góp ý đến hết ngày").fill(f"{timezone.localdate() + timedelta(days=7):%d/%m/%Y}")
    ask.get_by_role("button", name="Gửi dự thảo").click()
    expect(officer.locator("main")).to_contain_text("Đã gửi xin ý kiến 1 đơn vị.")

    asked = signed_in("stranger-officer", width=390, scripts=False)
    asked.goto("/programmes/")
    asked.get_by_role("link", name="Góp ý Kế hoạch thực hiện Quy định số 58-QĐ/TW").click()
    asked.get_by_role("combobox", name="Về").select_option(label="Lập sổ theo dõi nước giếng khơi")
    asked.get_by_role("textbox", name="Ý kiến", exact=True).fill("Nêu rõ thời hạn")
    asked.get_by_role("button", name="Gửi", exact=True).click()
    expect(asked.locator("main")).to_contain_text("Cảm ơn bạn")

    officer.goto(f"/programmes/{programme.pk}/comments/")
    officer.get_by_role("combobox", name="Câu trả lời").select_option(label="Tiếp thu một phần")
    officer.get_by_label("Vì sao").fill("Đã nêu quý")
    officer.get_by_role("button", name="Lưu trả lời").click()
    expect(officer.locator("main")).to_contain_text("Đã lưu trả lời.")
    with officer.expect_download() as file:
        officer.get_by_role("link", name="Bảng tổng hợp ý kiến (Word)").click()
    rows = docx.Document(io.BytesIO(file.value.path().read_bytes())).tables[1].rows
    assert [cell.text for cell in rows[1].cells][-1] == "Tiếp thu một phần.\nĐã nêu quý"

    at = f"/programmes/{programme.pk}/"
    head, clerk = signed_in("commune-head"), signed_in("commune-clerk")
    _step(officer, at, "Trình…")
    _step(head, at, "Trả lại…", "Nêu rõ sản phẩm")
    officer.goto(at)
    expect(officer.locator("main")).to_contain_text("Nêu rõ sản phẩm")
    officer.get_by_role("link", name="Sửa: Lập sổ theo dõi").click()
    officer.get_by_label("Sản phẩm").fill("Sổ theo dõi")
    officer.get_by_role("button", name="Lưu", exact=True).click()
    _step(officer, at, "Trình…")
    head.goto(f"{at}approve/")
    expect(head.locator("main")).to_contain_text("Vẫn có thể tiếp tục")
    expect(head.locator("main")).not_to_contain_text("Khoản 1 Điều 2")  # it asks another body
    _step(head, at, "Duyệt…", "Thuộc trách nhiệm cấp tỉnh")
    clerk.goto(at)
    with clerk.expect_download() as file:
        clerk.get_by_role("link", name="Tệp Word").click()
    assert len(docx.Document(io.BytesIO(file.value.path().read_bytes())).tables) == 3
    clerk.get_by_role("link", name="Phát hành…").click()
    clerk.get_by_role("textbox", name="Số, ký hiệu", exact=True).fill("12/KH-UBND")
    clerk.get_by_role("textbox", name="Chức vụ người ký").fill("Chủ tịch")
    clerk.get_by_role("textbox", name="Người ký", exact=True).fill("Nguyễn Văn A")
    clerk.locator("main .form-actions .btn-primary").click()
    expect(clerk.locator("main")).to_contain_text("Đã phát hành và đăng ký.")
    expect(clerk.locator("main")).to_contain_text("12/KH-UBND")


def _step(page: Page, at: str, link: str, reason: str = "") -> None:
    """A step of a programme on its own page."""
    page.goto(at)
    page.get_by_role("link", name=link).click()
    if reason:
        page.get_by_label("Lý do").fill(reason)
    page.locator("main .form-actions .btn-primary").click()
    expect(page).to_have_url(page.url.split("/programmes/")[0] + at)


def test_what_a_commune_leaves_out_shows_on_the_map_and_in_its_list(
    place: Place, directive: Document, signed_in: SignedIn
) -> None:
    own = actions.start(
        directive, place.commune, kind="Kế hoạch", title="thực hiện", by=place.people["commune-officer"]
    )  # fmt: skip
    issued(own, place)
    other_answers(place, directive)
    page = signed_in("officer")
    page.goto(f"/programmes/coverage/{directive.pk}/")
    row = page.get_by_role("row", name="Khoản 2 Điều 2")
    expect(row.get_by_role("link", name="Chưa có")).to_have_text("2 Chưa có")
    row.get_by_role("link", name="Chưa có").click()
    expect(page.locator("main")).to_contain_text("Xã Tây Thịnh")
    expect(page.locator("main")).not_to_contain_text("Xã Đông Hòa")
    page.get_by_role("link", name="Xã Tây Thịnh").click()
    expect(page.get_by_role("row", name="Khoản 2 Điều 2")).to_contain_text("Chưa có")
    expect(page.get_by_role("row", name="Khoản 1 Điều 2")).to_contain_text("Phối hợp với Tỉnh ủy")
    for item in own.items.all():
        carrying.finish(item, True)
    page.goto(f"/programmes/coverage/{directive.pk}/")
    page.get_by_role("row", name="Khoản 2 Điều 2").get_by_role("link", name="Hoàn thành").click()
    expect(page.locator("main")).to_contain_text("Xã Đông Hòa")


def test_the_level_below_answers_the_issued_programme(place: Place, directive: Document, signed_in: SignedIn) -> None:
    village = add_unit("LS.01.1", "Thôn Trung", place.commune.level, place.commune)
    user = add_user("thon-trung", password=PASSWORD)
    appoint(user, village, Role.OFFICER)
    place.people["village-officer"] = posts(user)[0]
    own = actions.start(
        directive, place.commune, kind="Kế hoạch", title="thực hiện", by=place.people["commune-officer"]
    )  # fmt: skip
    document = issued(own, place)
    confirm(document, place)
    documents.share(document, [village], by=place.people["commune-clerk"])
    page = signed_in("village-officer", width=390)
    page.goto("/programmes/")
    page.get_by_role("link", name="Soạn chương trình thực hiện Kế hoạch 12/KH-UBND").click()
    page.get_by_label("Trích yếu").fill("thực hiện Kế hoạch số 12/KH-UBND của xã")
    page.locator("main .form-actions .btn-primary").click()
    page.get_by_role("link", name="Khoản 1").click()
    page.get_by_role("button", name="Lấy nhiệm vụ từ điều khoản").click()
    expect(page.get_by_role("article")).to_contain_text("Lập sổ theo dõi nước giếng khơi")
    expect(page.locator("main")).to_contain_text("Đã có 1 trên 1")
    answer = Programme.objects.get(unit=village)
    assert answer.answers == document


@pytest.mark.looks
@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "en")])
def test_the_pages_of_a_province_that_answers(
    place: Place, directive: Document, signed_in: SignedIn, width: int, language: str
) -> None:
    programme = at_work(place, directive)
    at, map_ = f"/programmes/{programme.pk}/", f"/programmes/coverage/{directive.pk}/"
    for who, name, path in (
        ("commune-officer", "list", "/programmes/"),
        ("stranger-officer", "list-asked", "/programmes/"),
        ("commune-officer", "start", f"/programmes/start/{directive.pk}/"),
        ("commune-officer", "editor", at),
        ("commune-officer", "editor-clause", f"{at}?clause=D2.K2"),
        ("commune-officer", "item", f"/programmes/items/{programme.items.all()[0].pk}/"),
        ("commune-officer", "comments", f"{at}comments/"),
        ("commune-officer", "submit", f"{at}submit/"),
        ("commune-officer", "annex", f"{at}annex/"),
        ("officer", "map", f"{map_}?drafts=1"),
        ("officer", "map-units", f"{map_}units/?clause=D2.K2&how=none"),
        ("officer", "map-unit", f"{map_}of/{place.commune.pk}/?drafts=1"),
        ("officer", "faults", f"{map_}faults/"),
        ("commune-officer", "exemptions", "/programmes/exemptions/"),
    ):
        page = signed_in(who, width=width, language=language)
        page.goto(path)
        looked(page, f"{name}-{width}-{language}")
        if name == "annex":
            page.set_input_files("input[type=file]", {"name": "phu-luc.docx", "mimeType": "", "buffer": as_docx()})
            page.locator("main .form-actions .btn-primary").click()
            expect(page.locator("input[name=row]")).to_have_count(3)
            looked(page, f"annex-rows-{width}-{language}")
        page.close()


def at_work(place: Place, directive: Document) -> Programme:
    """A draft with items, a suggestion, comments from a unit and from a conference; the other commune has issued."""
    officer = place.people["commune-officer"]
    other_answers(place, directive)
    programme = actions.start(directive, place.commune, kind="Kế hoạch", title="thực hiện Quy định số 58-QĐ/TW của Bộ "
                              "Chính trị về phối hợp công tác trên địa bàn xã", by=officer)  # fmt: skip
    due = timezone.localdate() + timedelta(days=90)
    task = Task("Ban hành quy chế phối hợp giữa Ủy ban nhân dân xã và các thôn", "Xây dựng thể chế", place.commune,
                partners="Văn phòng; Công an xã", product="Quy chế", due=due)  # fmt: skip
    item = actions.add_item(programme, task, by=officer, loc="D2.K1")
    actions.add_item(programme, Task("Tập huấn cho cán bộ thôn"), by=officer)
    held = meetings.plan_conference(Plan("Hội nghị góp ý dự thảo kế hoạch", timezone.localdate()), by=officer)
    meetings.plan_conference(Plan("Hội nghị giao ban tuần", timezone.localdate() + timedelta(days=3)), by=officer)
    meetings.add_venues(held, audience.named([place.other]), [], by=officer)
    commenting.present(programme, held, ask=True, by=officer)
    commenting.consult(programme, [place.province], timezone.localdate() + timedelta(days=5), by=officer)
    commenting.note(programme, held, place.commune, "Bổ sung kinh phí thực hiện quy chế", by=officer, item=item)
    commenting.comment(programme, "Nêu rõ trách nhiệm của trưởng thôn", by=place.people["head"])
    return programme
