"""Which accents did a reader of pictures get wrong? Told by the syllables beside: "chỉ tiết" for "chi tiết".

Only for text that was seen in a picture; sound text is never touched.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from vanban.text.fold import fold, same_tone


@cache
def _pairs() -> dict[str, tuple[str, str, bool]]:
    """The pairs of syllables of official texts that have one spelling, by their letters without accents.

    The last value says whether a pair is common enough to be trusted alone.
    """
    alone, _, together = (files("vanban.tables") / "pairs.txt").read_text("utf-8").partition("---\n")
    pairs: dict[str, tuple[str, str, bool]] = {}
    for part, sure in ((together, False), (alone, True)):
        for line in part.split("\n"):
            a, _, b = line.partition(" ")
            if b and a != "#":
                pairs[f"{fold(a)} {fold(b)}"] = (a, b, sure)
    return pairs


def mended_accents(words: Sequence[str]) -> list[str]:
    """The words of a line, misread accents put right where both neighbours ask for the same spelling.

    At the ends of a phrase one neighbour is enough.

    >>> mended_accents(["quy", "định", "chỉ", "tiết", "thi", "hành"])
    ['quy', 'định', 'chi', 'tiết', 'thi', 'hành']
    """
    bare = [word.strip(_STOPS) for word in words]
    folded = [fold(word) for word in bare]
    out = list(words)
    for i, word in enumerate(bare):
        if not word.isalpha() or (word.isupper() and len(word) > 1):
            continue
        asked: list[tuple[str, bool]] = []
        if i and not words[i - 1].endswith(tuple(_STOPS)) and (pair := _pairs().get(f"{folded[i - 1]} {folded[i]}")):
            asked.append((pair[1], pair[2]))
        if i + 1 < len(words) and words[i].endswith(word) and (pair := _pairs().get(f"{folded[i]} {folded[i + 1]}")):
            asked.append((pair[0], pair[2]))
        right = _agreed(asked)
        if right and same_tone(word.lower()) != right:
            out[i] = words[i].replace(word, right.capitalize() if word[0].isupper() else right)
    return out


def _agreed(asked: list[tuple[str, bool]]) -> str:
    """The spelling that all neighbours ask for: two of them, or one that is common."""
    spellings = {spelling for spelling, _ in asked}
    if len(spellings) != 1 or not (len(asked) > 1 or asked[0][1]):
        return ""
    return spellings.pop()


_STOPS = ".,;:!?()[]“”\"'’‘/…"
