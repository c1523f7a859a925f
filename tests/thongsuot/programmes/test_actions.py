"""Does a programme go its way, from suggestions to a document of its own, and nobody's change get lost?"""

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import confirm, issued, keep_all, name_for, submitted
from thongsuot.documents.actions import add_version
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import actions, commenting, exempting, moving, queries
from thongsuot.programmes.actions import Task
from thongsuot.programmes.clauses import clause
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.rules import Answer, Cover, Part, Stage, State

LOCS = ["D2.K1", "D2.K2"]


def test_a_programme_begins_with_what_the_clauses_order_units_like_this_one(
    programme: Programme, directive: Document
) -> None:
    item = programme.items.get()
    assert (item.action, item.kept, item.leading) == ("Lập sổ theo dõi nước giếng khơi", False, "Xã Đông Hòa")
    basis = item.bases.get()
    assert (basis.loc, basis.part, basis.stage) == ("D2.K2", Part.FULL, Stage.SUGGESTED)
    assert basis.quote == "2. Các xã, phường lập sổ theo dõi nước giếng khơi."


def test_nothing_counts_until_somebody_keeps_it(programme: Programme, directive: Document, place: Place) -> None:
    assert queries.unit_cover(place.commune, directive, LOCS)["D2.K2"] == Cover.NONE
    keep_all(programme, place)
    assert queries.unit_cover(place.commune, directive, LOCS)["D2.K2"] == Cover.FULL


@pytest.mark.parametrize("who", ["clerk", "head", "inspector", "administrator", "officer", "commune-head",
                                 "stranger-officer"])  # fmt: skip
def test_who_drafts(who: str, place: Place, directive: Document) -> None:
    def begin() -> Programme:
        return actions.start(directive, place.commune, kind="Kế hoạch", title="…", by=place.people[who])

    if who == "officer":  # of the unit above
        assert begin().unit == place.commune
    else:
        with pytest.raises(Forbidden):
            begin()
        assert not Programme.objects.exists()


def test_an_item_changed_meanwhile_is_not_overwritten(programme: Programme, place: Place) -> None:
    item, officer = programme.items.get(), place.people["commune-officer"]
    actions.edit_item(item, Task("Lập sổ giếng khơi", lead=place.commune), revision=1, by=officer)
    with pytest.raises(Stale):
        actions.edit_item(item, Task("Khác", lead=place.commune), revision=1, by=officer)
    with pytest.raises(Stale):
        actions.remove_item(item, revision=1, by=officer)
    assert programme.items.get().action == "Lập sổ giếng khơi"


def test_items_are_added_moved_and_removed(programme: Programme, place: Place) -> None:
    officer = place.people["commune-officer"]
    actions.add_item(programme, Task("Báo cáo"), by=officer, loc="D1.K2")
    actions.take(programme, "D2.K1", by=officer)
    last = programme.items.last()
    assert last is not None
    actions.move_item(last, True, revision=last.revision, by=officer)
    assert [item.bases.get().loc for item in programme.items.all()] == ["D2.K2", "D2.K1", "D1.K2"]
    gone = programme.items.first()
    assert gone is not None
    actions.remove_item(gone, revision=gone.revision, by=officer)
    assert programme.items.count() == 2
    assert not Basis.objects.filter(loc="D2.K2").exists()


def test_an_item_rests_on_a_clause_once_and_as_said_last(programme: Programme, place: Place) -> None:
    officer, item = place.people["commune-officer"], programme.items.get()
    actions.link(item, "D2.K2", Part.PARTIAL, revision=1, by=officer)
    assert [basis.part for basis in item.bases.all()] == [Part.PARTIAL]
    item.refresh_from_db()
    actions.unlink(item.bases.get(), revision=item.revision, by=officer)
    assert not item.bases.exists()
    with pytest.raises(Problem):
        actions.link(item, "D99", Part.FULL, revision=item.revision + 1, by=officer)


def test_a_clause_that_changes_has_another_fingerprint(programme: Programme, place: Place, directive: Document) -> None:
    basis = Basis.objects.get()
    changed = directive.current.text.replace("giếng khơi", "giếng khoan") if directive.current else ""
    add_version(directive, changed.encode(), "moi.txt", since=None, by=place.people["clerk"])
    directive.refresh_from_db()
    assert clause(directive, "D2.K2").fingerprint != basis.fingerprint
    assert Basis.objects.get().quote == basis.quote
    assert queries.changed(Programme.objects.get()) == {basis.pk}


def test_suggestions_must_be_decided_before_it_is_submitted(programme: Programme, place: Place) -> None:
    officer = place.people["commune-officer"]
    with pytest.raises(Problem, match="1"):
        moving.submit(programme, revision=1, by=officer)
    item = programme.items.get()
    actions.remove_item(item, revision=item.revision, by=officer)
    with pytest.raises(Problem):  # and nothing is no programme
        moving.submit(programme, revision=1, by=officer)


