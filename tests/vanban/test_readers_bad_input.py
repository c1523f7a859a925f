"""Is every bad file told in one sentence, and nothing else raised?"""

import io
import random
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.packages import HEAD, RULED, W, docx, level, listed, numbering, p, packed, r, table, tc, tr
from vanban.readers import Limits, RefusedFile, UnreadableFile, load, read, read_bytes
from vanban.readers import office as office_reader

WORD: Final = docx(
    p("Điều 1. Tên") + listed("x") + table(tr("STT", "b"), tr(tc("x", props='<w:gridSpan w:val="2"/>')), props=RULED),
    numbering=numbering(level(0, "%1.")),
    footnotes='<w:footnote w:id="2"><w:p/></w:footnote>',
)
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def complaint(raw: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(raw, name, limits=limits or Limits())
    said = str(caught.value)
    assert said.endswith(".")
    assert ";" in said, "what is wrong; what to do."
    assert "\n" not in said
    return said


def locked() -> bytes:
    raw = bytearray(WORD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(mark, place + 4)
    return bytes(raw)


ENTITIES: Final = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 40}"><!ENTITY c "{"&b;" * 40}">'
    f'<!ENTITY d SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&c;&d;</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


@pytest.mark.parametrize(
    ("raw", "name", "word"),
    [
        (b"", "a.docx", "0 byte"),
        (b"\0" * 4096, "a.txt", "không có chữ"),
        (b"   \n\t ", "a.md", "không có chữ"),
        (WORD[: len(WORD) // 2], "a.docx", "cắt cụt"),
        (WORD[:-10], "a.docx", "cắt cụt"),
        (locked(), "a.docx", "mật khẩu"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "mật khẩu"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", ".xlsx"),
        (OLE, "a.doc", ".docx"),
        (b"abc", "a.docx", "không phải"),
        (b"abc", "a.pdf", "không phải"),
        (b"\x89PNG\r\n", "a.docx", "ảnh"),
        (b"Rar!\x1a\x07", "a.rar", "giải nén"),
        (packed({"a.txt": "x"}), "a.docx", "giải nén"),
        (packed({"ppt/presentation.xml": "<x/>"}), "a.pptx", "trình chiếu"),
        (packed({"word/document.xml": ENTITIES}), "a.docx", "thực thể XML"),
        (packed({"word/document.xml": "<w:document>"}), "a.docx", "cắt cụt"),
        (packed({"word/document.xml": f"<w:document {W}/>"}), "a.docx", "cắt cụt"),
        (packed({"word/styles.xml": "<x/>"}), "a.docx", "cắt cụt"),
        (docx(p()), "a.docx", "không có chữ"),
        (docx("<w:p>" * 400 + "</w:p>" * 400), "a.docx", "cắt cụt"),
        (packed({"xl/workbook.xml": "<workbook"}), "a.xlsx", "cắt cụt"),
        (bytes(range(256)) * 40, "a.txt", "nhị phân"),
        (b"MIME-Version: 1.0\n\n", "a.mht", "mht"),
    ],
)
def test_each_bad_file_has_its_sentence(raw: bytes, name: str, word: str) -> None:
    assert word in complaint(raw, name)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = packed({"word/document.xml": b" " * (30 << 20)})
    assert "bom nén" in complaint(bomb, "a.docx")
    assert "bom nén" in complaint(WORD, "a.docx", Limits(max_unpacked_bytes=100))


def test_limits_are_settings() -> None:
    assert "giới hạn" in complaint(b"x" * 100, "a.txt", Limits(max_bytes=50))
    assert "giới hạn" in complaint(WORD, "a.docx", Limits(max_entries=2))


def test_a_file_that_is_not_there_or_too_large_is_told_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="không có tệp"):
        read(tmp_path / "a.docx")
    with pytest.raises(UnreadableFile, match="thư mục"):
        read(tmp_path)
    with pytest.raises(UnreadableFile, match="đường dẫn"):
        read("a\0b")
    with pytest.raises(UnreadableFile, match=r"^đây là chữ, không phải đường dẫn"):
        read("QUYẾT ĐỊNH\nĐiều 1. Phạm vi")
    with open(tmp_path / "nothing.txt", "wb") as file:
        file.truncate(500 << 20)
    with pytest.raises(UnreadableFile, match="quá giới hạn"):
        load(tmp_path / "nothing.txt")


def test_the_content_decides_and_the_ending_is_noted() -> None:
    for raw, name in ((WORD, "a.pdf"), (b"<html><p>x", "a.doc"), (WORD, "a.txt")):
        text = read_bytes(raw, name)
        assert text.notes[0].code == "wrong-extension"
    assert not read_bytes(b"abc", "LICENSE").notes
    assert not read_bytes("<div align=center>\n\n# Điều 1".encode(), "a.md").notes
    assert not read_bytes(WORD, "a.DOCX").notes


def test_a_missing_office_program_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_reader.shutil, "which", lambda name: None)
    assert "libreoffice" in complaint(b"{\\rtf1 a}", "a.rtf")
    assert "libreoffice" in complaint(OLE + "WordDocument".encode("utf-16-le"), "a.doc")


SECRET_ODT: Final = "<a><b:p xmlns:b='x'>MẬT</b:p></a>"
STAMPED: Final = "BỘ CÔNG AN\nTỐI MẬT\nSố: 12/BC-BCA\nBÁO CÁO\nVề tình hình"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (STAMPED.encode(), "a.txt"),
        (STAMPED.replace("\n", "<br>").encode(), "a.html"),
        (docx("".join(map(p, STAMPED.split("\n")))), "a.docx"),
        (docx(p("BỘ CÔNG AN", f"<w:r><w:pict><w:txbxContent>{p('MẬT')}</w:txbxContent></w:pict></w:r>")), "a.docx"),
        (docx(p("BÁO CÁO"), header=p("TUYỆT MẬT")), "a.docx"),
        (docx(p("BÁO CÁO"), core="<c><keywords>Tối mật</keywords></c>"), "a.docx"),
        (docx(p("BÁO CÁO")), "bc (MẬT).docx"),
        (OLE + "WordDocument".encode("utf-16-le") + STAMPED.replace("\n", "\r").encode("utf-16-le"), "a.doc"),
        (b"{\\rtf1 B\\'c1O\\par T\\u7888?I M\\u7852?T\\par S\\u7889? 1}", "a.rtf"),
        (
            packed(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "content.xml": "<a><b:p xmlns:b='x'>MẬT</b:p></a>",
                }
            ),
            "a.odt",
        ),
    ],
)
def test_a_marked_file_is_refused_and_says_nothing_of_itself(
    raw: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_reader, "_converted", lambda *_: pytest.fail("written to disk"))
    with pytest.raises(RefusedFile) as caught:
        read_bytes(raw, name)
    assert "BÁO CÁO" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_words_about_secrets_are_no_stamp() -> None:
    words = "Điều 3. Mật khẩu và bí mật nhà nước\nTài liệu mật được quản lý theo Luật Bảo vệ bí mật nhà nước."
    assert read_bytes(docx("".join(map(p, words.split("\n")))), "a.docx").content == words


