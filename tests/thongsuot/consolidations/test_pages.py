"""What do the pages say, to whom, and with how many questions to the database?"""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.thongsuot.consolidations.conftest import AMENDING, FIRST, LATER, Amended, confirm
from thongsuot.consolidations.actions import make
from thongsuot.consolidations.models import Making, Settlement
from thongsuot.documents.actions import restrict, share
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from vanban.readers import read_bytes

WORDS = "2. Các xã, phường lập sổ theo dõi nước giếng khoan."


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args, query=query or None))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def post(client: Client, name: str, *args: object, **said: object) -> Any:
    return client.post(reverse(name, args=args), said)


def walked(amended: Amended) -> Client:
    """A clerk makes, settles and adopts."""
    client, pk = amended.place.client("clerk"), amended.document.pk
    assert post(client, "consolidation-make", pk).status_code == 302
    said = {"to": "replace", "at": "D2.K2", "words": WORDS, "reason": "Trích sai", "revision": 1}
    assert post(client, "consolidation-settle", pk, 0, **said).status_code == 302
    assert post(client, "consolidation-adopt", pk, revision=2).status_code == 302
    return client


def test_the_document_says_what_changes_it_and_offers_its_consolidated_text(amended: Amended) -> None:
    shown = page(amended.place.client("officer"), "document", amended.document.pk)
    assert "Văn bản này được sửa đổi bởi" in shown
    assert reverse("consolidation", args=[amended.document.pk]) in shown
    assert "Làm văn bản hợp nhất" in shown
    assert "Làm văn bản hợp nhất" not in page(amended.place.client("inspector"), "document", amended.document.pk)


def test_a_clerk_makes_settles_and_adopts_by_the_pages_alone(amended: Amended) -> None:
    client, pk = amended.place.client("clerk"), amended.document.pk
    assert "Chưa lập văn bản hợp nhất" in page(client, "consolidation", pk)
    post(client, "consolidation-make", pk, as_of="")
    shown = page(client, "consolidation", pk)
    assert "giếng nước khơi" in shown
    assert "<ins>" in shown
    assert "Từng bước hợp nhất" in shown
    assert reverse("clause", args=[amended.act.pk, "D1.K1"]) in shown
    form = page(client, "consolidation-settle", pk, 0)
    assert "Các xã, phường lập sổ theo dõi nước giếng khơi." in form  # the present words wait in the form
    assert 'value="D2.K1" selected' in page(client, "consolidation-settle", pk, 0, at="D2.K1")
    bad = post(client, "consolidation-settle", pk, 0, to="none", reason="", revision=1)
    assert bad.status_code == 422
    assert "Hãy nêu vì sao" in bad.content.decode()
    said = {"to": "replace", "at": "D2.K2", "words": WORDS, "reason": "", "revision": 1}
    assert post(client, "consolidation-settle", pk, 0, **said).status_code == 302
    assert "giếng khoan" in page(client, "consolidation-text", pk)
    assert post(client, "consolidation-adopt", pk, revision=1).status_code == 409
    assert post(client, "consolidation-adopt", pk, revision=2).status_code == 302
    shown = page(client, "text", pk)
    assert "giếng khoan" in shown
    assert "hợp nhất trên hệ thống" in shown
    assert "Khoản 1 Điều 1, 70-QĐ/TW" in shown


def test_a_decision_is_taken_back_and_a_draft_dropped_by_the_pages(amended: Amended) -> None:
    client, pk = amended.place.client("officer"), amended.document.pk
    post(client, "consolidation-make", pk)
    post(client, "consolidation-settle", pk, 0, to="none", reason="Không có cụm từ này", revision=1)
    row = Settlement.objects.get()
    assert "Không có cụm từ này" in page(client, "consolidation", pk)
    assert post(client, "settlement-take-back", row.pk, revision=row.revision).status_code == 302
    assert not Settlement.objects.exists()
    assert post(client, "consolidation-drop", pk, revision=3).status_code == 302
    assert "Chưa lập văn bản hợp nhất" in page(client, "consolidation", pk)


def test_text_and_validity_of_any_day_are_told(amended: Amended) -> None:
    client, pk = walked(amended), amended.document.pk
    before = page(client, "text", pk, on="2022-01-01")
    assert "chưa có hiệu lực; văn bản có hiệu lực từ ngày 08/02/2022" in before
    then = page(client, "text", pk, on="2023-05-31")
    assert "trong quý II năm 2022" in then
    assert "Lời văn hôm nay" in then
    assert reverse("text", args=[pk]) in then
    now = page(client, "text", pk, on=FIRST.isoformat())
    assert "trong quý III năm 2023" in now
    later = page(client, "text", pk, on=amended.since.isoformat())
    assert "Đã bị bãi bỏ" in later
    assert "Đây là lời văn vào ngày 31/05/2023" in page(client, "document", pk, on="31/05/2023")


