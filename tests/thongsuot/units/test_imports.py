"""Units and accounts from Excel: looked at first, imported whole or not at all, handed back with the faults."""

import base64
import io
import re
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook, load_workbook

from tests.thongsuot.conftest import Place
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.units import importing
from thongsuot.units.imports import plan, run
from thongsuot.units.models import Membership, Unit, User
from thongsuot.units.sheets import ACCOUNTS, UNITS, Told, UnitRow

HEADS = {sheet.title: [column.title for column in sheet.columns] for sheet in (UNITS, ACCOUNTS)}
Rows = list[list[object]]


def book(units: Rows, accounts: Rows | None = None) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in ((UNITS.title, units), (ACCOUNTS.title, accounts or [])):
        page = made.create_sheet(title)
        page.append(HEADS[title])
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


GOOD = book(
    [
        ["LS.10.1", "Văn phòng xã Mới", "", "Xã", "LS.10", None, None],
        ["LS.10", "Xã Mới", "UBND xã Mới", "Xã", "LS", date(2025, 7, 1), None],
        ["LS.01", "Xã Đông Hòa Mới", "", "Xã", "", None, None],
        ["LS.02", "Xã Tây Thịnh", "", "Xã", "LS", None, None],
    ],
    [
        ["vanthu.moi", "Văn thư xã Mới", "", "LS.10", "Văn thư", "Văn thư", None, None],
        ["vanthu.moi", "Văn thư xã Mới", "", "LS.10.1", "Chuyên viên", "", None, None],
        ["commune-clerk", "", "", "LS.01", "Văn thư", "", None, None],
    ],
)  # fmt: skip


def upload(client: Client, raw: bytes) -> str:
    answer = client.post("/units/import/", {"file": SimpleUploadedFile("don-vi.xlsx", raw)})
    return str(answer.content.decode())


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]  # type: ignore[index]


def test_looking_changes_nothing_and_confirming_imports_all(place: Place) -> None:
    client = place.client("administrator")
    page = upload(client, GOOD)
    assert Unit.objects.count() == 3
    assert "Xã Đông Hòa → Xã Đông Hòa Mới" in page
    typed = {"book": hidden(page, "book"), "fingerprint": hidden(page, "fingerprint")}
    done = client.post("/units/import/confirm/", typed).content.decode()
    new, office = Unit.objects.get(code="LS.10"), Unit.objects.get(code="LS.10.1")
    assert (new.path, office.path) == (f"{place.province.path}{new.pk}.", f"{new.path}{office.pk}.")
    place.commune.refresh_from_db()
    assert (place.commune.name, place.commune.parent, place.commune.revision) == ("Xã Đông Hòa Mới", place.province, 2)
    user = User.objects.get(username="vanthu.moi")
    assert user.must_change_password
    assert Membership.objects.filter(user=user).count() == 2
    password = re.search(r"<code>([\w-]+)</code>", done)[1]  # type: ignore[index]
    answer = Client().post("/sign-in/", {"username": "vanthu.moi", "password": password})
    assert answer["Location"] == "/account/password/"
    verbs = list(Event.objects.filter(actor__username="administrator").values_list("verb", flat=True))
    assert sorted(verbs) == ["account-added", "appointed", "appointed", "unit-added", "unit-added", "unit-edited"]
    assert not list(verify())


def test_importing_twice_does_nothing_the_second_time(place: Place) -> None:
    client = place.client("administrator")
    page = upload(client, GOOD)
    client.post("/units/import/confirm/", {"book": hidden(page, "book"), "fingerprint": hidden(page, "fingerprint")})
    units, people = Unit.objects.count(), User.objects.count()
    again = upload(client, GOOD)
    assert "fingerprint" not in again, "there is nothing to confirm"
    assert (Unit.objects.count(), User.objects.count()) == (units, people)


def test_what_changed_since_the_look_is_looked_at_again(place: Place) -> None:
    client = place.client("administrator")
    page = upload(client, GOOD)
    Unit.objects.filter(code="LS.02").update(name="Xã Khác")
    typed = {"book": hidden(page, "book"), "fingerprint": hidden(page, "fingerprint")}
    answer = client.post("/units/import/confirm/", typed)
    assert answer.status_code == 409
    assert not Unit.objects.filter(code="LS.10").exists()
    assert "Xã Khác → Xã Tây Thịnh" in answer.content.decode()


def test_a_workbook_with_one_fault_imports_nothing_and_comes_back_with_it(place: Place) -> None:
    client = place.client("administrator")
    raw = book([["LS.10", "Xã Mới", "", "Xã", "LS"], ["LS.11", "", "", "Xã", "LS"], ["LS.12", "X", "", "Huyện", "??"]])
    page = upload(client, raw)
    assert "fingerprint" not in page
    plain = {"book": hidden(page, "book"), "fingerprint": "x"}
    assert client.post("/units/import/confirm/", plain).status_code == 409
    assert Unit.objects.count() == 3
    answer = client.post("/units/import/faults/", {"book": hidden(page, "book")})
    sheet = load_workbook(io.BytesIO(answer.content))[UNITS.title]
    notes = [str(row[-1].value or "") for row in sheet.iter_rows()]
    assert notes[0] == "Cần sửa"
    assert notes[1] == ""
    assert "Tên" in notes[2]
    assert "Huyện" in notes[3]
    assert upload(client, answer.content).count("badge-bad") == page.count("badge-bad"), "it can be sent again"


