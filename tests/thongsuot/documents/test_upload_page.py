"""How do files come in through the page, and what is left of those that may not?"""

import hashlib
import io
import json
import logging
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pytest_django.fixtures import Settings

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions
from thongsuot.documents.models import Document, FileChunk, Refusal, StoredFile, Version
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
NAME = "bao-cao-so-7-khong-ai-duoc-biet.txt"


def send(place: Place, *files: tuple[str, bytes], who: str = "clerk", json_: bool = False, **fields: Any) -> Any:
    said = {"unit": place.people[who].unit_id, "direction": "in", "arrived_on": "05/02/2026", "note": "", **fields}
    said["files"] = [SimpleUploadedFile(name, raw) for name, raw in files]
    headers = {"Accept": "application/json"} if json_ else {}
    return place.client(who).post("/documents/upload/", said, headers=headers)


def outcomes(answer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer.content)["outcomes"]
    return found


def test_one_file_leads_to_its_page(place: Place) -> None:
    answer = send(place, ("58.txt", texts.REGULATION.encode()))
    document = Document.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/documents/{document.pk}/"
    assert (document.symbol, document.number, str(document.arrived_on)) == ("58-QĐ/TW", 1, "2026-02-05")


def test_each_of_several_files_gets_its_outcome(place: Place) -> None:
    found = outcomes(
        send(
            place,
            ("58.txt", texts.REGULATION.encode()),
            ("58-again.txt", texts.REGULATION.encode()),
            (NAME, texts.SECRET.encode()),
            ("empty.docx", b"PK\x03\x04 cut off"),
            ("01.txt", texts.GUIDELINE.encode()),
            json_=True,
        )
    )
    assert [one["state"] for one in found] == ["registered", "duplicate", "refused", "unreadable", "registered"]
    assert found[1]["url"] == found[0]["url"]
    assert found[2]["name"] == ""
    assert "không giữ lại gì" in found[2]["sentence"]
    assert found[3]["sentence"][0].isupper()


def test_the_page_of_several_files_tells_the_same_in_words(place: Place) -> None:
    shown = send(place, ("58.txt", texts.REGULATION.encode()), (NAME, texts.SECRET.encode())).content.decode()
    assert "Đã đăng ký 1 trên 2 tệp" in shown
    assert "Tệp thứ 2" in shown
    assert NAME not in shown


def test_a_duplicate_is_registered_when_the_clerk_says_so(place: Place) -> None:
    send(place, ("58.txt", texts.REGULATION.encode()))
    shown = send(place, ("58.txt", texts.REGULATION.encode())).content.decode()
    assert "versions/add/" in shown
    assert "?anyway=1" in shown
    assert send(place, ("58.txt", texts.REGULATION.encode()), anyway="on").status_code == 302
    assert Document.objects.count() == 2


