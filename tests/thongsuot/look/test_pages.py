"""Do the base page and the error pages stand alone: without scripts, without a context, without strangers?"""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.thongsuot.look.sample import gallery
from thongsuot import look
from thongsuot.look.icons import BADGES, STROKES

TEMPLATES = sorted(Path(look.__file__).parents[1].rglob("*.html"))  # of every room
ERRORS = ["400", "403", "403_csrf", "404", "500"]


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_no_context_and_speak_both_languages(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert 'lang="vi"' in page
    assert 'lang="en"' in page
    assert 'href="/"' in page
    assert "htmx-2" not in page


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_breaks_the_content_security_policy(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", source)
    assert not re.search(r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json")', source)  # data is no script


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_templates_name_only_icons_and_badges_that_there_are(template: Path) -> None:
    source = template.read_text("utf-8")
    assert set(re.findall(r'{% icon "([^"]+)"|icon_name="([^"]+)"', source)) <= {
        pair for name in STROKES for pair in ((name, ""), ("", name))
    }
    assert set(re.findall(r'{% badge "(\w+)"', source)) <= set(BADGES)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_tells_its_language_and_its_landmarks(language: str) -> None:
    page = gallery(language)
    assert f'<html lang="{language}"' in page
    assert page.index('href="#main"') < page.index("<header")
    assert page.count("<main") == page.count("<h1") == page.count("</footer>") == 1
    assert 'role="status"' in page


def test_english_words_do_not_stand_on_vietnamese_pages() -> None:
    page = re.sub(r"<[^>]+>", " ", gallery("vi"))
    assert not re.search(r"\b(Search|Filters|Next|Previous|Keyboard|Help|Account|Reason|optional)\b", page)


def test_high_contrast_is_remembered_by_a_cookie_and_known_to_the_server() -> None:
    assert 'data-contrast="more"' in gallery("vi", cookie="more")
    assert 'data-contrast="more"' not in gallery("vi")


def test_nobody_signed_in_sees_no_navigation_and_no_account() -> None:
    with translation.override("vi"):
        page = render_to_string("look/plain.html")
    assert 'class="side"' not in page
    assert 'role="search"' not in page
    assert page.count("<main") == 1
