"""Does a comparison say what became of each provision?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.out.diff import diff, to_dict, to_text
from vanban.out.diff.words import compare
from vanban.parsing import outline

CASES = cases("diff")
_LINES = st.lists(
    st.sampled_from([
        "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Một", "Điều 2. Hai", "1. Sổ giấy.", "2. Sổ khác.", "3. Sổ mới.",
        "a) Điểm một;", "b) Điểm hai.", "Lời văn.", "Phụ lục I", "I. LỚN", "- Gạch;",
    ]),
    max_size=15,
).map("\n".join)  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_differences_of(texts: str, expected: str) -> None:
    old, new = texts.split("\n===\n")
    found = diff(outline(old), outline(new))
    assert to_text(found).rstrip("\n") == expected
    assert found.differ == bool(expected)


def test_the_same_text_never_differs() -> None:
    reading = outline("Điều 1. A\n1. B\nĐiều 2. C")
    found = diff(reading, reading)
    assert (found.differ, to_text(found), to_dict(found)["counts"]["unchanged"]) == (False, "", 3)


@settings(max_examples=150, deadline=None)
@given(_LINES, _LINES)
def test_every_provision_of_both_versions_is_told_exactly_once(a: str, b: str) -> None:
    old, new = outline(a), outline(b)
    found = diff(old, new).differences
    around = {"HEAD", "FOOT", None}
    assert sorted(d.old for d in found if d.old not in around) == sorted(p.loc for p in old.provisions)  # type: ignore[type-var]
    assert [d.new for d in found if d.new not in around] == [p.loc for p in new.provisions]
    to_text(diff(old, new))


@given(st.text(alphabet="ab ., ", max_size=40), st.text(alphabet="ab ., ", max_size=40))
def test_pieces_always_give_both_wordings_back(old: str, new: str) -> None:
    pieces = compare(old, new)
    without = {"removed": "", "added": "", "same": ""}
    a = "".join(without.get(p.kind, p.text) if p.kind == "added" else p.text for p in pieces)
    b = "".join(without.get(p.kind, p.text) if p.kind == "removed" else p.text for p in pieces)
    assert ("".join(a.split()), "".join(b.split())) == ("".join(old.split()), "".join(new.split()))
