"""Does an archive package prove itself, with the tools that everybody has?"""

import hashlib
import json
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.actions import add_version, close
from thongsuot.documents.models import Document, FileChunk
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.events.rules import fingerprint
from thongsuot.privacy.archive import Package, archive, pack, safe
from thongsuot.privacy.models import Viewing
from thongsuot.problems import Forbidden, Problem


@pytest.fixture
def closed(place: Place, regulation: Document) -> Document:
    """A file with two versions, decisions, a relation to another one, and an end."""
    place.receive(texts.OLD_REGULATION)
    place.receive(texts.GUIDELINE)
    add_version(
        regulation, (texts.REGULATION + "\n").encode(), "Bản ký, lần 2.txt", since=None, by=place.people["clerk"]
    )
    finding = regulation.findings.filter(kind="relation").first()
    assert finding is not None
    review.accept(finding, revision=finding.revision, by=place.people["officer"])
    close(regulation, by=place.people["clerk"], reason="hết việc")
    regulation.refresh_from_db()
    return regulation


def raw(package: Package) -> bytes:
    with package.file as file:
        return file.read()


def opened(package: Package, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(raw(package))) as held:
        held.extractall(folder)
        (top,) = {name.split("/")[0] for name in held.namelist()}
    return folder / top


def test_sha256sum_checks_every_file(place: Place, closed: Document, tmp_path: Path) -> None:
    top = opened(archive(closed, by=place.people["clerk"]), tmp_path)
    listed = {line[66:] for line in (top / "manifest.sha256").read_text("utf-8").splitlines()}
    there = {str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()}
    assert listed == there - {"manifest.sha256"}
    assert {
        "README.txt",
        "metadata.json",
        "goc/01_58-QD-TW.txt",
        "goc/02_Ban-ky-lan-2.txt",
        "noi-dung/01.txt",
    } <= listed
    assert shutil.which("sha256sum")
    command = ["sha256sum", "-c", "--strict", "manifest.sha256"]
    assert subprocess.run(command, cwd=top, capture_output=True, check=False).returncode == 0
    (top / "goc" / "01_58-QD-TW.txt").write_text("khác")
    assert subprocess.run(command, cwd=top, capture_output=True, check=False).returncode == 1


def test_the_history_inside_recomputes(place: Place, closed: Document, tmp_path: Path) -> None:
    top = opened(archive(closed, by=place.people["head"]), tmp_path)
    facts = json.loads((top / "metadata.json").read_text("utf-8"))
    events = facts["events"]
    assert [event["verb"] for event in events][:2] == ["registered", "read"]
    assert {"finding-accepted", "version-added", "closed"} <= {event["verb"] for event in events}
    for event in events:
        fields = {name: value for name, value in event.items() if name not in ("prev", "hash")}
        assert fingerprint(fields, event["prev"]) == event["hash"]
        assert Event.objects.get(seq=event["seq"]).hash == event["hash"]
    events[3]["reason"] = "khác"
    changed = {name: value for name, value in events[3].items() if name not in ("prev", "hash")}
    assert fingerprint(changed, events[3]["prev"]) != events[3]["hash"]


def test_the_program_of_the_readme_says_true(place: Place, closed: Document, tmp_path: Path) -> None:
    top = opened(archive(closed, by=place.people["clerk"]), tmp_path)
    readme = (top / "README.txt").read_text("utf-8")
    lines = [line.removeprefix("         ") for line in readme.splitlines() if line.startswith("         ")]
    program = "\n".join(lines[lines.index("import hashlib, json") :])
    done = subprocess.run(["python3", "-c", program], cwd=top, capture_output=True, text=True, check=True)
    answers = [line.split()[1] for line in done.stdout.splitlines()]
    assert len(answers) > 4
    assert set(answers) == {"True"}
    assert "58-QĐ/TW" in readme
    assert "&" not in readme


