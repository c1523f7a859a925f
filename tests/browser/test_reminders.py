"""A walk from the bell to the urging letter: what is new, read, chosen, drafted, registered."""

from datetime import datetime, time, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, pictured
from tests.thongsuot.conftest import Place
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.reminders.actions import remind
from thongsuot.reminders.models import Letter, Reminder
from thongsuot.reminders.rules import Kind, day_of
from thongsuot.units.models import Unit


@pytest.fixture
def late(place: Place) -> Place:
    """Two communes are late, one of them with two duties; everybody was reminded today."""
    today = timezone.localdate()
    head, given = place.people["head"], today - timedelta(days=90)
    for unit, action, days in (
        (place.commune, "Ban hành kế hoạch thực hiện Quy định số 58-QĐ/TW", 5),
        (place.commune, "Báo cáo kết quả rà soát giếng khơi trên địa bàn", 0),
        (place.other, "Lập sổ theo dõi nguồn nước", 12),
        (place.commune, "Tổ chức quán triệt tới các thôn", 13),
    ):
        due = today - timedelta(days=days)
        (held,) = assign(place.province, [unit], Duty(action, due=due), Source(), by=head)
        at = timezone.make_aware(datetime.combine(given, time(9)))
        Assignment.objects.filter(pk=held.pk).update(assigned_at=at, state="accepted")
    with (
        mock.patch("thongsuot.reminders.actions.is_working_day", return_value=True),
        mock.patch("thongsuot.reminders.rules.is_working_day", return_value=True),
    ):
        day_of.cache_clear()
        remind(today)
    day_of.cache_clear()  # what it knows of days that were all made working days
    return place


@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "vi"), (1280, "en")])
def test_the_bell_leads_to_what_is_new(late: Place, signed_in: SignedIn, width: int, language: str) -> None:
    page = signed_in("commune-officer", width=width, language=language)
    page.goto("/")
    page.click(".topbar .bell")
    expect(page.locator("tbody tr").first).to_be_visible()
    pictured(page, f"list-{width}-{language}")
    page.locator("form[action='/reminders/read/'] button").click()
    page.wait_for_load_state()  # else it is not there yet
    expect(page.locator(".bell .count")).to_have_count(0)
    page.goto("/reminders/settings/")
    pictured(page, f"settings-{width}-{language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_reason_takes_another_line_and_the_page_stays_in_its_window(
    late: Place, signed_in: SignedIn, width: int
) -> None:
    Reminder.objects.update(kind=Kind.CONFIRM)  # which says the day and what is missing
    Unit.objects.filter(pk=late.commune.pk).update(name="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân Đông Hòa")
    page = signed_in("commune-officer", width=width)
    page.goto("/reminders/")
    expect(page.locator("tbody .states").first).to_be_visible()
    expect(page.locator(".states > span").first).to_have_css("white-space", "normal")
    pictured(page, f"reasons-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_officer_drafts_and_a_clerk_registers_the_letter(late: Place, signed_in: SignedIn) -> None:
    page = signed_in("clerk", scripts=False)
    page.goto("/reminders/urging/")
    pictured(page, "late")
    page.check(f"#unit-{late.commune.pk}")
    page.click("main button.btn-primary")
    pictured(page, "letter")
    expect(page.locator("table")).to_contain_text("Ban hành kế hoạch")
    with page.expect_download() as file:
        page.click("button[name=draft]")
    assert file.value.suggested_filename == "cong-van-don-doc.docx"
    page.fill("[name=symbol]", "12/UBND-TH")
    page.fill("[name=position]", "Chủ tịch")
    page.fill("[name=signer]", "Nguyễn Văn A")
    page.click("button[name=register]")
    page.wait_for_url("**/documents/*/")
    assert Letter.objects.get().document.symbol == "12/UBND-TH"
    head = signed_in("head", width=390)
    head.goto("/reminders/log/")
    pictured(head, "log-390")
    duty = Letter.objects.get().duties.all()[0].assignment_id
    head.goto(f"/followup/{duty}/")
    pictured(head, "duty-390")
    expect(head.locator("main")).to_contain_text("đôn đốc nhiệm vụ bằng công văn")
