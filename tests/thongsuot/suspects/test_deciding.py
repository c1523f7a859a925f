"""Does each unit decide once, for itself, with a reason, and does what it decides happen?"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.suspects.conftest import DUG, WELLS, about, amend, answer, give
from thongsuot.documents.actions import add_version
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import actions as programmes
from thongsuot.programmes.clauses import texts
from thongsuot.programmes.models import Basis
from thongsuot.suspects import bulk, queries
from thongsuot.suspects.deciding import Said, decide, finish
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.queries import Asked
from thongsuot.suspects.rules import CHOICES, Decision
from thongsuot.units.access import Acting

KEEP = Said(Decision.KEEP, "Vẫn là việc ấy")


def said(decision: Decision, *, follow: bool = False) -> Said:
    return Said(decision, "Đã xem lại", follow)


@pytest.fixture
def suspect(directive: Document, place: Place) -> Suspect:
    """An item of the commune's draft whose clause changed."""
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    return Suspect.objects.get()


def test_what_still_holds_rests_on_the_words_as_they_stand(suspect: Suspect, place: Place) -> None:
    found = decide(suspect, KEEP, revision=suspect.revision, by=place.people["commune-officer"])
    assert (found.decision, found.reason, found.decided_by) == (
        "keep", "Vẫn là việc ấy", place.people["commune-officer"].user,
    )  # fmt: skip
    basis = Basis.objects.get()
    assert "giếng khoan" in basis.quote
    assert basis.version.n == 2
    event = Event.objects.filter(verb="suspect-kept").get()
    assert event.thread == f"programme:{suspect.programme_id}"


@pytest.mark.parametrize("who", ["officer", "head", "commune-clerk", "commune-inspector", "stranger-head"])
def test_nobody_decides_for_another_unit_or_in_a_post_that_only_reads(suspect: Suspect, place: Place, who: str) -> None:
    with pytest.raises(Forbidden):
        decide(suspect, KEEP, revision=suspect.revision, by=place.people[who])
    assert Suspect.objects.get().decision == ""


def test_it_is_decided_once_with_a_reason_and_as_it_was_seen(suspect: Suspect, place: Place) -> None:
    head = place.people["commune-head"]
    with pytest.raises(Problem):
        decide(suspect, Said(Decision.KEEP, "  "), revision=suspect.revision, by=head)
    with pytest.raises(Stale):
        decide(suspect, KEEP, revision=suspect.revision + 1, by=head)
    found = decide(suspect, said(Decision.REVISE), revision=suspect.revision, by=head)
    with pytest.raises(Problem):
        decide(suspect, KEEP, revision=found.revision, by=head)


def test_what_is_to_be_revised_is_done_when_it_was_changed(suspect: Suspect, place: Place) -> None:
    officer = place.people["commune-officer"]
    decide(suspect, said(Decision.REVISE), revision=suspect.revision, by=officer)
    todo = Asked(decision="todo", mine=True)
    assert queries.listed(officer, todo).count() == 1
    item = Suspect.objects.get().item
    assert item is not None
    programmes.edit_item(item, programmes.Task("Lập bảng theo dõi"), revision=item.revision, by=officer)
    assert queries.listed(officer, todo).count() == 0


