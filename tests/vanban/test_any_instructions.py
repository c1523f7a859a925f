"""Whatever is ordered: each instruction is accounted for, nothing else moves, the result is read as it was told."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.test_consolidation import amending, body_of, original
from vanban.consolidation import Consolidated, State, consolidate
from vanban.model import Document
from vanban.parsing import parse

BASE = (
    "Điều 5. Hồ sơ\n1. Gồm có:\na) Đơn;\nb) Ảnh của Sở;\nđ) Thẻ.\n2. Nộp tại Sở hoặc tại xã.\n3. Trả trong 05 ngày.\n"
    "Điều 6. Phí\nKhông thu phí của Sở.\nĐiều 7. Thi hành\n1. Sở thi hành.\n2. Xã phối hợp."
)
ORDERS = (
    ("D5.K2", "Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Nộp qua mạng.”."),
    ("D5.K2", "Bãi bỏ khoản 2 Điều 5."),
    ("D5.K1.Pđ", "Bãi bỏ điểm đ khoản 1 Điều 5."),
    ("D5.K1.Pb1", "Bổ sung điểm b1 vào sau điểm b khoản 1 Điều 5 như sau:\n“b1) Giấy khai;”."),
    ("D5.K4", "Bổ sung khoản 4 vào Điều 5 như sau:\n“4. Lưu sổ.”."),
    ("D5.K1", "Sửa đổi, bổ sung đoạn mở đầu khoản 1 Điều 5 như sau:\n“1. Hồ sơ gồm:”."),
    ("D5.K1", "Sửa đổi khoản 1 Điều 5 như sau:\n“1. Hồ sơ:\na) Đơn mới;\nb) Ảnh mới.”."),
    ("D5.K3", "Thay thế cụm từ “05 ngày” bằng cụm từ “03 ngày” tại khoản 3 Điều 5."),
    ("D7", "Thay thế cụm từ “Sở” bằng cụm từ “Ủy ban” tại Điều 7."),
    ("D7.K1", "Bỏ cụm từ “thi hành” tại khoản 1 Điều 7."),
    ("D6", "Sửa tên Điều 6 như sau:\n“Điều 6. Lệ phí”."),
    ("D6a", "Bổ sung Điều 6a vào sau Điều 6 như sau:\n“Điều 6a. Thu\n1. Một.\n2. Hai.”."),
    ("D5", "Chuyển khoản 3 Điều 5 thành khoản 4 Điều 5."),
    ("D6", "Ngưng hiệu lực thi hành Điều 6 Nghị định số 30/2020/NĐ-CP đến hết ngày 31 tháng 12 năm 2030."),
    ("D9", "Bãi bỏ Điều 9."),
    ("", "Bãi bỏ các quy định về phí tại Nghị định số 30/2020/NĐ-CP."),
)
some = st.lists(st.sampled_from(ORDERS), min_size=1, max_size=6)


def act(
    orders: list[tuple[str, str]], symbol: str = "14/2022/NĐ-CP", since: dt.date = dt.date(2022, 3, 15)
) -> Document:
    body = "\n".join(f"{n}. {words}" for n, (_at, words) in enumerate(orders, 1))
    return amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{body}", symbol, since)


def told(result: Consolidated) -> int:
    return len(result.applied) + len(result.unresolved)


@settings(deadline=None, max_examples=120)
@given(some)
def test_each_is_accounted_for_and_nothing_else_moves(orders: list[tuple[str, str]]) -> None:
    document = act(orders)
    result = consolidate(original(BASE), [document])
    assert told(result) == len(document.amendments) == len(orders)
    before = {row.loc: original(BASE).text.content[row.start : row.end] for row in original(BASE).structure.provisions}
    after = {row.loc: result.text[row.start : row.end] for row in result.provisions}
    at = [place for place, _words in orders if place]
    for loc, words in before.items():
        if not any(f"{loc}.".startswith(f"{one}.") or f"{one}.".startswith(f"{loc}.") for one in at):
            assert after[loc] == words
    assert len(after) == len(result.provisions)
    shown = {touch.loc for row in result.applied for touch in row.touched}
    changed = {row.loc for row in result.provisions if any(one.op != "renumber" for one in row.changes)}
    assert all(any(one.startswith(loc) or loc.startswith(one) for one in shown) for loc in changed)


@settings(deadline=None, max_examples=60)
@given(some)
def test_the_result_is_read_as_it_was_told(orders: list[tuple[str, str]]) -> None:
    result = consolidate(original(BASE), [act(orders)])
    read = parse(result.text)
    assert {row.loc: (row.start, row.end) for row in read.structure.provisions} == {
        row.loc: (row.start, row.end) for row in result.provisions
    }
    repealed = {row.loc for row in result.provisions if row.state == State.REPEALED}
    nothing = consolidate(read, [])
    assert nothing.text == result.text
    assert {row.loc for row in nothing.provisions if row.state == State.REPEALED} == repealed


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(ORDERS), min_size=3, max_size=3, unique_by=lambda order: order[1]))
def test_acts_in_any_order_of_files_give_one_text(orders: list[tuple[str, str]]) -> None:
    acts = [act([one], f"{n}/2022/NĐ-CP", dt.date(2022, n, 1)) for n, one in enumerate(orders, 3)]
    results = [consolidate(original(BASE), some) for some in itertools.permutations(acts)]
    assert {body_of(result) for result in results} == {body_of(results[0])}
    assert all(told(result) == 3 for result in results)


@settings(deadline=None, max_examples=80)
@given(some.filter(lambda orders: all("Chuyển" not in words for _at, words in orders)))
def test_an_act_run_on_its_own_result_leaves_it_as_it_is(orders: list[tuple[str, str]]) -> None:
    once = consolidate(original(BASE), [act(orders)])
    assert consolidate(parse(once.text), [act(orders)]).text == once.text
