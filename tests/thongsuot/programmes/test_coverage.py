"""Does every figure of the map of coverage equal the list it opens, whatever happened before?"""

import re
from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import FORM, issued, keep_all, name_for
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document, Provision
from thongsuot.documents.rules import Standing
from thongsuot.problems import Problem
from thongsuot.programmes import actions, carrying, clauses, coverage, exempting, funnel, moving, queries, standing
from thongsuot.programmes.actions import Task
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.moving import Issue
from thongsuot.programmes.rules import Cover, Part, Stage, State
from thongsuot.units.access import Acting
from thongsuot.units.models import Level, Unit

LOCS = ["D2.K1", "D2.K2"]


def mapped(document: Document, place: Place, *, drafts: bool = False) -> coverage.Map:
    units = coverage.given(document, place.people["officer"]).values_list("pk", flat=True)
    return coverage.coverage(document, units, drafts=drafts)


def test_what_is_only_drafted_counts_where_drafts_are_asked_for(
    programme: Programme, directive: Document, place: Place
) -> None:
    keep_all(programme, place)
    assert mapped(directive, place).at("D2.K2", place.commune.pk) == Cover.NONE
    assert mapped(directive, place, drafts=True).at("D2.K2", place.commune.pk) == Cover.FULL
    issued(programme, place)
    assert mapped(directive, place).at("D2.K2", place.commune.pk) == Cover.FULL
    assert mapped(directive, place).at("D2.K2", place.other.pk) == Cover.NONE


def test_who_was_given_the_document_and_has_issued_nothing_is_silent(
    programme: Programme, directive: Document, place: Place
) -> None:
    head = place.people["officer"]
    assert [unit.name for unit in coverage.silent(directive, head)] == ["Tỉnh Lâm Sơn", "Xã Đông Hòa", "Xã Tây Thịnh"]
    issued(programme, place)
    asked = exempting.ask(directive, place.province, "", "Tỉnh đã ban hành văn bản riêng", by=place.people["officer"])
    exempting.decide(asked, approved=True, why="", revision=1, by=place.people["head"])
    assert [unit.name for unit in coverage.silent(directive, head)] == ["Xã Tây Thịnh"]
    assert [unit.name for unit in coverage.silent(directive, place.people["stranger-officer"])] == ["Xã Tây Thịnh"]


def test_items_without_a_basis_and_clauses_carried_out_twice_are_listed(
    programme: Programme, directive: Document, place: Place
) -> None:
    officer = place.people["commune-officer"]
    keep_all(programme, place)
    actions.add_item(programme, Task("Việc của riêng xã"), by=officer)
    actions.add_item(programme, Task("Lập sổ lần nữa"), by=officer, loc="D2.K2")
    assert [item.action for item in coverage.orphans(directive, officer)] == ["Việc của riêng xã"]
    (twice,) = coverage.doubled(directive, place.people["head"])
    assert (twice.unit, twice.loc, len(twice.items)) == (place.commune, "D2.K2", 2)
    assert coverage.doubled(directive, place.people["stranger-head"]) == []
    assert not coverage.orphans(directive, place.people["stranger-head"]).exists()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["keep", "add", "partial", "above", "remove", "exempt", "approve", "issue", "finish", "reopen", "address"]
        ),
        st.sampled_from(["commune", "other"]),
        st.sampled_from(LOCS),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, named=st.sampled_from(["Các xã, phường", "UBND xã Tây Thịnh", "Sở Y tế", "Các cấp ủy", "Bộ Y tế"]))
def test_figures_equal_their_lists_whatever_happens(steps: list[tuple[str, str, str]], named: str, place: Place,
                                                    directive: Document) -> None:  # fmt: skip
    number = count(1)
    programmes = {}
    for unit, who in (("commune", "commune-officer"), ("other", "stranger-officer")):
        by = place.people[who]
        programmes[unit] = actions.start(directive, by.unit, kind="Kế hoạch", title=str(next(number)), by=by)
    for act, unit, loc in steps:
        if act == "address":
            name_for(directive, loc, named)
            continue
        _do(act, programmes[unit], loc, place)
    for drafts in (False, True):
        found = mapped(directive, place, drafts=drafts)
        assert list(found.locs) == LOCS
        for cell in found.counts():
            lists = {how: coverage.standing_units(found, cell.loc, how) for how in Cover}
            assert {how: rows.count() for how, rows in lists.items()} == cell.counts
            assert sum(cell.counts.values()) == len(found.units) == 3
            for how, rows in lists.items():
                assert all(found.at(cell.loc, member.pk) == how for member in rows)
        for each in (place.commune, place.other):
            assert sum(found.of_unit(each.pk).values()) == len(LOCS)
        quiet = {unit.pk for unit in coverage.silent(directive, place.people["officer"])}
        shown = coverage.silent(directive, place.people["officer"], mapped(directive, place))
        assert quiet == {unit.pk for unit in shown}
        assert not quiet & set(found.who(mapped(directive, place).unasked()))
    drawn = mapped(directive, place, drafts=True)
    for each in (place.province, place.commune, place.other):  # the map of all and the chips of one say the same
        assert queries.unit_cover(each, directive, LOCS) == {loc: drawn.at(loc, each.pk) for loc in LOCS}


