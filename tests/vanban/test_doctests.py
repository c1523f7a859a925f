"""Do the examples in the docstrings of the library say what is true?"""

import doctest
import importlib
import pkgutil

import pytest

import vanban

MODULES = ["vanban", *(module.name for module in pkgutil.walk_packages(vanban.__path__, "vanban."))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} does not say which question it answers"
    assert not doctest.testmod(module).failed
