"""Which lines make a paragraph, and with what mark does each begin? Joins wrapped lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NEXT = r"(?=\s|[A-ZĐÀ-Ỹ])"  # what follows a mark: a blank, or a capital where the blank was lost
_MARK = re.compile(
    rf"[ \t]*(?:(?P<R>[IVX]{{1,6}})\s?[.\-–)/]{_NEXT}"
    r"|(?P<A>[A-HĐ])\s?[.)\-](?=\s[A-ZĐÀ-Ỹ])"
    r"|(?P<D>(?:Điều|ĐIỀU)\s+\d+[a-zđ]?)\s?[.:]?(?=\s)"
    rf"|(?P<N3>\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?)[.)]?{_NEXT}"
    rf"|(?P<N2>\d{{1,2}}\.\d{{1,2}})[.)]?{_NEXT}"
    rf"|(?P<N>\d{{1,3}})\s?(?:[.)/]|[-–](?=\s)){_NEXT}"
    rf"|(?P<a>[a-zđ]{{1,2}}\d?)\s?[.)]{_NEXT}"
    rf"|(?P<G>[-–—]){_NEXT}"
    r"|(?P<P>\+)|(?P<B>[•*·o▪●])(?=\s)|(?P<I>\((?:[ivx]{1,4}|\d{1,2}|[a-zđ])\)))\s*"
)
_CLOSED = frozenset('.;:!?…/”")')
_ALPHA = re.compile(r"[a-zà-ỹđ](?!\d?[).])")
_WRAP = range(50, 110)


@dataclass(slots=True)
class Paragraph:
    """``content[start:end]``; its own words begin at ``own``, behind the mark of kind ``mark``."""

    start: int
    own: int
    end: int
    mark: str


def find_paragraphs(content: str, start: int, end: int) -> Iterator[Paragraph]:
    """The paragraphs of a stretch. A line goes on with the one before if that one was broken off.

    >>> [p.mark for p in find_paragraphs("1. Sở Y tế\\na) Rà soát các\\nquy định.", 0, 38)]
    ['N', 'a']
    """
    wrapped = _is_wrapped(content, start, end)
    current: Paragraph | None = None
    at = start
    while at < end:
        stop = content.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at and not content.startswith("|", at):
            mark = _MARK.match(content, at, stop)
            if current and not mark and _goes_on(content, current, at, stop, wrapped):
                current.end = stop
            elif stop > (own := mark.end() if mark else at) and content[own:stop].strip():
                if current:
                    yield current
                current = Paragraph(at, own, stop, mark.lastgroup or "" if mark else "")
        elif current:
            yield current
            current = None
        at = stop + 1
    if current:
        yield current


def _is_wrapped(content: str, start: int, end: int) -> bool:
    """Were the lines of this text broken at a width? Then many begin in lower case."""
    lines = content[start : min(end, start + 20000)].split("\n")
    small = sum(1 for line in lines if _ALPHA.match(line))
    return small * 8 > len(lines)


def _goes_on(content: str, before: Paragraph, at: int, stop: int, wrapped: bool) -> bool:
    end = before.end
    while end > before.own and content[end - 1] in " \t":
        end -= 1
    last = content[end - 1]
    if last in _CLOSED and not (wrapped and last in ");/"):
        return False
    if _ALPHA.match(content, at):
        return True
    if content[before.own : before.own + 8].lower() == "kính gửi":
        return False
    line = content.rfind("\n", before.start, before.end) + 1 or before.start
    if before.end - line in _WRAP and wrapped:
        return True
    return content[at : at + 1].isdigit() and before.end - line > 20
