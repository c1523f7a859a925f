"""Does coverage lose nothing when two people of a unit work on two programmes at the same moment?"""

import time
from typing import Any

import pytest
from django.db import transaction

from tests.thongsuot.conftest import Place
from tests.thongsuot.privacy.test_at_once import at_once
from thongsuot.documents.models import Document
from thongsuot.programmes import actions, coverage, standing
from thongsuot.programmes.actions import Task
from thongsuot.programmes.models import Standing
from thongsuot.programmes.rules import Cover


def slow(row: Standing, **options: Any) -> None:
    """Written down a moment after it was counted: whoever does not wait for it overwrites it."""
    time.sleep(0.3)
    super(Standing, row).save(**options)


@pytest.mark.parametrize("there", [True, False], ids=["a row that is there", "the first row"])
def test_two_programmes_of_a_unit_are_both_kept_in_its_standing(
    threads: None, place: Place, directive: Document, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    by = place.people["commune-officer"]
    one, two = (actions.start(directive, place.commune, kind="Kế hoạch", title=n, by=by) for n in ("một", "hai"))
    if there:
        with transaction.atomic():
            standing.keep(place.commune, directive)
    monkeypatch.setattr(Standing, "save", slow)
    ends = at_once(
        lambda: actions.add_item(one, Task("Một"), by=by, loc="D2.K1"),
        lambda: actions.add_item(two, Task("Hai"), by=by, loc="D2.K2"),
    )
    assert ends == ["done", "done"]
    found = coverage.coverage(directive, [place.commune.pk], drafts=True)
    assert [found.at(loc, place.commune.pk) for loc in ("D2.K1", "D2.K2")] == [Cover.FULL, Cover.FULL]
