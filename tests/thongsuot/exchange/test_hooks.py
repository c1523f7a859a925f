"""Are subscribers told of what their unit may see, by keys alone, signed, again when they did not answer?"""

import hashlib
import hmac
import http.server
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import close, restrict, share
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event
from thongsuot.exchange import calling, hooks, net, sealing
from thongsuot.exchange.jobs import forget
from thongsuot.exchange.models import Attempt, Call, Hook
from thongsuot.exchange.rules import WAITS, Sent, tellable
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user

URL = "https://subscriber.example/hook"
Subscribe = Callable[..., Hook]


@pytest.fixture
def subscribe(place: Place) -> Subscribe:
    def add(unit: Unit | None = None, verbs: list[str] | None = None, url: str = URL) -> Hook:
        wanted = verbs or list(hooks.offered())
        return hooks.add("Cổng", url, unit or place.commune, wanted, by=place.people["administrator"])[0]

    return add


class Answers:
    """What the subscriber answers, and what it was sent."""

    def __init__(self) -> None:
        self.status: int | None = 200
        self.deaf = ""
        self.calls: list[tuple[str, bytes, dict[str, str]]] = []

    def post(self, url: str, body: bytes, headers: dict[str, str], timeout: float = 0) -> net.Reply:
        self.calls.append((url, body, dict(headers)))
        if self.status is None or url == self.deaf:
            raise net.Unreachable("TimeoutError")
        return net.Reply(self.status, 3)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    found = Answers()
    monkeypatch.setattr(net, "post", found.post)
    return found


def told(hook: Hook) -> list[tuple[str, str]]:
    calling.gather()
    rows = [json.loads(call.body) for call in hook.calls.order_by("seq")]
    return [(row["verb"], row["subject"]) for row in rows]


