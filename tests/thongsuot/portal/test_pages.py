"""Do the public pages tell what they should, in both languages, so that they may be kept and read by machines?"""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import directive, issued, programme  # noqa: F401
from thongsuot.documents import review
from thongsuot.documents.actions import share
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket
from thongsuot.portal.actions import Shown, publish, withdraw
from thongsuot.portal.models import Publication
from thongsuot.portal.progress import progress
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Cover

pytestmark = pytest.mark.django_db
HERE = "/public/d/quy-dinh-58-qd-tw-2022/"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_is_found_by_kind_issuer_and_year(place: Place, public: Publication, anybody: Client) -> None:
    publish(place.receive(texts.GUIDELINE), by=place.people["head"])
    for query, shown in (
        ("", {"58-QĐ/TW", "01-HD/BTCTW"}), ("?kind=Quy định", {"58-QĐ/TW"}),
        ("?year=2022", {"58-QĐ/TW", "01-HD/BTCTW"}),
        ("?issuer=Ban Tổ chức Trung ương", {"01-HD/BTCTW"}), ("?year=2021", set()), ("?what=programmes", set()),
        ("?year=xx&page=99999999", {"58-QĐ/TW", "01-HD/BTCTW"}),
    ):  # fmt: skip
        page = text_of(anybody, f"/public/{query}")
        assert set(re.findall(r'lang="vi">\D+ (\S+)</a></h3>', page)) == shown, query


@pytest.mark.parametrize("words", ["giếng khơi", "gieng khoi", "58-QĐ/TW giếng", '"nước giếng khơi"'])
def test_clauses_are_found_with_and_without_accents(public: Publication, anybody: Client, words: str) -> None:
    page = anybody.get("/public/", {"q": words}).content.decode()
    assert f'href="{HERE}D2.K2"' in page
    assert "<mark>giếng</mark>" in page or "<mark>giếng khơi</mark>" in page or "<mark>" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("q=" + "a" * 301, "quá dài"), ("q=%3F%3F%3F", "không có chữ hay số"), ("q=%00", "Cổng công khai"),
     ("q=%22%22%22%28%28%5B%5B%27--+OR+1%3D1", "Cổng công khai"), ("q=*:*", "không có chữ hay số"),
     ("q=a&page=-1", "điều khoản"), ("q=" + "%ED%A0%80x", "Cổng công khai")],
)  # fmt: skip
def test_a_hostile_query_gets_a_sentence(public: Publication, anybody: Client, query: str, sentence: str) -> None:
    assert sentence in text_of(anybody, f"/public/?{query}")


def test_a_query_of_a_thousand_fields_is_turned_away(public: Publication, anybody: Client) -> None:
    answer = anybody.get("/public/?" + "&".join(f"a{n}=1" for n in range(1500)))
    assert answer.status_code == 400
    assert not answer.cookies


