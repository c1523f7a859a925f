"""Does what runs by itself run once, on one node, at its hour, and go on after a failure?"""

import logging
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.privacy.test_at_once import at_once
from tests.thongsuot.reminders.conftest import Give
from thongsuot.reminders import ticking
from thongsuot.reminders.leasing import leased
from thongsuot.reminders.models import Digest, Job, Mail

DAY = date(2026, 2, 24)


def moment(hour: int) -> datetime:
    return timezone.make_aware(datetime(2026, 2, 24, hour, 5))


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two jobs that note when they run."""
    ran: list[str] = []
    monkeypatch.setattr(ticking, "DAILY", [("day", lambda day: ran.append(f"day {day}"))])
    monkeypatch.setattr(ticking, "EVERY", [("minute", lambda: ran.append("minute"))])
    return ran


@pytest.mark.django_db
def test_the_jobs_of_a_day_wait_for_its_hour_and_come_once(only: list[str]) -> None:
    ticking.beat(moment(6))
    ticking.beat(moment(7))
    ticking.beat(moment(8))
    assert only == ["minute", "day 2026-02-24", "minute", "minute"]


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_and_stops_no_other(
    only: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls = []

    def failing(day: date) -> None:
        calls.append(day)
        if len(calls) == 1:
            raise ValueError("hỏng")

    monkeypatch.setattr(ticking, "DAILY", [("failing", failing)])
    with caplog.at_level(logging.CRITICAL):
        assert ticking.tick(DAY) == {"failing": None, "minute": None}
    ticking.tick(DAY)
    ticking.tick(DAY)
    assert (len(calls), only) == (2, ["minute"] * 3)


@pytest.mark.django_db
def test_a_job_that_another_node_holds_is_left_to_it_until_its_lease_ends(only: list[str]) -> None:
    with leased("minute") as first, leased("minute") as second:
        assert (first, second) == (True, False)
        ticking.tick(DAY)
    assert only == ["day 2026-02-24"]
    Job.objects.filter(pk="minute").update(until=timezone.now() - timedelta(seconds=1), holder="dead")
    ticking.tick(DAY)
    assert only[-1] == "minute"


def test_two_ticks_at_once_send_once(
    threads: None, addressed: Place, give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thongsuot.reminders.outbox.is_working_day", lambda _day: True)
    for n in range(5):
        give(DAY, action=f"Việc {n}")

    def node() -> None:
        for _n in range(3):
            ticking.tick(DAY)

    assert at_once(node, node) == ["done", "done"]
    ticking.tick(DAY)
    assert Digest.objects.count() == 2
    assert sorted(each.to[0] for each in mail.outbox) == ["commune-head@vi-du.vn", "commune-officer@vi-du.vn"]
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_the_command_line_says_what_was_done(capsys: pytest.CaptureFixture[str], only: list[str]) -> None:
    from thongsuot.cli import main

    assert main(["remind"]) == 0
    assert capsys.readouterr().out.splitlines() == ["day: không có việc", "minute: không có việc"]
    assert only