def test_only_what_happens_afterwards_is_told(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    place.receive(texts.REGULATION, who="commune-clerk")
    hook = subscribe()
    assert told(hook) == []
    document = place.receive(texts.GUIDELINE, who="commune-clerk")
    assert ("registered", f"document:{document.pk}") in told(hook)


def test_what_the_unit_may_not_see_is_not_told(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe()
    document = place.receive(texts.REGULATION)  # the province's own
    assert told(hook) == []
    share(document, [place.commune], by=place.people["clerk"])
    assert ("shared", f"document:{document.pk}") in told(hook)
    stranger = place.receive(texts.GUIDELINE, who="stranger-clerk")
    assert not any(str(stranger.pk) in subject for _verb, subject in told(hook))


def test_a_unit_above_is_told_of_those_below(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe(place.province, ["registered"])
    document = place.receive(texts.REGULATION, who="commune-clerk")
    assert told(hook) == [("registered", f"document:{document.pk}")]


def test_a_restricted_document_is_told_to_nobody(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe()
    document = place.receive(texts.REGULATION, who="commune-clerk")
    by = place.people["commune-clerk"]
    document.refresh_from_db()
    restrict(document, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=document.revision, by=by, reason="")
    assert told(hook) == []


def test_verbs_that_were_not_chosen_are_not_told(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe(verbs=["closed"])
    document = place.receive(texts.REGULATION, who="commune-clerk")
    assert told(hook) == []
    close(document, by=place.people["commune-clerk"])
    assert told(hook) == [("closed", f"document:{document.pk}")]


def test_nothing_about_people_can_be_chosen(place: Place, subscribe: Subscribe) -> None:
    offered = hooks.offered()
    personal = ("account-added", "appointed", "delegated", "password-set", "profile-edited", "token-issued",
                "person-erased", "personal-data-exported", "refused", "search-saved")  # fmt: skip
    assert not [verb for verb in personal if verb in offered or tellable(verb)]
    with pytest.raises(Problem):
        subscribe(verbs=["password-set"])
    with pytest.raises(Problem):
        hooks.add("X", URL, place.commune, [], by=place.people["administrator"])


def test_a_call_says_keys_and_nothing_that_somebody_wrote(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe()
    document = place.receive(texts.REGULATION, "van-ban-mat-danh.txt", who="commune-clerk")
    close(document, by=place.people["commune-clerk"], reason="theo lời ông Nguyễn Văn A")
    add_user("nguyen.van.a")
    calling.gather()
    calling.call_due()
    assert answers.calls
    for _url, body, headers in answers.calls:
        said = json.loads(body)
        assert set(said) == {"event", "verb", "at", "subject", "thread", "unit", "href"}
        assert "Nguyễn" not in body.decode()
        assert "58-QĐ" not in body.decode()
        assert headers["X-Thongsuot-Event"] == str(said["event"])
    assert hook.calls.filter(state=Sent.SENT).count() == len(answers.calls)


def test_the_signature_is_over_moment_and_body(place: Place, answers: Answers) -> None:
    by = place.people["administrator"]
    hook, secret = hooks.add("Cổng", URL, place.commune, ["registered"], by=by)
    place.receive(texts.REGULATION, who="commune-clerk")
    calling.gather()
    assert calling.call_due() == 1
    _url, body, headers = answers.calls[0]
    at, signed = (part.partition("=")[2] for part in headers["X-Thongsuot-Signature"].split(","))
    assert signed == hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert abs(int(at) - timezone.now().timestamp()) < 60
    assert secret not in hook.secret
    assert sealing.unseal(hook.secret) == secret


def due(hook: Hook) -> Call:
    calling.gather()
    return hook.calls.get()


def test_what_is_not_answered_is_tried_again_with_longer_waits_and_given_up(
    place: Place, subscribe: Subscribe, answers: Answers
) -> None:
    hook = subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    call, now = due(hook), timezone.now()
    answers.status = 503
    for n, minutes in enumerate(WAITS, 1):
        assert calling.call_due(now) == 0
        call.refresh_from_db()
        assert (call.state, call.attempts) == (Sent.WAITING, n)
        assert call.next_at == now + timedelta(minutes=minutes)
        assert calling.call_due(now + timedelta(seconds=30)) == 0
        now = call.next_at
    calling.call_due(now)
    call.refresh_from_db()
    assert (call.state, call.attempts, call.next_at) == (Sent.FAILED, len(WAITS) + 1, None)
    assert [row.status for row in call.tries.all()] == [503] * (len(WAITS) + 1)
    assert len(answers.calls) == len(WAITS) + 1


def test_an_answer_after_a_failure_ends_the_failing(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    call = due(hook)
    answers.status = None
    calling.call_due()
    hook.refresh_from_db()
    assert hook.failing_since is not None
    assert call.tries.get().error == "TimeoutError"
    answers.status = 204
    call.refresh_from_db()
    assert calling.call_due(call.next_at) == 1
    hook.refresh_from_db()
    assert (hook.failing_since, hook.active) == (None, True)


def test_after_days_without_an_answer_it_is_switched_off_and_says_so(
    place: Place, subscribe: Subscribe, answers: Answers
) -> None:
    hook = subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    call = due(hook)
    answers.status = 500
    calling.call_due()
    call.refresh_from_db()
    Hook.objects.update(failing_since=timezone.now() - timedelta(days=4))
    calling.call_due(call.next_at)
    hook.refresh_from_db()
    assert not hook.active
    assert "3" in hook.note
    assert Event.objects.filter(verb="hook-stopped", subject=f"hook:{hook.pk}").count() == 1
    place.receive(texts.GUIDELINE, who="commune-clerk")
    calling.gather()
    assert hook.calls.count() == 1


def test_switched_on_again_it_is_told_from_then_on(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook, admin = subscribe(verbs=["registered"]), place.people["administrator"]
    hook = hooks.edit(hook, "Cổng", URL, ["registered"], active=False, revision=hook.revision, by=admin)
    place.receive(texts.REGULATION, who="commune-clerk")
    with pytest.raises(Stale):
        hooks.edit(hook, "Cổng", URL, ["registered"], active=True, revision=99, by=admin)
    hook = hooks.edit(hook, "Cổng", URL, ["registered"], active=True, revision=hook.revision, by=admin)
    assert told(hook) == []


def test_a_call_can_be_made_again(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    call = due(hook)
    calling.call_due()
    hooks.again(call, by=place.people["administrator"])
    assert calling.call_due() == 1
    assert [body for _url, body, _headers in answers.calls] == [call.body.encode()] * 2
    assert Attempt.objects.filter(call=call).count() == 2


def test_a_call_belongs_to_the_worker_that_took_it(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    hook = subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    call, now = due(hook), timezone.now()
    assert calling.claimed(call, now)
    assert not calling.claimed(call, now)
    assert calling.call_due(now) == 0
    assert answers.calls == []
    calling.gather()
    assert hook.calls.count() == 1


def test_who_does_not_answer_is_not_waited_for_twice_in_a_round(
    place: Place, subscribe: Subscribe, answers: Answers
) -> None:
    silent = subscribe(verbs=["registered"])
    subscribe(verbs=["registered"], url="https://other.example/")
    for text in (texts.REGULATION, texts.GUIDELINE):
        place.receive(text, who="commune-clerk")
    calling.gather()
    answers.deaf = silent.url
    assert calling.call_due() == 2
    assert [url for url, _body, _headers in answers.calls].count(silent.url) == 1


def test_what_was_told_long_ago_is_forgotten(place: Place, subscribe: Subscribe, answers: Answers) -> None:
    subscribe(verbs=["registered"])
    place.receive(texts.REGULATION, who="commune-clerk")
    calling.gather()
    calling.call_due()
    Call.objects.update(made_at=timezone.now() - timedelta(days=91))
    place.receive(texts.GUIDELINE, who="commune-clerk")
    calling.gather()
    assert forget(timezone.localdate()) == 2
    assert Call.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "inspector", "commune-administrator"])
def test_only_the_highest_administrator_subscribes(place: Place, who: str) -> None:
    with pytest.raises(Forbidden):
        hooks.add("X", URL, place.commune, ["registered"], by=place.people[who])


@pytest.mark.parametrize(
    "url",
    [
        "http://subscriber.example/", "ftp://subscriber.example/", "https://", "subscriber.example", "https://a b/",
        "https://user:pass@subscriber.example/", "https://localhost/", "https://intranet/", "https://127.0.0.1/",
        "https://10.1.2.3/", "https://192.168.1.1/", "https://169.254.169.254/latest", "https://[::1]/",
        "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/", "https://printer.local/",
        "https://subscriber.example/#a", "https://subscriber.example:99999/", "https://100.64.0.1/", "https://[64:ff9b::a00:1]/",
    ],
)  # fmt: skip
def test_an_address_inside_or_without_https_is_refused(place: Place, subscribe: Subscribe, url: str) -> None:
    with pytest.raises(Problem):
        subscribe(url=url)


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.5", "::1", "169.254.169.254"])
def test_a_name_that_leads_inside_is_not_called(inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in inner else socket.AF_INET

    def rows(*_args: Any, **_named: Any) -> list[Any]:
        good = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))
        return [good, (family, socket.SOCK_STREAM, 6, "", (inner, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", rows)
    with pytest.raises(net.Unreachable, match="private"):
        net.post(URL, b"{}", {})


class Subscriber(http.server.BaseHTTPRequestHandler):
    """Answers by a redirect."""

    seen: list[dict[str, str]]

    def do_POST(self) -> None:
        self.seen.append(dict(self.headers))
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:1/inside")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@pytest.fixture
def served() -> Iterator[tuple[str, list[dict[str, str]]]]:
    seen: list[dict[str, str]] = []
    server = http.server.HTTPServer(("127.0.0.1", 0), type("Own", (Subscriber,), {"seen": seen}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook?a=1", seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_redirect_is_not_followed(served: tuple[str, list[dict[str, str]]], settings: Any) -> None:
    url, seen = served
    with pytest.raises(net.Unreachable):
        net.post(url, b"{}", {})
    settings.HOOKS_PRIVATE = True
    assert net.post(url, b"{}", {"X-A": "1"}).status == 302
    assert len(seen) == 1
    assert seen[0]["X-A"] == "1"
    assert seen[0]["Host"] == url.split("/")[2]


def test_nobody_there_is_a_fault_in_a_word(settings: Any) -> None:
    settings.HOOKS_PRIVATE = True
    with pytest.raises(net.Unreachable):
        net.post("http://127.0.0.1:9/", b"{}", {}, timeout=2)
