"""Is every page accessible, does it fit, does it ask nobody else? All GET pages of the matrix, wide and narrow."""

import re
from collections.abc import Collection, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.looking import faults
from tests.browser.serving import served
from tests.thongsuot.matrix import world as worlds
from tests.thongsuot.matrix.world import World
from tests.thongsuot.test_matrix import filled, table
from thongsuot.documents.rules import Reach

pytestmark = [pytest.mark.timeout(400), pytest.mark.looks]
READERS = ("", "own-clerk", "own-head", "own-officer", "above-administrator", "shared-clerk")
"""Who looks at pages; each page is looked at by the first of them who is let in."""
WIDTHS = (1280, 390)
ENGLISH = ("", "documents/", "documents/<int:pk>/", "documents/<int:pk>/review/", "search/", "units/", "people/",
           "account/", "help/", "sign-in/", "privacy/me/", "registers/<str:direction>/")  # fmt: skip
FILES = re.compile(r"\.(json|akn|atom|xml|txt)|sheet/|files/|template/|export/|palette/|review/more/|/original|<form>")
"""Addresses of files, and of parts of pages."""


def pages() -> Iterator[tuple[str, str]]:
    """The pages that show something in a browser, and who looks at each."""
    for pattern, methods in table().items():
        answer = methods.get("GET")
        if answer is None or answer.status != 200 or (pattern.startswith("api/") and pattern != "api/docs"):
            continue
        if FILES.search(pattern):
            continue
        yield next(who for who in READERS if answer.expected(who, Reach.UNIT) == 200), pattern


class Look:
    """A browser in which somebody walks through pages; what is wrong is gathered."""

    def __init__(self, context: BrowserContext, address: str, *, thorough: bool) -> None:
        self.page: Page = context.new_page()
        self.thorough = thorough  # colours, which cost most to look at, in both widths
        self.address, self.wrong = address, list[str]()
        self.here = ""
        self.page.on("console", lambda line: self.complain(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complain(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def complain(self, what: str) -> None:
        self.wrong.append(f"{self.here}: {what}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.complain(f"asks {url}")

    def at(self, path: str) -> None:
        self.here = path
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = self.page.goto(self.address + path)
        if answer is None or answer.status != 200:
            self.complain(f"answers {answer and answer.status}")
            return
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.complain(f"is {wide} wide in a window of {width}")
            for fault in faults(self.page, colours=self.thorough or width == WIDTHS[0]):
                self.complain(f"at {width}: {fault}")


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


def looked(
    browser: Browser, world: World, language: str, there: Collection[str], reach: Reach = Reach.UNIT
) -> list[str]:
    """What is wrong on the pages, one reader after the other."""
    wrong: list[str] = []
    with served() as address:
        for who in READERS:
            context = browser.new_context(base_url=address, reduced_motion="reduce")
            cookies = {"language": language}
            if who:
                cookies["sessionid"] = world.client(who).cookies["sessionid"].value
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
            look = Look(context, address, thorough=language == "en")
            for reader, pattern in pages():
                if reader == who and pattern in there:
                    look.at(filled(pattern, world, reach) + table()[pattern]["GET"].query)
            wrong += look.wrong
            context.close()
    return wrong


@pytest.mark.parametrize("part", range(4))
def test_every_page_is_accessible_and_fits_and_asks_no_stranger(browser: Browser, world: World, part: int) -> None:
    assert looked(browser, world, "vi", [pattern for _who, pattern in pages()][part::4]) == []


def test_so_are_pages_in_english_and_of_a_marked_document(browser: Browser, world: World) -> None:
    assert looked(browser, world, "en", ENGLISH, Reach.NAMED) == []


def test_a_fault_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='vi'><title>x</title><main><input><p style='color:#ddd;background:#fff'>mờ</p></main>")
    found = faults(page)
    page.close()
    assert {fault.partition(":")[0] for fault in found} == {"label", "color-contrast", "page-has-heading-one"}


def test_the_walk_meets_most_pages() -> None:
    assert len(list(pages())) > 45