NAMES = st.sampled_from(["a.docx", "a.xlsx", "a.html", "a.md", "a.txt", "a.mht", "a", "a.odt", "a.rtf"])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), NAMES)
def test_random_bytes_are_read_or_complained_of(raw: bytes, name: str) -> None:
    try:
        text = read_bytes(raw, name)
    except (UnreadableFile, RefusedFile):
        return
    assert text.content


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_damaged_packages_are_read_or_complained_of(pick: random.Random) -> None:
    raw = bytearray(WORD)
    for _ in range(pick.randint(1, 12)):
        raw[pick.randrange(len(raw))] = pick.randrange(256)
    try:
        read_bytes(bytes(raw), "a.docx")
    except (UnreadableFile, RefusedFile):
        return


ELEMENTS: Final = (
    "p", "r", "t", "tbl", "tr", "tc", "tcPr", "gridSpan", "vMerge", "sdt", "sdtContent", "fldChar", "ins", "del", "pPr",
    "numPr", "rPr", "txbxContent", "pict", "lvl", "start", "numFmt", "lvlText", "lvlRestart", "isLgl", "suff", "pStyle",
    "numStyleLink",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_damaged_markup_is_read_or_complained_of(pick: random.Random) -> None:
    """The package is whole and its XML well formed, but elements stand where none should."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = pick.choice(["word/document.xml", "word/numbering.xml"])
    values = ["", "-1", "99999999999", "continue", "x", "0", "1"]
    made = "".join(
        f'<w:{(one := pick.choice(ELEMENTS))} w:val="{pick.choice(values)}" w:ilvl="{pick.choice(values)}">'
        f"{r('Điều') if pick.random() < 0.3 else ''}<w:{pick.choice(ELEMENTS)}/></w:{one}>"
        for _ in range(20)
    )
    inside = f"<w:body>{made}{p('x')}</w:body>" if "document" in name else numbering(made)
    parts[name] = f"{HEAD}<w:x {W}>{inside}</w:x>"
    try:
        read_bytes(packed(parts), "a.docx")
    except (UnreadableFile, RefusedFile):
        return
