"""A browser before the whole application: walks of people, keys, and what assistive technology is told."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.looking import faults
from tests.browser.serving import served
from tests.thongsuot.conftest import Place, place  # noqa: F401  (the province is the same)

SignedIn = Callable[..., Page]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def address(place: Place) -> Iterator[str]:  # noqa: F811
    """Where the application is served."""
    with served() as url:
        yield url


@pytest.fixture
def signed_in(browser: Browser, address: str, place: Place) -> Iterator[SignedIn]:  # noqa: F811
    """``signed_in("officer")`` is a page of somebody's browser; whatever its scripts complain of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def come_in(who: str, *, width: int = 1280, language: str = "vi", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        session = place.client(who).cookies["sessionid"].value
        context.add_cookies(
            [
                {"name": name, "value": value, "url": address}
                for name, value in (("sessionid", session), ("language", language))
            ]
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield come_in
    for context in contexts:
        context.close()
    assert complaints == []


def looked(page: Page, name: str) -> None:
    """Nothing is wrong for assistive technology, and nothing is wider than the window; kept as a picture if asked."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    pictured(page, name)


def pictured(page: Page, name: str) -> None:
    """A picture to look at, where somebody asks for it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
