"""Is the description whole, and does the API keep it whatever is sent?"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.api.service import api as service
from thongsuot.documents.models import Document
from thongsuot.documents.review import add
from thongsuot.documents.rules import Kind
from thongsuot.events.queries import verify
from thongsuot.units.people import issue_token

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")
SHOWN = "THONGSUOT_FUZZ" in os.environ
FEW = settings(
    max_examples=int(os.environ.get("THONGSUOT_FUZZ", "6")), deadline=None, database=None, derandomize=True,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
"""``THONGSUOT_FUZZ=200`` asks for more and tells what was answered."""


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """All operations of the description."""
    schema = service.get_openapi_schema(path_prefix="/api/")
    return [(path, method, told) for path, methods in schema["paths"].items() for method, told in methods.items()]


@pytest.mark.parametrize(("path", "method", "told"), operations(), ids=lambda value: str(value)[:60])
def test_every_operation_is_described(path: str, method: str, told: dict[str, Any]) -> None:
    assert told["summary"]
    assert told["description"]
    assert told["security"] == [{"KeyAuth": []}, {"SessionAuth": []}]
    for status, answer in told["responses"].items():
        if int(status) >= 400:
            assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Error")
    assert (method == "get") or "409" in map(str, told["responses"])


def test_the_description_is_given_and_names_what_it_refers_to(db: None) -> None:
    said = Client().get("/api/openapi.json").json()
    schemas = said["components"]["schemas"]
    assert said["openapi"].startswith("3.1")

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    refs = set(walk(said))
    assert refs
    assert {ref.rpartition("/")[2] for ref in refs} <= set(schemas)


@pytest.fixture
def filled(place: Place, regulation: Document) -> dict[str, str]:
    """A place with things in it, and the keys of people who may write and read all."""
    place.receive(texts.OLD_REGULATION, "cu.txt")
    place.receive(texts.INTERNAL, "nb.txt")
    span = (0, 20)
    add(regulation, Kind.EVENT, span, {"kind": "meeting", "name": "x"}, by=place.people["officer"])
    return {who: issue_token(place.people[who], "thử", writes=True, days=9)[1] for who in ("clerk", "officer", "head")}


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Requests of a real server's handler leave the test's transaction open, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("one_transaction")
def test_whatever_is_sent_is_answered_without_a_server_error(
    filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every operation, with values that fit the description and some that do not."""
    cache.clear()
    monkeypatch.setattr("thongsuot.api.tokens.CallerThrottle.allow_request", lambda self, request: True)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
    keys, answered = sorted(filled.values()), Counter[tuple[str, int]]()
    chance = random.Random(7)

    @FEW
    def call(case: schemathesis.Case) -> None:
        if "id" in case.path_parameters and chance.random() < 0.7:  # most often something that is there
            case.path_parameters["id"] = chance.choice([1, 2, 3])
        if "If-Match" in case.headers and chance.random() < 0.5:
            case.headers["If-Match"] = "*"
        response = case.call(headers={"Authorization": f"Bearer {chance.choice(keys)}"})
        answered[case.operation.label, response.status_code] += 1
        case.validate_response(response, checks=checks)

    for result in schema.get_all_operations():
        given(case=result.ok().as_strategy())(call)()
    assert {label for label, _status in answered} == {
        f"{method.upper()} {path}" for path, method, _told in operations()
    }
    assert {status for _label, status in answered} >= {200, 403, 404, 422}
    assert any(n for (label, status), n in answered.items() if status in (200, 201) and not label.startswith("GET"))
    assert not list(verify())
    if SHOWN:
        print(*(f"{n} × {status} {label}" for (label, status), n in sorted(answered.items())), sep="\n")
