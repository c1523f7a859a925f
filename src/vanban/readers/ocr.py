"""What does a picture of a page say? Tesseract with its Vietnamese data, out of process, page by page."""

import os
import shutil
import subprocess
from functools import cache
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

from vanban.readers.errors import UnreadableFile
from vanban.readers.limits import Limits

DPI = 300
MISSING = (
    "tệp chỉ có ảnh chụp, muốn đọc cần Tesseract với dữ liệu tiếng Việt: "
    "hãy cài (Debian, Ubuntu: apt install tesseract-ocr-vie; macOS: brew install tesseract-lang) rồi đọc lại."
)
_SLOW = "nhận dạng chữ quá thời hạn cho phép; hãy tách nhỏ tệp hoặc quét lại với độ phân giải vừa phải."
_FAILED = "không nhận dạng được chữ trong ảnh chụp; hãy quét lại trang cho rõ."


class SeenWord(NamedTuple):
    """A word seen in a picture: its box in points from the lower left, the line it stands on, how sure (0–100)."""

    text: str
    x0: float
    x1: float
    y: float
    line: tuple[int, int, int]
    sure: float


@cache
def program() -> str | None:
    """The Tesseract to use, or None where it or its Vietnamese data are not installed."""
    found = shutil.which("tesseract")
    if not found:
        return None
    try:
        languages = subprocess.run([found, "--list-langs"], capture_output=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if b"vie" in languages.split() else None


_HEAD = 0.45  # of a page's height: where marks, urgency and receipts are stamped


def see(page: pdfium.PdfPage, limits: Limits) -> list[SeenWord]:
    """The words of a page that is a picture. Nothing is written to disk."""
    scale = _scale(page)
    return _run(_grey(page, scale, 1.0), "3", scale, page, limits)


def see_head(page: pdfium.PdfPage, limits: Limits) -> list[SeenWord]:
    """The words of a page's upper part, each for itself: finds what stands askew or in a frame."""
    scale = _scale(page)
    return _run(_grey(page, scale, _HEAD), "11", scale, page, limits)


def see_red(page: pdfium.PdfPage, limits: Limits) -> list[SeenWord] | None:
    """The words in red ink in a page's upper part, as of stamps; None where there is no red."""
    scale = _scale(page)
    picture = _red(page, scale, _HEAD)
    return None if picture is None else _run(picture, "11", scale, page, limits)


def _scale(page: pdfium.PdfPage) -> float:
    return float(min(DPI / 72, 5000 / max(page.get_size())))


def _run(picture: bytes, layout: str, scale: float, page: pdfium.PdfPage, limits: Limits) -> list[SeenWord]:
    found = program()
    if found is None:
        raise UnreadableFile(MISSING)
    command = [found, "stdin", "stdout", "-l", "vie", "--psm", layout, "--dpi", str(round(72 * scale)), "tsv"]
    if os.name == "posix":
        command = ["sh", "-c", f'ulimit -v {limits.max_memory_bytes >> 10}; exec "$@"', "sh", *command]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=limits.max_seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(_SLOW) from None
    except OSError:
        raise UnreadableFile(MISSING) from None
    if done.returncode:
        raise UnreadableFile(_FAILED)
    return _words(done.stdout.decode("utf-8", "replace"), scale, page.get_height())


def _grey(page: pdfium.PdfPage, scale: float, share: float) -> bytes:
    """The upper share of a page as a grey picture."""
    bitmap = page.render(scale=scale, grayscale=True, crop=(0, page.get_height() * (1 - share), 0, 0))
    wide, high, rows = _pixels(bitmap, 1)
    return b"P5 %d %d 255\n" % (wide, high) + rows


_BRIGHT = bytes(255 if value > 110 else 0 for value in range(256))
_DARK = bytes(255 if value < 125 else 0 for value in range(256))
_INVERTED = bytes(range(255, -1, -1))
_SOME_RED = 0.00012  # of the pixels: less is dust


def _red(page: pdfium.PdfPage, scale: float, share: float) -> bytes | None:
    """The red ink of a page's upper share, black on white; None where there is hardly any."""
    bitmap = page.render(scale=scale, crop=(0, page.get_height() * (1 - share), 0, 0), prefer_bgrx=True)
    wide, high, rows = _pixels(bitmap, 4)
    red, green, blue = rows[2::4].translate(_BRIGHT), rows[1::4].translate(_DARK), rows[0::4].translate(_DARK)
    ink = int.from_bytes(red) & int.from_bytes(green) & int.from_bytes(blue)  # all pixels at once
    ink &= (ink >> 8) & (ink >> 8 * wide)  # the coloured rims of black letters are one pixel thin
    mask = (ink | ink << 8 | ink << 8 * wide).to_bytes(wide * high + wide + 2)[wide + 2 :]
    if mask.count(255) < _SOME_RED * len(mask):
        return None
    return b"P5 %d %d 255\n" % (wide, high) + mask.translate(_INVERTED)


def _pixels(bitmap: pdfium.PdfBitmap, depth: int) -> tuple[int, int, bytes]:
    """Width, height and the pixels of a bitmap without its padding."""
    wide, high, stride, rows = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
    bitmap.close()
    line = wide * depth
    if stride != line:
        rows = b"".join(rows[y * stride : y * stride + line] for y in range(high))
    return wide, high, rows[: line * high]


def _words(table: str, scale: float, height: float) -> list[SeenWord]:
    """The words of Tesseract's table, each on the foot of its line."""
    rows = [cells for line in table.split("\n")[1:] if len(cells := line.split("\t")) == 12 and cells[0] == "5"]
    feet: dict[tuple[int, int, int], list[int]] = {}
    for cells in rows:
        line = int(cells[2]), int(cells[3]), int(cells[4])
        feet.setdefault(line, []).append(int(cells[7]) + int(cells[9]))
    words = []
    for cells in rows:
        line = int(cells[2]), int(cells[3]), int(cells[4])
        left, width, text = int(cells[6]), int(cells[8]), cells[11].strip()
        if text:
            foot = height - median(feet[line]) / scale
            words.append(SeenWord(text, left / scale, (left + width) / scale, foot, line, float(cells[10])))
    return words
