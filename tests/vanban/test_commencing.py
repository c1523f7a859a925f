"""Which provisions hold from or until days of their own, in the many words that acts use for it?"""

import datetime as dt

import pytest

from tests.vanban.test_consolidation import FIVE, decree, original
from tests.vanban.test_days import DAYS, ORDERS, SINCE, act, done, on, states
from vanban.consolidation import State, consolidate
from vanban.consolidation.commencing import parts
from vanban.consolidation.days import Part
from vanban.tables import load

READINGS = load("commencing")["reading"]


def shown(part: Part) -> str:
    days = "".join((str(part.since or ""), f"..{part.until}" if part.until else "")) or "?"
    place = part.loc if part.doc == "SELF" else f"{part.doc} {part.loc}"
    return f"{place} {days}" + (" in part" if days != "?" and not part.whole else "")


@pytest.mark.parametrize("row", READINGS, ids=lambda row: str(row["words"])[:60])
def test_each_sentence_of_the_table_is_read_as_it_says(row: dict[str, object]) -> None:
    found = parts(act(ORDERS, f"1. {SINCE}.\n2. {row['words']}"))
    assert [shown(part) for part in found] == row["parts"]


@pytest.mark.parametrize(
    ("sentence", "early", "late"),
    [
        ("Quy định tại khoản 2 Điều 1 Nghị định này được thực hiện kể từ ngày 01/7/2022", "AC", "ABC"),
        ("Khoản 2 Điều 1 có hiệu lực sau 03 tháng kể từ ngày Nghị định này có hiệu lực", "AC", "ABC"),
        ("Việc sửa đổi khoản 1 Điều 2 Nghị định số 30/2020/NĐ-CP áp dụng từ ngày 01/7/2022", "AB", "ABC"),
    ],
)
def test_what_is_applied_later_waits_for_its_day(sentence: str, early: str, late: str) -> None:
    results = [on(DAYS[day], ORDERS, f"1. {SINCE}.\n2. {sentence}.") for day in ("own", "later")]
    assert [done(result) for result in results] == [early, late]
    assert all(result.complete for result in results)


@pytest.mark.parametrize(
    "sentence",
    [
        "Khoản 2 Điều 1 có hiệu lực từ năm học 2022 - 2023.",
        "Khoản 2 Điều 1 Nghị định này áp dụng từ kỳ tính thuế năm 2022.",
        "Lùi thời hạn có hiệu lực của khoản 2 Điều 1 Nghị định này đến ngày 01/7/2022.",
        "Khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP thực hiện như cũ.\n3. Khoản 2 Điều 1 chưa áp dụng.",
        "Khoản 2 Điều 1 có hiệu lực khi Bộ Tài chính có hướng dẫn.",
        "Hiệu lực của khoản 2 Điều 1 được tính từ ngày 01/7/2023.",
        "Kể từ năm học 2022 - 2023, áp dụng khoản 2 Điều 1 Nghị định này.",
        "Khoản 2 Điều 1 được thực hiện theo lộ trình: từ ngày 01/7/2023 đối với doanh nghiệp lớn.",
        "Áp dụng từ ngày 01/7/2023 đối với các quy định sau:\na) Khoản 2 Điều 1.",
        "Khoản 2 Điều 1 Nghị định số 30/2020/NĐ-CP tiếp tục được thực hiện đến hết ngày 31/12/2022.",
    ],
)
def test_a_time_that_is_no_day_is_left_to_people_on_every_day(sentence: str) -> None:
    for day in (DAYS["own"], "2035-01-01"):
        result = on(day, ORDERS, f"1. {SINCE}.\n2. {sentence}")
        assert (done(result), [row.at for row in result.unresolved]) == ("AC", ["D1.K2"])


def test_a_repeal_from_a_time_that_is_no_day_is_left_to_people() -> None:
    order = "1. Bãi bỏ khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP từ năm học 2030 - 2031."
    result = on("2022-08-01", order, f"{SINCE}.")
    assert (states(result, State.REPEALED), [row.at for row in result.unresolved]) == ([], ["D1.K1"])


