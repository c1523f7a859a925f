"""What changed between two days: nothing left out, nothing made up, each with its act."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.akn import letters
from tests.vanban.amendments import acts_of_all_sorts
from tests.vanban.casefile import cases
from tests.vanban.test_consolidation import FIVE, SETS, acts, amending, original
from vanban.cli import main
from vanban.consolidation import Consolidated, consolidate
from vanban.consolidation.between import Between, Kind, changes
from vanban.model import Document
from vanban.out.between import pieces, to_dict, to_text
from vanban.parsing import parse

START, END = dt.date(2022, 1, 1), dt.date(2022, 12, 31)


@pytest.mark.parametrize(("title", "given_", "expected"), cases("changes"), ids=lambda value: str(value)[:60])
def test_cases(title: str, given_: str, expected: str) -> None:
    before, after = given_.split("\n=====\n")
    assert to_text(changes(original(before), [amending(after)], START, END)).rstrip("\n") == expected


def test_a_day_and_itself_differ_in_nothing() -> None:
    assert changes(original(FIVE), acts(), END, END).rows == ()


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        changes(original(FIVE), acts(), END, START)


def test_a_clause_changed_twice_is_told_once_with_both_acts() -> None:
    found = changes(original(FIVE), acts(), START, dt.date(2023, 6, 1))
    told = [(row.loc, row.before, row.after, [one.doc for one in row.causes]) for row in found.rows]
    assert told == [("D1.K1", "1. Khoản một.", "1. Lần hai.", ["10/2022/NĐ-CP", "11/2023/NĐ-CP"])]


def test_before_the_act_itself_takes_effect_the_whole_text_commences() -> None:
    found = changes(original(FIVE), acts(), dt.date(2019, 1, 1), START)
    assert [(row.kind, row.loc) for row in found.rows] == [(Kind.COMMENCED, "ALL")]


def test_the_values_say_act_words_and_runs() -> None:
    told = to_dict(changes(original(FIVE), acts(), START, END))
    (row,) = told["changes"]
    assert (told["from"], told["to"], told["complete"]) == ("2022-01-01", "2022-12-31", True)
    assert (row["kind"], row["before"], row["after"]) == ("replaced", "1. Khoản một.", "1. Lần một.")
    assert row["by"] == [
        {"doc": "10/2022/NĐ-CP", "own_loc": "D1.K1", "op": "replace", "from": "2022-03-15", "until": None}
    ]


SUSPENDS = (
    "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Ngưng hiệu lực thi hành khoản 2 Điều 1 Nghị định số 30/2020/NĐ-CP"
    " từ ngày 01 tháng 4 năm 2022 cho đến hết ngày 31 tháng 12 năm 2022."
)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("2022-03-31", "2022-04-01", [("suspended", "D1.K2", dt.date(2022, 4, 1))]),
        ("2022-04-01", "2022-12-31", []),
        ("2022-12-31", "2023-01-01", [("resumed", "D1.K2", dt.date(2022, 4, 1))]),
        ("2022-03-31", "2023-01-01", []),
    ],
)
def test_a_suspension_begins_and_ends(earlier: str, later: str, expected: list[tuple[str, str, dt.date]]) -> None:
    days = dt.date.fromisoformat(earlier), dt.date.fromisoformat(later)
    found = changes(original(FIVE), [amending(SUSPENDS)], *days)
    assert [(row.kind.value, row.loc, row.causes[0].since) for row in found.rows] == expected
    assert "đến hết ngày 31/12/2022" in to_text(found) or not expected


def test_what_is_extended_and_what_lapses_is_told() -> None:
    until = "đến hết ngày 31 tháng 12 năm 2030"
    order = f"Điều 1. Sửa đổi\n1. Kéo dài thời hạn áp dụng Nghị định số 30/2020/NĐ-CP {until}."
    extended = changes(original(FIVE), [amending(order)], START, END)
    assert [(row.kind, row.loc, row.causes[0].op) for row in extended.rows] == [(Kind.EXTENDED, "ALL", "extend")]
    lapsed = changes(original(FIVE), [amending(order)], END, dt.date(2031, 1, 1))
    assert [(row.kind, row.loc) for row in lapsed.rows] == [(Kind.LAPSED, "ALL")]
    assert to_text(lapsed) == "- toàn bộ hết hiệu lực\nTừ 31/12/2022 đến 01/01/2031: 1 hết hiệu lực.\n"
    part = order.replace("áp dụng Nghị", "thực hiện khoản 1 Điều 1 Nghị")
    clause = changes(original(FIVE), [amending(part)], START, END)
    assert [(row.kind, row.loc) for row in clause.rows] == [(Kind.EXTENDED, "D1.K1")]


def sound(document: Document, amending_: list[Document], earlier: dt.date, later: dt.date) -> Between:
    """The changes, after asserting that each difference is told by a row, and each row by a difference."""
    found = changes(document, amending_, earlier, later)
    old, new = (words(consolidate(document, amending_, day)) for day in (earlier, later))
    told = {place for row in found.rows for place in (row.loc, row.old_loc) if place}
    for loc in old.keys() | new.keys():
        if old.get(loc) != new.get(loc):
            related = {one for one in told if loc == one or loc.startswith(one + ".") or one.startswith(loc + ".")}
            assert related or loc[0] not in "DK", loc
    for row in found.rows:
        assert row.causes or row.kind == Kind.COMMENCED
        assert all(earlier < one.since <= later for one in row.causes if one.since)
        runs = pieces(row)
        if runs:
            assert letters("".join(piece.text for piece in runs if piece.kind != "added")) == letters(row.before)
            assert letters("".join(piece.text for piece in runs if piece.kind != "removed")) == letters(row.after)
    return found


def words(result: Consolidated) -> dict[str, list[str]]:
    return {row.loc: result.text[row.start : row.end].split() for row in result.provisions}


days = st.dates(dt.date(2020, 6, 1), dt.date(2027, 1, 1))


@settings(deadline=None, max_examples=80)
@given(acts_of_all_sorts, days, days)
def test_every_difference_is_told_with_its_act(documents: list[Document], a: dt.date, b: dt.date) -> None:
    sound(original(FIVE), documents, min(a, b), max(a, b))


@pytest.mark.skipif(not SETS.is_dir(), reason=f"the official consolidations are not here: {SETS}")
@pytest.mark.parametrize("folder", sorted(SETS.glob("*-*")) if SETS.is_dir() else [], ids=lambda path: path.name)
def test_every_difference_in_the_official_sets_is_told(folder: Path) -> None:
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    documents = [parse((folder / "original.txt").read_text("utf-8"))]
    documents += [parse(path.read_text("utf-8")) for path in sorted(folder.glob("amend-*.txt"))]
    day = dt.date.fromisoformat(told["as_of"])
    found = sound(documents[0], documents[1:], day - dt.timedelta(1), day)
    assert bool(found.rows) or not any(row["changed"] for row in told["provisions"])


def test_the_command_prints_words_or_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "goc.txt", tmp_path / "sua.txt"
    one.write_text(original(FIVE).text.content, "utf-8")
    two.write_text(acts()[0].text.content, "utf-8")
    command = ["changes", str(one), str(two), "--from", "2022-01-01", "--to"]
    assert main([*command, "2022-12-31"]) == 0
    assert "~ khoản 1 Điều 1 được sửa đổi, bổ sung\n" in capsys.readouterr().out
    assert main([*command, "2022-12-31", "--json"]) == 0
    assert [row["loc"] for row in json.loads(capsys.readouterr().out)["changes"]] == ["D1.K1"]
    assert main([*command, "2021-12-31"]) == 2
    assert "--from" in capsys.readouterr().err
    assert (
        main(["changes", str(tmp_path / "khong-co.txt"), str(two), "--from", "2022-01-01", "--to", "2023-01-01"]) == 2
    )


def test_new_wording_for_what_was_suspended_is_told_as_new_wording() -> None:
    pause = "Điều 1. Ngưng hiệu lực thi hành khoản 1 Điều 1 Nghị định số 30/2020/NĐ-CP cho đến khi có quy định mới."
    new = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Mới.”."
    acts = [amending(pause), amending(new, "20/2023/NĐ-CP", dt.date(2023, 1, 1))]
    found = changes(original(FIVE), acts, dt.date(2022, 12, 31), dt.date(2023, 1, 1))
    assert [(row.kind, row.loc, row.causes[0].doc) for row in found.rows] == [(Kind.REPLACED, "D1.K1", "20/2023/NĐ-CP")]
