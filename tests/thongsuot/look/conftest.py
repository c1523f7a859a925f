"""The look is tested alone: with no address but the language switch, and with the words as they are now."""

from pathlib import Path

import pytest

from thongsuot.look import catalogue

HERE = Path(__file__).parent


def pytest_configure() -> None:
    catalogue.build()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.urls("tests.thongsuot.look.urls"))
            item.add_marker(pytest.mark.looks)
