"""Do the short ways of the rules say what the long ones say?"""

from hypothesis import given
from hypothesis import strategies as st

from thongsuot.programmes.rules import (
    MOVES,
    Cover,
    Move,
    Part,
    Reach,
    Stage,
    State,
    beneath,
    cover,
    fingerprint,
    moved,
    part_for,
)

LOC = st.lists(st.sampled_from(["D1", "D2", "K1", "K11", "Pa"]), max_size=3).map(".".join)


@given(locs=st.lists(LOC.filter(bool), max_size=8), at=LOC, part=st.sampled_from(Part))
def test_what_a_basis_reaches_is_what_is_said_of_each_clause(locs: list[str], at: str, part: Part) -> None:
    said = {loc: how for loc in locs if (how := part_for(loc, at, part))}
    assert dict(Reach(locs).parts(at, part)) == said
    assert set(Reach(locs).under(at)) == {loc for loc in locs if beneath(loc, at)}


def test_every_move_not_named_is_refused() -> None:
    assert {(a, m) for a in State for m in Move if moved(a, m)} == set(MOVES)
    assert not [move for move in Move if moved(State.ISSUED, move)]


ANSWERS = st.lists(st.tuples(st.sampled_from(Part), st.sampled_from([*Stage][1:])), max_size=5)


@given(parts=ANSWERS, exempt=st.booleans())
def test_done_is_full_and_nothing_issued_waits(parts: list[tuple[Part, Stage]], exempt: bool) -> None:
    done = cover(parts, exempt=exempt) == Cover.DONE
    confirmed = (Part.FULL, Stage.DONE) in parts and Stage.ISSUED not in {stage for _part, stage in parts}
    assert done == (confirmed and not exempt)
    assert cover([(part, min(stage, Stage.ISSUED)) for part, stage in parts], exempt=exempt) == (
        Cover.FULL if done else cover(parts, exempt=exempt)
    )  # whatever is done was planned in full


@given(text=st.text(min_size=1))
def test_words_make_the_fingerprint(text: str) -> None:
    assert fingerprint(f"  {text}\n") == fingerprint(text)
    assert fingerprint(text + "x") != fingerprint(text)
