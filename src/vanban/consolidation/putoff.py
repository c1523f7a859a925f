"""Which sentences of an act put off the day on which another takes effect? They are left to people."""

import re
from bisect import bisect_left

from vanban.model import Amendment, Document

_PUTS_OFF = re.compile(
    r"^[^\S\n]*(?:Điều \d+\w?[.:]\s*|\d+[.)]\s*|[a-zđ]\)\s*)?(?:lùi|hoãn|tạm hoãn|dời|kéo lùi)\b[^.;:“\"\n]{0,60}?"
    r"\b(?:hiệu lực|thi hành|áp dụng|thực hiện)\b",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(r"[.;]?\s*\n|$")


def put_off(document: Document) -> list[Amendment]:
    """The sentences that put off another act, or a provision of it, as instructions that people must decide."""
    content, structure = document.text.content, document.structure
    starts = [citation.start for citation in document.citations]
    found = list[Amendment]()
    for line in _PUTS_OFF.finditer(content):
        end = _END.search(content, line.end())
        stop = end.start() if end else len(content)
        holder = structure.at(line.end())
        if holder is None or any(quote.start <= line.end() < quote.end for quote in structure.quotes):
            continue
        if any(row.start < stop and line.start() < row.end for row in document.amendments):
            continue
        cited = document.citations[bisect_left(starts, line.start()) : bisect_left(starts, stop)]
        refs = [ref for one in cited for ref in one.refs if ref.doc != "SELF"]
        found += [
            Amendment("suspend", ref.loc or "ALL", ref.doc, holder.loc, line.start(), stop, needs_human=True)
            for ref in refs[:1]
        ]
    return found
