"""Which lines are a page's running head, its number or a signature's stamp, by their words alone?"""

import re

GAZETTE = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số[\d\s+/A-ZĐ-]*Ngày\s*\d[\d\s/-]*")
PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:Trang|Page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?|[ivxlc]{1,7}", re.IGNORECASE
)
STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Thời gian ký|Ngày ký|Giờ ký|Cơ quan|Email|Chữ ký được tạo bởi)\s*:?"
    r"|Signature Not Verified"
    r"|Digitally signed by|Signed by|Date: \d{4}"
)


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page rather than to the document."""
    return bool(GAZETTE.search(line) or PAGE_NUMBER.fullmatch(line) or STAMP.match(line))
