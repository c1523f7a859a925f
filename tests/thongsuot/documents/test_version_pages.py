"""Which texts does a document have, what changed, and what does a clause say on a day?"""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions
from thongsuot.documents.announcing import text_changed
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.turning import turn
from thongsuot.events.models import Event

LATER = texts.REGULATION.replace("trong quý II năm 2022", "trong quý III năm 2022").replace(
    "Điều 3. Hiệu lực", "3. Các sở, ngành báo cáo hằng quý.\nĐiều 3. Hiệu lực"
)


@pytest.fixture
def amended(place: Place, regulation: Document) -> Document:
    actions.add_version(regulation, LATER.encode(), "58-2.txt", since=date(2024, 1, 1), by=place.people["clerk"])
    return Document.objects.get(pk=regulation.pk)


def test_a_version_is_added_with_its_day(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").post(
        f"/documents/{regulation.pk}/versions/add/",
        {"file": SimpleUploadedFile("58-2.txt", LATER.encode()), "since": "01/01/2024"},
    )
    assert answer.status_code == 302
    version = Version.objects.get(document=regulation, n=2)
    assert version.since == date(2024, 1, 1)
    assert Event.objects.filter(verb="version-added").count() == 1


def test_who_adds_a_text_of_a_day_to_come_is_told_which_one_holds_today(place: Place, regulation: Document) -> None:
    sent = {"file": SimpleUploadedFile("58-2.txt", LATER.encode()), "since": "01/01/2100"}
    shown = place.client("clerk").post(f"/documents/{regulation.pk}/versions/add/", sent, follow=True)
    assert "Lời văn hôm nay vẫn theo bản 1." in shown.content.decode()


def test_a_secret_version_is_refused_and_leaves_nothing(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").post(
        f"/documents/{regulation.pk}/versions/add/", {"file": SimpleUploadedFile("x.txt", texts.SECRET.encode())}
    )
    assert answer.status_code == 422
    assert "từ chối" in answer.content.decode()
    assert regulation.versions.count() == 1


