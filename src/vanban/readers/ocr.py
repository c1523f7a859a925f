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


def see(page: pdfium.PdfPage, limits: Limits) -> list[SeenWord]:
    """The words of a page that is a picture. Nothing is written to disk."""
    return _run(page, limits, layout="3")


def see_head(page: pdfium.PdfPage, limits: Limits) -> list[SeenWord]:
    """The words of a page's upper part, each for itself: finds stamps that stand askew or in a frame."""
    return _run(page, limits, layout="11", share=0.42)


def _run(page: pdfium.PdfPage, limits: Limits, *, layout: str, share: float = 1.0) -> list[SeenWord]:
    found = program()
    if found is None:
        raise UnreadableFile(MISSING)
    scale = min(DPI / 72, 5000 / max(page.get_size()))
    command = [found, "stdin", "stdout", "-l", "vie", "--psm", layout, "--dpi", str(round(72 * scale)), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=_pnm(page, scale, share),
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


def _pnm(page: pdfium.PdfPage, scale: float, share: float) -> bytes:
    """The upper share of a page as a grey picture."""
    bitmap = page.render(scale=scale, grayscale=True, crop=(0, page.get_height() * (1 - share), 0, 0))
    wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    rows = bytes(bitmap.buffer)
    bitmap.close()
    grey = rows if stride == wide else b"".join(rows[y * stride : y * stride + wide] for y in range(high))
    return b"P5 %d %d 255\n" % (wide, high) + grey[: wide * high]


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