def test_a_submitted_programme_stands_still_until_it_is_returned(programme: Programme, place: Place) -> None:
    officer, head = place.people["commune-officer"], place.people["commune-head"]
    found = submitted(programme, place)
    with pytest.raises(Problem):
        actions.add_item(programme, Task("Thêm"), by=officer)
    with pytest.raises(Problem):
        moving.give_back(found, " ", revision=found.revision, by=head)
    back = moving.give_back(found, "Thiếu thời hạn", revision=found.revision, by=head)
    assert (back.state, back.reason) == (State.RETURNED, "Thiếu thời hạn")
    actions.add_item(programme, Task("Thêm"), by=officer)


def test_clauses_that_nothing_answers_need_a_reason_or_an_exemption(programme: Programme, place: Place) -> None:
    head, officer = place.people["commune-head"], place.people["commune-officer"]
    name_for(programme.answers, "D2.K1", "Các cấp ủy")
    found = submitted(programme, place)
    bare = queries.uncovered(found)
    assert bare
    with pytest.raises(Problem, match=str(len(bare))):
        moving.approve(found, revision=found.revision, by=head)
    for loc in bare:
        asked = exempting.ask(found.answers, found.unit, loc, "Không thuộc cấp xã", by=officer)
        exempting.decide(asked, approved=True, why="", revision=1, by=head)
    assert moving.approve(found, revision=found.revision, by=head).state == State.APPROVED


def test_every_comment_is_answered_before_it_is_approved(programme: Programme, place: Place) -> None:
    head, officer = place.people["commune-head"], place.people["commune-officer"]
    said = commenting.comment(programme, "Nêu rõ thời hạn", by=place.people["head"], item=programme.items.get())
    found = submitted(programme, place)
    with pytest.raises(Problem, match="1"):
        moving.approve(found, revision=found.revision, by=head, reason="…")
    with pytest.raises(Problem):
        commenting.answer(said, Answer.NOT, "", revision=1, by=officer)
    commenting.answer(said, Answer.PARTLY, "Đã nêu quý", revision=1, by=officer)
    assert moving.approve(found, revision=found.revision, by=head, reason="…").state == State.APPROVED


def test_issued_it_is_a_document_that_the_level_below_can_answer(programme: Programme, place: Place) -> None:
    document = issued(programme, place)
    programme.refresh_from_db()
    assert (programme.state, programme.issued) == (State.ISSUED, document)
    assert (document.direction, document.kind, document.symbol) == ("out", "Kế hoạch", "12/KH-UBND")
    assert document.current is not None
    assert "Lập sổ theo dõi nước giếng khơi" in document.current.text
    assert {basis.stage for basis in Basis.objects.all()} == {Stage.ISSUED}
    assert list(verify()) == []
    duties = document.findings.filter(kind="obligation")
    assert [(duty.loc, duty.payload["source"]) for duty in duties.exclude(state="dropped")] == [("K1", "table")]
    assert duties.filter(state="dropped", payload__source="sentence").count() == 1  # the annex says it in full
    confirm(document, place)
    below = actions.start(document, place.commune, kind="Kế hoạch", title="…", by=place.people["commune-officer"])
    assert below.items.exists()


@pytest.mark.parametrize("who", ["commune-officer", "commune-clerk", "inspector", "stranger-head", "stranger-officer"])
def test_only_a_head_approves(who: str, programme: Programme, place: Place) -> None:
    found = submitted(programme, place)
    with pytest.raises(Forbidden):
        moving.approve(found, revision=found.revision, by=place.people[who], reason="…")


def test_nobody_approves_what_he_asked_for_himself(place: Place, directive: Document) -> None:
    from thongsuot.units.access import posts
    from thongsuot.units.people import appoint
    from thongsuot.units.rules import Role

    officer = place.people["commune-officer"]
    appoint(officer.user, place.commune, Role.HEAD)
    as_head = next(post for post in posts(officer.user) if post.role == Role.HEAD)
    asked = exempting.ask(directive, place.commune, "D2.K1", "Không thuộc cấp xã", by=officer)
    with pytest.raises(Problem):
        exempting.decide(asked, approved=True, why="", revision=1, by=as_head)
    with pytest.raises(Problem):
        exempting.ask(directive, place.commune, "D2.K1", "Lại hỏi", by=officer)
    exempting.decide(asked, approved=False, why="Có thuộc", revision=1, by=place.people["head"])
    exempting.ask(directive, place.commune, "D2.K1", "Hỏi lại sau khi bị bác", by=officer)


def test_a_refused_change_leaves_no_event(programme: Programme, place: Place) -> None:
    before = Event.objects.count()
    for who in ("commune-clerk", "commune-head", "stranger-officer", "inspector"):
        with pytest.raises(Forbidden):
            actions.add_item(programme, Task("…"), by=place.people[who])
    assert Event.objects.count() == before
    assert ProgrammeItem.objects.count() == 1
