"""Are duties found, with who does them, with whom and by when?"""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban import parse
from vanban.model import Cell, Header, Obligation, Structure, Table, Text
from vanban.obligations import find_obligations
from vanban.obligations.bodynames import name_end
from vanban.obligations.names import is_body, split_names
from vanban.structure import build_structure
from vanban.tables import load
from vanban.text.rows import find_tables

PLAN = Header(
    system="state", kind="Kế hoạch", symbol="01/KH-UBND", issuers=("Ủy ban nhân dân tỉnh",), date=dt.date(2025, 6, 1)
)


def read(content: str, header: Header = PLAN) -> tuple[Obligation, ...]:
    text = Text(content, tables=find_tables(content))
    return find_obligations(text, header, build_structure(text, header), ())


def field(duty: Obligation, name: str) -> str:
    """A field of a duty in the words of the case file."""
    deadline = duty.deadline
    return {
        "ai": "; ".join(duty.lead),
        "cùng": "; ".join(duty.partners),
        "làm": "; ".join(duty.executor),
        "việc": duty.action,
        "sản phẩm": duty.product or "không",
        "loại": duty.modality,
        "kế thừa": "có" if duty.inherited else "không",
        "hạn": " ".join(filter(None, (deadline.kind, str(deadline.date or "")))) if deadline else "không",
    }[name]


@pytest.mark.parametrize(("title", "content", "expected"), cases("obligations"), ids=lambda x: x[:60])
def test_the_duties_are_found(title: str, content: str, expected: str) -> None:
    duties = read(content, Header() if "(tin)" in title else PLAN)
    blocks = [] if expected == "không" else expected.split("\n\n")
    assert len(duties) == len(blocks), [content[d.start : d.end] for d in duties]
    for duty, block in zip(duties, blocks, strict=True):
        for line in block.split("\n"):
            name, _, value = line.partition(": ")
            told = field(duty, name)
            assert told.startswith(value) if name == "việc" else told == value, (name, told)


def test_a_rule_binds_only_where_it_charges_a_body() -> None:
    content = "Điều 5. Hồ sơ\n1. Cơ quan tiếp nhận kiểm tra hồ sơ.\n2. Bộ Y tế có trách nhiệm công bố danh mục.\n"
    content += "Điều 6. Trách nhiệm của Bộ Tài chính\n1. Bố trí kinh phí.\n"
    duties = read(content, Header(kind="Nghị định", symbol="10/2025/NĐ-CP"))
    assert [duty.lead for duty in duties] == [("Bộ Y tế",), ("Bộ Tài chính",)]


def test_names_are_as_printed() -> None:
    assert split_names("Uỷ ban nhân dân các xã, phường và các sở, ban, ngành") == (
        "Uỷ ban nhân dân các xã, phường",
        "các sở, ban, ngành",
    )


def test_a_name_may_hold_commas_and_conjunctions() -> None:
    assert split_names("Bộ Văn hóa, Thể thao và Du lịch, Bộ Lao động - Thương binh và Xã hội, VTV") == (
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Lao động - Thương binh và Xã hội",
        "VTV",
    )


def test_a_shared_noun_goes_to_whole_names() -> None:
    assert split_names("Các Bộ: Giáo dục và Đào tạo, Y tế, Văn hóa, Thể thao và Du lịch và Công an") == (
        "Bộ Giáo dục và Đào tạo",
        "Bộ Y tế",
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Công an",
    )


def test_the_table_of_bodies_proves_itself() -> None:
    table = load("bodies")
    assert table["source"]
    assert all(is_body(example) for example in table["examples"])
    assert not [example for example in table["counter_examples"] if is_body(example)]


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("Sở Y tế", "kiểm nghiệm mẫu nước"),
        ("Ban Chỉ huy Quân sự xã", "trực 24/24 giờ"),
        ("Bộ Nông nghiệp và Môi trường", "vớt bèo trên kênh"),
        ("Công ty Cấp nước", "súc xả đường ống"),
    ],
)
def test_an_act_begins_where_a_name_ends(name: str, act: str) -> None:
    words = f"{name} {act}"
    assert name_end(words, words.lower(), 0, len(words)) == len(name) + 1


@pytest.mark.parametrize(
    "words",
    [
        "Sở Y tế là cơ quan đầu mối",
        "Đảng bộ tỉnh đạt nhiều kết quả",
        "Cục Đo đạc bản đồ",
        "Sở Y tế: phun thuốc khử trùng",
    ],
)
def test_what_only_tells_begins_no_act(words: str) -> None:
    assert name_end(words, words.lower(), 0, len(words)) == -1


