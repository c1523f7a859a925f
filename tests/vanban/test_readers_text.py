"""Are web pages, Markdown and plain texts read as people see them, whatever their encoding?"""

import unicodedata

import pytest

from tests.vanban.casefile import cases
from vanban.readers import read_bytes

WORDS = "Điều 1. Phạm vi điều chỉnh, quyền và nghĩa vụ được bảo đảm"


@pytest.mark.parametrize(("title", "page", "expected"), cases("readers_html"))
def test_a_page_is_what_a_browser_shows(title: str, page: str, expected: str) -> None:
    assert read_bytes(page.encode(), "a.html").content == expected, title


@pytest.mark.parametrize(("title", "source", "expected"), cases("readers_md"))
def test_markdown_loses_its_marks_and_keeps_its_numbers(title: str, source: str, expected: str) -> None:
    assert read_bytes(source.encode(), "a.md").content == expected, title


def test_bold_is_kept_from_pages_and_markdown() -> None:
    page = read_bytes(
        "<p><strong>Điều 1.</strong> <span style='font-weight:bold'>Tên</span> thường</p>".encode(), "a.html"
    )
    mark = read_bytes("## Chương I\n**Điều 1.** thường".encode(), "a.md")
    assert [page.content[b.start : b.end] for b in page.bold] == ["Điều 1. Tên"]
    assert [mark.content[b.start : b.end] for b in mark.bold] == ["Chương I", "Điều 1."]


def test_a_head_row_is_marked_as_head() -> None:
    mark = read_bytes(b"| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n", "a.md")
    page = read_bytes(b"<table><thead><tr><td>a<td>b</thead><tr><td>1<td>2</table>", "a.html")
    for text in (mark, page):
        assert [row[0].head for row in text.tables[0].rows] == [True, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_with_and_without_its_mark(encoding: str) -> None:
    assert read_bytes((WORDS * 9).encode(encoding), "a.txt").content == WORDS * 9


def in_cp1258(words: str) -> bytes:
    """Vietnamese as Windows wrote it before Unicode: letters with a shape, the tone behind."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    plain = unicodedata.normalize("NFD", words)
    shaped = "".join(c for c in plain if c not in tones)
    assert shaped
    out: list[str] = []
    for letter in words:
        marks = unicodedata.normalize("NFD", letter)
        out.append(unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones)))
        out += [m for m in marks if m in tones]
    return "".join(out).encode("cp1258")


def test_windows_1258_is_known_and_noted() -> None:
    text = read_bytes(in_cp1258(WORDS), "a.txt")
    assert text.content == WORDS
    assert text.notes[0].code == "encoding"
    page = b"<meta charset=windows-1258><p>" + in_cp1258(WORDS) + b"</p>"
    assert read_bytes(page, "a.html").content == WORDS


def test_a_damaged_letter_costs_one_letter() -> None:
    raw = (WORDS * 20).encode()
    text = read_bytes(raw[:5] + b"\xff" + raw[6:], "a.txt")
    assert text.content.endswith(WORDS)
    assert text.notes[0].code == "encoding-damaged"


def test_a_saved_web_archive_is_read() -> None:
    archive = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: base64\n\nPHA+xJBp4buBdSAxPC9wPg==\n--x--\n"
    )
    assert read_bytes(archive.encode(), "a.mht").content == "Điều 1"
    assert read_bytes(archive.encode(), "a.doc").notes[0].code == "wrong-extension"


def test_deeply_nested_pages_are_read_flat() -> None:
    assert "Điều 1" in read_bytes(b"<div>" * 1500 + "Điều 1".encode(), "a.html").content


def test_a_letter_that_lost_its_bold_parts_no_bold_words() -> None:
    text = read_bytes("<p><b>Quy t</b>r<b>ình</b> của <b>cơ quan</b></p>".encode(), "a.html")
    assert [text.content[b.start : b.end] for b in text.bold] == ["Quy trình", "cơ quan"]
