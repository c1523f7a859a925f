"""What does a commune of the demonstration leave that is merged into another? Some of it taken over, some waits."""

from thongsuot.demo.staging import Stage
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.handover.actions import hand_over
from thongsuot.handover.estates import estate
from thongsuot.handover.reviewing import Decision, decide
from thongsuot.handover.rules import Verdict
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.models import Unit
from thongsuot.units.rules import Change, Lot

GONE = "UBND-SUOICAN"
DECISION = """ỦY BAN NHÂN DÂN
XÃ SUỐI CẠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/QĐ-UBND
Suối Cạn, ngày {day} tháng 8 năm 2025
QUYẾT ĐỊNH
{about}
Điều 1. {rule}
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""
ISSUED = (
    (7, "05", "Về việc ban hành Quy chế quản lý giếng nước công cộng", "Thôn phân công người trông coi giếng nước."),
    (9, "19", "Về việc quy định thời gian lấy nước trong mùa khô", "Mỗi hộ lấy nước trước 7 giờ và sau 16 giờ."),
)


def leave(stage: Stage) -> None:
    """The commune is merged into Thác Mây today: one duty and one decision are settled, the others wait."""
    heir = stage.units["UBND-THACMAY"]
    name = "Ủy ban nhân dân xã Suối Cạn"
    gone = add_unit(GONE, name, heir.level, heir.parent, short_name="UBND xã Suối Cạn", valid_from=stage.day(-400))
    first, _second = (_decision(stage, gone, *told) for told in ISSUED)
    head = stage.at("chutich.ubnd", "UBND")
    for words, days in (("Sửa đường ống dẫn nước về thôn Đông", 25), ("Lập danh sách hộ thiếu nước mùa khô", 12)):
        assign(stage.units["UBND"], [gone], Duty(words, "Báo cáo", stage.day(days)), Source(), by=head)
    succeed(Change.DISSOLVE, [gone], [heir], stage.today, reason="Sáp nhập xã Suối Cạn vào xã Thác Mây")
    gone.refresh_from_db()
    left, chair = estate(gone, stage.today), stage.at("chutich.thacmay", "UBND-THACMAY")
    assert left is not None
    keys = list(gone.leading.order_by("pk").values_list("pk", flat=True)[:1])
    hand_over(left, Lot.LED, keys, heir, by=chair, reason="Tiếp tục thực hiện tại xã Thác Mây")
    decide(first, Decision(Verdict.KEEP, "Quy chế còn phù hợp với các thôn của xã Suối Cạn cũ."), by=chair)


def _decision(stage: Stage, gone: Unit, number: int, day: str, about: str, rule: str) -> Document:
    text = DECISION.format(number=number, day=day, about=about, rule=rule)
    intake = Intake(gone, Direction.OUT)
    return receive(text.encode(), f"{number:02}-QD-UBND.txt", intake, by=stage.at("vanthu.ubnd", "UBND"))
