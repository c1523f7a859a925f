"""Does the codec write what the standard says, and read what the field sends? Without Django."""

import base64
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thongsuot.exchange import messages
from thongsuot.exchange.edxml.files import Limits
from thongsuot.exchange.edxml.lists import Business, StatusCode
from thongsuot.exchange.edxml.message import (
    Attachment,
    Dealing,
    Fault,
    Hop,
    Message,
    Organ,
    Reference,
    Replaced,
    Signer,
    Status,
    Symbol,
    UnreadableMessage,
)
from thongsuot.exchange.edxml.reading import read
from thongsuot.exchange.edxml.writing import Profile, write, write_status

WHOLE = Message(
    sender=Organ("H23.02", "Bộ <Chính> trị & co", "Trung ương", "Hà Nội", "a@b.vn", "1", "2", "https://b.vn"),
    receivers=(Organ("H23.03", "A"), Organ("000.00.00.H41", "B")),
    symbol=Symbol("726", "KH-UBND"),
    place="Hải Dương",
    day=date(2025, 2, 20),
    kind="Kế hoạch",
    kind_code="10",
    subject="trích “yếu”",
    content="tóm tắt",
    signer=Signer("TM.", "Chủ tịch", "Nguyễn Văn A"),
    due=date(2025, 3, 31),
    kept_at=("Lưu: VT", "NNMT"),
    priority=3,
    sphere="y tế",
    copies=4,
    pages=12,
    appendixes=("phụ lục 1",),
    answers=(Reference("H1", Symbol("1", "QĐ-A"), date(2025, 1, 2), "H1,2025/01/02,1/QĐ-A"),),
    tasks=("T-1", "T-2"),
    steering=2,
    document_id="H23.02,2025/02/20,726/KH-UBND",
    dealing=Dealing(Business.REPLACE, "sai số", "cũ", ("H9",), ("H8",), True, (Replaced("a", ("b", "c")),)),
    trace=(Hop("H23.02", datetime(2025, 2, 20, 8, 30, 1)),),
    attachments=(
        Attachment("kế hoạch.txt", "Điều 1".encode(), "text/plain", "văn bản"),
        Attachment("bảng.docx", messages.zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"})),
        Attachment("gói.zip", messages.zipped({"một.txt": b"1"})),
    ),
)


def faulty(raw: bytes, limits: Limits | None = None) -> Fault:
    with pytest.raises(UnreadableMessage) as found:
        read(raw, limits or Limits())
    return found.value.fault


@pytest.mark.parametrize("zip_attachments", [False, True])
def test_what_is_written_is_read_again(zip_attachments: bool) -> None:
    found = read(write(WHOLE, Profile(zip_attachments)))
    assert isinstance(found, Message)
    bare = [(file.name, file.raw, file.description) for file in found.attachments]
    assert bare == [(file.name, file.raw, file.description) for file in WHOLE.attachments]
    for name in Message.__dataclass_fields__:
        if name != "attachments":
            assert getattr(found, name) == getattr(WHOLE, name), name


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=60, deadline=None)
@given(subject=words, name=words, raw=st.binary(max_size=400), number=st.integers(1, 9999))
def test_any_words_and_any_bytes_come_back(subject: str, name: str, raw: bytes, number: int) -> None:
    if raw.startswith((b"PK\x03\x04", b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return
    said = Message(
        Organ("H1", name), (Organ("H2"),), Symbol(str(number), "QĐ-A"), subject=subject, document_id=f"H1,,{number}/A",
        attachments=(Attachment("a.txt", raw, "text/plain"),),
    )  # fmt: skip
    found = read(write(said))
    assert isinstance(found, Message)
    assert (found.subject, found.sender.name, found.attachments[0].raw) == (subject, name, raw)


def test_two_letters_make_no_archive() -> None:
    sent = Attachment("a.txt", b"PK la chu viet tat", "text/plain")
    said = Message(Organ("H1", "A"), (Organ("H2"),), Symbol("1", "QĐ-A"), document_id="H1,,1/A", attachments=(sent,))
    found = read(write(said))
    assert isinstance(found, Message)
    assert found.attachments[0].raw == sent.raw


def test_every_name_of_the_envelope_has_its_literal_prefix_and_nothing_else_has_one() -> None:
    raw = write(WHOLE).decode()
    assert raw.startswith(f'<?xml version="1.0" encoding="utf-8"?>\n<edXML xmlns="{messages.MIC}">')
    head, _close, rest = raw.partition("</edXML:edXMLEnvelope>")
    names = re.findall(r"</?([\w:]+)", head.partition("<edXML xmlns")[2])
    assert names
    assert all(name.startswith("edXML:") for name in names)
    assert not any(name.startswith("edXML:") for name in re.findall(r"</?([\w:]+)", rest))
    assert "<edXML:PromulgationDate>2025/02/20</edXML:PromulgationDate>" in head
    assert head.count("<edXML:To>") == 2
    assert "<edXML:Bussiness>" in head
    assert "N/A" not in raw


def test_the_order_of_the_header_is_that_of_the_standard() -> None:
    raw = write(WHOLE).decode()
    header = raw[raw.index("<edXML:MessageHeader>") : raw.index("</edXML:MessageHeader>")]
    wanted = ["From", "To", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo", "DueDate",
              "ToPlaces", "OtherInfo", "ResponseFor", "SteeringType", "DocumentId", "ResponseForTask"]  # fmt: skip
    at = [header.rindex(f"<edXML:{name}>") for name in wanted if name not in ("Code", "DocumentId")]
    assert at == sorted(at)


def test_the_same_message_is_the_same_bytes() -> None:
    assert write(WHOLE) == write(WHOLE)


def test_a_status_says_of_what_and_since_when() -> None:
    about = Reference("H1", Symbol("1", "QĐ-A"), date(2025, 1, 2), "H1,2025/01/02,1/QĐ-A")
    said = Status(Organ("H2", "B"), about, StatusCode.REFUSED, "gửi nhầm", datetime(2025, 1, 3, 9, 0, 5))
    raw = write_status(said)
    assert b"<edXML:StatusCode>02</edXML:StatusCode>" in raw
    assert b"<edXML:Timestamp>2025/01/03 09:00:05</edXML:Timestamp>" in raw
    assert read(raw) == said


VARIANTS: dict[str, Callable[[], bytes]] = {
    "standard": messages.layered,
    "root EdXML": lambda: messages.layered(root="EdXML"),
    "older namespace": lambda: messages.layered(namespace=messages.EDOC),
    "no prefix": lambda: messages.layered(prefix=""),
    "another prefix, never declared": lambda: messages.layered(prefix="ns2:"),
    "envelope spelled otherwise": lambda: messages.layered(envelope="EdXMLEnvelope"),
    "Business with one s": lambda: messages.layered(
        business="<p:Business><p:BusinessDocType>0</p:BusinessDocType></p:Business>"
    ),
    "no business at all": lambda: messages.layered(business=""),
    "days with dashes and a time": lambda: messages.layered(day="2022-02-08T00:00:00"),
    "days as people write them": lambda: messages.layered(day="08/02/2022"),
    "cid on both sides": lambda: messages.layered(files=messages.attachment("58-QD-TW.txt", messages.TEXT, "cid:F1")),
    "no cid": lambda: messages.layered(cid="F1"),
    "lines in base64": lambda: messages.layered(
        files=messages.attachment("58-QD-TW.txt", b"", encoded=base64.encodebytes(messages.TEXT).decode())
    ),
    "zipped": lambda: messages.layered(
        files=messages.attachment("58-QD-TW.txt", messages.zipped({"58-QD-TW.txt": messages.TEXT}))
    ),
    "zipped, named in the manifest alone": lambda: messages.layered(
        files=messages.attachment("", messages.zipped({"x.txt": messages.TEXT}))
    ),
    "signed": lambda: messages.layered(signed=messages.signature("F1", messages.digest(messages.TEXT))),
    "signed, named otherwise": lambda: messages.layered(
        signed=messages.signature("F1", messages.digest(messages.TEXT), "edXML:DigitalSignature")
    ),
    "without DocumentId": lambda: messages.layered(document_id=""),
    "flat": messages.flat,
    "flat, newer namespace": lambda: messages.flat(messages.MIC),
    "UTF-16": lambda: messages.layered().decode().replace("utf-8", "utf-16", 1).encode("utf-16"),
    "with a mark before it": lambda: b"\xef\xbb\xbf" + messages.layered(),
}


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_variant_says_the_same(variant: str) -> None:
    found = read(VARIANTS[variant]())
    assert isinstance(found, Message)
    assert found.sender.code == "H23.02"
    assert [body.code for body in found.receivers] == ["LS.01"]
    assert str(found.symbol) == "58-QĐ/TW"
    assert found.day == date(2022, 2, 8)
    assert found.kind == "Quy định"
    assert found.priority == 2
    assert found.dealing.kind == Business.NEW
    assert found.document_id == "H23.02,2022/02/08,58/QĐ/TW"
    assert [(file.name, file.raw) for file in found.attachments] == [("58-QD-TW.txt", messages.TEXT)]


@pytest.mark.parametrize("kind", [1, 2, 3])
def test_what_a_sender_wants_changed_is_told(kind: int) -> None:
    found = read(messages.change(kind))
    assert isinstance(found, Message)
    assert found.dealing.kind == kind
    assert found.dealing.about == ("H23.02,2022/02/08,58/QĐ/TW",)
    assert found.dealing.reason == "gửi nhầm"


def test_word_and_open_document_files_are_not_unpacked() -> None:
    word = messages.zipped({"[Content_Types].xml": b"<a/>"})
    archive = messages.zipped({"a.txt": b"1", "b.txt": b"2"})
    own = messages.zipped({"a.txt": b"1"})
    files = "".join(
        messages.attachment(name, raw, str(n))
        for n, (name, raw) in enumerate((("a.docx", word), ("b.zip", archive), ("c.zip", own)))
    )
    found = read(messages.layered(files=files))
    assert isinstance(found, Message)
    assert [file.raw for file in found.attachments] == [word, archive, own]


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE edXML [<!ENTITY a "ha">%s]><edXML>&z;</edXML>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(20)
)
UNKNOWN = "<p:Bussiness><p:BussinessDocType>9</p:BussinessDocType></p:Bussiness>"
FILE = b"""<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>"""
REMOTE = b"""<!DOCTYPE edXML SYSTEM "http://127.0.0.1/a.dtd"><edXML/>"""


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", Fault.NOT_XML),
        (b"\x00\x01\x02PK", Fault.NOT_XML),
        (b"%PDF-1.7", Fault.NOT_XML),
        (b"<edXML>", Fault.NOT_XML),
        (b"<html><body/></html>", Fault.NOT_EDXML),
        (b"<edXML/>", Fault.NOT_EDXML),
        (b"<edXML xmlns='http://elsewhere.vn'><MessageHeader/></edXML>", Fault.NOT_EDXML),
        (LAUGHS, Fault.DTD),
        (LAUGHS.decode().replace("1.0\"?", "1.0\" encoding='utf-16'?").encode("utf-16"), Fault.DTD),
        (FILE, Fault.DTD),
        (REMOTE, Fault.DTD),
        (b"<edXML>" + b"<a>" * 60 + b"</a>" * 60 + b"</edXML>", Fault.TOO_MANY),
        (b"<edXML>" + b"<a/>" * 30_000 + b"</edXML>", Fault.TOO_MANY),
        (messages.layered(sender=""), Fault.NO_SENDER),
        (messages.layered(document_id="", day="hôm qua"), Fault.NO_NAME),
        (messages.layered(files=messages.attachment("a.txt", b"", encoded="@@@")), Fault.ENCODING),
        (messages.layered(files=messages.attachment("a.exe", b"MZ")), Fault.FILE_TYPE),
        (messages.layered(files=messages.attachment("a.txt", b"\x7fELF")), Fault.FILE_TYPE),
        (messages.layered(files=messages.attachment("a", b"x")), Fault.FILE_TYPE),
        (messages.layered(signed=messages.signature("F1", messages.digest(b"other"))), Fault.HASH),
        (messages.layered(files=messages.attachment("a.txt", b"PK\x03\x04nothing")), Fault.ARCHIVE),
        (messages.status("77"), Fault.NO_STATUS),
        (messages.layered(business=UNKNOWN), Fault.BUSINESS),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_has_its_fault(raw: bytes, fault: Fault) -> None:
    assert faulty(raw) == fault


def test_a_bomb_is_not_unpacked() -> None:
    bomb = messages.zipped({"a.txt": b"\0" * 80 * 2**20})
    assert len(bomb) < 2**20
    assert faulty(messages.layered(files=messages.attachment("a.txt", bomb))) == Fault.ARCHIVE


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = bytearray(messages.zipped({"a.txt": b"\0" * 3 * 2**20}))
    at = bomb.rindex(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert faulty(messages.layered(files=messages.attachment("a.txt", bytes(bomb))), Limits(file=2**20)) in (
        Fault.ARCHIVE, Fault.HASH,
    )  # fmt: skip


def test_what_is_too_large_is_not_read() -> None:
    assert faulty(b"x" * 101, Limits(message=100)) == Fault.TOO_LARGE
    files = messages.attachment("a.txt", b"x" * 2000)
    assert faulty(messages.layered(files=files), Limits(file=1000)) == Fault.TOO_LARGE
    many = "".join(messages.attachment(f"{n}.txt", b"x" * 900, str(n)) for n in range(3))
    assert faulty(messages.layered(files=many), Limits(all_files=2000)) == Fault.TOO_LARGE
    assert faulty(messages.layered(files=many), Limits(files=2)) == Fault.TOO_MANY


def test_fifty_megabytes_of_nothing_are_told_apart_quickly() -> None:
    started = time.monotonic()
    assert faulty(b"<edXML>" + b"x" * 50 * 2**20) == Fault.NOT_XML
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\Windows\\a.txt", "/etc/a.txt", "a\x00b.txt"])
def test_a_name_never_leads_out_of_its_folder(name: str) -> None:
    found = read(messages.layered(files=messages.attachment(name.replace("\x00", ""), b"x")))
    assert isinstance(found, Message)
    assert not re.search(r"[/\\]|\.\.", found.attachments[0].name)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_brings_anything_but_a_fault(data: st.DataObject) -> None:
    raw = bytearray(messages.layered())
    for _n in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableMessage):
        read(bytes(raw))
