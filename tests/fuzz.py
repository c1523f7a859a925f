"""Does anything make a parser raise? Mutates real and made texts and files for as long as it is told.

    python -m tests.fuzz --seconds 600 [FILE…]

Prints the seed of whatever broke, and the invariant that did not hold; status 1 then.
"""

import argparse
import contextlib
import json
import random
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from vanban import parse
from vanban.out.akn import to_akn
from vanban.out.contract import to_json
from vanban.readers import RefusedFile, UnreadableFile, read_bytes

SAMPLES = Path(__file__).parents[1] / "samples"
PIECES = (
    "Điều 1. ", "Điều", "khoản 2 ", "điểm đ) ", "1. ", "1- ", "a) ", "đ) ", "I. ", "- ", "+ ", "“", "”", '"',
    "“Điều 5. ", "\n", "\n\n", "\t", " | ", "| a | b |\n", "Phụ lục I\n", "Chương IV\n", "Phần thứ nhất\n", "Mục 3. ",
    "1.1. ", "a.16 ", "(ii) ", "như sau:\n", "Sửa đổi, bổ sung ", "Bãi bỏ ", "Thay thế cụm từ “x” bằng cụm từ ",
    "số 30/2020/NĐ-CP ", "Nghị định ", "Luật Đất đai năm 2013 ", "Quyết định này ", "từ Điều 5 đến Điều 9 ",
    "từ khoản 1 đến khoản 99999 ", "các khoản 1, 2 và 3 Điều 31 ", "ngày 31 tháng 2 năm 2020 ",
    "trước ngày 32/13/2020 ", "trong quý IX/2022 ", "Sở Nội vụ chủ trì, phối hợp với ", "yêu cầu ", "Nơi nhận:\n",
    "TM. CHÍNH PHỦ\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "Số: ", "Căn cứ ", "\u0301", "\u200b", "\ufeff",
    "\x00", "\ud7ff", "🙂", "Û", "ñ", "999999999999",
)  # fmt: skip


def mutated(text: str, pick: random.Random) -> str:
    """``text`` with some stretches cut, doubled, swapped, or pieces of grammar thrown in."""
    for _ in range(pick.randint(1, 12)):
        a = pick.randrange(len(text) + 1)
        b = min(len(text), a + int(pick.expovariate(1 / 200)))
        text = pick.choice(
            (
                text[:a] + text[b:],
                text[:b] + text[a:b] + text[b:],
                text[:a] + pick.choice(PIECES) + text[a:],
                text[:a] + "".join(pick.choices(PIECES, k=8)) + text[b:],
                text[b:] + text[a:b] + text[:a],
            )
        )
    return text


def check(text: str) -> None:
    """Read ``text`` and hold the reading to what is promised of every reading."""
    document = parse(text)
    reading = json.loads(to_json(document))
    content = reading["text"]
    locs = [p["loc"] for p in reading["provisions"]]
    assert len(locs) == len(set(locs)), "locs are unique"
    spans = {p["loc"]: (p["start"], p["end"]) for p in reading["provisions"]}
    for loc, (start, end) in spans.items():
        upper = spans.get(loc.rpartition(".")[0])
        assert upper is None or upper[0] <= start <= end <= upper[1], f"{loc} lies inside its parent"
    for part in ("citations", "relations", "amendments", "obligations", "events", "notes"):
        for found in reading[part]:
            assert 0 <= found["start"] <= found["end"] <= len(content), f"a span of {part} lies in the text"
    to_akn(document)


def check_bytes(raw: bytes, name: str, pick: random.Random) -> None:
    """Read damaged bytes: a text, or one of the two errors."""
    damaged = bytearray(raw)
    for _ in range(pick.randint(1, 30)):
        damaged[pick.randrange(len(damaged))] = pick.randrange(256)
    if pick.random() < 0.3:
        del damaged[pick.randrange(len(damaged)) :]
    with contextlib.suppress(RefusedFile, UnreadableFile):
        read_bytes(bytes(damaged), name)


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SAMPLES.iterdir()))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    until, seed, broken = time.monotonic() + args.seconds, args.seed, 0
    while time.monotonic() < until and broken < 5:
        seed += 1
        pick = random.Random(seed)
        file = pick.choice(args.files)
        try:
            if file.suffix in {".txt", ".md", ".html"}:
                check(mutated(file.read_text("utf-8")[:30_000], pick))
            else:
                check_bytes(file.read_bytes(), file.name, pick)
        except Exception:
            broken += 1
            print(f"seed {seed}, {file}:\n{traceback.format_exc()}", file=sys.stderr)
    print(f"{seed - args.seed} readings, {broken} broken")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
