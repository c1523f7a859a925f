"""Amendments applied: as lawyers would expect, in any order, at any day; and what cannot be settled is said."""

import datetime as dt
import itertools
import json
import re
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.cli import main
from vanban.consolidation import Consolidated, consolidate
from vanban.consolidation.acts import Act
from vanban.model import Document, Effective
from vanban.out.consolidated import to_json
from vanban.parsing import parse

HEAD = """CHÍNH PHỦ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: {symbol}\tHà Nội, ngày {day} tháng {month} năm {year}
NGHỊ ĐỊNH
{title}
"""
TAIL = "\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n"
SHARED = Path(__file__).parents[3] / "shared"
SETS = SHARED / "corpus" / "consolidation"


def decree(symbol: str, day: dt.date, title: str, body: str) -> Document:
    head = HEAD.format(symbol=symbol, day=f"{day:%d}", month=day.month, year=day.year, title=title)
    return parse(head + body + TAIL)


def original(body: str) -> Document:
    return decree("30/2020/NĐ-CP", dt.date(2020, 3, 5), "Về công tác văn thư", body)


def amending(
    body: str, symbol: str = "14/2022/NĐ-CP", since: dt.date = dt.date(2022, 3, 15), *, told: bool = True
) -> Document:
    """A decree of these articles that takes effect on a day; ``told`` whether an article of it says so."""
    title = "Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP"
    if not told:
        act = decree(symbol, since - dt.timedelta(40), title, body)
        return replace(act, header=replace(act.header, effective=Effective(since)))
    said = re.sub(r"“(?:[^“”]|“[^“”]*”)*”", "", body)  # what it quotes has numbers of its own
    last = max((int(number) for number in re.findall(r"^Điều (\d+)[.:]", said, re.MULTILINE)), default=1)
    commencement = f"\nĐiều {last + 1}. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày {since:%d/%m/%Y}."
    return decree(symbol, since - dt.timedelta(40), title, body + commencement)


def body_of(result: Consolidated) -> str:
    return result.text[result.text.index("văn thư\n") + 8 : result.text.index(TAIL.rstrip())]


@pytest.mark.parametrize(("title", "given_", "expected"), cases("consolidation"), ids=lambda value: str(value)[:60])
def test_cases(title: str, given_: str, expected: str) -> None:
    before, after = given_.split("\n=====\n")
    result = consolidate(original(before), [amending(after)])
    lines = [body_of(result), *(f"! {row.op} {row.at}" for row in result.unresolved)]
    assert "\n".join(lines) == expected
    assert result.complete == (not result.unresolved)
    assert len(result.applied) + len(result.unresolved) == sum(
        row.doc == "30/2020/NĐ-CP" for row in Act(amending(after)).orders
    )


FIVE = "Điều 1. Một\n1. Khoản một.\n2. Khoản hai.\nĐiều 2. Hai\n1. Khoản ba.\n2. Khoản bốn."
REPLACE = (
    "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi, bổ sung khoản {n} Điều {a} như sau:\n“{n}. {words}.”."
)


def acts(*, told: bool = True) -> list[Document]:
    said = ((1, 1, "Lần một"), (1, 1, "Lần hai"), (2, 2, "Lần ba"))
    days = (dt.date(2022, 3, 15), dt.date(2023, 3, 15), dt.date(2024, 3, 15))
    return [
        amending(REPLACE.format(a=a, n=n, words=words), f"{n_}/{day.year}/NĐ-CP", day, told=told)
        for n_, ((a, n, words), day) in enumerate(zip(said, days, strict=True), 10)
    ]


def test_nothing_to_apply_leaves_the_text_to_the_letter() -> None:
    document = original(FIVE)
    result = consolidate(document, [])
    assert (result.text, result.complete) == (document.text.content, True)


def test_the_order_of_the_files_does_not_matter() -> None:
    texts = {consolidate(original(FIVE), order).text for order in itertools.permutations(acts())}
    assert len(texts) == 1
    assert "1. Lần hai." in texts.pop()


def test_one_after_the_other_is_as_all_together() -> None:
    step = original(FIVE)
    for act in acts():
        step = parse(consolidate(step, [act]).text)
    assert step.text.content == consolidate(original(FIVE), acts()).text


def test_an_act_given_twice_is_applied_once() -> None:
    once = consolidate(original(FIVE), acts())
    again = consolidate(original(FIVE), acts() + acts())
    assert (once.text, once.applied, once.unresolved) == (again.text, again.applied, again.unresolved)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-01-01", "Khoản một"), ("2022-03-14", "Khoản một"), ("2022-03-15", "Lần một"), ("2023-06-01", "Lần hai")],
)
def test_each_day_has_its_wording(day: str, expected: str) -> None:
    result = consolidate(original(FIVE), acts(), dt.date.fromisoformat(day))
    clause = next(row for row in result.provisions if row.loc == "D1.K1")
    assert result.text[clause.own : clause.end].strip() == f"{expected}."
    assert {row.state for row in result.applied} <= {"applied", "not-yet"}
    assert len(result.applied) == 3


