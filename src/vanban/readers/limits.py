"""How large may a file be before it is a danger rather than a document?"""

from dataclasses import dataclass

_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader accepts. Every number is a setting.

    >>> Limits(max_pages=50).max_pages
    50
    """

    max_bytes: int = 200 * _MB  # of the file itself
    max_unpacked_bytes: int = 256 * _MB  # of all parts with text in a packed file (.docx, .xlsx)
    max_ratio: int = 200  # unpacked to packed, once a part is larger than 10 MB
    max_entries: int = 10_000  # parts of a packed file
    max_pages: int = 5_000  # of a PDF
    max_rows: int = 200_000  # of a sheet
    max_seconds: float = 120.0  # for one file in an outside program (LibreOffice, Tesseract)
    max_memory_bytes: int = 4096 * _MB  # for an outside program


DEFAULT = Limits()