def test_an_administrator_imports_into_his_own_subtree_alone(place: Place) -> None:
    client = place.client("commune-administrator")
    inside = book([["LS.01.1", "Văn phòng", "", "Xã", "LS.01"]])
    assert "fingerprint" in upload(client, inside)
    for units, accounts in (
        ([["LS.20", "Xã Lạ", "", "Xã", "LS"]], []),
        ([["LS.20", "Tỉnh Lạ", "", "Tỉnh", ""]], []),
        ([["LS.02", "Tên Khác", "", "Xã", ""]], []),
        ([["LS.01", "Xã Đông Hòa", "", "Xã", "LS.02"]], []),
        ([], [["ai.do", "", "", "LS", "Quản trị"]]),
        ([], [["stranger-clerk", "", "", "LS.01", "Văn thư"]]),
    ):
        page = upload(client, book(units, accounts))  # type: ignore[arg-type]
        assert "fingerprint" not in page
        assert "badge-bad" in page
    assert place.client("head").post("/units/import/").status_code == 403


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 no zip", b"%PDF-1.7", "mã;tên".encode()])
def test_what_is_no_workbook_gets_a_sentence(place: Place, raw: bytes) -> None:
    answer = place.client("administrator").post("/units/import/", {"file": SimpleUploadedFile("x.xlsx", raw)})
    assert answer.status_code == 400
    broken = place.client("administrator").post("/units/import/confirm/", {"book": "not base64!"})
    assert broken.status_code == 400


def test_what_is_exported_imports_again_without_a_change(place: Place) -> None:
    client = place.client("administrator")
    place.people["clerk"].user.__class__.objects.filter(username="clerk").update(name="=cmd|calc")
    raw = client.get("/units/export/").content
    names = [row[1].value for row in load_workbook(io.BytesIO(raw))[ACCOUNTS.title].iter_rows()]
    assert "=cmd|calc" not in names, "no formula"
    page = upload(client, raw)
    assert "badge-bad" not in page
    assert "fingerprint" not in page


def test_the_template_can_be_sent_back_empty(place: Place) -> None:
    client = place.client("administrator")
    assert "badge-bad" not in upload(client, client.get("/units/import/template/").content)


def test_nothing_is_imported_by_halves(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_args: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("thongsuot.units.importing._add_posts", fall)
    client = place.client("administrator")
    page = upload(client, GOOD)
    client.raise_request_exception = False
    typed = {"book": hidden(page, "book"), "fingerprint": hidden(page, "fingerprint")}
    assert client.post("/units/import/confirm/", typed).status_code == 500
    assert Unit.objects.count() == 3
    assert not User.objects.filter(username="vanthu.moi").exists()
    assert not list(verify())


def test_a_whole_country_is_imported_in_seconds(place: Place) -> None:
    rows = [UnitRow(n, f"T{n:02}", f"Tỉnh {n}", "tinh") for n in range(34)]
    rows += [UnitRow(n, f"X{n:05}", f"Xã {n}", "xa", parent=f"T{n % 34:02}") for n in range(3_321)]
    start = time.perf_counter()
    importing.carry_out(plan(Told(tuple(rows), (), ())))
    assert time.perf_counter() - start < 15
    assert Unit.objects.count() == 3 + 34 + 3_321
    assert all(
        unit.path == f"{unit.parent.path if unit.parent else ''}{unit.pk}."
        for unit in Unit.objects.select_related("parent")
    )
    assert Event.objects.filter(verb="unit-added", actor=None).count() == 3 + 34 + 3_321
    assert not list(verify())


def test_the_operator_imports_from_a_file_after_a_dry_run(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "don-vi.xlsx", tmp_path / "mat-khau.xlsx"
    file.write_bytes(GOOD)
    call_command("import_units", str(file), "--dry-run")
    assert Unit.objects.count() == 3
    assert run(str(tmp_path / "none.xlsx")) == 1
    call_command("import_units", str(file), passwords=out)
    assert Unit.objects.count() == 5
    assert out.stat().st_mode & 0o077 == 0
    assert load_workbook(out).worksheets[0]["A2"].value == "vanthu.moi"


def test_the_operator_gets_the_faults_back(place: Place, tmp_path: Path) -> None:
    file, faults = tmp_path / "don-vi.xlsx", tmp_path / "loi.xlsx"
    file.write_bytes(book([["LS.11", "", "", "Xã", "LS"]]))
    with pytest.raises(CommandError):
        call_command("import_units", str(file), faults=faults)
    assert load_workbook(faults)[UNITS.title]["H2"].value


def test_passwords_go_beside_the_database_when_no_file_is_named(
    place: Place, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HOME = tmp_path
    (tmp_path / "don-vi.xlsx").write_bytes(GOOD)
    assert run(str(tmp_path / "don-vi.xlsx")) == 0
    kept = next(tmp_path.glob("mat-khau-tam-*.xlsx"))
    assert kept.stat().st_mode & 0o077 == 0
    assert str(kept) in capsys.readouterr().out


def test_the_workbook_in_the_page_is_the_one_that_was_sent(place: Place) -> None:
    page = upload(place.client("administrator"), GOOD)
    assert base64.b64decode(hidden(page, "book")) == GOOD
