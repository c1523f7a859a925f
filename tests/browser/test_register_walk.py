"""The story of the register, walked in a browser: three documents come in, are reviewed by keyboard, and read again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.looking import faults
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind, State


@pytest.fixture
def story(place: Place) -> dict[str, Document]:
    """The three documents and the one that is replaced, registered."""
    told = {
        "126": texts.OLD_REGULATION, "58": texts.REGULATION, "01": texts.GUIDELINE,
        "resolution": texts.REGULATION.replace("58-QĐ/TW", "12-NQ/TW").replace("126-QĐ", "11-NQ"),
    }  # fmt: skip
    return {name: place.receive(text, f"{name}.txt") for name, text in told.items()}


def upload(page: Page, folder: Path, files: dict[str, str]) -> None:
    """Choose files and send them."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    page.goto("/documents/upload/")
    page.set_input_files("main input[type=file]", [folder / name for name in files])
    page.locator("main form[enctype] button.btn-primary").first.click()
    page.wait_for_load_state("networkidle")


def test_a_clerk_registers_documents_and_the_replacement_is_proposed(signed_in: SignedIn, tmp_path: Path) -> None:
    page = signed_in("clerk")
    files = {"126.txt": texts.OLD_REGULATION, "58.txt": texts.REGULATION, "01.txt": texts.GUIDELINE}
    upload(page, tmp_path, files)
    page.goto("/documents/")
    for symbol in ("126-QĐ/TW", "58-QĐ/TW", "01-HD/BTCTW"):
        expect(page.locator("main")).to_contain_text(symbol)
    relation = Finding.objects.get(kind=Kind.RELATION, relation="replaces")
    assert (relation.state, relation.target and relation.target.symbol) == (State.PROPOSED, "126-QĐ/TW")
    page.goto(f"/documents/{relation.document_id}/review/")
    card = page.locator(f"#f{relation.pk}")
    expect(card).to_contain_text("Thay thế Quy định số 126-QĐ/TW")
    expect(card.get_by_role("button")).to_have_count(0)  # a clerk reviews nothing


def test_an_officer_corrects_by_keyboard_and_the_correction_stands(
    signed_in: SignedIn, story: dict[str, Document]
) -> None:
    page = signed_in("officer")
    duty = story["58"].findings.filter(kind=Kind.OBLIGATION)[0]
    page.goto(f"/documents/{story['58'].pk}/review/")
    page.keyboard.press("j")
    page.keyboard.press("a")  # the relation
    expect(page.locator("#progress")).to_contain_text("1/")
    expect(page.locator("#said")).to_have_text("Đã xác nhận.")
    expect(page.locator(f"#f{duty.pk}")).to_be_focused()  # on to the next that waits
    expect(page.locator(f"mark[data-f='{duty.pk}']").first).to_have_attribute("data-here", "")
    page.keyboard.press("e")
    lead = page.locator(f"[name=e{duty.pk}-lead]")
    expect(page.locator(f"[name=e{duty.pk}-action]")).to_be_focused()
    lead.fill("Ban Thường vụ các tỉnh ủy")
    lead.press("Tab")
    page.locator(f"#f{duty.pk} .form-actions button").press("Enter")
    expect(page.locator(f"#f{duty.pk}")).to_contain_text("Ban Thường vụ các tỉnh ủy")
    expect(page.locator(f"#f{duty.pk}")).to_be_focused()
    page.get_by_role("button", name="Đọc lại").click()
    expect(page.locator("#messages")).to_contain_text("giữ nguyên 2 quyết định")
    expect(page.locator(f"#f{duty.pk}")).to_contain_text("Ban Thường vụ các tỉnh ủy")
    expect(page.locator(f"#f{duty.pk}")).to_contain_text("Đã sửa")
    kept = Finding.objects.get(pk=duty.pk)
    assert (kept.state, kept.payload["lead"]) == (State.CORRECTED, ["Ban Thường vụ các tỉnh ủy"])


