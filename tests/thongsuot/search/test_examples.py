"""Do the examples in the docstrings say what is true, and does the search know no framework?"""

import doctest
import importlib
import subprocess
import sys

import pytest

PURE = (
    *("abbreviations", "clauses", "counting", "definitions", "index", "marks", "matching", "query", "ranking"),
    *("schema", "similarity", "stops", "symbols", "terms", "tokens", "vocabulary"),
)


@pytest.mark.parametrize("name", PURE)
def test_the_examples_of(name: str) -> None:
    module = importlib.import_module(f"thongsuot.search.{name}")
    assert module.__doc__, f"{name} does not say which question it answers"
    assert not doctest.testmod(module).failed


def test_no_framework_is_loaded() -> None:
    code = "import sys, thongsuot.search.index; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
