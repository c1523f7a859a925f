"""Is a change followed in a browser? An amendment comes, two levels of units see what rests on it, one decides."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, looked
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import confirm as confirm_duties
from tests.thongsuot.suspects.conftest import amend, answer, exempt, give
from thongsuot.consolidations import actions as consolidations
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment
from thongsuot.suspects.models import Change, Suspect

pytestmark = pytest.mark.timeout(400)
AMENDING = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 70-QĐ/TW
Hà Nội, ngày 10 tháng 5 năm 2023
QUY ĐỊNH
sửa đổi, bổ sung Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
Điều 1. Sửa đổi, bổ sung một số điều của Quy định số 58-QĐ/TW
1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:
“2. Các xã, phường lập sổ theo dõi nước giếng khoan.”.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày 01 tháng 6 năm 2023.
T/M BỘ CHÍNH TRỊ
"""
UNCLEAR = "Thay thế cụm từ “giếng nước khơi” bằng cụm từ “giếng khoan” tại khoản 2 Điều 2."


@pytest.fixture
def directive(place: Place) -> Document:
    """The regulation: the province answers it, the commune answers the province's programme, a duty rests on it."""
    found = place.receive(texts.REGULATION, "58-QD-TW.txt")
    confirm_duties(found, place)
    documents.share(found, [place.commune, place.other], by=place.people["clerk"])
    found.refresh_from_db()
    plan = answer(found, place.province, "", place, {"D2.K2": "Lập sổ theo dõi giếng trong tỉnh"}, "5/KH-UBND").issued
    assert plan is not None
    documents.share(plan, [place.commune], by=place.people["clerk"])
    assert plan.current is not None
    loc = next(row.loc for row in plan.current.provisions.all() if row.loc != "PL")
    answer(plan, place.commune, "commune-", place, {loc: "Lập sổ giếng của xã"})
    answer(found, place.other, "stranger-", place, {"D2.K2": "Lập sổ của Tây Thịnh"})
    give(place, found, "D2.K2", "Kiểm tra giếng")
    return found


def test_an_amendment_comes_and_each_unit_decides_on_what_rests_on_it(
    place: Place, directive: Document, signed_in: SignedIn
) -> None:
    act = place.receive(AMENDING, "70-QD-TW.txt")
    amends = act.findings.get(relation="amends", payload__loc=None)
    review.accept(amends, revision=amends.revision, by=place.people["officer"])

    clerk = signed_in("head")
    clerk.goto(f"/consolidations/documents/{directive.pk}/")
    clerk.get_by_role("button", name="Lập văn bản hợp nhất").click()
    clerk.get_by_role("button", name="Thông qua").click()
    change = Change.objects.get()
    assert list(change.causes.all()) == [act]

    clerk.goto(f"/d/{directive.pk}/D2.K2@{date(2023, 7, 1)}")
    expect(clerk.locator("main")).to_contain_text("giếng khoan")
    clerk.goto(f"/d/{directive.pk}/D2.K2")
    clerk.locator("section", has=clerk.get_by_role("heading", name="Thay đổi", exact=True)).get_by_role(
        "link", name=re.compile("Lời văn thay đổi")
    ).click()
    expect(clerk.locator("del")).to_contain_text("khơi")
    expect(clerk.locator("ins")).to_contain_text("khoan")
    main = clerk.locator("main")
    for words in ("Lập sổ theo dõi giếng trong tỉnh", "Kiểm tra giếng", "Lập sổ giếng của xã", "Lập sổ của Tây Thịnh"):
        expect(main).to_contain_text(words)
    looked(clerk, "change")

    officer = signed_in("commune-officer", width=390)
    officer.goto("/")
    officer.get_by_role("link", name=re.compile("Cần rà soát: căn cứ")).click()
    looked(officer, "suspects-390")
    officer.get_by_role("link", name="Lập sổ giếng của xã").click()
    expect(officer.locator("main")).to_contain_text("Tỉnh Lâm Sơn: Lập sổ theo dõi giếng trong tỉnh")
    looked(officer, "suspect-390")
    officer.get_by_label("Vẫn phù hợp").check()
    officer.get_by_label("Vì sao").fill("Sổ của xã ghi cả giếng khoan")
    officer.get_by_role("button", name="Lưu quyết định").click()
    expect(officer.locator("main")).to_contain_text("Sổ của xã ghi cả giếng khoan")
    assert Suspect.objects.get(unit=place.commune).decision == "keep"

    inspector = signed_in("inspector", language="en")
    inspector.goto(f"/suspects/changes/{change.pk}/")
    looked(inspector, "change-en")
    inspector.get_by_role("link", name=re.compile("Units that have not decided")).click()
    expect(inspector.locator("tbody th")).to_have_text(["Tỉnh Lâm Sơn", "Xã Tây Thịnh"])
    looked(inspector, "change-units")
    inspector.locator("tr", has_text="Tây Thịnh").get_by_role("link").first.click()
    expect(inspector.locator("main")).to_contain_text("Lập sổ của Tây Thịnh")
    looked(inspector, "suspects-below")


