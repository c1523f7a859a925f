"""What is a provision called? The heading on the line of its number, or on the lines behind it."""

from vanban.structure.labels import Label, find_labels

LONG = 200


def heading_of(content: str, label: Label, stop: int) -> tuple[str, int]:
    """The heading of a part, chapter, section or article, and where it ends.

    >>> text = "Chương I\\nQUY ĐỊNH\\nCHUNG\\nĐiều 1. Phạm vi"
    >>> heading_of(text, find_labels(text)[0], 27)
    ('QUY ĐỊNH CHUNG', 23)
    """
    if label.kind == "article":
        return _of_article(content, label, stop)
    text, end = content[label.own : label.end].strip(), label.end
    if len(text) > LONG or text.endswith((".", ";", ":")):
        return ("" if len(text) > LONG else text.rstrip(".;:") if text.isupper() else ""), end
    at = end + 1
    while at < stop and (text.isupper() or not text):
        line_end = content.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        line = content[at:line_end].strip()
        if line.startswith("|") or len(line) > LONG or (text and not line.isupper()):
            break
        text, end, at = f"{text} {line}".strip(), line_end, line_end + 1
    return text, end


def _of_article(content: str, label: Label, stop: int) -> tuple[str, int]:
    text = content[label.own : label.end].strip()
    if text:
        more = label.end < stop and bool(content[label.end : stop].strip())
        return (text if _is_name(text, more) else ""), label.end
    at = label.end + 1
    line_end = content.find("\n", at, stop)
    line_end = stop if line_end < 0 else line_end
    line = content[at:line_end].strip()
    more = line_end < stop and bool(content[line_end:stop].strip())
    if (
        line
        and more
        and len(line) <= LONG
        and line[-1] not in ".;:,"
        and not line.startswith("|")
        and not find_labels(line)
    ):
        return line, line_end
    return "", label.end


def _is_name(text: str, more: bool) -> bool:
    """Is the rest of the article's line its name, not its rule? A name has no final stop and something follows."""
    return (
        text[-1] not in ".;:," and (more or len(text) < LONG)
        if text[-1] != "."
        else more and len(text) <= 100 and text.count(".") == 1
    )
