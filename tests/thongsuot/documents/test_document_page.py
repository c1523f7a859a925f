"""What does a document's page show, and to whom?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions, review
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Mark, Reach


def page(place: Place, document: Document, who: str = "clerk", query: str = "") -> str:
    answer = place.client(who).get(f"/documents/{document.pk}/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_it_shows_the_header_the_file_and_its_fingerprint(place: Place, regulation: Document) -> None:
    shown = page(place, regulation)
    assert regulation.current is not None
    assert regulation.current.file is not None
    for word in ("58-QĐ/TW", "Bộ Chính trị", "08/02/2022", "58-QD-TW.txt", regulation.current.file.sha256):
        assert word in shown, word


def test_it_leads_on_to_what_can_be_done_with_it(place: Place, regulation: Document) -> None:
    pk = regulation.pk
    everybody = (f"/dissemination/documents/{pk}/", f"/dissemination/conferences/?document={pk}",
                 f"/programmes/coverage/{pk}/", f"/followup/?document={pk}")  # fmt: skip
    some = {"clerk": f"/dissemination/documents/{pk}/send/", "officer": f"/programmes/start/{pk}/",
            "head": f"/followup/give/document/{pk}/", "inspector": ""}  # fmt: skip
    for who, own in some.items():
        shown = page(place, regulation, who)
        for link in everybody:
            assert f'href="{link}"' in shown
            assert place.client(who).get(link).status_code == 200
        for other in filter(None, some.values()):
            assert (f'href="{other}"' in shown) == (other == own)
        assert not own or place.client(who).get(own).status_code == 200


def test_a_stranger_is_told_that_there_is_none(place: Place, regulation: Document) -> None:
    for who in ("stranger-clerk", "commune-head"):
        for path in ("", "edit/", "access/", "versions/add/", "versions/compare/", "files/1/"):
            answer = place.client(who).get(f"/documents/{regulation.pk}/{path}")
            assert answer.status_code in (403, 404), (who, path)
        assert place.client(who).get(f"/documents/{regulation.pk}/").status_code == 404
        assert place.client(who).get(f"/documents/{regulation.pk}/files/1/").status_code == 404


def test_nobody_who_is_not_signed_in_comes_in(place: Place, regulation: Document) -> None:
    answer = place.client("").get(f"/documents/{regulation.pk}/")
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_an_administrator_reads_no_documents(place: Place, regulation: Document) -> None:
    assert place.client("administrator").get(f"/documents/{regulation.pk}/").status_code == 403


def test_a_confirmed_replacement_ends_the_old_one_from_its_day_on(place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    new = place.receive(texts.REGULATION, "58.txt")
    assert "Còn hiệu lực" in page(place, old)
    finding = Finding.objects.get(document=new, relation="replaces")
    assert finding.target == old
    review.accept(finding, revision=finding.revision, by=place.people["officer"])
    shown = page(place, old)
    assert "Hết hiệu lực" in shown
    assert "Được thay thế bởi" in shown
    assert "Còn hiệu lực" in page(place, old, query="?asof=01/01/2020")


def test_a_relation_to_a_document_one_may_not_see_does_not_show_that_it_is_there(place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    actions.restrict(
        old, mark=Mark.NONE, reach=Reach.NAMED, revision=old.revision, by=place.people["clerk"], reason="nội bộ"
    )
    new = place.receive(texts.REGULATION, "58.txt")
    actions.share(new, [place.commune], by=place.people["clerk"])
    shown = page(place, new, "commune-officer")
    assert "126-QĐ/TW" in shown  # the text itself says so
    assert f"/documents/{old.pk}/" not in shown
    assert f"/documents/{old.pk}/" in page(place, new)


def test_the_mark_stands_on_every_page_of_a_marked_document(place: Place) -> None:
    document = place.receive(texts.INTERNAL, "hd.txt")
    for path in ("", "edit/", "access/", "versions/add/"):
        answer = place.client("clerk").get(f"/documents/{document.pk}/{path}")
        assert "LƯU HÀNH NỘI BỘ" in answer.content.decode(), path
        assert "mark-internal" in answer.content.decode(), path
    clause = place.client("clerk").get(f"/d/{document.pk}/{document.current.provisions.first().loc}")  # type: ignore[union-attr]
    assert "mark-internal" in clause.content.decode()


def test_a_signature_is_shown_as_not_verified(place: Place) -> None:
    document = place.receive(texts.REGULATION + "\n/ByteRange", "58.txt")
    assert "chữ ký chưa được kiểm tra" in page(place, document).lower()


def test_the_file_leaves_as_it_came(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").get(f"/documents/{regulation.pk}/files/1/")
    assert answer["Content-Disposition"] == 'attachment; filename="58-QD-TW.txt"'
    assert b"".join(answer.streaming_content) == texts.REGULATION.encode()  # type: ignore[attr-defined]


def test_the_picture_has_a_table_beside_it(place: Place) -> None:
    place.receive(texts.OLD_REGULATION, "126.txt")
    shown = page(place, place.receive(texts.REGULATION, "58.txt"))
    assert "<svg" in shown
    assert "graph-proposed" in shown
    assert '<th scope="row"><a href="/documents/' in shown


def test_a_page_costs_as_many_queries_with_many_relations_as_with_few(place: Place) -> None:
    document = place.receive(texts.REGULATION, "58.txt")
    client, costs = place.client("clerk"), []
    for start, more in ((2, 3), (20, 27)):
        for n in range(start, start + more):
            place.receive(texts.GUIDELINE.replace("01-HD", f"{n:02}-HD"), f"{n}.txt")
        client.get(f"/documents/{document.pk}/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/documents/{document.pk}/").status_code == 200
        costs.append(len(caught))
    assert costs[0] == costs[1]
    assert costs[0] <= 32


@pytest.mark.parametrize("written", ["x", "2026-13-01", "31/02/2026", "1/2/3/4"])
def test_a_day_that_is_none_asks_for_today(place: Place, regulation: Document, written: str) -> None:
    assert "Còn hiệu lực" in page(place, regulation, query=f"?asof={written}")


@pytest.mark.parametrize("path", ["/documents/99999999999999999999/", "/d/99999999999999999999/D1", "/documents/0/"])
def test_an_address_that_names_no_document_is_not_found(place: Place, path: str) -> None:
    assert place.client("clerk").get(path).status_code == 404


def test_a_text_with_odd_letters_is_kept_on_both_databases(place: Place) -> None:
    text = texts.REGULATION.replace("nước giếng", "nước \x00\x07\u202e giếng \U0001f600")
    assert "58-QĐ/TW" in page(place, place.receive(text, "58.txt"))


def test_persons_are_named_to_their_own_unit_and_to_others_the_unit_alone(place: Place, regulation: Document) -> None:
    actions.share(regulation, [place.commune], by=place.people["clerk"])
    assert "<strong>clerk</strong>" in page(place, regulation, "officer")
    shown = page(place, regulation, "commune-officer")
    assert "<strong>clerk</strong>" not in shown
    assert "<strong>Tỉnh Lâm Sơn</strong>" in shown


def test_a_large_document_is_read_afterwards(place: Place, settings: Settings) -> None:
    settings.READ_NOW = 10
    document = Document.objects.get(pk=place.receive(texts.REGULATION, "58.txt").pk)
    assert (document.status, document.symbol) == ("read", "58-QĐ/TW")
    assert document.current is not None
    assert [row.parent for row in document.current.provisions.all()][:4] == [-1, 0, 0, -1]


def test_every_link_of_the_page_leads_somewhere_for_everybody_who_sees_it(place: Place) -> None:
    place.receive(texts.OLD_REGULATION, "126.txt")
    document = place.receive(texts.REGULATION, "58.txt")
    place.receive(texts.GUIDELINE, "01.txt")
    actions.share(document, [place.commune], by=place.people["clerk"])
    actions.add_version(document, (texts.REGULATION + "x").encode(), "58-2.txt", since=None, by=place.people["clerk"])
    for who in ("clerk", "officer", "head", "inspector", "commune-clerk", "commune-inspector"):
        client = place.client(who)
        main = page(place, document, who).split('id="main"')[1]
        for link in set(re.findall(r'href="(/[^"#]*)"', main)):
            status = client.get(link.replace("&amp;", "&")).status_code
            assert status in (200, 302), (who, link, status)