def test_a_clause_has_a_history_and_an_address_for_each_day(amended: Amended) -> None:
    client, pk = walked(amended), amended.document.pk
    shown = client.get(f"/d/{pk}/D2.K1").content.decode()
    assert "Lịch sử của điều khoản này" in shown
    assert "<del>" in shown
    assert f"/d/{pk}/D2.K1@{FIRST}" in shown
    assert "quý II năm 2022" in client.get(f"/d/{pk}/D2.K1@2023-05-31").content.decode()
    absent = client.get(f"/d/{pk}/D2.K3@2023-05-31")
    assert absent.status_code == 404
    assert "Lời văn ngày 31/05/2023 không có điều khoản này" in absent.content.decode()
    assert client.get(f"/d/{pk}/D2.K77").status_code == 404
    repealed = client.get(f"/d/{pk}/D1.K2@{amended.since}").content.decode()
    assert "Đã bị bãi bỏ" in repealed
    assert "Bãi bỏ" in repealed


def test_any_two_versions_are_compared_with_what_is_the_same_folded(amended: Amended) -> None:
    client, pk = walked(amended), amended.document.pk
    shown = client.get(reverse("versions-compare", args=[pk]), {"from": 1, "to": 3}).content.decode()
    assert "<ins> khoan</ins>" in shown
    assert "<details" in shown
    assert shown.count("hợp nhất") >= 2


def test_an_incomplete_text_says_so_wherever_it_is_shown(amended: Amended) -> None:
    client, pk = amended.place.client("clerk"), amended.document.pk
    post(client, "consolidation-make", pk)
    post(client, "consolidation-adopt", pk, revision=1, reason="Chờ trả lời")
    for shown in (
        page(client, "document", pk),
        page(client, "text", pk),
        page(client, "consolidation", pk),
        page(client, "versions-compare", pk),
        client.get(f"/d/{pk}/D2.K1").content.decode(),
    ):
        assert "chưa đầy đủ" in shown


def test_an_inspector_sees_all_and_changes_nothing(amended: Amended) -> None:
    clerk, inspector, pk = amended.place.client("clerk"), amended.place.client("inspector"), amended.document.pk
    post(clerk, "consolidation-make", pk)
    shown = page(inspector, "consolidation", pk)
    assert "giếng nước khơi" in shown
    assert '<form method="post" action="/consolidations' not in shown
    assert reverse("consolidation-settle", args=[pk, 0]) not in shown
    for name, args in (
        ("consolidation-make", [pk]), ("consolidation-adopt", [pk]), ("consolidation-drop", [pk]),
        ("consolidation-settle", [pk, 0]),
    ):  # fmt: skip
        assert post(inspector, name, *args, revision=1).status_code == 403


def test_of_an_act_that_the_reader_may_not_open_he_sees_no_word(amended: Amended) -> None:
    place, pk = amended.place, amended.document.pk
    share(amended.document, [place.other], by=place.people["clerk"])
    post(place.client("clerk"), "consolidation-make", pk)
    shown = page(place.client("stranger-officer"), "consolidation", pk)
    assert "một văn bản bạn không được mở" in shown
    for words in ("70-QĐ/TW", "90-QĐ/TW", "quý III năm 2023", "giếng nước khơi", "hằng quý"):
        assert words not in shown
    assert place.client("stranger-officer").get(reverse("consolidation-text", args=[pk])).status_code == 404
    post(place.client("clerk"), "consolidation-adopt", pk, revision=1, reason="Chờ")
    text = page(place.client("stranger-officer"), "text", pk)
    assert "một văn bản bạn không được mở" in text
    assert "70-QĐ/TW" not in text
    clause = place.client("stranger-officer").get(f"/d/{pk}/D2.K1").content.decode()
    assert "70-QĐ/TW" not in clause


def test_words_that_may_come_from_an_act_behind_the_act_are_not_shown_either(amended: Amended) -> None:
    place, pk = amended.place, amended.document.pk
    changed = LATER.format(signed=date(2023, 5, 20), since=date(2023, 5, 25)).replace("90-QĐ", "71-QĐ")
    changed = changed.replace("Quy định số 58-QĐ/TW, ngày 08/02/2022", "Quy định số 70-QĐ/TW, ngày 10/5/2023")
    confirm(place.receive(changed.replace("số 58-QĐ/TW", "số 70-QĐ/TW"), "71.txt"), place)
    for document in (amended.document, amended.act, amended.later):
        share(document, [place.other], by=place.people["clerk"])
    post(place.client("clerk"), "consolidation-make", pk)
    assert "<ins>" in page(place.client("officer"), "consolidation", pk)
    shown = page(place.client("stranger-officer"), "consolidation", pk)
    assert "70-QĐ/TW" in shown
    assert "<ins>" not in shown
    assert place.client("stranger-officer").get(reverse("consolidation-text", args=[pk])).status_code == 404


