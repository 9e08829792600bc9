"""What is kept of conversations on the disk, counted and deleted from outside."""

from pathlib import Path

from app import saved


def test_only_files_of_the_engine_are_counted_and_deleted(tmp_path: Path) -> None:
    (tmp_path / "a.kv").write_bytes(b"x" * 1000)
    (tmp_path / "b.part").write_bytes(b"x" * 10)
    (tmp_path / "letter.txt").write_bytes(b"x" * 5)
    assert saved.size(tmp_path) == 1010
    assert saved.delete(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
    assert saved.size(tmp_path) == 0


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert saved.size(tmp_path / "none") == 0
    assert saved.delete(tmp_path / "none")
