"""What does the demonstration live through? A plan is sent down, studied, answered, assigned, reported, then amended.

Days count from the day of loading, so that there is always something to accept, to report, to confirm and to chase.
"""

from collections.abc import Mapping, Sequence
from datetime import time

from django.utils import timezone

from thongsuot.consolidations.actions import Choice, make, settle
from thongsuot.consolidations.adopting import adopt
from thongsuot.consolidations.rules import To
from thongsuot.demo.leaving import leave
from thongsuot.demo.staging import Stage
from thongsuot.dissemination import actions as sending
from thongsuot.dissemination import meetings
from thongsuot.dissemination.audience import Audience
from thongsuot.dissemination.models import Delivery, Venue
from thongsuot.documents.models import Document
from thongsuot.followup import extending, recurring, reporting, taking
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment
from thongsuot.followup.recurring import Rhythm
from thongsuot.followup.reporting import Told
from thongsuot.followup.rules import Every
from thongsuot.programmes import actions as programmes
from thongsuot.programmes import moving
from thongsuot.programmes.actions import Task
from thongsuot.programmes.moving import Issue
from thongsuot.programmes.official import Form
from thongsuot.suspects.deciding import Said, decide
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.rules import Decision
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit, UnitGroup

PLAN, REGULATION = "66/KH-UBND", "35/2025/QĐ-UBND"
COMMUNES = "UBND các xã, phường, đặc khu"


def live(units: Mapping[str, Unit], people: Mapping[tuple[str, str], Acting]) -> None:
    """Live through it, once."""
    plan = Document.objects.filter(unit=units["UBND"], symbol=PLAN).first()
    if plan is None or Delivery.objects.filter(document=plan).exists():
        return
    stage = Stage(plan, timezone.localdate(), units, people)
    _disseminate(stage)
    _answer(stage)
    _assign(stage)
    _amend(stage)
    _review(stage)
    leave(stage)


def _disseminate(stage: Stage) -> None:
    """The plan is sent and studied: most communes have received it, one has held its own session."""
    clerk, officer = stage.at("vanthu.ubnd", "UBND"), stage.at("chuyenvien.ubnd", "UBND")
    group = UnitGroup.objects.get(unit=stage.units["UBND"], name=COMMUNES)
    sending.send(stage.plan, Audience(groups=frozenset({group.pk})), due_on=stage.day(15), by=clerk)
    for name, unit in (("vanthu.thacmay", "UBND-THACMAY"), ("vanthu.bentrang", "UBND-BENTRANG")):
        sending.receive(list(Delivery.objects.filter(recipient=stage.units[unit])), by=stage.at(name, unit))
    sending.acknowledge(stage.plan, by=stage.at("chutich.thacmay", "UBND-THACMAY"))
    point = meetings.Point(stage.plan, office="Giám đốc Sở Nông nghiệp và Môi trường", minutes=45)
    hall = "Hội trường UBND tỉnh"
    told = meetings.Plan("Hội nghị triển khai Kế hoạch nước sạch", stage.day(-5), time(8), hall, (point,))
    conference = meetings.plan_conference(told, by=officer)
    meetings.add_venues(conference, Audience(groups=frozenset({group.pk})), [hall], by=officer)
    meetings.hold(conference, by=officer)
    venues = Venue.objects.filter(conference=conference).order_by("pk")
    meetings.count_venues(conference, {venue.pk: (40, 31 + n) for n, venue in enumerate(venues)}, by=officer)
    session = meetings.Plan("Buổi học tập, quán triệt Kế hoạch số 66/KH-UBND", stage.day(-2), place="Hội trường xã")
    meetings.record_session(stage.plan, session, 57, by=stage.at("chuyenvien.thacmay", "UBND-THACMAY"))


def _answer(stage: Stage) -> None:
    """Two communes answer: one clause by clause, the other leaves one out; the rest are silent."""
    whole = [
        ("MIII.K1", "Ban hành kế hoạch của địa phương", "Kế hoạch"),
        ("MII.K1.Pa", "Rà soát công trình cấp nước trên địa bàn", "Báo cáo"),
        ("MII.K4", "Công khai kết quả cấp nước để Mặt trận Tổ quốc giám sát", "Thông báo"),
    ]
    _programme(stage, "THACMAY", "xã Thác Mây", "31/KH-UBND", whole)
    _programme(stage, "BENTRANG", "phường Bến Trăng", "18/KH-UBND", whole[:1])


def _programme(stage: Stage, code: str, place: str, symbol: str, tasks: Sequence[tuple[str, str, str]]) -> None:
    unit, name = stage.units[f"UBND-{code}"], code.lower()
    officer, head, clerk = (stage.at(f"{who}.{name}", unit.code) for who in ("chuyenvien", "chutich", "vanthu"))
    title = "thực hiện Kế hoạch số 66/KH-UBND về bảo đảm nước sạch cho Nhân dân"
    held = programmes.start(stage.plan, unit, kind="Kế hoạch", title=title, by=officer)
    for item in held.items.filter(kept=False):
        programmes.remove_item(item, revision=item.revision, by=officer)
    for n, (loc, action, product) in enumerate(tasks):
        task = Task(action, lead=unit, product=product, due=stage.day(10 + 15 * n), due_working="Xã tự định.")
        programmes.add_item(held, task, loc=loc, by=officer)
    held.refresh_from_db()
    held = moving.submit(held, revision=held.revision, by=officer)
    held = moving.approve(
        held, revision=held.revision, by=head, reason="Các nội dung khác không thuộc nhiệm vụ của xã."
    )
    issuer, town = f"Ủy ban nhân dân {place}", place.split(maxsplit=1)[1]
    form = Form(
        "state", issuer, town, "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Mẫu",
        ("UBND tỉnh", "Các phòng, trung tâm"),
    )  # fmt: skip
    moving.issue(held, Issue(symbol, stage.today, form), revision=held.revision, by=clerk)