@pytest.mark.parametrize(
    "order",
    [
        "1. Từ ngày 01/7/2022, khoản 1 Điều 1 được sửa đổi như sau:\n“1. A.”.",
        "1. Sửa đổi khoản 1 Điều 1 kể từ ngày 01/7/2022 như sau:\n“1. A.”.",
        "1. Từ ngày 01/7/2022, sửa đổi một số khoản của Điều 1 như sau:\na) Sửa đổi khoản 1 như sau:\n“1. A.”.",
    ],
)
def test_any_instruction_may_name_its_own_day(order: str) -> None:
    assert [done(on(DAYS[day], order, f"{SINCE}.")) for day in ("own", "later")] == ["", "A"]


@pytest.mark.parametrize(
    "order",
    [
        "1. Từ ngày 01/7/2022:\na) Bãi bỏ khoản 1 Điều 1;",
        "1. Bãi bỏ các quy định sau đây từ ngày 01/7/2022:\na) Khoản 1 Điều 1;",
        "1. Bãi bỏ khoản 1 Điều 1. Quy định này có hiệu lực từ ngày 01/7/2022.",
        "1. Bãi bỏ khoản 1 Điều 1 sau 03 tháng kể từ ngày Nghị định này có hiệu lực.",
    ],
)
def test_orders_wait_for_the_day_that_stands_before_or_behind_them(order: str) -> None:
    results = [on(DAYS[day], order, f"{SINCE}.") for day in ("own", "later")]
    assert [states(result, State.REPEALED) for result in results] == [[], ["D1.K1"]]


def test_a_provision_that_ends_is_left_to_people_from_then_on() -> None:
    effect = f"1. {SINCE}.\n2. Khoản 2 Điều 1 Nghị định này thực hiện đến hết ngày 31/12/2022."
    assert done(on(DAYS["later"], ORDERS, effect)) == "ABC"
    ended = on(DAYS["end"], ORDERS, effect)
    assert (done(ended), [row.at for row in ended.unresolved]) == ("AC", ["D1.K2"])


def test_an_act_put_off_or_repealed_before_it_took_effect_is_not_applied_before() -> None:
    body = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi khoản 1 Điều 1 như sau: “1. A.”\n"
    body += "Điều 2. Bãi bỏ khoản 2 Điều 1 Nghị định số 30/2020/NĐ-CP.\n"
    effect = "Điều 3. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2024."
    first = decree("14/2022/NĐ-CP", dt.date(2022, 2, 1), "Sửa đổi Nghị định số 30/2020/NĐ-CP", body + effect)
    later = "Điều 1. Sửa đổi Nghị định số 14/2022/NĐ-CP\n1. Bãi bỏ Điều 2.\n2. Sửa đổi Điều 3 như sau:\n"
    later += f"“{effect.replace('01 tháng 01', '01 tháng 7')}”\n"
    later += "Điều 2. Nghị định này có hiệu lực thi hành kể từ ngày 20 tháng 4 năm 2023."
    second = decree("15/2023/NĐ-CP", dt.date(2023, 3, 1), "Sửa đổi Nghị định số 14/2022/NĐ-CP", later)
    before, after = (consolidate(original(FIVE), [first, second], dt.date(2024, month, 1)) for month in (3, 8))
    assert (done(before), done(after)) == ("", "A")
    assert (states(before, State.REPEALED), states(after, State.REPEALED)) == ([], [])


def test_an_act_that_another_puts_off_is_told() -> None:
    first = act("1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. A.”.", f"{SINCE}.")
    later = "Điều 1. Lùi thời hạn có hiệu lực thi hành của Nghị định số 14/2022/NĐ-CP đến ngày 01 tháng 7 năm 2024.\n"
    later += "Điều 2. Nghị định này có hiệu lực thi hành kể từ ngày 10 tháng 3 năm 2022."
    second = decree("15/2022/NĐ-CP", dt.date(2022, 3, 1), "Lùi hiệu lực của Nghị định số 14/2022/NĐ-CP", later)
    result = consolidate(original(FIVE), [first, second], dt.date(2022, 8, 1))
    assert [row.doc for row in result.unresolved] == ["15/2022/NĐ-CP"]
