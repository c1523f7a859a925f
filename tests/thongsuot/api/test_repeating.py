"""Is a request that is sent twice done once?"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.api.conftest import Api
from tests.thongsuot.api.test_writing import sent
from tests.thongsuot.conftest import Place
from thongsuot.api.idempotency import forget
from thongsuot.api.models import Repetition
from thongsuot.documents import actions
from thongsuot.documents.models import Document, Version

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")


def test_the_second_time_gets_the_first_answer(api: Api) -> None:
    clerk, body = api("clerk"), sent(texts.REGULATION)
    first = clerk.post("/api/documents", body, Idempotency_Key="a-1")
    second = clerk.post("/api/documents", body, Idempotency_Key="a-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert first.headers["Location"] == second.headers["Location"]
    assert Document.objects.count() == 1


def test_a_form_is_known_again(api: Api, regulation: Document) -> None:
    clerk = api("clerk").client
    path = f"/api/documents/{regulation.pk}/versions"

    def send(text: str) -> int:
        file = SimpleUploadedFile("x.txt", text.encode())
        return clerk.post(path, {"file": file}, headers={"Idempotency-Key": "b"}).status_code

    assert [send("Điều 1. Một."), send("Điều 1. Một."), send("Điều 1. Hai.")] == [201, 201, 422]
    assert Version.objects.filter(document=regulation).count() == 2


def test_a_key_serves_one_request(api: Api) -> None:
    clerk = api("clerk")
    clerk.post("/api/documents", sent(texts.REGULATION), Idempotency_Key="c")
    answer = clerk.post("/api/documents", sent(texts.GUIDELINE), Idempotency_Key="c")
    assert (answer.status_code, answer.json()["error"]) == (422, "key-reused")


def test_keys_of_two_people_are_two_keys(place: Place, api: Api) -> None:
    one = api("clerk").post("/api/documents", sent(texts.REGULATION), Idempotency_Key="d")
    other = api("commune-clerk").post("/api/documents", sent(texts.GUIDELINE), Idempotency_Key="d")
    assert (one.status_code, other.status_code) == (201, 201)


def test_a_request_that_failed_may_be_mended_under_the_same_key(api: Api) -> None:
    clerk = api("clerk")
    assert clerk.post("/api/documents", sent(texts.REGULATION, unit=999), Idempotency_Key="e").status_code == 422
    assert clerk.post("/api/documents", sent(texts.REGULATION), Idempotency_Key="e").status_code == 201


def test_a_request_whose_end_is_not_known_is_never_done_again(place: Place, api: Api) -> None:
    clerk, body = api("clerk"), sent(texts.REGULATION)
    clerk.post("/api/documents", body, Idempotency_Key="g")
    Repetition.objects.update(status=0, body="")  # as it stands while the first is being done, or if it died
    answer = clerk.post("/api/documents", body, Idempotency_Key="g")
    assert (answer.status_code, answer.json()["error"]) == (409, "in-progress")
    assert Document.objects.count() == 1


def test_keys_are_forgotten_after_a_day(api: Api) -> None:
    api("clerk").post("/api/documents", sent(texts.REGULATION), Idempotency_Key="h")
    assert forget() == 0
    Repetition.objects.update(at=timezone.now() - timedelta(hours=25))
    assert forget() == 1


def test_nothing_of_a_file_is_kept_before_the_secrecy_check(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    held = list[tuple[str, str]]()

    def admit(*args: object) -> object:
        held.extend(Repetition.objects.values_list("digest", "body"))
        return real(*args)

    real = actions.admit
    monkeypatch.setattr(actions, "admit", admit)
    answer = api("clerk").post("/api/documents", sent(texts.SECRET), Idempotency_Key="i")
    assert answer.json()["error"] == "refused"
    assert held == [("", "")]
    assert not Repetition.objects.exists()


@pytest.mark.parametrize("key", ["x" * 201, "ý", "a\tb"])
def test_an_odd_key_is_told(api: Api, key: str) -> None:
    answer = api("clerk").post("/api/documents", sent(texts.REGULATION), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
