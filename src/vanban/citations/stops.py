"""Which word cannot be inside a name, so that the name ends before it?"""

import re

WORD = re.compile(r"\s+([\w&]+)")


def stops_here(text: str, word: re.Match[str], end: int, stops: frozenset[str]) -> bool:
    """Whether this word, alone or with the next (“thông qua”, unlike “thông tin”), is one of ``stops``."""
    small = _small(word.group(1))
    if small in stops:
        return True
    after = WORD.match(text, word.end(), end)
    return after is not None and f"{small} {_small(after.group(1))}" in stops


def _small(word: str) -> str:
    """A word of a text in capitals as a small one; a word with one capital stays."""
    return word.lower() if len(word) > 1 and word.isupper() else word
