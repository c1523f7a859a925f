"""The regulation, a regulation that amends it now, and one that amends it in days to come."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind, State

AMENDING = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 70-QĐ/TW
Hà Nội, ngày 10 tháng 5 năm 2023
QUY ĐỊNH
sửa đổi, bổ sung Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
Điều 1. Sửa đổi, bổ sung một số điều của Quy định số 58-QĐ/TW
1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:
“1. Các tỉnh ủy, thành ủy ban hành kế hoạch thực hiện trong quý III năm 2023.”.
2. Bổ sung khoản 3 vào sau khoản 2 Điều 2 như sau:
“3. Các sở, ngành báo cáo hằng quý.”.
3. Thay thế cụm từ “giếng nước khơi” bằng cụm từ “giếng khoan” tại khoản 2 Điều 2.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày 01 tháng 6 năm 2023.
T/M BỘ CHÍNH TRỊ
"""
LATER = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 90-QĐ/TW
Hà Nội, ngày {signed:%d} tháng {signed:%m} năm {signed:%Y}
QUY ĐỊNH
sửa đổi, bổ sung Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
Điều 1. Sửa đổi, bổ sung một số điều của Quy định số 58-QĐ/TW
1. Bãi bỏ khoản 2 Điều 1.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày {since:%d} tháng {since:%m} năm {since:%Y}.
T/M BỘ CHÍNH TRỊ
"""
FIRST = date(2023, 6, 1)


@dataclass(frozen=True, slots=True)
class Amended:
    """The regulation, the act that amends it since 2023, and the one that will in ten days."""

    place: Place
    document: Document
    act: Document
    later: Document
    since: date  # of the later act

    def fresh(self) -> Document:
        """The regulation as it is now."""
        return Document.objects.select_related("unit", "current").get(pk=self.document.pk)


def confirm(document: Document, place: Place) -> None:
    """What the act says it does to others is so."""
    for row in Finding.objects.filter(document=document, kind=Kind.RELATION, state=State.PROPOSED):
        review.accept(row, revision=row.revision, by=place.people["officer"])


@pytest.fixture
def amended(place: Place) -> Amended:
    """All three in the province's register, their relations confirmed."""
    since = timezone.localdate() + timedelta(days=10)
    document = place.receive(texts.REGULATION, "58.txt")
    act = place.receive(AMENDING, "70.txt")
    later = place.receive(LATER.format(signed=timezone.localdate(), since=since), "90.txt")
    confirm(act, place)
    confirm(later, place)
    return Amended(place, document, act, later, since)


SUSPENDING = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 75-QĐ/TW
Hà Nội, ngày 10 tháng 12 năm 2023
QUY ĐỊNH
ngưng hiệu lực một số quy định của Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
Điều 1. Ngưng hiệu lực thi hành khoản 1 Điều 1 Quy định số 58-QĐ/TW đến hết ngày 31 tháng 12 năm 2024.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày 01 tháng 01 năm 2024.
T/M BỘ CHÍNH TRỊ
"""
