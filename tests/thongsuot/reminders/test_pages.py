"""What do the pages of reminding show, change and cost?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.reminders.conftest import Give
from thongsuot.reminders.actions import remind
from thongsuot.reminders.models import Mail, UnitWish, Wish
from thongsuot.reminders.rules import Sending, Wanted

DUE = date(2026, 2, 24)


@contextmanager
def queries(most: int) -> Iterator[None]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        yield
    assert len(asked) <= most, "\n".join(query["sql"][:200] for query in asked)


def test_the_bell_counts_what_is_new_and_the_page_lists_it(place: Place, give: Give) -> None:
    give(DUE)
    give(DUE, action="Báo cáo kết quả")
    remind(DUE)
    browser = place.client("commune-officer")
    page = browser.get("/reminders/").content.decode()
    assert 'class="count">2<' in page
    assert page.count("Hôm nay đến hạn") == 2
    assert page.count("Chưa xem") == 2
    assert 'class="count">2<' in browser.get("/documents/").content.decode()
    browser.post("/reminders/read/", {"until": DUE.isoformat()})
    page = browser.get("/reminders/").content.decode()
    assert 'class="count">' not in page
    assert "Chưa xem" not in page
    assert 'class="count">2<' in place.client("commune-head").get("/reminders/").content.decode()


def test_the_list_costs_the_same_for_many(place: Place, give: Give) -> None:
    for n in range(60):
        give(DUE, action=f"Việc {n}")
    remind(DUE)
    browser = place.client("commune-officer")
    browser.get("/reminders/")
    with queries(11):
        page = browser.get("/reminders/")
    assert page.content.decode().count("Hôm nay đến hạn") == 50


def test_somebody_chooses_how_and_a_head_decides_for_the_unit(place: Place) -> None:
    browser = place.client("commune-officer")
    assert "Nhắc việc đơn vị này" not in browser.get("/reminders/settings/").content.decode()
    assert browser.post("/reminders/settings/", {"wanted": "page"}).status_code == 302
    assert Wish.objects.get().wanted == Wanted.PAGE
    head = place.client("commune-head")
    assert "Nhắc việc đơn vị này" in head.get("/reminders/settings/").content.decode()
    said = {"before": "7, 2", "revision": 1}
    assert head.post("/reminders/settings/unit/", said).status_code == 302
    row = UnitWish.objects.get()
    assert (row.off, row.before) == (True, "7, 2")
    wrong = head.post("/reminders/settings/unit/", {"reminded": "on", "before": "mai", "revision": 2})
    assert wrong.status_code == 422
    assert "Hãy ghi tối đa sáu số" in wrong.content.decode()
    assert head.post("/reminders/settings/unit/", {**said, "revision": 1}).status_code == 409
    assert browser.post("/reminders/settings/unit/", said).status_code == 403


def test_the_log_counts_and_names_nobody(addressed: Place, give: Give) -> None:
    today = timezone.localdate()
    with mock.patch("thongsuot.reminders.actions.is_working_day", return_value=True):
        give(today, given=date(2026, 1, 5))
        remind(today)
    Mail.objects.filter(user__username="commune-head").update(state=Sending.FAILED, error="SMTPDataError 550")
    for who in ("commune-head", "commune-administrator", "administrator"):
        page = addressed.client(who).get("/reminders/log/").content.decode()
        assert "SMTPDataError 550" in page, who
        assert "vi-du.vn" not in page
        assert "commune-officer" not in page
    assert "SMTPDataError" not in addressed.client("stranger-head").get("/reminders/log/").content.decode()
    assert addressed.client("officer").get("/reminders/log/").status_code == 403


def test_late_units_are_listed_for_who_gave_the_duties_alone(place: Place, give: Give) -> None:
    give(DUE)
    give(DUE, place.other)
    give(date(2026, 1, 30), place.other)
    page = place.client("officer").get("/reminders/urging/").content.decode()
    assert page.index("Xã Tây Thịnh") < page.index("Xã Đông Hòa")  # more comes first
    assert "30/01/2026" in page
    browser = place.client("stranger-officer")
    assert "Không có nhiệm vụ nào" in browser.get("/reminders/urging/").content.decode()
    with queries(9):
        browser.get("/reminders/urging/")


@pytest.fixture(autouse=True)
def _march() -> Iterator[None]:
    """The clock stands in March, after the deadlines, where a test asks for today."""
    at = timezone.make_aware(datetime.combine(date(2026, 3, 4), time(9)))
    with mock.patch("django.utils.timezone.now", return_value=at):
        yield
