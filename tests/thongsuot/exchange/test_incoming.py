"""What becomes of a message that comes in? Taken once, decided by a clerk, told to its sender; nothing of a secret."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.exchange import messages
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.actions import Duplicate, Refused, Unread, close
from thongsuot.documents.models import Document, FileChunk, Refusal, StoredFile
from thongsuot.documents.rules import Direction
from thongsuot.events.models import Event
from thongsuot.exchange import deciding, organs
from thongsuot.exchange.edxml.message import Status
from thongsuot.exchange.edxml.reading import read
from thongsuot.exchange.incoming import take
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Enclosure, Incoming, Outgoing
from thongsuot.exchange.rules import Came, Sort, Way
from thongsuot.exchange.statuses import finished
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting

Took = Callable[..., Incoming]


@pytest.fixture
def took(place: Place) -> Took:
    def take_in(raw: bytes | None = None, who: str = "commune-clerk", **more: bool) -> Incoming:
        rows, _fresh = take(messages.layered() if raw is None else raw, by=place.people[who], way=Way.UPLOAD, **more)
        return rows[0]

    return take_in


def told_back() -> list[str]:
    """The statuses that wait for senders, the oldest first."""
    return list(Outgoing.objects.filter(sort=Sort.STATUS).order_by("pk").values_list("code", flat=True))


def clerk(place: Place) -> Acting:
    return place.people["commune-clerk"]


def test_a_message_waits_and_is_kept_as_it_came(place: Place, took: Took) -> None:
    row = took()
    assert (row.unit, row.state, row.document) == (place.commune, Came.WAITING, None)
    assert content(row.raw) == messages.layered()
    assert (Document.objects.count(), told_back()) == (0, ["01"])
    assert row.told["files"] == [{"name": "58-QD-TW.txt", "size": len(messages.TEXT)}]


def test_the_same_message_again_changes_nothing(place: Place, took: Took) -> None:
    took()
    seq = Event.objects.count()
    rows, fresh = take(messages.layered(), by=clerk(place), way=Way.UPLOAD)
    assert (len(rows), fresh, Incoming.objects.count(), Event.objects.count()) == (1, False, 1, seq)


def test_the_same_name_with_other_words_is_turned_away(place: Place, took: Took) -> None:
    took()
    with pytest.raises(Problem, match=r"khác|something else"):
        took(messages.layered(subject="một việc khác"))
    assert Incoming.objects.count() == 1


def test_a_clerk_registers_it_and_the_sender_is_told(place: Place, took: Took) -> None:
    row = took()
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    row.refresh_from_db()
    assert (document.unit, document.direction, document.symbol) == (place.commune, Direction.IN, "58-QĐ/TW")
    assert document.current is not None
    assert document.current.text.strip() == texts.REGULATION.strip()
    assert (row.state, row.document, told_back()) == (Came.REGISTERED, document, ["01", "03"])
    status = read(content(Outgoing.objects.get(code="03").file))
    assert isinstance(status, Status)
    assert (status.sender.code, status.about.document_id) == ("LS.01", row.name)
    assert Event.objects.filter(thread=f"document:{document.pk}", verb="message-registered").exists()


def test_the_header_fills_in_what_the_file_does_not_say(place: Place, took: Took) -> None:
    row = took(messages.layered(files=messages.attachment("a.txt", "Nội dung không có đầu văn bản.".encode())))
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    assert (document.symbol, document.kind, document.urgency) == ("58-QĐ/TW", "Quy định", "Thượng khẩn")
    assert document.issuers == ["Bộ Chính trị"]


def test_files_beside_the_document_are_kept_with_it(place: Place, took: Took) -> None:
    files = messages.attachment("58.txt", messages.TEXT) + messages.attachment("phụ lục.txt", b"Bieu so 1", "F2")
    row = took(messages.layered(files=files))
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    (kept,) = Enclosure.objects.filter(document=document)
    assert (kept.name, content(kept.file)) == ("phụ lục.txt", b"Bieu so 1")


def test_a_document_that_is_there_already_is_told_and_can_be_registered_anyway(place: Place, took: Took) -> None:
    place.receive(texts.REGULATION, who="commune-clerk")
    row = took()
    with pytest.raises(Duplicate):
        deciding.register(row, revision=row.revision, by=clerk(place))
    assert told_back() == ["01"]
    deciding.register(row, revision=row.revision, by=clerk(place), anyway=True)
    assert Document.objects.count() == 2


def test_a_returned_one_is_told_with_its_reason_and_never_registered(place: Place, took: Took) -> None:
    row = took()
    with pytest.raises(Problem):
        deciding.give_back(row, " ", revision=row.revision, by=clerk(place))
    deciding.give_back(row, "không thuộc xã", revision=row.revision, by=clerk(place))
    status = read(content(Outgoing.objects.get(code="02").file))
    assert isinstance(status, Status)
    assert status.description == "không thuộc xã"
    row.refresh_from_db()
    with pytest.raises(Problem):
        deciding.register(row, revision=row.revision, by=clerk(place))
    assert Document.objects.count() == 0


def test_who_saw_an_older_state_is_told(place: Place, took: Took) -> None:
    row = took()
    with pytest.raises(Stale):
        deciding.register(row, revision=row.revision + 1, by=clerk(place))


def test_the_sender_is_told_once_that_the_work_is_finished(place: Place, took: Took) -> None:
    row = took()
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    assert finished() == 0
    close(document, by=clerk(place))
    assert (finished(), finished()) == (1, 0)
    assert told_back() == ["01", "03", "06"]


@pytest.mark.parametrize("who", ["commune-officer", "commune-head", "commune-inspector", "commune-administrator"])
def test_only_a_clerk_takes_in_and_decides(place: Place, took: Took, who: str) -> None:
    with pytest.raises((Forbidden, Problem)):
        took(who=who)
    row = took()
    with pytest.raises(Forbidden):
        deciding.register(row, revision=row.revision, by=place.people[who])


def test_a_stranger_neither_takes_in_nor_decides_nor_sees(place: Place, took: Took) -> None:
    with pytest.raises(Problem):
        took(who="stranger-clerk")
    row = took()
    with pytest.raises(Forbidden):
        deciding.give_back(row, "vì", revision=row.revision, by=place.people["stranger-clerk"])
    seen = {who: Incoming.objects.visible_to(place.people[who]).count() for who in place.people}
    assert {who for who, n in seen.items() if n} == {
        f"{at}{role}" for at in ("", "commune-") for role in ("clerk", "officer", "head", "inspector")
    }


@pytest.mark.parametrize(
    "raw",
    [
        messages.layered(files=messages.attachment("58.txt", texts.SECRET.encode())),
        messages.layered(files=messages.attachment("58.txt", messages.zipped({"58.txt": texts.SECRET.encode()}))),
        messages.layered(
            files=messages.attachment("58.txt", messages.TEXT)
            + messages.attachment("b.txt", texts.SECRET.encode(), "F2")
        ),
        messages.layered(subject="TUYỆT MẬT"),
        messages.layered(files=messages.attachment("TỐI MẬT.txt", messages.TEXT)),
        messages.change(2, files=messages.attachment("58.txt", texts.SECRET.encode())),
    ],
    ids=["file", "zipped", "second file", "subject", "name", "update"],
)
def test_nothing_is_kept_of_what_bears_a_secrecy_mark(place: Place, took: Took, raw: bytes) -> None:
    with pytest.raises(Refused):
        took(raw)
    kept = (Incoming, Outgoing, Document, StoredFile, FileChunk, Enclosure)
    assert [model.objects.count() for model in kept] == [0] * len(kept)
    refused = Event.objects.get(verb="refused")
    assert (Refusal.objects.count(), refused.after, refused.reason) == (1, {}, "")


def test_a_file_that_nobody_can_read_needs_a_clerks_word(place: Place, took: Took) -> None:
    scan = messages.layered(files=messages.attachment("58.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99))
    with pytest.raises(Unread):
        took(scan)
    assert StoredFile.objects.count() == 0
    row = took(scan, unmarked=True)
    assert row.unmarked
    assert deciding.register(row, revision=row.revision, by=clerk(place)).failure


HOSTILE = {
    "XXE": b'<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>',
    "not XML": b"hello",
    "binary": bytes(range(256)) * 40,
    "wrong hash": messages.layered(signed=messages.signature("F1", messages.digest(b"other"))),
    "program": messages.layered(files=messages.attachment("a.exe", b"MZ")),
    "bomb": messages.layered(files=messages.attachment("a.txt", messages.zipped({"a.txt": b"\0" * 70 * 2**20}))),
    "no sender": messages.layered(sender=""),
    "status of nothing": messages.status(),
}


@pytest.mark.parametrize("name", HOSTILE, ids=str)
def test_a_hostile_file_gets_a_sentence_and_changes_nothing(place: Place, took: Took, name: str) -> None:
    before = Event.objects.count()
    with pytest.raises(Problem) as told:
        took(HOSTILE[name])
    assert str(told.value).endswith((".", ")"))
    assert "passwd" not in str(told.value)
    assert (Event.objects.count(), Incoming.objects.count(), StoredFile.objects.count()) == (before, 0, 0)


def test_a_name_that_leads_elsewhere_is_kept_plain(place: Place, took: Took) -> None:
    row = took(messages.layered(files=messages.attachment("../../etc/58.txt", messages.TEXT)))
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    assert document.current is not None
    assert document.current.file_name == "58.txt"
    assert default_storage.exists(document.current.file.sha256) if document.current.file else False


@pytest.fixture
def there(place: Place, took: Took) -> Document:
    row = took()
    return deciding.register(row, revision=row.revision, by=clerk(place))


@pytest.mark.parametrize("kind", [1, 2, 3])
def test_a_change_is_a_proposal_and_nothing_more(place: Place, took: Took, there: Document, kind: int) -> None:
    before = Document.objects.values().get(pk=there.pk)
    row = took(messages.change(kind, subject="nội dung khác"))
    assert row.state == Came.WAITING
    assert Document.objects.values().get(pk=there.pk) == before
    deciding.decline(row, "đang thực hiện", revision=row.revision, by=clerk(place))
    assert Document.objects.values().get(pk=there.pk) == before
    assert told_back()[-1] == "16"


def test_an_agreed_recall_closes_the_file_and_says_why(place: Place, took: Took, there: Document) -> None:
    row = took(messages.change(1))
    deciding.agree(row, revision=row.revision, by=clerk(place))
    there.refresh_from_db()
    assert there.closed_at is not None
    told = Event.objects.get(thread=f"document:{there.pk}", verb="document-recalled")
    assert (told.reason, told_back()[-1]) == ("gửi nhầm", "15")


def test_an_agreed_update_is_a_new_version(place: Place, took: Took, there: Document) -> None:
    changed = texts.REGULATION.replace("giếng khơi", "giếng khoan")
    row = took(messages.change(2, files=messages.attachment("58.txt", changed.encode())))
    deciding.agree(row, revision=row.revision, by=clerk(place))
    there.refresh_from_db()
    assert there.versions.count() == 2
    assert there.current is not None
    assert "giếng khoan" in there.current.text


def test_an_agreed_replacement_registers_the_new_one_and_closes_the_old(
    place: Place, took: Took, there: Document
) -> None:
    row = took(messages.change(3, files=messages.attachment("1.txt", texts.GUIDELINE.encode())))
    deciding.agree(row, revision=row.revision, by=clerk(place))
    there.refresh_from_db()
    row.refresh_from_db()
    assert there.closed_at is not None
    assert row.document is not None
    assert row.document.symbol == "01-HD/BTCTW"
    told = Event.objects.get(thread=f"document:{there.pk}", verb="document-replaced")
    assert told.after == {"by": row.document.pk}


def test_another_sender_cannot_speak_of_it(place: Place, took: Took, there: Document) -> None:
    row = took(messages.change(1, sender="H99.01"))
    with pytest.raises(Problem):
        deciding.agree(row, revision=row.revision, by=clerk(place))
    there.refresh_from_db()
    assert there.closed_at is None


def test_a_code_that_was_closed_leads_to_its_successor(place: Place, took: Took) -> None:
    admin = place.people["administrator"]
    new = organs.save("H40.01", "Xã Đông Hòa", unit=place.commune, by=admin)
    day = organs.timezone.localdate()
    organs.save("H37.01.07", "Xã cũ", closed_on=day, successor=new, by=admin)
    assert took(messages.layered(to="h37.01.07")).unit == place.commune


def test_a_message_for_several_units_comes_to_each(place: Place) -> None:
    raw = messages.layered().replace(
        b"<edXML:Code>", b"<edXML:To><edXML:OrganId>LS</edXML:OrganId></edXML:To><edXML:Code>"
    )
    rows, _fresh = take(raw, by=None, way=Way.FOLDER)
    assert {row.unit for row in rows} == {place.commune, place.province}
    with pytest.raises(Problem):
        take(messages.layered(to="H00"), by=None, way=Way.FOLDER)


def test_a_sender_that_is_a_unit_here_is_shown_as_having_sent_it(place: Place, took: Took) -> None:
    organs.save("H23.02", "Tỉnh", unit=place.province, by=place.people["administrator"])
    row = took()
    document = deciding.register(row, revision=row.revision, by=clerk(place))
    delivery = Delivery.objects.get(document=document)
    assert (delivery.sender, delivery.recipient) == (place.province, place.commune)
    assert delivery.receipt.by == clerk(place).user