def test_no_file_is_said_to_be_missing(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/versions/add/", {"since": "01/01/2024"})
    assert "Hãy chọn một tệp" in answer.content.decode()


def test_a_wording_of_an_earlier_day_does_not_become_the_current_one(place: Place, amended: Document) -> None:
    early = texts.REGULATION.replace("hằng năm", "hằng quý")
    actions.add_version(amended, early.encode(), "58-0.txt", since=date(2023, 1, 1), by=place.people["clerk"])
    document = Document.objects.get(pk=amended.pk)
    assert document.current is not None
    assert document.current.n == 2
    assert all(finding.end <= len(document.current.text) for finding in document.findings.all())


def test_another_text_over_the_current_one_is_told_and_nothing_else_is(place: Place, regulation: Document) -> None:
    told: list[tuple[int, int]] = []

    def hear(document: Document, before: Version, after: Version, **_: object) -> None:
        told.append((before.n, after.n))

    text_changed.connect(hear, weak=False)
    try:
        for since, text in (
            (None, texts.REGULATION),  # the same text, scanned again
            (date(2024, 1, 1), LATER),
            (date(2023, 1, 1), texts.REGULATION.replace("hằng năm", "hằng quý")),  # of an earlier day
            (date(2100, 1, 1), texts.REGULATION.replace("hằng năm", "hằng tháng")),  # of a day to come
        ):
            held = Document.objects.get(pk=regulation.pk)
            actions.add_version(held, text.encode(), "58.txt", since=since, by=place.people["clerk"])
    finally:
        text_changed.disconnect(hear)
    assert told == [(2, 3), (3, 5)]


def test_a_text_of_a_day_to_come_becomes_the_current_one_on_that_day_and_not_before(
    place: Place, regulation: Document
) -> None:
    today = timezone.localdate()
    actions.add_version(
        regulation, LATER.encode(), "58-2.txt", since=today + timedelta(days=2), by=place.people["clerk"]
    )
    assert turn(today + timedelta(days=1)) == 0
    held = Document.objects.get(pk=regulation.pk)
    assert held.current is not None
    assert held.current.n == 1
    assert not held.findings.filter(quote__contains="hằng quý").exists()
    assert turn(today + timedelta(days=2)) == 1
    held = Document.objects.get(pk=regulation.pk)
    assert held.current is not None
    assert held.current.n == 2
    assert held.findings.filter(quote__contains="hằng quý").exists()
    assert Event.objects.filter(verb="version-current", thread=f"document:{held.pk}").count() == 1
    assert turn(today + timedelta(days=3)) == 0


def test_a_clause_that_a_later_text_does_not_have_says_when_it_stood_there(place: Place, amended: Document) -> None:
    client = place.client("clerk")
    shorter = texts.REGULATION.replace("2. Các xã, phường lập sổ theo dõi nước giếng khơi.\n", "")
    actions.add_version(amended, shorter.encode(), "58-3.txt", since=date(2025, 1, 1), by=place.people["clerk"])
    answer = client.get(f"/d/{amended.pk}/D2.K2")
    assert answer.status_code == 404
    shown = answer.content.decode()
    assert "Không còn trong văn bản" in shown
    assert shown.index("01/01/2025") < shown.index("Lời văn ban đầu")


def test_two_versions_are_compared_clause_by_clause(place: Place, amended: Document) -> None:
    shown = place.client("clerk").get(f"/documents/{amended.pk}/versions/compare/").content.decode()
    assert "Khoản 1 Điều 2" in shown
    assert "<del> II</del><ins> III</ins>" in shown
    assert "Khoản 3 Điều 2" in shown
    assert "Điều 1" not in shown.split('id="main"')[1].split("Khoản 1 Điều 2")[0]


def test_one_version_has_nothing_to_be_compared_with(place: Place, regulation: Document) -> None:
    assert place.client("clerk").get(f"/documents/{regulation.pk}/versions/compare/").status_code == 404


def test_a_clause_says_what_it_said_on_the_day(place: Place, amended: Document) -> None:
    client = place.client("clerk")
    now = client.get(f"/d/{amended.pk}/D2.K1").content.decode()
    then = client.get(f"/d/{amended.pk}/D2.K1@2023-05-01").content.decode()
    assert "quý III năm 2022" in now
    assert "quý II năm 2022" in then
    assert "01/05/2023" in then
    assert client.get(f"/d/{amended.pk}/D2.K3").status_code == 200
    assert client.get(f"/d/{amended.pk}/D2.K3@2023-05-01").status_code == 404


def test_a_clause_stands_among_its_parents_and_neighbours(place: Place, regulation: Document) -> None:
    shown = place.client("clerk").get(f"/d/{regulation.pk}/D2.K1").content.decode()
    assert f'href="/d/{regulation.pk}/D2"' in shown
    assert f'rel="next" href="/d/{regulation.pk}/D2.K2"' in shown
    assert f'rel="prev" href="/d/{regulation.pk}/D1.K2"' in shown
    assert "Trách nhiệm" in shown


def test_a_clause_shows_what_was_found_in_it_and_who_speaks_of_it(place: Place, regulation: Document) -> None:
    guideline = place.receive(texts.GUIDELINE, "01.txt")
    assert Finding.objects.filter(document=guideline, target=regulation).exists()
    shown = place.client("clerk").get(f"/d/{regulation.pk}/D1.K2").content.decode()
    assert "01-HD/BTCTW" in shown
    assert "Nhiệm vụ</strong>" in place.client("clerk").get(f"/d/{regulation.pk}/D2.K1").content.decode()
    actions.share(regulation, [place.commune], by=place.people["clerk"])
    assert "01-HD/BTCTW" not in place.client("commune-officer").get(f"/d/{regulation.pk}/D1.K2").content.decode()


@pytest.mark.parametrize("loc", ["D99", "D1@2026-13-01", "D1@x", "D1.K1@", "../D1", "D1'--", "D1%00"])
def test_an_address_that_names_no_clause_is_not_found(place: Place, regulation: Document, loc: str) -> None:
    assert place.client("clerk").get(f"/d/{regulation.pk}/{loc}").status_code == 404


def test_the_form_of_another_day_leads_to_that_days_permalink(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").get(f"/d/{regulation.pk}/D1.K1?on=05/02/2026")
    assert answer["Location"] == f"/d/{regulation.pk}/D1.K1@2026-02-05"


def test_the_permalink_of_a_document_leads_to_its_page(place: Place, regulation: Document) -> None:
    client = place.client("clerk")
    assert client.get(f"/d/{regulation.pk}/")["Location"] == f"/documents/{regulation.pk}/"
    assert client.get(f"/d/{regulation.pk}@2026-02-05")["Location"] == f"/documents/{regulation.pk}/?on=2026-02-05"
    assert client.get(f"/d/{regulation.pk}@gestern").status_code == 404


def test_a_stranger_finds_no_clause(place: Place, regulation: Document) -> None:
    for path in ("", "D1", "D1@2026-02-05"):
        assert place.client("stranger-officer").get(f"/d/{regulation.pk}/{path}").status_code == 404
