"""Which instructions concern a text: by its symbol, its name, a symbol without its year; none is passed over."""

import datetime as dt

import pytest

from tests.vanban.test_consolidation import FIVE, amending, decree, original
from vanban.consolidation import consolidate
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


@pytest.mark.parametrize("day", [dt.date(2022, 1, 1), dt.date(2023, 1, 1)])
def test_a_text_without_a_symbol_leaves_every_instruction_to_people(day: dt.date) -> None:
    bare = parse("NGHỊ ĐỊNH\n" + FIVE)
    act = amending("Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Bãi bỏ khoản 1 Điều 1.")
    result = consolidate(bare, [act], day)
    assert result.text == bare.text.content
    assert not result.complete
    assert [row.op for row in result.unresolved] == ["repeal"]
