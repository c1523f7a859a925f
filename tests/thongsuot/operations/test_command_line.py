"""What does each verb say and do, on sound data and on data that somebody tampered with?"""

import re
from pathlib import Path

import pytest
from django.db import connection

from tests.thongsuot import texts
from tests.thongsuot.conftest import PASSWORD, Place
from tests.thongsuot.emptying import drop
from thongsuot.cli import main
from thongsuot.documents.models import Document, FileChunk, Finding, Refusal, StoredFile, Version
from thongsuot.documents.rules import Mark, Reach, State
from thongsuot.events.models import Chain, Event
from thongsuot.operations import health
from thongsuot.search import sync
from thongsuot.units.models import Membership, Unit, User

pytestmark = pytest.mark.django_db
Said = pytest.CaptureFixture[str]


def run(said: Said, *words: str) -> tuple[int, str, str]:
    status = main(words)
    told = said.readouterr()
    return status, told.out, told.err


def tamper(sentence: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)


def test_every_verb_has_a_help_of_its_own(capsys: Said) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert {"serve", "createadmin", "check", "doctor", "backup", "restore", "verify", "import", "reread"} <= set(verbs)
    for verb in verbs:
        with pytest.raises(SystemExit) as ended:
            main([verb, "--help"])
        told = capsys.readouterr().out
        assert ended.value.code == 0
        assert re.search(rf"usage: thongsuot {verb}\b", told)
        assert re.search(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùý]", told), verb


