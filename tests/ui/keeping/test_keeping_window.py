"""Backups and damage in the window: two clicks to go back, and a start that nothing can keep from happening."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.errors import StoreError
from app.main import open_store
from app.store.keeping import backup
from app.store.keeping.check import check
from app.ui.keeping.page import KeepingPage
from app.ui.keeping.rescue import rescue, rescue_box
from tests.crash.damage import filled, page_of_zeros
from tests.ui.person import Person


def page(person: Person) -> KeepingPage:
    shown = person.window.page
    assert isinstance(shown, KeepingPage)
    return shown


def test_a_backup_is_made_and_gone_back_to_with_two_clicks(start: Callable[..., Person], tmp_path: Path) -> None:
    person = start()
    person.wait_ready()
    person.ask_and_wait("first")
    person.desk.pages.show("database")
    person.wait(lambda: page(person)._make.isEnabled())
    person.press("Back up now")
    person.wait(lambda: page(person).backups.count() == 1 and page(person)._restore.isEnabled())
    person.press("Restore…")
    wished: list[Path] = []
    person.desk.keeping.restore_wished.connect(wished.append)
    box = next(box for box in person.window.findChildren(QMessageBox) if box.isVisible())
    next(each for each in box.findChildren(QPushButton) if each.text() == "Restore").click()
    (made,) = backup.backups(tmp_path / "sibian.db")
    assert wished == [made.path]
    assert person.program.backup == made.path  # what main() puts in place when the window has closed


def test_the_page_says_what_takes_the_space_and_finds_no_damage(person: Person) -> None:
    person.ask_and_wait("first")
    person.desk.pages.show("database")
    person.wait(lambda: "1 conversation" in page(person)._counts.text())
    page(person)._check.click()
    person.wait(lambda: page(person)._check.isEnabled())
    assert check(person.program.store.path, thorough=True).sound


def test_the_term_of_the_trash_is_a_setting(person: Person) -> None:
    person.desk.pages.show("database")
    page(person).trash_days_wished.emit(7)
    assert person.program.settings.now.trash_days == 7


def answer(text: str) -> None:
    """Press that button in the box that is shown next, and close whatever follows."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, look)
            return
        button = next((each for each in box.buttons() if each.text().startswith(text)), box.buttons()[0])
        button.click()
        if button.text().startswith(text) and text != "Quit":
            QTimer.singleShot(10, look)  # what it says afterwards

    QTimer.singleShot(10, look)


@pytest.mark.parametrize("way", ["Restore the backup", "Save what can be read", "Begin with an empty one"])
def test_a_damaged_database_gives_way_and_is_kept(qapp: QApplication, tmp_path: Path, way: str) -> None:
    path = filled(tmp_path / "sibian.db", 4)
    backup.make(path, "daily")
    page_of_zeros(path, random.Random(5))
    damaged = path.read_bytes()
    answer(way)
    assert rescue(path)
    (aside,) = tmp_path.glob("sibian.db.aside-*")
    assert (aside / "sibian.db").read_bytes() == damaged
    with open_store(path, lambda *_: []) as store:
        titles = {each.title for each in store.conversations.list()}
    assert titles == (set() if way.startswith("Begin") else {f"question {n}" for n in range(4)})


def test_quitting_changes_nothing(qapp: QApplication, tmp_path: Path) -> None:
    path = filled(tmp_path / "sibian.db", 4)
    page_of_zeros(path, random.Random(5))
    before = path.read_bytes()
    answer("Quit")
    assert not rescue(path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*aside*"))


def test_without_a_backup_saving_is_offered_first(qapp: QApplication, tmp_path: Path) -> None:
    box, ways = rescue_box(tmp_path / "sibian.db")
    assert len(ways) == 2
    assert box.defaultButton().text() == "Save what can be read"


def test_a_place_where_nothing_can_be_written_is_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "sibian.db", 4)

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("store_unwritable", path=str(path))

    monkeypatch.setattr("app.main.Store.open", refuse)
    with open_store(path, lambda *_: []) as store:
        assert not store.writable
        assert len(store.conversations.list()) == 4
    with pytest.raises(StoreError):
        open_store(tmp_path / "nowhere.db", lambda *_: [])
