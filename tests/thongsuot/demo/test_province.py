"""Does the demonstration province hold together?"""

from datetime import date, timedelta

from thongsuot.demo.province import province
from thongsuot.units.rules import Change, Role, succession_fault

TOLD = province()
UNITS = {unit.code: unit for unit in TOLD.units}
ENDS = {code: change.on - timedelta(days=1) for change in TOLD.successions for code in change.old}


def present(day: date) -> list[str]:
    return [code for code, unit in UNITS.items() if (unit.valid_from or day) <= day <= ENDS.get(code, day)]


def test_every_unit_follows_the_one_above_it() -> None:
    assert len(UNITS) == len(TOLD.units)
    seen: set[str | None] = {None}
    for unit in TOLD.units:
        assert unit.parent in seen
        seen.add(unit.code)
    assert {unit.level for unit in TOLD.units} <= {level.code for level in TOLD.levels}


def test_there_are_sixteen_communes_in_two_lines_since_july_2025() -> None:
    today = present(date(2026, 11, 1))
    for line in ("DU-", "UBND-"):
        communes = [code for code in today if code.startswith(line) and UNITS[code].level == "commune"]
        assert len(communes) == 16
        assert {UNITS[code].valid_from for code in communes} == {date(2025, 7, 1)}
    assert not [code for code in today if UNITS[code].level == "district"]
    assert len([code for code in present(date(2025, 6, 30)) if UNITS[code].level == "district"]) == 6


def test_present_units_stand_below_present_ones() -> None:
    today = set(present(date(2026, 11, 1)))
    assert not [code for code in today if UNITS[code].parent not in today | {None}]


def test_successions_fit_and_name_known_units() -> None:
    for change in TOLD.successions:
        assert succession_fault(Change(change.kind), change.old, change.new) is None
        assert {*change.old, *change.new} <= set(UNITS)
        assert all(UNITS[code].valid_from == change.on for code in change.new)
    assert {change.kind for change in TOLD.successions} == {"merge", "rename", "dissolve"}


def test_accounts_groups_and_registers_name_known_units() -> None:
    posts = {(account.username, post.unit) for account in TOLD.accounts for post in account.posts}
    today = set(present(date(2026, 11, 1)))
    assert {unit for _, unit in posts} <= today
    assert {code for group in TOLD.groups for code in (group.unit, *group.members)} <= today
    for entry in TOLD.documents:
        assert (entry.by, entry.unit) in posts
        assert {entry.unit, *entry.to} <= today
    assert list(TOLD.documents) == sorted(TOLD.documents, key=lambda entry: entry.on)


def test_every_role_is_there_and_one_person_serves_party_and_government() -> None:
    roles = {post.role for account in TOLD.accounts for post in account.posts}
    assert roles == set(Role)
    [chair] = [account for account in TOLD.accounts if account.username == "chutich.thacmay"]
    assert {post.unit for post in chair.posts} == {"UBND-THACMAY", "DU-THACMAY"}


def test_an_administrator_reads_nothing_so_he_holds_no_other_post() -> None:
    for account in TOLD.accounts:
        roles = [post.role for post in account.posts]
        assert Role.ADMINISTRATOR not in roles or len(roles) == 1


def test_restricted_documents_reach_named_units_alone() -> None:
    restricted = {entry.name: entry.reach for entry in TOLD.documents if entry.mark}
    assert restricted == {"du-thao-CTr-TU.txt": "named", "42-TB-TU.txt": "named"}
