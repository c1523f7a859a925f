"""Is an issued programme read back as what it says: each item once, with lead, partners, product and deadline?"""

from datetime import date

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import FORM, confirmed
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind, State
from thongsuot.events.actions import writing
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden
from thongsuot.programmes import actions, moving
from thongsuot.programmes.actions import Task
from thongsuot.programmes.clauses import orders
from thongsuot.programmes.models import Programme
from thongsuot.programmes.moving import Issue
from thongsuot.programmes.reading_back import own
from thongsuot.programmes.rules import Part
from thongsuot.units.actions import add_unit

TASKS = [
    Task("Lập sổ theo dõi nước giếng khơi", "Rà soát", None, "Phòng Kinh tế", "Trạm y tế xã; Công an xã",
         "Sổ theo dõi", date(2026, 6, 30)),
    Task("Tổ chức lấy mẫu nước tại các thôn", "Rà soát", None, "Trạm y tế xã", "Phòng Kinh tế", "Kết quả xét nghiệm",
         date(2026, 9, 15)),
    Task("Tuyên truyền tới các hộ dân", "Tuyên truyền", None, "Ủy ban Mặt trận Tổ quốc xã", "Các thôn",
         "Buổi tuyên truyền", None, "Làm thường xuyên; không có hạn chót."),
    Task("Xây dựng dự toán kinh phí, trình Ủy ban nhân dân xã phê duyệt", "Bảo đảm", None, "Phòng Kinh tế",
         "Văn phòng HĐND và UBND xã", "Dự toán", date(2026, 5, 20)),
    Task("Tổng hợp, báo cáo kết quả thực hiện", "Bảo đảm", None, "Văn phòng HĐND và UBND xã",
         "Các đơn vị liên quan", "Báo cáo", date(2026, 12, 1)),
]  # fmt: skip


def out(programme: Programme, place: Place) -> Document:
    """The programme with these five items, gone its whole way."""
    officer, head = place.people["commune-officer"], place.people["commune-head"]
    for item in programme.items.filter(kept=False):
        actions.remove_item(item, revision=item.revision, by=officer)
    for task in TASKS:
        actions.add_item(programme, task, by=officer)
    programme.refresh_from_db()
    held = moving.submit(programme, revision=programme.revision, by=officer)
    held = moving.approve(held, revision=held.revision, by=head, reason="thuộc trách nhiệm cấp tỉnh")
    issue = Issue("12/KH-UBND", date(2026, 3, 5), FORM)
    return moving.issue(held, issue, revision=held.revision, by=place.people["commune-clerk"])


def test_five_items_are_five_duties_with_all_that_they_say(programme: Programme, place: Place) -> None:
    document = out(programme, place)
    rows = document.findings.filter(kind=Kind.OBLIGATION).exclude(state=State.DROPPED).order_by("start")
    told = [row.payload for row in rows]
    assert [(each["action"], each["lead"], "; ".join(each["partners"]).lower(), each["product"]) for each in told] == [
        (task.action, [task.lead_text], task.partners.lower(), task.product) for task in TASKS
    ]
    days = [(each["deadline"] or {}).get("due") for each in told]
    assert days == [task.due.isoformat() if task.due else None for task in TASKS]
    assert told[2]["deadline"]["kind"] == "continuous"
    assert {row.state for row in rows} == {State.ACCEPTED}


def test_who_issues_it_confirms_its_items_and_the_event_says_so(programme: Programme, place: Place) -> None:
    document, clerk = out(programme, place), place.people["commune-clerk"]
    rows = document.findings.filter(kind=Kind.OBLIGATION, state=State.ACCEPTED)
    assert {row.decided_by for row in rows} == {clerk.user}
    event = Event.objects.get(thread=f"document:{document.pk}", verb="findings-accepted")
    assert (sorted(event.after["findings"]), event.actor_id) == (sorted(row.pk for row in rows), clerk.user_id)
    assert event.reason
    assert len(orders(document)) == len(TASKS)  # the level below can answer at once