def kept() -> str:
    """Every text and every byte of every table, as one string."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [value for row in cursor.fetchall() for value in row]
    raw = [bytes(value) if isinstance(value, memoryview) else value for value in found]
    return "\n".join(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in raw)


@pytest.mark.parametrize("several", [False, True])
def test_nothing_of_a_refused_file_is_left_anywhere(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, several: bool
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    raw = texts.SECRET.replace("nước giếng khơi", "điều không ai được biết").encode()
    with caplog.at_level(logging.DEBUG):
        send(place, *[(NAME, raw)] * (1 + several))
    assert Refusal.objects.count() == 1 + several
    for model in (Document, Version, StoredFile, FileChunk):
        assert not model.objects.exists()
    said = kept() + caplog.text
    for trace in (NAME, NAME[:20], "không ai được biết", hashlib.sha256(raw).hexdigest()):
        assert trace not in said, trace
    assert not list(tmp_path.iterdir())
    event = Event.objects.get(verb="refused", subject=f"refusal:{Refusal.objects.order_by('pk')[0].pk}")
    assert (event.actor, event.after) == (place.people["clerk"].user, {})


def test_a_name_alone_may_bear_the_mark(place: Place) -> None:
    assert outcomes(send(place, ("TUYET MAT.txt", b"x"), json_=True))[0]["state"] in ("refused", "registered")
    assert outcomes(send(place, ("tài liệu (TUYỆT MẬT).txt", b"Abc"), json_=True))[0]["state"] == "refused"


def test_a_scan_that_cannot_be_read_is_kept_only_when_the_clerk_vouches_for_it(place: Place) -> None:
    first = send(place, ("scan.pdf", SCAN))
    assert not Document.objects.exists()
    assert not FileChunk.objects.exists()
    assert "không mang dấu mật" in first.content.decode()
    send(place, ("scan.pdf", SCAN), unmarked="on")
    document = Document.objects.get()
    assert document.status == "failed"
    assert Event.objects.get(verb="registered").after["stated_unmarked"] is True


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (64 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("rong.txt", b""),
        ("bom.docx", bomb()),
        ("anh.docx", b"\x89PNG\r\n"),
        ("nen.zip", b"PK\x05\x06" + b"\0" * 18),
        ("chay.exe", b"MZ\x90\x00" + bytes(range(256)) * 8),
        ("hong.pdf", b"%PDF-1.7 nothing more"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(place: Place, name: str, raw: bytes) -> None:
    found = outcomes(send(place, (name, raw), json_=True))
    assert found[0]["state"] == "unreadable"
    assert found[0]["sentence"].endswith(".")
    assert not StoredFile.objects.exists()
    assert not Document.objects.exists()


def test_vouching_is_for_scans_not_for_what_is_no_paper(place: Place) -> None:
    assert outcomes(send(place, ("bom.docx", bomb()), json_=True, unmarked="on"))[0]["state"] == "unreadable"
    assert not FileChunk.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.txt", "C:\\thu muc\\58.txt", "/58\u202e.txt", "a" * 400 + ".txt"]
)
def test_a_name_is_only_a_name(place: Place, name: str) -> None:
    document = actions.receive(
        texts.REGULATION.encode(), name, actions.Intake(place.province), by=place.people["clerk"]
    )
    assert document.current is not None
    stored = document.current.file_name
    assert len(stored) <= 255
    assert stored.endswith(".txt")
    assert not set(stored) & {"/", "\\", "\u202e"}


def test_too_large_a_body_gets_a_sentence_before_it_is_read(place: Place) -> None:
    answer = place.client("clerk").generic(
        "POST", "/documents/upload/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )
    assert answer.status_code == 413
    assert "Quá nhiều trong một lần" in answer.content.decode()


def test_too_large_a_file_among_others_gets_a_sentence(place: Place, settings: Settings) -> None:
    settings.MAX_UPLOAD = 1000
    answer = send(place, ("58.txt", b"x" * 1500))
    assert answer.status_code == 413
    assert not Document.objects.exists()


def test_too_many_files_get_a_sentence(place: Place, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = settings.MAX_FILES = 3
    answer = send(place, *[(f"{n}.txt", b"x") for n in range(4)])
    assert answer.status_code == 413
    assert not Document.objects.exists()


def test_what_is_no_form_gets_a_sentence(place: Place) -> None:
    answer = place.client("clerk").post(
        "/documents/upload/", b"garbage", content_type="multipart/form-data; boundary=" + "x" * 300
    )
    assert answer.status_code in (413, 422)


def test_nothing_is_taken_without_the_token_against_forgery(place: Place) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(place.people["clerk"].user, "django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("58.txt", texts.REGULATION.encode())
    assert client.post("/documents/upload/", {"files": file, "unit": place.province.pk}).status_code == 403
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "administrator"])
def test_only_a_clerk_registers(place: Place, who: str) -> None:
    assert place.client(who).get("/documents/upload/").status_code == 403
    assert send(place, ("58.txt", texts.REGULATION.encode()), who=who).status_code == 403


def test_a_clerk_registers_in_his_subtree_and_nowhere_else(place: Place) -> None:
    file = ("58.txt", texts.REGULATION.encode())
    assert send(place, file, unit=place.commune.pk).status_code == 302
    assert send(place, file, who="commune-clerk", unit=place.province.pk).status_code == 422
    assert Document.objects.get().unit == place.commune


def test_a_file_does_not_arrive_tomorrow(place: Place) -> None:
    answer = send(place, ("58.txt", texts.REGULATION.encode()), arrived_on="01/01/2999")
    assert answer.status_code == 422
    assert "chưa tới" in answer.content.decode()


def test_no_file_is_said_to_be_missing(place: Place) -> None:
    assert "ít nhất một tệp" in send(place).content.decode()


def test_refusals_are_listed_to_those_who_answer_for_the_unit(place: Place) -> None:
    send(place, (NAME, texts.SECRET.encode()))
    for who in ("clerk", "head"):
        shown = place.client(who).get("/documents/refusals/").content.decode()
        assert "Tỉnh Lâm Sơn</td>" in shown
        assert NAME not in shown
    assert "Tỉnh Lâm Sơn</td>" not in place.client("stranger-clerk").get("/documents/refusals/").content.decode()
    assert place.client("officer").get("/documents/refusals/").status_code == 403


def test_a_restriction_mark_names_the_reach(place: Place) -> None:
    document = place.receive(texts.INTERNAL, "hd.txt")
    assert (document.mark, document.reach) == (Mark.INTERNAL, Reach.NAMED)


def test_a_body_that_is_too_large_for_any_other_page_is_an_empty_one(place: Place, settings: Settings) -> None:
    document = place.receive(texts.REGULATION)
    settings.MAX_UPLOAD = 100
    answer = place.client("clerk").post(
        f"/documents/{document.pk}/close/", {"file": SimpleUploadedFile("x.txt", b"x" * 5000)}
    )
    assert answer.status_code in (302, 403)
