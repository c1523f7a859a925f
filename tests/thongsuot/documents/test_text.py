"""The text to read: as it stood on a day, with an outline and its restriction mark."""

from datetime import date

import pytest
from django.urls import reverse

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents.actions import add_version
from thongsuot.documents.models import Document


def text_of(document: Document, asof: str = "") -> str:
    return reverse("text", args=[document.pk], query={"asof": asof} if asof else None)


def test_every_clause_has_a_link_of_its_own(place: Place, regulation: Document) -> None:
    answer = place.client("inspector").get(text_of(regulation))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<a class="num" href="#D1.K2" aria-label="2. (khoản 2 Điều 1)">2.</a>' in html
    assert [step.loc for step in answer.context["outline"]] == ["D1", "D2", "D3"]


def test_the_text_is_that_of_the_day(place: Place, regulation: Document) -> None:
    raw = texts.REGULATION.replace("nước giếng khơi", "nước sạch nông thôn").encode()
    add_version(regulation, raw, "sua-doi.txt", since=date(2024, 1, 1), by=place.people["clerk"])
    client = place.client("officer")
    assert "nước giếng khơi" in client.get(text_of(regulation, "31/12/2023")).content.decode()
    assert "nước sạch nông thôn" in client.get(text_of(regulation, "2024-01-01")).content.decode()
    assert client.get(text_of(regulation, "hôm qua")).status_code == 404


def test_the_mark_is_on_the_page_and_on_paper(place: Place) -> None:
    html = place.client("officer").get(text_of(place.receive(texts.INTERNAL, "hd.txt"))).content.decode()
    assert 'class="restriction mark-internal"' in html
    assert 'class="restriction-stamp"' in html


def test_a_citation_leads_to_the_document_if_the_reader_may_see_it(place: Place, regulation: Document) -> None:
    guideline = place.receive(texts.GUIDELINE, "hd.txt")
    link = f'href="{reverse("document", args=[regulation.pk])}"'
    page = place.client("officer").get(text_of(guideline)).content.decode()
    assert link in page.partition('<article id="text"')[2]
    Document.objects.filter(pk=regulation.pk).update(reach="named", unit=place.other)
    assert link not in place.client("officer").get(text_of(guideline)).content.decode()


@pytest.mark.parametrize("who", ["stranger-officer", ""])
def test_a_stranger_reads_nothing(place: Place, regulation: Document, who: str) -> None:
    assert place.client(who).get(text_of(regulation)).status_code == (404 if who else 302)
