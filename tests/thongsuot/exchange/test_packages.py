"""Does a signed package arrive whole, once, from whom it says, and does nothing before somebody accepts it?"""

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.exchange.conftest import Installations
from thongsuot.dissemination.models import Delivery
from thongsuot.documents import review
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document, StoredFile
from thongsuot.documents.rules import Direction, Kind
from thongsuot.events.models import Event
from thongsuot.exchange import package as packages
from thongsuot.exchange import packing, partners, unpacking
from thongsuot.exchange.keeping import content, enclose, files_of
from thongsuot.exchange.models import Parcel
from thongsuot.exchange.rules import Came, Sort, Way
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import actions as drafting
from thongsuot.programmes import moving
from thongsuot.programmes.coverage import coverage
from thongsuot.programmes.models import Basis, Programme
from thongsuot.programmes.official import Form
from thongsuot.programmes.rules import Cover, Stage, State


def sealed(both: Installations, place: Place, regulation: Document) -> bytes:
    """The province's package with the regulation for the commune."""
    parcel = packing.pack_document(regulation, both.down, by=place.people["clerk"], note="để quán triệt")
    raw = content(parcel.raw)
    both.now(both.commune)
    return raw


def taken(place: Place, raw: bytes, who: str = "commune-clerk") -> Parcel:
    return unpacking.take(raw, by=place.people[who], way=Way.UPLOAD)[0]


