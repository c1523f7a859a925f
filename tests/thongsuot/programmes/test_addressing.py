"""Is a clause asked of all whom it may mean, and spared only who is surely not meant?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import name_for
from thongsuot.documents import actions as documents
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import State
from thongsuot.events.actions import writing
from thongsuot.programmes import actions, clauses, coverage, funnel, queries
from thongsuot.programmes.actions import Task
from thongsuot.programmes.addressing import meant, rows
from thongsuot.programmes.asked import Tree, spared
from thongsuot.programmes.bodies import plain
from thongsuot.programmes.rules import Cover
from thongsuot.units.actions import add_level, add_unit

EXAMPLES = [(n, name) for n, row in enumerate(rows()) for name in row["examples"]]
OTHERS = [(n, name) for n, row in enumerate(rows()) for name in row["counter_examples"]]


@pytest.mark.parametrize(("n", "name"), EXAMPLES, ids=lambda told: str(told))
def test_each_example_is_read_by_its_row(n: int, name: str) -> None:
    assert next(at for at, row in enumerate(rows()) if row["fits"].fullmatch(plain(name).lower())) == n


@pytest.mark.parametrize(("n", "name"), OTHERS, ids=lambda told: str(told))
def test_no_counter_example_is(n: int, name: str) -> None:
    assert not rows()[n]["fits"].fullmatch(plain(name).lower())


@pytest.mark.parametrize("name", [
    "Các cơ quan, đơn vị liên quan", "Các cấp, các ngành", "Các cấp ủy, tổ chức đảng", "Các sở, ban, ngành, địa phương",
    "Ủy ban nhân dân các cấp", "UBND cấp huyện, cấp xã", "Sở Y tế và các đơn vị", "Các ban, ngành", "Công an", "Đơn vị",
    "xã Đông Hòa và các đơn vị", "Các bộ, ngành, địa phương", "Cấp ủy, chính quyền địa phương", "Thành ủy", "",
    "Các đảng ủy trực thuộc Tỉnh ủy", "Sở Y tế/Trạm y tế", "Các huyện ủy, thành ủy",
])  # fmt: skip
def test_of_what_is_not_sure_nobody_says_whom_it_means(name: str) -> None:
    assert meant(name) == ()


@pytest.mark.parametrize(("name", "wanted"), [
    ("Sở Y tế và Công an tỉnh", ["province", "province"]),
    ("Sở Giáo dục và Đào tạo", ["province"]),
    ("Sở Giáo dục và Đào tạo và các xã", ["province", "commune"]),
    ("Các sở, ban, ngành và UBND các xã, phường", ["province", "commune"]),
    ("Sở Y tế và trạm y tế", ["province", ""]),
    ("UBND các xã trên địa bàn tỉnh Lam Giang", ["commune"]),
])  # fmt: skip
def test_of_several_each_is_meant(name: str, wanted: list[str]) -> None:
    assert [one.scope for one in meant(name)] == wanted


ROWS = [
    (1, "1.", "Tỉnh Lam Giang", "", "Cấp tỉnh"), (2, "1.2.", "Tỉnh ủy Lam Giang", "Tỉnh ủy", "Cấp tỉnh"),
    (3, "1.3.", "Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", "Cấp tỉnh"),
    (4, "1.3.4.", "Sở Y tế", "", "Sở, ban, ngành"),
    (5, "1.3.5.", "Sở Tài chính", "", "Sở, ban, ngành"), (6, "1.3.4.6.", "Bệnh viện Đa khoa tỉnh", "", "Đơn vị"),
    (7, "1.3.7.", "Ủy ban nhân dân xã Thác Mây", "", "Cấp xã"), (8, "1.2.8.", "Đảng ủy xã Thác Mây", "", "Cấp xã"),
    (9, "1.3.7.9.", "Phòng Kinh tế xã Thác Mây", "", "Phòng"),
    (10, "1.3.10.", "Ủy ban nhân dân phường Bến Gió", "", "Cấp xã"),
    (11, "1.3.11.", "Thanh tra tỉnh", "", "Sở, ban, ngành"), (12, "1.3.12.", "Đội 12", "", "Đơn vị"),
    (13, "1.3.7.13.", "Trạm Y tế xã Thác Mây", "", "Phòng"),
    (14, "1.3.14.", "Sở Văn hóa, Thể thao và Du lịch", "", "Sở, ban, ngành"), (15, "1.3.15.", "Đông Hòa", "", "Cấp xã"),
]  # fmt: skip
STEERING = {1, 2, 3, 12, 15}
"""The province, and units of which nobody can say what they are."""


def asked(*names: str) -> set[int]:
    keys = [row[0] for row in ROWS]
    tree = Tree(ROWS, keys)
    return {key for name in names for n, key in enumerate(keys) if tree.asked(name) >> n & 1}


@pytest.mark.parametrize(("name", "wanted"), [
    ("Sở Y tế", {4}),
    ("Sở Tài chính", {5}),
    ("Thanh tra tỉnh", {11}),
    ("Sở Văn hóa, Thể thao và Du lịch", {14}),
    ("Bệnh viện Đa khoa tỉnh", {4, 6}),  # whose superior it is, steers it
    ("Sở Tài nguyên và Môi trường", {4, 5, 6, 11, 14}),  # no unit is called so: any of them may be its heir
    ("Các sở, ban, ngành", {4, 5, 6, 11, 14}),
    ("Các xã, phường", {7, 8, 9, 10, 13}),
    ("Ủy ban nhân dân các xã, phường", {7, 8, 10}),
    ("UBND xã Thác Mây", {7, 8}),
    ("Xã Thác Mây", {7, 8, 9, 13}),
    ("UBND xã Suối Mây", {7, 8, 9, 10, 13}),  # merged: any of them may have taken it over
    ("Phòng Kinh tế xã Thác Mây", {7, 8, 9}),
    ("Phòng Kinh tế", {4, 5, 6, 7, 8, 9, 10, 11, 14}),
    ("Trạm y tế xã", {7, 8, 10, 13}),
    ("UBND tỉnh", set()),
    ("Các tỉnh ủy, thành ủy", set()),
    ("Sở Y tế và các xã, phường", {4, 7, 8, 9, 10, 13}),
])  # fmt: skip
def test_whom_a_name_asks(name: str, wanted: set[int]) -> None:
    assert asked(name) == wanted | STEERING


def test_a_clause_for_the_centre_asks_nobody_below_it() -> None:
    assert asked("Ban Tổ chức Trung ương", "Các bộ, ngành", "Bộ Y tế") == {12, 15}


@given(
    st.lists(st.sampled_from(ROWS), unique=True),
    st.sampled_from([row[2] for row in ROWS] + [name for _n, name in EXAMPLES + OTHERS]),
)
def test_who_bears_the_name_and_all_above_him_are_asked_always(held: list[Any], name: str) -> None:
    tree = Tree([*held, *(row for row in ROWS if row not in held)], [row[0] for row in held])
    asked_ = tree.asked(name)
    for row in ROWS:
        if row[2] == name:
            over = [n for n, each in enumerate(held) if row[1].startswith(each[1])]
            assert all(asked_ >> n & 1 for n in over)


def test_others_are_marked_apart_and_may_answer(directive: Document, place: Place) -> None:
    units = [place.province.pk, place.commune.pk, place.other.pk]
    name_for(directive, "D2.K2", "Ủy ban nhân dân xã Tây Thịnh")
    found = coverage.coverage(directive, units)
    assert [found.at("D2.K2", unit) for unit in units] == [Cover.NONE, Cover.OTHERS, Cover.NONE]
    officer = place.people["commune-officer"]
    programme = actions.start(directive, place.commune, kind="Kế hoạch", title="…", by=officer)
    assert queries.uncovered(programme) == []
    actions.add_item(programme, Task("Cùng làm"), by=officer, loc="D2.K2")
    assert coverage.coverage(directive, units, drafts=True).at("D2.K2", place.commune.pk) == Cover.FULL


def test_who_is_asked_nothing_is_not_silent_and_not_counted(directive: Document, place: Place) -> None:
    with writing():
        office = add_unit("YT", "Sở Y tế", add_level("so", "Sở, ban, ngành", 3), place.province)
    documents.share(directive, [office], by=place.people["clerk"])
    officer = place.people["officer"]
    found = coverage.coverage(directive, [unit.pk for unit in coverage.given(directive, officer)])
    assert found.at("D2.K1", office.pk) == found.at("D2.K2", office.pk) == Cover.OTHERS
    assert office not in coverage.silent(directive, officer)
    assert funnel.of(found, funnel.reached(directive, found)) == len(found.units) - 1
    name_for(directive, "D2.K2", "Sở Y tế", "các đơn vị liên quan")
    assert office in coverage.silent(directive, officer)


@pytest.mark.parametrize("how", ["proposed", "lost", "nobody"])
def test_where_a_reading_is_not_sure_everybody_is_asked(how: str, directive: Document, place: Place) -> None:
    units = [place.commune.pk, place.other.pk]
    assert spared(clauses.named(directive), units)["D2.K1"] == 0b11
    row = directive.findings.get(loc="D2.K1", state=State.ACCEPTED)
    if how == "proposed":
        Finding.objects.create(document=directive, kind=row.kind, start=row.start, end=row.end, loc=row.loc, payload={})
    elif how == "lost":
        directive.findings.filter(pk=row.pk).update(lost=True)
    else:
        directive.findings.filter(pk=row.pk).update(payload={"action": "làm", "partners": ["Sở Y tế"]})
    assert "D2.K1" not in spared(clauses.named(directive), units)


def test_the_page_says_it_in_words_and_names_the_others(directive: Document, place: Place) -> None:
    client = place.client("officer")
    page = client.get(f"/programmes/coverage/{directive.pk}/").content.decode()
    assert "Giao đơn vị khác" in page
    assert "cell-others" in page
    units = client.get(f"/programmes/coverage/{directive.pk}/units/?clause=D2.K1&how=others").content.decode()
    rows_ = units.split("<tbody>")[1].split("</tbody>")[0]
    assert "Xã Đông Hòa" in rows_
    assert "Tỉnh Lâm Sơn" not in rows_
    alone = client.get(f"/programmes/coverage/{directive.pk}/of/{place.commune.pk}/").content.decode()
    assert "Giao: Các tỉnh ủy" in alone
