"""Do the pages of exchange say and do what their sentences promise, in few queries?"""

import re
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.exchange import messages
from tests.thongsuot.exchange.conftest import Installations
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.exchange import hooks, organs, outgoing, packing, partners
from thongsuot.exchange.incoming import take
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Hook, Incoming, Organ, Outgoing, Parcel, Partner
from thongsuot.exchange.package import make_key
from thongsuot.exchange.rules import Came, Way
from thongsuot.units.people import issue_token

HERE = "/exchange"


def page(place: Place, who: str, address: str = "/") -> str:
    answer = place.client(who).get(HERE + address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def counted(place: Place, who: str, address: str) -> int:
    client = place.client(who)
    client.get(HERE + address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(HERE + address).status_code == 200
    return len(found)


def upload(place: Place, who: str, *raws: bytes, address: str = "/take/", **more: str) -> str:
    files = [SimpleUploadedFile(f"{n}.edxml", raw) for n, raw in enumerate(raws)]
    answer = place.client(who).post(HERE + address, {"files": files, **more})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_clerk_takes_in_registers_and_finds_it(place: Place) -> None:
    told = upload(place, "commune-clerk", messages.layered(), b"nothing")
    assert "Đã nhận gói tin." in told
    assert "không phải XML" in told
    row = Incoming.objects.get()
    assert "58-QĐ/TW" in page(place, "commune-clerk")
    shown = page(place, "commune-clerk", f"/messages/{row.pk}/")
    assert "Thượng khẩn" in shown
    assert "58-QD-TW.txt" in shown
    said = {"act": "register", "revision": row.revision}
    answer = place.client("commune-clerk").post(f"{HERE}/messages/{row.pk}/decide/", said, follow=True)
    assert "Đã vào sổ" in answer.content.decode()
    document = Document.objects.get()
    assert f"/documents/{document.pk}/" in page(place, "commune-clerk", f"/messages/{row.pk}/")
    assert "58-QĐ/TW" in page(place, "commune-clerk", "/?done=1")


def test_an_inspector_reads_and_decides_nothing(place: Place) -> None:
    (row,), _fresh = take(messages.layered(), by=place.people["commune-clerk"], way=Way.UPLOAD)
    shown = page(place, "commune-inspector", f"/messages/{row.pk}/")
    assert 'name="act"' not in shown
    assert "Nhận gói tin" not in page(place, "commune-inspector")
    assert place.client("commune-inspector").post(f"{HERE}/messages/{row.pk}/decide/").status_code == 403


def test_a_secret_is_refused_and_its_name_is_not_shown(place: Place) -> None:
    raw = messages.layered(files=messages.attachment("phuong-an-bi-danh.txt", texts.SECRET.encode()))
    told = upload(place, "commune-clerk", raw)
    assert "bị từ chối" in told
    assert "bi-danh" not in told
    assert Incoming.objects.count() == 0


def test_a_hostile_upload_gets_a_sentence(place: Place) -> None:
    seq = Event.objects.count()
    told = upload(place, "commune-clerk", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>')
    assert "DTD" in told
    assert Event.objects.count() == seq


def test_what_came_is_saved_as_it_came_and_never_shown(place: Place) -> None:
    (row,), _fresh = take(messages.layered(), by=place.people["commune-clerk"], way=Way.UPLOAD)
    answer = place.client("commune-officer").get(f"{HERE}/messages/{row.pk}/export/")
    assert answer.content == messages.layered()
    assert answer["Content-Disposition"].startswith("attachment")
    assert place.client("stranger-clerk").get(f"{HERE}/messages/{row.pk}/export/").status_code == 404


def test_words_of_a_sender_are_words(place: Place) -> None:
    raw = messages.layered(subject="&lt;script&gt;alert(1)&lt;/script&gt;")
    (row,), _fresh = take(raw, by=place.people["commune-clerk"], way=Way.UPLOAD)
    assert "<script>alert" not in page(place, "commune-clerk", f"/messages/{row.pk}/")


def test_a_duplicate_is_shown_with_a_way_on(place: Place) -> None:
    place.receive(texts.REGULATION, who="commune-clerk")
    (row,), _fresh = take(messages.layered(), by=place.people["commune-clerk"], way=Way.UPLOAD)
    address = f"{HERE}/messages/{row.pk}/decide/"
    answer = place.client("commune-clerk").post(address, {"act": "register", "revision": row.revision})
    assert (answer.status_code, b'name="anyway"' in answer.content) == (422, True)
    said = {"act": "register", "revision": row.revision, "anyway": "on"}
    assert place.client("commune-clerk").post(address, said).status_code == 302
    assert place.client("commune-clerk").post(address, said).status_code == 409


def test_a_document_is_sent_from_its_page(place: Place, regulation: Document, health: Organ) -> None:
    assert (
        f"{HERE}/documents/{regulation.pk}/"
        in place.client("clerk").get(f"/documents/{regulation.pk}/").content.decode()
    )
    address = f"/documents/{regulation.pk}/"
    assert "Sở Y tế" in page(place, "clerk", address)
    assert "Sở Y tế" not in page(place, "officer", address)
    client = place.client("clerk")
    assert client.post(f"{HERE}{address}send/", {"business": "0"}).status_code == 422
    answer = client.post(f"{HERE}{address}send/", {"organs": [health.pk], "business": "0"}, follow=True)
    assert "1 nơi nhận" in answer.content.decode()
    sent = Outgoing.objects.get()
    assert "Sở Y tế" in page(place, "inspector", "/outbox/")
    assert client.get(f"{HERE}/outbox/{sent.pk}/export/").content == content(sent.file)
    assert client.post(f"{HERE}/outbox/{sent.pk}/turn/", {"act": "carried"}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "sent"
    saved = client.post(f"{HERE}{address}export/", {"organs": [health.pk]})
    assert b"<edXML:OrganId>H37.02</edXML:OrganId>" in saved.content
    assert Outgoing.objects.count() == 1
    here = f"http://testserver{HERE}{address}"
    answer = client.post(f"{HERE}{address}export/", HTTP_REFERER=here, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "Hãy chọn ít nhất một nơi nhận" in answer.content.decode()
    assert client.get(f"{HERE}{address}export/").status_code == 400


def test_who_has_no_code_is_told_so_before_he_chooses(place: Place, regulation: Document, health: Organ) -> None:
    assert "chưa có mã trong Bảng mã định danh" not in page(place, "clerk", f"/documents/{regulation.pk}/")
    Organ.objects.filter(unit=place.province).delete()
    said = page(place, "clerk", f"/documents/{regulation.pk}/")
    assert "Tỉnh Lâm Sơn chưa có mã trong Bảng mã định danh" in said
    assert "edxml-send" not in said
    assert "Sở Y tế" not in said


def test_a_partner_brings_its_package_itself(place: Place, regulation: Document, both: Installations) -> None:
    raw = content(packing.pack_document(regulation, both.down, by=place.people["clerk"]).raw)
    both.now(both.commune)
    client = place.client("")
    seq = Event.objects.count()
    for wrong in (b"", b"hello", raw[:-40], raw[:200] + b"x" + raw[201:]):
        answer = client.post(f"{HERE}/packages/", wrong, content_type="application/zip")
        assert answer.status_code in (411, 422)
        assert answer.json()["message"].endswith(".")
    assert Event.objects.count() == seq
    first, second = (client.post(f"{HERE}/packages/", raw, content_type="application/zip") for _n in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    row = Parcel.objects.get(inward=True)
    assert (row.way, row.made_by, row.state, row.unit) == (Way.PARTNER, None, Came.WAITING, place.province)
    assert "58-QĐ/TW" in page(place, "clerk", f"/packages/{row.pk}/")


def test_a_body_that_is_too_large_is_not_read(place: Place, settings: Any) -> None:
    settings.MAX_UPLOAD = 100
    answer = place.client("").post(f"{HERE}/packages/", b"x" * 101, content_type="application/zip")
    assert answer.status_code == 413


def test_one_address_brings_so_many_packages_a_minute(place: Place) -> None:
    cache.clear()
    client = place.client("")
    found = [client.post(f"{HERE}/packages/", b"x", content_type="application/zip").status_code for _n in range(31)]
    assert found == [422] * 30 + [429]
    cache.clear()


def test_a_gateway_brings_messages_with_a_clerks_key(place: Place) -> None:
    key = issue_token(place.people["commune-clerk"], "trục", writes=True, days=1)[1]
    reads = issue_token(place.people["commune-clerk"], "đọc", writes=False, days=1)[1]
    officer = issue_token(place.people["commune-officer"], "trục", writes=True, days=1)[1]
    client, address = place.client(""), f"{HERE}/edxml/"

    def post(key: str, raw: bytes = messages.layered()) -> Any:
        sent = SimpleUploadedFile("a.edxml", raw)
        return client.post(
            address, {"edocFile": sent, "messageType": "edoc"}, headers={"Authorization": f"Bearer {key}"}
        )

    assert [post(one).status_code for one in (reads, officer, "ts_x")] == [403, 403, 401]
    assert client.post(address, messages.layered(), content_type="application/xml").status_code == 401
    assert Incoming.objects.count() == 0
    assert [post(key).status_code for _n in range(2)] == [201, 200]
    assert Incoming.objects.get().way == Way.KEY
    assert post(key, b"nothing").status_code == 422
    secret = messages.layered(files=messages.attachment("a.txt", texts.SECRET.encode()))
    assert post(key, secret).json()["error"] == "refused"


def test_the_administrator_adds_a_partner_and_sees_our_key(place: Place) -> None:
    assert place.client("").get(f"{HERE}/key.json").status_code == 404
    told = page(place, "administrator", "/partners/")
    assert partners.own_key().public in told
    public = make_key()[1]
    client = place.client("administrator")
    said = {"name": "Xã bạn", "unit": place.commune.pk, "public": public, "address": ""}
    assert client.post(f"{HERE}/partners/", {**said, "public": "x"}).status_code == 422
    assert client.post(f"{HERE}/partners/", said).status_code == 302
    row = Partner.objects.get()
    edited = {"name": "Xã", "address": "", "revision": row.revision}
    assert client.post(f"{HERE}/partners/{row.pk}/", edited).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.active) == ("Xã", False)
    assert client.post(f"{HERE}/partners/{row.pk}/", edited).status_code == 409
    assert client.post(f"{HERE}/key/").status_code == 302
    assert place.client("").get(f"{HERE}/key.json").json()["public"] == partners.own_key().public


def test_the_secret_of_a_subscription_is_shown_once(place: Place) -> None:
    client = place.client("administrator")
    said = {"name": "Cổng", "url": "https://subscriber.example/", "unit": place.commune.pk, "verbs": ["registered"]}
    assert client.post(f"{HERE}/hooks/", {**said, "url": "https://10.0.0.1/"}).status_code == 422
    answer = client.post(f"{HERE}/hooks/", said)
    (secret,) = re.findall(r"whs_[\w-]+", answer.content.decode())
    assert secret not in client.get(f"{HERE}/hooks/").content.decode()
    row = Hook.objects.get()
    assert "Cổng" in page(place, "administrator", f"/hooks/{row.pk}/")
    assert client.post(f"{HERE}/hooks/{row.pk}/", {**said, "revision": row.revision}).status_code == 302
    row.refresh_from_db()
    assert not row.active


def test_the_administrator_keeps_the_table_of_codes(place: Place) -> None:
    client = place.client("administrator")
    said = {"code": "h37.02", "name": "Sở Y tế", "unit": place.commune.pk}
    assert client.post(f"{HERE}/organs/", said).status_code == 302
    assert client.post(f"{HERE}/organs/", said).status_code == 422
    row = Organ.objects.get()
    assert (row.code_key, row.unit) == ("H37.02", place.commune)
    assert client.post(f"{HERE}/organs/{row.pk}/", {**said, "code": "H37.03", "revision": 9}).status_code == 409
    assert client.post(f"{HERE}/organs/{row.pk}/", {**said, "code": "H37.03", "revision": 1}).status_code == 302
    assert "H37.03" in page(place, "administrator", "/organs/")


PAGES = {
    ("commune-clerk", "/"): 8, ("clerk", "/outbox/"): 8, ("clerk", "/packages/?out=1"): 8,
    ("administrator", "/partners/"): 9, ("administrator", "/organs/"): 10, ("administrator", "/hooks/"): 8,
}  # fmt: skip
"""Queries of a page, at most; however many rows there are."""


def filled(place: Place, document: Document, n: int) -> None:
    """One more row of each kind."""
    admin, clerk = place.people["administrator"], place.people["clerk"]
    raw = messages.layered(document_id=f"H23.02,2022/02/08,{n}/QĐ/TW")
    take(raw, by=place.people["commune-clerk"], way=Way.UPLOAD)
    organ = organs.save(f"H37.{n}", f"Sở {n}", by=admin)
    outgoing.enqueue(document, [organ], by=clerk)
    partner = partners.add(f"Hệ thống {n}", place.commune, make_key()[1], by=admin)
    packing.pack_document(document, partner, by=clerk)
    hooks.add(f"Cổng {n}", "https://subscriber.example/", place.commune, ["registered"], by=admin)


def test_pages_ask_few_questions_however_much_there_is(place: Place, regulation: Document, own_code: Organ) -> None:
    filled(place, regulation, 1)
    before = {at: counted(place, *at) for at in PAGES}
    for n in range(2, 6):
        filled(place, regulation, n)
    assert {at: counted(place, *at) for at in PAGES} == before
    assert {at: n for at, n in before.items() if n > PAGES[at]} == {}
    message, sent = Incoming.objects.first(), Parcel.objects.first()
    assert message is not None
    assert sent is not None
    assert counted(place, "commune-clerk", f"/messages/{message.pk}/") <= 8
    assert counted(place, "clerk", f"/packages/{sent.pk}/") <= 8
    assert counted(place, "clerk", f"/documents/{regulation.pk}/") <= 24