def test_what_was_issued_is_done_when_somebody_says_where(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"}, "7/KH-UBND")
    amend(directive, place)
    suspect, head = Suspect.objects.get(), place.people["commune-head"]
    found = decide(suspect, said(Decision.WITHDRAW), revision=suspect.revision, by=head)
    assert found.done_at is None
    with pytest.raises(Problem):
        finish(found, " ", revision=found.revision, by=head)
    assert finish(found, "Kế hoạch số 9/KH-UBND", revision=found.revision, by=head).done_at is not None


def test_an_item_of_a_draft_that_is_withdrawn_goes(suspect: Suspect, place: Place) -> None:
    officer = place.people["commune-officer"]
    found = decide(suspect, said(Decision.WITHDRAW), revision=suspect.revision, by=officer)
    assert (found.decision, found.item, found.done_at is not None) == ("withdraw", None, True)
    assert not Basis.objects.exists()
    assert Suspect.objects.get().decision == "withdraw"


def test_a_duty_that_is_withdrawn_goes_as_duties_go(directive: Document, place: Place) -> None:
    held = give(place, directive, "D2.K2")
    amend(directive, place)
    suspect = Suspect.objects.get()
    with pytest.raises(Forbidden):
        decide(suspect, KEEP, revision=suspect.revision, by=place.people["officer"])  # duties are the head's
    decide(suspect, said(Decision.WITHDRAW), revision=suspect.revision, by=place.people["head"])
    held.refresh_from_db()
    assert (held.state, held.reason) == ("withdrawn", "Đã xem lại")


def test_a_renumbered_clause_is_followed_only_where_somebody_says_so(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ"})
    answer(directive, place.other, "stranger-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place, f"2. {WELLS}", f"2. Các xã sửa cầu treo dân sinh.\n3. {WELLS}")
    mine, theirs = Suspect.objects.order_by("unit__code")
    assert (mine.how, mine.to) == ("renumbered", "D2.K3")
    decide(mine, said(Decision.KEEP, follow=True), revision=mine.revision, by=place.people["commune-officer"])
    decide(theirs, said(Decision.KEEP), revision=theirs.revision, by=place.people["stranger-officer"])
    assert list(Basis.objects.order_by("unit__code").values_list("loc", flat=True)) == ["D2.K3", "D2.K2"]


def test_several_are_decided_together_or_none_of_them(directive: Document, place: Place) -> None:
    answer(directive, place.commune, "commune-", place, {"D2.K2": "Lập sổ", "D2": "Làm theo Điều 2"})
    answer(directive, place.other, "stranger-", place, {"D2.K2": "Lập sổ"})
    amend(directive, place)
    officer = place.people["commune-officer"]
    seen = {row.pk: row.revision for row in Suspect.objects.all()}
    made = bulk.plan(bulk.rows_of(place.people["head"], seen), seen, by=officer)
    assert len(made.will) == 2
    assert sum(map(len, made.skipped.values())) == 1
    with pytest.raises(Stale):
        bulk.decide_all(seen, KEEP, by=officer)
    assert Suspect.objects.waiting().count() == 3
    assert bulk.decide_all({row.pk: row.revision for row in made.will}, KEEP, by=officer) == 2
    assert [row[0] for row in about()] == ["LS.02"]


LINES = [WELLS, DUG, "Các xã, phường đào giếng mới."]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.sampled_from(LINES), st.sampled_from(LINES), st.booleans()),
        st.tuples(st.just("decide"), st.sampled_from(CHOICES), st.integers(0, 5), st.booleans()),
        st.tuples(st.just("add"), st.sampled_from(["commune", "stranger"]), st.sampled_from(["D2", "D2.K1", "D2.K2"])),
    ),
    max_size=10,
)
ORDER = count()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_always_what_differs_from_its_clause_waits_or_was_decided_after_that_change(
    directive: Document, place: Place, steps: list[tuple[object, ...]]
) -> None:
    with transaction.atomic():
        held = {
            prefix: answer(directive, unit, f"{prefix}-", place, {"D2.K2": "Lập sổ"})
            for prefix, unit in (("commune", place.commune), ("stranger", place.other))
        }
        for step in steps:
            _DO[str(step[0])](directive, place, held, *step[1:])
            directive.refresh_from_db()
            _holds(directive, steps)
        transaction.set_rollback(True)
    directive.refresh_from_db()


def _holds(document: Document, steps: object) -> None:
    """Every basis whose clause says something else waits for a decision, or had one after that change."""
    assert document.current is not None
    for basis in Basis.objects.filter(document=document):
        now = texts(document.current, [basis.loc]).get(basis.loc)
        if now is None or now.fingerprint != basis.fingerprint:
            last = Suspect.objects.filter(item=basis.item_id).order_by("-change_id").first()
            assert last is not None, (basis.loc, basis.quote, steps)
            assert last.decision in ("", *CHOICES)
            assert last.change.after_id == document.current_id or basis.loc in _same_since(document, last), steps


def _same_since(document: Document, last: Suspect) -> set[str]:
    """The clauses that say the same since a change."""
    assert last.change.after is not None
    assert document.current is not None
    locs = list(last.change.after.provisions.values_list("loc", flat=True))
    then, now = texts(last.change.after, locs), texts(document.current, locs)
    gone = {*document.versions.get(n=1).provisions.values_list("loc", flat=True)} - {*then} - {*now}
    return gone | {loc for loc in locs if loc in now and now[loc].fingerprint == then[loc].fingerprint}


def _text(document: Document, place: Place, held: object, first: str, second: str, both: bool) -> None:
    document.refresh_from_db()
    text = document.versions.get(n=1).text
    lines = f"2. {first}" + (f"\n3. {second}" if both else "")
    raw = text.replace(f"2. {WELLS}", lines).encode()
    add_version(document, raw, "moi.txt", since=date(2026, 1, 1), by=place.people["clerk"])


def _decide(document: Document, place: Place, held: object, decision: Decision, n: int, follow: bool) -> None:
    rows = list(Suspect.objects.waiting().order_by("pk"))
    if rows:
        row = rows[n % len(rows)]
        who = "commune-officer" if row.unit_id == place.commune.pk else "stranger-officer"
        with suppress(Problem):  # the place to which its words moved has changed since
            decide(row, said(decision, follow=follow), revision=row.revision, by=place.people[who])


def _add(document: Document, place: Place, held: dict[str, object], prefix: str, loc: str) -> None:
    by: Acting = place.people[f"{prefix}-officer"]
    programmes.add_item(held[prefix], programmes.Task(f"Việc {next(ORDER)}"), loc=loc, by=by)  # type: ignore[arg-type]


_DO: dict[str, Callable[..., None]] = {"text": _text, "decide": _decide, "add": _add}
