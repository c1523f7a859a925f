"""What goes out, to whom, how often, and what comes back? Round trips, statuses, folders, gateways."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.exchange import messages
from thongsuot.dissemination.actions import send
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents import readings
from thongsuot.documents.actions import add_version, put
from thongsuot.documents.models import Document
from thongsuot.events.actions import writing
from thongsuot.exchange import calling, deciding, net, outgoing, transport
from thongsuot.exchange.edxml.lists import Business
from thongsuot.exchange.edxml.message import Dealing, Message
from thongsuot.exchange.edxml.reading import read
from thongsuot.exchange.incoming import take
from thongsuot.exchange.jobs import deliver_due
from thongsuot.exchange.keeping import content, enclose
from thongsuot.exchange.models import Incoming, Organ, Outgoing, Receiver
from thongsuot.exchange.rules import Came, Sent, Way
from thongsuot.exchange.statuses import settle
from thongsuot.problems import Forbidden, Problem
from vanban import Text


def queued(place: Place, document: Document, *chosen: Organ, dealing: Dealing | None = None) -> list[Outgoing]:
    return outgoing.enqueue(document, chosen, dealing or Dealing(), by=place.people["clerk"])


@pytest.mark.parametrize("zipped", [False, True])
def test_a_document_that_goes_out_and_comes_in_elsewhere_is_the_same(
    place: Place, regulation: Document, other_code: Organ, zipped: bool
) -> None:
    enclose(regulation, [("biểu mẫu.txt", "Biểu số 1".encode())])
    raw = outgoing.exported(regulation, [other_code], by=place.people["clerk"], zipped=zipped)
    by = place.people["stranger-clerk"]
    (row,), _fresh = take(raw, by=by, way=Way.UPLOAD)
    there = deciding.register(row, revision=row.revision, by=by)
    assert there.unit == place.other
    assert there.current is not None
    assert regulation.current is not None
    assert there.current.text == regulation.current.text
    assert there.current.text_sha256 == regulation.current.text_sha256
    for name in ("kind", "symbol", "issuers", "place", "date", "title", "urgency", "system", "effective_from"):
        assert getattr(there, name) == getattr(regulation, name), name
    here, elsewhere = outgoing.files_of(regulation), outgoing.files_of(there)
    assert here == elsewhere
    assert len(here) == 2


def test_what_goes_on_keeps_the_name_it_came_with(place: Place, health: Organ) -> None:
    (row,), _fresh = take(messages.layered(to="LS"), by=place.people["clerk"], way=Way.UPLOAD)
    document = deciding.register(row, revision=row.revision, by=place.people["clerk"])
    (made,) = queued(place, document, health)
    assert made.name == row.name


def test_a_party_symbol_keeps_its_parts(place: Place, regulation: Document, health: Organ) -> None:
    (made,) = queued(place, regulation, health)
    said = read(content(made.file))
    assert isinstance(said, Message)
    assert (said.symbol.number, said.symbol.notation) == ("58", "QĐ/TW")
    assert made.name == "H37,2022/02/08,58/QĐ/TW"
    assert said.receivers[0].code == "H37.02"


def test_receivers_that_want_zips_get_a_message_of_their_own(
    place: Place, regulation: Document, health: Organ, other_code: Organ
) -> None:
    Organ.objects.filter(pk=health.pk).update(zip_attachments=True)
    health.refresh_from_db()
    made = queued(place, regulation, health, other_code)
    assert [[one.key for one in row.receivers.all()] for row in made] == [["H37.99"], ["H37.02"]]


def test_a_receiver_that_is_a_unit_here_is_sent_it_as_well(
    place: Place, regulation: Document, other_code: Organ
) -> None:
    queued(place, regulation, other_code)
    receiver = Receiver.objects.get()
    assert receiver.delivery is not None
    assert receiver.delivery.recipient == place.other


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "administrator", "commune-clerk"])
def test_only_a_clerk_of_its_unit_sends(place: Place, regulation: Document, health: Organ, who: str) -> None:
    with pytest.raises(Forbidden):
        outgoing.enqueue(regulation, [health], by=place.people[who])
    with pytest.raises(Forbidden):
        outgoing.exported(regulation, [health], by=place.people[who])


def test_a_recall_names_what_was_sent_and_ends_deliveries(
    place: Place, regulation: Document, other_code: Organ
) -> None:
    with pytest.raises(Problem):
        queued(place, regulation, other_code, dealing=Dealing(Business.RECALL, "sai"))
    (first,) = queued(place, regulation, other_code)
    with pytest.raises(Problem):
        queued(place, regulation, other_code, dealing=Dealing(Business.RECALL, " "))
    (made,) = queued(place, regulation, other_code, dealing=Dealing(Business.RECALL, "sai căn cứ"))
    said = read(content(made.file))
    assert isinstance(said, Message)
    assert (said.dealing.kind, said.dealing.document_id, said.attachments) == (Business.RECALL, first.name, ())
    assert not Delivery.objects.live().filter(document=regulation).exists()


def test_what_a_receiver_says_is_noted_once(place: Place, regulation: Document, health: Organ) -> None:
    (made,) = queued(place, regulation, health)
    clerk = place.people["clerk"]
    for code in ("01", "03", "03"):
        rows, _fresh = take(messages.status(code, made.name), by=clerk, way=Way.UPLOAD)
        assert rows[0].state == Came.NOTED
    assert Incoming.objects.count() == 2
    assert made.receivers.get().answer == "03"


def test_another_body_cannot_answer_for_it(place: Place, regulation: Document, health: Organ) -> None:
    (made,) = queued(place, regulation, health)
    with pytest.raises(Problem):
        take(messages.status("02", made.name, sender="H99"), by=place.people["clerk"], way=Way.UPLOAD)
    assert made.receivers.get().answer == ""


@pytest.mark.parametrize("take_back", [True, False])
def test_a_return_is_a_question_to_the_clerk(
    place: Place, regulation: Document, other_code: Organ, take_back: bool
) -> None:
    (made,) = queued(place, regulation, other_code)
    raw = messages.status("02", made.name, sender="H37.99", words="không thuộc xã")
    (row,), _fresh = take(raw, by=place.people["clerk"], way=Way.UPLOAD)
    delivery = Delivery.objects.get()
    assert (row.state, delivery.ending) == (Came.WAITING, "")
    settle(row, take_back=take_back, revision=row.revision, by=place.people["clerk"])
    delivery.refresh_from_db()
    assert (delivery.ending, delivery.reason) == (("recalled", "không thuộc xã") if take_back else ("", ""))


def test_the_outbox_goes_into_the_folder_once(
    place: Place, regulation: Document, health: Organ, tmp_path: Path, settings: Any
) -> None:
    (made,) = queued(place, regulation, health)
    assert deliver_due().sent == 0
    settings.EDXML_OUT = str(tmp_path)
    assert (deliver_due().sent, deliver_due().sent) == (1, 0)
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == content(made.file)
    made.refresh_from_db()
    assert (made.state, made.sent_at is not None) == (Sent.SENT, True)


def test_a_gateway_that_does_not_answer_is_tried_again_and_given_up(
    place: Place, regulation: Document, health: Organ, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = queued(place, regulation, health)
    settings.EDXML_URL, settings.EDXML_SYSTEM = "https://gateway.example/v1/sendEdoc", "TS"
    calls: list[dict[str, Any]] = []
    answers = iter([500] * 9)

    def post(url: str, body: bytes, headers: dict[str, str], timeout: float = 0) -> net.Reply:
        calls.append({"url": url, "body": body, **headers})
        return net.Reply(next(answers, 200), 1)

    monkeypatch.setattr(net, "post", post)
    now = timezone.now()
    for n in range(9):
        now += timezone.timedelta(days=2)
        assert transport.send_due(now) == 0, n
    made.refresh_from_db()
    assert (made.state, made.attempts, made.error) == (Sent.FAILED, 9, "HTTP 500")
    assert transport.send_due(now + timezone.timedelta(days=9)) == 0
    outgoing.again(made, by=place.people["clerk"])
    assert transport.send_due(timezone.now() + timezone.timedelta(minutes=1)) == 1
    assert calls[0]["X-SystemId"] == "TS"
    assert b'name="messageType"\r\n\r\nedoc' in calls[0]["body"]
    assert content(made.file) in calls[0]["body"]


def test_the_shared_folder_is_emptied_of_what_was_taken_and_nothing_else(
    place: Place, tmp_path: Path, settings: Any
) -> None:
    settings.EDXML_IN = str(tmp_path)
    (tmp_path / "a.edxml").write_bytes(messages.layered())
    (tmp_path / "b.edxml").write_bytes(b"nothing")
    secret = messages.layered(
        document_id="H23.02,2022/02/08,59/QĐ/TW", files=messages.attachment("5.txt", texts.SECRET.encode())
    )
    (tmp_path / "c.edxml").write_bytes(secret)
    (tmp_path / "d.txt").write_bytes(b"other")
    assert (deliver_due().taken, deliver_due().taken) == (1, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.refused", "c.refused", "d.txt"]
    assert Incoming.objects.get().way == Way.FOLDER


def test_two_who_send_at_the_same_time_send_once(
    place: Place, regulation: Document, health: Organ, tmp_path: Path, settings: Any
) -> None:
    (made,) = queued(place, regulation, health)
    settings.EDXML_OUT = str(tmp_path)
    assert calling.claimed(made, timezone.now())
    assert transport.send_due() == 0


def test_an_update_carries_the_new_text(place: Place, regulation: Document, health: Organ) -> None:
    (first,) = queued(place, regulation, health)
    changed = texts.REGULATION.replace("giếng khơi", "giếng khoan")
    add_version(regulation, changed.encode(), "moi.txt", since=None, by=place.people["clerk"])
    regulation.refresh_from_db()
    (made,) = queued(place, regulation, health, dealing=Dealing(Business.UPDATE, "sửa lỗi"))
    said = read(content(made.file))
    assert isinstance(said, Message)
    assert said.dealing.document_id == first.name
    assert "giếng khoan" in said.attachments[0].raw.decode()


def test_a_document_goes_to_units_of_this_installation_without_being_sent_twice(
    place: Place, regulation: Document, other_code: Organ
) -> None:
    send(regulation, named([place.other]), by=place.people["clerk"])
    queued(place, regulation, other_code)
    assert Delivery.objects.filter(document=regulation).count() == 1


def test_what_goes_out_is_what_was_issued_and_never_a_text_made_of_it(
    place: Place, regulation: Document, other_code: Organ
) -> None:
    issued = regulation.current
    assert issued is not None
    text = Text(issued.text.replace("giếng khơi", "giếng khoan"))
    with writing(place.people["clerk"]):
        held = Document.objects.select_for_update().get(pk=regulation.pk)
        put(held, b"", "hop-nhat.txt", text, readings.read(text.content), since=timezone.localdate(), causes=(),
            by=place.people["clerk"], consolidated=True)  # fmt: skip
    regulation.refresh_from_db()
    assert "giếng khoan" in regulation.current.text
    said = read(outgoing.exported(regulation, [other_code], by=place.people["clerk"]))
    assert isinstance(said, Message)
    ((name, raw),) = [(file.name, file.raw) for file in said.attachments]
    assert (name, raw.decode()) == (issued.file_name, texts.REGULATION)


def test_a_message_names_its_sender_and_at_least_one_receiver(
    place: Place, regulation: Document, health: Organ, own_code: Organ
) -> None:
    clerk = place.people["clerk"]
    with pytest.raises(Problem, match="ít nhất một nơi nhận"):
        outgoing.exported(regulation, [], by=clerk)
    assert outgoing.exported(regulation, [health], by=clerk).count(b"<edXML:To>") == 1
    Organ.objects.filter(pk=own_code.pk).update(closed_on=timezone.localdate())
    for send_ in (outgoing.exported, outgoing.enqueue):
        with pytest.raises(Problem, match="Tỉnh Lâm Sơn chưa có mã trong Bảng mã định danh"):
            send_(regulation, [health], by=clerk)
    assert not Outgoing.objects.exists()
