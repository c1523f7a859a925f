"""How is a case file read? Title, ``.``, input, ``.``, expected, ``.``: as many as there are."""

from pathlib import Path

_CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, str, str]]:
    """The cases of ``cases/<name>.md``: (title, input, expected). Lines with # before a title are comments."""
    found: list[tuple[str, str, str]] = []
    parts: list[list[str]] = [[]]
    for line in (_CASES / f"{name}.md").read_text("utf-8").split("\n"):
        if line != ".":
            parts[-1].append(line)
        elif len(parts) < 3:
            parts.append([])
        else:
            title = " ".join(words for words in parts[0] if words and not words.startswith("#"))
            found.append((title, "\n".join(parts[1]), "\n".join(parts[2])))
            parts = [[]]
    assert not any(words and not words.startswith("#") for words in parts[0]), f"{name}: a case is not closed by a dot"
    return found