def rewritten(raw: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, entry in entries.items():
            archive.writestr(name, entry)
    return held.getvalue()


def test_a_directive_goes_down_and_is_shown_before_anything_is_done(
    place: Place, regulation: Document, both: Installations
) -> None:
    row = taken(place, sealed(both, place, regulation))
    assert (row.unit, row.sort, row.state, row.document) == (place.commune, Sort.DOCUMENT, Came.WAITING, None)
    assert row.told["header"]["symbol"] == "58-QĐ/TW"
    assert row.told["clauses"] == 7
    assert Document.objects.count() == 1


def test_accepted_it_is_registered_with_its_header_files_and_delivery(
    place: Place, regulation: Document, both: Installations
) -> None:
    enclose(regulation, [("biểu.txt", b"1")])
    row = taken(place, sealed(both, place, regulation))
    unpacking.accept(row, revision=row.revision, by=place.people["commune-clerk"], anyway=True)
    row.refresh_from_db()
    assert row.document is not None
    assert row.document.unit == place.commune
    assert files_of(row.document) == files_of(regulation)
    for name in ("kind", "symbol", "issuers", "place", "date", "title", "system"):
        assert getattr(row.document, name) == getattr(regulation, name), name
    assert row.delivery is not None
    assert (row.delivery.sender, row.delivery.note) == (place.province, "để quán triệt")
    assert row.delivery.receipt.by == place.people["commune-clerk"].user


def test_the_funnel_of_the_sender_knows_that_the_unit_was_sent_it(
    place: Place, regulation: Document, both: Installations
) -> None:
    parcel = packing.pack_document(regulation, both.down, by=place.people["clerk"])
    assert parcel.delivery == Delivery.objects.get(document=regulation, recipient=place.commune)


def test_the_same_package_again_changes_nothing(place: Place, regulation: Document, both: Installations) -> None:
    raw = sealed(both, place, regulation)
    first, seq = taken(place, raw), Event.objects.count()
    second, fresh = unpacking.take(raw, by=place.people["commune-clerk"], way=Way.UPLOAD)
    assert (first, fresh, Event.objects.count()) == (second, False, seq)


def test_a_number_is_taken_once_even_in_another_package(
    place: Place, regulation: Document, both: Installations
) -> None:
    raw = sealed(both, place, regulation)
    taken(place, raw)
    private = partners.private_of(both.province)
    told = packages.unseal(raw, partners.known(), partners.own_names())
    again = packages.Package(
        packages.Manifest(
            uuid.uuid4(), told.manifest.kind, told.manifest.sender, told.manifest.addressee, told.manifest.sequence,
            datetime.now(UTC),
        ),
        told.payload, told.files,
    )  # fmt: skip
    with pytest.raises(Problem):
        taken(place, packages.seal(again, private))
    assert Parcel.objects.filter(inward=True).count() == 1


def turned(entries: dict[str, bytes], **changed: object) -> None:
    manifest = json.loads(entries["manifest.json"])
    entries["manifest.json"] = json.dumps({**manifest, **changed}).encode()


TAMPERED: dict[str, Callable[[dict[str, bytes]], None]] = {
    "payload": lambda e: e.update({"payload.json": e["payload.json"].replace("Quy định".encode(), "Quy chế".encode())}),
    "manifest": lambda e: turned(e, sequence=99),
    "addressee": lambda e: turned(e, to="0" * 8),
    "newer": lambda e: turned(e, version=2),
    "another kind": lambda e: turned(e, kind="order"),
    "no signature": lambda e: e.update({"manifest.sig": b""}),
    "signature of zeros": lambda e: e.update({"manifest.sig": b"A" * 86 + b"=="}),
    "a file more": lambda e: e.update({"files/" + "0" * 64: b"x"}),
    "a file outside": lambda e: e.update({"../../etc/passwd": b"x"}),
    "a file less": lambda e: e.pop(next(name for name in e if name.startswith("files/"))) and None,
    "another file": lambda e: e.update({next(n for n in e if n.startswith("files/")): b"x"}),
    "no manifest": lambda e: e.pop("manifest.json") and None,
    "a manifest of rubbish": lambda e: e.update({"manifest.json": b"[1]"}),
}


@pytest.mark.parametrize("name", TAMPERED, ids=str)
def test_whatever_is_changed_on_the_way_it_is_not_taken(
    place: Place, regulation: Document, both: Installations, name: str
) -> None:
    raw = sealed(both, place, regulation)
    changed = rewritten(raw, TAMPERED[name])
    seq, files = Event.objects.count(), StoredFile.objects.count()
    with pytest.raises(Problem) as told:
        taken(place, changed)
    assert str(told.value).endswith(".")
    assert Parcel.objects.filter(inward=True).count() == 0
    assert (Event.objects.count(), StoredFile.objects.count()) == (seq, files)


def test_what_is_meant_for_another_installation_is_not_taken(
    place: Place, regulation: Document, both: Installations
) -> None:
    raw = content(packing.pack_document(regulation, both.down, by=place.people["clerk"]).raw)
    with pytest.raises(Problem, match=r"hệ thống khác|another installation"):  # we are still the province
        unpacking.take(raw, by=place.people["clerk"], way=Way.UPLOAD)


def test_a_key_that_nobody_knows_opens_nothing(place: Place, regulation: Document, both: Installations) -> None:
    raw = sealed(both, place, regulation)
    both.up.active = False
    both.up.save()
    with pytest.raises(Problem):
        taken(place, raw)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"hello" * 99, b"<edXML/>"])
def test_what_is_no_package_gets_a_sentence(place: Place, both: Installations, raw: bytes) -> None:
    with pytest.raises(Problem):
        taken(place, raw)


def test_a_bomb_is_not_unpacked(place: Place, regulation: Document, both: Installations) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"0" * 200 * 2**20)
    with pytest.raises(Problem):
        taken(place, held.getvalue())


def test_a_secret_is_refused_and_nothing_of_it_is_kept(place: Place, both: Installations) -> None:
    document = place.receive(texts.REGULATION)
    raw = sealed(both, place, document)
    told = packages.unseal(raw, partners.known(), partners.own_names())
    secret = texts.SECRET.encode()
    sha = packages.hashlib.sha256(secret).hexdigest()
    payload = {**told.payload, "file": {"sha256": sha, "name": "a.txt"}}
    bad = packages.Package(told.manifest, payload, {sha: secret})
    files = StoredFile.objects.count()
    with pytest.raises(Problem, match=r"độ mật|secrecy"):
        taken(place, packages.seal(bad, partners.private_of(both.province)))
    assert (Parcel.objects.filter(inward=True).count(), StoredFile.objects.count()) == (0, files)


