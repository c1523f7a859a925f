"""Do the pages let everybody do his part, and nobody more?"""

import io
import re
from datetime import timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import issued, keep_all, name_for, submitted
from thongsuot.documents.models import Document
from thongsuot.programmes import actions, commenting
from thongsuot.programmes.actions import Task
from thongsuot.programmes.models import Comment, Exemption, Programme
from thongsuot.programmes.rules import State


def test_the_whole_way_in_the_browser(place: Place, directive: Document) -> None:
    officer, head, clerk = (place.client(f"commune-{who}") for who in ("officer", "head", "clerk"))
    assert f"/programmes/start/{directive.pk}/" in officer.get("/programmes/").content.decode()
    answer = officer.post(f"/programmes/start/{directive.pk}/", {"kind": "Kế hoạch", "title": "thực hiện Quy định 58"})
    programme = Programme.objects.get()
    at = f"/programmes/{programme.pk}/"
    assert answer.url == at  # type: ignore[attr-defined]
    item = programme.items.get()
    officer.post(f"/programmes/items/{item.pk}/keep/", {"revision": item.revision})
    told = {"action": "Báo cáo kết quả", "lead": place.commune.pk, "due": "30/06/2026", "due_working": "Theo khoản 1"}
    assert officer.post(f"{at}items/add/", told | {"clause": "D2.K1"}).status_code == 302
    page = officer.get(f"{at}?clause=D2.K1").content.decode()
    assert "Báo cáo kết quả" in page
    assert "Lập sổ theo dõi nước giếng khơi" not in page.split('id="items"')[1]
    assert officer.post(f"{at}submit/", {"revision": 1}).url == at  # type: ignore[attr-defined]
    programme.refresh_from_db()
    head.post(f"{at}return/", {"revision": programme.revision, "reason": "Nêu rõ sản phẩm"})
    assert "Nêu rõ sản phẩm" in officer.get(at).content.decode()
    programme.refresh_from_db()
    officer.post(f"{at}submit/", {"revision": programme.revision})
    programme.refresh_from_db()
    head.post(f"{at}approve/", {"revision": programme.revision, "reason": ""})
    programme.refresh_from_db()
    assert programme.state == State.APPROVED
    out = {"system": "state", "issuer": "UBND xã Đông Hòa", "symbol": "12/KH-UBND", "place": "Đông Hòa",
           "dated": "05/03/2026", "position": "Chủ tịch", "signer": "Nguyễn Văn A",
           "revision": programme.revision}  # fmt: skip
    answer = clerk.post(f"{at}issue/", out)
    programme.refresh_from_db()
    assert programme.issued is not None
    assert answer.url == f"/documents/{programme.issued.pk}/"  # type: ignore[attr-defined]
    shown = place.client("head").get(f"/programmes/coverage/{directive.pk}/").content.decode()
    assert "Xã Đông Hòa" in shown


@pytest.mark.parametrize(
    ("who", "status"),
    [("commune-officer", 200), ("commune-inspector", 200), ("head", 200), ("inspector", 200), ("stranger-head", 404),
     ("commune-administrator", 403), ("", 302)],
)  # fmt: skip
def test_who_sees_a_programme(who: str, status: int, programme: Programme, place: Place) -> None:
    client = place.client(who)
    for page in ("", "files/", "comments/"):
        assert client.get(f"/programmes/{programme.pk}/{page}").status_code == status
    listed = client.get("/programmes/").content.decode()
    assert (f'"/programmes/{programme.pk}/"' in listed) == (status == 200)


@pytest.mark.parametrize("who", ["commune-inspector", "inspector", "commune-clerk", "commune-head", "stranger-officer"])
def test_who_does_not_draft_changes_nothing(who: str, programme: Programme, place: Place) -> None:
    client, item = place.client(who), programme.items.get()
    for address in (f"items/{item.pk}/keep/", f"items/{item.pk}/remove/", f"{programme.pk}/items/add/",
                    f"{programme.pk}/submit/", f"{programme.pk}/consult/"):  # fmt: skip
        assert client.post(f"/programmes/{address}", {"revision": 1, "action": "…"}).status_code in (403, 404)
    item.refresh_from_db()
    assert (item.kept, item.revision, programme.items.count()) == (False, 1, 1)