def _assign(stage: Stage) -> None:
    """Duties at every stage of their life: to accept, on their way, reported, confirmed, late, longer, regular."""
    head, units = stage.at("chutich.ubnd", "UBND"), stage.units
    review = Source.of_clause(stage.plan, "MII.K1.Pa")
    tell = Duty("Rà soát công trình cấp nước nông thôn, báo cáo UBND tỉnh", "Báo cáo", stage.day(-12))
    (held,) = assign(units["UBND"], [units["SNNMT"]], tell, review, by=head)
    officer = stage.at("chuyenvien.snnmt", "SNNMT")
    taking.accept(held, by=officer)
    reporting.report(held, Told("Đã rà soát 212 công trình; gửi Báo cáo số 140/BC-SNNMT.", finished=True), by=officer)
    reporting.confirm(held.reports.get(), by=head)
    communes = [units[f"UBND-{code}"] for code in ("THACMAY", "BENTRANG", "DONGSEN", "HONMAY", "DEOGIO")]
    place = Duty(
        "Rà soát công trình cấp nước trên địa bàn", "Báo cáo", stage.day(-3), partners=[units["SNNMT"]]
    )  # fmt: skip
    rows = {row.lead.code: row for row in assign(units["UBND"], communes, place, review, by=head)}
    _communes(stage, rows)
    price = Duty("Xây dựng cơ chế hỗ trợ giá nước cho hộ nghèo", "Quyết định của UBND tỉnh", stage.day(9),
                 monitors=[units["TTT"]])  # fmt: skip
    assign(units["UBND"], [units["STC"]], price, Source.of_clause(stage.plan, "PL"), by=head)
    teach = Duty("Đào tạo người vận hành công trình cấp nước cho các xã", "Lớp học", stage.day(30))
    assign(units["UBND"], [units["DHLG"]], teach, Source.of_clause(stage.plan, "MII.K3"), by=head)
    quarterly = Rhythm(Every.QUARTER, stage.today, before=5)
    total = Duty("Tổng hợp, báo cáo kết quả thực hiện Kế hoạch", "Báo cáo quý")
    source = Source.of_clause(stage.plan, "MII.K1.Pb")
    recurring.recur(units["UBND"], units["SNNMT"], total, quarterly, source, by=head)


def _communes(stage: Stage, rows: Mapping[str, Assignment]) -> None:
    """One passed it down, one waits for confirmation, one asks for time; two have not taken it on."""
    thacmay, head = rows["UBND-THACMAY"], stage.at("chutich.thacmay", "UBND-THACMAY")
    room = Duty("Lập danh sách công trình cấp nước của từng thôn", "Danh sách", stage.day(-5))
    pass_down(thacmay, [stage.units["THACMAY-KT"]], room, by=head)
    bentrang, officer = rows["UBND-BENTRANG"], stage.at("chuyenvien.bentrang", "UBND-BENTRANG")
    taking.accept(bentrang, by=officer)
    reporting.report(
        bentrang, Told("Đã rà soát 14 công trình.", "Hai công trình thiếu hồ sơ.", finished=True), by=officer
    )
    honmay, officer = rows["UBND-HONMAY"], stage.at("chuyenvien.honmay", "UBND-HONMAY")
    taking.accept(honmay, by=officer)
    reporting.report(
        honmay, Told("Đã rà soát 3 trong 5 cụm công trình.", "Biển động, tàu không ra đảo.", progress=60), by=officer
    )
    extending.ask_extension(honmay, stage.day(14), "Chưa ra được hai đảo nhỏ vì thời tiết.", by=officer)


def _amend(stage: Stage) -> None:
    """The plan is amended: one instruction misquotes it, an officer settles that, the head adopts the text.

    The consolidated text of a regulation stays a draft, for those who look at it.
    """
    officer, head = stage.at("chuyenvien.ubnd", "UBND"), stage.at("chutich.ubnd", "UBND")
    plan = Document.objects.select_related("unit", "current").get(pk=stage.plan.pk)
    draft = make(plan, by=officer)
    words = (
        "1. Các sở, ban, ngành và Ủy ban nhân dân các xã, phường, đặc khu căn cứ Kế hoạch này xây dựng kế hoạch của "
        "đơn vị mình trước ngày 30 tháng 9 năm 2026."
    )
    why = "Kế hoạch số 121/KH-UBND trích sai ngày của Kế hoạch số 66/KH-UBND: ngày 10, không phải ngày 15."
    choice = Choice(To.REPLACE, "MIII.K1", words, why)
    draft = settle(draft, 0, choice, revision=draft.revision, by=officer)
    adopt(draft, revision=draft.revision, by=head)
    make(Document.objects.select_related("unit", "current").get(unit=plan.unit, symbol=REGULATION), by=officer)


def _review(stage: Stage) -> None:
    """What rested on the amended clauses is doubtful: a commune and the province have decided on one thing each."""
    holds = Said(Decision.KEEP, "Việc rà soát của xã đã gồm chất lượng nguồn nước, không phải sửa.")
    changes = Said(Decision.REVISE, "Nhiệm vụ giao cho Sở phải nêu thêm việc đánh giá chất lượng nguồn nước.")
    for code, name, said in (("UBND-THACMAY", "chuyenvien.thacmay", holds), ("UBND", "chutich.ubnd", changes)):
        row = Suspect.objects.waiting().filter(unit=stage.units[code], loc="MII.K1.Pa").order_by("pk").first()
        if row is not None:
            decide(row, said, revision=row.revision, by=stage.at(name, code))
