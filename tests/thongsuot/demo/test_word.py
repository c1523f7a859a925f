"""Do the demonstration's Word files say what their texts say?"""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from thongsuot.demo.province import province
from thongsuot.demo.word import to_docx
from vanban import parse
from vanban.readers import read_bytes

DOCUMENTS = Path(__file__).parents[3] / "src/thongsuot/demo/documents"
WORD = [entry.name for entry in province().documents if entry.name.endswith(".docx")]


def words(text: str) -> list[str]:
    return sorted(text.replace("|", " ").split())


def test_two_documents_are_word_files() -> None:
    assert WORD == ["901-NQ-TW.docx", "14-CTr-TU.docx"]


@pytest.mark.parametrize("name", sorted(p.stem for p in DOCUMENTS.glob("*.txt") if "hoi-nghi" not in p.stem))
def test_a_word_file_is_read_as_its_text(name: str) -> None:
    """Numbers set by Word, columns and tables come out the same. (A news report has no heading.)"""
    text = (DOCUMENTS / f"{name}.txt").read_text("utf-8")
    made = read_bytes(to_docx(text), f"{name}.docx")
    assert words(made.content) == words(text)
    as_word, as_text = parse(made), parse(text)
    assert [p.loc for p in as_word.provisions] == [p.loc for p in as_text.provisions]
    for field in ("system", "kind", "symbol", "issuers", "place", "date", "title", "signers", "circulation"):
        assert getattr(as_word.header, field) == getattr(as_text.header, field)
    assert [(d.loc, d.lead, d.partners, d.product) for d in as_word.obligations] == [
        (d.loc, d.lead, d.partners, d.product) for d in as_text.obligations
    ]


def test_the_numbers_of_a_word_file_are_words_own() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx((DOCUMENTS / "14-CTr-TU.txt").read_text("utf-8")))) as archive:
        body = archive.read("word/document.xml").decode()
        assert all(etree.fromstring(archive.read(name)) is not None for name in archive.namelist())
    assert "NHIỆM VỤ, GIẢI PHÁP" in body
    assert "III- NHIỆM VỤ" not in body


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "A\tB\nSố 1-CV/TU\tX, ngày 01 tháng 3 năm 2026\nI- MỘT & <HAI>"
    assert to_docx(text) == to_docx(text)
    assert "MỘT & <HAI>" in read_bytes(to_docx(text), "a.docx").content
