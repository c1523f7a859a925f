"""Which words ask without saying what for? “là gì”, “theo quy định của”, “những”."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from thongsuot.search.tokens import Word, words


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Stop phrases by their first word, the longest first; with accents, for without them “la” may be anything."""
    table = tomllib.loads((files(__package__) / "stops.toml").read_text("utf-8"))
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table["phrases"]:
        exact = tuple(word.exact for word in words(phrase))
        found.setdefault(exact[0], []).append(exact)
    return {first: tuple(sorted(entries, key=len, reverse=True)) for first, entries in found.items()}


def stop_length(found: Sequence[Word], i: int) -> int:
    """How many words from word ``i`` on are a stop phrase, the longest; 0 if none.

    >>> stop_length(words("Tệ nạn ma túy là gì"), 4), stop_length(words("Tệ nạn"), 0)
    (2, 0)
    """
    for exact in _phrases().get(found[i].exact, ()):
        if tuple(word.exact for word in found[i : i + len(exact)]) == exact:
            return len(exact)
    return 0
