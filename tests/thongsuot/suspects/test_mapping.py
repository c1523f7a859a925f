"""Is a replaced document's every use doubtful, and is it proposed, then said by a person, where its clauses went?"""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.suspects.conftest import about, answer, give
from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document, Finding
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.suspects import mapping
from thongsuot.suspects.matching import Likeness, Part, best, matched
from thongsuot.suspects.models import Change, Mapped, Suspect


@pytest.fixture
def old(place: Place) -> Document:
    """126-QĐ/TW, in the hands of the commune, with an answer and a duty that rest on it."""
    found = place.receive(texts.OLD_REGULATION, "126.txt")
    documents.share(found, [place.commune], by=place.people["clerk"])
    answer(found, place.commune, "commune-", place, {"D1.K1": "Quán triệt trong cấp ủy", "D1.K2": "Báo cáo năm"})
    give(place, found, "D2", "Theo dõi hiệu lực")
    return found


def replaced(place: Place) -> tuple[Document, Finding]:
    """58-QĐ/TW comes, and the officer confirms that it replaces 126-QĐ/TW."""
    new = place.receive(texts.REGULATION, "58.txt")
    finding = new.findings.get(relation="replaces")
    return new, review.accept(finding, revision=finding.revision, by=place.people["officer"])


def test_all_that_rests_on_a_replaced_document_is_doubtful_and_told_where_its_clause_went(
    old: Document, place: Place
) -> None:
    new, _finding = replaced(place)
    assert about() == [
        ("LS.01", "Quán triệt trong cấp ủy", "D1.K1", "replaced"),
        ("LS.01", "Báo cáo năm", "D1.K2", "replaced"),
        ("LS", "Theo dõi hiệu lực", "D2", "replaced"),
    ]
    change = Change.objects.get()
    assert (change.document, change.successor, change.cause) == (old, new, "replaced")
    rows = {row.old: (row.new, row.likeness) for row in change.mapped.all()}
    assert rows["D1.K1"] == ("D1.K1", "same")
    assert rows["D1"][0] == "D1"
    assert rows["D2"][0] == "D3"  # “Hiệu lực” stands under another number now
    assert rows["D1.K2"][0] == ""
    assert Suspect.objects.get(about="Quán triệt trong cấp ủy").to == "D1.K1"


def test_a_proposal_confirmed_twice_changes_once_and_a_dropped_one_takes_it_back(old: Document, place: Place) -> None:
    _new, finding = replaced(place)
    officer = place.people["officer"]
    finding = review.correct(finding, finding.payload, revision=finding.revision, by=officer)
    assert Change.objects.count() == 1
    review.drop(finding, revision=finding.revision, by=officer, reason="nhầm")
    assert about() == []
    assert Change.objects.get().taken_back_at is not None
    assert {row.decision for row in Suspect.objects.all()} == {"lapsed"}


def test_a_relation_to_a_part_or_of_another_document_ends_nothing(old: Document, place: Place) -> None:
    new = place.receive(texts.REGULATION, "58.txt")
    finding = new.findings.get(relation="replaces")
    payload = {**finding.payload, "loc": "D1"}
    review.correct(finding, payload, revision=finding.revision, by=place.people["officer"])
    assert about() == []


def test_a_person_says_row_by_row_where_a_clause_went(old: Document, place: Place) -> None:
    replaced(place)
    change, clerk = Change.objects.get(), place.people["clerk"]
    row = Mapped.objects.get(old="D1.K2")
    seen = {row.pk: row.revision}
    for who in ("inspector", "commune-officer", "stranger-clerk"):
        with pytest.raises(Forbidden):
            mapping.confirm(change, {row.pk: "D2.K1"}, seen, by=place.people[who])
    with pytest.raises(Problem):
        mapping.confirm(change, {row.pk: "D9"}, seen, by=clerk)
    assert mapping.confirm(change, {row.pk: "D2.K1"}, seen, by=clerk) == 1
    with pytest.raises(Stale):
        mapping.confirm(change, {row.pk: ""}, seen, by=clerk)
    assert Suspect.objects.get(about="Báo cáo năm").to == "D2.K1"
    row.refresh_from_db()
    assert (row.new, row.proposed, row.said_by) == ("D2.K1", "", clerk.user)


SCORES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 20).map(lambda n: n / 10), max_size=10
)


@given(SCORES)
def test_always_the_pairs_are_the_best_together_and_each_is_used_once(scores: dict[tuple[int, int], float]) -> None:
    found = best(scores)
    assert len(set(found.values())) == len(found)
    assert all(pair in scores for pair in found.items())
    total = sum(scores[pair] for pair in found.items())
    most = max(sum(scores.get((i, j), 0) for i, j in enumerate(order)) for order in permutations(range(4)))
    assert total == pytest.approx(most)


WORDS = st.lists(st.sampled_from(["lập", "sổ", "thu", "phí", "báo", "cáo", "năm", "giếng"]), min_size=3, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=8, unique_by=tuple), st.randoms(use_true_random=False))
def test_always_clauses_that_only_changed_places_are_found_again(clauses: list[list[str]], random: object) -> None:
    old = [Part(f"D{n}", "article", str(n), "", " ".join(words)) for n, words in enumerate(clauses, 1)]
    order = sorted(range(len(old)), key=lambda n: random.random())  # type: ignore[attr-defined]
    new = [Part(f"D{n}", "article", str(n), "", old[at].words) for n, at in enumerate(order, 1)]
    for pair in matched(old, new):
        mine = next(part.words for part in old if part.loc == pair.old)
        assert sorted(next(part.words for part in new if part.loc == pair.new).split()) == sorted(mine.split())
        assert pair.likeness == Likeness.SAME


def test_a_document_that_is_known_only_later_by_its_symbol_was_replaced_all_the_same(place: Place) -> None:
    _new, _finding = replaced(place)
    assert not Change.objects.exists()
    late = place.receive(texts.OLD_REGULATION.replace("126-QĐ/TW", "162-QĐ/TW"), "126.txt")
    give(place, late, "D2", "Theo dõi hiệu lực")
    late.refresh_from_db()
    documents.edit_header(late, {"symbol": "126-QĐ/TW"}, revision=late.revision, by=place.people["clerk"])
    assert about() == [("LS", "Theo dõi hiệu lực", "D2", "replaced")]