def _do(act: str, programme: Programme, loc: str, place: Place) -> None:
    who = "commune" if programme.unit == place.commune else "stranger"
    officer, head = place.people[f"{who}-officer"], place.people[f"{who}-head"]
    item = programme.items.order_by("pk").last()
    programme.refresh_from_db()
    if act in ("finish", "reopen") and item is not None:
        carrying.finish(item, act == "finish")
    elif act in ("keep", "add", "partial", "above", "remove", "issue") and programme.state == State.ISSUED:
        return
    elif act == "issue":
        _issue(programme, officer, head, place.people[f"{who}-clerk"])
    elif act == "add" or (act in ("partial", "above", "keep", "remove") and item is None):
        actions.add_item(programme, Task(f"Việc {loc}"), by=officer, loc=loc)
    elif act == "exempt":
        try:
            exempting.ask(programme.answers, programme.unit, loc, "Không thuộc", by=officer)
        except Problem:
            return
    elif act == "approve":
        for asked in programme.unit.exemptions.filter(state="asked"):
            exempting.decide(asked, approved=True, why="", revision=1, by=head)
    elif item is not None and act == "keep":
        actions.keep_item(item, revision=item.revision, by=officer)
    elif item is not None and act == "remove":
        actions.remove_item(item, revision=item.revision, by=officer)
    elif item is not None:
        at, part = (loc, Part.PARTIAL) if act == "partial" else ("D2", Part.FULL)
        actions.link(item, at, part, revision=item.revision, by=officer)


def _issue(programme: Programme, officer: Acting, head: Acting, clerk: Acting) -> None:
    """As it goes, where it has anything in it."""
    for item in programme.items.filter(kept=False):
        actions.keep_item(item, revision=item.revision, by=officer)
    if programme.items.exists():
        found = moving.submit(programme, revision=programme.revision, by=officer)
        found = moving.approve(found, revision=found.revision, by=head, reason="…")
        moving.issue(found, Issue(f"{programme.pk}/KH", date(2026, 3, 5), FORM), revision=found.revision, by=clerk)


def test_a_clause_is_done_when_all_that_was_issued_on_it_is_confirmed(
    programme: Programme, directive: Document, place: Place
) -> None:
    officer = place.people["commune-officer"]
    more = actions.add_item(programme, Task("Báo cáo kết quả"), by=officer, loc="D2.K2")
    issued(programme, place)
    first = programme.items.exclude(pk=more.pk).get()

    def said() -> tuple[Cover, Cover, list[str]]:
        found = mapped(directive, place)
        alone = queries.unit_cover(place.commune, directive, LOCS)
        done = [unit.name for unit in coverage.standing_units(found, "D2.K2", Cover.DONE)]
        return found.at("D2.K2", place.commune.pk), alone["D2.K2"], done

    assert said() == (Cover.FULL, Cover.FULL, [])
    carrying.finish(first, True)
    assert said() == (Cover.FULL, Cover.FULL, [])
    carrying.finish(more, True)
    assert said() == (Cover.DONE, Cover.DONE, ["Xã Đông Hòa"])
    again = actions.start(directive, place.commune, kind="Kế hoạch", title="bổ sung", by=officer)
    keep_all(again, place)  # what is only drafted takes nothing from it
    assert said() == (Cover.DONE, Cover.DONE, ["Xã Đông Hòa"])
    carrying.finish(first, False)
    assert said() == (Cover.FULL, Cover.FULL, [])


def test_nothing_is_finished_of_what_was_not_issued(programme: Programme, place: Place) -> None:
    keep_all(programme, place)
    carrying.finish(programme.items.get(), True)
    assert {basis.stage for basis in Basis.objects.all()} == {Stage.PLANNED}


def test_the_funnel_holds_each_stage_in_the_one_before(programme: Programme, directive: Document, place: Place) -> None:
    def stages() -> list[list[str]]:
        found = mapped(directive, place)
        assert [bits.bit_count() for bits in funnel.reached(directive, found).values()] == [
            funnel.at_stage(directive, found, stage).count() for stage in funnel.Reached
        ]
        return [[unit.name for unit in funnel.at_stage(directive, found, stage)] for stage in funnel.Reached]

    name_for(directive, "D2.K1", "Các cấp ủy")
    assert stages() == [[], [], []]
    issued(programme, place)
    assert stages() == [["Xã Đông Hòa"], [], []]  # one clause is answered by nothing
    asked = exempting.ask(directive, place.commune, "D2.K1", "Chỉ giao cấp tỉnh", by=place.people["commune-officer"])
    exempting.decide(asked, approved=True, why="", revision=1, by=place.people["head"])
    assert stages() == [["Xã Đông Hòa"], ["Xã Đông Hòa"], []]
    carrying.finish(programme.items.get(), True)
    assert stages() == [["Xã Đông Hòa"]] * 3