@pytest.mark.parametrize("row", load("columns")["column"], ids=lambda row: row["role"])
def test_every_column_knows_its_heads(row: dict) -> None:
    assert row["source"]
    for example in row["examples"]:
        head = " ".join(example.lower().split())
        role = next(r["role"] for r in load("columns")["column"] if re.search(r["pattern"], head))
        assert role == row["role"], example
    assert not [e for e in row["counter_examples"] if re.search(row["pattern"], e.lower())]


@pytest.mark.parametrize("name", [name for name, row in load("clauses").items() if isinstance(row, dict)])
def test_every_shape_of_a_clause_proves_itself(name: str) -> None:
    row = load("clauses")[name]
    assert load("clauses")["source"]
    assert not [example for example in row["examples"] if not re.search(row["pattern"], example)]
    assert not [example for example in row["counter_examples"] if re.search(row["pattern"], example)]


def test_a_lead_merged_over_two_rows_holds_for_both() -> None:
    content = "Việc\nChủ trì\nHạn\nRà soát\nSở Y tế\n2026\nBáo cáo\nQuý I/2026"
    at = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", content)]
    cells = [Cell(*span) for span in at]
    tall = Cell(*at[4], rowspan=2)
    rows = ((cells[0], cells[1], cells[2]), (cells[3], tall, cells[5]), (cells[6], cells[7]))
    text = Text(content, tables=(Table(0, len(content), rows),))
    duties = [d for d in find_obligations(text, PLAN, Structure(tables=text.tables), ()) if d.source == "table"]
    assert [(d.action, d.lead, str(d.deadline.date)) for d in duties if d.deadline] == [
        ("Rà soát", ("Sở Y tế",), "2026-12-31"),
        ("Báo cáo", ("Sở Y tế",), "2026-03-31"),
    ]


def test_a_wide_cell_is_a_heading_and_no_task() -> None:
    content = "TT\nViệc\nChủ trì\n1\nNHÓM VIỆC\n2\nRà soát\nSở Y tế"
    at = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", content)]
    cells = [Cell(*span) for span in at]
    rows = (tuple(cells[:3]), (cells[3], Cell(*at[4], colspan=2)), tuple(cells[5:]))
    text = Text(content, tables=(Table(0, len(content), rows),))
    duties = find_obligations(text, PLAN, Structure(tables=text.tables), ())
    assert [d.action for d in duties if d.source == "table"] == ["Rà soát"]


def test_a_head_of_two_rows_is_read_as_one() -> None:
    content = "| TT | Nhiệm vụ | Phân công | Phân công | Thời gian |\n|---|---|---|---|---|\n"
    content += "|  |  | Chủ trì | Phối hợp |  |\n| 1 | Rà soát | Sở Y tế | Sở Tài chính | 2026 |"
    duty = next(d for d in read(content) if d.action == "Rà soát")
    assert (duty.lead, duty.partners) == (("Sở Y tế",), ("Sở Tài chính",))


WORDS = st.lists(
    st.sampled_from(
        ["Sở Y tế", "các sở, ban, ngành", "Giao ", "đề nghị ", "chủ trì, phối hợp với ", "có trách nhiệm ",
         "rà soát ", "xây dựng kế hoạch", "; ", ", ", ". ", ": ", "\n", "1. ", "a) ", "- ", "| ", " |\n",
         "(", ")", "“", "trước ngày 15/12/2025",
         "định kỳ báo cáo ",
         "Cơ quan chủ trì: ", "Thời gian: ",
         "II. TỔ CHỨC THỰC HIỆN\n", "Nơi nhận:", "không ", "đã ", "\u1ef7", "İ", " "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(WORDS, st.sampled_from([PLAN, Header(), Header(kind="Luật", symbol="1/2025/QH15")]))
def test_finding_never_raises_and_spans_stand_in_the_text(content: str, header: Header) -> None:
    for duty in read(content, header):
        assert 0 <= duty.start < duty.end <= len(content)
        assert duty.lead
        assert duty.action in content
        if duty.deadline:
            assert content[duty.deadline.start : duty.deadline.end] == duty.deadline.text


def test_time_grows_with_length_only() -> None:
    """A paragraph without an end must not be read again for each of its pieces."""
    long = "Sở Y tế " + "rà soát, đánh giá các quy định; " * 3000
    assert len(read(long)) == 3000


def test_a_duty_begins_behind_the_speech_and_the_purpose_that_introduce_it() -> None:
    report = (
        "Kết luận hội nghị, Bí thư Tỉnh ủy nhấn mạnh, để sớm đưa Nghị quyết vào cuộc sống, "
        "Văn phòng Tỉnh ủy cần hoàn thiện chương trình hành động, trình trước ngày 15/6/2026."
    )
    found = parse("Tin hội nghị\n" + report)
    duty = found.obligations[0]
    assert found.text.content[duty.start : duty.end].startswith("Văn phòng Tỉnh ủy cần")
    assert duty.deadline
    assert duty.deadline.text.endswith("15/6/2026")
