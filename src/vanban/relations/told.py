"""Which relations does a conference report tell of other documents? Each with ``from``."""

import re
from collections.abc import Iterator

from vanban.model import Relation
from vanban.relations.reading import Reading, others

_CONFERENCE = re.compile(r"[Hh]ội nghị[^\n.]{0,160}(?:học tập|quán triệt|triển khai|phổ biến)")
_REPLACES = re.compile(r"(?:là văn bản\s+)?thay thế(?:\s+cho)?\s+(?:các\s+)?$")
_DRAFT = re.compile(
    r"[Dd]ự thảo\s+((?:[Cc]hương trình hành động|[Kk]ế hoạch(?: hành động)?)(?:\s+của\s+[^,;.\n]{3,80}?)?)"
    r"\s+(?:triển khai\s+|tổ chức\s+)?thực hiện\s+(?:các\s+)?$"
)


def told(reading: Reading) -> Iterator[Relation]:
    """Relations between other documents, in the report of a study conference only."""
    content = reading.content
    if not _CONFERENCE.search(content):
        return
    for i, citation in enumerate(reading.citations):
        near = max(0, citation.start - 400)
        line = max(content.rfind("\n", near, citation.start) + 1, near)
        before = content[line : citation.start]
        source: str | None = None
        if (cue := _REPLACES.search(before)) is not None:
            earlier = [c for c in reading.citations[max(0, i - 3) : i] if c.start >= line and others(c)]
            between = content[earlier[-1].end : line + cue.start()] if earlier else ""
            source = others(earlier[-1])[-1].doc if earlier and not re.search("[.;]", between) else None
            kind = "replaces"
        elif (draft := _DRAFT.search(before)) is not None:
            source, kind = f"NAME:{draft[1]}", "implements"
        if source is None:
            continue
        for ref in others(citation):
            yield reading.relation("replaces" if kind == "replaces" else "implements", citation, ref, source=source)
