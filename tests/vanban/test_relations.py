"""Does each document say what it does to others, and nothing that it does not say?"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.model import Document, Relation
from vanban.parsing import parse
from vanban.tables import load

PIECES = [
    "CHÍNH PHỦ\n", "Số: 30/2026/NĐ-CP\n", "NGHỊ ĐỊNH\n", "Sửa đổi, bổ sung một số điều của ", "Căn cứ ", "Thực hiện ",
    "Nghị định số 15/2020/NĐ-CP", "Luật Đất đai số 31/2024/QH15", " được sửa đổi, bổ sung bởi ", ";\n", ".\n", ", ",
    " và ", "Điều 1. ", "1. ", "Nghị định này ", "thay thế ", "bãi bỏ ", "hết hiệu lực ", "quy định chi tiết ",
    "khoản 2 Điều 5 ", "Hội nghị học tập, quán triệt ", "Quy định số 58-QĐ/TW ", "là văn bản thay thế ",
    "Dự thảo kế hoạch thực hiện ",
]  # fmt: skip


def tell(relation: Relation) -> str:
    """A relation on one line: kind, document with part, where it is said, who does it if another."""
    place = relation.doc + (f"#{relation.loc}" if relation.loc else "")
    said = [f"@{relation.own_loc}"] if relation.own_loc else []
    return " ".join([relation.kind, place, *said, *([f"from {relation.source}"] if relation.source else [])])


def relations(text: str) -> list[str]:
    reading: Document = parse(text)
    return [tell(relation) for relation in reading.relations]


@pytest.mark.parametrize(("title", "text", "expected"), cases("relations"))
def test_a_document_tells_its_relations(title: str, text: str, expected: str) -> None:
    assert sorted(relations(text)) == sorted(line for line in expected.split("\n") if line), title


@pytest.mark.parametrize("row", load("relations")["cue"], ids=lambda row: f"{row['kind']} in {row['where']}")
def test_every_cue_proves_itself(row: dict[str, list[str] | str]) -> None:
    pattern = re.compile(str(row["pattern"]), re.IGNORECASE if row["where"] == "title" else 0)
    find = pattern.match if row["where"] in ("recital", "opening") else pattern.search
    assert all(find(example) for example in row["examples"])
    assert not any(find(example) for example in row["counter_examples"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_finding_never_raises_and_stays_in_the_text(text: str) -> None:
    reading = parse(text)
    locs = {provision.loc for provision in reading.provisions}
    for relation in reading.relations:
        assert 0 <= relation.start < relation.end <= len(reading.text.content)
        assert relation.own_loc is None or relation.own_loc in locs
        assert relation.doc != "SELF"
