"""Is an amended text made in a browser? Settled, adopted, looked up on a day, compared; narrow and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, looked
from tests.thongsuot.consolidations.conftest import FIRST, Amended, amended

__all__ = ["amended"]
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, False)])
def test_an_amended_text_is_made_settled_adopted_and_looked_up(
    amended: Amended,
    signed_in: SignedIn,
    width: int,
    scripts: bool,
) -> None:
    officer, pk = signed_in("officer", width=width, scripts=scripts), amended.document.pk
    officer.goto(f"/documents/{pk}/")
    officer.get_by_role("link", name="Làm văn bản hợp nhất").click()
    officer.get_by_role("button", name="Lập văn bản hợp nhất").click()
    expect(officer.get_by_text("Còn 1 lệnh chờ xử lý.")).to_be_visible()
    expect(officer.locator("blockquote")).to_contain_text("giếng nước khơi")
    expect(officer.locator("ins", has_text="hằng quý")).to_be_visible()
    officer.get_by_role("link", name="Xử lý").click()
    officer.get_by_label("Lời văn", exact=False).last.fill("2. Các xã, phường lập sổ theo dõi nước giếng khoan.")
    officer.get_by_role("button", name="Lưu quyết định").click()
    expect(officer.get_by_text("Đã xử lý. Dự thảo được lập lại")).to_be_visible()

    head = signed_in("head", width=width, scripts=scripts)
    head.goto(f"/consolidations/documents/{pk}/")
    head.get_by_role("button", name="Thông qua làm lời văn của văn bản").click()
    expect(head.get_by_text("Đã thông qua thành bản 2, 3.")).to_be_visible()

    officer.goto(f"/d/{pk}/D2.K1")
    expect(officer.get_by_role("heading", name="Lịch sử của điều khoản này")).to_be_visible()
    expect(officer.locator(".wordings del").first).to_contain_text("II")
    officer.goto(f"/documents/{pk}/text/?on={FIRST}")
    expect(officer.get_by_text("Đây là lời văn vào ngày 01/06/2023")).to_be_visible()
    officer.get_by_role("link", name="Lời văn hôm nay").first.click()
    expect(officer.get_by_text("nước giếng khoan.")).to_be_visible()
    officer.goto(f"/documents/{pk}/versions/compare/?from=1&to=3")
    officer.locator("summary").last.click()
    if scripts:
        looked(officer, "consolidation-compare")
        officer.goto(f"/consolidations/documents/{pk}/")
        looked(officer, "consolidation")
