"""Many files: in order, the same whoever reads them, taken up again where they stopped."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from bench.scale import cluster
from vanban.bulk import Outcome, Status, Tally, outcomes
from vanban.bulk.journal import Journal


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Twelve small documents, the fourth of them empty, the sixth under a secrecy mark."""
    found = []
    for number in range(12):
        file = tmp_path / f"{number:02}.txt"
        file.write_text(
            f"QUYẾT ĐỊNH\nVề việc thứ {number}\nĐiều 1. Sở Nội vụ báo cáo trước ngày 0{number % 9 + 1}/6/2026.\n"
        )
        found.append(file)
    found[3].write_bytes(b"")
    found[5].write_text("TUYỆT MẬT\nQUYẾT ĐỊNH\nĐiều 1. Nội dung cần giữ kín.\n")
    return found


def statuses(found: list[Outcome]) -> list[Status]:
    return [Status.READ if outcome.line else outcome.status for outcome in found]


def test_outcomes_come_in_the_order_of_the_files(files: list[Path]) -> None:
    found = list(outcomes(files))
    assert [outcome.name for outcome in found] == [str(file) for file in files]
    assert [i for i, s in enumerate(statuses(found)) if s is Status.FAILED] == [3]
    assert [i for i, s in enumerate(statuses(found)) if s is Status.REFUSED] == [5]


def test_a_refused_file_leaves_nothing_of_its_content(files: list[Path]) -> None:
    refused = list(outcomes(files))[5]
    assert refused.line == b""
    assert "giữ kín" not in refused.message


def test_a_missing_file_gets_a_sentence_and_the_others_are_read(files: list[Path], tmp_path: Path) -> None:
    found = list(outcomes([files[0], tmp_path / "không có.txt", files[1]]))
    assert statuses(found) == [Status.READ, Status.FAILED, Status.READ]
    assert found[1].message


def test_two_processes_give_the_same_bytes_as_one(files: list[Path]) -> None:
    assert list(outcomes(files, jobs=2)) == list(outcomes(files))


def test_processes_that_are_killed_cost_nothing(files: list[Path]) -> None:
    many = files * 12
    found = []
    for count, outcome in enumerate(outcomes(many, jobs=2)):
        found.append(outcome)
        if count == 5:
            for process in multiprocessing.active_children():
                os.kill(process.pid or 0, signal.SIGKILL)
    assert found == list(outcomes(files)) * 12


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes_and_outlives_a_killed_worker(files: list[Path]) -> None:
    many = files * 20
    with cluster() as started:
        found = []
        for count, outcome in enumerate(outcomes(many, dask=started.address)):
            found.append(outcome)
            if count == 3:
                started.workers[0].kill()
    assert found == list(outcomes(files)) * 20


def test_a_run_that_was_cut_off_is_taken_up_where_it_stopped(files: list[Path], tmp_path: Path) -> None:
    out, whole = tmp_path / "readings.jsonl", tmp_path / "whole.jsonl"
    list(Journal(whole, files).write(outcomes(files)))
    half = Journal(out, files).write(outcomes(files))
    for _ in range(8):
        next(half)
    half.close()  # type: ignore[attr-defined]
    out.write_bytes(out.read_bytes() + b'{"source": {"name": "torn')
    journal = Journal(out, files)
    assert len(journal.done) == 8
    list(journal.write(outcomes(files[8:])))
    assert out.read_bytes() == whole.read_bytes()


def test_a_finished_run_is_not_redone_and_a_changed_file_is(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    list(Journal(out, files).write(outcomes(files)))
    assert len(Journal(out, files).done) == len(files)
    files[7].write_text("QUYẾT ĐỊNH\nĐiều 1. Khác trước.\n")
    assert len(Journal(out, files).done) == 7


def test_the_exit_status_puts_a_refusal_before_a_failure() -> None:
    assert Tally([Status.READ, Status.NOTED]).exit_status == 0
    assert Tally([Status.READ, Status.FAILED]).exit_status == 2
    assert Tally([Status.FAILED, Status.REFUSED]).exit_status == 3
