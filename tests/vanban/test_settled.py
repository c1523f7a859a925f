"""What people decided for instructions that stayed unresolved: done exactly, or told; and what each instruction did."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.test_consolidation import FIVE, REPLACE, acts, amending, body_of, original
from vanban.consolidation import Consolidated, Settled, Touch, consolidate
from vanban.model import Document

BY_SUBJECT = (
    "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n"
    "1. Bãi bỏ các quy định về thu phí tại Nghị định số 30/2020/NĐ-CP.\n"
    "2. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:\n“2. Khoản bốn mới.”."
)


def left(act: Document, place: int = 0) -> Settled:
    """A decision for what stays unresolved: nothing happens, until a test says otherwise."""
    row = consolidate(original(FIVE), [act]).unresolved[place]
    return Settled(row.doc, row.own_loc, row.op, row.start, row.at, "none", reason="Không có phí.", row=row.at)


def with_(*settled: Settled, act: str = BY_SUBJECT) -> Consolidated:
    return consolidate(original(FIVE), [amending(act)], settled=settled)


def test_an_instruction_without_a_decision_stays_unresolved() -> None:
    assert [row.op for row in with_().unresolved] == ["repeal_subject"]


def test_nothing_is_a_decision_too() -> None:
    result = with_(left(amending(BY_SUBJECT)))
    assert (result.complete, result.idle) == (True, ())
    row = next(row for row in result.applied if row.state == "settled")
    assert (row.op, row.reason, row.touched) == ("repeal_subject", "Không có phí.", ())
    assert body_of(result) == FIVE.replace("Khoản bốn", "Khoản bốn mới")


@pytest.mark.parametrize(
    ("to", "at", "words", "expected"),
    [
        ("replace", "D1.K1", "1. Khoản một,\r\nkhông phí.", FIVE.replace("Khoản một.", "Khoản một,\nkhông phí.")),
        ("replace", "D1.K1", "Không phí.", FIVE.replace("Khoản một.", "Không phí.")),
        (
            "replace",
            "D1",
            "Điều 1. Khác\nMiễn phí.",
            FIVE.replace("Một\n1. Khoản một.\n2. Khoản hai.", "Khác\nMiễn phí."),
        ),
        ("insert", "D1.K1", "1a. Không phí.", FIVE.replace("một.", "một.\n1a. Không phí.")),
        ("insert", "D1.K1", "1a. A.\n1b. B.", FIVE.replace("một.", "một.\n1a. A.\n1b. B.")),
        ("insert", "D1", "3. Không phí.", FIVE.replace("hai.", "hai.\n3. Không phí.")),
        ("insert", "D1", "Điều 1a. Phí\n1. Không.", FIVE.replace("hai.", "hai.\nĐiều 1a. Phí\n1. Không.")),
        ("insert", "D1.K2", "Trừ hộ nghèo.", FIVE.replace("hai.", "hai.\nTrừ hộ nghèo.")),
        ("repeal", "D1.K1", "", FIVE.replace("Khoản một.", "(được bãi bỏ)")),
    ],
)
def test_a_decision_is_done_to_the_letter(to: str, at: str, words: str, expected: str) -> None:
    decision = replace(left(amending(BY_SUBJECT)), to=to, at=at, words=words)
    result = with_(decision)
    assert (result.unresolved, result.idle) == ((), ())
    assert body_of(result) == expected.replace("Khoản bốn", "Khoản bốn mới")
    changes = [(row.loc, one.op) for row in result.provisions for one in row.changes if one.own_loc == "D1.K1"]
    assert changes
    assert {op for _loc, op in changes} == {to}


@pytest.mark.parametrize(
    ("to", "at", "words"),
    [
        ("replace", "D7", "Điều 7. Không có\nKhông có."),
        ("replace", "D1.K1", " "),
        ("replace", "D1.K1", "3. Số khác."),
        ("replace", "D1", "Lời văn không có tên điều, tên điều đang có thì chưa rõ.\nĐiều 9. Lạ\nLạ."),
        ("insert", "D1.K1", "2. Đã có."),
        ("insert", "D1.K1", "Điều 3. Cao hơn\nCao hơn."),
        ("insert", "D1.K9", "1a. Sau cái không có."),
        ("insert", "D1.K1", ""),
        ("repeal", "D7.K1", ""),
    ],
)
def test_a_decision_that_cannot_be_done_is_told_and_touches_nothing(to: str, at: str, words: str) -> None:
    result = with_(replace(left(amending(BY_SUBJECT)), to=to, at=at, words=words))
    assert body_of(result) == FIVE.replace("Khoản bốn", "Khoản bốn mới")
    assert [row.op for row in result.unresolved] == ["repeal_subject"]
    assert "Quyết định đã lưu" in result.unresolved[0].reason
    assert result.idle == ()


def test_several_decisions_for_one_instruction_are_done_together_or_not_at_all() -> None:
    one = replace(left(amending(BY_SUBJECT)), to="repeal", at="D1.K1")
    two, bad = replace(one, at="D2.K1"), replace(one, at="D9")
    both = with_(one, two)
    assert both.complete
    assert both.text.count("(được bãi bỏ)") == 2
    neither = with_(one, bad)
    assert "(được bãi bỏ)" not in neither.text
    assert len(neither.unresolved) == 1


def test_a_decision_whose_instruction_is_settled_by_its_words_is_told() -> None:
    result = with_(left(amending(BY_SUBJECT)), act=REPLACE.format(a=1, n=1, words="Mới"))
    assert result.complete
    assert len(result.idle) == 1
    assert [note.code for note in result.notes if note.code == "settled-idle"] == ["settled-idle"]


def test_a_decision_waits_for_the_day_of_its_instruction() -> None:
    decision = replace(left(amending(BY_SUBJECT)), to="repeal", at="D1.K1")
    before = consolidate(original(FIVE), [amending(BY_SUBJECT)], dt.date(2022, 1, 1), [decision])
    assert (before.text, before.idle) == (original(FIVE).text.content, ())
    assert {row.state for row in before.applied} == {"not-yet"}


def test_places_of_one_instruction_are_decided_each_by_itself() -> None:
    act = amending("Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Bãi bỏ Điều 7, Điều 8.")
    rows = consolidate(original(FIVE), [act]).unresolved
    assert [row.at for row in rows] == ["D7", "D8"]
    decision = replace(left(act, 1), to="repeal", at="D1.K1")
    result = consolidate(original(FIVE), [act], settled=[decision])
    assert [row.at for row in result.unresolved] == ["D7"]
    assert "1. (được bãi bỏ)" in result.text
    vague = consolidate(original(FIVE), [act], settled=[replace(decision, row="")])
    assert (len(vague.unresolved), len(vague.idle)) == (2, 1)


def test_what_an_amending_act_could_not_be_told_is_told_here() -> None:
    first = amending(REPLACE.format(a=1, n=1, words="Sai"), "10/2022/NĐ-CP")
    vague = "Điều 1. Sửa đổi Nghị định số 10/2022/NĐ-CP\n1. Bãi bỏ khoản 7 Điều 1 Nghị định số 10/2022/NĐ-CP."
    second = amending(vague, "20/2023/NĐ-CP", dt.date(2023, 1, 1))
    result = consolidate(original(FIVE), [first, second])
    assert [(row.doc, row.at) for row in result.unresolved] == [("20/2023/NĐ-CP", "10/2022/NĐ-CP#D1.K7")]
    row = result.unresolved[0]
    decision = Settled(row.doc, row.own_loc, row.op, row.start, "D1.K7", "none", reason="Chỉ sai số.")
    assert consolidate(original(FIVE), [first, second], settled=[decision]).complete


def test_each_step_shows_the_words_before_and_after() -> None:
    result = consolidate(original(FIVE), acts())
    assert [row.touched for row in result.applied] == [
        (Touch("D1.K1", "1. Khoản một.", "1. Lần một."),),
        (Touch("D1.K1", "1. Lần một.", "1. Lần hai."),),
        (Touch("D2.K2", "2. Khoản bốn.", "2. Lần ba."),),
    ]


def test_a_phrase_shows_each_place_where_it_stood() -> None:
    order = "1. Thay thế cụm từ “Khoản” bằng cụm từ “Đoạn” tại Điều 1."
    act = amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{order}")
    result = consolidate(original(FIVE), [act])
    assert result.applied[0].touched == (
        Touch("D1.K1", "1. Khoản một.", "1. Đoạn một."),
        Touch("D1.K2", "2. Khoản hai.", "2. Đoạn hai."),
    )


kinds = st.sampled_from(["replace", "insert", "repeal", "none"])
places = st.sampled_from(["D1.K1", "D1.K2", "D1", "D2.K2", "D9", "?"])
wordings = st.sampled_from(["1. Mới.", "1a. Mới.", "Mới", "", "Điều 3. Ba\nBa.", "2. A.\n3. B.", "a) Điểm"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(kinds, places, wordings), max_size=3))
def test_whatever_is_decided_every_instruction_and_decision_is_accounted_for(said: list[tuple[str, str, str]]) -> None:
    base = left(amending(BY_SUBJECT))
    decisions = [replace(base, to=to, at=at, words=words) for to, at, words in said]
    strange = replace(base, start=base.start + 1)
    result = with_(*decisions, strange)
    assert len(result.applied) + len(result.unresolved) == 2
    assert result.idle == (strange,)
    settled = [row.op for row in result.applied if row.state == "settled"]
    still = [row for row in result.unresolved if row.op == "repeal_subject"]
    assert len(settled) + len(still) == 1
    if still:
        assert body_of(result) == FIVE.replace("Khoản bốn", "Khoản bốn mới")
