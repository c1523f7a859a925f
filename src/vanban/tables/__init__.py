"""Where do the word lists come from? Tables of rows, read once from the package's TOML files."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table ``name``.toml of this package, as tomllib reads it. Shared: do not change it.

    >>> load("kinds")["kind"][0]["name"]
    'Hiến pháp'
    """
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
