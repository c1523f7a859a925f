from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.model import Aside, Source, Text
from vanban.readers import RefusedFile, read_bytes
from vanban.secrecy import has_secrecy_mark
from vanban.tables import load
from vanban.text import tidy

type _Margin = Literal["header", "footer", "stamp"]
_HEAD = ["ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "Số: 05/BC-UBND", "BÁO CÁO", "Về tình hình sáu tháng đầu năm", "1. Kết quả"]
_BODY = [f"{i}. Việc thứ {i} được thực hiện theo kế hoạch và báo cáo đúng hạn." for i in range(1, 90)]
_MARKS = st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
_FRAMES = st.sampled_from(
    ["{}", "[{}]", "| {} |", "*** {} ***", "  {}  ", "({})", "{}.", "— {} —", "“{}”", "┌──┐ {} └──┘"]
)
_SPELLINGS = st.sampled_from(
    [str, lambda m: " ".join(m), lambda m: m.replace(" ", "  "), lambda m: m.replace("Ậ", "A\u0302\u0323"),
     lambda m: m.replace("Ậ", "Â"), lambda m: m.title().replace("ậT", "ật"), lambda m: m + " "]
)  # fmt: skip


@pytest.mark.parametrize(("title", "text", "answer"), cases("secrecy"), ids=lambda case: str(case)[:40])
def test_a_mark_is_told_from_words_about_secrets(title: str, text: str, answer: str) -> None:
    assert has_secrecy_mark(tidy(text)) is (answer == "có")


@given(_MARKS, _FRAMES, _SPELLINGS, st.integers(0, len(_HEAD)))
def test_a_mark_in_the_head_is_always_seen(mark: str, frame: str, spell: Callable[[str], str], place: int) -> None:
    lines = [*_HEAD[:place], frame.format(spell(mark)), *_HEAD[place:]]
    assert has_secrecy_mark(tidy("\n".join(lines)))


@given(_MARKS, st.integers(0, 80))
def test_a_mark_on_a_line_of_its_own_is_seen_wherever_it_stands(mark: str, place: int) -> None:
    assert has_secrecy_mark(tidy("\n".join([*_HEAD, *_BODY[:place], mark, *_BODY[place:]])))


@given(
    _MARKS,
    st.sampled_from(["{}", "{} - Trang 1", "UBND tỉnh   {}", "{} | Bản số 01"]),
    st.sampled_from(["header", "footer", "stamp"]),
)
def test_a_mark_in_the_margins_is_always_seen(
    mark: str, words: str, kind: Literal["header", "footer", "stamp"]
) -> None:
    assert has_secrecy_mark(Text("BÁO CÁO", asides=(Aside(kind, "", words.format(mark)),)))


@pytest.mark.parametrize("value", ["Mật", "tối mật", "kế hoạch; Tuyệt mật", "Độ mật: Mật", "Báo cáo (Mật)"])
def test_a_mark_among_the_properties_of_a_file_is_seen(value: str) -> None:
    assert has_secrecy_mark(Text("BÁO CÁO"), metadata=["Phòng Tổng hợp", value])


@pytest.mark.parametrize("value", ["Mật khẩu", "bảo mật; an toàn", "Luật Bảo vệ bí mật nhà nước", ""])
def test_a_property_about_secrets_is_no_mark(value: str) -> None:
    assert not has_secrecy_mark(Text("BÁO CÁO"), metadata=[value])


@pytest.mark.parametrize(
    ("name", "refused"),
    [("12-BC (Mật).docx", True), ("TUYỆT MẬT_phương án.pdf", True), ("báo cáo MẬT.txt", True),
     ("luat bao ve bi mat nha nuoc.pdf", False), ("DANH MỤC BÍ MẬT.docx", False), ("MẬT ĐỘ dân số.xlsx", False)],
)  # fmt: skip
def test_the_name_of_a_file_may_say_it_too(name: str, refused: bool) -> None:
    assert has_secrecy_mark(Text("BÁO CÁO", Source(name, "txt", ""))) is refused


def test_a_refusal_carries_nothing_of_the_content() -> None:
    with pytest.raises(RefusedFile) as refusal:
        read_bytes("TUYỆT MẬT\nPhương án Hải Đăng".encode(), "a.txt")
    assert "Hải Đăng" not in repr(refusal.value)
    assert "Phương án" not in str(refusal.value)


def test_the_table_of_marks_proves_itself() -> None:
    for row in load("secrecy")["mark"]:
        missed = [e for e in row["examples"] if not has_secrecy_mark(tidy("\n".join([_HEAD[0], e, *_HEAD[1:]])))]
        taken = [e for e in row["counter_examples"] if has_secrecy_mark(tidy("\n".join([_HEAD[0], e, *_HEAD[1:]])))]
        assert (missed, taken) == ([], [])


@given(st.text(st.sampled_from("MẬTTUYỆIỐ ậmt\n|:()"), max_size=80))
def test_no_text_makes_the_look_for_marks_fail(text: str) -> None:
    assert has_secrecy_mark(Text(text)) in (True, False)
