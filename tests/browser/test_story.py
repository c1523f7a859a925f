"""Is the whole story lived through? A conference, two answers, a duty that runs late, figures that were frozen."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import confirm
from thongsuot.dissemination.models import Conference
from thongsuot.documents import review
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind
from thongsuot.followup import reporting, taking
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.followup.reporting import Told
from thongsuot.reminders import ticking

pytestmark = pytest.mark.timeout(300)
SEED = Path(__file__).parents[3] / "shared" / "corpus" / "seed" / "conference.txt"
SAMPLE = Path(__file__).parents[2] / "samples" / "hoi-nghi-quan-triet.txt"


@pytest.fixture
def news(place: Place) -> Document:
    """The report of the conference: the seed where it is, else the project's own."""
    found = place.receive((SEED if SEED.exists() else SAMPLE).read_text("utf-8"), "hoi-nghi.txt")
    found.refresh_from_db()
    return found


@pytest.fixture
def late(place: Place) -> Assignment:
    """A duty from a clause that the commune took on and that was due yesterday."""
    directive = place.receive(texts.REGULATION, "58-QD-TW.txt")
    confirm(directive, place)
    directive.refresh_from_db()
    words = Duty("Lập sổ theo dõi nước giếng khơi", due=timezone.localdate() - timedelta(1))
    (held,) = assign(
        place.province, [place.commune], words, Source.of_clause(directive, "D2.K2"), by=place.people["head"]
    )  # fmt: skip
    return taking.accept(held, by=place.people["commune-officer"])


def test_the_report_of_a_conference_fills_its_form(place: Place, news: Document, signed_in: SignedIn) -> None:
    event = Finding.objects.get(document=news, kind=Kind.EVENT)
    review.accept(event, revision=event.revision, by=place.people["officer"])
    officer = signed_in("officer")
    officer.goto(f"/dissemination/conferences/new/?finding={event.pk}")
    expect(officer.get_by_label("Ngày")).not_to_have_value("")
    offices = officer.get_by_label("Chức danh người trình bày")
    for n in range(2):
        expect(offices.nth(n)).not_to_have_value("")
    officer.get_by_role("button", name="Lưu", exact=True).click()
    expect(officer.locator("main")).to_contain_text("Đã lập hội nghị")
    held = Conference.objects.get()
    assert held.source_id == event.pk
    assert held.items.count() >= 2
    officer.locator("form[action$='/hold/'] button").click()
    held.refresh_from_db()
    assert held.status == "held"


def test_it_runs_late_and_the_ladder_reaches_the_head_who_urges(
    place: Place, late: Assignment, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    for days in range(25):
        ticking.tick(today + timedelta(days))
    for who in ("commune-head", "head"):
        page = signed_in(who, width=390 if who == "head" else 1280)
        page.goto("/reminders/")
        expect(page.locator("main")).to_contain_text("Lập sổ theo dõi nước giếng khơi")
    head = signed_in("head")
    head.goto("/reminders/urging/")
    expect(head.locator("main")).to_contain_text("Xã Đông Hòa")
    stranger = signed_in("stranger-head")
    stranger.goto("/reminders/")
    expect(stranger.locator("main")).not_to_contain_text("giếng")


def test_figures_are_frozen_a_late_confirmation_changes_them_and_the_difference_says_why(
    place: Place, late: Assignment, signed_in: SignedIn
) -> None:
    head = signed_in("head")
    for note in ("Chốt lần một", "Chốt lần hai"):
        head.goto("/dashboard/")
        head.get_by_role("link", name="Chốt số liệu", exact=True).click()
        head.get_by_label("Ghi chú").fill(note)
        head.locator("main form[method=post] .btn-primary").click()
        expect(head).to_have_url(re.compile(r"/dashboard/snapshots/\d+/"))
        expect(head.locator("main")).to_contain_text(note)
        if note == "Chốt lần một":
            row = reporting.report(late, Told("Đã lập sổ", finished=True), by=place.people["commune-officer"])
            reporting.confirm(row, reason="Chấp nhận dù muộn", by=place.people["head"])
    head.goto("/dashboard/snapshots/")
    head.locator("main a[href*='earlier=']").last.click()
    head.locator("main a[href*='/difference/']").first.click()
    main = head.locator("main")
    expect(main).to_contain_text("Lập sổ theo dõi nước giếng khơi")
    expect(main).to_contain_text("Đang thực hiện quá hạn")
    expect(main).to_contain_text("Hoàn thành quá hạn")
    expect(main).to_contain_text("Chấp nhận dù muộn")


def test_an_inspector_sees_all_of_it_and_can_change_nothing(
    place: Place, late: Assignment, signed_in: SignedIn
) -> None:
    inspector = signed_in("inspector")
    for path, words in (
        ("/followup/", "Lập sổ theo dõi nước giếng khơi"),
        (f"/followup/{late.pk}/", "Lập sổ theo dõi nước giếng khơi"),
        ("/dashboard/", "Đang thực hiện quá hạn"),
        ("/dashboard/snapshots/", "Bản chốt số liệu"),
        ("/programmes/", "Chương trình"),
        ("/dissemination/conferences/", "Hội nghị"),
    ):
        inspector.goto(path)
        expect(inspector.locator("main")).to_contain_text(words)
        expect(inspector.locator("main form[method=post]"), path).to_have_count(0)
