"""What changes the documents of the matrix's world? An act each, of which nothing can be applied; one is settled."""

from datetime import timedelta

from django.utils import timezone

from thongsuot.consolidations.actions import Choice, make, settle
from thongsuot.consolidations.adopting import adopt
from thongsuot.consolidations.models import Settlement
from thongsuot.consolidations.rules import To
from thongsuot.documents.actions import Intake, receive, restrict, share
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind, Mark, Reach, State
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

ACT = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số {n}-QĐ/TW
Hà Nội, ngày 10 tháng 5 năm 2023
QUY ĐỊNH
sửa đổi, bổ sung Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
Điều 1. Sửa đổi, bổ sung một số điều của Quy định số 58-QĐ/TW
1. Thay thế cụm từ “một điều” bằng cụm từ “hai điều” tại khoản 1 Điều 1.
2. Thay thế cụm từ “ba điều” bằng cụm từ “bốn điều” tại khoản 2 Điều 1.
3. Thay thế cụm từ “năm điều” bằng cụm từ “sáu điều” tại khoản 1 Điều 2.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày {since:%d} tháng {since:%m} năm {since:%Y}.
T/M BỘ CHÍNH TRỊ
"""


def amended(documents: dict[str, Document], clerk: Acting, officer: Acting, guest: Unit) -> dict[str, int]:
    """Texts that were adopted, and drafts, for all documents; the key of the one decision, for its address."""
    since = timezone.localdate() + timedelta(days=10)
    for n, (reach, document) in enumerate(documents.items(), 81):
        text = ACT.format(n=n, since=since)
        act = receive(text.encode(), f"{n}.txt", Intake(clerk.unit, anyway=True), by=clerk)
        share(act, [guest], by=clerk)
        act.refresh_from_db()
        restrict(act, mark=Mark.NONE, reach=Reach(reach), revision=act.revision, by=clerk, reason="")
        found = Finding.objects.filter(document=act, kind=Kind.RELATION, relation="amends")
        found.update(target=document, state=State.ACCEPTED)
        held = make(document, by=officer)
        if reach == Reach.UNIT:
            none = Choice(To.NONE, reason="Không có cụm từ này")
            held = settle(held, 0, none, revision=held.revision, by=officer)
        adopt(held, revision=held.revision, by=clerk, reason="Chờ trả lời")
        assert make(document, by=officer).open == held.open >= 2
    return {"consolidations/settlements/": Settlement.objects.get().pk}