def test_a_head_is_asked_again_about_what_did_not_apply_and_ends_it(
    place: Place, directive: Document, signed_in: SignedIn
) -> None:
    exempt(directive, "D2.K2", place)
    amend(directive, place)
    row = Suspect.objects.get(exemption__isnull=False)
    for width in (1280, 390):
        head = signed_in("commune-head", width=width)
        head.goto("/suspects/")
        looked(head, f"suspects-exemption-{width}")
        head.goto(f"/suspects/{row.pk}/")
        looked(head, f"suspect-exemption-{width}")
    head.goto("/suspects/")
    head.get_by_label(re.compile("Xã không có giếng khơi")).check()
    head.get_by_label("Quyết định", exact=True).last.select_option("revise")
    head.get_by_label("Vì sao").fill("Nay quy định nói giếng khoan")
    head.get_by_role("button", name="Xem trước").click()
    expect(head.locator("main")).to_contain_text("Chấm dứt 1 nội dung không áp dụng")
    looked(head, "suspects-exemption-preview")
    head.get_by_role("button", name="Quyết định ngay").click()
    head.goto("/programmes/exemptions/")
    expect(head.locator("main")).to_contain_text("Đã chấm dứt")
    looked(head, "exemptions-390")

    officer = signed_in("commune-officer")
    officer.goto(f"/suspects/{row.pk}/")
    looked(officer, "suspect-exemption-ended")
    officer.get_by_role("link", name="Đề nghị lại việc không áp dụng").click()
    officer.get_by_label("Vì sao không áp dụng").fill("Xã cũng không có giếng khoan")
    officer.get_by_role("button", name="Lưu").click()
    officer.goto(f"/suspects/{row.pk}/")
    expect(officer.locator("main")).to_contain_text("đã làm xong")


def test_an_amendment_that_waits_is_told_where_its_clause_is_worked_on(
    place: Place, directive: Document, signed_in: SignedIn
) -> None:
    act = place.receive(AMENDING.replace("Sửa đổi, bổ sung khoản 2 Điều 2 như sau:", UNCLEAR), "70-QD-TW.txt")
    amends = act.findings.get(relation="amends", payload__loc=None)
    review.accept(amends, revision=amends.revision, by=place.people["officer"])
    assert consolidations.make(directive, None, by=place.people["clerk"]).open == 1
    programme, duty = directive.programmes.get(unit=place.province), Assignment.objects.get()
    pages = (("clause", f"/d/{directive.pk}/D2.K2"), ("programme", f"/programmes/{programme.pk}/"),
             ("duty", f"/followup/{duty.pk}/"))  # fmt: skip
    for width in (1280, 390):
        officer = signed_in("officer", width=width)
        for name, url in pages:
            officer.goto(url)
            expect(officer.locator("main")).to_contain_text("đang chờ xử lý: Quy định 70-QĐ/TW")
            looked(officer, f"awaited-{name}-{width}")
    officer.get_by_role("link", name="Xem lệnh đang chờ").click()
    expect(officer.locator("main")).to_contain_text("Chờ xử lý")


def test_a_replaced_document_is_mapped_and_several_are_decided_without_scripts(
    place: Place, signed_in: SignedIn
) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    documents.share(old, [place.commune], by=place.people["clerk"])
    answer(old, place.commune, "commune-", place, {"D1.K1": "Quán triệt", "D1.K2": "Báo cáo năm"})
    new = place.receive(texts.REGULATION, "58.txt")
    documents.share(new, [place.commune], by=place.people["clerk"])
    replaces = new.findings.get(relation="replaces")
    review.accept(replaces, revision=replaces.revision, by=place.people["officer"])

    clerk = signed_in("clerk")
    clerk.goto("/suspects/changes/")
    looked(clerk, "changes")
    clerk.get_by_role("link", name="Quy định 126-QĐ/TW").first.click()
    clerk.get_by_role("link", name="Điều khoản cũ ứng với điều khoản mới").click()
    looked(clerk, "mapping")
    clerk.get_by_label("Điều khoản mới ứng với Khoản 2 Điều 1").select_option(label="Khoản 1 Điều 2")
    clerk.get_by_role("button", name="Xác nhận Khoản 2 Điều 1").click()
    expect(clerk.locator("main")).to_contain_text("do người xác nhận chọn")

    officer = signed_in("commune-officer", width=390, scripts=False)
    officer.goto("/suspects/")
    for box in officer.get_by_role("checkbox", name=re.compile("^Chọn")).all():
        box.check()
    officer.locator("#decide-decision").select_option("revise")
    officer.get_by_label("Vì sao").fill("Soạn kế hoạch theo Quy định 58")
    officer.get_by_role("button", name="Xem trước").click()
    expect(officer.locator("main")).to_contain_text("Báo cáo năm")
    officer.get_by_role("button", name="Quyết định ngay").click()
    assert set(Suspect.objects.values_list("decision", flat=True)) == {"revise"}
    officer.goto(f"/suspects/{Suspect.objects.get(about='Báo cáo năm').pk}/")
    expect(officer.locator("main")).to_contain_text("Khoản 1 Điều 2")
    mapped = signed_in("officer", width=390, language="en")
    mapped.goto(f"/suspects/changes/{Change.objects.get().pk}/mapping/")
    looked(mapped, "mapping-390")
