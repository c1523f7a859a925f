"""Do the pages of a duty let everybody do his part, and nobody more? From a clause to its confirmation."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document, StoredFile
from thongsuot.documents.rules import Direction, Kind, Mark, Reach
from thongsuot.followup import extending, reporting, taking
from thongsuot.followup.giving import Duty, pass_down
from thongsuot.followup.models import Assignment, Evidence, Report
from thongsuot.followup.reporting import File, Told
from thongsuot.followup.rules import State


def day(n: int = 20) -> str:
    return f"{soon(n):%d/%m/%Y}"


def page(place: Place, who: str, held: Assignment) -> str:
    return place.client(who).get(f"/followup/{held.pk}/").content.decode()


def post(place: Place, who: str, address: str, **said: Any) -> Any:
    return place.client(who).post(f"/followup/{address}", said)


def seen(held: Assignment) -> int:
    held.refresh_from_db()
    return held.revision


@pytest.fixture
def accepted(place: Place, assignment: Assignment) -> Assignment:
    return taking.accept(assignment, by=place.people["commune-officer"])


def test_a_duty_is_given_from_a_clause_after_a_look_at_what_will_happen(place: Place, directive: Document) -> None:
    at = f"give/?document={directive.pk}&clause=D2.K2"
    said = {"action": "Lập sổ", "units": [place.commune.pk, place.other.pk], "n": 5, "per": "working_day",
            "since": "12/02/2026", "partners": [place.province.pk]}  # fmt: skip
    looked = post(place, "head", at, **said)
    assert "26/02/2026" in looked.content.decode()
    assert "Tết Âm lịch" in looked.content.decode()
    assert not Assignment.objects.exists()
    post(place, "head", at, **said, confirm="1")
    held, other = Assignment.objects.order_by("lead__code")
    assert (held.lead, other.lead, held.loc) == (place.commune, place.other, "D2.K2")
    assert f"{held.due_on:%d/%m/%Y}" == "26/02/2026"
    assert "05 ngày làm việc kể từ ngày 12/02/2026" in held.due_working
    assert [part.unit for part in held.parts.all()] == [place.province]


def test_how_the_day_was_come_to_is_told_in_the_readers_language(place: Place, directive: Document) -> None:
    said = {"action": "Lập sổ", "units": [place.commune.pk], "n": 5, "per": "working_day", "since": "12/02/2026"}
    client = place.client("head")
    client.cookies["language"] = "en"
    looked = client.post("/followup/give/", said).content.decode()
    client.post("/followup/give/", {**said, "confirm": "1"})
    held = Assignment.objects.get()
    assert held.due_working.startswith("05 ngày làm việc kể từ ngày 12/02/2026")
    for shown in (looked, client.get(f"/followup/{held.pk}/").content.decode()):
        assert "5 working days counted from 12/02/2026" in shown
        assert "less Tết, the lunar New Year" in shown
    assert "05 ngày làm việc kể từ ngày 12/02/2026" in page(place, "head", held)


def test_all_units_below_get_a_duty_of_their_own(place: Place, directive: Document) -> None:
    post(place, "head", f"give/?document={directive.pk}", action="Báo cáo", below=place.province.pk, confirm="1")
    assert set(Assignment.objects.values_list("lead__code", flat=True)) == {"LS.01", "LS.02"}


@pytest.mark.parametrize(
    "said",
    [{"action": ""}, {"units": []}, {"due": "31/02/2026"}, {"due": day(), "n": "3", "per": "month"}, {"n": "0"},
     {"n": "3000", "per": "year"}],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(place: Place, said: dict[str, Any]) -> None:
    good = {"action": "Lập sổ", "units": [place.commune.pk]}
    answer = post(place, "head", "give/", **(good | said), confirm="1")
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_finding_is_given_when_it_was_confirmed(place: Place, regulation: Document, directive: Document) -> None:
    finding = directive.findings.filter(kind=Kind.OBLIGATION, loc="D2.K1")[0]
    shown = place.client("head").get(f"/followup/give/?finding={finding.pk}").content.decode()
    assert "30/06/2022" in shown
    finding.state = "proposed"
    finding.save()
    assert place.client("head").get(f"/followup/give/?finding={finding.pk}").status_code == 400
    assert place.client("stranger-head").get(f"/followup/give/?finding={finding.pk}").status_code == 404


def test_the_page_tells_the_thread_and_the_words_of_the_clause(place: Place, accepted: Assignment) -> None:
    (child,) = pass_down(accepted, [place.commune], Duty("Phân công thôn"), by=place.people["commune-head"])
    told = page(place, "commune-officer", child)
    crumbs = told[told.index('class="crumbs"') : told.index("</nav>", told.index('class="crumbs"'))]
    names = ["Quy định 58-QĐ/TW", "Khoản 1 Điều 2", "Xã Đông Hòa: Ban hành kế hoạch", "Xã Đông Hòa: Phân công thôn"]
    places = [crumbs.index(name) for name in names]
    assert places == sorted(places)
    assert f'href="/d/{child.document_id}/' in told
    assert "thành ủy ban hành" in told
    assert "Phân công thôn" in page(place, "head", accepted)


def test_who_may_not_read_the_document_sees_its_symbol_alone(place: Place, accepted: Assignment) -> None:
    assert accepted.document is not None
    taking.edit(accepted, Duty("Ban hành kế hoạch", monitors=[place.other]), reason="Thêm", revision=seen(accepted),
                by=place.people["head"])  # fmt: skip
    assert "thành ủy ban hành" in page(place, "stranger-officer", accepted)
    accepted.document.shares.filter(unit=place.other).delete()
    told = page(place, "stranger-officer", accepted)
    assert "58-QĐ/TW" in told
    assert "thành ủy ban hành" not in told
    assert f"/d/{accepted.document_id}/" not in told
    Document.objects.filter(pk=accepted.document_id).update(mark=Mark.INTERNAL, reach=Reach.NAMED)
    told = page(place, "stranger-officer", accepted)
    assert "văn bản hạn chế" in told
    assert "58-QĐ/TW" not in told
    assert "LƯU HÀNH NỘI BỘ" not in told


BUTTONS = ("accept", "return", "ask", "report", "pass", "time", "edit", "suspend", "withdraw", "confirm", "send-back",
           "reopen", "reassign", "resume")  # fmt: skip


def buttons(place: Place, who: str, held: Assignment) -> set[str]:
    told = page(place, who, held)
    return {name for name in BUTTONS if f'/followup/{held.pk}/{name}/"' in told}


def test_there_is_a_button_for_what_one_may_do_and_no_other(place: Place, assignment: Assignment) -> None:
    assert buttons(place, "commune-officer", assignment) == {"accept", "ask", "time"}
    assert buttons(place, "commune-head", assignment) == {"accept", "return", "ask", "pass", "time"}
    assert buttons(place, "head", assignment) == {"edit", "suspend", "withdraw"}
    for who in ("inspector", "commune-clerk", "commune-inspector", "clerk"):
        assert buttons(place, who, assignment) == set()
        assert '<form method="post" action="/followup/' not in page(place, who, assignment)
    held = taking.accept(assignment, by=place.people["commune-officer"])
    assert buttons(place, "commune-officer", held) == {"report", "ask", "time"}
    reporting.report(held, Told("Xong", finished=True), by=place.people["commune-officer"])
    assert buttons(place, "head", held) == {"confirm", "send-back", "edit", "suspend", "withdraw"}
    assert buttons(place, "commune-head", held) == {"ask", "pass", "time"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("inspector", 200), ("commune-clerk", 200), ("stranger-head", 404), ("administrator", 403),
     ("", 302)],
)  # fmt: skip
def test_who_sees_a_duty(place: Place, assignment: Assignment, who: str, status: int) -> None:
    assert place.client(who).get(f"/followup/{assignment.pk}/").status_code == status


def test_the_whole_way_in_the_browser(place: Place, assignment: Assignment) -> None:
    at = f"{assignment.pk}/"
    post(place, "commune-officer", f"{at}accept/", revision=seen(assignment))
    told = {"results": "Đã ban hành", "until": day(0), "revision": seen(assignment), "progress": "80"}
    shows = SimpleUploadedFile("ke-hoach.txt", "Kế hoạch của xã.".encode())
    post(place, "commune-officer", f"{at}report/", **told, files=[shows])
    shown = page(place, "head", assignment)
    assert "Đã ban hành" in shown
    assert "80 %" in shown
    file = Evidence.objects.get()
    assert place.client("head").get(f"/followup/files/{file.pk}/").getvalue() == "Kế hoạch của xã.".encode()  # type: ignore[attr-defined]
    assert place.client("stranger-head").get(f"/followup/files/{file.pk}/").status_code == 404
    assert post(place, "head", f"{at}send-back/", reason="", revision=seen(assignment)).status_code == 422
    post(place, "head", f"{at}send-back/", reason="Thiếu số văn bản", revision=seen(assignment))
    assert "Thiếu số văn bản" in page(place, "commune-officer", assignment)
    again = place.client("commune-officer").get(f"/followup/{at}report/?copy=1").content.decode()
    assert "Đã ban hành" in again
    post(place, "commune-officer", f"{at}report/", **(told | {"finished": "on", "revision": seen(assignment)}))
    post(place, "head", f"{at}confirm/", revision=seen(assignment))
    assignment.refresh_from_db()
    assert assignment.state == State.DONE
    assert "Hoàn thành đúng hạn" in page(place, "inspector", assignment)
    post(place, "head", f"{at}reopen/", reason="Thiếu phụ lục", revision=seen(assignment))
    seen(assignment)
    assert assignment.state == State.ACCEPTED


def test_returned_given_anew_put_on_hold_and_withdrawn(place: Place, assignment: Assignment) -> None:
    at = f"{assignment.pk}/"
    post(place, "commune-head", f"{at}return/", reason="Thuộc xã Tây Thịnh", revision=seen(assignment))
    assert "Thuộc xã Tây Thịnh" in page(place, "head", assignment)
    assert post(place, "head", f"{at}reassign/", lead="XX", revision=seen(assignment)).status_code == 422
    post(place, "head", f"{at}reassign/", lead="LS.02", revision=seen(assignment))
    seen(assignment)
    assert assignment.lead == place.other
    for step, state in (("suspend", State.SUSPENDED), ("resume", State.ACCEPTED), ("withdraw", State.WITHDRAWN)):
        post(place, "head", f"{at}{step}/", reason="Chờ hướng dẫn", revision=seen(assignment))
        seen(assignment)
        assert assignment.state == state


def test_it_is_closed_over_open_ones_only_when_that_is_said(place: Place, accepted: Assignment) -> None:
    pass_down(accepted, [place.commune], Duty("Lập sổ"), by=place.people["commune-head"])
    at = f"{accepted.pk}/withdraw/"
    assert "override" in place.client("head").get(f"/followup/{at}").content.decode()
    assert post(place, "head", at, reason="Trùng", revision=seen(accepted)).status_code == 422
    assert post(place, "head", at, reason="Trùng", override="on", revision=seen(accepted)).status_code == 302


def test_a_step_that_was_taken_meanwhile_is_not_taken_twice(place: Place, accepted: Assignment) -> None:
    revision = seen(accepted)
    taking.suspend(accepted, "Chờ", by=place.people["head"])
    assert post(place, "head", f"{accepted.pk}/withdraw/", reason="Trùng", revision=revision).status_code == 409
    answer = place.client("head").get(f"/followup/{accepted.pk}/suspend/")
    assert (answer.status_code, "chuyển trạng thái" in answer.content.decode()) == (400, True)


def test_a_question_is_asked_and_answered_on_the_page(place: Place, assignment: Assignment) -> None:
    at = f"{assignment.pk}/"
    post(place, "commune-officer", f"{at}ask/", text="Nộp bản giấy không?")
    asked = assignment.remarks.get()
    assert "Câu hỏi chưa được trả lời" in page(place, "head", assignment)
    post(place, "officer", f"{at}remark/?answers={asked.pk}", text="Không cần.")
    assert "Câu hỏi chưa được trả lời" not in page(place, "head", assignment)
    assert post(place, "officer", f"{at}remark/", text=" ").status_code == 422
    assert post(place, "inspector", f"{at}remark/", text="Tôi hỏi").status_code == 403


def test_names_are_told_to_their_own_unit_and_those_above(place: Place, assignment: Assignment) -> None:
    taking.remark(assignment, "Sẽ gửi mẫu", by=place.people["officer"])
    name = str(place.people["officer"].user)
    talk = {who: page(place, who, assignment).split('id="talk"')[1] for who in ("head", "commune-head")}
    assert name in talk["head"]
    assert f">{name}<" not in talk["commune-head"]


def test_more_time_is_asked_and_decided_and_all_of_it_is_told(place: Place, accepted: Assignment) -> None:
    first = f"{accepted.due_on:%d/%m/%Y}"
    at = f"{accepted.pk}/time/"
    early = post(place, "commune-officer", at, until=day(1), reason="Chờ", revision=seen(accepted))
    assert early.status_code == 422
    post(place, "commune-officer", at, until=day(40), reason="Chờ kinh phí", revision=seen(accepted))
    row = accepted.extensions.get()
    decide = f"extensions/{row.pk}/decide/"
    assert post(place, "commune-head", decide, decision="grant", until=day(40), revision=1).status_code == 403
    assert post(place, "head", decide, decision="refuse", why="", revision=1).status_code == 422
    post(place, "head", decide, decision="grant", until=day(30), why="Một phần", revision=1)
    told = page(place, "inspector", accepted)
    assert all(words in told for words in (first, day(40), day(30), "Chờ kinh phí", "Một phần", "Thời hạn ban đầu"))


def test_an_edit_says_why(place: Place, accepted: Assignment) -> None:
    at = f"{accepted.pk}/edit/"
    said = {"action": "Ban hành kế hoạch và báo cáo", "due": day(50), "revision": seen(accepted)}
    assert post(place, "head", at, **said).status_code == 422
    post(place, "head", at, **said, reason="Rà soát")
    told = page(place, "commune-clerk", accepted).split('id="history"')[1]
    assert "<del>Ban hành kế hoạch</del>" in told
    assert f"<ins>{day(50)}</ins>" in told


def test_somebody_who_looks_at_what_will_happen_may_change_it(place: Place) -> None:
    answer = post(place, "head", "give/", action="Lập sổ", units=[place.commune.pk], change="1")
    assert answer.status_code == 200
    assert "Lập sổ</textarea>" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_product_is_found_by_its_symbol_and_a_registered_one_is_proposed(place: Place, directive: Document) -> None:
    held = give(place, directive, product="Kế hoạch số 12/KH-UBND")
    taking.accept(held, by=place.people["commune-officer"])
    officer = place.client("commune-officer")
    assert "12/KH-UBND</a>" not in officer.get(f"/followup/{held.pk}/").content.decode()
    text = texts.REGULATION.replace("58-QĐ/TW", "12/KH-UBND")
    product = place.receive(text, "kh.txt", who="commune-clerk")
    Document.objects.filter(pk=product.pk).update(direction=Direction.OUT)
    assert "12/KH-UBND</a>" in officer.get(f"/followup/{held.pk}/").content.decode()
    assert not Evidence.objects.exists()
    told = {"results": "Đã ban hành", "symbols": "99/KH-UBND", "revision": seen(held)}
    assert post(place, "commune-officer", f"{held.pk}/report/", **told).status_code == 422
    post(place, "commune-officer", f"{held.pk}/report/", **(told | {"symbols": "12/kh-ubnd", "proposed": product.pk}))
    assert Evidence.objects.get().document == product
    assert f'href="/documents/{product.pk}/"' in page(place, "head", held)
    Document.objects.filter(pk=product.pk).update(reach=Reach.NAMED)
    told = page(place, "head", held)
    assert f'href="/documents/{product.pk}/"' not in told
    assert "văn bản bạn không được xem" in told


def test_a_secret_file_is_refused_and_said_beside_the_form(place: Place, accepted: Assignment) -> None:
    kept = StoredFile.objects.count()
    told = {"results": "Xong", "revision": seen(accepted)}
    secret = SimpleUploadedFile("mat.txt", "TUYỆT MẬT\nBáo cáo".encode())
    answer = post(place, "commune-officer", f"{accepted.pk}/report/", **told, files=[secret])
    assert answer.status_code == 422
    assert StoredFile.objects.count() == kept
    assert not Report.objects.exists()


def test_a_scan_is_taken_when_its_paper_was_looked_at(place: Place, accepted: Assignment) -> None:
    scan = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    by = place.people["commune-officer"]
    with pytest.raises(documents.Unread):
        reporting.report(accepted, Told("Xong"), files=[File(scan, "anh.png")], by=by)
    row = reporting.report(accepted, Told("Xong"), files=[File(scan, "anh.png", unmarked=True)], by=by)
    assert row.evidence.get().name == "anh.png"


def test_the_page_costs_as_many_queries_with_hundreds_of_duties_and_reports(place: Place, accepted: Assignment) -> None:
    def cost(who: str) -> int:
        client = place.client(who)
        client.get("/followup/0/")
        with CaptureQueriesContext(connection) as told:
            assert client.get(f"/followup/{accepted.pk}/").status_code == 200
        return len(told)

    officer, head = place.people["commune-officer"], place.people["commune-head"]
    (child,) = pass_down(accepted, [place.commune], Duty("Việc"), by=head)
    reporting.report(accepted, Told("Kỳ 0"), files=[File(b"tep", "tep.txt")], by=officer)
    taking.ask(accepted, "Hỏi", by=officer)
    pass_down(child, [place.commune], Duty("Việc con"), by=head)
    few = {who: cost(who) for who in ("commune-officer", "head", "inspector")}
    Assignment.objects.bulk_create(
        [Assignment(assigner=place.commune, lead=place.commune, action=f"Việc {n}", parent=accepted,
                    trail=f"{accepted.pk}.", assigned_by=head.user, assigned_at=timezone.now(), due_on=soon(n))
         for n in range(200)]
    )  # fmt: skip
    Report.objects.bulk_create(
        [Report(assignment=accepted, unit=place.commune, until=soon(-n), results=f"Kỳ {n}", by=officer.user,
                at=timezone.now() - timedelta(n), on=soon(-n)) for n in range(200)]
    )  # fmt: skip
    for n in range(3):
        taking.ask(accepted, f"Hỏi {n}", by=officer)
    many = {who: cost(who) for who in few}
    assert max(many.values()) <= max(few.values()) + 1
    assert max(many.values()) <= 24


def test_extensions_and_remarks_of_a_duty_stay_with_it(place: Place, accepted: Assignment) -> None:
    other = give(place)
    row = extending.ask_extension(accepted, soon(60), "Chờ", by=place.people["commune-officer"])
    assert "Chờ quyết định" in page(place, "head", accepted)
    assert "Chờ quyết định" not in page(place, "head", other)
    assert row.assignment == accepted
