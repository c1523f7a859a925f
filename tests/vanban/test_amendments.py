"""Are the instructions of amending acts found, and does each say what it changes where?"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.amending import Scope, Scopes
from vanban.amendments import Amending, find_amendments
from vanban.amendments.cues import folded, verb_pattern, verbs
from vanban.amendments.lines import cue_lines
from vanban.citations import find_mentions
from vanban.model import Amendment, Document, Structure
from vanban.parsing import outline
from vanban.tables import load

ACT = "15/2020/NĐ-CP"
PIECES = [
    "Điều 1. ", "Điều 2. ", "1. ", "a) ", "\n", "Sửa đổi, bổ sung ", "Bổ sung ", "bãi bỏ ", "Thay thế cụm từ ", "“A”",
    "“", "”", "bằng cụm từ ", "tại ", "khoản 2 ", "điểm a khoản 1 ", "Điều 5 ", "các điều 6, 7 và 8 ", "vào sau ",
    "như sau:\n", "“2. Mới.”.\n", "Nghị định số 15/2020/NĐ-CP ", "; ", "tên ", "Phụ lục I ", "được sửa đổi, bổ sung ",
    "hết hiệu lực ", "một số điều của ", "sau đây:\n", "trừ khoản 3 ", "Chuyển ", "thành ", "của ",
]  # fmt: skip


def read(text: str) -> tuple[Document, Amending]:
    reading = outline(text)
    return reading, find_amendments(reading.text, reading.header, reading.structure, find_mentions(reading.text))


def instruction(words: str) -> str:
    """An instruction as the first clause of an act that amends ``ACT``; acts are given whole."""
    if words.startswith("Điều 1."):
        return words
    return f"Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số {ACT}\n1. {words}\nĐiều 2. Hiệu lực thi hành"


def tell(content: str, one: Amendment) -> str:
    """An amendment on one line: op, loc, and what else it says. The act and the clause only where they are others."""
    parts = [one.op, one.at]
    parts += [f"in {one.doc}"] if one.doc != ACT else []
    parts += [f"by {one.own_loc}"] if one.own_loc != "D1.K1" else []
    parts += [f"after {one.after}"] if one.after else []
    parts += [f"“{one.old}”"] if one.old else []
    parts += [f"→ “{one.new}”"] if one.new else []
    parts += [f"to {one.to}"] if one.to else []
    parts += ["text " + content[one.new_text.start : one.new_text.end].replace("\n", " ⏎ ")] if one.new_text else []
    return " ".join(parts + ["(human)"] * one.needs_human)


@pytest.mark.parametrize(("title", "words", "expected"), cases("amendments"))
def test_an_instruction_gives_its_operations(title: str, words: str, expected: str) -> None:
    reading, found = read(instruction(words))
    told = [tell(reading.text.content, one) for one in found.amendments]
    assert told == [line for line in expected.split("\n") if line], title


@pytest.mark.parametrize("verb", verbs())
def test_a_line_that_any_verb_opens_is_looked_at(verb: str) -> None:
    line = f"{verb[0].upper()}{verb[1:]} khoản 2 Điều 5."
    assert cue_lines(f"Lời dẫn:\n{line}", Structure(), []) == [len("Lời dẫn:\n")]


def test_no_circular_amends_a_decree_so_that_the_act_was_not_read() -> None:
    order = (
        "Điều 1. Sửa đổi Bản chỉ dẫn số 17/2014/CD-BTC thi hành Nghị định số 57/2013/NĐ-CP như sau:\n1. Bãi bỏ Điều 4."
    )
    for own, human in (("08/2023/TT-BTC", True), ("08/2023/NĐ-CP", False)):
        found = read(f"BỘ TÀI CHÍNH\nSố: {own}\n{order}")[1].amendments
        assert [(one.at, one.doc, one.needs_human) for one in found] == [("D4", "57/2013/NĐ-CP", human)]


@pytest.mark.parametrize("row", load("amendments")["verb"], ids=lambda row: row["does"])
def test_every_verb_proves_itself(row: dict[str, list[str]]) -> None:
    for example in row["examples"]:
        verb = verb_pattern().match(folded(example))
        assert verb is not None, example
        assert " ".join(verb.group().lower().split()) in row["words"], example
    for example in row["counter_examples"]:
        assert not read(f"Điều 1. Nhiệm vụ\n1. {example}.")[1].amendments, example


@pytest.mark.parametrize("row", load("amendments")["cue"], ids=lambda row: row["name"])
def test_every_cue_proves_itself(row: dict[str, list[str] | str]) -> None:
    pattern = re.compile(str(row["pattern"]).replace(" ", r"\s+"), re.IGNORECASE)
    find = pattern.match if row.get("anchored") else pattern.search
    assert all(find(example) for example in row["examples"])
    assert not any(find(example) for example in row["counter_examples"])


def test_new_wording_speaks_of_the_place_it_is_written_at() -> None:
    text = instruction(
        "Sửa đổi, bổ sung Điều 5 như sau:\n“Điều 5. Tên\n1. Một:\na) Theo khoản này.\n2. Theo Điều này.”."
    )
    content, scopes = outline(text).text.content, read(text)[1].scopes
    here, there = scopes.at(content.index("khoản này")), scopes.at(content.index("Điều này"))
    assert here == Scope(here.start, here.end, ACT, "D5.K1.Pa", quoted=True) if here else False
    assert there == Scope(there.start, there.end, ACT, "D5.K2", quoted=True) if there else False


def test_the_head_of_an_instruction_speaks_of_the_amended_act() -> None:
    text = instruction("Sửa đổi, bổ sung một số khoản của Điều 13 như sau:\na) Bãi bỏ khoản 2.")
    content, scopes = outline(text).text.content, read(text)[1].scopes
    scope = scopes.at(content.index("khoản 2"))
    assert scope == Scope(scope.start, scope.end, ACT, "D13") if scope else False


def test_the_closing_article_speaks_of_the_act_itself() -> None:
    text = instruction("Bãi bỏ khoản 2 Điều 7.") + "\n1. Nghị định này có hiệu lực từ ngày ký, trừ khoản 2 Điều này."
    content, scopes = outline(text).text.content, read(text)[1].scopes
    assert scopes.at(content.index("khoản 2 Điều này")) is None


def test_a_report_orders_nothing() -> None:
    assert not read("Ông nói sẽ bãi bỏ Điều 5 Nghị định số 15/2020/NĐ-CP. Bổ sung khoản 2 vào sau khoản 1.")[
        1
    ].amendments


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12))
def test_the_innermost_stretch_around_a_position_is_always_found(spans: list[tuple[int, int]]) -> None:
    nested = [Scope(a, min(a + n, 60), "X") for a, n in spans if a < 60]
    nested = [
        s for s in nested if all(s.end <= t.start or t.end <= s.start or _inside(s, t) or _inside(t, s) for t in nested)
    ]
    scopes = Scopes.of(nested)
    for position in range(60):
        around = [s for s in nested if s.start <= position < s.end]
        found = scopes.at(position)
        assert (found is None) == (not around)
        assert found is None or found.end - found.start == min(s.end - s.start for s in around)


def _inside(inner: Scope, outer: Scope) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_reading_never_raises_and_stays_in_the_text(text: str) -> None:
    reading, found = read(text)
    locs = {provision.loc for provision in reading.structure.provisions}
    size = len(reading.text.content)
    for one in found.amendments:
        assert one.own_loc is None or one.own_loc in locs
        assert 0 <= one.start < one.end <= size
        assert one.new_text is None or 0 <= one.new_text.start < one.new_text.end <= size
    assert all(0 <= scope.start < scope.end <= size for scope in found.scopes.all)
