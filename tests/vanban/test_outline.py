"""Does the outline show the parts of a document as people name them?"""

import pytest

from tests.vanban.casefile import cases
from vanban.out.outline import to_outline
from vanban.parsing import outline


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in cases("outline")], ids=[c[0] for c in cases("outline")]
)
def test_the_outline_of(text: str, expected: str) -> None:
    assert to_outline(outline(text)).rstrip("\n") == expected
