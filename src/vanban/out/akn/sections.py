"""What stands around the articles? Preface, preamble and conclusions of an official document."""

import re
from functools import cache

from vanban.out.akn.flow import Flow
from vanban.tables import load

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_GROUPS = {"citation": "citations", "recital": "recitals"}
_ENACTING = re.compile(
    r"[^\n]*(?:\bQUYẾT (?:ĐỊNH|NGHỊ)|\bNGHỊ QUYẾT|\bCHỈ THỊ|\bban hành\b[^\n]*)\s*[:;.,]?\s*$", re.MULTILINE
)
_RECIPIENTS = re.compile(r"^[ \t]*(?:Nơi nhận|Nơi gửi)\b.*(?:\n[ \t]*[-–+].*)*", re.MULTILINE | re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    groups = (f"(?P<{row['part']}>{'|'.join(row['words'])})" for row in load("akn")["opening"])
    return re.compile(r"[\s\-–+*]*(?:" + "|".join(groups) + ")")


def part_of(line: str) -> str | None:
    """Which part of a preamble a line is: citation (căn cứ), recital, or None.

    >>> part_of("Căn cứ Luật Tổ chức Chính phủ;"), part_of("Theo đề nghị của Bộ trưởng;"), part_of("QUYẾT ĐỊNH:")
    ('citation', 'recital', None)
    """
    found = _opening().match(line)
    return found.lastgroup if found else None


def preface(flow: Flow, start: int, end: int) -> None:
    """The letterhead, number, date and title."""
    if not flow.content[start:end].isspace() and start < end:
        flow.out.append('<preface eId="preface">')
        flow.blocks(start, end, "preface")
        flow.out.append("</preface>")


def preamble_end(content: str, start: int, end: int) -> int:
    """Where the preamble ends if the text behind it may be body: behind its last basis or enacting words."""
    stop = start
    for line in _LINE.finditer(content, start, end):
        if part_of(line[0]) == "citation" or (stop > start and _ENACTING.match(line[0])):
            stop = line.end()
    return stop


def preamble(flow: Flow, start: int, end: int) -> None:
    """Bases (căn cứ) as citations, reasons as recitals, the enacting words as a formula, the rest as paragraphs."""
    content, out = flow.content, flow.out
    if start >= end or content[start:end].isspace():
        return
    out.append('<preamble eId="preamble">')
    group: str | None = None
    cited = False
    for line in _LINE.finditer(content, start, end):
        part = part_of(line[0])
        if part != group and group:
            out.append(f"</{_GROUPS[group]}>")
        if part != group and part:
            out.append(f'<{_GROUPS[part]} eId="{flow.numbered("preamble", _GROUPS[part])}">')
        group, cited = part, cited or part is not None
        if part:
            eid = flow.numbered("preamble", part)
            out.append(f'<{part} eId="{eid}">')
            flow.blocks(*line.span(), eid)
            out.append(f"</{part}>")
        elif cited and _ENACTING.match(line[0]):
            eid = flow.numbered("preamble", "formula")
            out.append(f'<formula eId="{eid}" name="enacting">')
            flow.blocks(*line.span(), eid)
            out.append("</formula>")
        else:
            flow.blocks(*line.span(), "preamble")
    if group:
        out.append(f"</{_GROUPS[group]}>")
    out.append("</preamble>")


def conclusions(flow: Flow, start: int, end: int, base: str = "") -> None:
    """The closing words, the signature block, and whom it goes to."""
    content, out = flow.content, flow.out
    if start >= end or content[start:end].isspace():
        return
    eid = flow.numbered(base, "conclusions") if base else "conclusions"
    out.append(f'<conclusions eId="{eid}">')
    found = _RECIPIENTS.search(content, start, end)
    if found:
        flow.blocks(start, found.start(), eid)
        out.append(f'<container eId="{eid}__recipients" name="recipients">')
        flow.blocks(*found.span(), eid)
        out.append("</container>")
        start = found.end()
    flow.blocks(start, end, eid)
    out.append("</conclusions>")
