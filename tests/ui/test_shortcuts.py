"""The list of shortcuts names every command, and the single letters of the explorer's page, on whatever screen."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.actions import make_actions
from app.ui.explorer.page import ExplorerPage
from app.ui.shortcuts import ShortcutsDialog
from app.ui.theme import ThemeKeeper


def said(dialog: ShortcutsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_every_key_of_the_explorer_s_page_is_in_the_list(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = ExplorerPage(ThemeKeeper(qapp, "light").theme)
    qtbot.addWidget(page)
    dialog = ShortcutsDialog(make_actions(window), window)
    told = said(dialog)
    keys = {each.key().toString(QKeySequence.SequenceFormat.PortableText) for each in page.findChildren(QShortcut)}
    assert {"D", "Shift+D", "W", "U", "/"} <= keys
    assert {key for key in keys if not key.startswith("Shift+")} <= set(told)
    assert "Shift + the letter" in told
    assert "Explore the thinking" in told or "Ctrl+E" in told


def test_it_is_never_taller_than_the_screen(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ShortcutsDialog(make_actions(window), window)
    assert dialog.height() <= dialog.screen().availableSize().height()
