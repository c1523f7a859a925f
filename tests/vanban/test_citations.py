"""Is every reference found whole, and does it lead where a careful reader would go?"""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.amendments import find_amendments
from vanban.citations import find_mentions, settle
from vanban.citations.documents import read_document
from vanban.citations.issuers import read_issuer
from vanban.citations.locators import parse_locators
from vanban.citations.names import proper_name, read_law
from vanban.citations.register import completed
from vanban.citations.symbols import tidy_symbol
from vanban.model import Citation, Document
from vanban.parsing import outline
from vanban.resolution import resolve
from vanban.tables import load

LOC = re.compile(r"(?:PL|MS|TM|Ph|[CMDKPTG])[^\s]*")
PIECES = [
    "Điều 5", "khoản 2", "điểm đ", "các khoản 1, 2 và 3", "từ Điều 3 đến Điều 9", "Điều này", "khoản này",
    "Mục II", "Phụ lục I", "Mẫu số 02", "phần III", "Chương IV", "Nghị định số 30/2020/NĐ-CP", "Luật Đất đai",
    "Luật Khám bệnh, chữa bệnh", "Nghị định này", "Quy định 377", "Quy định số 377-QĐ/TW",
    "Nghị quyết Trung ương 5 (khóa XII)", "Hiến pháp năm 2013", "số 47/2024/QH15", " ngày 05 tháng 3 năm 2020",
    " của Chính phủ", " và ", ", ", "; ", ". ", "\n", "(", ")", "“", "”", " của ", " kèm theo ",
    " sửa đổi, bổ sung ", " về ", "như sau:", "a) ", "1. ", "Điều 7. ", "| ", " theo quy định tại ",
    "Sửa đổi, bổ sung ", "Bãi bỏ ",
]  # fmt: skip


def read(text: str) -> tuple[Document, tuple[Citation, ...]]:
    reading = outline(text)
    mentions = find_mentions(reading.text)
    scopes = find_amendments(reading.text, reading.header, reading.structure, mentions).scopes
    return reading, settle(reading.text, reading.header, reading.structure, mentions, scopes).citations


def told(text: str) -> str:
    reading, citations = read(text)
    content = reading.text.content
    lines = []
    for c in citations:
        refs = "; ".join(f"{ref.doc} {ref.loc or ''}".strip() for ref in c.refs)
        lines.append(f"{content[c.start : c.end]} = {refs}" + (f" [{c.via}]" if c.via else ""))
    return "\n".join(lines) or "-"


@pytest.mark.parametrize(("title", "text", "expected"), cases("citations"), ids=[c[0] for c in cases("citations")])
def test_a_reference_leads_where_the_case_says(title: str, text: str, expected: str) -> None:
    assert told(text) == expected, title


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
@example("Điều 5" * 300)
@example("Luật sửa đổi, bổ sung một số điều của " * 2000)
@settings(deadline=None, max_examples=150)
def test_any_text_gives_citations_in_order_within_it_with_well_formed_places(text: str) -> None:
    reading, citations = read(text)
    end = 0
    for c in citations:
        assert end <= c.start < c.end <= len(reading.text.content)
        assert c.refs
        assert all(
            ref.doc and (ref.loc is None or LOC.fullmatch(ref.loc)) and "*" not in (ref.loc or "") for ref in c.refs
        )
        end = c.end


@given(
    st.lists(
        st.sampled_from(["điểm a", "khoản 2", "Điều 5", ", ", " và ", "; ", " ", "Mục II", "Phụ lục I", " của "]),
        max_size=20,
    )
)
def test_places_read_never_run_past_the_end_they_are_given(pieces: list[str]) -> None:
    text = "".join(pieces)
    for limit in range(0, len(text), 7):
        found = parse_locators(text, 0, limit)
        assert found is None or (found.end <= limit and found.paths)


def test_a_place_in_a_quotation_is_counted_from_the_labels_of_the_new_wording() -> None:
    text = (
        "NGHỊ ĐỊNH\nSửa đổi, bổ sung một số điều của Nghị định số 112/2021/NĐ-CP\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 112/2021/NĐ-CP\n"
        "1. Bổ sung Điều 15a như sau:\n“Điều 15a. Thông báo\n1. Nội dung.\n2. Việc thông báo tại khoản 1 Điều này.”."
    )
    assert "khoản 1 Điều này = 112/2021/NĐ-CP D15a.K1 [quote]" in told(text)


def test_dates_issuers_and_kinds_are_given_with_the_reference() -> None:
    _, citations = read("Theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.")
    (ref,) = citations[0].refs
    assert (ref.type, str(ref.date), ref.issuer) == ("Nghị định", "2020-03-05", "Chính phủ")


def test_a_date_behind_a_list_of_numbers_is_shared() -> None:
    _, citations = read("Các Nghị quyết: số 19-NQ/TW, số 20-NQ/TW và số 21-NQ/TW ngày 25-11-2017.")
    assert [str(c.refs[0].date) for c in citations] == ["2017-11-25"] * 3


def test_resolve_asks_the_host_once_for_each_document() -> None:
    reading, citations = read("Theo Luật Giá số 16/2023/QH15, Điều 5 Luật Giá và Nghị định số 85/2024/NĐ-CP.")
    asked: list[str] = []

    def lookup(key: str) -> str | None:
        asked.append(key)
        return {"16/2023/QH15": "giá"}.get(key)

    whole = Document(reading.text, reading.header, reading.structure, citations)
    assert [found.target for found in resolve(whole, lookup)] == ["giá", "giá", None]
    assert asked == ["16/2023/QH15", "85/2024/NĐ-CP"]


def rows(*path: str) -> Any:
    table: Any = load(path[0])
    for key in path[1:]:
        table = table[key]
    return table


@pytest.mark.parametrize(("kind", "key"), [("Luật", "laws"), ("Bộ luật", "codes"), ("Pháp lệnh", "ordinances")])
def test_every_listed_law_is_read_whole_and_found_again_in_capitals(kind: str, key: str) -> None:
    for name in rows("law_names", key):
        printed = f"{kind} {name}"
        assert read_law(f"{printed} và quy định", 0, len(printed) + 13) == len(printed), name
        assert proper_name(printed.upper()).upper() == printed.upper()


def test_every_body_named_whole_is_read_whole() -> None:
    table = rows("citations", "issuer")
    for name in [*table["whole"], *(f"Bộ trưởng Bộ {ministry}" for ministry in table["ministries"])]:
        assert read_issuer(f"{name} quy định", 0, len(name) + 9) == len(name), name


def test_every_sign_with_a_lost_hyphen_is_mended_and_every_source_is_given() -> None:
    sign = rows("citations", "sign")
    assert [tidy_symbol(example) for example in sign["examples"]] == ["61/2018/NĐ-CP", "1961/QĐ-UBND", "95-CTr/TU"]
    assert all(tidy_symbol(f"27/{row['printed']}") == f"27/{row['tidy']}" for row in sign["lost"])
    assert all(rows("citations", part)["source"] for part in ("sign", "issuer", "kind", "completed"))
    assert rows("law_names", "source")


def test_every_issuer_of_a_short_form_settles_its_sign() -> None:
    for sign, names in rows("citations", "completed", "party").items():
        for name in names:
            text = f"Kế hoạch số 12 của {name} về"
            named = read_document(text, 0, len(text))
            assert named is not None
            assert completed(named) == f"12-KH/{sign}", name
