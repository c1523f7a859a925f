"""What do the reading operations show, and to whom?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.api.conftest import Api, Caller
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import add_version, close, restrict, share
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.review import accept
from thongsuot.documents.rules import Mark, Reach
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.rules import Change, Role

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")
WHO = [f"{prefix}{role}" for prefix in ("", "commune-", "stranger-") for role in Role]


def ids(caller: Caller, **query: Any) -> list[int]:
    """All ids of the list, page after page."""
    answer, found = caller.get("/api/documents", **query), list[int]()
    while True:
        said = answer.json()
        found += [row["id"] for row in said["items"]]
        if said["next"] is None:
            return found
        answer = caller.client.get(said["next"])


@pytest.fixture
def many(place: Place) -> list[Document]:
    """Documents of every reach, in three units."""
    out = []
    for who, unit in (("clerk", place.province), ("commune-clerk", place.commune), ("stranger-clerk", place.other)):
        for reach in Reach:
            document = place.receive(f"CÔNG VĂN\nVề việc {unit.pk} {reach}\nĐiều 1. Một.", who=who)
            restrict(document, mark=Mark.NONE, reach=reach, revision=document.revision, by=place.people[who], reason="")
            out.append(document)
    share(out[2], [place.commune], by=place.people["clerk"])
    return out


@pytest.mark.parametrize("who", WHO)
def test_lists_show_what_may_be_opened(place: Place, api: Api, many: list[Document], who: str) -> None:
    caller = api(who)
    opened = {row.pk for row in many if caller.get(f"/api/documents/{row.pk}").status_code == 200}
    closed = [caller.get(f"/api/documents/{row.pk}").status_code for row in many if row.pk not in opened]
    assert set(ids(caller, limit=2)) == opened
    assert set(closed) <= {404}
    assert (len(opened) == 0) == (who.endswith("administrator"))


def test_the_list_walks_every_document_once_in_an_order_that_stands(api: Api, many: list[Document]) -> None:
    clerk = api("clerk")
    whole = ids(clerk)
    assert whole == ids(clerk, limit=1) == ids(clerk, limit=3)
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzEsMl0", "WyIyMDI2LTAxLTAxIiwgInRydWUiXQ", "ý"])
def test_a_foreign_cursor_is_told(api: Api, cursor: str) -> None:
    answer = api("clerk").get("/api/documents", cursor=cursor)
    assert (answer.status_code, answer.json()["field"]) == (422, "cursor")


def test_the_list_is_narrowed_like_the_page(place: Place, api: Api, regulation: Document) -> None:
    clerk = api("clerk")
    other = place.receive(texts.GUIDELINE, "hd.txt")
    assert ids(clerk, words="01-hd") == [other.pk]
    assert ids(clerk, words="phối hợp công tác") == [regulation.pk]
    assert ids(clerk, kind="Hướng dẫn") == [other.pk]
    assert ids(clerk, issuer="Bộ Chính trị") == [regulation.pk]
    assert ids(clerk, until="2022-02-28") == [regulation.pk]
    assert ids(clerk, direction="out") == []
    answer = clerk.get("/api/documents", since="01/02/2022")
    assert (answer.status_code, answer.json()["field"]) == (422, "since")


def test_a_program_asks_for_what_changed_since(place: Place, api: Api, regulation: Document) -> None:
    clerk, other = api("clerk"), place.receive(texts.GUIDELINE, "hd.txt")
    moment = timezone.now()
    assert ids(clerk, updated_since=moment.isoformat()) == []
    close(regulation, by=place.people["clerk"])
    assert ids(clerk, updated_since=moment.isoformat()) == [regulation.pk]
    assert set(ids(clerk, updated_since=datetime(2020, 1, 1, tzinfo=UTC).isoformat())) == {regulation.pk, other.pk}
    assert ids(clerk, updated_since=(moment + timedelta(days=1)).isoformat()) == []


def test_the_number_of_queries_does_not_grow_with_the_list(
    place: Place, api: Api, django_assert_max_num_queries: Any
) -> None:
    clerk = api("clerk")
    for n in range(12):
        place.receive(f"CÔNG VĂN\nVề việc {n}\nĐiều 1. Một.")
    with django_assert_max_num_queries(6):
        assert len(clerk.get("/api/documents").json()["items"]) == 12


def test_a_document_is_shown_with_its_header_and_etag(api: Api, regulation: Document) -> None:
    answer = api("clerk").get(f"/api/documents/{regulation.pk}")
    said = answer.json()
    assert (said["symbol"], said["kind"], said["date"]) == ("58-QĐ/TW", "Quy định", "2022-02-08")
    assert said["force"] == "in-force"
    assert answer.headers["ETag"] == f'"{said["revision"]}"'


def test_validity_is_told_as_of_a_day(place: Place, api: Api, regulation: Document) -> None:
    old = place.receive(texts.OLD_REGULATION, "cu.txt")
    relation = Finding.objects.get(document=regulation, kind="relation")
    accept(relation, revision=relation.revision, by=place.people["officer"])
    clerk = api("clerk")
    on = {day: clerk.get(f"/api/documents/{old.pk}", asof=day).json()["force"] for day in ("2020-01-01", "2023-01-01")}
    assert on == {"2020-01-01": "in-force", "2023-01-01": "ended"}
    listed = {row["id"]: row["force"] for row in clerk.get("/api/documents", asof="2020-01-01").json()["items"]}
    assert listed == {old.pk: "in-force", regulation.pk: "not-yet"}


def test_text_and_clauses_stand_as_of_a_day(place: Place, api: Api, regulation: Document) -> None:
    new = texts.REGULATION.replace("Điều 2. Trách nhiệm", "Điều 2. Việc phải làm")
    add_version(regulation, new.encode(), "moi.txt", since=date(2024, 1, 1), by=place.people["clerk"])
    clerk, path = api("clerk"), f"/api/documents/{regulation.pk}"
    assert "Trách nhiệm" in clerk.get(f"{path}/text", asof="2023-12-31").json()["text"]
    assert "Việc phải làm" in clerk.get(f"{path}/text", asof="2024-01-01").json()["text"]
    now = clerk.get(f"{path}/provisions").json()
    assert now["version"] == 2
    assert [row["heading"] for row in now["items"] if row["loc"] == "D2"] == ["Việc phải làm"]
    assert [row["n"] for row in clerk.get(f"{path}/versions").json()["items"]] == [1, 2]


def test_the_file_comes_back_as_it_came(api: Api, regulation: Document) -> None:
    answer = api("clerk").get(f"/api/documents/{regulation.pk}/file")
    assert b"".join(answer.streaming_content) == texts.REGULATION.encode()
    assert "58-QD-TW.txt" in answer.headers["Content-Disposition"]
    assert api("clerk").get(f"/api/documents/{regulation.pk}/file", version=7).status_code == 404


def test_findings_come_in_the_order_of_the_text(api: Api, regulation: Document) -> None:
    clerk, path = api("clerk"), f"/api/documents/{regulation.pk}/findings"
    whole = clerk.get(path).json()["items"]
    assert [row["start"] for row in whole] == sorted(row["start"] for row in whole)
    assert {row["state"] for row in whole} == {"proposed"}
    assert [row["kind"] for row in clerk.get(path, kind="relation").json()["items"]] == ["relation"]
    first = clerk.get(path, limit=2).json()
    second = clerk.client.get(first["next"]).json()
    assert [row["id"] for row in first["items"] + second["items"]] == [row["id"] for row in whole][:4]
    text = clerk.get(f"/api/documents/{regulation.pk}/text").json()["text"]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in whole)


def test_relations_show_both_ways_and_never_a_document_one_may_not_see(
    place: Place, api: Api, regulation: Document
) -> None:
    old = place.receive(texts.OLD_REGULATION, "cu.txt")
    clerk = api("clerk")
    said = clerk.get(f"/api/documents/{regulation.pk}/relations").json()
    assert [(row["relation"], row["target"]) for row in said["outgoing"]] == [("replaces", old.pk)]
    said = clerk.get(f"/api/documents/{old.pk}/relations").json()
    assert [row["document"] for row in said["incoming"]] == [regulation.pk]
    share(regulation, [place.commune], by=place.people["clerk"])
    commune = api("commune-clerk").get(f"/api/documents/{regulation.pk}/relations").json()
    assert [row["target"] for row in commune["outgoing"]] == [None]


def test_the_timeline_names_keys_and_no_people(place: Place, api: Api, regulation: Document) -> None:
    answer = api("clerk").get(f"/api/documents/{regulation.pk}/timeline")
    said = answer.json()["items"]
    assert [row["verb"] for row in said] == ["read", "registered"]
    assert said[1]["actor"] == place.people["clerk"].user_id
    assert place.people["clerk"].user.username not in answer.content.decode().replace('"role"', "")


def test_units_are_shown_as_of_a_day(place: Place, api: Api) -> None:
    new = add_unit("LS.03", "Xã Đông Hòa Mới", place.commune.level, place.province, valid_from=date(2026, 1, 1))
    succeed(Change.RENAME, [place.commune], [new], date(2026, 1, 1))
    caller = api("stranger-officer")
    names = {
        day: [row["name"] for row in caller.get("/api/units", on=day).json()["items"]]
        for day in ("2025-12-31", "2026-01-01")
    }
    assert "Xã Đông Hòa" in names["2025-12-31"]
    assert "Xã Đông Hòa" not in names["2026-01-01"]
    assert "Xã Đông Hòa Mới" in names["2026-01-01"]
    detail = caller.get(f"/api/units/{place.commune.pk}").json()
    assert [(step["kind"], step["new"]) for step in detail["successions"]] == [("rename", new.pk)]
    assert [row["code"] for row in caller.get("/api/levels").json()["items"]] == ["tinh", "xa"]
    assert [row["id"] for row in caller.get("/api/units", below=place.other.pk).json()["items"]] == [place.other.pk]
    assert caller.get("/api/units", below=9999).json()["field"] == "below"
    assert caller.get("/api/units/9999").status_code == 404


@pytest.mark.parametrize("part", ["", "/provisions", "/text", "/versions", "/file", "/findings", "/relations",
                                  "/timeline", "/shares"])  # fmt: skip
def test_a_stranger_finds_nothing(place: Place, api: Api, regulation: Document, part: str) -> None:
    for who in ("stranger-officer", "administrator", "commune-officer"):
        answer = api(who).get(f"/api/documents/{regulation.pk}{part}")
        assert (answer.status_code, answer.json()["error"]) == (404, "not-found")
