"""Does every address answer everybody exactly as the table says?"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.thongsuot.matrix import world as worlds
from tests.thongsuot.matrix.rules import Answer, Rule
from tests.thongsuot.matrix.world import CHARACTERS, World
from thongsuot.api.service import api
from thongsuot.documents.rules import Reach
from thongsuot.events.models import Chain
from thongsuot.units.people import issue_token

TABLE = Path(__file__).parent / "matrix" / "expectations.toml"
DENIED = (302, 401, 403, 404)


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address the application answers at, as its pattern is written."""
    for entry in (resolver or get_resolver()).url_patterns:
        written = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, written)
        elif isinstance(entry, URLPattern):
            yield written


@cache
def table() -> dict[str, dict[str, Answer]]:
    """What is expected: by address and method."""
    told = tomllib.loads(TABLE.read_text("utf-8"))
    out: dict[str, dict[str, Answer]] = {}
    for name, facts in told["rules"].items():
        sets = {key: frozenset(facts[key]) for key in ("roles", "acts", "owner", "only") if key in facts}
        rule = Rule(**{**facts, **sets})
        for address, methods in told.get(name, {}).items():
            for method, answer in methods.items():
                if method in ("body", "query"):
                    continue
                assert method not in out.get(address, {}), f"{method} {address} stands under two rules"
                first = isinstance(answer, str)
                out.setdefault(address, {})[method] = Answer(
                    rule, int(str(answer).rstrip("!")), first, methods.get("body", {}), methods.get("query", "")
                )
    return out


def filled(pattern: str, world: World, reach: str) -> str:
    """An address of this world: whatever the pattern asks for is there."""
    document, finding = world.documents[reach], world.findings[reach]
    unit, user = world.units["own"].pk, world.subject.pk
    keys = {
        "documents/": document.pk, "d/": document.pk, "search/similar/": document.pk, "privacy/archive/": document.pk,
        "consolidations/documents/": document.pk,
        "api/documents/": document.pk, "api/findings/": finding.pk, "units/": unit, "api/units/": unit,
        "d/^units/": unit, "d/^saved/": world.saved.pk, "search/saved/": world.saved.pk, "people/": user,
        "people/posts/": world.post.pk, "privacy/people/": user, "account/delegations/": world.delegation.pk,
        "account/keys/": world.token.pk, "calendars/": world.calendar.pk, "dissemination/documents/": document.pk,
        "dissemination/conferences/": world.venue.conference_id, "dissemination/venues/": world.venue.pk,
        "dissemination/files/": world.material.pk, "dissemination/deliveries/": world.sent.pk,
        "programmes/start/": document.pk,
        "programmes/exemptions/ask/": document.pk, "programmes/coverage/": document.pk,
        "followup/give/document/": document.pk, "followup/conferences/": world.venue.conference_id,
        "followup/give/programme/": world.answer.programme.pk, **world.duties.keys,
        "programmes/": world.answer.programme.pk, "programmes/items/": world.answer.basis.item_id,
        "programmes/bases/": world.answer.basis.pk, "programmes/comments/": world.answer.comment.pk,
        "programmes/exemptions/": world.answer.exemption.pk, "publishing/": document.pk,
        "publishing/withdraw/": world.publication.pk, "exchange/documents/": document.pk,
        "exchange/programmes/": world.answer.programme.pk, **world.exchanged,
        "handover/": world.gone.pk, "handover/documents/": world.left.pk,
    }  # fmt: skip
    start = max((start for start in keys if pattern.startswith(start)), key=len, default="")
    written = pattern
    for asked, value in (
        ("(?:(?P<lang>en)/)?", ""), ("<slug:slug>", world.publication.slug), ("<slug:name>", "led"), ("<int:part>", 1),
        ("(?P<slug>[a-z0-9-]+)", world.publication.slug), ("(?P<form>html|txt|akn)", "html"), ("<path:rest>", "x"),
        ("<path:name>", "quy-dinh/2022/02/08/58-qd-tw"),
        ("official.<form>", "official.html"), ("<int:pk>", keys.get(start)), ("(?P<pk>[0-9]+)", keys.get(start)),
        ("<id>", keys.get(start)),
        ("<int:later>", world.duties.keys["<int:later>"]), ("<int:number>", finding.pk), ("<int:n>", 1),
        ("<int:unit>", unit), ("<unit>", world.units["shared"].pk),
        ("<str:direction>", "in"), ("<str:token>", world.code),
        ("<str:day>", "2026-01-31"), ("<path:loc>", world.clauses[reach]), (r"(?P<loc>[^/@]+?)", world.clauses[reach]),
        (r"(?:@(?P<day>\d{4}-\d\d-\d\d))?", ""), ("(?P<path>.*)", "khong-co"), ("(?P<key>[A-Za-z0-9_-]{43})", "x" * 43),
    ):  # fmt: skip
        written = written.replace(asked, str(value))
    return "/" + written.replace("^", "").replace("$", "").replace("\\.", ".")