@pytest.mark.parametrize("who", ["commune-officer", "commune-head", "commune-inspector", "stranger-clerk"])
def test_who_may_not_decide_is_told(place: Place, regulation: Document, both: Installations, who: str) -> None:
    row = taken(place, sealed(both, place, regulation))
    with pytest.raises(Forbidden):
        unpacking.accept(row, revision=row.revision, by=place.people[who])
    with pytest.raises(Forbidden):
        unpacking.refuse(row, "vì", revision=row.revision, by=place.people[who])
    with pytest.raises(Stale):
        unpacking.accept(row, revision=row.revision + 1, by=place.people["commune-clerk"])


def test_refused_nothing_comes_of_it(place: Place, regulation: Document, both: Installations) -> None:
    row = taken(place, sealed(both, place, regulation))
    unpacking.refuse(row, "gửi nhầm", revision=row.revision, by=place.people["commune-clerk"])
    row.refresh_from_db()
    with pytest.raises(Problem):
        unpacking.accept(row, revision=row.revision, by=place.people["commune-clerk"])
    assert Document.objects.count() == 1


def issued(place: Place, document: Document) -> Programme:
    """The commune's programme for a document, issued; its one item rests on clause D2.K2."""
    officer, head, clerk = (place.people[f"commune-{role}"] for role in ("officer", "head", "clerk"))
    programme = drafting.start(document, place.commune, kind="Kế hoạch", title="thực hiện", by=officer)
    for item in programme.items.all():
        drafting.remove_item(item, revision=item.revision, by=officer)
    drafting.add_item(programme, drafting.Task("Lập sổ theo dõi giếng", lead=place.commune), by=officer, loc="D2.K2")
    programme.refresh_from_db()
    programme = moving.submit(programme, revision=programme.revision, by=officer)
    programme = moving.approve(programme, revision=programme.revision, by=head, reason="vì")
    form = Form("state", "UBND xã Đông Hòa", "Đông Hòa")
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    moving.issue(programme, moving.Issue("12/KH-UBND", day, form), revision=programme.revision, by=clerk)
    programme.refresh_from_db()
    return programme


@pytest.fixture
def answered(place: Place, regulation: Document, both: Installations) -> Parcel:
    """The commune's issued programme, taken in by the province."""
    duty = regulation.findings.filter(kind=Kind.OBLIGATION, loc="D2.K2")[0]
    review.accept(duty, revision=duty.revision, by=place.people["officer"])
    row = taken(place, sealed(both, place, regulation))
    row = unpacking.accept(row, revision=row.revision, by=place.people["commune-clerk"], anyway=True)
    assert row.document is not None
    programme = issued(place, row.document)
    parcel = packing.pack_programme(programme, both.up, by=place.people["commune-clerk"])
    raw = content(parcel.raw)
    Basis.objects.filter(item__programme=programme).delete()
    both.now(both.province)
    return taken(place, raw, "clerk")


def test_a_programme_goes_up_and_its_coverage_is_a_proposal(
    place: Place, regulation: Document, answered: Parcel
) -> None:
    shown = unpacking.preview(answered)
    assert (shown.answers, shown.clauses, shown.changed, shown.unknown) == (regulation, 1, 0, 0)
    row = unpacking.accept(answered, revision=answered.revision, by=place.people["clerk"], anyway=True)
    assert row.programme is not None
    assert row.document is not None
    assert (row.programme.unit, row.programme.answers, row.programme.state) == (place.commune, regulation, State.ISSUED)
    assert (row.document.unit, row.document.symbol) == (place.province, "12/KH-UBND")
    assert Basis.objects.get(item__programme=row.programme).stage == Stage.SUGGESTED
    assert coverage(regulation, [place.commune.pk]).at("D2.K2", place.commune.pk) == Cover.NONE
    row.refresh_from_db()
    with pytest.raises(Forbidden):
        unpacking.confirm(row, revision=row.revision, by=place.people["clerk"])
    row = unpacking.confirm(row, revision=row.revision, by=place.people["head"])
    assert coverage(regulation, [place.commune.pk]).at("D2.K2", place.commune.pk) == Cover.FULL
    row.refresh_from_db()
    with pytest.raises(Problem):
        unpacking.confirm(row, revision=row.revision, by=place.people["head"])


