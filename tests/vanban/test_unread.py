"""Is every order that nobody can read told to people, and nothing else?"""

import pytest

from vanban.consolidation import consolidate
from vanban.consolidation.unread import unread
from vanban.model import Document
from vanban.parsing import parse

HEAD = "BỘ TÀI CHÍNH\nSố: 11/2026/TT-BTC\nHà Nội, ngày 05 tháng 3 năm 2026\nTHÔNG TƯ\nQuy định về phí\n"
BODY = (
    "Điều 1. Phạm vi\nThông tư này quy định phí.\nĐiều 2. Hiệu lực thi hành\n1. Thông tư này có hiệu lực từ ngày ký.\n"
)


def act(closing: str) -> Document:
    return parse(f"{HEAD}{BODY}{closing}")


@pytest.mark.parametrize(
    ("closing", "told"),
    [
        (
            "2. Bãi bỏ số thứ tự 15 tại Biểu phí quy định tại khoản 1 Điều 1 Thông tư số 64/2025/TT-BTC.",
            ["64/2025/TT-BTC"],
        ),
        ("2. Bãi bỏ một số quy định tại điều, khoản sau của Thông tư số 64/2025/TT-BTC như sau:", ["64/2025/TT-BTC"]),
        ("2. Bãi bỏ giấy phép đã cấp theo quy định tại Thông tư số 64/2025/TT-BTC.", []),
        ("2. Bãi bỏ các khoản thu trái quy định.", []),
        ("2. Thay thế người giám sát khi cần.", []),
    ],
)
def test_a_line_that_changes_a_numbered_act_is_told_wherever_it_stands(closing: str, told: list[str]) -> None:
    assert [row.doc for row in unread(act(closing)) if row.at == "?"] == told


def test_what_an_act_of_one_such_line_leaves_open_is_no_complete_text() -> None:
    base = parse(
        "BỘ TÀI CHÍNH\nSố: 64/2025/TT-BTC\nHà Nội, ngày 05 tháng 3 năm 2025\nTHÔNG TƯ\nQuy định\nĐiều 1. Phí\nMột."
    )
    result = consolidate(base, [act("2. Bãi bỏ số thứ tự 15 tại Biểu phí quy định tại Thông tư số 64/2025/TT-BTC.")])
    assert not result.complete
    assert result.text.endswith("Điều 1. Phí\nMột.")


def test_an_act_that_comes_in_its_place_is_told() -> None:
    base = parse(
        "BỘ TÀI CHÍNH\nSố: 64/2025/TT-BTC\nHà Nội, ngày 05 tháng 3 năm 2025\nTHÔNG TƯ\nQuy định\nĐiều 1. Phí\nMột."
    )
    result = consolidate(base, [act("2. Thông tư này thay thế Thông tư số 64/2025/TT-BTC ngày 05 tháng 3 năm 2025.")])
    assert [(row.op, row.at, row.own_loc) for row in result.unresolved] == [("repeal", "ALL", "D2.K2")]


AMENDING = (
    "CHÍNH PHỦ\nSố: 76/2026/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2026\nNGHỊ ĐỊNH\n"
    "Sửa đổi, bổ sung một số điều của Nghị định số 125/2021/NĐ-CP\n"
    "Điều 1. Sửa đổi, bổ sung Điều 20 như sau:\n“Điều 20. Mới\nMột “a) Hai”.”.\n"
)


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ("Điều 2. Điều khoản chuyển tiếp\n“Điều 22. Điều khoản chuyển tiếp\n1. Vụ việc cũ.”.", ["125/2021/NĐ-CP"]),
        ("Điều 2. Điều khoản chuyển tiếp\nVụ việc cũ theo “Điều 22. Điều khoản chuyển tiếp”.", []),
        ("Điều 2. Bãi bỏ khoản 3 Điều 21.", []),
        ("Điều 2. Thay đổi cách gọi\n1. “Sở A” thành “Sở B”.\n2. Bãi bỏ khoản 1 Điều 7.", ["125/2021/NĐ-CP"]),
    ],
)
def test_a_unit_quoted_under_no_order_is_told(article: str, told: list[str]) -> None:
    act = parse(f"{AMENDING}{article}\nĐiều 3. Hiệu lực\nNghị định này có hiệu lực từ ngày ký.")
    assert [row.doc for row in unread(act)] == told
