"""Do programs write what people write, and leave the same history?"""

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.thongsuot import texts
from tests.thongsuot.api.conftest import Api, Caller
from tests.thongsuot.conftest import Place
from thongsuot.documents.models import Document, Finding, Refusal, StoredFile
from thongsuot.events.models import Event
from thongsuot.events.queries import verify

pytestmark = pytest.mark.urls("tests.thongsuot.api.urls")


def sent(text: str, name: str = "van-ban.txt", **stated: Any) -> dict[str, Any]:
    """A file in JSON."""
    return {"name": name, "content": base64.b64encode(text.encode()).decode(), **stated}


def form(caller: Caller, text: str, **stated: Any) -> Any:
    """A file sent as a form."""
    file = SimpleUploadedFile("van-ban.txt", text.encode())
    return caller.client.post("/api/documents", {"file": file, **stated})


def finding(document: Document, kind: str = "relation") -> Finding:
    """The first finding of a kind."""
    found = document.findings.filter(kind=kind).first()
    assert found is not None
    return found


def test_a_clerk_registers_a_document_in_json(place: Place, api: Api) -> None:
    answer = api("clerk").post("/api/documents", sent(texts.REGULATION, direction="in", note="Chuyển Văn phòng"))
    said = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == said["href"] == f"/api/documents/{said['id']}"
    assert (said["symbol"], said["number"], said["unit"]) == ("58-QĐ/TW", 1, place.province.pk)
    document = Document.objects.get(pk=said["id"])
    assert document.note == "Chuyển Văn phòng"
    assert Event.objects.filter(verb="registered", subject=f"document:{document.pk}").count() == 1
    assert not list(verify())


def test_a_clerk_registers_a_document_as_a_form(place: Place, api: Api) -> None:
    answer = form(api("clerk"), texts.REGULATION, arrived_on="2026-01-31", unit=place.commune.pk)
    assert answer.status_code == 201
    assert (answer.json()["unit"], answer.json()["arrived_on"]) == (place.commune.pk, "2026-01-31")


def test_a_file_under_a_secrecy_mark_leaves_nothing_but_that_it_was_refused(place: Place, api: Api) -> None:
    for answer in (
        api("clerk").post("/api/documents", sent(texts.SECRET)),
        form(api("clerk"), texts.SECRET),
        api("clerk").post("/api/documents", sent(texts.SECRET), Idempotency_Key="mot"),
    ):
        assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert Refusal.objects.count() == 3
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_document_twice_is_told(place: Place, api: Api, regulation: Document) -> None:
    clerk = api("clerk")
    answer = clerk.post("/api/documents", sent(texts.REGULATION))
    assert (answer.status_code, answer.json()["error"]) == (409, "duplicate")
    assert answer.json()["document"] == regulation.pk
    assert clerk.post("/api/documents", sent(texts.REGULATION, anyway=True)).status_code == 201


def test_an_unreadable_file_waits_for_the_clerks_word(api: Api) -> None:
    clerk = api("clerk")
    broken = {"name": "scan.pdf", "content": base64.b64encode(b"%PDF-1.4 broken").decode()}
    answer = clerk.post("/api/documents", broken)
    assert (answer.status_code, answer.json()["error"]) == (422, "unreadable")
    answer = clerk.post("/api/documents", {**broken, "unmarked": True})
    assert (answer.status_code, answer.json()["status"]) == (201, "failed")


@pytest.mark.parametrize("body", [{}, {"name": "x.txt"}, {"name": "x.txt", "content": "không phải"}, [1],
                                  sent("x", unit=999), sent("x", odd=1), sent("x", arrived_on="hôm nay")])  # fmt: skip
def test_a_body_that_does_not_fit_is_told_by_its_field(api: Api, body: Any) -> None:
    answer = api("clerk").post("/api/documents", body)
    assert answer.status_code == 422
    assert answer.json()["field"]


def test_other_types_of_content_and_broken_json_are_told(api: Api, regulation: Document) -> None:
    clerk = api("clerk").client
    paths = ("/api/documents", f"/api/documents/{regulation.pk}/close")
    assert {clerk.post(path, "x", content_type="text/plain").status_code for path in paths} == {415}
    bad = (b"{", b'{"reason": "\\ud800"}', b'{"reason": "\\u0000"}', b'{"reason": NaN}', b"[" * 5000, b"\xff")
    for body in bad:
        answers = [clerk.post(path, body, content_type="application/json") for path in paths]
        assert [answer.status_code for answer in answers] == [400, 400], body
        assert answers[0].json()["error"] == "bad-request"


