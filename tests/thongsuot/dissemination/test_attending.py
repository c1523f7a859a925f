"""Is everybody at a venue listed once, by whom it may be, and does nobody else learn a name?"""

import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.thongsuot.conftest import Place
from thongsuot.dissemination import attending, codes, rolls
from thongsuot.dissemination.attending import Person, check_in, list_attendance, open_code, revoke_code, state_absences
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.codes import Code
from thongsuot.dissemination.meetings import Plan, add_venues, cancel, hold, plan_conference
from thongsuot.dissemination.models import Attendance, CheckIn, Conference, Venue
from thongsuot.dissemination.rules import Cause
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.imports import What

HERE = "/dissemination"
HEAD = ("Họ và tên", "Chức vụ", "Có mặt", "Lý do vắng")


@pytest.fixture
def venue(place: Place) -> Venue:
    """Đông Hòa's venue at a conference that the province holds today; Tây Thịnh has one, too."""
    officer = place.people["officer"]
    made = plan_conference(Plan("Hội nghị quán triệt", timezone.localdate()), by=officer)
    add_venues(made, named([place.commune, place.other]), ["Nhà văn hóa"], by=officer)
    return made.venues.get(unit=place.commune)


@pytest.fixture
def code(place: Place, venue: Venue) -> Code:
    return codes.read(codes.written(open_code(venue, by=place.people["commune-clerk"])))


def book(rows: list[tuple[object, ...]], title: str = "Sheet1") -> bytes:
    made = Workbook()
    page = made.worksheets[0]
    page.title = title
    for row in [HEAD, *rows]:
        page.append(list(row))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def names() -> list[tuple[str, str, bool]]:
    return list(Attendance.objects.order_by("pk").values_list("name", "office", "present"))


def test_whoever_scans_the_code_is_listed_once(place: Place, venue: Venue, code: Code) -> None:
    check_in(code, "  Nguyễn  Thị Suối ", "")
    for again in ("Nguyễn Thị Suối", "NGUYỄN THỊ SUỐI", "nguyễn thị suối "):
        with pytest.raises(Problem, match="đã có trong danh sách"):
            check_in(code, again, "")
    check_in(code, "Nguyễn Thị Suối", "Kế toán")
    with pytest.raises(Problem, match="đã có trong danh sách"):
        check_in(code, "Nguyễn Thị Suối", "kế toán")
    assert names() == [("Nguyễn Thị Suối", "", True), ("Nguyễn Thị Suối", "Kế toán", True)]
    venue.refresh_from_db()
    assert venue.actual == 2
    told = Event.objects.filter(verb="checked-in").order_by("seq")
    assert [(event.actor_id, event.after) for event in told] == [(None, {"n": 1}), (None, {"n": 2})]


@pytest.mark.parametrize("name", ["", " ", "1", "@@", "x"])
def test_a_name_has_letters(place: Place, code: Code, name: str) -> None:
    with pytest.raises(Problem, match="họ và tên"):
        check_in(code, name, "")
    assert names() == []


def test_who_was_expected_is_marked_present_and_not_listed_again(place: Place, venue: Venue, code: Code) -> None:
    expected = [Person("Trần Văn Đồi", "Trưởng thôn", present=False), Person("Lê Thị Nương", present=False)]
    list_attendance(venue, expected, by=place.people["commune-clerk"])
    check_in(code, "Trần Văn Đồi", "")
    check_in(code, "lê thị nương", "Bí thư chi bộ")
    assert names() == [("Trần Văn Đồi", "Trưởng thôn", True), ("Lê Thị Nương", "", True)]


def test_two_of_one_name_are_told_apart_by_their_offices(place: Place, venue: Venue, code: Code) -> None:
    expected = [Person("Lê Nương", "Kế toán", present=False), Person("Lê Nương", "Văn thư", present=False)]
    list_attendance(venue, expected, by=place.people["commune-clerk"])
    with pytest.raises(Problem, match="Hãy ghi thêm chức vụ"):
        check_in(code, "Lê Nương", "")
    check_in(code, "Lê Nương", "văn thư")
    assert names() == [("Lê Nương", "Kế toán", False), ("Lê Nương", "Văn thư", True)]


