"""Does a comparison say of each clause what became of it, and of no other one?"""

from hypothesis import given
from hypothesis import strategies as st

from thongsuot.suspects.rules import Clause, Compared, How, Turn, clauses
from vanban import outline


def read(text: str, **states: str) -> list[Clause]:
    """The clauses of a text, as they are kept."""
    rows, open_, told = [], list[tuple[int, int]](), outline(text)
    for n, unit in enumerate(told.provisions):
        while open_ and open_[-1][1] <= unit.start:
            open_.pop()
        rows.append((unit.loc, unit.number, unit.start, unit.end, open_[-1][0] if open_ else -1))
        open_.append((n, unit.end))
    return clauses(told.text.content, rows, states)


OLD = """Điều 1. Phạm vi
1. Quy định này áp dụng cho các xã.
2. Các xã báo cáo hằng năm.
Điều 2. Trách nhiệm
Các xã có trách nhiệm:
1. Lập sổ theo dõi nước giếng:
a) Ghi chép hằng ngày;
b) Lưu sổ năm năm.
2. Thu phí đò ngang."""


def turns(new: str, old: str = OLD) -> dict[str, str]:
    found = Compared(read(old), read(new))
    locs = ["", *(clause.loc for clause in read(old))]
    return {loc: turn.how + (f" {turn.to}" if turn.to else "") for loc in locs if (turn := found.turn(loc))}


def test_the_same_text_changes_nothing() -> None:
    assert turns(OLD) == {}
    assert turns(OLD.replace("Các xã báo cáo", "Các  xã\tbáo cáo")) == {}


def test_a_changed_point_touches_what_it_stands_in_and_not_what_stands_beside_it() -> None:
    assert turns(OLD.replace("hằng ngày", "hằng tuần")) == {
        "": "words", "D2": "words", "D2.K1": "words", "D2.K1.Pa": "words",
    }  # fmt: skip


def test_words_that_a_clause_stands_under_change_what_it_says() -> None:
    found = turns(OLD.replace("Các xã có trách nhiệm", "Các xã, phường có trách nhiệm"))
    assert found == {"": "words", "D2": "words", **dict.fromkeys(["D2.K1", "D2.K1.Pa", "D2.K1.Pb", "D2.K2"], "around")}


def test_a_clause_that_only_moved_is_told_with_its_place() -> None:
    new = OLD.replace("2. Thu phí đò ngang.", "2. Sửa cầu treo dân sinh.\n3. Thu phí đò ngang.")
    assert turns(new)["D2.K2"] == "renumbered D2.K3"
    new = OLD.replace("Điều 2. Trách nhiệm", "Điều 2. Nguyên tắc chung\nĐiều 3. Trách nhiệm")
    assert {turns(new)[f"D2{step}"] for step in (".K1", ".K1.Pa", ".K2")} == {
        "renumbered D3.K1", "renumbered D3.K1.Pa", "renumbered D3.K2",
    }  # fmt: skip


def test_a_clause_that_is_gone_is_repealed_and_one_that_others_follow_is_not() -> None:
    assert turns(OLD.replace("\n2. Thu phí đò ngang.", ""))["D2.K2"] == "repealed"
    assert turns(OLD.replace("2. Thu phí đò ngang.", "2. (được bãi bỏ)"))["D2.K2"] == "words"
    emptied = Compared(read(OLD), read(OLD.replace("2. Thu phí đò ngang.", "2. ")))
    assert emptied.turn("D2.K2") == Turn("D2.K2", How.REPEALED)


def test_a_suspended_clause_says_the_same_and_does_not_hold() -> None:
    found = Compared(read(OLD), read(OLD, **{"D2.K2": "suspended"}))
    assert found.turn("D2.K2") == Turn("D2.K2", How.SUSPENDED)
    back = Compared(read(OLD, **{"D2.K2": "suspended"}), read(OLD))
    assert back.turn("D2.K2") == Turn("D2.K2", How.RESUMED)
    assert back.turn("D1") is None


def test_what_changed_is_told_once_by_the_finest_clause() -> None:
    new = OLD.replace("hằng ngày", "hằng tuần").replace("\n2. Thu phí đò ngang.", "\n2. Thu phí đò ngang.\n3. Sửa cầu.")
    told = Compared(read(OLD), read(new)).told()
    assert [(turn.loc, turn.how) for turn in told] == [("D2.K1.Pa", "words"), ("D2.K3", "added")]
    told = Compared(read(OLD), read("Điều 1. Phạm vi\n1. Quy định này áp dụng cho các xã.")).told()
    assert [(turn.loc, turn.how) for turn in told] == [("D1.K2", "repealed"), ("D2", "repealed")]


WORDS = st.sampled_from(["lập sổ", "thu phí", "báo cáo", "kiểm tra", "sửa cầu", "trồng cây"])


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, min_size=1, max_size=6))
def test_always_what_says_something_else_has_a_turn_and_what_says_the_same_has_none(
    old: list[str], new: list[str]
) -> None:
    one, other = (
        read("\n".join(f"Điều {n}. Các xã {words}" for n, words in enumerate(lines, 1))) for lines in (old, new)
    )
    now = {clause.loc: clause.text for clause in other}
    found = Compared(one, other)
    for clause in one:
        assert (found.turn(clause.loc) is None) == (now.get(clause.loc) == clause.text)
        turn = found.turn(clause.loc)
        if turn and turn.to:
            assert now[turn.to].partition(". ")[2] == clause.text.partition(". ")[2]
    assert (found.turn("") is None) == (old == new)
