"""What would a careful editor print? Small originals and acts of every shape, each with what must come out."""

import datetime as dt

import pytest

from tests.vanban.casefile import cases
from tests.vanban.test_consolidation import amending, body_of, original
from vanban.consolidation import consolidate
from vanban.consolidation.acts import Act

ARTICLE = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP\n"


@pytest.mark.parametrize(
    ("title", "given", "expected"), cases("consolidation_shapes"), ids=lambda value: str(value)[:60]
)
def test_shapes(title: str, given: str, expected: str) -> None:
    before, after = given.split("\n=====\n")
    acts = [
        amending(
            body if body.startswith("Điều") else ARTICLE + body, f"{14 + n}/{2022 + n}/NĐ-CP", dt.date(2022 + n, 3, 15)
        )
        for n, body in enumerate(after.split("\n-----\n"))
    ]
    result = consolidate(original(before), acts)
    assert "\n".join([body_of(result), *(f"! {row.op} {row.at}" for row in result.unresolved)]) == expected
    orders = sum(row.doc == "30/2020/NĐ-CP" for act in acts for row in Act(act).orders)
    assert len(result.applied) + len(result.unresolved) == orders
