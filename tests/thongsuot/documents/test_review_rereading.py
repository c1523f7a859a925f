"""What stays of people's decisions when a text is read anew."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.actions import add_version, reread
from thongsuot.documents.anchoring import Anchors
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.readings import Found, findings, read
from thongsuot.documents.rereading import merge
from thongsuot.documents.rules import Kind, State

Row = dict[str, Any]
MORE = texts.REGULATION.replace(
    "Điều 3. Hiệu lực",
    "3. Văn phòng Tỉnh ủy ban hành kế hoạch thực hiện trong quý III năm 2022.\n"
    "4. Các tỉnh ủy, thành ủy ban hành kế hoạch thực hiện trong quý II năm 2022.\n"
    "5. Căn cứ Quy định số 126-QĐ/TW và Quy định số 127-QĐ/TW, các cấp ủy báo cáo Ban Tổ chức Trung ương.\n"
    "Điều 3. Hiệu lực",
)


def rows(document: Document, **only: Any) -> list[Row]:
    return list(document.findings.filter(**only).order_by("pk").values())


def decided(document: Document) -> list[Row]:
    return [row for row in rows(document) if row["state"] != State.PROPOSED]


@pytest.fixture
def plan(place: Place) -> Document:
    return place.receive(MORE, "ke-hoach.txt")


def by(document: Document, kind: Kind, n: int = 0) -> Finding:
    return document.findings.filter(kind=kind)[n]


def test_reading_again_changes_nothing(place: Place, plan: Document) -> None:
    before = rows(plan)
    assert {row["kind"] for row in before} == {"citation", "relation", "obligation"}
    reread(plan, by=place.people["officer"])
    assert rows(plan) == before


def test_a_correction_of_words_stands_and_the_proposal_does_not_come_back(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    duty = by(plan, Kind.OBLIGATION)
    # other words than the reading chose, so far away that nothing is shared
    at = MORE.index("Các xã, phường lập sổ")
    elsewhere = (at, at + 21)
    review.correct(duty, {**duty.payload, "action": "khác"}, revision=duty.revision, by=officer, span=elsewhere)
    before = rows(plan)
    reread(plan, by=officer)
    assert rows(plan) == before


def test_the_way_back_leads_to_the_words_of_the_reading(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    duty = by(plan, Kind.OBLIGATION)
    was = (duty.start, duty.end, duty.payload)
    held = review.correct(duty, {"action": "khác"}, revision=1, by=officer, span=(duty.start, duty.start + 5))
    back = review.restore(held, revision=held.revision, by=officer)
    assert (back.start, back.end, back.payload, back.state) == (*was, State.PROPOSED)


def test_words_that_occur_often_stay_apart(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    twins = [row for row in plan.findings.filter(kind=Kind.OBLIGATION) if "quý II năm" in row.quote]
    assert len(twins) == 2
    assert twins[0].quote == twins[1].quote
    review.drop(twins[0], revision=1, by=officer)
    review.accept(twins[1], revision=1, by=officer)
    raw = MORE.replace("Điều 2. Trách nhiệm", "Điều 2. Tổ chức\n1. Mới thêm vào.\nĐiều 3. Trách nhiệm")
    add_version(plan, raw.encode(), "lan-2.txt", since=date(2024, 1, 1), by=place.people["clerk"])
    first, second = (Finding.objects.get(pk=twin.pk) for twin in twins)
    assert (first.state, second.state) == (State.DROPPED, State.ACCEPTED)
    assert first.start < second.start
    assert (first.loc, second.loc) == ("D3.K1", "D3.K4")
    assert not plan.findings.filter(kind=Kind.OBLIGATION, state=State.PROPOSED, quote=first.quote).exists()


def test_a_sentence_that_is_gone_takes_no_other_place(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    twins = [row for row in plan.findings.filter(kind=Kind.OBLIGATION) if "quý II năm" in row.quote]
    for twin in twins:
        review.accept(twin, revision=1, by=officer)
    line = "4. Các tỉnh ủy, thành ủy ban hành kế hoạch thực hiện trong quý II năm 2022.\n"
    clerk = place.people["clerk"]
    add_version(plan, MORE.replace(line, "").encode(), "lan-2.txt", since=None, by=clerk)
    first, second = (Finding.objects.get(pk=twin.pk) for twin in twins)
    assert (first.lost, second.lost) == (False, True)
    add_version(plan, MORE.encode(), "lan-3.txt", since=None, by=clerk)
    second.refresh_from_db()
    assert (second.lost, second.start) == (False, twins[1].start)


def test_a_reader_that_cuts_words_otherwise_proposes_nothing_decided_again(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    for finding in plan.findings.all():
        review.accept(finding, revision=1, by=officer)
    before = rows(plan)
    text = plan.current.text if plan.current else ""
    cut = [
        Found(f.kind, f.start, f.end - 2, f.loc, text[f.start : f.end - 2], f.payload, f.relation, f.target)
        for f in findings(read(text))
    ]
    merge(plan, text, cut)
    assert rows(plan) == before


def test_what_stood_beside_a_decision_is_still_proposed(place: Place, plan: Document) -> None:
    officer = place.people["officer"]
    outer = by(plan, Kind.OBLIGATION)
    text = plan.current.text if plan.current else ""
    inner = Found(Kind.OBLIGATION, outer.start, outer.end - 8, outer.loc, text[outer.start : outer.end - 8], {"a": 1})
    both = [*findings(read(text)), inner]
    merge(plan, text, both)
    review.accept(outer, revision=1, by=officer)
    merge(plan, text, both)
    assert plan.findings.get(machine={"a": 1}).state == State.PROPOSED


def test_a_relation_of_another_kind_in_the_same_words_is_another_one(place: Place, plan: Document) -> None:
    relation = by(plan, Kind.RELATION)
    review.accept(relation, revision=1, by=place.people["officer"])
    text = plan.current.text if plan.current else ""
    other = {**relation.payload, "kind": "repeals"}
    found = Found(Kind.RELATION, relation.start, relation.end, "D3", relation.quote, other, "repeals", "126qd/tw")
    merge(plan, text, [*findings(read(text)), found])
    assert plan.findings.filter(kind=Kind.RELATION, state=State.PROPOSED, relation="repeals").count() == 1


CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["accept", "drop", "correct", "move", "split", "join", "add", "restore"]), st.integers(0)
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOICES)
def test_decisions_stand_and_reading_twice_is_reading_once(
    place: Place, plan: Document, choices: list[tuple[str, int]]
) -> None:
    officer = place.people["officer"]
    for act, n in choices:
        _decide(plan, act, n, officer)
    stood, offered = decided(plan), rows(plan, state=State.PROPOSED)
    reread(plan, by=officer)
    assert decided(plan) == stood
    assert rows(plan, state=State.PROPOSED) == offered  # nothing decided is proposed again, nothing open is forgotten
    once = rows(plan)
    reread(plan, by=officer)
    assert rows(plan) == once


def _decide(plan: Document, act: str, n: int, officer: Any) -> None:
    found = list(plan.findings.all())
    one = found[n % len(found)]
    size = len(plan.current.text) if plan.current else 0
    start = n % (size - 10)
    spans = {"revision": one.revision, "by": officer}
    if act == "add":
        review.add(plan, Kind(one.kind), (start, start + 1 + n % 9), {"kind": "amends"}, by=officer)
        return
    same = [row for row in found if row.kind == one.kind][:2]
    try:
        if act == "accept":
            review.accept(one, **spans)
        elif act == "drop":
            review.drop(one, **spans)
        elif act == "correct":
            review.correct(one, {**one.payload, "kind": "amends", "doc": f"{n % 9}-NQ/TW"}, **spans)
        elif act == "move":
            review.correct(one, one.payload, span=(start, start + 9), **spans)
        elif act == "split":
            review.split(one, (one.start + one.end) // 2, **spans)
        elif act == "join":
            review.join(same, revisions=[row.revision for row in same], by=officer)
        else:
            review.restore(one, **spans)
    except review.Problem:
        pass  # the page says so; nothing was changed


LINES = st.lists(st.sampled_from(["một", "hai ba", "một hai", "bốn", "năm sáu bảy"]), min_size=1, max_size=8)


@given(LINES, LINES, st.data())
def test_a_place_in_another_text_holds_the_same_words(old: list[str], new: list[str], data: st.DataObject) -> None:
    before, after = "\n".join(old), "\n".join(new)
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    place = Anchors(before, after).place(start, end)
    if place is not None:
        assert after[slice(*place)].split() == before[start:end].split()
    assert Anchors(before, before).place(start, end) == (start, end)