def test_what_is_too_large_is_turned_away(api: Api, settings: Any) -> None:
    settings.MAX_UPLOAD = 2000
    assert form(api("clerk"), "x" * 5000).status_code == 413
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = api("clerk").post("/api/documents", sent("x" * 5000))
    assert (answer.status_code, answer.json()["error"]) == (413, "too-large")
    assert not Document.objects.exists()


def test_paths_in_file_names_are_only_names(api: Api) -> None:
    said = api("clerk").post("/api/documents", sent(texts.GUIDELINE, "../../etc\\x.txt")).json()
    assert api("clerk").get(f"/api/documents/{said['id']}/versions").json()["items"][0]["file_name"] == "x.txt"


def test_a_new_version_is_read(api: Api, regulation: Document) -> None:
    new = texts.REGULATION.replace("58-QĐ/TW", "59-QĐ/TW")
    answer = api("clerk").post(f"/api/documents/{regulation.pk}/versions", sent(new, since="2026-01-01"))
    assert (answer.status_code, answer.json()["version"], answer.json()["symbol"]) == (201, 2, "59-QĐ/TW")


def test_the_header_is_corrected_against_the_revision_one_saw(api: Api, regulation: Document) -> None:
    clerk, path = api("clerk"), f"/api/documents/{regulation.pk}"
    seen = clerk.get(path)
    answer = clerk.patch(path, {"title": "Quy định mới", "date": "2022-02-09"}, If_Match=seen.headers["ETag"])
    assert (answer.status_code, answer.json()["title"]) == (200, "Quy định mới")
    assert answer.headers["ETag"] != seen.headers["ETag"]
    late = clerk.patch(path, {"title": "Khác"}, If_Match=seen.headers["ETag"])
    assert (late.status_code, late.json()["error"]) == (412, "stale")
    late = clerk.patch(path, {"title": "Khác", "revision": seen.json()["revision"]})
    assert (late.status_code, late.json()["error"]) == (409, "stale")
    unsaid = clerk.patch(path, {"title": "Khác"})
    assert (unsaid.status_code, unsaid.json()["field"]) == (422, "revision")
    assert clerk.patch(path, {"title": None}, If_Match="*").json()["field"] == "title"
    assert clerk.patch(path, {"symbol": "x" * 200}, If_Match="*").json()["field"].endswith("symbol")
    assert clerk.get(path).json()["title"] == "Quy định mới"


def test_a_number_that_is_taken_is_told(place: Place, api: Api, regulation: Document) -> None:
    other = place.receive(texts.GUIDELINE, "hd.txt")
    answer = api("clerk").patch(f"/api/documents/{other.pk}", {"number": regulation.number}, If_Match="*")
    assert (answer.status_code, answer.json()["error"]) == (422, "problem")


def test_sharing_lets_a_unit_see_and_taking_back_hides(place: Place, api: Api, regulation: Document) -> None:
    clerk, commune, path = api("clerk"), api("commune-officer"), f"/api/documents/{regulation.pk}"
    assert commune.get(path).status_code == 404
    assert clerk.post(f"{path}/shares", {"units": [place.commune.pk]}).json() == {"units": [place.commune.pk]}
    assert commune.get(path).status_code == 200
    assert clerk.delete(f"{path}/shares/{place.commune.pk}").json() == {"units": []}
    assert commune.get(path).status_code == 404
    assert clerk.post(f"{path}/shares", {"units": [9999]}).json()["field"] == "units"
    assert clerk.delete(f"{path}/shares/9999").status_code == 404


def test_a_mark_is_for_named_units_only(api: Api, regulation: Document) -> None:
    head, path = api("head"), f"/api/documents/{regulation.pk}/restrict"
    answer = head.post(path, {"mark": "internal", "reach": "open", "revision": regulation.revision})
    assert (answer.status_code, answer.json()["error"]) == (422, "problem")
    answer = head.post(path, {"mark": "internal", "reach": "named"}, If_Match="*")
    assert answer.json()["restricted"] is True


def test_closing_and_reading_anew(api: Api, regulation: Document) -> None:
    path = f"/api/documents/{regulation.pk}"
    assert api("clerk").post(f"{path}/close", {"reason": "Xong"}).json()["closed_at"]
    assert api("officer").post(f"{path}/reread").json()["status"] == "read"


