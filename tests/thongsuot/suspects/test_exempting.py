"""Is a unit asked again about what it said does not concern it, once the words of that have changed?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.handover.conftest import become, left
from tests.thongsuot.suspects.conftest import DUG, WELLS, about, amend, answer, exempt
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.handover.actions import take_files
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import exempting
from thongsuot.programmes.models import Exemption
from thongsuot.programmes.queries import unit_cover
from thongsuot.programmes.rules import Cover
from thongsuot.reminders.models import Reminder
from thongsuot.suspects import access, bulk, mapping, queries
from thongsuot.suspects.deciding import Said, decide, finish
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.queries import Asked
from thongsuot.suspects.reminding import remind
from thongsuot.suspects.rules import Decision
from thongsuot.suspects.waiting import KIND
from thongsuot.units.access import posts
from thongsuot.units.models import Unit
from thongsuot.units.people import appoint
from thongsuot.units.rules import Change as Reform
from thongsuot.units.rules import Role
from vanban.workdays import add_working_days, is_working_day

LOC = "D2.K2"
KEEP, REVISE, WITHDRAW = (Said(choice, "Đã xem lại") for choice in (Decision.KEEP, Decision.REVISE, Decision.WITHDRAW))


@pytest.fixture
def doubtful(directive: Document, place: Place) -> Suspect:
    """The commune was exempted from a clause whose words have changed since."""
    exempt(directive, LOC, place)
    amend(directive, place)
    return Suspect.objects.get()


def cover(unit: Unit, document: Document) -> Cover:
    document.refresh_from_db()
    return unit_cover(unit, document, [LOC])[LOC]


def test_what_does_not_apply_is_asked_again_when_its_words_changed(directive: Document, place: Place) -> None:
    exempt(directive, LOC, place)
    exempt(directive, "", place, "Không thuộc phạm vi", "stranger-")
    asked = exempting.ask(directive, place.commune, "D2", "Đang chờ duyệt", by=place.people["commune-officer"])
    exempt(directive, "D2.K1", place, "Chỉ giao cấp tỉnh")
    refused = exempting.ask(directive, place.other, LOC, "Bị bác", by=place.people["stranger-officer"])
    exempting.decide(refused, approved=False, why="Có giếng", revision=1, by=place.people["stranger-head"])
    amend(directive, place)
    assert about() == [
        ("LS.01", "Xã không có giếng khơi", LOC, "words"),
        ("LS.02", "Không thuộc phạm vi", "", "words"),
        ("LS.01", "Đang chờ duyệt", "D2", "words"),
    ]
    assert Suspect.objects.get(exemption=asked).document == directive
    told = Event.objects.get(verb="suspects-raised")
    assert (told.after["suspects"], told.after["units"]) == (3, 2)


def test_it_is_asked_again_by_way_of_the_issued_programme_above(directive: Document, place: Place) -> None:
    plan = answer(directive, place.province, "", place, {LOC: "Lập sổ theo dõi giếng"}, "5/KH-UBND").issued
    assert plan is not None
    assert plan.current is not None
    documents.share(plan, [place.commune], by=place.people["clerk"])
    rows = plan.current.provisions.order_by("-index")
    loc = next(row.loc for row in rows if "theo dõi giếng" in plan.current.text[row.start : row.end])
    exempt(plan, loc, place)
    amend(directive, place)
    row = Suspect.objects.get(unit=place.commune)
    assert row.via is not None
    assert (row.about, row.document, row.via.about) == ("Xã không có giếng khơi", plan, "Lập sổ theo dõi giếng")
    decide(row, KEEP, revision=row.revision, by=place.people["commune-head"])
    assert Exemption.objects.get().state == "approved"


def test_it_is_asked_again_when_its_document_is_replaced(place: Place) -> None:
    old = place.receive(texts.OLD_REGULATION, "126.txt")
    documents.share(old, [place.commune], by=place.people["clerk"])
    exempt(old, "D1.K2", place, "Xã không báo cáo")
    new = place.receive(texts.REGULATION, "58.txt")
    documents.share(new, [place.commune], by=place.people["clerk"])
    finding = new.findings.get(relation="replaces")
    review.accept(finding, revision=finding.revision, by=place.people["officer"])
    row = Suspect.objects.get()
    assert (row.about, row.how) == ("Xã không báo cáo", "replaced")
    place_of = row.change.mapped.get(old="D1.K2")
    seen = {place_of.pk: place_of.revision}
    mapping.confirm(row.change, {place_of.pk: "D2.K1"}, seen, by=place.people["officer"])
    row.refresh_from_db()
    decide(row, REVISE, revision=row.revision, by=place.people["commune-head"])
    page = place.client("commune-officer").get(reverse("suspect", args=[row.pk])).content.decode()
    assert f"{reverse('exemption-ask', args=[new.pk])}?clause=D2.K1" in page
    exempting.ask(new, place.commune, "D2.K1", "Vẫn vậy", by=place.people["commune-officer"])
    row.refresh_from_db()
    assert row.done_at is not None


def test_one_that_still_holds_rests_on_the_words_as_they_stand(
    doubtful: Suspect, directive: Document, place: Place
) -> None:
    found = decide(doubtful, KEEP, revision=doubtful.revision, by=place.people["commune-head"])
    held = Exemption.objects.get()
    assert (found.decision, held.state, cover(place.commune, directive)) == ("keep", "approved", Cover.EXEMPT)
    assert Event.objects.get(verb="suspect-kept").thread == f"exemption:{held.pk}"
    amend(directive, place, DUG, WELLS)  # it holds by the words it was kept on, not by those it was asked on
    assert len(about()) == 1
    amend(directive, place, WELLS, DUG)
    assert about() == []
    assert [row.decision for row in Suspect.objects.order_by("pk")] == ["keep", "lapsed"]


def test_one_to_be_revised_ends_and_is_done_when_it_is_asked_for_anew(
    doubtful: Suspect, directive: Document, place: Place
) -> None:
    head, officer = place.people["commune-head"], place.people["commune-officer"]
    assert cover(place.commune, directive) == Cover.EXEMPT
    decide(doubtful, REVISE, revision=doubtful.revision, by=head)
    assert (Exemption.objects.get().state, cover(place.commune, directive)) == ("ended", Cover.NONE)
    todo = Asked(decision="todo", mine=True)
    assert queries.listed(head, todo).count() == 1
    ended, told = Event.objects.get(verb="exemption-ended"), Event.objects.get(verb="suspect-to-revise")
    assert (ended.reason, told.reason, told.thread) == ("Đã xem lại", "Đã xem lại", ended.thread)
    again = exempting.ask(directive, place.commune, LOC, "Xã cũng không có giếng khoan", by=officer)
    exempting.decide(again, approved=True, why="", revision=1, by=head)
    assert (queries.listed(head, todo).count(), cover(place.commune, directive)) == (0, Cover.EXEMPT)
    assert Suspect.objects.get().decision == "revise"


def test_one_to_be_revised_is_done_too_when_somebody_says_where(doubtful: Suspect, place: Place) -> None:
    head = place.people["commune-head"]
    found = decide(doubtful, REVISE, revision=doubtful.revision, by=head)
    assert finish(found, "Đưa vào kế hoạch số 9/KH-UBND", revision=found.revision, by=head).done_at is not None


def test_one_that_is_withdrawn_ends_and_is_done(doubtful: Suspect, directive: Document, place: Place) -> None:
    found = decide(doubtful, WITHDRAW, revision=doubtful.revision, by=place.people["commune-head"])
    assert (found.decision, found.done_at is not None) == ("withdraw", True)
    assert (Exemption.objects.get().state, cover(place.commune, directive)) == ("ended", Cover.NONE)
    amend(directive, place, DUG, WELLS)
    assert about() == []


@pytest.mark.parametrize("who", ["head", "commune-officer", "commune-clerk", "commune-inspector", "stranger-head"])
def test_only_who_approves_for_the_unit_decides(doubtful: Suspect, place: Place, who: str) -> None:
    with pytest.raises(Forbidden):
        decide(doubtful, WITHDRAW, revision=doubtful.revision, by=place.people[who])
    assert Exemption.objects.get().state == "approved"


def test_who_asked_for_it_does_not_say_that_it_still_holds(doubtful: Suspect, place: Place) -> None:
    officer = place.people["commune-officer"]
    appoint(officer.user, place.commune, Role.HEAD)
    himself = next(post for post in posts(officer.user) if post.role == Role.HEAD)
    seen = {doubtful.pk: doubtful.revision}
    made = bulk.plan(bulk.rows_of(himself, seen), seen, by=himself, decision="keep")
    assert (made.will, sum(map(len, made.skipped.values()))) == ([], 1)
    assert len(bulk.plan(bulk.rows_of(himself, seen), seen, by=himself, decision="withdraw").will) == 1
    with pytest.raises(Problem):
        decide(doubtful, KEEP, revision=doubtful.revision, by=himself)
    decide(doubtful, WITHDRAW, revision=doubtful.revision, by=himself)


def test_one_that_is_refused_meanwhile_is_no_longer_asked(directive: Document, place: Place) -> None:
    asked = exempting.ask(directive, place.commune, LOC, "Xã không có giếng", by=place.people["commune-officer"])
    amend(directive, place)
    exempting.decide(asked, approved=False, why="Có giếng", revision=1, by=place.people["commune-head"])
    assert Suspect.objects.get().decision == "lapsed"


def test_a_clause_that_moved_is_followed_only_where_that_is_said_and_it_is_free(
    directive: Document, place: Place
) -> None:
    mine, theirs = exempt(directive, LOC, place), exempt(directive, LOC, place, prefix="stranger-")
    amend(directive, place, f"2. {WELLS}", f"2. Các xã sửa cầu treo dân sinh.\n3. {WELLS}")
    for row in Suspect.objects.order_by("unit__code"):
        head = place.people["commune-head" if row.unit_id == place.commune.pk else "stranger-head"]
        follow = row.exemption_id == mine.pk
        decide(row, Said(Decision.KEEP, "Vẫn vậy", follow), revision=row.revision, by=head)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.loc, theirs.loc) == ("D2.K3", LOC)
    assert cover(place.commune, directive) == Cover.NONE
    assert cover(place.other, directive) == Cover.EXEMPT


def test_one_does_not_move_onto_another_of_the_same_unit(directive: Document, place: Place) -> None:
    exempt(directive, LOC, place)
    amend(directive, place, f"2. {WELLS}", f"2. Các xã sửa cầu treo dân sinh.\n3. {WELLS}")
    exempt(directive, "D2.K3", place, "Đề nghị thẳng ở chỗ mới")
    row = Suspect.objects.get(decision="")
    decide(row, Said(Decision.KEEP, "Vẫn vậy", True), revision=row.revision, by=place.people["commune-head"])
    assert sorted(Exemption.objects.values_list("loc", flat=True)) == [LOC, "D2.K3"]


def test_nobody_is_asked_about_exemptions_of_a_unit_that_ended(doubtful: Suspect, place: Place) -> None:
    document = doubtful.document
    exempt(document, "D2.K1", place, "Chưa bị hỏi")
    merged = become(place, Reform.MERGE, [place.commune, place.other], on=timezone.localdate())
    take_files(left(place.commune), merged.heir, by=None)
    doubtful.refresh_from_db()
    assert doubtful.decision == "lapsed"
    document.refresh_from_db()
    amend(document, place, DUG, DUG.replace("lập sổ", "lập bảng"))
    assert about() == []


def test_every_number_opens_the_list_that_it_counts_and_the_list_opens(
    doubtful: Suspect, directive: Document, place: Place
) -> None:
    answer(directive, place.other, "stranger-", place, {LOC: "Lập sổ"})
    amend(directive, place, DUG, DUG.replace("lập sổ", "lập bảng"))
    change, head = Change.objects.order_by("pk").last(), place.client("head")
    assert change is not None
    page = head.get(reverse("change", args=[change.pk])).content.decode()
    assert "Xã không có giếng khơi" in page
    figures = re.findall(r'<li><a href="([^"]+)"><strong>(\d+)</strong>', page)
    assert [int(n) for _url, n in figures] == [2, 0, 2, 2]
    for url, n in figures:
        assert head.get(url.replace("&amp;", "&")).context["page"].paginator.count == int(n)
    asked = Asked(change=change.pk, thing="exemption", decision="open")
    (row,) = queries.listed(place.people["head"], asked)
    assert len(KIND.rows(place.people["commune-head"])) == 1
    for who, acting in place.people.items():
        status = place.client(who).get(reverse("suspect", args=[row.pk])).status_code
        assert (status == 200) == access.may_read(acting, row), who
    told = {one["loc"]: one["n"] for one in queries.of_clauses(directive, place.people["head"])}
    assert told == {LOC: 2}


def test_the_worklist_offers_it_to_the_head_and_ends_it_after_a_look(doubtful: Suspect, place: Place) -> None:
    client, listed = place.client("commune-head"), reverse("suspects")
    assert f'value="{doubtful.pk}.1"' in client.get(listed + "?thing=exemption").content.decode()
    officers = place.client("commune-officer").get(listed).content.decode()
    assert "Xã không có giếng khơi" in officers
    assert 'name="pk"' not in officers
    sent = {"pk": f"{doubtful.pk}.1", "decision": "revise", "reason": "Nay nói giếng khoan"}
    preview = client.post(reverse("suspects-decide"), sent)
    assert preview.context["ends"] == 1
    assert client.post(reverse("suspects-decide"), sent | {"confirm": "1"}).status_code == 302
    assert Exemption.objects.get().state == "ended"
    address = reverse("suspect", args=[doubtful.pk])
    ask = f"{reverse('exemption-ask', args=[doubtful.document_id])}?clause={LOC}"
    assert ask in place.client("commune-officer").get(address).content.decode()
    assert ask not in client.get(address).content.decode()  # a head drafts nothing


def test_the_page_of_the_exemptions_tells_of_it(doubtful: Suspect, place: Place) -> None:
    url = f"{reverse('exemptions')}?document={doubtful.document_id}"
    assert url in place.client("commune-head").get(reverse("suspect", args=[doubtful.pk])).content.decode()
    client = place.client("head")
    with CaptureQueriesContext(connection) as seen:
        page = client.get(url).content.decode()
    assert reverse("suspect", args=[doubtful.pk]) in page
    for n in range(4):
        exempt(doubtful.document, "D2.K1" if n % 2 else "D2", place, f"Việc {n}", ["commune-", "stranger-"][n // 2])
    amend(doubtful.document, place, DUG, DUG.replace("lập sổ", "lập bảng"))
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(more) <= len(seen) <= 10
    assert "Xã không có giếng khơi" not in client.get(f"{reverse('exemptions')}?document=9999").content.decode()


def test_the_daily_reminder_counts_it(doubtful: Suspect, place: Place) -> None:
    today = timezone.localdate()
    assert remind(today if is_working_day(today) else add_working_days(today, 1)) == 1
    assert (Reminder.objects.get().unit, Reminder.objects.get().n) == (place.commune, 1)
