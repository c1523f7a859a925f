"""The command line: a line a file, one sentence for what went wrong, the status that says so."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from vanban.cli import main

SAMPLES = Path(__file__).parents[2] / "samples"
DECISION = str(SAMPLES / "12-2026-QD-UBND.txt")


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    file = tmp_path / "den.txt"
    file.write_text("UBND TỈNH SƠN HÀ\nTỐI MẬT\nQUYẾT ĐỊNH\nĐiều 1. Nội dung phải giữ kín.\n", "utf-8")
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    file = tmp_path / "rong.docx"
    file.touch()
    return file


def test_read_prints_one_json_line_for_each_file_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    files = [DECISION, str(SAMPLES / "30-KH-UBND.txt")]
    assert main(["read", *files, "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["header"]["symbol"] for line in lines] == ["12/2026/QĐ-UBND", "30/KH-UBND"]


def test_read_without_json_says_in_a_few_words_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", DECISION]) == 0
    assert "Quyết định 12/2026/QĐ-UBND" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_costs_one_sentence_and_status_2(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(empty), DECISION, "--json"]) == 2
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert said.err.splitlines()[0].startswith(f"{empty}: ")
    assert said.err.splitlines()[-1].startswith("đã đọc 1 tệp")


def test_a_secrecy_mark_is_refused_with_status_3_and_nothing_of_it_is_printed(
    marked: Path, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(empty), str(marked), "--json"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "giữ kín" not in said.err
    assert "SƠN HÀ" not in said.err


@pytest.mark.parametrize("verb", ["akn", "outline"])
def test_every_verb_refuses_a_secrecy_mark(verb: str, marked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, str(marked)]) == 3
    said = capsys.readouterr()
    assert "giữ kín" not in said.out + said.err


def test_a_refused_file_gets_no_page(marked: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    assert main(["page", str(marked), DECISION, "--out", str(out)]) == 3
    assert sorted(file.name for file in out.iterdir()) == ["12-2026-QD-UBND.html", "index.html"]
    assert not any("giữ kín" in file.read_text("utf-8") for file in out.iterdir())


def test_standard_input_is_read_as_the_kind_it_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = io.BytesIO("<p>Điều 1. Phạm vi</p><p>Một hai ba.</p>".encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=raw))
    assert main(["read", "-", "--as", "html", "--json"]) == 0
    reading = json.loads(capsys.readouterr().out)
    assert [p["loc"] for p in reading["provisions"]] == ["D1"]


def test_out_writes_the_lines_and_a_second_run_reads_nothing_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.jsonl"
    command = ["read", *(str(file) for file in sorted(SAMPLES.iterdir())), "--json", "--out", str(out)]
    assert main(command) == 0
    first = out.read_bytes()
    monkeypatch.setattr("vanban.bulk.run.outcome_of", None)  # calling it would fail
    assert main(command) == 0
    assert out.read_bytes() == first
    assert capsys.readouterr().out == ""


def test_diff_tells_equal_and_different_versions_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "ban-moi.txt"
    other.write_text(Path(DECISION).read_text("utf-8").replace("tổ lưu động", "tổ công tác lưu động"), "utf-8")
    assert main(["diff", DECISION, DECISION]) == 0
    capsys.readouterr()
    assert main(["diff", DECISION, str(other)]) == 1
    assert "điểm d khoản 1 Điều 3" in capsys.readouterr().out


def test_an_address_without_a_cluster_costs_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", DECISION, "--dask", "không phải địa chỉ"]) == 2
    assert "Dask" in capsys.readouterr().err
