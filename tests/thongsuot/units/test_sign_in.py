"""How somebody comes in: the password, the code, the pauses, and what is never told."""

import re

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from tests.thongsuot.conftest import PASSWORD, Place
from thongsuot.units.models import Device, User
from thongsuot.units.people import begin_totp, set_active, totp_fits


def enter(client: Client, username: str, password: str = PASSWORD, to: str = "") -> object:
    return client.post("/sign-in/", {"username": username, "password": password, "next": to})


def with_factor(place: Place, who: str) -> pyotp.TOTP:
    secret = begin_totp()
    User.objects.filter(pk=place.people[who].user.pk).update(totp_secret=secret)
    return pyotp.TOTP(secret)


def later(totp: pyotp.TOTP, steps: int = 0) -> str:
    return totp.at(int(timezone.now().timestamp()) + 30 * steps)


def test_a_clerk_signs_in_and_goes_where_he_was_going(place: Place) -> None:
    client = Client(HTTP_USER_AGENT="Firefox " + "x" * 500)
    answer = enter(client, "clerk", to="/units/")
    assert (answer.status_code, answer["Location"]) == (302, "/units/")
    assert client.get("/units/").status_code == 200
    device = Device.objects.get(user__username="clerk")
    assert len(device.agent) == 200
    assert device.address == "127.0.0.1"
    assert device.session == client.session.session_key


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/sign-in/"])
def test_signing_in_never_leads_off_the_site(place: Place, to: str) -> None:
    assert enter(Client(), "clerk", to=to)["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(place: Place) -> None:
    set_active(place.people["officer"].user, False, by=place.people["administrator"])
    pages = [
        enter(Client(), name, password).content.decode().replace(name, "")
        for name, password in (("clerk", "wrong"), ("nobody-at-all", "wrong"), ("officer", PASSWORD))
    ]
    said = [page.split("notice-error")[1].split("</form>")[0] for page in pages]
    said = [re.sub(r'value="[^"]*"', "", part) for part in said]
    assert said[0] == said[1] == said[2]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in said[0] or "do not fit" in said[0]


def test_the_session_gets_a_fresh_key(place: Place) -> None:
    client = Client()
    with_factor(place, "clerk")
    enter(client, "clerk")
    before = client.session.session_key
    totp = pyotp.TOTP(User.objects.get(username="clerk").totp_secret)
    client.post("/sign-in/code/", {"code": later(totp)})
    assert client.session.session_key not in ("", None, before)


def test_five_wrong_passwords_pause_this_name_and_the_page_says_for_how_long(place: Place) -> None:
    client = Client()
    for _try in range(5):
        answer = enter(client, "clerk", "wrong")
    assert answer.status_code == 429
    assert " 15 " in answer.content.decode()
    assert enter(client, "clerk").status_code == 429, "the right password comes too early"
    assert enter(client, "officer").status_code == 302, "somebody else is not held up"


def test_with_a_second_factor_the_password_alone_opens_nothing(place: Place) -> None:
    totp, client = with_factor(place, "head"), Client()
    assert enter(client, "head", to="/units/")["Location"] == "/sign-in/code/"
    assert client.get("/units/").status_code == 302
    assert not Device.objects.exists()
    assert client.post("/sign-in/code/", {"code": f" {later(totp)[:3]} {later(totp)[3:]}"})["Location"] == "/units/"
    assert client.get("/units/").status_code == 200


def test_a_code_serves_once(place: Place) -> None:
    totp = with_factor(place, "head")
    code = later(totp)
    user = User.objects.get(username="head")
    assert totp_fits(user, code)
    assert not totp_fits(user, code)
    assert not totp_fits(user, later(totp, -1)), "nor an older one afterwards"
    client = Client()
    enter(client, "head")
    assert client.post("/sign-in/code/", {"code": code}).status_code == 400
    assert client.post("/sign-in/code/", {"code": later(totp, 1)}).status_code == 302


def test_five_wrong_codes_end_the_second_step_and_pause_the_name(place: Place) -> None:
    totp, client = with_factor(place, "head"), Client()
    enter(client, "head")
    wrong = "000000" if later(totp) != "000000" else "111111"
    answers = [client.post("/sign-in/code/", {"code": wrong}).status_code for _try in range(5)]
    assert answers[:4] == [400] * 4
    assert answers[4] in (302, 429)
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert enter(client, "head").status_code == 429, "wrong codes count with wrong passwords"


def test_a_code_page_without_a_password_before_it_leads_back(place: Place) -> None:
    with_factor(place, "head")
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"
    assert Client().post("/sign-in/code/", {"code": "123456"})["Location"] == "/sign-in/"


def test_the_second_step_waits_ten_minutes_and_no_longer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    totp, client = with_factor(place, "head"), Client()
    enter(client, "head")
    now = timezone.now().timestamp()
    monkeypatch.setattr("thongsuot.units.views.sign_in.time.time", lambda: now + 601)
    assert client.post("/sign-in/code/", {"code": later(totp)})["Location"] == "/sign-in/"


def test_a_temporary_password_must_be_changed_before_anything_else(place: Place) -> None:
    User.objects.filter(username="clerk").update(must_change_password=True)
    client = Client()
    assert enter(client, "clerk", to="/units/")["Location"] == "/account/password/"
    for url in ("/units/", "/account/", "/account/keys/"):
        assert client.get(url)["Location"] == "/account/password/"
    short = client.post("/account/password/", {"new": "ngan", "again": "ngan"})
    assert short.status_code == 400
    same = client.post("/account/password/", {"new": PASSWORD, "again": PASSWORD})
    assert same.status_code == 400
    fine = {"new": "mot-cau-that-dai-khac", "again": "mot-cau-that-dai-khac"}
    assert client.post("/account/password/", fine)["Location"] == "/"
    assert client.get("/units/").status_code == 200


def test_the_language_of_the_account_is_the_language_of_its_pages(place: Place) -> None:
    User.objects.filter(username="clerk").update(language="en")
    client = Client()
    assert enter(client, "clerk").cookies["language"].value == "en"
    assert "Units" in client.get("/units/").content.decode()


def test_signing_out_takes_a_post_and_forgets_the_device(place: Place) -> None:
    client = place.client("clerk")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/units/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/units/").status_code == 302
    assert not Device.objects.filter(user__username="clerk").exists()


def test_password_managers_and_pasting_are_allowed(place: Place, settings: object) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert "oidc/authenticate" not in page


def test_the_organisations_own_sign_in_is_offered_where_it_is_set_up(place: Place, settings: object) -> None:
    settings.OIDC_RP_CLIENT_ID = "thongsuot"  # type: ignore[attr-defined]
    assert "/oidc/authenticate/?next=/units/" in Client().get("/sign-in/?next=/units/").content.decode()
