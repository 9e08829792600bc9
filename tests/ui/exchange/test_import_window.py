"""Files dropped on the window are brought in while one sees how far it is; the report says what became of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QListView

from app.ui.exchange.import_page import ImportPage
from tests.exchange import builders as b
from tests.exchange import shapes
from tests.ui.person import Person


def drop(widget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy = Qt.DropAction.CopyAction
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(10, 10), copy, data, button, key))


def page(person: Person) -> ImportPage:
    shown = person.window.page
    assert isinstance(shown, ImportPage)
    return shown


def ended(person: Person) -> list[str]:
    """What the report says."""
    person.wait(lambda: page(person).state.phase in ("done", "cancelled", "failed"))
    return page(person).report.texts()


def listed(person: Person) -> list[str]:
    rows = person.window.sidebar.findChild(QListView, "conversations").model()
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def test_files_dropped_on_the_window_are_brought_in(person: Person, tmp_path: Path) -> None:
    good = b.written(tmp_path, "export", shapes.DEEPSEEK[2].content)
    odd = b.written(tmp_path, "notes.txt", b"hello")
    drop(person.window, good, odd)
    said = ended(person)
    assert "1 conversation brought in" in said[0]
    assert "DeepSeek" in said[0]
    assert "files of no known format" in said
    assert "notes.txt" in said
    assert "立春" in listed(person)
    person.press("Show one of them")
    assert person.window.page is None
    assert person.shown()[0][:2] == ("read this", "t")
    drop(person.window, good)
    assert "there already" in ended(person)[0]
    person.press("Bring in more…")
    assert page(person).state.phase == "idle"


def test_a_cancelled_import_leaves_nothing(person: Person, tmp_path: Path) -> None:
    many = b"[" + b",".join(b.dumped(b.deepseek(id=str(n), n1=("root", b.asked(str(n))))) for n in range(3000)) + b"]"
    path = b.written(tmp_path, "export", many)
    drop(person.window, path)
    person.press("Cancel")
    assert ended(person)[0].startswith("Cancelled")
    assert listed(person) == []


def test_what_is_not_there_is_told_on_the_page(person: Person, tmp_path: Path) -> None:
    drop(person.window, tmp_path / "gone.json")
    assert "There is no file" in page(person).remarks.text()


def test_an_import_goes_on_when_the_window_is_built_anew(person: Person, tmp_path: Path) -> None:
    many = b"[" + b",".join(b.dumped(b.deepseek(id=str(n), n1=("root", b.asked(str(n))))) for n in range(800)) + b"]"
    drop(person.window, b.written(tmp_path, "export", many))
    old = person.window
    person.program.settings.replace(language="zh_CN")
    assert person.window is not old
    assert any("800" in each for each in ended(person))
    assert "个新对话" in page(person).report.texts()


@pytest.mark.parametrize("share", [0.0, 0.37, 1.0])
def test_progress_is_shown_in_figures_and_as_a_bar(person: Person, share: float) -> None:
    from app.store.imports import ImportProgress
    from app.ui.exchange import wording

    person.desk.pages.show("import")
    page(person).show_state(wording.running(ImportProgress("reading", 1234, 5678), ("a.zip",), share))
    assert page(person)._detail.text() == "1,234 conversations, 5,678 messages"
    assert page(person)._bar.value() == round(share * 1000)
