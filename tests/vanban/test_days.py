"""From when to when does an instruction hold: parts with days of their own, suspensions that end, what is extended."""

import datetime as dt

import pytest

from tests.vanban.test_consolidation import FIVE, body_of, decree, original
from vanban.consolidation import Consolidated, State, consolidate
from vanban.model import Document

ORDERS = (
    "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. A.”.\n2. Sửa đổi khoản 2 Điều 1 như sau:\n“2. B.”.\n"
    "3. Sửa đổi khoản 1 Điều 2 như sau:\n“1. C.”."
)
SINCE = "Nghị định này có hiệu lực thi hành từ ngày 15/3/2022"
DAYS = {"signed": "2022-02-10", "own": "2022-03-20", "later": "2022-08-01", "end": "2023-02-01"}


def act(orders: str, effect: str) -> Document:
    body = f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{orders}\nĐiều 2. Hiệu lực thi hành\n{effect}"
    return decree("14/2022/NĐ-CP", dt.date(2022, 2, 1), "Sửa đổi Nghị định số 30/2020/NĐ-CP", body)


def on(day: str, orders: str, effect: str) -> Consolidated:
    return consolidate(original(FIVE), [act(orders, effect)], dt.date.fromisoformat(day))


def done(result: Consolidated) -> str:
    """The letters of the new wordings that stand in the text."""
    return "".join(letter for letter in "ABC" if f". {letter}." in result.text)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (f"{SINCE}.", ("", "ABC", "ABC")),
        (f"{SINCE}, trừ khoản 3 Điều 1 có hiệu lực từ ngày 01/7/2022.", ("", "AB", "ABC")),
        (f"1. {SINCE}.\n2. Khoản 2 Điều 1 Nghị định này có hiệu lực từ ngày 01/7/2022.", ("", "AC", "ABC")),
        (f"{SINCE}; khoản 2 Điều 1; khoản 3 Điều 1 Nghị định này có hiệu lực từ ngày 01/7/2022.", ("", "A", "ABC")),
        (f"1. {SINCE}.\n2. Quy định tại khoản 2 và khoản 3 Điều 1 có hiệu lực kể từ ngày ký.", ("BC", "ABC", "ABC")),
        (
            f"1. {SINCE}.\n2. Các điều sau đây có hiệu lực từ ngày 05/02/2022:\na) Khoản 1 Điều 1;\nb) Khoản 3 Điều 1.",
            ("AC", "ABC", "ABC"),
        ),
    ],
)
def test_parts_hold_from_their_own_days_later_or_earlier(effect: str, expected: tuple[str, ...]) -> None:
    results = [on(DAYS[day], ORDERS, effect) for day in ("signed", "own", "later")]
    assert tuple(map(done, results)) == expected
    assert all(len(result.applied) == 3 and result.complete for result in results)


@pytest.mark.parametrize(
    "effect",
    [
        f"1. {SINCE}.\n2. Quy định về phí tại khoản 2 Điều 1 Nghị định này có hiệu lực từ ngày 01/7/2022.",
        f"1. {SINCE}.\n2. Khoản 2 Điều 1 Nghị định này, trừ mức phí, có hiệu lực từ ngày 01/7/2022.",
    ],
)
def test_where_only_a_part_of_the_wording_holds_people_decide(effect: str) -> None:
    between = on(DAYS["own"], ORDERS, effect)
    assert (done(between), [row.at for row in between.unresolved]) == ("AC", ["D1.K2"])
    assert on(DAYS["signed"], ORDERS, effect).complete
    after = on(DAYS["later"], ORDERS, effect)
    assert (done(after), after.complete) == ("ABC", True)


def test_what_an_act_changed_that_holds_no_longer_is_left_to_people() -> None:
    effect = f"{SINCE} đến hết ngày 31/12/2022."
    assert done(on(DAYS["later"], ORDERS, effect)) == "ABC"
    ended = on(DAYS["end"], ORDERS, effect)
    assert (done(ended), len(ended.unresolved)) == ("", 3)


def test_parts_of_one_act_and_other_acts_are_applied_day_by_day() -> None:
    early = act(
        "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Sau.”.", f"{SINCE}, trừ khoản 1 Điều 1 có hiệu lực từ ngày 01/7/2022."
    )
    body = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Trước.”."
    effect = "\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01/5/2022."
    other = decree("20/2022/NĐ-CP", dt.date(2022, 4, 1), "Sửa đổi Nghị định số 30/2020/NĐ-CP", body + effect)
    result = consolidate(original(FIVE), [other, early], dt.date(2022, 8, 1))
    assert "1. Sau." in result.text
    assert [row.doc for row in result.applied] == ["20/2022/NĐ-CP", "14/2022/NĐ-CP"]