def test_keys_drop_restore_and_leave_a_form(signed_in: SignedIn, story: dict[str, Document]) -> None:
    page = signed_in("officer")
    first = story["58"].findings.get(kind=Kind.RELATION)
    page.goto(f"/documents/{story['58'].pk}/review/#f{first.pk}")
    card = page.locator(f"#f{first.pk}")
    expect(card).to_have_attribute("data-here", "")
    page.keyboard.press("e")
    expect(card.locator("form[data-of]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card.locator("form[data-of]")).to_have_count(0)
    expect(card).to_have_attribute("data-here", "")
    expect(card).not_to_have_class(re.compile("htmx-"))  # the card has settled
    page.keyboard.press("d")
    expect(card).to_have_class(re.compile("dropped"))
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(card).to_have_class(re.compile("proposed"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_words_picked_in_the_text_become_a_finding(signed_in: SignedIn, story: dict[str, Document]) -> None:
    page = signed_in("officer")
    page.goto(f"/documents/{story['58'].pk}/review/")
    page.evaluate(
        """() => {
          const node = [...document.querySelectorAll('#text p')].find(p => p.id === 'D1.K2').firstChild;
          const range = document.createRange();
          range.setStart(node, 3); range.setEnd(node, node.data.indexOf(' chủ trì'));
          const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
        }"""
    )
    expect(page.locator("#pick")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[name=new-words]")).to_have_value("Ban Tổ chức Trung ương")
    page.locator("#new-kind").select_option("citation")
    page.locator("[name=new-doc0]").fill("58-QĐ/TW")
    page.locator("#new-form .form-actions button").click()
    expect(page.locator(".finding.added")).to_contain_text("58-QĐ/TW")
    added = story["58"].findings.get(state=State.ADDED)
    assert (added.quote, added.loc) == ("Ban Tổ chức Trung ương", "D1.K2")


def test_words_picked_while_correcting_become_those_of_the_finding(
    signed_in: SignedIn, story: dict[str, Document]
) -> None:
    page = signed_in("officer")
    duty = story["58"].findings.filter(kind=Kind.OBLIGATION)[1]
    page.goto(f"/documents/{story['58'].pk}/review/#f{duty.pk}")
    page.keyboard.press("e")
    page.locator("form[data-of]").wait_for()
    page.evaluate(
        """id => {
          const range = document.createRange();
          range.setStart(document.querySelector(`#m${id} a`).firstChild, 0);
          range.setEnd(document.querySelector(`#m${id} a`).firstChild, 27);
          const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
        }""",
        duty.pk,
    )
    page.locator("#pick button").click()
    expect(page.locator(f"[name=e{duty.pk}-words]")).to_have_value("Các xã, phường lập sổ theo")
    page.locator(f"#f{duty.pk} .form-actions button").click()
    expect(page.locator(f"#m{duty.pk}")).to_have_text("Các xã, phường lập sổ theo")
    duty.refresh_from_db()
    assert (duty.state, duty.quote) == (State.CORRECTED, "Các xã, phường lập sổ theo")


def test_a_click_on_marked_words_leads_to_the_card_and_back(signed_in: SignedIn, story: dict[str, Document]) -> None:
    page = signed_in("officer")
    duty = story["58"].findings.filter(kind=Kind.OBLIGATION)[1]
    page.goto(f"/documents/{story['58'].pk}/review/")
    page.locator(f"#m{duty.pk}").click()
    expect(page.locator(f"#f{duty.pk}")).to_be_focused()
    expect(page.locator(f"#f{duty.pk}")).to_be_in_viewport()


def test_everything_works_without_scripts(signed_in: SignedIn, story: dict[str, Document]) -> None:
    page = signed_in("officer", scripts=False)
    relation = story["58"].findings.get(kind=Kind.RELATION)
    page.goto(f"/documents/{story['58'].pk}/review/")
    page.locator(f"#f{relation.pk} button[value=accept]").click()
    expect(page.locator("#messages")).to_contain_text("Đã xác nhận.")
    page.locator(f"#f{relation.pk}").get_by_role("link", name="Sửa").click()
    page.locator(f"[name=e{relation.pk}-kind]").select_option("amends")
    page.locator("main form[data-of] .form-actions button").click()
    expect(page.locator(f"#f{relation.pk}")).to_contain_text("Sửa đổi, bổ sung Quy định số 126-QĐ/TW")
    page.locator(f"#f{relation.pk} .where").click()
    expect(page.locator(f"#m{relation.pk}")).to_be_in_viewport()


def test_a_stranger_sees_nothing(signed_in: SignedIn, story: dict[str, Document]) -> None:
    page = signed_in("stranger-officer")
    for path in ("", "review/", "text/"):
        answer = page.goto(f"/documents/{story['58'].pk}/{path}")
        assert answer
        assert answer.status == 404
    page.goto("/documents/")
    expect(page.locator("main")).not_to_contain_text("58-QĐ/TW")


@pytest.mark.looks
@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "en")])
def test_pages_are_fit_for_everybody(
    signed_in: SignedIn, story: dict[str, Document], width: int, language: str
) -> None:
    page = signed_in("officer", width=width, language=language)
    document = story["58"]
    duty = document.findings.filter(kind=Kind.OBLIGATION)[0]
    paths = ["review/", "text/", "review/accept-all/?kind=citation", "review/new/", f"review/{duty.pk}/edit/",
             f"review/{duty.pk}/split/"]  # fmt: skip
    found = {}
    for path in paths:
        page.goto(f"/documents/{document.pk}/{path}")
        found[path] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"/documents/{document.pk}/review/")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".finding-form").wait_for()
    found["form in the list"] = faults(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