def refused(client_address: str, place: Place) -> str:
    answer = place.client("").post(client_address, {"name": "Nguyễn Thị Suối"})
    assert answer.status_code in (410, 422)
    assert names() == []
    assert not Event.objects.filter(verb="checked-in").exists()
    return re.sub(r"\s+", " ", answer.content.decode())


def address(venue: Venue) -> str:
    return f"{HERE}/check-in/{codes.written(CheckIn.objects.get(venue=venue))}/"


def test_a_withdrawn_code_is_void(place: Place, venue: Venue, code: Code) -> None:
    old = address(venue)
    revoke_code(venue, by=place.people["officer"])
    assert "đã bị thu hồi" in refused(old, place)
    open_code(venue, by=place.people["officer"])
    assert "đã bị thu hồi" in refused(old, place)
    assert place.client("").get(address(venue)).status_code == 200


def test_a_code_that_ran_out_is_void(place: Place, venue: Venue, code: Code) -> None:
    CheckIn.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert "đã hết hạn" in refused(address(venue), place)


def test_a_code_holds_to_the_end_of_the_day_of_the_conference(place: Place, venue: Venue) -> None:
    until = timezone.localtime(open_code(venue, by=place.people["officer"]).until)
    assert (until.date(), until.hour) == (venue.conference.on + timedelta(days=1), 0)


def test_nobody_is_entered_before_the_day(place: Place, venue: Venue) -> None:
    Conference.objects.update(on=timezone.localdate() + timedelta(days=2))
    venue.conference.refresh_from_db()
    open_code(venue, by=place.people["officer"])
    assert "trong ngày họp" in refused(address(venue), place)