def asked_of(pattern: str) -> list[str]:
    """The documents an address is asked for: each, where it names one."""
    about = pattern.startswith(("documents/", "d/", "search/similar/", "privacy/archive/", "api/documents/",
                                "api/findings/", "dissemination/documents/", "programmes/start/",
                                "programmes/coverage/", "programmes/exemptions/ask/",
                                "followup/give/document/", "publishing/<",
                                "exchange/documents/", "consolidations/documents/"))  # fmt: skip
    return list(Reach) if about and "<" in pattern and "units/" not in pattern else [Reach.UNIT]


def answered(client: Client, method: str, address: str, body: Any) -> Any:
    """What comes back; whatever it changed is undone."""
    cookies = client.cookies.copy()
    options = {"content_type": "application/json"} if address.startswith("/api/") else {}
    with transaction.atomic():
        before = _seq()
        response = client.generic(method, address) if method == "GET" else getattr(client, method.lower())(
            address, body, **options
        )  # fmt: skip
        content = b"" if response.streaming else response.content
        request_finished.disconnect(close_old_connections)  # the test goes on with the connection
        response.close()
        request_finished.connect(close_old_connections)
        changed = _seq() - before
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, content, changed


def _seq() -> int:
    """How many events there are; asked so often that it is not asked through a model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq FROM {Chain._meta.db_table} WHERE id = 1")
        return int(cursor.fetchone()[0])


def test_every_address_and_every_operation_stands_in_the_table() -> None:
    there = set(addresses())
    assert sorted(there - set(table())) == []
    assert sorted(set(table()) - there) == []
    told = api.get_openapi_schema(path_prefix="api/")["paths"]
    operations = {
        (path.lstrip("/").replace("{", "<").replace("}", ">"), method.upper())
        for path, ways in told.items()
        for method in ways
    }
    assert sorted(one for one in operations if one[1] not in table()[one[0]]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", CHARACTERS, ids=lambda who: who or "nobody")
def test_everybody_gets_the_answer_of_the_table(who: str) -> None:
    world = worlds.build()
    client, wrong = world.client(who), list[str]()
    for pattern, methods in table().items():
        for reach in asked_of(pattern):
            address = filled(pattern, world, reach)
            for method, answer in methods.items():
                body = worlds.body_of(world, reach, dict(answer.body))
                status, content, changed = answered(client, method, address + answer.query, body)
                said = f"{method} {pattern} ({reach}): {status}"
                if status != (expected := answer.expected(who, reach)):
                    wrong.append(f"{said}, not {expected}")
                denied = answer.rule.answer(who, reach) in DENIED
                if denied and (changed or (status == 404 and "phối hợp công tác".encode() in content)):
                    wrong.append(f"{said}, but it did or told something")
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["", "own-head", "above-administrator"])
def test_a_page_that_only_shows_does_nothing_when_a_form_is_sent_to_it(who: str) -> None:
    world = worlds.build()
    client, wrong = world.client(who), list[str]()
    for pattern, methods in table().items():
        if "POST" not in methods:
            address = filled(pattern, world, Reach.UNIT) + methods["GET"].query
            status, _content, changed = answered(client, "POST", address, {})
            if status not in (405, methods["GET"].expected(who, Reach.UNIT)) or changed:
                wrong.append(f"{pattern}: {status}, {changed} events")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["own-officer", "stranger-officer", "above-administrator"])
def test_a_key_opens_what_its_session_opens(who: str) -> None:
    world = worlds.build()
    key = issue_token(world.people[who], "chương trình", writes=True, days=1)[1]
    session, program = world.client(who), Client(headers={"Authorization": f"Bearer {key}"})
    for pattern, methods in table().items():
        if pattern.startswith("api/") and "GET" in methods and pattern not in ("api/", "api/docs", "api/openapi.json"):
            for reach in asked_of(pattern):
                address = filled(pattern, world, reach)
                assert session.get(address).status_code == program.get(address).status_code, pattern
