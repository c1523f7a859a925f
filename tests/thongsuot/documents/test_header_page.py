"""How is a header corrected, and what when two do it at once?"""

from typing import Any

from tests.thongsuot.conftest import Place
from thongsuot.documents import actions
from thongsuot.documents.models import Document
from thongsuot.events.models import Event


def fields(document: Document, **said: Any) -> dict[str, Any]:
    return {
        "revision": document.revision, "number": document.number or "", "kind": document.kind,
        "arrived_on": f"{document.arrived_on:%d/%m/%Y}", "symbol": document.symbol,
        "issuers": "\n".join(document.issuers), "place": document.place,
        "date": f"{document.date:%d/%m/%Y}" if document.date else "", "title": document.title,
        "effective_from": f"{document.effective_from:%d/%m/%Y}" if document.effective_from else "",
        "effective_to": "", "urgency": "", "note": "", "reason": "", **said,
    }  # fmt: skip


def test_a_correction_is_kept_with_before_and_after(place: Place, regulation: Document) -> None:
    said = fields(regulation, title="về phối hợp", reason="theo bản giấy")
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/edit/", said)
    assert answer.status_code == 302
    event = Event.objects.get(verb="header-edited")
    assert (event.before, event.after, event.reason) == (
        {"title": "một số vấn đề về phối hợp công tác"}, {"title": "về phối hợp"}, "theo bản giấy",
    )  # fmt: skip
    shown = place.client("clerk").get(f"/documents/{regulation.pk}/").content.decode()
    assert "theo bản giấy" in shown
    actions.reread(Document.objects.get(pk=regulation.pk))
    assert Document.objects.get(pk=regulation.pk).title == "về phối hợp"


def test_who_comes_second_loses_nothing_he_typed(place: Place, regulation: Document) -> None:
    mine = fields(regulation, title="của tôi")
    place.client("officer").post(f"/documents/{regulation.pk}/edit/", fields(regulation, title="của người khác"))
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/edit/", mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "của tôi" in shown
    assert "của người khác" in shown
    document = Document.objects.get(pk=regulation.pk)
    assert document.title == "của người khác"
    assert f'name="revision" value="{document.revision}"' in shown
    again = place.client("clerk").post(f"/documents/{regulation.pk}/edit/", {**mine, "revision": document.revision})
    assert again.status_code == 302
    assert Document.objects.get(pk=regulation.pk).title == "của tôi"


def test_a_number_stands_once_in_a_register(place: Place, regulation: Document) -> None:
    other = place.receive("KẾ HOẠCH\nvề giếng khơi")
    answer = place.client("clerk").post(f"/documents/{other.pk}/edit/", fields(other, number=regulation.number))
    assert answer.status_code == 422
    assert "đã có trong sổ này" in answer.content.decode()


def test_a_document_does_not_end_before_it_begins(place: Place, regulation: Document) -> None:
    said = fields(regulation, effective_from="01/01/2026", effective_to="31/12/2025")
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/edit/", said)
    assert answer.status_code == 422
    assert "31/12/2025" in answer.content.decode()


def test_an_unknown_day_is_said_beside_its_field(place: Place, regulation: Document) -> None:
    answer = place.client("clerk").post(f"/documents/{regulation.pk}/edit/", fields(regulation, date="31/02/2026"))
    assert answer.status_code == 422
    assert "31/02/2026" in answer.content.decode()


def test_nothing_changed_leaves_no_event(place: Place, regulation: Document) -> None:
    place.client("clerk").post(f"/documents/{regulation.pk}/edit/", fields(regulation))
    assert not Event.objects.filter(verb="header-edited").exists()


def test_who_only_reads_may_not_edit(place: Place, regulation: Document) -> None:
    actions.share(regulation, [place.commune], by=place.people["clerk"])
    for who in ("inspector", "commune-officer", "commune-clerk"):
        assert place.client(who).get(f"/documents/{regulation.pk}/edit/").status_code == 403
        assert place.client(who).post(f"/documents/{regulation.pk}/edit/", fields(regulation)).status_code == 403


def test_a_file_is_closed_once(place: Place, regulation: Document) -> None:
    client = place.client("clerk")
    for _ in range(2):
        assert client.post(f"/documents/{regulation.pk}/close/", {"reason": "xong"}).status_code == 302
    assert Event.objects.filter(verb="closed").count() == 1
    assert "Đã kết thúc hồ sơ" in client.get(f"/documents/{regulation.pk}/").content.decode()
    assert client.get(f"/documents/{regulation.pk}/close/").status_code == 405