@pytest.mark.parametrize("end", ["held", "cancelled"])
def test_a_closed_conference_takes_nobody(place: Place, venue: Venue, code: Code, end: str) -> None:
    here, head = address(venue), place.people["head"]
    if end == "held":
        hold(venue.conference, by=head)
    else:
        cancel(venue.conference, "bão", by=head)
    assert "đã kết thúc điểm danh" in refused(here, place)
    with pytest.raises(Problem):
        open_code(venue, by=head)


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="/"), max_size=80), st.integers(0, 60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_forged_code_is_always_refused(place: Place, venue: Venue, code: Code, forged: str, at: int) -> None:
    held = CheckIn.objects.get(venue=venue)
    whole = codes.written(held)
    for token in (forged, whole[:at] + "0" + whole[at + 1 :], whole[:-1], whole.replace(".", ".1", 1)):
        if token == whole:
            continue
        with pytest.raises(Problem, match="không đầy đủ"):
            codes.read(token)


def test_a_code_is_bound_to_its_conference(place: Place, venue: Venue, code: Code) -> None:
    for other in (Code(code.venue, code.conference + 1, code.serial, code.until), Code(10**9, 1, 1, code.until)):
        with pytest.raises(Problem, match="không còn dùng"):
            check_in(other, "Nguyễn Thị Suối", "")


def test_a_phone_needs_no_account_and_shows_no_other_name(place: Place, venue: Venue, code: Code) -> None:
    check_in(code, "Trần Văn Đồi", "")
    client, here = place.client(""), address(venue)
    shown = client.get(here).content.decode()
    assert "Hội nghị quán triệt" in shown
    assert "Xã Đông Hòa" in shown
    assert "Trần Văn Đồi" not in shown
    assert client.post(here, {"name": " "}).status_code == 422
    answer = client.post(here, {"name": "Nguyễn Thị Suối", "office": "Kế toán"})
    assert (answer.status_code, answer["Cache-Control"].count("no-store")) == (200, 1)
    assert "Đã ghi tên Nguyễn Thị Suối" in answer.content.decode()
    assert client.post(here, {"name": "Nguyễn Thị Suối", "office": "Kế toán"}).status_code == 422
    assert len(names()) == 2


def test_too_many_at_once_are_asked_to_wait(
    place: Place, venue: Venue, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attending, "A_MINUTE", 2)
    for n in ("Một", "Hai"):
        check_in(code, f"Nguyễn Văn {n}", "")
    with pytest.raises(Problem, match="sau một phút"):
        check_in(code, "Nguyễn Văn Ba", "")
    Attendance.objects.update(listed_at=timezone.now() - timedelta(minutes=2))
    check_in(code, "Nguyễn Văn Ba", "")


def test_one_address_cannot_try_names_for_ever(
    place: Place, venue: Venue, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr("thongsuot.dissemination.views.checking_in.TRIES", 3)
    client, here = place.client(""), address(venue)
    statuses = [client.post(here, {"name": "Nguyễn Thị Suối"}).status_code for _ in range(5)]
    assert statuses == [200, 422, 422, 429, 429]


def test_the_sheet_to_print_is_for_the_venue_and_the_organiser(place: Place, venue: Venue) -> None:
    page, client = f"{HERE}/venues/{venue.pk}/code/", place.client("commune-officer")
    assert "Tạo mã điểm danh" in client.get(page).content.decode()
    assert client.post(page + "open/").status_code == 302
    told = client.get(page).content.decode()
    assert "data:image/svg+xml" in told
    assert f"http://testserver{address(venue)}" in told
    assert place.client("clerk").get(page).status_code == 200
    assert place.client("stranger-clerk").get(page).status_code == 404
    assert place.client("inspector").get(page).status_code == 403
    client.post(page + "revoke/")
    assert "data:image/svg+xml" not in client.get(page).content.decode()
    with pytest.raises(Forbidden):
        open_code(venue, by=place.people["stranger-clerk"])


def test_a_place_without_a_unit_has_no_list(place: Place, venue: Venue) -> None:
    hall = venue.conference.venues.get(unit=None)
    with pytest.raises(Problem, match="không thuộc đơn vị nào"):
        open_code(hall, by=place.people["officer"])
    assert "không có danh sách họ tên" in place.client("officer").get(f"{HERE}/venues/{hall.pk}/").content.decode()


def test_names_are_for_their_unit_alone(place: Place, venue: Venue, code: Code) -> None:
    check_in(code, "Nguyễn Thị Suối", "Kế toán")
    here = f"{HERE}/venues/{venue.pk}"
    assert "Nguyễn Thị Suối" in place.client("commune-clerk").get(f"{here}/attendance/").content.decode()
    for who in ("head", "clerk", "inspector", "stranger-clerk", "commune-inspector"):
        for page in ("attendance/", "sheet/"):
            assert place.client(who).get(f"{here}/{page}").status_code in (403, 404)
        for page in (f"{here}/", f"{here}/blank/", f"{HERE}/conferences/{venue.conference_id}/"):
            assert "Nguyễn Thị Suối" not in place.client(who).get(page).content.decode()
    told = place.client("head").get(f"{HERE}/conferences/{venue.conference_id}/").content.decode()
    assert "Danh sách 1 người, có mặt 1" in told
    raw = place.client("head").get(f"{HERE}/conferences/{venue.conference_id}/sheet/").content
    assert "Nguyễn Thị Suối" not in str(
        [[cell.value for cell in row] for row in load_workbook(io.BytesIO(raw)).worksheets[0]]
    )
    with pytest.raises(Forbidden):
        list_attendance(venue, [Person("x y")], by=place.people["head"])


def take_in(place: Place, venue: Venue, **sent: object) -> tuple[int, str]:
    """What the page says of a list, and the list is taken in where it may be."""
    client, here = place.client("commune-clerk"), f"{HERE}/venues/{venue.pk}/attendance/"
    looked = client.post(here, sent)
    told = looked.content.decode()
    assert names() == before or looked.status_code == 200 if (before := names()) else True
    found = re.search(r'name="fingerprint" value="(\w+)"', told)
    rows = re.search(r'<textarea name="rows" hidden>(.*?)</textarea>', told, re.DOTALL)
    if not found or not rows:
        return looked.status_code, re.sub(r"\s+", " ", told)
    from html import unescape

    answer = client.post(here + "confirm/", {"rows": unescape(rows[1]), "fingerprint": found[1]})
    return answer.status_code, re.sub(r"\s+", " ", told)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "semicolons", "utf-16", "paste", "paste-without-heads", "numbered"])
