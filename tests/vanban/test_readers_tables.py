"""Do the reader's tables of knowledge prove themselves, and does the office program do its part?"""

import re
import shutil

import pytest

from vanban.readers import Limits, UnreadableFile, read_bytes
from vanban.readers.docx.symbols import plain, symbol
from vanban.tables import load

ROWS = [*load("layout")["layout"], *load("layout")["data"]]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_each_row_matches_its_examples_and_not_its_counter_examples(row: dict[str, object]) -> None:
    pattern = re.compile(str(row["pattern"]), re.MULTILINE)
    examples, counter_examples = row["examples"], row["counter_examples"]
    assert isinstance(examples, list)
    assert isinstance(counter_examples, list)
    assert all(pattern.search(example) for example in examples)
    assert not [example for example in counter_examples if pattern.search(example)]
    assert row["source"]


def test_each_sign_of_a_picture_font_is_one_letter() -> None:
    for row in load("symbols")["symbol"]:
        for code, sign in row["signs"].items():
            assert len(sign) == 1, (row["fonts"], code)
            assert symbol(row["fonts"][0], f"F0{code[2:]}") == sign
    assert plain("\uf0fe Đúng \uf0a7") == "☑ Đúng ▪"
    assert symbol("Wingdings", "không") == ""


RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc1 {\b \u272?i\u7873?u 1.} Ph\u7841?m vi\par 1. M\u7897?t\par"
    r" \trowd\cellx3000\cellx6000 STT\cell Vi\u7879?c\cell\row}"
)


def test_an_rtf_is_read_through_the_office_program() -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice is not installed: apt install libreoffice-writer-nogui")
    text = read_bytes(RTF.encode(), "a.rtf")
    assert text.content.split("\n") == ["Điều 1. Phạm vi", "1. Một", "| STT | Việc |"]
    assert text.source is not None
    assert text.source.format == "rtf"
    with pytest.raises(UnreadableFile, match="giây"):
        read_bytes(RTF.encode(), "a.rtf", limits=Limits(max_seconds=0.01))
