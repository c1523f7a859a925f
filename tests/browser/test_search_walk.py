"""A clause is found by words without accents, read where it stands, and hidden from a stranger."""

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.looking import faults
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.search.sync import index


def _empty() -> None:
    index().clear()
    index().release()


def test_an_officer_types_without_accents_and_opens_the_clause(signed_in: SignedIn, place: Place) -> None:
    _empty()
    regulation = place.receive(texts.REGULATION, "58.txt")
    page = signed_in("officer")
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("gieng khoi")
    page.keyboard.press("Enter")
    expect(page.locator(".hit-words mark").first).to_have_text("giếng khơi")
    assert not faults(page)
    page.locator(".hit-place a").first.click()
    expect(page).to_have_url(f"{page.url.partition('/d/')[0]}/d/{regulation.pk}/D2.K2")
    expect(page.locator("main")).to_contain_text("lập sổ theo dõi nước giếng khơi")


def test_a_stranger_finds_nothing(signed_in: SignedIn, place: Place) -> None:
    _empty()
    place.receive(texts.REGULATION, "58.txt")
    page = signed_in("stranger-officer")
    page.goto("/search/?q=gieng+khoi")
    expect(page.locator("main")).to_contain_text("Không tìm thấy")
    expect(page.locator(".hit-place")).to_have_count(0)
