"""A PDF of given words and rules, small enough to write by hand: what tests of the PDF reader read."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple


class Put(NamedTuple):
    """Words put at a place of a page, in points from its lower left. Every letter is half a size wide."""

    x: float
    y: float
    text: str
    size: float = 14
    bold: bool = False


class Box(NamedTuple):
    """A filled rectangle: thin ones are rules."""

    x: float
    y: float
    wide: float
    high: float


def pdf(*pages: Sequence[Put | Box], info: str = "", rotate: int = 0) -> bytes:
    """A PDF whose pages bear these words and boxes."""
    fonts = [_font(name) for name in ("TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT")]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for font in fonts:
        objects += [part.replace(b"@", str(len(objects) + i + 1).encode()) for i, part in enumerate(font)]
    first = len(objects) + 1
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    for i, page in enumerate(pages):
        stream = zlib.compress("\n".join(map(_drawn, page)).encode("ascii"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {first + 2 * i + 1} 0 R "
            "/Resources << /Font << /F0 3 0 R /F1 7 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream))
    objects.append(f"<< /Keywords <FEFF{info.encode('utf-16-be').hex()}> >>".encode())
    return _file(objects)


def _drawn(put: Put | Box) -> str:
    if isinstance(put, Box):
        return f"{put.x} {put.y} {put.wide} {put.high} re f"
    return f"BT /F{int(put.bold)} {put.size} Tf {put.x} {put.y} Td <{put.text.encode('utf-16-be').hex()}> Tj ET"


def _font(name: str) -> list[bytes]:
    """A font without letters of its own whose codes are Unicode; ``@`` stands for the object's own number."""
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(0x21)]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(rows)} beginbfrange\n"
        + "\n".join(rows)
        + "\nendbfrange endcmap end end"
    ).encode()
    base = 3 if name.endswith("PSMT") else 7
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{base + 1} 0 R] "
        f"/ToUnicode {base + 3} 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 /FontDescriptor {base + 2} 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 "
        "/StemV 80 /FontBBox [0 -200 500 800] >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(cmap), cmap),
    ]


def _file(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        table,
    )
