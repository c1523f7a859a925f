"""What is doubtful in the matrix's world? An older regulation that the commune answers and the new one replaces."""

from thongsuot.documents import review
from thongsuot.documents.actions import Intake, receive, share
from thongsuot.documents.models import Document
from thongsuot.programmes.actions import Task, add_item, start
from thongsuot.suspects.models import Suspect
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

OLD = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 126-QĐ/TW
Hà Nội, ngày 28 tháng 02 năm 2018
QUY ĐỊNH
một số vấn đề về phối hợp công tác
Điều 1. Phạm vi
1. Quy định này áp dụng cho các cấp ủy.
2. Các xã, phường lập sổ theo dõi nước giếng.
T/M BỘ CHÍNH TRỊ
"""


def doubted(new: Document, clerk: Acting, officer: Acting, guest: Unit) -> dict[str, int]:
    """The keys of addresses: the change, its mapping, the commune's item that rests on the old words."""
    old = receive(OLD.encode(), "cu.txt", Intake(clerk.unit, anyway=True), by=clerk)
    share(old, [guest], by=clerk)
    programme = start(old, officer.unit, kind="Kế hoạch", title="thực hiện", by=officer)
    add_item(programme, Task("Lập sổ theo dõi"), by=officer, loc="D1.K2")
    replaces = new.findings.get(relation="replaces")
    review.accept(replaces, revision=replaces.revision, by=officer)
    suspect = Suspect.objects.get(unit=officer.unit)
    return {"suspects/": suspect.pk, "suspects/changes/": suspect.change_id}
