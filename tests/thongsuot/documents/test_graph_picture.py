"""Is the graph around a document drawn so that it can be read? Nothing overlaps, nothing is missing."""

import doctest
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.documents import difference, graph_picture, listing, registers, rules
from thongsuot.documents.graph_picture import Box, Link, Node, picture

NAMES = st.text("abc đê/-12 ", min_size=1, max_size=80)


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@given(
    st.lists(st.tuples(NAMES, NAMES, st.booleans(), st.booleans()), max_size=12),
    NAMES,
)
def test_boxes_lie_apart_inside_the_picture_and_each_has_its_line(
    others: list[tuple[str, str, bool, bool]], name: str
) -> None:
    nodes = [Node(n, said, title) for n, (said, title, _out, _sure) in enumerate(others, 1)]
    links = [
        Link(0, n, "Thay thế", sure) if out else Link(n, 0, "Được thay thế bởi", sure)
        for n, (_name, _title, out, sure) in enumerate(others, 1)
    ]
    drawn = picture(Node(0, name), nodes, links)
    assert {box.key for box in drawn.boxes} == {0, *(node.key for node in nodes)}
    assert len(drawn.lines) == len(nodes)
    assert all(apart(one, other) for one, other in combinations(drawn.boxes, 2))
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height
        assert all(box.y <= row.y <= box.y + box.height for row in box.rows)


def test_a_document_that_does_and_suffers_stands_once() -> None:
    links = [Link(0, 1, "Sửa đổi", True), Link(1, 0, "Được hướng dẫn bởi", False)]
    drawn = picture(Node(0, "a"), [Node(1, "b"), Node(2, "không liên quan")], links)
    assert [box.key for box in drawn.boxes] == [1, 0]
    assert drawn.boxes[0].rows[0].text == "Sửa đổi, Được hướng dẫn"
    assert drawn.lines[0].confirmed


@pytest.mark.parametrize("module", [difference, graph_picture, listing, registers, rules])
def test_the_examples_in_the_words_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
