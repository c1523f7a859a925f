"""Whatever is published, taken back, restricted and opened: does the portal show just what still may be shown?"""

import re

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import add_version, restrict
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.portal import searching
from thongsuot.portal.actions import publish, withdraw
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import allowed
from thongsuot.problems import Forbidden

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]
VERBS = ("publish", "publish-above", "withdraw", "name", "mark", "open", "own", "version")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 1)), min_size=3, max_size=12)
WAYS = {"name": (Mark.NONE, Reach.NAMED), "mark": (Mark.DRAFT, Reach.NAMED), "open": (Mark.NONE, Reach.OPEN),
        "own": (Mark.NONE, Reach.UNIT)}  # fmt: skip


class Told:
    """What a person with paper and pencil would say is public: for each document its publisher and its word."""

    def __init__(self, documents: list[Document]) -> None:
        self.word = [f"banmot{n}" for n in range(len(documents))]
        self.by: dict[int, tuple[int, str]] = {}

    def public(self, documents: list[Document]) -> dict[int, str]:
        out = {}
        for n, (publisher, word) in self.by.items():
            held = Document.objects.get(pk=documents[n].pk)
            if held.mark == Mark.NONE and (
                held.reach == Reach.OPEN or (held.reach == Reach.UNIT and held.unit_id == publisher)
            ):
                out[n] = word
        return out


def step(place: Place, documents: list[Document], told: Told, verb: str, n: int) -> None:
    held = Document.objects.get(pk=documents[n].pk)
    if verb in WAYS:
        mark, reach = WAYS[verb]
        restrict(held, mark=mark, reach=reach, revision=held.revision, by=place.people["commune-clerk"], reason="")
    elif verb == "version":
        told.word[n] += "x"
        text = _text(n, told.word[n])
        add_version(held, text.encode(), "moi.txt", since=None, by=place.people["commune-clerk"])
    elif verb == "withdraw":
        if standing := Publication.objects.standing().filter(document=held).first():
            withdraw(standing, "thử", by=place.people["commune-head"])
            told.by.pop(n)
    else:
        by = place.people["head" if verb == "publish-above" else "commune-head"]
        if allowed(held.mark, held.reach, held.unit_id, by.unit_id):
            publish(held, by=by)
            told.by[n] = (by.unit_id, told.word[n])
        else:
            with pytest.raises(Forbidden):
                publish(held, by=by)


def _text(n: int, word: str) -> str:
    return texts.REGULATION.replace("58-QĐ", f"{58 + n}-QĐ").replace("giếng khơi", word)


def shows(documents: list[Document], told: Told) -> None:
    public, client = told.public(documents), Client()
    slugs = [f"quy-dinh-{58 + n}-qd-tw-2022" for n in range(len(documents))]
    for page in ("/public/", "/public/feed.atom", "/public/sitemap-1.xml"):
        listed = set(re.findall(r"/d/([a-z0-9-]+)/", client.get(page).content.decode()))
        assert listed == {slugs[n] for n in public}, page
    for n, slug in enumerate(slugs):
        for rest in ("/", "/D2.K2", ".txt", ".html"):
            answer = client.get(f"/public/d/{slug}{rest}")
            assert answer.status_code == (200 if n in public else 404)
            if n in public:
                assert re.findall(r"banmot\w+", answer.content.decode()) == [public[n]]
        for word in {f"banmot{n}{'x' * k}" for k in range(len(told.word[n]))} | {told.word[n]}:
            found = client.get("/public/", {"q": word}).content.decode()
            assert (f"d/{slug}/D2.K2" in found) == (public.get(n) == word)


@given(STEPS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_portal_always_shows_what_is_published_and_still_allowed(
    place: Place, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        searching.rebuild()
        documents = [place.receive(_text(n, f"banmot{n}"), unit=place.commune, who="commune-clerk") for n in range(2)]
        told = Told(documents)
        for verb, n in steps:
            step(place, documents, told, verb, n)
            shows(documents, told)
        transaction.set_rollback(True)
