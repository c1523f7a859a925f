"""Footnotes as official consolidated texts print them: where their number stands, what they say."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.vanban.casefile import cases
from tests.vanban.test_consolidation import FIVE, SETS, TAIL, acts, amending, decree, original
from vanban.consolidation import Settled, consolidate
from vanban.model import Document
from vanban.out.footnotes import footnotes
from vanban.parsing import parse

ORDINAL = re.compile(r" lần thứ (?:nhất|hai|ba)")
SENTENCE = re.compile(r"(?<=\d\.) (?=[A-ZĐ])")


def printed(document: Document, amending_: Sequence[Document]) -> str:
    """A consolidated text with the numbers of its notes in square brackets, then the notes."""
    result = consolidate(document, amending_)
    text, notes = result.text, footnotes(result, document, amending_)
    for note in reversed(notes):
        text = f"{text[: note.at]}[{note.number}]{text[note.at :]}"
    body = text[text.index("văn thư\n") + 8 : text.index(TAIL.rstrip())]
    return "\n".join([body, *(f"[{note.number}] {note.text}" for note in notes)])


@pytest.mark.parametrize(("title", "given", "expected"), cases("footnotes"), ids=lambda value: str(value)[:60])
def test_cases(title: str, given: str, expected: str) -> None:
    before, after = given.split("\n=====\n")
    assert printed(original(before), [amending(after, told=False)]) == expected


def test_nothing_applied_has_no_notes() -> None:
    assert footnotes(consolidate(original(FIVE), []), original(FIVE), []) == ()


def test_a_clause_changed_twice_has_one_note_that_counts() -> None:
    (note, _other) = footnotes(consolidate(original(FIVE), acts(told=False)), original(FIVE), acts(told=False))
    told = [ORDINAL.findall(words) for words in SENTENCE.split(note.text)]
    assert told == [[" lần thứ nhất"], [" lần thứ hai"]]


def test_what_a_later_wording_of_the_article_wiped_out_is_not_told() -> None:
    order = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi, bổ sung Điều 1 như sau:\n“Điều 1. Một\n1. Mới.”."
    later = amending(order, "20/2025/NĐ-CP", dt.date(2025, 1, 1), told=False)
    notes = footnotes(
        consolidate(original(FIVE), [*acts(told=False), later]), original(FIVE), [*acts(told=False), later]
    )
    assert [note.loc for note in notes] == ["D1", "D2.K2"]


def test_the_bases_and_the_commencement_of_the_amending_act_are_quoted() -> None:
    base = original(
        "Căn cứ Luật Tổ chức Chính phủ;\nChương I\nCHUNG\nĐiều 1. Một\n1. A.\nChương II\nTHI HÀNH\nĐiều 2. Hai"
    )
    act = decree(
        "14/2022/NĐ-CP", dt.date(2022, 1, 27), "Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP",
        "Căn cứ Luật Lưu trữ;\nChính phủ ban hành Nghị định.\nĐiều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n"
        "1. Bãi bỏ khoản 1 Điều 1.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 15 tháng 3 năm 2022.",
    )  # fmt: skip
    first, _repealed, last = footnotes(consolidate(base, [act]), base, [act])
    assert first.text.endswith("có căn cứ ban hành như sau: “Căn cứ Luật Lưu trữ; Chính phủ ban hành Nghị định.”.")
    assert (last.loc, last.text[:10]) == ("CII", "Điều 2 của")
    assert ", có hiệu lực kể từ ngày 15 tháng 3 năm 2022 quy định như sau: “Điều 2. Hiệu lực" in last.text


def test_an_instruction_that_nobody_could_apply_has_no_note() -> None:
    order = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Bãi bỏ khoản 9 Điều 1."
    result = consolidate(original(FIVE), [amending(order, told=False)])
    assert not result.complete
    assert footnotes(result, original(FIVE), [amending(order, told=False)]) == ()


@pytest.mark.parametrize(
    ("to", "at", "words", "loc", "said"),
    [
        ("replace", "D1.K1", "1. Không phí.", "D1.K1", "Khoản này được sửa đổi, bổ sung"),
        ("insert", "D1.K1", "1a. Không phí.", "D1.K1a", "Khoản này được bổ sung"),
        ("repeal", "D2", "", "D2", "Điều này được bãi bỏ"),
    ],
)
def test_what_people_settled_is_told_as_what_they_made_of_it(to: str, at: str, words: str, loc: str, said: str) -> None:
    order = "Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n1. Bãi bỏ các quy định về thu phí tại Nghị định này."
    act = amending(order, told=False)
    (row,) = consolidate(original(FIVE), [act]).unresolved
    one = Settled(row.doc, row.own_loc, row.op, row.start, at, to, words, "Theo công văn số 5.")  # type: ignore[arg-type]
    (note,) = footnotes(consolidate(original(FIVE), [act], settled=[one]), original(FIVE), [act])
    assert (note.loc, note.text[: len(said)]) == (loc, said)
    assert note.text.endswith(". Nội dung này do người rà soát xác định: Theo công văn số 5.")


def parts(sentence: str) -> tuple[str, ...]:
    """What a note says: what happened, at which place, by which act, since when."""
    happened = re.match(r"(.*?)(?: theo quy định)? tại ", ORDINAL.sub("", sentence))
    where = re.search(r" tại ((?:điểm \S+ )?(?:khoản \S+ )?Điều \d+\w*)", sentence)
    act = re.search(r"số (\d+/\d{4}/[\wĐ-]+)", sentence[where.end() :]) if where else None
    day = re.findall(r"ngày (\d+)(?: tháng |/)(\d+)(?: năm |/)(\d{4})", sentence)
    assert happened
    assert where
    assert act
    return happened[1], where[1], act[1], *(str(int(number)) for number in day[-1])


@pytest.mark.skipif(not SETS.is_dir(), reason=f"the official consolidations are not here: {SETS}")
@pytest.mark.parametrize("folder", sorted(SETS.glob("*-*")) if SETS.is_dir() else [], ids=lambda path: path.name)
def test_official_notes_say_the_same(folder: Path) -> None:
    """Each official note on a provision: the same happened, by the same place of the same act, since the same day."""
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    documents = [parse((folder / "original.txt").read_text("utf-8"))]
    documents += [parse(path.read_text("utf-8")) for path in sorted(folder.glob("amend-*.txt"))]
    result = consolidate(documents[0], documents[1:], dt.date.fromisoformat(told["as_of"]))
    mine: dict[str, list[tuple[str, ...]]] = {}
    for note in footnotes(result, documents[0], documents[1:]):
        if "như sau: “" not in note.text:
            mine.setdefault(note.loc, []).extend(map(parts, SENTENCE.split(note.text)))
    official = [row for row in told["footnotes"] if row["in_scope"] and row["op"] and row["loc"][0] == "D"]
    for row in official:
        sentence = next(words for words in SENTENCE.split(row["text"]) if row["by_doc"] in words)
        assert parts(sentence) in mine[row["loc"]]
    assert {row["loc"] for row in official} >= set(mine)
