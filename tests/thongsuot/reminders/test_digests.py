"""One digest a day for each post, equal to its list; by e-mail in the reader's language, restricted words left out."""

from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone, translation

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.reminders.conftest import Give
from thongsuot.configuration import mailer
from thongsuot.dissemination.actions import receive, send
from thongsuot.dissemination.actions import remind as remind_of_document
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.dissemination.rules import Part
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.reminders.actions import read, remind, set_unit, wish
from thongsuot.reminders.lines import heard, lines
from thongsuot.reminders.models import Digest, Mail, Reminder
from thongsuot.reminders.outbox import send as send_waiting
from thongsuot.reminders.queries import log
from thongsuot.reminders.rules import Kind, Sending, Wanted, pause
from thongsuot.units.access import Acting, Oneself
from thongsuot.units.models import Membership, User
from thongsuot.units.people import appoint
from thongsuot.units.rules import Role

DUE = date(2026, 2, 24)


def sent() -> int:
    """Send all that waits, on a working day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thongsuot.reminders.outbox.is_working_day", lambda _day: True)
        return send_waiting()


def bell(acting: Acting) -> int:
    return Membership.objects.get(pk=acting.membership.pk).reminders_unread


def test_the_digest_says_what_the_list_says(addressed: Place, give: Give) -> None:
    give(DUE)
    give(date(2026, 2, 20), action="Báo cáo kết quả")
    give(DUE, addressed.other, partners=[addressed.commune], action="Rà soát")
    remind(DUE)
    sent()
    officer = addressed.people["commune-officer"]
    listed = lines(list(heard(officer)), officer)
    (written,) = [each for each in mail.outbox if each.to == [officer.user.email]]
    assert len(listed) == 3
    assert [line.what for line in listed] == ["Báo cáo kết quả", "Ban hành kế hoạch", "Rà soát"]
    told = str(written.body)
    places = [told.index(f"{line.reason}: {line.what}") for line in listed]
    assert places == sorted(places)
    assert told.count("\n* ") == len(listed) == Digest.objects.get(post=officer.membership).n == bell(officer)
    assert written.subject == "[Thông Suốt] 3 việc cần chú ý, ngày 24/02/2026"
    html = written.alternatives[0].content
    assert all(line.what in html and line.url in html for line in listed)


def test_who_hears_nothing_gets_nothing(addressed: Place, give: Give) -> None:
    give(DUE)
    remind(DUE)
    sent()
    assert {each.to[0] for each in mail.outbox} == {"commune-officer@vi-du.vn", "commune-head@vi-du.vn"}
    assert not Digest.objects.exclude(post__unit=addressed.commune).exists()
    assert bell(addressed.people["commune-clerk"]) == 0


def test_one_e_mail_for_a_person_of_two_posts(addressed: Place, give: Give) -> None:
    head = addressed.people["commune-head"].user
    appoint(head, addressed.other, Role.OFFICER)
    give(DUE)
    give(DUE, addressed.other, action="Việc khác")
    remind(DUE)
    sent()
    (written,) = [each for each in mail.outbox if each.to == [head.email]]
    assert "Xã Đông Hòa" in str(written.body)
    assert "Xã Tây Thịnh" in str(written.body)
    assert Digest.objects.filter(user=head).count() == 2


def test_the_receiver_reads_his_own_language(addressed: Place, give: Give) -> None:
    User.objects.filter(username="commune-head").update(language="en")
    give(DUE)
    remind(DUE)
    with translation.override("vi"):
        sent()
    told = {each.to[0]: (each.subject, str(each.body)) for each in mail.outbox}
    assert "1 reminder, 24/02/2026" in told["commune-head@vi-du.vn"][0]
    assert "Due today" in told["commune-head@vi-du.vn"][1]
    assert "Hôm nay đến hạn" in told["commune-officer@vi-du.vn"][1]


def test_no_restricted_word_leaves_by_e_mail(addressed: Place, give: Give) -> None:
    held = give(DUE, action="Rà soát nhân sự chủ chốt")
    Assignment.objects.filter(pk=held.pk).update(restricted=True)
    remind(DUE)
    sent()
    assert mail.outbox
    for each in mail.outbox:
        assert "nhân sự" not in str(each.message())
        assert "nhân sự" not in str(each.body) + each.alternatives[0].content
        assert "văn bản hạn chế" in str(each.body)
    officer = addressed.people["commune-officer"]
    assert [line.what for line in lines(list(heard(officer)), officer)] == ["Rà soát nhân sự chủ chốt"]


def test_off_means_off(addressed: Place, give: Give) -> None:
    give(DUE)
    give(DUE, addressed.other)
    commune, stranger = addressed.people["commune-officer"], addressed.people["stranger-officer"]
    wish(Wanted.NONE, by=Oneself(commune.user))
    wish(Wanted.PAGE, by=Oneself(addressed.people["commune-head"].user))
    set_unit(addressed.other, off=True, before="", revision=1, by=addressed.people["stranger-head"])
    remind(DUE)
    sent()
    assert mail.outbox == []
    assert [bell(acting) for acting in (commune, addressed.people["commune-head"], stranger)] == [0, 1, 0]
    assert not heard(commune).exists()
    assert not heard(stranger).exists()
    assert Assignment.objects.visible_to(addressed.people["head"]).count() == 2


def test_what_one_may_no_longer_open_is_not_listed(addressed: Place, give: Give) -> None:
    held = give(DUE)
    remind(DUE)
    Assignment.objects.filter(pk=held.pk).update(lead=addressed.other)
    officer = addressed.people["commune-officer"]
    assert heard(officer).count() == 1
    assert lines(list(heard(officer)), officer) == []
    assert sent() == 2  # to the head and the officer: kept as sent, but there was nothing to tell
    assert mail.outbox == []
    assert set(Mail.objects.values_list("error", flat=True)) == {"nothing-to-tell"}


def test_what_was_read_rings_no_more(addressed: Place, give: Give) -> None:
    give(date(2026, 2, 26))
    remind(date(2026, 2, 12))
    remind(date(2026, 2, 25))
    officer = addressed.people["commune-officer"]
    assert bell(officer) == 2
    assert read(date(2026, 2, 12), by=officer) == 1
    assert bell(officer) == 1
    assert bell(addressed.people["commune-head"]) == 2
    assert read(DUE, by=officer) == 0


def test_a_failing_server_loses_nothing(addressed: Place, give: Give) -> None:
    give(DUE)
    remind(DUE)
    broken = {"default": {"BACKEND": "tests.thongsuot.reminders.broken.Unreachable"}}
    with override_settings(MAILERS=broken):
        assert sent() == 0
    waiting = Mail.objects.all()
    assert {each.state for each in waiting} == {Sending.WAITING}
    assert sorted(each.attempts for each in waiting) == [0, 1]  # the second was not even tried
    assert {each.error for each in waiting} == {"", "ConnectionRefusedError"}
    assert sent() == 0  # not before its time
    Mail.objects.update(next_at=timezone.now())
    assert sent() == 2
    assert len(mail.outbox) == 2


def test_one_refused_address_does_not_hold_up_the_others(addressed: Place, give: Give) -> None:
    give(DUE)
    remind(DUE)
    refusing = {"default": {"BACKEND": "tests.thongsuot.reminders.broken.Refusing"}}
    with override_settings(MAILERS=refusing):
        for _n in range(12):
            sent()
            Mail.objects.filter(state=Sending.WAITING).update(next_at=timezone.now())
    told = {each.user.username: each for each in Mail.objects.select_related("user")}
    assert told["commune-officer"].state == Sending.SENT
    assert (told["commune-head"].state, told["commune-head"].attempts) == (Sending.FAILED, 8)
    assert told["commune-head"].error == "SMTPDataError 550"
    assert bell(addressed.people["commune-head"]) == 1
    assert pause(told["commune-head"].attempts) is None


@pytest.mark.parametrize(
    ("url", "state", "said"),
    [("", Sending.WRITTEN, "Ghi ra tệp, chưa gửi"), ("off", Sending.OFF, "Không gửi: đã tắt thư điện tử")],
)
def test_what_no_mail_server_took_is_not_called_sent(
    addressed: Place, give: Give, tmp_path: Path, url: str, state: Sending, said: str
) -> None:
    give(DUE)
    remind(DUE)
    with override_settings(MAILERS={"default": mailer(url, tmp_path)}):
        assert sent() == 2
    assert {each.state for each in Mail.objects.all()} == {state}
    (day,) = log(addressed.people["commune-head"], DUE)
    assert (day.sent, day.waiting, day.failed, day.written + day.off) == (0, 0, 0, 2)
    with mock.patch("thongsuot.reminders.views.listing.timezone.localdate", return_value=DUE):
        page = addressed.client("commune-head").get("/reminders/log/").content.decode()
    assert said in page
    assert ("Chưa cấu hình máy chủ thư" in page) == (state == Sending.WRITTEN)
    assert len(list(tmp_path.rglob("*.log"))) == (1 if url == "" else 0)


def test_nothing_is_sent_on_a_day_of_rest(addressed: Place, give: Give) -> None:
    give(DUE)
    remind(DUE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thongsuot.reminders.outbox.is_working_day", lambda _day: False)
        assert send_waiting() == 0
    assert Mail.objects.filter(state=Sending.WAITING).count() == 2


def test_units_that_are_silent_on_a_document_are_told_in_the_digest(addressed: Place) -> None:
    document = addressed.receive(texts.REGULATION)
    send(document, named([addressed.commune, addressed.other]), by=addressed.people["clerk"])
    remind_of_document(document, Part.WAITING, by=addressed.people["clerk"])
    receive(list(Delivery.objects.filter(recipient=addressed.other)), by=addressed.people["stranger-clerk"])
    today = date(2026, 12, 1)
    remind(today)
    (row,) = Reminder.objects.all()
    assert (row.kind, row.unit, row.clerk, row.head) == (Kind.RECEIVE, addressed.commune, True, False)
    clerk = addressed.people["commune-clerk"]
    assert [line.reason for line in lines(list(heard(clerk)), clerk)] == ["Chưa tiếp nhận"]
    remind(date(2026, 12, 2))
    assert Reminder.objects.count() == 1


def test_the_state_of_today_stands_beside_the_reminder_of_yesterday(addressed: Place, give: Give) -> None:
    held = give(DUE)
    remind(DUE)
    Assignment.objects.filter(pk=held.pk).update(state=State.REPORTED)
    officer = addressed.people["commune-officer"]
    assert [line.state_badge for line in lines(list(heard(officer)), officer)] == ["accent"]
