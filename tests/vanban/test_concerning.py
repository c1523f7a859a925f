"""Which instructions concern a text: by its symbol, its name, a symbol without its year; none is passed over."""

import datetime as dt

import pytest

from tests.vanban.test_consolidation import FIVE, amending, decree, original
from vanban.consolidation import Settled, State, consolidate
from vanban.model import Document
from vanban.parsing import parse

FULL = "1. Sửa đổi khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP như sau:\n“1. A.”."
SHORT = "2. Bãi bỏ khoản 2 Điều 1 Nghị định số 30/NĐ-CP."
OTHER = "3. Bãi bỏ khoản 2 Điều 2 Nghị định số 30/2019/NĐ-CP."


def omnibus(*orders: str) -> Document:
    body = "Điều 1. Sửa đổi, bổ sung một số nghị định\n" + "\n".join(orders)
    since = "\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 15/3/2022."
    return decree("14/2022/NĐ-CP", dt.date(2022, 2, 1), "Sửa đổi, bổ sung một số nghị định", body + since)


def test_a_symbol_without_its_year_is_the_one_the_act_names_in_full() -> None:
    result = consolidate(original(FIVE), [omnibus(FULL, SHORT)])
    assert [(row.op, row.at) for row in result.applied] == [("replace", "D1.K1"), ("repeal", "D1.K2")]


def test_a_symbol_without_its_year_that_may_be_another_is_not_ours() -> None:
    result = consolidate(original(FIVE), [omnibus(FULL, SHORT, OTHER)])
    assert [row.at for row in (*result.applied, *result.unresolved)] == ["D1.K1"]


def test_a_law_may_be_meant_by_its_name() -> None:
    head = "QUỐC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLuật số: {n}\tHà Nội, ngày 29 tháng 11 năm {y}\nLUẬT\n{t}\n"
    base = parse(head.format(n="45/2013/QH13", y=2013, t="Đất đai") + FIVE)
    body = "Điều 1. Bãi bỏ khoản 1 Điều 1 của Luật Đất đai.\nĐiều 2. Hiệu lực\nLuật này có hiệu lực từ ngày 01/01/2016."
    act = parse(head.format(n="80/2015/QH13", y=2015, t="Sửa đổi, bổ sung một số luật") + body)
    assert [row.at for row in consolidate(base, [act]).applied] == ["D1.K1"]


def test_a_text_without_a_symbol_leaves_every_instruction_to_people() -> None:
    bare = parse("NGHỊ ĐỊNH\n" + FIVE)
    act = amending("Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Bãi bỏ khoản 1 Điều 1.")
    result = consolidate(bare, [act])
    assert result.text == bare.text.content
    assert not result.complete
    assert [row.op for row in result.unresolved] == ["repeal"]


ORDER = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Sửa.”."
FIRST = amending(ORDER, "10/2022/NĐ-CP")


def later(orders: str, since: dt.date = dt.date(2023, 1, 1)) -> Document:
    return amending(f"Điều 1. Bãi bỏ\n{orders}", "20/2023/NĐ-CP", since)


@pytest.mark.parametrize(
    ("order", "place"),
    [
        ("1. Bãi bỏ Nghị định số 10/2022/NĐ-CP.", "10/2022/NĐ-CP#ALL"),
        ("1. Bãi bỏ khoản 1 Điều 1 Nghị định số 10/2022/NĐ-CP.", "10/2022/NĐ-CP#D1.K1"),
    ],
)
def test_what_becomes_of_an_amendment_whose_act_is_repealed_is_left_to_people(order: str, place: str) -> None:
    result = consolidate(original(FIVE), [FIRST, later(order)])
    assert "1. Sửa." in result.text
    assert [(row.doc, row.at) for row in result.unresolved] == [("20/2023/NĐ-CP", place)]
    row = result.unresolved[0]
    decision = Settled(row.doc, row.own_loc, row.op, row.start, "D1.K1", "replace", "1. Khoản một.", "Dùng lại.")
    again = consolidate(original(FIVE), [FIRST, later(order)], settled=[decision])
    assert again.complete
    assert again.text == original(FIVE).text.content
    assert consolidate(original(FIVE), [FIRST, later(order)], dt.date(2022, 12, 31)).complete


