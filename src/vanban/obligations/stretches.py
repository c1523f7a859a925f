"""Where in a document can duties stand? Everywhere in a plan; in a law, where it speaks of responsibility."""

import re

from vanban.model import Header, Level, Structure, Text
from vanban.obligations.lexicon import shape

_KINDS = frozenset((
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch",
    "Nghị quyết liên tịch", "Văn bản hợp nhất", "Điều lệ",
))  # fmt: skip
_WITH_YEAR = re.compile(r"\d+[a-zA-Z]?/(?:19|20)\d\d/")
_MANY_ARTICLES = 15
_HEADING = shape("duty_heading")
_CHARGED = re.compile(r"có (?:trách nhiệm|nhiệm vụ)\b")


def is_normative(header: Header, structure: Structure) -> bool:
    """Does the document lay down rules (văn bản quy phạm, điều lệ, quy chế) rather than hand out tasks?"""
    if header.kind in _KINDS or _WITH_YEAR.match(header.symbol or ""):
        return True
    articles = 0
    for provision in structure.provisions:
        articles += provision.level is Level.ARTICLE
        if articles >= _MANY_ARTICLES:
            return True
    return False


def find_stretches(text: Text, header: Header, structure: Structure) -> list[tuple[int, int]]:
    """The stretches of a document to be read for duties, ascending and apart.

    A rule is a standing duty of a body where an article is headed so (“Trách nhiệm của …”) or where
    a sentence says “có trách nhiệm”; what else an article tells bodies to do is procedure.
    """
    if not is_normative(header, structure):
        return [(header.end, len(text.content))]
    found = [
        (provision.start, provision.end)
        for provision in structure.provisions
        if provision.level in (Level.ARTICLE, Level.CLAUSE) and provision.heading and _HEADING.match(provision.heading)
    ]
    content = text.content
    for hit in _CHARGED.finditer(content, header.end):
        start = content.rfind("\n", 0, hit.start()) + 1
        end = content.find("\n", hit.end())
        end = len(content) if end < 0 else end
        provision = structure.at(hit.start())
        if provision and content[start:end].rstrip().endswith(":"):
            end = max(end, provision.end)
        found.append((start, end))
    return _apart(sorted(found), structure)


def _apart(found: list[tuple[int, int]], structure: Structure) -> list[tuple[int, int]]:
    """Without what is quoted (the new wording of another act), and without what another stretch covers."""
    kept: list[tuple[int, int]] = []
    quotes = iter(structure.quotes)
    quote = next(quotes, None)
    reached = 0
    for start, end in found:
        while quote and quote.end <= start:
            quote = next(quotes, None)
        if start < reached or (quote and quote.start <= start):
            continue
        kept.append((start, end))
        reached = end
    return kept