def test_a_change_of_what_somebody_else_changed_answers_409(programme: Programme, place: Place) -> None:
    item, client = programme.items.get(), place.client("commune-officer")
    client.post(f"/programmes/items/{item.pk}/keep/", {"revision": 1})
    assert client.post(f"/programmes/items/{item.pk}/remove/", {"revision": 1}).status_code == 409
    assert client.post(f"/programmes/{programme.pk}/submit/", {"revision": 7}).status_code == 409


def test_a_unit_that_is_asked_sees_the_draft_and_comments_but_not_the_directive(
    programme: Programme, place: Place
) -> None:
    directive, officer = programme.answers, place.people["commune-officer"]
    directive.shares.filter(unit=place.other).delete()
    keep_all(programme, place)
    client, at = place.client("stranger-officer"), f"/programmes/{programme.pk}/"
    assert client.get(at).status_code == 404
    until = timezone.localdate() + timedelta(days=7)
    place.client("commune-officer").post(
        f"{at}consult/", {"ask-units": [place.other.pk], "ask-until": f"{until:%d/%m/%Y}"}
    )
    page = client.get(at).content.decode()
    assert "Lập sổ theo dõi nước giếng khơi" in page
    assert f"/documents/{directive.pk}/" not in page
    assert "Các xã, phường" not in page  # the words of the clause
    client.post(f"{at}comments/add/", {"text": "Nên giao cho thôn", "item": programme.items.get().pk})
    said = Comment.objects.get()
    assert (said.unit, said.about) == (place.other, "Lập sổ theo dõi nước giếng khơi")
    assert client.post(f"/programmes/comments/{said.pk}/answer/", {"answer": "taken", "revision": 1}).status_code == 403
    place.client("commune-officer").post(
        f"/programmes/comments/{said.pk}/answer/", {"answer": "not", "why": "Thôn không có con dấu", "revision": 1}
    )
    assert "Thôn không có con dấu" in client.get(f"{at}comments/").content.decode()
    assert place.client("inspector").post(f"{at}comments/add/", {"text": "…"}).status_code == 403
    assert commenting.comment(programme, "Thêm", by=officer).unit == place.commune


def test_exemptions_are_asked_for_and_decided(place: Place, directive: Document) -> None:
    client = place.client("commune-officer")
    asked = {"loc": "D2.K1", "reason": "Chỉ giao cấp tỉnh"}
    assert client.post(f"/programmes/exemptions/ask/{directive.pk}/", asked).status_code == 302
    one = Exemption.objects.get()
    assert client.post(f"/programmes/exemptions/{one.pk}/decide/", {"decision": "approve"}).status_code == 403
    stranger = place.client("stranger-head").post(f"/programmes/exemptions/{one.pk}/decide/", {"decision": "approve"})
    assert stranger.status_code == 404
    place.client("head").post(f"/programmes/exemptions/{one.pk}/decide/", {"decision": "approve", "revision": 1})
    one.refresh_from_db()
    assert one.state == "approved"
    assert "Chỉ giao cấp tỉnh" in place.client("inspector").get("/programmes/exemptions/").content.decode()
    assert "Chỉ giao cấp tỉnh" not in place.client("stranger-head").get("/programmes/exemptions/").content.decode()


def test_every_figure_of_the_map_opens_the_list_it_counts(
    programme: Programme, directive: Document, place: Place
) -> None:
    keep_all(programme, place)
    client = place.client("head")
    page = client.get(f"/programmes/coverage/{directive.pk}/?drafts=1").content.decode()
    figures = re.findall(r'<a href="(/programmes/coverage/\d+/units/[^"]+)">(\d+)<', page)
    assert sum(int(n) for _url, n in figures) == 2 * 3
    for url, n in figures:
        listed = client.get(url.replace("&amp;", "&")).content.decode()
        assert listed.count('<th scope="row">') == int(n)
    silent = client.get(f"/programmes/coverage/{directive.pk}/silent/").content.decode()
    assert f"<strong>{silent.count('<th scope="row">')}</strong>" in page
    unit = client.get(f"/programmes/coverage/{directive.pk}/of/{place.commune.pk}/?drafts=1").content.decode()
    assert "Lập sổ theo dõi nước giếng khơi" in unit
    assert (
        place.client("stranger-head").get(f"/programmes/coverage/{directive.pk}/of/{place.commune.pk}/").status_code
        == 404
    )


