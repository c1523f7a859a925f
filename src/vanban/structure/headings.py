"""What is a provision called? The heading on the line of its number, or on the lines behind it."""

from bisect import bisect_right

from vanban.model import Span
from vanban.structure.labels import Label

LONG = 250
SHORT = 100
PARTED = 3  # characters between two bold runs that are one
LONG_TITLE = 600  # in capitals


def heading_of(content: str, label: Label, after: int, stop: int, bold: tuple[Span, ...] = ()) -> str:
    """The heading of a numbered unit that ends at ``stop``; the next numbered line is at ``after``.

    In a text whose article numbers are ``bold``, an article's heading is what is bold behind its number.

    >>> from vanban.structure.labels import find_labels
    >>> text = "Chương I\\nQUY ĐỊNH\\nCHUNG\\nĐiều 1. Phạm vi"
    >>> heading_of(text, find_labels(text)[0], 24, 39)
    'QUY ĐỊNH CHUNG'
    """
    text = content[label.own : label.end].strip()
    if label.kind == "article":
        printed = _bold_end(label, bold) if bold else 0
        if printed > label.own and text:
            return content[label.own : printed].strip()
        return _of_article(content, label, text, after, stop)
    if len(text) > LONG or text.endswith((".", ";", ":")):
        return text.rstrip(".;: ") if text.isupper() else ""
    at = label.end + 1
    while at < after and (text.isupper() or not text):
        line, at = _line(content, at, after)
        limit = LONG_TITLE if line.isupper() else LONG
        if line.startswith("|") or len(line) > limit or (text and not line.isupper()):
            break
        text = f"{text} {line}".strip()
    return text


def annex_heading(content: str, own: int, body: int, after: int) -> str:
    """The heading of an annex, attached regulation or form: the rest of its line, or the capitals behind it."""
    text = " ".join(content[own:body].split()).strip(" .:-–")
    at = body + 1
    while at < after and (text.isupper() or not text):
        line, at = _line(content, at, after)
        if not line.isupper() or len(line) > LONG or line.startswith(("|", "CỘNG H", "ĐẢNG CỘNG SẢN")):
            break
        text = f"{text} {line}".strip()
    return text


def _of_article(content: str, label: Label, text: str, after: int, stop: int) -> str:
    if text:
        return text if _is_name(text, label.end + 1 < stop) else ""
    line, at = _line(content, label.end + 1, after)
    if at < stop and len(line) <= LONG and not line.endswith((".", ";", ":", ",")) and not line.startswith("|"):
        return line
    return ""


def _bold_end(label: Label, bold: tuple[Span, ...]) -> int:
    """Where the bold run that begins with an article's number ends, if that is within its line; else 0."""
    i = bisect_right(bold, label.start, key=lambda span: span.start) - 1
    if i < 0 or bold[i].end <= label.start:
        return 0
    end = bold[i].end
    while i + 1 < len(bold) and bold[i + 1].start <= max(end + PARTED, label.own):
        i += 1
        end = bold[i].end
    return end if label.own < end < label.end else 0


def _line(content: str, at: int, stop: int) -> tuple[str, int]:
    end = content.find("\n", at, stop)
    end = stop if end < 0 else end
    return content[at:end].strip(), end + 1


def _is_name(text: str, more: bool) -> bool:
    """Is the rest of the article's line its name, not its rule? A name has no final stop and something follows."""
    if text.endswith("."):
        return more and len(text) <= SHORT and text.count(".") == 1
    return not text.endswith((";", ":", ",")) and (more or len(text) <= LONG)