def test_what_is_read_beyond_its_items_waits(programme: Programme, place: Place) -> None:
    task = Task("Kiểm tra nguồn nước", "Bảo đảm", None, "Công an xã", "", "Biên bản", None, "Trong quý II năm 2026")
    actions.add_item(programme, task, by=place.people["commune-officer"])
    document = out(programme, place)
    (left,) = document.findings.filter(kind=Kind.OBLIGATION, state=State.PROPOSED)
    assert left.payload["deadline"]["due"] == "2026-06-30"  # a day that no person had said
    assert document.findings.confirmed().filter(kind=Kind.OBLIGATION).count() == len(TASKS)
    assert not document.findings.exclude(kind=Kind.OBLIGATION).confirmed().exists()


@pytest.mark.parametrize("field", ["action", "lead", "partners", "product", "deadline", "source"])
def test_a_row_that_is_read_otherwise_than_the_item_says_is_not_its(
    field: str, programme: Programme, place: Place
) -> None:
    document = out(programme, place)
    rows = list(document.findings.filter(kind=Kind.OBLIGATION, state=State.ACCEPTED).order_by("start"))
    items = list(programme.items.all())
    assert own(rows, items) == rows
    other = {"deadline": {"due": "2026-07-01"}, "lead": ["Sở Y tế"], "partners": ["Sở Y tế"]}.get(field, "khác")
    rows[1].payload = {**rows[1].payload, field: other}
    assert own(rows, items) == [rows[0], *rows[2:]]
    assert own(rows[2:], items) == rows[2:]


def test_only_who_registers_it_confirms_it_so_and_only_of_his_own(programme: Programme, place: Place) -> None:
    document = out(programme, place)
    for who in ("commune-officer", "stranger-clerk", "stranger-head"):
        with pytest.raises(Forbidden):
            review.accept_own(document, list, by=place.people[who], reason="…")
    text = "CHỈ THỊ\nvề nước\n1. Sở Y tế báo cáo trước ngày 30/6/2026."
    came = place.receive(text, unit=place.commune, who="commune-clerk")
    with pytest.raises(Forbidden):
        review.accept_own(came, list, by=place.people["commune-clerk"], reason="…")


def test_the_page_tells_it_before_and_after(programme: Programme, place: Place) -> None:
    for item in programme.items.filter(kept=False):
        actions.keep_item(item, revision=item.revision, by=place.people["commune-officer"])
    programme.refresh_from_db()
    held = moving.submit(programme, revision=programme.revision, by=place.people["commune-officer"])
    held = moving.approve(held, revision=held.revision, by=place.people["commune-head"], reason="…")
    client, at = place.client("commune-clerk"), f"/programmes/{programme.pk}/issue/"
    assert "xác nhận các nhiệm vụ đã được phê duyệt" in client.get(at).content.decode()
    told = {"symbol": "12/KH-UBND", "dated": "05/03/2026", "system": "state", "issuer": "UBND xã Đông Hòa",
            "place": "Đông Hòa", "position": "Chủ tịch", "signer": "A", "revision": held.revision}  # fmt: skip
    page = client.post(at, told, follow=True).content.decode()
    assert "Số nhiệm vụ được xác nhận cùng với việc ban hành: 1." in page


def test_who_answers_it_answers_clause_by_clause(programme: Programme, place: Place) -> None:
    document = confirmed(out(programme, place), place)
    assert list(orders(document)) == ["MI.K1", "MI.K2", "MII.K1", "MIII.K1", "MIII.K2"]
    with writing():
        office = add_unit("KT", "Phòng Kinh tế", place.commune.level, place.commune)
        work = add_unit("MT", "Ủy ban Mặt trận Tổ quốc xã", place.commune.level, place.commune)
    officer = place.people["commune-officer"]
    begun = actions.start(document, place.commune, kind="Kế hoạch", title="…", by=officer)
    assert [(item.action, item.lead) for item in begun.items.all()] == [(TASKS[4].action, place.commune)]
    begun.unit = office
    begun.save()
    assert actions._suggest(begun, document) == 4  # where it leads or takes part
    assert [(item.action, item.product, item.bases.get().part) for item in begun.items.filter(lead=office)] == [
        (TASKS[n].action, TASKS[n].product, Part.FULL) for n in (0, 1, 3, 4)
    ]
    taken = actions.take(actions.start(document, place.commune, kind="Kế hoạch", title="…", by=officer), "MII.K1",
                         by=officer)  # fmt: skip
    assert (taken.lead, taken.due_working) == (work, "“thường xuyên”. Làm thường xuyên; không có hạn chót.")


