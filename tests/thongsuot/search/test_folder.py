"""Does the folder of the index survive what happens to folders, and do its readers see what is written?"""

import multiprocessing
import random
import shutil
from pathlib import Path

import pytest

from tests.thongsuot.search.shelf import clause, shelf
from thongsuot.search.index import Busy, Index
from thongsuot.search.query import Query


def filled(path: Path, stamp: int = 3) -> Index:
    index = Index(path)
    for document, clauses in shelf().items():
        index.replace(document, clauses)
    index.commit(stamp)
    index.release()
    return index


def found(index: Index, text: str = "hồ sơ") -> int:
    return index.search(Query(text), ("open",)).total


def test_a_missing_folder_is_an_empty_index(tmp_path: Path) -> None:
    index = Index(tmp_path / "not" / "there")
    assert (index.stamp, index.size, found(index)) == (0, 0, 0)


def test_the_stamp_is_kept_with_what_was_written(tmp_path: Path) -> None:
    filled(tmp_path, 41)
    index = Index(tmp_path)
    assert (index.stamp, index.size) == (41, 9)


@pytest.mark.parametrize("damage", ["meta", "cut", "all", "gone"])
def test_a_damaged_folder_is_an_empty_index_that_can_be_filled(tmp_path: Path, damage: str) -> None:
    filled(tmp_path)
    for file in [each for each in tmp_path.glob("*/*") if not each.name.startswith(".")]:
        if damage == "gone" or (damage == "cut" and file.suffix == ".idx"):
            file.unlink()
        elif damage == "all" or (damage == "meta" and file.name == "meta.json"):
            file.write_bytes(b"{" * 40)
    index = Index(tmp_path)
    assert (index.stamp, index.size, found(index)) == (0, 0, 0)
    index.replace(1, shelf()[1])
    index.commit(9)
    assert (index.stamp, found(index)) == (9, 1)


@pytest.mark.parametrize("kind", [".idx", ".term", ".store", ".fast", ".pos", ".fieldnorm"])
def test_damage_that_shows_only_later_empties_the_index_too(tmp_path: Path, kind: str) -> None:
    pick = random.Random(kind)
    for trial in range(12):
        path = tmp_path / str(trial)
        filled(path)
        assert Index(path).damaged() == []
        file = next(path.glob(f"*/*{kind}"))
        content = bytearray(file.read_bytes())
        at = pick.randrange(len(content) - 150)  # not in the footer
        content[at] ^= 1 + pick.randrange(255)
        file.unlink()  # another file, for the old one may be mapped
        file.write_bytes(content)
        index = Index(path)
        found(index)
        assert index.stamp == 0 or index.damaged() == [file.name]


def test_an_index_of_an_older_form_is_left_and_then_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as old:
        old.setattr("thongsuot.search.index.fingerprint", lambda: "0123456789abcdef")
        filled(tmp_path)
    index = Index(tmp_path)
    assert index.stamp == 0
    index.commit(1)
    assert not (tmp_path / "0123456789abcdef").exists()


def test_a_document_is_replaced_and_deleted_as_a_whole(tmp_path: Path) -> None:
    index = filled(tmp_path)
    index.replace(1, [clause(1, 0, "D1", "Chữ mới")])
    assert found(index, "tiêu ngữ") == 1
    index.commit(4)
    assert (found(index, "tiêu ngữ"), found(index, "chữ mới")) == (0, 1)
    index.delete(1)
    index.commit(5)
    assert (found(index, "chữ mới"), index.stamp, index.size) == (0, 5, 5)


def test_what_was_not_committed_is_dropped_on_release(tmp_path: Path) -> None:
    index = filled(tmp_path)
    index.replace(1, [])
    index.release()
    index.commit(4)
    assert found(index, "tiêu ngữ") == 1


def test_readers_see_the_commits_of_another_at_once(tmp_path: Path) -> None:
    reader, writer = Index(tmp_path), filled(tmp_path)
    assert (reader.stamp, found(reader)) == (3, 1)
    writer.clear()
    assert (reader.stamp, reader.size, found(reader)) == (0, 0, 0)
    writer.release()


def test_readers_follow_a_folder_that_was_made_anew(tmp_path: Path) -> None:
    reader = filled(tmp_path)
    shutil.rmtree(tmp_path)
    filled(tmp_path, 8)
    assert (reader.stamp, found(reader)) == (8, 1)


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    one, other = Index(tmp_path), Index(tmp_path)
    one.delete(1)
    with pytest.raises(Busy, match="đang ghi"):
        other.delete(1)
    one.release()
    other.delete(1)
    other.commit(2)
    assert one.stamp == 2


def _write(path: str) -> None:
    filled(Path(path), 99)


def test_another_process_writes_and_this_one_reads(tmp_path: Path) -> None:
    reader = Index(tmp_path)
    process = multiprocessing.get_context("spawn").Process(target=_write, args=(str(tmp_path),))
    process.start()
    process.join(60)
    assert (process.exitcode, reader.stamp, found(reader)) == (0, 99, 1)