def test_the_map_asks_the_database_as_often_for_two_units_as_for_sixty(
    programme: Programme, directive: Document, place: Place
) -> None:
    keep_all(programme, place)
    asked = []
    for n in (2, standing.FEW + 10):
        level = Level.objects.get(code="xa")
        units = [Unit(code=f"X{n}.{i}", name=f"Xã {i}", level=level, parent=place.province, path=f"9.{n}.{i}.")
                 for i in range(n)]  # fmt: skip
        Unit.objects.bulk_create(units)
        item = ProgrammeItem.objects.filter(kept=True)[0]
        first = Basis.objects.get(item=item)
        for unit in units:
            own = Programme.objects.create(
                unit=unit, answers=directive, kind="", title="", created_by=programme.created_by
            )
            row = ProgrammeItem.objects.create(programme=own, order=1, action="…")
            Basis.objects.create(item=row, document=directive, version=first.version, loc="D2.K2", quote="", unit=unit,
                                 fingerprint="", stage=Stage.ISSUED)  # fmt: skip
            standing.keep(unit, directive)
        keys = [unit.pk for unit in units]
        with CaptureQueriesContext(connection) as seen:
            found = coverage.coverage(directive, keys)
        asked.append(len(seen))
        assert found.counts()[1].counts[Cover.FULL] == n
    assert asked == [5, 5]


@pytest.mark.parametrize("loc", ["", "D2"])
def test_an_exemption_holds_for_all_that_stands_beneath(loc: str, directive: Document, place: Place) -> None:
    name_for(directive, "D2.K1", "Các cấp ủy")
    asked = exempting.ask(directive, place.commune, loc, "Không thuộc", by=place.people["commune-officer"])
    assert mapped(directive, place).at("D2.K1", place.commune.pk) == Cover.NONE  # asked is not approved
    exempting.decide(asked, approved=True, why="", revision=1, by=place.people["commune-head"])
    assert [mapped(directive, place).at(at, place.commune.pk) for at in LOCS] == [Cover.EXEMPT, Cover.EXEMPT]


def test_who_issued_a_document_has_nothing_to_answer(programme: Programme, directive: Document, place: Place) -> None:
    out = issued(programme, place)
    documents.share(out, [place.commune, place.other], by=place.people["commune-clerk"])
    assert not coverage.silent(out, place.people["officer"]).exists()  # its one task is the commune's own
    for loc in clauses.locs_of(out):
        name_for(out, loc, "Các cấp ủy")
    for who in ("officer", "stranger-officer", "commune-officer"):
        assert place.commune not in coverage.given(out, place.people[who])
    assert list(coverage.silent(out, place.people["officer"])) == [place.other]
    assert list(coverage.holders(out, place.province.path or "")) == [place.other]
    assert place.province in coverage.given(directive, place.people["officer"])  # to which it came from above


REPEALING = texts.REGULATION.replace("2. Các xã, phường lập sổ theo dõi nước giếng khơi.", "2. (được bãi bỏ)")


def test_a_clause_that_the_text_in_force_repeals_orders_nothing(directive: Document, place: Place) -> None:
    assert clauses.locs_of(directive) == list(clauses.orders(directive)) == LOCS
    documents.add_version(
        directive, REPEALING.encode(), "hop-nhat.txt", since=date(2023, 6, 1), by=place.people["clerk"]
    )
    directive.refresh_from_db()
    assert directive.findings.get(loc="D2.K2").lost
    assert clauses.locs_of(directive) == list(clauses.orders(directive)) == ["D2.K1"]
    found = mapped(directive, place)
    assert [cell.loc for cell in found.counts()] == ["D2.K1"]
    page = place.client("officer").get(f"/programmes/coverage/{directive.pk}/").content.decode()
    assert "1 điều khoản có giao việc" in page


def test_a_clause_that_stands_as_repealed_or_is_gone_orders_nothing(directive: Document, place: Place) -> None:
    clause = Provision.objects.filter(version=directive.current, loc="D2.K2")
    clause.update(state=Standing.REPEALED)
    assert clauses.locs_of(directive) == ["D2.K1"]
    clause.delete()
    directive.findings.filter(loc="D2.K2").update(lost=True)
    assert clauses.locs_of(directive) == ["D2.K1"]


def test_a_clause_that_is_worded_anew_orders_on(directive: Document, place: Place) -> None:
    anew = texts.REGULATION.replace("lập sổ theo dõi nước giếng khơi", "đo mực nước sông hằng ngày")
    documents.add_version(directive, anew.encode(), "moi.txt", since=date(2023, 6, 1), by=place.people["clerk"])
    directive.refresh_from_db()
    assert clauses.locs_of(directive) == LOCS


def test_a_quotation_that_is_cut_says_so(directive: Document, place: Place) -> None:
    long = texts.REGULATION.replace("nước giếng khơi.", "nước giếng khơi" + " và nước sông, nước suối" * 8 + ".")
    documents.add_version(directive, long.encode(), "dai.txt", since=None, by=place.people["clerk"])
    page = place.client("officer").get(f"/programmes/coverage/{directive.pk}/").content.decode()
    words = re.findall(r'<span class="sub">(2\. Các xã.*?)</span>', page)
    assert [(row[-1], len(row)) for row in words] == [("…", 110)]
