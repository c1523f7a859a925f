"""Which letters only look right? Cyrillic and Greek twins, full-width figures, ligatures, symbol fonts."""

import re
from collections.abc import Iterator

from vanban.tables import load
from vanban.text.draft import Edit

_TABLE = load("lookalikes")
_CYRILLIC = dict(zip(_TABLE["cyrillic"]["from"], _TABLE["cyrillic"]["to"], strict=True))
_GREEK = dict(zip(_TABLE["greek"]["from"], _TABLE["greek"]["to"], strict=True))
_PLAIN: dict[str, str] = _TABLE["plain"] | {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_BEFORE, _BEHIND = re.compile(r"\S*$"), re.compile(r"\S*")
_SIGN = re.compile("[" + "".join(map(re.escape, _PLAIN)) + "]")
_LATIN = re.compile("[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff]")
_OTHER = re.compile("[\u0370-\u052f]")
SIGNS = frozenset(_CYRILLIC) | frozenset(_GREEK) | frozenset(_PLAIN)


def lookalikes(text: str) -> list[Edit]:
    """The edits that put the letter that was meant in the place of its twin."""
    edits = list(_twins(text))
    seen: set[str] = set()
    for found in _SIGN.finditer(text):
        sign, new = found[0], _PLAIN[found[0]]
        code = "" if sign in seen else "look-alike"  # the same sign of type setting is told once
        seen.add(sign)
        edits.append(Edit(*found.span(), new, code, f"Ký tự {sign} (U+{ord(sign):04X}) được đọc là {new}."))
    return sorted(edits)


def _twins(text: str) -> Iterator[Edit]:
    done = 0
    for first in _OTHER.finditer(text):
        if first.start() < done:
            continue
        before = _BEFORE.search(text[max(0, first.start() - 60) : first.start()])
        behind = _BEHIND.match(text, first.start())
        start, done = first.start() - len(before[0] if before else ""), behind.end() if behind else first.end()
        yield from _in_word(text[start:done], start)


def _in_word(word: str, start: int) -> Iterator[Edit]:
    twins = _OTHER.findall(word)
    latin = bool(_LATIN.search(word))
    if not latin and len(twins) > 4:  # a real word of that language
        return
    if all(c in _CYRILLIC for c in twins):
        table, script = _CYRILLIC, "Kirin"
    elif latin and all(c in _GREEK for c in twins):
        table, script = _GREEK, "Hy Lạp"
    else:
        return
    for found in _OTHER.finditer(word):
        at, new = start + found.start(), table[found[0]]
        yield Edit(at, at + 1, new, "look-alike", f"Chữ {found[0]} ({script}) được đọc là {new}.")
