"""What is asked when the database is damaged and the window cannot open: a backup, what can be read, or a new one.

Whatever is chosen, the damaged database is moved aside and kept.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.errors import StoreError
from app.store.keeping import backup, restore
from app.store.keeping.restore import Restored
from app.ui.i18n import explain
from app.ui.keeping.wording import moment

MOST_OFFERED = 2
Do = Callable[[], Restored]


def rescue_box(database: Path) -> tuple[QMessageBox, dict[QPushButton, Do]]:
    """The question, and what each of its buttons does. The last button of the box does nothing."""
    translate = QCoreApplication.translate
    box = QMessageBox(QMessageBox.Icon.Warning, "Sibian", "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translate("Rescue", "The database is damaged."))
    box.setInformativeText(
        translate("Rescue", "How shall Sibian go on? The damaged database is never erased: it is moved into a folder "
        "beside it, and you are told where.\n{path}").format(path=database)
    )  # fmt: skip
    ways: dict[QPushButton, Do] = {}

    def offer(text: str, do: Do) -> QPushButton:
        button = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
        ways[button] = do
        return button

    first: QPushButton | None = None
    for each in backup.backups(database)[:MOST_OFFERED]:
        text = translate("Rescue", "Restore the backup of {when}").format(when=moment(each.made))
        made = offer(text, lambda path=each.path: restore.from_backup(database, path))  # type: ignore[misc]
        first = first or made
    salvage = offer(translate("Rescue", "Save what can be read"), lambda: restore.from_salvage(database))
    offer(translate("Rescue", "Begin with an empty one"), lambda: restore.start_anew(database))
    leave = box.addButton(translate("Rescue", "Quit"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(first or salvage)
    box.setEscapeButton(leave)
    return box, ways


def rescue(database: Path) -> bool:
    """Ask and do it, until something succeeds. False where the person would rather quit."""
    while True:
        box, ways = rescue_box(database)
        box.exec()
        do = ways.get(box.clickedButton())  # type: ignore[call-overload]
        if do is None:
            return False
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            done = do()
        except StoreError as error:
            QApplication.restoreOverrideCursor()
            QMessageBox.warning(None, "Sibian", " ".join(explain(error)))
            continue
        QApplication.restoreOverrideCursor()
        _tell(done)
        return True


def _tell(done: Restored) -> None:
    translate = QCoreApplication.translate
    said = []
    if done.saved is not None:
        said.append(
            translate("Rescue", "{conversations} conversations with {messages} messages were saved.").format(
                conversations=done.saved.conversations, messages=done.saved.messages
            )
        )
        if done.saved.left_out:
            said.append(
                translate(
                    "Rescue", "{count} values beside the texts (tokens, figures …) were damaged and left out."
                ).format(count=done.saved.left_out)
            )
    if done.aside is not None:
        said.append(translate("Rescue", "The damaged database lies in {path}.").format(path=done.aside))
    box = QMessageBox(QMessageBox.Icon.Information, "Sibian", "\n".join(said))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
