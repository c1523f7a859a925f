"""Does a unit's paper say the right things at its head? Every kind of the table with its examples."""

from typing import Any

import pytest

from thongsuot.programmes.bodies import Head, head, kinds

EXAMPLES = [example for row in kinds() for example in row["examples"]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda told: told["names"][0])
def test_each_example_of_the_table_holds(example: dict[str, Any]) -> None:
    wanted = Head(**{name: example[name] for name in ("system", "issuer", "above", "place")})
    assert head(example["names"]) == wanted


def test_every_kind_has_an_example_of_its_own() -> None:
    assert all(row["examples"] for row in kinds())
