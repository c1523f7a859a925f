"""What somebody does with his own account: particulars, password, second factor, devices, keys."""

import re

import pyotp
from django.test import Client
from django.utils import timezone

from tests.thongsuot.conftest import PASSWORD, Place
from thongsuot.events.models import Event
from thongsuot.units.models import Device, Token, User
from thongsuot.units.people import token_digest


def signed_in(username: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": username, "password": PASSWORD})
    return client


def test_particulars_are_saved_and_the_event_names_fields_not_values(place: Place) -> None:
    client = place.client("clerk")
    typed = {"name": "Nguyễn Thị Văn Thư", "email": "vt@lamson.example", "language": "en"}
    answer = client.post("/account/", typed)
    assert answer.status_code == 302
    assert answer.cookies["language"].value == "en"
    event = Event.objects.get(verb="profile-edited")
    assert event.after == {"fields": ["name", "email", "language"]}
    assert event.actor.username == "clerk"
    assert "Nguyễn" not in str(event.after)


def test_a_changed_password_keeps_this_device_and_signs_the_others_out(place: Place) -> None:
    here, there = signed_in("clerk"), signed_in("clerk")
    new = "mot-cau-that-dai-khac"
    wrong = here.post("/account/password/", {"old": "nope", "new": new, "again": new})
    assert wrong.status_code == 400
    differ = here.post("/account/password/", {"old": PASSWORD, "new": new, "again": new + "x"})
    assert differ.status_code == 400
    assert here.post("/account/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 302
    assert here.get("/units/").status_code == 200
    assert there.get("/units/").status_code == 302
    assert [device.session for device in Device.objects.filter(user__username="clerk")] == [here.session.session_key]
    assert Event.objects.get(verb="password-set").actor.username == "clerk"


def test_a_second_factor_is_set_with_a_code_and_removed_with_another(place: Place) -> None:
    client = place.client("officer")
    page = client.get("/account/second-factor/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = re.search(r'<code class="once">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")  # type: ignore[index]
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 400
    totp, now = pyotp.TOTP(secret), int(timezone.now().timestamp())
    assert client.post("/account/second-factor/", {"code": totp.at(now)}).status_code == 302
    user = User.objects.get(username="officer")
    assert user.totp_secret == secret
    assert secret not in client.get("/account/second-factor/").content.decode()
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 400
    assert client.post("/account/second-factor/", {"code": totp.at(now)}).status_code == 302
    user.refresh_from_db()
    assert user.totp_secret == ""
    assert list(Event.objects.filter(thread=f"user:{user.pk}").order_by("-seq").values_list("verb", flat=True)[:2]) == [
        "second-factor-removed", "second-factor-set",
    ]  # fmt: skip


def test_a_device_signed_out_from_afar_is_out_at_once(place: Place) -> None:
    here, there = signed_in("head"), signed_in("head")
    lost = Device.objects.get(session=there.session.session_key)
    assert "thiết bị này" in here.get("/account/devices/", headers={"accept-language": "vi"}).content.decode()
    here.post("/account/devices/sign-out/", {"device": lost.pk})
    assert there.get("/units/").status_code == 302
    assert here.get("/units/").status_code == 200
    assert Event.objects.filter(verb="signed-out", actor__username="head").exists()


def test_all_other_devices_are_signed_out_in_one_go(place: Place) -> None:
    here, *others = (signed_in("head") for _n in range(3))
    here.post("/account/devices/sign-out/")
    assert [client.get("/units/").status_code for client in (here, *others)] == [200, 302, 302]


def test_a_strangers_device_cannot_be_signed_out(place: Place) -> None:
    his = signed_in("head")
    mine = signed_in("stranger-head")
    device = Device.objects.get(session=his.session.session_key)
    mine.post("/account/devices/sign-out/", {"device": device.pk})
    assert his.get("/units/").status_code == 200


def test_a_key_is_shown_once_and_kept_as_a_hash(place: Place) -> None:
    client = place.client("clerk")
    page = client.post("/account/keys/", {"name": "Đồng bộ", "writes": "write", "days": 30}).content.decode()
    key = re.search(r">(ts_[\w-]+)<", page)[1]  # type: ignore[index]
    token = Token.objects.get(digest=token_digest(key))
    assert token.writes
    assert key not in client.get("/account/keys/").content.decode()
    assert place.client("officer").post(f"/account/keys/{token.pk}/revoke/").status_code == 404
    assert client.post(f"/account/keys/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
