"""Which signs of a raw text are only typesetting? Odd spaces, line ends, invisible signs, composed letters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from vanban.text.draft import Draft, Edit

# Everything a sound Vietnamese text is made of: none of these ever needs tidying on its own.
_LETTERS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
_SIGNS = "\\n\\t -~°±·²³½§×÷–—‘’“”…→≤≥□☐"
ODD = re.compile(f"[^{_SIGNS}{_LETTERS}]")


def _members(ranges: str) -> str:
    """All signs of a character class."""
    return "".join(re.findall(f"[{ranges}]", "".join(map(chr, range(0x10000)))))


_ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1b\x7f"
_LINE_ENDS = "\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1f"
_MARKS = "\u0300-\u036f"
_NEW = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_NEW |= dict.fromkeys(_members(_LINE_ENDS), "\n") | dict.fromkeys(_members(_SPACES), " ")
MARKS = frozenset(_members(_MARKS))
_ODD_ONES = frozenset(_members(f"{_LINE_ENDS}{_SPACES}{_ZERO_WIDTH}ÐƉð{_MARKS}"))
_MARK_RUN = re.compile(f"[{_MARKS}]+")
_MARKED = re.compile(f"([{_MARKS}][{_MARKS}]*)")  # a class at its head, not a repeat, makes a search three times faster
_RUN = re.compile("  +(?!\\|)")


@lru_cache(256)
def _any_of(signs: frozenset[str]) -> re.Pattern[str]:
    """Looking for the few odd signs that a text has takes half the time of looking for all."""
    return re.compile(f"[{''.join(signs)}]")


def signs(text: str, odd: frozenset[str]) -> Iterator[Edit]:
    """The edits that make every space a space, every line end one, and letters composed; ``odd`` as in legacy."""
    done = 0
    wanted = odd & _ODD_ONES
    if not wanted:
        return
    for found in _any_of(wanted).finditer(text):
        start, end = found.span()
        if start < done:
            continue
        sign = found[0]
        if marks := _MARK_RUN.match(text, start):
            done = end = marks.end()
            if start:
                yield Edit(start - 1, end, compose_letter(text[start - 1 : end]))
        elif sign in "ÐƉð":
            yield Edit(start, end, _NEW[sign], "eth", "Chữ Ð (eth) được đọc là Đ.")
        else:
            yield Edit(start, end, "" if text.startswith("\r\n", start) else _NEW.get(sign, ""))


def composed(draft: Draft, odd: frozenset[str]) -> tuple[Draft, frozenset[str]]:
    """A text whose marks are composed with the letters before them, in one walk, and what is odd in it then.

    A mended text is left to edits.
    """
    text = draft.content
    if draft.origin or draft.notes or text[:1] in MARKS:
        return draft, odd
    parts = _MARKED.split(text)
    pairs = [(0, 0)]
    here = there = loose = 0
    for i in range(1, len(parts), 2):
        before, run = parts[i - 1], parts[i]
        letter = compose_letter(before[-1] + run)
        parts[i - 1], parts[i] = before[:-1], letter
        there += len(before) + len(run)
        here += len(before)
        if len(letter) > 1:
            loose += 1
            here += len(letter) - 1
        pairs.append((here, there))
    return Draft("".join(parts), tuple(pairs)), odd if loose else odd - MARKS


def edges(text: str) -> Iterator[Edit]:
    """The edits that take away blank lines and the spaces at the ends of lines."""
    front = len(text) - len(text.lstrip(" \t\n"))
    stop = max(front, len(text.rstrip(" \t\n")))
    if front:
        yield Edit(0, front, "")
    yield from _within(text, front, stop)
    if stop < len(text):
        yield Edit(stop, len(text), "")


def _within(text: str, place: int, stop: int) -> Iterator[Edit]:
    """The same of ``place:stop``: only around the lines that are blank or have spaces at an end, often few."""
    lines = text[place:stop].split("\n")
    loose = [n for n, line in enumerate(lines) if not line or line != line.strip(" \t")]
    among = set(loose)
    at = end = 0
    for n in loose:
        if n < end:
            continue  # seen with the one before it
        end = n + 1
        while end in among:
            end += 1
        first = max(n - 1, 0)
        place += sum(map(len, lines[at:first])) + first - at
        at = first
        around = lines[first : end + 1]
        yield from _between_lines(text, place, place + sum(map(len, around)) + len(around) - 1)


def _between_lines(text: str, place: int, stop: int) -> Iterator[Edit]:
    """The edits that leave one line end between two printed lines of ``place:stop``, which has neither end loose."""
    last = None  # where the printed line before ends
    for line in text[place:stop].split("\n"):
        if words := line.strip(" \t"):
            start = place + line.index(words[0])
            if last is not None and start - last > 1:
                yield Edit(last, start, "\n")
            last = start + len(words)
        place += len(line) + 1


def runs(text: str) -> Iterator[Edit]:
    """The edits that make a run of spaces one.

    Runs of five and more stay as wide as they are, since they part the cells of a letterhead; so do
    the empty cells of a table row.
    """
    if "  " not in text:
        return
    for found in _RUN.finditer(text):
        start, end = found.span()
        if end - start < 5 and text[start - 1 : start] != "|":
            yield Edit(start, end, " ")


def _order(mark: str) -> int:
    """Shape first (â ă ơ), then tone, then what Vietnamese does not know."""
    return 0 if mark in "\u0302\u0306\u031b" else 1 if mark in "\u0300\u0301\u0303\u0309\u0323" else 2


@lru_cache(4096)
def compose_letter(cluster: str) -> str:
    """A letter with its marks as one sign, whatever order the marks were typed in.

    >>> compose_letter("e\\u0301\\u0302")
    'ế'
    """
    composed = unicodedata.normalize("NFC", cluster)
    if len(composed) == 1:
        return composed
    plain = unicodedata.normalize("NFD", cluster)
    ordered = sorted(dict.fromkeys(plain[1:]), key=_order)
    mended = unicodedata.normalize("NFC", plain[0] + "".join(ordered))
    return mended if len(mended) < len(composed) else composed