def test_a_programme_of_many_items_asks_the_database_as_often_as_one_of_few(programme: Programme, place: Place) -> None:
    client, by, asked = place.client("commune-officer"), place.people["commune-officer"], []
    client.get(f"/programmes/{programme.pk}/")  # the session notes the device once
    for n in (1, 15):
        for i in range(n):
            actions.add_item(programme, Task(f"Việc {i}"), by=by, loc="D2.K1")
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/programmes/{programme.pk}/")
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 26


def test_a_head_is_told_what_nothing_answers_before_he_approves(programme: Programme, place: Place) -> None:
    name_for(programme.answers, "D2.K1", "Các cấp ủy")
    found = submitted(programme, place)
    client = place.client("commune-head")
    assert "Khoản 1 Điều 2" in client.get(f"/programmes/{programme.pk}/approve/").content.decode()
    refused = client.post(f"/programmes/{programme.pk}/approve/", {"revision": found.revision})
    assert refused.status_code == 422
    found.refresh_from_db()
    assert found.state == State.SUBMITTED


def test_what_an_item_leaves_unclear_is_noted_beside_it_and_listed_before_it_is_submitted(
    programme: Programme, place: Place
) -> None:
    keep_all(programme, place)
    officer, at = place.people["commune-officer"], f"/programmes/{programme.pk}/"
    past = timezone.localdate() - timedelta(days=1)
    clear = Task("Rõ", lead=place.commune, product="Báo cáo", due=timezone.localdate())
    actions.add_item(programme, clear, by=officer)
    actions.add_item(programme, Task("Việc của ai", product="Sổ", due=past), by=officer)
    for page in ("", "submit/"):
        shown = place.client("commune-officer").get(at + page).content.decode()
        assert "đơn vị chủ trì, thời hạn sau ngày ban hành" in shown
        assert "sản phẩm, thời hạn" in shown  # the suggestion that was kept
    assert "Nhiệm vụ chưa rõ: 2." in shown
    assert f">{clear.action}</a>:" not in shown


def test_the_word_file_of_an_issued_programme_is_what_was_issued(programme: Programme, place: Place) -> None:
    client, address = place.client("commune-officer"), f"/programmes/{programme.pk}/files/"
    draft = docx.Document(io.BytesIO(client.get(address).content))
    assert "Số: …" in draft.tables[0].cell(0, 0).text
    document = issued(programme, place)
    assert document.current is not None
    document.versions.create(n=2, text="…", consolidated=True, since=timezone.localdate())
    answer = client.get(address)
    file = docx.Document(io.BytesIO(b"".join(answer)))
    assert "Số: 12/KH-UBND" in file.tables[0].cell(0, 0).text
    assert answer["Content-Disposition"] == f'attachment; filename="{document.current.file_name}"'


def test_who_was_asked_about_a_draft_is_offered_no_file_of_what_he_may_not_open(
    programme: Programme, place: Place
) -> None:
    until = timezone.localdate() + timedelta(days=7)
    commenting.consult(programme, [place.other], until, by=place.people["commune-officer"])
    client, at = place.client("stranger-officer"), f"/programmes/{programme.pk}/"
    assert f"{at}files/" in client.get(at).content.decode()
    document = issued(programme, place)
    page = client.get(at).content.decode()
    assert "12/KH-UBND" in page
    assert f"{at}files/" not in page
    assert f"/documents/{document.pk}/" not in page
    assert client.get(f"{at}files/").status_code == 404
    assert f"{at}files/" in place.client("commune-officer").get(at).content.decode()
