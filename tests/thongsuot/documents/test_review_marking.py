"""What is marked has exactly the letters of the text."""

from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.documents.marking import Mark, Marker
from thongsuot.documents.readings import read
from thongsuot.documents.typesetting import typeset

TABLE = "Điều 1. Bảng\n| STT | Việc |\n| 1 | Trồng cây |\n| 2 | Đào ao |\nĐiều 2. Hết"


class Letters(HTMLParser):
    """The letters of a page, and whether its elements stand one inside another."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []
        self.open: list[str] = []
        self.marked: dict[int, str] = {}
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        assert not (tag == "a" and any(name.startswith("a ") or name == "a" for name in self.open)), "a link in a link"
        if said.get("id"):
            self.ids.append(said["id"] or "")
        self.open.append(f"{tag} {said.get('data-f') or ''}".strip())

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split()[0] == tag

    def handle_data(self, data: str) -> None:
        self.letters.append(data)
        for name in set(self.open):
            if name.startswith("mark "):
                n = int(name.removeprefix("mark "))
                self.marked[n] = self.marked.get(n, "") + data


def parsed(html: str) -> Letters:
    letters = Letters()
    letters.feed(html)
    letters.close()
    assert letters.open == []
    return letters


WORDS = st.text(st.sampled_from("ab &<>\"'ộĐ\n\t𝔘"), max_size=60)
SPANS = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=12)


@given(WORDS, SPANS, st.lists(st.integers(0, 60), max_size=6))
def test_the_letters_of_marked_text_are_those_of_the_text(text: str, spans: list[Any], cuts: list[int]) -> None:
    marks = [Mark(start, end, n, "x", f"#f{n}") for n, (start, end) in enumerate(spans)]
    marker = Marker(text, marks)
    edges = sorted({0, len(text), *(cut for cut in cuts if cut <= len(text))})
    html = "".join(f"<p>{marker(a, b)}</p>" for a, b in pairwise(edges))
    page = parsed(html)
    assert "".join(page.letters) == text
    fitting = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    assert page.marked == {mark.id: text[mark.start : mark.end] for mark in fitting}
    assert sorted(page.ids) == sorted(f"m{mark.id}" for mark in fitting)


@given(st.sampled_from([TABLE, "I. A\n1. B\na) C", "Chương I\nCHUNG\nĐiều 1. X\n1. Y\n\n2. Z"]), SPANS, st.booleans())
def test_a_page_has_the_letters_of_its_text(text: str, spans: list[Any], links: bool) -> None:
    marks = [Mark(start, end, n, "x", f"#f{n}") for n, (start, end) in enumerate(spans)]
    reading = read(text)
    text = reading["text"]
    page = parsed(typeset(text, reading, Marker(text, [] if links else marks), links=links))
    assert "".join(page.letters) == text
    assert {row["loc"] for row in reading["provisions"]} <= set(page.ids)


@given(
    WORDS,
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["article", "point", "annex"]))),
    st.booleans(),
)
def test_no_reading_whatever_loses_a_letter(text: str, units: list[Any], links: bool) -> None:
    rows = [
        {"loc": f"D{n}", "level": level, "number": "a", "heading": "b", "start": a, "end": b}
        for n, (a, b, level) in enumerate(sorted(units))
    ]
    assert "".join(parsed(typeset(text, {"provisions": rows}, Marker(text), links=links)).letters) == text


def test_a_table_is_a_table() -> None:
    html = typeset(TABLE, read(TABLE), Marker(TABLE))
    assert html.count("<tr>") == 3
    assert '<h3 id="D2"' in html


def test_headings_follow_each_other_without_a_gap() -> None:
    html = typeset(text := "Chương I\nCHUNG\nĐiều 1. X\n1. Y", read(text), Marker(text))
    assert '<h3 id="CI" class="chapter">Chương I\nCHUNG</h3>' in html
    assert '<h4 id="CI.D1" class="article">' in html or '<h4 id="D1" class="article">' in html


@pytest.mark.parametrize("mark", [Mark(0, 3, 1, "x", "#f1")])
def test_a_click_on_words_leads_to_the_innermost_finding(mark: Mark) -> None:
    inner = Mark(1, 2, 2, "y", "#f2")
    assert '<a href="#f2" tabindex="-1">b</a>' in Marker("abc", [mark, inner])(0, 3)
