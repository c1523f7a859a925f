"""A regulation issued with a decision is amended under its own places, and the decision under its own."""

import pytest

from vanban.consolidation import Consolidated, consolidate
from vanban.model import Document
from vanban.parsing import parse

HEAD = "BỘ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {symbol}\tHà Nội, ngày 05 tháng 3 năm {year}\nQUYẾT ĐỊNH\n"
FOOT = "\nBỘ TRƯỞNG\nNguyễn Văn A\n"
OWN = "Điều 1. Ban hành kèm theo Quyết định này Quy chế văn thư.\nĐiều 2. Quyết định này có hiệu lực từ ngày ký."
ISSUED = "(Ban hành kèm theo Quyết định số 30/2020/QĐ-BNV ngày 05 tháng 3 năm 2020 của Bộ trưởng Bộ Nội vụ)"
RULES = "Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai.\nChương II\nRIÊNG\nĐiều 2. Đối tượng\nMọi người."
ONE, OF = "Sửa đổi, bổ sung một số điều của", "Quy chế văn thư ban hành kèm theo Quyết định số 30/2020/QĐ-BNV"


def decision() -> Document:
    body = f"{OWN}{FOOT}\nQUY CHẾ\nVăn thư\n{ISSUED}\n{RULES}"
    return parse(HEAD.format(symbol="30/2020/QĐ-BNV", year=2020) + "Ban hành Quy chế văn thư\n" + body)


def after(heading: str, orders: str) -> Consolidated:
    body = f"Điều 1. {ONE} {heading}\n{orders}\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.{FOOT}"
    act = parse(HEAD.format(symbol="14/2022/QĐ-BNV", year=2022) + f"{ONE} {OF}\n{body}")
    return consolidate(decision(), [act])


def rules(result: Consolidated) -> str:
    return result.text[result.text.index(ISSUED) + len(ISSUED) + 1 :]


@pytest.mark.parametrize(
    ("orders", "expected", "locs"),
    [
        (
            "1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. Hai mới.”.",
            RULES.replace("Hai", "Hai mới"),
            {"PL1.D1.K2"},
        ),
        (
            "1. Bổ sung Điều 1a vào sau Điều 1 như sau:\n“Điều 1a. Mới\n1. A.”.",
            RULES.replace("2. Hai.", "2. Hai.\nĐiều 1a. Mới\n1. A."),
            {"PL1.D1a", "PL1.D1a.K1"},
        ),
        (
            "1. Sửa đổi, bổ sung Chương II như sau:\n“Chương II\nKHÁC\nĐiều 2. Hai\n1. A.\nĐiều 3. Ba\nB.”.",
            RULES[: RULES.index("Chương II")] + "Chương II\nKHÁC\nĐiều 2. Hai\n1. A.\nĐiều 3. Ba\nB.",
            {"PL1.CII", "PL1.D2", "PL1.D2.K1", "PL1.D3"},
        ),
    ],
)
def test_places_below_a_heading_that_names_the_regulation_are_in_it(orders: str, expected: str, locs: set[str]) -> None:
    result = after(OF, orders)
    assert result.complete
    assert rules(result).strip() == expected
    assert OWN in result.text
    assert locs <= {row.loc for row in result.provisions}
    assert {row.loc for row in result.provisions} == {row.loc for row in parse(result.text).structure.provisions}


def test_places_below_a_heading_that_names_the_decision_are_in_it() -> None:
    result = after("Quyết định số 30/2020/QĐ-BNV", "1. Bãi bỏ Điều 2.")
    assert rules(result).strip() == RULES
    assert "Điều 2. (được bãi bỏ)" in result.text
