"""Who is let in, and what is said to those who are not?"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.thongsuot.api.conftest import Api, Caller
from tests.thongsuot.conftest import Place
from thongsuot.api import tokens
from thongsuot.documents.models import Document
from thongsuot.units.models import Membership, Token, User
from thongsuot.units.people import edit_profile, issue_token, revoke_token

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")


def test_a_key_acts_in_the_post_it_was_issued_for(api: Api, place: Place) -> None:
    said = api("commune-clerk").get("/api/me").json()
    assert said["unit"]["id"] == place.commune.pk
    assert said["role"] == "clerk"
    assert "register" in said["rights"]


def test_nobody_is_asked_to_sign_in(place: Place) -> None:
    answer = Client().get("/api/documents")
    assert answer.status_code == 401
    assert answer.json()["error"] == "not-signed-in"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer ts_wrong", "Basic abc", "ts_wrong", "Bearer"])
def test_a_wrong_key_opens_nothing_even_beside_a_session(place: Place, header: str) -> None:
    answer = place.client("clerk").get("/api/documents", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "bad-key")


def test_a_revoked_key_opens_nothing(place: Place) -> None:
    token, key = issue_token(place.people["clerk"], "x", writes=True, days=3)
    assert Caller(key).get("/api/me").status_code == 200
    revoke_token(token, by=place.people["clerk"])
    assert Caller(key).get("/api/me").status_code == 401


def test_a_key_opens_until_its_last_day(place: Place) -> None:
    token, key = issue_token(place.people["clerk"], "x", writes=False, days=3)
    Token.objects.filter(pk=token.pk).update(expires_on=timezone.localdate())
    assert Caller(key).get("/api/me").status_code == 200
    Token.objects.filter(pk=token.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Caller(key).get("/api/me").status_code == 401


def test_a_key_ends_with_its_post_and_with_its_account(place: Place, api: Api) -> None:
    clerk, officer = api("clerk"), api("officer")
    Membership.objects.filter(pk=place.people["clerk"].membership.pk).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    User.objects.filter(pk=place.people["officer"].user.pk).update(is_active=False)
    assert clerk.get("/api/me").status_code == 401
    assert officer.get("/api/me").status_code == 401


def test_a_key_that_only_reads_writes_nothing(api: Api, regulation: Document) -> None:
    answer = api("clerk", writes=False).post(f"/api/documents/{regulation.pk}/close")
    assert (answer.status_code, answer.json()["error"]) == (403, "read-only")
    regulation.refresh_from_db()
    assert regulation.closed_at is None


def test_a_session_reads_and_writes_with_the_csrf_token_alone(place: Place, regulation: Document) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.people["clerk"].user, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/api/documents/{regulation.pk}").status_code == 200
    path = f"/api/documents/{regulation.pk}/close"
    answer = client.post(path, {}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")
    token = "x" * 32
    client.cookies["csrftoken"] = token
    answer = client.post(path, {}, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_too_many_requests_are_told_to_wait(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from thongsuot.api.service import api as service

    cache.clear()
    for bound in service._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                for throttle in operation.throttle_objects:
                    assert isinstance(throttle, tokens.CallerThrottle)
                    monkeypatch.setattr(throttle, "num_requests", 2)
    one, other = api("clerk"), api("officer")
    assert [one.get("/api/me").status_code for _ in range(3)] == [200, 200, 429]
    answer = one.get("/api/me")
    assert answer.json()["error"] == "too-many"
    assert int(answer.headers["Retry-After"]) > 0
    assert other.get("/api/me").status_code == 200


def test_sentences_are_in_the_language_of_the_keys_holder(place: Place, api: Api) -> None:
    officer = api("officer")
    user = place.people["officer"].user
    edit_profile(user, name=user.name, email=user.email, language="en")
    assert officer.get("/api/documents/999").json()["message"] == "There is nothing here that you may see."
    vietnamese = officer.client.get("/api/documents/999", headers={"Accept-Language": "vi"})
    assert vietnamese.headers["Content-Language"] == "vi"


def test_an_address_without_an_operation_answers_in_the_same_shape(api: Api) -> None:
    answer = api("clerk").get("/api/no/such")
    assert (answer.status_code, answer.json()["error"]) == (404, "not-found")
