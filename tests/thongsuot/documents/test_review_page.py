"""The review page: what is shown to whom, and what a click does."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.actions import add_version
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.review_page import PER_PAGE
from thongsuot.documents.rules import Kind, State
from thongsuot.events.models import Event

HX = {"HX-Request": "true"}


def page_of(document: Document, **query: object) -> str:
    return reverse("review", args=[document.pk], query=query or None)


def one(document: Document, kind: Kind) -> Finding:
    return document.findings.filter(kind=kind)[0]


def post(client: Client, name: str, finding: Finding, *, hx: bool = False, **data: object) -> object:
    url = reverse(name, args=[finding.document_id, finding.pk])
    return client.post(url, {"revision": finding.revision, **data}, headers=HX if hx else None)


def test_an_officer_reads_a_claim_in_plain_words_beside_its_sentence(place: Place, regulation: Document) -> None:
    answer = place.client("officer").get(page_of(regulation))
    html = answer.content.decode()
    relation = one(regulation, Kind.RELATION)
    assert answer.status_code == 200
    assert "Quy định số 126-QĐ/TW" in html
    assert f'id="f{relation.pk}"' in html
    assert f'href="#m{relation.pk}"' in html
    assert f'id="m{relation.pk}" data-f="{relation.pk}"' in html
    assert 'id="D2.K1"' in html
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["inspector", "clerk"])
def test_who_has_no_right_to_review_sees_no_buttons(place: Place, regulation: Document, who: str) -> None:
    client, finding = place.client(who), one(regulation, Kind.RELATION)
    html = client.get(page_of(regulation)).content.decode()
    assert "finding-decide" not in html
    assert 'value="accept"' not in html
    for name in ("finding-decide", "finding-edit", "finding-split"):
        assert post(client, name, finding, do="accept", at="1").status_code == 403  # type: ignore[attr-defined]
    assert client.get(reverse("finding-add", args=[regulation.pk])).status_code == 403
    finding.refresh_from_db()
    assert finding.state == State.PROPOSED


@pytest.mark.parametrize(
    "name", ["review", "text", "review-more", "finding-add", "finding-accept-all", "finding-join", "reread"]
)
@pytest.mark.parametrize("who", ["stranger-officer", "administrator"])
def test_for_a_stranger_there_is_no_such_document(place: Place, regulation: Document, name: str, who: str) -> None:
    client = place.client(who)
    url = reverse(name, args=[regulation.pk])
    answer = client.post(url) if name in ("finding-join", "reread") else client.get(url)
    assert answer.status_code == (403 if who == "administrator" else 404)


def test_accepting_gives_the_card_alone_to_a_script(place: Place, regulation: Document) -> None:
    finding = one(regulation, Kind.OBLIGATION)
    answer = post(place.client("officer"), "finding-decide", finding, hx=True, do="accept")
    html = answer.content.decode()  # type: ignore[attr-defined]
    assert html.lstrip().startswith(f'<li id="f{finding.pk}"')
    assert f"1/{regulation.findings.count()}" in html
    finding.refresh_from_db()
    assert finding.state == State.ACCEPTED
    assert Event.objects.get(verb="finding-accepted").subject == f"finding:{finding.pk}"


def test_without_a_script_the_page_comes_again_at_the_finding(place: Place, regulation: Document) -> None:
    finding = one(regulation, Kind.OBLIGATION)
    answer = post(place.client("officer"), "finding-decide", finding, do="drop", reason="không phải việc")
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert answer["Location"].endswith(f"at={finding.pk}#f{finding.pk}")  # type: ignore[index]
    assert Event.objects.get(verb="finding-dropped").reason == "không phải việc"


@pytest.mark.parametrize("hx", [True, False])
def test_nobody_overwrites_what_somebody_else_decided(place: Place, regulation: Document, hx: bool) -> None:
    finding = one(regulation, Kind.OBLIGATION)
    review.accept(Finding.objects.get(pk=finding.pk), revision=1, by=place.people["head"])
    answer = post(place.client("officer"), "finding-decide", finding, hx=hx, do="drop")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    finding.refresh_from_db()
    assert finding.state == State.ACCEPTED


def typed(client: Client, finding: Finding, **changes: str) -> dict[str, str]:
    """The form as a browser would send it back."""
    form = client.get(reverse("finding-edit", args=[finding.document_id, finding.pk])).context["form"]
    return {form.add_prefix(f.name): str(f.value() if f.value() is not None else "") for f in form} | {
        form.add_prefix(name): value for name, value in changes.items()
    }


def test_a_correction_changes_what_was_typed_and_nothing_else(place: Place, regulation: Document) -> None:
    client, finding = place.client("officer"), one(regulation, Kind.OBLIGATION)
    before = finding.payload
    data = typed(client, finding, lead="Các tỉnh ủy\nCác thành ủy", due="15/06/2022")
    assert post(client, "finding-edit", finding, **data).status_code == 302  # type: ignore[attr-defined]
    finding.refresh_from_db()
    said = finding.payload
    assert finding.state == State.CORRECTED
    assert said["lead"] == ["Các tỉnh ủy", "Các thành ủy"]
    assert (said["deadline"]["due"], said["deadline"]["text"]) == ("2022-06-15", before["deadline"]["text"])
    untouched = {k: v for k, v in said.items() if k not in ("lead", "deadline")}
    assert untouched == {k: v for k, v in before.items() if k not in ("lead", "deadline")}


def test_saving_a_proposal_as_it_is_accepts_it(place: Place, regulation: Document) -> None:
    client = place.client("officer")
    for finding in regulation.findings.all():
        assert post(client, "finding-edit", finding, **typed(client, finding)).status_code == 302  # type: ignore[attr-defined]
    assert set(regulation.findings.values_list("state", flat=True)) == {State.ACCEPTED}


def test_a_relation_is_corrected_in_the_words_of_an_office(place: Place, regulation: Document) -> None:
    older = place.receive(texts.OLD_REGULATION.replace("126-QĐ", "125-QĐ"), "cu.txt")
    client, finding = place.client("officer"), one(regulation, Kind.RELATION)
    data = typed(client, finding, kind="amends", doc="Quy định số 125-QĐ/TW", where="khoản 2 Điều 1")
    post(client, "finding-edit", finding, **data)
    finding.refresh_from_db()
    assert (finding.relation, finding.payload["doc"], finding.payload["loc"]) == ("amends", "125-QĐ/TW", "D1.K2")
    assert finding.target_id == older.pk
    answer = post(client, "finding-edit", finding, **typed(client, finding, where="đâu đó ở cuối"))
    assert answer.status_code == 422  # type: ignore[attr-defined]


def test_what_was_typed_stays_when_somebody_was_faster(place: Place, regulation: Document) -> None:
    client, finding = place.client("officer"), one(regulation, Kind.OBLIGATION)
    data = typed(client, finding, lead="Văn phòng Tỉnh ủy")
    review.accept(Finding.objects.get(pk=finding.pk), revision=1, by=place.people["head"])
    answer = post(client, "finding-edit", finding, hx=True, **data)
    html = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "Văn phòng Tỉnh ủy" in html
    assert 'name="revision" value="2"' in html
    assert post(client, "finding-edit", Finding.objects.get(pk=finding.pk), **data).status_code == 302  # type: ignore[attr-defined]


def test_words_are_added_by_saying_them_exactly(place: Place, regulation: Document) -> None:
    client, url = place.client("officer"), reverse("finding-add", args=[regulation.pk])
    words = "Ban Tổ chức Trung ương chủ trì, phối hợp với Văn phòng Trung ương Đảng hướng dẫn thực hiện"
    data = {"kind": "obligation", "new-words": words, "new-lead": "Ban Tổ chức Trung ương", "new-action": "hướng dẫn",
            "new-modality": "order", "new-due": "29/06/2022"}  # fmt: skip
    assert client.post(url, data).status_code == 302
    added = regulation.findings.get(state=State.ADDED)
    assert (added.quote, added.loc) == (words, "D1.K2")
    assert added.payload["deadline"]["due"] == "2022-06-29"
    assert client.post(url, data | {"new-words": "không có trong văn bản"}).status_code == 422
    assert client.post(url, data | {"new-words": "Quy định"}).status_code == 422  # stands several times
    assert client.post(url, data | {"version": "999999"}).status_code == 409


def test_words_picked_in_the_text_keep_their_place(place: Place, regulation: Document) -> None:
    text = regulation.current.text if regulation.current else ""
    start = text.rindex("Quy định này")
    url = reverse("finding-add", args=[regulation.pk])
    client = place.client("officer")
    asked = client.get(url, {"kind": "citation", "start": start, "end": start + 12}, headers=HX)
    form = asked.context["form"]
    data = {form.add_prefix(f.name): f.value() or "" for f in form} | {"new-doc0": "văn bản này", "kind": "citation"}
    assert client.post(url, data, headers=HX).status_code == 204
    assert regulation.findings.get(state=State.ADDED).start == start


def test_a_finding_is_split_at_a_word_and_joined_again(place: Place, regulation: Document) -> None:
    client, finding = place.client("officer"), one(regulation, Kind.OBLIGATION)
    whole = finding.quote
    assert "thực" in client.get(reverse("finding-split", args=[regulation.pk, finding.pk])).content.decode()
    at = finding.start + whole.index("thực hiện")
    post(client, "finding-split", finding, at=at)
    first, second = regulation.findings.filter(kind=Kind.OBLIGATION, state__in=["corrected", "added"])
    assert (first.quote, second.quote) == (whole[: whole.index(" thực hiện")], whole[whole.index("thực hiện") :])
    client.post(
        reverse("finding-join", args=[regulation.pk]), {"finding": [f"{f.pk}:{f.revision}" for f in (first, second)]}
    )
    first.refresh_from_db()
    assert first.quote == whole


def test_all_of_a_kind_are_accepted_but_not_what_changed_meanwhile(place: Place, regulation: Document) -> None:
    client, url = place.client("officer"), reverse("finding-accept-all", args=[regulation.pk])
    preview = client.get(url, {"kind": "citation"})
    seen = preview.context["seen"]
    assert len(preview.context["cards"]) == regulation.findings.filter(kind=Kind.CITATION).count() >= 2
    faster = one(regulation, Kind.CITATION)
    review.drop(faster, revision=1, by=place.people["head"])
    client.post(url, {"kind": "citation", "seen": seen})
    states = dict(regulation.findings.filter(kind=Kind.CITATION).values_list("pk", "state"))
    assert states.pop(faster.pk) == State.DROPPED
    assert set(states.values()) == {State.ACCEPTED}
    assert Event.objects.filter(verb="findings-accepted").count() == 1


def test_words_that_are_gone_ask_for_a_decision(place: Place, regulation: Document) -> None:
    client, finding = place.client("officer"), one(regulation, Kind.OBLIGATION)
    review.accept(finding, revision=1, by=place.people["officer"])
    raw = texts.REGULATION.replace("ban hành kế hoạch thực hiện trong quý II", "ban hành chương trình trong quý III")
    add_version(regulation, raw.encode(), "moi.txt", since=None, by=place.people["clerk"])
    html = client.get(page_of(regulation)).content.decode()
    assert "is-lost" in html
    finding.refresh_from_db()
    words = "Các tỉnh ủy, thành ủy ban hành chương trình"
    post(client, "finding-edit", finding, **typed(client, finding, words=words))
    finding.refresh_from_db()
    assert (finding.lost, finding.quote) == (False, words)


def test_filters_show_what_they_count(place: Place, regulation: Document) -> None:
    client = place.client("officer")
    review.drop(one(regulation, Kind.CITATION), revision=1, by=place.people["officer"])
    for state in ("", "open", "decided", "dropped"):
        answer = client.get(page_of(regulation, state=state))
        shown = sum(len(group.cards) for group in answer.context["groups"])
        assert shown == next(tab.count for tab in answer.context["tabs"] if tab.current)


def test_a_document_the_reader_may_not_see_is_not_named(place: Place, regulation: Document) -> None:
    place.receive(texts.OLD_REGULATION, "cu.txt")
    finding = one(regulation, Kind.RELATION)
    finding.refresh_from_db()
    assert finding.target is not None
    html = place.client("officer").get(page_of(regulation)).content.decode()
    assert reverse("document", args=[finding.target.pk]) in html
    Document.objects.filter(pk=finding.target.pk).update(reach="named", unit=place.other)
    html = place.client("officer").get(page_of(regulation)).content.decode()
    assert reverse("document", args=[finding.target.pk]) not in html


def test_long_lists_come_in_pages_and_a_mark_finds_its_card(place: Place) -> None:
    lines = "\n".join(f"{n}. Thực hiện Nghị quyết số {n}-NQ/TW." for n in range(1, 90))
    document = place.receive(texts.REGULATION.replace("Điều 3. Hiệu lực", f"Điều 3. Căn cứ\n{lines}\nĐiều 4. Hiệu lực"))
    client = place.client("officer")
    last = document.findings.get(kind=Kind.CITATION, quote__contains="80-NQ/TW")
    html = client.get(page_of(document)).content.decode()
    assert f'id="f{last.pk}"' not in html
    assert f'href="?at={last.pk}#f{last.pk}"' in html
    assert f'id="f{last.pk}"' in client.get(page_of(document, at=last.pk)).content.decode()
    more = client.get(reverse("review-more", args=[document.pk]), {"kind": "citation", "page": 2}, headers=HX)
    assert more.content.decode().count("<li id=") == PER_PAGE


@pytest.mark.parametrize("many", [3, 60])
def test_the_page_asks_the_same_few_questions_however_many_findings(
    place: Place, django_assert_max_num_queries: object, many: int
) -> None:
    lines = "\n".join(f"{n}. Thực hiện Nghị quyết số {n}-NQ/TW." for n in range(1, many))
    document = place.receive(texts.REGULATION.replace("Điều 3. Hiệu lực", f"Điều 3. Căn cứ\n{lines}\nĐiều 4. Hiệu lực"))
    client = place.client("officer")
    client.get(page_of(document))
    with django_assert_max_num_queries(QUESTIONS):  # type: ignore[operator]
        client.get(page_of(document))


QUESTIONS = 9
