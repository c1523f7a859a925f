"""Where is the reader? The navigation marks one entry."""

import pytest

from thongsuot.look.shapes import Entry, Group, marked

GROUPS = [
    Group("", [Entry("Desk", "/"), Entry("Documents", "/documents/")]),
    Group("More", [Entry("Upload", "/documents/upload/")]),
]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", ["Desk"]),
        ("/documents/7/", ["Documents"]),
        ("/documents/upload/", ["Upload"]),
        ("/account/", []),
    ],
)
def test_the_longest_address_is_the_current_one(path: str, text: list[str]) -> None:
    found = [entry.text for group in marked(GROUPS, path) for entry in group.entries if entry.current]
    assert found == text