def test_a_list_comes_in_however_it_is_brought(place: Place, venue: Venue, kind: str) -> None:
    rows = [
        ("Nguyễn Thị Suối", "Chủ tịch", "x", ""),
        ("Trần Văn Đồi", "", "", "Công tác"),
        ("Lê Thị Nương", "", "", ""),
    ]
    raw: dict[str, bytes] = {
        "xlsx": book(list(rows)),
        "csv": "\n".join(",".join(row) for row in [HEAD, *rows]).encode("utf-8-sig"),
        "semicolons": "\n".join(";".join(row) for row in [HEAD, *rows]).encode(),
        "utf-16": "\n".join("\t".join(row) for row in [HEAD, *rows]).encode("utf-16"),
    }
    text = {
        "paste": "\n".join("\t".join(row) for row in [HEAD, *rows]),
        "paste-without-heads": "\n".join("\t".join(row) for row in rows),
        "numbered": "\n".join("\t".join((f"{n}.", *row)) for n, row in enumerate(rows, 1)),
    }
    file = io.BytesIO(raw.get(kind, b""))
    file.name = "danh-sach.csv"
    status, told = take_in(place, venue, **({"file": file} if kind in raw else {"names": text[kind]}))
    assert status == 302, told
    assert names() == [("Nguyễn Thị Suối", "Chủ tịch", True), ("Trần Văn Đồi", "", False), ("Lê Thị Nương", "", False)]
    venue.refresh_from_db()
    assert (venue.actual, venue.on_duty, venue.ill) == (1, 1, 0)
    assert Event.objects.get(verb="attendance-listed").after == {"n": 3, "new": 3, "changed": 0}


def test_plain_names_are_all_present(place: Place, venue: Venue) -> None:
    assert take_in(place, venue, names="1. Nguyễn Thị Suối\n2. Trần Văn Đồi\n2. Trần Văn Đồi")[0] == 302
    assert names() == [("Nguyễn Thị Suối", "", True), ("Trần Văn Đồi", "", True)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "Kế toán", "x", ""), "còn trống"),
        (("Nguyễn Thị Suối", "", "chắc có", ""), "không rõ là có mặt hay vắng"),
        (("Nguyễn Thị Suối", "", "", "đám cưới"), "không có trong danh mục"),
        (("Nguyễn Thị Suối", "", "x", "ốm"), "không có lý do vắng"),
        (("Trần Văn Đồi", "", "x", ""), "Trùng với dòng 2"),
        (("=1+1", "", "x", ""), "công thức"),
    ],
)
def test_what_is_wrong_stands_beside_its_row_and_nothing_comes_in(
    place: Place, venue: Venue, row: tuple[str, ...], sentence: str
) -> None:
    file = io.BytesIO(book([("Trần Văn Đồi", "", "x", ""), row]))
    file.name = "danh-sach.xlsx"
    status, told = take_in(place, venue, file=file)
    assert status == 422
    assert sentence in told
    assert "Chưa nhập dòng nào" in told
    assert names() == []


