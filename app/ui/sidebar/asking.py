"""Small questions before something is done: a name, and whether something may really go. Neither stops the program."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from app.ui.sidebar.states import Wish


def ask_name(parent: QWidget, label: str, wish: Wish, then: Callable[[Wish], None]) -> QInputDialog:
    """`then` is called with the wish and the name that was typed, or not at all."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("Sibian")
    dialog.setInputMode(QInputDialog.InputMode.TextInput)
    dialog.setLabelText(label)
    dialog.setTextValue(wish.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.textValueSelected.connect(lambda name: then(replace(wish, name=name)) if name.strip() else None)
    dialog.open()
    return dialog


def confirm(parent: QWidget, question: str, hint: str, action: str, then: Callable[[], None]) -> QMessageBox:
    """`then` is called where the person says so."""
    box = QMessageBox(QMessageBox.Icon.Question, "Sibian", "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(hint)
    do = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    do.setProperty("role", "danger")
    keep = box.addButton(QCoreApplication.translate("Asking", "Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    do.clicked.connect(then)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