def test_an_unknown_verb_is_told_with_the_known_ones(capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2
    assert "createadmin" in capsys.readouterr().err


def test_the_first_administrator_asks_for_the_highest_unit(capsys: Said) -> None:
    status, _out, told = run(capsys, "createadmin", "quantri")
    assert status == 2
    assert "--unit" in told
    assert not User.objects.exists()
    status, told, _err = run(capsys, "createadmin", "quantri", "--unit", "Tỉnh Lâm Sơn")
    assert status == 0
    user = User.objects.get(username="quantri")
    assert user.must_change_password
    assert user.check_password(re.findall(r"\S+", told)[-1])
    assert Membership.objects.get(user=user).role == "administrator"
    assert Unit.objects.get().name == "Tỉnh Lâm Sơn"
    status, told, _err = run(capsys, "createadmin", "quantri2", "--password", PASSWORD)
    assert (status, PASSWORD in told) == (0, False)
    assert Unit.objects.count() == 1
    status, _out, told = run(capsys, "createadmin", "quantri")
    assert status == 2
    assert "quantri" in told


def test_sound_data_is_told_to_be_sound(capsys: Said, regulation: Document) -> None:
    assert run(capsys, "check")[0] == 0
    status, told, _err = run(capsys, "verify")
    assert status == 0
    assert f"{Event.objects.count()} " in told
    assert f"{StoredFile.objects.count()} " in told


@pytest.mark.parametrize("how", ["changed", "cut", "gone"])
def test_a_file_that_is_not_as_it_was_is_named(capsys: Said, regulation: Document, how: str) -> None:
    sha = StoredFile.objects.get().sha256
    if how == "gone":
        FileChunk.objects.all().delete()
    else:
        chunk = FileChunk.objects.get()
        content = bytes(chunk.content)
        chunk.content = content[:-1] if how == "cut" else content.replace(b"58", b"59")
        chunk.save()
    status, _out, told = run(capsys, "verify")
    assert status == 1
    assert sha in told


def test_an_event_that_was_changed_is_named(capsys: Said, regulation: Document) -> None:
    event = Event.objects.filter(verb="registered").get()
    drop()
    tamper("UPDATE events_event SET reason = 'khác' WHERE seq = %s", event.seq)
    status, _out, told = run(capsys, "verify")
    assert status == 1
    assert re.findall(r"\d+", told) == [str(event.seq)]


def test_an_event_that_was_taken_out_is_named(capsys: Said, regulation: Document) -> None:
    seq = Event.objects.filter(verb="registered").get().seq
    drop()
    tamper("DELETE FROM events_event WHERE seq = %s", seq)
    status, _out, told = run(capsys, "verify")
    assert status == 1
    assert str(seq) in told.splitlines()[0]


def test_a_path_that_does_not_follow_is_named(capsys: Said, place: Place) -> None:
    tamper("UPDATE units_unit SET path = '9.9.' WHERE id = %s", place.commune.pk)
    status, _out, told = run(capsys, "check")
    assert status == 1
    assert told.count("\n") == 1
    assert "LS.01" in told


def test_a_mark_without_its_limit_and_words_that_moved_are_named(capsys: Said, regulation: Document) -> None:
    Document.objects.update(mark=Mark.INTERNAL, reach=Reach.OPEN)
    finding = Finding.objects.all()[0]
    Finding.objects.filter(pk=finding.pk).update(quote="không có ở đó")
    status, _out, told = run(capsys, "check")
    assert status == 1
    assert len(told.splitlines()) == 2
    assert str(finding.pk) in told


def test_the_doctor_names_what_is_missing_and_how_to_get_it(
    capsys: Said, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.rebuild()
    monkeypatch.setattr(health.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(health, "FREE", 1)
    assert run(capsys, "doctor")[:1] == (0,)
    monkeypatch.setattr(health.shutil, "which", lambda name: None)
    status, told, _err = run(capsys, "doctor")
    assert status == 1
    assert "apt install tesseract-ocr tesseract-ocr-vie" in told
    assert "apt install libreoffice-writer-nogui" in told
    monkeypatch.setattr(health, "FREE", 2**70)
    assert "THONGSUOT_HOME" in run(capsys, "doctor")[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of them twice, one secret, one that nobody can read, and a file of another sort."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "1.txt").write_text(texts.REGULATION, "utf-8")
    (tmp_path / "sub" / "2.txt").write_text(texts.GUIDELINE, "utf-8")
    (tmp_path / "sub" / "3.txt").write_text(texts.REGULATION, "utf-8")
    (tmp_path / "4.txt").write_text(texts.SECRET, "utf-8")
    (tmp_path / "5.docx").write_bytes(b"PK not a document")
    (tmp_path / "readme.exe").write_bytes(b"MZ")
    return tmp_path


def test_importing_says_what_it_would_do_and_does_it(capsys: Said, place: Place, folder: Path) -> None:
    before = Chain.objects.get(pk=1).seq
    status, told, _err = run(capsys, "import", "documents", str(folder), "--dry-run")
    assert status == 0
    assert "5" in told
    assert (Document.objects.count(), Chain.objects.get(pk=1).seq) == (0, before)
    status, told, _err = run(capsys, "import", "documents", str(folder), "--user", "clerk")
    assert status == 0
    assert [int(n) for n in re.findall(r"(\d+)[,;]", told.partition(";")[0] + ";")] == [2, 1, 1, 1]
    assert Document.objects.count() == 2
    kept = " ".join(Version.objects.values_list("text", flat=True))
    assert "MẬT" not in kept
    assert (Refusal.objects.count(), StoredFile.objects.count()) == (1, 2)
    assert "4.txt" not in str(list(Event.objects.values("subject", "thread", "before", "after", "reason")))
    status, told, _err = run(capsys, "import", "documents", str(folder), "--user", "clerk")
    assert Document.objects.count() == 2


@pytest.mark.parametrize("who", ["officer", "administrator", "nobody-of-this-name"])
def test_only_a_clerk_imports_documents(capsys: Said, place: Place, folder: Path, who: str) -> None:
    status, _out, told = run(capsys, "import", "documents", str(folder), "--user", who)
    assert status == 2
    assert "--user" in told
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_documents_is_told(capsys: Said, place: Place, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    status, _out, told = run(capsys, "import", "documents", str(tmp_path / name))
    assert status == 2
    assert name in told


@pytest.mark.parametrize("source", ["nowhere.xlsx", "1.txt"])
def test_a_workbook_that_is_none_is_told(capsys: Said, place: Place, folder: Path, source: str) -> None:
    before = Unit.objects.count()
    status, _out, told = run(capsys, "import", "units", str(folder / source))
    assert status in (1, 2)
    assert told.strip()
    assert Unit.objects.count() == before


def test_reading_anew_keeps_what_people_decided(capsys: Said, regulation: Document) -> None:
    finding = regulation.findings.all()[0]
    Finding.objects.filter(pk=finding.pk).update(state=State.ACCEPTED)
    assert "0 " in run(capsys, "reread")[1]
    Version.objects.update(reader="0.0.1")
    status, told, _err = run(capsys, "reread")
    assert status == 0
    assert "1 " in told
    assert Finding.objects.get(pk=finding.pk).state == State.ACCEPTED
    assert "1 " in run(capsys, "reread", "--all")[1]


def test_the_index_is_built_anew(capsys: Said, regulation: Document) -> None:
    status, told, _err = run(capsys, "reindex")
    assert status == 0
    assert "1 " in told
    assert sync.lag() == 0
    assert sync.index().stamp == Chain.objects.get(pk=1).seq


def test_what_time_has_come_for_is_removed(capsys: Said, place: Place) -> None:
    status, told, _err = run(capsys, "retain")
    assert status == 0
    assert told.strip()