@pytest.mark.parametrize(
    "raw", [b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04hong", b"chi co mot cot\nkhong ten", b""]
)
def test_what_is_no_list_is_told(place: Place, venue: Venue, raw: bytes) -> None:
    file = io.BytesIO(raw or b"Ho va ten\n")
    file.name = "x.xls"
    answer = place.client("commune-clerk").post(f"{HERE}/venues/{venue.pk}/attendance/", {"file": file})
    assert (answer.status_code, "notice-error" in answer.content.decode()) == (422, True)


def test_what_changed_meanwhile_is_looked_at_again(place: Place, venue: Venue) -> None:
    client, here = place.client("commune-clerk"), f"{HERE}/venues/{venue.pk}/attendance/"
    told = client.post(here, {"names": "Nguyễn Thị Suối"}).content.decode()
    found = re.search(r'name="fingerprint" value="(\w+)"', told)
    list_attendance(venue, [Person("Nguyễn Thị Suối")], by=place.people["commune-clerk"])
    assert found
    answer = client.post(here + "confirm/", {"rows": "Họ và tên\nNguyễn Thị Suối", "fingerprint": found[1]})
    assert answer.status_code == 409


def test_a_list_that_was_taken_out_comes_in_again_as_it_was(place: Place, venue: Venue) -> None:
    people = [Person("Nguyễn Thị Suối", "Chủ tịch"), Person("=Trần", present=False), Person("Lê Nương")]
    list_attendance(venue, people, by=place.people["commune-clerk"])
    raw = place.client("commune-clerk").get(f"{HERE}/venues/{venue.pk}/sheet/").content
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(raw)).worksheets[0]]
    assert cells[2][0] == " =Trần"
    assert {line.what for line in rolls.roll(venue, rolls.of_file(raw)).lines if line.row != 3} == {What.SAME}


def test_names_are_taken_off(place: Place, venue: Venue) -> None:
    list_attendance(venue, [Person("Nguyễn Thị Suối"), Person("Lê Nương")], by=place.people["commune-clerk"])
    first = Attendance.objects.order_by("pk")[0]
    place.client("commune-clerk").post(f"{HERE}/venues/{venue.pk}/attendance/remove/", {"pk": [first.pk]})
    assert [name for name, _office, _present in names()] == ["Lê Nương"]
    with pytest.raises(Forbidden):
        attending.unlist(venue, [first.pk], by=place.people["head"])


def test_the_database_keeps_a_person_once(place: Place, venue: Venue) -> None:
    list_attendance(venue, [Person("Lê Nương")], by=place.people["commune-clerk"])
    row = Attendance.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@given(st.dictionaries(st.sampled_from(list(Cause)), st.integers(0, 50), min_size=4, max_size=4))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_causes_are_numbers_of_the_venue(place: Place, venue: Venue, told: dict[Cause, int]) -> None:
    state_absences(venue, told, by=place.people["commune-officer"])
    venue.refresh_from_db()
    assert {cause: getattr(venue, cause) for cause in Cause} == told


def test_causes_are_stated_on_the_venues_page(place: Place, venue: Venue) -> None:
    client, here = place.client("commune-officer"), f"{HERE}/venues/{venue.pk}/"
    said = {"expected": "40", "actual": "35", "ill": "2", "on_duty": "1"}
    assert client.post(here + "count/", said).status_code == 302
    venue.refresh_from_db()
    assert (venue.expected, venue.actual, venue.ill, venue.on_duty, venue.on_leave) == (40, 35, 2, 1, 0)
    told = place.client("head").get(f"{HERE}/conferences/{venue.conference_id}/").content.decode()
    assert re.search(r"<dt>Ốm</dt><dd>2</dd>", told)
    assert place.client("stranger-officer").post(here + "count/", said).status_code == 404
    with pytest.raises(Forbidden):
        state_absences(venue, {Cause.ILL: 1}, by=place.people["stranger-officer"])
    assert client.post(here + "count/", {"ill": "nhiều"}).status_code == 400


def test_a_list_to_sign_names_those_expected_to_their_unit_alone(place: Place, venue: Venue) -> None:
    list_attendance(venue, [Person("Lê Nương", present=False)], by=place.people["commune-clerk"])
    here = f"{HERE}/venues/{venue.pk}/blank/"
    own, other = (place.client(who).get(here).content.decode() for who in ("commune-clerk", "clerk"))
    assert ("Lê Nương" in own, "Lê Nương" in other) == (True, False)
    assert own.count("<tr>") == 1 + 1 + 40


def test_nobody_is_present_before_the_day(place: Place, venue: Venue) -> None:
    Conference.objects.update(on=timezone.localdate() + timedelta(days=2))
    with pytest.raises(Problem, match="chưa đến"):
        list_attendance(venue, [Person("Lê Nương")], by=place.people["commune-clerk"])
    assert list_attendance(venue, [Person("Lê Nương", present=False)], by=place.people["commune-clerk"]) == 1
