"""Do the pages show what may be seen, open what they count, and let a unit decide for itself?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.home.test_waiting import cost, told
from tests.thongsuot.programmes.conftest import confirm
from tests.thongsuot.suspects.conftest import amend, answer, give
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.suspects import access, queries
from thongsuot.suspects.models import Change, Mapped, Suspect
from thongsuot.suspects.queries import Asked
from thongsuot.suspects.rules import Decision
from thongsuot.suspects.waiting import KIND


@pytest.fixture
def amended(directive: Document, place: Place) -> Document:
    """Both communes answered the clause, the province gave a duty on it; then its words changed."""
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ giếng", "D2": "Làm theo Điều 2"})
    answer(directive, place.other, "stranger-", place, {"D2.K2": "Lập sổ của Tây Thịnh"})
    give(place, directive, "D2.K2")
    return amend(directive, place)


def get(place: Place, who: str, url: str) -> str:
    response = place.client(who).get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_unit_sees_what_waits_for_it_and_the_one_above_what_waits_below(amended: Document, place: Place) -> None:
    own = get(place, "commune-officer", reverse("suspects"))
    assert "Lập sổ giếng" in own
    assert "Tây Thịnh" not in own
    assert 'name="pk"' in own
    mine = get(place, "inspector", reverse("suspects"))
    assert "Kiểm tra giếng" in mine
    assert "Lập sổ giếng" not in mine
    assert 'name="pk"' not in mine
    below = get(place, "inspector", reverse("suspects") + "?show=all")
    assert all(words in below for words in ("Lập sổ giếng", "Lập sổ của Tây Thịnh", "Kiểm tra giếng"))


def test_lists_and_what_opens_are_the_same(amended: Document, place: Place) -> None:
    for reach, mark in ((Reach.UNIT, Mark.NONE), (Reach.NAMED, Mark.INTERNAL)):
        amended.refresh_from_db()
        documents.restrict(amended, mark=mark, reach=reach, revision=amended.revision, by=place.people["clerk"],
                           reason="kiểm thử")  # fmt: skip
        for who, acting in place.people.items():
            seen = set(Suspect.objects.visible_to(acting).values_list("pk", flat=True))
            changes = set(Change.objects.visible_to(acting).values_list("pk", flat=True))
            for row in Suspect.objects.all():
                assert (row.pk in seen) == access.may_read(acting, row), (who, row.about, reach)
                status = place.client(who).get(reverse("suspect", args=[row.pk])).status_code
                assert (status == 200) == (row.pk in seen), (who, status)
            for change in Change.objects.all():
                assert (change.pk in changes) == access.may_read_change(acting, change)


def test_every_number_of_a_change_opens_the_list_that_it_counts(amended: Document, place: Place) -> None:
    change, client = Change.objects.get(), place.client("head")
    officer = place.client("commune-officer")
    row = Suspect.objects.get(about="Lập sổ giếng")
    said = {"decision": "keep", "reason": "Vẫn là sổ ấy", "revision": row.revision}
    assert officer.post(reverse("suspect", args=[row.pk]), said).status_code == 302
    page = client.get(reverse("change", args=[change.pk])).content.decode()
    figures = re.findall(r'<li><a href="([^"]+)"><strong>(\d+)</strong>', page)
    assert [int(n) for _url, n in figures] == [3, 1, 3, 3]
    for url, n in figures:
        listed = client.get(url.replace("&amp;", "&"))
        assert listed.context["page"].paginator.count == int(n)
    units = client.get(reverse("change-units", args=[change.pk]) + "?waiting=1").context["page"]
    assert [(tally.unit.code, tally.waits, tally.decided) for tally in units] == [
        ("LS", 1, 0), ("LS.01", 1, 1), ("LS.02", 1, 0),
    ]  # fmt: skip
    for tally in units:
        asked = Asked(change=change.pk, unit=tally.unit.pk, decision="open")
        assert queries.listed(place.people["head"], asked).count() == tally.waits
    assert len(KIND.rows(place.people["commune-officer"])) == 1


def test_the_words_before_and_after_stand_on_the_page_of_the_change(amended: Document, place: Place) -> None:
    page = get(place, "commune-inspector", reverse("change", args=[Change.objects.get().pk]))
    assert "<del> khơi</del>" in page
    assert "<ins> khoan</ins>" in page
    assert "Lập sổ giếng" in page
    assert "Tây Thịnh" not in page


def test_who_may_not_see_the_document_at_the_top_is_told_of_his_own_things_without_its_words(
    place: Place, regulation: Document
) -> None:
    confirm(regulation, place)
    plan = answer(regulation, place.province, "", place, {"D2.K2": "Lập sổ theo dõi giếng"}, "5/KH-UBND").issued
    assert plan is not None
    documents.share(plan, [place.commune], by=place.people["clerk"])
    assert plan.current is not None
    loc = next(row.loc for row in plan.current.provisions.all() if row.loc != "PL")
    answer(plan, place.commune, "commune-", place, {loc: "Lập sổ của xã"})
    amend(regulation, place)
    documents.restrict(regulation, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=regulation.revision,
                       by=place.people["clerk"], reason="")  # fmt: skip
    row = Suspect.objects.get(unit=place.commune)
    for address in (reverse("suspects"), reverse("suspect", args=[row.pk]), reverse("change", args=[row.change_id])):
        page = get(place, "commune-officer", address)
        assert "Lập sổ của xã" in page
        assert "giếng kh" not in page
        assert "58-QĐ/TW" not in page
        assert "Khoản 2 Điều 2" not in page


def test_a_clause_that_is_the_second_of_a_thing_lists_it_too(amended: Document, place: Place) -> None:
    answer(amended, place.commune, "commune-", place, {})
    head = place.people["head"]
    row = Suspect.objects.get(about="Lập sổ giếng")
    row.loc, row.also = "D2", "D21 D2.K2"
    row.save()
    told = {one["loc"]: one["n"] for one in queries.of_clauses(amended, head)}
    assert told == {"D2": 2, "D2.K2": 3, "D21": 1}
    for loc, n in told.items():
        assert queries.listed(head, Asked(document=amended.pk, loc=loc, decision="open")).count() == n


def test_several_are_looked_at_then_decided(amended: Document, place: Place) -> None:
    client, url = place.client("commune-officer"), reverse("suspects-decide")
    rows = Suspect.objects.filter(unit=place.commune)
    sent = {"pk": [f"{row.pk}.{row.revision}" for row in rows], "decision": "revise", "reason": "Đổi tên sổ"}
    preview = client.post(url, sent)
    assert preview.status_code == 200
    assert {line.row.about for line in preview.context["will"]} == {"Làm theo Điều 2", "Lập sổ giếng"}
    assert Suspect.objects.waiting().count() == 4
    assert client.post(url, sent | {"confirm": "1"}).status_code == 302
    assert Suspect.objects.waiting().count() == 2
    assert client.post(url, sent | {"confirm": "1"}).status_code == 409
    assert client.post(url, {"decision": "keep", "reason": "x"}).status_code == 400


def test_what_was_decided_is_said_to_be_done(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"}, "7/KH-UBND")
    amend(directive, place)
    row, client = Suspect.objects.get(), place.client("commune-head")
    address = reverse("suspect", args=[row.pk])
    client.post(address, {"decision": "revise", "reason": "Đổi sổ", "revision": row.revision})
    row.refresh_from_db()
    assert (
        reverse("programme-start", args=[directive.pk]) not in client.get(address).content.decode()
    )  # a head drafts none
    assert reverse("programme-start", args=[directive.pk]) in get(place, "commune-officer", address)
    done = reverse("suspect-done", args=[row.pk])
    assert client.post(done, {"note": "Kế hoạch số 9/KH-UBND", "revision": row.revision}).status_code == 302
    assert "Kế hoạch số 9/KH-UBND" in client.get(address).content.decode()


def test_pages_of_the_document_the_programme_the_duty_and_the_desk_say_it(amended: Document, place: Place) -> None:
    change = Change.objects.get()
    address = reverse("change", args=[change.pk])
    assert address in get(place, "head", reverse("document", args=[amended.pk]))
    assert address in get(place, "head", reverse("clause", args=[amended.pk, "D2.K2"]))
    assert address not in get(place, "head", reverse("clause", args=[amended.pk, "D1.K1"]))
    item, duty = Suspect.objects.get(about="Lập sổ giếng"), Suspect.objects.get(about="Kiểm tra giếng")
    programme = get(place, "commune-officer", reverse("programme", args=[item.programme_id]))
    assert reverse("suspect", args=[item.pk]) in programme
    assert reverse("suspect", args=[duty.pk]) in get(place, "head", reverse("duty", args=[duty.assignment_id]))
    assert reverse("suspect", args=[duty.pk]) not in get(
        place, "commune-head", reverse("duty", args=[duty.assignment_id])
    )
    assert f"?change={change.pk}" in get(place, "head", reverse("coverage", args=[amended.pk]))


@pytest.mark.parametrize(("who", "n"), [("head", 1), ("commune-head", 2), ("commune-officer", 2)])
def test_what_waits_for_the_units_decision_stands_on_its_desk_and_in_its_work(
    amended: Document, place: Place, who: str, n: int
) -> None:
    assert told(place, who)["suspects"] == n
    for page in (get(place, who, "/"), get(place, who, "/followup/mine/")):
        assert page.count("</strong>Cần rà soát: căn cứ đã thay đổi") == 1
    assert f"chờ từ ngày {timezone.localdate():%d/%m/%Y}" in get(place, who, "/")


def test_nothing_waits_once_it_is_decided_or_for_who_does_not_decide(amended: Document, place: Place) -> None:
    for who in ("commune-clerk", "commune-inspector"):
        assert "suspects" not in told(place, who)
    Suspect.objects.filter(unit=place.commune).update(decision=Decision.KEEP)
    assert "suspects" not in told(place, "commune-officer")
    with translation.override("en"):
        assert str(KIND.words) == "To be reviewed: the words it rests on changed"


def test_the_work_of_a_unit_costs_two_queries_more_however_much_is_doubtful(
    directive: Document, amended: Document, place: Place
) -> None:
    before = cost(place, "commune-officer", "/followup/mine/")
    row = Suspect.objects.filter(unit=place.commune).first()
    assert row is not None
    Suspect.objects.bulk_create(
        Suspect(change=row.change, unit=row.unit, document=row.document, programme=row.programme, about=f"Việc {n}",
                loc=row.loc, how=row.how)
        for n in range(1_200)
    )  # fmt: skip
    assert cost(place, "commune-officer", "/followup/mine/") == before
    assert "999+" in get(place, "commune-officer", "/followup/mine/")


def test_a_replaced_document_shows_where_its_clauses_went_and_lets_its_unit_say_it(place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    documents.share(old, [place.commune], by=place.people["clerk"])
    answer(old, place.commune, "commune-", place, {"D1.K2": "Báo cáo năm"})
    new = place.receive(texts.REGULATION, "58.txt")
    documents.share(new, [place.commune], by=place.people["clerk"])
    finding = new.findings.get(relation="replaces")
    review.accept(finding, revision=finding.revision, by=place.people["officer"])
    change = Change.objects.get()
    address = reverse("change-mapping", args=[change.pk])
    assert "<select" not in get(place, "commune-officer", address)
    assert place.client("stranger-officer").get(address).status_code == 404
    client = place.client("officer")
    page = client.get(address).content.decode()
    assert "<select" in page
    row = Mapped.objects.get(old="D1.K2")
    sent = {"row": row.pk, f"new-{row.pk}": "D2.K1", f"revision-{row.pk}": row.revision}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.new, row.said_by) == ("D2.K1", place.people["officer"].user)
    suspect = get(place, "commune-officer", reverse("suspect", args=[Suspect.objects.get().pk]))
    assert reverse("clause", args=[new.pk, "D2.K1"]) in suspect
    assert reverse("programme-start", args=[new.pk]) in suspect


COUNTS = {"suspects": 11, "changes": 7, "change": 12, "change-units": 7, "suspect": 8}


def test_pages_ask_the_same_however_much_there_is(amended: Document, place: Place) -> None:
    change, row = Change.objects.get(), Suspect.objects.get(about="Kiểm tra giếng")
    keys = {"change": [change.pk], "change-units": [change.pk], "suspect": [row.pk]}
    client = place.client("head")
    for name, most in COUNTS.items():
        address = reverse(name, args=keys.get(name, [])) + ("?show=all" if name == "suspects" else "")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        assert len(seen) <= most, name
    for n in range(5):
        give(place, amended, "D2.K2", f"Việc {n}")
    amend(amended, place, "giếng khoan", "giếng đào")
    for name, most in COUNTS.items():
        address = reverse(name, args=keys.get(name, [])) + ("?show=all" if name == "suspects" else "")
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        assert len(seen) <= most, name
