"""Are real files read? Only where the corpus is at hand."""

import re
from pathlib import Path

import pytest

from vanban.readers import read

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
here = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")


@here
def test_every_word_file_is_read() -> None:
    texts = [read(path) for path in sorted((CORPUS / "word").glob("*.docx"))]
    assert texts
    for text in texts:
        for table in text.tables:
            assert text.content[table.start] == "|"
            assert text.content[table.end - 1] == "|"
            cells = [text.content[cell.start : cell.end] for row in table.rows for cell in row]
            assert not [cell for cell in cells if cell != cell.strip() or "\n" in cell or "|" in cell]
        assert all(aside.at is None or 0 <= aside.at <= len(text.content) for aside in text.asides)


@here
def test_a_page_and_its_text_say_the_same_outside_tables() -> None:
    """The texts beside the pages were made by another program, which knows a few forms for tables that we don't."""
    same = total = 0
    for page in sorted((CORPUS / "normative").glob("*.html"))[:12]:
        ours, theirs = lines(read(page).content), lines(page.with_suffix(".txt").read_text("utf-8"))
        same += len(ours & theirs)
        total += len(ours | theirs)
    assert same / total > 0.995


def lines(content: str) -> set[str]:
    return {re.sub(r"\s+", " ", line).strip() for line in content.split("\n") if line and line[0] != "|"}
