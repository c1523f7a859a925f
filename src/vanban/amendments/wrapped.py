"""Which quotations hold no new wording? Those that wrap a list of orders, as some acts print them."""

import re
from dataclasses import replace

from vanban.amendments.cues import cue, folded, verb_pattern
from vanban.amendments.lines import line_start
from vanban.model import Span, Structure

_NUMBER = re.compile(r"\s*(?:[a-zđ]\d?|\d{1,3})[.)]\s*")


def without_lists(content: str, structure: Structure) -> Structure:
    """The structure with those quotations alone that are new wording."""
    kept = tuple(quote for quote in structure.quotes if not _wraps_orders(content, quote))
    return structure if len(kept) == len(structure.quotes) else replace(structure, quotes=kept)


def _wraps_orders(content: str, quote: Span) -> bool:
    """Whether a quotation stands behind “Thay thế một số cụm từ như sau:” and each of its lines orders something."""
    first = content.find("\n", quote.start)
    number = _NUMBER.match(content, quote.start, first if first >= 0 else quote.end)
    if number is None or not verb_pattern().match(folded(content[number.end() : number.end() + 40])):
        return False
    above = content[max(0, quote.start - 2000) : quote.start].rstrip(' \t\n“"')
    head = above[line_start(above, len(above)) :]
    verb = verb_pattern().search(folded(head))
    if verb is None or not cue("phrases-below").match(head, verb.end()):
        return False
    lines = [_NUMBER.sub("", line, count=1) for line in content[quote.start : quote.end].split("\n")]
    return all(verb_pattern().match(folded(line)) for line in lines)