def test_an_act_in_the_text_already_changes_nothing_and_leaves_nothing_open() -> None:
    orders = (
        "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Khoản mới.”.\n"
        "2. Bổ sung khoản 3 vào Điều 1 như sau:\n“3. Khoản ba.”.\n3. Bãi bỏ khoản 2 Điều 1.\n"
        "4. Thay thế cụm từ “Khoản bốn” bằng cụm từ “Khoản cuối” tại khoản 2 Điều 2.\n"
        "5. Bỏ cụm từ “Khoản” tại khoản 1 Điều 2."
    )
    once = consolidate(original(FIVE), [amending(orders)])
    twice = consolidate(parse(once.text), [amending(orders)])
    assert (twice.text, twice.complete) == (once.text, True)
    assert [row.state for row in twice.applied if row.op in ("subst", "delete_phrase")] == ["already", "already"]


def test_one_phrase_that_is_not_found_is_told_even_where_the_new_one_stands() -> None:
    order = "1. Thay thế cụm từ “Mục hai” bằng cụm từ “Khoản hai” tại khoản 2 Điều 1."
    result = consolidate(original(FIVE), [amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{order}")])
    assert [row.op for row in result.unresolved] == ["subst"]


def test_who_changed_what_since_when_is_known_and_the_overtaken_one_is_not_named() -> None:
    result = consolidate(original(FIVE), acts())
    changes = {row.loc: [(one.doc, one.own_loc, one.op, one.since) for one in row.changes] for row in result.provisions}
    assert changes["D1.K1"] == [("11/2023/NĐ-CP", "D1.K1", "replace", dt.date(2023, 3, 15))]
    assert changes["D1.K2"] == []


def test_an_amendment_of_an_amendment_changes_what_is_applied() -> None:
    first = amending(REPLACE.format(a=1, n=1, words="Sai"), "10/2022/NĐ-CP")
    words = "“1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n“1. Đúng.”.”."
    order = f"1. Sửa đổi khoản 1 Điều 1 của Nghị định số 10/2022/NĐ-CP như sau:\n{words}"
    second = amending(f"Điều 1. Sửa đổi Nghị định số 10/2022/NĐ-CP\n{order}", "20/2023/NĐ-CP", dt.date(2023, 1, 1))
    assert "1. Khoản một." not in consolidate(original(FIVE), [second, first]).text
    assert "1. Sai." in consolidate(original(FIVE), [second, first], dt.date(2022, 6, 1)).text


places = st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2)])
words = st.text("abcđeghiklmn ", min_size=1, max_size=20).filter(str.strip)


@settings(deadline=None)
@given(st.lists(st.tuples(places, words), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_what_is_not_touched_stays_to_the_letter(said: list[tuple[tuple[int, int], str]]) -> None:
    orders = "\n".join(
        f"{i}. Sửa đổi, bổ sung khoản {n} Điều {a} như sau:\n“{n}. Chữ {new.strip()}.”."
        for i, ((a, n), new) in enumerate(said, 1)
    )
    result = consolidate(original(FIVE), [amending(f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{orders}")])
    old = {row.loc: original(FIVE).text.content[row.start : row.end] for row in original(FIVE).structure.provisions}
    touched = {f"D{a}.K{n}" for (a, n), _new in said}
    for row in result.provisions:
        if row.loc.count(".") == 1 and row.loc not in touched:
            assert result.text[row.start : row.end] == old[row.loc]
    assert len(result.applied) + len(result.unresolved) == len(said)
    assert parse(result.text).text.content == result.text


def test_the_places_of_the_result_are_those_a_reader_finds() -> None:
    result = consolidate(original(FIVE), acts())
    read = {row.loc: (row.start, row.end) for row in parse(result.text).structure.provisions}
    assert {row.loc: (row.start, row.end) for row in result.provisions} == read


def test_the_command_reads_files_and_readings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "goc.txt", tmp_path / "sua.txt"
    one.write_text(original(FIVE).text.content, "utf-8")
    two.write_text(acts()[0].text.content, "utf-8")
    assert main(["consolidate", str(one), str(two), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["as_of"], told["complete"]) == ("2022-03-15", True)
    reading = tmp_path / "goc.json"
    reading.write_text(json.dumps({"text": original(FIVE).text.content}, ensure_ascii=False), "utf-8")
    assert main(["consolidate", str(reading), str(two), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == told["text"]
    assert main(["consolidate", str(tmp_path / "khong-co.txt"), str(two), "--json"]) == 2
    secret = tmp_path / "mat.json"
    secret.write_text(json.dumps({"text": "UBND XÃ\nTUYỆT MẬT\nQUYẾT ĐỊNH\nĐiều 1. Kín."}), "utf-8")
    assert main(["consolidate", str(one), str(secret)]) == 3


def scorer() -> Any:
    """The scorer of the official sets, where they are."""
    spec = spec_from_file_location("consolidation_score", SHARED / "score" / "consolidation.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SETS.is_dir(), reason=f"the official consolidations are not here: {SETS}")
@pytest.mark.parametrize("folder", sorted(SETS.iterdir()) if SETS.is_dir() else [], ids=lambda path: path.name)
def test_official_sets_are_met_or_owned_up_to(folder: Path) -> None:
    if not folder.is_dir():
        return
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    documents = [parse((folder / "original.txt").read_text("utf-8"))]
    documents += [parse(path.read_text("utf-8")) for path in sorted(folder.glob("amend-*.txt"))]
    result = consolidate(documents[0], documents[1:], dt.date.fromisoformat(told["as_of"]))
    rates = scorer().score(told, to_json(result))["tables"]
    assert sum(row["silent"] for row in rates.values()) == 0
    assert sum(row["identical"] for row in rates.values()) >= 0.95 * sum(row["n"] for row in rates.values())
