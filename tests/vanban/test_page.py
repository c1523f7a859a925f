"""Can a person read the page? The whole text, findings marked and linked to their entries, colours to be read."""

import datetime as dt
import re
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from vanban.model import (
    AgendaItem,
    Amendment,
    Aside,
    Cell,
    Citation,
    Deadline,
    Document,
    Event,
    Header,
    Note,
    Obligation,
    Ref,
    Relation,
    Span,
    Structure,
    Table,
    Text,
)  # fmt: skip
from vanban.out.page import to_index, to_page
from vanban.out.page.marks import Mark, Marker
from vanban.parsing import outline

TEXT = """Điều 1. Trách nhiệm
1. Bộ Nội vụ thay thế Quy chế số 5 <cũ> & báo cáo theo khoản 2 Điều này trước ngày 15/12/2024.
2. Bảng việc:
| TT | Việc |
| 1 | Lập sổ |
Kết thúc."""


def spot(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture(scope="module")
def reading() -> Document:
    base = outline(TEXT)
    start = TEXT.index("| TT")
    at = [TEXT.index(words, start) for words in ("TT", "Việc", "1 |", "Lập sổ")]
    head = (Cell(at[0], at[0] + 2, head=True), Cell(at[1], at[1] + 4, head=True))
    table = Table(start, TEXT.index("\nKết"), (head, (Cell(at[2], at[2] + 1), Cell(at[3], at[3] + 6))))
    deadline = Deadline(
        "trước ngày 15/12/2024", "before", *spot("trước ngày 15/12/2024"), dt.date(2024, 12, 15), dt.date(2024, 12, 14)
    )
    structure = Structure(base.provisions, (table,), (), len(TEXT), _starts=tuple(p.start for p in base.provisions))
    return Document(
        Text(TEXT, asides=(Aside("footnote", "1", "Đã <sửa>.", spot("Lập sổ")[1]),)),
        Header(kind="Quyết định", symbol="9/QĐ-BNV", issuers=("Bộ Nội vụ",), date=dt.date(2024, 3, 5), title="Về <sổ>"),
        structure,
        (Citation(*spot("khoản 2 Điều này"), (Ref("SELF", "D1.K2"),)), Citation(*spot("Quy chế số 5"), (Ref("5/QC"),))),
        (Relation("replaces", "5/QC", *spot("thay thế Quy chế số 5"), own_loc="D1.K1"),),
        (Amendment("repeal", "D3", "5/QC", "D1.K1", *spot("Quy chế số 5 <cũ>"), needs_human=True),),
        (
            Obligation(*spot("Bộ Nội vụ thay thế Quy chế số 5 <cũ> & báo cáo"), "D1.K1", "sentence", "báo cáo <ngay>",
                       ("Bộ Nội vụ",), deadline=deadline),
            Obligation(*spot("Lập sổ"), "D1.K2", "table", "Lập sổ"),
        ),
        (Event("study-conference", "Hội nghị", *spot("Kết thúc"), agenda=(AgendaItem("5/QC", "Vụ", 0, 1),)),),
        (Note("odd", 0, 3, "Số <lạ>."),),
    )  # fmt: skip


def elements(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def test_the_page_asks_for_nothing_and_runs_nothing(reading: Document) -> None:
    for page in (to_page(reading), to_index([("a.html", reading)])):
        assert not re.search(r"<(?:script|link|img|iframe)|url\(|@import|https?:", page)
        assert page.startswith('<!doctype html>\n<html lang="vi">')


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_given_twice(reading: Document) -> None:
    root = elements(to_page(reading, index="index.html"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href") if href != "index.html"} <= set(ids)


def test_the_text_is_whole_and_its_tags_are_extra(reading: Document) -> None:
    article = elements(to_page(reading)).get_element_by_id("van-ban")
    for extra in article.xpath('.//fieldset | .//a[starts-with(@class, "tag ")]'):
        extra.drop_tree()
    assert re.sub(r"[\W_]", "", article.text_content()) == re.sub(r"[\W_]", "", TEXT)


def test_each_finding_has_a_tag_in_the_text_and_an_entry_that_leads_back(reading: Document) -> None:
    root = elements(to_page(reading))
    for name in ("nv-1", "nv-2", "qh-1", "sd-1", "hn-1", "ct-1"):
        assert root.get_element_by_id(f"t-{name}").get("href") == f"#{name}"
        assert root.get_element_by_id(name).xpath(f'.//a[@href="#t-{name}"]')
    assert root.get_element_by_id("t-c-1").get("href") == "#D1.K2"
    assert root.get_element_by_id("t-c-2").get("href") == "#vd-2"


def test_where_findings_overlap_the_words_bear_all_of_them(reading: Document) -> None:
    root = elements(to_page(reading))
    inner = root.get_element_by_id("t-c-2")
    assert inner.text_content() == "Quy chế số 5"
    assert set(inner.get("class").split()) == {"m", "ob", "re", "am", "ci"}


def test_an_obligation_shows_who_and_by_when(reading: Document) -> None:
    entry = elements(to_page(reading)).get_element_by_id("nv-1").text_content()
    for words in (
        "Báo cáo <ngay>",
        "Bộ Nội vụ",
        "trước ngày 15/12/2024 (chậm nhất hết ngày 14/12/2024)",
        "khoản 1 Điều 1",
    ):
        assert words in entry


def test_tables_are_tables(reading: Document) -> None:
    table = elements(to_page(reading)).xpath('//div[@class="table"]/table')[0]
    assert [cell.text_content() for cell in table.xpath(".//th")] == ["TT", "Việc"]


def test_the_index_leads_to_documents_and_to_what_is_due(reading: Document) -> None:
    root = elements(to_index([("a b.html", reading), ("c.html", outline("Điều 1. A"))]))
    assert root.xpath("//table[1]//a/@href")[0] == "a%20b.html"
    assert root.xpath('//table[contains(@class, "dated")]//a/@href') == ["a%20b.html#nv-1"]
    assert "14/12/2024" in root.text_content()
    assert "Chưa có văn bản nào" in to_index([])


def test_findings_that_begin_together_share_a_tag() -> None:
    marks = [Mark(0, 2, "am", f"sd-{n}", "x", f"SĐ{n}") for n in (4, 5, 6)]
    written = Marker("ab", marks)(0, 2)
    assert "SĐ4–6" in written
    assert all(f'id="t-sd-{n}"' in written for n in (4, 5, 6))


_SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["ob", "ci", "am"])), max_size=6)


@settings(deadline=None)
@given(_SPANS, st.lists(st.integers(0, 12), max_size=3))
def test_marks_always_keep_the_text_and_close_what_they_open(
    spans: list[tuple[int, int, str]], cuts: list[int]
) -> None:
    content = "a <b> & c\nd "
    marks = [Mark(min(a, b), max(a, b), css, f"{css}-{i}", "x", "T") for i, (a, b, css) in enumerate(spans) if a != b]
    marker = Marker(content, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    ends = sorted({0, 12, *cuts})
    written = "".join(marker(a, b) for a, b in pairwise(ends))
    root = elements(f"<div>{written}</div>")
    tags = root.xpath('.//a[starts-with(@class, "tag")]')
    assert len({tag.get("id") for tag in tags}) == len(tags)
    for tag in tags:
        tag.drop_tree()
    assert root.text_content() == content


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="ab <&\n“”|\t1.)Điều", max_size=80))
def test_any_text_makes_a_page(content: str) -> None:
    to_page(Document(Text(content), Header(), Structure(quotes=(Span(0, len(content)),))))
    to_page(outline(content))


def test_colours_can_be_read_by_wcag_aa() -> None:
    css = (files("vanban.out.page") / "page.css").read_text("utf-8")
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", css))
    on = [
        ("ink", "paper"), ("soft", "paper"), ("soft", "ground"), ("link", "paper"), ("link", "ground"),
        ("ink", "ob-bg"), ("ink", "am-bg"), ("ink", "ev-bg"), ("ci", "ob-bg"), ("ci", "am-bg"), ("ci", "ev-bg"),
        ("ci", "ci-bg"), ("ci", "paper"), ("paper", "ob"), ("paper", "am"), ("paper", "ev"), ("paper", "re"),
        ("paper", "brand"), ("ink", "target"), ("ob", "paper"), ("re", "paper"),
    ]  # fmt: skip
    assert {
        pair: contrast(*(colour[name] for name in pair)) for pair in on if contrast(*(colour[n] for n in pair)) < 4.5
    } == {}


def contrast(one: str, other: str) -> float:
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
