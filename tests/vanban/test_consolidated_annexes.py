"""Annexes and forms that take the place of others or come new: from the act or quoted, else left to people."""

import datetime as dt

import pytest

from tests.vanban.test_consolidation import HEAD, TAIL
from vanban.consolidation import Consolidated, consolidate
from vanban.model import Document
from vanban.parsing import parse

BODY = "Điều 1. Một\n1. Nội dung.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày ký."
FROM = "(Kèm theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ)"
ONE = f"PHỤ LỤC I\nDANH MỤC\n{FROM}\n1. Một.\n2. Hai."
TWO = f"PHỤ LỤC II\nBIỂU MẪU\n{FROM}\nMẫu số 01\nĐƠN\n| STT | Tên |\n| 1 | A |\nMẫu số 02\nTỜ KHAI\nHọ tên: …"
OWN = "(Kèm theo Nghị định số 14/2022/NĐ-CP ngày 03 tháng 02 năm 2022 của Chính phủ)"
ACT = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP\n{orders}\nĐiều 2. Hiệu lực\n{since}"
SINCE = "Nghị định này có hiệu lực thi hành từ ngày 15/03/2022."


def decree(symbol: str, day: dt.date, body: str, *annexes: str) -> Document:
    title = "Về công tác văn thư" if symbol.startswith("30") else "Sửa đổi Nghị định số 30/2020/NĐ-CP"
    head = HEAD.format(symbol=symbol, day=f"{day:%d}", month=day.month, year=day.year, title=title)
    return parse("\n".join([head + body + TAIL.rstrip(), *annexes]))


def after(orders: str, *annexes: str) -> Consolidated:
    act = decree("14/2022/NĐ-CP", dt.date(2022, 2, 3), ACT.format(orders=orders, since=SINCE), *annexes)
    return consolidate(decree("30/2020/NĐ-CP", dt.date(2020, 3, 5), BODY, ONE, TWO), [act])


def annexes_of(result: Consolidated) -> str:
    return result.text[result.text.index("THỦ TƯỚNG\n") + 10 :]


NEW = f"PHỤ LỤC I\nDANH MỤC MỚI\n{OWN}\n1. Ba.\n2. Bốn."
FIVE = f"PHỤ LỤC V\nDANH MỤC KHÁC\n{OWN}\n1. Năm."
THREE = f"PHỤ LỤC III\nBẢNG GIÁ\n{OWN}\n| STT | Giá |\n| 1 | 5 |"
FORM = "Mẫu số 02\nTỜ KHAI MỚI\nHọ và tên: …"


@pytest.mark.parametrize(
    ("orders", "annexes", "expected"),
    [
        (f"1. Sửa đổi, bổ sung Phụ lục I như sau:\n“{NEW}”.", (), (NEW, TWO)),
        ("1. Thay thế Phụ lục I bằng Phụ lục I kèm theo Nghị định này.", (NEW,), (NEW, TWO)),
        ("1. Sửa đổi, bổ sung Phụ lục I ban hành kèm theo Nghị định này.", (NEW,), (NEW, TWO)),
        (
            "1. Thay thế Phụ lục I bằng Phụ lục V kèm theo Nghị định này.",
            (FIVE,),
            (FIVE.replace("PHỤ LỤC V", "PHỤ LỤC I"), TWO),
        ),
        (f"1. Bổ sung Phụ lục III vào sau Phụ lục II như sau:\n“{THREE}”.", (), (ONE, TWO, THREE)),
        ("1. Bổ sung Phụ lục III ban hành kèm theo Nghị định này.", (THREE,), (ONE, TWO, THREE)),
        (
            f"1. Thay thế Mẫu số 02 Phụ lục II như sau:\n“{FORM}”.",
            (),
            (ONE, TWO[: TWO.index("Mẫu số 02")] + FORM),
        ),
        (
            "1. Thay thế cụm từ “Họ tên” bằng cụm từ “Họ, chữ đệm và tên” tại Mẫu số 2.",
            (),
            (ONE, TWO.replace("Họ tên", "Họ, chữ đệm và tên")),
        ),
        (
            "1. Sửa Mẫu số 02 thành Mẫu số 31 ban hành kèm theo Nghị định này.",
            (f"PHỤ LỤC\nBIỂU MẪU\n{OWN}\n{FORM.replace('02', '31')}",),
            (ONE, TWO[: TWO.index("Mẫu số 02")] + FORM),
        ),
        (
            "1. Sửa đổi Mẫu số 02 Phụ lục II thành Mẫu số 31 ban hành kèm theo Nghị định này.",
            (f"PHỤ LỤC\nBIỂU MẪU\n{OWN}\n{FORM.replace('02', '31')}",),
            (ONE, TWO[: TWO.index("Mẫu số 02")] + FORM),
        ),
        ("1. Bãi bỏ Phụ lục I.", (), ("PHỤ LỤC I (được bãi bỏ)", TWO)),
        (f"1. Sửa đổi tên và nội dung Phụ lục I như sau:\n“{NEW}”.", (), (NEW, TWO)),
        ("1. Bãi bỏ mục 2 Phụ lục I.", (), (ONE.replace("Hai.", "(được bãi bỏ)"), TWO)),
        ("1. Bổ sung mục 1a vào sau mục 1 Phụ lục I như sau:\n“1a. A.”.", (), (ONE.replace("2.", "1a. A.\n2."), TWO)),
        ("1. Sửa đổi mục 2 Phụ lục I như sau:\n“2. Hai mới.”.", (), (ONE.replace("Hai", "Hai mới"), TWO)),
        ("1. Sửa đổi số thứ tự 1 của Phụ lục II như sau:\n“| 1 | B |”.", (), (ONE, TWO.replace("| A |", "| B |"))),
        ("1. Sửa đổi STT 1 Phụ lục II như sau:\n“| STT | Tên |\n| 1 | B |”.", (), (ONE, TWO.replace("| A |", "| B |"))),
        ("1. Bãi bỏ số thứ tự 1 Mẫu số 01 Phụ lục II.", (), (ONE, TWO.replace("| A |", "| (được bãi bỏ) |"))),
        (
            "1. Bổ sung số thứ tự 1a vào sau số thứ tự 1 Phụ lục II như sau:\n“| 1a | C |”.",
            (),
            (ONE, TWO.replace("| A |", "| A |\n| 1a | C |")),
        ),
        (
            "1. Thay thế cụm từ “A” bằng cụm từ “B” tại số thứ tự 1 Phụ lục II.",
            (),
            (ONE, TWO.replace("| A |", "| B |")),
        ),
        (
            "1. Bãi bỏ Phụ lục II, trừ các Mẫu số 02.",
            (),
            (ONE, TWO.replace("\nĐƠN\n| STT | Tên |\n| 1 | A |", " (được bãi bỏ)")),
        ),
        ("1. Sửa đổi, bổ sung khoản 2 Phụ lục I như sau:\n“2. Hai mới.”.", (), (ONE.replace("Hai", "Hai mới"), TWO)),
    ],
)
def test_what_words_settle_is_done(orders: str, annexes: tuple[str, ...], expected: tuple[str, ...]) -> None:
    result = after(orders, *annexes)
    assert annexes_of(result) == "\n".join(expected)
    assert result.complete
    (row,) = result.applied
    assert row.touched
    assert any(row.own_loc == one.own_loc for there in result.provisions for one in there.changes)