def test_it_holds_the_bytes_the_header_and_both_relations(place: Place, closed: Document, tmp_path: Path) -> None:
    top = opened(archive(closed, by=place.people["clerk"]), tmp_path)
    assert (top / "goc" / "01_58-QD-TW.txt").read_bytes() == texts.REGULATION.encode()
    facts = json.loads((top / "metadata.json").read_text("utf-8"))
    assert facts["header"]["symbol"] == "58-QĐ/TW"
    assert facts["register"]["number"] == closed.number
    assert facts["versions"][1]["name"] == "Bản ký, lần 2.txt"
    replaced = [row for row in facts["findings"] if row["kind"] == "relation" and row["state"] == "accepted"]
    assert [row["holds"]["kind"] for row in replaced] == ["replaces"]
    assert Document.objects.get(pk=replaced[0]["target"]).symbol == "126-QĐ/TW"
    assert "01-HD/BTCTW" in {row["symbol"] for row in facts["relations_to_it"]}
    assert hashlib.sha256((top / "goc" / "01_58-QD-TW.txt").read_bytes()).hexdigest() == facts["versions"][0]["sha256"]


def test_nobody_is_named_in_it(place: Place, closed: Document, tmp_path: Path) -> None:
    content = b"".join(
        path.read_bytes() for path in opened(pack(closed, place.people["clerk"]), tmp_path).rglob("*.json")
    )
    for acting in place.people.values():
        assert f'"{acting.user.username}"'.encode() not in content


def test_the_same_state_gives_the_same_bytes(place: Place, closed: Document) -> None:
    first, second = (raw(pack(closed, place.people["clerk"])) for _n in range(2))
    assert first == second
    package = archive(closed, by=place.people["clerk"])
    assert package.sha256 == hashlib.sha256(first).hexdigest() == hashlib.sha256(raw(package)).hexdigest()
    assert package.size == len(first)
    event = Event.objects.get(verb="archived")
    assert (event.after["sha256"], event.thread) == (package.sha256, f"document:{closed.pk}")
    assert raw(pack(closed, place.people["clerk"])) != first, "its history now holds the package"
    assert not list(verify())


def test_a_mark_is_carried_in_every_name(place: Place, tmp_path: Path) -> None:
    document = place.receive(texts.INTERNAL, "01.txt")
    close(document, by=place.people["clerk"])
    document.refresh_from_db()
    package = archive(document, by=place.people["clerk"])
    assert package.name == f"ho-so_{document.pk}_01-HD-BTCTW_LUU-HANH-NOI-BO.zip"
    top = opened(package, tmp_path)
    names = {path.name for path in (*top.glob("goc/*"), *top.glob("noi-dung/*"))}
    assert names == {"LUU-HANH-NOI-BO_01_01.txt", "LUU-HANH-NOI-BO_01.txt"}
    assert "*** LƯU HÀNH NỘI BỘ ***" in (top / "README.txt").read_text("utf-8")
    assert Viewing.objects.get().subject == f"document:{document.pk}"


def test_an_open_file_is_closed_first(place: Place, regulation: Document) -> None:
    with pytest.raises(Problem):
        archive(regulation, by=place.people["clerk"])
    assert not Event.objects.filter(verb="archived").exists()


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_is_not_what_came_in_makes_no_package(place: Place, closed: Document, harm: str) -> None:
    assert closed.current is not None
    assert closed.current.file is not None
    rows = FileChunk.objects.filter(name=closed.current.file.sha256)
    rows.delete() if harm == "gone" else rows.update(content=b"other")
    with pytest.raises(Problem, match="verify"):
        archive(closed, by=place.people["clerk"])
    assert not Event.objects.filter(verb="archived").exists()


@pytest.mark.parametrize("who", ["officer", "inspector", "administrator", "commune-clerk", "stranger-head"])
def test_others_make_none(place: Place, closed: Document, who: str) -> None:
    with pytest.raises(Forbidden):
        archive(closed, by=place.people[who])


def test_a_document_that_may_not_be_seen_is_not_told_of(place: Place, tmp_path: Path) -> None:
    """A commune's file speaks of a document of the province that the commune may not see."""
    place.receive(texts.OLD_REGULATION)
    mine = place.receive(texts.REGULATION, who="commune-clerk")
    place.receive(texts.GUIDELINE)
    close(mine, by=place.people["commune-clerk"])
    mine.refresh_from_db()
    top = opened(pack(mine, place.people["commune-clerk"]), tmp_path)
    facts = json.loads((top / "metadata.json").read_text("utf-8"))
    assert facts["relations_to_it"] == []
    assert {row["target"] for row in facts["findings"]} == {None}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"), ("Đề án\\số 1\n.docx", "De-an-so-1-.docx"), (".hidden", "hidden"), ("", ""),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)  # fmt: skip
def test_names_are_safe_on_every_system(name: str, kept: str) -> None:
    assert safe(name) == kept
