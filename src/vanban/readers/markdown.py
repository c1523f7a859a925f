"""How is a Markdown file read? Its marks taken off, its printed numbers kept."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from vanban.model import Source, Text
from vanban.readers.assemble import Block, Line, assemble
from vanban.readers.decode import decode
from vanban.readers.layout import Drawn, table_blocks
from vanban.readers.limits import Limits

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTED = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(r"[ \t]*\*[ \t]+")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
_BARS = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|sup|sub|p|div|center|font|small|mark|ins)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_SOFT = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\w\\])_(?=[^\s_])([^_\n]+?)(?<=[^\s\\])_(?!\w)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_RUNS_ON = re.compile(r"[a-zà-ỹđ](?![.)/]|\d)")
_CLOSED = (".", ";", ":", "!", "?", "/", "”", '"')


def read_md(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a ``.md``: headings and ``**strong**`` as bold, tables as tables, numbers as printed."""
    content, notes = decode(raw)
    content = _COMMENT.sub("", content.replace("\r\n", "\n").replace("\r", "\n"))
    return assemble(_blocks(_FRONT_MATTER.sub("", content, count=1).split("\n")), source, notes=notes)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    i, fenced, held = 0, False, list[str]()
    while i < len(lines):
        line = lines[i]
        i += 1
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            yield Line(line)
            continue
        line = _QUOTED.sub("", line, count=1) if line.lstrip()[:1] == ">" else line
        if held and not _continues(held[-1], line):
            yield _line(" ".join(held))
            held = []
        if _ROW.fullmatch(line):
            rows = [line]
            while i < len(lines) and _ROW.fullmatch(lines[i]):
                rows.append(lines[i])
                i += 1
            yield from _table(rows)
        elif heading := _HEADING.fullmatch(line):
            text = _line(heading[1])
            yield Line(text.text, [(0, len(text.text))])
        elif not _RULE.fullmatch(line):
            held.append(line if held or not (bullet := _BULLET.match(line)) else f"- {line[bullet.end() :]}")
    if held:
        yield _line(" ".join(held))


def _continues(held: str, line: str) -> bool:
    """Whether a line runs on from the one before: that one is open, and this begins small and unnumbered.

    Markdown would join any two lines; texts that lost their blank lines would become one paragraph.
    """
    words = held.rstrip()
    if not words or held.endswith(("  ", "\\")) or words.endswith(_CLOSED):
        return False
    return bool(_RUNS_ON.match(line.lstrip()))


def _table(rows: Sequence[str]) -> Iterator[Block]:
    cells = [[_line(cell.strip()) for cell in _BARS.split(row.strip())[1:-1]] for row in rows]
    rules = [bool(_TABLE_RULE.fullmatch(row)) and "-" in row for row in rows]
    drawn = [
        [Drawn([line] if line.text else [], head=i + 1 < len(rows) and rules[i + 1]) for line in row]
        for i, row in enumerate(cells)
        if not rules[i]
    ]
    yield from table_blocks(drawn, ruled=True if any(rules) else None)


def _line(words: str) -> Line:
    """A line without its marks; what was strong is bold."""
    words = words.removesuffix("\\")
    if not re.search(r"[*_\\&<\[]", words):
        return Line(words)
    words = _TAG.sub("", _BREAK.sub("\n", words))
    words = _LINK.sub(lambda link: "" if link[1] else link[2], words)
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    at = end = 0
    for strong in _STRONG.finditer(words):
        for piece, is_strong in ((words[end : strong.start()], False), (strong[2], True)):
            plain = _plain(piece)
            if is_strong:
                bold.append((at, at + len(plain)))
            parts.append(plain)
            at += len(plain)
        end = strong.end()
    parts.append(_plain(words[end:]))
    return Line("".join(parts), bold)


def _plain(piece: str) -> str:
    piece = _SOFT.sub(lambda soft: soft[1] or soft[2], piece)
    return unescape(_ESCAPE.sub(r"\1", piece))
