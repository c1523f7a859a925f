"""Does what has been kept long enough go, and nothing else?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.privacy.actions import seen
from thongsuot.privacy.models import Viewing
from thongsuot.privacy.retention import apply_retention
from thongsuot.privacy.rules import kinds
from thongsuot.units.models import Device, Token, User
from thongsuot.units.people import issue_token, set_active

TODAY = date(2026, 11, 26)


def ago(code: str, extra: int) -> datetime:
    """A moment that lies the kind's days and some more behind noon of today."""
    days = kinds()[code].days
    assert days is not None
    return datetime(2026, 11, 26, 5, 0, tzinfo=UTC) - timedelta(days=days + extra)


def device(user: User, key: str, at: datetime) -> Device:
    held = Device.objects.create(user=user, session=key, agent="Firefox", address="10.0.0.7")
    Session.objects.create(session_key=key, session_data="x", expire_date=datetime(2099, 1, 1, tzinfo=UTC))
    Device.objects.filter(pk=held.pk).update(seen_at=at)
    return held


def test_devices_unseen_for_long_are_signed_out(place: Place) -> None:
    user = place.people["clerk"].user
    old, young = device(user, "old", ago("devices", 0)), device(user, "young", ago("devices", -1))
    assert apply_retention(TODAY)["devices"] == 1
    assert not Device.objects.filter(pk=old.pk).exists()
    assert Device.objects.filter(pk=young.pk).exists()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["young"]


def test_a_session_that_ends_tonight_stays(db: None) -> None:
    now = timezone.now()
    for key, expires in (("over", now - timedelta(minutes=1)), ("tonight", now + timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="x", expire_date=expires)
    assert apply_retention(timezone.localdate())["sessions"] == 1
    assert Session.objects.get().session_key == "tonight"


def test_keys_revoked_or_expired_for_long_go(place: Place) -> None:
    held = {name: issue_token(place.people["clerk"], name, writes=False, days=9)[0] for name in "abc"}
    Token.objects.filter(pk=held["a"].pk).update(revoked_at=ago("tokens", 0), expires_on=date(2099, 1, 1))
    Token.objects.filter(pk=held["b"].pk).update(expires_on=ago("tokens", 0).date())
    Token.objects.filter(pk=held["c"].pk).update(expires_on=ago("tokens", -1).date())
    assert apply_retention(TODAY)["tokens"] == 2
    assert Token.objects.get().name == "c"


def test_views_and_sign_ins_go_by_their_days(place: Place) -> None:
    seen(place.people["head"], "document:1")
    seen(place.people["head"], "document:2")
    Viewing.objects.filter(subject="document:1").update(at=ago("views", 0))
    Viewing.objects.filter(subject="document:2").update(at=ago("views", -1))
    for username, extra in (("old", 0), ("young", -1)):
        AccessAttempt.objects.create(username=username, failures_since_start=1)
        AccessAttempt.objects.filter(username=username).update(attempt_time=ago("sign-ins", extra))
        AccessLog.objects.create(username=username)
        AccessLog.objects.filter(username=username).update(attempt_time=ago("sign-ins", extra))
    counts = apply_retention(TODAY)
    assert (counts["views"], counts["sign-ins"]) == (1, 2)
    assert Viewing.objects.get().subject == "document:2"
    assert AccessLog.objects.get().username == AccessAttempt.objects.get().username == "young"


def test_an_account_closed_for_long_is_made_anonymous(place: Place) -> None:
    days = kinds()["account"].days
    assert days is not None
    user = place.people["commune-officer"].user
    set_active(user, False, by=place.people["administrator"])
    today = timezone.localdate()
    assert apply_retention(today + timedelta(days=days - 1))["account"] == 0
    assert apply_retention(today + timedelta(days=days))["account"] == 1
    user.refresh_from_db()
    assert (user.username, user.erased_at is not None) == (f"erased-{user.pk}", True)
    assert apply_retention(today + timedelta(days=days + 1))["account"] == 0
    assert not list(verify())


def test_an_account_opened_again_in_between_starts_anew(place: Place) -> None:
    user, admin = place.people["commune-officer"].user, place.people["administrator"]
    for active in (False, True):
        set_active(user, active, by=admin)
    assert apply_retention(timezone.localdate() + timedelta(days=10_000))["account"] == 0


def test_the_event_holds_counts_and_no_names(place: Place) -> None:
    device(place.people["clerk"].user, "old", ago("devices", 0))
    apply_retention(TODAY)
    event = Event.objects.get(verb="retention-applied")
    assert event.after["devices"] == 1
    assert event.subject == "retention:2026-11-26"
    assert all(isinstance(count, int) for count in event.after.values())
    before = Event.objects.count()
    assert not any(apply_retention(TODAY).values())
    assert Event.objects.count() == before


def test_the_command_says_what_went(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("retain")
    assert len(capsys.readouterr().out) > 10