def test_what_was_adopted_leaves_as_a_page_and_a_word_file_with_footnotes(amended: Amended) -> None:
    share(amended.document, [amended.place.other], by=amended.place.people["clerk"])
    client, pk = walked(amended), amended.document.pk
    whole = client.get(reverse("consolidation-official", args=[pk, "html"]))
    assert "hợp nhất" in whole.content.decode()
    assert "70-QĐ/TW" in whole.content.decode()
    word = client.get(reverse("consolidation-official", args=[pk, "docx"]), {"on": FIRST.isoformat()})
    text = read_bytes(word.content, "x.docx").content
    assert "giếng khoan" in text
    assert "trước ngày 30/6/2022" in text  # repealed later
    assert client.get(reverse("consolidation-official", args=[pk, "pdf"])).status_code == 404
    other = amended.place.client("stranger-officer").get(reverse("consolidation-official", args=[pk, "html"]))
    assert other.status_code == 400
    assert "70-QĐ/TW" not in other.content.decode()


def test_programs_get_states_and_no_act_that_they_may_not_see(amended: Amended) -> None:
    place, pk = amended.place, amended.document.pk
    share(amended.document, [place.other], by=place.people["clerk"])
    client = walked(amended)
    day = {"asof": amended.since.isoformat()}
    rows = {row["loc"]: row for row in client.get(f"/api/documents/{pk}/provisions", day).json()["items"]}
    assert rows["D1.K2"]["state"] == "repealed"
    assert rows["D2.K1"]["changed_by"] == [
        {"document": amended.act.pk, "symbol": "70-QĐ/TW", "loc": "D1.K1", "op": "replace", "since": "2023-06-01"}
    ]
    stranger = place.client("stranger-officer")
    rows = {row["loc"]: row for row in stranger.get(f"/api/documents/{pk}/provisions", day).json()["items"]}
    assert rows["D2.K1"]["changed_by"] == [
        {"document": None, "symbol": "", "loc": "", "op": "replace", "since": "2023-06-01"}
    ]
    told = client.get(f"/api/documents/{pk}/versions").json()["items"]
    assert [(row["consolidated"], row["incomplete"], row["ahead"]) for row in told] == [
        (False, False, False), (True, False, False), (True, False, True),
    ]  # fmt: skip
    for address in (f"/d/{pk}.json", f"/d/{pk}@{amended.since}.json", f"/d/{pk}/D2.K1.json", f"/d/{pk}.akn"):
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        assert "70-QĐ/TW" not in answer.content.decode(), address
        assert "Trích sai" not in answer.content.decode(), address
    assert "Trích sai" not in page(stranger, "document", pk)


def test_who_may_not_see_the_document_finds_nothing(amended: Amended) -> None:
    stranger, pk = amended.place.client("stranger-head"), amended.document.pk
    post(amended.place.client("clerk"), "consolidation-make", pk)
    for name, args in (("consolidation", [pk]), ("consolidation-text", [pk]), ("consolidation-settle", [pk, 0])):
        assert stranger.get(reverse(name, args=args)).status_code == 404
    assert amended.document.symbol not in page(stranger, "consolidations")


def test_the_queue_holds_what_waits(amended: Amended) -> None:
    client = amended.place.client("officer")
    shown = page(client, "consolidations")
    assert shown.index("chưa hợp nhất") < shown.index("58-QĐ/TW")
    make(amended.document, by=amended.place.people["officer"])
    assert "1 lệnh sửa đổi" in page(client, "consolidations")
    assert page(client, "consolidations").count("58-QĐ/TW") == 1


def test_of_what_was_adopted_nothing_waits(amended: Amended) -> None:
    client = walked(amended)
    assert "58-QĐ/TW" not in page(client, "consolidations")


@pytest.mark.parametrize("acts", [1, 6])
def test_the_pages_ask_the_same_number_of_questions_whatever_changes_a_text(
    amended: Amended, django_assert_num_queries: Any, acts: int
) -> None:
    for n in range(acts):
        confirm(amended.place.receive(AMENDING.replace("70-QĐ", f"7{n + 1}-QĐ"), "x.txt"), amended.place)
    client, pk = amended.place.client("officer"), amended.document.pk
    making = make(amended.document, by=amended.place.people["officer"])
    client.get("/")
    for name, count in (("consolidation", 10), ("consolidation-text", 7), ("consolidations", 6)):
        args = [] if name == "consolidations" else [pk]
        with django_assert_num_queries(count):
            client.get(reverse(name, args=args))
    assert making.open >= 1


def test_a_marked_document_is_not_kept_by_any_cache(amended: Amended) -> None:
    document = Document.objects.get(pk=amended.document.pk)
    by = amended.place.people["clerk"]
    restrict(document, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=document.revision, by=by, reason="")
    answer = amended.place.client("clerk").get(reverse("consolidation", args=[document.pk]))
    assert answer["Cache-Control"] == "private, no-store"
    assert "LƯU HÀNH NỘI BỘ" in answer.content.decode()
    assert Making.objects.count() == 0