def states(result: Consolidated, state: State) -> list[str]:
    return [row.loc for row in result.provisions if row.state == state]


UNTIL = "từ ngày 01 tháng 4 năm 2022 cho đến hết ngày 31 tháng 12 năm 2022"


@pytest.mark.parametrize(
    ("day", "expected", "told"),
    [
        ("2022-03-31", [], "not-yet"),
        ("2022-04-01", ["D1.K2"], "applied"),
        ("2022-12-31", ["D1.K2"], "applied"),
        ("2023-01-01", [], "ended"),
    ],
)
def test_a_suspension_holds_between_its_days(day: str, expected: list[str], told: str) -> None:
    order = f"1. Ngưng hiệu lực thi hành khoản 2 Điều 1 Nghị định số 30/2020/NĐ-CP {UNTIL}."
    result = on(day, order, f"{SINCE}.")
    assert (states(result, State.SUSPENDED), [row.state for row in result.applied]) == (expected, [told])
    assert body_of(result) == FIVE
    if expected:
        change = next(row for row in result.provisions if row.loc == "D1.K2").changes[0]
        assert (change.since, change.until) == (dt.date(2022, 4, 1), dt.date(2022, 12, 31))


def test_a_suspension_until_something_happens_says_so() -> None:
    order = "1. Ngưng hiệu lực thi hành Điều 2 Nghị định số 30/2020/NĐ-CP cho đến ngày có hiệu lực của văn bản mới."
    result = on("2025-01-01", order, f"{SINCE}.")
    assert states(result, State.SUSPENDED) == ["D2", "D2.K1", "D2.K2"]
    assert "suspended-until-an-event" in {note.code for note in result.notes}


@pytest.mark.parametrize(
    "order",
    [
        "1. Bãi bỏ khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP kể từ ngày 01 tháng 7 năm 2022.",
        "1. Khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2022.",
    ],
)
def test_a_repeal_may_name_its_own_day(order: str) -> None:
    assert states(on("2022-06-30", order, f"{SINCE}."), State.REPEALED) == []
    assert states(on("2022-07-01", order, f"{SINCE}."), State.REPEALED) == ["D1.K1"]


def test_what_is_extended_keeps_its_words_and_tells_the_day() -> None:
    until = "đến hết ngày 31 tháng 12 năm 2030"
    whole = on("2022-08-01", f"1. Kéo dài thời hạn áp dụng Nghị định số 30/2020/NĐ-CP {until}.", f"{SINCE}.")
    assert (whole.until, whole.complete, body_of(whole)) == (dt.date(2030, 12, 31), True, FIVE)
    order = f"1. Kéo dài thời hạn thực hiện khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP {until}."
    clause = next(row for row in on("2022-08-01", order, f"{SINCE}.").provisions if row.loc == "D1.K1")
    assert [(one.op, one.until) for one in clause.changes] == [("extend", dt.date(2030, 12, 31))]
    vague = on("2022-08-01", "1. Kéo dài thời hạn áp dụng Nghị định số 30/2020/NĐ-CP.", f"{SINCE}.")
    assert [row.op for row in vague.unresolved] == ["extend"]


BY_ARTICLE = (
    f"{FIVE}\nĐiều 3. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày 01/5/2020.\n"
    "2. Khoản 2 Điều 1 Nghị định này có hiệu lực từ ngày 01/7/2020; Điều 2 Nghị định này có hiệu lực từ ngày ký."
)


@pytest.mark.parametrize(
    ("day", "waiting"),
    [
        ("2020-03-04", ["D1", "D1.K1", "D1.K2", "D2", "D2.K1", "D2.K2", "D3", "D3.K1", "D3.K2"]),
        ("2020-03-10", ["D1", "D1.K1", "D1.K2", "D3", "D3.K1", "D3.K2"]),
        ("2020-05-02", ["D1.K2"]),
        ("2020-07-01", []),
    ],
)
def test_articles_of_the_original_hold_from_their_own_days(day: str, waiting: list[str]) -> None:
    result = consolidate(original(BY_ARTICLE), [], dt.date.fromisoformat(day))
    assert states(result, State.NOT_YET) == waiting


def test_a_provision_changed_before_it_holds_does_not_hold_yet() -> None:
    first = act("1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. B.”.", "Nghị định này có hiệu lực từ ngày 15/02/2022.")
    base = original(BY_ARTICLE.replace("01/7/2020", "01/7/2022"))
    result = consolidate(base, [first], dt.date(2022, 3, 1))
    assert done(result) == "B"
    assert states(result, State.NOT_YET) == ["D1.K2"]