def test_rows_of_one_annex_are_items_of_their_own(place: Place) -> None:
    table = "\n".join(
        ["CHỈ THỊ", "về nước sạch", "Điều 1. Giao việc", "1. Giao nhiệm vụ tại Phụ lục.", "PHỤ LỤC",
         "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn | Sản phẩm |", "|---|---|---|---|---|",
         "| 1 | Lấy mẫu nước | Ủy ban nhân dân xã Đông Hòa | 30/6/2026 | Kết quả |",
         "| 2 | Kiểm tra nguồn nước | Sở Y tế | 30/6/2026 | Báo cáo |",
         "| 3 | Sửa giếng | Các xã, phường | 30/9/2026 | Giếng |"]
    )  # fmt: skip
    directive = confirmed(place.receive(table, unit=place.commune, who="commune-clerk"), place)
    begun = actions.start(directive, place.commune, kind="Kế hoạch", title="…", by=place.people["commune-officer"])
    rows = begun.items.filter(bases__loc="PL")
    assert [(item.action, item.product, item.bases.get().part) for item in rows] == [
        ("Lấy mẫu nước", "Kết quả", Part.PARTIAL), ("Sửa giếng", "Giếng", Part.PARTIAL),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "wanted"), [("Xã Đông Hòa", "Xã Đông Hòa"), ("Sở Tài chính", "Tỉnh Lâm Sơn")], ids=["below", "another"]
)
def test_who_leads_is_suggested_where_it_is_a_unit_below(lead: str, wanted: str, place: Place) -> None:
    text = f"""TỈNH ỦY LÂM SƠN
*
Số 9-CT/TU
Lâm Sơn, ngày 05 tháng 3 năm 2026
CHỈ THỊ
về nước sạch
1. {lead} chủ trì, phối hợp với các cơ quan liên quan xây dựng đề án, trình Tỉnh Lâm Sơn trước ngày 30/9/2026.
2. Các cấp, các ngành thường xuyên tuyên truyền về nước sạch.
"""
    directive = confirmed(place.receive(text, "9-CT-TU.txt"), place)
    begun = actions.start(directive, place.province, kind="Kế hoạch", title="…", by=place.people["officer"])
    item = begun.items.get(action__icontains="đề án")
    assert item.leading == wanted
    regular = begun.items.get(action__icontains="tuyên truyền")
    assert regular.due_working.lower().startswith("“thường xuyên”")


def test_a_sentence_that_the_annex_does_not_say_stays(place: Place) -> None:
    text = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG HÒA
Số: 9/KH-UBND
Đông Hòa, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Về nước sạch
1. Trạm y tế xã lấy mẫu nước trước ngày 30/6/2026.
2. Công an xã kiểm tra nguồn nước trước ngày 30/6/2026.
PHỤ LỤC
| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn | Sản phẩm |
|---|---|---|---|---|
| 1 | Lấy mẫu nước | Trạm y tế xã | 30/6/2026 | Kết quả |
"""
    document = place.receive(text, unit=place.commune, who="commune-clerk")
    assert review.drop_repeated(document, by=place.people["commune-clerk"]) == 1
    left = document.findings.filter(kind=Kind.OBLIGATION).exclude(state=State.DROPPED).order_by("start")
    assert [(row.payload["source"], row.payload["lead"]) for row in left] == [
        ("sentence", ["Công an xã"]), ("table", ["Trạm y tế xã"]),
    ]  # fmt: skip