def test_a_programme_for_a_document_that_is_not_ours_is_told_apart(
    place: Place, regulation: Document, answered: Parcel
) -> None:
    Parcel.objects.filter(inward=False, sort=Sort.DOCUMENT).update(document=None)
    with pytest.raises(Problem):
        unpacking.accept(answered, revision=answered.revision, by=place.people["clerk"])
    assert Programme.objects.filter(answers=regulation).count() == 0


def test_a_progress_report_goes_up_and_is_shown(place: Place, regulation: Document, both: Installations) -> None:
    row = taken(place, sealed(both, place, regulation))
    row = unpacking.accept(row, revision=row.revision, by=place.people["commune-clerk"], anyway=True)
    assert row.document is not None
    issued(place, row.document)
    raw = content(packing.pack_report(row.document, place.commune, both.up, by=place.people["commune-clerk"]).raw)
    both.now(both.province)
    came = taken(place, raw, "clerk")
    assert came.told["counts"] == {"planned": 1}
    assert [duty["action"] for duty in came.told["duties"]] == ["Lập sổ theo dõi giếng"]
    came = unpacking.accept(came, revision=came.revision, by=place.people["clerk"])
    assert (came.state, came.document) == (Came.NOTED, regulation)


def test_each_package_has_the_next_number(place: Place, regulation: Document, both: Installations) -> None:
    for n in (1, 2, 3):
        assert packing.pack_document(regulation, both.down, by=place.people["clerk"]).sequence == n


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "commune-clerk"])
def test_only_a_clerk_of_its_unit_packs(place: Place, regulation: Document, both: Installations, who: str) -> None:
    with pytest.raises(Forbidden):
        packing.pack_document(regulation, both.down, by=place.people[who])


def test_only_the_highest_administrator_adds_partners_and_keys(place: Place, both: Installations) -> None:
    _private, public = packages.make_key()
    for who in ("clerk", "head", "commune-administrator"):
        with pytest.raises(Forbidden):
            partners.add("X", place.other, public, by=place.people[who])
        with pytest.raises(Forbidden):
            partners.new_key(by=place.people[who])
    admin = place.people["administrator"]
    for wrong in ("", "không phải khóa", public[:-8], both.province.public, both.down.public):
        with pytest.raises(Problem):
            partners.add("X", place.other, wrong, by=admin)
    with pytest.raises(Problem):
        partners.add("X", place.other, public, "http://10.0.0.1/", by=admin)


def test_what_was_sent_for_the_old_key_is_still_taken(place: Place, regulation: Document, both: Installations) -> None:
    raw = sealed(both, place, regulation)
    partners.new_key(by=place.people["administrator"])
    assert taken(place, raw).state == Came.WAITING


def test_the_private_half_is_not_readable_in_the_database(both: Installations) -> None:
    private = partners.private_of(both.province)
    assert private not in both.province.private
    assert len(private) == 44


def test_a_document_that_came_otherwise_is_found_by_its_text(
    place: Place, regulation: Document, both: Installations
) -> None:
    packing.pack_document(regulation, both.down, by=place.people["clerk"])
    clerk = place.people["commune-clerk"]
    own = receive(texts.REGULATION.encode(), "a.txt", Intake(place.commune, Direction.IN, anyway=True), by=clerk)
    said = packing.answered(own, both.up)
    assert said.package == ""
    assert unpacking.answered_here(both.down, said) == regulation
