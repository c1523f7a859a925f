"""Are units found and chosen by whoever writes without accents, by keys alone, and without scripts?"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, looked, pictured
from tests.thongsuot.conftest import Place
from thongsuot.units.actions import add_unit, save_group

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def larger(place: Place) -> Place:
    """More communes, an office in two of them, a saved group."""
    for n, name in enumerate(("Xã Lũng Vài", "Xã Bản Đồn", "Phường Thác Mây"), 3):
        unit = add_unit(f"LS.0{n}", name, place.commune.level, place.province)
        add_unit(f"LS.0{n}.VP", "Văn phòng", place.commune.level, unit)
    save_group(place.province, "Cụm 1", [place.commune, place.other])
    return place


def test_units_are_found_without_accents_and_chosen_by_keys(larger: Place, signed_in: SignedIn) -> None:
    head = signed_in("head")
    head.goto("/followup/give/")
    group = head.get_by_role("group", name="Các đơn vị chủ trì")
    find = group.get_by_role("searchbox")
    told = group.get_by_role("status")
    expect(told).to_have_text("Đã chọn: 0")
    find.fill("dong hoa")
    expect(told).to_have_text("Đã chọn: 0 · đang hiện: 1")
    find.press("Enter")
    expect(told).to_have_text("Đã chọn: 1 · đang hiện: 1")
    find.fill("VAN PHONG")
    expect(group.locator(".choosing-list li:visible small")).to_have_text(
        ["Xã Lũng Vài", "Xã Bản Đồn", "Phường Thác Mây"]
    )
    find.press("ArrowDown")
    head.keyboard.press("ArrowDown")
    head.keyboard.press("Space")
    expect(told).to_have_text("Đã chọn: 2 · đang hiện: 3")
    expect(group.locator(".choosing-chips button")).to_have_text(["Xã Đông Hòa", "Văn phòng"])
    group.get_by_role("button", name="Bỏ chọn Xã Đông Hòa").click()
    expect(group.get_by_role("button", name="Bỏ chọn Văn phòng")).to_be_focused()
    expect(told).to_have_text("Đã chọn: 1 · đang hiện: 3")


def test_a_group_is_chosen_at_once_and_given_to(larger: Place, signed_in: SignedIn) -> None:
    head = signed_in("head")
    head.goto("/followup/give/")
    head.get_by_label("Nội dung công việc").fill("Lập sổ")
    leads = head.get_by_role("group", name="Các đơn vị chủ trì")
    leads.get_by_label("Chỉ hiện").select_option(label="Cụm 1")
    leads.get_by_role("button", name="Chọn tất cả đang hiện (2)").click()
    partners = head.get_by_role("group", name="Phối hợp")
    expect(partners.locator(".choosing-list")).to_be_hidden()
    partners.get_by_role("searchbox").fill("thac may")
    partners.get_by_label("Phường Thác Mây").check()
    looked(head, "choosing-1280-vi")
    head.locator("main .form-actions .btn-primary").click()
    expect(head.locator("dl.facts")).to_contain_text("Xã Đông Hòa; Xã Tây Thịnh")
    expect(head.locator("dl.facts")).to_contain_text("Phường Thác Mây")


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (390, "vi"), (1280, "en")])
def test_it_is_accessible_and_fits(larger: Place, signed_in: SignedIn, width: int, language: str) -> None:
    page = signed_in("head", width=width, language=language)
    page.goto("/followup/give/")
    page.locator("#id_units-words").fill("xa")
    page.locator("#id_units [data-all]").click()
    page.locator("#id_partners-words").focus()
    expect(page.locator("#id_partners .choosing-list")).to_be_visible()
    expect(page.locator("#id_units [role=status]")).to_have_text(re.compile(r": 4 · .*: 4$"))
    looked(page, f"choosing-{width}-{language}")


def test_without_scripts_it_is_a_plain_list(larger: Place, signed_in: SignedIn) -> None:
    head = signed_in("head", scripts=False)
    head.goto("/followup/give/")
    head.get_by_label("Nội dung công việc").fill("Lập sổ")
    head.get_by_label("Xã Lũng Vài", exact=True).check()
    head.locator("#id_partners-written").fill("LS.02")
    pictured(head, "choosing-plain")
    head.locator("main .form-actions .btn-primary").click()
    expect(head.locator("dl.facts")).to_contain_text("Xã Lũng Vài")
    expect(head.locator("dl.facts")).to_contain_text("Xã Tây Thịnh")
