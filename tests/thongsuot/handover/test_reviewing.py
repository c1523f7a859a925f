"""What the heir decides of the documents it inherited is kept, and their validity follows from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.handover.conftest import Merged, become, issue, left
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.queries import effects, forces
from thongsuot.documents.rules import Force
from thongsuot.documents.rules import State as Found
from thongsuot.events.models import Event
from thongsuot.handover.estates import undecided, waits
from thongsuot.handover.models import Review
from thongsuot.handover.reviewing import Decision, decide, decide_all
from thongsuot.handover.rules import Verdict
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.rules import Change

TEXT = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG HÒA
Số: {n}/QĐ-UBND
Đông Hòa, ngày 02 tháng 3 năm 2026
QUYẾT ĐỊNH
Về quản lý giếng khơi tại xã ({n})
Điều 1. Giếng khơi do thôn quản lý.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""
TODAY = timezone.localdate


@pytest.fixture
def own(place: Place) -> list[Document]:
    """Three decisions of the commune, in its outgoing register."""
    out = [issue(place, TEXT.format(n=n), place.commune, f"{n}.txt") for n in (11, 12, 13)]
    for document in out:
        Document.objects.filter(pk=document.pk).update(date=date(2026, 3, 2), effective_from=date(2026, 3, 2))
        document.refresh_from_db()
    return out


@pytest.fixture
def merged(place: Place, own: list[Document]) -> Merged:
    """The commune was merged with the other."""
    return become(place, Change.MERGE, [place.commune, place.other])


def newer(place: Place, merged: Merged) -> Document:
    """A decision of the heir."""
    text = TEXT.format(n=1).replace("XÃ ĐÔNG HÒA", "XÃ MỚI")
    document = issue(place, text, merged.heir, "moi.txt", who="clerk")
    Document.objects.filter(pk=document.pk).update(date=TODAY(), effective_from=TODAY())
    document.refresh_from_db()
    return document


def force(document: Document, day: date | None = None) -> Force:
    document = Document.objects.get(pk=document.pk)
    return forces([document], day or TODAY())[document.pk]


def test_a_document_that_is_kept_stays_in_force_and_waits_no_more(merged: Merged, own: list[Document]) -> None:
    assert waits(merged.heir, TODAY()) == 1
    decide(own[0], Decision(Verdict.KEEP, "Còn phù hợp"), by=merged.officer())
    assert force(own[0]) == Force.IN_FORCE
    assert set(undecided([own[0].unit_id], TODAY())) == set(own[1:])
    event = Event.objects.get(verb="document-reviewed")
    assert (event.thread, event.reason, event.after["verdict"]) == (f"document:{own[0].pk}", "Còn phù hợp", "keep")
    decide_all(own, Decision(Verdict.KEEP, "Còn phù hợp"), by=merged.head())
    assert waits(merged.heir, TODAY()) == 0


@pytest.mark.parametrize(("verdict", "relation"), [(Verdict.REPLACE, "replaces"), (Verdict.REPEAL, "repeals")])
def test_what_replaces_or_repeals_it_is_a_relation_of_the_register_and_ends_it(
    place: Place, merged: Merged, own: list[Document], verdict: Verdict, relation: str
) -> None:
    other = newer(place, merged)
    row = decide(own[0], Decision(verdict, "Ban hành quy định mới", other), by=merged.head())
    assert row.finding is not None
    assert (row.finding.document, row.finding.target, row.finding.relation) == (other, own[0], relation)
    own[0].refresh_from_db()
    assert [effect.kind for effect in effects([own[0]])[own[0].pk]] == [relation]
    assert force(own[0]) == Force.ENDED
    assert force(own[0], TODAY() - timedelta(1)) == Force.IN_FORCE
    assert own[0] not in undecided([own[0].unit_id], TODAY())


def test_one_that_lapses_ends_with_its_last_day_and_another_decision_takes_it_back(
    merged: Merged, own: list[Document]
) -> None:
    row = decide(own[0], Decision(Verdict.LAPSE, "Hết việc", until=TODAY() - timedelta(1)), by=merged.head())
    assert force(own[0]) == Force.ENDED
    with pytest.raises(Stale):
        decide(own[0], Decision(Verdict.KEEP, "Nhầm"), by=merged.head())
    decide(own[0], Decision(Verdict.KEEP, "Nhầm"), revision=row.revision, by=merged.head())
    assert force(own[0]) == Force.IN_FORCE
    assert Review.objects.get().until is None


def test_what_followed_from_a_decision_goes_with_it(place: Place, merged: Merged, own: list[Document]) -> None:
    other = newer(place, merged)
    row = decide(own[0], Decision(Verdict.REPEAL, "Bãi bỏ", other), by=merged.head())
    decide(own[0], Decision(Verdict.KEEP, "Chưa"), revision=row.revision, by=merged.head())
    assert Finding.objects.get(target=own[0]).state == Found.DROPPED
    assert force(own[0]) == Force.IN_FORCE


def test_a_decision_is_whole_or_not_made(place: Place, merged: Merged, own: list[Document]) -> None:
    head, beside = merged.head(), issue(place, TEXT.format(n=7), place.other, "khac.txt", who="stranger-clerk")
    for told in (
        Decision(Verdict.KEEP, "  "),
        Decision(Verdict.REPLACE, "Vì"),
        Decision(Verdict.LAPSE, "Vì"),
        Decision(Verdict.REPLACE, "Vì", own[0]),
        Decision(Verdict.REPLACE, "Vì", beside),
    ):
        with pytest.raises(Problem):
            decide(own[0], told, by=head)
    for who in (merged.people["inspector-0"], merged.people["clerk-0"], place.people["stranger-head"]):
        with pytest.raises(Forbidden):
            decide(own[0], Decision(Verdict.KEEP, "Vì"), by=who)
    assert not Review.objects.exists()


def test_what_has_ended_already_waits_for_nobody(place: Place, merged: Merged, own: list[Document]) -> None:
    Document.objects.filter(pk=own[0].pk).update(effective_to=TODAY() - timedelta(1))
    with pytest.raises(Problem):
        decide(own[0], Decision(Verdict.KEEP, "Vì"), by=merged.head())
    for document in own:
        document.refresh_from_db()
        waiting = document in undecided([document.unit_id], TODAY())
        assert waiting == (force(document) != Force.ENDED)


def test_the_level_above_sees_who_has_not_finished_and_every_number_opens_its_list(
    place: Place, merged: Merged, own: list[Document]
) -> None:
    decide(own[0], Decision(Verdict.KEEP, "Còn phù hợp"), by=merged.head())
    page = place.client("inspector").get("/handover/").content.decode()
    assert f'href="/handover/{place.commune.pk}/documents/"' in page
    assert "Văn bản chờ rà soát: 2" in page
    for query, n in (("", 2), ("?done=1", 1)):
        shown = place.client("inspector").get(f"/handover/{place.commune.pk}/documents/{query}").content.decode()
        assert shown.count('<th scope="row"') == n
    assert left(place.commune).keeper == merged.heir
