import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.tables import load
from vanban.text import fold, same_tone, tidy
from vanban.text.draft import Draft, Edit
from vanban.text.lookalikes import lookalikes
from vanban.text.syllables import is_syllable

_SOUND = "Điều 1. Ủy ban nhân dân\n1. Khoản một: “trích dẫn”; số 30/2020/NĐ-CP – 50 %…\na) Điểm\tô phải"
_DIRTY = st.text(
    st.sampled_from("aeoâ ệđĐÐ\u0301\u0302\u0323\u00a0\u200b\u00ad\r\n\t|.ñ©®öøТСα\ufeff\u2028\ud7ff"), max_size=60
)


def unescaped(text: str) -> str:
    for sign in ("\\r", "\\n", "\\t"):
        text = text.replace(sign, {"r": "\r", "n": "\n", "t": "\t"}[sign[1]])
    parts = text.split("\\u")
    return parts[0] + "".join(chr(int(part[:4], 16)) + part[4:] for part in parts[1:])


@pytest.mark.parametrize(("title", "raw", "expected"), cases("tidy"), ids=lambda case: str(case)[:40])
def test_raw_text_reads_as_it_was_meant(title: str, raw: str, expected: str) -> None:
    assert tidy(unescaped(raw)).content == unescaped(expected)


def test_sound_text_passes_untouched() -> None:
    text = tidy(_SOUND)
    assert (text.content, text.origin, text.notes) == (_SOUND, (), ())


def test_every_mended_letter_leaves_a_note_where_it_stands() -> None:
    text = tidy("Dòng một\r\nTheo Ðiều 5 và T\u0422-BTC")
    assert [(note.code, text.content[note.start : note.end]) for note in text.notes] == [
        ("eth", "Đ"),
        ("look-alike", "T"),
    ]


def test_the_way_back_leads_to_the_same_letter() -> None:
    raw = "\ufeff  Căn\u00a0cứ\r\n\r\n\u200bLuật  số 5"
    text = tidy(raw)
    for word in ("Căn", "cứ", "Luật", "số"):
        assert raw[text.back(text.content.index(word)) :].startswith(word)


@given(_DIRTY)
def test_tidying_never_raises_and_is_always_composed_and_settled(raw: str) -> None:
    text = tidy(raw)
    assert unicodedata.is_normalized("NFC", text.content)
    assert text.content == text.content.strip(" \t\n")
    assert "\n\n" not in text.content
    assert all(0 <= note.start <= note.end <= len(text.content) for note in text.notes)
    heres = [here for here, _ in text.origin]
    assert heres == sorted(set(heres))


@given(st.text(max_size=80))
def test_any_text_can_be_tidied(raw: str) -> None:
    text = tidy(raw)
    assert all(0 <= text.back(i) <= len(raw) for i in range(len(text.content)))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.sampled_from(["", "x", "yz"])), max_size=6))
def test_edits_in_two_passes_lead_back_as_in_one(raw: list[tuple[int, int, str]]) -> None:
    text, edits, place = "abcdefghijklmnopqrstuvwxyzABCDEFGHI", [], 0
    for skip, length, new in raw:
        start = place + skip % 5
        edits.append(Edit(start, min(start + length, 35), new))
        place = edits[-1].end
    edits = [edit for edit in edits if edit.start < 35]
    twice = Draft(text).edit(edits).edit([Edit(0, 1, "")] if edits else [])
    for here, letter in enumerate(twice.content):
        if letter not in "xyz":
            there = next((t for h, t in reversed(twice.origin) if h <= here), 0) + here
            there -= next((h for h, _ in reversed(twice.origin) if h <= here), 0)
            assert text[there] == letter


def test_search_folds_case_accents_and_the_stroke_of_d() -> None:
    assert fold("UỶ BAN Nhân dân, ĐẢNG") == "uy ban nhan dan, dang"


@given(st.text(st.sampled_from("hoàòáuỳỷqyaQUYÝnhiệm ")))
def test_old_and_new_tone_places_compare_alike_at_the_same_length(text: str) -> None:
    assert len(same_tone(text)) == len(text)
    assert same_tone(same_tone(text)) == same_tone(text)


@pytest.mark.parametrize(("a", "b"), [("hoà", "hòa"), ("Uỷ", "Ủy"), ("THUỶ", "THỦY"), ("khoẻ", "khỏe"), ("tuỳ", "tùy")])
def test_two_spellings_of_one_syllable_are_the_same(a: str, b: str) -> None:
    assert same_tone(a) == same_tone(b) == b


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuý" + "t", "quỳnh"])
def test_a_tone_that_has_only_one_place_stays(word: str) -> None:
    assert same_tone(word) == word


def test_the_syllable_table_proves_itself() -> None:
    table = load("syllables")
    assert [word for word in table["examples"] if not is_syllable(word)] == []
    assert [word for word in table["counter_examples"] if is_syllable(word)] == []


def test_the_table_of_twins_proves_itself() -> None:
    for script in ("cyrillic", "greek"):
        table = load("lookalikes")[script]
        assert len(table["from"]) == len(table["to"])
        assert all(lookalikes(example) for example in table["examples"])
        assert not any(lookalikes(example) for example in table["counter_examples"])
