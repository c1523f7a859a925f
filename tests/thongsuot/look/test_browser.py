"""Do the pages work in a browser: accessible, at every width, by keyboard, on paper, and with no stranger asked?"""

import json

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import faults
from tests.thongsuot.look.sample import SITE, html, serve
from thongsuot.look import assets

pytestmark = [
    pytest.mark.skipif(not assets.current(), reason="no stylesheet yet: python -m thongsuot.look"),
]
LIST = f"{SITE}/documents/?sort=date&page=2"


def visit(chromium: Browser, language: str = "vi", width: int = 1280, scripts: bool = True) -> tuple[Page, list[str]]:
    page = chromium.new_page(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
    problems = serve(page, html(language))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.goto(LIST)
    return page, problems


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_gallery_is_accessible_and_fits_and_asks_no_stranger(browser: Browser, language: str, width: int) -> None:
    page, problems = visit(browser, language, width)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == []
    page.close()


def test_high_contrast_is_accessible_too(browser: Browser) -> None:
    page, problems = visit(browser)
    page.locator("summary[aria-label^='Tài khoản']").click()
    page.get_by_text("Bật, tắt tương phản cao").click()
    assert page.locator("html").get_attribute("data-contrast") == "more"
    assert faults(page) == []
    assert page.context.cookies()[0]["value"] == "more"
    assert problems == []
    page.close()


def test_rows_are_walked_selected_and_opened_by_keys(browser: Browser) -> None:
    page, problems = visit(browser)
    page.evaluate("document.activeElement.blur()")
    for key in "jjkjx":
        page.keyboard.press(key)
    rows = page.locator("main .table tbody tr")
    expect(rows.nth(1)).to_have_attribute("data-here", "")
    expect(rows.nth(1).locator("input")).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#51")
    assert problems == []
    page.close()


def test_keys_go_to_search_and_pages_but_not_while_typing(browser: Browser) -> None:
    page, problems = visit(browser)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("gd?")
    expect(page.locator("#find")).to_have_value("gd?")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("u")
    page.wait_for_url(f"{SITE}/units/")
    assert problems == []
    page.close()


def test_the_palette_goes_where_one_types(browser: Browser) -> None:
    page, problems = visit(browser)
    page.keyboard.press("Control+k")
    page.keyboard.type("so den")
    expect(page.locator("#palette-list [role=option]").first).to_have_attribute("aria-selected", "true")
    assert faults(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"{SITE}/registers/in/")
    assert problems == []
    page.close()


def test_menus_open_and_links_lead_on_without_scripts(browser: Browser) -> None:
    page, _ = visit(browser, width=390, scripts=False)
    page.locator(".menu-nav > summary").click()
    page.locator(".menu-nav").get_by_text("Đơn vị").click()
    page.wait_for_url(f"{SITE}/units/")
    assert page.locator("[data-copy]").is_hidden()
    page.close()


def test_leaving_with_unsaved_changes_is_asked_about_and_after_saving_not(browser: Browser) -> None:
    page, problems = visit(browser)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_symbol").fill("12/QĐ")
    page.goto(f"{SITE}/units/")
    assert asked == ["beforeunload"]
    page.locator("#id_symbol").fill("12/QĐ")
    page.get_by_role("button", name="Lưu").first.click()
    page.wait_for_load_state()
    assert asked == ["beforeunload"]
    assert problems == []
    page.close()


def test_files_are_sent_with_progress_and_the_answer_is_shown(browser: Browser) -> None:
    page, problems = visit(browser)
    page.locator("#files").set_input_files({"name": "cv.txt", "mimeType": "text/plain", "buffer": b"x" * 3000})
    expect(page.locator("[data-chosen] li")).to_have_text("cv.txt (3 kB)")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Lưu").last.click()
    assert sent.value.headers["x-csrftoken"] == "token"
    assert "multipart/form-data" in sent.value.headers["content-type"]
    expect(page.locator("#files")).to_have_value("")
    assert problems == []
    page.close()


def test_after_a_redirect_the_browser_is_there_and_the_message_is_not_lost(browser: Browser) -> None:
    page, problems = visit(browser)
    # The browser follows redirects before anybody can answer for the server, so the script is told that it happened.
    page.evaluate(
        "() => { document.querySelector('form[data-upload]').action = '/documents/?said=Saved';"
        " const there = {get: () => location.origin + '/documents/7/'};"
        " Object.defineProperty(XMLHttpRequest.prototype, 'responseURL', there); }"
    )
    page.locator("#files").set_input_files(
        {"name": "lon.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_000_001}
    )
    expect(page.locator("[data-chosen] li.error")).to_contain_text("quá lớn")
    page.get_by_role("button", name="Lưu").last.click()
    page.wait_for_url(f"{SITE}/documents/7/")
    expect(page.locator("#messages .notice-success")).to_have_text("Saved")
    assert problems == []
    page.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_paper_has_marks_page_numbers_and_repeated_headings(browser: Browser, language: str) -> None:
    page, _ = visit(browser, language)
    page.evaluate(
        "() => { const body = document.querySelector('.table tbody');"
        " for (let i = 0; i < 4; i++) body.append(...[...body.children].map((row) => row.cloneNode(true))); }"
    )
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as paper:
        texts = [sheet.get_textpage().get_text_range() for sheet in paper]
        size = paper[0].get_size()
    assert [round(side) for side in size] == [595, 842]
    assert len(texts) > 4
    assert all("LƯU HÀNH NỘI BỘ" in text for text in texts)
    assert all(f"{number}/{len(texts)}" in text for number, text in enumerate(texts, 1))
    assert all("Ngày đến" in text for text in texts[:4])
    assert "Tìm văn bản" not in json.dumps(texts, ensure_ascii=False)
    page.close()
