"""The one way out of the program: an address opens only here, only after a person has seen where it leads."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.text.syntax import may_open


def open_external(
    target: str, parent: QWidget | None = None, confirm: "Callable[[QUrl, QWidget | None], bool] | None" = None
) -> bool:
    """Open `target` with the system's own program, if it is http, https or mail and the person agrees. Whether it did.

    Anything else is not even asked about: `file:`, `smb:` or `ms-msdt:` start programs.
    """
    url = QUrl(target, QUrl.ParsingMode.StrictMode)
    # Qt and Python must agree on what this is; a target on which parsers differ is nobody's friend.
    if not may_open(target) or not url.isValid() or not may_open(true_target(url)):
        return False
    if not (confirm or ask)(url, parent):
        return False
    return QDesktopServices.openUrl(url)


def true_target(url: QUrl) -> str:
    """The address as it is sent: host in its own alphabet of letters and digits (punycode), everything encoded."""
    return bytes(url.toEncoded().data()).decode("ascii", "replace")


def ask(url: QUrl, parent: QWidget | None) -> bool:
    """Show where the link leads and ask. The safe answer is the one that Enter gives."""
    return LinkDialog(url, parent).exec() == QDialog.DialogCode.Accepted


class LinkDialog(QDialog):
    """The host by itself, the whole address beneath, two buttons."""

    def __init__(self, url: QUrl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open a link"))
        self.setMinimumWidth(440)
        where = url.host(QUrl.ComponentFormattingOption.FullyEncoded) or url.path()
        question = QLabel(self.tr("This link leads out of Sibian, to"))
        host = QLabel(where)
        host.setProperty("role", "heading")
        for label in (question, host):
            label.setTextFormat(label.textFormat().PlainText)
            label.setWordWrap(True)
        self.address = QLineEdit(true_target(url))
        self.address.setReadOnly(True)
        self.address.setCursorPosition(0)
        self.address.setAccessibleName(self.tr("Whole address"))
        buttons = QDialogButtonBox()
        stay = buttons.addButton(self.tr("Stay here"), QDialogButtonBox.ButtonRole.RejectRole)
        leave = buttons.addButton(self.tr("Open in the browser"), QDialogButtonBox.ButtonRole.AcceptRole)
        if url.scheme() == "mailto":
            leave.setText(self.tr("Write a mail"))
        stay.setDefault(True)
        leave.setAutoDefault(False)
        stay.setFocus()
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (question, host, self.address, buttons):
            column.addWidget(widget)