def test_an_officer_decides_on_findings_and_a_correction_survives(api: Api, regulation: Document) -> None:
    officer, held = api("officer"), finding(regulation)
    path = f"/api/findings/{held.pk}"
    said = officer.get(path).json()
    assert officer.post(f"{path}/accept", {"revision": said["revision"]}).json()["state"] == "accepted"
    late = officer.post(f"{path}/accept", {"revision": said["revision"]})
    assert (late.status_code, late.json()["error"]) == (409, "stale")
    payload = {**said["payload"], "doc": "127-QĐ/TW"}
    fixed = officer.post(f"{path}/correct", {"payload": payload, "start": said["start"], "end": said["end"] - 5},
                         If_Match='"2"').json()  # fmt: skip
    assert (fixed["state"], fixed["payload"]["doc"], fixed["machine"]["doc"]) == ("corrected", "127-QĐ/TW", "126-QĐ/TW")
    officer.post(f"/api/documents/{regulation.pk}/reread")
    assert officer.get(path).json()["state"] == "corrected"
    back = officer.post(f"{path}/restore", {"revision": fixed["revision"]})
    assert (back.status_code, back.json()["state"]) == (200, "proposed")
    dropped = officer.post(f"{path}/drop", {"revision": back.json()["revision"], "reason": "Không phải"})
    assert dropped.json()["state"] == "dropped"
    listed = officer.get(f"/api/documents/{regulation.pk}/findings", kind="relation").json()["items"]
    assert listed == []


def test_every_payload_of_the_reading_may_be_sent_back(api: Api, regulation: Document) -> None:
    officer = api("officer")
    for row in officer.get(f"/api/documents/{regulation.pk}/findings").json()["items"]:
        body = {"payload": row["payload"], "revision": row["revision"]}
        answer = officer.post(f"/api/findings/{row['id']}/correct", body)
        assert (answer.status_code, answer.json()["payload"]) == (200, row["payload"])


def test_a_payload_of_another_kind_is_told(api: Api, regulation: Document) -> None:
    path = f"/api/findings/{finding(regulation).pk}/correct"
    for payload in ({"refs": [{"doc": "x"}]}, {"refs": ["x"]}, {"doc": 5}, {}, {"kind": "replaces", "doc": {}}):
        answer = api("officer").post(path, {"payload": payload, "revision": 1})
        assert answer.status_code == 422, payload


def test_findings_are_added_split_and_joined(api: Api, regulation: Document) -> None:
    officer, path = api("officer"), f"/api/documents/{regulation.pk}/findings"
    text = officer.get(f"/api/documents/{regulation.pk}/text").json()["text"]
    start = text.index("Ban Tổ chức Trung ương chủ trì")
    body = {"kind": "obligation", "start": start, "end": start + 60, "payload": {"action": "hướng dẫn"}}
    added = officer.post(path, body)
    assert (added.status_code, added.json()["state"], added.json()["loc"]) == (201, "added", "D1.K2")
    one = added.json()
    parts = officer.post(f"/api/findings/{one['id']}/split", {"at": start + 31, "revision": 1}).json()["items"]
    assert len(parts) == 2
    named = [{"id": part["id"], "revision": part["revision"]} for part in parts]
    joined = officer.post(f"{path}/join", {"findings": named}).json()
    assert (joined["start"], joined["end"]) == (start, start + 60)
    twice = officer.post(f"{path}/join", {"findings": [named[0], named[0]]})
    assert (twice.status_code, twice.json()["field"]) == (422, "findings")
    outside = officer.post(path, {**body, "end": len(text) + 9})
    assert (outside.status_code, outside.json()["error"]) == (422, "problem")


WRITES = [
    ("post", "/api/documents/{d}/versions", sent("Điều 1. Hai."), {"clerk"}),
    ("patch", "/api/documents/{d}", {"note": "x"}, {"clerk", "officer", "head"}),
    ("post", "/api/documents/{d}/shares", {"units": [1]}, {"clerk"}),
    ("delete", "/api/documents/{d}/shares/{u}", {}, {"clerk"}),
    ("post", "/api/documents/{d}/restrict", {"mark": "", "reach": "unit"}, {"clerk", "head"}),
    ("post", "/api/documents/{d}/close", {}, {"clerk"}),
    ("post", "/api/documents/{d}/reread", {}, {"officer", "head"}),
    ("post", "/api/findings/{f}/accept", {}, {"officer", "head"}),
    ("post", "/api/findings/{f}/drop", {}, {"officer", "head"}),
]


@pytest.mark.parametrize("who", ["clerk", "officer", "head", "inspector", "administrator", "stranger-clerk"])
@pytest.mark.parametrize(("method", "path", "body", "allowed"), WRITES)
def test_each_role_writes_what_it_may(
    place: Place, api: Api, regulation: Document, who: str, method: str, path: str, body: Any, allowed: set[str]
) -> None:
    if "units" in body:
        body = {"units": [place.commune.pk]}
    address = path.format(d=regulation.pk, u=place.commune.pk, f=finding(regulation).pk)
    headers = {"If-Match": "*"}
    caller = api(who).client
    answer = getattr(caller, method)(address, body, content_type="application/json", headers=headers)
    hidden = who in ("administrator", "stranger-clerk")
    assert answer.status_code == (404 if hidden else answer.status_code if who in allowed else 403)
    assert who not in allowed or answer.status_code in (200, 201)