def test_who_searches_too_often_waits_a_minute(public: Publication, anybody: Client, settings: object) -> None:
    settings.PORTAL_RATE = 3  # type: ignore[attr-defined]
    statuses = [anybody.get("/public/?q=giếng").status_code for _n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert anybody.get(HERE).status_code == 200  # pages are read all the same


def test_a_document_shows_its_text_contents_and_day(public: Publication, anybody: Client) -> None:
    page = text_of(anybody, HERE)
    for part in ("Bộ Chính trị", "08/02/2022", 'href="#D2"', f'href="{HERE}D2.K2"', "giếng khơi", "Bản 1", "<h1"):
        assert part in page, part
    assert "<script src" not in page


def test_the_pages_ask_few_questions(public: Publication, anybody: Client, django_assert_num_queries: object) -> None:
    for address in (HERE, "/public/?q=giếng"):  # its text is set and indexed
        text_of(anybody, address)
    for address, n in (("/public/", 2), (HERE, 6), (f"{HERE}D2.K2", 6), ("/public/?q=giếng", 3),
                       ("/public/feed.atom", 1)):  # fmt: skip
        with django_assert_num_queries(n):  # type: ignore[operator]
            text_of(anybody, address)


def test_a_clause_has_an_address_of_its_own(public: Publication, anybody: Client) -> None:
    page = text_of(anybody, f"{HERE}D2.K2")
    assert "giếng khơi" in page
    assert "Các tỉnh ủy" not in page
    assert 'rel="prev"' in page


def test_relations_lead_to_public_documents_alone(place: Place, public: Publication, anybody: Client) -> None:
    old = place.receive(texts.OLD_REGULATION)
    for finding in public.document.findings.filter(kind=Kind.RELATION):
        finding.refresh_from_db()
        review.accept(finding, revision=finding.revision, by=place.people["officer"])
    assert "/public/d/quy-dinh-126" not in text_of(anybody, HERE)
    assert "“thay thế Quy định số 126-QĐ/TW" in text_of(anybody, HERE) or "126-QĐ/TW" in text_of(anybody, HERE)
    made = publish(old, by=place.people["head"])
    assert f"/public/d/{made.slug}/" in text_of(anybody, HERE)
    replaced = text_of(anybody, f"/public/d/{made.slug}/")
    assert "Hết hiệu lực" in replaced
    assert HERE in replaced
    withdraw(public, "thử", by=place.people["head"])
    assert "Hết hiệu lực" not in text_of(anybody, f"/public/d/{made.slug}/")


def test_a_proposal_of_the_machine_is_not_told(place: Place, public: Publication, anybody: Client) -> None:
    publish(place.receive(texts.OLD_REGULATION), by=place.people["head"])
    assert "/public/d/quy-dinh-126" not in text_of(anybody, HERE)


def test_what_can_be_taken_away_is_made_from_the_reading(public: Publication, anybody: Client) -> None:
    stem = HERE.rstrip("/")
    assert text_of(anybody, f"{stem}.txt") == public.version.text
    assert "giếng khơi" in text_of(anybody, f"{stem}.html")
    assert etree.fromstring(anybody.get(f"{stem}.akn").content).tag.endswith("akomaNtoso")
    assert anybody.get(f"{HERE}original").status_code == 404


def test_the_file_as_it_came_only_where_it_was_ticked(place: Place, regulation: Document, anybody: Client) -> None:
    publish(regulation, by=place.people["head"], shown=Shown(file=True))
    answer = anybody.get(f"{HERE}original")
    assert b"".join(answer.streaming_content).decode() == texts.REGULATION  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="quy-dinh-58-qd-tw-2022.txt"'


@pytest.mark.parametrize("address", ["/public/", HERE, f"{HERE}D1", "/public/feed.atom", "/public/sitemap-1.xml"])
def test_pages_may_be_kept_a_minute_and_say_when_they_changed(
    place: Place, public: Publication, anybody: Client, address: str
) -> None:
    first = anybody.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    assert "'none'" in first["Content-Security-Policy"]
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["X-Frame-Options"] == "DENY"
    assert not first.cookies
    assert not first.has_header("Vary")
    assert anybody.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    withdraw(public, "thử", by=place.people["head"])
    assert anybody.get(address, headers={"If-None-Match": first["ETag"]}).status_code in (404, 200)


def test_the_language_stands_in_the_address(public: Publication, anybody: Client) -> None:
    vi, en = text_of(anybody, HERE), text_of(anybody, HERE.replace("/public/", "/public/en/"))
    assert '<html lang="vi"' in vi
    assert '<html lang="en"' in en
    assert "Particulars" in en
    assert f'href="{HERE}" lang="vi"' in en
    assert f'href="{HERE.replace("/public/", "/public/en/")}" lang="en"' in vi
    asked = anybody.get(HERE, headers={"Accept-Language": "en", "Cookie": "language=en"})
    assert asked.content.decode() == vi
    assert not re.findall(r'href="/public/(?!en/)', en.replace(f'href="{HERE}" lang="vi"', ""))


def test_machines_read_it(public: Publication, anybody: Client) -> None:
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', text_of(anybody, HERE))
    assert found
    told = json.loads(found[1])
    assert (told["@type"], told["legislationIdentifier"], told["legislationType"]) == (
        "Legislation",
        "58-QĐ/TW",
        "Quy định",
    )
    assert told["sameAs"] == "http://testserver/public/eli/vn/quy-dinh/2022/02/08/58-qd-tw/1/vie"
    for part in ("58-qd-tw", "58-qd-tw/1", "58-qd-tw/1/vie"):
        assert anybody.get(f"/public/eli/vn/quy-dinh/2022/02/08/{part}").headers["Location"] == HERE


def test_a_title_cannot_break_out_of_the_record(place: Place, anybody: Client) -> None:
    evil = texts.REGULATION.replace("phối hợp công tác", 'phối hợp </script><script>alert("1")</script> công tác')
    made = publish(place.receive(evil), by=place.people["head"])
    assert "<script>alert" not in text_of(anybody, f"/public/d/{made.slug}/")


def test_feed_and_sitemap_and_robots(public: Publication, anybody: Client) -> None:
    atom = ET.fromstring(text_of(anybody, "/public/feed.atom"))
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [one.text for one in atom.findall("a:entry/a:title", names)] == ["Quy định 58-QĐ/TW"]
    assert "sitemap-1.xml" in text_of(anybody, "/public/sitemap.xml")
    assert f"http://testserver{HERE}" in text_of(anybody, "/public/sitemap-1.xml")
    assert "Disallow: /" in text_of(anybody, "/robots.txt")


def test_a_feed_of_nothing_does_not_change(db: None, anybody: Client) -> None:
    assert anybody.get("/public/feed.atom")["ETag"] == anybody.get("/public/feed.atom")["ETag"]


def test_a_programme_and_what_it_answers_name_each_other(
    place: Place,
    programme: Programme,  # noqa: F811
    anybody: Client,
) -> None:
    document = issued(programme, place)
    own = publish(document, by=place.people["commune-head"], shown=Shown(progress=True))
    assert "Thực hiện văn bản" not in text_of(anybody, f"/public/d/{own.slug}/")
    asked = publish(programme.answers, by=place.people["head"])
    assert f"/public/d/{asked.slug}/" in text_of(anybody, f"/public/d/{own.slug}/")
    assert f"/public/d/{own.slug}/" in text_of(anybody, f"/public/d/{asked.slug}/")
    told = progress(own)
    assert told
    assert told.tasks == programme.items.filter(kept=True).count()


def test_numbers_are_counts_and_no_names(place: Place, programme: Programme, anybody: Client) -> None:  # noqa: F811
    issued(programme, place)
    document = programme.answers
    made = publish(document, by=place.people["head"], shown=Shown(progress=True))
    told = progress(made)
    assert told
    assert (told.units, told.issued, told.held_back) == (3, 1, False)
    for line in told.lines:
        assert sum(line.counts) == told.units
    assert sum(line.counts[list(Cover).index(Cover.FULL)] for line in told.lines) >= 1
    page = text_of(anybody, f"{HERE}progress")
    assert "Xã Đông Hòa" not in page
    publish(document, by=place.people["head"], shown=Shown(progress=True, units=True))
    page = text_of(anybody, f"{HERE}progress")
    assert "Xã Đông Hòa" in page
    assert "commune-" not in page


def test_duties_add_up_and_regular_ones_stand_apart(
    place: Place,
    directive: Document,  # noqa: F811
    anybody: Client,
) -> None:
    today, head = timezone.localdate(), place.people["head"]
    given = {
        "assigner": place.province, "lead": place.commune, "action": "zqviec", "document": directive,
        "assigned_by": head.user, "assigned_at": timezone.now(),
    }  # fmt: skip
    for bucket, days, kind in (
        (Bucket.OPEN, 0, "once"), (Bucket.OPEN, -1, "once"), (Bucket.DONE_LATE, -9, "once"),
        (Bucket.OPEN, -1, "regular"),
        (Bucket.DONE_IN_TIME, 5, "once"), (Bucket.SUSPENDED, -1, "once"), (Bucket.WITHDRAWN, 1, "once"),
    ):  # fmt: skip
        due = today + timedelta(days=days)
        Assignment.objects.create(**given, bucket=bucket, due_on=due, kind=kind)
    told = progress(publish(directive, by=head, shown=Shown(progress=True)))
    assert told
    assert told.duties
    assert list(told.duties.split.values()) == [1, 1, 1, 1]
    assert (told.duties.valid, told.duties.regular, told.duties.suspended) == (4, 1, 1)
    page = text_of(anybody, f"{HERE}progress")
    assert "Nhiệm vụ thường xuyên tính riêng: 1." in page
    assert "zqviec" not in page


def test_numbers_of_two_units_are_held_back(place: Place, regulation: Document, anybody: Client) -> None:
    share(regulation, [place.commune], by=place.people["clerk"])
    made = publish(regulation, by=place.people["head"], shown=Shown(progress=True))
    told = progress(made)
    assert told
    assert told.held_back
    assert told.lines == []
    assert "Chưa đến ba đơn vị" in text_of(anybody, f"{HERE}progress")


def test_numbers_wait_while_another_text_is_not_public(place: Place, public: Publication, anybody: Client) -> None:
    Publication.objects.update(show_progress=True)
    from thongsuot.documents.actions import add_version

    add_version(
        public.document,
        texts.REGULATION.replace("khơi", "khoan").encode(),
        "m.txt",
        since=None,
        by=place.people["clerk"],
    )
    assert "đang được cập nhật" in text_of(anybody, f"{HERE}progress")


def test_a_reading_made_anew_is_shown_anew(place: Place, public: Publication, anybody: Client) -> None:
    from thongsuot.documents.actions import reread

    text_of(anybody, "/public/?q=giếng")
    reread(public.document, by=place.people["officer"])
    assert f"{HERE}D2.K2" in text_of(anybody, "/public/?q=giếng")