def test_an_amendment_repealed_before_it_held_never_holds() -> None:
    order = "1. Bãi bỏ khoản 1 Điều 1 Nghị định số 10/2022/NĐ-CP."
    since = "\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/01/2024."
    first = decree("10/2022/NĐ-CP", dt.date(2022, 2, 1), "Sửa đổi Nghị định số 30/2020/NĐ-CP", ORDER + since)
    result = consolidate(original(FIVE), [first, later(order)], dt.date(2024, 6, 1))
    assert [row.state for row in result.applied] == ["never"]
    assert (result.text, result.complete) == (original(FIVE).text.content, True)


def test_where_the_text_is_repealed_too_nothing_is_left() -> None:
    order = "1. Bãi bỏ Nghị định số 30/2020/NĐ-CP và Nghị định số 10/2022/NĐ-CP."
    result = consolidate(original(FIVE), [FIRST, later(order)])
    assert result.complete
    assert result.text.count("(được bãi bỏ)") == 3


def test_a_suspension_ends_with_the_act_that_ordered_it() -> None:
    order = "Điều 1. Ngưng hiệu lực khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP cho đến khi có quy định mới."
    acts = [amending(order, "10/2022/NĐ-CP"), later("1. Bãi bỏ Nghị định số 10/2022/NĐ-CP.")]
    suspended = [
        [row.loc for row in consolidate(original(FIVE), acts, day).provisions if row.state == State.SUSPENDED]
        for day in (dt.date(2022, 12, 31), dt.date(2023, 1, 1))
    ]
    assert suspended == [["D1.K1"], []]
    assert consolidate(original(FIVE), acts).complete


def test_an_amendment_changed_before_it_held_holds_as_changed() -> None:
    since = "\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/01/2024."
    first = decree("10/2022/NĐ-CP", dt.date(2022, 2, 1), "Sửa đổi Nghị định số 30/2020/NĐ-CP", ORDER + since)
    words = "“1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Đúng.”.”."
    order = f"1. Sửa đổi khoản 1 Điều 1 của Nghị định số 10/2022/NĐ-CP như sau:\n{words}"
    second = amending(f"Điều 1. Sửa đổi Nghị định số 10/2022/NĐ-CP\n{order}", "20/2023/NĐ-CP", dt.date(2023, 1, 1))
    assert "1. Khoản một." in consolidate(original(FIVE), [first, second], dt.date(2023, 6, 1)).text
    assert "1. Đúng." in consolidate(original(FIVE), [first, second], dt.date(2024, 6, 1)).text


def test_what_a_consolidated_text_prints_as_repealed_is_repealed() -> None:
    base = original(FIVE.replace("Khoản hai.", "(được bãi bỏ)").replace("Khoản ba.", "Được bãi bỏ khi hết hạn."))
    orders = "1. Thay thế cụm từ “bãi bỏ” bằng cụm từ “thay thế” tại khoản 2 Điều 1; khoản 1 Điều 2."
    result = consolidate(base, [amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{orders}")])
    assert [row.loc for row in result.provisions if row.state == State.REPEALED] == ["D1.K2"]
    assert [row.at for row in result.unresolved] == ["D1.K2"]
    assert "Được thay thế khi hết hạn." in result.text


@pytest.mark.parametrize(
    ("order", "title"),
    [
        ("1. Sửa đổi tên Nghị định số 30/2020/NĐ-CP như sau:\n“Về văn thư, lưu trữ”.", "Về văn thư, lưu trữ"),
        ("1. Sửa đổi tên gọi của Nghị định số 30/2020/NĐ-CP thành “Nghị định về lưu trữ”.", "Về lưu trữ"),
    ],
)
def test_a_document_gets_another_name(order: str, title: str) -> None:
    result = consolidate(original(FIVE), [amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{order}")])
    assert result.text == original(FIVE).text.content.replace("Về công tác văn thư", title)
    assert [one.loc for row in result.applied for one in row.touched] == ["TITLE"]


def test_an_act_of_which_no_order_was_read_is_told() -> None:
    act = decree("14/2022/NĐ-CP", dt.date(2022, 2, 3), "Về lưu trữ", "Điều 1. Phạm vi\nKhông có lệnh nào.")
    result = consolidate(original(FIVE), [act])
    assert [(row.doc, row.at) for row in result.unresolved] == [("14/2022/NĐ-CP", "?")]
    assert not result.complete


def test_an_act_that_only_changes_another_is_not() -> None:
    order = "Điều 1. Sửa đổi Nghị định số 99/2020/NĐ-CP\n1. Bãi bỏ khoản 1 Điều 1."
    act = decree("14/2022/NĐ-CP", dt.date(2022, 2, 3), "Sửa đổi, bổ sung Nghị định số 99/2020/NĐ-CP", order)
    assert consolidate(original(FIVE), [act]).complete