@pytest.mark.parametrize(
    ("orders", "annexes"),
    [
        ("1. Thay thế Phụ lục I bằng Phụ lục VII kèm theo Nghị định này.", (NEW,)),
        ("1. Thay thế Phụ lục IX bằng Phụ lục I kèm theo Nghị định này.", (NEW,)),
        ("1. Sửa đổi, bổ sung Phụ lục I.", (NEW,)),
        ("1. Thay thế Phụ lục I bằng Phụ lục V kèm theo Nghị định này.", (FIVE + "\nTheo Phụ lục V này.",)),
        ("1. Thay thế Biểu A tại Phụ lục I bằng Biểu A ban hành kèm theo Nghị định này.", (NEW,)),
        ("1. Bổ sung Phụ lục II ban hành kèm theo Nghị định này.", (TWO,)),
        ("1. Bổ sung Phụ lục Ia ban hành kèm theo Nghị định này.", (NEW.replace("LỤC I", "LỤC Ia"),)),
        ("1. Sửa đổi nội dung ghi chú tại Phụ lục I như sau: “Biểu này dùng cho xã.”.", ()),
        ("1. Thay thế cụm từ “Họ tên” bằng cụm từ “Tên” tại Mẫu số 07.", ()),
        ("1. Sửa đổi số thứ tự 1 và 2 của Phụ lục II như sau:\n“| 1 | B |\n| 2 | C |”.", ()),
        ("1. Sửa đổi số thứ tự 1 của Phụ lục II như sau:\n“| 1 | B | C |”.", ()),
        ("1. Sửa đổi số thứ tự 1 Mục A Phụ lục II như sau:\n“| 1 | B |”.", ()),
        ("1. Bãi bỏ số thứ tự 1 cột 2 Phụ lục II.", ()),
        ("1. Sửa đổi tên Phụ lục I như sau:\n“PHỤ LỤC I\nDANH MỤC MỚI”.", ()),
        ("1. Sửa đổi phần tiêu đề Mẫu số 02 Phụ lục II như sau:\n“Mẫu số 02\nTỜ KHAI MỚI”.", ()),
        ("1. Thay thế cụm từ “A” bằng cụm từ “B” tại cột 2 số thứ tự 1 Phụ lục II.", ()),
        ("1. Thay thế cụm từ “A” bằng cụm từ “B” tại số thứ tự 1 Phụ lục I, số thứ tự 1 Phụ lục II.", ()),
    ],
)
def test_what_they_leave_open_is_left_to_people(orders: str, annexes: tuple[str, ...]) -> None:
    result = after(orders, *annexes)
    assert annexes_of(result) == f"{ONE}\n{TWO}"
    assert result.unresolved


def test_one_annex_for_two_documents_is_left_to_people() -> None:
    also = "Điều 2. Sửa đổi Nghị định số 31/2020/NĐ-CP\n1. Sửa đổi, bổ sung Phụ lục I ban hành kèm theo Nghị định này."
    result = after(f"1. Sửa đổi, bổ sung Phụ lục I ban hành kèm theo Nghị định này.\n{also}", NEW)
    assert annexes_of(result) == f"{ONE}\n{TWO}"
    assert [row.at for row in result.unresolved] == ["PLI"]


def test_of_two_forms_of_one_number_nobody_knows_which_is_meant() -> None:
    twice = f"{TWO}\nMẫu số 02\nTỜ KHAI KHÁC\nHọ tên: …\nNơi ở: …"
    orders = "1. Sửa Mẫu số 02 thành Mẫu số 02 ban hành kèm theo Nghị định này.\n"
    act = decree(
        "14/2022/NĐ-CP", dt.date(2022, 2, 3), ACT.format(orders=orders, since=SINCE), f"PHỤ LỤC\n{OWN}\n{FORM}"
    )
    result = consolidate(decree("30/2020/NĐ-CP", dt.date(2020, 3, 5), BODY, twice), [act])
    assert annexes_of(result) == twice
    assert [row.at for row in result.unresolved] == ["MS02"]
